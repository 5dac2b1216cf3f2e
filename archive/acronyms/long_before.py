"""Long forms that stand before the short one: LF (SF), "LF", or SF for short, the LF, which everyone calls SF."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from archive.acronyms.alignment import Fit, fit_backwards, fit_permuted, get_letters, is_exact
from archive.acronyms.definition import Definition, Way, make_definition
from archive.acronyms.stretches import Stretch, cut, is_compound, is_implied, is_possible, is_title, is_told
from archive.acronyms.word_lists import ARTICLES, BETWEEN, DETERMINERS, NAMING, words
from archive.text import Span

_REACH = 160
_MOST_BETWEEN = 12
_DENIED = re.compile(r"\b(?:not|isn't|isn’t|isnt|never)\s(?:the\s|an?\s|your\s|our\s)?[\"“‘']?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)*]*\s|\n")
_BREAK_BEFORE = re.compile(
    r"(?<!\bSt)(?<!\bDept)(?<!\bNat)(?<!\bGov)(?<!\bDr)[.!?…]['\"”’)*]*\s|\n|[;:(\[\]{}<>“\"=]|\s[-–—]+\s"
)
_TYING = re.compile(r"[,:(\[=–—→/]|\s-+\s|->|\.\.\.|…")
_SENTENCE_ITSELF = re.compile(r"['’]?s?[\"”’'*]?(?:[.!?,;]|\s?$|\n|\sfor short|\sto\s|\sas\s)")
_BRACKET_BEFORE = re.compile(r"[(\[{<]\s?[\"“‘'*]?$")
_BRACKET_AFTER = re.compile(
    r"['’]?s?[\"”’'*]?\s?"
    r"(?:[)\]}>,;]|\s(?!(?:for (?!short)|since|until|is|was|says|said|or|and)\b)(?:[\w'’]+\s?){1,4}[)\]}>])"
)
_TOLD_AFTER = re.compile(r",? for short\b| (?:stands|stood) for\b| is short for\b")
_TO_YOU = re.compile(
    r"['\"”’]? (?:(?:to|for) (?:you|us|me|its|his|her|their|my|your|our|anybody|anyone|everybody|everyone|those|most"
    r"|the (?:rest|likes|trade|initiated|uninitiated))|as (?:we|they|it's|everybody|everyone)|in the trade)\b"
)
_NEVER_LAST = words("otherwise also usually commonly sometimes always often generally normally")
_CLOSED = re.compile(r"['\"”’]?s?[,.);!?]|\sfor short|\sas\s|$")
_BARE = (" ", ' "', " “", " '", " ‘")
_CALLING = re.compile(
    r"\b(?:call|calls|called|calling|name|named)\s(?:the\s|our\s|an?\s|this\s|that\s)?$", re.IGNORECASE
)


def look_back(text: str, short: Span) -> Iterator[Definition]:
    """Yield the definitions of one short form whose long form stands before it."""
    begin = max(0, short.start - _REACH)
    before = text[begin : short.start]
    if _BRACKET_BEFORE.search(before) and not _BRACKET_AFTER.match(text, short.end):
        return
    stretch = cut(text, begin, short.start)
    breaks = [begin + one.end() for one in _BREAK_BEFORE.finditer(before)]
    passed: list[str] = []
    is_loose = False
    for index in range(len(stretch.words) - 1, max(-1, len(stretch.words) - 1 - _MOST_BETWEEN), -1):
        edge = stretch.ends[index]
        way = Way(text[edge : short.start], tuple(passed), is_loose)
        if _SENTENCE_END.search(way.marks):
            if not passed and _SENTENCE_ITSELF.match(text, short.end):
                yield from _fit_alone(text, short, stretch, index)
            return
        word = text[stretch.starts[index] : edge].lower()
        if word in _NEVER_LAST:
            passed.append(word)
            continue
        is_tied = way.has_mark or way.marks in _BARE
        if is_tied and (way.is_strong or not is_loose):
            start = max((one for one in breaks if one < edge), default=begin)
            first = min(index, bisect_left(stretch.starts, start))
            part = Stretch(
                stretch.words[first : index + 1], stretch.starts[first : index + 1], stretch.ends[first : index + 1]
            )
            found = list(_fit(text, short, part, way))
            if found:  # the nearest words are meant
                yield from found
                return
        is_loose = is_loose or word not in BETWEEN
        passed.append(word)


def _fit_alone(text: str, short: Span, stretch: Stretch, last: int) -> Iterator[Definition]:
    """Yield a long form that ends the sentence before a short one that is a sentence of its own ("... the LF. SF.")."""
    name = text[short.start : short.end]
    part = stretch.part(0, last + 1)
    fit = fit_backwards(name, part.words)
    if fit is None or not is_exact(name, fit) or not is_possible(name, part, fit):
        return
    is_enough = len(get_letters(name)) > 2 or is_compound(part, fit)
    if is_enough and is_implied(name, part, fit, ends=True, may_be_short=True):
        yield make_definition(text, name, short, part, fit, "weak")


def _fit(text: str, short: Span, stretch: Stretch, way: Way) -> Iterator[Definition]:
    name = text[short.start : short.end]
    if way.opens_bracket and stretch.words[-1] in ("thing", "things", "stuff") and len(stretch.words) > 2:
        yield from _fit_before_noun(text, short, stretch.part(0, -1))
        return
    is_bracket = way.opens_bracket and ARTICLES.issuperset(way.words)
    is_bare = way.marks in _BARE
    told = not way.is_loose and (is_bracket or way.is_strong or _TOLD_AFTER.match(text, short.end) is not None)
    fit = fit_backwards(name, stretch.words) or fit_backwards(name.partition("-")[0], stretch.words)
    begin = stretch.starts[fit.first] if fit is not None else 0
    if not is_bracket and _DENIED.search(text, max(0, begin - 12), begin):
        return
    if fit is not None and is_possible(name, stretch, fit):
        told = told or (fit.price <= 0.2 and _is_named(text, stretch.starts[fit.first], way))
        if is_bare and not told:
            if _stands_beside(text, short, stretch, fit):
                yield make_definition(text, name, short, stretch, fit, "weak")
            return
        says = _is_set_off(text, short, way)
        good = (
            is_told(name, stretch, fit)
            if told
            else is_implied(name, stretch, fit, ends=True, marks=way.marks, says=says, may_be_short=says)
        )
        if good and (told or way.is_loose or _ties(way)):
            form = "bracket" if is_bracket else "cue" if told else "weak"
            yield make_definition(text, name, short, stretch, fit, form)
            return
    permuted = fit_permuted(name, stretch.words, backwards=True) if is_bracket else None
    if permuted is not None and is_title(stretch, permuted):
        yield make_definition(text, name, short, stretch, permuted, "weak")
    elif is_bracket and len(stretch.words) > 2 and stretch.words[-1].islower():
        yield from _fit_before_noun(text, short, stretch.part(0, -1))


def _stands_beside(text: str, short: Span, stretch: Stretch, fit: Fit) -> bool:
    """True for a long form with nothing between it and the short one ("our LF SF"), each letter a word of it."""
    name = text[short.start : short.end]
    is_enough = len(get_letters(name)) > 2 or is_compound(stretch, fit)
    is_led = stretch.words[fit.first - 1].lower() in DETERMINERS if fit.first else True
    return (
        (is_led or is_title(stretch, fit))
        and is_enough
        and is_exact(name, fit)
        and is_implied(name, stretch, fit, ends=True, may_be_short=True)
    )


def _fit_before_noun(text: str, short: Span, stretch: Stretch) -> Iterator[Definition]:
    """Yield a long form with a noun after it that the letters leave out: Initial Sentence Plan form (ISP)."""
    name = text[short.start : short.end]
    fit = fit_backwards(name, stretch.words)
    is_quoted = text[short.start - 1] in "\"“‘'" and text[short.end : short.end + 1] in ('"', "”", "’", "'")
    if fit is None or not is_implied(name, stretch, fit, ends=is_quoted, may_be_short=is_quoted):
        return
    if is_title(stretch, fit) or (fit.price <= 0.05 and (is_quoted or len(get_letters(name)) > 2)):
        yield make_definition(text, name, short, stretch, fit, "weak")


def _is_named(text: str, start: int, way: Way) -> bool:
    """True for "the LF, which everyone calls SF", "they call the LF the SF"."""
    if way.is_loose or "used" in way.words:  # "used to be called SF" tells of another thing
        return False
    if any(word in NAMING for word in way.words):
        return True
    return ARTICLES.issuperset(way.words) and _CALLING.search(text, max(0, start - 20), start) is not None


def _is_set_off(text: str, short: Span, way: Way) -> bool:
    """True when the short form stands between commas, or after "or", or is said to be somebody's word."""
    if way.words == ("or",):
        return True
    if not _CLOSED.match(text, short.end) and not _TO_YOU.match(text, short.end):
        return False
    return ("," in way.marks and not way.words) or way.words[:1] == ("or",) or way.words == ("say", "we")


def _ties(way: Way) -> bool:
    """True when a mark or "or" stands between that can tie, not a quotation mark alone."""
    return "and" not in way.words and (_TYING.search(way.marks) is not None or "or" in way.words)
