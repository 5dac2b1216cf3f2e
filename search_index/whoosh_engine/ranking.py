"""The order of hits: by score, date or discussion, and always total."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from search_index.engine import SCORE_DIGITS, Ranked
from search_index.fields import UNDATED
from search_index.plan import Plan
from search_index.results import Order
from search_index.whoosh_engine.finding import Gain, Search
from search_index.whoosh_engine.segments import Segment

_B = 0.75
_K1 = 1.2

Scores = dict[int, float]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A segment as it stands in one searcher, and what of it was found."""

    reader: Any
    segment: Segment
    found: Collection[int] = ()

    def values(self, number: int, *names: str) -> tuple[Any, ...]:
        """Return what columns say of one document."""
        return tuple(self.segment.column(self.reader, name)[number] for name in names)


class Statistics:
    """What BM25 has to know of a whole index, as of one commit (Robertson and Zaragoza 2009; constants of Whoosh)."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._norms: dict[tuple[int, str], list[float]] = {}

    def factor(self, field: str, term: str, searches: Iterable[Search]) -> float:
        """Return what a term counts for in all segments: the rarer the more."""
        counts = [search.frequency(field, term) for search in searches]
        known = [count for count in counts if count is not None]
        reader = self._searcher.reader()
        total = sum(known) if len(known) == len(counts) else reader.doc_frequency(field, term)
        return float((math.log(reader.doc_count_all() / (total + 1)) + 1) * (_K1 + 1))

    def norms(self, leaf: Leaf, field: str) -> list[float]:
        """Return a norm for each document of a segment: the longer its field, the higher."""
        key = (id(leaf.reader), field)
        if key not in self._norms:
            average = self._searcher.avg_field_length(field) or 1
            lengths = leaf.reader._perdoc.lengths(field)
            norm_of = {length: _K1 * (1 - _B + _B * length / average) for length in set(lengths)}
            self._norms[key] = [norm_of[length] for length in lengths]
        return self._norms[key]


def score(leaves: Sequence[Leaf], searches: Sequence[Search], wanted: Plan, known: Statistics) -> list[Scores]:
    """Return for each segment the documents that a plan finds, with their scores."""
    factors: dict[tuple[str, str], float] = {}

    def gain_in(leaf: Leaf) -> Gain:
        def gain(field: str, term: str) -> tuple[float, list[float]]:
            if (field, term) not in factors:
                factors[field, term] = known.factor(field, term, searches)
            return factors[field, term], known.norms(leaf, field)

        return gain

    return [search.score(wanted, gain_in(leaf)) for leaf, search in zip(leaves, searches, strict=True)]


def best_of(leaves: Sequence[Leaf], scores: Sequence[Scores], most: int) -> list[Ranked]:
    """Return the first so many by score, then newest first, then by id."""
    highest = heapq.nlargest(most, chain.from_iterable(found.values() for found in scores))
    if not highest:
        return []
    last = round(highest[-1], SCORE_DIGITS)
    near = last - 2 * 10**-SCORE_DIGITS
    rows = []
    for leaf, found in zip(leaves, scores, strict=True):
        for number, exact in found.items():
            # rounding is dear, and few come near
            if exact > near and (rounded := round(exact, SCORE_DIGITS)) >= last:
                item_id, version, written = leaf.values(number, "id", "row_version", "written")
                rows.append((-rounded, -written, item_id, version))
    rows.sort()
    return [Ranked(item_id, version, -rounded) for rounded, _, item_id, version in rows[:most]]


def ordered(leaves: Sequence[Leaf], order: Order, most: int) -> list[Ranked]:
    """Return the first so many of what was found in an order that knows no scores."""
    keys: list[tuple[int, int, int, Leaf]] = []
    for leaf in leaves:
        written = leaf.segment.column(leaf.reader, "written")
        discussed = leaf.segment.column(leaf.reader, "discussed") if order is Order.DISCUSSED else None
        for number in leaf.found:
            when = written[number]
            main, then = (-discussed[number], -when) if discussed is not None else (_time_key(when, order), 0)
            keys.append((main, then, number, leaf))
    if len(keys) > most:
        # ids are read for those alone that may stand on the page: many items share one day, or have none
        last = sorted((main, then) for main, then, _, _ in keys)[most - 1]
        keys = [key for key in keys if (key[0], key[1]) <= last]
    rows = [(main, then, *leaf.values(number, "id", "row_version")) for main, then, number, leaf in keys]
    rows.sort()
    return [Ranked(item_id, version) for _, _, item_id, version in rows[:most]]


def _time_key(when: int, order: Order) -> int:
    if order is Order.OLDEST:
        return when if when != UNDATED else -UNDATED
    return -when
