"""Call signs of radio amateurs.

Form: ITU Radio Regulations, article 19, and Ofcom's prefixes for the United Kingdom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, search_near
from archive.text import Span

NAME = "call_sign"
VERSION = 1

_CALL_SIGN = re.compile(
    r"(?<![\w/=&?#.-])(?:[GM][DIJMUW]?\d[A-Z]{2,3}|2[DEIJMUW]\d[A-Z]{3}|[FK]\d[A-Z]{2,3}|[AKNW][A-Z]\d[A-Z]{1,3}"
    r"|(?:DL|EI|ON|PA|ZL|VK|VE)\d[A-Z]{2,3})(?:/[AMP])?(?![\w/-])",
    re.ASCII,
)


def find(text: str) -> Iterator[Finding]:
    """Yield what has the form of a call sign; a public list says whose it is."""
    ones = [start for start, end in find_numbers(text) if end - start == 1]
    for found in search_near(_CALL_SIGN, text, ones, 2, 12):
        why = "has the form of the call sign of a radio amateur, whose name is in a public list"
        yield Finding(Entity.HANDLE, Span(*found.span()), 0.7, Risk.MEDIUM, why, NAME, VERSION)
