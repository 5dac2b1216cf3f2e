"""One item asked the three questions, alone and with its pen-name: `/-/moderate/intruder/ITEM`; and which kinds of
details are told together by fewest: `/-/moderate/combinations`.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import NotFound
from archive.moderation.intruder import Combination, Exposure, Look, Report, links_of
from archive.moderation.intruder import Link as Linked
from archive.public.store import open_public
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.exposure import ADDRESS, RAREST, others_text
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.showing import show
from plugins.site.addresses import readable_path
from plugins.site.contexts import Link
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count

MOST = 100
_HOW = {
    "quotation": "the same words, quoted one from the other",
    "own time": "its writer calls the other comment their own, by the clock",
    "rare words": "{0} that are in no dictionary and that hardly anybody else uses",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one item, or one pen-name, tells, and how many others tell all of it."""

    whose: str
    kinds: str
    others: str


@dataclass(frozen=True, slots=True)
class RareLine:
    """Kinds of details that are told together, by how many, and where."""

    kinds: str
    told: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """An item that can be linked to this one, and how."""

    spot: Spot
    how: str


@dataclass(frozen=True, slots=True)
class ExposureItemPage:
    """Singling out, linkability, inference: for one item and its pen-name."""

    template: ClassVar[str] = "threadkeep_desk_exposure_item.html"

    spot: Spot
    told: tuple[Told, ...]
    rarest: tuple[RareLine, ...]
    signed: str
    links: tuple[LinkedLine, ...]
    inferred: tuple[str, ...]
    voice: str
    listed: str


@dataclass(frozen=True, slots=True)
class RarestPage:
    """Which kinds of details are told together, the rarest combinations first."""

    template: ClassVar[str] = "threadkeep_desk_rarest.html"

    told: str
    lines: tuple[RareLine, ...]
    listed: str
    more: Link | None


async def exposure_item(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/intruder/ITEM`."""
    item_id = readable_path(request.url_vars["id"]) or ""
    desk = the_desk(datasette)

    def work(db: Database) -> tuple[Look, Look, int, tuple[Linked, ...]]:
        report = Report(db)
        alone, whole = report.look(item_id), report.look(item_id, whole_voice=True)
        with closing(open_public(desk.folder)) as public:
            return alone, whole, report.voices, links_of(db, public, [item_id])

    try:
        alone, whole, voices, links = await in_archive(desk, work)
    except NotFound:
        return await show(datasette, request, missing_page("Readers see no words of that number."))
    spots = await read_spots(datasette, [item_id, *(link.item_id for link in links)])
    others = len(whole.exposure.item_ids) - 1
    page = ExposureItemPage(
        spot=spots[item_id],
        told=(_told("This text", alone.exposure), *([_told("Its pen-name", whole.exposure)] if others else [])),
        rarest=tuple(_rare(each, voices, ()) for each in whole.rarest),
        signed=f"Signed with the same name: {count(others, 'other item', 'other items')}." if others else "",
        links=tuple(LinkedLine(spots[link.item_id], _how(link)) for link in links),
        inferred=whole.inferred,
        voice=f"/-/moderate/voice/{item_id}",
        listed=ADDRESS,
    )
    return await show(datasette, request, Shown(page, "What readers could find out", "", "exposure"))


async def rarest(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/combinations`: with `all=yes`, also what many tell."""
    is_all = request.args.get("all") == "yes"

    def work(db: Database) -> tuple[int, int, list[Combination]]:
        report = Report(db)
        found = report.combinations()
        return report.voices, len(found), report.with_examples(found if is_all else found[:MOST])

    voices, total, found = await in_archive(the_desk(datasette), work)
    spots = await read_spots(datasette, [item_id for each in found for item_id in each.item_ids])
    page = RarestPage(
        told=f"{count(total, 'combination')} of kinds of details, by how few of {voices:,} tell them."
        if total
        else "No two kinds of details single anybody out further than each of them does.",
        lines=tuple(_rare(each, voices, tuple(spots[item_id] for item_id in each.item_ids)) for each in found),
        listed=ADDRESS,
        more=Link(f"{RAREST}?all=yes", f"all {total:,}") if total > len(found) else None,
    )
    return await show(datasette, request, Shown(page, "Rarest combinations", RAREST, "exposure"))


def _told(whose: str, found: Exposure) -> Told:
    kinds = ", ".join(found.kinds) or "nothing that the rules know of"
    return Told(whose, kinds, others_text(found.others) if found.kinds else "")


def _rare(found: Combination, voices: int, spots: tuple[Spot, ...]) -> RareLine:
    return RareLine(" and ".join(found.kinds), f"told by {found.voices:,} of {voices:,}", spots)


def _how(link: Linked) -> str:
    return _HOW[link.how].format(count(link.number, "word"))
