"""The page of one item: its original, what holds on it, and the forms that change what readers see of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import ArchiveError, NotFound
from archive.moderation.decisions import decisions_for, get_decision
from archive.moderation.missing import open_absences
from plugins._datasette import Request, Response, Served
from plugins.anonymisation import acts
from plugins.anonymisation.acts import NotPublicYet
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.forms import HIDE_REASONS, LABELS, REDACT_REASONS, SHOW_REASONS, UNDO_REASONS, RedactForm
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.lines import DecisionLine, line_of
from plugins.anonymisation.places import Change, Spot, change_of, desk_address, read_spot, read_spots
from plugins.anonymisation.reading import OriginalItem, read_item
from plugins.anonymisation.showing import show, to, typed
from plugins.site.addresses import readable_path
from plugins.site.dates import month_text
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count

_LONGEST_NUMBER = 16
RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an act could not be done, and where to say it: on "redact", "hide", "show", a decision's log id, or the page.

    On the page itself, `RECORDED`, stands what was done and is not public yet: its form is done with.
    """

    on: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item with its original words, the decisions that hold on it, and its forms as they were left.

    `gone` is the month since which a comment that waits for a decision is gone at its source, "" for all others.
    """

    template: ClassVar[str] = "threadkeep_desk_item.html"

    spot: Spot
    original: OriginalItem
    decisions: tuple[DecisionLine, ...]
    gone: str
    form: RedactForm
    hide_reason: str
    withhold: bool
    show_reason: str
    undo_reason: str
    problem: Problem
    labels: tuple[str, ...] = LABELS
    redact_reasons: tuple[str, ...] = REDACT_REASONS
    hide_reasons: tuple[str, ...] = HIDE_REASONS
    show_reasons: tuple[str, ...] = SHOW_REASONS
    undo_reasons: tuple[str, ...] = UNDO_REASONS


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Every place that a redaction would change, before anything is changed."""

    template: ClassVar[str] = "threadkeep_desk_preview.html"

    spot: Spot
    form: RedactForm
    here: Change
    elsewhere: tuple[Change, ...]
    told: str


