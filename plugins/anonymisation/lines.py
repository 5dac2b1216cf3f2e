"""Decisions as a line each: what was done, why, by whom, and how it can be undone. Never the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.moderation.decisions import Decision, Kind, Scope, active_decisions
from plugins.site.dates import day_text

_DONE = {Kind.HIDE: "Hidden", Kind.WITHHOLD: "Withheld", Kind.ERASE: "Erased", Kind.SHOW: "Kept public"}


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision that holds."""

    id: str
    done: str
    label: str
    reason: str
    by: str
    when: str
    can_undo: bool = True


def line_of(decision: Decision) -> DecisionLine:
    """Return a decision as a line."""
    done = "Redacted everywhere" if decision.scope is Scope.EVERYWHERE else "Redacted here"
    done = _DONE.get(decision.kind, done)
    return DecisionLine(
        decision.id,
        done,
        decision.label,
        decision.reason,
        decision.made_by,
        when_text(decision.made_at),
        can_undo=bool(decision.salt) and decision.kind is not Kind.ERASE,
    )


def lines_by_item(db: Database) -> Mapping[str, tuple[DecisionLine, ...]]:
    """Return the decisions that hold, by the item they were made on, in the order in which they were made."""
    found: defaultdict[str, tuple[DecisionLine, ...]] = defaultdict(tuple)
    for decision in active_decisions(db):
        found[decision.item_id] += (line_of(decision),)
    return dict(found)


def when_text(at: str) -> str:
    """Return a time of the log in full.

    >>> when_text("2026-05-03T09:15:02+00:00")
    '3 May 2026, 09:15 UTC'
    """
    moment = datetime.fromisoformat(at).astimezone(UTC)
    return f"{day_text(moment.date().isoformat())}, {moment:%H:%M} UTC"
