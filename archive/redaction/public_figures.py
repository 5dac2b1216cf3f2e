"""Persons who act in public, by what a text says of them or by a list with evidence: their names are to stay.

A name is public where an office stands beside it ("Justice Secretary ...", "... MP", "... , author of"), where it is
cited as a work is, or where it is listed in `lexica.public`; then it is public in the whole text, surname alone too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.redaction.capitals import OPENERS, Capital, find_capitals
from archive.redaction.lexica import renown
from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.lexica.given_names import GIVEN_NAMES
from archive.redaction.lexica.public import PUBLIC_PERSONS, SURNAMES_ALONE
from archive.redaction.near import find_each, find_numbers, search_near
from archive.redaction.sentences import find_classes, find_sentences
from archive.redaction.statements import find_statements, holds_quote
from archive.text import Span

_LISTED = re.compile(rf"\b{alternatives(PUBLIC_PERSONS)}\b")
_FIRST = frozenset(re.split(r"[ '’.]", name)[0] for name in PUBLIC_PERSONS)
_INITIALLED = frozenset(name.split()[-1] for name in PUBLIC_PERSONS if name[1] == ".")
_INITIALS = re.compile(r"(?:[A-Z]\. ?){1,4}\Z")
_WORD_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.? \Z")
_PRIVATE_TITLES = frozenset(
    ["st", "saint", "revd", "rev", "dr", "fr", "father", "sister", "canon", "nurse", "pc", "sgt", "miss"]
)
_ARTICLE = re.compile(
    r"\b(?:(?:[Tt]he|[Oo]ur|[Mm]y|[Aa]n?|[Tt]his|[Tt]hat|[Tt]heir|[Ii]ts) )?(?:(?:then|former|new|late|current|present"
    r"|old|ex|dear|great"
    r"|poor|last|next|first|present|Tory|Labour|Conservative|local) )?\Z"
)
_APPOSED = re.compile(
    r",? (?:the |an? |our |its |their |then |former )?(?:[Cc]hair(?:man|woman)?|[Ll]eader|[Hh]ead|[Pp]resident"
    r"|[Dd]irector"
    r"|[Ss]ecretary|[Mm]inister|[Bb]ishop|[Aa]rchbishop|[Ii]nspector|[Cc]ommissioner|[Cc]hief [Ee]xecutive|[Pp]rofessor"
    r"|[Gg]eneral [Ss]ecretary|[Vv]ice-[Cc]hancellor|[Gg]overnor|[Pp]atron|[Ff]ounder|[Mm]aster|[Dd]ean|[Ss]pokes\w+"
    r"|[Aa]uthor)"
    r" (?:of|for|at|in)(?: (?!and\b|who\b|has\b|is\b|was\b|said\b)[\w'’&-]+){1,5}(?=[,.;:)!?]|\Z)"
)
# what stands behind the names in every citation
_BEHIND_CITED = ("(19", "(20", " et al")
_LONGEST_CITED = 400
_NUMERALS = (" II", " IV", " IX", " V", " XI", " XV")
_AGED_NEAR = 400
_WORDS_BEFORE = 5
_NEAR = 100
_NAME_BEFORE = re.compile(rf"(?<!\w){renown.CAPITAL} \Z")


@dataclass(frozen=True, slots=True)
class Public:
    """A name that is to stay, and why."""

    span: Span
    why: str


@lru_cache(maxsize=4)
def find_public(text: str) -> tuple[Public, ...]:
    """Return the names of public persons in a text, in order, each place once.

    >>> text = "We asked Ann Lowe MP. Lowe may know."
    >>> [text[one.span.start : one.span.end] for one in find_public(text)]
    ['Ann Lowe MP', 'Lowe']
    """
    found: dict[Span, str] = {}
    for span, why in _named(text):
        found.setdefault(span, why)
    surnames = {
        _surname(text[span.start : span.end]): why for span, why in found.items() if why != "is a public office"
    }
    for surname, why in surnames.items():
        for span in _again(text, surname) if len(surname) > 2 else ():
            found.setdefault(span, why)
    found |= find_statements(text, found)
    return _joined(text, {_with_office(text, span): why for span, why in found.items()})


def _with_office(text: str, span: Span) -> Span:
    """Return a name with the article before it and the office behind it."""
    before = _ARTICLE.search(text, max(0, span.start - 30), span.start)
    after = _APPOSED.match(text, span.end)
    return Span(before.start() if before else span.start, after.end() if after else span.end)


def _joined(text: str, found: Mapping[Span, str]) -> tuple[Public, ...]:
    """Return places in order and apart: what overlaps, or is parted by a comma only, is one."""
    kept: list[Public] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        last = kept[-1] if kept else None
        if last and (last.span.end > span.start or text[last.span.end : span.start] in {", ", " "}):
            kept[-1] = Public(Span(last.span.start, max(last.span.end, span.end)), last.why)
        else:
            kept.append(Public(span, found[span]))
    return tuple(kept)


def _surname(name: str) -> str:
    """Return the last name of a name that may have an office behind it."""
    words = [word.removesuffix("’s").removesuffix("'s") for word in name.replace(",", " ").split()]
    names = [word for word in words if word[0].isupper() and not word.isupper()]
    return names[-1] if names else ""


def _again(text: str, surname: str) -> Iterator[Span]:
    """Yield the places of a surname, with the name or title before it."""
    at = text.find(surname)
    while at >= 0:
        end = at + len(surname)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            before = _NAME_BEFORE.search(text[max(0, at - 30) : at])
            yield Span(at - len(before.group()) if before else at, end)
        at = text.find(surname, end)


def _named(text: str) -> Iterator[tuple[Span, str]]:
    classes, capitals = find_classes(text), find_capitals(text)
    if capitals:
        yield from _listed(text, capitals)
        yield from _beside(text, capitals)
    if classes & renown.REIGNS:
        for reign in search_near(renown.REIGN, text, find_each(text, _NUMERALS), 60, 10):
            yield Span(*reign.span()), "is the name of a monarch"
    if classes & renown.SAINTS:
        for saint in search_near(renown.SAINT, text, find_each(text, ("St", "Saint")), 0, 200):
            yield Span(*saint.span()), "is a saint"
    if classes & renown.OFFICES:
        yield from _offices(text, capitals)
    if capitals and (classes & (renown.MAKES | renown.SOURCES) or "(19" in text or "(20" in text):
        yield from _cited(text)


def _listed(text: str, capitals: Sequence[Capital]) -> Iterator[tuple[Span, str]]:
    for start, end, word, _ in capitals:
        if word in _FIRST and (listed := _LISTED.match(text, start)):
            yield Span(*listed.span()), f"is a public person: {PUBLIC_PERSONS[listed.group()]}"
        if word in _INITIALLED and (initials := _INITIALS.search(text, max(0, start - 12), start)):
            span = Span(initials.start(), end)
            if evidence := PUBLIC_PERSONS.get(text[span.start : end]):
                yield span, f"is a public person: {evidence}"
        for part in (word, *word.split("-")) if "-" in word else (word,):
            if part in SURNAMES_ALONE and not _is_private(text, start):
                at = text.index(part, start)
                yield Span(at, at + len(part)), "is the surname by which a public person is known"


def _is_private(text: str, start: int) -> bool:
    """Return whether the word before a surname makes it that of somebody else: another name, or a title."""
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    name = before[1].lower() if before else ""
    return name in GIVEN_NAMES or name in _PRIVATE_TITLES


def _beside(text: str, capitals: Sequence[Capital]) -> Iterator[tuple[Span, str]]:
    """Yield names that the words directly before or behind them show to be known."""
    quotes, sentences, number = holds_quote(text), find_sentences(text), 0
    years = [start for start, end in find_numbers(text) if end - start > 3 and text[start] == "1"]
    for capital in capitals:
        while sentences[number].end <= capital.start:
            number += 1
        # what only looks like the end of a sentence may part a name and an office
        classes = sentences[number].classes | (sentences[number + 1].classes if number + 1 < len(sentences) else 0)
        for pattern, why in _worth_trying(text, capital, classes):
            if found := pattern.match(text, capital.start):
                yield Span(*found.span(found.lastgroup or 0)), why
        is_dated = capital.leads and bisect_left(years, capital.start) < bisect_left(years, capital.start + _AGED_NEAR)
        if is_dated and (found := renown.AGED.match(text, capital.start)):
            yield Span(*found.span(found.lastgroup or 0)), "is known by a work or an age"
        if quotes and classes & renown.SAYING and (found := renown.QUOTED.match(text, capital.start)):
            yield Span(*found.span("name")), "speaks to the public"


def _worth_trying(text: str, capital: Capital, classes: int) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the patterns that may match where a word with a capital begins."""
    start, end, word, leads = capital
    known, work = "is spoken of as somebody known to all", "is known by a work or an age"
    before = _word_before(text, start)
    if before in {"the", "The"}:
        yield renown.AFTER_THE, work
    if (
        before.lower() in renown.READ_WORDS
        and (leads or word.lower() not in GIVEN_NAMES)
        and renown.READ_BEFORE.search(text, max(0, start - 25), start)
    ):
        yield renown.READ, work
    if (leads or text[end : end + 1] in {"'", "’"}) and before.lower() not in renown.DETERMINERS:
        yield renown.OWNING, work
    if word in renown.JUDGES:
        yield renown.JUDGE, known
    if word in renown.COUNTRIES:
        yield renown.TEAM, known
    if not leads:
        return
    if before in {"as", "As"}:
        yield renown.AFTER_AS, known
    elif before in {"what", "What"}:
        yield renown.AFTER_WHAT, known
    if before in renown.DID_WORDS:
        yield renown.DID, known
    if before in renown.LIKE_WORDS and renown.LIKE_BEFORE.search(text, max(0, start - 25), start):
        yield renown.LIKE, known
    if classes & renown.OFFICES:
        yield renown.AFTER, "is named with a public office"
    if classes & renown.ACTING:
        yield renown.ACTS, "acts in public here"
    if classes & renown.KNOWING:
        yield renown.KNOWN, known
    if classes & renown.WORKING:
        yield renown.WORKED, work


