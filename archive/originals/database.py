"""Opening archive.db: the private database of one archive, with its schema brought up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import resources

from sqlite_utils import Database, Migrations

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder

BUSY_SECONDS = 30.0

migrations = Migrations("threadkeep-archive")


class ArchiveDatabase(Database):
    """A database whose transactions ask for the right to write at once.

    A transaction that reads first and writes later fails without waiting when somebody else wrote in between; one
    that begins as a writer waits its turn.
    """

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        """Run the block in one transaction, or in a savepoint of the transaction that is already open."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("begin immediate")
        try:
            yield self
        except BaseException:
            self.rollback()
            raise
        try:
            self.conn.execute("commit")
        except BaseException:
            self.rollback()
            raise


def open_archive(folder: DataFolder, *, create: bool = False) -> ArchiveDatabase:
    """Return the archive's private database, readable by its owner alone, with every migration applied.

    Raises WrongUse when there is none and `create` is not set; Refused when a newer threadkeep has written it, when it
    is of another program, and when it holds nothing though there are captures: those would be taken for left over.
    """
    path = folder.archive_db
    if not path.exists():
        if not create:
            raise WrongUse(
                f"No archive.db in {folder.path.name}: run `threadkeep init` first, or name another folder with --data."
            )
        folder.path.mkdir(parents=True, exist_ok=True)
        # made empty first, because SQLite gives its journals the mode of the database
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    try:
        database = ArchiveDatabase(sqlite3.connect(path, timeout=BUSY_SECONDS))
        _prepare(database, folder)
    except sqlite3.DatabaseError as error:
        raise Refused(
            f"archive.db cannot be opened ({error}): see that you may write it, try later, or restore a backup."
        ) from error
    return database


def configure(db: Database) -> None:
    """Set what every connection to archive.db needs: waiting, erasing on delete, foreign keys, no stray files."""
    db.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}")
    db.execute("pragma secure_delete = on")
    db.execute("pragma foreign_keys = on")
    # what SQLite sorts or sets aside never lies in a file outside the archive's folder
    db.execute("pragma temp_store = memory")


def migrate(db: Database) -> None:
    """Apply the migrations that are missing; raise Refused when the database knows some that we do not."""
    newer = sorted(step.name for step in migrations.applied(db) if step.name not in STEPS)
    if newer:
        raise Refused(
            f"archive.db comes from a newer threadkeep (its step {newer[-1]}): install that one and run this again."
        )
    migrations.apply(db)


def _prepare(db: ArchiveDatabase, folder: DataFolder) -> None:
    configure(db)
    if [step.name for step in migrations.applied(db)] == list(STEPS):
        return
    # of two processes that start together, one makes the schema and the other finds it made
    with folder.lock("schema", wait=BUSY_SECONDS, doing="preparing archive.db"):
        if not migrations.applied(db):
            _require_new(db, folder)
        db.conn.execute("pragma journal_mode = wal").fetchone()
        migrate(db)


def _require_new(db: Database, folder: DataFolder) -> None:
    """Raise Refused unless this is the empty file of an archive that begins."""
    if any(name != migrations.migrations_table for name in db.table_names()):
        raise Refused("archive.db is a database of another program: put ours back from a backup.")
    if any(folder.captures.glob("*.warc.gz")):
        raise Refused("archive.db is missing or empty, and captures/ is not: put the archive back from a backup.")


def statements(sql: str) -> Iterator[str]:
    """Return the statements of a script one by one, so that they can run inside a transaction.

    >>> list(statements("create table a (b /* c; d */); create table e (f);"))
    ['create table a (b /* c; d */);', 'create table e (f);']
    """
    piece = ""
    for part in sql.split(";"):
        piece += part + ";"
        if sqlite3.complete_statement(piece):
            if piece.strip(" \n;"):
                yield piece.strip()
            piece = ""


@migrations()
def m001_first_schema(db: Database) -> None:
    """Make every table of the first version."""
    _run(db, "001_first.sql")


@migrations()
def m002_every_source(db: Database) -> None:
    """Make room for export files, pings, absences at the source and the decision to show."""
    _run(db, "002_every_source.sql")


@migrations()
def m003_conversation(db: Database) -> None:
    """Make room for what moderators say is no link, quotation or pasted passage."""
    _run(db, "003_conversation.sql")


@migrations()
def m004_topics(db: Database) -> None:
    """Make room for topics: hierarchy, synonyms, rules, proposals and the acts upon them."""
    _run(db, "004_topics.sql")


@migrations()
def m005_acronyms(db: Database) -> None:
    """What moderators and glossaries say of acronyms."""
    _run(db, "005_acronyms.sql")


@migrations()
def m006_cases(db: Database) -> None:
    """Make room for requests to take something down."""
    _run(db, "006_cases.sql")


@migrations()
def m007_decisions(db: Database) -> None:
    """Make room for the decisions to withhold and to erase."""
    _run(db, "007_decisions.sql")


@migrations()
def m008_queue(db: Database) -> None:
    """Make room for the moderators' queue: claims, what was done with cards, and words that are kept everywhere."""
    _run(db, "008_queue.sql")


@migrations()
def m009_persons(db: Database) -> None:
    """Make room for erasing, and for persons who go by one pseudonym."""
    _run(db, "009_persons.sql")


@migrations()
def m010_review(db: Database) -> None:
    """Make room for what a pen-name tells in all, dates of another look, detectors, and what readers could find out."""
    _run(db, "010_review.sql")


@migrations()
def m011_replies_and_links(db: Database) -> None:
    """Make room for replies that moderators moved, and for what became of linked pages."""
    _run(db, "011_replies_and_links.sql")


@migrations()
def m012_more_cases(db: Database) -> None:
    """Make room for readers who say what an acronym means."""
    _run(db, "012_more_cases.sql")


def _run(db: Database, name: str) -> None:
    for statement in statements(read_schema(name)):
        db.execute(statement)


def read_schema(name: str) -> str:
    """Return one SQL script of the schema."""
    return resources.files(__package__).joinpath("schema", name).read_text(encoding="utf-8")


STEPS = (
    *("m001_first_schema", "m002_every_source", "m003_conversation", "m004_topics", "m005_acronyms"),
    *("m006_cases", "m007_decisions", "m008_queue", "m009_persons", "m010_review"),
    *("m011_replies_and_links", "m012_more_cases"),
)
"""Every migration in order; a test compares it with the registered ones."""
