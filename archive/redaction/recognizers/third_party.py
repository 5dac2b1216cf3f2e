"""Clauses about one particular person beside the writer: a colleague, a service user, a victim, a child.

They never chose to be written about, so they come before the writer. Who it is may be said outright ("my manager"), or
shows by what happened ("a lad I supervised was recalled"): general talk of clients and managers is left. What is told
of the same person afterwards ("he was nineteen") belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.redaction.entities import Entity, Finding, Proposal, Risk
from archive.redaction.lexica import others
from archive.redaction.lexica.given_names import ALSO_WORDS, GIVEN_NAMES
from archive.redaction.ordered import find_touching
from archive.redaction.public_figures import find_public
from archive.redaction.recognizers.persons import find_names
from archive.redaction.runs import OPINION, goes_on, is_more, is_subordinate, span_of
from archive.redaction.sentences import Clause, Sentence, find_sentences
from archive.text import Span

NAME = "third_party"
VERSION = 1

_MOST_SENTENCES = 3
_FIRST_WORDS = 3
_LETTERS = re.compile(r"[A-Za-z]+")


@dataclass(slots=True)
class _Told:
    """Whom a run of clauses speaks of, and how much it tells."""

    entity: Entity
    clauses: list[Clause]
    weight: int


def find(text: str) -> Iterator[Finding]:
    """Yield clauses, or runs of them, that speak of one particular person who is neither the writer nor public."""
    open_for, entity = 0, Entity.COLLEAGUE
    names, public = find_names(text), find_public(text)
    for sentence in find_sentences(text):
        told = list(_tell(text, sentence, entity if open_for else None)) if _may_tell(sentence, names) else []
        yield from map(_finding, told)
        open_for = _MOST_SENTENCES if told else max(0, open_for - 1)
        if not told and find_touching(public, Span(sentence.start, sentence.end), lambda one: one.span):
            open_for = 0  # whoever is spoken of next is rather the one who was named in public
        entity = told[-1].entity if told else entity


def _may_tell(sentence: Sentence, names: Sequence[tuple[Span, bool]]) -> bool:
    """Return whether a sentence may speak of somebody; most end here, and their clauses are never looked for."""
    lower, words = sentence.lower, sentence.words
    if others.PRONOUN.match(lower.lstrip()):
        return True
    if not others.PRONOUNS.isdisjoint(words) and others.ONLY.search(lower):
        return True
    if not others.OWNERS.isdisjoint(words) and (others.OWN.search(lower, words) or others.OWN_KIN.search(lower, words)):
        return True
    if others.SOMEBODY.search(lower, words) or (others.may_hold_post(words) and others.OF_SOME_POST.search(lower)):
        return True
    return bool(names) and bool(find_touching(names, Span(sentence.start, sentence.end), lambda each: each[0]))


def _tell(text: str, sentence: Sentence, before: Entity | None) -> Iterator[_Told]:
    """Yield what a sentence tells of particular persons; `before` is whom the sentences before it spoke of."""
    told: _Told | None = None
    for number, clause in enumerate(sentence.clauses):
        start = _start(text, sentence, number, before)
        if told and _is_continued(text, clause, told):
            told.clauses.append(clause)
            told.weight = max(told.weight, start[1] if start else _weigh(text, clause))
            continue
        if told:
            yield told
        told = _Told(start[0], [clause], start[1]) if start else None
    if told:
        yield told


def _is_continued(text: str, clause: Clause, told: _Told) -> bool:
    if clause.joint in {";", ":"}:
        return False
    if others.FIRST.match(clause.lower) or clause.opening not in others.OPENINGS:
        return False
    if (
        goes_on(clause)
        or others.RELATIVE.match(clause.lower)
        or (told.weight > 1 and (is_subordinate(clause) or is_more(clause)))
    ):
        return True
    return bool(others.GOES_ON.match(clause.lower)) and _weigh(text, clause) > 1


def _start(text: str, sentence: Sentence, number: int, before: Entity | None) -> tuple[Entity, int] | None:
    """Return whom a clause begins to speak of, and how much it tells, None when of nobody in particular."""
    clause = sentence.clauses[number]
    start = _introduced(text, sentence, number, before)
    if start is None:
        return None
    if others.PUBLIC.search(clause.lower) or find_touching(find_public(text), clause.span, lambda one: one.span):
        return None
    return start


def _introduced(text: str, sentence: Sentence, number: int, before: Entity | None) -> tuple[Entity, int] | None:
    clause = sentence.clauses[number]
    if not others.OWNERS.isdisjoint(clause.words) and (start := _own(text, clause)):
        return start
    if start := _somebody(text, sentence, number):
        return start
    if _names_subject(text, clause) and (_weigh(text, clause) > 1 or _following(sentence, number)):
        return before or Entity.COLLEAGUE, 2
    if others.PRONOUNS.isdisjoint(clause.words):
        return None
    if others.ONLY.match(clause.lower):
        return before or Entity.COLLEAGUE, 2
    if number == 0 and others.PRONOUN.match(clause.lower) and (before or not find_public(text)):
        weight = _weigh(text, clause)
        return (before or Entity.COLLEAGUE, weight) if weight > 1 or before is None else None
    return None


def _own(text: str, clause: Clause) -> tuple[Entity, int] | None:
    if found := others.OWN.search(clause.lower, clause.words):
        weight = _weigh(text, clause)
        last = text[clause.span.start : clause.span.start + found.end()].split()[-1]
        if weight > 1 or not (last.isupper() or OPINION.match(clause.lower)):
            return _entity(found), weight
        return None
    return (Entity.FAMILY, _weigh(text, clause)) if others.OWN_KIN.search(clause.lower, clause.words) else None


def _somebody(text: str, sentence: Sentence, number: int) -> tuple[Entity, int] | None:
    clause = sentence.clauses[number]
    found = others.SOMEBODY.search(clause.lower, clause.words)
    if not found and others.may_hold_post(clause.words):
        found = others.OF_SOME_POST.search(clause.lower)
    if not found:
        return None
    following = _following(sentence, number)
    near = " ".join([clause.lower[found.start() :], *(each.lower for each in following)])
    words = clause.words.union(*(each.words for each in following))
    own = text[clause.span.start + found.start() : (following or [clause])[-1].span.end]
    placed = others.PLACED.search(own) or _is_named(own)
    had = others.HAD.search(clause.lower[: found.start()], clause.words)
    acts = others.ACT.search(near)
    told = placed or others.TRAIT.search(near, words)
    if others.UNREAL.search(near):
        return None
    if not (had or others.PARTICULAR.search(near, words) or (acts and told)):
        return (_entity(found), 1) if acts and found.re is not others.OF_SOME_POST else None
    if acts or told:
        return _entity(found), 2
    return (_entity(found), 1) if had or others.OURS.search(near) else None


def _following(sentence: Sentence, number: int) -> list[Clause]:
    """Return the next clauses, two at most, that may go on about the same person."""
    following: list[Clause] = []
    for clause in sentence.clauses[number + 1 : number + 3]:
        if not (others.GOES_ON.match(clause.lower) or others.RELATIVE.match(clause.lower)) or others.FIRST.match(
            clause.lower
        ):
            break
        following.append(clause)
    return following


def _names_subject(text: str, clause: Clause) -> bool:
    """Return whether a clause begins with the name of a private person."""
    for span, sure in find_touching(find_names(text), clause.span, lambda each: each[0]):
        if sure and len(text[clause.span.start : span.start].split()) < _FIRST_WORDS:
            return not others.FIRST.match(clause.lower)
    return False


def _is_named(own: str) -> bool:
    return any(
        word[0].isupper() and word.lower() in GIVEN_NAMES and word.lower() not in ALSO_WORDS
        for word in _LETTERS.findall(own)
    ) or bool(others.TITLED.search(own))


def _entity(found: re.Match[str]) -> Entity:
    named = found.groupdict()
    return next((kind for kind, _ in others.GROUPS if named.get(kind.name.lower())), Entity.COLLEAGUE)


def _weigh(text: str, clause: Clause) -> int:
    """Return 2 for a clause that tells an act, a trait, a name, a place or a date, 1 for one that tells hardly more."""
    if others.UNREAL.search(clause.lower) and not others.TRAIT.search(clause.lower, clause.words):
        return 1
    own = text[clause.span.start : clause.span.end]
    told = (
        _is_named(own)
        or others.PLACED.search(own)
        or others.ACT.search(clause.lower)
        or others.TRAIT.search(clause.lower, clause.words)
    )
    return 2 if told else 1


def _finding(told: _Told) -> Finding:
    span, kinds = span_of(told.clauses), frozenset({told.entity})
    if told.weight > 1:
        why = f"tells something of one particular person: {told.entity.value}"
        return Finding(told.entity, span, 0.8, Risk.MEDIUM, why, NAME, VERSION, Proposal.REDACT, kinds)
    why = f"speaks of one particular person: {told.entity.value}"
    return Finding(told.entity, span, 0.45, Risk.LOW, why, NAME, VERSION, Proposal.CONSIDER, kinds)
