"""Initials of persons: where a text is signed with them or speaks of somebody by them.

They are no acronyms, and a moderator may want them out of the public copy, so they are returned apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.acronyms.english import is_word
from archive.acronyms.shapes import get_shape
from archive.acronyms.tokens import Token
from archive.acronyms.word_lists import CLOSINGS, DETERMINERS, HEADS, SIGN_OFFS, SPEECH, TWO_LETTERS, UNITS, words
from archive.text import Span

_TWO_DOTTED = re.compile(r"(?:[A-Z]\.){2,3}|[A-Z]\.[A-Z]|[A-Z]\.[A-Z]\.[A-Z]")
_PLACES = words("uk eu us un ni hq po ps qc tv nb gp dv ta la cv pc id ie eg am pm rn pe re usa")
_COMPASS = words("nw ne sw se")
_TITLES = words("mr mrs ms miss dr prof sir lady lord dame cllr councillor rev sgt constable inspector")
_BEFORE_PERSON = words("as thanks says said agree cheers dear love well")
_BEFORE_THING = words("or and in of with on at via under for")
_BEFORE_MAKER = words("by from thanks ask tell told")
_ENDING = re.compile(r"[\s.!)xX,~*-]*$")


def find_initials(text: str, tokens: Sequence[Token], known: frozenset[str]) -> list[Span]:
    """Return where persons' initials stand, given the keys that are known to be acronyms."""
    undotted = {_letters(token) for token in tokens if token.kind == "word"}
    found: dict[Span, str] = {}
    for index, token in enumerate(tokens):
        letters = _letters(token)
        if len(letters) > 3 or token.is_code or letters in known:
            continue
        if letters in TWO_LETTERS and not (token.kind == "dotted" and _stands_last(tokens, index)):
            continue
        if len(letters) == 1:
            if _is_one_letter_person(text, tokens, index):
                found[Span(token.start, token.end + 1)] = letters
            continue
        if token.kind == "dotted":
            is_person = _is_dotted_person(tokens, index, undotted)
        else:
            is_person = token.text.isalpha() and _is_person(text, tokens, index)
        if is_person:
            found[Span(token.start, token.end)] = letters
    signed = {letters for letters in found.values() if len(letters) > 1}
    for token in tokens:  # "KT" at the end makes every other KT of the text the same person
        if token.kind == "word" and token.text.isupper() and _letters(token) in signed:
            found.setdefault(Span(token.start, token.end), _letters(token))
    return sorted(found)


def _stands_last(tokens: Sequence[Token], index: int) -> bool:
    """True for a sentence of its own at the end of a text or of one of its lines."""
    is_last = index + 1 == len(tokens) or "\n" in tokens[index + 1].gap or tokens[index + 1].gap == " ("
    return index > 3 and tokens[index].starts_sentence and is_last


def _letters(token: Token) -> str:
    return token.lower.replace(".", "")


def _is_dotted_person(tokens: Sequence[Token], index: int, undotted: set[str]) -> bool:
    """True for two or three letters with dots that nothing shows to be a thing."""
    token = tokens[index]
    if not _TWO_DOTTED.fullmatch(token.text) or not token.text.isupper():
        return False
    if _letters(token) in _PLACES:
        return False
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    is_named = follower is not None and follower.text.istitle() and follower.gap in ("", " ") and len(follower.text) > 2
    if is_named and follower is not None and not is_word(follower.lower):
        return True
    left = tokens[index - 1].lower if index else ""
    if left in _TITLES or any(one.lower == "initials" for one in tokens[max(0, index - 3) : index]):
        return True
    if _letters(token) in _COMPASS and left in ("in", "of", "from", "across"):
        return False
    if _letters(token) in undotted and not token.starts_sentence:
        return False
    if left in DETERMINERS and left != "that" and not token.starts_sentence:
        return False
    right = follower.lower if follower is not None and follower.gap == " " else ""
    if left in _BEFORE_MAKER and not (right in HEADS or right in DETERMINERS):  # told so by G.E.L.
        return True
    if len(_letters(token)) > 2 and left in _BEFORE_THING and not token.starts_sentence:
        return right not in HEADS
    return (
        len(_letters(token)) == 2
        or is_named
        or follower is None
        or "\n" in follower.gap
        or (token.starts_sentence and follower.gap == " (")
        or left in _BEFORE_PERSON
        or right in SPEECH
    )


def _is_one_letter_person(text: str, tokens: Sequence[Token], index: int) -> bool:
    """True for "M. from the kitchen" and "Cllr H. left": a capital with a dot inside a sentence."""
    token = tokens[index]
    if not token.text.isupper() or text[token.end : token.end + 1] != "." or (index and token.gap not in (" ", "")):
        return False
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    if follower is None or not follower.gap.startswith(". "):
        return False
    return bool(index and tokens[index - 1].lower in _TITLES) or (follower.text.islower() and len(follower.text) > 1)


def _is_person(text: str, tokens: Sequence[Token], index: int) -> bool:
    """True for bare letters that sign a text, or that stand where only a person can."""
    token = tokens[index]
    if token.text.isupper():
        return _signs(text, tokens, index) or _is_spoken_of(tokens, index)
    return (
        token.text.islower()
        and not is_word(token.lower)
        and token.lower not in UNITS
        and (
            (_signs(text, tokens, index) and re.search(r"[-–—~\n]\s?$", token.gap) is not None)
            or _is_spoken_of(tokens, index)
        )
    )


def _signs(text: str, tokens: Sequence[Token], index: int) -> bool:
    """True at the end of a text or of one of its lines, alone or after a word of farewell."""
    token = tokens[index]
    rest = text[token.end : token.end + 30].split("\n")[0]
    if not _ENDING.fullmatch(rest) or rest.startswith((")", "!", "?")) or "?" in rest:
        return False
    if token.text.isupper() and get_shape(token.text) is None:
        return False
    left = tokens[index - 1].lower if index else ""
    if left in SIGN_OFFS and not token.gap.strip(" ,\n.!-–—"):
        return True
    if index == 0 or "\n" in token.gap or re.search(r"\s[-–—~]\s?$", token.gap):
        return index > 3
    ends_sentence = re.search(r"[.!?]['\")]?\s+$", token.gap) is not None
    is_alone = len(token.text) == 2 or (not text[token.end :].strip() and text.count(token.text) == 1)
    return ends_sentence and index > 3 and is_alone and not rest.startswith(".")


def _is_spoken_of(tokens: Sequence[Token], index: int) -> bool:
    """True for "thanks KT" and "as KT said", where a thing would have an article."""
    token = tokens[index]
    left = tokens[index - 1].lower if index and not token.gap.strip() else ""
    right = tokens[index + 1].lower if index + 1 < len(tokens) and not tokens[index + 1].gap.strip() else ""
    if len(token.text) != 2:
        return False
    if left in _TITLES:
        return True
    if left in CLOSINGS and (token.starts_sentence or index < 2 or tokens[index - 1].starts_sentence):
        return right not in ("team", "staff")
    return left == "as" and right in SPEECH
