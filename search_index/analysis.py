"""From text to terms: ordinary words, acronyms and bylines. The index and every query go through the same analyzers.

Four analyzers, composed: `TEXT` (lower case, common words out, English stems), `ACRO` (acronyms alone, their capitals
kept), `MIXED` (which of them stand there in mixed case) and `BYLINE` (lower-case words as they stand). What a redaction
masked is never analysed: see `searchable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from archive.redaction.entities import Entity
from archive.text import MarkKind, RedactedText, Span
from search_index.whoosh_engine.library import (
    EnglishStemmer,
    Filter,
    LowercaseFilter,
    RegexTokenizer,
    StemFilter,
    StopFilter,
    SubstitutionFilter,
)

STOP_WORDS = frozenset(
    """
    a an and are as at be been but by for from had has have he her his i if in is it its me my of on or our she so
    that the their them they this to was we were with you your
    """.split()  # noqa: SIM905 - a list of words reads as one
)
"""Words too common to find anything. Names stand not among them ("will", "may"), nor does "not"."""

GAP = "\ufffc"
"""Stands where a redaction stood: a word of its own, so that no phrase reaches across, and one that nobody types."""

MAX_WORD = 100
"""Longer words (pasted keys, addresses) are not indexed."""

_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_DOTTED = r"\b[^\W\d_](?:\.[^\W\d_])+\b"
_LIST_SIGNS = r"[,;:/&+|()\[\]]"
_SHOUT = 4
_STEMMER = EnglishStemmer()
_Y_PLURAL = re.compile(r"[^\W\d_aeiou]ys\Z")
_POSSESSIVE = re.compile(r"'[sS]\Z")
_TITLE_TOKEN = re.compile(r"\[(?:" + "|".join(re.escape(entity.value) for entity in Entity) + r")\]")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the English stem of a lower-case word (Snowball, the Porter 2 algorithm).

    A word in consonant + "ys" stays whole: English makes that plural in "ies", and OASys is not an oasis.

    >>> stem("running"), stem("breaches"), stem("oasys"), stem("oasys's"), stem("oasis")
    ('run', 'breach', 'oasys', 'oasys', 'oasi')
    """
    owner = without_possessive(word)
    return owner if _Y_PLURAL.search(owner) else str(_STEMMER.stem(word))


def without_possessive(word: str) -> str:
    """Return a word without 's at its end, every apostrophe in it a straight one.

    >>> without_possessive("PSR’s")
    'PSR'
    """
    return _POSSESSIVE.sub("", word.replace("’", "'"))


def fold_acronym(word: str) -> str | None:
    """Return the one spelling under which an acronym is kept, None for a word with fewer than two capitals.

    >>> fold_acronym("PSRs"), fold_acronym("OASys's"), fold_acronym("A.R.M.S"), fold_acronym("Arms")
    ('PSR', 'OASYS', 'ARMS', None)
    """
    bare = without_possessive(word).replace(".", "")
    if bare.endswith("s") and bare[:-1].isupper():
        bare = bare[:-1]
    if sum(letter.isupper() for letter in bare) < 2 or len(bare) > MAX_WORD:
        return None
    return bare.upper()


def is_capitals(word: str) -> bool:
    """True for an acronym typed as one: two or more letters, all capitals but for a plural or possessive s.

    >>> [is_capitals(word) for word in ("PO", "ARMS", "PSRs", "OASys", "A")]
    [True, True, True, False, False]
    """
    bare = without_possessive(word)
    return fold_acronym(word) is not None and (bare[:-1] if bare.endswith("s") else bare).isupper()


