"""CSV as something to keep: named and typed as CSV, and a whole table in as few queries as it takes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from plugins._datasette import DATABASE

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_CSV = re.compile(rf"\A/{DATABASE}/(?:-/)?(?P<name>\w+)(?:/[^/]*)?\.csv\Z")


def wrap(app: App) -> App:
    """Return the application with its CSV answers sent as files; every other answer stays as it is."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        found = _CSV.match(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await app(scope, receive, send)
            return
        query = whole_pages(scope.get("query_string", b"").decode("latin-1"))
        await app({**scope, "query_string": query.encode("latin-1")}, receive, _as_file(found["name"], send))

    return wrapped


def whole_pages(query: str) -> str:
    """Return a query string in which a stream has no page size of its own: one row a query takes minutes.

    >>> whole_pages("_stream=1&_size=1&a=b"), whole_pages("_size=1")
    ('_stream=1&a=b', '_size=1')
    """
    if not dict(parse_qsl(query)).get("_stream"):
        return query
    return "&".join(part for part in query.split("&") if unquote_plus(part.partition("=")[0]) != "_size")


def _as_file(name: str, send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            ours = {
                b"content-type": b"text/csv; charset=utf-8",
                b"content-disposition": f'attachment; filename="{name}.csv"'.encode(),
            }
            kept = [pair for pair in message["headers"] if pair[0].lower() not in ours]
            message = {**message, "headers": [*kept, *ours.items()]}
        await send(message)

    return sending
