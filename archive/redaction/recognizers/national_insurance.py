"""National Insurance numbers. There is no checksum; the rules for the letters are all there is.

Rules: HM Revenue & Customs, National Insurance Manual, NIM39110: two letters, six digits, a last letter A to D; D, F,
I, Q, U and V are never among the first two letters, O is never the second, and the pairs BG, GB, KN, NK, NT, TN and ZZ
are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, search_near
from archive.text import Span

NAME = "national_insurance"
VERSION = 1

_NUMBER = re.compile(
    r"(?<![\w/=&?#-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?P<gap>[ \u00a0.-]?)\d{2}(?P=gap)\d{2}(?P=gap)\d{2}(?:(?P=gap)(?P<last>[A-D]))?(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_CUE = re.compile(r"\b(?:ni|nino|national[ \u00a0]insurance|n\.i\.)(?![A-Za-z])", re.IGNORECASE)


def find(text: str) -> Iterator[Finding]:
    """Yield National Insurance numbers; without the last letter only where the words before it say what it is."""
    for found in search_near(_NUMBER, text, [start for start, _ in find_numbers(text)], 3, 16):
        cued = _CUE.search(text, max(0, found.start() - 40), found.start())
        if cued or found["last"]:
            why = "follows the letter and digit rules of National Insurance numbers"
            yield Finding(Entity.ID_NUMBER, Span(*found.span()), 0.97 if cued else 0.9, Risk.HIGH, why, NAME, VERSION)
