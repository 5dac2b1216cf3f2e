"""How common a word is in English, for telling a shouted word from an acronym.

The list is the one that `symspellpy` ships (82,765 words with counts, the Google Books words that SCOWL holds too),
read as its documentation says. Of the lists on PyPI it was the smallest that knows British spellings and leaves out
most acronyms: `wordfreq` weighs 57 MB and counts "nhs" as a word, `pyspellchecker` has neither "colour" nor "labour".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from archive.acronyms.word_lists import FUNCTION, NOT_WORDS, SLANG, words

_SHEET = "frequency_dictionary_en_82_765.txt"
UNKNOWN = 1_000_000
"""The rank of what is not an English word."""
_RAREST = {3: 20_000, 4: 45_000}
"""How rare a short word may be: the rarer ones are letters to most writers."""
_TWO_LETTERS = words("oh ah hi ha ho yo um er eh ex ow oi")


@cache
def _ranks() -> dict[str, int]:
    lines = (files("symspellpy") / _SHEET).read_text(encoding="utf-8-sig").splitlines()
    counted = ((int(count), word) for word, count in (line.split() for line in lines))
    words = (word for _, word in sorted(counted, reverse=True) if word not in NOT_WORDS)
    return {word: rank for rank, word in enumerate(words, start=1)}


@lru_cache(maxsize=16_384)
def rank(word: str) -> int:
    """Return the place of a word in the order of how common it is, 1 for "the"; UNKNOWN when it is no word.

    >>> rank("people") < rank("arms") < rank("horseshoe") < rank("nhs")
    True
    """
    lowered = word.casefold().replace("’", "'")
    if lowered in SLANG:
        return 3000
    found = _ranks().get(lowered) or _ranks().get(lowered.replace("'", ""))
    if found is None:
        return UNKNOWN
    return found if _may_be_word(lowered, found) else UNKNOWN


@lru_cache(maxsize=16_384)
def is_word(word: str) -> bool:
    """True when it is an English word as it stands, or one with an ordinary ending.

    >>> is_word("bureaucratisation"), is_word("moderatoring"), is_word("oasys")
    (True, True, False)
    """
    lowered = word.casefold()
    return rank(lowered) != UNKNOWN or (len(lowered) > 5 and any(rank(stem) < 60_000 for stem in _stems(lowered)))


def _stems(word: str) -> list[str]:
    endings = ("isation", "ising", "ised", "ation", "ingly", "ness", "able", "ing", "ful", "est", "ers", "ed", "ly")
    more = (*endings, "er", "es", "s", "y")
    cut = [word.removesuffix(ending) for ending in more if word.endswith(ending) and len(word) - len(ending) >= 4]
    front = [word.removeprefix(start) for start in ("un", "re", "over", "under", "mis") if word.startswith(start)]
    return [*cut, *(stem + "e" for stem in cut), *(stem for stem in front if len(stem) >= 5)]


def _may_be_word(word: str, found: int) -> bool:
    """False for what the list holds of abbreviations (qty, pvt) and of words for board games (amu, coss)."""
    if len(word) < 3:
        return word in FUNCTION or word in _TWO_LETTERS
    if not any(letter in "aeiouy" for letter in word):
        return len(word) > 4
    return found <= _RAREST.get(len(word), UNKNOWN)


def read_pairs() -> Iterator[tuple[str, int]]:
    """Yield the pairs of words that stand side by side in ordinary English, a blank between them, with their counts."""
    lines = (files("symspellpy") / "frequency_bigramdictionary_en_243_342.txt").read_text(encoding="utf-8-sig")
    for line in lines.splitlines():
        pair, _, count = line.rpartition(" ")
        yield pair, int(count)


@cache
def _pairs() -> frozenset[str]:
    return frozenset(pair for pair, _ in read_pairs())


@lru_cache(maxsize=20_000)
def is_pair(first: str, second: str) -> bool:
    """True when two words stand side by side in ordinary English ("team meeting", not "arms assessment").

    >>> is_pair("team", "meeting"), is_pair("arms", "assessment")
    (True, False)
    """
    return f"{first} {second}" in _pairs()
