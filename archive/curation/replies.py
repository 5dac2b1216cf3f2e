"""What a comment answers where a moderator says otherwise than its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.curation.acts import Changes

ACTS = ("reply-",)
"""How the kinds of acts on replies begin."""

_OF_THREAD = "select item_id, parent_id from reattachment where item_id in (select id from comment where post_id = ?)"


def get_parents(db: Database, post_id: str) -> Mapping[str, str | None]:
    """Return the comments of a thread that were moved, each with the comment it answers; None for the post."""
    return {item_id: parent_id or None for item_id, parent_id in db.conn.execute(_OF_THREAD, [post_id]).fetchall()}


def put_parent(changes: Changes, item_id: str, parent_id: str | None, by: str, now: datetime) -> None:
    """Record what a comment answers."""
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    changes.put("reattachment", item_id=item_id, parent_id=parent_id or "", made_by=by, made_at=at)


def drop_parent(changes: Changes, item_id: str) -> None:
    """Forget what was recorded: the comment answers what its source says."""
    changes.drop("reattachment", item_id)
