"""Names of private persons, by the words around them and a list of given names.

A title ("Mrs"), a relation ("my manager"), a greeting ("thanks"), a signature, a verb of speech or a surname behind a
given name shows that a word is a name. What is once a name is one wherever it stands in the text, surname alone and
initials too. Names of public persons are left to stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from archive.redaction.capitals import Capital, find_capitals
from archive.redaction.entities import Entity, Finding, Proposal, Risk
from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.lexica.calendar import DATES, NAME_MONTHS
from archive.redaction.lexica.given_names import ALSO_WORDS, GIVEN_NAMES
from archive.redaction.lexica.naming import (
    ACTS,
    BEFORE_NAME,
    BRANDS,
    NOT_A_PERSON,
    NOT_AFTER_TITLE,
    NOT_SURNAMES,
    PLACED_AS,
    TITLES,
)
from archive.redaction.lexica.others import NOUNS
from archive.redaction.near import search_near
from archive.redaction.ordered import find_touching
from archive.redaction.public_figures import find_public
from archive.redaction.sentences import find_classes, find_sentences
from archive.redaction.tokens import class_of
from archive.text import Span

NAME = "persons"
VERSION = 2

_PART = r"(?:O['’]|Mc|Mac)?[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z][a-zà-öø-ÿ]+)?"
_SURNAME = rf"(?:(?:de|van|von|du|al|el|bin|ap|ab) )?{_PART}"
_TITLED = re.compile(rf"(?:{alternatives(TITLES)})\.?[ \u00a0](?P<name>{_PART}(?: {_SURNAME}){{0,2}})")
_FULL = re.compile(rf"(?P<given>{_PART})(?: [A-Z]\.?)?(?P<rest>(?: {_SURNAME}){{1,2}})\b")
_SHORT = re.compile(rf"{_PART}(?: {_SURNAME})?")
_INITIAL = re.compile(
    rf"(?:(?:\A|[:,;(\"“\n]|\b(?:by|from|to|is|was|signed|Mr|Mrs|Ms|Miss|Dr|name|and|me|ask|called|[-–—])) ?)"
    rf"(?P<name>[A-Z]\.(?: ?[A-Z]\.)? ?{_PART})\b"
)
_DOTTED = re.compile(r"\.(?<=[A-Z]\.) ?[A-Z]")
_NOUN_BEFORE = re.compile(r"\b([a-z]+),? \Z")
_CALLED = re.compile(
    r"\b(?:called|named|name is|name was|name's|by the name of|known as|i'm|i’m|i am|this is|signed|nicknamed|né|née)"
    r" \Z",
    re.IGNORECASE,
)
_CALLED_LAST = ("d ", "s ", "f ", "m ", "né ", "ée ")
_GREETS = re.compile(
    r"(?i:hi|hello|hey|thanks|thank you|thankyou|cheers|ta|dear|well said|well done|happy retirement|happy "
    r"birthday|congratulations|get well soon|rip|good luck)(?: again)?,? \Z"
)
_ENDS_TEXT = re.compile(rf"(?P<name>{_PART}(?: {_SURNAME})?)[.! xX]*\Z")
_SIGNS = re.compile(
    r"(?:\n|[.!?]\s+|\s)(?:[-–—~]+ ?|(?:regards|best wishes|best|yours|yours sincerely|cheers|love|kind regards"
    r"|thanks|sincerely|in solidarity|solidarity|xx?x?),?\s+)\Z|\n\Z",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:of|in|since|by|until|till|last|next|this|mid|early|late|from|to|for|before|after"
    r"|and|on)),? \Z",
    re.IGNORECASE,
)
_LONGEST_SIGNED = 60
_BUILDINGS = [[word] for word in ("House", "Road", "Street", "Hall", "School", "College", "Church", "Trust", "Court")]
_LAST_WORD = re.compile(r"([A-Za-z'’-]+),? \Z")
_LOWER_NAMES = class_of(
    f"{name}{end}" for name in GIVEN_NAMES - ALSO_WORDS if 2 < len(name) < 11 for end in ("", "'s", "'d")
)
_GIVEN = frozenset(name.capitalize() for name in GIVEN_NAMES)
_TITLE_WORDS = frozenset(title.lower() for title in TITLES)


def find(text: str) -> Iterator[Finding]:
    """Yield the names of private persons, every mention of each."""
    for span, is_sure in find_names(text):
        if is_sure:
            why = "is named here as a private person is"
            yield Finding(Entity.PERSON, span, 0.75, Risk.MEDIUM, why, NAME, VERSION)
        else:
            why = "is a given name in passing"
            yield Finding(Entity.PERSON, span, 0.4, Risk.LOW, why, NAME, VERSION, Proposal.CONSIDER)


@lru_cache(maxsize=4)
def find_names(text: str) -> tuple[tuple[Span, bool], ...]:
    """Return where private persons are named, in order, and whether more than a first name in passing is told."""
    named: dict[Span, bool] = {}
    for span, is_sure in _named(text):
        if not NOT_A_PERSON.match(text, span.end):
            named[span] = is_sure or named.get(span, False)
    if not named:
        return ()
    public = find_public(text)
    for span in _again(text, [span for span, is_sure in named.items() if is_sure]):
        named[span] = True
    kept: list[tuple[Span, bool]] = []
    for span in sorted(named, key=lambda span: (span.start, -span.end)):
        if kept and kept[-1][0].overlaps(span):
            kept[-1] = (kept[-1][0], kept[-1][1] or named[span])
        elif not find_touching(public, span, lambda one: one.span):
            kept.append((span, named[span]))
    return tuple(kept)


def _named(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield where a name stands, and whether more than a first name in passing is told."""
    for capital in find_capitals(text):
        if capital.word in TITLES:
            found = _TITLED.match(text, capital.start)
            if found and found["name"].split()[0] not in NOT_AFTER_TITLE:
                yield Span(*found.span()), True
        if _is_given(capital.word):
            yield from _given(text, capital)
            yield from _introduced(text, capital)
    for found in search_near(_INITIAL, text, [dot.start() for dot in _DOTTED.finditer(text)], 10, 120):
        if found["name"].split(".")[-1].strip() not in NOT_SURNAMES:
            yield Span(*found.span("name")), True
    if find_classes(text) & _LOWER_NAMES:
        yield from _in_small_letters(text)


