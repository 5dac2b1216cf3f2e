"""The lexicon of all public texts, as sums that stand in public.db: a changed text asks for few of them.

The sums are coarse, so that a word which stands in thousands of texts does not put all of them in doubt whenever one of
them changes: beyond a few, it no longer matters how many there are.
"""

from __future__ import annotations

import hashlib
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
_MOST = 64
_STEP = 25
"""Hundredths to which the mean leaning of a word that stands often is rounded."""
_MANY = 2000
"""Words from which the sums of all are read at once."""

_SUMS = ", ".join(f"sum({name}) as {name}" for name in COUNTS)


@lru_cache(maxsize=16_384)
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
    return count if count <= _EXACT else min(_MOST, 1 << (count.bit_length() - 1))


def read_sums(public: Database, words: Iterable[int]) -> dict[int, Sums]:
    """Return the coarse sums of words by fingerprint; those without any are left out."""
    wanted = set(words)
    if len(wanted) > _MANY:
        rows = read_rows(public, f"select fingerprint, {_SUMS} from acronym_sighting group by fingerprint")
        pairs = [(row["fingerprint"], tuple(row[name] for name in COUNTS)) for row in rows]
    else:
        one = f"select {_SUMS} from acronym_sighting where fingerprint = ?"
        pairs = [(word, public.conn.execute(one, [word]).fetchone()) for word in sorted(wanted)]
    return {word: coarse(sums) for word, sums in pairs if word in wanted and sums[0] is not None and any(sums)}


def read_lexicon(public: Database, keys: Iterable[str], seeded: frozenset[str]) -> Lexicon:
    """Return what all texts together say of some words; `seeded` are those that a glossary brings in."""
    lexicon = Lexicon(seeded=seeded)
    asked = {fingerprint(key): key for key in keys}
    for word, sums in read_sums(public, asked).items():
        for name, value in zip(COUNTS, sums, strict=True):
            getattr(lexicon, name)[asked[word]] = value
    return lexicon
