"""Several short forms and their long forms in the same order: "WWW and EBI. What went well, even better if".

The long ones may stand before a bracket too: "what went well and even better if (WWW, EBI)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.acronyms.alignment import fit_backwards, fit_forwards, is_exact
from archive.acronyms.definition import Definition
from archive.acronyms.stretches import Stretch, cut, get_span
from archive.text import Span

_REACH = 240
_JOINT = re.compile(r"(?:,\s|/|,?\s(?:and|or|&|\+)\s)")
_LEADS = re.compile(
    r"\s?(?:[.:;?(=]|\s?[-–—]\s|,?\s(?:that's|that is|being|meaning|mean|stand for|are|is)\s)\s?[\"“‘']?", re.IGNORECASE
)
_JOINT_BEFORE = re.compile(r"(?:,\s|\s?/\s?|,?\s(?:and|or|&)\s)(?:an?\s|the\s)?$")
_END = re.compile(r"[.!?;()\n\"]")
_NEXT = re.compile(r"[\"”’']?(?:,\s|\s?/\s?|,?\s(?:and|or|&)\s)(?:an?\s|the\s|then\s)?[\"“‘']?")


def find_in_order(text: str, shorts: Sequence[Span]) -> list[Definition]:
    """Return the definitions of short forms in a row whose long forms follow, each one letter for word."""
    found: list[Definition] = []
    for row in _rows(text, shorts):
        lead = _LEADS.match(text, row[-1].end)
        longs = _fit_all(text, row, lead.end()) if lead else []
        if len(longs) < len(row) and text[row[0].start - 1 : row[0].start] == "(":
            longs = _fit_back(text, row)
        if len(longs) == len(row):
            found += [
                Definition(text[short.start : short.end], text[long.start : long.end], short, long, "weak", 0.9)
                for short, long in zip(row, longs, strict=True)
            ]
    return found


def _rows(text: str, shorts: Sequence[Span]) -> Iterator[list[Span]]:
    row: list[Span] = []
    for short in shorts:
        if row and not _JOINT.fullmatch(text, row[-1].end, short.start):
            if len(row) > 1:
                yield row
            row = []
        row.append(short)
    if len(row) > 1:
        yield row


def _fit_all(text: str, row: Sequence[Span], start: int) -> list[Span]:
    """Return the long forms that stand one after the other from a place on, as many as fit."""
    end = _END.search(text, start, start + _REACH)
    limit = end.start() if end else min(len(text), start + _REACH)
    longs: list[Span] = []
    for short in row:
        name = text[short.start : short.end]
        stretch: Stretch = cut(text, start, limit, 2 * len(name) + 2)
        fit = fit_forwards(name, stretch.words)
        if fit is None or not is_exact(name, fit) or (fit.last == 0 and "-" not in stretch.words[0]):
            break
        long = get_span(stretch, fit)
        follows = _NEXT.match(text, long.end)
        if short is not row[-1] and follows is None:
            break
        longs.append(long)
        start = follows.end() if follows else limit
    return longs


def _fit_back(text: str, row: Sequence[Span]) -> list[Span]:
    """Return the long forms that stand one after the other before a bracket, as many as fit."""
    begin = max(0, row[0].start - _REACH)
    end = row[0].start - 1
    longs: list[Span] = []
    for short in reversed(row):
        name = text[short.start : short.end]
        stretch = cut(text, begin, end, _REACH)
        fit = fit_backwards(name, stretch.words)
        if fit is None or not is_exact(name, fit) or fit.first == fit.last:
            break
        long = get_span(stretch, fit)
        joint = _JOINT_BEFORE.search(text, begin, long.start)
        if short is not row[0] and joint is None:
            break
        longs.append(long)
        end = joint.start() if joint else begin
    return longs[::-1]
