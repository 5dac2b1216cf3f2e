"""A query once it is read: what has to stand in an item. Values that know no index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Word:
    """A word in whatever form and case: `stem` among the words, or one of `acronyms` among the acronyms."""

    typed: str
    stem: str
    acronyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capitals:
    """An acronym typed in capitals, found only where it stands in capitals."""

    typed: str
    acronym: str


@dataclass(frozen=True, slots=True)
class Spellings:
    """An acronym in any spelling: one of `stems` among the words, or one of `acronyms` among the acronyms.

    The parser never makes one: whether all spellings are one word is known by the index alone.
    """

    name: str
    stems: tuple[str, ...]
    acronyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other, common words left out."""

    typed: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so; `stem` is what the beginning itself is kept as."""

    typed: str
    stem: str


@dataclass(frozen=True, slots=True)
class Author:
    """Words one after the other in the byline."""

    typed: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, by its id or its name."""

    key: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year, in the blog's own time."""

    year: int


@dataclass(frozen=True, slots=True)
class Days:
    """From `start` on, or before `end`; one of the two is None."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Kind:
    """Posts alone or comments alone."""

    kind: str


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    node: Node


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these."""

    nodes: tuple[Node, ...]


Words = Word | Capitals | Spellings | Phrase | Prefix
Filter = Author | Tag | Year | Days | Kind
Node = Words | Filter | Not | Every | Either


def iter_words(node: Node | None) -> Iterator[Words]:
    """Yield the words that a hit may be found by, so not those behind a minus, in the order typed."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Words):
            yield here
        elif isinstance(here, Every | Either):
            waiting.extend(reversed(here.nodes))
