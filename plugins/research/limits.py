"""What a connection for researchers may do: read, within limits. Everything else is refused by SQLite itself."""

from __future__ import annotations

import sqlite3

LONGEST_VALUE = 2_000_000
"""Bytes in one value or row. Without it one query returned 400 MB, and the time limit does not stop that."""

LONGEST_STATEMENT = 100_000

_READING = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
    }
)
_PRAGMAS = frozenset(
    {
        "data_version",
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        # sqlite-utils, inside Datasette, sets this on every connection it is handed; it changes nothing for reading
        "recursive_triggers",
        "schema_version",
        "table_info",
        "table_list",
        "table_xinfo",
    }
)
"""What Datasette asks a database about itself. `database_list` is not here: it tells where the file lies."""

_FUNCTIONS_REFUSED = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"})


def apply_limits(conn: sqlite3.Connection) -> None:
    """Make a connection read only what is meant to be read, and no more at once than a page can hold."""
    conn.execute("pragma secure_delete = on")
    conn.execute("pragma query_only = on")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, database: str | None, cause: str | None) -> int:  # noqa: ARG001 - the signature SQLite calls
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() in _FUNCTIONS_REFUSED else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if (first or "").lower() in _PRAGMAS else sqlite3.SQLITE_DENY
    # SQLite declares a table-valued function such as json_each by an "update" of its own catalogue, in memory
    if action == sqlite3.SQLITE_UPDATE and first in ("sqlite_master", "sqlite_temp_master"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
