"""Every address of the site, and those that show some items: what the certificate and the leak tests look through."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from sqlite_utils import Database

from archive.public import acronym_places, acronyms, listing, store, topics
from archive.public.addresses import FIRST_SITE, post_address
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins._datasette import DATABASE
from plugins.site.addresses import (
    ACRONYMS,
    ACTIVITY,
    CITE_FORMS,
    KEYWORDS,
    TAGGED_AT_ONCE,
    TIMELINE,
    UNEXPLAINED,
    UNEXPLAINED_AT_ONCE,
    acronym_address,
    activity_address,
    cite_address,
    feed_address,
    keywords_address,
    letter_address,
    letter_of,
    log_address,
    pen_name_address,
    period_address,
    search_address,
    tag_address,
)
from plugins.site.blogs import Blog, read_blogs, read_prefixes

_FIXED = (
    "/",
    "/-/search",
    "/-/opensearch.xml",
    "/-/topics",
    "/-/tags",
    ACRONYMS,
    UNEXPLAINED,
    TIMELINE,
    KEYWORDS,
    ACTIVITY,
    "/-/concordance",
    "/-/about",
    "/-/log",
    "/-/removed",
    "/-/report",
    "/-/data",
    "/-/releases",
    "/robots.txt",
    "/public",
    "/public/-/schema",
)
SEARCH_FORMS = ("json", "csv", "atom")
_EXPORTS = (
    *(f"{of}.{form}" for of in ("/-/topics", ACRONYMS) for form in ("csv", "json", "ttl")),
    "/-/removed.csv",
)
_TABLES = {
    "post": "id",
    "comment": "id",
    "link": "item_id",
    "tagging": "item_id",
    "alias": "item_id",
    "item_words": "item_id",
    "acronym_definition": "item_id",
    "acronym_mention": "item_id",
}
_OTHER_TABLES = (
    *("tag", "tag_synonym", "tag_rule", "acronym", "acronym_spelling", "acronym_sense"),
    *("site", "log", "meta"),
)
_REF = re.compile(r'href="/-/log/([A-Za-z0-9_-]+)"')
_QUERY_WORDS = 5
ROWS_AT_ONCE = 50
"""Items whose rows are asked for together."""

_THREADS_OF_AN_ACRONYM = 20


@dataclass(frozen=True, slots=True)
class Address:
    """A page to look at. `told` names it without words of anybody: a path at the blog can hold some.

    `whose` is the post whose address it redirects to. `kind` is how to read it: html, json, csv, text, search, or
    a form of a search: hits.json, hits.csv or hits.atom (any feed), jsonld for linked data, or sitemap.
    """

    path: str
    told: str
    kind: str = "html"
    whose: str = ""


def addresses_of_items(db: Database, item_ids: Sequence[str]) -> Iterator[Address]:
    """Yield the addresses of the pages that show these items, their rows aside."""
    items = store.get_items(db, item_ids)
    posts = store.get_items(db, {item.post_id for item in items.values() if isinstance(item, PublicComment)})
    posts |= {item_id: item for item_id, item in items.items() if isinstance(item, PublicPost)}
    yield Address("/", "/")
    yield from _feeds()
    yield Address("/-/sitemap.xml", "/-/sitemap.xml", "sitemap")
    for post in posts.values():
        if isinstance(post, PublicPost):
            yield from _pages_around(db, post)
    yield from _pen_name_pages(db, [item.author for item in items.values() if item.author])
    for item in items.values():
        yield from _pages_of_item(item)
        if item.state is ItemState.SHOWN:  # else the page stands for its files
            yield from (Address(cite_address(item.id, form), f"citation of {item.id}", "text") for form in CITE_FORMS)
    yield from _topics_of(db, items)
    yield from _acronyms_of(db, items)
    for ref in _refs(items.values()):
        yield Address(log_address(ref), f"/-/log/{ref}")


def rows_of_items(db: Database, item_ids: Iterable[str]) -> Iterator[tuple[Address, Sequence[str]]]:
    """Yield the addresses of the rows of some items, some items at a time, each with these."""
    items = sorted(store.get_items(db, item_ids))
    for some in (items[start : start + ROWS_AT_ONCE] for start in range(0, len(items), ROWS_AT_ONCE)):
        for table, column in _TABLES.items():
            yield from ((address, some) for address in _rows(table, column, some))


def owners_of_items(db: Database, item_ids: Sequence[str]) -> frozenset[str]:
    """Return what `data-item` says on everything that shows these items, their tags and their lines in the log."""
    items = store.get_items(db, item_ids)
    tags = {f"tag:{tagging.tag_id}" for tagging in store.get_taggings(db, items)}
    refs = (f"log:{ref}" for ref in _refs(items.values()))
    return frozenset({*item_ids, *tags, *refs, *_acronyms_of_these_alone(db, items)})


def addresses_of_no_item(db: Database) -> Iterator[Address]:
    """Yield the addresses of the pages that are of no item in particular: what stands at the front, lists, exports."""
    for path in _FIXED:
        yield Address(path, path)
    yield from _feeds()
    yield Address("/-/sitemap.xml", "/-/sitemap.xml", "sitemap")
    for blog in read_blogs(db):
        yield from _pages_of_blog(db, blog)
    yield from _pen_name_pages(db, listing.pen_names(db))
    for path in _EXPORTS:
        yield Address(path, path, "text")
    for table in _OTHER_TABLES:
        yield from _table(table)


def addresses_of_all(db: Database) -> Iterator[Address]:
    """Yield the address of every page."""
    yield from addresses_of_no_item(db)
    for tag in store.get_tags(db):
        for page in range(1, -(-tag.total_count // TAGGED_AT_ONCE) + 1):
            yield Address(tag_address(tag.id, page), f"a topic page ({tag.total_count} items)")
        yield Address(f"{tag_address(tag.id)}/years.csv", f"years of a topic ({tag.total_count} items)", "text")
        yield Address(feed_address("topic", tag.id), f"feed of a topic ({tag.total_count} items)", "hits.atom")
    yield from _counted(db)
    for line in store.get_log(db):
        yield Address(log_address(line.ref), f"/-/log/{line.ref}")
    for item in store.iter_items(db):
        if isinstance(item, PublicPost):
            yield from _thread_pages(db, item)
        yield from _pages_of_item(item)
    for table in _TABLES:
        yield from _table(table)


def _table(table: str) -> Iterator[Address]:
    yield Address(f"/{DATABASE}/{table}.csv?_stream=1", f"{table}.csv", "csv")
    yield Address(f"/{DATABASE}/{table}.json?_shape=objects&_size=max", f"{table}.json", "json")


def _pen_name_pages(db: Database, names: Iterable[str]) -> Iterator[Address]:
    # a name is somebody's word, so it is told by a number
    for number, name in enumerate(sorted(set(names))):
        signed = listing.count_signed(db, name)
        for page in range(1, -(-(signed.posts + signed.comments) // TAGGED_AT_ONCE) + 1):
            yield Address(pen_name_address(name, page), f"page {page} of pen-name {number}")


def _feeds() -> Iterator[Address]:
    return (Address(feed_address(kind), feed_address(kind), "hits.atom") for kind in ("posts", "comments"))


def _topics_of(db: Database, items: Collection[str]) -> Iterator[Address]:
    """Yield the pages of the topics, broader ones included, that list these items."""
    known = topics.get_topics(db)
    own = {tagging.tag_id for tagging in store.get_taggings(db, items)}
    above = {topic.id for tag_id in own for topic in topics.ancestors(known, tag_id)}
    for tag_id in sorted(own | above):
        listed = topics.get_tagged_ids(db, tag_id)
        pages = {number // TAGGED_AT_ONCE + 1 for number, item_id in enumerate(listed) if item_id in items}
        for page in sorted({1, *pages}):
            yield Address(tag_address(tag_id, page), f"topic page of {_told(items)}")
        yield Address(feed_address("topic", tag_id), f"topic feed of {_told(items)}", "hits.atom")


def _acronyms_of(db: Database, items: Collection[str]) -> Iterator[Address]:
    """Yield what shows the acronyms of these items: their pages, the lists, and threads in which they are explained."""
    found = acronym_places.get_acronyms_of_items(db, items)
    if not found:
        return
    yield Address(ACRONYMS, ACRONYMS)
    yield Address(UNEXPLAINED, UNEXPLAINED)
    threads: dict[str, None] = {}
    for acronym_id in found:
        yield Address(acronym_address(acronym_id), f"acronym page of {_told(items)}")
        yield Address(feed_address("acronym", acronym_id), f"acronym feed of {_told(items)}", "hits.atom")
        threads.update(dict.fromkeys(acronym_places.get_threads_with_sense(db, acronym_id, _THREADS_OF_AN_ACRONYM)))
    for post in store.get_items(db, threads).values():
        if isinstance(post, PublicPost):
            yield from _thread_pages(db, post)


def _acronyms_of_these_alone(db: Database, items: Collection[str]) -> Iterator[str]:
    """Yield the acronyms that stand in these items and nowhere else, and their senses; of others, words may stay."""
    for acronym_id in acronym_places.get_acronyms_of_items(db, items):
        if set(items).issuperset(acronym_places.get_items_of_acronym(db, acronym_id)):
            yield f"acronym:{acronym_id}"
            yield from (f"sense:{sense.id}" for sense in acronyms.get_senses(db, acronym_id))


def _counted(db: Database) -> Iterator[Address]:
    """Yield the pages of acronyms, and of the words typical of each year, topic and thread."""
    for acronym in acronyms.list_acronyms(db):
        told = f"acronym page ({acronym.item_count} items)"
        yield Address(acronym_address(acronym.id), told)
        yield Address(f"{acronym_address(acronym.id)}/years.csv", told, "text")
        yield Address(feed_address("acronym", acronym.id), told, "hits.atom")
    for page in range(2, -(-acronyms.count_acronyms(db, unexplained=True) // UNEXPLAINED_AT_ONCE) + 1):
        yield Address(f"{UNEXPLAINED}?page={page}", UNEXPLAINED)
    for letter in sorted({letter_of(acronym.name) for acronym in acronyms.list_acronyms(db)}):
        yield Address(letter_address(letter), ACRONYMS)
    for year in sorted({month.year for month in listing.get_calendar(db, None)}):
        yield Address(keywords_address("year", str(year)), f"words of {year}")
        yield Address(activity_address(str(year)), f"days of {year}")
    for tag in store.get_tags(db):
        yield Address(keywords_address("tag", tag.id), f"words of a topic ({tag.total_count} items)")
    for post in (item for item in store.iter_items(db) if isinstance(item, PublicPost)):
        yield Address(keywords_address("post", post.id), f"words of thread {post.id}")


def _pages_of_blog(db: Database, blog: Blog) -> Iterator[Address]:
    """Yield a blog's home, its years and its months."""
    if blog.prefix is None:
        return
    yield _of_blog(blog, "/")
    months = [month.month for month in listing.get_calendar(db, blog.id)]
    for period in sorted({period for month in months for period in (month[:4], month)}):
        yield _of_blog(blog, period_address(period))


