"""The views of the reading pages: what each address of the blog, and of `/-/`, is answered with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote_plus

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins._datasette import Request, Response, Route, Served
from plugins.site.about import build_about, build_log, build_log_line
from plugins.site.addresses import (
    FIRST_SITE,
    Sought,
    comment_address,
    old_month_file,
    post_address,
    readable_path,
    tag_address,
    without,
)
from plugins.site.assets import serve_static
from plugins.site.home import build_home, build_month, build_year, old_month
from plugins.site.missing import missing_page, missing_post, not_shown
from plugins.site.rendering import Elsewhere, Outcome, respond
from plugins.site.robots import robots
from plugins.site.state import Site
from plugins.site.thread import address_of, build_thread

_YEAR = re.compile(r"/(\d{4})/?\Z")
_MONTH = re.compile(r"/(\d{4})/(0[1-9]|1[0-2])/?\Z")
_LABEL = "/search/label/"
_LONGEST_PATH = 1000


async def home(datasette: Served, request: Request) -> Response:
    """Answer `/`."""
    return await respond(datasette, request, build_home)


async def about(datasette: Served, request: Request) -> Response:
    """Answer `/-/about`."""
    return await respond(datasette, request, build_about)


async def log(datasette: Served, request: Request) -> Response:
    """Answer `/-/log`."""
    return await respond(datasette, request, build_log)


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
    item = store.get_item(db, item_id) if item_id else None
    if item is None:
        return missing_page("The archive holds no comment of that number.")
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
    found = store.get_post(db, item_id) if item_id else None
    if found is None:
        return missing_page("The archive holds no post of that number.")
    host = _host_of(db, found)
    stands = post_address(found, host)
    if stands != f"/-/post/{quote(wanted, safe='')}":
        return Elsewhere(stands, 301)
    return _thread(db, found, asked, host)


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
    return await respond(datasette, request, lambda db, site: _blog(db, site, path, asked))


def _blog(db: Database, site: Site, path: str | None, asked: Mapping[str, str]) -> Outcome:
    if path is None or len(path) > _LONGEST_PATH:
        return missing_page("This address cannot be read.")
    if path in ("/", "/index.html", "/index.htm"):
        return Elsewhere("/", 301) if path != "/" else build_home(db, site)
    if found := _YEAR.match(path):
        return build_year(db, int(found[1])) if path.endswith("/") else Elsewhere(f"/{found[1]}/", 301)
    if found := _MONTH.match(path):
        month = f"{found[1]}-{found[2]}"
        return build_month(db, month) if path.endswith("/") else Elsewhere(f"/{found[1]}/{found[2]}/", 301)
    if listed := old_month_file(path):
        return old_month(listed)
    if path.startswith(_LABEL):
        return _label(db, path.removeprefix(_LABEL))
    if path.rstrip("/") == "/search":
        return Elsewhere(f"/-/search?q={quote(asked['q'])}" if asked.get("q") else "/-/search", 301)
    return _stored_path(db, path, asked)


def _label(db: Database, name: str) -> Outcome:
    wanted = {name.strip("/").casefold(), unquote_plus(name).strip("/").casefold()}
    for tag in store.get_tags(db):
        if tag.name.casefold() in wanted or tag.id in wanted:
            return Elsewhere(tag_address(tag.id), 301)
    return missing_page("The archive has no posts with that label.", "Look through the labels it does have at /-/tags.")


def _stored_path(db: Database, path: str, asked: Mapping[str, str]) -> Outcome:
    if found := _at_path(db, path):
        return _thread(db, found, asked, _host_of(db, found))
    # blogs of other makes end a post's address with a slash, the archive never does
    if path.endswith("/") and (found := _at_path(db, path.rstrip("/"))):
        return Elsewhere(post_address(found, _host_of(db, found)), 301)
    return missing_post(path, store.get_calendar(db))


def _at_path(db: Database, path: str) -> PublicPost | None:
    if found := store.find_post_by_path(db, path) or store.find_post_by_path(db, quote(path)):
        return found
    host, _, rest = path.removeprefix("/").partition("/")
    return _of_further_blog(db, host, f"/{rest}")


def _of_further_blog(db: Database, host: str, path: str) -> PublicPost | None:
    site_id = FIRST_SITE + 1
    while further := store.get_site(db, site_id):
        if further.host == host:
            return store.find_post_by_path(db, path, site_id)
        site_id += 1
    return None


def _host_of(db: Database, found: PublicPost) -> str:
    site = store.get_site(db, found.site_id)
    return site.host if site else ""


def _thread(db: Database, found: PublicPost, asked: Mapping[str, str], host: str) -> Outcome:
    thread = store.get_thread(db, found.id)
    if thread is None:  # the same transaction has just read this post
        return missing_page()
    if sought := Sought.parse(asked.get("showComment", "")):
        meant = sought.choose(thread.comments)
        return Elsewhere(comment_address(found, meant.id, host) if meant else post_address(found, host))
    return build_thread(db, thread, by_time=asked.get("view") == "time", host=host)


def _first_values(request: Request) -> list[tuple[str, str]]:
    return [(name, request.args.get(name)) for name in request.args]


ROUTES: list[Route] = [
    (r"^/$", home),
    (r"^/robots\.txt$", robots),
    (r"^/-/static/(?P<name>[a-z.]+)$", serve_static),
    (r"^/-/about$", about),
    (r"^/-/log$", log),
    (r"^/-/log/(?P<ref>[^/]+)$", log_line),
    (r"^/-/comment/(?P<id>[^/]+)$", comment),
    (r"^/-/post/(?P<id>[^/]+)$", post),
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
