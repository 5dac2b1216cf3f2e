"""What a search gives back. Plain values, safe to show: everything in them comes from public rows or from the query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Order(StrEnum):
    """The orders of hits. Ties end by id, so that pages put together are the whole list."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    DISCUSSED = "discussed"


class Kind(StrEnum):
    """Why more was looked for than was typed: the kind of an expansion."""

    SPELLING = "spelling"
    EXPANSION = "expansion"
    ACRONYM = "acronym"
    SYNONYM = "synonym"
    NARROWER = "narrower"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Expansion:
    """Something looked for beside what was typed, or, for `APART`, left out of it.

    `text` names it ("Offender Assessment System"); `members` are what it stands for (the spellings of a group), and
    `member_counts` in how many items each stands; `count` is the items it finds alone; `without` the query text with it
    switched off.
    """

    kind: Kind
    text: str
    without: str
    members: tuple[str, ...] = ()
    member_counts: tuple[int, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """An expansion that the query text switches off, and the text with it switched on again."""

    text: str
    back: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query: what was typed, how it was read ("word ferry", "year 2018"), and what else it looks for.

    `without` is the query text with this part left out.
    """

    typed: str
    read: str
    without: str
    expansions: tuple[Expansion, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """What was left out of a query, and why: ("the", "very common")."""

    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet among all hits: how many have it, and the query text with it added (or taken out again).

    `value` is the bare one ("2018"), `label` for people; `chosen` is True where the query asks for it already, and
    `query` then is the text without it.
    """

    value: str
    label: str
    count: int
    query: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet, most hits first (years: the newest first). `name` is its operator: "year"."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Parent:
    """The comment that a hit answers. `excerpt` is plain text: its beginning."""

    id: str
    author: str | None
    excerpt: str
    url: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One post or comment that was found.

    `title` is that of its post; `published` the local time as ISO text, None when undated; `snippet` is HTML, escaped,
    with <mark> around the words found; `snippet_text` the same as plain text; `url` where it stands in the archive;
    `discussed` the comments of a post, or the answers to a comment.
    """

    id: str
    kind: str
    post_id: str
    title: str | None
    author: str | None
    published: str | None
    snippet: str
    snippet_text: str
    url: str
    parent: Parent | None = None
    discussed: int = 0


@dataclass(frozen=True, slots=True)
class HitThread:
    """The hits of one thread, the best first: `count` of them in all, the first few in `hits`."""

    post_id: str
    title: str | None
    url: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Which hits these are (threads, where they are grouped), and the offsets of the pages before and after."""

    offset: int = 0
    limit: int = 20
    previous: int | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits.

    `query` is the text as read (one line, cleaned): with `order`, `grouped` and the offset it makes the same result
    again. `understood` is one line on how it was read, `reading` and `ignored` the same in parts. `suggestion` is
    another query to try when there is no hit. `threads` holds the same hits as `hits`, grouped; empty unless grouping
    was asked for, and `thread_count` then is the number of threads to page through.
    """

    query: str
    understood: str
    total: int
    hits: tuple[Hit, ...] = ()
    suggestion: str | None = None
    reading: tuple[Part, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    facets: tuple[Facet, ...] = ()
    order: Order = Order.RELEVANCE
    page: Page = Page()
    grouped: bool = False
    threads: tuple[HitThread, ...] = ()
    thread_count: int | None = None
    switched_off: tuple[SwitchedOff, ...] = ()
