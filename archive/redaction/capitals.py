"""The words of a text that begin with a capital, found once for all who look for names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_CAPITAL = re.compile(r"[A-Z](?<!\w[A-Z])(?:['’][A-Z])?[^\W\d_]+(?:-[A-Z][^\W\d_]+)?")
_OPENERS = """
The An He She They We And But So If When This That These Those My Our Your His Her Its Their It In On At As Who What
Why How Last Next No Not Anon Thanks There Then Now Yes Well Oh Can Could Would Should Do Does Did Is Are Was Were
Have Has Had Just Only Even Some Any All Every Each Perhaps Maybe Please After Before Since While Once Because
Although Though Until Unless Nobody Everyone Someone Anyone Everybody Two Three Four Where Which Whose With Without
For From To Of Or By You Me Us Them Here Still Also Never Always Again Too Very Much Many More Most Other Another One
Both Either Neither Probation Prison Police
"""
OPENERS = frozenset([*_OPENERS.split(), "A", "I"])
"""Words that a sentence begins with and no name does."""


class Capital(NamedTuple):
    """A word with a capital, and where it stands; `leads` when another capital follows it. A tuple, made many times."""

    start: int
    end: int
    word: str
    leads: bool


@lru_cache(maxsize=4)
def find_capitals(text: str) -> tuple[Capital, ...]:
    """Return the words of a text that begin with a capital and may belong to a name, in order.

    >>> [(each.word, each.leads) for each in find_capitals("The manager asked Ann Lowe.")]
    [('Ann', True), ('Lowe', False)]
    """
    found = []
    for each in _CAPITAL.finditer(text):
        word = each.group()
        if word not in OPENERS:
            start, end = each.span()
            found.append(Capital(start, end, word, text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()))
    return tuple(found)
