"""An engine whose damage is one error of ours, so that no fault of the search itself is ever taken for a damaged index.

What an engine raises on damaged files is told from other errors only while the engine itself is at work: Whoosh has no
error of its own for them, and raises what any slip in a program raises.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from search_index.engine import Engine, Found, Index, IndexFileError, Ranked, Stamp, View
from search_index.fields import Document
from search_index.plan import Plan
from search_index.results import Order

_T = TypeVar("_T")
_Damage = tuple[type[BaseException], ...]
_AT_ONCE = 1_000


class RawEngine(Engine, Protocol):
    """An engine as it is written; its objects raise whatever is damage to it."""

    damage: _Damage
    """What it raises on files that are damaged, missing or not its own."""


class GuardedEngine:
    """An engine that raises IndexFileError where another raises what is damage to it."""

    def __init__(self, engine: RawEngine) -> None:
        """Take the engine that does the work."""
        self.name = engine.name
        self.format = engine.format
        self._engine = engine

    def create(self, folder: Path) -> Index:
        """Return a new index in an empty folder."""
        with _telling(self._engine.damage):
            return _GuardedIndex(self._engine.create(folder), self._engine.damage)

    def open(self, folder: Path) -> Index:
        """Return the index in a folder."""
        with _telling(self._engine.damage):
            return _GuardedIndex(self._engine.open(folder), self._engine.damage)


class _GuardedIndex:
    def __init__(self, index: Index, damage: _Damage) -> None:
        self._index = index
        self._damage = damage

    def view(self) -> View:
        with _telling(self._damage):
            return _GuardedView(self._index.view(), self._damage)

    def apply(self, gone: Collection[str], documents: Iterable[Document]) -> None:
        # they are made by us, so before the engine is at work
        made = list(documents)
        with _telling(self._damage):
            self._index.apply(gone, made)

    def purge(self) -> None:
        with _telling(self._damage):
            self._index.purge()


class _GuardedView:
    def __init__(self, view: View, damage: _Damage) -> None:
        self._view = view
        self._damage = damage

    def is_current(self) -> bool:
        with _telling(self._damage):
            return self._view.is_current()

    def close(self) -> None:
        with _telling(self._damage):
            self._view.close()

    def find(
        self,
        plan: Plan,
        *,
        order: Order,
        offset: int,
        limit: int,
        facets: Sequence[str] = (),
        deadline: float | None = None,
    ) -> Found:
        with _telling(self._damage):
            return self._view.find(plan, order=order, offset=offset, limit=limit, facets=facets, deadline=deadline)

    def count(self, plan: Plan, *, deadline: float | None = None) -> int:
        with _telling(self._damage):
            return self._view.count(plan, deadline=deadline)

    def holders(self, plan: Plan, most: int | None = None) -> Iterator[Ranked]:
        return self._all_of(lambda: self._view.holders(plan, most))

    def stamps(self) -> Iterator[Stamp]:
        return self._all_of(self._view.stamps)

    def frequency(self, field: str, term: str) -> int:
        with _telling(self._damage):
            return self._view.frequency(field, term)

    def terms(self, field: str) -> Iterator[str]:
        return self._all_of(lambda: self._view.terms(field))

    def starting(self, field: str, start: str, most: int) -> list[str]:
        with _telling(self._damage):
            return self._view.starting(field, start, most)

    def near(self, field: str, term: str, *, distance: int, most: int) -> list[str]:
        with _telling(self._damage):
            return self._view.near(field, term, distance=distance, most=most)

    def files(self) -> Mapping[str, bool]:
        with _telling(self._damage):
            return self._view.files()

    def has_leftovers(self) -> bool:
        with _telling(self._damage):
            return self._view.has_leftovers()

    def _all_of(self, look: Callable[[], Iterator[_T]]) -> Iterator[_T]:
        """Yield what the engine yields, a few at a time: what is done with them is none of its work."""
        with _telling(self._damage):
            found = look()
        some = 1
        while True:
            with _telling(self._damage):
                chunk = list(islice(found, some))
            yield from chunk
            if len(chunk) < some:
                return
            some = min(2 * some, _AT_ONCE)


@contextlib.contextmanager
def _telling(damage: _Damage) -> Iterator[None]:
    try:
        yield
    except damage as error:
        raise IndexFileError(str(error)) from error
