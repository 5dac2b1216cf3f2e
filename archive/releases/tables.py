"""What a release holds: the public tables and views, row by row, as its policies have them.

Left out are tables that the archive works with and that say nothing by themselves (numbers made of texts), and the
column `row_version`, which would tell a byline or an hour that the policies take out to whoever tries all.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from archive.moderation.pseudonyms import code_of
from archive.public.database import read_rows
from archive.public.describe import TABLES, VIEWS, TableMeaning
from archive.public.rows import Row

WORKING = frozenset({"phrase", "passage", "acronym_sighting", "acronym_item"})
_LEFT_OUT = frozenset({"row_version"})
_DAYS = frozenset({("acronym", "first_seen"), ("acronym", "last_seen"), ("acronym_mention", "day")})
_LENGTH = {"day": len("2018-07-31"), "month": len("2018-07")}
_BRACKETED = re.compile(r"\[[^\]]*\]\Z")
_UNNAMED = frozenset({"anonymous", "unknown"})


@dataclass(frozen=True, slots=True)
class Policies:
    """How a release tells times (full, day, month) and bylines (keep, pseudonymise), and the key of its pseudonyms."""

    time: str
    bylines: str
    key: bytes

    @property
    def changes_rows(self) -> bool:
        """True when rows of a release are not those of the public copy."""
        return self.time != "full" or self.bylines != "keep"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as SQLite declares it, and what it means."""

    name: str
    type: str
    is_key: bool
    is_required: bool
    refers_to: tuple[str, str] | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view of a release."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    is_view: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns by which a row is known."""
        return tuple(column.name for column in self.columns if column.is_key)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns in their order."""
        return tuple(column.name for column in self.columns)


def released_tables(db: Database) -> list[Table]:
    """Return every table and view of a release, in the order of the data page's descriptions."""
    tables = [_table(db, meaning, is_view=False) for meaning in TABLES if meaning.name not in WORKING]
    return tables + [_table(db, meaning, is_view=True) for meaning in VIEWS]


def _table(db: Database, meaning: TableMeaning, *, is_view: bool) -> Table:
    said = dict(meaning.columns)
    refers = {
        row["from"]: (row["table"], row["to"])
        for row in read_rows(db, f"pragma foreign_key_list({meaning.name})")
        if row["table"] not in WORKING
    }
    columns = [
        Column(
            row["name"],
            row["type"] or "",
            bool(row["pk"]),
            bool(row["notnull"]),
            refers.get(row["name"]),
            said[row["name"]],
        )
        for row in read_rows(db, f"pragma table_info({meaning.name})")
        if row["name"] not in _LEFT_OUT
    ]
    return Table(meaning.name, meaning.meaning, tuple(columns), is_view)


def iter_rows(db: Database, table: Table, policies: Policies | None = None) -> Iterator[Row]:
    """Yield the rows of a table, sorted by key (a view by all columns); under policies, as a release tells them."""
    by = ", ".join(table.keys or table.names)
    change = _changer(table.name, policies) if policies and policies.changes_rows and not table.is_view else None
    for row in read_rows(db, f"select {', '.join(table.names)} from {table.name} order by {by}"):
        yield change(row) if change else row


def _changer(table: str, policies: Policies) -> Callable[[Row], Row]:
    def change(row: Row) -> Row:
        changed = {**row, **_times(table, row, policies.time)}
        if policies.bylines == "pseudonymise" and table in ("post", "comment"):
            changed["author"] = _pen_name(row, policies.key)
            if "url" in row:
                # one click from the name
                changed["url"] = None
        return changed

    return change


def _times(table: str, row: Row, policy: str) -> Mapping[str, object]:
    if policy == "full":
        return {}
    length = _LENGTH[policy]
    changed: dict[str, object] = {name: row[name] and row[name][:length] for name in row if (table, name) in _DAYS}
    if "published" in row:
        known = row["published_precision"] != "unknown"
        changed["published"] = row["published"] and row["published"][:length]
        changed["published_utc"] = None
        changed["published_precision"] = policy if known else row["published_precision"]
    return changed


def _pen_name(row: Row, key: bytes) -> str | None:
    name: str | None = row["author"]
    if name is None or _BRACKETED.match(name) or row.get("author_kind") in _UNNAMED:
        return name
    whose = f"{row['site_id']} {name}"
    return f"Writer {code_of(key, 'release byline', whose, 11)}"


def withdrawal_key(secret: bytes, name: str, content_version: int) -> str:
    """Return the key with which ids that are withdrawn from a release later are told to those who hold it."""
    return hmac.new(secret, f"release\0{name}\0{content_version}".encode(), hashlib.sha256).hexdigest()


def key_of(table: Table, row: Row) -> str:
    """Return the key of a row as text; columns of a key of several are joined by a blank."""
    return " ".join(str(row[name]) for name in table.keys or table.names)
