"""The search page: the box, how the query was read, hits grouped by thread. Any input gives hits or a hint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup
from sqlite_utils import Database

from archive.errors import Refused
from archive.public import store
from archive.public.models import PublicComment, PublicPost
from plugins._datasette import NotFound, Request, Response, Route, Served, read, site_of
from plugins.site import wording
from plugins.site.addresses import search_address
from plugins.site.contexts import Link
from plugins.site.dates import Moment, moment
from plugins.site.rendering import Outcome, Shown, respond
from plugins.site.safe import own_html
from plugins.site.state import Site
from search_index.cli import as_document
from search_index.results import Hit, SearchResult
from search_index.understanding import NOTHING

PER_PAGE = 20
_LAST_PAGE = 500
_LONGEST = 500
_SHORT = 80
_ECHO = 160
_IGNORED = "; ignored: "
_TYPE = "type a word, an acronym in capitals or an operator such as year:2018"
_NOT_READY = "Search is being made ready: try again in a minute. Reading goes on meanwhile, from the first page."


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit: who wrote it and when, and the words around what was found; `what` it is, "" for a comment."""

    id: str
    href: str
    name: str
    is_signed: bool
    what: str
    dated: Moment
    snippet: Markup


@dataclass(frozen=True, slots=True)
class HitThread:
    """The hits of one thread. `id` is that of its post."""

    id: str
    href: str
    title: str
    hits: tuple[HitView, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page. `asked` is the query, cut short; `told` is the count, or what there is instead of hits."""

    template: ClassVar[str] = "threadkeep_search.html"

    query: str
    asked: str
    understood: str
    told: str
    suggestion: Link | None
    threads: tuple[HitThread, ...]
    hints: bool
    where: str
    earlier: Link | None
    later: Link | None


async def search(datasette: Served, request: Request) -> Response:
    """Answer `/-/search`. The page depends on the index too, so it is tagged by what it says."""
    query = (request.args.get("q") or "")[:_LONGEST]
    number = _page_number(request.args.get("page") or "")
    return await respond(datasette, request, lambda db, site: build_search(db, site, query, number), tag_by_body=True)


async def search_json(datasette: Served, request: Request) -> Response:
    """Answer `/-/search.json` with the document that `threadkeep search --json` prints."""
    query = (request.args.get("q") or "")[:_LONGEST].replace("\0", " ")
    number = _page_number(request.args.get("page") or "")
    site = site_of(datasette)
    if site is None:
        raise NotFound("Not found")
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    headers = {"cache-control": "no-cache" if site.is_public else "no-store", "x-robots-tag": "noindex, nofollow"}
    try:
        found = await read(
            datasette, lambda db: site.searcher.search(db, query, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
        )
    except Refused:
        headers["retry-after"] = "60"
        return Response.json({"ok": False, "error": _NOT_READY, "status": 503}, status=503, headers=headers)
    return Response(as_document(found), headers=headers, content_type="application/json; charset=utf-8")


def _page_number(given: str) -> int:
    return min(int(given), _LAST_PAGE) if given.isascii() and given.isdigit() and len(given) < 6 and int(given) else 1


def build_search(db: Database, site: Site, query: str, number: int = 1) -> Outcome:
    """Return the search page for a query, its first twenty hits unless another page is asked for."""
    query = query.replace("\0", " ")
    if not query.strip():
        return _shown(_blank(""), "")
    try:
        found = site.searcher.search(db, query, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    except Refused:
        return Shown(_blank(query, _NOT_READY), "Search", "/-/search", "search", status=503)
    return _shown(_found(db, query, number, found), query)


def _shown(page: SearchPage, query: str) -> Shown:
    return Shown(
        page,
        f"{_short(query)}: search" if query else "Search",
        search_address(query) if query else "/-/search",
        "search",
    )


def _blank(query: str, told: str = "") -> SearchPage:
    return SearchPage(query, _short(query), "", told, None, (), hints=True, where="", earlier=None, later=None)


def _found(db: Database, query: str, number: int, found: SearchResult) -> SearchPage:
    last = -(-found.total // PER_PAGE)
    if found.hits:
        told = wording.count(found.total, "hit")
    elif found.total:
        told = f"There is no page {number}: the search found {wording.count(found.total, 'hit')}."
    else:
        told = f"Nothing found for “{_short(query)}”."
    understood, _, ignored = found.understood.partition(_IGNORED)
    if understood == NOTHING:
        # what was left out says all there is to say
        return _blank(query, f"There is nothing to search for in “{_short(query)}”: {_short(ignored or _TYPE, _ECHO)}.")
    suggestion = Link(search_address(found.suggestion), found.suggestion) if found.suggestion else None
    back = min(number - 1, last)
    return SearchPage(
        query=query,
        asked=_short(query),
        understood=_short(understood, _ECHO) + (f"{_IGNORED}{_short(ignored, _ECHO)}" if ignored else ""),
        told=told,
        suggestion=suggestion,
        threads=_threads(db, found.hits),
        hints=not found.hits,
        where=f"Page {number} of {last}" if found.hits and last > 1 else "",
        earlier=Link(search_address(query, back), f"Page {back}") if back > 0 else None,
        later=Link(search_address(query, number + 1), f"Page {number + 1}") if number < last else None,
    )


def _short(text: str, most: int = _SHORT) -> str:
    """Return a text, or the beginning of a long one."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _threads(db: Database, hits: tuple[Hit, ...]) -> tuple[HitThread, ...]:
    """Group the hits of one page by thread, each thread where its best hit stood."""
    items = store.get_items(db, [hit.id for hit in hits])
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.post_id, []).append(hit)
    return tuple(
        HitThread(
            post_id, group[0].url.partition("#")[0], group[0].title or wording.UNTITLED, _views(items, tuple(group))
        )
        for post_id, group in groups.items()
    )


def _views(items: dict[str, PublicPost | PublicComment], hits: tuple[Hit, ...]) -> tuple[HitView, ...]:
    return tuple(
        HitView(
            id=hit.id,
            href=hit.url,
            name=_name(items[hit.id]),
            is_signed=_is_signed(items[hit.id]),
            what=_what(items[hit.id]),
            dated=moment(items[hit.id].published),
            snippet=own_html(hit.snippet),
        )
        for hit in hits
        if hit.id in items
    )


def _what(item: PublicPost | PublicComment) -> str:
    if isinstance(item, PublicPost):
        return "The post"
    # a ping without a name is called by its kind already
    return wording.kind_of(item) if item.is_ping and wording.is_signed(item) else ""


def _is_signed(item: PublicPost | PublicComment) -> bool:
    return wording.is_signed(item) if isinstance(item, PublicComment) else bool(item.author)


def _name(item: PublicPost | PublicComment) -> str:
    return wording.name_of(item) if isinstance(item, PublicComment) else item.author or ""


ROUTES: list[Route] = [(r"^/-/search$", search), (r"^/-/search\.json$", search_json)]
