"""A payload as people read it, and where each of its characters stands in the bytes: tags, entities, escapes undone.

Texts are compared by their letters and digits alone, so neither mark-up nor white space nor punctuation parts what
was one text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape

BLANK = "~"
"""What stands in the place of an erased letter: it breaks no mark-up, no JSON and no address."""

_RUN = re.compile(r"[^\W_]+")
_NO_LETTER = re.compile(r"[\W_]+")

Layer = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _alternative(found: re.Match[str]) -> str:
    """Return what a tag says to readers: the words in place of a picture."""
    return found["alt"] or ""


def _unescaped(found: re.Match[str]) -> str:
    escaped = found.group()[1:]
    if escaped[0] == "u":
        return chr(int(escaped[1:], 16))
    return " " if escaped in "nrtbf" else escaped


_TAGS: Layer = (
    re.compile(
        r"<!\[CDATA\[|\]\]>|<!--.*?-->|<img\b[^<>]*?\balt\s*=\s*(?P<quote>[\"'])(?P<alt>[^<>]*?)(?P=quote)[^<>]*>|<[^<>]*>",
        re.DOTALL | re.IGNORECASE,
    ),
    _alternative,
)
_ENTITIES: Layer = (re.compile(r"&#?\w{1,32};?"), lambda found: unescape(found.group()))
_JSON: Layer = (re.compile(r"\\(?:u[0-9a-fA-F]{4}|[^u])"), _unescaped)

_PLAIN: tuple[Layer, ...] = ()
_PAGE = (_TAGS, _ENTITIES)


def readings_of(text: str) -> list[tuple[Layer, ...]]:
    """Return the ways in which a payload may have to be read: as it is, as a page, as one packed into XML or JSON."""
    ways = [_PLAIN]
    if "<" in text or "&" in text:
        ways.append(_PAGE)
    if "&lt;" in text or "&#60;" in text:
        ways.append((_ENTITIES, *_PAGE))
    if "&amp;lt;" in text:
        ways.append((_ENTITIES, _ENTITIES, *_PAGE))
    if "\\" in text:
        ways += [(_JSON,), (_JSON, *_PAGE), (_JSON, _ENTITIES, *_PAGE)]
    return ways


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, without case and accents.

    >>> letters_of("Caf\u00e9, No. 9!")
    'cafeno9'
    """
    return _NO_LETTER.sub("", unicodedata.normalize("NFKD", text).casefold())


def windows_of(text: str, size: int) -> Iterator[tuple[str, int, int]]:
    """Yield every run of so many words of a text, by its letters, and where it stands.

    >>> list(windows_of("Ask O'Brien!", 2))
    [('ask o', 0, 5), ('o brien', 4, 11)]
    """
    found = [(letters_of(each.group()), *each.span()) for each in _RUN.finditer(text)]
    for at in range(len(found) - size + 1):
        some = found[at : at + size]
        yield " ".join(word for word, _, _ in some), some[0][1], some[-1][2]


def read_as(text: str, way: Sequence[Layer]) -> str:
    """Return what a payload says when it is read in one of its ways."""
    for pattern, meaning in way:
        text = pattern.sub(meaning, text)
    return text


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text that was read out of another, and the stretch of that other one behind each of its characters."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, way: Sequence[Layer]) -> Mapped:
        """Return a payload read in one of its ways."""
        mapped = cls(text, range(len(text)), range(1, len(text) + 1))
        for layer in way:
            mapped = mapped._through(*layer)
        return mapped

    def _through(self, pattern: re.Pattern[str], meaning: Callable[[re.Match[str]], str]) -> Mapped:
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for found in pattern.finditer(self.text):
            start, end = found.span()
            told = meaning(found)
            pieces += [self.text[done:start], told]
            starts += [*self.starts[done:start], *[self.starts[start]] * len(told)]
            ends += [*self.ends[done:start], *[self.ends[end - 1]] * len(told)]
            done = end
        pieces.append(self.text[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return Mapped("".join(pieces), starts, ends)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text that was read, and which of its characters each of them is."""

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Letters:
        """Return the letters of a text."""
        pieces: list[str] = []
        at: list[int] = []
        for number, character in enumerate(text):
            folded = _folded(character)
            pieces.append(folded)
            at += [number] * len(folded)
        return cls("".join(pieces), at)


@cache
def _folded(character: str) -> str:
    return letters_of(character)
