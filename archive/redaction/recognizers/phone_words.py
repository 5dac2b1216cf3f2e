"""Telephone numbers written in words, so that no machine finds them: "oh seven double seven"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.sentences import find_classes, find_sentences
from archive.redaction.tokens import class_of
from archive.text import Span

NAME = "phone_words"
VERSION = 1

_DIGITS = "oh zero nought one two three four five six seven eight nine"
_DIGIT = rf"(?:(?:double|treble|triple)[ -])?(?:o|{_DIGITS.replace(' ', '|')})"
_NUMBER = re.compile(rf"\b(?:oh|o|zero|nought)[ ,-]{{1,2}}(?:{_DIGIT}[ ,-]{{1,2}}){{5,10}}{_DIGIT}\b", re.IGNORECASE)
FIRST = class_of(["oh", "o", "zero", "nought", "oh-seven", "zero-seven"])
"""One of these begins every number in words."""
_REST = class_of(_DIGITS.split())


def find(text: str) -> Iterator[Finding]:
    """Yield telephone numbers written out as seven digits or more."""
    classes = find_classes(text)
    if not (classes & FIRST and classes & _REST):
        return
    for sentence in find_sentences(text):
        # words joined by hyphens are of no class
        may_be = sentence.classes & FIRST or "-" in sentence.lower
        for found in _NUMBER.finditer(text, sentence.start, sentence.end) if may_be else ():
            why = "is a telephone number written in words"
            yield Finding(Entity.PHONE, Span(*found.span()), 0.7, Risk.HIGH, why, NAME, VERSION)
