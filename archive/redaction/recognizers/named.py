"""Words that name one person by what he or she is: "my manager", "the lad on reception", "curate"."""

from __future__ import annotations

from dataclasses import dataclass

from archive.redaction.entities import Entity
from archive.redaction.lexica import others
from archive.redaction.lexica.people import KIN_WORDS, ONLY_OURS, PEOPLE
from archive.redaction.sentences import Clause

_ADJECTIVES = 3
_FIRSTS = frozenset(name.partition(" ")[0] for name in PEOPLE if " " in name)
"""Words that names of several words begin with."""


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


def find_mentions(clause: Clause) -> list[Mention]:
    """Return the persons whom a clause names so, those of the writer's own first."""
    read = (
        _read(found["det"], found["rest"], found.start(), found.end()) for found in others.PHRASE.finditer(clause.lower)
    )
    mentions = sorted(filter(None, read), key=lambda each: not each.is_ours)
    if not mentions and (bare := others.BARE.match(clause.lower)):
        mentions = list(filter(None, [_read("", " " + bare["rest"], 0, bare.start("rest") - 1)]))
    return mentions


def _read(det: str, rest: str, start: int, end: int) -> Mention | None:
    """Return whom the words behind an article name: their head is the last of several nouns on end."""
    words = rest.split()
    for at, word in enumerate(words[: _ADJECTIVES + 1]):
        if word in others.STOPS:
            return None
        entity, length = _entity(words, at, det)
        if entity is None or (length == 1 and at < _ADJECTIVES and _goes_on(words, at, det)):
            continue
        last = words[at + length - 1]
        behind = words[at + length] if at + length < len(words) else ""
        if det not in others.OURS and not others.GENERAL.isdisjoint(words[:at]):
            return None
        if (
            behind in others.THINGS
            or (not det and not PEOPLE.keys() >= set(words[:at]))
            or (det == "that" and last not in others.INFORMAL)
        ):
            return None
        before = frozenset(words[:at]) | {det}
        until = end + sum(len(each) + 1 for each in words[: at + length])
        bare = _bare(last)
        is_new = bool((bare in others.INFORMAL and det != "a") or not others.NEW.isdisjoint(before))
        return Mention(entity, start, until, det in others.OURS, is_new, not det, det not in {"a", "an"})
    return None


def _goes_on(words: list[str], at: int, det: str) -> bool:
    """Return whether the next word is the head rather: "prison officer"."""
    if at + 1 >= len(words) or words[at].endswith("'s") or words[at + 1] in others.STOPS:
        return False
    return _entity(words, at + 1, det)[0] is not None


def _entity(words: list[str], at: int, det: str) -> tuple[Entity | None, int]:
    """Return what the noun at a place is, and of how many words it is."""
    word = _bare(words[at])
    for length in (3, 2) if words[at] in _FIRSTS else ():
        several = (
            " ".join([*words[at : at + length - 1], _bare(words[at + length - 1])]) if at + length <= len(words) else ""
        )
        if several in PEOPLE:
            return PEOPLE[several], length
    if det in others.SEVERAL:
        word = word.removesuffix("s")
    if word in ONLY_OURS:
        return (Entity.COLLEAGUE, 1) if det in others.OURS else (None, 1)
    if word in PEOPLE:
        return PEOPLE[word], 1
    if word in KIN_WORDS and (det in others.OURS or not word.endswith("s") or word == "missus"):
        return Entity.FAMILY if det in others.OURS else Entity.COLLEAGUE, 1
    return None, 1


def _bare(word: str) -> str:
    """Return a word without an ending that shows whose something is, and without hyphens."""
    return word.removesuffix("'s").removesuffix("'d").replace("-", " ")