def _of_blog(blog: Blog, path: str) -> Address:
    # a host may hold words: the blog is told by its number
    return Address(f"{blog.prefix}{path}", path if blog.id == FIRST_SITE else f"{path} of blog {blog.id}")


def _pages_around(db: Database, post: PublicPost) -> Iterator[Address]:
    yield from _thread_pages(db, post)
    blog = next((blog for blog in read_blogs(db) if blog.id == post.site_id and blog.prefix is not None), None)
    if blog is not None:
        yield _of_blog(blog, "/")
        if month := post.published.month:
            yield from (_of_blog(blog, period_address(period)) for period in (month[:4], month))
    for beside in listing.neighbours(db, post.id):
        if beside:
            yield from _thread_pages(db, beside)


def _thread_pages(db: Database, post: PublicPost) -> Iterator[Address]:
    path = post_address(post, read_prefixes(db).get(post.site_id, ""))
    yield Address(path, f"thread {post.id}")
    yield Address(f"{path}?view=time", f"thread {post.id} by time")
    yield Address(feed_address("post", post.id), f"feed of thread {post.id}", "hits.atom")
    if post.state is ItemState.SHOWN:
        yield Address(f"/-/post/{quote(post.id, safe='')}/thread.jsonld", f"linked data of thread {post.id}", "jsonld")


