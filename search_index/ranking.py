"""The order of hits: by score, then newest first, then by id; without words to score by, newest first."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from search_index import nodes
from search_index.compiling import Compiler
from search_index.query import Parsed
from search_index.whoosh_engine.library import BM25F, TopCollector

WEIGHTING = BM25F(title_B=0.0, acro_B=0.0, author_B=0.0)
"""Length counts against a text alone: most items have no title, so that any title would seem long."""

_BOUNDED = (
    nodes.Word | nodes.Capitals | nodes.Spellings | nodes.Phrase | nodes.Author | nodes.Tag | nodes.Year | nodes.Kind
)
"""What Whoosh knows a true upper bound of the score of."""

_TIES = 1_000
_AHEAD = 20
_REPLACE = 10
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Ranked:
    """One page of documents, as id and row version, out of `total`, and notes on what could not be carried out."""

    page: tuple[tuple[str, int], ...]
    total: int
    notes: tuple[str, ...]


def rank(searcher: Any, parsed: Parsed, *, limit: int, offset: int) -> Ranked:
    """Return a page of what a query finds. It must have a root."""
    assert parsed.root is not None
    compiler = Compiler(searcher.reader())
    query = compiler.compile(parsed.root)
    columns = _Columns(searcher.reader())
    wanted = offset + limit
    if any(nodes.iter_words(parsed.root)):
        total, best = _by_score(searcher, query, columns, wanted, _may_skip(parsed.root))
    else:
        total, best = _by_time(searcher, query, columns, wanted)
    page = tuple(columns.name(number) for number in best[offset:])
    return Ranked(page, total, tuple(compiler.notes))


def _may_skip(root: nodes.Node) -> bool:
    """Return whether Whoosh may pass over what it thinks cannot reach the page.

    Its bounds are too low for a "not", and for three or more alternatives on a small segment (days, beginnings, OR): it
    would lose hits, and count too few.
    """
    parts = root.nodes if isinstance(root, nodes.Every) else (root,)
    return all(isinstance(part, _BOUNDED) for part in parts)


def _by_score(searcher: Any, query: Any, columns: _Columns, wanted: int, skip: bool) -> tuple[int, list[int]]:
    """Whoosh breaks ties by where a document lies in its files; take enough of them to order ties ourselves."""
    reach = wanted + _AHEAD
    while True:
        collector = TopCollector(reach, usequality=skip, replace=_REPLACE if skip else 0)
        searcher.search_with_collector(query, collector)
        results = collector.results()
        scored = [(round(score, _DIGITS), number) for score, number in results.top_n]
        tied_beyond = len(scored) == reach and scored[-1][0] == scored[wanted - 1][0]
        if not tied_beyond or reach > wanted + _TIES:
            break
        reach *= 4
    scored.sort(key=lambda pair: (-pair[0], -columns.published(pair[1]), columns.name(pair[1])))
    return len(results), [number for _, number in scored[:wanted]]


def _by_time(searcher: Any, query: Any, columns: _Columns, wanted: int) -> tuple[int, list[int]]:
    found = [(-columns.published(number), number) for number in searcher.docs_for_query(query)]
    total = len(found)
    if total > wanted:
        # ids are read for those alone that may stand on the page: many items share one day, or have none
        last = heapq.nsmallest(wanted, (written for written, _ in found))[-1]
        found = [pair for pair in found if pair[0] <= last]
    found.sort(key=lambda pair: (pair[0], columns.name(pair[1])))
    return total, [number for _, number in found[:wanted]]


class _Columns:
    """Values of documents by number, across the segments of a reader."""

    def __init__(self, reader: Any) -> None:
        self._leaves: list[tuple[int, Any, Any, Any]] = [
            (first, leaf.column_reader("published"), leaf.column_reader("id"), leaf.column_reader("row_version"))
            for leaf, first in reader.leaf_readers()
            if leaf.doc_count_all()
        ]
        self._starts = [first for first, *_ in self._leaves]

    def _find(self, number: int) -> tuple[int, Any, Any, Any]:
        return self._leaves[bisect_right(self._starts, number) - 1]

    def published(self, number: int) -> int:
        first, published, _, _ = self._find(number)
        return int(published[number - first])

    def name(self, number: int) -> tuple[str, int]:
        first, _, ids, versions = self._find(number)
        return str(ids[number - first]), int(versions[number - first])
