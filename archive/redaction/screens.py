"""Many patterns over one text: each is asked only where the words stand that it needs, and only where it may begin.

All screens share one table, and what the words of a text call for is worked out once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import or_

from archive.redaction.openings import MANY, keys_of
from archive.redaction.pattern_file import find_keys
from archive.redaction.tokens import starts_in

_MOST_WORDS = 50_000
_PART = re.compile(r"[^\W_]+|£")
_WRAPPED = re.compile(r"\\b\(\?:(?P<inner>.*)\)(?P<end>(?:\\b)?)", re.DOTALL)


class _ByWord(dict[str, int]):
    """Patterns by words that stand for them, as bits; what was looked up once is kept."""

    def __init__(self, beginnings: Callable[[str], Iterable[str]]) -> None:
        """Take what returns the parts of a word that are looked up with it."""
        super().__init__()
        self._beginnings = beginnings
        self._by_key: dict[str, list[int]] = {}

    def add(self, keys: Iterable[str], number: int) -> None:
        for key in keys:
            self._by_key.setdefault(key, []).append(number)

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        keys = {key for each in self._beginnings(word) for key in keys_of(each)}
        bits = self[word] = reduce(or_, [1 << number for key in keys for number in self._by_key.get(key, ())], 0)
        return bits


class _Compiled(dict[int, re.Pattern[str]]):
    """Patterns by their numbers; few texts call for most of them, and those are compiled at no time."""

    def __init__(self, written: Sequence[str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, number: int) -> re.Pattern[str]:
        self[number] = compiled = re.compile(self._written[number])
        return compiled


class _Parts(dict[str, tuple[int, ...]]):
    """Where in words the parts begin that apostrophes and hyphens join."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = starts = tuple(part.start() for part in _PART.finditer(word))
        return starts


def _from_each_part(word: str) -> list[str]:
    return [word[part.start() :] for part in _PART.finditer(word)]


class _Table:
    """The patterns of all screens: which words each needs, two at most, and with which it may begin."""

    def __init__(self) -> None:
        self.patterns: list[str] = []
        self.compiled = _Compiled(self.patterns)
        self.parts = _Parts()
        self._read()

    def _read(self) -> None:
        """Take in the patterns: late, since it takes longer than most programs run."""
        self.count = len(self.patterns)
        self.anywhere = 0
        self.needs = _ByWord(_PART.findall)
        self.openings = [_ByWord(_from_each_part), *(_ByWord(lambda word: [word]) for _ in range(1, MANY))]
        for number, pattern in enumerate(self.patterns):
            keys = find_keys(pattern)
            for place, needed in enumerate(keys.needs):
                self.needs.add(needed, number + place * self.count)
            self.anywhere |= 0 if keys.openings else 1 << number
            for by_word, begun in zip(self.openings, keys.openings or (), strict=False):
                by_word.add(begun, number)

    def called(self, words: Iterable[str]) -> int:
        """Return the patterns that some words call for, as bits."""
        if self.count < len(self.patterns):
            self._read()
        needs = reduce(or_, map(self.needs.__getitem__, words), 0)
        return needs & needs >> self.count

    def opened(self, text: str, words: Sequence[str], called: int) -> list[tuple[int, int]]:
        """Return where in a text which of the patterns that are called for may begin."""
        first, second, third = self.openings
        ones = (*words[1:], "", "")
        opened = [
            (number, bits)
            for number, begun in enumerate(map(first.__getitem__, words))
            if (now := begun & called)
            and (now := now & second[ones[number]])
            and (bits := now & third[ones[number + 1]])
        ]
        starts = starts_in(text) if opened else []
        return [(starts[number] + at, bits) for number, bits in opened for at in self.parts[words[number]]]


_TABLE = _Table()


class Asked:
    """A text in small letters, and which patterns may begin where in it.

    Raises ValueError where a pattern of some screen needs no word.
    """

    __slots__ = ("_opened", "_words", "called", "text")

    def __init__(self, text: str, words: Sequence[str], only: int = -1) -> None:
        """Take a text and its words in order, as `tokens.WORD` finds them; `only` are the patterns to be asked."""
        self.text, self._words = text, words
        self.called = _TABLE.called(words) & only
        self._opened: list[tuple[int, int]] | None = None

    def opened(self) -> list[tuple[int, int]]:
        """Return where in the text some patterns may begin, and which, as bits."""
        if self._opened is None:
            self._opened = _TABLE.opened(self.text, self._words, self.called)
        return self._opened


class Screen:
    """A pattern of many alternatives for text in small letters, each asked only of a text with the words it needs."""

    __slots__ = ("_first", "_table", "mask")

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take the alternatives."""
        self._table = _TABLE
        self._first = len(_TABLE.patterns)
        _TABLE.patterns += patterns
        self.mask = (1 << len(_TABLE.patterns)) - (1 << self._first)

    def __len__(self) -> int:
        """Return how many alternatives there are."""
        return self.mask.bit_count()

    def __getitem__(self, number: int) -> re.Pattern[str]:
        """Return an alternative."""
        return self._table.compiled[self._first + number]

    def matches(self, asked: Asked) -> list[int]:
        """Return the numbers of the alternatives that match somewhere in a text, in order."""
        called = asked.called & self.mask
        if not called:
            return []
        compiled, text = self._table.compiled, asked.text
        anywhere = called if "_" in text else called & self._table.anywhere
        found = [number for number in _numbers(anywhere) if compiled[number].search(text)] if anywhere else []
        called ^= anywhere
        for at, bits in asked.opened() if called else ():
            now = bits & called
            while now:
                number = now.bit_length() - 1
                bit = 1 << number
                now ^= bit
                if compiled[number].match(text, at):
                    found.append(number)
                    called ^= bit
        return sorted([number - self._first for number in found]) if found else found


def all_patterns() -> tuple[str, ...]:
    """Return the patterns of all screens that were made so far."""
    return tuple(_TABLE.patterns)


def _numbers(bits: int) -> list[int]:
    """Return the numbers of patterns by their bits."""
    numbers: list[int] = []
    while bits:
        numbers.append(bits.bit_length() - 1)
        bits ^= 1 << numbers[-1]
    return numbers


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
