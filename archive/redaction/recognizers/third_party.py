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
from archive.redaction.lexica.people import PEOPLE
from archive.redaction.ordered import find_touching
from archive.redaction.public_figures import Public, find_public
from archive.redaction.recognizers.named import Mention, find_mentions
from archive.redaction.recognizers.persons import find_names
from archive.redaction.runs import OPINION, goes_on, is_more, is_subordinate, span_of
from archive.redaction.sentences import Clause, Sentence, find_sentences
from archive.text import Span

NAME = "third_party"
VERSION = 2

_MOST_SENTENCES = 3
_FIRST_WORDS = 3
_FEW_WORDS = 9
_THEIRS = ("his ", "her ", "their ")
_LATE_WORDS = 4
_CAPITAL_OR_DIGIT = re.compile(r"[\dA-Z]")
_LETTERS = re.compile(r"[A-Za-z]+")
_TELLING = others.SPOKEN_OF | others.OURS_ALONE
_ANY = (
    others.NAMING
    | others.MANY
    | others.LAST
    | others.SPOKEN_OF
    | others.OURS_ALONE
    | others.OF_FAMILY
    | others.FAMILY_BEHIND
    | others.ONES
    | others.BESIDE
)


@dataclass(slots=True)
class _Told:
    """Whom a run of clauses speaks of, and how much it tells."""

    entity: Entity
    clauses: list[Clause]
    weight: int


@dataclass(slots=True)
class _Place:
    """A sentence, whom those before it spoke of, the names in it, and what kinds of words it holds."""

    text: str
    sentence: Sentence
    before: Entity | None
    names: list[tuple[Span, bool]]
    nouns: frozenset[str]
    has_ones: bool
    has_kin: bool

    def public(self) -> list[Public]:
        """The names of public persons in it: asked for late, since few sentences speak of anybody."""
        known = find_public(self.text)
        return find_touching(known, Span(self.sentence.start, self.sentence.end), lambda each: each.span)


def find(text: str) -> Iterator[Finding]:
    """Yield clauses, or runs of them, that speak of one particular person who is neither the writer nor public."""
    open_for, entity = 0, Entity.COLLEAGUE
    may_name = bool(find_names(text))
    for sentence in find_sentences(text):
        if not (may_name or sentence.classes & _ANY or open_for):
            continue
        place = _place(text, sentence, entity if open_for else None)
        may_tell = _may_tell(place) or (open_for == _MOST_SENTENCES and _begins_with_act(sentence))
        told = list(_tell(place)) if may_tell else []
        yield from map(_finding, told)
        open_for = _MOST_SENTENCES if told else max(0, open_for - 1)
        if not told and open_for and place.public():
            open_for = 0  # whoever is spoken of next is rather the one who was named in public
        entity = told[-1].entity if told else entity


def _place(text: str, sentence: Sentence, before: Entity | None) -> _Place:
    names, classes = find_names(text), sentence.classes
    return _Place(
        text,
        sentence,
        before,
        find_touching(names, Span(sentence.start, sentence.end), lambda each: each[0]) if names else [],
        _nouns(sentence),
        bool(
            (classes & others.ONES and others.ONES_OF.search(sentence.lower))
            or (classes & others.BESIDE and classes & others.ME)
        ),
        bool(classes & others.OF_FAMILY or (classes & others.FAMILY_BEHIND and classes & others.BEFORE_FAMILY)),
    )


def _nouns(sentence: Sentence) -> frozenset[str]:
    """Return the words by which a sentence may name persons."""
    classes = sentence.classes
    if (classes & others.MANY and classes & others.SOME) or classes & others.LAST_ENOUGH:
        return others.NOUNS
    if classes & others.LAST and classes & others.FIRST_OF_SEVERAL and others.TOGETHER.search(sentence.lower):
        return others.NOUNS
    return others.NOUNS_ALONE if classes & others.NAMING else frozenset()


def _may_tell(place: _Place) -> bool:
    """Return whether a sentence may speak of somebody; most end here, and their clauses are never looked for."""
    classes = place.sentence.classes
    return bool(place.nouns or place.has_ones or place.has_kin or place.names or classes & _TELLING)


def _begins_with_act(sentence: Sentence) -> bool:
    return bool(others.VERB_FIRST.match(sentence.lower.lstrip()))


def _tell(place: _Place) -> Iterator[_Told]:
    """Yield what a sentence tells of particular persons."""
    told: _Told | None = None
    text = place.text
    for number, clause in enumerate(place.sentence.clauses):
        start = _start(place, number)
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
    if clause.joint == ";":
        return bool(others.PRONOUN.match(clause.lower))
    if clause.joint == ":":
        return clause.is_fragment and clause.count <= _FEW_WORDS and bool(others.TRAIT.search(clause.lower))
    if any(others.TELLS.search(each.lower) for each in told.clauses[-3:]) and clause.opening in {
        "that",
        "if",
        "whether",
    }:
        return True
    if others.FIRST.match(clause.lower) or clause.opening not in others.OPENINGS:
        # "and I was signing him": the same person still
        return (
            not others.PRONOUNS.isdisjoint(clause.words)
            and clause.count <= _FEW_WORDS
            and clause.opening not in {"if", "unless"}
            and not OPINION.match(clause.lower)
        )
    if (
        goes_on(clause)
        or others.RELATIVE.match(clause.lower)
        or (told.weight > 1 and (is_subordinate(clause) or is_more(clause)))
    ):
        return True
    return bool(others.GOES_ON.match(clause.lower)) and _weigh(text, clause) > 1


