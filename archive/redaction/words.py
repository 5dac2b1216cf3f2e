"""The one matcher of words that must go: masks, gate, certificate and leak tests all ask it, so they cannot differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, unquote_plus

from archive.errors import WrongUse
from archive.redaction import spellings
from archive.redaction.spellings import fold
from archive.text import Span

_MEANING = re.compile(r"[^\W_]")
_SLUG_TOKEN = re.compile(r"[^\W_]+")
_HANDLE_LENGTH = 7
_SLUG_DROPS = frozenset({"a", "an", "the"})
_UNQUOTED = 5
"""How many times over an address may be escaped and still be read."""


class Words:
    """Some words as they may stand in a text: whatever the case, the accents, the white space, the quotes, the hyphens.

    Several words are also found run together, or joined as in addresses and account names.

    >>> [(span.start, span.end) for span in Words("O'Brien of Leeds").find("Ask O’BRIEN\\n of leeds.")]
    [(4, 21)]
    >>> Words("Ann").stands_in("Anne, Joann, annual")
    False
    >>> Words("Priya Nair").stands_in("#PriyaNair")
    True
    """

    __slots__ = ("_exact", "_handles", "_pattern", "_slugs", "key")

    def __init__(self, exact: str) -> None:
        """Raise WrongUse when nothing is left that could be found: no letter, digit or symbol."""
        text = fold(exact).text.strip()
        if not any(unicodedata.category(character)[0] in "LNS" for character in text):
            raise WrongUse("give at least one letter, digit or symbol to look for")
        self._exact = unicodedata.normalize("NFC", " ".join(exact.split()))
        self._pattern = re.compile(_bounded(text))
        self._slugs = frozenset(_slugs_of(text)) - {"-"}
        self._handles = frozenset(_handles_of(text))
        self.key = max((token for token in _SLUG_TOKEN.findall(text) if token not in _SLUG_DROPS), key=len, default="")
        """The longest word of them: folded, every text and every reading of an address that tells them holds it."""

    def __repr__(self) -> str:
        return "<Words>"

    def find(self, text: str) -> list[Span]:
        """Return where the words stand in a text, in order, never overlapping."""
        folded = fold(text)
        spans: list[Span] = []
        if self.key not in folded.text:
            return spans
        done = 0
        for found in self._pattern.finditer(folded.text):
            start, end = folded.origin(*found.span())
            # one character may stand for the end of one find and the start of the next
            if end > done:
                spans.append(Span(max(start, done), end))
                done = end
        return spans

    def stands_in(self, text: str) -> bool:
        """Return whether the words stand in a text, plain or HTML-escaped."""
        folded = fold(text).text
        # hardly any text holds it, and the pattern looks at every letter
        return self.key in folded and self._pattern.search(folded) is not None

    def as_bytes(self) -> frozenset[bytes]:
        """Return the words as files hold them that are no text: ASCII in small letters, others in either case.

        >>> sorted(Words("Zoë").as_bytes())
        [b'zo\\xc3\\x8b', b'zo\\xc3\\xab']
        """
        return frozenset(case.encode().lower() for case in (self._exact, self._exact.lower(), self._exact.upper()))

    def stands_in_slug(self, path: str) -> bool:
        """Return whether an address or a part of one tells the words: escaped, joined by hyphens, or as one name."""
        readings = readings_of(path)
        if any(self.stands_in(reading) for reading in readings):
            return True
        addresses = [_slug(reading) for reading in readings]
        return any(told in address for address in addresses for told in self._slugs | self._handles)

    def stands_in_name(self, name: str) -> bool:
        """Return whether a byline or title tells the words; one that is a single word may be the name of an account."""
        return self.stands_in(name) or (is_one_word(name) and self.stands_in_slug(name))


def is_one_word(text: str) -> bool:
    """True for a text without white space in it, as names of accounts are."""
    return len(text.split(maxsplit=1)) == 1


def readings_of(path: str) -> frozenset[str]:
    """Return an address as it is and as it reads with its escapes resolved, however often they were escaped."""
    return frozenset(_readings(path)) if any(sign in path for sign in "%+&") else frozenset([path])


def _readings(path: str) -> Iterator[str]:
    for decode in (unquote, unquote_plus):
        reading = path
        for _ in range(_UNQUOTED):
            yield unescape(reading)
            yield reading
            before, reading = reading, decode(reading)
            if reading == before:
                break
        yield reading


def _bounded(text: str) -> str:
    """Return the pattern of the words; an end that is a letter or digit does not stop inside a longer word."""
    before = r"(?<![^\W_])" if _MEANING.match(text[0]) else ""
    after = r"(?![^\W_])" if _MEANING.match(text[-1]) else ""
    if spellings.is_joinable(text) and text[-1].isalpha():
        # account names often end in a number
        after = r"\d*+" + after
    return before + spellings.pattern_of(text) + after


def _slugs_of(text: str) -> Iterator[str]:
    """Yield the words as an address would spell them: with apostrophes dropped or parting, articles there or not."""
    for joint in ("", " "):
        slug = _slug(text.replace("'", joint))
        yield slug
        yield "-" + "".join(f"{token}-" for token in slug.split("-") if token and token not in _SLUG_DROPS)


def _handles_of(text: str) -> Iterator[str]:
    """Yield several words written as one, as account names are, when that is long enough to mean them."""
    slug = _slug(text.replace("'", "")).strip("-")
    if "-" in slug and len(joined := slug.replace("-", "")) >= _HANDLE_LENGTH:
        yield joined


def _slug(text: str) -> str:
    """Return the letters and digits of a text as "-one-two-three-", without accents."""
    return "-" + "".join(f"{token}-" for token in _SLUG_TOKEN.findall(fold(text).text))
