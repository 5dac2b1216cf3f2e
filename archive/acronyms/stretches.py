"""Words beside a short form, with their places, and what a fit of them is worth."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.acronyms.alignment import Fit, get_letters, is_exact, is_good
from archive.acronyms.english import is_pair, is_word, rank
from archive.acronyms.running import WORD, get_running
from archive.acronyms.word_lists import EVERYDAY, FUNCTION, STOP_WORDS, TALK_ADVERBS, WHEN, words
from archive.text import Span

_LY_NAMES = words(
    "only early family supply assembly daily weekly monthly elderly friendly july newly highly fully directly"
)
_COMMON = 5500
"""Up to this rank a word in -ly comments more often than it names (probably, not medically)."""
_DIRECT = (":", "-", "–", "—", "=", "→", "->")
_TALK = words("mate pal sorry ok okay lol whatever honestly usually")
"""Words that a remark ends with, and no name of a thing."""
SENTENCES = words("is are was were be been am has have had do does did will would can could should must might")
PRAISE = words(
    "good bad great big small little old new real right wrong nice poor best worst whole very same other next last"
)
_LONG = 15
"""Letters of two words that are hardly talk (continuous integration)."""
_CARRYING_ON = FUNCTION | words("btw tbh lol innit mate haha hahaha hehe bit kind thing stuff sort type")
_POSSESSIVE = re.compile(r"['’]s$")
_SUBJECTS = words("he she i we they you it")
"""Words that a clause starts with: what a short form stands for is no clause, unless the letters are many."""
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:m|re|ve|ll|d|s))$")
_LISTED = re.compile(r"\b(?:and|or|plus)\b|&", re.IGNORECASE)
_MOST_MORE = 4
_INNER = 0.5
_AND_MORE = re.compile(r" (?:and|&|of|the) ")
_PHRASE_END = re.compile(r"['\"”’]?(?:[.,;:!?)\]\n]|\s[-–—]|$)")
_CLOSERS = frozenset(".,;:)]\n!?\"”’'*-–—")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row and where each stands in the text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def part(self, first: int, end: int) -> Stretch:
        """Return some of the words in a row."""
        return Stretch(self.words[first:end], self.starts[first:end], self.ends[first:end])


def cut(text: str, start: int, end: int, most: int = 60) -> Stretch:
    """Return the first words of a part of a text; what belongs to a program or an address fits no letter."""
    return Stretch(*get_running(text).cut(start, end, most))


def get_span(stretch: Stretch, fit: Fit) -> Span:
    """Return where the words of a fit stand, without a possessive s at the end."""
    possessive = _POSSESSIVE.search(stretch.words[fit.last])
    end = stretch.ends[fit.last] - (len(possessive.group()) if possessive else 0)
    return Span(stretch.starts[fit.first], end)


def is_title(stretch: Stretch, fit: Fit) -> bool:
    """True when every word that counts in the fit starts with a capital."""
    words = stretch.words[fit.first : fit.last + 1]
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in STOP_WORDS for word in words)


def closes(text: str, stretch: Stretch, fit: Fit) -> bool:
    """True when a mark, the end of the text, or a word that carries on the sentence follows the fit."""
    end = stretch.ends[fit.last]
    rest = text[end : end + 2]
    if not rest.strip() or rest[0] in _CLOSERS or rest[1:] in ("(", "-", "–", "—"):
        return True
    follower = WORD.match(text, end + 1, end + 20)
    return follower is not None and re.split("['’]", follower.group().lower())[0] in _CARRYING_ON


def find_end(text: str, name: str, stretch: Stretch, fit: Fit) -> int:
    """Return which word a long form ends with, where its letters are spent before a phrase ends.

    "working towards the expected standard" (WTS), "variable rate intravenous insulin infusion" (VRII), and what an
    adverb goes with ("automatic barrier crossing, locally monitored").
    """
    if closes(text, stretch, fit) and not _AND_MORE.match(text, stretch.ends[fit.last]):
        return fit.last
    rest = _rest_of_phrase(text, stretch, fit.last)
    counting = [stretch.words[at] for at in rest if stretch.words[at].lower() not in STOP_WORDS]
    if not counting or any(word.lower() in FUNCTION for word in counting):
        return fit.last
    letter = get_letters(name)[-1]
    is_named = is_title(stretch, Fit(fit.first, rest[-1], 0.0))
    is_adverb = stretch.words[fit.last].endswith("ly") and len(rest) == 1
    is_late = fit.price > _INNER and counting[-1].lower().startswith(letter)
    goes_on = counting[0].lower().startswith(letter) and (len(counting) == 1 or is_named)
    return rest[-1] if is_adverb or is_late or goes_on else fit.last


def _rest_of_phrase(text: str, stretch: Stretch, last: int) -> list[int]:
    """Return the words after one, up to the mark that ends the phrase; none where it is far."""
    rest: list[int] = []
    for at in range(last + 1, min(len(stretch.words), last + 2 + _MOST_MORE)):
        if text[stretch.ends[at - 1] : stretch.starts[at]] != " ":
            break
        rest.append(at)
    end = stretch.ends[rest[-1]] if rest else 0
    return rest if rest and len(rest) <= _MOST_MORE and _PHRASE_END.match(text, end) else []


def is_possible(name: str, stretch: Stretch, fit: Fit) -> bool:
    """False where a long form holds its own short form, or is too short to be one."""
    words = stretch.words[fit.first : fit.last + 1]
    letters = get_letters(name)
    if any(get_letters(word) == letters for word in words):
        return False
    if name.islower() and len(words) == 1 and name.isalpha():
        return False
    if sum(map(str.isalpha, letters)) < 2 or any(word.lower() in _TALK for word in words):
        return False
    if len(letters) < 4 and _is_clause(stretch, fit):
        return False
    acronyms = sum(len(word) < 6 and sum(map(str.isupper, word)) > 1 for word in words)
    if acronyms == len(words) or (acronyms > 1 and not words[-1].isupper()):  # PSOs, POs, SPO and others
        return False
    if len(words) > 1:
        return True
    parts = words[0].replace("‑", "-").split("-")
    is_whole = words[0].isalpha() and words[0][1:].islower() and len(words[0]) >= max(7, 2 * len(letters))
    return is_whole or (1 < len(parts) == len(letters) and len(words[0]) > 2 * len(letters))  # end-to-end


def _is_clause(stretch: Stretch, fit: Fit) -> bool:
    """True for words in small letters that tell something ("he rang")."""
    if is_title(stretch, fit):
        return False
    first = _CONTRACTED.sub("", stretch.words[fit.first].lower())
    return fit.first < fit.last and first in _SUBJECTS


def has_stray_comma(text: str, span: Span) -> bool:
    """Return whether one comma stands within that joins no list ("Unpaid, pretty stressed")."""
    _, comma, rest = text[span.start : span.end].partition(",")
    return bool(comma) and "," not in rest and _LISTED.search(rest) is None


def is_told(name: str, stretch: Stretch, fit: Fit) -> bool:
    """True when a fit may be believed where the writer says that one explains the other."""
    count = fit.last - fit.first + 1
    if stretch.words[fit.last] in WHEN:
        return False
    if len(get_letters(name)) <= 2 and _POSSESSIVE.search(stretch.words[fit.first]):  # his wife's cousin (WC)
        return False
    if count == 1:
        return len(get_letters(name)) > 2 and fit.price <= max(1.2, 0.35 * len(get_letters(name)))
    if not is_good(name, fit):
        return False
    return is_title(stretch, fit) or fit.price <= (0.6 if count > 2 or len(get_letters(name)) > 2 else 0.16)


def is_implied(
    name: str,
    stretch: Stretch,
    fit: Fit,
    *,
    ends: bool,
    marks: str = "",
    says: bool = False,
    may_be_short: bool = False,
) -> bool:
    """True when a fit may be believed where only nearness ties the two: letter for word, and no everyday words.

    `ends` says that the phrase ends with the fit, `marks` are what stands between, `says` that an "is" does, and
    `may_be_short` that two letters are enough.
    """
    words = [word.lower() for word in stretch.words[fit.first : fit.last + 1]]
    letters = get_letters(name)
    ties = ends and (says or marks.strip() in _DIRECT)
    if len(words) == 1 and ties and len(letters) > 2 and name.isupper():  # ECG: electrocardiogram
        return len(words[0]) > 11 and fit.price <= 1.2
    if len(words) == 1 and fit.price == 0.0 and len(letters) > 2 and any(map(str.isdigit, letters)):  # a11y, E2E
        return True
    if (
        (len(words) == 1 and "-" not in words[0])
        or len(letters) < 2
        or (name.islower() and not _is_sure_small(name, stretch, fit, ends))
    ):
        return False
    if fit.price > 0.2 and (sum(map(str.isupper, name)) < 2 or len(words[-1]) < 2):
        return False
    is_spelt = len(letters) > 3 and (ties or says) and ends and not may_be_short and is_exact(name, fit)
    if is_spelt and SENTENCES.isdisjoint(words) and words[-1] not in WHEN:  # looks good to me
        return True
    if len(letters) <= 2 and not all(map(is_word, words)):  # Penny Oakes is a person
        return False
    if is_title(stretch, fit):
        if "".join(stretch.words[fit.first : fit.last + 1]).isupper() and not (
            says or marks.strip() in _DIRECT or "(" in marks
        ):
            return False  # shouted
        is_close = is_good(name, fit, strict=True) or (ties and len(letters) > 2 and fit.price <= 0.6)
        return is_close and (len(letters) > 2 or ends or len(words) == 2)
    if (
        any(is_talk_word(word, may_be_short=may_be_short) for word in words)
        or words[-1] in WHEN
        or (words[0] in STOP_WORDS and not (words[0] == "to" and ends and is_exact(name, fit)))
        or words[0] in ("see", "every", "pretty")
    ):
        return False
    if len(letters) <= 2:
        if words[0] in FUNCTION and not may_be_short and not says:
            return False
        is_tied = says or may_be_short or any(mark in marks for mark in "([-–—:→")
        return ends and is_exact(name, fit) and (is_tied or is_compound(stretch, fit))
    return fit.price <= (0.16 if not ends else 0.6 if ties or len(letters) > 3 else 0.31)


def is_compound(stretch: Stretch, fit: Fit) -> bool:
    """True for two words that go together in English, or are too long for talk, as the name of a thing is made."""
    first, last = stretch.words[fit.first].lower(), stretch.words[fit.last].lower()
    if first in PRAISE or first in FUNCTION or last in FUNCTION or not (is_word(first) and is_word(last)):
        return False
    return is_pair(first, last) or (len(first) + len(last) >= _LONG and not last.endswith("ed"))


def is_talk_word(word: str, *, may_be_short: bool = True) -> bool:
    """Return whether a word stands in talk and not in the name of a thing; a mark may tie one with articles in it."""
    word = _CONTRACTED.sub("", word)
    if word.endswith("ly") and word not in _LY_NAMES:
        return word in TALK_ADVERBS or rank(word) <= _COMMON
    return word in EVERYDAY and (may_be_short or word not in ("the", "a", "an"))


def _is_sure_small(name: str, stretch: Stretch, fit: Fit, ends: bool) -> bool:
    """True when small letters that are no word may be a short form: every one of them starts a word."""
    return is_title(stretch, fit) or (ends and len(name) > 2 and is_exact(name, fit))
