"""LIKE and GLOB of our own: SQLite's take time with the length of the text times that of the pattern, in one step.

A pattern is cut at its signs for "anything" into parts of a fixed number of characters. The first and the last stand at
the ends of the text, the others where they stand first after the one before: looking further never finds more. What
the signs mean is what https://sqlite.org/lang_expr.html#like says, letters of ASCII alone in either case for LIKE.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST_PATTERN = 200
MOST_WORK = 10_000_000
"""Characters of the text times those of a part with signs in it that one call looks at."""

_KEPT = 256
_NOTHING = r"[^\s\S]"
"""Fits no character: a pattern that is not whole fits no text."""


@dataclass(frozen=True, slots=True)
class _Part:
    """So many characters in a row: either these, or what an expression says of each."""

    literal: str
    expression: re.Pattern[str] | None
    length: int

    def find(self, text: str, start: int) -> int:
        """Return where it stands first from a place on, -1 for nowhere."""
        if self.expression is None:
            return text.find(self.literal, start)
        if (len(text) - start) * self.length > MOST_WORK:
            raise ValueError("the pattern asks for more work than one call does")
        found = self.expression.search(text, start)
        return -1 if found is None else found.start()

    def stands_at(self, text: str, start: int) -> bool:
        """Return whether it stands at a place."""
        if self.expression is None:
            return text.startswith(self.literal, start)
        return self.expression.match(text, start) is not None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, read."""

    parts: tuple[_Part, ...]

    def fits(self, text: str) -> bool:
        """Return whether it fits a whole text. Raises ValueError when that would be too much work."""
        first, *between = self.parts
        if not between:
            return len(text) == first.length and first.stands_at(text, 0)
        last = between.pop()
        end = len(text) - last.length
        if end < first.length or not first.stands_at(text, 0) or not last.stands_at(text, end):
            return False
        place = first.length
        for part in between:
            place = part.find(text, place)
            if place < 0:
                return False
            place += part.length
        return place <= end


@lru_cache(_KEPT)
def read_like(pattern: str, escape: str = "") -> Pattern:
    """Read a pattern of LIKE, for texts in small letters (see `small`).

    >>> read_like("%fer_y").fits("the ferry"), read_like("a%b").fits("ab"), read_like("50^%", "^").fits("50%")
    (True, True, True)
    """
    parts: list[_Part] = []
    here: list[str] = []
    signs = iter(pattern)
    for sign in signs:
        if escape and sign == escape:
            meant = next(signs, "")
            here.append(re.escape(small(meant)) if meant else _NOTHING)
        elif sign == "%":
            parts.append(_part(here))
            here = []
        else:
            here.append("." if sign == "_" else re.escape(small(sign)))
    return Pattern((*parts, _part(here)))


@lru_cache(_KEPT)
def read_glob(pattern: str) -> Pattern:
    """Read a pattern of GLOB.

    >>> read_glob("*.[Hh]tml").fits("a.Html"), read_glob("p?st").fits("past"), read_glob("[^a]").fits("a")
    (True, True, False)
    """
    parts: list[_Part] = []
    here: list[str] = []
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        at += 1
        if sign == "*":
            parts.append(_part(here))
            here = []
        elif sign == "[":
            one, at = _class(pattern, at)
            here.append(one)
        else:
            here.append("." if sign == "?" else re.escape(sign))
    return Pattern((*parts, _part(here)))


def small(text: str) -> str:
    """Return a text with the letters of ASCII small, and only these.

    >>> small("Éa B")
    'Éa b'
    """
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def _class(pattern: str, at: int) -> tuple[str, int]:
    """Return what the signs after a "[" mean as one character of an expression, and where they end."""
    is_other = pattern[at : at + 1] == "^"
    start = at + is_other
    end = pattern.find("]", start + 1)
    if end < 0:
        return _NOTHING, len(pattern)
    told, before, signs = "", "", iter(pattern[start:end])
    for sign in signs:
        last = next(signs, "") if sign == "-" and before else ""
        if last:
            told += f"{re.escape(before)}-{re.escape(last)}" if before <= last else ""
            before = ""
        else:
            told += re.escape(sign)
            before = sign
    return f"[{'^' if is_other else ''}{told}]", end + 1


def _part(signs: list[str]) -> _Part:
    if any(sign == "." or sign.startswith("[") for sign in signs):
        return _Part("", re.compile("".join(signs), re.DOTALL), len(signs))
    return _Part("".join(sign[-1:] for sign in signs), None, len(signs))
