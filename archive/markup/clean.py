"""Characters that never enter a text, white space that folds, and normalisation that keeps marks in place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

_LINE_END = re.compile(r"\r\n?")
_AS_SPACE = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
# C0 and C1 controls, lone surrogates, bidirectional overrides and isolates (they make a line read otherwise than it is
# stored: Unicode TR 36, "Bidirectional text spoofing"), noncharacters
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_CHANGED = re.compile(f"\r|{_AS_SPACE.pattern}|{_REMOVED.pattern}")
_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
# every character below U+0300 is a starter that never composes with what stands before it, so pieces that begin with
# one are normalised apart (Unicode TR 15, "Stable code points")
_PIECE = re.compile("[\x00-\u02ff][^\x00-\u02ff]*|[^\x00-\u02ff]+")


def clean(text: str) -> str:
    r"""Return the text without control characters and bidi overrides; line ends are "\n", odd ones a space.

    >>> clean("a\r\nb\x00c\u202ed\u2028e")
    'a\nbcd e'
    """
    # none of what is changed is printable, and most texts are: asking for that takes no time
    if text.isprintable() or not _CHANGED.search(text):
        return text
    return _REMOVED.sub("", _AS_SPACE.sub(" ", _LINE_END.sub("\n", text)))


def fold(text: str) -> str:
    r"""Return cleaned text with white space as a browser shows it: a run of it is one space, other spaces stay.

    >>> fold("a \n b\tc")
    'a b c'
    """
    # no regular expression is as quick; of cleaned text nothing else folds
    text = text.replace("\n", " ").replace("\t", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def is_visible(text: str) -> bool:
    """True for a text that holds more than white space and characters of no width."""
    return _VISIBLE.search(text) is not None


def to_nfc(text: str) -> tuple[str, Callable[[int], int]]:
    """Return the text in NFC, and a function that maps an offset of the text given to one of the text returned.

    An offset between characters that become one maps behind that one. Mapping never goes backwards past the end.
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text, int
    starts: list[int] = []
    pieces: list[str] = []
    bases: list[int] = [0]
    for found in _PIECE.finditer(text):
        starts.append(found.start())
        pieces.append(unicodedata.normalize("NFC", found.group()))
        bases.append(bases[-1] + len(pieces[-1]))

    def to_new(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        within = unicodedata.normalize("NFC", text[starts[index] : offset])
        return min(bases[index] + len(within), bases[index + 1])

    return "".join(pieces), to_new
