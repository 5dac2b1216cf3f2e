"""What readers could find out, as a list of comments or pen-names; `/-/moderate/intruder`. It shows no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote, urlencode

from sqlite_utils import Database

from archive.moderation.intruder import Exposure, Report
from archive.moderation.shown import NOTHING
from archive.redaction.entities import Entity
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.card_contexts import Choice, Filter
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.showing import show
from plugins.site.contexts import Link
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/intruder"
RAREST = "/-/moderate/combinations"
PER_PAGE = 50
_KINDS = tuple(sorted(kind.value for kind in Entity if kind.value not in NOTHING))
_CHOICES: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "by": ("Of", (("", "each comment alone"), ("pen-name", "each pen-name, all its comments together"))),
    "kind": ("Kind", (("", "all"), *((kind, kind) for kind in _KINDS))),
    "others": (
        "Told by",
        (("", "however many"), ("0", "nobody else"), ("1", "one other at most"), ("5", "five others at most")),
    ),
    "open": ("Decided", (("", "kept or not"), ("yes", "only what nobody decided to keep"))),
}


@dataclass(frozen=True, slots=True)
class ExposureLine:
    """What one comment or pen-name tells: `more` says how many other comments there are."""

    spot: Spot
    href: str
    kinds: tuple[str, ...]
    kept: str
    others: str
    more: str


@dataclass(frozen=True, slots=True)
class ExposurePage:
    """Comments or pen-names, those first that tell what fewest others tell."""

    template: ClassVar[str] = "threadkeep_desk_exposure.html"

    told: str
    lines: tuple[ExposureLine, ...]
    filters: tuple[Filter, ...]
    rarest: str
    earlier: Link | None
    later: Link | None


async def exposure(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/intruder`."""
    asked, number = _asked(request), _page_number(request)

    def work(db: Database) -> tuple[int, list[Exposure]]:
        report = Report(db)
        found = report.pen_names() if asked["by"] else report.comments()
        return report.voices, [each for each in found if _is_meant(each, asked)]

    voices, found = await in_archive(the_desk(datasette), work)
    some = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    spots = await read_spots(datasette, [each.item_ids[0] for each in some])
    what = "pen-name" if asked["by"] else "item"
    of_all = count(voices, "pen-name or unsigned item", "pen-names and unsigned items")
    page = ExposurePage(
        told=f"{count(len(found), what)}; {of_all} in all.",
        lines=tuple(_line(each, spots[each.item_ids[0]], asked) for each in some),
        filters=_filters(asked),
        rarest=RAREST,
        earlier=_link(asked, number - 1, "those that fewer tell") if number > 1 else None,
        later=_link(asked, number + 1, "those that more tell") if number * PER_PAGE < len(found) else None,
    )
    return await show(datasette, request, Shown(page, "What readers could find out", ADDRESS, "exposure"))


def item_address(item_id: str) -> str:
    """Return the page that answers for one item what could be found out from it."""
    return f"{ADDRESS}/{quote(item_id, safe='')}"


def others_text(others: int) -> str:
    """Return how many others tell the same, in words."""
    return (
        "nobody else tells all of this" if not others else f"{count(others, 'other tells', 'others tell')} all of this"
    )


def _asked(request: Request) -> dict[str, str]:
    """Return the filters that an address names; what means nothing leaves nothing out."""
    given = {name: request.args.get(name) or "" for name in _CHOICES}
    return {
        name: value if value in {choice for choice, _ in _CHOICES[name][1]} else "" for name, value in given.items()
    }


def _is_meant(found: Exposure, asked: Mapping[str, str]) -> bool:
    kinds = found.open_kinds if asked["open"] else found.kinds
    return (
        bool(kinds) and asked["kind"] in ("", *kinds) and (not asked["others"] or found.others <= int(asked["others"]))
    )


def _line(found: Exposure, spot: Spot, asked: Mapping[str, str]) -> ExposureLine:
    kept = sorted(set(found.kinds) - set(found.open_kinds))
    more = len(found.item_ids) - 1
    return ExposureLine(
        spot=spot,
        href=item_address(found.item_ids[0]),
        kinds=found.kinds,
        kept=f"decided to stay: {', '.join(kept)}" if kept else "",
        others=others_text(found.others),
        more=f"and {count(more, 'other item', 'other items')} under this pen-name" if asked["by"] else "",
    )


def _filters(asked: Mapping[str, str]) -> tuple[Filter, ...]:
    return tuple(
        Filter(name, called, tuple(Choice(value, text, asked[name] == value) for value, text in choices))
        for name, (called, choices) in _CHOICES.items()
    )


def _link(asked: Mapping[str, str], number: int, text: str) -> Link:
    given = {name: value for name, value in asked.items() if value} | {"page": str(number)}
    return Link(f"{ADDRESS}?{urlencode(given)}", text)


def _page_number(request: Request) -> int:
    wanted = request.args.get("page") or "1"
    return max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else 1
