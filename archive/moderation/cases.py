"""Requests to take something down, taken over from the inbox: lists of them, each with what was written, and its end.

What moderators do with them stands in `case_acts`, how they come from inbox.db and go back in `exchange`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound
from archive.inbox.models import Answer, Kind, Message, Outcome, Report, State, Told

_COLUMNS = (
    "id, sent_at, kind, item_ids, places, why, is_verified, state, changed_at, claimed_by, claimed_until, outcome, "
    "reason, closed_at, forgotten_at, has_news, version"
)


_REPLIES = 3


class Pile(StrEnum):
    """Where a case lies: with those to be done, apart because too many came at once, or done."""

    OPEN = "open"
    UNVERIFIED = "unverified"
    CLOSED = "closed"


_OF_PILE = {
    Pile.OPEN: "(state <> 'closed' and is_verified) or (state = 'closed' and has_news)",
    Pile.UNVERIFIED: "state <> 'closed' and not is_verified",
    Pile.CLOSED: "state = 'closed' and not has_news",
}


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """Something that was written in a case; `by` is "" for whoever sent the report, `body` None once deleted."""

    at: str
    by: str
    body: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One case. Its repr shows none of the words; `places` and `why` are None once they were deleted."""

    id: str
    sent_at: str
    kind: Kind
    item_ids: tuple[str, ...]
    places: str | None = field(repr=False)
    why: str | None = field(repr=False)
    is_verified: bool
    state: State
    changed_at: str
    claimed_by: str
    claimed_until: str
    outcome: Outcome
    reason: str = field(repr=False)
    closed_at: str
    forgotten_at: str
    has_news: bool
    version: int
    messages: tuple[CaseMessage, ...] = ()

    def held_by(self, now: datetime) -> str:
        """Return who holds the case now, "" for nobody."""
        return self.claimed_by if self.claimed_until and now < datetime.fromisoformat(self.claimed_until) else ""


def bytes_kept(db: Database) -> int:
    """Return how many bytes of what people wrote are kept."""
    sql = (
        "select (select total(length(cast(coalesce(places, '') || coalesce(why, '') as blob))) from takedown)"
        " + (select total(length(cast(coalesce(body, '') as blob))) from takedown_message)"
    )
    return int(db.conn.execute(sql).fetchone()[0])


def take_over(db: Database, reports: Iterable[Report], messages: Iterable[Message]) -> int:
    """Write what came in; what was taken over before stays as it is. Return how much was new."""
    with db.atomic():
        return sum([_take_report(db, each) for each in reports] + [_take_message(db, each) for each in messages])


def _take_report(db: Database, report: Report) -> int:
    return db.conn.execute(
        "insert into takedown (id, sent_at, kind, item_ids, places, why, is_verified, state, changed_at) "
        "values (?, ?, ?, ?, ?, ?, ?, 'received', ?) on conflict do nothing",
        [
            report.case_id,
            report.sent_at,
            report.kind.value,
            json.dumps(report.item_ids),
            report.places,
            report.why,
            report.is_verified,
            report.sent_at,
        ],
    ).rowcount


def _take_message(db: Database, message: Message) -> int:
    # its report is missing only where archive.db came back from a backup made before it was taken over
    _take_report(db, Report(message.case_id, "", message.sent_at, Kind.OTHER, (), "", "", is_verified=True))
    new = db.conn.execute(
        "insert into takedown_message (id, case_id, at, made_by, body) values (?, ?, ?, '', ?) on conflict do nothing",
        [message.id, message.case_id, message.sent_at, message.body],
    ).rowcount
    if new:
        # nobody decides past it, and the sender knows already: no need to tell
        db.conn.execute(
            "update takedown set has_news = 1, version = version + 1, told = told + (told = version) where id = ?",
            [message.case_id],
        )
    return new


def list_cases(db: Database, pile: Pile, *, limit: int = 50, offset: int = 0) -> list[Case]:
    """Return cases of a pile, those whose sender wrote last first and then the oldest; closed ones the newest first."""
    order = "closed_at desc, id" if pile is Pile.CLOSED else "(has_news and state <> 'received') desc, sent_at, id"
    rows = db.conn.execute(
        f"select {_COLUMNS} from takedown where {_OF_PILE[pile]} order by {order} limit ? offset ?", [limit, offset]
    )
    return [_case(row) for row in rows.fetchall()]


