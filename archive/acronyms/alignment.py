"""Fitting the letters of a short form to the words of a long one.

The idea is Schwartz and Hearst's (A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text,
2003): each letter of the short form stands, in order, in the long form, the first one at the start of a word.
Theirs takes any such letters, and so "my manager (SPO)" now and then fits; here every way to fit has a price and
only cheap ones count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from archive.acronyms.word_lists import STOP_WORDS, words

_SKIPPED = 1.0
_SMALL = 0.02
"""The price of a small word that gives no letter, or of "Tier" before 3."""
_INNER = 0.55
_PREFIX = 0.15
_ARTICLE = 0.15
_ONE_WORD = 1.2
_LONG_WORD = 12
_FAR = 99.0
_LATE_START = 0.06
"""What a long form pays for starting with a small word, where it could start with the word before as well."""
_LATE_END = 0.04
"""What it pays for ending with one (to come in)."""
_NUMBERED = frozenset(("tier", "stage", "level", "phase", "part", "class", "type", "band", "grade", "version", "year"))
_NEVER_FIRST = words("""
    and or of the a an is with by that's that’s thats before until since oh ah er erm um eh hi
""")
"""No long form starts with one of these, whatever its letter."""
_NEVER_LAST = words("""
    and or by with from as at & the a an your our my their his its so very that which who whose because than
""")
_NUMBERS = {
    "1": ("one", "first"),
    "2": ("two", "to", "too", "second"),
    "3": ("three", "third"),
    "4": ("four", "for", "fourth"),
    "5": ("five", "fifth"),
    "8": ("eight", "ate"),
}
_PART = re.compile(r"[^\W_]+")
_NUMERONYM = re.compile(r"([a-z])([1-9]\d?)([a-z])")
"""a11y: the first letter of a word, how many follow, and the last one."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a short form fits a run of words: which words, and at what price (0 is letter for word)."""

    first: int
    last: int
    price: float


@lru_cache(maxsize=16_384)
def get_letters(short: str) -> str:
    """Return the letters that a long form has to account for: no dots or joints, no plural s.

    >>> get_letters("N.A.P.O."), get_letters("PSRs"), get_letters("T&Cs")
    ('napo', 'psr', 'tc')
    """
    core = "".join(letter for letter in short if letter.isalnum())
    if len(core) > 2 and core.endswith("s") and core[-2].isupper() and sum(map(str.isupper, core)) == len(core) - 1:
        core = core[:-1]
    return core.lower()


def fit_forwards(short: str, words: Sequence[str]) -> Fit | None:
    """Return the cheapest fit that starts at the first of the words and ends where the letters are spent."""
    letters = get_letters(short)
    if not words or words[0].lower() in _NEVER_FIRST:
        return None
    if _is_counted(letters, words[0]):
        return Fit(0, 0, 0.0)
    prices = _prices(letters, tuple(words[: _window(letters)]))
    ends = [(price, last) for last, price in enumerate(prices) if price < _FAR]
    single = fit_forwards(short[:-1], words) if may_be_plural(short) else None
    if not ends:
        return single
    price, last = min(ends)
    if single is not None and single.price <= price:
        return single
    is_alone = len(words) > 1 and len(words[0]) >= _LONG_WORD and words[1].lower() in STOP_WORDS
    if is_alone and prices[0] <= _ONE_WORD and price > _PREFIX:  # electrocardiogram, not "to give"
        return Fit(0, 0, prices[0])
    return Fit(0, last, price)


def fit_backwards(short: str, words: Sequence[str]) -> Fit | None:
    """Return the cheapest fit that ends with the last of the words, the shortest of equals."""
    letters = get_letters(short)
    if words and _is_counted(letters, words[-1]):
        return Fit(len(words) - 1, len(words) - 1, 0.0)
    best: Fit | None = None
    for count in range(1, min(len(words), _window(letters)) + 1):
        first = len(words) - count
        if not letters or not starts_with(words[first], letters[0]) or words[first].lower() in _NEVER_FIRST:
            continue
        price = _prices(letters, tuple(words[first:]))[-1]
        price += _LATE_START if words[first].lower() in STOP_WORDS and first else 0.0
        if price < _FAR and (best is None or price < best.price - 0.01):
            best = Fit(first, len(words) - 1, price)
    return fit_backwards(short[:-1], words) if best is None and may_be_plural(short) else best


