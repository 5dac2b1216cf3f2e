"""Opening inbox.db: the one file that both the public process and the moderators' process write.

Its journal is emptied after each change and never deleted (`journal_mode = truncate`): so a user who may write the two
files needs no right to the folder they lie in, and no words stay behind in a journal, as they would in a write-ahead
log (https://sqlite.org/pragma.html#pragma_journal_mode).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import resources

from sqlite_utils import Database

from archive.errors import Refused
from archive.folder import DataFolder

MODE = 0o660
BUSY_SECONDS = 5.0
VERSION = 1
MOST_PAGES = 262_144
"""At 4 KiB a page, 1 GiB: whoever fills the inbox fills the inbox alone, and not the disk."""


@contextmanager
def opened(folder: DataFolder) -> Iterator[Database]:
    """Yield the inbox inside one transaction that may write; it is made first where there is none.

    Opened anew each time, so that a file put back from a backup is seen. Raises Refused when it cannot be opened, read
    or written, is locked for long, or comes from a newer threadkeep; nothing is changed then.
    """
    try:
        _make_file(folder)
        with closing(sqlite3.connect(folder.inbox_db, timeout=BUSY_SECONDS, isolation_level=None)) as conn:
            db = Database(conn)
            _prepare(db)
            with _transaction(db):
                yield db
    except (OSError, sqlite3.Error) as error:
        # an OSError's own words name the path
        why = error.strerror if isinstance(error, OSError) else error
        raise Refused(
            f"inbox.db cannot be used now ({why}): see that the disk has room and that both processes may write "
            "inbox.db and inbox.db-journal, then try again."
        ) from error


@contextmanager
def _transaction(db: Database) -> Iterator[None]:
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        # a full disk ends a transaction by itself
        if db.conn.in_transaction:
            db.execute("rollback")
        raise


def _make_file(folder: DataFolder) -> None:
    """Make the empty file with its mode, whatever the umask; SQLite gives the journal the mode of the database."""
    try:
        handle = os.open(folder.inbox_db, os.O_RDWR | os.O_CREAT | os.O_EXCL, MODE)
    except FileExistsError:
        return
    try:
        os.fchmod(handle, MODE)
    finally:
        os.close(handle)


def _prepare(db: Database) -> None:
    # a journal that a killed process left is rolled back at the first look into the file, and would be deleted then:
    # in this mode it stays, and only its head is cleared (pager_end_transaction in SQLite's pager.c)
    db.execute("pragma locking_mode = exclusive").fetchone()
    db.execute("pragma journal_mode = truncate").fetchone()
    db.execute("pragma locking_mode = normal").fetchone()
    # what is deleted is overwritten, here as in archive.db
    db.execute("pragma secure_delete = on")
    db.execute("pragma foreign_keys = on")
    db.execute("pragma temp_store = memory")
    db.execute(f"pragma max_page_count = {MOST_PAGES}").fetchone()
    found = _version(db)
    if found > VERSION:
        raise Refused("inbox.db comes from a newer threadkeep: install that one and run this again.")
    if found < VERSION:
        _make_schema(db)


def _version(db: Database) -> int:
    (found,) = db.execute("pragma user_version").fetchone()
    return int(found)


def _make_schema(db: Database) -> None:
    schema = resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    with _transaction(db):
        # of two processes that start together, one makes the tables and the other finds them made
        if not _version(db):
            for statement in filter(str.strip, _without_comments(schema).split(";")):
                db.execute(statement)
            db.execute(f"pragma user_version = {VERSION}")


def _without_comments(schema: str) -> str:
    return "\n".join(line.partition("--")[0] for line in schema.splitlines())
