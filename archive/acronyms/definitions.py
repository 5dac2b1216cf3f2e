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
from dataclasses import replace
from functools import lru_cache

from archive.acronyms.alignment import get_letters
from archive.acronyms.definition import Definition
from archive.acronyms.english import is_word
from archive.acronyms.footnotes import find_in_footnotes
from archive.acronyms.in_order import find_in_order
from archive.acronyms.long_after import look_forward
from archive.acronyms.long_before import look_back
from archive.acronyms.nearby import find_nearby, measure_gap
from archive.acronyms.shapes import get_shape
from archive.acronyms.small_letters import split_dotted
from archive.acronyms.stretches import has_stray_comma
from archive.acronyms.taken import Taken
from archive.acronyms.tokens import Token, find_tokens
from archive.acronyms.word_lists import FUNCTION, words
from archive.text import Span

_Q_CODE = re.compile(r"Q[R-U][A-Z]")
_Q_MEANING = re.compile(
    r"Q[R-U][A-Z](?:\s(?:means|stands for|is short for)|\s?=)\s[\"“‘']?"
    r"(?P<words>[a-z'’-]{2,20}(?:\s[a-z'’-]{1,20}){0,3})(?=['\"”’]?[,.;)]|\n|$)"
)
_Q_STARTS = words("your my change stop")
_BROKEN = re.compile(r"""["“”]|(?<![sS])['’]\s|\s['‘](?=\w+\s)""")
"""A quotation that starts or ends within words: these are not the name of one thing."""
_DENIED = re.compile(r",\s(?:not|never)\s(?:the\s|an?\s)?[\"“‘']?$", re.IGNORECASE)
"""Before a short form that is named as the wrong one ("it's RCAT, not RCAD")."""
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s|\n")
_QUOTES = "\"“‘'"
_FOREIGN = 3
"""Where one word in so many could be a short form, the text is not English, and small letters say nothing."""
_FEW = 30


def find_definitions(
    text: str, tokens: Sequence[Token] | None = None, *, may_be_small: bool = True
) -> list[Definition]:
    """Return the definitions in a text, in order, at most one for each place of a short form.

    Without `may_be_small` short forms in small letters are left out, as in a text that is not English.

    >>> [(found.short, found.long) for found in find_definitions("a Pre-Sentence Report (PSR), or SDR as was")]
    [('PSR', 'Pre-Sentence Report')]
    """
    tokens = find_tokens(text) if tokens is None else tokens
    lengths = [(token, _short_length(token.text, token.kind)) for token in tokens]
    places = [
        (token, Span(token.start, token.start + length)) for token, length in lengths if length and not token.is_code
    ]
    if not may_be_small or len(places) * _FOREIGN > len(tokens) > _FEW:
        places = [(token, short) for token, short in places if get_shape(token.text, token.kind) is not None]
    capitals = [short for token, short in places if get_shape(token.text, token.kind) is not None]
    named = [short for token, short in places if token.text.islower() or get_shape(token.text, token.kind) is not None]
    found = find_in_order(text, capitals)
    found += find_in_footnotes(text, [short for short in capitals if short not in {one.short_span for one in found}])
    in_order = {one.short_span for one in found}
    taken = Taken(one.long_span for one in found)
    for _, short in places:
        if short not in in_order:
            best = max(_definitions_at(text, short, taken), key=lambda one: one.confidence, default=None)
            if best is not None:
                found.append(best)
                taken.add(best.long_span)
    found = [one for one in found if not _is_broken(text, one)]
    nearby = [one for one in find_nearby(text, named, found) if not _is_broken(text, one)]
    moved = [_move_to_nearest(text, one, named) for one in found + nearby]
    return sorted(moved, key=lambda one: one.short_span)


def _move_to_nearest(text: str, one: Definition, shorts: Sequence[Span]) -> Definition:
    """Return the definition with the spelling that stands nearest to the long form: RAE, where R.A.E. stands too."""
    if one.form == "cue":  # what is said to be explained is
        return one
    letters, plain = get_letters(one.short), one.short.casefold()
    gap = measure_gap(one.short_span, one.long_span)
    for short in shorts:
        other = text[short.start : short.end]
        is_like = get_letters(other) == letters and other.casefold() != plain and not short.overlaps(one.long_span)
        between = text[min(short.end, one.long_span.end) : max(short.start, one.long_span.start)]
        if is_like and len(between) < gap and _SENTENCE_END.search(between) is None:
            gap, one = measure_gap(short, one.long_span), replace(one, short=other, short_span=short)
    return one


def _is_broken(text: str, one: Definition) -> bool:
    """True for words of which a quotation ends or starts within, or for the first word of a quotation alone."""
    start, end = one.long_span.start, one.long_span.end
    is_cut = " " not in one.long and text[start - 1 : start] in _QUOTES and text[end : end + 2].strip().isalpha()
    is_stray = one.form != "cue" and len(get_letters(one.short)) < 5 and has_stray_comma(text, one.long_span)
    before = text[one.short_span.end : start]
    is_guess = "?" in before and text[end : end + 1] == "?"
    at = one.short_span.start
    is_denied = "bracket" not in one.form and _DENIED.search(text, max(0, at - 12), at) is not None
    return is_stray or is_guess or is_denied or _BROKEN.search(one.long) is not None or (start > 0 and is_cut)


@lru_cache(maxsize=16_384)
def _short_length(word: str, kind: str) -> int:
    """Return how long a short form is that a word could be: an acronym's shape, or small letters that are no word."""
    shape = get_shape(word, kind)
    if shape is not None:
        return shape.length
    if kind == "dotted":
        return len(word) if split_dotted(word, kind) and len(word) > 4 else 0
    return _small_length(word)


def _small_length(text: str) -> int:
    word = re.sub(r"['’]s$", "", text)
    # a blended name (Ofsted) is none, whatever explains it
    is_small = word.islower() and 3 <= len(word) <= 6
    is_mixed = 3 <= len(word) <= 8 and sum(map(str.isupper, word)) > 1
    return len(word) if (is_small or is_mixed) and word.isalnum() and not is_word(word) else 0


def _definitions_at(text: str, short: Span, taken: Taken) -> Iterator[Definition]:
    """Yield what explains a short form, but for what explains another place: a phrase does so once."""
    if taken.overlapping(short):
        return
    for one in (*look_back(text, short), *look_forward(text, short), *_q_code(text, short)):
        if one.long_span not in taken:
            yield one


def _q_code(text: str, short: Span) -> Iterator[Definition]:
    """Yield what a radio operator's Q code is said to mean: its letters stand for no words (ITU-R M.1172)."""
    meaning = _Q_MEANING.match(text, short.start) if _Q_CODE.fullmatch(text, short.start, short.end) else None
    if meaning is None or meaning["words"].split()[0].lower() in FUNCTION - _Q_STARTS:
        return
    span = Span(*meaning.span("words"))
    yield Definition(text[short.start : short.end], meaning["words"], short, span, "cue", 0.9)
