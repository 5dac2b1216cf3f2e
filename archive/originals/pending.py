"""The items whose public form may have to change, noted in the transaction that changed them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database


def mark_pending(db: Database, ids: Iterable[str]) -> None:
    """Note items for the next publish; harmless when repeated."""
    db.conn.executemany("insert or ignore into pending (item_id) values (?)", [(item_id,) for item_id in ids])


def get_pending(db: Database) -> set[str]:
    """Return the items that wait for the next publish, and leave them there."""
    return {row["item_id"] for row in db.query("select item_id from pending")}


def take_pending(db: Database) -> set[str]:
    """Return the items that wait and forget them; call it in the transaction that publishes them."""
    with db.atomic():
        ids = get_pending(db)
        if ids:
            db.execute("delete from pending")
    return ids
