"""The tree of topics, and the page of one: what it covers, its years, what goes with it, its posts and comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.public import topics
from archive.public.topics import Topic, YearOfTopic
from plugins._datasette import NotFound, Request, Response, Route, Served
from plugins.site import wording
from plugins.site.addresses import (
    TAGGED_AT_ONCE,
    feed_address,
    keywords_address,
    page_number,
    readable_path,
    search_address,
    tag_address,
)
from plugins.site.charts import Chart, chart
from plugins.site.contexts import CommentLine, Link, PostLine, TagLine
from plugins.site.item_lines import item_lines
from plugins.site.missing import missing_page
from plugins.site.rendering import Elsewhere, Outcome, Shown, respond, send_file
from plugins.site.state import Site
from plugins.tagging import export

TOPICS = "/-/topics"
_SOURCES = {
    "blog": "the blog's own label",
    "moderator": "given by moderators",
    "rule": "found by a saved search",
    "suggestion": "suggested, then accepted by a moderator",
}
_GONE = "The archive has no topic of that name."
_LOOK = f"Look through the topics it does have at {TOPICS}."


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic in the tree, with those under it."""

    tag: TagLine
    narrower: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """All topics as a tree, by name, and the ways to have them as a file."""

    template: ClassVar[str] = "threadkeep_topics.html"

    tree: tuple[Branch, ...]
    forms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of the timeline: how many posts and comments, and how many in a hundred of that year's."""

    year: int
    posts: int
    comments: int
    share: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A saved search that fills the topic."""

    name: str
    query: str
    href: str


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic. `id` is for the controls of the moderation site; `by` says how its items came by it."""

    template: ClassVar[str] = "threadkeep_topic.html"

    id: str
    name: str
    covers: str
    told: str
    above: tuple[TagLine, ...]
    synonyms: tuple[str, ...]
    chart: Chart | None
    years: tuple[YearLine, ...]
    years_csv: str
    feed: str
    narrower: tuple[TagLine, ...]
    related: tuple[TagLine, ...]
    keywords: str
    rules: tuple[RuleLine, ...]
    by: str
    posts: tuple[PostLine, ...]
    comments: tuple[CommentLine, ...]
    where: str
    earlier: Link | None
    later: Link | None


async def all_topics(datasette: Served, request: Request) -> Response:
    """Answer `/-/topics`."""
    return await respond(datasette, request, build_topics)


async def topic(datasette: Served, request: Request) -> Response:
    """Answer `/-/topic/ID`."""
    wanted, number = readable_path(request.url_vars["id"]) or "", page_number(request)
    return await respond(datasette, request, lambda db, _site: build_topic(db, wanted, number))


async def old_topics(datasette: Served, request: Request) -> Response:
    """Answer `/-/tags`, where the topics stood before."""
    return await respond(datasette, request, lambda _db, _site: Elsewhere(TOPICS, 301))


async def old_topic(datasette: Served, request: Request) -> Response:
    """Answer `/-/tag/ID`, where a topic stood before."""
    wanted = readable_path(request.url_vars["id"]) or "-"
    return await respond(datasette, request, lambda _db, _site: Elsewhere(tag_address(wanted), 301))


async def years_csv(datasette: Served, request: Request) -> Response:
    """Answer `/-/topic/ID/years.csv`."""
    wanted = readable_path(request.url_vars["id"]) or ""

    def work(db: Database) -> str:
        found = topics.find_topic(db, wanted)
        if found is None:
            raise NotFound(_GONE)
        return export.years_as_csv(db, found.id)

    return await send_file(datasette, request, work, "text/csv; charset=utf-8")


async def exported(datasette: Served, request: Request) -> Response:
    """Answer `/-/topics.csv`, `.json` and `.ttl`."""
    make, kind = export.FORMS[request.url_vars["form"]]
    return await send_file(datasette, request, lambda db: make(db, ""), kind)


