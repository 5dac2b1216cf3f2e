"""What a run has seen of the comments of one post, from its page and along its feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from archive.originals.records import OriginalPost


@dataclass(slots=True)
class Thread:
    """The comments of one post so far, by key, and how far the walk along its feed has come.

    `pages` are the addresses of further pages of comments; `total` is how many the feed declares. `repeats` counts
    pages of the feed in a row without news; `by_next` is set once asking by time has brought none.
    """

    seen: set[str] = field(default_factory=set)
    is_all_on_page: bool = False
    pages: tuple[str, ...] = ()
    walked: set[str] = field(default_factory=set)
    total: int | None = None
    since: datetime | None = None
    repeats: int = 0
    by_next: bool = False

    def take_page(self, post: OriginalPost, *, is_all: bool) -> None:
        """Note the comments that a post's own page shows, and whether the page says that these are all."""
        self.seen.update(comment.source_key for comment in post.comments)
        self.is_all_on_page = is_all

    def take(self, keys: Iterable[str]) -> bool:
        """Note a page of the feed; True when any of its comments is new to the walk."""
        before = len(self.walked)
        self.walked.update(keys)
        self.seen |= self.walked
        self.repeats = 0 if len(self.walked) > before else self.repeats + 1
        self.by_next |= bool(self.repeats)
        return not self.repeats

    def is_walked(self, *, has_next: bool) -> bool:
        """Return whether the walk has come to the feed's end."""
        return len(self.walked) >= self.total if self.total is not None else not has_next
