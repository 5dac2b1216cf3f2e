"""Finding the lines of a concordance: some at once, to be sorted, or all of them, piece after piece as they stand."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, cast, runtime_checkable

from sqlite_utils import Database

from archive.errors import Refused
from plugins._datasette import Served
from plugins.acronyms.kept import Kept
from plugins.research.asked_lines import Asked
from plugins.site.state import Site
from search_index import generation
from search_index.concordance import Passages, Place, draw, find_places

MOST_ITEMS = 5_000
"""Posts and comments whose texts are looked through at once."""

MOST_FOUND = 1_000_000
"""Posts and comments that a sample is drawn from, and that the CSV of all lines goes through, piece after piece."""

MOST_LINES = 50_000
SECONDS = 8.0
_KEPT = 8
_ITEMS_AT_ONCE = 500

NOT_READY = "Search is being made ready: try again in a minute."
TOO_SLOW = f"This took longer than {SECONDS:g} seconds: ask for fewer or rarer words, or one year."


@runtime_checkable
class FindsPassages(Protocol):
    """A search that says what to mark; `search_index.search.Searcher` is one."""

    def search_passages(self, db: Database, query: str, *, most: int, seconds: float) -> Passages:
        """Return the ids that a query finds, newest first, and what to mark in their texts."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The sorted places of what was asked, in how many items they were looked for, and whether there is more."""

    places: tuple[Place, ...]
    ids: tuple[str, ...]
    is_cut: bool


def find(db: Database, site: Site, kept: Kept, asked: Asked) -> Found:
    """Return every place of what is asked, found once for each version of the public copy and its index.

    Raises TooSlowError, Refused where there is no search, MustCountError in a thread that pages need.
    """
    searcher = _searcher(site)
    current = generation.read_current(site.folder.index)
    key = (asked.query, asked.keys, asked.sample, asked.seed, current)
    return kept.get(db, key, partial(_find, db, searcher, asked))


def _searcher(site: Site) -> FindsPassages:
    if not isinstance(site.searcher, FindsPassages):
        raise Refused(NOT_READY)
    return site.searcher


def _find(db: Database, searcher: FindsPassages, asked: Asked) -> Found:
    deadline = time.monotonic() + SECONDS
    most = MOST_FOUND if asked.sample else MOST_ITEMS
    passages = searcher.search_passages(db, asked.query, most=most, seconds=SECONDS / 2)
    if asked.sample:
        drawn = tuple(draw(passages.ids, asked.sample, asked.seed))
        passages = Passages(drawn, passages.sought, passages.is_cut)
    places = find_places(db, passages, asked.keys, most=MOST_LINES, deadline=deadline)
    return Found(tuple(places), passages.ids, passages.is_cut or len(places) == MOST_LINES)


def page_of(found: Found, asked: Asked) -> tuple[int, tuple[Place, ...]]:
    """Return the places of one page: those after the line named, the first where it is not there any more."""
    start = next((at + 1 for at, place in enumerate(found.places) if name_of([place]) == asked.after), 0)
    return start, found.places[start : start + asked.size]


def name_of(places: Sequence[Place]) -> str:
    """Return the name of the last of some lines, for the page that follows it."""
    return f"{places[-1].item_id}.{places[-1].start}"


def kept_of(datasette: Served) -> Kept:
    """Return what is kept beside a running site; a list of places may be some megabytes, so few of them are."""
    kept = getattr(datasette, "threadkeep_lines", None)
    if kept is None:
        kept = datasette.threadkeep_lines = Kept(_KEPT)
    return cast(Kept, kept)


def find_all(db: Database, site: Site, asked: Asked) -> Passages:
    """Return every item that is asked for, newest first, for `iter_pieces`; raises TooSlowError and Refused."""
    return _searcher(site).search_passages(db, asked.query, most=MOST_FOUND, seconds=SECONDS / 2)


def iter_pieces(passages: Passages) -> Iterator[Passages]:
    """Yield some passages after others, each so few that all their lines are found at once."""
    for start in range(0, len(passages.ids), _ITEMS_AT_ONCE):
        yield replace(passages, ids=passages.ids[start : start + _ITEMS_AT_ONCE])
