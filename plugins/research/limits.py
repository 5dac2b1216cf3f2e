"""What a connection for readers may do: read what is public, within limits. SQLite itself refuses everything else."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from archive.public.describe import TABLES, VIEWS
from plugins.research import searching
from plugins.research.functions import ALLOWED, TOO_MUCH, add_functions, start_clock, stop_clock

LONGEST_VALUE = 2_000_000
"""Bytes in one value or row that any connection handles. The time limit does not stop a value from being made."""

ROOM_FOR_VALUES = 400_000
"""Bytes that readers' SQL may always make, however short the texts are: ten thousand ids of `search()` among them."""

LONGEST_STATEMENT = 20_000
MOST_FUNCTIONS = 400
"""Calls of functions written in one statement: no time limit holds between the calls of a single row."""

LONGEST_ANSWER = 32_000_000
"""Characters and bytes in the rows of one answer: a thousand rows of the longest values would fill the memory."""

STATEMENT_SECONDS = 1.5
"""When a statement is interrupted that Datasette's own limit has not stopped: it looks only every thousand steps."""

_READING = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
    }
)
_ABOUT_TABLES = frozenset(
    {"foreign_key_list", "index_info", "index_list", "index_xinfo", "table_info", "table_list", "table_xinfo"}
)
_PRAGMAS = _ABOUT_TABLES | {
    "data_version",
    # sqlite-utils, inside Datasette, sets this on every connection it is handed; it changes nothing for reading
    "recursive_triggers",
    "schema_version",
}
"""What Datasette asks a database about itself. `database_list` is not here: it tells where the file lies."""

_CATALOGUE = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"})
READABLE = (
    frozenset(table.name for table in (*TABLES, *VIEWS))
    | _CATALOGUE
    | {"json_each", "json_tree"}
    | {f"pragma_{name}" for name in _ABOUT_TABLES}
)
"""Every table that may be read. Others that SQLite brings show other readers' statements, or bytes of the file."""

TOO_LONG_ANSWER = (
    f"The answer would be longer than {LONGEST_ANSWER // 1_000_000} million characters: ask for fewer rows or columns "
    "at a time."
)
_SENTENCES = (
    (TOO_LONG_ANSWER, TOO_LONG_ANSWER),
    ("too big", "A value or a row of the answer would be too long: ask for less at once, for instance with substr()."),
    (
        TOO_MUCH,
        "A function was given more to look for, replace or trim than it takes here: 1,000 characters, or 200 in a "
        "pattern after LIKE or GLOB.",
    ),
    ("not authorized to use function", "That function is not available here, or the query uses too many functions."),
    ("is prohibited", "Only the tables of the public copy can be read here: the data page lists them."),
    ("not authorized", "That is not available here: queries can read the tables of the public copy, and nothing else."),
)

_at_work = threading.local()


def apply_limits(conn: sqlite3.Connection) -> None:
    """Make a connection read only what is meant to be read, and no more at once than a page can hold."""
    conn.execute("pragma secure_delete = on")
    conn.execute("pragma query_only = on")
    # asked before the authorizer hides it; a name that SQLite brings is never that of a reader's own subquery
    brought = frozenset(name for (name,) in conn.execute("select name from pragma_module_list").fetchall())
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    add_functions(conn)
    conn.set_authorizer(_authorizer(brought))


@contextmanager
def statement(conn: sqlite3.Connection) -> Iterator[None]:
    """Hold one statement of a reader's to its limits: the length of values, the number of functions, the time."""
    _fit_length(conn)
    _at_work.functions = 0
    searching.begin()
    start_clock(STATEMENT_SECONDS)
    clock = threading.Timer(STATEMENT_SECONDS, conn.interrupt)
    clock.daemon = True
    clock.start()
    made, conn.row_factory = conn.row_factory, _measured()
    try:
        yield
    except sqlite3.OperationalError as error:
        # of what a function raised SQLite passes on nothing but that it did
        if TOO_MUCH not in str(error):
            raise
        if why := searching.refusal():
            raise sqlite3.OperationalError(why) from error
        if stop_clock():
            raise sqlite3.OperationalError("interrupted") from error
        raise
    finally:
        conn.row_factory = made
        stop_clock()
        clock.cancel()
        # an interruption that comes late would meet the next statement
        clock.join()
        _at_work.functions = None


def _measured() -> Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]:
    """Return what makes rows, and refuses to once they are too long together."""
    left = LONGEST_ANSWER

    def make(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> sqlite3.Row:
        nonlocal left
        left -= sum(len(cell) for cell in row if isinstance(cell, (str, bytes)))
        if left < 0:
            raise sqlite3.OperationalError(TOO_LONG_ANSWER)
        return sqlite3.Row(cursor, row)

    return make


def sentence(error: sqlite3.Error) -> str:
    """Return what to tell a reader of an error that these limits made, "" for any other."""
    said = str(error)
    if said in searching.SENTENCES:
        return said
    return next((told for sign, told in _SENTENCES if sign in said), "")


def longest_row(conn: sqlite3.Connection) -> int:
    """Return the bytes of the longest row of the public tables."""
    longest = 0
    for table in TABLES:
        columns = [row[1] for row in conn.execute(f'pragma table_info("{table.name}")').fetchall()]
        total = " + ".join(f'coalesce(length(cast("{column}" as blob)), 0)' for column in columns)
        if total:
            longest = max(longest, conn.execute(f'select max({total}) from "{table.name}"').fetchone()[0] or 0)
    return longest


def _fit_length(conn: sqlite3.Connection) -> None:
    """Allow values twice as long as the longest row, so that rows can be sorted and joined; asked again after a change.

    The shorter the values that a query can make, the less one call of a function can do.
    """
    version = (id(conn), conn.execute("pragma data_version").fetchone()[0])
    if getattr(_at_work, "version", None) != version:
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        conn.setlimit(
            sqlite3.SQLITE_LIMIT_LENGTH, min(LONGEST_VALUE, max(ROOM_FOR_VALUES, 2 * longest_row(conn) + 1_000))
        )
        _at_work.version = version


def _authorizer(brought: frozenset[str]) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    def authorize(action: int, first: str | None, second: str | None, database: str | None, cause: str | None) -> int:  # noqa: ARG001 - the signature SQLite calls
        name = (first or "").lower()
        allowed = (
            action in _READING
            or (action == sqlite3.SQLITE_READ and _may_read(name, second or "", brought))
            or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in ALLOWED and _has_functions_left())
            or (action == sqlite3.SQLITE_PRAGMA and name in _PRAGMAS)
            # SQLite declares a table-valued function such as json_each by an "update" of its own catalogue, in memory
            or (action == sqlite3.SQLITE_UPDATE and name in ("sqlite_master", "sqlite_temp_master"))
        )
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return authorize


def _may_read(table: str, column: str, brought: frozenset[str]) -> bool:
    if table in READABLE:
        return True
    # SQLite asks without a column for what is only counted, and names a reader's own subquery then
    return not column and table not in brought and not table.startswith(("sqlite_", "pragma_"))


def _has_functions_left() -> bool:
    used: int | None = getattr(_at_work, "functions", None)
    if used is None:
        return True
    _at_work.functions = used + 1
    return used < MOST_FUNCTIONS
