"""The search page: the box, how the query was read, ways to narrow it down, hits by thread. Any input gives a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.errors import Refused
from archive.public import store
from archive.public.models import PublicComment, PublicPost
from plugins._datasette import DATABASE, Request, Response, Served
from plugins.search.asked import PATH, Asked, read_asked
from plugins.search.contexts import Choice, HitView, ParentView, SearchPage, Suggested, ThreadView
from plugins.search.reading import (
    acronyms_of,
    chips_of,
    dropped_of,
    facets_of,
    ignored_of,
    parts_of,
    short,
    timeline_of,
)
from plugins.site import wording
from plugins.site.contexts import Link
from plugins.site.dates import moment
from plugins.site.rendering import Outcome, Shown, respond
from plugins.site.safe import own_html
from plugins.site.state import Site
from search_index.results import Hit, HitThread, Order, Parent, SearchResult
from search_index.search import BUSY, FACETS, GROUPED_FROM, TOO_SLOW, Busy
from search_index.understanding import NOTHING

NOT_READY = "Search is being made ready: try again in a minute. Reading goes on meanwhile, from the first page."
_ECHO = 240
_IGNORED = "; ignored: "
_TYPE = "type a word, an acronym in capitals or an operator such as year:2018"
_BLANK = SearchPage("", "", (), "", "", (), (), (), (), None, None, (), (), (), (), (), True, "", (), "", None, None)
_ORDERS = {
    Order.RELEVANCE: "relevance",
    Order.NEWEST: "newest",
    Order.OLDEST: "oldest",
    Order.DISCUSSED: "most discussed",
}
_CSV_ROWS = 500
_SQL = """with found as (select value as id from json_each(search(:q)))
select 'post' as kind, id, published, author, title, text from post where id in (select id from found)
union all
select 'comment', id, published, author, null, text from comment where id in (select id from found)"""

Items = Mapping[str, PublicPost | PublicComment]


async def search(datasette: Served, request: Request) -> Response:
    """Answer `/-/search`. The page depends on the index too, so it is tagged by what it says."""
    asked = read_asked(request)
    return await respond(datasette, request, lambda db, site: build_search(db, site, asked), tag_by_body=True)


def build_search(db: Database, site: Site, asked: Asked) -> Outcome:
    """Return the search page: hits, or what to do where there are none."""
    if not asked.query:
        return Shown(_BLANK, "Search", PATH, "search")
    try:
        found = find(db, site, asked)
        page = _page(db, site, asked, found)
    except Refused as error:
        return Shown(replace(_asking(asked), told=refusal_of(error)), "Search", PATH, "search", status=503)
    return Shown(page, f"{page.asked}: search", asked.address(), "search")


def find(db: Database, site: Site, asked: Asked) -> SearchResult:
    """Return what a search finds, with all facets for the forms that have a place for them. Raises Refused."""
    facets = FACETS if asked.form in ("", "json") else ()
    found: SearchResult = site.searcher.search(
        db,
        asked.query,
        limit=asked.size,
        offset=asked.offset,
        order=asked.order,
        facets=facets,
        grouped=asked.grouped,
    )
    return found


def refusal_of(error: Refused) -> str:
    """Return what a reader is told when there is no search at this moment."""
    return BUSY if isinstance(error, Busy) else NOT_READY


def _asking(asked: Asked) -> SearchPage:
    """Return a page that says what was asked, and nothing else yet."""
    kept = [("sort", asked.order.value)] if asked.order else []
    kept += [] if asked.grouped else [("view", "hits")]
    return replace(_BLANK, query=asked.query, asked=short(asked.query), kept=tuple(kept))


def _page(db: Database, site: Site, asked: Asked, found: SearchResult) -> SearchPage:
    page = replace(_asking(asked), ignored=ignored_of(found, asked), dropped=dropped_of(found, asked))
    if TOO_SLOW in found.ignored:
        return replace(page, told="The search took too long and was ended: ask for fewer or rarer words.", ignored=())
    understood = found.understood.partition(_IGNORED)[0]
    if understood == NOTHING:
        why = short(", ".join(page.ignored) or _TYPE, _ECHO)
        told = f"There is nothing to search for in “{page.asked}”: {why}."
        return replace(page, told=told, ignored=())
    page = replace(page, understood=short(understood, _ECHO), chips=chips_of(found, asked), forms=_forms(asked))
    page = replace(page, feed=_feed(asked), facets=facets_of(found, asked))
    page = replace(page, acronyms=acronyms_of(db, found), timeline=timeline_of(found))
    if not found.total:
        return replace(
            page,
            told=f"Nothing found for “{page.asked}”.",
            suggestion=_suggested(db, site, asked, found),
            leave_out=parts_of(found, asked),
        )
    return _with_hits(db, page, asked, found)


def _with_hits(db: Database, page: SearchPage, asked: Asked, found: SearchResult) -> SearchPage:
    count = found.total if found.thread_count is None else found.thread_count
    last = -(-count // asked.size)
    back = min(asked.page - 1, last)
    is_there = bool(found.hits or found.threads)
    told = _told(found) if is_there else f"There is no page {asked.page}: the search found {_told(found)}."
    return replace(
        page,
        told=told,
        orders=tuple(
            Choice(asked.first(order=order).address(), text, order is found.order) for order, text in _ORDERS.items()
        ),
        views=(
            Choice(asked.first(grouped=True).address(), "by thread", found.grouped),
            Choice(asked.first(grouped=False).address(), "one by one", not found.grouped),
        ),
        threads=_threads(db, found),
        help_open=False,
        where=f"Page {asked.page} of {last:,}" if is_there and last > 1 else "",
        earlier=Link(asked.at(back).address(), f"Page {back}") if back > 0 else None,
        later=None if found.page.next is None else Link(asked.at(asked.page + 1).address(), f"Page {asked.page + 1}"),
    )


def _told(found: SearchResult) -> str:
    """Return how much was found: "48 hits in 12 threads"."""
    hits = wording.count(found.total, "hit")
    if found.thread_count is None or found.total < 2:
        return hits
    threads = wording.count(found.thread_count, "thread")
    if found.total > GROUPED_FROM:
        return f"{hits}, the first {GROUPED_FROM:,} of them in {threads}"
    return f"{hits} in {threads}"


def _suggested(db: Database, site: Site, asked: Asked, found: SearchResult) -> Suggested | None:
    """Return the other query to try, with its number of hits; none without."""
    if not found.suggestion:
        return None
    other = asked.first(query=found.suggestion)
    total = site.searcher.search(db, found.suggestion, limit=1, offset=0).total
    return Suggested(other.address(), short(found.suggestion), f"{total:,}") if total else None


def _feed(asked: Asked) -> str:
    # who follows a search wants what is new
    return asked.first(form="atom", grouped=False, order=asked.order or Order.NEWEST).address()


def _forms(asked: Asked) -> tuple[Link, ...]:
    sql = f"/{DATABASE}/-/query?{urlencode({'sql': _SQL, 'q': asked.query})}"
    return (
        Link(_feed(asked), "feed"),
        Link(asked.first(form="json").address(), "JSON"),
        Link(asked.first(form="csv", grouped=False, size=_CSV_ROWS).address(), "CSV"),
        Link(sql, "SQL"),
    )


def _threads(db: Database, found: SearchResult) -> tuple[ThreadView, ...]:
    """Return hits grouped by thread, or each as a group of its own."""
    threads: Iterable[HitThread] = found.threads
    if not found.grouped:
        threads = [HitThread(hit.post_id, hit.title, hit.url.partition("#")[0], 1, (hit,)) for hit in found.hits]
    ids = {item_id for hit in found.hits for item_id in (hit.id, hit.parent.id if hit.parent else hit.id)}
    items = store.get_items(db, ids)
    return tuple(
        ThreadView(thread.post_id, thread.url, thread.title or wording.UNTITLED, _hits(items, thread), _more(thread))
        for thread in threads
    )


def _more(thread: HitThread) -> str:
    more = thread.count - len(thread.hits)
    return f"{more:,} more in this thread" if more > 0 else ""


def _hits(items: Items, thread: HitThread) -> tuple[HitView, ...]:
    return tuple(_hit(items, items[hit.id], hit) for hit in thread.hits if hit.id in items)


def _hit(items: Items, item: PublicPost | PublicComment, hit: Hit) -> HitView:
    return HitView(
        id=hit.id,
        href=hit.url,
        name=_name(item),
        is_signed=_is_signed(item),
        what=_what(item),
        dated=moment(item.published),
        snippet=own_html(hit.snippet),
        parent=_parent(items.get(hit.parent.id), hit.parent) if hit.parent else None,
    )


def _parent(item: PublicPost | PublicComment | None, parent: Parent) -> ParentView | None:
    if item is None:
        return None
    return ParentView(parent.id, parent.url, _name(item), _is_signed(item), parent.excerpt)


def _what(item: PublicPost | PublicComment) -> str:
    if isinstance(item, PublicPost):
        return "The post"
    # a ping without a name is called by its kind already
    return wording.kind_of(item) if item.is_ping and wording.is_signed(item) else ""


def _is_signed(item: PublicPost | PublicComment) -> bool:
    return wording.is_signed(item) if isinstance(item, PublicComment) else bool(item.author)


def _name(item: PublicPost | PublicComment) -> str:
    return wording.name_of(item) if isinstance(item, PublicComment) else item.author or ""
