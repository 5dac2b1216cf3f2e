"""The words of a text, each looked up once for all recognizers: of which classes it is.

A class is some words that somebody asks for, known by one bit: `sentence.classes & NOUNS` says whether one of them
stands in a sentence, at the cost of one operation. Classes are told apart by whole words in small letters with straight
apostrophes, as `WORD` finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from archive.redaction.lexica.alternatives import alternatives

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|£")
"""A word, with what apostrophes and hyphens join to it."""
# of plain letters, as most texts are: found in two thirds of the time
_PLAIN = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_SHORTENED = {
    "plz": "please",
    "pls": "please",
    "yr": "year",
    "yrs": "years",
    "ppl": "people",
    "u": "you",
    "im": "i'm",
    "ive": "i've",
    "hes": "he's",
    "shes": "she's",
    "theyre": "they're",
    "theyve": "they've",
    "youre": "you're",
    "theres": "there's",
    "whos": "who's",
    "weve": "we've",
}
_NOT = "do did does ca wo was is are have has had could would should were"
MARKED = _SHORTENED | {f"{word}nt": f"{word}n't" for word in _NOT.split()}
"""Words as many write them, without their apostrophe or shortened, and what they mean."""
_UNMARKED = re.compile(rf"\b{alternatives(MARKED)}\b")
_MOST_WORDS = 50_000


class _Classes(dict[str, int]):
    """The classes of the words that were met, as bits."""

    def __init__(self) -> None:
        super().__init__()
        self._listed: dict[str, int] = {}
        self._count = 0

    def add(self, words: Iterable[str]) -> int:
        bit = 1 << self._count
        self._count += 1
        for word in words:
            self._listed[word] = self._listed.get(word, 0) | bit
        self.clear()
        return bit

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = classes = self._listed.get(word, 0) | self._listed.get(MARKED.get(word, word), 0)
        return classes


_CLASSES = _Classes()


def words_in(text: str) -> list[str]:
    """Return the words of a text in small letters, in order, as `WORD` finds them.

    >>> words_in("my sister-in-law's £9")
    ['my', "sister-in-law's", '£', '9']
    """
    return (_PLAIN if text.isascii() else WORD).findall(text)


def starts_in(text: str) -> list[int]:
    """Return where the words begin that `words_in` returns."""
    return [word.start() for word in (_PLAIN if text.isascii() else WORD).finditer(text)]


def class_of(words: Iterable[str]) -> int:
    """Return the bit of a new class of words.

    >>> oaks = class_of(["oak", "acorn"])
    >>> bool(classes_in(["an", "oak"]) & oaks), bool(classes_in(["an", "elm"]) & oaks)
    (True, False)
    """
    return _CLASSES.add(words)


def class_bits(word: str) -> int:
    """Return the classes that a word is of, as bits."""
    return _CLASSES[word]


def classes_in(words: Iterable[str]) -> int:
    """Return the classes that some words are of, as bits; words without their apostrophe also as if they had it."""
    return reduce(or_, map(_CLASSES.__getitem__, words), 0)


def mark(words: str) -> str:
    """Return words with the apostrophes that were left out, and in full.

    >>> mark("ive not, u dont")
    "i've not, you don't"
    """
    return _UNMARKED.sub(lambda found: MARKED[found.group()], words)
