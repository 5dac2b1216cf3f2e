"""What one segment holds, read once: segments never change, so what was read of one serves until it is rewritten."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable
from typing import Any

from search_index import plan
from search_index.plan import Plan
from search_index.whoosh_engine.compiling import compile_plan
from search_index.whoosh_engine.library import W3LeafMatcher

_KEPT = 2_000
"""Segments kept in memory: those of some millions of documents."""


class Segment:
    """Columns and facets of one segment, by the number of a document within it. Holds no file open."""

    def __init__(self) -> None:
        self.columns: dict[str, list[Any]] = {}
        self.facets: dict[str, list[tuple[str, ...]]] = {}

    def column(self, leaf: Any, name: str) -> list[Any]:
        """Return a column as a list."""
        if name not in self.columns:
            self.columns[name] = list(leaf.column_reader(name))
        return self.columns[name]

    def count(self, leaf: Any, name: str, numbers: Iterable[int], counts: Counter[str]) -> None:
        """Add how many of some documents have each term of a facet."""
        if name not in self.facets:
            self.facets[name] = _read_facet(leaf, name)
        for terms, times in Counter(map(self.facets[name].__getitem__, numbers)).items():
            for term in terms:
                counts[term] += times


class Segments:
    """The segments of one index, by id, those used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Segment] = OrderedDict()

    def get(self, leaf: Any) -> Segment:
        """Return what was read of a segment."""
        name = str(leaf.segment().segment_id())
        found = self._kept.pop(name, None) or Segment()
        self._kept[name] = found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found


def _read_facet(leaf: Any, name: str) -> list[tuple[str, ...]]:
    """Return the terms of a facet that each document has; equal ones are one object, so that counting is quick."""
    gathered: list[tuple[str, ...]] = [()] * leaf.doc_count_all()
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    for raw in leaf.lexicon(name):
        term = raw.decode()
        for number in posting_numbers(leaf, name, raw):
            terms = (*gathered[number], term)
            gathered[number] = same.setdefault(terms, terms)
    return gathered


def posting_numbers(leaf: Any, field: str, term: str | bytes) -> list[int]:
    """Return the numbers of the documents of a segment that hold a term, in order."""
    if (field, term) not in leaf:
        return []
    matcher = leaf.postings(field, term)
    if not isinstance(matcher, W3LeafMatcher):
        return list(matcher.all_ids())
    # block by block: asking the matcher for one number after the other takes many times as long
    numbers: list[int] = []
    while True:
        if matcher._ids is None:
            matcher._read_ids()
        numbers += matcher._ids
        if matcher._lastblock:
            return numbers
        matcher._next_block()


def find_numbers(leaf: Any, searcher: Any, wanted: Plan) -> Collection[int]:
    """Return the numbers of the documents of a segment that a plan finds; `searcher` is the one for that segment."""
    match wanted:
        case plan.Term(field, term):
            return posting_numbers(leaf, field, term)
        case plan.Sequence(field, terms):
            if not all((field, term) in leaf for term in terms):
                return ()
            return list(compile_plan(wanted, leaf).docs(searcher))
        case plan.AnyOf(parts):
            return set().union(*(find_numbers(leaf, searcher, part) for part in parts))
        case plan.AllOf(parts, without):
            return _find_all(leaf, searcher, parts, without)


def _find_all(leaf: Any, searcher: Any, parts: tuple[Plan, ...], without: tuple[Plan, ...]) -> Collection[int]:
    # a sequence is dear: it comes last, when there may be nothing left to look for
    order = sorted(parts, key=lambda part: isinstance(part, plan.Sequence))
    found: Collection[int] = find_numbers(leaf, searcher, order[0]) if order else set(leaf.all_doc_ids())
    for part in order[1:]:
        if not found:
            return found
        found = set(found).intersection(find_numbers(leaf, searcher, part))
    for part in without:
        if found:
            found = set(found).difference(find_numbers(leaf, searcher, part))
    return found
