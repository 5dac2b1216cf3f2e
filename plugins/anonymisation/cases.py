"""The page of one request to take something down, for moderators; `case_list` has the list of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import ArchiveError, NotFound, Refused, WrongUse
from archive.inbox.models import Kind, State
from archive.moderation import case_acts, cases
from archive.moderation.cases import Case
from archive.moderation.exchange import exchange
from plugins._datasette import Request, Response, Served, read
from plugins.anonymisation.case_forms import ANSWERS, OUTCOMES, CaseForm, Ready, begin_with
from plugins.anonymisation.case_places import InThread, read_threads, resolve
from plugins.anonymisation.desk import Desk, in_archive, record, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.lines import when_text
from plugins.anonymisation.showing import show, to, typed
from plugins.reports.places import find_items
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count

KINDS = {
    "me": "Identifies whoever sent it",
    "somebody": "Identifies somebody else",
    "illegal": "Illegal",
    "acronym": "Says what an acronym means",
    "other": "Something else",
}
STATES = {
    State.RECEIVED: "received",
    State.LOOKED_AT: "being looked at",
    State.DECIDED: "decided",
    State.CLOSED: "closed",
}
DECIDED = {**dict(OUTCOMES), "set_aside": "Set aside: one of very many", "": ""}
_NOT_NOW = "The list is as it was last read, and senders do not see yet what was done since. {0}"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """Something that was written in a case; `body` is "" once deleted."""

    by: str
    when: str
    body: str


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """One case: what was asked, about what, what was said since, and the forms, where this moderator may act.

    `holder` is whoever else has it, "" for nobody; `problem` says what went wrong and `on` with which form.
    """

    template: ClassVar[str] = "threadkeep_desk_case.html"

    id: str
    href: str
    version: int
    kind: str
    is_of_acronym: bool
    state: str
    sent: str
    age: str
    places: str
    why: str
    forgotten: str
    apart: bool
    threads: tuple[InThread, ...]
    lines: tuple[CaseLine, ...]
    outcome: str
    reason: str
    holder: str
    until: str
    is_mine: bool
    is_open: bool
    is_decided: bool
    can_reopen: bool
    notice: str
    on: str
    problem: str
    form: CaseForm
    answers: tuple[Ready, ...] = ANSWERS
    outcomes: tuple[tuple[str, str], ...] = OUTCOMES


async def case(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/case/ID`; a POST does what its button says, else comes back with what was typed."""
    desk, case_id = the_desk(datasette), request.url_vars["id"]
    if request.method != "POST":
        return await _page(datasette, request, case_id)
    given = await typed(request)
    step, form = given.get("step", ""), CaseForm.parse(given)
    if step == "begin":
        return await _page(datasette, request, case_id, form=begin_with(form, given.get("ready", "")), on="answer")
    try:
        act = await _act(datasette, request, case_id, given, form)

        def work(db: Database) -> None:
            act(db)
            exchange_now(db, desk)

        await record(desk, work)
    except NotFound:
        return await _page(datasette, request, case_id)
    except ArchiveError as error:
        return await _page(datasette, request, case_id, form=form, on=step, problem=str(error))
    return to(f"/-/moderate/case/{case_id}")


async def _act(
    datasette: Served, request: Request, case_id: str, given: dict[str, str], form: CaseForm
) -> Callable[[Database], object]:
    """Return what a button does; for one that does not exist, what changes nothing."""
    by, now, seen = the_moderator(request).name, the_desk(datasette).clock(), number_of(given.get("version", ""))
    close = given.get("close") == "yes"
    meant = await _meant(datasette, form.places)
    acts: dict[str, Callable[[Database], object]] = {
        "claim": lambda db: case_acts.claim(db, case_id, by=by, now=now),
        "release": lambda db: case_acts.release(db, case_id, by=by, now=now),
        "answer": lambda db: case_acts.answer(db, case_id, form.answer, by=by, now=now, seen=seen),
        "decide": lambda db: case_acts.decide(
            db, case_id, form.outcome, form.reason, by=by, now=now, seen=seen, close=close
        ),
        "close": lambda db: case_acts.close_case(db, case_id, by=by, now=now, seen=seen),
        "reopen": lambda db: case_acts.reopen(db, case_id, by=by, now=now, seen=seen),
        "items": lambda db: case_acts.add_items(db, case_id, _named(db, form.places, meant), by=by, now=now, seen=seen),
        "accept": lambda db: case_acts.accept(db, [case_id], by=by, now=now),
        "aside": lambda db: case_acts.set_aside(db, [case_id], by=by, now=now),
    }
    return acts.get(given.get("step", ""), lambda db: cases.get_case(db, case_id))


