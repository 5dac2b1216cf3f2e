"""Short forms with a footnote that explains them: "the RBO* came late ... * release and bail order"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.acronyms.alignment import fit_forwards
from archive.acronyms.definition import Definition, make_definition
from archive.acronyms.stretches import closes, cut, is_possible, is_told
from archive.text import Span

_MARK = re.compile(r"\s?(?P<mark>\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹]|\[\d{1,2}\]|\(\d{1,2}\))(?!\w)")
_START = r"(?:\n|[.!?…)]\s+)\s*"
_LEAD = re.compile(
    r"\s*(?:[:.=–—-]\s*)?(?:(?:stands for|short for|means|that's|it's|is)\s)?(?:(?:the|an?)\s)?[\"“‘']?", re.IGNORECASE
)
_END = re.compile(r"[.!?;()\n\"]")
_REACH = 120


def find_in_footnotes(text: str, shorts: Sequence[Span]) -> Iterator[Definition]:
    """Yield the definitions of short forms with a mark behind them that a later line or sentence starts with."""
    for short in shorts:
        mark = _MARK.match(text, short.end)
        found = None if mark is None else _find_note(text, short, mark["mark"], mark.end())
        if found is not None:
            yield found


def _find_note(text: str, short: Span, mark: str, begin: int) -> Definition | None:
    name = text[short.start : short.end]
    note = re.compile(_START + re.escape(mark) + r"(?![*\w]*\*)").search(text, begin)
    if note is None:
        return None
    lead = _LEAD.match(text, note.end())
    start = lead.end() if lead else note.end()
    end = _END.search(text, start, start + _REACH)
    stretch = cut(text, start, end.start() if end else min(len(text), start + _REACH))
    fit = fit_forwards(name, stretch.words)
    if fit is None or not is_possible(name, stretch, fit):
        return None
    if not (closes(text, stretch, fit) and is_told(name, stretch, fit)):
        return None
    return make_definition(text, name, short, stretch, fit, "cue")
