"""The private log as moderators read it: who did what, when, why, to which item. Never the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.moderation import log
from archive.moderation.decisions import Decision, Kind, Scope, active_decisions
from archive.moderation.log import LogEntry
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.lines import when_text
from plugins.anonymisation.places import desk_address
from plugins.anonymisation.showing import show
from plugins.site.contexts import Link
from plugins.site.rendering import Shown

ADDRESS = "/-/moderate/log"
PER_PAGE = 100
_DONE = {
    "mask": "redacted",
    "hide": "hid",
    "erase": "erased",
    "erase-words": "erased the words of",
    "ask-erase": "asked to erase",
    "keep-from-erasing": "kept from erasing",
    "show": "kept public",
    "undo": "undid",
    "keep": "kept a finding",
    "reopen": "put back a finding",
    "keep-words": "kept words everywhere",
    "review": "is to look again at",
    "unkeep-words": "keeps words no longer everywhere:",
    "tag": "tagged",
    "untag": "took off a tag",
    "unlink": "took out a link",
    "relink": "put back a link",
    "reply-move": "moved a reply",
    "case": "worked on a case",
    "topic": "changed a topic",
    "topic-rule": "ran a rule",
    "topic-undo": "undid",
    "moderator": "moderator",
    "remove-moderator": "took off the list of moderators:",
    "reset-moderator": "gave a new password to",
    "publish": "published",
}


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the log. `desk` is the page of its item."""

    id: str
    when: str
    by: str
    done: str
    label: str
    reason: str
    item_id: str
    desk: str
    undoes: str


@dataclass(frozen=True, slots=True)
class JournalPage:
    """The log, newest first, a page at a time."""

    template: ClassVar[str] = "threadkeep_desk_log.html"

    lines: tuple[JournalLine, ...]
    earlier: Link | None
    later: Link | None


async def journal(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/log`."""
    wanted = request.args.get("page") or "1"
    number = max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else 1
    lines = await in_archive(the_desk(datasette), _lines)
    first, last = (number - 1) * PER_PAGE, number * PER_PAGE
    page = JournalPage(
        lines=tuple(lines[first:last]),
        earlier=Link(f"{ADDRESS}?page={number + 1}", "what was done before") if last < len(lines) else None,
        later=Link(f"{ADDRESS}?page={number - 1}", "what was done since") if number > 1 else None,
    )
    return await show(datasette, request, Shown(page, "Moderation log", ADDRESS, "desk-log"))


def _lines(db: Database) -> list[JournalLine]:
    masks = [each for each in active_decisions(db) if each.kind is Kind.MASK]
    # publishing follows every act by itself, and would stand between each two lines
    return [_line(entry, masks) for entry in reversed(log.entries(db)) if entry.kind != "publish"]


def _line(entry: LogEntry, masks: list[Decision]) -> JournalLine:
    own = [each for each in masks if each.scope is Scope.EVERYWHERE or each.item_id == entry.item_id]
    return JournalLine(
        id=f"L{entry.seq}",
        when=when_text(entry.at),
        by=entry.actor,
        done=_DONE.get(entry.kind, entry.kind),
        label=_without(entry.label, own),
        reason=_without(entry.reason, own),
        item_id=entry.item_id,
        desk=desk_address(entry.item_id) if entry.item_id else "",
        undoes=entry.undoes,
    )


def _without(value: str, masks: list[Decision]) -> str:
    """Return a value of the log without words that were to go later than it was written."""
    for decision in masks:
        for span in reversed(decision.words.find(value)):
            value = f"{value[: span.start]}[{decision.label}]{value[span.end :]}"
    return value
