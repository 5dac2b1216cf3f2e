"""The list of requests to take something down, for moderators, and the pile of those that wait apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlite_utils import Database

from archive.inbox.models import State
from archive.moderation import case_acts, cases
from archive.moderation.cases import Case, Pile
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.cases import KINDS, STATES, age_text, exchange_now, number_of
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.showing import show, to, typed
from plugins.site.contexts import Link
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/cases"
PER_PAGE = 50
_TICK = "tick:"
_EXCERPT = 160
_APART = f"{ADDRESS}?pile={Pile.UNVERIFIED.value}"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list; `excerpt` is how one that waits apart begins, "" for others."""

    id: str
    href: str
    kind: str
    state: str
    age: str
    items: str
    holder: str
    has_news: bool
    excerpt: str


@dataclass(frozen=True, slots=True)
class CasesPage:
    """Cases of one pile, a page at a time; `apart` is how many wait apart where they can be sorted, else 0."""

    template: ClassVar[str] = "threadkeep_desk_cases.html"

    told: str
    notice: str
    wanted: str
    piles: tuple[Link, ...]
    here: str
    apart: int
    rows: tuple[CaseRow, ...]
    earlier: Link | None
    later: Link | None


async def cases_list(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/cases`; a POST puts ticked cases of the pile that waits apart with the others, or aside."""
    desk = the_desk(datasette)
    if request.method == "POST":
        problem = await _sort(desk, request)
        return await _page(datasette, request, Pile.UNVERIFIED, 1, problem) if problem else to(_APART)
    wanted = (request.args.get("case") or "").strip().upper()[:20]
    if wanted and await in_archive(desk, lambda db: cases.has_case(db, wanted)):
        return to(f"/-/moderate/case/{wanted}")
    missing = "There is no case of that number: look at it again." if wanted else ""
    return await _page(datasette, request, _pile(request), _page_number(request), missing, wanted)


async def _page(
    datasette: Served, request: Request, pile: Pile, number: int, problem: str, wanted: str = ""
) -> Response:
    desk = the_desk(datasette)

    def work(db: Database) -> tuple[str, dict[Pile, int], list[Case]]:
        notice = exchange_now(db, desk)
        offset = (number - 1) * PER_PAGE
        return notice, cases.count_cases(db), cases.list_cases(db, pile, limit=PER_PAGE, offset=offset)

    notice, totals, found = await in_archive(desk, work)
    page = CasesPage(
        told=_told(pile, totals[pile]),
        notice=notice or problem,
        wanted=wanted,
        piles=tuple(Link(_address(each), f"{title} ({totals[each]:,})") for each, title in _PILES.items()),
        here=_address(pile),
        apart=totals[pile] if pile is Pile.UNVERIFIED else 0,
        rows=tuple(_row(each, desk.clock()) for each in found),
        earlier=Link(_address(pile, number - 1), "those before") if number > 1 else None,
        later=Link(_address(pile, number + 1), "the next ones") if number * PER_PAGE < totals[pile] else None,
    )
    status = 400 if problem and not wanted else 200
    return await show(datasette, request, Shown(page, "Cases", ADDRESS, "cases", status=status))


async def _sort(desk: Desk, request: Request) -> str:
    """Do what a button of the pile that waits apart says; return why not, "" when it is done."""
    given = await typed(request)
    step = given.get("step")
    by, now = the_moderator(request).name, desk.clock()
    act = case_acts.accept if step == "accept" else case_acts.set_aside

    def work(db: Database) -> str:
        total = cases.count_cases(db)[Pile.UNVERIFIED]
        if step == "all" and number_of(given.get("number", "").replace(",", "")) != total:
            return f"Nothing was put aside: {total:,} wait apart now. Type that number to put all of them aside."
        if step == "all":
            meant = [each.id for each in cases.list_cases(db, Pile.UNVERIFIED, limit=total)]
        else:
            ticked = [name.removeprefix(_TICK) for name in given if name.startswith(_TICK)]
            meant = [case_id for case_id in ticked if cases.has_case(db, case_id)]
        act(db, meant, by=by, now=now)
        exchange_now(db, desk)
        return ""

    return await in_archive(desk, work)


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
        excerpt="" if found.is_verified else " ".join(f"{found.why or ''} {found.places or ''}".split())[:_EXCERPT],
    )


def _address(pile: Pile, number: int = 1) -> str:
    given = [f"pile={pile.value}"] if pile is not Pile.OPEN else []
    given += [f"page={number}"] if number > 1 else []
    return f"{ADDRESS}?{'&'.join(given)}" if given else ADDRESS


def _pile(request: Request) -> Pile:
    asked = request.args.get("pile") or ""
    return Pile(asked) if asked in list(Pile) else Pile.OPEN


def _page_number(request: Request) -> int:
    return max(1, number_of(request.args.get("page") or ""))
