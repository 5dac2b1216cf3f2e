"""A text as its bare letters: what is left of a passage when somebody has retyped, re-punctuated and trimmed it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from archive.text import Mark, MarkKind, Span

BARRIER = "\0"
"""Stands for words that were taken out, and for addresses: nothing is compared across it."""

_LONGEST = 60
_STOP = re.compile(r"[.!?…][’')\]]*\s|[\"“”]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters and digits in lower case without accents, where each stands in the text, and where each word begins.

    `starts` and `ends` are the positions in `letters` of the first letter of each word and of that after its last;
    `stops` are the starts before which a sentence ends, or a quotation begins or ends.
    """

    letters: str
    places: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    stops: frozenset[int]

    def words(self, start: int, end: int) -> list[str]:
        """Return the words that lie in a stretch of the letters, those cut off included."""
        first = max(bisect_left(self.starts, start + 1) - 1, 0)
        found = []
        for number in range(first, len(self.starts)):
            if self.starts[number] >= end:
                break
            if self.ends[number] > start:
                found.append(self.letters[self.starts[number] : self.ends[number]])
        return found

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of the letters, which is not empty, stands in the text."""
        return Span(self.places[start], self.places[end - 1] + 1)


def to_letters(text: str, marks: Iterable[Mark] = ()) -> Letters:
    """Return the letters of a text, with a barrier for every redaction and address.

    >>> to_letters("“It’s ROOM 4,” she said.").letters
    'itsroom4shesaid'
    """
    closed = [mark.span for mark in marks if mark.kind is MarkKind.REDACTION]
    closed += [Span(*found.span()) for found in _ADDRESS.finditer(text)] if "/" in text or "www" in text else []
    closed = sorted(span for span in closed if len(span))
    out: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    stops: set[int] = set()
    before = 0
    waiting = iter([*closed, Span(len(text), len(text))])
    next_closed = next(waiting)
    for found in _WORD.finditer(text):
        is_cut = False
        while next_closed.start < found.end() and len(next_closed):
            if not out or out[-1] != BARRIER:
                out.append(BARRIER)
                places.append(next_closed.start)
            if next_closed.end > found.start():
                is_cut = True
            if next_closed.end > found.end():
                break
            next_closed = next(waiting)
        # what is longer than any word is a number, a key or noise
        if not is_cut and found.end() - found.start() <= _LONGEST:
            if found.start() - before > 1 and _STOP.search(text, before, found.start()):
                stops.add(len(out))
            starts.append(len(out))
            _add_word(found.group(), found.start(), out, places)
            ends.append(len(out))
        before = found.end()
    if len(next_closed) and (not out or out[-1] != BARRIER):
        out.append(BARRIER)
        places.append(next_closed.start)
    return Letters("".join(out), tuple(places), tuple(starts), tuple(ends), frozenset(stops))


def _add_word(word: str, at: int, out: list[str], places: list[int]) -> None:
    if word.isascii():
        lower = word.lower()
        for offset, sign in enumerate(lower):
            if sign != "'":
                out.append(sign)
                places.append(at + offset)
        return
    for offset, sign in enumerate(word):
        for part in unicodedata.normalize("NFKD", sign.casefold()):
            if part.isalnum():
                out.append(part)
                places.append(at + offset)
