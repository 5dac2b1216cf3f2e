"""CSV as something to keep: named and typed as CSV, safe in a spreadsheet, and whole.

What Datasette writes is read row by row on its way out: a cell that a spreadsheet would run gets an apostrophe, as in
our own files. Where Datasette meets an error in the midst of a stream it writes the error into the file and ends it as
if all were well; here the connection breaks off instead, so that nobody takes a part for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from archive.public.sheets import inert_rows
from plugins._datasette import DATABASE, MOST_ROWS
from plugins.research import whole_tables

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CUT = b"threadkeep-cut"
"""The header of an answer in CSV that was cut off where answers end; a stream is not."""

_CSV = re.compile(rf"\A/{DATABASE}/(?:-/)?(?P<name>\w+)(?P<row>/[^/]*)?\.csv\Z")


CUT_SHORT = "A table could not be sent to its end: the connection is broken off."


class CutShortError(Exception):
    """A stream ended in the midst of a row: what was sent is not all of it."""


def wrap(app: App) -> App:
    """Return the application with its CSV answers sent as files; every other answer stays as it is."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        found = _CSV.match(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await app(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
        if not found["row"] and whole_tables.is_whole(names, found["name"]):
            path = f"{whole_tables.PATH}/{found['name']}.csv"
            await app({**scope, "path": path, "raw_path": path.encode()}, receive, send)
            return
        query = whole_pages(query)
        await app({**scope, "query_string": query.encode("latin-1")}, receive, _as_file(found["name"], query, send))

    return wrapped


def whole_pages(query: str) -> str:
    """Return a query string in which a stream has no page size of its own: one row a query takes minutes.

    Datasette sends no CSV, but a page with CSV in it, to whoever asks for a trace; so nobody does.

    >>> whole_pages("_stream=1&_size=1&a=b"), whole_pages("_size=1&_trace=1")
    ('_stream=1&a=b', '_size=1')
    """
    unwanted = {"_trace", "_size"} if dict(parse_qsl(query)).get("_stream") else {"_trace"}
    return "&".join(part for part in query.split("&") if unquote_plus(part.partition("=")[0]) not in unwanted)


def _as_file(name: str, query: str, send: Send) -> Send:
    answer = _Answer(name, is_stream=bool(dict(parse_qsl(query)).get("_stream")))

    async def sending(message: MutableMapping[str, Any]) -> None:
        for each in answer.take(message):
            await send(each)

    return sending


class _Answer:
    """One answer on its way out: as a file where it is a table, as it is where it is an error."""

    def __init__(self, name: str, *, is_stream: bool) -> None:
        self._name = name
        self._is_stream = is_stream
        self._rows: Rows | None = None
        self._held: list[MutableMapping[str, Any]] = []
        self._is_broken = False

    def take(self, message: MutableMapping[str, Any]) -> list[MutableMapping[str, Any]]:
        """Return what is to be sent now. Raises CutShortError, from then on for everything, when a stream broke off."""
        if self._is_broken:
            raise CutShortError(CUT_SHORT)
        if message["type"] == "http.response.start":
            self._held.clear()
            self._rows = Rows() if message["status"] == 200 else None
            if self._rows is not None:
                message = {**message, "headers": _headers(self._name, message["headers"])}
        elif self._rows is not None:
            message = {**message, "body": self._body(message, self._rows)}
        if self._rows is None or self._is_stream:
            return [message]
        # an answer is held until it is known whether it is the whole one; what one may be long is limited
        self._held.append(message)
        if message["type"] == "http.response.start" or message.get("more_body"):
            return []
        if self._rows.count > MOST_ROWS:
            self._held[0]["headers"].append((CUT, f"the first {MOST_ROWS} rows".encode()))
        return self._held

    def _body(self, message: MutableMapping[str, Any], rows: Rows) -> bytes:
        body = rows.add(message.get("body", b""))
        if not message.get("more_body"):
            # an answer that is held can still become another one, which says what happened
            self._is_broken = self._is_stream and not rows.is_whole
            if not rows.is_whole:
                raise CutShortError(CUT_SHORT)
        return body


def _headers(name: str, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {
        b"content-type": b"text/csv; charset=utf-8",
        b"content-disposition": f'attachment; filename="{name}.csv"'.encode(),
    }
    # a cell grows by its apostrophe
    kept = [pair for pair in given if pair[0].lower() not in {*ours, b"content-length"}]
    return [*kept, *ours.items()]


class Rows:
    """Pieces of CSV, passed on in whole rows whose cells are inert; `count` is how many, the head included."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self._held = b""
        self.count = 0

    def add(self, piece: bytes) -> bytes:
        r"""Return the rows that are whole with this piece.

        >>> rows = Rows()
        >>> rows.add(b'a,b\r\n1,"=x'), rows.add(b'\r\ny"\r\n')
        (b'', b'a,b\r\n1,"\'=x\r\ny"\r\n')
        """
        self._held += piece
        # within quotation marks a line does not end, and those within a cell are doubled
        if not self._held.endswith(b"\n") or self._held.count(b'"') % 2:
            return b""
        whole, self._held = self._held, b""
        self.count += 1
        return inert_rows(whole.decode("utf-8")).encode("utf-8")

    @property
    def is_whole(self) -> bool:
        """True unless a row was begun and not ended."""
        return not self._held
