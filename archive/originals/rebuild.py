"""Rebuilding every row from the captures (`threadkeep reparse`), in one transaction: a kill leaves the old rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlite_utils import Database

from archive.originals.batch import Batch
from archive.originals.erase_captures import NOTICE_SHA256
from archive.originals.merged import PROVENANCE
from archive.originals.pending import mark_pending
from archive.originals.reading_rows import load_readings
from archive.originals.readings import Reading

_REBUILT = ("comment", "post", "reading", "reading_age", "revision")

_ERASED = "select item_id from main.erasure where item_id <> ''"


@contextmanager
def rebuild(db: Database) -> Iterator[None]:
    """Empty readings, revisions, posts and comments, and let the block merge every capture again.

    Ids, aliases, decisions, findings, tags and the log stay. When the block ends, exactly the items that now say
    something else, are new or are gone are pending, besides those that were. If the block raises, nothing changed.
    What an erasure took from the captures is kept as the rows have it.
    """
    with db.atomic():
        for table in ("post", "comment"):
            db.execute(f"create temp table before_{table} as select * from main.{table}")
        kept = _not_told_again(db)
        db.execute("create temp table before_pending as select item_id from main.pending")
        for table in _REBUILT:
            db.execute(f"delete from main.{table}")
        yield
        _put_back(db, kept)
        different = {item for table in ("post", "comment") for item in _different(db, table)}
        db.execute("delete from main.pending")
        db.execute("insert into main.pending (item_id) select item_id from before_pending")
        mark_pending(db, sorted(different))
        for table in ("post", "comment", "pending"):
            db.execute(f"drop table temp.before_{table}")


def _not_told_again(db: Database) -> list[Reading]:
    """Return what no capture tells any more: erased items, and what else stood in captures that went with them."""
    rows = db.conn.execute(
        f"select item_id from reading where item_id in ({_ERASED})"
        " or capture_id in (select id from capture where sha256 = ?)",
        [NOTICE_SHA256],
    ).fetchall()
    return list(load_readings(db, {item_id for (item_id,) in rows}))


def _put_back(db: Database, kept: Sequence[Reading]) -> None:
    """Join what no capture tells with what was merged again: places of erased items stay, with the replies to them."""
    batch = Batch(db)
    posts = {reading.item_id for reading in kept if not reading.is_comment}
    posts |= {post_id for (post_id,) in db.conn.execute("select id from post")}
    for reading in kept:
        if reading.post_id in posts:
            batch.absorb(reading)
    batch.flush()


def _different(db: Database, table: str) -> list[str]:
    columns = [row["name"] for row in db.query(f"select name from pragma_table_info('{table}')")]
    says = ", ".join(name for name in columns if name not in PROVENANCE)
    old, new = f"select {says} from temp.before_{table}", f"select {says} from main.{table}"
    rows = db.query(f"select id from (select * from ({old} except {new}) union all select * from ({new} except {old}))")
    return [row["id"] for row in rows]
