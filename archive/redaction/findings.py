"""All recognizers over one text: what they propose, people decide on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from archive.redaction.combination import raise_levels
from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.ordered import find_touching
from archive.redaction.overlap import carve, resolve_overlaps
from archive.redaction.public_figures import Public, find_public
from archive.redaction.recognizers import (
    RECOGNIZERS,
    card,
    iban,
    national_insurance,
    nhs_number,
    phone,
    plate,
    postcode,
    prison_number,
    reference,
)

__all__ = ["Entity", "Finding", "Risk", "find_all", "find_proposals"]

Recognizer = Callable[[str], Iterator[Finding]]

# What a text must hold for a number of some kind to stand in it. Most texts do not, and looking first saves two thirds
# of the time. Both are wider than any pattern of the recognizers that they spare, so nothing that one finds is missed.
_DIGIT = re.compile(r"\d")
_SIX_DIGITS = re.compile(r"\d(?:[()+./\s\u2010-\u2015-]{0,40}(?: ?(?:x|ext\.?|extension) ?)?\d){5}", re.IGNORECASE)
_OF_SIX_DIGITS = {phone.find, nhs_number.find, national_insurance.find, card.find}
_WITHOUT_SIX = tuple(each for each in RECOGNIZERS if each not in _OF_SIX_DIGITS)
_OF_ANY_DIGIT = {iban.find, prison_number.find, reference.find, postcode.find, plate.find}
_WITHOUT_ANY = tuple(each for each in _WITHOUT_SIX if each not in _OF_ANY_DIGIT)


def find_all(text: str) -> list[Finding]:
    """Return what the recognizers propose for a text in NFC, in order, where two overlap the graver one."""
    return raise_levels(find_proposals(text))


def find_proposals(text: str, extra: Sequence[Recognizer] = ()) -> list[Finding]:
    """Return what `find_all` does, before what a text tells together raises the level; `extra` are asked as well."""
    found = [finding for recognizer in (*_worth_asking(text), *extra) for finding in recognizer(text)]
    if not found:
        return []
    public = find_public(text)
    return resolve_overlaps([kept for each in found for kept in _without_public(each, public, text)], text)


def _without_public(finding: Finding, public: tuple[Public, ...], text: str) -> Iterator[Finding]:
    """Yield a finding, or what is left of a clause around the names of public persons."""
    touching = find_touching(public, finding.span, lambda one: one.span) if finding.kinds and public else []
    holes = [one.span for one in touching]
    if not holes:
        yield finding
        return
    for piece in carve(finding.span, holes, text):
        yield replace(finding, span=piece)


def _worth_asking(text: str) -> tuple[Recognizer, ...]:
    if not _DIGIT.search(text):
        return _WITHOUT_ANY
    return RECOGNIZERS if _SIX_DIGITS.search(text) else _WITHOUT_SIX
