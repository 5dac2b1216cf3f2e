"""Requests to take something down, as moderators work on them: states, claims, answers, decisions.

Every act asks for the claim on its case, so that two moderators cannot collide, and for the version of the case that
was looked at, so that nobody decides past a message they have not read. The log has the case id and the act, never a
word that was written: it can forget nothing.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound, Refused, WrongUse
from archive.inbox.models import Answer, Kind, Message, Outcome, Report, State, Told
from archive.moderation import log

CLAIM = timedelta(minutes=30)
"""How long a case stays with whoever took it or did something to it last."""

LONGEST_ANSWER = 4_000
LONGEST_REASON = 2_000
_DECISIONS = (Outcome.REMOVED, Outcome.PARTLY, Outcome.KEPT, Outcome.NOT_FOUND)

_COLUMNS = (
    "id, sent_at, kind, item_ids, places, why, is_verified, state, changed_at, claimed_by, claimed_until, outcome, "
    "reason, closed_at, forgotten_at, has_news, version"
)


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


def get_case(db: Database, case_id: str) -> Case:
    """Return a case with what was written in it; raise NotFound when there is none of that id."""
    row = db.conn.execute(f"select {_COLUMNS} from takedown where id = ?", [case_id]).fetchone()
    if row is None:
        raise NotFound("There is no case of that id: the list of cases has them all.")
    messages = db.conn.execute(
        "select at, made_by, body from takedown_message where case_id = ? order by at, id", [case_id]
    )
    return replace(_case(row), messages=tuple(CaseMessage(*each) for each in messages.fetchall()))


def claim(db: Database, case_id: str, *, by: str, now: datetime) -> Case:
    """Take a case, or keep it for longer; return it. Raises NotFound, and Refused while somebody else holds it."""
    with db.atomic():
        case = _mine(db, case_id, by, now)
        if case.state is State.RECEIVED:
            _set(db, case, now, state=State.LOOKED_AT.value)
            _log(db, case, by, now, "looks at it")
        _hold(db, case_id, by, now)
        return get_case(db, case_id)


def release(db: Database, case_id: str, *, by: str, now: datetime) -> Case:
    """Let go of a case; return it. Raises NotFound, and Refused while somebody else holds it."""
    with db.atomic():
        _mine(db, case_id, by, now)
        db.conn.execute("update takedown set claimed_by = '', claimed_until = '' where id = ?", [case_id])
        return get_case(db, case_id)


def answer(db: Database, case_id: str, body: str, *, by: str, now: datetime, seen: int) -> Case:
    """Write to whoever sent the report; return the case.

    Raises NotFound, Refused while somebody else holds the case or after it has changed, WrongUse without words, with
    too many, or when it is closed.
    """
    body = _words(body, LONGEST_ANSWER, "Write an answer first.")
    with db.atomic():
        case = _at_work(db, case_id, by, now, seen)
        if case.state is State.CLOSED:
            raise WrongUse("This case is closed: open it again to write to its sender.")
        db.conn.execute(
            "insert into takedown_message (id, case_id, at, made_by, body) values (?, ?, ?, ?, ?)",
            [secrets.token_hex(12), case_id, _at(now), by, body],
        )
        changed = {"state": State.LOOKED_AT.value} if case.state is State.RECEIVED else {}
        return _done(db, case, by, now, "answered", **changed)


def decide(
    db: Database, case_id: str, outcome: str, reason: str, *, by: str, now: datetime, seen: int, close: bool = False
) -> Case:
    """Say what was decided and why, and close the case with it if `close`; return the case.

    Raises NotFound, Refused while somebody else holds the case or after it has changed, WrongUse without an outcome or
    a reason, or when it is closed already.
    """
    if outcome not in [each.value for each in _DECISIONS]:
        raise WrongUse("What was decided? Choose one of the four.")
    reason = _words(reason, LONGEST_REASON, "Give a reason: whoever sent the report will read it.")
    with db.atomic():
        case = _at_work(db, case_id, by, now, seen)
        if case.state is State.CLOSED:
            raise WrongUse("This case is closed: open it again to decide anew.")
        state = State.CLOSED if close else State.DECIDED
        closed = {"closed_at": _at(now)} if close else {}
        done = f"{state.value}: {outcome}"
        return _done(db, case, by, now, done, state=state.value, outcome=outcome, reason=reason, **closed)


def close_case(db: Database, case_id: str, *, by: str, now: datetime, seen: int) -> Case:
    """Close a case that was decided; return it. Raises NotFound, Refused as `decide` does, WrongUse when undecided."""
    with db.atomic():
        case = _at_work(db, case_id, by, now, seen)
        if case.state is not State.DECIDED:
            raise WrongUse("Only a case that was decided can be closed: say first what was decided, and why.")
        return _done(db, case, by, now, "closed", state=State.CLOSED.value, closed_at=_at(now))


def reopen(db: Database, case_id: str, *, by: str, now: datetime, seen: int) -> Case:
    """Look again at a case that was decided or closed; return it.

    Raises NotFound, Refused as `decide` does, WrongUse when it is open or its texts were deleted.
    """
    with db.atomic():
        case = _at_work(db, case_id, by, now, seen)
        if case.state not in (State.DECIDED, State.CLOSED):
            raise WrongUse("This case is open already: nothing to do.")
        if case.forgotten_at:
            raise WrongUse("The texts of this case were deleted: its sender has to send a new report.")
        return _done(db, case, by, now, "opened again", state=State.LOOKED_AT.value, closed_at="")


def add_items(db: Database, case_id: str, item_ids: Collection[str], *, by: str, now: datetime, seen: int) -> Case:
    """Note which items a case is about, beside those known; return it. Raises NotFound, and Refused as `decide`."""
    with db.atomic():
        case = _at_work(db, case_id, by, now, seen)
        found = list(dict.fromkeys([*case.item_ids, *item_ids]))
        return _done(db, case, by, now, "found the items", item_ids=json.dumps(found))


def accept(db: Database, case_ids: Iterable[str], *, by: str, now: datetime) -> int:
    """Put cases that waited apart with the others; return how many. Those that do not wait apart stay as they are."""
    return _sort(db, case_ids, by, now, "accepted", is_verified=1)


def set_aside(db: Database, case_ids: Iterable[str], *, by: str, now: datetime) -> int:
    """Close cases that waited apart and are no reports; return how many. They can be opened again."""
    closed = {"state": State.CLOSED.value, "outcome": Outcome.SET_ASIDE.value, "closed_at": _at(now)}
    return _sort(db, case_ids, by, now, "set aside", **closed)


def forget(db: Database, *, now: datetime, after_days: int) -> int:
    """Delete what was written in cases that were closed that many days ago; return how many cases.

    Ids, dates, items and outcomes stay. A case whose sender wrote since keeps its texts until somebody has looked.
    """
    until = _at(now - timedelta(days=after_days))
    with db.atomic():
        rows = db.conn.execute(
            "select id from takedown where state = 'closed' and closed_at <= ? and not has_news and forgotten_at = ''",
            [until],
        ).fetchall()
        db.conn.executemany("update takedown_message set body = null where case_id = ?", rows)
        db.conn.executemany(
            "update takedown set places = null, why = null, reason = '', forgotten_at = ?, version = version + 1 "
            "where id = ?",
            [(_at(now), case_id) for (case_id,) in rows],
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


def _mine(db: Database, case_id: str, by: str, now: datetime) -> Case:
    case = get_case(db, case_id)
    holder = case.held_by(now)
    if holder not in ("", by):
        until = datetime.fromisoformat(case.claimed_until)
        raise Refused(f"{holder} has this case until {until:%H:%M} UTC: wait, or ask them to let it go.")
    return case


def _at_work(db: Database, case_id: str, by: str, now: datetime, seen: int) -> Case:
    case = _mine(db, case_id, by, now)
    if case.version != seen:
        raise Refused("This case has changed since you opened it: read what is new, then send this again.")
    return case


def _done(db: Database, case: Case, by: str, now: datetime, done: str, **changed: str) -> Case:
    _set(db, case, now, **changed)
    _hold(db, case.id, by, now)
    _log(db, case, by, now, done)
    return get_case(db, case.id)


def _set(db: Database, case: Case, now: datetime, **changed: str | int) -> None:
    """Change a case; its time is that of its state, which an answer leaves as it is."""
    if "state" in changed:
        changed = {**changed, "changed_at": _at(now)}
    names = "".join(f"{name} = ?, " for name in changed)
    db.conn.execute(
        f"update takedown set {names}has_news = 0, version = version + 1 where id = ?", [*changed.values(), case.id]
    )


def _hold(db: Database, case_id: str, by: str, now: datetime) -> None:
    db.conn.execute(
        "update takedown set claimed_by = ?, claimed_until = ?, has_news = 0 where id = ?",
        [by, _at(now + CLAIM), case_id],
    )


def _sort(db: Database, case_ids: Iterable[str], by: str, now: datetime, done: str, **changed: str | int) -> int:
    with db.atomic():
        apart = [
            case
            for case in (get_case(db, case_id) for case_id in case_ids)
            if not case.is_verified and case.state is not State.CLOSED
        ]
        for case in apart:
            _set(db, case, now, **changed)
        if apart:
            # one line for all: ten thousand of a flood would bury everything else in the log
            label = apart[0].id if len(apart) == 1 else f"{len(apart)} cases"
            log.append(db, at=now, actor=by, kind="case", label=label, reason=done)
    return len(apart)


def _log(db: Database, case: Case, by: str, now: datetime, done: str) -> None:
    log.append(db, at=now, actor=by, kind="case", label=case.id, reason=done)


def _words(typed: str, longest: int, missing: str) -> str:
    typed = typed.strip()
    if not typed:
        raise WrongUse(missing)
    if len(typed) > longest:
        raise WrongUse(f"That is longer than {longest:,} characters: shorten it.")
    return typed


def _at(now: datetime) -> str:
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
