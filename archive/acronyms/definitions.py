"""Places where a text explains an acronym: short and long form side by side.

Long forms are cut by fitting the letters of the short form to the words beside it (`alignment`). Between the two may
stand brackets, marks and words that say so ("stands for", "or", "that's", "which everyone calls"); precision comes
first: where nothing but nearness ties them, the letters have to fit word for word.

`abbreviations` and `acronymkit` (PyPI) and scispaCy's detector read brackets alone, in one or both orders, and find
fewer than half of the places that comments hold (tests/benchmarks/acronym_sets.py measures it), hence our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.acronyms.alignment import Fit, fit_backwards, fit_forwards, get_letters, starts_with
from archive.acronyms.english import is_word
from archive.acronyms.shapes import get_shape
from archive.acronyms.stretches import (
    WORD,
    Stretch,
    closes,
    cut,
    get_span,
    is_implied,
    is_possible,
    is_title,
    is_told,
)
from archive.acronyms.tokens import Token, find_tokens
from archive.acronyms.word_lists import BETWEEN, BETWEEN_STRONG, FUNCTION, words
from archive.text import Span

_REACH = 160
_MOST_BETWEEN = 12
_MOST_IN_LONG = 20
_MOST_ASKED = 4
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)*]*\s|\n")
_BREAK_AFTER = re.compile(r"[.!?…](?=\s|$|['\"”’)*])|\n|[;()\[\]”\"=]|\s[-–—]+\s")
_BREAK_BEFORE = re.compile(r"[.!?…]['\"”’)*]*\s|\n|[;:(\[\]“\"=]|\s[-–—]+\s")
_AFTER_STOP = words("that's thats that’s that it's it’s its it stands means short meaning as")
_SAYING = words("is are was were that's it's being as")
_POSSESSIVE = re.compile(r"['’]s?\s(?!\()")
_ASIDE = re.compile(r"\s\([^()\n]{1,30}\)")
_DOTTED_CUES = frozenset(("i.e", "a.k.a", "e.g"))
_TYING = re.compile(r"[,:(\[=–—]|\s-+\s|\s/\s|\.\.\.|…")
_BRACKET_BEFORE = re.compile(r"[(\[]\s?[\"“‘'*]?$")
_BRACKET_AFTER = re.compile(r"['’]?s?[\"”’'*]?\s?(?:[)\],;]|\s(?:[\w'’]+\s?){1,4}\))")
_Q_CODE = re.compile(r"Q[R-U][A-Z]")
_Q_MEANING = re.compile(
    r"Q[R-U][A-Z](?:\s(?:means|stands for|is short for)|\s?=)\s[\"“‘']?"
    r"(?P<words>[a-z'’-]{2,20}(?:\s[a-z'’-]{1,20}){0,3})(?=['\"”’]?[,.;)]|\n|$)"
)
_Q_STARTS = words("your my change stop")
_SURE = {"bracket": 1.0, "bracket_long": 0.98, "cue": 0.97, "weak": 0.9, "reply": 0.85}


@dataclass(frozen=True, slots=True)
class Definition:
    """One place where a short and a long form stand together. Spans count code points of the text given."""

    short: str
    long: str
    short_span: Span
    long_span: Span
    form: str
    """bracket (LF (SF)), bracket_long (SF (LF)), cue (SF stands for LF), weak (a dash, comma or "is"), or reply."""
    confidence: float


@dataclass(frozen=True, slots=True)
class _Way:
    """What stands between a short and a long form."""

    marks: str
    words: tuple[str, ...]
    is_loose: bool = False
    """True when words stand between that do not only tie: then one has to say that one explains the other."""

    @property
    def is_strong(self) -> bool:
        """True when the writer says that one explains the other."""
        return "=" in self.marks or any(word in BETWEEN_STRONG for word in self.words)


def find_definitions(text: str, tokens: Sequence[Token] | None = None) -> list[Definition]:
    """Return the definitions in a text, in order, at most one for each place of a short form.

    >>> [(found.short, found.long) for found in find_definitions("a Pre-Sentence Report (PSR), or SDR as was")]
    [('PSR', 'Pre-Sentence Report')]
    """
    found: list[Definition] = []
    for token in find_tokens(text) if tokens is None else tokens:
        short = _get_short(token)
        if short:
            best = max(_definitions_at(text, short), key=lambda one: one.confidence, default=None)
            if best is not None and not any(one.long_span.overlaps(best.short_span) for one in found):
                found.append(best)
    return found


def make_definition(text: str, short: str, span: Span, stretch: Stretch, fit: Fit, form: str) -> Definition:
    """Return the definition that a fit amounts to."""
    place = get_span(stretch, fit)
    sure = round(_SURE[form] - 0.05 * fit.price, 3)
    return Definition(short, text[place.start : place.end], span, place, form, sure)


def _get_short(token: Token) -> Span | None:
    """Return where a short form could stand: an acronym's shape, or small letters that are no word."""
    if token.is_code:
        return None
    shape = get_shape(token.text, token.kind)
    if shape is not None:
        return Span(token.start, token.start + shape.length)
    word = re.sub(r"['’]s$", "", token.text)
    if 3 <= len(word) <= 8 and word.isalnum() and not word.isdigit() and not is_word(word):
        return Span(token.start, token.start + len(word))
    return None


