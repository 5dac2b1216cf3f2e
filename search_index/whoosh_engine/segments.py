"""What one segment holds, read once: segments never change, so what was read of one serves until it is rewritten."""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any

from search_index.whoosh_engine.library import NumericColumn, VarBytesColumn
from search_index.whoosh_engine.postings import posting_numbers

_KEPT = 2_000
"""Segments kept in memory: those of some millions of documents."""


Names = tuple[str, ...]
Values = tuple[tuple[str, ...], ...]


class Segment:
    """Columns and facets of one segment, by the number of a document within it. Holds no file open."""

    def __init__(self, values: FacetValues) -> None:
        self.columns: dict[str, list[Any]] = {}
        self._values = values
        self._facets: dict[Names, list[int]] = {}

    def column(self, leaf: Any, name: str) -> list[Any]:
        """Return a column as a list."""
        if name not in self.columns:
            self.columns[name] = _read_column(leaf, name)
        return self.columns[name]

    def facets(self, leaf: Any, names: Names) -> list[int]:
        """Return for each document the number of the terms that it has of some facets (`FacetValues`)."""
        if names not in self._facets:
            columns = zip(*(_read_facet(leaf, name) for name in names), strict=True)
            self._facets[names] = list(map(self._values.number, columns))
        return self._facets[names]


class FacetValues:
    """What documents have of one facet or some, each different one with a number: numbers are counted the quickest."""

    def __init__(self) -> None:
        self._numbers: dict[Values, int] = {}
        self._values: list[Values] = []

    def number(self, values: Values) -> int:
        """Return the number of the terms of some facets."""
        number = self._numbers.setdefault(values, len(self._values))
        if number == len(self._values):
            self._values.append(values)
        return number

    def count(self, names: Names, numbers: Iterable[int]) -> dict[str, dict[str, int]]:
        """Return for each facet how many have each term, by the numbers of what they have of these facets."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in names}
        for number, times in Counter(numbers).items():
            for name, terms in zip(names, self._values[number], strict=True):
                for term in terms:
                    counts[name][term] += times
        return {name: dict(found) for name, found in counts.items()}


class Segments:
    """The segments of one index, by id, those used last."""

    def __init__(self) -> None:
        self.values = FacetValues()
        self._kept: OrderedDict[str, Segment] = OrderedDict()

    def get(self, leaf: Any) -> Segment:
        """Return what was read of a segment."""
        name = str(leaf.segment().segment_id())
        found = self._kept.pop(name, None) or Segment(self.values)
        self._kept[name] = found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found


def _read_column(leaf: Any, name: str) -> list[Any]:
    """Return a column: its bytes are read once, where Whoosh would read them value by value."""
    stored = leaf.column_reader(name, translate=False)
    match stored:
        case VarBytesColumn.Reader():
            whole = stored._dbfile.get(stored._basepos, sum(stored._lengths))
            ends = accumulate(stored._lengths, initial=0)
            return [whole[start:end].decode() for start, end in pairwise(ends)]
        case NumericColumn.Reader():
            kept = struct.calcsize(f"!{stored._count}{stored._typecode}")
            values = struct.unpack(f"!{stored._count}{stored._typecode}", stored._dbfile.get(stored._basepos, kept))
            # what stands at the end with the usual value is not kept
            return [*values, *[stored._default] * (stored._doccount - stored._count)]
    return list(leaf.column_reader(name))


def _read_facet(leaf: Any, name: str) -> list[tuple[str, ...]]:
    """Return the terms of a facet that each document has."""
    gathered: list[tuple[str, ...]] = [()] * leaf.doc_count_all()
    for raw in leaf.lexicon(name):
        term = raw.decode()
        for number in posting_numbers(leaf, name, raw):
            gathered[number] = (*gathered[number], term)
    return gathered
