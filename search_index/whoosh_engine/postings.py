"""The documents of a segment that hold a term, read by the block.

Asking Whoosh's matchers for one after the other takes many times as long.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any

from search_index.whoosh_engine.library import TermNotFound

_HEAD = 4
_END = b"."


@dataclass(slots=True)
class Postings:
    """Documents by number, in order; beside each how often it holds the term, and where, for fields that know.

    `total` counts those too that were taken out and are not among `numbers`.
    """

    numbers: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)
    total: int = 0


NONE = Postings()


def read_postings(leaf: Any, name: str, term: str | bytes) -> Postings:
    """Return the documents of a segment that hold a term."""
    raw = term.encode() if isinstance(term, str) else term
    try:
        info = leaf._terms.term_info(name, raw)
    except TermNotFound:
        return NONE
    found = read_all(leaf, name, info)
    return _without(found, set(leaf._perdoc.deleted_docs())) if leaf.has_deletions() else found


def read_all(leaf: Any, name: str, info: Any) -> Postings:
    """Return the documents of a segment that hold a term, from what is known of it; those too that were taken out."""
    if info.is_inlined():
        numbers, weights, values = info.inlined_postings()
        return Postings([*numbers], [*weights], [*values], len(numbers))
    return _read_blocks(leaf._terms.matcher_of(info, leaf.schema[name].format))


def posting_numbers(leaf: Any, name: str, term: str | bytes) -> list[int]:
    """Return the numbers of the documents of a segment that hold a term, in order."""
    return read_postings(leaf, name, term).numbers


@lru_cache(maxsize=50_000)
def places_of(value: bytes) -> tuple[int, ...]:
    """Return where a term stands, from what is kept beside a document (`Positions.decode_positions` of Whoosh)."""
    steps = value[_HEAD:]
    return tuple(accumulate(pickle.loads(steps if steps.endswith(_END) else steps + _END)))


def _read_blocks(matcher: Any) -> Postings:
    found = Postings()
    while True:
        matcher._read_data()
        steps, weights, values = matcher._data
        count = matcher._blocklength
        found.numbers += accumulate(steps)
        if weights is None or isinstance(weights, float):
            weights = (weights or 1.0,) * count
        found.weights += weights
        found.values += values or ()
        if matcher._lastblock:
            found.total = len(found.numbers)
            return found
        matcher._next_block()


def _without(found: Postings, gone: set[int]) -> Postings:
    stay = [at for at, number in enumerate(found.numbers) if number not in gone]
    values = [found.values[at] for at in stay] if found.values else []
    return Postings([found.numbers[at] for at in stay], [found.weights[at] for at in stay], values, found.total)
