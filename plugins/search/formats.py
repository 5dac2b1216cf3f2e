"""A search as a feed, as JSON and as CSV: the same parameters as the page, the same hits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from sqlite_utils import Database

from archive.errors import Refused
from archive.public import store
from archive.public.models import PublicComment
from plugins._datasette import NotFound, Request, Response, Served, read, site_of
from plugins.search.asked import Asked, read_asked
from plugins.search.page import find, refusal_of
from plugins.search.reading import short
from plugins.site import atom, sheets, wording
from plugins.site.rendering import base_of
from plugins.site.state import Site
from search_index.cli import as_values
from search_index.results import Hit, Order, SearchResult

JSON = "application/json; charset=utf-8"
_TYPES = {"atom": atom.TYPE, "json": JSON, "csv": sheets.CSV}
_RETRY_SECONDS = "60"
_COLUMNS = (
    "id",
    "kind",
    "thread_id",
    "title",
    "author",
    "published",
    "snippet",
    "url",
    "parent_id",
    "parent_author",
    "parent_excerpt",
    "discussed",
)

Write = Callable[[Database, Asked, SearchResult, str], str]


async def formatted(datasette: Served, request: Request) -> Response:
    """Answer `/-/search.atom`, `/-/search.json` and `/-/search.csv`; 503 while there is no index."""
    site = site_of(datasette)
    if site is None:
        raise NotFound("Not found")
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    asked = read_asked(request, request.url_vars["form"])
    headers = {"cache-control": "no-cache" if site.is_public else "no-store", "x-robots-tag": "noindex, nofollow"}
    try:
        body, links = await read(datasette, lambda db: _write(db, site, asked, base_of(request)))
    except Refused as error:
        return _refused(asked, refusal_of(error), {**headers, "retry-after": _RETRY_SECONDS})
    if site.is_public:
        headers["etag"] = f'W/"{hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:24]}"'
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response("", status=304, headers=headers, content_type=_TYPES[asked.form])
    if links:
        headers["link"] = ", ".join(f'<{href}>; rel="{rel}"' for rel, href in links)
    return Response(body, headers=headers, content_type=_TYPES[asked.form])


def _refused(asked: Asked, told: str, headers: dict[str, str]) -> Response:
    if asked.form == "json":
        return Response.json({"ok": False, "error": told, "status": 503}, status=503, headers=headers)
    return Response.text(f"{told}\n", status=503, headers=headers)


def _write(db: Database, site: Site, asked: Asked, base: str) -> tuple[str, list[tuple[str, str]]]:
    if asked.form == "atom" and asked.order is None:
        # who follows a search wants what is new
        asked = replace(asked, order=Order.NEWEST)
    found = find(db, site, asked)
    write: Write = {"atom": _as_feed, "json": _as_json, "csv": _as_csv}[asked.form]
    return write(db, asked, found, base), _pages(asked, found)


def _pages(asked: Asked, found: SearchResult) -> list[tuple[str, str]]:
    """Return the pages before and after, by how the web calls them (RFC 5005, RFC 8288)."""
    pages = [] if found.page.previous is None else [("previous", asked.at(max(1, asked.page - 1)).address())]
    return pages + ([] if found.page.next is None else [("next", asked.at(asked.page + 1).address())])


def _as_json(db: Database, asked: Asked, found: SearchResult, base: str) -> str:  # noqa: ARG001 - as every form
    links = {
        "self": asked.address(),
        "previous": None,
        "next": None,
        "html": replace(asked, form="").address(),
        "atom": asked.first(form="atom", grouped=False).address(),
        "csv": asked.first(form="csv", grouped=False).address(),
    }
    return json.dumps(as_values(found) | {"links": links | dict(_pages(asked, found))}, ensure_ascii=False)


def _as_csv(db: Database, asked: Asked, found: SearchResult, base: str) -> str:  # noqa: ARG001 - as every form
    return sheets.as_csv(_COLUMNS, (_row(hit, base) for hit in found.hits))


def _row(hit: Hit, base: str) -> tuple[str | int | None, ...]:
    parent = hit.parent
    return (
        hit.id,
        hit.kind,
        hit.post_id,
        hit.title,
        hit.author,
        hit.published,
        " ".join(hit.snippet_text.split()),
        f"{base}{hit.url}",
        parent.id if parent else None,
        parent.author if parent else None,
        parent.excerpt if parent else None,
        hit.discussed,
    )


def _as_feed(db: Database, asked: Asked, found: SearchResult, base: str) -> str:
    title = store.get_meta(db).get("title") or "A comment archive"
    feed = atom.Feed(
        id=f"{base}{asked.first().address()}",
        title=f"{short(asked.query)}: search of {title}" if asked.query else f"Search of {title}",
        author=title,
        address=f"{base}{asked.address()}",
        href=f"{base}{replace(asked, form='').address()}",
        entries=_entries(db, found, base),
        links=tuple((rel, f"{base}{href}") for rel, href in _pages(asked, found)),
    )
    return atom.as_atom(feed)


def _entries(db: Database, found: SearchResult, base: str) -> tuple[atom.Entry, ...]:
    items = store.get_items(db, [hit.id for hit in found.hits])
    entries = []
    for hit in found.hits:
        if (item := items.get(hit.id)) is None:
            continue
        title = hit.title or wording.UNTITLED
        name = wording.name_of(item) if isinstance(item, PublicComment) else item.author
        entries.append(
            atom.Entry(
                id=_id(base, hit.kind, hit.id),
                title=title if hit.kind == "post" else f"{wording.COMMENT_ON}{title}",
                href=f"{base}{hit.url}",
                published=atom.rfc3339(item.published.utc, item.published.local),
                author=name or wording.NAMELESS,
                summary=hit.snippet,
                answers=_answered(hit, base),
            )
        )
    return tuple(entries)


def _answered(hit: Hit, base: str) -> tuple[atom.Answered, ...]:
    """Return the comment that a hit answers, then its post."""
    if hit.kind == "post":
        return ()
    post = atom.Answered(_id(base, "post", hit.post_id), f"{base}{hit.url.partition('#')[0]}")
    parent = hit.parent
    return (atom.Answered(_id(base, "comment", parent.id), f"{base}{parent.url}"), post) if parent else (post,)


def _id(base: str, kind: str, item_id: str) -> str:
    return f"{base}/-/{'post' if kind == 'post' else 'comment'}/{quote(item_id, safe='')}"
