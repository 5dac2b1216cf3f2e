"""The one module that knows Datasette's version. Everything else in plugins/ speaks to Datasette through these names.

Written against 1.0a41 (pinned). What it relies on: plugin routes come before Datasette's own, `execute` alone
calls `_execute_fn`, an exception hook may be wrapped, permission rules are SQL rows, and a Database opened with a mode
keeps it for every connection.
"""

from __future__ import annotations

import atexit
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from datasette import Forbidden, NotFound, Request, Response
from datasette import hookimpl as _hookimpl
from datasette.permissions import PermissionSQL
from datasette.utils.asgi import Base400
from sqlite_utils import Database

from plugins._lanes import Busy, Gaps, Lane

if TYPE_CHECKING:
    from plugins.site.page_cache import PageCache
    from plugins.site.state import Site

__all__ = [
    "BUSY",
    "DATABASE",
    "MOST_ROWS",
    "PATIENCE",
    "STATEMENTS_AT_ONCE",
    "TOO_LONG",
    "Busy",
    "ExpectedError",
    "Forbidden",
    "MustCountError",
    "NotAnsweredError",
    "NotFound",
    "Request",
    "Response",
    "Route",
    "Served",
    "actor_of_cookie",
    "add_queries",
    "allow_public",
    "describe",
    "dress_tables",
    "file_response",
    "hookimpl",
    "hookimpl_with",
    "is_page",
    "new_datasette",
    "pages_of",
    "read",
    "read_then",
    "register_plugin",
    "sign_actor",
    "site_of",
    "status_of",
    "stream_response",
    "unregister_plugin",
]

DATABASE = "public"
"""The name of the public copy inside Datasette, and so the first part of its addresses."""

Served = Any
"""A running Datasette; it ships no types."""

View = Callable[..., Any]
Route = tuple[str, View]
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
R = TypeVar("R")

MOST_ROWS = 1_000
"""Rows of one answer; what follows is asked for, or streamed, anew."""

_SETTINGS: Mapping[str, Any] = {
    "sql_time_limit_ms": 1000,
    "max_returned_rows": MOST_ROWS,
    "default_page_size": 100,
    "facet_time_limit_ms": 900,
    "truncate_cells_html": 300,
    "allow_download": False,
    "allow_signed_tokens": False,
    "suggest_facets": False,
    "trace_debug": False,
    "template_debug": False,
    "allow_csv_stream": True,
    # a table cut off in the midst of a row, with Datasette's own sentence as the last cell, is worse than a long one
    "max_csv_mb": 0,
    "default_cache_ttl": 0,
}


STATEMENTS_AT_ONCE = 2
"""Statements of readers that run at once; more would take the machine from those who only read."""

PATIENCE = 3.0
"""Seconds that a statement waits for its turn before its reader is told to come back."""

_PAGES_AT_ONCE = 3

_COUNT_PATIENCE = 2.0

_is_page: ContextVar[bool] = ContextVar("is_page", default=False)

TOO_LONG = "The query took longer than the time limit of one second: ask for less at a time."
BUSY = "Too many queries are being answered just now: ask again in a few seconds."


class NotAnsweredError(sqlite3.OperationalError):
    """A statement that our limits refused; its message is a sentence for the reader."""


class MustCountError(Exception):
    """Raised by our own reading in a page's thread when it would take long; `read` runs it again where it may."""


class ExpectedError(Protocol):
    """An error that Datasette raises on purpose, with the status it answers."""

    status: int


def hookimpl(function: F) -> F:
    """Mark a function as an implementation of the Datasette hook of its name."""
    return cast(F, _hookimpl(function))


def hookimpl_with(**options: Any) -> Callable[[F], F]:
    """Mark an implementation with options of pluggy: specname, tryfirst, trylast, wrapper."""

    def mark(function: F) -> F:
        return cast(F, _hookimpl(**options)(function))

    return mark


