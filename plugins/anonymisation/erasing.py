"""Erasing for good: one person asks, another, an admin, types the item's number back; and the list of what waits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import ArchiveError, NotFound, WrongUse
from archive.moderation import erasures
from archive.moderation.decisions import Decision
from archive.moderation.moderators import Role
from archive.originals import store as originals
from archive.originals.erase import erased_items
from plugins._datasette import Request, Response, Served
from plugins.anonymisation import acts
from plugins.anonymisation.acts import NotPublicYet
from plugins.anonymisation.desk import in_archive, record, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.lines import when_text
from plugins.anonymisation.places import Spot, desk_address, read_spot, read_spots
from plugins.anonymisation.showing import show, to, typed
from plugins.site.addresses import readable_path
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/erasing"

ERASE_REASONS = (
    "Asked for by whoever wrote it",
    "Asked for by the person it is about",
    "The law asks for it",
)
"""Offered in a list; anything else can be typed."""

LABEL = "quotation"
"""What stands for a quotation that is taken out with what it quotes, unless something else is typed."""
_TICK = "too:"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked that an item be erased, when and why."""

    spot: Spot
    mask: str
    by: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """An item that quotes what is to be erased, and what of it; no words where a mask takes them out there already."""

    spot: Spot
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ErasePage:
    """What erasing an item takes, and the form of whoever is next: who asks, or who confirms.

    `mask` is the log id of the mask whose words alone are to go, "" for the whole item. `waits_for` says who has to
    confirm where the reader of the page may not; `toll` lists what will go, `quoted` the items that quote it.
    """

    template: ClassVar[str] = "threadkeep_desk_erase.html"

    spot: Spot
    is_erased: bool
    toll: tuple[str, ...]
    quoted: tuple[Quoted, ...]
    asked: Asked | None
    waits_for: str
    mask: str
    reason: str
    problem: str
    label: str = LABEL
    reasons: tuple[str, ...] = ERASE_REASONS


@dataclass(frozen=True, slots=True)
class ErasingPage:
    """All that waits for a second person."""

    template: ClassVar[str] = "threadkeep_desk_erasing.html"

    asked: tuple[Asked, ...]


async def erasing(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/erasing`."""
    found = await in_archive(the_desk(datasette), erasures.open_requests)
    spots = await read_spots(datasette, [each.item_id for each in found])
    page = ErasingPage(tuple(_asked(each, spots) for each in found))
    return await show(datasette, request, Shown(page, "Asked to be erased", ADDRESS, "erasing"))


async def erase(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/item/ID/erase`: `step` is ask, confirm or withdraw; `mask` names a mask on the item."""
    item_id = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return await _page(datasette, request, item_id, _mask_in(request.args.get("mask")))
    given = await typed(request)
    mask = _mask_in(given.get("mask"))
    try:
        return await _do(datasette, request, item_id, mask, given)
    except NotPublicYet as error:
        return await _page(datasette, request, item_id, mask, problem=str(error))
    except ArchiveError as error:
        return await _page(datasette, request, item_id, mask, reason=given.get("reason", ""), problem=str(error))


def _mask_in(given: str | None) -> str:
    return given if given and re.fullmatch(r"L\d{1,15}", given) else ""


async def _do(datasette: Served, request: Request, item_id: str, mask: str, given: Mapping[str, str]) -> Response:
    back, target = f"{desk_address(item_id)}/erase{'?mask=' if mask else ''}{mask}", mask or item_id
    desk, by = the_desk(datasette), the_moderator(request).name
    now, step = desk.clock(), given.get("step", "ask")
    if step == "confirm":
        number = given.get("number", "")

        def act(db: Database) -> Decision:
            return erasures.confirm(
                db,
                desk.folder,
                target,
                typed=number,
                by=by,
                now=now,
                quotations=given.get("label", "").strip() or LABEL,
                quoting={name.removeprefix(_TICK) for name in given if name.startswith(_TICK)},
            )

        return to(f"/-/moderate/certificate/{await acts.carry_out(desk, act, now)}")
    if step == "withdraw":
        await record(desk, lambda db: erasures.withdraw(db, target, by=by, now=now))
        return to(back)
    reason = given.get("reason", "")
    await record(desk, lambda db: erasures.ask(db, target, reason=reason, by=by, now=now))
    return to(back)


async def _page(
    datasette: Served, request: Request, item_id: str, mask: str, *, reason: str = "", problem: str = ""
) -> Response:
    """Return the page of an item that may be erased; 404 when there is no such item, or no such mask that holds."""

    def work(db: Database) -> tuple[str, bool, tuple[str, ...], dict[str, list[str]], erasures.Request | None]:
        found = originals.resolve_item(db, item_id)
        if found in erased_items(db):
            return found, True, (), {}, None
        target = mask or found
        return found, False, _toll(db, target), _quoting(db, target), erasures.find_open(db, target)

    try:
        found, is_erased, toll, quoting, asked = await in_archive(the_desk(datasette), work)
    except (NotFound, WrongUse) as error:
        why = "The archive holds no post or comment of that number." if isinstance(error, NotFound) else str(error)
        return await show(datasette, request, missing_page(why))
    spot = await read_spot(datasette, found)
    spots = await read_spots(datasette, quoting)
    page = ErasePage(
        spot=spot,
        is_erased=is_erased,
        toll=toll,
        quoted=tuple(Quoted(spots[each], tuple(words)) for each, words in quoting.items()),
        asked=_asked(asked, {found: spot}) if asked else None,
        waits_for=_waits_for(request, asked),
        mask=mask,
        reason=reason,
        problem=problem,
    )
    address = f"{desk_address(found)}/erase"
    return await show(
        datasette, request, Shown(page, "Erase for good", address, "item", status=400 if problem else 200)
    )


def _quoting(db: Database, target: str) -> dict[str, list[str]]:
    quoting: dict[str, list[str]] = {item_id: [] for item_id in erasures.quoted_in(db, target)}
    for each in erasures.quotations_of(db, target):
        quoting[each.item_id].append(each.exact)
    return quoting


def _waits_for(request: Request, asked: erasures.Request | None) -> str:
    person = the_moderator(request)
    if asked is None:
        return ""
    if person.name == asked.asked_by:
        return "another admin: you asked for this yourself"
    return "" if person.role is Role.ADMIN else "an admin"


def _toll(db: Database, target: str) -> tuple[str, ...]:
    """Return what goes, as far as rows alone tell it; every capture is searched when it is done."""
    toll = erasures.toll_of(db, None, target)
    return (
        count(toll.rows, "row of what its sources say", "rows of what its sources say"),
        count(toll.revisions, "earlier wording", "earlier wordings"),
        f"at least {count(toll.captures, 'captured page or file', 'captured pages or files')}",
    )


def _asked(request: erasures.Request, spots: Mapping[str, Spot]) -> Asked:
    return Asked(spots[request.item_id], request.mask_id, request.asked_by, when_text(request.asked_at), request.reason)