def build_topics(db: Database, site: Site) -> Outcome:  # noqa: ARG001 - the signature of a page
    """Return the tree of topics."""
    known = topics.get_topics(db)
    forms = (Link(f"{TOPICS}.csv", "CSV"), Link(f"{TOPICS}.json", "JSON"), Link(f"{TOPICS}.ttl", "SKOS (Turtle)"))
    return Shown(TopicsPage(_branches(known, None), forms), "Topics", TOPICS, "topics")


def _branches(known: Mapping[str, Topic], above: str | None) -> tuple[Branch, ...]:
    return tuple(Branch(_line(each), _branches(known, each.id)) for each in known.values() if each.broader_id == above)


def _line(found: Topic, count: int | None = None) -> TagLine:
    number = found.total_count if count is None else count
    return TagLine(found.id, tag_address(found.id), found.name, number, wording.count(number, "item"))


def build_topic(db: Database, wanted: str, number: int = 1) -> Outcome:
    """Return the page of a topic, or what to say of one that nothing carries; another name of it leads to it."""
    found = topics.find_topic(db, wanted)
    if found is None:
        return missing_page(_GONE, _LOOK)
    if found.id != wanted:
        return Elsewhere(tag_address(found.id))
    known = topics.get_topics(db)
    last = max(1, -(-found.total_count // TAGGED_AT_ONCE))
    number = min(number, last)
    items = topics.get_tagged(db, found.id, offset=(number - 1) * TAGGED_AT_ONCE, limit=TAGGED_AT_ONCE)
    posts, comments = item_lines(db, items)
    years = topics.count_years(db, found.id)
    page = TopicPage(
        id=found.id,
        name=found.name,
        covers=found.description,
        told=wording.posts_and_comments(*topics.count_tagged(db, found.id)),
        above=tuple(_line(each) for each in topics.ancestors(known, found.id)),
        synonyms=tuple(each.name for each in topics.get_synonyms(db) if each.tag_id == found.id),
        chart=_chart(years),
        years=tuple(YearLine(each.year, each.posts, each.comments, f"{each.share:.1f}") for each in years),
        years_csv=f"{tag_address(found.id)}/years.csv",
        feed=feed_address("topic", found.id),
        narrower=tuple(_line(each) for each in known.values() if each.broader_id == found.id),
        related=tuple(_line(each.topic, each.together) for each in topics.get_related(db, found.id)),
        keywords=keywords_address("tag", found.id),
        rules=tuple(
            RuleLine(rule.name, rule.query, search_address(rule.query)) for rule in topics.get_rules(db, found.id)
        ),
        by=_by(topics.count_sources(db, found.id)),
        posts=posts,
        comments=comments,
        where=f"Page {number} of {last}" if last > 1 else "",
        earlier=Link(tag_address(found.id, number - 1), f"Page {number - 1}") if number > 1 else None,
        later=Link(tag_address(found.id, number + 1), f"Page {number + 1}") if number < last else None,
    )
    return Shown(page, f"Topic: {found.name}", tag_address(found.id, number), "topics")


def _by(sources: Mapping[str, int]) -> str:
    """Return how items came by a topic: "12 the blog's own label, 3 given by moderators"."""
    return ", ".join(f"{sources[source]:,} {told}" for source, told in _SOURCES.items() if source in sources)


def _chart(years: list[YearOfTopic]) -> Chart | None:
    """Return a chart of the shares, the years between in which nothing carries the topic among them."""
    if not years:
        return None
    shares = {each.year: each.share for each in years}
    all_years = range(min(shares), max(shares) + 1)
    return chart(
        "Of 100 posts and comments of each year",
        list(map(str, all_years)),
        [[shares.get(year, 0) for year in all_years]],
    )


ROUTES: list[Route] = [
    (r"^/-/topics$", all_topics),
    (r"^/-/topics\.(?P<form>csv|json|ttl)$", exported),
    (r"^/-/topic/(?P<id>[^/]+)$", topic),
    (r"^/-/topic/(?P<id>[^/]+)/years\.csv$", years_csv),
    (r"^/-/tags$", old_topics),
    (r"^/-/tag/(?P<id>[^/]+)$", old_topic),
]