def new_datasette(
    public_db: Path, site: Site, *, metadata: Mapping[str, Any], secret: str | None, template_dir: Path
) -> Served:
    """Return a Datasette over the public copy alone: nothing allowed by default, the file opened for reading only."""
    # imported here: Datasette loads our plugins while its own application module is still being imported
    from datasette.app import Datasette

    from plugins.site.page_cache import PageCache

    served = Datasette(
        memory=True,
        metadata=dict(metadata),
        settings=dict(_SETTINGS),
        secret=secret,
        # our dress for Datasette's own pages; a plugin's templates would change every Datasette of this machine
        template_dir=str(template_dir),
        default_deny=True,
    )
    # without files Datasette adds an in-memory database, which would be one more place to run SQL on
    served.remove_database("_memory")
    served.add_database(_quiet_database(served, public_db), name=DATABASE)
    served.threadkeep = site
    if site.is_public:
        served.threadkeep_pages = PageCache(public_db, site.clock)
    # Datasette has errors inside SQL functions printed; ours refuse with one on purpose, and the reader is told
    sqlite3.enable_callback_tracebacks(False)
    return served


def _quiet_database(served: Served, path: Path) -> Any:
    from datasette.database import Database as DatasetteDatabase

    # imported here: the hooks beside it import this module
    from plugins.research import limits

    class QuietDatabase(DatasetteDatabase):  # type: ignore[misc]  # Datasette ships no types
        """Never writes a statement or its parameters to the log, and never names the file it reads.

        What Datasette executes is SQL that a reader asked for or added to, so it runs in a lane of its own: however
        long it takes, our pages and the search (`execute_fn`) have theirs.
        """

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.gaps = Gaps(path)
            self.pages = Lane("pages", self._connection_of_a_lane, threads=_PAGES_AT_ONCE, around=self._page)
            self.counts = Lane(
                "counts", self._connection_of_a_lane, threads=1, patience=_COUNT_PATIENCE, around=self._count
            )
            self.statements = Lane(
                "statements",
                self._connection_of_a_lane,
                threads=STATEMENTS_AT_ONCE,
                patience=PATIENCE,
                around=self._statement,
            )

        @contextmanager
        def _page(self, conn: sqlite3.Connection) -> Iterator[None]:
            token = _is_page.set(True)
            try:
                with self._count(conn):
                    yield
            finally:
                _is_page.reset(token)

        @contextmanager
        def _count(self, conn: sqlite3.Connection) -> Iterator[None]:  # noqa: ARG002 - what a lane calls
            with self.gaps.reading():
                yield

        @contextmanager
        def _statement(self, conn: sqlite3.Connection) -> Iterator[None]:
            with self.gaps.reading(), limits.statement(conn):
                yield

        async def execute(self, sql: str, *args: Any, **options: Any) -> Any:
            """Run a statement; a failure is raised in words, not also printed with what the reader had typed."""
            try:
                return await super().execute(sql, *args, **{**options, "log_sql_errors": False})
            except sqlite3.Error as error:
                if told := limits.sentence(error):
                    raise NotAnsweredError(told) from error
                raise

        async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
            """Run our own reading."""
            self._check_not_closed()
            try:
                return await self.pages.run(fn)
            except MustCountError:
                return await self.counts.run(fn)

        async def _execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
            self._check_not_closed()
            return await self.statements.run(fn)

        def _connection_of_a_lane(self) -> sqlite3.Connection:
            connection: sqlite3.Connection = self.connect()
            self.ds._prepare_connection(connection, self.name)
            return connection

        async def attached_databases(self) -> list[Any]:
            """Nothing is attached; the statement Datasette asks with is refused to everybody."""
            return []

        def close(self) -> None:
            """Wait for what runs, then let go of every connection."""
            self.pages.close()
            self.counts.close()
            self.statements.close()
            if kept := pages_of(self.ds):
                kept.close()
            if site := site_of(self.ds):
                site.searcher.close()
            # what Datasette would have done at the interpreter's end, and what would keep all of it in memory until
            # then, it does when it is closed: the file of its own database goes
            atexit.unregister(self.ds.get_internal_database()._cleanup_temp_file)
            super().close()

    # a mode holds for every connection, so nothing in this process can write the public copy through Datasette
    return QuietDatabase(served, path=str(path), is_mutable=True, mode="ro")


def site_of(datasette: Served) -> Site | None:
    """Return what we keep beside a Datasette, None for one that is not ours (another plugin's, in a shared process)."""
    return cast("Site | None", getattr(datasette, "threadkeep", None))


def pages_of(datasette: Served) -> PageCache | None:
    """Return the pages that a public site keeps in memory, None for any other site."""
    return cast("PageCache | None", getattr(datasette, "threadkeep_pages", None))


