"""Words in their context: every place that a search marks, one line each, sorted or sampled, as a page and as files."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Protocol, cast, runtime_checkable

from sqlite_utils import Database

from archive.errors import Refused
from archive.public import store
from archive.public.models import PublicComment
from plugins._datasette import NotFound, Request, Response, Route, Served, read, site_of, stream_response
from plugins.acronyms.kept import Kept
from plugins.research.asked_lines import PATH, SORTS, Asked, read_asked
from plugins.site import wording
from plugins.site.addresses import item_address
from plugins.site.contexts import Link
from plugins.site.dates import Moment, moment
from plugins.site.rendering import Outcome, Shown, base_of, respond
from plugins.site.sheets import CSV, as_csv, rows_as_csv
from plugins.site.state import Site
from search_index import generation
from search_index.concordance import Line, Passages, Place, draw, find_places, read_lines
from search_index.engine import TooSlowError

MOST_ITEMS = 5_000
"""Posts and comments whose texts are looked through; a sample is drawn from all that are found, up to the next."""

MOST_DRAWN_FROM = 200_000
MOST_LINES = 50_000
SECONDS = 8.0
_KEPT = 8
_AT_ONCE = 500
_WIDTH = 70
"""Characters on each side of the words found, in files three times as many."""

JSON = "application/json; charset=utf-8"
NOT_READY = "Search is being made ready: try again in a minute."
TOO_SLOW = f"This took longer than {SECONDS:g} seconds: ask for fewer or rarer words, or one year."
NO_WORDS = "This search looks for no words whose places could be shown: very common ones are not searched for."
_RETRY = "60"


@runtime_checkable
class FindsPassages(Protocol):
    """A search that says what to mark; `search_index.search.Searcher` is one."""

    def search_passages(self, db: Database, query: str, *, most: int, seconds: float) -> Passages:
        """Return the ids that a query finds, newest first, and what to mark in their texts."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The sorted places of what was asked, in how many items they were looked for, and whether there is more."""

    places: tuple[Place, ...]
    ids: tuple[str, ...]
    is_cut: bool


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
    start, here = _slice(found, asked)
    shown = tuple(_view(line) for line in read_lines(db, here, _WIDTH))
    more = _after(here) if here and start + len(here) < len(found.places) else ""
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
        files=_files(asked) if found.places else (),
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
    if found.is_cut:
        told.append(
            f"There are more: the {MOST_ITEMS:,} newest posts and comments, and {MOST_LINES:,} places, are as much as "
            "can be shown. Ask for one year, or draw a sample."
        )
    return tuple(told)


def _files(asked: Asked) -> tuple[Link, ...]:
    files = [Link(asked.address(".csv"), "All lines as CSV"), Link(asked.address(".json"), "JSON, page by page")]
    if asked.sample:
        files.append(Link(asked.address("/sample.csv"), "The drawn texts as CSV"))
    return tuple(files)


def _view(line: Line) -> LineView:
    item = line.item
    is_comment = isinstance(item, PublicComment)
    name = wording.name_of(item) if isinstance(item, PublicComment) else item.author or ""
    return LineView(
        id=item.id,
        href=item_address(item.id, is_comment=is_comment),
        left=line.left,
        words=line.words,
        right=line.right,
        name=name or "the post",
        is_signed=bool(item.author) and (not isinstance(item, PublicComment) or wording.is_signed(item)),
        dated=moment(item.published),
    )


# -- finding


def find(db: Database, site: Site, kept: Kept, asked: Asked) -> Found:
    """Return every place of what is asked, found once for each version of the public copy and its index.

    Raises TooSlowError, Refused where there is no search, MustCountError in a thread that pages need.
    """
    searcher = site.searcher
    if not isinstance(searcher, FindsPassages):
        raise Refused(NOT_READY)
    current = generation.read_current(site.folder.index)
    key = (asked.query, asked.keys, asked.sample, asked.seed, current)
    return kept.get(db, key, partial(_find, db, searcher, asked))


def _find(db: Database, searcher: FindsPassages, asked: Asked) -> Found:
    deadline = time.monotonic() + SECONDS
    most = MOST_DRAWN_FROM if asked.sample else MOST_ITEMS
    passages = searcher.search_passages(db, asked.query, most=most, seconds=SECONDS / 2)
    if asked.sample:
        drawn = tuple(draw(passages.ids, asked.sample, asked.seed))
        passages = Passages(drawn, passages.sought, passages.is_cut)
    places = find_places(db, passages, asked.keys, most=MOST_LINES, deadline=deadline)
    return Found(tuple(places), passages.ids, passages.is_cut or len(places) == MOST_LINES)


def _slice(found: Found, asked: Asked) -> tuple[int, tuple[Place, ...]]:
    """Return the places of one page: those after the line named, the first where it is not there any more."""
    start = next((at + 1 for at, place in enumerate(found.places) if _after([place]) == asked.after), 0)
    return start, found.places[start : start + asked.size]


def _after(places: Sequence[Place]) -> str:
    """Return the name of the last of some lines, for the page that follows it."""
    return f"{places[-1].item_id}.{places[-1].start}"


