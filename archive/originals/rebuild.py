"""Rebuilding every row from the captures (`threadkeep reparse`), in one transaction: a kill leaves the old rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from archive.originals.merged import PROVENANCE
from archive.originals.pending import mark_pending

_REBUILT = ("comment", "post", "reading", "reading_age", "revision")


@contextmanager
def rebuild(db: Database) -> Iterator[None]:
    """Empty readings, revisions, posts and comments, and let the block merge every capture again.

    Ids, aliases, decisions, findings, tags and the log stay. When the block ends, exactly the items that now say
    something else, are new or are gone are pending, besides those that were. If the block raises, nothing changed.
    """
    with db.atomic():
        for table in ("post", "comment"):
            db.execute(f"create temp table before_{table} as select * from main.{table}")
        db.execute("create temp table before_pending as select item_id from main.pending")
        for table in _REBUILT:
            db.execute(f"delete from main.{table}")
        yield
        different = {item for table in ("post", "comment") for item in _different(db, table)}
        db.execute("delete from main.pending")
        db.execute("insert into main.pending (item_id) select item_id from before_pending")
        mark_pending(db, sorted(different))
        for table in ("post", "comment", "pending"):
            db.execute(f"drop table temp.before_{table}")


def _different(db: Database, table: str) -> list[str]:
    columns = [row["name"] for row in db.query(f"select name from pragma_table_info('{table}')")]
    says = ", ".join(name for name in columns if name not in PROVENANCE)
    old, new = f"select {says} from temp.before_{table}", f"select {says} from main.{table}"
    rows = db.query(f"select id from (select * from ({old} except {new}) union all select * from ({new} except {old}))")
    return [row["id"] for row in rows]
