"""Rebuilding every row from the captures (`threadkeep reparse`), in one transaction: a kill leaves the old rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from archive.originals.merged import PROVENANCE
from archive.originals.pending import mark_pending

_REBUILT = ("comment", "post", "reading", "reading_age", "revision")

_ERASED = "select item_id from main.erasure where item_id <> ''"


@contextmanager
def rebuild(db: Database) -> Iterator[None]:
    """Empty readings, revisions, posts and comments, and let the block merge every capture again.

    Ids, aliases, decisions, findings, tags and the log stay. When the block ends, exactly the items that now say
    something else, are new or are gone are pending, besides those that were. If the block raises, nothing changed.
    """
    with db.atomic():
        for table in ("post", "comment"):
            db.execute(f"create temp table before_{table} as select * from main.{table}")
        db.execute(f"create temp table before_reading as select * from main.reading where item_id in ({_ERASED})")
        db.execute("create temp table before_pending as select item_id from main.pending")
        for table in _REBUILT:
            db.execute(f"delete from main.{table}")
        yield
        _put_back(db)
        different = {item for table in ("post", "comment") for item in _different(db, table)}
        db.execute("delete from main.pending")
        db.execute("insert into main.pending (item_id) select item_id from before_pending")
        mark_pending(db, sorted(different))
        for table in ("post", "comment", "reading", "pending"):
            db.execute(f"drop table temp.before_{table}")


def _put_back(db: Database) -> None:
    """Keep the places of erased items of which no capture tells any more; replies keep theirs under them."""
    for table in ("post", "comment"):
        known = "" if table == "post" else " and post_id in (select id from main.post)"
        db.execute(
            f"insert or ignore into main.{table} select * from temp.before_{table} where id in ({_ERASED}){known}"
        )
    db.execute(
        "insert or ignore into main.reading select * from temp.before_reading where item_id in"
        " (select id from main.post union all select id from main.comment)"
        " and item_id not in (select item_id from main.reading)"
    )


def _different(db: Database, table: str) -> list[str]:
    columns = [row["name"] for row in db.query(f"select name from pragma_table_info('{table}')")]
    says = ", ".join(name for name in columns if name not in PROVENANCE)
    old, new = f"select {says} from temp.before_{table}", f"select {says} from main.{table}"
    rows = db.query(f"select id from (select * from ({old} except {new}) union all select * from ({new} except {old}))")
    return [row["id"] for row in rows]
