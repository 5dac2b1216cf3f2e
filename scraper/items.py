"""What a spider hands to the pipeline: an answer with what was read in it, or what a whole run has shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from archive.originals.records import Parsed


@dataclass(frozen=True, slots=True)
class Fetched:
    """One response. `parsed` is None for pages that only lead to others, and for those with a `problem`.

    `remembered` is True when the host said "not modified" and the body came from the archive's own capture. Its repr
    shows no words: Scrapy writes it into its log when something goes wrong.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    fetched_at: datetime
    parsed: Parsed | None = field(default=None, repr=False)
    problem: str | None = None
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class SeenWhole:
    """A post whose comments this run has seen to the last one: whatever the archive holds besides has vanished (H8).

    Only for a run that missed nothing of the post: no failed page, and as many comments as the source declares.
    """

    post_key: str
    comment_keys: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PostGone:
    """A post of the archive, by its id, whose address answers 404 or 410 and which no list of the blog names."""

    post_id: str


@dataclass(frozen=True, slots=True)
class BlogSeen:
    """What the end of a run says of the blog as a whole: it answers, or the host has none of its addresses."""

    root: str
    is_gone: bool


Item = Fetched | SeenWhole | PostGone | BlogSeen
