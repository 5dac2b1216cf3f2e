"""What a search knows of acronyms and tags beside the words themselves: spellings, meanings, synonyms.

The words come from tables of the public copy, so what was taken out there is out here at once: see `public_vocabulary`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from search_index import analysis
from search_index.results import Kind


@dataclass(frozen=True, slots=True)
class Group:
    """One acronym with all its spellings.

    `name` is the one people use most; `counts` says in how many items each of `spellings` stands; `any_case`: it is one
    word in whatever case (OASys), else capitals alone count and the ordinary word of the same letters is another
    (ARMS); `meanings` are its long forms, the commonest first.
    """

    name: str
    spellings: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    any_case: bool = False
    meanings: tuple[str, ...] = ()

    def letters(self, typed: str) -> str:
        """Return the acronym, folded, of the spelling that has the letters of a word; else of the name."""
        upper = analysis.without_possessive(typed).upper()
        return analysis.acronym_term(
            next((spelling for spelling in self.spellings if spelling.upper() == upper), self.name)
        )


@dataclass(frozen=True, slots=True)
class NearTag:
    """A tag that stands for another in a search: its synonym, or a narrower one below it."""

    kind: Kind
    name: str


class Vocabulary(Protocol):
    """Where a search looks words up. Every answer is about what is public now."""

    def find_group(self, spelling: str) -> Group | None:
        """Return the acronym that somebody typed in this spelling, None when it is none, or an ordinary word."""
        ...

    def find_apart(self, word: str) -> Group | None:
        """Return the acronym in capitals alone that a word in small letters has to be told apart from."""
        ...

    def find_by_meaning(self, stems: Sequence[str]) -> tuple[Group, ...]:
        """Return the acronyms that stand for these words, given as terms (`analysis.words`)."""
        ...

    def near_tags(self, key: str) -> tuple[NearTag, ...]:
        """Return the tags that a search for one finds too."""
        ...

    def is_acronym(self, folded: str) -> bool:
        """Return whether capitals are an acronym worth listing, and no shouted word."""
        ...
