"""Phrases whose letters fit and that belong to something else: to another acronym, to a longer name, to a shout."""

from __future__ import annotations

import re

from archive.acronyms.alignment import Fit, get_letters
from archive.acronyms.stretches import Stretch, is_title
from archive.acronyms.word_lists import FUNCTION, STOP_WORDS

_ACRONYM = r"(?P<short>[A-Z][A-Za-z&]{0,5}[A-Z])s?\b"
_BEFORE = re.compile(
    rf"\b{_ACRONYM}[\"”’']?(?:\s?[(=:\[]|,|\s[-–—]|,?\s(?:i\.e\.|ie|is|means|stands for|is short for|being|that's))"
    r"[\"“‘']?\s?(?:that's\s|is\s|or\s)?(?:the\s|an?\s)?[\"“‘']?$"
)
_AFTER = re.compile(
    r"[\"”’']?(?:(?: [a-z][\w’'-]+){0,2}(?: [(\[]|:)"
    r"|\s?=|\s[-–—]|,?\s(?:or|aka|that['’]?s(?: what)?|is what)(?:\sthe|\san?)?|,)\s?"
    r"(?:the\s|an?\s)?[\"“‘']?" + _ACRONYM
)
_NEXT = re.compile(r" (?:(?:of|in|for|and|&|the) )*(?P<next>[^\W\d_][\w'’-]*)")
_LAST = re.compile(r"(?P<last>[^\W\d_][\w'’-]*)(?P<joint> (?:(?:of|in|for|and|&) )?)$")
_NEVER_FIRST = STOP_WORDS - {"to", "per", "not", "into"}
_REACH = 60


def belongs_elsewhere(text: str, name: str, stretch: Stretch, fit: Fit) -> bool:
    """Return whether a phrase that the letters of a name fit is part of something else, or no phrase at all."""
    words = stretch.words[fit.first : fit.last + 1]
    if any(_is_acronym(word) or (len(word) == 1 and word not in "aAI&" and not word.isdigit()) for word in words):
        return True
    if len(words) > 1 and all(word.isupper() for word in words):
        return True
    start, end = stretch.starts[fit.first], stretch.ends[fit.last]
    if is_title(stretch, fit) and (words[0].lower() in _NEVER_FIRST or _is_part_of_name(text, start, end)):
        return True
    return _is_of_other(text, name, start, end)


def _is_acronym(word: str) -> bool:
    return 1 < len(word) < 7 and sum(map(str.isupper, word)) > 1


def _is_part_of_name(text: str, start: int, end: int) -> bool:
    """True when another word with a capital goes before or after a name, which is then longer."""
    follower = _NEXT.match(text, end)
    if follower and _is_name(follower["next"]):
        return True
    before = text[max(0, start - _REACH) : start]
    last = _LAST.search(before)
    if last is None or not _is_name(last["last"]):
        return False
    # the first word of a sentence has a capital whatever it is
    is_first = re.search(r"(?:^|[.!?:\n\"“(]\s*)$", before[: last.start()]) is not None
    return not is_first or last["joint"] != " "


def _is_name(word: str) -> bool:
    return word[0].isupper() and word[1:2].islower() and word.lower() not in FUNCTION


def _is_of_other(text: str, name: str, start: int, end: int) -> bool:
    """True beside another acronym that the words explain: "TSP (Thinking Skills Programme)"."""
    letters = get_letters(name)
    found = (_BEFORE.search(text, max(0, start - _REACH), start), _AFTER.match(text, end))
    return any(one is not None and not _is_like(get_letters(one["short"]), letters) for one in found)


def _is_like(one: str, other: str) -> bool:
    """True for the same letters, or for one more or less of many (SCLP, SCALP)."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    is_near = len(shorter) > 3 and len(longer) == len(shorter) + 1
    return one == other or (is_near and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))))
