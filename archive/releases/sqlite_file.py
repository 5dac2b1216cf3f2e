"""The SQLite file of a release: written row by row in the order of the keys, and the same bytes each time.

What SQLite writes of its own circumstances into the header (https://www.sqlite.org/fileformat.html, 1.3) is fixed: the
change counter (bytes 24 to 27), the version it is valid for (92 to 95) and the version of SQLite (96 to 99).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from archive.public.database import read_rows
from archive.releases.tables import Policies, Table, iter_rows

_PAGE = 4096
_COUNTER = (1).to_bytes(4, "big")
_VERSION = (3_040_000).to_bytes(4, "big")


def write_sqlite(public: Database, path: Path, tables: Sequence[Table], policies: Policies) -> None:
    """Write the tables of a public copy, and the views on them, as a new file that is the same whenever it is made."""
    partial = path.with_name(f"{path.name}.rows")
    with closing(Database(partial)) as db:
        for pragma in ("journal_mode = off", "synchronous = off", f"page_size = {_PAGE}"):
            db.conn.execute(f"pragma {pragma}")
        with db.atomic():
            for table in tables:
                if not table.is_view:
                    _fill(db, public, table, policies)
            for statement in _indexes_and_views(public, tables):
                db.conn.execute(statement)
        # pages in one order, and none that was written over
        db.conn.execute("vacuum into ?", [str(path)])
    partial.unlink()
    _stamp(path)


def _fill(db: Database, public: Database, table: Table, policies: Policies) -> None:
    db.conn.execute(_declaration(table))
    places = ", ".join("?" * len(table.columns))
    rows: Iterable[tuple[object, ...]] = (tuple(row.values()) for row in iter_rows(public, table, policies))
    db.conn.executemany(f"insert into {table.name} values ({places})", rows)


def _declaration(table: Table) -> str:
    lines = []
    for column in table.columns:
        refers = f" references {column.refers_to[0]} ({column.refers_to[1]})" if column.refers_to else ""
        lines.append(f"{column.name} {column.type}{' not null' if column.is_required else ''}{refers}")
    lines.append(f"primary key ({', '.join(table.keys)})")
    return f"create table {table.name} ({', '.join(lines)})"


def _indexes_and_views(public: Database, tables: Sequence[Table]) -> list[str]:
    """Return the statements that made the indexes and views of these tables, in the order of their names."""
    known = [table.name for table in tables]
    rows = read_rows(
        public,
        "select sql from sqlite_master where type in ('index', 'view') and sql is not null "
        f"and tbl_name in ({', '.join('?' * len(known))}) order by type, name",
        known,
    )
    return [row["sql"] for row in rows]


def _stamp(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(24)
        file.write(_COUNTER)
        file.seek(92)
        file.write(_COUNTER + _VERSION)


def open_release(path: Path) -> Database:
    """Return the SQLite file of a release, for reading only."""
    return Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True))