def _start(place: _Place, number: int) -> tuple[Entity, int] | None:
    """Return whom a clause begins to speak of, and how much it tells, None when of nobody in particular."""
    clause = place.sentence.clauses[number]
    start = _introduced(place, number)
    if start is None or others.PUBLIC.search(clause.lower):
        return None
    public = find_touching(place.public(), clause.span, lambda one: one.span)
    if public and len(place.text[clause.span.start : public[0].span.start].split()) < _LATE_WORDS:
        return None
    return start


def _follows_public(place: _Place, clause: Clause) -> bool:
    """Return whether somebody public was named before in the sentence: "he" and "his" are rather that one."""
    public = place.public()
    return bool(public) and public[0].span.start < clause.span.start


def _introduced(place: _Place, number: int) -> tuple[Entity, int] | None:
    clause = place.sentence.clauses[number]
    if start := _mentioned(place, number):
        return start
    start = _unnamed(place, number)
    return None if start and _follows_public(place, clause) else start


def _unnamed(place: _Place, number: int) -> tuple[Entity, int] | None:
    """Return of whom a clause begins to speak without a noun, unless it goes on about somebody public."""
    text, sentence, before = place.text, place.sentence, place.before
    clause = sentence.clauses[number]
    if start := _nameless(place, number) or (place.has_kin and _kin(text, clause)) or None:
        return start
    if place.names and _names_subject(place, clause) and (_weigh(text, clause) > 1 or _following(sentence, number)):
        return before or Entity.COLLEAGUE, 2
    if number == 0 and before and others.VERB_FIRST.match(clause.lower) and _weigh(text, clause) > 1:
        return before, 2
    if others.PRONOUNS.isdisjoint(clause.words):
        return None
    return _spoken_of(place, number)


def _spoken_of(place: _Place, number: int) -> tuple[Entity, int] | None:
    """Return how a clause that says "he" or "she" goes on about somebody."""
    text, sentence, before = place.text, place.sentence, place.before
    clause = sentence.clauses[number]
    if others.ONLY.match(clause.lower):
        return before or Entity.COLLEAGUE, 2
    if number == 0 and others.PRONOUN.match(clause.lower) and (before or not find_public(text)):
        weight = _weigh(text, clause)
        if weight > 1 and (clause.count >= _FEW_WORDS or not before or _tells_more(text, clause)):
            return before or Entity.COLLEAGUE, 2
        if any(_tells_more(text, each) for each in _following(sentence, number)):
            return before or Entity.COLLEAGUE, 2
        return (before, 1) if before and not others.ASIDE.search(clause.lower) else None
    if others.CARED_FOR.search(clause.lower):
        return before or Entity.SERVICE_USER, 2
    if number == 0 and before and others.DONE_TO_THEM.match(clause.lower):
        return before, 1
    return None


def _kin(text: str, clause: Clause) -> tuple[Entity, int] | None:
    """Return what is told of kin: of the writer's, named without "my", or of somebody else's."""
    of_kin = others.OF_KIN.search(clause.lower) or others.OF_NAMED_KIN.search(text, *_ends(clause))
    if of_kin and not OPINION.match(clause.lower):
        return Entity.COLLEAGUE, _weigh(text, clause)
    if others.OWN_KIN.search(clause.lower) and not OPINION.match(clause.lower):
        return Entity.FAMILY, _weigh(text, clause)
    return None


def _nameless(place: _Place, number: int) -> tuple[Entity, int] | None:
    """Return what is told of somebody whom no noun names: "one of mine", "the one who went"."""
    clause = place.sentence.clauses[number]
    if not (place.has_ones or place.sentence.classes & others.OURS_ALONE or clause.lower.startswith(("her ", "him "))):
        return None
    text, following = place.text, _following(place.sentence, number)
    near = " ".join([clause.lower, *(each.lower for each in following)])
    if others.NAMELESS_OWN.search(near if others.ONE.search(clause.lower) else clause.lower):
        return Entity.COLLEAGUE, max(_weigh(text, each) for each in [clause, *following])
    of_the = others.ONE_OF_THE.search(near) if place.has_ones else None
    if of_the and of_the["who"] in PEOPLE and _weigh(text, clause) > 1:
        return PEOPLE[of_the["who"]], 2
    if others.MINE.search(clause.lower) and any(_tells_more(text, each) for each in [clause, *following]):
        return Entity.SERVICE_USER, 2
    return None


