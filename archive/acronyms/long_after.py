"""Long forms that stand after the short one: SF (LF), SF stands for LF, SF - LF, "We did the SF again. That's LF"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.acronyms.alignment import Fit, fit_forwards, fit_in_part, fit_permuted, get_letters, is_exact, starts_with
from archive.acronyms.definition import Definition, Way, make_definition
from archive.acronyms.running import WORD
from archive.acronyms.stretches import (
    Stretch,
    closes,
    cut,
    find_end,
    is_compound,
    is_implied,
    is_possible,
    is_title,
    is_told,
)
from archive.acronyms.word_lists import ARTICLES, BETWEEN, EVERYDAY, words
from archive.text import Span

_REACH = 160
_MOST_BETWEEN = 12
_MOST_IN_LONG = 20
_MOST_ASKED = 4
_INNER = 0.6
"""The price of one letter further in a word."""
_BREAK_AFTER = re.compile(r"[.!?…](?=\s|$|['\"”’)*])|\n|[;()\[\]”\"=]|\s[-–—]+\s")
_AFTER_STOP = words("that's thats that’s that it's it’s its it stands means short meaning as")
_BESIDE = re.compile(r"(?:['’]s)? [\"“‘']?")
_TO_YOU = re.compile(
    r" (?:to|for) (?:you|us|me|anybody|anyone|everybody|everyone|those|most|the (?:rest|likes|uninitiated))\b"
)
_SAYING = words("is are was were that's it's being as")
_POINTING = words("that's thats that’s it's it’s being meaning")
_TELLING = words("stands stood stand short abbreviation acronym initialism")
_POSSESSIVE = re.compile(r"['’]s?\s(?!\(|(?:full|real|proper|whole)\sname|short\sfor)")
_BRACKET_ASIDE = re.compile(r"\s\([^()\n]{1,30}\)")
_COMMA_ASIDE = re.compile(
    r",\s[^,.;:()\n!?]{3,60}(?=,\s(?:is|was|are|were|stands|means|being)\b)"
    r"|(?:,|\s[-–—])\s(?=not\s)[^,.;:()\n!?]{3,40}(?=,\s)"
)
_PLACE_ASIDE = re.compile(
    r" (?:in|at|on|for|to|round|over|with) [^,.;:()\n!?=]{2,30}(?= (?:=|is|was|means|stands for) )"
)
_CALLED = re.compile(r"\b(?:called|named|labelled|titled) (?:the |an? )?[\"“‘']?$", re.IGNORECASE)
_POINTING_MARK = re.compile(r"[(\[:=]|\s[-–—]+\s")
_ENDS = ("", ".", ",", ")", "]", ";", ":", "!", "?", "\n", '"', "”")
_COMMA_ALONE = re.compile(r"\s?,\s?(?:(?:the|an?)\s)?[\"“‘']?", re.IGNORECASE)
_MEANT = re.compile(r"(?:\s[^\W\d_]{2,15})?,\s(?:they|i|he|she|we|you)\s(?:mean|meant)\b", re.IGNORECASE)
_QUOTES = ('"', "“", "”", "‘", "’", "'")
_DOTTED_CUES = frozenset(("i.e", "a.k.a", "e.g"))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a long form could start."""

    start: int
    way: Way
    is_tied: bool
    """True when nothing but words that tie stand between, or the last of them does."""
    is_announced: bool
    """True right after a bracket opens, a colon, or "that's": what follows may explain a word further back."""
    noun: str
    """The noun that the short form stands before ("SFO reviews, sorry, ..."), empty when none does."""


def look_forward(text: str, short: Span) -> Iterator[Definition]:
    """Yield the definitions of one short form whose long form stands after it."""
    yield from _fit_beside(text, short)
    if _POSSESSIVE.match(text, short.end):
        return
    yield from _scan(text, short, short.end)
    aside = _BRACKET_ASIDE.match(text, short.end)
    if aside:
        is_marked = text[aside.end() : aside.end() + 1] == ":"
        yield from (one for one in _scan(text, short, aside.end()) if is_marked or one.form == "cue")
    aside = _COMMA_ASIDE.match(text, short.end) or _PLACE_ASIDE.match(text, short.end)
    if aside:
        yield from _scan(text, short, aside.end())


