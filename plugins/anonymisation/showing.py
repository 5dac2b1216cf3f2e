"""From the context of a moderation page to its response. Nothing of these pages is ever kept by a browser or proxy."""

from __future__ import annotations

import sqlite3
from typing import cast
from urllib.parse import parse_qsl

from plugins._datasette import Request, Response, Served, site_of
from plugins.site.rendering import HTML, Shown, frame_of, read_meta, render
from plugins.site.state import Site


async def show(datasette: Served, request: Request, shown: Shown) -> Response:
    """Return a page of the moderation site."""
    site = cast(Site, site_of(datasette))
    try:
        meta = await read_meta(datasette)
    except sqlite3.Error:
        # what a moderator is told must not need a file that is just being written
        meta = {}
    body = await render(datasette, shown, frame_of(site, meta, shown, request))
    return Response(body, status=shown.status, headers={"cache-control": "no-store"}, content_type=HTML)


async def typed(request: Request) -> dict[str, str]:
    """Return what a form sends, the last value of each field; bytes that are no text come back as marks for such."""
    body: bytes = await request.post_body()
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def to(location: str) -> Response:
    """Return a redirect after an act: a page that can be loaded again without doing it again."""
    return Response("", status=303, headers={"location": location, "cache-control": "no-store"}, content_type=HTML)
