"""Pages kept in memory while the public copy stays as it is, so that what many read is made once.

Before a kept page is sent, SQLite is asked whether the file was changed; after any change nothing is kept. Nothing of
it is ever written to a disk, and only pages without a question in their address are kept, so nobody can fill it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MOST_BYTES = 48 * 1024 * 1024
VIEWS = (b"", b"view=time")
"""The questions of addresses that are kept: none, and the one for a thread in the order of time."""

Stamp = tuple[int, str]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was sent: its tag, the headers of its own and its body."""

    etag: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class PageCache:
    """The pages of one site, of the newest version of the public copy alone; safe to use from several threads."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        """Open the public copy for reading; `clock` says the day, of which some pages speak."""
        self._conn = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0, check_same_thread=False
        )
        self._clock = clock
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._pages: OrderedDict[bytes, KeptPage] = OrderedDict()
        self._bytes = 0

    def stamp(self) -> Stamp | None:
        """Return what changes with every change of the public copy, and with the day; None while it is written to.

        Asked inside a transaction that has read something, it is of what that transaction reads.
        """
        with self._lock:
            return self._now()

    def _now(self) -> Stamp | None:
        try:
            (version,) = self._conn.execute("pragma data_version").fetchone()
        except sqlite3.Error:
            return None
        return (version, self._clock().astimezone(UTC).date().isoformat())

    def find(self, key: bytes) -> KeptPage | None:
        """Return a page that is as it would be made now."""
        with self._lock:
            if key not in self._pages:
                return None
            stamp = self._now()
            if stamp is None or stamp != self._stamp:
                if stamp is not None:
                    self._clear(stamp)
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def keep(self, key: bytes, stamp: Stamp, page: KeptPage) -> None:
        """Keep a page that was made of what has that stamp; the one that was asked for longest ago makes room."""
        with self._lock:
            if stamp != self._stamp:
                self._clear(stamp)
            if key in self._pages:
                self._bytes -= len(self._pages.pop(key).body)
            self._pages[key] = page
            self._bytes += len(page.body)
            while self._bytes > MOST_BYTES:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone.body)

    def _clear(self, stamp: Stamp) -> None:
        self._stamp = stamp
        self._pages.clear()
        self._bytes = 0

    def forget(self) -> None:
        """Let go of every page."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def close(self) -> None:
        """Let go of the file and of every page."""
        self.forget()
        self._conn.close()


def key_of(scope: Mapping[str, Any]) -> bytes | None:
    """Return under what a request's page is kept, None for one whose page is not."""
    raw, asked = scope.get("raw_path"), scope.get("query_string", b"")
    if scope["method"] != "GET" or raw is None or asked not in VIEWS:
        return None
    return bytes(raw.partition(b"?")[0] + b"?" + asked)
