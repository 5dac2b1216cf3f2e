"""What was counted of one version of the public copy, kept in memory for the next who asks and never for longer.

Counting the words of a large archive takes seconds. One reader's counting is done at a time, so that whoever asks for
ever new words slows down nobody but those who ask the same of the archive.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlite_utils import Database

from archive.public import store
from plugins._datasette import Busy, Served

T = TypeVar("T")

MOST = 64
"""How many results are kept; the one that nobody asked for longest goes first."""

_PATIENCE = 2.0


class Kept:
    """Results by what was asked; all of them go when the public copy changes, whatever it was that changed."""

    def __init__(self, most: int = MOST, patience: float = _PATIENCE) -> None:
        """Keep nothing yet. `patience` is the seconds that a count waits for another to end."""
        self._most = most
        self._patience = patience
        self._version = -1
        self._results: OrderedDict[Hashable, object] = OrderedDict()
        self._turn = threading.Lock()
        self._change = threading.Lock()

    def get(self, db: Database, asked: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns, or returned when the same was asked of this version.

        Raises Busy when others count for too long. `make` may not ask here for anything itself.
        """
        version = store.content_version(db)
        found = self._find(version, asked)
        if found is not None:
            return cast(T, found)
        if not self._turn.acquire(timeout=self._patience):
            raise Busy
        try:
            found = self._find(version, asked)
            if found is not None:  # whoever had the turn was asked the same
                return cast(T, found)
            made = make()
            self._keep(version, asked, made)
            return made
        finally:
            self._turn.release()

    def _find(self, version: int, asked: Hashable) -> object | None:
        with self._change:
            if self._version != version or asked not in self._results:
                return None
            self._results.move_to_end(asked)
            return self._results[asked]

    def _keep(self, version: int, asked: Hashable, made: object) -> None:
        with self._change:
            if version < self._version:
                return
            if version > self._version:
                self._results.clear()
                self._version = version
            self._results[asked] = made
            while len(self._results) > self._most:
                self._results.popitem(last=False)


def kept_of(datasette: Served) -> Kept:
    """Return what is kept beside a running site."""
    kept = getattr(datasette, "threadkeep_kept", None)
    if kept is None:
        kept = datasette.threadkeep_kept = Kept()
    return cast(Kept, kept)
