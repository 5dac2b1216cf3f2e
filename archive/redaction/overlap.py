"""Which of two findings over the same characters stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from archive.redaction.entities import Entity, Finding, Risk
from archive.text import Span

_SHORTEST = 3
"""Letters and digits that the rest of a clause must hold to stand on its own."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY = """
a an the and but or so if as than that this these those it its it's he she him her his hers they them their we us our i
me my you your who whom whose which what when where why how not no of to in on at by with from for about into like is am
are was were be been being do does did has have had will would can could shall should may might must there here then
also just only even too again said says fairness thanks thank according
"""
_TELLS_NOTHING = frozenset(_EMPTY.split())
"""A rest of a clause that holds no other word tells nothing: "in fairness to", "and that was"."""


def resolve_overlaps(findings: Iterable[Finding], text: str = "") -> list[Finding]:
    """Return findings that do not overlap, in order: a mask made by hand wins, then higher risk, score, length, place.

    A clause (a finding with `kinds`) that loses a part keeps what is left of it, as far as `text` has words there.
    """
    ranked = sorted(findings, key=_rank)
    starts: list[int] = []
    kept: list[Finding] = []
    for finding in ranked:
        at = bisect_left(starts, finding.span.start)
        rivals = kept[max(0, at - 1) : bisect_left(starts, finding.span.end)]
        taken = [other.span for other in rivals if finding.span.overlaps(other.span)]
        for piece in [finding.span] if not taken else carve(finding.span, taken, text) if finding.kinds else []:
            place = bisect_left(starts, piece.start)
            starts.insert(place, piece.start)
            kept.insert(place, finding if piece == finding.span else replace(finding, span=piece))
    return kept


def _rank(found: Finding) -> tuple[bool, int, float, int, Span]:
    # what is masked already needs no more, and a clause around it is not to hide that
    masked = found.entity is Entity.MASKED and found.risk is Risk.LOW
    return not masked, -found.risk.rank, -found.score, -len(found.span), found.span


def carve(span: Span, taken: Iterable[Span], text: str) -> list[Span]:
    """Return the pieces of a span outside others that lie in order, without blanks and punctuation at their ends.

    >>> carve(Span(0, 17), [Span(4, 7)], "Ask Ann about him")
    [Span(start=0, end=3), Span(start=8, end=17)]
    """
    pieces: list[Span] = []
    start = span.start
    for hole in [*taken, Span(span.end, span.end)]:
        end = hole.start
        while start < end and text and not text[start].isalnum():
            start += 1
        while end > start and text and not text[end - 1].isalnum():
            end -= 1
        if (sum(map(str.isalnum, text[start:end])) if text else end - start) >= _SHORTEST:
            pieces.append(Span(start, end))
        start = max(start, hole.end)
    return pieces


def tells_alone(rest: str) -> bool:
    """Return whether what is left of a clause holds a word that may tell something.

    >>> tells_alone("in fairness to"), tells_alone("who had a stroke")
    (False, True)
    """
    return any(word.lower().replace("’", "'") not in _TELLS_NOTHING for word in _WORD.findall(rest))
