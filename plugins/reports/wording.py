"""The archive's own sentences about reports and cases."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.inbox.models import Kind, Outcome, State
from plugins.site.dates import day_text

KINDS = {
    Kind.ME: "It identifies me",
    Kind.SOMEBODY: "It identifies somebody else",
    Kind.ILLEGAL: "I believe it is illegal",
    Kind.ACRONYM: "I know what an acronym means",
    Kind.OTHER: "Something else",
}

STATES = {
    State.RECEIVED: ("Received", "Nobody has looked at it yet. The moderators are volunteers; it can take some days."),
    State.LOOKED_AT: ("Being looked at", "A moderator is looking at it."),
    State.DECIDED: ("Decided", "If you see it differently, write to the moderators below."),
    State.CLOSED: ("Closed", "If there is more to say, send a new report."),
}

OUTCOMES = {
    Outcome.NONE: "",
    Outcome.REMOVED: "It was removed. Copies elsewhere are beyond our reach.",
    Outcome.PARTLY: "Some of it was removed. Copies elsewhere are beyond our reach.",
    Outcome.KEPT: "It stays as it is.",
    Outcome.NOT_FOUND: "We could not find what you mean.",
    Outcome.EXPLAINED: "The archive explains the acronym now. Thank you.",
    Outcome.SET_ASIDE: "It came with very many others and was set aside. If you meant it, send it again.",
}


def when(at: str) -> str:
    """Return a time in full.

    >>> when("2026-05-03T09:15:02+00:00")
    '3 May 2026, 09:15 UTC'
    """
    moment = datetime.fromisoformat(at).astimezone(UTC)
    return f"{day_text(moment.date().isoformat())}, {moment:%H:%M} UTC"
