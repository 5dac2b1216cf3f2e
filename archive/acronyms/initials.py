"""Initials of persons: where a text is signed with them or speaks of somebody by them.

They are no acronyms, and a moderator may want them out of the public copy, so they are returned apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.acronyms.english import is_word
from archive.acronyms.shapes import get_shape
from archive.acronyms.tokens import Token
from archive.acronyms.word_lists import (
    CLOSINGS,
    DETERMINERS,
    FUNCTION,
    HEADS,
    PERSONS,
    SIGN_OFFS,
    SPEECH,
    TWO_LETTERS,
    UNITS,
    words,
)
from archive.text import Span

_TWO_DOTTED = re.compile(r"(?:[A-Z]\.){2,3}|[A-Z]\.[A-Z]|[A-Z]\.[A-Z]\.[A-Z]")
_PLACES = words("uk eu us un ni hq po ps qc tv nb gp dv ta la cv pc id ie eg am pm rn pe re usa")
_COMPASS = words("nw ne sw se")
_TITLES = words("mr mrs ms miss dr prof sir lady lord dame cllr councillor rev sgt constable inspector")
_BEFORE_PERSON = words("as thanks says said agree cheers dear love well")
_BEFORE_THING = words("or and in of with on at via under for")
_BEFORE_MAKER = words("by from thanks ask tell told")
_ENDING = re.compile(r"[\s.!)xX,~*-]*$")
_PLACED = re.compile(r",\s[A-Z][a-z]+\.?$|\s\([^()\n]{3,40}\)\.?$")
"""What may stand behind initials on a line of their own: a town, or a remark in brackets."""
_QUOTED_END = re.compile(r"[.!]?[\"”]")
_DASHED = re.compile(r"\s[-–—~]\s?$")
_PERSON_LETTERS = re.compile(r"[A-Z][a-z]?[A-Z]{1,2}")
_LISTING = words("initials initialled apologies")
_SIGNED = words("sign signs signed signing initialled")
_SIGNED_THINGS = words("""
    letter letters everything it them himself herself themselves note notes email emails form forms page pages post
    posts comment comments
""")
_MINUTED = words("proposed seconded objection objected proposer seconder chaired apologies absent minutes")
_ROLES = words("po spo om so pso ta ht dh dht hca rn sn gp sho ao ceo cto cso hr it")
"""Letters that stand for what somebody is."""
_OWN = words("my our his her their your")
_GREETINGS = words("hi hello hey dear sorry")
_HE_OR_SHE = words("he she him her his who he's she's he'd she'd")
_TO_YOU = words("you you're you've you'd your yours i agree agreed thanks cheers well no yes")


def find_initials(text: str, tokens: Sequence[Token], known: frozenset[str]) -> list[Span]:
    """Return where persons' initials stand, given the keys that are known to be acronyms."""
    undotted = {token.lower for token in tokens if token.kind == "word"}
    found: dict[Span, str] = {}
    for index, token in enumerate(tokens):
        if len(token.lower) > 3 and token.kind == "word":
            continue
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
    _add_dotted(tokens, undotted, known, found)
    signed = {letters for letters in found.values() if len(letters) > 1}
    for token in tokens if signed else ():  # "KT" at the end makes every other KT of the text the same person
        if token.kind == "word" and token.text.isupper() and _letters(token) in signed:
            found.setdefault(Span(token.start, token.end), _letters(token))
    return sorted(found)


def _add_dotted(tokens: Sequence[Token], undotted: set[str], known: frozenset[str], found: dict[Span, str]) -> None:
    """Add three letters with dots where the text writes a person's initials so: "P.K. wrote it, D.A.S. signed it"."""
    written = {token.start for token in tokens if token.kind == "dotted"}
    if not any(span.start in written for span in found):
        return
    for index, token in enumerate(tokens):
        letters = _letters(token)
        if token.start not in written or len(letters) != 3 or not token.text.isupper() or token.is_code:
            continue
        left = tokens[index - 1].lower if index else ""
        if not (left in DETERMINERS or letters in undotted or letters in known or letters in _PLACES):
            found.setdefault(Span(token.start, token.end), letters)


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
        or (is_named and right not in FUNCTION)
        or (left in ("is", "was", "be", "called", "named") and _is_he_or_she(tokens, index))
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
    if token.text.isupper() or _PERSON_LETTERS.fullmatch(token.text):
        return (
            (token.text.isupper() and (_signs(text, tokens, index) or _is_spoken_of(tokens, index)))
            or _is_listed(tokens, index)
            or _is_signature(tokens, index)
            or _is_beside_person(tokens, index)
        )
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
    rest = text[token.end : token.end + 60].split("\n")[0]
    is_set_off = index > 3 and ("\n" in token.gap or _DASHED.search(token.gap) is not None)
    if is_set_off and len(token.text) == 2 and (_PLACED.match(rest) or _QUOTED_END.match(rest)):
        return True
    if not _ENDING.fullmatch(rest) or rest.startswith((")", "!", "?")) or "?" in rest:
        return False
    if token.text.isupper() and get_shape(token.text) is None:
        return False
    left = tokens[index - 1].lower if index else ""
    if left in SIGN_OFFS and not token.gap.strip(" ,\n.!-–—"):
        return True
    if index == 0 or "\n" in token.gap or _DASHED.search(token.gap):
        return index > 3
    if rest.strip() == ".)" and len(token.text) == 2 and not text[token.end + 2 :].strip():
        rest = ""
    ends_sentence = re.search(r"[.!?]['\")]?\s+$", token.gap) is not None
    is_alone = len(token.text) == 2 or (not text[token.end :].strip() and text.count(token.text) == 1)
    return ends_sentence and index > 3 and is_alone and not rest.startswith(".")


