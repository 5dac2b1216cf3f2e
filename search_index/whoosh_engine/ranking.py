"""The order of hits: by score, date or discussion, and always total."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from search_index import plan
from search_index.engine import SCORE_DIGITS, Ranked, check
from search_index.fields import BY_NAME, UNDATED
from search_index.plan import Plan
from search_index.results import Order
from search_index.whoosh_engine.compiling import compile_plan, may_skip
from search_index.whoosh_engine.library import BM25F, TopCollector
from search_index.whoosh_engine.segments import Segment

WEIGHTING = BM25F()

_AHEAD = 20
_WIDER = 16
_REPLACE = 10
_LOOK_EVERY = 500

Scored = tuple[float, int]


class _Everything(TopCollector):  # type: ignore[misc]  # Whoosh has no types
    """Keeps every score, for queries in which nothing may be passed over."""

    def __init__(self, deadline: float | None) -> None:
        super().__init__(limit=1, usequality=False, replace=0)
        self.scored: list[Scored] = []
        self._deadline = deadline

    def _collect(self, global_docnum: int, score: float) -> float:
        self.scored.append((score, global_docnum))
        if not len(self.scored) % _LOOK_EVERY:
            check(self._deadline)
        return 0.0


@dataclass(frozen=True, slots=True)
class Leaf:
    """A segment as it stands in one searcher: the number of its first document, and what of it was found."""

    reader: Any
    first: int
    segment: Segment
    found: Collection[int] = ()

    def values(self, number: int, *names: str) -> tuple[Any, ...]:
        """Return what columns say of one document."""
        return tuple(self.segment.column(self.reader, name)[number] for name in names)


def needs_all_scores(wanted: Plan) -> bool:
    """Return whether finding and scoring cost the same work, so that both are done at once."""
    return not may_skip(wanted) or _has_sequence(wanted)


def score_all(searcher: Any, wanted: Plan, deadline: float | None = None) -> list[Scored]:
    """Return every document that a plan finds, with its score."""
    collector = _Everything(deadline)
    searcher.search_with_collector(compile_plan(wanted, searcher.reader()), collector)
    return collector.scored


def score_best(searcher: Any, wanted: Plan, most: int) -> list[Scored]:
    """Return the best documents, at least so many and all those that tie with the last of them."""
    query = compile_plan(wanted, searcher.reader())
    # Whoosh breaks ties by where a document lies in its files; take enough of them to order ties ourselves
    for reach in (most + _AHEAD, _WIDER * (most + _AHEAD)):
        collector = TopCollector(reach, usequality=True, replace=_REPLACE)
        searcher.search_with_collector(query, collector)
        scored: list[Scored] = collector.results().top_n
        if len(scored) < reach or round(scored[-1][0], SCORE_DIGITS) < round(scored[most - 1][0], SCORE_DIGITS):
            return scored
    return score_all(searcher, wanted)


def best_of(scored: list[Scored], leaves: Sequence[Leaf], most: int) -> list[Ranked]:
    """Return the first so many by score, then newest first, then by id."""
    rounded = [(round(score, SCORE_DIGITS), number) for score, number in scored]
    if len(rounded) > most:
        last = sorted((score for score, _ in rounded), reverse=True)[most - 1]
        rounded = [pair for pair in rounded if pair[0] >= last]
    starts = [leaf.first for leaf in leaves]
    rows = []
    for score, number in rounded:
        leaf = leaves[bisect_right(starts, number) - 1]
        item_id, version, written = leaf.values(number - leaf.first, "id", "row_version", "written")
        rows.append((-score, -written, item_id, version))
    rows.sort()
    return [Ranked(item_id, version, -score) for score, _, item_id, version in rows[:most]]


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


def is_scored(wanted: Plan) -> bool:
    """Return whether a plan tells what it finds apart by score."""
    match wanted:
        case plan.Term(field) | plan.Sequence(field):
            return BY_NAME[field].scored
        case plan.AnyOf(parts) | plan.AllOf(parts):
            return any(map(is_scored, parts))


def _has_sequence(wanted: Plan) -> bool:
    match wanted:
        case plan.Sequence():
            return True
        case plan.AnyOf(parts):
            return any(map(_has_sequence, parts))
        case plan.AllOf(parts, without):
            return any(map(_has_sequence, (*parts, *without)))
        case _:
            return False
