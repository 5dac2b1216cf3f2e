"""The seam between the search and the engines that can stand behind it: values in, values out.

An engine is three objects. `Engine` makes or opens an index in a folder of its own. `Index` changes it; whoever calls
holds the archive's index lock, so there is one writer at a time. `View` reads it as of one commit; it may be used by
one thread at a time. `whoosh_engine` and `tantivy_engine` hold one each; `engines` says which one an archive uses.

What every engine must do, and `tests/test_search_index_conformance.py` looks at:

- Answers. `View.find` finds exactly the documents that a plain scan over `fields.Document` values finds, by the
  meaning of `plan`; terms are compared as they are, and the place of a `fields.GAP` stays empty. `total` is exact.
- Order. Scores are its own affair (BM25 over the fields that are `scored`; others tell nothing apart, and a plan
  without a scored field has no scores), but the order is total: by score rounded to `SCORE_DIGITS`, then newest first,
  then by id. The other orders: by `written` (undated last both ways), or `discussed`, then newest first; then by id.
- Pages. The hits from `offset` on of any page are those of the whole list.
- Atomic. `Index.apply` and `Index.purge` are seen whole or not at all, also by readers in other processes, also when
  the process is killed in between; what is left over then does no harm, and goes with the next `apply` or `purge`.
- Forgetting. After `apply` no document that went is found, by `find`, `holders` or `count`. After `purge` no byte of
  the folder, and none of `terms`, `starting` and `near`, holds a term that no document has; until then `has_leftovers`
  is True. A purge costs in proportion to what was touched, not to the whole index.
- Damage. On files that are missing, cut short or not its own, everything raises what the engine calls damage, and
  nothing else; a `View` whose files are gone because a writer moved on may raise it too, and is then opened anew.
  `guarded` makes one error of it for whoever calls: IndexFileError.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from search_index.fields import Document
from search_index.plan import Plan
from search_index.results import Order

SCORE_DIGITS = 6
WRITING = "Another process is writing to the search index: wait until it has ended, then run this again."
"""What an engine refuses a second writer with."""


class Stamp(NamedTuple):
    """What an index says of one of its documents: which row it was made from. Equal stamps, equal documents."""

    id: str
    row_version: int
    discussed: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """One found document, and its score: 0.0 in every order but relevance."""

    id: str
    row_version: int
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found out of `total`; for each facet asked for, how many of all found have each term."""

    page: tuple[Ranked, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class IndexFileError(Exception):
    """The files of an index could not be read or written: missing, damaged, of another format, or no room for them."""


class TooSlowError(Exception):
    """A search was not done by its deadline."""


def check(deadline: float | None) -> None:
    """Raise TooSlowError after a deadline, a value of `time.monotonic`."""
    if deadline is not None and time.monotonic() > deadline:
        raise TooSlowError


class View(Protocol):
    """An index as of one commit. Used by one thread at a time; to be closed."""

    def is_current(self) -> bool:
        """Return whether there was no commit since; cheap enough to ask before every search."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...

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
        """Return one page of what a plan finds, the total, and the counts of facets (names of `fields.FACETS`).

        Raises TooSlowError some time after `deadline`, a value of `time.monotonic`.
        """
        ...

    def count(self, plan: Plan, *, deadline: float | None = None) -> int:
        """Return how many documents a plan finds. Raises TooSlowError as `find` does."""
        ...

    def holders(self, plan: Plan, most: int | None = None) -> Iterator[Ranked]:
        """Yield documents that a plan finds, at most so many, in a steady order of the engine's own, without scores."""
        ...

    def stamps(self) -> Iterator[Stamp]:
        """Yield the stamp of every document; an id that stands there twice, twice."""
        ...

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents hold a term, 0 for one that stands nowhere. Costs about one look-up."""
        ...

    def terms(self, field: str) -> Iterator[str]:
        """Yield the terms of a field in the order of their bytes, whatever keeps a term in the files included."""
        ...

    def starting(self, field: str, start: str, most: int) -> list[str]:
        """Return the terms of a field that begin so, in order, at most so many."""
        ...

    def near(self, field: str, term: str, *, distance: int, most: int) -> list[str]:
        """Return terms at most so many letters added, left out, changed or swapped away, the likeliest first.

        They share the first letter.
        """
        ...

    def files(self) -> Mapping[str, bool]:
        """Return the names of the files that the index is made of, each with whether terms stand in it."""
        ...

    def has_leftovers(self) -> bool:
        """Return whether documents that went may still have left terms or bytes behind."""
        ...


class Index(Protocol):
    """An index that can be changed, by one caller at a time."""

    def view(self) -> View:
        """Return the index as of now."""
        ...

    def apply(self, gone: Collection[str], documents: Iterable[Document]) -> None:
        """Take out every document of these ids and put in others, in one commit; nothing changes when it raises.

        Raises Refused when another process is writing to the index. Callers give some thousand documents at most.
        """
        ...

    def purge(self) -> None:
        """Forget some of what went, in one commit of bounded cost. To be repeated while `has_leftovers`."""
        ...


class Engine(Protocol):
    """One way to make an index."""

    name: str
    format: int
    """Raised whenever what it writes changes; an index of another format is built afresh."""

    def create(self, folder: Path) -> Index:
        """Return a new index in an empty folder."""
        ...

    def open(self, folder: Path) -> Index:
        """Return the index in a folder. `generation` sees to it that nobody else could have written there."""
        ...
