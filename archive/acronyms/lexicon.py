"""What a community's texts together say of its acronyms, gathered text by text.

A `Lexicon` is sums of `Sightings`, one per text, so what changed texts say can be summed up without their neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_OFTEN = 3
"""Places where a rare word stands in mixed letters that make an acronym of it in any letters."""


def get_key(spelling: str) -> str:
    """Return what spellings of one acronym share: small letters and digits alone, without a plural s after capitals.

    >>> {get_key(spelling) for spelling in ("OASys", "OASYS", "oasys", "O.A.S.Y.S.")}, get_key("PSRs")
    ({'oasys'}, 'psr')
    """
    letters = "".join(letter for letter in spelling if letter.isalnum())
    if "/" in spelling and len(letters) == 2:  # O/S, outstanding, is not OS
        return spelling.casefold()
    single = letters.removesuffix("s")
    if single.endswith("e") and single[-2:-1] in "SXZH":  # COSSes
        single = single[:-1]
    return single.casefold() if len(single) > 1 and single.isupper() else letters.casefold()


def get_mixed_key(key: str) -> str:
    """Return under which key it is counted that a rare word is spelt in mixed letters (RivAS), as no word is."""
    return "~" + key


@dataclass(frozen=True, slots=True)
class Sightings:
    """What one text says."""

    taken: Counter[str]
    """Keys of what the text alone shows to be acronyms, with how often."""
    leaning: Counter[str]
    """Keys of English words in capitals on their own, with the sum of what their surroundings say, in hundredths.

    So too keys of short words that a text in another language writes small, which says that they are words.
    """
    standing: Counter[str]
    """The same keys, with how often they stand so."""
    defined: Counter[str]
    """Keys that the text explains."""
    signed: Counter[str]
    """Keys that stand as a person's initials."""


@dataclass(slots=True)
class Lexicon:
    """The sums over all texts."""

    taken: Counter[str] = field(default_factory=Counter)
    leaning: Counter[str] = field(default_factory=Counter)
    standing: Counter[str] = field(default_factory=Counter)
    defined: Counter[str] = field(default_factory=Counter)
    signed: Counter[str] = field(default_factory=Counter)
    seeded: frozenset[str] = frozenset()
    """Keys that a glossary brings in; they count as defined."""

    @classmethod
    def gather(cls, sightings: Iterable[Sightings], glossary: Iterable[str] = ()) -> Lexicon:
        """Return the lexicon of many texts, and of the short forms of a glossary."""
        lexicon = cls(seeded=frozenset(map(get_key, glossary)))
        for one in sightings:
            lexicon.add(one)
        return lexicon

    def add(self, sightings: Sightings) -> None:
        """Count a text in."""
        for name in ("taken", "leaning", "standing", "defined", "signed"):
            getattr(self, name).update(getattr(sightings, name))

    def is_spelt_mixed(self, key: str) -> bool:
        """True when a text explains it in mixed letters, or texts write it so several times."""
        mixed = get_mixed_key(key)
        return self.defined[mixed] > 0 or self.taken[mixed] >= _OFTEN

    def is_defined(self, key: str) -> bool:
        """True when a text or the glossary explains it."""
        return key in self.seeded or self.defined[key] > 0

    def is_ordinary(self, key: str) -> bool:
        """True for a word that texts in other languages write small at least as often as any takes it for letters."""
        return self.leaning[key] < 0 and self.standing[key] >= self.taken[key] and not self.is_defined(key)

    def weigh(self, key: str) -> float:
        """Return how far the texts together speak for a key, for a place that its own text leaves open."""
        if self.is_defined(key):
            return 3.5
        standing = self.standing[key]
        if not standing:
            return min(2.0, 0.8 * self.taken[key])
        return max(-1.0, min(2.5, 0.5 * self.taken[key] + self.leaning[key] / 100 / standing)) if standing > 1 else 0.0
