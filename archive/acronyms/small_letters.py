"""Acronyms in small letters: what could be one (oasys, mdt, Napo), and under which keys others would know it."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.acronyms.english import UNKNOWN, is_pair, is_word, rank
from archive.acronyms.evidence import Surroundings
from archive.acronyms.tokens import Token
from archive.acronyms.word_lists import DETERMINERS, FUNCTION, HEADS, SHORTENED, SLANG, UNITS, words

_BARE = re.compile(r"(?:[b-df-hj-np-tv-xz]{3,5}|[aeiou][b-df-hj-np-tv-xz]{3,4})(?:['’]s?)?")
_SMALL = re.compile(r"(?P<core>[^\W\d_]{2,10}?|[^\W\d_]{2,5}\d)(?P<plural>s)?(?:['’]s?)?")
_BARE_PAIR = re.compile(r"[b-df-hj-np-tv-xz]{2}(?:['’]s?)?")
_DOTTED_TALK = words("eg ie am pm aka etc nb ps ok pa ca viz ba no pt vs cf ff pp ad bc bce im ive do qv op")
_NAMES = words("ta pa ma ed al jo di mo vi si la de le et re te un")
"""Two letters that are somebody's name, a word of thanks or a foreign word unless an article stands before them."""
_RARE_WORD = 12_000
"""From this rank on a word in small letters may be an acronym that the same text writes in capitals (mig, pews)."""
_SELDOM_MEANT = 30_000
"""From this rank on a word, in whatever letters, is the acronym that others write in mixed ones (RivAS, rivas)."""
_ENDINGS = ("ed", "ing", "ly", "er", "ers", "ies", "y")
"""How rare words end that are made of common ones; to ask of each what others write takes room."""
_DROPPED = 5000
"""Up to this rank a word may stand there without its h."""


def split_small(token: Token) -> tuple[str, str] | None:
    """Return a word in small or title letters and its plural s, None when it is written otherwise."""
    return _split(token.text)


@lru_cache(maxsize=16_384)
def _split(word: str) -> tuple[str, str] | None:
    match = _SMALL.fullmatch(word)
    return None if match is None else (match["core"], match["plural"] or "")


def is_modifier(word: str, around: Surroundings) -> bool:
    """True where an English word in small letters can hardly be itself: before a noun that it does not go with."""
    return (
        around.right_next
        and around.right_text.islower()
        and around.right not in FUNCTION
        and not is_pair(word, around.right)
    )


def is_name_like(token: Token) -> bool:
    """True for two letters that are an acronym only where a thing's name stands ("a Ta", not "ta very much")."""
    return token.lower in _NAMES


def is_pair_of_letters(token: Token) -> bool:
    """True for two small letters that are no word (po), which are an acronym sooner where a thing's name stands."""
    return len(token.text) == 2 and token.text.islower() and not is_word(token.text)


def may_be_known(token: Token, core: str, plural: str) -> bool:
    """True for what would be an acronym if others write it in capitals: no common word, no shorthand, no unit."""
    return _may_be_known(token.text, token.lower, core, plural)


@lru_cache(maxsize=16_384)
def _may_be_known(text: str, lower: str, core: str, plural: str) -> bool:
    if len(core) < 2 or lower in SLANG or lower in UNITS:
        return False
    if not (is_word(core) or is_word(core + plural)):
        return rank("h" + core) > _DROPPED  # 'ard to say
    return len(core) > 2 and text.islower() and rank(core) > _RARE_WORD and rank(core + plural) > _RARE_WORD


@lru_cache(maxsize=16_384)
def is_seldom_meant(word: str) -> bool:
    """True for an English word or a name so rare that an acronym of its letters is meant where there is one.

    >>> is_seldom_meant("rivas"), is_seldom_meant("arms"), is_seldom_meant("oasys")
    (True, False, False)
    """
    return word.isalpha() and 3 < len(word) < 8 and not word.endswith(_ENDINGS) and _SELDOM_MEANT < rank(word) < UNKNOWN


def is_part_of_name(around: Surroundings) -> bool:
    """True beside another word that starts with a capital (Maria Rivas)."""
    return (around.left_next and around.left_text.istitle()) or (around.right_next and around.right_text.istitle())


def is_bare(token: Token) -> bool:
    """True for small consonants, or a vowel before some, that are no word (mdt, psr, ehcp)."""
    return (_BARE.fullmatch(token.text) is not None and not is_word(token.lower)) and not any(
        token.lower in known for known in (SLANG, UNITS, SHORTENED)
    )


def is_bare_pair(token: Token) -> bool:
    """True for two small consonants that are no word (bp, hr)."""
    return _BARE_PAIR.fullmatch(token.text) is not None and not any(
        token.lower in known for known in (SLANG, UNITS, SHORTENED)
    )


def split_dotted(word: str, kind: str) -> str | None:
    """Return the letters of small ones with dots (p.o.), None for other words and what everybody writes so (e.g.)."""
    letters = word.replace(".", "")
    if kind != "dotted" or not letters.islower() or not 2 <= len(letters) <= 4 or letters in _DOTTED_TALK:
        return None
    return letters


def is_named(around: Surroundings) -> bool:
    """True where a thing's name stands: "the mdt", "psr training"."""
    return around.left in DETERMINERS or around.right in HEADS


def get_small_keys(word: str) -> list[str]:
    """Return the keys that a word in small letters may have: without a plural s, without an e in front (eoasys).

    >>> get_small_keys("eoasys")
    ['eoasys', 'eoasy', 'oasys']
    """
    keys = [word]
    if word.endswith("s") and len(word) > 3:
        keys.append(word[:-1])
    if word.startswith("e") and len(word) > 4:
        keys.append(word[1:])
    return keys