async def read(datasette: Served, work: Callable[[Database], T]) -> T:
    """Run `work` on a read connection to the public copy, as one transaction: every statement sees one version."""
    return await read_then(datasette, work, lambda result: result)


async def read_then(datasette: Served, work: Callable[[Database], T], then: Callable[[T], R]) -> R:
    """Run `work` as `read` does; then, with the transaction at its end, `then` on its result in the same thread."""

    def in_transaction(conn: sqlite3.Connection) -> R:
        with _plain_values(conn):
            conn.execute("begin")
            try:
                result = work(Database(conn, recursive_triggers=False, execute_plugins=False))
            finally:
                conn.execute("rollback")
        return then(result)

    return cast(R, await datasette.get_database(DATABASE).execute_fn(in_transaction))


@contextmanager
def _plain_values(conn: sqlite3.Connection) -> Iterator[None]:
    """Let rows come as tuples and texts as SQLite has them: Datasette asks a function of its own for each value."""
    made = conn.row_factory, conn.text_factory
    conn.row_factory, conn.text_factory = None, str
    try:
        yield
    finally:
        conn.row_factory, conn.text_factory = made


def file_response(path: Path, name: str, kind: str, headers: Mapping[str, str]) -> Any:
    """Return the answer that sends a file piece by piece, to be saved under a name; 404 once it is gone."""
    from datasette.utils.asgi import AsgiFileDownload

    class Download(AsgiFileDownload):  # type: ignore[misc]  # Datasette ships no types
        async def asgi_send(self, send: Any) -> None:
            try:
                await super().asgi_send(send)
            except FileNotFoundError:
                # it went after it was found, and nothing of it was sent
                await Response.text("This file is gone.\n", status=404).asgi_send(send)

    return Download(str(path), filename=name, content_type=kind, headers=dict(headers))


def stream_response(pieces: AsyncIterator[str], kind: str, headers: Mapping[str, str]) -> Any:
    """Return the answer that sends a text piece by piece, as it is made."""
    from datasette.utils.asgi import AsgiStream

    async def send(writer: Any) -> None:
        async for piece in pieces:
            await writer.write(piece)

    return AsgiStream(send, headers=dict(headers), content_type=kind)


def is_page() -> bool:
    """True in a thread that pages need: what would take long there raises MustCountError."""
    return _is_page.get()


def status_of(exception: BaseException) -> tuple[int, str]:
    """Return the HTTP status that an exception stands for, and a sentence that may be shown; (500, "") when unforeseen.

    The sentence never holds more than what the reader sent: Datasette's own messages name tables and columns.
    """
    from datasette.database import QueryInterrupted
    from datasette.views.base import DatasetteError

    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0]) if exception.args else ""
    if isinstance(exception, DatasetteError):
        # Datasette's own sentence names one of its settings
        stopped = isinstance(exception.__context__, QueryInterrupted)
        # it says 500 of what was asked wrongly, such as _through with a table that is not there
        status = 400 if exception.status in (None, 500) else exception.status
        return status, TOO_LONG if stopped else str(exception.plain_message or exception.message)
    if isinstance(exception, QueryInterrupted):
        return 400, TOO_LONG
    if isinstance(exception, Busy):
        return 503, BUSY
    if isinstance(exception, NotAnsweredError):
        return 400, str(exception)
    if _is_unavailable(exception):
        return 503, "The archive is being brought up to date."
    return _status_of_a_data_page(exception) if _came_from_datasette(exception) else (500, "")


def _status_of_a_data_page(exception: BaseException) -> tuple[int, str]:
    """Return what 1.0a41 should answer to _through=null, id__in=[, _facet_array=text, _timelimit=x and .nonsense."""
    if isinstance(exception, sqlite3.Error):
        return 400, "The database could not carry out that request: check the names of columns and the filters."
    if isinstance(exception, AssertionError) and str(exception).startswith("Invalid format"):
        return 404, "The data pages come as HTML, JSON and CSV."
    if isinstance(exception, (ValueError, KeyError, IndexError, OverflowError, TypeError)):
        return 400, "That address asks for something the data pages do not know."
    return 500, ""


