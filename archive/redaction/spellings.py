"""Ways of writing the same words: one folded form for letters, and patterns for escapes and for words run together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that draw nothing (Unicode property Default_Ignorable_Code_Point, DerivedCoreProperties.txt), and the
marks of interlinear annotations."""

_QUOTES = "'\u2018\u2019\u201b\u02bc\u02b9\u2032`\u00b4\uff07"
_DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_BLANKS = "\u2800"
_SAME = {
    one: alike
    for alike, ones in (("'", _QUOTES), ('"', _DOUBLE_QUOTES), ("-", _HYPHENS), (" ", _BLANKS), ("i", "\u0131"))
    for one in ones
}

_IS_UNSEEN = re.compile(f"[{_UNSEEN}]")
_ACCENT_OR_BEYOND = re.compile(r"[^\x00-\x5f\x61-\x7f]")
_FRACTION = "\u2044"

JOINTS = ("-", ".", "_", "/", "+")
"""What people and programs put between words where no blank may stand, as in addresses and account names."""

_ESCAPED_JOINT = "%(?:25)*2[0bdef]|%(?:25)*5f"
_MIN_JOINED = 7


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in the form in which texts are compared, and where each of its characters stood."""

    text: str
    _starts: Sequence[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the text as it was that a stretch of the folded one stands for, unseen ends included.

        >>> folded = fold("ask Ze\u0301be\u0301 now")
        >>> folded.text, folded.origin(4, 8)
        ('ask zebe now', (4, 10))
        """
        return self._starts[start], max(self._starts[end], self._starts[end - 1] + 1)


@lru_cache(maxsize=32)
def fold(text: str) -> Folded:
    """Return a text without letter case, accents, unseen characters, ligatures and other shapes of the same letters."""
    if text.isascii():
        return Folded(text.lower().replace("`", "'"), range(len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    for found in _ACCENT_OR_BEYOND.finditer(text):
        at = found.start()
        folded = _fold_character(found.group())
        pieces += [text[done:at].lower(), folded]
        starts.extend(range(done, at))
        starts.extend([at] * len(folded))
        done = at + 1
    pieces.append(text[done:].lower())
    starts.extend(range(done, len(text) + 1))
    return Folded("".join(pieces), starts)


@cache
def _fold_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if _IS_UNSEEN.match(character):
        return ""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    folded = "".join(_SAME.get(each, each) for each in decomposed if not unicodedata.combining(each))
    is_letter = character.isalnum() or unicodedata.combining(character) or len(folded) == 1
    # a sign made of letters, such as that of a trade mark, is none of the letters of the word before it
    if _FRACTION in folded or (not is_letter and any(map(str.isalnum, folded))):
        return character
    return folded


def is_joinable(folded: str) -> bool:
    """True for several words that have letters enough to mean the same when they are run together."""
    return len(folded.split()) > 1 and sum(map(str.isalnum, folded)) >= _MIN_JOINED


def pattern_of(folded: str) -> str:
    """Return the pattern of folded words: any white space equals any other, an HTML escape what it stands for.

    Words that are joinable may also be run together, or parted by what addresses and account names have for a blank.
    """
    gap = r"\s+"
    if is_joinable(folded):
        gap = rf"(?:\s++|(?:[{re.escape(''.join(JOINTS))}]|{_ESCAPED_JOINT}){{0,2}}+)"
    return gap.join("".join(map(_character, word)) for word in folded.split())


@cache
def _character(character: str) -> str:
    escaped = [_escaped(one) for one in (character, *_looks_of(character)) if escape(one) != one]
    return f"(?:{'|'.join([*escaped, re.escape(character)])})" if escaped else re.escape(character)


def _looks_of(character: str) -> list[str]:
    return [one for one, alike in _SAME.items() if alike == character]


def _escaped(character: str) -> str:
    """Return the pattern of the ways HTML escapes a character."""
    number = ord(character)
    return f"{re.escape(escape(character))}|&#0*{number};|&#x0*{number:x};"
