"""Numbers of prisoners in England and Wales.

Form: Prison-NOMIS, one letter, four digits, two letters (HM Prison and Probation Service, PSI 73/2011).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, search_near
from archive.text import Span

NAME = "prison_number"
VERSION = 1

_PRISON = re.compile(r"(?<![\w/=&?#.-])[A-Z]\d{4}[A-Z]{2}(?![\w-])", re.ASCII)


def find(text: str) -> Iterator[Finding]:
    """Yield what has the form of a prison number."""
    fours = [start for start, end in find_numbers(text) if end - start == 4]
    for found in search_near(_PRISON, text, fours, 1, 8):
        yield Finding(
            Entity.ID_NUMBER, Span(*found.span()), 0.85, Risk.MEDIUM, "has the form of a prison number", NAME, VERSION
        )
