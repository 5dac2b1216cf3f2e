"""From text to terms: ordinary words, acronyms and bylines. The index and every query go through the same analyzers.

Three analyzers, composed: `TEXT` (lower case, common words out, English stems), `ACRO` (acronyms alone, their capitals
kept) and `BYLINE` (lower-case words as they stand). What a redaction masked is never analysed: see `searchable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from archive.redaction.entities import Entity
from archive.text import MarkKind, RedactedText, Span
from search_index.engine import (
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

    >>> stem("running"), stem("breaches"), stem("oasys"), stem("oasis")
    ('run', 'breach', 'oasys', 'oasi')
    """
    return word if _Y_PLURAL.search(word) else str(_STEMMER.stem(word))


def fold_acronym(word: str) -> str | None:
    """Return the one spelling under which an acronym is kept, None for a word with fewer than two capitals.

    >>> fold_acronym("PSRs"), fold_acronym("OASys's"), fold_acronym("A.R.M.S"), fold_acronym("Arms")
    ('PSR', 'OASYS', 'ARMS', None)
    """
    bare = _POSSESSIVE.sub("", word.replace("’", "'")).replace(".", "")
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
    bare = _POSSESSIVE.sub("", word.replace("’", "'"))
    return fold_acronym(word) is not None and (bare[:-1] if bare.endswith("s") else bare).isupper()


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
