"""What a word looks like: which part of it could be an acronym as written, before its surroundings are seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from archive.acronyms.english import is_word, rank
from archive.acronyms.word_lists import FUNCTION, SLANG, TAKEN_MIXED, words

_SUFFIX = re.compile(r"(?P<core>.*?[A-Z0-9&])(?P<plural>s|es)?(?P<rest>['’](?:s|S|d|ll|ve|re|ed|ing|m)?)?")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_LONG_ROMAN = re.compile(r"M{1,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_CAPS_DIGITS = re.compile(r"[A-Z]{2,6}\d{1,2}")
_MIXED_DIGITS = re.compile(r"[A-Z]{1,3}[a-z]{1,2}[A-Z]{0,2}\d")
_SHORT_DIGITS = re.compile(r"[A-Z]\d[A-Z]|[2-6]G|[23]D|[2-9]FA")
_NUMERONYM = re.compile(r"[a-zA-Z]1[0-9][a-zA-Z]|k8s|K8s")
"""i18n, a11y: words of some length with their middle counted."""
_LETTER_DIGIT = re.compile(r"[A-Z]\d")
_CALL_SIGN = re.compile(r"(?:[A-Z]{1,2}|\d[A-Z])\d[A-Z]{2,4}")
_LONGEST = 24
_THRICE = words("BBB CCC DDD PPP WWW SSS TTT IEEE AAA EEE")
_ISLE = re.compile(r"[A-Z]{1,3}(?:o|of|a|i)[A-Z]{1,3}")
"""I.o.W., the Isle of Wight."""
_NAMED_TO_BE = re.compile(r"[A-Z][a-z]{3,}[A-Z]{1,2}")
"""OpenID, the name of a product."""
_CONTRACTED = re.compile(r"N['’]T", re.IGNORECASE)
_NUMERAL_OR_NAME = re.compile(r"[IVXLC]+(?:st|nd|rd|th|[a-e])|Mc[A-Z]+|(?:Mac|O)[A-Z]{2,}|Mk[IVX]+")
_REPEATED = re.compile(r"(.)\1\1", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """The part of a word that could be an acronym."""

    length: int
    """How many characters of the word the mention covers: a plural s belongs to it, a possessive does not."""
    base: str
    """The spelling without its plural s."""
    kind: str
    """caps, mixed, digits, letter_digit, dotted or joined."""
    has_small_suffix: bool
    """True for PSRs and PSR's in lower case, which nobody writes of a shouted word."""


@lru_cache(maxsize=16_384)
def get_shape(word: str, kind: str = "word") -> Shape | None:
    """Return what part of a word could be an acronym, None when no part could.

    >>> get_shape("PSRs").base, get_shape("NPS's").length, get_shape("eOASys").kind, get_shape("Grayling")
    ('PSR', 3, 'mixed', None)
    """
    if kind == "dotted":
        return _dotted(word)
    if _NUMERONYM.fullmatch(word):
        return Shape(len(word), word, "digits", False)
    if kind == "joined":
        base = word.removesuffix("s")
        return Shape(len(word), base, "joined", base != word)
    if len(word) > _LONGEST or _CONTRACTED.search(word):
        return None
    match = _SUFFIX.fullmatch(word)
    if match is None:
        return _mixed(word, word, "", "")
    core, plural, rest = match["core"], match["plural"] or "", match["rest"] or ""
    if _is_nothing(core) or (rest[1:] == "S" and not plural and is_word(core)):
        return None
    found = _digits(core) if any(map(str.isdigit, core)) else _letters(core)
    if found is None:
        return _mixed(core, word, plural, rest)
    if plural == "es" and core[-1] not in "SXZH":  # COSSes, but SATes is a slip of somebody's shift key
        return None
    return Shape(len(core) + len(plural), core, found, bool(plural or rest[1:].islower()))


def _is_nothing(core: str) -> bool:
    """True for masks and kisses (XX), drawn-out cries (NOOO), and Roman numerals other than IV."""
    upper = core.upper()
    if set(upper) == {"X"} or (_REPEATED.search(core) and not _is_thrice(upper)):
        return True
    return upper != "IV" and (bool(_ROMAN.fullmatch(core)) or (len(core) > 3 and bool(_LONG_ROMAN.fullmatch(core))))


def _is_thrice(core: str) -> bool:
    """True for SSSI and IEEE, which nobody draws out: a vowel would be, or the end of a word."""
    starts = core[0] == core[1] == core[2] and core[0] not in "AEIOUYMHWRZX" and 4 <= len(core) <= 5
    return core in _THRICE or (
        starts and not is_word(core[2:]) and core[3] != core[0] and core[2:].lower() not in SLANG
    )


def _digits(core: str) -> str | None:
    if _CALL_SIGN.fullmatch(core):
        return None
    if _MIXED_DIGITS.fullmatch(core) and sum(map(str.isupper, core)) >= 2:  # SpO2, IPv6
        return "mixed"
    if _CAPS_DIGITS.fullmatch(core) or _SHORT_DIGITS.fullmatch(core):
        return "digits"
    return "letter_digit" if _LETTER_DIGIT.fullmatch(core) else None


def _letters(core: str) -> str | None:
    if len(core) < 2 or len(core) > 12 or not core.isalpha() or not core.isupper():
        return None
    return "caps"


def _dotted(word: str) -> Shape | None:
    plural = "s" if word.endswith(".s") else ""
    letters = word.replace(".", "").removesuffix(plural)
    if (letters.isupper() or _ISLE.fullmatch(letters)) and not _is_nothing(letters) and letters not in ("AM", "PM"):
        return Shape(len(word), letters, "dotted", bool(plural))
    return None


def _mixed(core: str, word: str, plural: str, rest: str) -> Shape | None:
    """Return the shape of OASys, ViSOR, MoJ, eOASys; None for GitHub, McNally, UNbelievable and THe."""
    whole = core + plural
    if rest == "" and whole != word and core == word:
        whole = word
    whole = re.sub(r"['’].*", "", whole)
    capitals = sum(map(str.isupper, whole))
    if (
        not whole.isalpha()
        or capitals < 2
        or len(whole) > 10
        or whole.lower() in TAKEN_MIXED
        or _NUMERAL_OR_NAME.fullmatch(whole)
    ):
        return None
    if _REPEATED.search(whole) or (
        whole.startswith(("Mc", "Mac", "De", "Le", "La", "O'")) and capitals == 2 < len(whole) - 1
    ):
        return None
    if (
        capitals / len(whole) < 0.5
        and not (whole[:2].isupper() and capitals / len(whole) >= 0.4)
        and not _e_prefixed(whole)
    ):
        return None
    if _NAMED_TO_BE.fullmatch(whole) or whole.lower() in FUNCTION or (is_word(whole) and not _alternates(whole)):
        return None
    singular = whole[:-1] if plural == "s" and whole.endswith("s") and whole[-2].isupper() else whole
    return Shape(len(whole), singular, "mixed", singular != whole)


def _e_prefixed(whole: str) -> bool:
    return whole[0] == "e" and whole[1:2].isupper() and sum(map(str.isupper, whole)) >= 2


def _alternates(whole: str) -> bool:
    """True when small letters stand between capitals (ViSOR), not only after or before them (THey, anD)."""
    return re.fullmatch(r"[A-Z]+[a-z]+[A-Z]+[a-zA-Z]*", whole) is not None and rank(whole) > 500
