"""Telephone numbers as somebody in Great Britain writes them.

Valid numbers by Google's libphonenumber (package `phonenumbers`); and whatever has the shape of a British number, since
numbering plans change and the numbers kept for fiction are in no plan (Ofcom, "Telephone numbers for use in TV and
radio drama programmes").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, search_near
from archive.text import Span

NAME = "phone"
VERSION = 1
REGION = "GB"

# libphonenumber's search is slow on long texts; only stretches with seven digits near each other can hold a number
_STRETCH = re.compile(
    r"(?:\+|\(?\d)[\d()+./\s\u2010-\u2015-]{5,40}\d(?: ?(?:x|ext\.?|extension) ?\d{1,5})?", re.IGNORECASE
)
_OTHER_CUE = re.compile(r"(?:[£$€]|\b(?:isbn|issn)(?:-1[03])?:?)\s?\Z", re.IGNORECASE)
# a trunk 0 or +44, an area code of at least two digits more, and up to four groups
_BRITISH = re.compile(
    r"(?<![\w/=&?#.+-])(?:\(0\d{2,5}\)|0\d{2,10}|(?:\+|00)44[ \u00a0-]?(?:\(0\)[ \u00a0-]?)?\d{2,10})"
    r"(?:[ \u00a0-]?\d{2,8}){0,3}(?![\w-]|[.,:/]\d)",
    re.ASCII,
)
_BRITISH_DIGITS = re.compile(r"(?:0044|44|0)0?(?:[1235789]\d{8,9})")


def find(text: str) -> Iterator[Finding]:
    """Yield telephone numbers; times, years, sums of money and counts are none."""
    starts = [start for start, _ in find_numbers(text) if text.startswith(("0", "44"), start)]
    for found in search_near(_BRITISH, text, starts, 1, 60):
        if _BRITISH_DIGITS.fullmatch(re.sub(r"\D", "", found.group())) and not _is_other(text, found.start()):
            yield _finding(Span(*found.span()), 0.8, "has the shape of a British telephone number")
    for stretch in _STRETCH.finditer(text):
        if sum(character.isdigit() for character in stretch.group()) >= 7:
            yield from _find_valid(text, Span(*stretch.span()))


def _find_valid(text: str, stretch: Span) -> Iterator[Finding]:
    # one character more on each side, so that a number inside a longer word or number is seen as such
    start, end = max(0, stretch.start - 1), min(len(text), stretch.end + 1)
    for match in PhoneNumberMatcher(text[start:end], REGION, leniency=Leniency.VALID):
        span = Span(start + match.start, start + match.end)
        if not _is_other(text, span.start):
            yield _finding(span, 0.9, "is a valid number of a telephone numbering plan")


def _is_other(text: str, start: int) -> bool:
    """Return whether what stands before says that the digits are money or a book's number."""
    return bool(_OTHER_CUE.search(text[max(0, start - 10) : start]))


def _finding(span: Span, score: float, why: str) -> Finding:
    return Finding(Entity.PHONE, span, score, Risk.HIGH, why, NAME, VERSION)
