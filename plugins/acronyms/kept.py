"""What was counted of one version of the public copy, kept in memory for the next who asks and never for longer.

Counting the words of a large archive takes seconds. It is done in a thread of its own, one count at a time, so that
whoever asks for ever new words slows down nobody but those who ask the same of the archive.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlite_utils import Database

from archive.public import store
from plugins._datasette import MustCountError, Served, is_page

T = TypeVar("T")

MOST = 64
"""How many results that readers choose are kept; the one that nobody asked for longest goes first."""


class Kept:
    """Results by what was asked; all of them go when the public copy changes, whatever it was that changed."""

    def __init__(self, most: int = MOST) -> None:
        """Keep nothing yet."""
        self._most = most
        self._version = -1
        self._results: OrderedDict[Hashable, object] = OrderedDict()
        self._lasting: dict[Hashable, object] = {}
        self._change = threading.Lock()

    def get(self, db: Database, asked: Hashable, make: Callable[[], T], *, lasting: bool = False) -> T:
        """Return what `make` returns, or returned when the same was asked of this version.

        `lasting` keeps what all others are counted against, however many those are. Raises MustCountError in a thread
        that pages need, where nothing is counted. `make` may not ask here for anything itself.
        """
        version = store.content_version(db)
        found = self._find(version, asked)
        if found is not None:
            return cast(T, found)
        if is_page():
            raise MustCountError
        made = make()
        self._keep(version, asked, made, lasting=lasting)
        return made

    def _find(self, version: int, asked: Hashable) -> object | None:
        with self._change:
            if self._version != version:
                return None
            if asked in self._results:
                self._results.move_to_end(asked)
                return self._results[asked]
            return self._lasting.get(asked)

    def _keep(self, version: int, asked: Hashable, made: object, *, lasting: bool) -> None:
        with self._change:
            if version < self._version:
                return
            if version > self._version:
                self._results.clear()
                self._lasting.clear()
                self._version = version
            if lasting:
                self._lasting[asked] = made
                return
            self._results[asked] = made
            while len(self._results) > self._most:
                self._results.popitem(last=False)


def kept_of(datasette: Served) -> Kept:
    """Return what is kept beside a running site."""
    kept = getattr(datasette, "threadkeep_kept", None)
    if kept is None:
        kept = datasette.threadkeep_kept = Kept()
    return cast(Kept, kept)
