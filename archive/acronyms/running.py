"""The words of a text as long forms are made of them, found once however often they are looked at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import lru_cache

from archive.acronyms.alignment import starts_with

WORD = re.compile(r"(?<![^\W_])(?:i\.e|a\.k\.a)(?![^\W_])|[^\W_]++(?:[-‑'’&][^\W_]++)*+")
_GLUED = re.compile(r"[^\W_][._@\\|][^\W_]|_")


class Running:
    """The words of a text in order, with where each starts and ends."""

    __slots__ = ("_by_letter", "_is_glued", "ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        matches = list(WORD.finditer(text))
        self.text = text
        self.words = tuple(match.group() for match in matches)
        self.starts = tuple(match.start() for match in matches)
        self.ends = tuple(match.end() for match in matches)
        self._is_glued = _GLUED.search(text) is not None
        self._by_letter: dict[str, list[int]] | None = None

    def cut(self, start: int, end: int, most: int) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
        """Return the first words between two places, with where they start and end; "#" for parts of a program."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        if first < last and (self.starts[first] < start or self.ends[last - 1] > end):
            return self._cut_within(first, last, start, end, most)
        last = min(last, first + most)
        words, starts, ends = self.words[first:last], self.starts[first:last], self.ends[first:last]
        return self._mark_glued(words, starts, ends), starts, ends

    def _cut_within(
        self, first: int, last: int, start: int, end: int, most: int
    ) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
        """Do the same where a place stands within a word: that is cut too."""
        words, starts, ends = list(self.words[first:last]), list(self.starts[first:last]), list(self.ends[first:last])
        if ends[-1] > end:
            pieces = list(WORD.finditer(self.text, max(start, starts[-1]), end))
            words[-1:] = [piece.group() for piece in pieces]
            starts[-1:] = [piece.start() for piece in pieces]
            ends[-1:] = [piece.end() for piece in pieces]
        if starts and starts[0] < start:
            pieces = list(WORD.finditer(self.text, start, min(end, ends[0])))
            words[:1] = [piece.group() for piece in pieces]
            starts[:1] = [piece.start() for piece in pieces]
            ends[:1] = [piece.end() for piece in pieces]
        some = tuple(words[:most]), tuple(starts[:most]), tuple(ends[:most])
        return self._mark_glued(*some), some[1], some[2]

    def _mark_glued(self, words: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...]) -> tuple[str, ...]:
        if not (self._is_glued and words and _GLUED.search(self.text, max(0, starts[0] - 2), ends[-1] + 2)):
            return words
        return tuple(
            "#" if _GLUED.search(self.text, max(0, start - 2), end + 2) else word
            for word, start, end in zip(words, starts, ends, strict=True)
        )

    def starting(self, letter: str, begin: int, limit: int) -> list[int]:
        """Return where words start, between two places, that may start with a letter or stand for a digit."""
        first, last = bisect_left(self.starts, begin), bisect_left(self.starts, limit)
        if letter == "x" or not letter.isalpha():
            return [self.starts[at] for at in range(first, last) if starts_with(self.words[at], letter)]
        if self._by_letter is None:
            self._by_letter = defaultdict(list)
            for at, word in enumerate(self.words):
                self._by_letter[word[0].lower()[:1]].append(at)
        found = self._by_letter.get(letter)
        return [self.starts[at] for at in found if first <= at < last] if found else []


@lru_cache(maxsize=64)
def get_running(text: str) -> Running:
    """Return the words of a text; the last few texts are kept."""
    return Running(text)
