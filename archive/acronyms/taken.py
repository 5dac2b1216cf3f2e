"""Which parts of a text explain something already, asked for in time that does not grow with how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from archive.text import Span

_WIDTH = 256
"""About as long as the longest phrase that explains, so that each stands in one or two stretches of the text."""


class Taken:
    """Spans of a text, kept by the stretches that they stand in."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._stretches: dict[int, set[Span]] = defaultdict(set)
        for span in spans:
            self.add(span)

    def __contains__(self, span: Span) -> bool:
        return span in self._stretches.get(span.start // _WIDTH, ())

    def add(self, span: Span) -> None:
        """Take a span."""
        for number in _numbers(span):
            self._stretches[number].add(span)

    def overlapping(self, span: Span) -> set[Span]:
        """Return the spans taken that share a place with this one."""
        near = (one for number in _numbers(span) for one in self._stretches.get(number, ()))
        return {one for one in near if one.overlaps(span)}


def _numbers(span: Span) -> range:
    return range(span.start // _WIDTH, span.end // _WIDTH + 1)
