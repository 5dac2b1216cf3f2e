"""Texts as they are read for acronyms: what is left out of them, places in them, the sentence around a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.text import Mark, MarkKind, Span

_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*\s|\n")
_LONGEST_SENTENCE = 400
_HIDDEN = "\ufffc"
"""What stands for each character of a label that was put in place of words: no word, and no space either."""
_LABEL = re.compile(r"\[[^\[\]]*\]")


def readable(text: str, marks: Sequence[Mark]) -> str:
    """Return the text in which acronyms are looked for: as long as it is, the labels of redactions left out."""
    for mark in marks:
        if mark.kind is MarkKind.REDACTION:
            start, end = mark.span.start, mark.span.end
            text = text[:start] + _HIDDEN * (end - start) + text[end:]
    return text


def readable_title(title: str) -> str:
    """Return a title without what stands in square brackets, as labels do, and nothing else says where those are.

    >>> len(readable_title("[name] and the PSR")), readable_title("The PSR")
    (18, 'The PSR')
    """
    return _LABEL.sub(lambda label: _HIDDEN * len(label.group()), title)


def is_whole(words: str) -> bool:
    """True for words of a readable text from which nothing was left out."""
    return _HIDDEN not in words


def number_of(text: str, title: str, spelling: str, field: str, start: int) -> int:
    """Return the number of a place among those where an item writes something so, from 1: in its text, then its title.

    All places count, whatever anybody says of them, so none takes the number of another. Both have to be readable.

    >>> number_of("PSR, PSRs, no PSR", "PSR", "PSR", "text", 14), number_of("PSR, PSRs", "A PSR", "PSR", "title", 2)
    (2, 2)
    """
    stands = re.compile(rf"(?<![^\W_]){re.escape(spelling)}(?![^\W_])")
    if field == "title":
        return 1 + len(stands.findall(text)) + sum(found.start() < start for found in stands.finditer(title))
    return 1 + sum(found.start() < start for found in stands.finditer(text))


def sentence_around(text: str, start: int, end: int) -> Span:
    """Return where the sentence stands that holds a place of a text, cut where it is very long.

    >>> text = "Ask away. The Pre-Sentence Report (PSR) is late. So what?"
    >>> span = sentence_around(text, 14, 38)
    >>> text[span.start : span.end]
    'The Pre-Sentence Report (PSR) is late.'
    """
    low, high = max(0, start - _LONGEST_SENTENCE // 2), min(len(text), end + _LONGEST_SENTENCE // 2)
    first = max((match.end() for match in _SENTENCE_END.finditer(text, low, start)), default=low)
    following = _SENTENCE_END.search(text, end, high)
    last = following.end() if following else high
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return Span(first, last)
