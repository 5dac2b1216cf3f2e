"""Merging what a source says into archive.db, and reading posts and comments back.

Everything here takes an open database and runs inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from archive.errors import BadInput
from archive.folder import Secrets
from archive.originals.absences import note_seen
from archive.originals.batch import Batch
from archive.originals.erase import Erased
from archive.originals.identity import Identities, add_alias, resolve_item
from archive.originals.lookup import (
    Shortfall,
    get_comments,
    get_item,
    get_items,
    get_post,
    iter_posts,
    iter_revisions,
    iter_shortfalls,
)
from archive.originals.merged import Change
from archive.originals.pending import get_pending, mark_pending, take_pending
from archive.originals.readings import Reading, Values, comment_values, post_values
from archive.originals.records import PARSER_VERSION, OriginalComment, OriginalPost, Parsed, Source
from archive.originals.rows import StoredComment, StoredPost, encode_text
from archive.originals.sites import keys_of, site_id_for
from archive.originals.times import utc_text
from archive.originals.uniting import Moved, unite_posts, unite_twins

__all__ = [
    "MergeCount",
    "Shortfall",
    "StoredComment",
    "StoredPost",
    "add_alias",
    "get_comments",
    "get_item",
    "get_items",
    "get_pending",
    "get_post",
    "iter_posts",
    "iter_revisions",
    "iter_shortfalls",
    "mark_pending",
    "merge",
    "resolve_item",
    "take_pending",
]


@dataclass(frozen=True, slots=True)
class MergeCount:
    """How many items one source made, and which it made, changed or united."""

    new: int = 0
    item_ids: tuple[str, ...] = ()

    def __add__(self, other: MergeCount) -> MergeCount:
        """Return the totals of two sources."""
        return MergeCount(self.new + other.new, self.item_ids + other.item_ids)


def merge(
    db: Database, parsed: Parsed, *, capture_id: int, fetched_at: datetime, secrets: Secrets, default_zone: ZoneInfo
) -> MergeCount:
    """Merge one source into the archive and return what that changed.

    Merging the same again writes no row. What a source said before stays as a revision. A UTC time whose local form
    the source does not give is shown in `default_zone`. Raises BadInput, with the caller's transaction to be rolled
    back, for a source that uses one id for a post and a comment.
    """
    stamp = utc_text(fetched_at)
    site_id = site_id_for(db, parsed.site, stamp, keys=keys_of(parsed))
    return _Visit(db, site_id, capture_id, stamp, secrets.id_key, default_zone).merge(parsed)


class _Visit:
    """One source on its way into the archive: what is the same for all of its items, and what became of each."""

    def __init__(
        self, db: Database, site_id: int, capture_id: int, fetched_at: str, id_key: bytes, zone: ZoneInfo
    ) -> None:
        self._db, self._site_id, self._zone = db, site_id, zone
        self._capture_id, self._fetched_at = capture_id, fetched_at
        self._identities, self._batch = Identities(db, site_id, id_key), Batch(db)
        self._erased = Erased(db, id_key)
        self._changes: dict[str, Change] = {}
        self._posts: dict[str, None] = {}

    def merge(self, parsed: Parsed) -> MergeCount:
        """Merge all posts and comments and return what that changed."""
        self._identities.load(parsed)
        self._batch.load(self._identities.named())
        comments = [item_id for post in parsed.posts for item_id in self._merge_post(post)]
        self._flush()
        self._note(unite_twins(self._db, self._batch, self._posts))
        note_seen(self._db, comments, capture_id=self._capture_id, fetched_at=self._fetched_at)
        return MergeCount(list(self._changes.values()).count(Change.NEW), tuple(self._changes))

    def _merge_post(self, post: OriginalPost) -> list[str]:
        """Merge a post and its comments and return the ids of the comments."""
        post_id, same = self._identities.of_post(post)
        self._posts[post_id] = None
        self._absorb(self._reading(post_id, post.source, post_id, post_values(post, self._zone)))
        for old in same:
            self._identities.flush()
            self._note(unite_posts(self._db, self._batch, old, post_id))
            self._identities.follow(old, post_id)
        return [self._merge_comment(post, comment, post_id) for comment in post.comments if not self._is_gone(comment)]

    def _is_gone(self, comment: OriginalComment) -> bool:
        """Return whether a comment is a copy of an erased one."""
        would_be = self._identities.of_parent(comment.source_key) or ""
        return self._erased.is_copy(would_be, encode_text(comment.text)[0], self._capture_id)

    def _merge_comment(self, post: OriginalPost, comment: OriginalComment, post_id: str) -> str:
        item_id = self._erased.home(self._identities.of_comment(comment.source_key))
        if item_id == post_id:
            raise BadInput(f"One source names a post and a comment {item_id}: nothing was taken from it.")
        parent_id = self._identities.of_parent(comment.parent_key)
        values = comment_values(comment, parent_id, self._zone)
        self._absorb(self._reading(item_id, post.source, post_id, values))
        return item_id

    def _reading(self, item_id: str, source: Source, post_id: str, values: Values) -> Reading:
        return Reading(
            item_id,
            source,
            self._site_id,
            post_id,
            item_id != post_id,
            self._erased.without(item_id, values, self._capture_id),
            {},
            self._capture_id,
            self._fetched_at,
            PARSER_VERSION,
        )

    def _absorb(self, reading: Reading) -> None:
        if (change := self._batch.absorb(reading)) is not Change.NONE:
            self._change(reading.item_id, change)

    def _note(self, moved: Iterable[Moved]) -> None:
        """Count what uniting changed: an item that became another one is neither new nor changed."""
        for old, new, change in moved:
            self._erased.follow(old, new)
            if old != new:
                self._changes.pop(old, None)
            self._change(new, change)

    def _change(self, item_id: str, change: Change) -> None:
        # an item is counted once, and as new when it is
        if change is Change.NEW or self._changes.get(item_id, Change.NONE) is Change.NONE:
            self._changes[item_id] = change

    def _flush(self) -> None:
        self._identities.flush()
        self._batch.flush()