def _word_before(text: str, start: int) -> str:
    """Return the word before a place, without what opens a bracket or quotation before it."""
    if text[start - 1 : start] != " ":
        return ""
    return "".join(text[max(0, start - 20) : start].split()[-1:]).lstrip("(\"“‘'")


def _offices(text: str, capitals: Sequence[Capital]) -> Iterator[tuple[Span, str]]:
    """Yield offices, and names with an office before them."""
    named = [capital.start for capital in capitals]
    for sentence in find_sentences(text):
        for place in sentence.places(renown.OFFICES):
            starts = _starts(text, sentence.start, place.start)
            if found := _first_match(renown.OFFICE, text, starts):
                yield Span(*found.span()), "is a public office"
            if bisect_right(named, place.end) == bisect_left(named, place.end + _NEAR):
                continue
            for pattern in renown.BEFORE_NAMES:
                if found := _first_match(pattern, text, starts):
                    yield Span(*found.span(found.lastgroup or 0)), "is named with a public office"


def _first_match(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> re.Match[str] | None:
    for start in starts:
        if found := pattern.match(text, start):
            return found
    return None


def _starts(text: str, first: int, place: int) -> list[int]:
    """Return where the up to four words before a place begin, and the place itself."""
    starts = [place]
    while len(starts) < _WORDS_BEFORE and starts[0] > first:
        starts.insert(0, max(first, text.rfind(" ", first, starts[0] - 1) + 1))
    return [next(at for at in range(start, place + 1) if text[at].isalnum()) for start in starts]


def _cited(text: str) -> Iterator[tuple[Span, str]]:
    for found in search_near(renown.CITED, text, find_each(text, _BEHIND_CITED), _LONGEST_CITED, 25):
        if found.group().split()[0] not in OPENERS:
            yield Span(*found.span(found.lastgroup or 0)), "is cited as an author"
    for sentence in find_sentences(text):
        for place in sentence.places(renown.MAKES):
            if made := renown.MADE.match(text, place.start):
                yield Span(*made.span("author")), "is cited as an author"
