"""A query once it is read: what has to stand in an item. Values that know no index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from search_index.results import Kind


@dataclass(frozen=True, slots=True)
class Word:
    """A word in whatever form and case."""

    typed: str
    stem: str


@dataclass(frozen=True, slots=True)
class Exact:
    """A word as it is written, in no other form; in whatever case when `term` is in small letters.

    `stem` is its term as a word, "" for a common one.
    """

    typed: str
    term: str
    stem: str


@dataclass(frozen=True, slots=True)
class Capitals:
    """An acronym typed in capitals, found only where it stands as one."""

    typed: str
    acronym: str


@dataclass(frozen=True, slots=True)
class Spellings:
    """An acronym in any spelling: one of `stems` among the words. `members` are the spellings people used, if known.

    The parser never makes one: what the spellings of an acronym are is known by the vocabulary alone.
    """

    name: str
    stems: tuple[str, ...]
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """A word where it is not the acronym of the same letters: arms, and not ARMS alone."""

    word: Word
    acronym: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other, common words left out. `exact` are the words as written, where that counts."""

    typed: str
    stems: tuple[str, ...]
    exact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so; `stem` is what the beginning itself is kept as."""

    typed: str
    stem: str


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym asked for as such, by `acronym:`: found where one of its spellings stands as an acronym.

    `others` are the terms that its spellings are kept as, `members` these spellings, if the vocabulary knows any.
    """

    typed: str
    acronym: str
    others: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """What it is kept as."""
        return self.others or (self.acronym,)


@dataclass(frozen=True, slots=True)
class Author:
    """Words one after the other in the byline; `whole`: these and no others."""

    typed: str
    words: tuple[str, ...]
    whole: bool = False


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
class Kinds:
    """Posts alone or comments alone."""

    kind: str


@dataclass(frozen=True, slots=True)
class Site:
    """Items of one blog, by its host."""

    host: str


@dataclass(frozen=True, slots=True)
class Has:
    """Items with a link, a quotation or an answer."""

    what: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words: the words that stand together with this are looked for among those of one voice alone.

    "own" are the item's author's, "quoted" those of the post or another comment, "imported" those from elsewhere.
    """

    voice: str


@dataclass(frozen=True, slots=True)
class Also:
    """Something looked for beside what was typed. `key` switches it off: `-expand:key`.

    `counts` says in how many items each spelling of a group stands.
    """

    kind: Kind
    text: str
    node: Node
    counts: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What `-expand:` calls it."""
        return fold_key(self.text)


@dataclass(frozen=True, slots=True)
class Expanded:
    """What was typed, or one of the things looked for beside it."""

    node: Node
    also: tuple[Also, ...]


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


Words = Word | Exact | Capitals | Spellings | Apart | Phrase | Prefix | Acronym
Filter = Author | Tag | Year | Days | Kinds | Site | Has | Voice
Node = Words | Filter | Expanded | Not | Every | Either


def fold_key(text: str) -> str:
    """Return the form in which the names of expansions are compared.

    >>> fold_key(" Offender  Assessment System")
    'offender assessment system'
    """
    return " ".join(text.lower().split())


def iter_words(node: Node | None) -> Iterator[Words]:
    """Yield the words that a hit may be found by, so not those behind a minus, in the order typed."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Words):
            yield here
        elif isinstance(here, Every | Either):
            waiting.extend(reversed(here.nodes))
        elif isinstance(here, Expanded):
            waiting.extend([*(also.node for also in reversed(here.also)), here.node])
