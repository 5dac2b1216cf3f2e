"""How near two English words are to each other, by the words that stand beside them ("Monday" and "Tuesday").

From the pairs of words that `symspellpy` ships (243,342 with counts, Google Books): a word is the sum of its
neighbours, each weighed by how much oftener than chance it stands there (positive pointwise mutual information; Turney
and Pantel, From Frequency to Meaning, 2010), and two words are as near as the cosine between them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from archive.acronyms.english import rank, read_pairs
from archive.acronyms.word_lists import FUNCTION

_COMPOUND = 20.0
"""What a pair's own weight is divided by: words that stand side by side are half as near as a word to itself."""
_RARE = 9.0


@lru_cache(maxsize=16_384)
def get_kinship(one: str, other: str) -> float:
    """Return how near two words in small letters are, from 0 to 1; 0 for a word that is not known.

    >>> get_kinship("sergeant", "sergeant"), get_kinship("invoice", "qzx")
    (1.0, 0.0)
    >>> get_kinship("monday", "tuesday") > get_kinship("school", "teacher") > get_kinship("school", "engine")
    True
    """
    if one == other:
        return 1.0
    first, second = _neighbours().get(one), _neighbours().get(other)
    if first is None or second is None:
        return 0.0
    beside = max(first[1].get(f">{other}", 0.0) * first[0], second[1].get(f">{one}", 0.0) * second[0])
    if len(first[1]) > len(second[1]):
        first, second = second, first
    shared = sum(weight * second[1].get(word, 0.0) for word, weight in first[1].items())
    return max(shared, min(0.5, beside / _COMPOUND))


@lru_cache(maxsize=16_384)
def get_telling(word: str) -> float:
    """Return how much a word tells by how rare it is, from 0 for the commonest to 1."""
    return min(1.0, math.log(rank(word) + 1) / _RARE)


@cache
def _neighbours() -> dict[str, tuple[float, dict[str, float]]]:
    """Return for each word the length of its vector, and the vector at length 1."""
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for first, second, count in _pairs():
        left[first] += count
        right[second] += count
    total = sum(left.values())
    # a word has one name in all vectors, and a vector goes when it has its length: this is the largest thing in memory
    ahead = {word: f">{word}" for word in right if word not in FUNCTION}
    behind = {word: f"<{word}" for word in left if word not in FUNCTION}
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for first, second, count in _pairs():
        weight = math.log(count * total / (left[first] * right[second]))
        if weight > 0 and second in ahead:
            found[first][ahead[second]] = weight
        if weight > 0 and first in behind:
            found[second][behind[first]] = weight
    return {word: _normed(found.pop(word)) for word in list(found)}


def _pairs() -> Iterator[tuple[str, str, int]]:
    for pair, count in read_pairs():
        first, _, second = pair.partition(" ")
        yield first, second, count


def _normed(weights: dict[str, float]) -> tuple[float, dict[str, float]]:
    length = math.hypot(*weights.values())
    return length, {word: weight / length for word, weight in weights.items()}
