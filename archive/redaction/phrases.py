"""Which words a text must hold for a pattern to match in it, read off the pattern by the parser of `re` itself.

A pattern is taken apart into the phrases that it consists of, up to the places where it says "any word". Each phrase is
known by its rarest word, or by how that word begins. What is returned is never too narrow: a text in which one of the
needed sets is missing has no match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from math import fsum
from typing import Any

from archive.redaction.lexica.common import COMMON

LONGEST = 6
"""Letters of a word that are compared where only its beginning is known."""
BEGINS = "*"
"""Behind the beginning of a word."""
WORD = re.compile(r"[^\W_]+|£")
"""A word as it is compared: without apostrophes and hyphens, its digits all as 0."""

_EDGE, _DIGIT = "\0", "0"
_MOST = 2500
_FEW = 12
_TIMES = 4
_RARE = 0.02

Node = tuple[Any, Any]
Phrases = frozenset[str]
_Keys = tuple[set[str], set[str]]
_NOTHING: Phrases = frozenset([""])
_ONE_OF = {"CATEGORY_DIGIT": _DIGIT, "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": " "}


def find_needs(pattern: str) -> list[frozenset[str]]:
    """Return sets of keys, the most telling first: whatever the pattern matches holds a key of each set.

    The pattern is for text in small letters.

    >>> [sorted(need) for need in find_needs(r"\\bmy (?:old )?(?:dog|cats?)\\b.*\\bbar[a-z]")]
    [['cat', 'cats', 'dog'], ['bar*']]
    """
    found = list(_needs(parse(pattern)))
    needs = sorted({frozenset(best) for best, _ in found}, key=_cost)
    others = sorted({frozenset(other) for best, other in found if other != best}, key=_cost)
    # two runs tell more than two words of one run, which often go together
    return needs if len(needs) != 1 else [*needs, *others]


def parse(pattern: str) -> list[Node]:
    """Return the nodes that a pattern consists of."""
    # private, but it is what `re.compile` itself reads a pattern with; nothing of its syntax has to be guessed
    return list(import_module("re._parser").parse(pattern))


def _needs(nodes: Iterable[Node], before: str = "", after: str = "") -> Iterator[_Keys]:
    """Yield two sets of keys for each run of phrases between the places where anything may stand.

    `before` and `after` are an edge where no word goes on beyond the first and last node, else nothing.
    """
    listed = list(nodes)
    run = frozenset([before])
    for at, (name, value) in enumerate(listed):
        told = _phrases(name.name, value)
        if told is not None and len(run) * len(told) <= _MOST:
            run = frozenset(one + other for one in run for other in told)
            continue
        begins = _EDGE if all(phrase and not phrase[-1].isalnum() for phrase in run) else ""
        ends = _edge(listed[at:], 0, after)
        yield from _keys(frozenset(f"{phrase}{ends}" for phrase in run))
        if told is None:
            yield from _inner_needs(name.name, value, begins, _edge(listed[at + 1 :], 0, after))
            run = frozenset([_edge([(name, value)], -1, begins)])
        else:
            run = frozenset(f"{begins}{phrase}" for phrase in told)
    yield from _keys(frozenset(f"{phrase}{after}" for phrase in run))


def _edge(nodes: Sequence[Node], side: int, beyond: str) -> str:
    """Return an edge where no word reaches over the start (0) or end (-1) of nodes; `beyond` if they may be empty."""
    edged = is_edged(nodes, side)
    return beyond if edged is None else _EDGE if edged else ""


def is_edged(nodes: Sequence[Node], side: int) -> bool | None:
    """Return whether nodes begin (0) or end (-1) where no word goes on, None if they may be empty and else do."""
    for name, value in nodes if side == 0 else reversed(nodes):
        edged = _is_one_edged(name.name, value, side)
        if edged is not None:
            return edged
    return None


def _is_one_edged(name: str, value: Any, side: int) -> bool | None:
    if name == "AT":
        return value.name != "AT_NON_BOUNDARY" or None
    if name == "ASSERT":
        return is_edged(value[1], 0 if value[0] > 0 else -1) or None
    if name == "ASSERT_NOT":
        return None
    if name in {"LITERAL", "IN"}:
        told = _phrases(name, value)
        return told is not None and not any(map(str.isalnum, told))
    if name == "SUBPATTERN":
        return is_edged(value[3], side)
    if name == "BRANCH":
        return _is_each_edged(value[1], side)
    if name in {"MAX_REPEAT", "MIN_REPEAT"}:
        edged = is_edged(value[2], side)
        return None if edged and not value[0] else edged
    return False


def _is_each_edged(branches: Iterable[Sequence[Node]], side: int) -> bool | None:
    each: bool | None = True
    for branch in branches:
        edged = is_edged(branch, side)
        if edged is False:
            return False
        each = each and edged
    return each


def _inner_needs(name: str, value: Any, before: str, after: str) -> Iterator[_Keys]:
    if name == "SUBPATTERN":
        yield from _needs(value[3], before, after)
    elif name in {"MAX_REPEAT", "MIN_REPEAT"} and value[0]:
        yield from _needs(value[2], before)
    elif name == "BRANCH":
        branches = [[best for best, _ in _needs(branch, before, after)] for branch in value[1]]
        if all(branches):
            best = set().union(*(min(keys, key=_cost) for keys in branches))
            yield best, best


def _phrases(name: str, value: Any) -> Phrases | None:
    """Return all that a piece of a pattern may match, None when that is more than can be listed."""
    if name == "LITERAL":
        return frozenset([sign_of(value)])
    if name == "IN":
        return of_signs(value)
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return frozenset([_EDGE]) if _is_one_edged(name, value, 0) else _NOTHING
    if name == "SUBPATTERN":
        return _joined(value[3])
    if name == "BRANCH":
        return _any_of(_joined(branch) for branch in value[1])
    if name in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, most, nodes = value
        return _any_of(_joined(list(nodes) * times) for times in range(least, most + 1)) if most <= _TIMES else None
    return None


def _joined(nodes: Iterable[Node]) -> Phrases | None:
    run, tail = _NOTHING, ""
    for name, value in nodes:
        if name.name == "LITERAL":
            tail += sign_of(value)
            continue
        told = _phrases(name.name, value)
        if told is None or len(run) * len(told) > _MOST:
            return None
        run, tail = frozenset(one + tail + other for one in run for other in told), ""
    return frozenset(one + tail for one in run)


def _any_of(told: Iterable[Phrases | None]) -> Phrases | None:
    found: set[str] = set()
    for each in told:
        if each is None:
            return None
        found |= each
    return frozenset(found)


def of_signs(members: Iterable[Node]) -> Phrases | None:
    """Return the signs of a set of them, None when they are too many."""
    found: set[str] = set()
    for name, value in members:
        if name.name == "LITERAL":
            found.add(sign_of(value))
        elif name.name == "RANGE" and sign_of(value[0]) == sign_of(value[1]) == _DIGIT:
            found.add(_DIGIT)
        elif name.name == "CATEGORY" and value.name in _ONE_OF:
            found.add(_ONE_OF[value.name])
        else:
            return None
    return frozenset(found) if len(found) <= _FEW else None


def sign_of(code: int) -> str:
    """Return a sign as it is compared."""
    return _DIGIT if chr(code).isdecimal() else chr(code).lower()


def _keys(phrases: Phrases) -> Iterator[_Keys]:
    """Yield the best keys of phrases, and the next best; nothing when one of them has none."""
    keys = [_two_keys(phrase) for phrase in phrases]
    if None not in keys:
        yield {pair[0] for pair in keys if pair}, {pair[1] for pair in keys if pair}


@lru_cache(maxsize=5_000)
def _two_keys(phrase: str) -> tuple[str, str] | None:
    """Return the most telling key of a phrase, and the most telling of its other words, or the same again."""
    if "£" in phrase:
        return "£", "£"
    words = [(word.group(), word.start() > 0, word.end() < len(phrase)) for word in WORD.finditer(phrase)]
    keys = sorted(
        {word if ends else f"{word[:LONGEST]}{BEGINS}" for word, begins, ends in words if begins},
        key=lambda key: (_price(key), key),
    )
    return (keys[0], keys[min(1, len(keys) - 1)]) if keys else None


@lru_cache(maxsize=50_000)
def _price(key: str) -> float:
    """Return how many sentences of a hundred hold a key, roughly."""
    if key.endswith(BEGINS):
        # a beginning of a few letters is that of many words
        return COMMON.get(key[:-1], _RARE) + 100 * 0.3 ** (len(key) - 1)
    return COMMON.get(key, _RARE)


def _cost(keys: Iterable[str]) -> tuple[float, list[str]]:
    """Return what sets of keys are ordered by: the same in every process, whatever the order in the set."""
    return fsum(_price(key) for key in keys), sorted(keys)
