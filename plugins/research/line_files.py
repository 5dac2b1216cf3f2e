"""The files of a concordance: every line as CSV, a page of lines as JSON, the texts of a sample."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlite_utils import Database

from archive.errors import Refused
from archive.public import store
from archive.public.models import PublicComment
from plugins._datasette import NotFound, Request, Response, Route, Served, read, site_of, stream_response
from plugins.acronyms.kept import Kept
from plugins.research.asked_lines import Asked, read_asked
from plugins.research.found_lines import (
    MOST_LINES,
    NOT_READY,
    TOO_SLOW,
    find,
    find_all,
    iter_pieces,
    kept_of,
    name_of,
    page_of,
)
from plugins.site.addresses import item_address
from plugins.site.rendering import base_of
from plugins.site.sheets import CSV, as_csv, rows_as_csv
from plugins.site.state import Site
from search_index.concordance import Line, Passages, Place, find_places, read_lines
from search_index.engine import TooSlowError

JSON = "application/json; charset=utf-8"
WIDTH = 210
"""Characters on each side of the words found."""

_RETRY = "60"
_AT_ONCE = 500
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
    start, here = page_of(found, asked)
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
        "lines": [dict(zip(_COLUMNS, _cells(line, base), strict=True)) for line in read_lines(db, here, WIDTH)],
        "next": f"{base}{asked.address('.json', after=name_of(here))}" if more and here else None,
    }
    return json.dumps(told, ensure_ascii=False)


def _sample_rows(db: Database, site: Site, kept: Kept, asked: Asked, base: str) -> str:
    found = find(db, site, kept, asked)
    lines = read_lines(db, [Place(each, 0, 0) for each in found.ids], 0)
    rows = (_item_cells(line, base) for line in lines)
    texts = (line.item.body.text for line in lines)
    return as_csv(_SAMPLE, ((*cells[:5], text, cells[5]) for cells, text in zip(rows, texts, strict=True)))


Piece = Callable[[Database], list[Line]]
"""What reads some of the lines of a file."""


def _pieces(db: Database, site: Site, kept: Kept, asked: Asked) -> Iterator[Piece]:
    """Return the pieces of the CSV: of all there is where nothing has to be sorted first."""
    if asked.is_as_it_stands:
        return _pieces_in(find_all(db, site, asked))
    return _pieces_of(find(db, site, kept, asked).places)


def _pieces_of(places: Sequence[Place]) -> Iterator[Piece]:
    for start in range(0, len(places), _AT_ONCE):
        yield partial(read_lines, places=places[start : start + _AT_ONCE], width=WIDTH)


def _pieces_in(passages: Passages) -> Iterator[Piece]:
    for some in iter_pieces(passages):
        yield partial(_lines_in, passages=some)


def _lines_in(db: Database, passages: Passages) -> list[Line]:
    return read_lines(db, find_places(db, passages, (), most=MOST_LINES), WIDTH)


async def _sheets(datasette: Served, pieces: Iterable[Piece], base: str) -> AsyncIterator[str]:
    yield as_csv(_COLUMNS, ())
    for piece in pieces:
        lines = await read(datasette, piece)
        yield rows_as_csv(_cells(line, base) for line in lines)


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
        pieces = await read(datasette, lambda db: _pieces(db, site, kept, asked))
        return stream_response(_sheets(datasette, pieces, base), CSV, {**headers, **_named("concordance")})
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
    (r"^/-/concordance\.(?:csv|json)$", file),
    (r"^/-/concordance/sample\.csv$", file),
]
