"""The views of the reading pages: what each address of the blog, and of `/-/`, is answered with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from sqlite_utils import Database

from archive.public import store
from archive.public.addresses import post_address
from archive.public.models import ItemState, PublicComment
from plugins._datasette import Request, Response, Route, Served
from plugins.site import cite, feeds, linked_data, pen_names, removed, sitemap
from plugins.site.about import build_about, build_log, build_log_line
from plugins.site.addresses import readable_path, without
from plugins.site.assets import serve_static
from plugins.site.blog_paths import build_blog_page, build_post
from plugins.site.blogs import read_blogs
from plugins.site.missing import missing_page, not_shown
from plugins.site.rendering import Elsewhere, Outcome, respond
from plugins.site.robots import robots
from plugins.site.thread import address_of


async def about(datasette: Served, request: Request) -> Response:
    """Answer `/-/about`."""
    return await respond(datasette, request, build_about)


async def log(datasette: Served, request: Request) -> Response:
    """Answer `/-/log`."""
    return await respond(datasette, request, build_log)


NO_COMMENT = "The archive holds no comment of that number."


async def log_line(datasette: Served, request: Request) -> Response:
    """Answer `/-/log/REF`."""
    ref = readable_path(request.url_vars["ref"]) or ""
    return await respond(datasette, request, lambda db, _site: build_log_line(db, ref))


async def comment(datasette: Served, request: Request) -> Response:
    """Answer `/-/comment/ID`: to its anchor, 451 when a moderator hid it, 404 when it waits or was never here."""
    wanted = readable_path(request.url_vars["id"]) or ""
    return await respond(datasette, request, lambda db, _site: _item(db, wanted))


def _item(db: Database, wanted: str) -> Outcome:
    item_id = store.resolve(db, wanted)
    item = store.find_item(db, item_id) if item_id else None
    if item is None:
        return missing_page(NO_COMMENT)
    if isinstance(item, PublicComment) and item.state in (ItemState.HIDDEN, ItemState.HELD, ItemState.WITHHELD):
        return not_shown(item)
    return Elsewhere(address_of(db, item))


async def post(datasette: Served, request: Request) -> Response:
    """Answer `/-/post/ID`: the post itself when it has no path at the blog, else a redirect to its path."""
    wanted = readable_path(request.url_vars["id"]) or ""
    asked = dict(_first_values(request))
    return await respond(datasette, request, lambda db, _site: _post(db, wanted, asked))


def _post(db: Database, wanted: str, asked: Mapping[str, str]) -> Outcome:
    item_id = store.resolve(db, wanted)
    found = store.find_post(db, item_id) if item_id else None
    if found is None:
        return missing_page("The archive holds no post of that number.")
    blog = next((blog for blog in read_blogs(db) if blog.id == found.site_id), read_blogs(db)[0])
    stands = post_address(found, blog.prefix)
    if stands != f"/-/post/{quote(wanted, safe='')}":
        return Elsewhere(stands, 301)
    return build_post(db, found, asked, blog)


async def blog_path(datasette: Served, request: Request) -> Response:
    """Answer every other address: it is the blog's, and means what it meant there."""
    asked = dict(_first_values(request))
    if asked.get("m") in ("0", "1"):
        # the blog's own switch to its mobile layout; a browser keeps the fragment across this redirect
        rest = without(request.query_string, "m")
        target = re.sub(r"\A[/\\]+", "/", request.path)
        return Response(
            "",
            status=301,
            headers={"location": f"{target}?{rest}" if rest else target, "cache-control": "no-cache"},
            content_type="text/html; charset=utf-8",
        )
    path = readable_path(request.path)
    return await respond(datasette, request, lambda db, site: build_blog_page(db, site, path, asked))


def _first_values(request: Request) -> list[tuple[str, str]]:
    return [(name, request.args.get(name)) for name in request.args]


ROUTES: list[Route] = [
    (r"^/$", blog_path),
    (r"^/robots\.txt$", robots),
    (r"^/-/static/(?P<name>[a-z.]+)$", serve_static),
    (r"^/-/about$", about),
    (r"^/-/log$", log),
    (r"^/-/log/(?P<ref>[^/]+)$", log_line),
    (r"^/-/comment/(?P<id>[^/]+)$", comment),
    (r"^/-/post/(?P<id>[^/]+)$", post),
    *cite.ROUTES,
    *removed.ROUTES,
    *feeds.ROUTES,
    *linked_data.ROUTES,
    *pen_names.ROUTES,
    *sitemap.ROUTES,
]
"""The pages of `/-/`, and the two fixed files."""


async def closed(datasette: Served, request: Request) -> Response:
    """Answer an address under `/-/` that no page of ours has: Datasette's own tools there are not for readers."""
    moved = {"/-": "/-/about", "/-/": "/-/about"}.get(request.path)
    return await respond(datasette, request, lambda _db, _site: Elsewhere(moved) if moved else missing_page())


CLOSING_ROUTES: list[Route] = [
    (r"^/-(/.*)?$", closed),
    # what is not Datasette's `public` is the blog's
    (r"^/(?!public(?:[/.]|$)).*$", blog_path),
]
"""Asked after the routes of every plugin; nothing but `/public` gets past them to Datasette."""