def kept_of(datasette: Served) -> Kept:
    """Return what is kept beside a running site; a list of places may be some megabytes, so few of them are."""
    kept = getattr(datasette, "threadkeep_lines", None)
    if kept is None:
        kept = datasette.threadkeep_lines = Kept(_KEPT)
    return cast(Kept, kept)


# -- files

_COLUMNS = ("id", "kind", "thread_id", "published", "author", "left", "words", "right", "start", "end", "url")
_SAMPLE = ("id", "kind", "thread_id", "published", "author", "text", "url")


def _cells(line: Line, base: str) -> tuple[str | int | None, ...]:
    id_, kind, thread_id, published, author, url = _item_cells(line, base)
    return (id_, kind, thread_id, published, author, line.left, line.words, line.right, *line.place[1:], url)


def _item_cells(line: Line, base: str) -> tuple[str | None, ...]:
    item, is_comment = line.item, isinstance(line.item, PublicComment)
    thread_id = item.post_id if isinstance(item, PublicComment) else item.id
    kind = item.kind if isinstance(item, PublicComment) else "post"
    url = f"{base}{item_address(item.id, is_comment=is_comment)}"
    return (item.id, kind, thread_id, item.published.local or None, item.author, url)


def as_json(db: Database, site: Site, kept: Kept, asked: Asked, base: str) -> str:
    """Return a page of lines as JSON, with the address of the next."""
    found = find(db, site, kept, asked)
    start, here = _slice(found, asked)
    more = start + len(here) < len(found.places)
    told: dict[str, Any] = {
        "ok": True,
        "version": store.content_version(db),
        "query": asked.query,
        "sort": list(asked.keys),
        "sample": asked.sample or None,
        "seed": asked.seed if asked.sample else None,
        "items": len(found.ids),
        "places": len(found.places),
        "is_cut": found.is_cut,
        "lines": [dict(zip(_COLUMNS, _cells(line, base), strict=True)) for line in read_lines(db, here, 3 * _WIDTH)],
        "next": f"{base}{asked.address('.json', after=_after(here))}" if more and here else None,
    }
    return json.dumps(told, ensure_ascii=False)


def _sample_rows(db: Database, site: Site, kept: Kept, asked: Asked, base: str) -> str:
    found = find(db, site, kept, asked)
    lines = read_lines(db, [Place(each, 0, 0) for each in found.ids], 0)
    rows = (_item_cells(line, base) for line in lines)
    texts = (line.item.body.text for line in lines)
    return as_csv(_SAMPLE, ((*cells[:5], text, cells[5]) for cells, text in zip(rows, texts, strict=True)))


async def _sheets(datasette: Served, found: Found, base: str) -> AsyncIterator[str]:
    yield as_csv(_COLUMNS, ())
    for start in range(0, len(found.places), _AT_ONCE):
        here = found.places[start : start + _AT_ONCE]
        lines = await read(datasette, partial(read_lines, places=here, width=3 * _WIDTH))
        yield rows_as_csv(_cells(line, base) for line in lines)


# -- routes


async def concordance(datasette: Served, request: Request) -> Response:
    """Answer `/-/concordance`. The page depends on the index too, so it is tagged by what it says."""
    asked, kept = read_asked(request), kept_of(datasette)
    return await respond(datasette, request, lambda db, site: build_page(db, site, kept, asked), tag_by_body=True)


async def file(datasette: Served, request: Request) -> Response:
    """Answer `/-/concordance.csv`, `.json` and `/-/concordance/sample.csv`; 503 while there is no index."""
    site = site_of(datasette)
    if site is None:
        raise NotFound("Not found")
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    asked, kept, base = read_asked(request), kept_of(datasette), base_of(request)
    headers = {"cache-control": "no-cache" if site.is_public else "no-store", "x-robots-tag": "noindex, nofollow"}
    form = request.path.rpartition("/")[2].removeprefix("concordance.")
    try:
        if form == "json":
            body = await read(datasette, lambda db: as_json(db, site, kept, asked, base))
            return Response(body, headers=headers, content_type=JSON)
        if form == "sample.csv":
            rows = await read(datasette, lambda db: _sample_rows(db, site, kept, asked, base))
            return Response(rows, headers={**headers, **_named("sample")}, content_type=CSV)
        found = await read(datasette, lambda db: find(db, site, kept, asked))
        return stream_response(_sheets(datasette, found, base), CSV, {**headers, **_named("concordance")})
    except TooSlowError:
        return _refused(form, TOO_SLOW, 400, headers)
    except Refused:
        return _refused(form, NOT_READY, 503, {**headers, "retry-after": _RETRY})


def _named(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}.csv"'}


def _refused(form: str, told: str, status: int, headers: dict[str, str]) -> Response:
    if form == "json":
        return Response.json({"ok": False, "error": told, "status": status}, status=status, headers=headers)
    return Response.text(f"{told}\n", status=status, headers=headers)


ROUTES: list[Route] = [
    (r"^/-/concordance$", concordance),
    (r"^/-/concordance\.(?:csv|json)$", file),
    (r"^/-/concordance/sample\.csv$", file),
]