def _named(db: Database, typed_places: str, meant: tuple[str, ...]) -> list[str]:
    """Return the items that a moderator named: as readers can, or by an id that readers do not have."""
    found = list(dict.fromkeys([*meant, *resolve(db, typed_places.split())]))
    if not found:
        raise WrongUse("The archive knows no comment or post of that id or address: look it up on its page.")
    return found


async def _meant(datasette: Served, places: str) -> tuple[str, ...]:
    try:
        return await read(datasette, lambda db: find_items(db, places))
    except sqlite3.Error:
        # the public copy is just being written: what was found when the report came has to do
        return ()


def exchange_now(db: Database, desk: Desk) -> str:
    """Take over what came in and tell what was done; return what to say where that cannot be done now, else ""."""
    try:
        exchange(db, desk.folder, now=desk.clock())
    except Refused as error:
        return _NOT_NOW.format(error)
    except sqlite3.OperationalError:
        return _NOT_NOW.format("The archive is busy just now: look again in a few seconds.")
    return ""


async def _page(
    datasette: Served, request: Request, case_id: str, *, form: CaseForm | None = None, on: str = "", problem: str = ""
) -> Response:
    """Return the page of a case with its forms as they were left; 404 when there is no such case."""
    desk, by = the_desk(datasette), the_moderator(request).name

    def work(db: Database) -> tuple[str, Case]:
        return exchange_now(db, desk), cases.get_case(db, case_id)

    try:
        notice, found = await in_archive(desk, work)
    except NotFound as error:
        return await show(datasette, request, missing_page(str(error), "Closed ones are listed there too."))
    threads = await read_threads(datasette, [*found.item_ids, *await _meant(datasette, found.places or "")])
    page = _desk(found, threads, by, desk.clock(), form or CaseForm(), notice, on, problem)
    shown = Shown(page, f"Case {found.id}", page.href, "cases", status=400 if problem else 200)
    return await show(datasette, request, shown)


def _desk(
    found: Case,
    threads: tuple[InThread, ...],
    by: str,
    now: datetime,
    form: CaseForm,
    notice: str,
    on: str,
    problem: str,
) -> CaseDesk:
    holder = found.held_by(now)
    return CaseDesk(
        id=found.id,
        href=f"/-/moderate/case/{found.id}",
        version=found.version,
        kind=KINDS[found.kind],
        is_of_acronym=found.kind is Kind.ACRONYM,
        state=STATES[found.state],
        sent=when_text(found.sent_at),
        age=age_text(found.sent_at, now),
        places=found.places or "",
        why=found.why or "",
        forgotten=when_text(found.forgotten_at) if found.forgotten_at else "",
        apart=not found.is_verified and found.state is not State.CLOSED,
        threads=threads,
        lines=tuple(
            CaseLine(each.by or "Whoever sent it", when_text(each.at), each.body or "") for each in found.messages
        ),
        outcome=DECIDED[found.outcome],
        reason=found.reason,
        holder="" if holder == by else holder,
        until=when_text(found.claimed_until) if holder else "",
        is_mine=holder == by,
        is_open=found.state is not State.CLOSED,
        is_decided=found.state is State.DECIDED,
        can_reopen=found.state in (State.DECIDED, State.CLOSED) and not found.forgotten_at,
        notice=notice,
        on=on,
        problem=problem,
        form=form,
    )


def age_text(at: str, now: datetime) -> str:
    """Return how long ago something was, in days.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 5, 3, 12, tzinfo=UTC)
    >>> age_text("2026-05-03T09:00:00+00:00", noon), age_text("2026-05-01T09:00:00+00:00", noon)
    ('today', '2 days ago')
    """
    days = (now - datetime.fromisoformat(at)).days
    return f"{count(days, 'day')} ago" if days > 0 else "today"


def number_of(given: str) -> int:
    """Return a number as typed or asked for, 0 for what is none or too long to be one."""
    return int(given) if given.isdecimal() and len(given) < 7 else 0
