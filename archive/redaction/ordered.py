"""Looking up spans that lie in order and apart: which of them a stretch touches, without reading all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

from archive.text import Span

Placed = TypeVar("Placed")


def find_touching(places: Sequence[Placed], span: Span, span_of: Callable[[Placed], Span]) -> list[Placed]:
    """Return those of some places, in order and apart, that overlap a span.

    >>> find_touching([Span(0, 2), Span(4, 6), Span(8, 9)], Span(5, 9), lambda each: each)
    [Span(start=4, end=6), Span(start=8, end=9)]
    """
    at = bisect_right(places, span.start, key=lambda each: span_of(each).end)
    found: list[Placed] = []
    while at < len(places) and span_of(places[at]).start < span.end:
        found.append(places[at])
        at += 1
    return found
