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


class Segment:
    """Columns and facets of one segment, by the number of a document within it. Holds no file open."""

    def __init__(self) -> None:
        self.columns: dict[str, list[Any]] = {}
        self.facets: dict[str, list[tuple[str, ...]]] = {}

    def column(self, leaf: Any, name: str) -> list[Any]:
        """Return a column as a list."""
        if name not in self.columns:
            self.columns[name] = _read_column(leaf, name)
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
    """Return the terms of a facet that each document has; equal ones are one object, so that counting is quick."""
    gathered: list[tuple[str, ...]] = [()] * leaf.doc_count_all()
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    for raw in leaf.lexicon(name):
        term = raw.decode()
        for number in posting_numbers(leaf, name, raw):
            terms = (*gathered[number], term)
            gathered[number] = same.setdefault(terms, terms)
    return gathered
