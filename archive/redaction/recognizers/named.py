"""Words that name one person by what he or she is: "my manager", "the lad on reception", "curate"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.redaction.entities import Entity
from archive.redaction.lexica import others
from archive.redaction.lexica.people import KIN_WORDS, ONLY_OURS, PEOPLE
from archive.redaction.sentences import Clause

_Named = tuple[Entity, int, int]
_BEFORE = 4
"""Words before a noun that may be adjectives."""
_WORD = re.compile(r"[\w'-]+")
_MAY_STAND_FIRST = others.ADJECTIVES | PEOPLE.keys()


@dataclass(frozen=True, slots=True)
class Mention:
    """Who a clause names so: where in it, and how sure it is that one particular person is meant.

    `is_ours` for "my" and "our", `is_new` for words that seldom mean a kind of people ("the new chap"), `is_bare` when
    no "a" or "the" stands before it, `is_one` when it is not "a".
    """

    entity: Entity
    start: int
    end: int
    is_ours: bool
    is_new: bool
    is_bare: bool
    is_one: bool


def find_mentions(clause: Clause, nouns: frozenset[str] = others.NOUNS) -> list[Mention]:
    """Return the persons whom a clause names so, those of the writer's own first; `nouns` may stand in it."""
    if nouns.isdisjoint(clause.words):
        return []
    words = _WORD.findall(clause.lower)
    read = [_read(words, at) for at, word in enumerate(words) if word in nouns]
    found = [each for each in read if each]
    if not found:
        return []
    spans = [each.span() for each in _WORD.finditer(clause.lower)]
    mentions = [_mention(words, spans, *each) for each in found]
    return sorted(mentions, key=lambda each: not each.is_ours)


def _read(words: Sequence[str], at: int) -> _Named | None:
    """Return what the words up to a noun name, and where they begin and end: an article, adjectives, what one is."""
    if at + 1 < len(words) and (words[at + 1] in others.THINGS or _goes_on(words, at)):
        return None
    first = at
    while first and at - first < _BEFORE and words[first - 1] not in others.STOPS:
        first -= 1
        if words[first] in others.ARTICLES:
            break
    else:
        if first and words[first - 1] in others.ARTICLES:
            first -= 1
    det = words[first] if words[first] in others.ARTICLES else ""
    entity = _entity(words, first + bool(det), at, det)
    if entity is None or (not det and first):
        return None
    between = frozenset(words[first + bool(det) : at])
    if det not in others.OURS and not others.GENERAL.isdisjoint(between):
        return None
    if (not det and not between <= _MAY_STAND_FIRST) or (det == "that" and _bare(words[at]) not in others.INFORMAL):
        return None
    return entity, first, at


def _mention(words: Sequence[str], spans: Sequence[tuple[int, int]], entity: Entity, first: int, at: int) -> Mention:
    det = words[first] if words[first] in others.ARTICLES else ""
    between = frozenset(words[first + bool(det) : at])
    is_new = (_bare(words[at]) in others.INFORMAL and det != "a") or not others.NEW.isdisjoint(between | {det})
    start, end = spans[first][0], spans[at][1]
    return Mention(entity, start, end, det in others.OURS, is_new, not det, det not in {"a", "an"})


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Return whether the next word is the head rather: "prison officer"."""
    return words[at + 1] in others.NOUNS and not words[at].endswith("'s")


def _entity(words: Sequence[str], first: int, at: int, det: str) -> Entity | None:
    """Return what the noun at a place is, together with up to two words before it."""
    word = _bare(words[at])
    for length in (2, 1):
        if at - length >= first:
            several = " ".join([*words[at - length : at], word])
            if several in PEOPLE:
                return PEOPLE[several]
    if det in others.SEVERAL:
        word = word.removesuffix("s")
    if word in ONLY_OURS:
        return Entity.COLLEAGUE if det in others.OURS else None
    if word in PEOPLE:
        return PEOPLE[word]
    if word in KIN_WORDS and (det in others.OURS or not word.endswith("s") or word == "missus"):
        return Entity.FAMILY if det in others.OURS else Entity.COLLEAGUE
    return None


def _bare(word: str) -> str:
    """Return a word without an ending that shows whose something is, and without hyphens."""
    return word.removesuffix("'s").removesuffix("'d").replace("-", " ")