async def item(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/item/ID`."""
    return await _page(datasette, request, readable_path(request.url_vars["id"]) or "")


async def redact(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/item/ID/redact`: preview first, then the act; "change" goes back with everything kept."""
    item_id = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return to(desk_address(item_id))
    given = await typed(request)
    form, step = RedactForm.parse(given), given.get("step", "preview")
    if step == "change":
        return await _page(datasette, request, item_id, form=form)
    desk, by = the_desk(datasette), the_moderator(request).name
    try:
        act = acts.redact_act(item_id, form, by, desk.clock())
        if step == "redact":
            return to(_certificate(await acts.carry_out(desk, act, desk.clock())))
        return await _preview(datasette, request, item_id, form, act)
    except NotPublicYet as error:
        return await _page(datasette, request, item_id, problem=Problem(RECORDED, str(error)))
    except ArchiveError as error:
        return await _page(datasette, request, item_id, form=form, problem=Problem("redact", str(error)))


async def hide(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/item/ID/hide`; with `how=withhold` its place does not even say why."""
    item_id = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return to(desk_address(item_id))
    given = await typed(request)
    reason, silently = given.get("reason", ""), given.get("how") == "withhold"
    desk, now = the_desk(datasette), the_desk(datasette).clock()
    try:
        act = acts.hide_act(item_id, reason, the_moderator(request).name, now, silently=silently)
        return to(_certificate(await acts.carry_out(desk, act, now)))
    except NotPublicYet as error:
        return await _page(datasette, request, item_id, problem=Problem(RECORDED, str(error)))
    except ArchiveError as error:
        problem = Problem("hide", str(error))
        return await _page(datasette, request, item_id, hide_reason=reason, withhold=silently, problem=problem)


async def show_gone(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/item/ID/show`: a comment that is gone at its source stays public."""
    item_id = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return to(desk_address(item_id))
    reason = (await typed(request)).get("reason", "")
    desk, now = the_desk(datasette), the_desk(datasette).clock()
    try:
        act = acts.show_act(item_id, reason, the_moderator(request).name, now)
        return to(_certificate(await acts.carry_out(desk, act, now)))
    except NotPublicYet as error:
        return await _page(datasette, request, item_id, problem=Problem(RECORDED, str(error)))
    except ArchiveError as error:
        return await _page(datasette, request, item_id, show_reason=reason, problem=Problem("show", str(error)))


async def undo(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/undo/LOGID`; without a POST it leads to the item, where the button is."""
    log_id = (readable_path(request.url_vars["id"]) or "")[:_LONGEST_NUMBER]
    desk, now = the_desk(datasette), the_desk(datasette).clock()
    try:
        decision = await in_archive(desk, lambda db: get_decision(db, log_id))
    except NotFound as error:
        return await show(datasette, request, missing_page(str(error), "The log lists every decision."))
    if request.method != "POST":
        return to(f"{desk_address(decision.item_id)}#decisions")
    reason = (await typed(request)).get("reason", "")
    try:
        act = acts.undo_act(decision.id, reason, the_moderator(request).name, now)
        return to(_certificate(await acts.carry_out(desk, act, now)))
    except NotPublicYet as error:
        return await _page(datasette, request, decision.item_id, problem=Problem(RECORDED, str(error)))
    except ArchiveError as error:
        problem = Problem(decision.id, str(error))
        return await _page(datasette, request, decision.item_id, undo_reason=reason, problem=problem)


def _certificate(log_id: str) -> str:
    return f"/-/moderate/certificate/{log_id}"


async def _page(
    datasette: Served,
    request: Request,
    item_id: str,
    *,
    form: RedactForm | None = None,
    hide_reason: str = "",
    withhold: bool = False,
    show_reason: str = "",
    undo_reason: str = "",
    problem: Problem | None = None,
) -> Response:
    """Return the page of an item with its forms as they were left; 404 when there is no such item."""

    def work(db: Database) -> tuple[OriginalItem, tuple[DecisionLine, ...], str]:
        found = read_item(db, item_id)
        gone = [month_text(each.since[:7]) for each in open_absences(db) if each.item_id == found.id]
        return found, tuple(line_of(each) for each in decisions_for(db, found.id)), "".join(gone)

    try:
        original, lines, gone = await in_archive(the_desk(datasette), work)
    except NotFound:
        return await show(datasette, request, missing_page("The archive holds no post or comment of that number."))
    page = ItemPage(
        spot=await read_spot(datasette, original.id),
        original=original,
        decisions=lines,
        gone=gone,
        form=form or RedactForm(),
        hide_reason=hide_reason,
        withhold=withhold,
        show_reason=show_reason,
        undo_reason=undo_reason,
        problem=problem or Problem(),
    )
    status = 400 if problem else 200
    return await show(datasette, request, Shown(page, page.spot.name, desk_address(original.id), "item", status=status))


async def _preview(datasette: Served, request: Request, item_id: str, form: RedactForm, act: acts.Act) -> Response:
    here, counted = await acts.preview(the_desk(datasette), act, form, item_id)
    spots = await read_spots(datasette, [each.item_id for each in counted])
    changes = [change_of(each, spots[each.item_id]) for each in counted]
    page = PreviewPage(
        spot=spots[here],
        form=form,
        here=changes[0],
        elsewhere=tuple(changes[1:]),
        told=_told(changes, everywhere=form.everywhere),
    )
    return await show(datasette, request, Shown(page, "Before you redact", "", "item"))


def _told(changes: list[Change], *, everywhere: bool) -> str:
    """Return what will change, in one sentence."""
    going = changes if everywhere else changes[:1]
    places = sum(change.total for change in going)
    where = count(len(going), "item") if everywhere else "this item"
    return f"{count(places, 'place')} will change in {where}."
