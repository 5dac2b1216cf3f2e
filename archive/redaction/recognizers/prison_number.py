"""Numbers of prisoners in England and Wales.

Form: Prison-NOMIS, one letter, four digits, two letters (HM Prison and Probation Service, PSI 73/2011).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.text import Span

NAME = "prison_number"
VERSION = 1

_PRISON = re.compile(r"(?<![\w/=&?#.-])[A-Z]\d{4}[A-Z]{2}(?![\w-])", re.ASCII)
_FOUR_DIGITS = re.compile(r"\d{4}[A-Z]")


def find(text: str) -> Iterator[Finding]:
    """Yield what has the form of a prison number."""
    for found in _PRISON.finditer(text) if _FOUR_DIGITS.search(text) else ():
        yield Finding(
            Entity.ID_NUMBER, Span(*found.span()), 0.85, Risk.MEDIUM, "has the form of a prison number", NAME, VERSION
        )
