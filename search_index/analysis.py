"""From text to terms: ordinary words, words as written, spellings of acronyms, bylines. Every index and every query
goes through these functions, whichever engine stands behind: an engine is given terms, never text.

`words` gives lower-case English stems without the common words; `exact_terms` words as they are written; `names`
lower-case words as they stand, for bylines. Where acronyms stand is not found out here: the public copy says so, see
`mentions`. What a redaction masked is never analysed: see `searchable`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from archive.redaction.entities import Entity
from archive.text import MarkKind, RedactedText, Span
from search_index.fields import GAP
from search_index.whoosh_engine.library import EnglishStemmer

STOP_WORDS = frozenset(
    """
    a an and are as at be been but by for from had has have he her his i if in is it its me my of on or our she so
    that the their them they this to was we were with you your
    """.split()  # noqa: SIM905 - a list of words reads as one
)
"""Words too common to find anything. Names stand not among them ("will", "may"), nor does "not"."""

MAX_WORD = 100
"""Longer words (pasted keys, addresses) are not indexed."""

_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_DOTTED = r"\b[^\W\d_](?:\.[^\W\d_])+\b"
_WORDS = re.compile(_WORD)
_WORDS_OR_GAPS = re.compile(f"{GAP}|{_WORD}")
_DOTTED_ALONE = re.compile(_DOTTED)
_STEMMER = EnglishStemmer()
_Y_PLURAL = re.compile(r"[^\W\d_aeiou]ys\Z")
_POSSESSIVE = re.compile(r"'[sS]\Z")
_PUNCTUATION = ".,;:!?*'’()[]"
_JOINED = re.compile(r"[^\W_]+(?:[&/][^\W_]+)+")
_TITLE_TOKEN = re.compile(r"\[(?:" + "|".join(re.escape(entity.value) for entity in Entity) + r")\]")

# -- words


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the English stem of a lower-case word (Snowball, the Porter 2 algorithm).

    A word in consonant + "ys" stays whole: English makes that plural in "ies", and OASys is not an oasis. One without
    vowels, which the algorithm leaves alone, loses its plural s.

    >>> stem("running"), stem("breaches"), stem("oasys"), stem("oasys's"), stem("oasis"), stem("psrs")
    ('run', 'breach', 'oasys', 'oasys', 'oasi', 'psr')
    """
    owner = without_possessive(word)
    if _Y_PLURAL.search(owner):
        return owner
    found = str(_STEMMER.stem(word))
    return found[:-1] if len(found) > 2 and found.endswith("s") and not set(found) & _VOWELS else found


_VOWELS = frozenset("aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûœ'")


@lru_cache(maxsize=200_000)
def term_of(word: str) -> str:
    """Return the term of one word as it stands in a text, "" for one that is not indexed.

    >>> term_of("Running"), term_of("The"), term_of("x" * 101)
    ('run', '', '')
    """
    lower = word.lower()
    if lower in STOP_WORDS or len(word) > MAX_WORD:
        return ""
    return stem(lower) if word != GAP else word


def words(text: str) -> list[str]:
    """Return the terms of a text in order: lower-case stems, common words left out, gaps kept.

    >>> words("**EDIT** The ferries, running")
    ['edit', 'ferri', 'run']
    """
    return [term for term in map(term_of, _WORDS_OR_GAPS.findall(text)) if term]