def _fit_beside(text: str, short: Span) -> Iterator[Definition]:
    """Yield a long form with nothing between it and the short one ("the SF LF", "SF's LF"), each letter a word."""
    beside = _BESIDE.match(text, short.end)
    if beside is None:
        return
    name = text[short.start : short.end]
    end = _BREAK_AFTER.search(text, beside.end(), beside.end() + _REACH)
    limit = end.start() if end else min(len(text), beside.end() + _REACH)
    stretch = cut(text, beside.end(), limit, 2 * len(name) + 2)
    fit = fit_forwards(name, stretch.words)
    if fit is None or not is_exact(name, fit) or not is_possible(name, stretch, fit):
        return
    is_enough = len(get_letters(name)) > 2 or (is_compound(stretch, fit) and not beside.group().strip())
    if is_enough and is_implied(name, stretch, fit, ends=closes(text, stretch, fit), may_be_short=True):
        whole = Fit(fit.first, find_end(text, name, stretch, fit), fit.price)
        yield make_definition(text, name, short, stretch, whole, "weak")


def _scan(text: str, short: Span, begin: int) -> Iterator[Definition]:
    name = text[short.start : short.end]
    letters = get_letters(name)
    seen: list[str] = []
    edge = begin
    noun = ""
    is_loose = is_announced = False
    for count, match in enumerate(WORD.finditer(text, begin, min(len(text), begin + _REACH))):
        way = Way(text[begin : match.start()], tuple(seen), is_loose)
        word = match.group().lower()
        gap = text[edge : match.start()]
        if count > _MOST_BETWEEN or not _may_follow(
            gap.lstrip(".") if seen[-1:] and seen[-1] in _DOTTED_CUES else gap, word
        ):
            if count <= _MOST_BETWEEN and "\n" not in gap:
                is_asked = "?" in gap and count < _MOST_ASKED
                yield from _fit_sentence(text, short, match.start(), is_asked=is_asked, is_near=count == 0)
            return
        is_announced = _announces(gap, seen, is_announced)
        is_tied = way.is_strong or not is_loose or is_announced or (seen[-1] in _SAYING and len(letters) > 2)
        may_start = starts_with(word, letters[0]) or _may_be_other(match.group(), letters, way)
        if (is_tied or noun) and way.has_mark and may_start:
            found = _fit(text, short, _Place(match.start(), way, is_tied, is_announced, noun))
            if found:
                yield found
                return
        if count == 0 and word.islower() and gap == " " and word not in BETWEEN:
            noun = word
        is_noun = count == 0 and word.islower() and text[match.end() : match.end() + 2] == " ("
        is_loose = is_loose or (word not in BETWEEN and not is_noun)
        seen.append(word)
        edge = match.end()


def _announces(gap: str, seen: Sequence[str], before: bool) -> bool:
    """True right after a mark or a word that points at what follows, or an article after one."""
    if _POINTING_MARK.search(gap) or (seen and seen[-1] in _POINTING) or list(seen[-2:]) == ["as", "in"]:
        return True
    return before and bool(seen) and seen[-1] in ARTICLES


def _may_follow(gap: str, word: str) -> bool:
    """False where a sentence ends, unless the next one starts with "That's" or a quotation."""
    gap = gap.replace("...", "").replace("…", "")
    if "\n" in gap or ("/" in gap and gap not in ("/", " / ")):
        return False
    if any(mark in gap for mark in ".!?;"):
        return word in _AFTER_STOP or gap[-1] in '"“‘('
    return True


