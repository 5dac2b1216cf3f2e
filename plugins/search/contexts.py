"""What the search page is given. Its template reads exactly these fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from plugins.site.contexts import Link
from plugins.site.dates import Moment


@dataclass(frozen=True, slots=True)
class ParentView:
    """The comment that a hit answers, and how it begins."""

    id: str
    href: str
    name: str
    is_signed: bool
    excerpt: str


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
    parent: ParentView | None


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The hits of one thread, the best first. `id` is that of its post; `more` tells how many are not listed."""

    id: str
    href: str
    title: str
    hits: tuple[HitView, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was looked for beside what was typed, or one thing a search can do without.

    `lead` stands before the link and `text` in it, after `unseen`, which is only heard. No address: it cannot be
    switched off, for want of room.
    """

    lead: str
    unseen: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A value to narrow a search to; one that it is narrowed to already is left by the same link."""

    href: str
    text: str
    count: str
    told: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """The ways to narrow a search down by one thing."""

    name: str
    values: tuple[Narrowing, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several orders or views; `here` is the one that is shown."""

    href: str
    text: str
    here: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """Another query, and how many hits it has."""

    href: str
    text: str
    count: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page. `asked` is the query, cut short; `told` is the count, or what there is instead of hits.

    `chips` are what was looked for besides and can be switched off, `dropped` what was switched off and can be had
    again; `acronyms` and `timeline` are pages about what was asked for; `leave_out` are the parts that a search
    without hits can do without; `kept` are the names and values that the form sends beside the query.
    """

    template: ClassVar[str] = "threadkeep_search.html"

    query: str
    asked: str
    kept: tuple[tuple[str, str], ...]
    told: str
    understood: str
    ignored: tuple[str, ...]
    chips: tuple[Chip, ...]
    dropped: tuple[Chip, ...]
    acronyms: tuple[Link, ...]
    timeline: Link | None
    suggestion: Suggested | None
    leave_out: tuple[Chip, ...]
    orders: tuple[Choice, ...]
    views: tuple[Choice, ...]
    facets: tuple[FacetView, ...]
    threads: tuple[ThreadView, ...]
    help_open: bool
    feed: str
    forms: tuple[Link, ...]
    where: str
    earlier: Link | None
    later: Link | None
