"""A finder of planted words that shares no code with what it watches: five readings of each answer, looked through for
the first letters of every planted name, so that stems, joined names and addresses are found too."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from tests.leaks.plants import NEEDLE, Plant

READINGS: Mapping[str, Callable[[str], str]] = {
    "raw": lambda text: text,
    "lower case": str.lower,
    "URL-escaped": lambda text: unquote_plus(unquote_plus(text)).lower(),
    "HTML-escaped": lambda text: html.unescape(html.unescape(text)).lower(),
    "split by elements": lambda text: re.sub(r"<[^>]*>", "", html.unescape(text) if "&lt;" in text else text).lower(),
}
_CHUNK = 1 << 20


@dataclass
class Finder:
    """Counts what was looked at and found, by surface and reading."""

    plants: Iterable[Plant]
    looked: Counter[str] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    where: dict[tuple[str, str], set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._raw = {needle: plant.number for plant in self.plants for needle in plant.needles}
        self._lower = {needle.lower(): number for needle, number in self._raw.items()}

    def look_at(self, surface: str, text: str, where: str = "") -> set[int]:
        """Look through one answer in every reading; return the plants that were found."""
        self.looked[surface] += 1
        every: set[int] = set()
        for reading, read in READINGS.items():
            needles = self._raw if reading == "raw" else self._lower
            found = _standing_in(read(text), needles)
            self.found[surface, reading] += len(found)
            if found:
                self.where.setdefault((surface, reading), set()).update(found)
                every |= found
        if every and where:
            self.where.setdefault((surface, where), set()).update(every)
        return every

    @property
    def total(self) -> int:
        """How often a planted name was found in all."""
        return sum(self.found.values())

    def controls(self, plant: Plant) -> list[str]:
        """Plant a detail into each surface that was looked at, in each way of writing; return where it is not found."""
        words = plant.words
        half = len(words) // 3
        written = {
            "raw": words,
            "lower case": words.lower(),
            "URL-escaped": "".join(f"%{byte:02x}" for byte in words.encode()),
            "HTML-escaped": "".join(f"&#{ord(letter)};" for letter in words),
            "split by elements": f'{words[:half]}<a href="/">{words[half:]}</a>',
        }
        trial = Finder([plant])
        return [
            f"{surface}: {reading}"
            for surface in self.looked
            for reading, text in written.items()
            if not _standing_in(
                READINGS[reading](f"<p>before {text} behind</p>"), trial._raw if reading == "raw" else trial._lower
            )
        ]


def _standing_in(text: str, needles: Mapping[str, int]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(text), _CHUNK):
        part = text[start : start + _CHUNK + NEEDLE]
        grams = {part[at : at + NEEDLE] for at in range(len(part) - NEEDLE + 1)}
        found.update(needles[gram] for gram in grams & needles.keys())
    return found
