"""Merging what a source says into archive.db, and reading posts and comments back.

Everything here takes an open database and runs inside the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from archive.errors import BadInput
from archive.folder import Secrets
from archive.originals.absences import note_seen
from archive.originals.identity import add_alias, identify_comment, identify_post, move_references, resolve_item
from archive.originals.identity import parent_id_for as _parent_id_for
from archive.originals.lookup import (
    Shortfall,
    get_comments,
    get_item,
    get_post,
    iter_posts,
    iter_revisions,
    iter_shortfalls,
)
from archive.originals.merged import Change, refresh
from archive.originals.pending import get_pending, mark_pending, take_pending
from archive.originals.reading_rows import delete_reading, load_readings, save_reading, save_revision
from archive.originals.readings import Reading, Values, comment_values, is_edit, join, post_values
from archive.originals.records import PARSER_VERSION, OriginalComment, OriginalPost, Parsed, Source
from archive.originals.rows import StoredComment, StoredPost
from archive.originals.sites import site_id_for
from archive.originals.times import utc_text

__all__ = [
    "MergeCount",
    "Shortfall",
    "StoredComment",
    "StoredPost",
    "add_alias",
    "get_comments",
    "get_item",
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
    """How much one source held (`comments` counts replies too), and which of its items were new or changed here."""

    posts: int = 0
    comments: int = 0
    replies: int = 0
    new: int = 0
    changed: int = 0
    item_ids: tuple[str, ...] = ()

    def __add__(self, other: MergeCount) -> MergeCount:
        """Return the totals of two sources."""
        return MergeCount(
            self.posts + other.posts,
            self.comments + other.comments,
            self.replies + other.replies,
            self.new + other.new,
            self.changed + other.changed,
            self.item_ids + other.item_ids,
        )


@dataclass(frozen=True, slots=True)
class _Visit:
    """What is the same for all items of one capture."""

    db: Database
    site_id: int
    capture_id: int
    fetched_at: str
    id_key: bytes
    zone: ZoneInfo

    def reading(self, item_id: str, source: Source, post_id: str, values: Values) -> Reading:
        return Reading(
            item_id=item_id,
            source=source,
            site_id=self.site_id,
            post_id=post_id,
            is_comment=item_id != post_id,
            values=values,
            stamps={},
            capture_id=self.capture_id,
            fetched_at=self.fetched_at,
            parser_version=PARSER_VERSION,
        )


def merge(
    db: Database, parsed: Parsed, *, capture_id: int, fetched_at: datetime, secrets: Secrets, default_zone: ZoneInfo
) -> MergeCount:
    """Merge one source into the archive and return what it held and changed.

    Merging the same again writes no row. What a source said before stays as a revision. A UTC time whose local form
    the source does not give is shown in `default_zone`. Raises BadInput, with the caller's transaction to be rolled
    back, for a source that uses one id for a post and a comment.
    """
    stamp = utc_text(fetched_at)
    visit = _Visit(db, site_id_for(db, parsed.site, stamp), capture_id, stamp, secrets.id_key, default_zone)
    total = MergeCount()
    for post in parsed.posts:
        total += _merge_post(visit, post)
    return total


def _merge_post(visit: _Visit, post: OriginalPost) -> MergeCount:
    post_id, same = identify_post(visit.db, post, visit.site_id, visit.id_key)
    reading = visit.reading(post_id, post.source, post_id, post_values(post, visit.zone))
    changes = [(post_id, _absorb(visit.db, reading))]
    for old in same:
        changes.extend((post_id, change) for change in _unite(visit.db, old, post_id))
    comments = [_merge_comment(visit, post, comment, post_id) for comment in post.comments]
    note_seen(visit.db, [item for item, _ in comments], capture_id=visit.capture_id, fetched_at=visit.fetched_at)
    changes.extend(comments)
    kinds = [change for _, change in changes]
    return MergeCount(
        posts=1,
        comments=len(post.comments),
        replies=post.replies,
        new=kinds.count(Change.NEW),
        changed=kinds.count(Change.CHANGED),
        item_ids=tuple(dict.fromkeys(item_id for item_id, change in changes if change is not Change.NONE)),
    )


def _merge_comment(visit: _Visit, post: OriginalPost, comment: OriginalComment, post_id: str) -> tuple[str, Change]:
    item_id = identify_comment(visit.db, comment.source_key, visit.site_id, visit.id_key)
    if item_id == post_id:
        raise BadInput(f"One source names a post and a comment {item_id}: nothing was taken from it.")
    parent_id = _parent_id_for(visit.db, comment.parent_key, visit.id_key)
    values = comment_values(comment, parent_id, visit.zone)
    return item_id, _absorb(visit.db, visit.reading(item_id, post.source, post_id, values))


def _absorb(db: Database, found: Reading) -> Change:
    """Join one reading with what is stored; keep whatever words lose their place as a revision."""
    readings = load_readings(db, found.item_id)
    if any(reading.is_comment != found.is_comment for reading in readings):
        raise BadInput(
            f"The archive knows {found.item_id} as a post and a source as a comment, or the other way round."
        )
    stored = next((reading for reading in readings if reading.source is found.source), None)
    joined = found if stored is None else join(stored, found)
    if stored is not None:
        if is_edit(stored, joined):
            save_revision(db, stored, replaced_by=joined.capture_id)
        if is_edit(found, joined):
            save_revision(db, found, replaced_by=stored.capture_id)
        if _says(stored) == _says(joined):
            return Change.NONE
    save_reading(db, joined)
    others = [reading for reading in readings if reading.source is not found.source]
    return refresh(db, found.item_id, [*others, joined])


def _says(reading: Reading) -> tuple[str, dict[str, object]]:
    return reading.post_id, {name: value for name, value in reading.values.items() if value is not None}


def _unite(db: Database, old: str, new: str) -> list[Change]:
    """Make two posts that are one into one: the old id becomes an alias, its readings and comments move."""
    changes = []
    for reading in load_readings(db, old):
        delete_reading(db, old, reading.source)
        changes.append(_absorb(db, replace(reading, item_id=new, post_id=new)))
    db.execute("update reading set post_id = ? where post_id = ?", (new, old))
    db.execute("update comment set post_id = ? where post_id = ?", (new, old))
    db.execute("delete from post where id = ?", (old,))
    move_references(db, old, new)
    return changes
