"""How far what a clause says reaches into the clauses beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.redaction.sentences import Clause
from archive.text import Span

_FRAGMENT_WORDS = 8
_CLAUSE_WORDS = 16
_OPENS = frozenset({"", "and", "also", "then", "and then", "and also"})
_JOINED_BY = frozenset({",", " ", "-", "–", "—", "(", ")", "),", ",)"})
_WHEN = ("when", "where", "while", "whilst", "until", "till", "before", "after", "since", "once")
_PARTING = ("but", "so", "because", "although", "though", "if", "unless", "yet", "cos", "whereas", "except", "or")
_TURNING = re.compile(
    r"(?:you|that's|it's|this is|there's|what|why|how|who|please|thank|the (?:whole|minister|government|point))\b"
)
_RELATIVE = re.compile(r"(?:who|whose|whom|which|where|when|until|till|before|after|since) ")
OPINION = re.compile(
    r"(?:i|we)(?:'ve|'m| have| am)? (?:\w+ )?(?:think|thought|believe|hope|wonder|know|knew|want|love|like|doubt"
    r"|suppose|mean|say|said|understand|mind|wish|guess|reckon"
    r"|feel for|felt for|read|heard|noticed|thought|wasn't|weren't|am told|was told|blame|respect|admire|trust"
    r"|fear|miss|'?m told|'ve read|'ve heard|'ve seen|can't|cannot|couldn't|would|don't|didn't|won't|hate|prefer"
    r"|expect|agree|feel|remember|see|hear|swear|bet|cannot)\b"
    r"|i'd\b|i'll\b|i'm (?:not |only |just |so |very )*(?:sure|afraid|glad|sorry|happy|sick|tired|fed up|proud"
    r"|told|saying|asking|grateful)\b"
)


def goes_on(clause: Clause) -> bool:
    """Return whether a clause is a piece without a verb of its own that continues what the one before it says."""
    return (
        clause.joint in _JOINED_BY
        and clause.opening in _OPENS
        and clause.is_fragment
        and clause.count <= _FRAGMENT_WORDS
    )


def is_subordinate(clause: Clause) -> bool:
    """Return whether a clause says when, where or who, and hangs on the one before it."""
    said = clause.opening.split()[-1:] if clause.opening else []
    return (bool(_RELATIVE.match(clause.lower)) or bool(said and said[0] in _WHEN)) and len(
        clause.words
    ) <= _CLAUSE_WORDS


def is_more(clause: Clause) -> bool:
    """Return whether a clause that has another subject still belongs to what was told before it."""
    return (
        clause.joint in _JOINED_BY
        and not clause.opening.startswith(_PARTING)
        and clause.count <= _CLAUSE_WORDS
        and not OPINION.match(clause.lower)
        and not _TURNING.match(clause.lower)
    )


def is_same_hand(clause: Clause) -> bool:
    """Return whether a clause tells more of the same writer, and is no opinion."""
    return (
        clause.joint in _JOINED_BY
        and clause.opening in _OPENS
        and clause.count <= _CLAUSE_WORDS
        and not OPINION.match(clause.lower)
    )


def span_of(clauses: Sequence[Clause]) -> Span:
    """Return the stretch from the first to the last clause of a run."""
    return Span(clauses[0].span.start, clauses[-1].span.end)