def _is_spoken_of(tokens: Sequence[Token], index: int) -> bool:
    """True for "thanks KT" and "as KT said", where a thing would have an article."""
    token = tokens[index]
    left = tokens[index - 1].lower if index and not token.gap.strip() else ""
    right = tokens[index + 1].lower if index + 1 < len(tokens) and not tokens[index + 1].gap.strip() else ""
    is_thanked = left == "you" and index > 1 and tokens[index - 2].lower == "thank"
    if (is_thanked or left == "thanks") and right == "for" and 2 <= len(token.text) <= 3:
        return tokens[index - 1].starts_sentence or tokens[index - 2].starts_sentence
    if len(token.text) != 2:
        return False
    if left in _TITLES or left in _MINUTED:
        return True
    if _is_spoken_to(tokens, index, left):
        return True
    if left in CLOSINGS and (token.starts_sentence or index < 2 or tokens[index - 1].starts_sentence):
        return right not in ("team", "staff")
    return left == "as" and right in SPEECH


def _is_spoken_to(tokens: Sequence[Token], index: int, left: str) -> bool:
    """True for "Hi KT," and "KT, you are right", where a comment answers a person."""
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    if follower is None or follower.gap[:1] not in (",", ":", "-"):
        return False
    if left in _GREETINGS:
        return tokens[index - 1].starts_sentence
    return index == 0 and follower.lower in _TO_YOU


def _is_listed(tokens: Sequence[Token], index: int) -> bool:
    """True in a list of persons: "by our initials: JW, PK", "Apologies AR, TdS"."""
    for place in range(index - 1, max(-1, index - 12), -1):
        if tokens[place].lower in _LISTING:
            between = tokens[place + 1 : index]
            return tokens[place].lower != "apologies" or all(len(one.text) < 4 for one in between)
    return False


def _is_signature(tokens: Sequence[Token], index: int) -> bool:
    """True for "signed every letter JHT" and "signs everything ABC"."""
    if not index or tokens[index - 1].lower not in _SIGNED_THINGS or tokens[index].starts_sentence:
        return False
    right = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    return any(one.lower in _SIGNED for one in tokens[max(0, index - 5) : index]) and right not in HEADS


def _is_beside_person(tokens: Sequence[Token], index: int) -> bool:
    """True for "the clerk, MB, could", "my PO, RT, never rang", "RT, my PO,"; lists of things are told apart."""
    token = tokens[index]
    if len(token.text) != 2:
        return False
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    is_next_to = token.gap == " " or (token.gap == " (" and follower is not None and follower.gap[:1] == ")")
    if is_next_to and index > 1 and tokens[index - 1].lower in PERSONS and _letters(token) not in _ROLES:
        right = follower.lower if follower is not None else ""
        return _names_person(tokens, index - 1) and right not in HEADS
    if token.gap == ", " and index > 1 and _names_person(tokens, index - 1):
        if follower is None or follower.starts_sentence:
            return True
        is_listed = not follower.text.islower() or follower.lower in ("and", "or", "plus")
        return follower.gap[:1] == "," and not is_listed
    if follower is None or follower.gap != ", " or follower.lower not in _OWN or index + 2 >= len(tokens):
        return False
    beyond = tokens[index + 3 : index + 4]
    return (not beyond or beyond[0].gap[:1] == ",") and _names_person(tokens, index + 2)


def _names_person(tokens: Sequence[Token], index: int) -> bool:
    """True for "the clerk" and "my PO": somebody's, or a word for a person."""
    token, left = tokens[index], tokens[index - 1].lower
    if token.lower in PERSONS:
        return left in DETERMINERS or (index > 1 and tokens[index - 2].lower in DETERMINERS)
    return left in _OWN and token.text.isupper() and 2 <= len(token.text) <= 4


def _is_he_or_she(tokens: Sequence[Token], index: int) -> bool:
    """True when the next words speak of a person."""
    return any(one.lower in _HE_OR_SHE for one in tokens[index + 1 : index + 5])
