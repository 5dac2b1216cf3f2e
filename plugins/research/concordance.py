"""Words in their context: every place that a search marks, one line each, sorted or sampled, as a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import Refused
from archive.public.models import PublicComment
from plugins._datasette import Request, Response, Route, Served
from plugins.acronyms.kept import Kept
from plugins.research import line_files
from plugins.research.asked_lines import PATH, SORTS, Asked, read_asked
from plugins.research.found_lines import (
    MOST_ITEMS,
    MOST_LINES,
    NOT_READY,
    TOO_SLOW,
    Found,
    find,
    kept_of,
    name_of,
    page_of,
)
from plugins.site import wording
from plugins.site.addresses import item_address
from plugins.site.contexts import Link
from plugins.site.dates import Moment, moment
from plugins.site.rendering import Outcome, Shown, respond
from plugins.site.state import Site
from search_index.concordance import Line, read_lines
from search_index.engine import TooSlowError

NO_WORDS = "This search looks for no words whose places could be shown: very common ones are not searched for."
_WIDTH = 80
"""Characters on each side of the words found."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as the page shows it: the words found, what stands around them, and where they stand."""

    id: str
    href: str
    left: str
    words: str
    right: str
    name: str
    is_signed: bool
    dated: Moment


@dataclass(frozen=True, slots=True)
class ConcordancePage:
    """Words in their context. `sorts` are the ways to sort, each its value and name; `told` what was found."""

    template: ClassVar[str] = "threadkeep_concordance.html"

    query: str
    sort: str
    sorts: tuple[tuple[str, str], ...]
    sample: str
    seed: str
    told: tuple[str, ...]
    lines: tuple[LineView, ...]
    first: str
    next: str
    files: tuple[Link, ...]


def build_page(db: Database, site: Site, kept: Kept, asked: Asked) -> Outcome:
    """Return the page: lines, or what to do where there are none."""
    if not asked.query:
        return Shown(_page(asked), "Words in their context", PATH, "data")
    try:
        found = find(db, site, kept, asked)
    except TooSlowError:
        return Shown(_page(asked, (TOO_SLOW,)), "Words in their context", asked.address(), "data", status=400)
    except Refused:
        return Shown(_page(asked, (NOT_READY,)), "Words in their context", asked.address(), "data", status=503)
    start, here = page_of(found, asked)
    shown = tuple(_view(line) for line in read_lines(db, here, _WIDTH))
    more = name_of(here) if here and start + len(here) < len(found.places) else ""
    page = ConcordancePage(
        query=asked.query,
        sort=asked.sort,
        sorts=_sorts(asked),
        sample=str(asked.sample or ""),
        seed=asked.seed,
        told=_told(asked, found, start, len(here)),
        lines=shown,
        first=asked.address() if start else "",
        next=asked.address(after=more) if more else "",
        files=_files(asked, found) if found.places else (),
    )
    return Shown(page, f"{asked.query[:60]}: in context", asked.address(), "data")


def _page(asked: Asked, told: tuple[str, ...] = ()) -> ConcordancePage:
    return ConcordancePage(
        asked.query, asked.sort, _sorts(asked), str(asked.sample or ""), asked.seed, told, (), "", "", ()
    )


def _sorts(asked: Asked) -> tuple[tuple[str, str], ...]:
    return tuple(SORTS.items()) if asked.sort in SORTS else (*SORTS.items(), (asked.sort, asked.sort))


def _told(asked: Asked, found: Found, start: int, shown: int) -> tuple[str, ...]:
    if not found.ids:
        return ("Nothing was found: look for something else.",)
    if not found.places:
        return (NO_WORDS,)
    items = wording.count(len(found.ids), "post or comment", "posts and comments")
    drawn = f", a sample drawn with the seed {asked.seed}" if asked.sample else ""
    told = [f"{wording.count(len(found.places), 'place')} in {items}{drawn}; {start + 1:,} to {start + shown:,} here."]
    if found.is_cut and not asked.sample:
        told.append(
            f"There are more: this page looks through the {MOST_ITEMS:,} newest posts and comments that the search "
            f"finds, for up to {MOST_LINES:,} places. All of them stand in the CSV in the order of time, below; or ask "
            "for one year, or draw a sample from all."
        )
    return tuple(told)


def _files(asked: Asked, found: Found) -> tuple[Link, ...]:
    whole = Link(replace(asked, sort="").address(".csv"), "All lines as CSV, newest first")
    here = Link(asked.address(".csv"), "These lines as CSV" if found.is_cut else "All lines as CSV")
    files = [whole] if found.is_cut and not asked.sample else []
    if asked.sample or asked.sort or not files:
        files.append(here)
    files.append(Link(asked.address(".json"), "JSON, page by page"))
    if asked.sample:
        files.append(Link(asked.address("/sample.csv"), "The drawn texts as CSV"))
    return tuple(files)


def _whole_words(line: Line) -> tuple[str, str]:
    """Return what stands left and right of the words found without the word that each is cut in."""
    left = line.left.partition(" ")[2] if len(line.left) >= _WIDTH else line.left
    right = line.right.rpartition(" ")[0] if len(line.right) >= _WIDTH else line.right
    return left or line.left, right or line.right


def _view(line: Line) -> LineView:
    item = line.item
    is_comment = isinstance(item, PublicComment)
    name = wording.name_of(item) if isinstance(item, PublicComment) else item.author or ""
    left, right = _whole_words(line)
    return LineView(
        id=item.id,
        href=item_address(item.id, is_comment=is_comment),
        left=left,
        words=line.words,
        right=right,
        name=name or "the post",
        is_signed=bool(item.author) and (not isinstance(item, PublicComment) or wording.is_signed(item)),
        dated=moment(item.published),
    )


async def concordance(datasette: Served, request: Request) -> Response:
    """Answer `/-/concordance`. The page depends on the index too, so it is tagged by what it says."""
    asked, kept = read_asked(request), kept_of(datasette)
    return await respond(datasette, request, lambda db, site: build_page(db, site, kept, asked), tag_by_body=True)


ROUTES: list[Route] = [(r"^/-/concordance$", concordance), *line_files.ROUTES]
