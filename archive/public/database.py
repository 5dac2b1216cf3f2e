"""Opening public.db, and the few statements that reading and writing share."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from archive.public.rows import Row

SCHEMA_VERSION = "6"
BUSY_MS = 30_000
_IDS_AT_ONCE = 500


def open_public(folder: DataFolder, *, write: bool = False) -> Database:
    """Return the public copy, for reading only unless `write`.

    Raises WrongUse when nothing was published yet, Refused when the file is damaged, no file or locked for long.
    The file is opened read-write where the user may, so that the journal of a killed writer is rolled back.
    """
    if not folder.public_db.exists():
        if not folder.path.exists():
            folder.require()
        raise WrongUse("Nothing is published yet: run `threadkeep publish` first.")
    if not folder.public_db.is_file():
        raise Refused("public.db is no file: move it out of the way and run `threadkeep publish`.")
    try:
        db = _connect(folder.public_db)
    except sqlite3.OperationalError as error:
        raise Refused(f"public.db is in use ({error}): end what holds it open, then run this again.") from error
    except sqlite3.DatabaseError as error:
        raise Refused(f"public.db is damaged ({error}): delete it and run `threadkeep publish`.") from error
    if not write:
        db.conn.execute("pragma query_only = on")
    return db


def create_public(path: Path, *, mode: int = 0o640) -> Database:
    """Return a new, empty public copy at `path`, readable by its owner and group unless told otherwise."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
    db = _connect(path)
    db.conn.executescript(read_schema())
    with db.atomic():
        set_meta(db, {"schema_version": SCHEMA_VERSION})
    return db


def read_schema() -> str:
    """Return the statements that make an empty public copy, from every file of schema/ in the order of their names."""
    files = resources.files("archive.public").joinpath("schema").iterdir()
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(files, key=lambda each: each.name))


def _connect(path: Path) -> Database:
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_MS / 1000)
    try:
        conn.execute("pragma journal_mode = delete")
        # without it the words of an updated row stay in the file; the default differs between builds of SQLite
        conn.execute("pragma secure_delete = on")
        conn.execute("pragma foreign_keys = on")
    except sqlite3.DatabaseError:
        conn.close()
        raise
    return Database(conn)


def read_rows(db: Database, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[Row]:
    """Yield the rows of a query as dictionaries."""
    cursor = db.conn.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(names, values, strict=True))


def read_in(db: Database, sql: str, ids: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a query whose text holds `(?)` once, for any number of ids."""
    wanted = list(ids)
    for start in range(0, len(wanted), _IDS_AT_ONCE):
        some = wanted[start : start + _IDS_AT_ONCE]
        yield from read_rows(db, sql.replace("(?)", f"({','.join('?' * len(some))})"), some)


def set_meta(db: Database, values: dict[str, str]) -> int:
    """Write entries of `meta` inside the caller's transaction; return how many changed. Others stay."""
    changed = 0
    for key, value in values.items():
        changed += db.conn.execute(
            "insert into meta (key, value) values (?, ?) "
            "on conflict (key) do update set value = excluded.value where value <> excluded.value",
            [key, value],
        ).rowcount
    return changed


def get_meta(db: Database) -> dict[str, str]:
    """Return all of `meta`."""
    return {row["key"]: row["value"] for row in read_rows(db, "select key, value from meta")}


def content_version(db: Database) -> int:
    """Return the version of what is public: it rises with every change, never starts over, and is 0 at first."""
    return next((int(row["value"]) for row in read_rows(db, "select value from meta where key = 'content_version'")), 0)
