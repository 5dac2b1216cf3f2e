"""What a clue is: one way in which a clause gives a kind of information away."""

from __future__ import annotations

from dataclasses import dataclass

from archive.redaction.entities import Entity
from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.screens import split_alternatives


@dataclass(frozen=True, slots=True)
class Clue:
    """A pattern, the kind it gives away and how much: weight 2 tells enough alone, 1 only beside another kind."""

    kind: Entity
    weight: int
    written: str
    we: bool = False


def clues_of(kind: Entity, weight: int, pattern: str, *, we: bool = False) -> list[Clue]:
    """Return a clue for each alternative of a pattern: each is asked only where a word that it needs stands."""
    return [Clue(kind, weight, each, we) for each in split_alternatives(pattern)]


def any_of(words: str) -> str:
    """Return a pattern of words; an underline stands for a blank or hyphen.

    >>> any_of("ward ward_clerk")
    '(?:ward(?:[ -]clerk)?)'
    """
    return alternatives(words.split())
