"""All recognizers over one text: what they propose, people decide on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.overlap import resolve_overlaps
from archive.redaction.recognizers import RECOGNIZERS, card, iban, national_insurance, nhs_number, phone

__all__ = ["Entity", "Finding", "Risk", "find_all"]

Recognizer = Callable[[str], Iterator[Finding]]

# What a text must hold for a number of some kind to stand in it. Most texts do not, and looking first saves two thirds
# of the time. Both are wider than any pattern of the recognizers that they spare, so nothing that one finds is missed.
_DIGIT = re.compile(r"\d")
_SIX_DIGITS = re.compile(r"\d(?:[()+./\s\u2010-\u2015-]{0,40}(?: ?(?:x|ext\.?|extension) ?)?\d){5}", re.IGNORECASE)
_OF_SIX_DIGITS = {phone.find, nhs_number.find, national_insurance.find, card.find}
_WITHOUT_SIX = tuple(each for each in RECOGNIZERS if each not in _OF_SIX_DIGITS)
_WITHOUT_ANY = tuple(each for each in _WITHOUT_SIX if each is not iban.find)


def find_all(text: str) -> list[Finding]:
    """Return what the recognizers propose for a text in NFC, in order, where two overlap the graver one."""
    found = [finding for recognizer in _worth_asking(text) for finding in recognizer(text)]
    return resolve_overlaps(found) if found else []


def _worth_asking(text: str) -> tuple[Recognizer, ...]:
    if not _DIGIT.search(text):
        return _WITHOUT_ANY
    return RECOGNIZERS if _SIX_DIGITS.search(text) else _WITHOUT_SIX