def _mentioned(place: _Place, number: int) -> tuple[Entity, int] | None:
    """Return what is told of somebody whom a noun names: "my manager", "a lad on our wing"."""
    clause = place.sentence.clauses[number]
    for mention in find_mentions(clause, place.nouns) if place.nouns else ():
        if mention.is_ours:
            return _own(place.text, clause, mention)
        if clause.lower.startswith(_THEIRS, mention.start) and _follows_public(place, clause):
            continue
        if start := _other(place.text, place.sentence, number, mention):
            return start
    return None


def _other(text: str, sentence: Sentence, number: int, mention: Mention) -> tuple[Entity, int] | None:
    """Return what is told of somebody who is not called the writer's own."""
    clause = sentence.clauses[number]
    before, following = clause.lower[: mention.start], _following(sentence, number)
    if others.SELF.search(before):
        return None
    near = " ".join([clause.lower[mention.start :], *(each.lower for each in following)])
    had = bool(others.HAD.search(before))
    if OPINION.match(clause.lower) or (others.UNREAL.search(f"{before} {near}") and not had):
        return None
    own = text[clause.span.start + mention.start : (following or [clause])[-1].span.end]
    aged = bool(following and others.AGE_ALONE.match(following[0].lower))
    told = aged or bool(others.TRAIT.search(near) or others.PLACED.search(own) or _is_named(own))
    acts = bool(others.ACT.search(near))
    if had or _is_particular(clause, mention, following, near, told=told):
        tied = had or mention.is_one or others.TIED.search(near) or others.THERE.search(before)
        return (mention.entity, 2) if acts or told else (mention.entity, 1) if tied else None
    if others.DENIES.search(before):
        return None
    if acts and told:
        return mention.entity, 2
    return (mention.entity, 1) if mention.is_new or acts else None


def _is_particular(clause: Clause, mention: Mention, following: Sequence[Clause], near: str, *, told: bool) -> bool:
    """Return whether what stands behind a noun shows that one person is meant and not a kind of people."""
    after = clause.lower[mention.end :]
    if others.AFTER.match(after):
        return True
    if following and (others.RELATIVE.match(following[0].lower) or (told and not after.strip())):
        return True
    return (told and mention.is_bare) or bool(others.TIED.search(near))


def _own(text: str, clause: Clause, mention: Mention) -> tuple[Entity, int] | None:
    weight = _weigh(text, clause)
    last = text[clause.span.start : clause.span.start + mention.end].split()[-1]
    if weight > 1 or not (last.isupper() or OPINION.match(clause.lower)):
        return mention.entity, weight
    return None


def _following(sentence: Sentence, number: int) -> list[Clause]:
    """Return the next clauses, two at most, that may go on about the same person."""
    following: list[Clause] = []
    for clause in sentence.clauses[number + 1 : number + 3]:
        if not (
            others.GOES_ON.match(clause.lower) or others.RELATIVE.match(clause.lower) or goes_on(clause)
        ) or others.FIRST.match(clause.lower):
            break
        following.append(clause)
    return following


def _names_subject(place: _Place, clause: Clause) -> bool:
    """Return whether a clause begins with the name of a private person, or says where one so named is found."""
    for span, sure in find_touching(place.names, clause.span, lambda each: each[0]):
        if others.NAMED_AT.match(place.text, span.end):
            return True
        if sure and len(place.text[clause.span.start : span.start].split()) < _FIRST_WORDS:
            return not others.FIRST.match(clause.lower)
    return False


def _is_named(own: str) -> bool:
    return any(
        word[0].isupper() and word.lower() in GIVEN_NAMES and word.lower() not in ALSO_WORDS
        for word in _LETTERS.findall(own)
    ) or bool(others.TITLED.search(own))


def _ends(clause: Clause) -> tuple[int, int]:
    return clause.span.start, clause.span.end


def _weigh(text: str, clause: Clause) -> int:
    """Return 2 for a clause that tells an act, a trait, a name, a place or a date, 1 for one that tells hardly more."""
    if others.UNREAL.search(clause.lower) and not others.TRAIT.search(clause.lower):
        return 1
    return 2 if others.ACT.search(clause.lower) or _tells_more(text, clause) else 1


def _tells_more(text: str, clause: Clause) -> bool:
    """Return whether a clause tells a trait, a name, a place or a date, and not what somebody did alone."""
    own = text[clause.span.start : clause.span.end]
    if others.TRAIT.search(clause.lower):
        return True
    return bool(_CAPITAL_OR_DIGIT.search(own)) and bool(_is_named(own) or others.PLACED.search(own))


def _finding(told: _Told) -> Finding:
    span, kinds = span_of(told.clauses), frozenset({told.entity})
    if told.weight > 1:
        why = f"tells something of one particular person: {told.entity.value}"
        return Finding(told.entity, span, 0.8, Risk.MEDIUM, why, NAME, VERSION, Proposal.REDACT, kinds)
    why = f"speaks of one particular person: {told.entity.value}"
    return Finding(told.entity, span, 0.45, Risk.LOW, why, NAME, VERSION, Proposal.CONSIDER, kinds)