def _fit_sentence(text: str, short: Span, start: int, *, is_asked: bool, is_near: bool) -> Iterator[Definition]:
    """Yield a next sentence that starts with the long form, or is it ("What is an EQP? Enhanced Quality Panel.")."""
    name = text[short.start : short.end]
    stretch = cut(text, start, min(len(text), start + _REACH))
    fit = fit_forwards(name, stretch.words)
    if fit is None or not is_possible(name, stretch, fit):
        return
    good = _is_answer(text, name, stretch, fit) if is_asked else _is_next(text, name, stretch, fit, is_near)
    if good:
        yield make_definition(text, name, short, stretch, fit, "weak")


def _is_answer(text: str, name: str, stretch: Stretch, fit: Fit) -> bool:
    """True for the sentence after "SF?" or "What is SF?" that starts with the long form."""
    if is_title(stretch, fit):
        return is_told(name, stretch, fit)
    ends = closes(text, stretch, fit)
    is_sentence = text[stretch.ends[fit.last] :][:1] in ("", ".") and stretch.words[0].istitle()
    if is_sentence and fit.price <= _INNER and len(get_letters(name)) > 2:
        return EVERYDAY.isdisjoint(map(str.lower, stretch.words[: fit.last + 1]))
    return fit.price <= 0.31 and is_implied(name, stretch, fit, ends=ends, says=True, may_be_short=True)


def _is_next(text: str, name: str, stretch: Stretch, fit: Fit, is_near: bool) -> bool:
    """True for a next sentence that is the long form alone, or its quotation, or has ", they mean" behind it."""
    end = stretch.ends[fit.last]
    if len(get_letters(name)) < 3:
        return False
    if _MEANT.match(text, end):
        return is_told(name, stretch, fit)
    if not is_exact(name, fit):
        return False
    is_whole = text[end : end + 1] in ("", ".", "!", "\n", ",")
    if is_title(stretch, fit):
        return is_whole
    if is_near and _is_quoted(text, name, stretch, fit):
        return True
    return is_near and is_whole and fit.last > 1 and is_implied(name, stretch, fit, ends=True)


def _fit(text: str, short: Span, place: _Place) -> Definition | None:
    name, way = text[short.start : short.end], place.way
    end = _BREAK_AFTER.search(text, place.start, place.start + _REACH)
    limit = end.start() if end else min(len(text), place.start + _REACH)
    stretch = cut(text, place.start, limit, _MOST_IN_LONG)
    if way.is_denied and way.words[-1:] != ("it's",):
        return None
    if "and" in way.words and not way.is_strong and _POINTING.isdisjoint(way.words[-2:]):
        return None
    fit = fit_forwards(name, stretch.words)
    if fit is None and "-" in name:  # LSI-R, the Level of Service Inventory
        fit = fit_forwards(name.partition("-")[0], stretch.words)
        fit = fit if fit is not None and closes(text, stretch, fit) else None
    found = None
    if fit is not None:
        found = _believe(text, short, place, stretch, fit)
        if found is not None:
            whole = Fit(fit.first, find_end(text, name, stretch, fit), fit.price)
            found = make_definition(text, name, short, stretch, whole, found.form)
    if found is None and not way.is_loose:
        return _fit_other_letters(text, short, stretch, way)
    return found


def _may_be_other(word: str, letters: str, way: Way) -> bool:
    """True for a capital where a long form may start whose letters stand in another order, or fit in part."""
    return word[0].isupper() and not way.is_loose and (word[0].lower() in letters or _tells(way))


def _tells(way: Way) -> bool:
    """True when the writer says in so many words what the letters stand for."""
    return "=" in way.marks or (")" not in way.marks and not _TELLING.isdisjoint(way.words))


def _fit_other_letters(text: str, short: Span, stretch: Stretch, way: Way) -> Definition | None:
    """Return a definition whose letters do not fit in order: Coordinated Universal Time, or told in so many words."""
    name = text[short.start : short.end]
    fit = fit_permuted(name, stretch.words)
    if fit is None and _tells(way):
        fit = fit_in_part(name, stretch.words, told=way.words[-1:] == ("for",))
    if (
        fit is None
        or not is_title(stretch, fit)
        or not closes(text, stretch, fit)
        or not is_possible(name, stretch, fit)
    ):
        return None
    return make_definition(text, name, short, stretch, fit, "weak")