def _definitions_at(text: str, short: Span) -> Iterator[Definition]:
    yield from _look_back(text, short)
    yield from _look_forward(text, short)
    yield from _q_code(text, short)


# -- LF (SF), "LF", or SF for short


def _look_back(text: str, short: Span) -> Iterator[Definition]:
    begin = max(0, short.start - _REACH)
    before = text[begin : short.start]
    if _BRACKET_BEFORE.search(before) and not _BRACKET_AFTER.match(text, short.end):
        return
    name = text[short.start : short.end]
    stretch = cut(text, begin, short.start)
    breaks = [begin + one.end() for one in _BREAK_BEFORE.finditer(before)]
    passed: list[str] = []
    is_loose = False
    for index in range(len(stretch.words) - 1, max(-1, len(stretch.words) - 1 - _MOST_BETWEEN), -1):
        edge = stretch.spans[index].end
        way = _Way(text[edge : short.start], tuple(passed), is_loose)
        if _SENTENCE_END.search(way.marks):
            return
        if _has_mark(way.marks) and (way.is_strong or not is_loose):
            start = max((one for one in breaks if one < edge), default=begin)
            first = next(at for at, span in enumerate(stretch.spans) if span.start >= start or at == index)
            part = Stretch(stretch.words[first : index + 1], stretch.spans[first : index + 1])
            yield from _fit_back(text, name, short, part, way)
        word = text[stretch.spans[index].start : edge].lower()
        is_loose = is_loose or word not in BETWEEN
        passed.append(word)


def _has_mark(marks: str) -> bool:
    """True when more than a space and quotation marks stands there; words that name do too."""
    return bool(marks.strip(" \"“”‘’'*"))


def _fit_back(text: str, name: str, short: Span, stretch: Stretch, way: _Way) -> Iterator[Definition]:
    is_bracket = way.marks.lstrip(" \"”’'*")[:1] in ("(", "[") and not way.words
    told = is_bracket or way.is_strong or text[short.end :].startswith((" for short", ", for short"))
    told = told and not way.is_loose
    fit = fit_backwards(name, stretch.words)
    if fit is not None and is_possible(name, stretch, fit):
        good = is_told(name, stretch, fit) if told else is_implied(name, stretch, fit, ends=True, marks=way.marks)
        if good and (told or way.is_loose or _ties(way)):
            yield make_definition(
                text, name, short, stretch, fit, "bracket" if is_bracket else "cue" if told else "weak"
            )
            return
    if is_bracket and len(stretch.words) > 2 and stretch.words[-1].islower():  # Initial Sentence Plan form (ISP)
        shorter = Stretch(stretch.words[:-1], stretch.spans[:-1])
        fit = fit_backwards(name, shorter.words)
        if fit is not None and is_title(shorter, fit) and is_implied(name, shorter, fit, ends=False):
            yield make_definition(text, name, short, shorter, fit, "weak")


def _ties(way: _Way) -> bool:
    """True when a mark or "or" stands between that can tie, not a quotation mark alone."""
    return "and" not in way.words and (_TYING.search(way.marks) is not None or "or" in way.words)


# -- SF (LF), SF stands for LF, SF - LF


def _look_forward(text: str, short: Span) -> Iterator[Definition]:
    if _POSSESSIVE.match(text, short.end):
        return
    yield from _scan_forward(text, short, short.end)
    aside = _ASIDE.match(text, short.end)
    if aside:
        yield from (one for one in _scan_forward(text, short, aside.end()) if one.form == "cue")


