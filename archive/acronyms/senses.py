"""What an acronym means: expansions that are one, and which of several is meant at a place.

Evidence counts in this order: the text says it, the thread says it, the words around are those of one sense. Where
nothing does, the answer is None: a wrong meaning shown is worse than none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archive.acronyms.word_lists import FUNCTION, STOP_WORDS

_WORD = re.compile(r"[^\W_]++")
_ENDINGS = (("isations", "iz"), ("isation", "iz"), ("ising", "iz"), ("ise", "iz"), ("ize", "iz"), ("ies", "y"))
_SURE = 1.5
"""By how much the best sense has to lead before the words around decide."""
_OWN = 2.5
REACH = 600
"""How many characters on either side are the words around."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an acronym: its usual long form, and all the ways that is written."""

    long: str
    key: str
    variants: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many definitions say so."""
        return sum(count for _, count in self.variants)


@lru_cache(maxsize=20_000)
def get_sense_key(long: str) -> str:
    """Return what long forms of one sense share: small letters, no hyphens, no plural, no small words.

    >>> get_sense_key("Pre-Sentence Reports") == get_sense_key("pre sentence report")
    True
    """
    words = (word for word in _WORD.findall(long.lower().replace("'s", "").replace("’s", "")) if word not in STOP_WORDS)
    return " ".join(_single(word) for word in words)


def _single(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + instead
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def are_same(one: str, other: str) -> bool:
    """True when two keys of senses differ by spaces, or by a slip in a long word.

    >>> are_same("offender assessment system", "offender asessment system"), are_same("sentence plan", "senior plan")
    (True, False)
    """
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return True
    first, second = one.split(), other.split()
    if len(first) != len(second):
        return False
    unlike = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(unlike) == 1 and len(unlike[0][0]) > 5 and unlike[0][0][0] == unlike[0][1][0] and _one_slip(*unlike[0])


def _one_slip(one: str, other: str) -> bool:
    """True when one letter more, less, other, or two swapped make one word of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, against = one[start:], other[start:]
    return (
        rest[1:] in (against, against[1:])
        or rest == against[1:]
        or (rest[:2] == against[1::-1] and rest[2:] == against[2:])
    )


def group_senses(longs: Mapping[str, int]) -> list[Sense]:
    """Return the senses that counted long forms of one acronym amount to, the commonest first.

    >>> [(one.long, one.count) for one in group_senses({"sentence plan": 2, "Sentence Plans": 1, "senior post": 1})]
    [('sentence plan', 3), ('senior post', 1)]
    """
    groups: list[tuple[str, Counter[str]]] = []
    for long, count in sorted(longs.items(), key=lambda item: (-item[1], item[0])):
        key = get_sense_key(long)
        found = next((members for head, members in groups if are_same(head, key)), None)
        if found is None:
            found = Counter()
            groups.append((key, found))
        found[long] += count
    senses = [Sense(_usual(members), key, tuple(sorted(members.items()))) for key, members in groups]
    return sorted(senses, key=lambda sense: (-sense.count, sense.long))


def _usual(members: Counter[str]) -> str:
    """Return the long form most often written, of equals the one in capitals and in the singular."""
    return max(members, key=lambda long: (members[long], sum(map(str.isupper, long)), not long.endswith("s"), long))


@dataclass(slots=True)
class Contexts:
    """The words that stand around each sense of each acronym."""

    words: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    """By acronym and sense: each word with the number of examples it stands in."""
    spread: Counter[str] = field(default_factory=Counter)
    """Each word with the number of examples of anything it stands in."""
    total: int = 0

    def add(self, key: str, expansion: str, words: Collection[str]) -> None:
        """Count an example in, with the words of `get_context`."""
        self.words.setdefault((key, get_sense_key(expansion)), Counter()).update(words)
        self.spread.update(words)
        self.total += 1

    def remove(self, key: str, expansion: str, words: Collection[str]) -> None:
        """Count an example out again; it was counted in before."""
        self.words[key, get_sense_key(expansion)].subtract(words)
        self.spread.subtract(words)
        self.total -= 1

    def weigh(self, key: str, expansions: Sequence[str], words: Collection[str]) -> dict[str, float]:
        """Return for each expansion how well the words around fit it and none of the others.

        A word counts by how rare it is and how far it stands with one sense alone; a word of the expansion itself
        counts for it.
        """
        known = {long: self.words.get((key, get_sense_key(long)), Counter()) for long in expansions}
        scores = dict.fromkeys(expansions, 0.0)
        # in order: sums of fractions depend on it
        for word in sorted(word for word in words if self.spread.get(word)):
            total = sum(one[word] for one in known.values())
            if not total:
                continue
            rare = math.log((self.total + 1) / self.spread[word])
            for long, one in known.items():
                share = one[word] / total
                scores[long] += rare * (share - (1 - share) / max(1, len(known) - 1))
        for long in expansions:
            scores[long] += _OWN * len(
                {_stem(word) for word in _WORD.findall(long.lower())}.intersection(words) - STOP_WORDS
            )
        return scores


def get_context(text: str, start: int, end: int) -> frozenset[str]:
    """Return the words around a place, cut to their stems, and its two neighbours marked as such."""
    before = _WORD.findall(text[max(0, start - REACH) : start].lower())
    after = _WORD.findall(text[end : end + REACH].lower())
    found = {_stem(word) for word in (*before, *after) if word not in FUNCTION and len(word) > 1}
    found.update(f"<{_stem(word)}" for word in before[-1:])
    found.update(f">{_stem(word)}" for word in after[:1])
    return frozenset(found)


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """Return the beginning of a word: with two examples a sense, four letters did best of the lengths tried."""
    for ending in ("ments", "ment", "ing", "ers", "er", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending.startswith("m") else 4):
            return word.removesuffix(ending)[:4]
    return word[:4]


def choose_sense(
    senses: Sequence[str],
    *,
    in_text: Collection[str] = (),
    in_thread: Collection[str] = (),
    scores: Mapping[str, float],
) -> str | None:
    """Return which of the senses is meant, None when nothing decides.

    `in_text` and `in_thread` are the long forms by which the text, and its thread, explain the acronym; `scores` come
    from `Contexts.weigh`.
    """
    for said in (in_text, in_thread):
        keys = {get_sense_key(long) for long in said}
        fitting = [sense for sense in senses if any(are_same(get_sense_key(sense), key) for key in keys)]
        if len(fitting) == 1:
            return fitting[0]
    if len(senses) == 1:
        return senses[0]
    ranked = sorted(senses, key=lambda sense: (-scores.get(sense, 0.0), sense))
    if len(ranked) > 1 and scores.get(ranked[0], 0.0) - scores.get(ranked[1], 0.0) >= _SURE:
        return ranked[0]
    return None
