"""Matches of a pattern, sought only around the signs that each of them holds.

To search a whole text with a pattern that begins with letters costs a try at each word. Digits are rare: where they
stand is found once, for all patterns that need one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_NUMBER = re.compile(r"[0-9]+")
# digits of other scripts each alone: to some patterns they are no digits
_ANY_NUMBER = re.compile(r"\d(?:(?<=[0-9])[0-9]+)?")

Place = tuple[int, int]


@lru_cache(maxsize=4)
def find_numbers(text: str) -> tuple[Place, ...]:
    """Return where the runs of digits of a text begin and end, in order.

    >>> find_numbers("at 9.15, for 2 weeks")
    ((3, 4), (5, 7), (13, 14))
    """
    return tuple(found.span() for found in (_NUMBER if text.isascii() else _ANY_NUMBER).finditer(text))


def search_near(
    pattern: re.Pattern[str], text: str, places: Iterable[int], before: int, after: int
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that `finditer` would, if each of them holds one of the places.

    A match begins at most `before` signs before the first place in it, and it and what the pattern looks at behind it
    end less than `after` signs behind that place. The places are in order.
    """
    done = 0
    for place in places:
        found = pattern.search(text, max(done, place - before), place + after) if place >= done else None
        if found and found.start() <= place:
            done = found.end()
            yield found


def match_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that `finditer` would, if each of them begins at one of the places, in order."""
    done = 0
    for place in places:
        found = pattern.match(text, place) if place >= done else None
        if found:
            done = found.end()
            yield found


def find_each(text: str, words: Iterable[str]) -> list[int]:
    """Return where some words begin in a text, also within others, in order.

    >>> find_each("red card, scarred", ["red", "car"])
    [0, 4, 11, 14]
    """
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1)
    return sorted(found)


def words_around(text: str, places: Iterable[int]) -> Iterator[Place]:
    """Yield where the words around some places begin and end, between blanks, each once.

    >>> [*words_around("write to a@b.example or c", [10, 12])]
    [(9, 20)]
    """
    end = 0
    for place in places:
        if place < end:
            continue
        start = end = place
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        yield start, end