def _believe(text: str, short: Span, place: _Place, stretch: Stretch, fit: Fit) -> Definition | None:
    """Return the definition that a fit amounts to, None when too little speaks for it."""
    name, way = text[short.start : short.end], place.way
    is_opened = text[place.start - 1 : place.start] in _QUOTES
    starts_late = (
        stretch.words[0] in BETWEEN and not is_opened and not is_exact(name, fit)
    )  # stands "for Freedom of ..."
    if starts_late or not is_possible(name, stretch, fit):
        return None
    ends = closes(text, stretch, fit)
    is_bracket = way.opens_bracket and ends and not set(way.words) - BETWEEN
    told = not way.is_loose and (is_bracket or way.is_strong) and (len(name) > 2 or ends or is_title(stretch, fit))
    if name.isupper() and len(name) == 2 and "=" in way.marks and not ends:
        return None
    if way.is_loose and not _holds_at_a_distance(text, name, place, stretch, fit):
        return None
    if told:
        good = is_told(name, stretch, fit)
    else:
        says = _says(text, short, stretch, fit, way) or _is_called(text, short, way)
        good = is_implied(name, stretch, fit, ends=ends, marks=way.marks, says=says)
        good = good or (not way.is_loose and _is_quoted(text, name, stretch, fit))
    form = "bracket_long" if is_bracket else "cue" if told else "weak"
    return make_definition(text, name, short, stretch, fit, form) if good else None


def _holds_at_a_distance(text: str, name: str, place: _Place, stretch: Stretch, fit: Fit) -> bool:
    """True when a long form may explain an acronym that other words part it from."""
    if place.is_announced and is_exact(name, fit) and _TO_YOU.match(text, stretch.ends[fit.last]):
        return True
    if len(get_letters(name)) < 3 and not is_compound(stretch, fit):
        return False
    if place.is_tied and (is_title(stretch, fit) or place.way.is_strong):
        return True
    if not is_exact(name, fit):
        return False
    follower = stretch.words[fit.last + 1].lower() if fit.last + 1 < len(stretch.words) else ""
    end = stretch.ends[fit.last]
    if place.noun and follower == place.noun:
        return True
    is_pointed = place.way.words[-1:] and not _POINTING.isdisjoint(place.way.words[-2:])
    return place.is_announced and (text[end : end + 1] in _ENDS or (bool(is_pointed) and closes(text, stretch, fit)))


def _is_called(text: str, short: Span, way: Way) -> bool:
    """True for "it's called SF, LF"."""
    return way.marks.strip() == "," and _CALLED.search(text, max(0, short.start - 20), short.start) is not None


def _is_quoted(text: str, name: str, stretch: Stretch, fit: Fit) -> bool:
    """True for a quotation that the letters spell from its first word to its last."""
    around = text[stretch.starts[0] - 1 : stretch.starts[0]], text[stretch.ends[fit.last] :][:1]
    return len(get_letters(name)) > 2 and is_exact(name, fit) and all(mark in _QUOTES for mark in around)


def _says(text: str, short: Span, stretch: Stretch, fit: Fit, way: Way) -> bool:
    """True when a word equates the two, or the long form stands between commas and is no item of a list."""
    end = stretch.ends[fit.last]
    is_listed = text[max(0, short.start - 2) : short.start] == ", "
    is_set_off = text.startswith(",", end) or _TO_YOU.match(text, end) is not None
    between_commas = is_set_off and not is_listed and _COMMA_ALONE.fullmatch(way.marks) is not None
    if between_commas or not _SAYING.isdisjoint(way.words) or way.words[:1] in (("or",), ("for",)):
        return True
    return {"should", "say"}.issubset(way.words) or "rather" in way.words
