"""The public copy as values: what pages, search and the publisher exchange. Written out by hand, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.text import RedactedText


class ItemState(StrEnum):
    """How an item stands in the public copy. Only SHOWN items carry words; the others keep their place (A7).

    HELD and WITHHELD items wait for a moderator to look; HIDDEN ones were decided on. CLOSED is a post that is as if it
    had never been, but for the comments that stand under it.
    """

    SHOWN = "shown"
    HIDDEN = "hidden"
    HELD = "held"
    WITHHELD = "withheld"
    CLOSED = "closed"
    REMOVED_BY_AUTHOR = "removed_by_author"
    REMOVED_BY_ADMIN = "removed_by_admin"


@dataclass(frozen=True, slots=True)
class PublicTime:
    """A source time as it may be shown. `local` is ISO text in the blog's zone, "2019-09-29" for a day, "" for unknown.

    `year` and `month` ("2018-07") follow the local time.
    """

    local: str
    utc: str | None
    precision: str

    @property
    def year(self) -> int | None:
        """The local year, None when undated."""
        return int(self.local[:4]) if self.local else None

    @property
    def month(self) -> str | None:
        """The local month as "2018-07", None when undated."""
        return self.local[:7] or None


@dataclass(frozen=True, slots=True)
class PublicSite:
    """A blog in the archive. `source_gone_since` is the month ("2026-05") since which it does not answer."""

    id: int
    host: str
    title: str | None
    zone: str
    source_gone_since: str | None = None


@dataclass(frozen=True, slots=True)
class PublicPost:
    """One row of `post`. `url` is None unless links to the source are allowed and no moderator touched the item.

    `comment_count` leaves pings out; `source_gone_since` is the month ("2026-05") since which its page does not answer.
    """

    id: str
    site_id: int
    url: str | None
    path: str | None
    title: str | None
    author: str | None
    is_page: bool
    published: PublicTime
    body: RedactedText
    html: str
    state: ItemState
    state_note: str | None
    state_ref: str | None
    declared: int | None
    comment_count: int
    row_version: int
    source_gone_since: str | None = None


@dataclass(frozen=True, slots=True)
class PublicComment:
    """One row of `comment`. `position` counts from 1 through the thread in time order; `depth` is 0 for a root.

    `parent_id` is None for a root, and for a reply whose parent no source has brought. `kind` is comment, pingback or
    trackback.
    """

    id: str
    site_id: int
    post_id: str
    parent_id: str | None
    position: int
    depth: int
    author: str | None
    author_kind: str
    is_owner: bool
    published: PublicTime
    body: RedactedText
    html: str
    state: ItemState
    state_note: str | None
    state_ref: str | None
    row_version: int
    kind: str = "comment"

    @property
    def is_ping(self) -> bool:
        """True for the notice that another page links here: nobody's comment."""
        return self.kind != "comment"


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A link that stands in the public text of an item.

    `state` is what its page answered on the day `checked`: "ok", "gone", "silent" or "unknown"; "" before it was asked.
    """

    id: str
    item_id: str
    position: int
    href: str
    host: str
    text: str
    state: str = ""
    checked: str | None = None


@dataclass(frozen=True, slots=True)
class PublicTagging:
    """A tag on an item.

    `source` is "blog" for the blog's own label, "moderator", "rule", or "suggestion" for one that somebody accepted;
    `rule_id` is the rule that put it on, or proposed what somebody accepted.
    """

    item_id: str
    tag_id: str
    name: str
    source: str
    rule_id: int | None = None


@dataclass(frozen=True, slots=True)
class PublicTopic:
    """What is said of a tag beside its name: what it covers, and the tag above it."""

    id: str
    name: str
    description: str = ""
    broader_id: str | None = None


@dataclass(frozen=True, slots=True)
class PublicSynonym:
    """Another name that means a tag; `id` is the form in which it stands in addresses."""

    id: str
    tag_id: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicRule:
    """A saved search that fills a tag."""

    id: int
    tag_id: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class PublicTopics:
    """All that may be said of tags: those that are carried, and those above them."""

    topics: tuple[PublicTopic, ...] = ()
    synonyms: tuple[PublicSynonym, ...] = ()
    rules: tuple[PublicRule, ...] = ()


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act as the public may know it: month, kind, label, reason. `ref` is random and names no item."""

    ref: str
    month: str
    kind: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class PublicThread:
    """A post with all its comments by position, and what hangs on them: the unit of publishing."""

    post: PublicPost
    comments: tuple[PublicComment, ...]
    links: tuple[PublicLink, ...] = ()
    taggings: tuple[PublicTagging, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
