"""Persons who act in public, by what a text says of them or by a list with evidence: their names are to stay.

A name is public where an office stands beside it ("Justice Secretary ...", "... MP", "... , author of"), where it is
cited as a work is, or where it is listed in `lexica.public`; then it is public in the whole text, surname alone too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.lexica.given_names import GIVEN_NAMES
from archive.redaction.lexica.public import (
    OFFICE_AFTER,
    OFFICE_ALONE,
    OFFICE_WORDS,
    PUBLIC_PERSONS,
    SAYS,
    STRONG_OFFICE,
    SURNAMES_ALONE,
    WEAK_OFFICE,
)
from archive.redaction.sentences import find_words
from archive.text import Span

_CAPITAL = r"(?:O['’]|Mc|Mac|[Dd]e |van |von |[Dd]u )?[A-Z][a-zà-öø-ÿ'’]+(?:-[A-Z][a-zà-öø-ÿ]+)?"
_NAME = rf"{_CAPITAL}(?: (?:[A-Z]\.? )?{_CAPITAL}){{0,3}}"
_BEFORE = re.compile(
    rf"(?P<name>\b(?i:{STRONG_OFFICE})(?: (?i:for|of|at|on) (?:the )?[\w' ]{{2,40}}?)?(?: \([^)]{{1,40}}\))?,? {_NAME})"
    rf"|\b{WEAK_OFFICE}(?: (?:for|of|at|on) (?:the )?[\w' ]{{2,40}}?)?,? (?P<full>{_CAPITAL} (?:[A-Z]\.? )?{_NAME})"
)
_AFTER = re.compile(
    rf"\b(?P<name>{_CAPITAL} (?:[A-Z]\.? )?{_NAME}(?:,? \(?|,? who (?:is|was|as) )(?i:{OFFICE_AFTER})\b)"
)
_OFFICE = re.compile(rf"(?P<name>(?<![\w-])(?:{OFFICE_ALONE}))")
_STATEMENT = re.compile(r"[“\"](?P<said>[^”\"\n]{12,600})[”\"]")
_SAYS_BEFORE = re.compile(rf"\b{SAYS}(?: that)?[:,]? \Z|: \Z")
_SPEAKER_AFTER = re.compile(rf",?[\s(–—-]{{1,3}}(?:{SAYS} |{_CAPITAL} (?:{_CAPITAL} )?{SAYS}|)")
_CITED = re.compile(
    rf"\b(?P<name>{_NAME}(?:(?:,| and| &) {_NAME}){{0,3}})(?:,? et al\.?,?)? ?\((?:19|20)\d\d[a-z]?\)"
    rf"|\b(?P<first>{_CAPITAL}),? et al\b"
    rf"|\b(?i:book|novel|memoir|biography|article|paper|poem|hymn|setting|carol|anthem|song|film|play|symphony"
    rf"|requiem|works?|study|essay|lecture|report)"
    rf"(?: [\"“‘'][^\"”’'\n]{{1,60}}[\"”’'])? (?i:by) (?P<author>{_NAME})"
    rf"|\b(?P<composer>{_CAPITAL})['’]s (?i:requiem|messiah|mass|symphony|anthem|setting|sonnets?|law|theorem"
    rf"|principle|theory|creation|passion|magnificat|hymn|essay|novels?|plays|poems?)\b"
)
_WORKED = re.compile(
    rf"\b(?P<name>{_CAPITAL}(?: {_CAPITAL})?)(?:['’]s|['’]) (?:\w+ )?(?:report|review|inquiry|enquiry|book|books"
    rf"|speech|budget|reforms?|policy|policies|white paper|column"
    rf"|novels?|poems?|plays?|music|symphon\w+|paintings?|films?|cabinet|government|bill|cuts|theory|sermons?"
    rf"|hymns?|diar(?:y|ies)|letters|dictionary|requiem|messiah|theorem|laws?)\b"
    rf"|\b[Tt]he (?P<report>{_CAPITAL}) (?:report|review|inquiry|enquiry|reforms?|cuts|era|doctrine|government"
    rf"|years|axe|commission|committee)\b"
    rf"|\b(?:reading|rereading|re-reading|quoting|quote|(?:in|to use) the words of|paraphrase|misquote|according to"
    rf"|as|paging|shades of|worthy of|straight out of|invoke|blame) (?P<read>{_CAPITAL}(?: {_CAPITAL})?)(?= (?:put"
    rf"|said|wrote|has|had|would)\b|[.,;:!?]|\Z| on\b)"
    rf"|\b(?P<old>{_CAPITAL} {_NAME})[^.!?\n]{{0,60}}\b(?:in|of|since|from|died|born) (?:1[0-8]\d\d|19[0-2]\d)\b"
    rf"|\b(?P<dated>{_NAME}) \((?:c\. ?)?1\d{{3}}[-–]"
    rf"|\b(?P<who>{_CAPITAL} {_NAME}),? who (?:wrote|composed|invented|founded|chaired|painted|discovered|coined"
    rf"|presented|was (?:elected|appointed)|led the)\b"
)
_ACTED = re.compile(
    rf"\b(?P<name>{_CAPITAL} (?:[A-Z]\.? )?{_CAPITAL}),?(?: (?:once|never|also|has|had|himself|herself|duly|then"
    rf"|who|again))? (?:promised|pledged|announced|tweeted|abolished|privatised|nationalised|introduced"
    rf"|launched|unveiled|composed|painted|invented|designed|founded|campaigned|reigned|ruled|governed|published"
    rf"|coined|championed|legislated|decreed|told (?:parliament|Parliament|the (?:House|Commons|Lords|BBC|Guardian"
    rf"|conference|Conference|press|nation|country|committee|inquiry|public|media|world|Today))"
    rf"|voted (?:for|against)|(?:wrote|writes) (?:the|an?|about|of|in the|his|her|that|[“\"C])|chair(?:s|ed) the"
    rf"|(?:leads|led) the|cut (?:the|our|funding)|(?:was|is|went) on (?:the (?:radio|telly|television|news|Today)"
    rf"|Newsnight|television|telly|Question)|on (?:the (?:radio|telly|news|Today)|Newsnight|Question)|in (?:the "
    rf"(?:Guardian|Times|Telegraph|Commons|Lords|House)|Parliament))"
)
_QUOTED = re.compile(rf"\b(?P<name>{_NAME})(?:, [^.,\n]{{3,60}},)? {SAYS} ?[:,] ?[\"“]")
_LISTED = re.compile(rf"\b{alternatives(PUBLIC_PERSONS)}\b")
_ALONE = re.compile(rf"\b{alternatives(SURNAMES_ALONE)}\b")
_SAINT = re.compile(
    rf"\b(?:St\.?|Saint) {_CAPITAL}(?: (?:of {_CAPITAL}|Baptist|the \w+))?(?= (?:would|wouldn|said|says|wrote|had"
    r"|has|did|didn|was|is|tells|told|never|also|himself|herself|reminds|preached|once|knew|understood|teaches|taught)\b"
    r"|['’]s (?:words|letter|letters|epistle|rule|prayer|example|view|teaching)\b)"
)
_BUT_LIST = """
The A An I He She They We And But So If When Probation Prison Police
"""
_BUT = frozenset(_BUT_LIST.split())


_WORD_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.? \Z")
_PRIVATE_TITLES = frozenset(["revd", "rev", "dr", "fr", "father", "sister", "canon", "nurse", "pc", "sgt", "miss"])
_NAME_BEFORE = re.compile(rf"(?<!\w){_CAPITAL} \Z")
_AROUND = 110
_HINT = re.compile(rf"\b(?:{'|'.join(sorted(OFFICE_WORDS))})\b", re.IGNORECASE)
_SURNAMES = frozenset(name.split()[-1].lower() for name in [*PUBLIC_PERSONS, *SURNAMES_ALONE])
_SAYING = frozenset(SAYS.strip("(?:)").split("|"))
_WORKS_LIST = """
al novel memoir biography poem hymn anthem symphony requiem messiah sonnet sonnets magnificat novels poems play
plays book essay setting carol theorem creation passion
"""
_WORKS = frozenset(_WORKS_LIST.split())
_ACTED_WORDS_LIST = """
promised pledged announced tweeted abolished privatised nationalised introduced launched unveiled composed painted
invented designed founded campaigned reigned ruled governed published coined championed legislated decreed told
voted wrote writes chairs chaired leads led cut radio telly television news newsnight question guardian times
telegraph commons lords house parliament
"""
_ACTED_WORDS = frozenset(_ACTED_WORDS_LIST.split())
_WORKED_WORDS_LIST = """
report review inquiry enquiry speech budget reform reforms policy policies cabinet government bill cuts theory axe
era doctrine reading rereading quoting quote words paraphrase shades worthy invoke blame according who as novel
novels poems plays symphony paintings diary diaries sermons hymns dictionary requiem messiah theorem
"""
_WORKED_WORDS = frozenset(_WORKED_WORDS_LIST.split())
_OLD_YEAR = re.compile(r"\b1(?:[0-8]\d\d|9[0-2]\d)\b")
_NOBODY_LIST = """
This That These Those My Our Your His Her Its Their It In On At As Who What Why How Last Next No Not Anon Thanks
"""
_NOBODY = _BUT | frozenset(_NOBODY_LIST.split())
_QUOTE = re.compile(r"[“\"]")
_YEAR_IN_BRACKETS = re.compile(r"\((?:19|20)\d\d")


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
    found |= _statements(text, found)
    kept: list[Public] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not (kept and kept[-1].span.overlaps(span)):
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
    words = find_words(text)
    if not words.isdisjoint(_SURNAMES):
        for listed in _LISTED.finditer(text):
            yield Span(*listed.span()), f"is a public person: {PUBLIC_PERSONS[listed.group()]}"
        for alone in _ALONE.finditer(text):
            before = _WORD_BEFORE.search(text, max(0, alone.start() - 20), alone.start())
            if not before or (before[1].lower() not in GIVEN_NAMES and before[1].lower() not in _PRIVATE_TITLES):
                yield Span(*alone.span()), "is the surname by which a public person is known"
    if "st" in words or "saint" in words:
        for saint in _SAINT.finditer(text):
            yield Span(*saint.span()), "is a saint"
    if not words.isdisjoint(OFFICE_WORDS):
        for window in _windows(text, _HINT):
            yield from _in_office(text, window)
    if not words.isdisjoint(_SAYING) and _QUOTE.search(text):
        for found in _QUOTED.finditer(text):
            yield Span(*found.span("name")), "speaks to the public"
    if not words.isdisjoint(_ACTED_WORDS):
        for found in _ACTED.finditer(text):
            if found["name"].split()[0] not in _NOBODY:
                yield Span(*found.span("name")), "acts in public here"
    if not words.isdisjoint(_WORKED_WORDS) or _OLD_YEAR.search(text):
        for found in _WORKED.finditer(text):
            name = next(name for name, value in found.groupdict().items() if value)
            if found[name].split()[0] not in _NOBODY:
                yield Span(*found.span(name)), "is known by a work or an age"
    if not words.isdisjoint(_WORKS) or ("(" in text and _YEAR_IN_BRACKETS.search(text)):
        for found in _CITED.finditer(text):
            name = next(name for name, value in found.groupdict().items() if value)
            if found[name].split()[0] not in _BUT:
                yield Span(*found.span(name)), "is cited as an author"


def _windows(text: str, hint: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield what stands around the places of a pattern, places near each other together."""
    windows: list[tuple[int, int]] = []
    for found in hint.finditer(text):
        start, end = max(0, found.start() - _AROUND), min(len(text), found.end() + _AROUND)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    yield from windows


def _in_office(text: str, window: tuple[int, int]) -> Iterator[tuple[Span, str]]:
    for pattern in (_BEFORE, _AFTER, _OFFICE):
        for found in pattern.finditer(text, *window):
            name = next(name for name, value in found.groupdict().items() if value)
            if pattern is not _AFTER or found[name].split()[0] not in _BUT:
                why = "is a public office" if pattern is _OFFICE else "is named with a public office"
                yield Span(*found.span(name)), why


def _statements(text: str, named: Mapping[Span, str]) -> dict[Span, str]:
    """Return the quoted words that somebody said in public: beside them stands who, and that they speak."""
    found: dict[Span, str] = {}
    for quoted in _STATEMENT.finditer(text) if named else ():
        before, after = quoted.start(), _SPEAKER_AFTER.match(text, quoted.end())
        says_before = bool(_SAYS_BEFORE.search(text[max(0, before - 40) : before]))
        for span in named:
            if (says_before and 0 <= before - span.end < 60) or (after and 0 <= span.start - after.end() < 2):
                found[Span(*quoted.span())] = "is a public statement"
    return found
