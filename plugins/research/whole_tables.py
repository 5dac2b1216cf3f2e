"""A whole table or view as CSV, sent piece by piece: each piece begins after the key that the last one ended with.

So the last row costs what the first one does (an offset would be counted off anew for each piece), no more than a
few megabytes are in memory, and nothing that writes waits for a reader with a slow line. Rows that are changed while
they are sent come as they are when their turn comes; who needs all of one version takes a release.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlite_utils import Database

from archive.public.describe import TABLES, VIEWS
from plugins._datasette import (
    NotAnsweredError,
    NotFound,
    Request,
    Response,
    Route,
    Served,
    read,
    site_of,
    stream_response,
)
from plugins.site.sheets import CSV, as_csv, rows_as_csv

PATH = "/-/data"
MOST_ROWS = 1_000
MOST_CHARACTERS = 2_000_000
"""A piece ends after so many rows, or characters, as soon as the key changes."""

_VIEW_KEYS: Mapping[str, tuple[str, ...]] = {
    "month_count": ("site_id", "month"),
    "reply_edge": ("from_id",),
    "quote_edge": ("from_id",),
    "link_edge": ("from_id",),
}
"""By what each view is ordered; its rows of one key come in one piece."""

_OURS = frozenset({"_stream", "_size"})
NOT_FILTERED = "A view is sent whole: leave out the filters, or ask for the rows you want in SQL."
NO_TABLE = "There is no table of that name: the data page lists them."

Row = tuple[Any, ...]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table and the key of the last of them, None when nothing follows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    after: Key | None


async def whole(datasette: Served, request: Request) -> Response:
    """Answer `/-/data/TABLE.csv` with every row."""
    site, name = site_of(datasette), request.url_vars["name"]
    if site is None or not is_known(name):
        raise NotFound(NO_TABLE)
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    if not _OURS.issuperset(request.args):
        raise NotAnsweredError(NOT_FILTERED)
    headers = {
        "cache-control": "no-cache" if site.is_public else "no-store",
        "x-robots-tag": "noindex, nofollow",
        "content-disposition": f'attachment; filename="{name}.csv"',
    }
    # read before anything is sent: what fails here is answered in words
    first = await read(datasette, lambda db: read_piece(db, name))
    return stream_response(_sheets(datasette, name, first), CSV, headers)


def is_known(name: str) -> bool:
    """Return whether the public copy has a table or view of that name."""
    return any(each.name == name for each in (*TABLES, *VIEWS))


def is_whole(names: list[str], table: str) -> bool:
    """Return whether an address with such parameters is answered here: every row of a table, any stream of a view.

    >>> is_whole(["_stream", "_size"], "post"), is_whole(["_stream", "year"], "post"), is_whole([], "reply_edge")
    (True, False, False)
    """
    return "_stream" in names and (table in _VIEW_KEYS or (is_known(table) and _OURS.issuperset(names)))


async def _sheets(datasette: Served, name: str, piece: Piece) -> AsyncIterator[str]:
    yield as_csv(piece.columns, piece.rows)
    while piece.after is not None:
        piece = await read(datasette, partial(read_piece, name=name, after=piece.after))
        yield rows_as_csv(piece.rows)


def read_piece(
    db: Database, name: str, after: Key | None = None, *, rows: int = MOST_ROWS, characters: int = MOST_CHARACTERS
) -> Piece:
    """Return the rows of a table or view that follow a key, in its order: about so many, or so long together."""
    key = _key_of(db, name)
    listed = ", ".join(f'"{column}"' for column in key)
    follows = f"where ({listed}) > ({', '.join('?' * len(key))})" if after is not None else ""
    cursor = db.conn.execute(f'select * from "{name}" {follows} order by {listed}', after or ())
    columns = tuple(column[0] for column in cursor.description)
    places = [columns.index(column) for column in key]
    taken: list[Row] = []
    length, last = 0, None
    for row in cursor:
        here = tuple(row[place] for place in places)
        if here != last and (len(taken) >= rows or length >= characters):
            cursor.close()
            return Piece(columns, tuple(taken), last)
        taken.append(tuple(row))
        length += sum(len(cell) for cell in row if isinstance(cell, str))
        last = here
    return Piece(columns, tuple(taken), None)


def _key_of(db: Database, name: str) -> tuple[str, ...]:
    if name in _VIEW_KEYS:
        return _VIEW_KEYS[name]
    columns = db.conn.execute(f'pragma table_info("{name}")').fetchall()
    return tuple(name for _, name in sorted((column[5], column[1]) for column in columns if column[5]))


ROUTES: list[Route] = [(r"^/-/data/(?P<name>[a-z_]+)\.csv$", whole)]
