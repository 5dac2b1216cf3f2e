"""Names of private persons, by the words around them and a list of given names.

A title ("Mrs"), a relation ("my manager"), a greeting ("thanks"), a signature, a verb of speech or a surname behind a
given name shows that a word is a name. What is once a name is one wherever it stands in the text, surname alone and
initials too. Names of public persons are left to stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from archive.redaction.entities import Entity, Finding, Proposal, Risk
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
from archive.redaction.ordered import find_touching
from archive.redaction.public_figures import find_public
from archive.redaction.sentences import find_words
from archive.text import Span

NAME = "persons"
VERSION = 2

_PART = r"(?:O['’]|Mc|Mac)?[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z][a-zà-öø-ÿ]+)?"
_SURNAME = rf"(?:(?:de|van|von|du|al|el|bin|ap|ab) )?{_PART}"
_TITLED = re.compile(rf"\b(?:{'|'.join(TITLES)})\.?[ \u00a0](?P<name>{_PART}(?: {_SURNAME}){{0,2}})")
_FULL = re.compile(rf"(?P<given>{_PART})(?: [A-Z]\.?)?(?P<rest>(?: {_SURNAME}){{1,2}})\b")
_WORDS = re.compile(r"\b[A-Z][a-zà-öø-ÿ]+(?:-[A-Z][a-zà-öø-ÿ]+)?\b")
_INITIAL = re.compile(
    rf"(?:(?:\A|[:,;(\"“\n]|\b(?:by|from|to|is|was|signed|Mr|Mrs|Ms|Miss|Dr|name|and|me|ask|called|[-–—])) ?)"
    rf"(?P<name>[A-Z]\.(?: ?[A-Z]\.)? ?{_PART})\b"
)
_DOTTED = re.compile(r"\.(?<=[A-Z]\.) ?[A-Z]")
_LOWER = re.compile(r"\b(?P<noun>[a-z]+),? (?=(?P<name>[a-z]{3,10})\b)")
_CALLED = re.compile(
    rf"\b(?i:called|named|name is|name was|name's|by the name of|known as|i'm|i’m|i am|this is|signed|nicknamed|né"
    rf"|née) (?P<name>{_PART}(?: {_SURNAME})?)"
)
_GREETS = re.compile(
    r"(?i:hi|hello|hey|thanks|thank you|thankyou|cheers|ta|dear|well said|well done|happy retirement|happy "
    r"birthday|congratulations|get well soon|rip|good luck)(?: again)?,? \Z"
)
_SIGNED = re.compile(
    rf"(?:\n|[.!?]\s+|\s)(?:[-–—~]+ ?|(?i:regards|best wishes|best|yours|yours sincerely|cheers|love|kind regards"
    rf"|thanks|sincerely|in solidarity|solidarity|xx?x?),?\s+)(?P<name>{_PART}(?: {_SURNAME})?)[.! xX]*\Z"
    rf"|\n(?P<line>{_PART}(?: {_SURNAME})?)[.! xX]*\Z"
)
_DATED = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:of|in|since|by|until|till|last|next|this|mid|early|late|from|to|for|before|after"
    r"|and|on)),? \Z",
    re.IGNORECASE,
)
_BUILDINGS = [[word] for word in ("House", "Road", "Street", "Hall", "School", "College", "Church", "Trust", "Court")]
_LAST_WORD = re.compile(r"([A-Za-z'’-]+),? \Z")
_SURE_NAMES = GIVEN_NAMES - ALSO_WORDS
_WITH_CAPITAL = frozenset(name.capitalize() for name in GIVEN_NAMES)
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
    if not _may_name(text):
        return ()
    public = find_public(text)
    named: dict[Span, bool] = {}
    for span, is_sure in _named(text):
        if not NOT_A_PERSON.match(text, span.end):
            named[span] = is_sure or named.get(span, False)
    for span in _again(text, [span for span, is_sure in named.items() if is_sure]):
        named[span] = True
    kept: list[tuple[Span, bool]] = []
    for span in sorted(named, key=lambda span: (span.start, -span.end)):
        if kept and kept[-1][0].overlaps(span):
            kept[-1] = (kept[-1][0], kept[-1][1] or named[span])
        elif not find_touching(public, span, lambda one: one.span):
            kept.append((span, named[span]))
    return tuple(kept)


def _may_name(text: str) -> bool:
    """Return whether a given name, a title or an initial stands in a text; most texts hold none."""
    words = find_words(text)
    if not words.isdisjoint(_SURE_NAMES) or not words.isdisjoint(_TITLE_WORDS):
        return True
    # "Karen's", "Anne-Marie", and names that are words too
    if any(not _WITH_CAPITAL.isdisjoint(word.split("-")) for word in _WORDS.findall(text)):
        return True
    return bool(_DOTTED.search(text))


def _named(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield where a name stands, and whether more than a first name in passing is told."""
    for found in _TITLED.finditer(text):
        if found["name"].split()[0] not in NOT_AFTER_TITLE:
            yield Span(*found.span()), True
    for word in _WORDS.finditer(text):
        if _is_given(word.group()):
            yield from _given(text, word)
    for found in _CALLED.finditer(text):
        if _is_given(found["name"].split()[0]):
            yield Span(*found.span("name")), True
    for found in _SIGNED.finditer(text):
        group = "name" if found["name"] else "line"
        if _is_given(found[group].split()[0]):
            yield Span(*found.span(group)), " " in found[group]
    for found in _INITIAL.finditer(text) if _DOTTED.search(text) else ():
        if found["name"].split(".")[-1].strip() not in NOT_SURNAMES:
            yield Span(*found.span("name")), True
    if not find_words(text).isdisjoint(_SURE_NAMES):
        for found in _LOWER.finditer(text):
            if found["name"] in _SURE_NAMES and found["noun"] in NOUNS:
                yield Span(*found.span("name")), True


def _given(text: str, word: re.Match[str]) -> Iterator[tuple[Span, bool]]:
    """Yield a given name: with the surname behind it, or alone where the words around it show that it is one."""
    full = _FULL.match(text, word.start())
    if full and (NOT_A_PERSON.match(text, full.end()) or full["rest"].split()[1:2] in _BUILDINGS):
        return
    is_name = full and NOT_SURNAMES.isdisjoint(full["rest"].split()) and full.group() not in BRANDS
    if full and is_name and not _is_sentence_word(text, full):
        yield Span(*full.span()), True
        return
    before = text[max(0, word.start() - 30) : word.start()]
    name = word.group()
    if PLACED_AS.search(before) or (full and full.group() in BRANDS) or (name in NAME_MONTHS and _DATED.search(before)):
        return
    greeted, acts = bool(_GREETS.search(before)), bool(ACTS.match(text, word.end()))
    last = _LAST_WORD.search(before)
    if last and last[1].lower() in NOUNS:
        yield Span(*word.span()), True
    elif name.lower() not in ALSO_WORDS:
        yield Span(*word.span()), acts and not greeted
    elif greeted or (acts and BEFORE_NAME.search(before)):
        yield Span(*word.span()), not greeted


def _is_given(word: str) -> bool:
    return word.lower().partition("-")[0] in GIVEN_NAMES


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
