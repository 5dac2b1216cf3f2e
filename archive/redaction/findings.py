"""All recognizers over one text: what they propose, people decide on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from archive.redaction.combination import raise_levels
from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers
from archive.redaction.ordered import find_touching
from archive.redaction.overlap import carve, resolve_overlaps, tells_alone
from archive.redaction.public_figures import Public, find_public
from archive.redaction.recognizers import (
    address,
    call_sign,
    card,
    email,
    first_person,
    handle,
    iban,
    masks,
    national_insurance,
    nhs_number,
    persons,
    phone,
    phone_words,
    plate,
    plea,
    postcode,
    prison_number,
    profile_link,
    reference,
    self_time,
    third_party,
    web_address,
)
from archive.redaction.sentences import find_classes

__all__ = ["Entity", "Finding", "Risk", "find_all", "find_proposals"]

Recognizer = Callable[[str], Iterator[Finding]]

# What a text must hold for some recognizer to find anything. Most texts do not, and looking first saves most of the
# time. All are wider than the patterns of the recognizers that they spare, so nothing that one finds is missed.
_READING = (persons.find, third_party.find, plea.find, first_person.find)
_DIGIT = re.compile(r"\d")
_MIXED = re.compile(r"(?<=[A-Za-z])[0-9]|[0-9]+[A-Za-z]")
_POINT = re.compile(r"\.\S")
_SIX_DIGITS = re.compile(r"\d(?:[()+./\s\u2010-\u2015-]{0,40}(?: ?(?:x|ext\.?|extension) ?)?\d){5}", re.IGNORECASE)
_OF_SIX_DIGITS = (phone.find, nhs_number.find, national_insurance.find, card.find)
_OF_MIXED = (iban.find, prison_number.find, postcode.find, call_sign.find)
_OF_DIGITS = (reference.find, plate.find, address.find, self_time.find)
_OF_ADDRESSES = (profile_link.find, web_address.find)


def find_all(text: str) -> list[Finding]:
    """Return what the recognizers propose for a text in NFC, in order, where two overlap the graver one."""
    return raise_levels(find_proposals(text))


def find_proposals(text: str, extra: Sequence[Recognizer] = ()) -> list[Finding]:
    """Return what `find_all` does, before what a text tells together raises the level; `extra` are asked as well."""
    found = [finding for recognizer in (*_worth_asking(text), *extra) for finding in recognizer(text)]
    if not found:
        return []
    public = find_public(text) if any(finding.kinds for finding in found) else ()
    return resolve_overlaps([kept for each in found for kept in _without_public(each, public, text)], text)


def _without_public(finding: Finding, public: tuple[Public, ...], text: str) -> Iterator[Finding]:
    """Yield a finding, or what is left of a clause around the names of public persons."""
    touching = find_touching(public, finding.span, lambda one: one.span) if finding.kinds and public else []
    holes = [one.span for one in touching]
    if not holes:
        yield finding
        return
    for piece in carve(finding.span, holes, text):
        if tells_alone(text[piece.start : piece.end]):
            yield replace(finding, span=piece)


def _worth_asking(text: str) -> list[Recognizer]:
    """Return the recognizers that may find something in a text."""
    classes = find_classes(text)
    asked: list[Recognizer] = []
    if "@" in text or classes & email.AT:
        asked.append(email.find)
    if "@" in text or classes & handle.NETWORKS:
        asked.append(handle.find)
    if "://" in text or _POINT.search(text):
        asked += _OF_ADDRESSES
    if masks.are_possible(text, classes):
        asked.append(masks.find)
    if classes & phone_words.FIRST:
        asked.append(phone_words.find)
    if holds_digit(text):
        asked += _OF_DIGITS
        numbers = find_numbers(text)
        if any(_MIXED.match(text, start) for start, _ in numbers):
            asked += _OF_MIXED
        if any(_SIX_DIGITS.match(text, start) for start, _ in numbers):
            asked += _OF_SIX_DIGITS
    elif classes & self_time.WORDED:
        asked.append(self_time.find)
    return [*asked, *_READING]


def holds_digit(text: str) -> bool:
    """Return whether a digit stands in a text, the usual ten sought first since that is quickest."""
    return (
        "0" in text
        or "1" in text
        or "2" in text
        or "3" in text
        or "4" in text
        or "5" in text
        or "6" in text
        or "7" in text
        or "8" in text
        or "9" in text
        or (not text.isascii() and bool(_DIGIT.search(text)))
    )