def fit_permuted(short: str, words: Sequence[str], *, backwards: bool = False) -> Fit | None:
    """Return the words whose initials are the letters in another order (UTC, Coordinated Universal Time).

    With `backwards` the last of the words is in it, else the first. Three letters at least.
    """
    letters = sorted(get_letters(short))
    if len(letters) < 3 or not words:
        return None
    taken: list[str] = []
    for step in range(min(len(words), _window("".join(letters)))):
        index = len(words) - 1 - step if backwards else step
        if words[index].lower() in STOP_WORDS:
            if not taken:
                return None
            continue
        taken.append(words[index][0].lower())
        if len(taken) == len(letters):
            fits = sorted(taken) == letters
            return Fit(index if backwards else 0, len(words) - 1 if backwards else index, 0.15) if fits else None
    return None


def fit_in_part(short: str, words: Sequence[str], *, told: bool = False) -> Fit | None:
    """Return the first words as far as they stand in capitals, when most of the letters start one of them.

    For a writer who says what the letters stand for and gets one of them wrong; with `told` the writer says so in so
    many words, and the letters need not fit (QRP stands for Low Power).
    """
    letters = get_letters(short)
    count = next((at for at, word in enumerate(words) if not (word[0].isupper() or word.lower() in STOP_WORDS)), None)
    taken = list(words[:count])
    while taken and taken[-1].lower() in STOP_WORDS:
        taken.pop()
    initials = [word[0].lower() for word in taken if word.lower() not in STOP_WORDS]
    if (
        len(letters) < 3
        or words[0].lower() in STOP_WORDS
        or not max(2, len(letters) - 1) <= len(initials) <= len(letters) + 2
    ):
        return None
    fitting = sum(min(initials.count(letter), letters.count(letter)) for letter in set(letters))
    return Fit(0, len(taken) - 1, 1.0) if told or 2 * fitting > len(letters) else None


def is_exact(short: str, fit: Fit) -> bool:
    """True when each letter starts a word and only small words stand between; A&E has one that its sign stands for."""
    return fit.price <= (0.05 if len(get_letters(short)) > 2 or not short.isalpha() else 0.0)


def starts_with(word: str, letter: str) -> bool:
    """True when a word starts with a letter, or is the number that a digit stands for."""
    lowered = word.lower()
    if lowered.startswith((letter, "ex", "cross", "crystal") if letter == "x" else letter):
        return True
    if letter not in _NUMBERS:
        return False
    first = _PART.match(lowered)
    return first is not None and first.group() in _NUMBERS.get(letter, ())


def is_good(short: str, fit: Fit, *, strict: bool = False) -> bool:
    """True when a fit is cheap enough to be meant; strict where nothing but the fit says so."""
    length = len(get_letters(short))
    if length <= 2:
        return is_exact(short, fit) if strict else fit.price <= 0.6
    return fit.price <= (0.2 if strict else 0.25 + 0.27 * length)


def _is_counted(letters: str, word: str) -> bool:
    counted = _NUMERONYM.fullmatch(letters)
    lowered = word.lower()
    return (
        counted is not None
        and len(word) == int(counted[2]) + 2
        and (lowered[0], lowered[-1]) == (counted[1], counted[3])
    )


def may_be_plural(short: str) -> bool:
    """Return whether a small s at the end may stand for no word (SENDCos)."""
    return len(short) > 3 and short.endswith("s") and not short.islower() and get_letters(short).endswith("s")


def _window(letters: str) -> int:
    return min(2 * len(letters) + 1, len(letters) + 5)


