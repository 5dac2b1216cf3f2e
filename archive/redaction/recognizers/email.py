"""E-mail addresses, plain or written so that harvesters of addresses miss them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import words_around
from archive.redaction.sentences import find_classes
from archive.redaction.tokens import class_of
from archive.text import Span

NAME = "email"
VERSION = 1

# the local part is the dot-atom of RFC 5322, 3.2.3, without its rarest signs, at most 64 characters (RFC 5321,
# 4.5.3.1.1); the look-behind lets a run of such characters be tried from its start only
_LOCAL = r"(?<![\w.%+-])\w[\w.%+'’&-]{0,63}"
_LABEL = r"[^\W_](?:[^\W_]|-){0,62}"
_PLAIN = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+[A-Za-z]{{2,24}}(?![^\W_])")

_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9])?"
_AT = r"(?:[ \t]{0,3}[\[({<][ \t]?at[ \t]?[\])}>][ \t]{0,3}|[ \t]{1,3}at[ \t]{1,3})"
_DOT = r"(?:[ \t]{0,3}[\[({<][ \t]?dot[ \t]?[\])}>][ \t]{0,3}|[ \t]{1,3}dot[ \t]{1,3})"
_ENDING = (
    r"(?:com|org|net|info|uk|gov|ac|co|eu|ie|de|fr|me|io|biz|scot|wales|email|mail|social|church|club|example"
    r"|test|invalid)"
)
_SPELLED = re.compile(
    rf"(?<![A-Za-z0-9._+-])(?:[A-Za-z0-9-]{{1,40}}{_DOT}){{0,2}}{_WORD}{_AT}[A-Za-z0-9-]{{1,63}}(?:(?:{_DOT}|\.)[A-Za-z0-9-]{{1,63}}){{0,3}}"
    rf"(?:{_DOT}|\.){_ENDING}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# what every address written out holds beside the word "at": the word "dot", or brackets around "at"
_BRACKETED_AT = re.compile(r"[\[({<][ \t]?at[ \t]?[\])}>]", re.IGNORECASE)
AT = class_of(["at"])
"""The word in every address written out."""
_DOTS = class_of(["dot"])
_BARE_AT = re.compile(r"\bat\b(?![ \t]?[\])}>])", re.IGNORECASE)
_SPELLED_DOT = re.compile(r"\bdot\b", re.IGNORECASE)


def find(text: str) -> Iterator[Finding]:
    """Yield e-mail addresses. "name at office dot org" counts, "meet at example.org" does not."""
    for start, end in words_around(text, [at.start() for at in re.finditer("@", text)]):
        for found in _PLAIN.finditer(text, start, end):
            yield _finding(found, 0.98, "has the form of an e-mail address")
    for found in _SPELLED.finditer(text) if _may_be_spelled(text) else ():
        bracketed = not _BARE_AT.search(found.group())
        if bracketed or _SPELLED_DOT.search(found.group()):
            yield _finding(found, 0.8, "is an e-mail address written out with the words for its signs")


def _may_be_spelled(text: str) -> bool:
    return find_classes(text) & AT != 0 and (find_classes(text) & _DOTS != 0 or bool(_BRACKETED_AT.search(text)))


def _finding(found: re.Match[str], score: float, why: str) -> Finding:
    return Finding(Entity.EMAIL, Span(*found.span()), score, Risk.HIGH, why, NAME, VERSION)