def _scan_forward(text: str, short: Span, begin: int) -> Iterator[Definition]:
    name = text[short.start : short.end]
    letters = get_letters(name)
    limit = min(len(text), begin + _REACH)
    seen: list[str] = []
    edge = begin
    is_loose = False
    for count, match in enumerate(WORD.finditer(text, begin, limit)):
        way = _Way(text[begin : match.start()], tuple(seen), is_loose)
        word = match.group().lower()
        gap = text[edge : match.start()]
        if count > _MOST_BETWEEN or not _may_follow(
            gap.lstrip(".") if seen[-1:] and seen[-1] in _DOTTED_CUES else gap, word
        ):
            if "\n" not in gap and (count == 0 or ("?" in gap and count < _MOST_ASKED)):
                yield from _fit_sentence(text, name, short, match.start(), is_asked="?" in gap)
            return
        ties = way.is_strong or not is_loose or (seen[-1] in _SAYING and len(letters) > 2)
        if ties and _has_mark(way.marks) and starts_with(word, letters[0]):
            found = _fit_forward(text, name, short, match.start(), way)
            if found:
                yield found
                return
        is_noun = count == 0 and word.islower() and text[match.end() : match.end() + 2] == " ("
        is_loose = is_loose or (word not in BETWEEN and not is_noun)
        seen.append(word)
        edge = match.end()


def _fit_sentence(text: str, name: str, short: Span, start: int, *, is_asked: bool) -> Iterator[Definition]:
    """Yield a next sentence that starts with the long form, or is it ("What is an EQP? Enhanced Quality Panel.")."""
    stretch = cut(text, start, min(len(text), start + _REACH))
    fit = fit_forwards(name, stretch.words)
    if fit is None or fit.price > 0.05 or len(name) < 3 or not is_possible(name, stretch, fit):
        return
    if not is_title(stretch, fit) and not (
        is_asked and is_implied(name, stretch, fit, ends=closes(text, stretch, fit))
    ):
        return
    if is_asked or text[stretch.spans[fit.last].end :][:1] in ("", ".", "!", "?", "\n", ","):
        yield make_definition(text, name, short, stretch, fit, "weak")


def _may_follow(gap: str, word: str) -> bool:
    """False where a sentence ends, unless the next one starts with "That's" or a quotation."""
    gap = gap.replace("...", "").replace("…", "")
    if "\n" in gap or ("/" in gap and " / " not in gap):
        return False
    if any(mark in gap for mark in ".!?;"):
        return word in _AFTER_STOP or gap[-1] in '"“‘('
    return True


def _fit_forward(text: str, name: str, short: Span, start: int, way: _Way) -> Definition | None:
    end = _BREAK_AFTER.search(text, start, start + _REACH)
    stretch = cut(text, start, end.start() if end else min(len(text), start + _REACH), _MOST_IN_LONG)
    fit = fit_forwards(name, stretch.words)
    if fit is None or not is_possible(name, stretch, fit):
        return None
    if "and" in way.words and not way.is_strong:
        return None
    ends = closes(text, stretch, fit)
    is_bracket = way.marks.lstrip(" \"”’'*")[:1] in ("(", "[") and ends and not set(way.words) - BETWEEN
    told = not way.is_loose and (is_bracket or way.is_strong) and (len(name) > 2 or ends or is_title(stretch, fit))
    if name.upper() == name and len(name) == 2 and "=" in way.marks and not ends:
        return None
    good = (
        is_told(name, stretch, fit)
        if told
        else is_implied(name, stretch, fit, ends=ends, marks=way.marks, says=_says(text, stretch, fit, way))
    )
    if not good or (way.is_loose and (len(name) < 3 or (not way.is_strong and not is_title(stretch, fit)))):
        return None
    return make_definition(text, name, short, stretch, fit, "bracket_long" if is_bracket else "cue" if told else "weak")


def _says(text: str, stretch: Stretch, fit: Fit, way: _Way) -> bool:
    """True when a word equates the two, or the long form stands between commas."""
    between_commas = way.marks.strip() == "," and text[stretch.spans[fit.last].end :].startswith(",")
    return between_commas or not _SAYING.isdisjoint(way.words)


def _q_code(text: str, short: Span) -> Iterator[Definition]:
    """Yield what a radio operator's Q code is said to mean: its letters stand for no words (ITU-R M.1172)."""
    meaning = _Q_MEANING.match(text, short.start) if _Q_CODE.fullmatch(text, short.start, short.end) else None
    if meaning is None or meaning["words"].split()[0].lower() in FUNCTION - _Q_STARTS:
        return
    span = Span(*meaning.span("words"))
    yield Definition(text[short.start : short.end], meaning["words"], short, span, "cue", 0.9)
