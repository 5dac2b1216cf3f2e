"""The one matcher of words that must go: masks, gate, certificate and leak tests all ask it, so they cannot differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, unquote_plus

from archive.errors import WrongUse
from archive.redaction import spellings
from archive.text import Span

_MEANING = re.compile(r"[^\W_]")
_SLUG_TOKEN = re.compile(r"[^\W_]+")
_HANDLE_LENGTH = 7
_SLUG_DROPS = frozenset({"a", "an", "the"})


class Words:
    """Some words as they may stand in a text: whatever the case, the white space, the quotes and the hyphens.

    >>> [(span.start, span.end) for span in Words("O'Brien of Leeds").find("Ask O’BRIEN\\n of leeds.")]
    [(4, 21)]
    >>> Words("Ann").stands_in("Anne, Joann, annual")
    False
    """

    __slots__ = ("_handles", "_pattern", "_slugs")

    def __init__(self, exact: str) -> None:
        """Raise WrongUse when nothing is left that could be found: no letter, digit or symbol."""
        text = spellings.IGNORED.sub("", unicodedata.normalize("NFC", exact)).strip()
        if not any(unicodedata.category(character)[0] in "LNS" for character in text):
            raise WrongUse("give at least one letter, digit or symbol to look for")
        self._pattern = re.compile(_bounded(text), re.IGNORECASE)
        self._slugs = frozenset(_slugs_of(text)) - {"-"}
        self._handles = frozenset(_handles_of(text))

    def __repr__(self) -> str:
        return "<Words>"

    def find(self, text: str) -> list[Span]:
        """Return where the words stand in a text, in order, never overlapping."""
        return [Span(*found.span()) for found in self._pattern.finditer(text)]

    def stands_in(self, text: str) -> bool:
        """Return whether the words stand in a text, plain or HTML-escaped."""
        return self._pattern.search(text) is not None

    def stands_in_slug(self, path: str) -> bool:
        """Return whether an address or a part of one tells the words: escaped, joined by hyphens, or as one name."""
        readings = {unescape(path), unquote(path), unquote_plus(unquote_plus(path))}
        if any(self.stands_in(reading) for reading in readings):
            return True
        addresses = [_slug(reading) for reading in readings]
        return any(told in address for address in addresses for told in self._slugs | self._handles)


def _bounded(text: str) -> str:
    """Return the pattern of the words; an end that is a letter or digit does not stop inside a longer word."""
    before = r"(?<![^\W_])" if _MEANING.match(text[0]) else ""
    after = r"(?![^\W_])" if _MEANING.match(text[-1]) or unicodedata.combining(text[-1]) else ""
    return before + "".join(_iter_patterns(text)) + after


def _iter_patterns(text: str) -> Iterator[str]:
    """Yield the pattern of each piece, with what may stand unseen between two of them."""
    after_space = True
    for piece in spellings.PIECES.findall(text):
        if piece.isspace():
            yield spellings.SPACE
            after_space = True
            continue
        if not after_space:
            yield spellings.UNSEEN
        yield spellings.pattern_of(piece)
        after_space = False


def _slugs_of(text: str) -> Iterator[str]:
    """Yield the words as an address would spell them: with apostrophes dropped or parting, articles there or not."""
    for joint in ("", " "):
        slug = _slug(spellings.APOSTROPHES.sub(joint, text))
        yield slug
        yield "-" + "".join(f"{token}-" for token in slug.split("-") if token and token not in _SLUG_DROPS)


def _handles_of(text: str) -> Iterator[str]:
    """Yield several words written as one, as account names are, when that is long enough to mean them."""
    slug = _slug(spellings.APOSTROPHES.sub("", text)).strip("-")
    if "-" in slug and len(joined := slug.replace("-", "")) >= _HANDLE_LENGTH:
        yield joined


def _slug(text: str) -> str:
    """Return the letters and digits of a text as "-one-two-three-", without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return "-" + "".join(f"{token}-" for token in _SLUG_TOKEN.findall(plain))
