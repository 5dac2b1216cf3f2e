"""Which words a text has to hold for a pattern to match in it, so that most patterns need not be asked at all.

Read off the pattern itself: it must consist of words, groups, alternatives, repetitions and looks ahead and back, as
the patterns of `lexica` do. What is returned is never too narrow: a text without any of the words has no match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LONGEST = 6
"""Letters of a word that are compared."""
WHOLE = "$"
"""Behind a word that has to stand whole, but for an s."""
DIGIT = "#"
"""Stands for a word that begins with a digit."""

_SHORT, _SHORT_COST, _COST = 3, 0.5, 0.02
_MOST_WORDS = 50_000
_PARTS = re.compile(r"[-']")
_QUANTIFIER = re.compile(r"\?|\*|\+|\{(\d*),?\d*\}")
_DIGITS = re.compile(r"[\d-]+")
_WRAPPED = re.compile(r"\\b\(\?:(?P<inner>.*)\)(?P<end>(?:\\b)?)", re.DOTALL)
_STOPS = re.compile(r"s?\??(?:\\b|[ ,;:](?![?*])|\(\?[=!:] ?|[|)])")
_LOOK = re.compile(r"\?(?:[=!]|<[=!])")
_FLAGS = re.compile(r"\?(?::|P<\w+>|i:)")
_LETTER = re.compile(r"[a-z\u00e9']")


@dataclass(slots=True)
class _Branch:
    """What must stand in a text for one alternative: any word of each of these sets."""

    needs: list[frozenset[str]] = field(default_factory=list)
    ends_word: bool = False


class Screen:
    """A pattern of many alternatives, each of which is asked only of a text that holds the words it needs."""

    __slots__ = ("_bits", "_by_trigger", "_patterns", "_second", "_silent")

    def __init__(self, patterns: Iterable[str], common: Mapping[str, float]) -> None:
        """Take patterns for text in small letters; raises ValueError for one that needs no word."""
        self._patterns = [re.compile(pattern) for pattern in patterns]
        self._by_trigger: dict[str, tuple[int, int]] = {}
        self._bits: dict[str, tuple[int, int]] = {}
        self._silent: set[str] = set()
        self._second = 0
        for number, pattern in enumerate(self._patterns):
            needs = find_triggers(pattern.pattern, common)
            # a pattern that needs one word only has its second as it were
            self._second |= (len(needs) == 1) << number
            for place, triggers in enumerate(needs):
                for trigger in triggers:
                    bits = list(self._by_trigger.get(trigger, (0, 0)))
                    bits[place] |= 1 << number
                    self._by_trigger[trigger] = (bits[0], bits[1])

    def search(self, text: str, words: frozenset[str]) -> re.Match[str] | None:
        """Return where some alternative matches in a text of these words, the leftmost place."""
        first: re.Match[str] | None = None
        for number in self._numbers(words):
            found = self._patterns[number].search(text)
            if found and (first is None or (found.start(), -found.end()) < (first.start(), -first.end())):
                first = found
        return first

    def matches(self, text: str, words: frozenset[str]) -> list[int]:
        """Return the numbers of the patterns that match somewhere in a text of these words."""
        return [number for number in self._numbers(words) if self._patterns[number].search(text)]

    def _numbers(self, words: frozenset[str]) -> list[int]:
        first, second = 0, self._second
        for word in words - self._silent:
            bits = self._bits.get(word) or self._look_up(word)
            first |= bits[0]
            second |= bits[1]
        called, numbers = first & second, []
        while called:
            lowest = called & -called
            numbers.append(lowest.bit_length() - 1)
            called ^= lowest
        return numbers

    def _look_up(self, word: str) -> tuple[int, int]:
        first = second = 0
        for part in _PARTS.split(word):
            starts = [part[:length] for length in range(1, min(len(part), LONGEST) + 1)]
            wholes = [f"{part}{WHOLE}", f"{part.removesuffix('s')}{WHOLE}"]
            for trigger in [*starts, *wholes, *([DIGIT] if part[:1].isdigit() else [])]:
                bits = self._by_trigger.get(trigger, (0, 0))
                first, second = first | bits[0], second | bits[1]
        if len(self._bits) + len(self._silent) > _MOST_WORDS:
            self._bits.clear()
            self._silent.clear()
        if first or second:
            self._bits[word] = (first, second)
        else:
            self._silent.add(word)
        return first, second


def find_triggers(pattern: str, common: Mapping[str, float]) -> list[frozenset[str]]:
    """Return one or two sets of beginnings of words: whatever the pattern matches holds one word of each.

    As few common words as can be are taken; `common` says what a word costs because many texts hold it. Raises
    ValueError for a pattern that needs no word.

    >>> [sorted(needed) for needed in find_triggers(r"\\bmy (?:old )?(?:dog|cats?)\\b", {"my": 9.0})]
    [['cat', 'dog$'], ['my$']]
    """
    found = _Reader(pattern, common).read()
    if not found:
        raise ValueError("a pattern matches without any word: give it one")
    return found


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


def _beginnings(words: frozenset[str]) -> frozenset[str]:
    """Return words that may go on as beginnings only."""
    return frozenset(word.rstrip(WHOLE)[:LONGEST] for word in words)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str, common: Mapping[str, float]) -> None:
        self._pattern = pattern
        self._common = common
        self._at = 0

    def read(self) -> list[frozenset[str]]:
        branches = self._alternatives(begins=True)
        joined = self._join(branches)
        needs = branches[0].needs if len(branches) == 1 else [] if joined is None else [joined]
        if not self._pattern.endswith(("\\b", ")")):
            needs = [_beginnings(need) for need in needs]
        return sorted(needs, key=self._cost)[:2]

    def _alternatives(self, *, begins: bool) -> list[_Branch]:
        branches = [self._branch(begins=begins)]
        while self._at < len(self._pattern) and self._pattern[self._at] == "|":
            self._at += 1
            branches.append(self._branch(begins=begins))
        return branches

    def _branch(self, *, begins: bool) -> _Branch:
        branch, run = _Branch(ends_word=begins), ""
        is_start = begins
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            sign = self._pattern[self._at]
            if (sign != "'" or run) and _LETTER.match(sign) and not self._is_optional(self._at + 1):
                run += sign
                self._at += 1
                before = self._at
                self._quantifier()
                if self._at == before:
                    continue
                # "abc+" may go on
                self._flush(branch, run, is_start, whole=False)
                run, is_start = "", False
                continue
            self._flush(
                branch,
                run,
                is_start,
                whole=(sign == " " and not self._is_optional(self._at + 1))
                or self._pattern.startswith("\\b", self._at),
            )
            was_word, run = bool(run), ""
            is_start = self._sign(branch, sign, is_start=is_start and not was_word)
        self._flush(branch, run, is_start, whole=True)
        branch.ends_word = is_start and not run
        return branch

    def _sign(self, branch: _Branch, sign: str, *, is_start: bool) -> bool:
        """Read one sign that is no letter, and return whether a word begins behind it."""
        self._at += 1
        if sign == "(":
            return self._group(branch, is_start=is_start)
        if sign == "\\":
            escaped = self._pattern[self._at]
            self._at += 1
            if escaped == "d" and self._quantifier() and is_start:
                branch.needs.append(frozenset({DIGIT}))
            self._quantifier()
            return escaped in "bAZ" or (escaped in "\u00a3" and is_start)
        if sign == "[":
            first = self._at
            while self._pattern[self._at] != "]":
                self._at += 2 if self._pattern[self._at] == "\\" else 1
            inside = self._pattern[first : self._at]
            self._at += 1
            kept = self._quantifier()
            if kept and is_start and _DIGITS.fullmatch(inside):
                branch.needs.append(frozenset({DIGIT}))
            return (not kept and is_start) or self._pattern[: self._at].endswith(("[ -]", "[ -]?"))
        if sign != "'" and _LETTER.match(sign):
            self._quantifier()
            return False
        kept = self._quantifier()
        if sign.isdigit() and is_start and kept:
            branch.needs.append(frozenset({DIGIT}))
        return not sign.isalnum() and (kept or is_start)

    def _group(self, branch: _Branch, *, is_start: bool) -> bool:
        look = _LOOK.match(self._pattern, self._at)
        if opening := look or _FLAGS.match(self._pattern, self._at):
            self._at = opening.end()
        inner = self._alternatives(begins=is_start and not look)
        self._at += 1
        kept = self._quantifier()
        if look:
            return is_start
        if not _STOPS.match(self._pattern, self._at):
            for each in inner:
                each.needs = [_beginnings(need) for need in each.needs]
        if kept and (needed := self._join(inner)) is not None:
            branch.needs.append(needed)
        ends = all(each.ends_word for each in inner)
        return ends if kept else ends and is_start

    def _quantifier(self) -> bool:
        """Pass over a quantifier, and return whether what stands before it must occur."""
        found = _QUANTIFIER.match(self._pattern, self._at)
        if not found:
            return True
        self._at = found.end()
        if self._at < len(self._pattern) and self._pattern[self._at] == "?":
            self._at += 1
        return found.group() == "+" or (found[1] is not None and found[1] not in {"", "0"})

    def _is_optional(self, at: int) -> bool:
        found = _QUANTIFIER.match(self._pattern, at)
        if found is None or found.group() == "+":
            return False
        return found[1] is None or found[1] in {"", "0"}

    def _flush(self, branch: _Branch, run: str, is_start: bool, *, whole: bool) -> None:
        word, apostrophe, _ = run.partition("'")
        if is_start and word:
            branch.needs.append(frozenset({f"{word}{WHOLE}" if whole or apostrophe else word[:LONGEST]}))

    def _join(self, branches: list[_Branch]) -> frozenset[str] | None:
        """Return the cheapest of what each alternative needs, together; None when one needs nothing."""
        if not all(branch.needs for branch in branches):
            return None
        return frozenset().union(*(min(branch.needs, key=self._cost) for branch in branches))

    def _cost(self, needed: frozenset[str]) -> float:
        return sum(
            self._common.get(word.rstrip(WHOLE), _SHORT_COST if len(word) < _SHORT else _COST) for word in needed
        )
