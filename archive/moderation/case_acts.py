"""What moderators do with requests to take something down: claim, answer, decide, close, sort.

Every act asks for the claim on its case, so that two moderators cannot collide, and for the version of the case that
was looked at, so that nobody decides past a message they have not read. The log has the case id and the act, never a
word that was written: it can forget nothing.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.inbox.models import Outcome, State
from archive.moderation import log
from archive.moderation.cases import Case, get_case, time_text

CLAIM = timedelta(minutes=30)
"""How long a case stays with whoever took it or did something to it last."""

LONGEST_ANSWER = 4_000
LONGEST_REASON = 2_000
DECISIONS = (Outcome.REMOVED, Outcome.PARTLY, Outcome.KEPT, Outcome.NOT_FOUND, Outcome.EXPLAINED)


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
        _let_go(db, case_id)
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
            [secrets.token_hex(12), case_id, time_text(now), by, body],
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
    if outcome not in [each.value for each in DECISIONS]:
        raise WrongUse("What was decided? Choose one of the four.")
    reason = _words(reason, LONGEST_REASON, "Give a reason: whoever sent the report will read it.")
    with db.atomic():
        case = _at_work(db, case_id, by, now, seen)
        if case.state is State.CLOSED:
            raise WrongUse("This case is closed: open it again to decide anew.")
        state = State.CLOSED if close else State.DECIDED
        closed = {"closed_at": time_text(now)} if close else {}
        done = f"{state.value}: {outcome}"
        return _done(db, case, by, now, done, state=state.value, outcome=outcome, reason=reason, **closed)


def close_case(db: Database, case_id: str, *, by: str, now: datetime, seen: int) -> Case:
    """Close a case that was decided; return it. Raises NotFound, Refused as `decide` does, WrongUse when undecided."""
    with db.atomic():
        case = _at_work(db, case_id, by, now, seen)
        if case.state is not State.DECIDED:
            raise WrongUse("Only a case that was decided can be closed: say first what was decided, and why.")
        return _done(db, case, by, now, "closed", state=State.CLOSED.value, closed_at=time_text(now))


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
    """Put cases that waited apart with the others; return how many.

    Those that do not wait apart, and those that somebody else holds, stay as they are.
    """
    return _sort(db, case_ids, by, now, "accepted", is_verified=1)


def set_aside(db: Database, case_ids: Iterable[str], *, by: str, now: datetime) -> int:
    """Close cases that waited apart and are no reports; return how many. They can be opened again.

    Those that do not wait apart, and those that somebody else holds, stay as they are.
    """
    closed = {"state": State.CLOSED.value, "outcome": Outcome.SET_ASIDE.value, "closed_at": time_text(now)}
    return _sort(db, case_ids, by, now, "set aside", **closed)


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
    if changed.get("state") == State.CLOSED:
        _let_go(db, case.id)
    else:
        _hold(db, case.id, by, now)
    _log(db, case, by, now, done)
    return get_case(db, case.id)


def _set(db: Database, case: Case, now: datetime, **changed: str | int) -> None:
    """Change a case; its time is that of its state, which an answer leaves as it is."""
    if "state" in changed:
        changed = {**changed, "changed_at": time_text(now)}
    names = "".join(f"{name} = ?, " for name in changed)
    db.conn.execute(
        f"update takedown set {names}has_news = 0, version = version + 1 where id = ?", [*changed.values(), case.id]
    )


def _hold(db: Database, case_id: str, by: str, now: datetime) -> None:
    db.conn.execute(
        "update takedown set claimed_by = ?, claimed_until = ?, has_news = 0 where id = ?",
        [by, time_text(now + CLAIM), case_id],
    )


def _let_go(db: Database, case_id: str) -> None:
    db.conn.execute("update takedown set claimed_by = '', claimed_until = '' where id = ?", [case_id])


def _sort(db: Database, case_ids: Iterable[str], by: str, now: datetime, done: str, **changed: str | int) -> int:
    with db.atomic():
        apart = [
            case
            for case in (get_case(db, case_id) for case_id in case_ids)
            if not case.is_verified and case.state is not State.CLOSED and case.held_by(now) in ("", by)
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