def _pages_of_item(item: PublicPost | PublicComment) -> Iterator[Address]:
    table, post_id = ("post", item.id) if isinstance(item, PublicPost) else ("comment", item.post_id)
    yield Address(f"/-/{table}/{quote(item.id, safe='')}", f"/-/{table}/{item.id}", whose=post_id)
    yield Address(cite_address(item.id), f"citation of {table} {item.id}")
    # the words that are looked for are not known here; an item's own first words bring its hit and its snippet up
    if opening := re.findall(r"\w+", item.body.text)[:_QUERY_WORDS]:
        asked = search_address(" ".join(opening))
        yield Address(asked, f"search for {table} {item.id}", "search")
        for form in SEARCH_FORMS:
            path = asked.replace("/-/search?", f"/-/search.{form}?", 1)
            yield Address(path, f"search.{form} for {table} {item.id}", f"hits.{form}")


def _rows(table: str, column: str, item_ids: Sequence[str]) -> Iterator[Address]:
    given = urlencode({f"{column}__in": ",".join(item_ids)})
    told = _told(item_ids)
    yield Address(f"/{DATABASE}/{table}.json?_shape=objects&_size=max&{given}", f"{table}.json of {told}", "json")
    yield Address(f"/{DATABASE}/{table}.csv?_stream=1&{given}", f"{table}.csv of {told}", "csv")


def _refs(items: Iterable[PublicPost | PublicComment]) -> list[str]:
    return sorted({ref for item in items for ref in [*_REF.findall(item.html), item.state_ref] if ref})


def _told(item_ids: Iterable[str]) -> str:
    return ", ".join(item_ids)