def _introduced(text: str, capital: Capital) -> Iterator[tuple[Span, bool]]:
    """Yield the name of somebody who is called so, or signs."""
    before = text[max(0, capital.start - 25) : capital.start]
    if before.endswith(_CALLED_LAST) and _CALLED.search(before):
        called = _SHORT.match(text, capital.start)
        yield Span(capital.start, called.end() if called else capital.end), True
    signed = _ENDS_TEXT.match(text, capital.start) if len(text) - capital.start < _LONGEST_SIGNED else None
    if signed and _SIGNS.search(before):
        yield Span(*signed.span("name")), " " in signed["name"]


def _in_small_letters(text: str) -> Iterator[tuple[Span, bool]]:
    for sentence in find_sentences(text):
        for place in sentence.places(_LOWER_NAMES):
            noun = _NOUN_BEFORE.search(text, max(0, place.start - 20), place.start)
            if noun and noun[1] in NOUNS and text[place.start].islower():
                name = text[place.start : place.end].replace("’", "'").partition("'")[0]
                yield Span(place.start, place.start + len(name)), True


def _given(text: str, word: Capital) -> Iterator[tuple[Span, bool]]:
    """Yield a given name: with the surname behind it, or alone where the words around it show that it is one."""
    full = _FULL.match(text, word.start)
    if full and (NOT_A_PERSON.match(text, full.end()) or full["rest"].split()[1:2] in _BUILDINGS):
        return
    is_name = full and NOT_SURNAMES.isdisjoint(full["rest"].split()) and full.group() not in BRANDS
    if full and is_name and not _is_sentence_word(text, full):
        yield Span(*full.span()), True
        return
    before = text[max(0, word.start - 30) : word.start]
    name = word.word
    if PLACED_AS.search(before) or (full and full.group() in BRANDS) or (name in NAME_MONTHS and _DATED.search(before)):
        return
    greeted, acts = bool(_GREETS.search(before)), bool(ACTS.match(text, word.end))
    last = _LAST_WORD.search(before)
    if last and last[1].lower() in NOUNS:
        yield Span(word.start, word.end), True
    elif name.lower() not in ALSO_WORDS:
        yield Span(word.start, word.end), acts and not greeted
    elif greeted or (acts and BEFORE_NAME.search(before)):
        yield Span(word.start, word.end), not greeted


def _is_given(word: str) -> bool:
    return (word.partition("-")[0] if "-" in word else word) in _GIVEN


def _is_sentence_word(text: str, found: re.Match[str]) -> bool:
    """Return whether a given name that is also a word opens a sentence: "May Day", "Will Probation"."""
    given = found["given"].lower()
    if given not in ALSO_WORDS:
        return False
    before = text[max(0, found.start() - 2) : found.start()]
    return not before.strip() or before.strip() in {".", "!", "?"}


def _again(text: str, sure: Sequence[Span]) -> Iterator[Span]:
    """Yield every place of the names: whole, given name, surname, and initials."""
    words: set[str] = set()
    for span in sure:
        parts = [part.strip(".") for part in text[span.start : span.end].replace("’", "'").split()]
        parts = [part for part in parts if part and part.lower() not in _TITLE_WORDS and part not in DATES]
        words.update(part for part in parts if len(part) > 2 and (part.lower() not in ALSO_WORDS or len(parts) == 1))
        if len(parts) > 1:
            initials = [part[0] for part in parts]
            words.update((".".join([*initials, ""]), "".join(initials)))
    for word in words:
        at = text.find(word)
        while at >= 0:
            span = Span(at, at + len(word))
            at = text.find(word, span.end)
            bounded = not text[span.start - 1 : span.start].isalnum() and not text[span.end : span.end + 1].isalnum()
            if bounded and not NOT_A_PERSON.match(text, span.end):
                yield span