def _is_unavailable(exception: BaseException) -> bool:
    signs = ("locked", "readonly database", "unable to open", "disk i/o error", "schema has changed")
    return isinstance(exception, sqlite3.OperationalError) and any(sign in str(exception).lower() for sign in signs)


def _came_from_datasette(exception: BaseException) -> bool:
    trace = exception.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__", "").startswith("datasette.views"):
            return True
        trace = trace.tb_next
    return False


def allow_public(action: str) -> PermissionSQL | None:
    """Return the rule that lets somebody look at the public copy and query it; None for every other action."""
    if action == "view-instance":
        return PermissionSQL.allow(reason="the archive is public")
    if action in ("view-database", "view-table", "view-query", "execute-sql"):
        return PermissionSQL(
            sql="select :threadkeep_db as parent, null as child, 1 as allow, 'the public copy is public' as reason",
            params={"threadkeep_db": DATABASE},
        )
    return None


_DESCRIBE_TABLE = """
insert into metadata_resources (database_name, resource_name, key, value) values (?, ?, 'description', ?)
on conflict (database_name, resource_name, key) do update set value = excluded.value
"""
_DESCRIBE_COLUMN = """
insert into metadata_columns (database_name, resource_name, column_name, key, value) values (?, ?, ?, 'description', ?)
on conflict (database_name, resource_name, column_name, key) do update set value = excluded.value
"""


async def describe(datasette: Served, tables: Iterable[tuple[str, str, Sequence[tuple[str, str]]]]) -> None:
    """Give Datasette the description of each table and column: (table, sentence, (column, sentence) pairs).

    All at once: its own methods write them one by one, which takes most of the time in which a site starts.
    """
    known = list(tables)
    internal = datasette.get_internal_database()
    await internal.execute_write_many(_DESCRIBE_TABLE, [(DATABASE, table, sentence) for table, sentence, _ in known])
    rows = [(DATABASE, table, column, meaning) for table, _, columns in known for column, meaning in columns]
    await internal.execute_write_many(_DESCRIBE_COLUMN, rows)


def dress_tables(datasette: Served, tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Tell Datasette how tables are shown: label_column, sort or sort_desc, hidden; by the name of each."""
    databases = datasette.config.setdefault("databases", {})
    databases.setdefault(DATABASE, {})["tables"] = {name: dict(told) for name, told in tables.items()}


_ADD_QUERY = """
insert into queries (database_name, name, sql, title, description, parameters, options, source)
values (?, ?, ?, ?, ?, ?, '{}', 'config')
"""


async def add_queries(datasette: Served, queries: Iterable[tuple[str, str, str, str, Sequence[str]]]) -> None:
    """Give Datasette queries to answer under their names: (name, sql, title, description, names of parameters)."""
    rows = [
        (DATABASE, name, sql, title, description, json.dumps(list(parameters)))
        for name, sql, title, description, parameters in queries
    ]
    internal = datasette.get_internal_database()
    await internal.execute_write("delete from queries where database_name = ?", [DATABASE])
    await internal.execute_write_many(_ADD_QUERY, rows)


def register_plugin(module: Any, name: str) -> None:
    """Add a plugin that is not an entry point to this process, once. For the moderation site."""
    from datasette.plugins import pm

    if not pm.is_registered(module):
        pm.register(module, name=name)


def unregister_plugin(module: Any) -> None:
    """Take such a plugin out again. For tests that share a process."""
    from datasette.plugins import pm

    if pm.is_registered(module):
        pm.unregister(module)


def sign_actor(datasette: Served, name: str, expires: int, mark: str) -> str:
    """Return the value of Datasette's own actor cookie for a name.

    It says itself when it ends, as Unix counts, and bears a mark of what it holds for.
    """
    from datasette.utils import baseconv

    return str(datasette.sign({"a": {"id": name}, "e": baseconv.base62.encode(expires), "m": mark}, "actor"))


def actor_of_cookie(datasette: Served, value: str) -> tuple[str, int, str] | None:
    """Return the name in an actor cookie, when it ends and its mark; None for one we did not sign, or without them."""
    from datasette.utils import baseconv
    from itsdangerous import BadSignature

    try:
        signed = datasette.unsign(value, "actor")
        return str(signed["a"]["id"]), int(baseconv.base62.decode(signed["e"])), str(signed["m"])
    except (BadSignature, KeyError, TypeError, ValueError):
        return None
