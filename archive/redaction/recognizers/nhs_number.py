"""NHS numbers of England and Wales, Scotland (CHI) and Northern Ireland: ten digits, the last one a check digit.

Checksum: NHS Data Model and Dictionary, "NHS NUMBER": the first nine digits times 10 to 2, summed, modulo 11; eleven
minus the remainder is the tenth digit, 11 stands for 0, and 10 is never issued. Ranges: the same entry (those that
begin with 4, 6 or 7 for England and Wales, with 320 to 399 for Northern Ireland, with 9 for examples and tests); a
CHI number begins with a date of birth, DDMMYY (Public Health Scotland, "CHI number").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, match_at
from archive.text import Span

NAME = "nhs_number"
VERSION = 1

_TEN_DIGITS = re.compile(r"(?<![\w/=&?#.+-])\d{3}([ \u00a0-]?)\d{3}\1\d{4}(?![\w-]|[.,/]\d)", re.ASCII)
_CUE = re.compile(r"\b(?:nhs|chi|h&c)\b", re.IGNORECASE)


def find(text: str) -> Iterator[Finding]:
    """Yield ten digits in an issued range whose check digit is right."""
    for found in match_at(_TEN_DIGITS, text, [start for start, _ in find_numbers(text)]):
        digits = re.sub(r"\D", "", found.group())
        if _is_issued(digits) and is_valid(digits):
            cued = _CUE.search(text, max(0, found.start() - 40), found.start())
            why = "is ten digits with the check digit of an NHS number"
            yield Finding(Entity.ID_NUMBER, Span(*found.span()), 0.99 if cued else 0.85, Risk.HIGH, why, NAME, VERSION)


def is_valid(digits: str) -> bool:
    """Return whether ten digits end in their NHS check digit.

    >>> is_valid("9434765919"), is_valid("9434765918")
    (True, False)
    """
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def _is_issued(digits: str) -> bool:
    if digits[0] in "4679" or "320" <= digits[:3] <= "399":
        return True
    return "01" <= digits[:2] <= "31" and "01" <= digits[2:4] <= "12"
