"""Requests to take something down, for moderators: the list, the pile that waits apart, and the page of one case."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import ArchiveError, NotFound, Refused, WrongUse
from archive.inbox.models import State
from archive.moderation import case_acts, cases
from archive.moderation.cases import Case, Pile
from archive.moderation.exchange import exchange
from plugins._datasette import Request, Response, Served, read
from plugins.anonymisation.case_forms import ANSWERS, OUTCOMES, CaseForm, Ready, begin_with
from plugins.anonymisation.case_places import InThread, read_threads, resolve
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.lines import when_text
from plugins.anonymisation.showing import show, to, typed
from plugins.reports.places import find_items
from plugins.site.contexts import Link
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/cases"
PER_PAGE = 50
_TICK = "tick:"

KINDS = {
    "me": "Identifies whoever sent it",
    "somebody": "Identifies somebody else",
    "illegal": "Illegal",
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
class CaseRow:
    """A case in the list."""

    id: str
    href: str
    kind: str
    state: str
    age: str
    items: str
    holder: str
    has_news: bool


@dataclass(frozen=True, slots=True)
class CasesPage:
    """Cases of one pile, a page at a time; `apart` says whether they can be sorted here."""

    template: ClassVar[str] = "threadkeep_desk_cases.html"

    told: str
    notice: str
    wanted: str
    piles: tuple[Link, ...]
    here: str
    apart: bool
    rows: tuple[CaseRow, ...]
    earlier: Link | None
    later: Link | None


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


async def cases_list(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/cases`; a POST puts ticked cases of the pile that waits apart with the others, or aside."""
    desk = the_desk(datasette)
    if request.method == "POST":
        return await _sort(desk, request)
    wanted = (request.args.get("case") or "").strip().upper()[:20]
    if wanted and await in_archive(desk, lambda db: cases.has_case(db, wanted)):
        return to(f"/-/moderate/case/{wanted}")
    pile, number = _pile(request), _page_number(request)

    def work(db: Database) -> tuple[str, dict[Pile, int], list[Case]]:
        notice = _exchange(db, desk)
        offset = (number - 1) * PER_PAGE
        return notice, cases.count_cases(db), cases.list_cases(db, pile, limit=PER_PAGE, offset=offset)

    notice, totals, found = await in_archive(desk, work)
    page = CasesPage(
        told=_told(pile, totals[pile]),
        notice=notice or ("There is no case of that number: look at it again." if wanted else ""),
        wanted=wanted,
        piles=tuple(Link(_address(each), f"{title} ({totals[each]:,})") for each, title in _PILES.items()),
        here=_address(pile),
        apart=pile is Pile.UNVERIFIED,
        rows=tuple(_row(each, desk.clock()) for each in found),
        earlier=Link(_address(pile, number - 1), "those before") if number > 1 else None,
        later=Link(_address(pile, number + 1), "the next ones") if number * PER_PAGE < totals[pile] else None,
    )
    return await show(datasette, request, Shown(page, "Cases", ADDRESS, "cases"))


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
            _exchange(db, desk)

        await in_archive(desk, work)
    except NotFound:
        return await _page(datasette, request, case_id)
    except ArchiveError as error:
        return await _page(datasette, request, case_id, form=form, on=step, problem=str(error))
    return to(f"/-/moderate/case/{case_id}")


async def _act(
    datasette: Served, request: Request, case_id: str, given: dict[str, str], form: CaseForm
) -> Callable[[Database], object]:
    """Return what a button does; for one that does not exist, what changes nothing."""
    by, now, seen = the_moderator(request).name, the_desk(datasette).clock(), _number(given.get("version", ""))
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


async def _sort(desk: Desk, request: Request) -> Response:
    given = await typed(request)
    ticked = [name.removeprefix(_TICK) for name in given if name.startswith(_TICK)]
    by, now = the_moderator(request).name, desk.clock()
    act = case_acts.set_aside if given.get("step") == "aside" else case_acts.accept

    def work(db: Database) -> None:
        known = [case_id for case_id in ticked if cases.has_case(db, case_id)]
        act(db, known, by=by, now=now)
        _exchange(db, desk)

    await in_archive(desk, work)
    return to(_address(Pile.UNVERIFIED))


def _exchange(db: Database, desk: Desk) -> str:
    """Take over what came in and tell what was done; return what to say where that cannot be done now, else ""."""
    try:
        exchange(db, desk.folder, now=desk.clock())
    except Refused as error:
        return _NOT_NOW.format(error)
    return ""


async def _page(
    datasette: Served, request: Request, case_id: str, *, form: CaseForm | None = None, on: str = "", problem: str = ""
) -> Response:
    """Return the page of a case with its forms as they were left; 404 when there is no such case."""
    desk, by = the_desk(datasette), the_moderator(request).name

    def work(db: Database) -> tuple[str, Case]:
        return _exchange(db, desk), cases.get_case(db, case_id)

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


_PILES = {Pile.OPEN: "To be done", Pile.UNVERIFIED: "Waiting apart", Pile.CLOSED: "Closed"}


def _told(pile: Pile, total: int) -> str:
    if pile is Pile.OPEN:
        return f"{count(total, 'case')} to be done, the oldest first." if total else "Nobody waits for an answer."
    if pile is Pile.CLOSED:
        return f"{count(total, 'case')} closed, the newest first." if total else "No case was closed yet."
    if not total:
        return "No report waits apart. Those beyond the first few of one sender, or of one day, come here."
    wait = "waits" if total == 1 else "wait"
    return (
        f"{count(total, 'report')} {wait} apart, because many came from one place or on one day. Some may be earnest: "
        "tick those and put them with the others; put the rest aside."
    )


def _row(found: Case, now: datetime) -> CaseRow:
    return CaseRow(
        id=found.id,
        href=f"/-/moderate/case/{found.id}",
        kind=KINDS[found.kind],
        state=STATES[found.state],
        age=age_text(found.sent_at, now),
        items=count(len(found.item_ids), "item") if found.item_ids else "",
        holder=found.held_by(now),
        has_news=found.has_news and found.state is not State.RECEIVED,
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


def _address(pile: Pile, number: int = 1) -> str:
    given = [f"pile={pile.value}"] if pile is not Pile.OPEN else []
    given += [f"page={number}"] if number > 1 else []
    return f"{ADDRESS}?{'&'.join(given)}" if given else ADDRESS


def _pile(request: Request) -> Pile:
    asked = request.args.get("pile") or ""
    return Pile(asked) if asked in list(Pile) else Pile.OPEN


def _page_number(request: Request) -> int:
    return max(1, _number(request.args.get("page") or ""))


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 7 else 0
