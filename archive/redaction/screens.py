"""Many patterns over one text: each is asked only where the words stand that it needs.

All screens share one table, and what words of a text call for is worked out once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive.redaction.phrases import BEGINS, LONGEST, WORD, find_needs

_MOST_WORDS = 50_000
_MOST_TEXTS = 256
_DIGIT = re.compile(r"\d")
_WRAPPED = re.compile(r"\\b\(\?:(?P<inner>.*)\)(?P<end>(?:\\b)?)", re.DOTALL)

_Calls = tuple[str, int, int, "dict[str, tuple[int, int]] | None"]
"""A word with its digits as 0, what it calls for first and second, and what it does together with the next word."""


class _Table:
    """Which patterns are called for by which words. A pattern is a bit; it needs two words at most."""

    def __init__(self) -> None:
        self._unread: list[tuple[int, str]] = []
        self._count = 0
        self._second = 0
        self._by_key: dict[str, tuple[int, int]] = {}
        self._pairs: dict[str, dict[str, tuple[int, int]]] = {}
        self._by_word: dict[str, _Calls] = {}
        self._by_text: dict[str, int] = {}

    def add(self, patterns: Sequence[str]) -> int:
        """Take in patterns, to be read when a text is first asked about; return the number of the first."""
        first = self._count
        self._unread += enumerate(patterns, first)
        self._count += len(patterns)
        return first

    def called(self, text: str) -> int:
        """Return the patterns whose words stand in a text, as bits."""
        if self._unread:
            self._read()
        called = self._by_text.get(text)
        if called is None:
            if len(self._by_text) >= _MOST_TEXTS:
                self._by_text.clear()
            called = self._by_text[text] = self._call(text)
        return called

    def _call(self, text: str) -> int:
        first, second = 0, self._second
        by_word, pairs = self._by_word, None
        for written in WORD.findall(text):
            calls = by_word.get(written) or self._look_up(written)
            if pairs and (pair := pairs.get(calls[0])):
                first |= pair[0]
                second |= pair[1]
            if calls[1]:
                first |= calls[1]
            if calls[2]:
                second |= calls[2]
            pairs = calls[3]
        return first & second

    def _look_up(self, written: str) -> _Calls:
        word = _DIGIT.sub("0", written)
        first = second = 0
        for key in (word, *(f"{word[:length]}{BEGINS}" for length in range(1, min(len(word), LONGEST) + 1))):
            one, other = self._by_key.get(key, (0, 0))
            first, second = first | one, second | other
        if len(self._by_word) >= _MOST_WORDS:
            self._by_word.clear()
        calls = self._by_word[written] = (word, first, second, self._pairs.get(word))
        return calls

    def _read(self) -> None:
        for number, pattern in self._unread:
            needs = find_needs(pattern)
            if not needs:
                raise ValueError("a pattern matches without any word: give it one")
            if len(needs) == 1:
                # a pattern that needs one word only has its second as it were
                self._second |= 1 << number
            for place, keys in enumerate(needs[:2]):
                for key in keys:
                    self._set(key, place, 1 << number)
        self._unread.clear()
        self._by_word.clear()
        self._by_text.clear()

    def _set(self, key: str, place: int, bit: int) -> None:
        one, _, other = key.partition(" ")
        calls = self._pairs.setdefault(one, {}) if other else self._by_key
        first, second = calls.get(other or one, (0, 0))
        calls[other or one] = (first, second | bit) if place else (first | bit, second)

    def forget_texts(self) -> None:
        """Forget what single texts called for."""
        self._by_text.clear()


_TABLE = _Table()


def forget_texts() -> None:
    """Forget the last texts that were asked about, as whoever measures wants."""
    _TABLE.forget_texts()


class Screen:
    """A pattern of many alternatives for text in small letters, each asked only of a text with the words it needs."""

    __slots__ = ("_compiled", "_first", "_mask", "_written")

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take the alternatives; what cannot be screened is told when a text is first asked about, as ValueError."""
        self._written = list(patterns)
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._first = _TABLE.add(self._written)
        self._mask = (1 << len(self._written)) - 1

    def __len__(self) -> int:
        """Return how many alternatives there are."""
        return len(self._written)

    def __getitem__(self, number: int) -> re.Pattern[str]:
        """Return an alternative; few texts call for most of them, and those are compiled at no time."""
        return self._compiled.get(number) or self._compiled.setdefault(number, re.compile(self._written[number]))

    def search(self, text: str, within: str = "") -> re.Match[str] | None:
        """Return where some alternative matches, the leftmost place and there the longest.

        `within` is a longer text that this one is cut from, if it was asked about before: its words are known.
        """
        first: re.Match[str] | None = None
        for pattern in self._called(within or text).values():
            found = pattern.search(text)
            if found and (first is None or (found.start(), -found.end()) < (first.start(), -first.end())):
                first = found
        return first

    def matches(self, text: str) -> list[int]:
        """Return the numbers of the alternatives that match somewhere."""
        return [number for number, pattern in reversed(self._called(text).items()) if pattern.search(text)]

    def _called(self, text: str) -> dict[int, re.Pattern[str]]:
        called = (_TABLE.called(text) >> self._first) & self._mask
        patterns: dict[int, re.Pattern[str]] = {}
        while called:
            number = called.bit_length() - 1
            patterns[number] = self._compiled.get(number) or self[number]
            called ^= 1 << number
        return patterns


def split_alternatives(pattern: str) -> list[str]:
    """Return the alternatives of a pattern that stand outside all groups, or in the one group that is all of it.

    >>> split_alternatives(r"a(?:b|c)|[|]d")
    ['a(?:b|c)', '[|]d']
    """
    parts, depth, start, at, in_class = [], 0, 0, 0, False
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
        at += 1
    parts.append(pattern[start:])
    wrapped = _WRAPPED.fullmatch(pattern) if len(parts) == 1 else None
    if wrapped and _is_balanced(wrapped["inner"]):
        return [rf"\b(?:{each}){wrapped['end']}" for each in split_alternatives(wrapped["inner"])]
    return parts


def _is_balanced(pattern: str) -> bool:
    """Return whether no group of a piece of a pattern begins or ends outside it."""
    depth = 0
    for sign in re.sub(r"\\.|\[[^]]*\]", "", pattern):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0