def count_cases(db: Database) -> dict[Pile, int]:
    """Return how many cases lie in each pile."""
    return {
        pile: db.conn.execute(f"select count(*) from takedown where {where}").fetchone()[0]
        for pile, where in _OF_PILE.items()
    }


def list_acronyms(db: Database) -> list[Case]:
    """Return the cases to be done in which somebody says what an acronym means, the oldest first."""
    rows = db.conn.execute(
        f"select {_COLUMNS} from takedown where kind = ? and ({_OF_PILE[Pile.OPEN]}) order by sent_at, id",
        [Kind.ACRONYM.value],
    )
    return [_case(row) for row in rows.fetchall()]


def items_reported(db: Database) -> set[str]:
    """Return the items that cases to be done are about."""
    rows = db.conn.execute(f"select item_ids from takedown where {_OF_PILE[Pile.OPEN]}").fetchall()
    return {item_id for (item_ids,) in rows for item_id in json.loads(item_ids)}


def has_case(db: Database, case_id: str) -> bool:
    """True when there is a case of that id."""
    return db.conn.execute("select 1 from takedown where id = ?", [case_id]).fetchone() is not None


def get_case(db: Database, case_id: str) -> Case:
    """Return a case with what was written in it; raise NotFound when there is none of that id."""
    row = db.conn.execute(f"select {_COLUMNS} from takedown where id = ?", [case_id]).fetchone()
    if row is None:
        raise NotFound("There is no case of that id: the list of cases has them all.")
    messages = db.conn.execute(
        "select at, made_by, body from takedown_message where case_id = ? order by at, id", [case_id]
    )
    return replace(_case(row), messages=tuple(CaseMessage(*each) for each in messages.fetchall()))


def forget(db: Database, *, now: datetime, after_days: int) -> int:
    """Delete what was written in cases that were closed that many days ago; return how many cases.

    Ids, dates, items and outcomes stay. A case whose sender wrote since keeps its texts until somebody has looked.
    """
    until = time_text(now - timedelta(days=after_days))
    with db.atomic():
        rows = db.conn.execute(
            "select id from takedown where state = 'closed' and closed_at <= ? and not has_news and forgotten_at = ''",
            [until],
        ).fetchall()
        db.conn.executemany("update takedown_message set body = null where case_id = ?", rows)
        db.conn.executemany(
            "update takedown set places = null, why = null, reason = '', forgotten_at = ?, version = version + 1 "
            "where id = ?",
            [(time_text(now), case_id) for (case_id,) in rows],
        )
    if rows:
        # the write-ahead log still holds the pages as they were
        db.conn.execute("pragma wal_checkpoint(truncate)").fetchone()
    return len(rows)


def untold(db: Database) -> list[Told]:
    """Return how the cases stand that have changed since their senders were told."""
    rows = db.conn.execute("select id from takedown where told < version").fetchall()
    return [_told(get_case(db, case_id)) for (case_id,) in rows]


def mark_told(db: Database, told: Iterable[Told]) -> None:
    """Remember what senders can see by now."""
    with db.atomic():
        db.conn.executemany(
            "update takedown set told = max(told, ?) where id = ?", [(each.version, each.case_id) for each in told]
        )


def neighbours(db: Database, item_id: str) -> tuple[str | None, list[str]]:
    """Return what a comment answers, None for nothing that is here, and the first of the comments that answer it."""
    parent = db.conn.execute(
        "select id from comment where id = (select parent_id from comment where id = ?)", [item_id]
    ).fetchone()
    replies = db.conn.execute(
        "select id from comment where parent_id = ? order by ordinal, id limit ?", [item_id, _REPLIES]
    )
    return (parent[0] if parent else None), [row[0] for row in replies.fetchall()]


def _told(case: Case) -> Told:
    answers = tuple(Answer(each.at, each.body) for each in case.messages if each.by and each.body is not None)
    return Told(
        case_id=case.id,
        state=case.state,
        at=case.changed_at,
        version=case.version,
        outcome=case.outcome,
        reason=case.reason,
        forgotten_at=case.forgotten_at,
        answers=answers,
    )


def time_text(now: datetime) -> str:
    """Return a time as cases keep it: UTC, to the second."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _case(row: tuple[Any, ...]) -> Case:
    named = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Case(
        **{
            **named,
            "kind": Kind(named["kind"]),
            "item_ids": tuple(json.loads(named["item_ids"])),
            "is_verified": bool(named["is_verified"]),
            "state": State(named["state"]),
            "outcome": Outcome(named["outcome"]),
            "has_news": bool(named["has_news"]),
        }
    )
