"""Numbers of payment cards.

Checksum: ISO/IEC 7812-1, annex B (the Luhn formula). Beginnings and lengths: the schemes' published ranges (Visa 4;
Mastercard 51-55, 2221-2720; American Express 34, 37; Discover 6011, 644-649, 65; Diners 300-305, 36, 38; Maestro
50, 56-58, 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, match_at
from archive.text import Span

NAME = "card"
VERSION = 1

_DIGITS = re.compile(
    r"(?<![\w/=&?#.+-])(?:\d{4}([ \u00a0-])\d{4}\1\d{4}\1\d{4}|\d{4}([ \u00a0-])\d{6}\2\d{4,5}|\d{14,19})"
    r"(?![\w-]|[.,]\d)",
    re.ASCII,
)
_SCHEMES = re.compile(
    r"4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|(?:50|5[6-8]|6\d)\d{14,17}"
)


def find(text: str) -> Iterator[Finding]:
    """Yield digits grouped as on a card, or not at all, in a scheme's range, with the right check digit."""
    for found in match_at(_DIGITS, text, [start for start, _ in find_numbers(text)]):
        digits = re.sub(r"\D", "", found.group())
        if _SCHEMES.fullmatch(digits) and is_valid(digits):
            why = "is a number in the range of a card scheme with the right check digit"
            yield Finding(Entity.ID_NUMBER, Span(*found.span()), 0.95, Risk.HIGH, why, NAME, VERSION)


def is_valid(digits: str) -> bool:
    """Return whether the last digit is right by the Luhn formula.

    >>> is_valid("4111111111111111"), is_valid("4111111111111112")
    (True, False)
    """
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[-1::-2]) + sum(doubled)) % 10 == 0
