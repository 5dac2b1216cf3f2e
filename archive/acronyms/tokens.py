"""The words of a text with their places, cut so that the written forms of acronyms stay whole.

Every pattern is linear: no part of one can match in two ways (possessive quantifiers), and addresses are left out by
looking at stretches between spaces, once each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from archive.acronyms.codes import find_codes

_DOTTED = r"(?:(?:[^\W\d_]\.){2,12}(?:[^\W_](?![^\W_]|['’.]\w))?|[A-Z]\.&[A-Z]\.)"
_JOINED = (
    r"(?:[A-Z]{1,3}&[A-Z]{1,3}|[a-z]&[a-z]|[A-Z]{1,3}/[A-Z]|[A-Z]/[A-Z]{1,3}|[A-Z]@[A-Z]|[A-Z]{2,5}[-‑][A-Z])"
    r"s?(?![^\W_]|[/&@]|[-‑'’][^\W_])"
)
_RUN = r"[^\W_¹²³⁴⁵⁶⁷⁸⁹]++"
"""Letters and digits, without the small numbers of footnotes."""
_TOKEN = re.compile(rf"(?<![^\W_])(?:(?P<dotted>{_DOTTED})|(?P<joined>{_JOINED}))|(?P<word>{_RUN}(?:['’]{_RUN})*+)")
_STRETCH = re.compile(r"\S++")
_SENTENCE_END = re.compile(r"[.!?…;:]['\"’”)\]]*\s|\n|[!?]{1,}|\s[-–—]+\s")
_ADDRESS = ("://", "www.", "@")
_SIGNS = frozenset("`_=")
"""What follows a word that is a part of a program."""


class Token(NamedTuple):
    """A word of a text, and what stands between it and the one before; a tuple, since there is one for every word."""

    start: int
    end: int
    text: str
    lower: str
    gap: str
    """What stands between the token before and this one, shortened to 40 characters."""
    kind: str
    """word, dotted (N.A.P.O.) or joined (A&E, CP/O, GSM-R)."""
    starts_sentence: bool
    is_code: bool
    """True inside an address, a handle, an identifier of a program, a number plate or a file number."""


def find_tokens(text: str, wanted: Callable[[str], bool] | None = None) -> list[Token]:
    """Return the tokens of a text in order, or those whose words are `wanted`.

    `text[token.start:token.end] == token.text` for each.
    """
    addresses = sorted(_addresses(text) + find_codes(text))
    tokens: list[Token] = []
    before = place = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0]
        if wanted is not None and not wanted(word):
            before = end
            continue
        gap = text[max(before, start - 40) : start]
        while place < len(addresses) and addresses[place][1] <= start:
            place += 1
        is_code = place < len(addresses) and addresses[place][0] <= start
        if gap == " ":  # nearly all words stand between spaces
            starts = not tokens
            is_code = is_code or (text[end : end + 1] in _SIGNS and _in_identifier(text, start, end))
        else:
            starts = not tokens or _SENTENCE_END.search(gap) is not None
            is_code = is_code or _in_identifier(text, start, end)
        lowered = word.lower()
        if "’" in lowered:
            lowered = lowered.replace("’", "'")
        tokens.append(Token(start, end, word, lowered, gap, match.lastgroup or "word", starts, is_code))
        before = end
    return tokens


def _addresses(text: str) -> list[tuple[int, int]]:
    if not any(sign in text for sign in _ADDRESS):
        return []
    return [match.span() for match in _STRETCH.finditer(text) if _is_address(match.group())]


def _is_address(stretch: str) -> bool:
    if "://" in stretch or "www." in stretch:
        return True
    name, sign, rest = stretch.partition("@")
    return bool(sign) and (
        ("." in rest.strip(".,;:!?)") and bool(name)) or (not name.strip("(\"'") and rest[:1].isalpha())
    )


def _in_identifier(text: str, start: int, end: int) -> bool:
    """True when an underscore, or a bracket of a call, ties the word to more of a program."""
    follows = text[end : end + 2]
    if follows[:1] == "`" and text[start - 1 : start] == "`":
        return True
    if (follows[:1] == "_" and follows[1:].isalnum()) or (follows[:1] == "=" and follows[1:].isdigit()):
        return True
    return start > 1 and text[start - 1] == "_" and text[start - 2].isalnum()
