"""Requests for anonymity, and the fear of being recognised: they say who fears whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.lexica.pleas import PLEAS
from archive.redaction.runs import goes_on, span_of
from archive.redaction.screens import Asked, Screen
from archive.redaction.sentences import Clause, Sentence, find_sentences

NAME = "plea"
VERSION = 1

_PLEA = Screen(PLEAS)
_REASONS = ("where", "who", "which", "that", "how", "because", "cos", "as", "so", "if", "in case", "since", "or")
_REASON_WORDS = 10
_FEARED = re.compile(
    r"(?:they|he|she|it|my|the|this|i|i've|i'd|we)(?:'d|'ll)?\b.{0,30}\b(?:know|knows|read|reads|sees?|recogni\w+"
    r"|identif\w+|guess|sacked|tribunal|hearing|job|trouble|lose|obvious|only one|small)\b"
)
_POLITE = re.compile(
    r"(?:who\b|who'd\b|what\b|which\b|where\b|there's a (?:good|dear|love)|thanks|thank you|ta\b|cheers|would you"
    r"|will you|could you|if you (?:can|could|would"
    r"|will|don't mind|please|wouldn't mind)|if (?:it's )?possible|nicely|please|i'd be (?:grateful|obliged|glad)"
    r"|much"
    r" (?:obliged|appreciated)|with (?:thanks|apologies))"
)
_OPINION = re.compile(
    r"\b(?:they|he|she|ministers?|government|managers|you|people) (?:should|must|ought|would|will|could"
    r"|can)\b.{0,20}\b(?:be )?(?:sacked|disciplined|named|identified|fired)\b|\bplease (?:read|sign|see|note|write"
    r"|join|vote|come|can someone|explain)\b"
)


def find(text: str) -> Iterator[Finding]:
    """Yield clauses in which somebody asks not to be named or published, or says whom they fear."""
    for sentence in find_sentences(text):
        numbers = _PLEA.matches(sentence.asked)
        if numbers and not _OPINION.search(sentence.lower):
            yield from _find_in(sentence, numbers)


def _find_in(sentence: Sentence, numbers: Sequence[int]) -> Iterator[Finding]:
    asking = _asking(sentence, numbers)
    run: list[Clause] = []
    for clause in sentence.clauses:
        if clause in asking or (run and _gives_reason(clause)):
            run.append(clause)
        elif run:
            yield _finding(run)
            run = []
    if run:
        yield _finding(run)


def _asking(sentence: Sentence, numbers: Sequence[int]) -> list[Clause]:
    """Return the clauses that some pattern reaches over; where offsets moved, those that fit one by themselves."""
    if len(sentence.lower) != sentence.end - sentence.start:
        alone = [each for each in sentence.clauses if _PLEA.matches(Asked(each.lower, each.tokens))]
        return alone or list(sentence.clauses)
    asking: list[Clause] = []
    for number in numbers:
        for found in _PLEA[number].finditer(sentence.lower):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            asking += [each for each in sentence.clauses if each.span.start < end and start < each.span.end]
    return asking


def _gives_reason(clause: Clause) -> bool:
    if clause.count > _REASON_WORDS:
        return False
    if _POLITE.match(clause.lower):
        return True
    return clause.opening.startswith(_REASONS) or bool(_FEARED.match(clause.lower)) or goes_on(clause)


def _finding(run: list[Clause]) -> Finding:
    why, kinds = "asks for anonymity or speaks of being recognised", frozenset({Entity.PLEA})
    return Finding(Entity.PLEA, span_of(run), 0.72, Risk.MEDIUM, why, NAME, VERSION, kinds=kinds)