def placed_words(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the terms of a text, each with the span it stands for."""
    for found in _WORDS_OR_GAPS.finditer(text):
        if term := term_of(found[0]):
            yield term, Span(*found.span())


def find_terms(text: str, is_wanted: Callable[[str], bool]) -> Iterator[Span]:
    """Yield where words stand whose term, or further term, is wanted."""
    for found in _WORDS.finditer(text):
        word = found[0]
        term = term_of(word)
        if (term and is_wanted(term)) or (word[-1] == "s" and (form := singular(word)) and is_wanted(form)):
            yield Span(*found.span())


def short_forms(text: str) -> list[str]:
    """Return further terms for acronyms whose term is not what one would type: "po" for "POs", "arm" for "A.R.M.S.".

    >>> short_forms("The POs and PSRs of the A.R.M.S. said so"), short_forms("pos, PO")
    (['po', 'arm'], [])
    """
    found = [form for word in _WORDS.findall(text) if (form := singular(word))]
    if "." in text:
        dotted = (form.replace(".", "") for form in _DOTTED_ALONE.findall(text))
        found += [term_of(form.lower()) for form in dotted if form.isupper()]
    return [term for term in dict.fromkeys(found) if term]


@lru_cache(maxsize=200_000)
def singular(word: str) -> str:
    """Return the further term of an acronym in the plural, "" for any other word.

    >>> singular("POs"), singular("pos")
    ('po', '')
    """
    bare = without_possessive(word)
    if len(bare) < 3 or bare[-1] != "s" or not bare[:-1].isupper():
        return ""
    single = term_of(bare[:-1])
    return single if single != term_of(word) else ""


def typed_words(text: str) -> list[str]:
    """Return the words of a text as they stand.

    >>> typed_words("The PO's ferry-boat")
    ['The', "PO's", 'ferry', 'boat']
    """
    return _WORDS.findall(text)


def exact_terms(text: str) -> list[str]:
    """Return the words of a text as `exact_term` gives them, and in small letters too, each once.

    >>> exact_terms("Running the OASys of Sara's, IT said; it RUNS")
    ['running', 'OASys', 'oasys', 'sara', 'IT', 'said', 'RUNS', 'runs']
    """
    return list(dict.fromkeys(term for word in _WORDS.findall(text) for term in _exact_terms(word)))


@lru_cache(maxsize=200_000)
def _exact_terms(word: str) -> tuple[str, ...]:
    as_written = exact_term(word)
    lower = as_written.lower()
    if lower in STOP_WORDS:
        return (as_written,) if as_written != lower else ()
    return tuple(dict.fromkeys(term for term in (as_written, lower) if 0 < len(term) <= MAX_WORD))


def exact_term(word: str) -> str:
    """Return the term by which a word is found as it is written: in small letters, unless it has a capital within.

    >>> exact_term("Running"), exact_term("OASys"), exact_term("Sara’s")
    ('running', 'OASys', 'sara')
    """
    bare = without_possessive(word)
    return bare if any(map(str.isupper, bare[1:])) else bare.lower()


def find_exact(text: str, wanted: frozenset[str]) -> Iterator[Span]:
    """Yield where words stand that are written so."""
    for found in _WORDS.finditer(text):
        if not wanted.isdisjoint(_exact_terms(found[0])):
            yield Span(*found.span())


def names(text: str) -> list[str]:
    """Return the words of a byline: lower case, as they stand.

    >>> names("Old O’Brien")
    ['old', "o'brien"]
    """
    return [word.lower().replace("’", "'") for word in _WORDS.findall(text)]


def without_possessive(word: str) -> str:
    """Return a word without 's at its end, every apostrophe in it a straight one.

    >>> without_possessive("PSR’s")
    'PSR'
    """
    return _POSSESSIVE.sub("", word.replace("’", "'"))


# -- acronyms


@lru_cache(maxsize=200_000)
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


def acronym_term(spelling: str) -> str:
    """Return the term that an acronym is kept as, whatever the case it is spelt in.

    >>> acronym_term("PSRs"), acronym_term("oasys"), acronym_term("A&E")
    ('PSR', 'OASYS', 'A&E')
    """
    return fold_acronym(spelling) or without_possessive(spelling).replace(".", "").upper()[:MAX_WORD]


def whole_acronym(chunk: str) -> str | None:
    """Return the acronym that some letters without a blank are, typed as one: in capitals, or single letters joined.

    >>> [whole_acronym(chunk) for chunk in ("(PSRs)", "A.R.M.S.", "a&e", "S/PO", "and/or", "Arms", "OASys")]
    ['PSRs', 'A.R.M.S', 'a&e', 'S/PO', None, None, None]
    """
    bare = chunk.strip(_PUNCTUATION)
    if _JOINED.fullmatch(bare):
        parts = re.split("[&/]", bare)
        is_one = any(len(part) == 1 for part in parts) and not all(map(str.isdigit, parts))
        return bare if is_one or is_capitals(bare) else None
    is_word = _WORDS.fullmatch(bare) or _DOTTED_ALONE.fullmatch(bare)
    return bare if is_word and is_capitals(bare) else None


def ordinary_terms(text: str, mentions: Iterable[tuple[str, Span]]) -> set[str]:
    """Return the terms of the words of a text that stand in none of its acronyms.

    >>> sorted(ordinary_terms("The ARMS form; my arms ache.", [("ARMS", Span(4, 8))]))
    ['ach', 'arm', 'form']
    """
    places = [span for _, span in mentions]
    return {term for term, span in placed_words(text) if not any(map(span.overlaps, places))}


# -- what may be searched


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
