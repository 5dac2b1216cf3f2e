"""Ways of writing the same characters, as patterns: quotes, hyphens, ligatures, escapes, unseen characters."""

from __future__ import annotations

import re
import unicodedata
from html import escape

_UNSEEN_CLASS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""Characters that draw nothing (Unicode property Default_Ignorable_Code_Point, DerivedCoreProperties.txt)."""

IGNORED = re.compile(f"[{_UNSEEN_CLASS}]+")

UNSEEN = f"[{_UNSEEN_CLASS}]*+"
"""What may stand between two characters of a word. Possessive, so that long runs cost no backtracking."""

SPACE = rf"[{_UNSEEN_CLASS}]*+\s[\s{_UNSEEN_CLASS}]*+"

_QUOTES = "'\u2018\u2019\u201b\u02bc\u02b9\u2032`\u00b4\uff07"
_DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"

APOSTROPHES = re.compile(f"[{_QUOTES}]")

_LIGATURES = {
    "ffi": ("\ufb03", "\ufb00 i", "f \ufb01"),
    "ffl": ("\ufb04", "\ufb00 l", "f \ufb02"),
    "ff": ("\ufb00",),
    "fi": ("\ufb01",),
    "fl": ("\ufb02",),
    "st": ("\ufb05", "\ufb06"),
    "ss": ("\u00df", "\u1e9e"),
    "...": ("\u2026",),
}
"""Letters that a word processor joins into one character, and how else they may stand; a blank parts characters."""

PIECES = re.compile("|".join([r"\s+", *map(re.escape, _LIGATURES), "."]), re.IGNORECASE | re.DOTALL)
_SAME = (_QUOTES, _DOUBLE_QUOTES, _HYPHENS)


def pattern_of(piece: str) -> str:
    """Return the pattern that matches any way of writing this piece of `PIECES`, for use with IGNORECASE."""
    if others := _LIGATURES.get(piece.lower()):
        return _either([_sequence(piece), *(_parted(other) for other in others)])
    for alike in _SAME:
        if piece in alike:
            return _either([*(_escaped(one) for one in alike if escape(one) != one), f"[{re.escape(alike)}]"])
    variants = {piece, piece.lower(), piece.upper(), piece.casefold(), piece.title()}
    variants |= {unicodedata.normalize("NFC", variant) for variant in variants}
    ways = [_sequence(variant) for variant in sorted(variants, key=lambda variant: (-len(variant), variant))]
    if escape(piece) != piece:
        ways.insert(0, _escaped(piece))
    return _either(list(dict.fromkeys(ways)))


def _escaped(character: str) -> str:
    """Return the pattern of the ways HTML escapes a character."""
    number = ord(character)
    return f"(?:{re.escape(escape(character))}|&#0*{number};|&#x0*{number:x};)"


def _parted(text: str) -> str:
    return UNSEEN.join(pattern_of(piece) if len(piece) == 1 else re.escape(piece) for piece in text.split(" "))


def _sequence(text: str) -> str:
    return UNSEEN.join(re.escape(character) for character in text)


def _either(ways: list[str]) -> str:
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
