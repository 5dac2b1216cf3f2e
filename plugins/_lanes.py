"""Threads and connections of their own for each kind of reader, so that one kind cannot keep another waiting."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Connect = Callable[[], sqlite3.Connection]
Around = Callable[[sqlite3.Connection], AbstractContextManager[object]]


class Busy(Exception):
    """Every thread of a lane was at work for as long as somebody is kept waiting. Not an error of SQLite's."""


class Gaps:
    """Sees to it that the reading of a database pauses now and then while another process waits to write it.

    To change a file SQLite waits until nobody reads it, and lets no new reader begin meanwhile; but within one process
    a thread that begins joins those that read already (https://sqlite.org/lockingv3.html), so threads that overlap
    would keep the writer out for ever. One moment without a reader lets it in.
    """

    def __init__(self, path: Path, *, longest: float = 2.0) -> None:
        """`longest` is the seconds that reading goes on without a pause while a writer has its journal there."""
        self._journal = path.with_name(f"{path.name}-journal")
        self._longest = longest
        self._running = 0
        self._since = 0.0
        self._change = threading.Condition()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Count what runs inside as reading; wait first where a pause is due."""
        with self._change:
            while self._is_due():
                # looked at again in case the writer gave up
                self._change.wait(0.25)
            if not self._running:
                self._since = time.monotonic()
            self._running += 1
        try:
            yield
        finally:
            with self._change:
                self._running -= 1
                if not self._running:
                    self._change.notify_all()

    def _is_due(self) -> bool:
        return bool(self._running) and time.monotonic() - self._since > self._longest and self._journal.exists()


class Lane:
    """A few threads, each with a connection of its own: as many pieces of work at once, the rest wait their turn."""

    def __init__(
        self,
        name: str,
        connect: Connect,
        *,
        threads: int,
        patience: float | None = None,
        around: Around = nullcontext,
    ) -> None:
        """Start nothing yet. `patience` is the seconds that work may wait to begin; `around` is entered round each."""
        self._connect = connect
        self._patience = patience
        self._around = around
        self._kept = threading.local()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"threadkeep-{name}")

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` makes of a connection; raise Busy when it could not begin in time."""
        loop = asyncio.get_running_loop()
        begun = loop.create_future()

        def here() -> T:
            with contextlib.suppress(RuntimeError):  # the loop ended: nobody waits to hear of it
                loop.call_soon_threadsafe(_settle, begun)
            connection = self._connection()
            with self._around(connection):
                return work(connection)

        future = self._pool.submit(contextvars.copy_context().run, here)
        done = asyncio.wrap_future(future)
        if self._patience is not None and not await self._begins(future, begun, done):
            raise Busy
        return await done

    async def _begins(self, future: Future[T], begun: asyncio.Future[None], done: asyncio.Future[T]) -> bool:
        either: set[asyncio.Future[Any]] = {begun, done}
        await asyncio.wait(either, timeout=self._patience, return_when=asyncio.FIRST_COMPLETED)
        # what has begun cannot be called back
        return begun.done() or done.done() or not future.cancel()

    def _connection(self) -> sqlite3.Connection:
        kept: sqlite3.Connection | None = getattr(self._kept, "connection", None)
        if kept is None:
            kept = self._kept.connection = self._connect()
        return kept

    def close(self) -> None:
        """Wait for what has begun, and drop the rest. The connections are their maker's to close."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _settle(begun: asyncio.Future[None]) -> None:
    if not begun.done():
        begun.set_result(None)
