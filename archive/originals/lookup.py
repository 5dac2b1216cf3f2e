"""Reading posts and comments back from archive.db."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from archive.errors import NotFound
from archive.originals.identity import resolve_item
from archive.originals.records import Source
from archive.originals.rows import StoredComment, StoredPost, comment_from_row, decode_text, post_from_row
from archive.text import OriginalText


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A post whose source announces more comments than the archive holds."""

    post_id: str
    declared: int
    found: int


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """What one kind of source said of an item before it said something else."""

    id: int
    item_id: str
    source: Source
    text: OriginalText | None
    capture_id: int
    fetched_at: str
    replaced_by: int


def get_post(db: Database, post_id: str) -> StoredPost:
    """Return one post; raise NotFound when there is none of that id."""
    for row in db.query("select * from post where id = ?", (post_id,)):
        return post_from_row(row)
    raise NotFound(f"There is no post {post_id[:40]!r} in this archive: look its id up on its page.")


def iter_posts(db: Database) -> Iterator[StoredPost]:
    """Yield every post by id."""
    return (post_from_row(row) for row in db.query("select * from post order by id"))


def get_comments(db: Database, post_id: str) -> list[StoredComment]:
    """Return the comments of a post by their place in the source."""
    rows = db.query("select * from comment where post_id = ? order by ordinal, id", (post_id,))
    return [comment_from_row(row) for row in rows]


def get_item(db: Database, item_id: str) -> StoredPost | StoredComment:
    """Return the post or comment that an id or alias names; raise NotFound when there is none."""
    found = resolve_item(db, item_id)
    for row in db.query("select * from comment where id = ?", (found,)):
        return comment_from_row(row)
    return get_post(db, found)


def get_items(db: Database, ids: Iterable[str]) -> dict[str, StoredPost | StoredComment]:
    """Return posts and comments by the ids or aliases that were asked for; those that name no item are left out."""
    wanted = list(dict.fromkeys(ids))
    found = _items(db, wanted)
    rest = [item_id for item_id in wanted if item_id not in found]
    if rest:
        sql = "select alias, item_id from alias where alias in (select value from json_each(?))"
        aliases = dict(db.conn.execute(sql, (json.dumps(rest),)).fetchall())
        items = _items(db, aliases.values())
        found.update((alias, items[item_id]) for alias, item_id in aliases.items() if item_id in items)
    return found


def _items(db: Database, ids: Iterable[str]) -> dict[str, StoredPost | StoredComment]:
    wanted = (json.dumps(list(ids)),)
    sql = "select * from {} where id in (select value from json_each(?))"
    found: dict[str, StoredPost | StoredComment] = {}
    found.update((row["id"], post_from_row(row)) for row in db.query(sql.format("post"), wanted))
    found.update((row["id"], comment_from_row(row)) for row in db.query(sql.format("comment"), wanted))
    return found


def iter_revisions(db: Database, item_id: str) -> Iterator[StoredRevision]:
    """Yield what the sources of one item said before, oldest first."""
    for row in db.query("select * from revision where item_id = ? order by id", (item_id,)):
        yield StoredRevision(
            id=row["id"],
            item_id=row["item_id"],
            source=Source(row["source"]),
            text=None if row["text"] is None else decode_text(row["text"], row["marks"]),
            capture_id=row["capture_id"],
            fetched_at=row["fetched_at"],
            replaced_by=row["replaced_by"],
        )


def iter_shortfalls(db: Database) -> Iterator[Shortfall]:
    """Yield every post that announces more comments than the archive holds (H4)."""
    rows = db.query(
        "select post.id as post_id, post.declared as declared, count(comment.id) as found"
        " from post left join comment on comment.post_id = post.id"
        " where post.declared is not null group by post.id having found < post.declared order by post.id"
    )
    return (Shortfall(**row) for row in rows)
