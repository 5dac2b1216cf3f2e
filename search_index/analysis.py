"""From text to terms: ordinary words, acronyms and bylines. Every index and every query goes through these functions,
whichever engine stands behind: an engine is given terms, never text.

`words` gives lower-case English stems without the common words; `acronyms` the acronyms alone, their capitals kept;
`mixed` which of them stand there in mixed case; `names` lower-case words as they stand, for bylines. What a redaction
masked is never analysed: see `searchable`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
_SIGNS = frozenset(",;:/&+|()[]")
_LIST_SIGNS = "[" + re.escape("".join(sorted(_SIGNS))) + "]"
_WORDS = re.compile(_WORD)
_WORDS_OR_GAPS = re.compile(f"{GAP}|{_WORD}")
_ACRONYMS = re.compile(f"{_DOTTED}|{_WORD}|{_LIST_SIGNS}")
_DOTTED_ALONE = re.compile(_DOTTED)
_SHOUT = 4
_STEMMER = EnglishStemmer()
_Y_PLURAL = re.compile(r"[^\W\d_aeiou]ys\Z")
_POSSESSIVE = re.compile(r"'[sS]\Z")
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


def joined_terms(acronym: str) -> tuple[str, ...]:
    """Return the terms that an acronym with a sign in it is kept as, none for any other.

    >>> joined_terms("S/PO"), joined_terms("A&E"), joined_terms("PSR")
    (('s', 'po'), ('e',), ())
    """
    return tuple(words(acronym)) if set("&/-") & set(acronym) else ()


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


def acronyms(text: str) -> list[str]:
    """Return the acronyms of a text, folded, in order. Runs of four or more words all in capitals shout, and have none.

    A comma, slash or other sign of a list ends a run: "PSR, OGRS, RSR, OASYS" is four acronyms.

    >>> acronyms("The PSRs, said IT"), acronyms("THIS IS PLAIN SHOUTING"), acronyms("the A.R.M.S.")
    (['PSR', 'IT'], [], ['ARMS'])
    """
    return [folded for _, folded in _spoken(_ACRONYMS.findall(text))] if _may_have_some(text) else []


def placed_acronyms(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the acronyms of a text, folded, each with the span it stands for."""
    if _may_have_some(text):
        found = list(_ACRONYMS.finditer(text))
        for number, folded in _spoken([one[0] for one in found]):
            yield folded, Span(*found[number].span())


def mixed(text: str) -> list[str]:
    """Return the acronyms that stand in mixed case in a text, folded."""
    return [folded for word in _WORDS.findall(text) if fold_acronym(word) and (folded := fold_mixed(word))]


def ordinary_twins(text: str) -> list[str]:
    """Return the acronyms of a text whose letters also stand in it as an ordinary word: ARMS beside arms.

    >>> ordinary_twins("The ARMS form; my arms ache. IT said so")
    ['ARMS']
    """
    pieces = _ACRONYMS.findall(text)
    found = dict(_spoken(pieces))
    others = {term_of(piece) for number, piece in enumerate(pieces) if number not in found}
    return [name for name in dict.fromkeys(found.values()) if term_of(name) and term_of(name) in others]


def _may_have_some(text: str) -> bool:
    return any(map(fold_acronym, _WORDS.findall(text))) or bool("." in text and _DOTTED_ALONE.search(text))


def _spoken(pieces: list[str]) -> Iterator[tuple[int, str]]:
    """Yield those pieces that are acronyms, by number."""
    run: list[tuple[int, str]] = []
    for number, piece in enumerate(pieces):
        if piece.isupper():
            run.append((number, piece))
            continue
        if piece not in _SIGNS and piece.isdigit():
            continue
        yield from _kept(run)
        run = []
        if folded := fold_acronym(piece):
            yield number, folded
    yield from _kept(run)


def _kept(run: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    if len(run) < _SHOUT:
        for number, piece in run:
            if folded := fold_acronym(piece):
                yield number, folded


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
