"""What a harvest has counted so far, for progress, report and Scrapy's stats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.originals.absences import Absence, AbsenceKind
from archive.originals.records import Parsed


@dataclass(slots=True)
class Tally:
    """What a harvest has done so far.

    `not_found` counts addresses of which the host says that nothing is there (404, 410), `answered` those where
    anything else happened, trouble with the connection too: a blog is gone when nothing else happened at all.
    """

    posts: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    replies: set[str] = field(default_factory=set)
    declared: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    known_posts: set[str] = field(default_factory=set)
    new: int = 0
    touched: set[str] = field(default_factory=set)
    vanished: set[str] = field(default_factory=set)
    returned: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    scheduled: int = 0
    done: int = 0
    failed: list[str] = field(default_factory=list)
    not_modified: int = 0
    not_found: int = 0
    answered: int = 0

    @property
    def changed(self) -> int:
        """How many items that were there before now say something else, each counted once."""
        return len(self.touched) - self.new

    @property
    def is_gone(self) -> bool:
        """True when all was asked and the host said of everything that it is not there."""
        return bool(self.not_found) and not self.answered and not self.is_cut_short

    @property
    def is_cut_short(self) -> bool:
        """True when something that is known of was not asked for, or not answered yet."""
        return self.done < self.scheduled

    def count(self, parsed: Parsed | None) -> None:
        """Add what one answer holds; a post or comment counts once, however many answers show it."""
        for kind, number in parsed.left_out.items() if parsed else ():
            self.left_out[kind] = self.left_out.get(kind, 0) + number
        for post in parsed.posts if parsed else ():
            self.posts.add(post.source_key)
            self.comments.update(comment.source_key for comment in post.comments)
            self.replies.update(c.source_key for c in post.comments if c.parent_key is not None)
            if post.declared is not None:
                # a feed of comments counts what it holds, the post what it once had: the greater is what was promised
                self.declared[post.source_key] = max(post.declared, self.declared.get(post.source_key, 0))

    def note(self, missing: Iterable[Absence], *, returned: Iterable[Absence]) -> None:
        """Add what is missed from now on, and what is no longer."""
        for absence in missing:
            (self.gone if absence.kind is AbsenceKind.GONE else self.vanished).add(absence.item_id)
        self.returned.update(absence.item_id for absence in returned)

    @property
    def figures(self) -> dict[str, int]:
        """The counts by name, as they stand in Scrapy's stats under `threadkeep/`."""
        return {
            "posts": len(self.posts),
            "comments": len(self.comments),
            "replies": len(self.replies),
            "declared": sum(self.declared.values()),
            "new": self.new,
            "changed": self.changed,
            "vanished": len(self.vanished),
            "gone": len(self.gone),
            "failed": len(self.failed),
            "not_modified": self.not_modified,
            "unfinished": self.scheduled - self.done,
        }