@lru_cache(maxsize=4096)
def _prices(letters: str, words: tuple[str, ...]) -> tuple[float, ...]:
    """Return, for each word as the last one, the price of spending all letters from the first word up to it.

    Letters go to words in order, the first letter to the start of the first word.
    """
    count = len(letters)
    if not count or not words:
        return ()
    row = [_FAR] * (count + 1)
    row[0] = 0.0
    ends: list[float] = []
    for place, word in enumerate(words):
        looked = _look_at(word)
        following = [_FAR] * (count + 1)
        for spent, price in enumerate(row):
            if price >= _FAR:
                continue
            if place and spent:
                is_number = looked.is_numbered and list(words[place + 1 : place + 2]) == [letters[spent : spent + 1]]
                skipped = price + (_SMALL if is_number else looked.skip)
                if skipped < following[spent]:
                    following[spent] = skipped
            for taken, extra in _take(letters, spent, looked):
                if price + extra < following[spent + taken]:
                    following[spent + taken] = price + extra
        # a long form does not end with a word that gave no letter
        may_end = not looked.is_never_last and following[count] < row[count] + looked.skip - 0.001
        ends.append(following[count] + looked.late if may_end else _FAR)
        row = following
        row[0] = _FAR
        if min(row) >= _FAR:
            return (*ends, *(_FAR for _ in words[place + 1 :]))
    return tuple(ends)


class _Looked(NamedTuple):
    """What a word can do in a long form, looked at once."""

    lowered: str
    parts: tuple[int, ...]
    """Where a letter may start a part: after a hyphen, at a capital within."""
    skip: float
    late: float
    is_numbered: bool
    is_never_last: bool


@lru_cache(maxsize=16_384)
def _look_at(word: str) -> _Looked:
    lowered = word.lower()
    parts = [part.start() for part in _PART.finditer(lowered)]
    parts += [at for at in range(1, len(word)) if word[at].isupper() and word[at - 1].islower()]
    is_small = lowered in STOP_WORDS
    return _Looked(
        lowered,
        tuple(parts),
        _SMALL if is_small else _SKIPPED,
        _LATE_END if is_small else 0.0,
        lowered in _NUMBERED,
        lowered in _NEVER_LAST,
    )


def _take(letters: str, spent: int, looked: _Looked) -> list[tuple[int, float]]:
    """Return how many of the letters that follow a word can give, with the price of each choice."""
    lowered, parts = looked.lowered, looked.parts
    if spent == len(letters) or not parts:
        return []
    letter = letters[spent]
    if letter.isdigit():
        return _take_number(letters, spent, lowered, parts)
    if lowered[parts[0]] != letter:
        if letter == "x" and lowered.startswith(("ex", "cross", "crystal")):
            choices = [(1, 0.1 if lowered.startswith("ex") else 0.0)]
            return choices + _take_parts(letters, spent, lowered, parts)
        return []
    price, taken = (_ARTICLE if lowered in ("the", "a", "an") else 0.0), 1
    choices = [(1, price)]
    place = parts[0]
    while spent + taken < len(letters):
        found, extra = _next_place(lowered, place, letters[spent + taken], parts)
        if found < 0:
            break
        place, price, taken = found, price + extra, taken + 1
        choices.append((taken, price))
    return choices


def _take_number(letters: str, spent: int, word: str, parts: Sequence[int]) -> list[tuple[int, float]]:
    """Return the choices of a word that a digit stands for, and of what a hyphen ties to it (two-factor)."""
    if not starts_with(word, letters[spent]):
        return []
    return [(1, 0.0), *_take_parts(letters, spent, word, parts)]


def _take_parts(letters: str, spent: int, word: str, parts: Sequence[int]) -> list[tuple[int, float]]:
    """Return the choices of what hyphens tie to the first part of a word, each part giving a letter."""
    choices: list[tuple[int, float]] = []
    for start, letter in zip(parts[1:], letters[spent + 1 :], strict=False):
        if not starts_with(word[start:], letter):
            break
        choices.append((len(choices) + 2, 0.0))
    return choices


def _next_place(word: str, place: int, letter: str, parts: Sequence[int]) -> tuple[int, float]:
    """Return where a further letter of one word stands: at the start of a part, next in the word, or further in."""
    for start in parts:
        if start > place and (word[start] == letter or (letter.isdigit() and starts_with(word[start:], letter))):
            return start, 0.0
    if word[place + 1 : place + 2] == letter:
        return place + 1, _PREFIX
    found = word.find(letter, place + 1)
    return found, _INNER
