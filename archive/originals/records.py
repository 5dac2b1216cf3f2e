"""What a parser hands over: one post with its comments, as one source shows it. Pure values, nothing stored yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from archive.text import OriginalText

PARSER_VERSION = 2
"""Raised when a parser changes what it reads from the same bytes; stored with every row (H11)."""


class AuthorKind(StrEnum):
    """What the source says of who wrote: an account, a linked name, a bare name, "Anonymous", or nothing at all."""

    ACCOUNT = "account"
    NAME_URL = "name_url"
    NAME = "name"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exact a source time is."""

    MS = "ms"
    MINUTE = "minute"
    DAY = "day"
    UNKNOWN = "unknown"


class SourceState(StrEnum):
    """Whether the words still stood at the source."""

    LIVE = "live"
    REMOVED_BY_AUTHOR = "removed_by_author"
    REMOVED_BY_ADMIN = "removed_by_admin"


class CommentKind(StrEnum):
    """What stands among the comments: somebody's words, or the notice of another page that links here (a ping)."""

    COMMENT = "comment"
    PINGBACK = "pingback"
    TRACKBACK = "trackback"


class Source(StrEnum):
    """The kind of source a reading came from; where two disagree, the later member wins, field by field.

    A feed is whatever a host gives to machines (Atom, JSON, a REST API), an export what it gives to the blog's owner.
    """

    SAVED_TEXT = "saved_text"
    PAGE = "page"
    FEED = "feed"
    EXPORT = "export"

    @property
    def rank(self) -> int:
        """0 for the poorest source, rising."""
        return _RANKS[self]


_RANKS = {source: rank for rank, source in enumerate(Source)}


@dataclass(frozen=True, slots=True)
class SourceTime:
    """A time as a source gave it: UTC or None, the blog's local time as ISO text, and how exact it is.

    `local` carries the offset where the UTC time is known ("2022-07-12T19:49+01:00"), and is a bare date for a day.
    """

    utc: datetime | None
    local: str
    precision: Precision

    @classmethod
    def unknown(cls) -> SourceTime:
        """Return the time of something undated: unknown is a value."""
        return cls(None, "", Precision.UNKNOWN)

    @classmethod
    def from_instant(cls, instant: datetime, zone: ZoneInfo) -> SourceTime:
        """Return an aware time, exact to the millisecond, shown in the blog's zone.

        >>> SourceTime.from_instant(datetime(2022, 7, 12, 18, 49, 3, tzinfo=UTC), ZoneInfo("Europe/London")).local
        '2022-07-12T19:49:03.000+01:00'
        """
        utc = instant.astimezone(UTC)
        return cls(utc, instant.astimezone(zone).isoformat(timespec="milliseconds"), Precision.MS)

    @classmethod
    def from_wall_clock(cls, wall: datetime, zone: ZoneInfo) -> SourceTime:
        """Return a shown time of day, exact to the minute, in the blog's zone. A time that happened twice is the first.

        >>> SourceTime.from_wall_clock(datetime(2022, 7, 12, 19, 49), ZoneInfo("Europe/London")).local
        '2022-07-12T19:49+01:00'
        """
        local = wall.replace(tzinfo=zone, second=0, microsecond=0)
        return cls(local.astimezone(UTC), local.isoformat(timespec="minutes"), Precision.MINUTE)

    @classmethod
    def from_day(cls, day: date) -> SourceTime:
        """Return a bare date; its UTC time is unknown.

        >>> SourceTime.from_day(date(2019, 9, 29)).local
        '2019-09-29'
        """
        return cls(None, day.isoformat(), Precision.DAY)


@dataclass(frozen=True, slots=True)
class OriginalComment:
    """One comment of one source. `source_key` is one of the forms that `archive.ids` lists.

    `ordinal` is its place in the source, from 0, and 0 for all where the source has no order of its own;
    `parent_key` is the source key of the comment it answers.
    `author_url` is kept for NAME_URL alone: account ids, profile and avatar addresses and e-mails stay in the capture.
    """

    source_key: str
    ordinal: int
    text: OriginalText
    parent_key: str | None = None
    author: str | None = None
    author_kind: AuthorKind = AuthorKind.UNKNOWN
    author_url: str | None = None
    is_owner: bool = False
    signed_as: str | None = None
    published: SourceTime = SourceTime.unknown()  # noqa: RUF009 - an immutable value
    state: SourceState = SourceState.LIVE
    kind: CommentKind = CommentKind.COMMENT


@dataclass(frozen=True, slots=True)
class OriginalPost:
    """One post of one source with the comments that source shows, or, in a batch of a large file, some of them.

    `path` is where a post stands at a blog whose host its source does not know, so that there may be no `url`.
    `text` is None where the source does not carry the post's body (a comment feed); `declared` is the number of
    comments the source announces, None when it announces none (which is not 0).
    """

    source_key: str
    source: Source
    url: str | None = None
    title: str | None = None
    text: OriginalText | None = None
    author: str | None = None
    published: SourceTime = SourceTime.unknown()  # noqa: RUF009 - an immutable value
    labels: tuple[str, ...] = ()
    declared: int | None = None
    comments: tuple[OriginalComment, ...] = ()
    is_page: bool = False
    path: str | None = None

    @property
    def replies(self) -> int:
        """How many of the comments answer another one."""
        return sum(comment.parent_key is not None for comment in self.comments)


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """The blog itself, as far as one source tells. `host` is canonical (see originals/urls.py); "" when unknown."""

    host: str
    title: str | None = None
    blog_id: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file or response holds, or one batch of a file that is read as a stream.

    `format` is a short name for people ("saved text", "Blogger page", ...). `left_out` counts what is there but never
    published and so not taken, by kind ("draft", "spam", "pending", ...).
    """

    format: str
    site: SiteRecord
    posts: tuple[OriginalPost, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
