"""How words must begin that a short form could stand for: most places are told at once to hold none."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.acronyms.word_lists import STOP_WORDS

_RUN = re.compile(r"[^\W_]+")
_JOINTS = frozenset("'’")


class Beginnings:
    """The letters of a text in runs, and which of them may give no letter of a short form."""

    __slots__ = ("_is_attached", "_is_small", "_lowers", "_numbers", "_starts")

    def __init__(self, text: str) -> None:
        matches = list(_RUN.finditer(text))
        self._lowers = [match.group().lower() for match in matches]
        self._starts = [match.start() for match in matches]
        self._is_small = [lowered in STOP_WORDS for lowered in self._lowers]
        self._is_attached = [False] * len(matches)
        for number in range(1, len(matches)):
            end = matches[number - 1].end()
            if matches[number].start() == end + 1 and text[end] in _JOINTS:
                self._is_attached[number] = True
        self._numbers = {start: number for number, start in enumerate(self._starts)}

    def may_spell(self, letters: str, start: int, limit: int) -> bool:
        """Return whether words from a place on hold the letters in order, small words between them left aside.

        The first letter starts the first word; each other stands further on in the same word, or starts the next. True
        where letters alone cannot tell.
        """
        if not letters.isalpha() or "x" in letters:  # a digit may stand for a word, and an x for "ex" or "cross"
            return True
        number = self._numbers.get(start)
        return number is not None and self._spells(letters, 1, number, 1, limit)

    def _spells(self, letters: str, spent: int, number: int, place: int, limit: int) -> bool:
        if spent == len(letters):
            return True
        letter = letters[spent]
        found = self._lowers[number].find(letter, place)
        if (
            found >= 0
            and self._starts[number] + found < limit
            and self._spells(letters, spent + 1, number, found + 1, limit)
        ):
            return True
        is_attached = True
        for following in range(number + 1, len(self._lowers)):
            if self._starts[following] >= limit:
                return False
            if self._lowers[following][0] == letter and self._spells(letters, spent + 1, following, 1, limit):
                return True
            is_attached = is_attached and self._is_attached[following]
            if not (is_attached or self._is_small[following]):
                return False
        return False


@lru_cache(maxsize=64)
def get_beginnings(text: str) -> Beginnings:
    """Return the runs of letters of a text; the last few texts are kept."""
    return Beginnings(text)
