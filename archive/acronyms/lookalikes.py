"""What only looks like an acronym: numerals, units, postcodes, makers' numbers, general shorthand."""

from __future__ import annotations

import re

from archive.acronyms.english import is_word
from archive.acronyms.evidence import Surroundings
from archive.acronyms.shapes import Shape
from archive.acronyms.tokens import Token
from archive.acronyms.word_lists import CODED, DETERMINERS, FUNCTION, HEADS, NUMBERING, ROADS, SLANG, UNITS, words

_POSTCODE_END = re.compile(r"\d[A-Z]{2}")
_POSTCODE_START = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_ROMAN_LETTERS = frozenset("IVXLCDMab")
_PLACES = words("ward bay block hut house dock berth pier gate platform site zone room unit bed")
"""What numerals stand behind on a sign, besides what stands in NUMBERING."""
_MAKERS = re.compile(r"-\d{3,5}(?!\d)| [1-9]\d{4}(?! ?\d)")
"""A number of a maker or a machine behind letters: FT-817, DR 73999."""
_STANDARDS = words("sha aes rsa crc iso ieee rfc bs en din ansi iec utf psi pso covid")
_DISTRICTS = ("way", "area", "postcode", "district", "bus", "buses", "road", "roundabout", "motorway")


def is_something_else(shape: Shape, around: Surroundings, token: Token, text: str) -> bool:
    """True for general shorthand, units and times after a number, Roman numerals, postcodes and the like."""
    word = shape.base.lower()
    if word == "re" and (text[token.end : token.end + 1] == ":" or around.right in DETERMINERS):
        return True
    if around.left in NUMBERING and _ROMAN_LETTERS.issuperset(shape.base) and around.left != "no":  # no CI
        return True
    if around.left in ("in", "with") and around.further_left in ("ends", "ending", "starts", "starting", "begins"):
        return True
    number = _MAKERS.match(text, token.end)
    if number is not None and word not in _STANDARDS and shape.kind == "caps":
        return True
    if word in ("ps", "pps", "nb") and token.starts_sentence:
        return True
    if word in ("mr", "mrs", "ms", "dr") and (around.is_shouted or around.right_text[:1].isupper()):
        return True
    if word in ("cc", "ha") and around.left in DETERMINERS:  # the County Council, another housing association
        return False
    if word in SLANG or (word == "iv" and _is_numeral(around, text, token)):
        return True
    if word in UNITS and around.left[-1:].isdigit() and around.before in ("", " ", "\u00a0"):
        return True
    if shape.kind == "dotted" and around.left[-1:].isdigit() and word in UNITS:
        return True
    if shape.kind in ("digits", "letter_digit"):
        return (
            _POSTCODE_START.fullmatch(token.text) is not None and _POSTCODE_END.fullmatch(around.right_text) is not None
        )
    return False


def _is_numeral(around: Surroundings, text: str, token: Token) -> bool:
    """True for IV after a word that is numbered (Part IV, Henry IV), or that starts a list item."""
    after = text[token.end : token.end + 2]
    if (
        around.left in NUMBERING
        or (around.left in _PLACES and around.right not in HEADS)
        or after[:1] == ")"
        or (after[:1] == "." and after[1:].isalnum())
    ):
        return True
    if around.left in DETERMINERS:
        return False
    return around.left_text.istitle() and around.right not in ("line", "access", "drip")


def weigh_digits(shape: Shape, around: Surroundings) -> float:
    """Return the weight of KS2 and G4S, which a code of a maker (the Bulldog VB2) looks like."""
    weight = 2.0 if shape.has_small_suffix or around.left in DETERMINERS else 1.0
    weight += 2.0 if around.sits_beside_acronym else 0.0
    weight += 1.0 if len(shape.base) > 4 and shape.base[:-1].isalpha() else 0.0
    if shape.base[-2:].isdigit():  # ER32 is a size or a maker's number more often than not
        weight -= 2.0
    if around.right in HEADS or around.right in ("thing", "stuff", "business", "rules", "releases", "list"):
        weight += 1.0
    if around.right in _DISTRICTS:
        weight -= 2.5
    is_named = around.left_next and around.left_text.istitle() and len(around.left_text) > 2
    if around.left in CODED or (is_named and around.left not in FUNCTION and not is_word(around.left)):
        weight -= 2.5
    return weight - (1.5 if around.before[-1:] in "\"“‘'" and around.before[-1:] else 0.0)


def weigh_letter_digit(shape: Shape, around: Surroundings, token: Token) -> float:
    """Return the weight of F1 and Y9, a road or a bus more often than not."""
    weight = 2.0 if shape.has_small_suffix else 0.0
    is_named = around.left in DETERMINERS and around.right not in FUNCTION
    weight += 1.0 if is_named or around.left in DETERMINERS else -1.0
    weight += 1.5 if around.right in ("one", "ones") else 0.0
    weight -= 2.5 if around.right in _DISTRICTS else 0.0
    return weight - (1.5 if token.lower[0] in ROADS else 0)
