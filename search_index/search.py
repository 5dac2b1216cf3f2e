"""Searching: one long-lived `Searcher` for each process, shared by its threads.

Every way to search goes through here: the page, the command, the feed and the SQL function `search()`. What is read off
the index is held against public.db before it is shown: see `hits`.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from archive.public import store
from archive.text import Span
from search_index import facets, generation, hits, nodes, suggestions, understanding
from search_index.concordance import Passages
from search_index.engine import Engine, Found, Index, IndexFileError, Ranked, TooSlowError, View, check
from search_index.engines import get_engine
from search_index.expanding import ReadClause, expand, root_of
from search_index.nodes import Node
from search_index.plan import AllOf, Plan
from search_index.planning import Planner
from search_index.public_vocabulary import PublicVocabulary
from search_index.query import Clause, Parsed, parse
from search_index.results import Facet, Ignored, Order, Page, SearchResult
from search_index.snippets import Sought
from search_index.vocabulary import Vocabulary

MAX_LIMIT = 500
MAX_OFFSET = 10_000
FACETS = tuple(facets.FIELD_OF)
BUSY = "There are too many searches just now: try again in a minute."
UNUSABLE = "The search index is missing or damaged: run `threadkeep publish` to make it anew."
BEHIND = Ignored("counts and ways to narrow down", "the search is being brought up to date: they are back in a minute")
TOO_SLOW = Ignored("", "the search took too long and was ended: ask for fewer or rarer words")

MAX_THREADS = 50
"""Threads of a page, each with a few hits."""

GROUPED_FROM = 1_000
"""Where hits are grouped by thread, the best so many are."""

_SECONDS = 5.0
_WAIT = 5.0
"""Seconds that a search waits for those before it."""

_RETRIES = 2
_T = TypeVar("_T")


class Busy(Refused):
    """Others search already, and take too long."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which page of what, in which order, with which facets. Out of bounds, the nearest that is within."""

    limit: int = 20
    offset: int = 0
    order: Order | None = None
    facets: Collection[str] = ()
    grouped: bool = False

    def within_bounds(self) -> Request:
        """Return the same request within bounds."""
        most = MAX_THREADS if self.grouped else MAX_LIMIT
        return replace(self, limit=max(1, min(self.limit, most)), offset=max(0, min(self.offset, MAX_OFFSET)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A query as one index reads it."""

    parsed: Parsed
    clauses: tuple[ReadClause, ...]
    root: Node
    plan: Plan
    vocabulary: Vocabulary
    planner: Planner


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an index says to a query; the hits themselves are read afterwards, when others may have the index."""

    result: SearchResult
    request: Request
    found: Found
    sought: Sought
    places: Mapping[str, hits.Place]


class Searcher:
    """Answers queries from one index folder. Opens nothing before the first; may be used from any thread."""

    def __init__(self, index: Path) -> None:
        """Bind the searcher to an index folder, which may be made, remade or repaired at any time."""
        self._index = index
        self._lock = threading.Lock()
        self._generation: generation.Generation | None = None
        self._engine: Engine | None = None
        self._opened: Index | None = None
        self._view: View | None = None

    def search(
        self,
        db: Database,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        order: Order | None = None,
        facets: Collection[str] = (),
        grouped: bool = False,
    ) -> SearchResult:
        """Return one page of hits, for the same index always in the same order, with the facets asked for.

        The order is the one asked for, else the one that the query names, else the best first. No query raises. Raises
        Refused when there is no index that can be read.
        """
        parsed = parse(query)
        request = Request(limit, offset, order, facets, grouped).within_bounds()
        if parsed.root is None:
            return _nothing(parsed, request, parsed.ignored)
        try:
            answer = self.run(lambda view: _answer(view, db, parsed, request, self._reflected()))
        except TooSlowError:
            return _nothing(parsed, request, (*parsed.ignored, TOO_SLOW))
        return _shown(db, answer)

    def search_ids(self, db: Database, query: str, *, most: int, seconds: float) -> list[str]:
        """Return the ids that a query finds, newest first, at most so many.

        Raises TooSlowError when it takes longer than so many seconds, Refused when there is no index.
        """
        return list(self.search_passages(db, query, most=most, seconds=seconds).ids)

    def search_passages(self, db: Database, query: str, *, most: int, seconds: float) -> Passages:
        """Return the same with what to mark in the texts of these items.

        Raises TooSlowError when it takes longer than so many seconds, Refused when there is no index.
        """
        parsed = parse(query)
        if parsed.root is None:
            return Passages((), Sought.of(None))
        deadline = time.monotonic() + seconds

        def find(view: View) -> tuple[_Reading, Found]:
            reading = _read(view, db, parsed)
            return reading, view.find(reading.plan, order=Order.NEWEST, offset=0, limit=most, deadline=deadline)

        reading, found = self.run(find)
        ids = tuple(ranked.id for ranked in _public(_places(db, found), found.page))
        return Passages(ids, _sought(reading), len(found.page) == most and found.total > most)

    def suggest(self, db: Database, query: str) -> str | None:
        """Return the query with words that stand nowhere replaced by near ones that do, None when there are none.

        Words are taken from public rows that the index found, never from the index itself.
        """
        parsed = parse(query)

        def look(view: View) -> str | None:
            return suggestions.suggest(view, db, parsed.typed, expand(parsed, PublicVocabulary(view, db)))

        return self.run(look)

    def close(self) -> None:
        """Let go of the index files."""
        with self._lock:
            self._drop()

    def run(self, work: Callable[[View], _T]) -> _T:
        """Return what `work` makes of an up-to-date view, alone with it; it must keep nothing of it.

        When the index changes hands in between, a new one is opened and `work` done again. Raises Busy when others
        are at it for long, Refused when there is no index that can be read.
        """
        if not self._lock.acquire(timeout=_WAIT):
            raise Busy(BUSY)
        try:
            for attempt in range(_RETRIES + 1):
                try:
                    return work(self._open())
                except WrongUse as error:
                    raise Refused(str(error)) from error
                except IndexFileError as error:
                    self._drop()
                    if attempt == _RETRIES:
                        raise Refused(UNUSABLE) from error
        finally:
            self._lock.release()
        raise AssertionError("the last attempt returns or raises")

    def _reflected(self) -> int:
        """Return the content version that the open index reflects, or an earlier one."""
        return self._generation.content_version if self._generation else 0

    def _open(self) -> View:
        """Return a view that sees the last commit."""
        current = generation.read_current(self._index)
        if current is None:
            raise IndexFileError("no index in use")
        if self._generation is None or self._generation.folder != current.folder:
            self._drop()
            self._engine = get_engine(current.engine)
            self._opened = generation.open_generation(self._index, current, self._engine)
        self._generation = current
        if self._view is not None and not self._view.is_current():
            self._view.close()
            self._view = None
        if self._view is None:
            assert self._opened is not None
            self._view = self._opened.view()
        return self._view

    def _drop(self) -> None:
        if self._view is not None:
            with suppress(IndexFileError):
                self._view.close()
        self._view = self._opened = self._generation = None


def search(
    folder: DataFolder,
    query: str,
    *,
    limit: int = 20,
    offset: int = 0,
    order: Order | None = None,
    facets: Collection[str] = (),
    grouped: bool = False,
) -> SearchResult:
    """Return one page of hits from an archive. Raises WrongUse when nothing is published, Refused without an index."""
    db = store.open_public(folder)
    searcher = Searcher(folder.index)
    try:
        return searcher.search(db, query, limit=limit, offset=offset, order=order, facets=facets, grouped=grouped)
    finally:
        searcher.close()
        db.close()


def _read(view: View, db: Database, parsed: Parsed) -> _Reading:
    vocabulary = PublicVocabulary(view, db)
    clauses = expand(parsed, vocabulary)
    root = root_of(clauses)
    assert root is not None
    planner = Planner(view, lambda: _sites(db))
    return _Reading(parsed, clauses, root, planner.plan(root), vocabulary, planner)


def _sites(db: Database) -> dict[str, list[int]]:
    sites: dict[str, list[int]] = {}
    for site in store.get_sites(db):
        for name in {site.host.lower(), site.host.lower().removeprefix("www.")}:
            sites.setdefault(name, []).append(site.id)
    return sites


def _answer(view: View, db: Database, parsed: Parsed, request: Request, reflected: int) -> _Answer:
    reading = _read(view, db, parsed)
    order = _order(reading, request)
    deadline = time.monotonic() + _SECONDS
    found = view.find(
        reading.plan,
        order=order,
        offset=0 if request.grouped else request.offset,
        limit=GROUPED_FROM if request.grouped else request.limit,
        facets=[facets.FIELD_OF[name] for name in FACETS if name in request.facets],
        deadline=deadline,
    )
    places = _places(db, found)
    behind = store.content_version(db) != reflected or len(_public(places, found.page)) < len(found.page)
    if behind:
        request = replace(request, facets=())
        found = view.find(reading.plan, order=order, offset=0, limit=GROUPED_FROM, deadline=deadline)
        places = _places(db, found)
        found = _only_public(found, places, request)
    sought = _sought(reading)
    ignored = (*parsed.ignored, *reading.planner.notes, *((BEHIND,) if behind else ()))
    result = SearchResult(
        query=parsed.typed,
        understood=understanding.describe(reading.clauses, ignored),
        total=found.total,
        reading=understanding.explain(
            parsed.typed,
            reading.clauses,
            lambda node: None if behind else _count(view, reading, node, deadline),
        ),
        ignored=tuple(dict.fromkeys(ignored)),
        facets=_facets(view, db, reading, found, request, deadline),
        order=order,
        grouped=request.grouped,
        switched_off=understanding.switched_off(parsed),
    )
    if not result.total and not behind:
        with suppress(TooSlowError):
            suggestion = suggestions.suggest(view, db, parsed.typed, reading.clauses, deadline, reading.planner)
            result = replace(result, suggestion=suggestion)
    return _Answer(result, request, found, sought, places)


def _sought(reading: _Reading) -> Sought:
    sought = Sought.of(reading.root)
    return replace(sought, stems=sought.stems | reading.planner.stems)


def _count(view: View, reading: _Reading, node: Node, deadline: float) -> int | None:
    """Return how many items a node finds alone, None where there is no time left to count."""
    with suppress(TooSlowError):
        check(deadline)
        return view.count(reading.planner.plan(node), deadline=deadline)
    return None


def _only_public(found: Found, places: Mapping[str, hits.Place], request: Request) -> Found:
    """Return a page of what is public as it was indexed, out of the first so many hits: nothing else is counted.

    An index that is behind knows words that were taken out; no number may tell that they are found.
    """
    public = _public(places, found.page)
    start, end = (0, None) if request.grouped else (request.offset, request.offset + request.limit)
    return Found(public[start:end], len(public))


def _order(reading: _Reading, request: Request) -> Order:
    order = request.order or reading.parsed.order or Order.RELEVANCE
    # without words there is nothing to score by
    return order if order is not Order.RELEVANCE or any(nodes.iter_words(reading.root)) else Order.NEWEST


def _shown(db: Database, answer: _Answer) -> SearchResult:
    """Return an answer with its hits, where they are grouped also its threads and how many threads there are."""
    found, request = answer.found, answer.request
    if not request.grouped:
        shown = hits.read_hits(db, found.page, answer.sought)
        return replace(answer.result, hits=shown, page=_page(request, found.total))
    of_thread = {ranked.id: answer.places[ranked.id].thread for ranked in found.page}
    counts = Counter(of_thread.values())
    wanted = list(dict.fromkeys(of_thread[ranked.id] for ranked in found.page))[request.offset :][: request.limit]
    taken: Counter[str] = Counter()
    page = []
    for ranked in found.page:
        thread = of_thread[ranked.id]
        taken[thread] += 1
        if thread in wanted and taken[thread] <= hits.THREAD_HITS:
            page.append(ranked)
    shown = hits.read_hits(db, page, answer.sought)
    return replace(
        answer.result,
        hits=shown,
        page=_page(request, len(counts)),
        threads=hits.group_hits(shown, counts),
        thread_count=len(counts),
    )


def _facets(
    view: View, db: Database, reading: _Reading, found: Found, request: Request, deadline: float
) -> tuple[Facet, ...]:
    """Return the facets asked for, none where there is no time left to count them."""
    parts = [clause.node for clause in reading.clauses]
    has_voice = any(isinstance(part, nodes.Voice) for part in parts)

    def recount(node: Node) -> int | None:
        """Count anew where a value finds other than its own term: all spellings, a tag with those below, one voice."""
        (clause,) = expand(replace(reading.parsed, clauses=(Clause(node, Span(0, 0)),)), reading.vocabulary)
        if not clause.also and not (has_voice and isinstance(node, nodes.Words)):
            return None
        if has_voice:
            return view.count(reading.planner.plan(nodes.Every((*parts, clause.node))), deadline=deadline)
        return view.count(AllOf((reading.plan, reading.planner.plan(clause.node))), deadline=deadline)

    reader = facets.FacetReader(db, view, reading.vocabulary, reading.parsed, recount)
    wanted = [name for name in FACETS if name in request.facets]
    with suppress(TooSlowError):
        return tuple(reader.read(name, found.facets[facets.FIELD_OF[name]]) for name in wanted)
    return ()


def _page(request: Request, total: int) -> Page:
    after = request.offset + request.limit
    return Page(
        request.offset,
        request.limit,
        previous=max(0, min(request.offset, total) - request.limit) if request.offset else None,
        next=after if after < total and after <= MAX_OFFSET else None,
    )


def _nothing(parsed: Parsed, request: Request, ignored: tuple[Ignored, ...]) -> SearchResult:
    return SearchResult(
        parsed.typed,
        understanding.describe((), ignored),
        0,
        ignored=ignored,
        order=request.order or parsed.order or Order.RELEVANCE,
        page=Page(request.offset, request.limit),
        grouped=request.grouped,
    )


def _public(places: Mapping[str, hits.Place], page: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
    """Return what is public as it was indexed."""
    return tuple(ranked for ranked in page if ranked.id in places and places[ranked.id].version == ranked.row_version)


def _places(db: Database, found: Found) -> dict[str, hits.Place]:
    return hits.read_places(db, [ranked.id for ranked in found.page])