def fold_mixed(word: str) -> str | None:
    """Return the one spelling of an acronym that stands here in mixed case, None for any other word.

    That is two or more capitals and a lower-case letter that is no plural or possessive s, nor the e of "eOASys". Two
    capitals and then small letters alone are a shift key held too long: "ARms" says nothing about ARMS, nor "THe".

    >>> [fold_mixed(word) for word in ("OASys", "RivASs", "eRivAS's", "PSRs", "ARMS", "Arms", "ARms")]
    ['OASYS', 'RIVAS', 'RIVAS', None, None, None, None]
    """
    bare = without_possessive(word)
    if bare.endswith("s") and bare[-2:-1].isupper():
        bare = bare[:-1]
    if bare[:1] == "e" and bare[1:2].isupper() and _is_mixed(bare[1:]):
        bare = bare[1:]
    return bare.upper() if _is_mixed(bare) else None


def _is_mixed(bare: str) -> bool:
    if bare.isupper() or len(bare) > MAX_WORD or sum(map(str.isupper, bare)) < 2 or bare.lower() in STOP_WORDS:
        return False
    return not (bare[:2].isupper() and bare[2:].replace("'", "").islower())


class AcronymFilter(Filter):  # type: ignore[misc]  # Whoosh has no types, and composes only what derives from its Filter
    """Keeps acronyms, folded; drops every other word, and runs of four or more words all in capitals, which shout.

    A comma, slash or other sign of a list ends a run: "PSR, OGRS, RSR, OASYS" is four acronyms.
    """

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __call__(self, tokens: Iterable[Any]) -> Iterator[Any]:
        """Yield the tokens that are acronyms."""
        run: list[Any] = []
        for token in tokens:
            if token.text.isupper():
                run.append(token.copy())
            elif any(letter.isalpha() for letter in token.text) or re.fullmatch(_LIST_SIGNS, token.text):
                yield from _spoken(run)
                run = []
                yield from _spoken([token])
        yield from _spoken(run)


class MixedFilter(Filter):  # type: ignore[misc]  # Whoosh has no types, and composes only what derives from its Filter
    """Keeps acronyms that stand in mixed case, folded; drops every other word."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __call__(self, tokens: Iterable[Any]) -> Iterator[Any]:
        """Yield the tokens that are acronyms in mixed case."""
        for token in tokens:
            if folded := fold_mixed(token.text):
                token.text = folded
                yield token


def _spoken(run: list[Any]) -> Iterator[Any]:
    if len(run) >= _SHOUT:
        return
    for token in run:
        if folded := fold_acronym(token.text):
            token.text = folded
            yield token


TEXT = (
    RegexTokenizer(f"{GAP}|{_WORD}")
    | LowercaseFilter()
    | StopFilter(STOP_WORDS, minsize=1, maxsize=MAX_WORD)
    # `stem` has its own cache, which all threads share
    | StemFilter(stemfn=stem, lang=None, cachesize=None)
)
ACRO = RegexTokenizer(f"{_DOTTED}|{_WORD}|{_LIST_SIGNS}") | AcronymFilter()
MIXED = RegexTokenizer(_WORD) | MixedFilter()
BYLINE = RegexTokenizer(_WORD) | LowercaseFilter() | SubstitutionFilter("’", "'")
WORDS = RegexTokenizer(_WORD)


def terms(analyzer: Any, text: str) -> list[str]:
    """Return the terms an analyzer makes of a text, in order."""
    return [token.text for token in analyzer(text)]


def placed_terms(analyzer: Any, text: str) -> Iterator[tuple[str, Span]]:
    """Yield the terms an analyzer makes of a text, each with the span it stands for."""
    for token in analyzer(text, chars=True):
        yield token.text, Span(token.startchar, token.endchar)


def searchable(body: RedactedText) -> str:
    """Return a public text of the same length in which every redaction is a gap: "[place]" is not found by "place"."""
    text = body.text
    for mark in body.marks:
        if mark.kind is MarkKind.REDACTION and len(mark.span):
            text = text[: mark.span.start] + GAP.ljust(len(mark.span)) + text[mark.span.end :]
    return text


def searchable_line(line: str) -> str:
    """Return a title or byline, which carry no marks, with every redaction token a gap.

    >>> searchable_line("Trouble at [place]") == "Trouble at \\ufffc      "
    True
    """
    return _TITLE_TOKEN.sub(lambda found: GAP.ljust(len(found[0])), line)
