"""The lexicon of all public texts, as sums that stand in public.db: a changed text asks for few of them.

The sums are coarse, so that a word which stands in thousands of texts does not put all of them in doubt whenever one of
them changes: beyond a few, it no longer matters how many there are.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from sqlite_utils import Database

from archive.acronyms import Lexicon
from archive.public.database import read_rows

COUNTS = ("taken", "leaning", "standing", "defined", "signed")
"""The sums of a lexicon: the columns of table `acronym_sighting`."""

Sums = tuple[int, ...]
NOTHING: Sums = (0,) * len(COUNTS)

_EXACT = 8
_MANY = 64
_STEP = 25
"""Hundredths to which the mean leaning of a word that stands often is rounded."""

_SUMS = ", ".join(f"sum({name}) as {name}" for name in COUNTS)


@lru_cache(maxsize=200_000)
def fingerprint(word: str) -> int:
    """Return the number under which a word stands in table `acronym_sighting`."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big") >> 1


def coarse(sums: Sums) -> Sums:
    """Return sums with no more detail than a verdict needs: the same for most changes of a word that is common."""
    taken, leaning, standing, defined, signed = sums
    often = _roughly(standing)
    if standing > _EXACT:
        leaning = often * _STEP * round(leaning / standing / _STEP)
    return _roughly(taken), leaning, often, _roughly(defined), _roughly(signed)


def _roughly(count: int) -> int:
    return count if count <= _EXACT else min(_MANY, 1 << (count.bit_length() - 1))


def read_sums(public: Database, words: Iterable[int] | None = None) -> dict[int, Sums]:
    """Return the coarse sums of words by fingerprint, of all unless told which; those without any are left out."""
    found: dict[int, Sums] = {}
    if words is None:
        rows = read_rows(public, f"select fingerprint, {_SUMS} from acronym_sighting group by fingerprint")
        pairs = [(row["fingerprint"], tuple(row[name] for name in COUNTS)) for row in rows]
    else:
        one = f"select {_SUMS} from acronym_sighting where fingerprint = ?"
        pairs = [(word, public.conn.execute(one, [word]).fetchone()) for word in sorted(words)]
    for word, sums in pairs:
        if sums[0] is not None and any(sums):
            found[word] = coarse(sums)
    return found


class PublicLexicon(Lexicon):
    """A lexicon that looks words up in public.db when they are asked for, and remembers which were."""

    def __init__(self, public: Database, seeded: frozenset[str], known: dict[int, Sums] | None = None) -> None:
        """Take the sums of all words, where they are known; else each is read when asked for."""
        super().__init__(seeded=seeded)
        self.asked: set[str] = set()
        self._public = public
        self._known: dict[int, Sums] = {} if known is None else known
        self._is_whole = known is not None
        for place, name in enumerate(COUNTS):
            setattr(self, name, _Column(self, place))

    def is_defined(self, key: str) -> bool:
        """True when a text or the glossary explains it."""
        self.asked.add(key)
        return super().is_defined(key)

    def sums(self, key: str) -> Sums:
        """Return the coarse sums of a word."""
        self.asked.add(key)
        word = fingerprint(key)
        if word not in self._known and not self._is_whole:
            self._known[word] = read_sums(self._public, [word]).get(word, NOTHING)
        return self._known.get(word, NOTHING)


class _Column(Counter[str]):
    """One of the counters of a lexicon; it holds nothing and asks for everything."""

    def __init__(self, lexicon: PublicLexicon, place: int) -> None:
        super().__init__()
        self._lexicon, self._place = lexicon, place

    def __missing__(self, key: str) -> int:
        return self._lexicon.sums(key)[self._place]

    def get(self, key: str, default: int | None = None) -> int:  # type: ignore[override]  # never without an answer
        return self[key] or default or 0

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self[key] > 0
