"""Acronyms in a text: where they stand, told from shouting, names, initials, numerals, units, masks and codes.

A text is judged alone, or better with the `Lexicon` of the texts around it: that knows the acronyms that are English
words too, and those that people also write in small letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.acronyms.definition import Definition
from archive.acronyms.definitions import find_definitions
from archive.acronyms.english import UNKNOWN, is_word, rank
from archive.acronyms.evidence import Surroundings, get_surroundings, weigh
from archive.acronyms.initials import find_initials
from archive.acronyms.lexicon import Lexicon, Sightings, get_key
from archive.acronyms.shapes import Shape, get_shape
from archive.acronyms.shouting import find_shouted
from archive.acronyms.tokens import Token, find_tokens
from archive.acronyms.word_lists import CODED, DETERMINERS, FUNCTION, HEADS, NUMBERING, ROADS, SHORTENED, SLANG, UNITS
from archive.text import Span

_POSTCODE_END = re.compile(r"\d[A-Z]{2}")
_POSTCODE_START = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_DISTRICTS = ("way", "area", "postcode", "district")
_BARE = re.compile(r"[b-df-hj-np-tv-xz]{3,5}(?:['’]s?)?")
_SMALL = re.compile(r"(?P<core>[^\W\d_]{2,10}?|[^\W\d_]{2,5}\d)(?P<plural>s)?(?:['’]s?)?")
_RARE_WORD = 12_000
"""From this rank on a word in small letters may be an acronym that the same text writes in capitals (mig, pews)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an acronym stands; the span counts code points and covers a plural s, never a possessive one."""

    span: Span
    text: str
    key: str
    """What its spellings share (`lexicon.get_key`)."""
    kind: str
    """caps, mixed, digits, letter_digit, dotted, joined, small (oasys) or titled (Oasys)."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a text alone shows of its acronyms; a lexicon turns it into mentions without reading the text again."""

    definitions: tuple[Definition, ...]
    initials: tuple[Span, ...]
    sightings: Sightings
    _open: tuple[tuple[Mention, float], ...]
    _small: tuple[Mention, ...]

    def mentions(self, lexicon: Lexicon | None = None) -> list[Mention]:
        """Return the acronyms of the text in order, in the light of a lexicon when one is given."""
        taken = [_settle(mention, weight, lexicon) for mention, weight in self._open]
        found = [mention for mention in taken if mention is not None]
        here = Counter(mention.key for mention in found)
        found += [small for small in self._small if _is_known_small(small, here, lexicon)]
        return sorted(found, key=lambda mention: mention.span)


def read(text: str) -> Reading:
    """Return what a text alone shows of its acronyms, definitions and initials."""
    tokens = find_tokens(text)
    definitions = find_definitions(text, tokens)
    explained = {one.short_span for one in definitions}
    shouted = find_shouted(tokens)
    known = frozenset(get_key(one.short) for one in definitions)
    initials = frozenset(find_initials(text, tokens, known))
    opened: list[tuple[Mention, float]] = []
    small: list[Mention] = []
    for index, token in enumerate(tokens):
        if token.is_code or Span(token.start, token.end) in initials:
            continue
        shape = get_shape(token.text, token.kind)
        if shape is None and _is_bare(token) and _is_named(get_surroundings(tokens, index, text, shouted)):
            opened.append((_small(token), 1.0))
            continue
        if shape is None:
            small += _small_mention(token, explained, opened)
            continue
        around = get_surroundings(tokens, index, text, shouted)
        mention = _mention(token, shape, text)
        if mention.span in explained or mention.key in known:
            opened.append((mention, 6.0 if mention.span in explained else 3.0 + _weight(shape, around, token)))
        elif not _is_something_else(shape, around, token, text):
            opened.append((mention, _weight(shape, around, token)))
    opened = _repeated(opened, tokens)
    return Reading(
        tuple(definitions),
        tuple(sorted(initials)),
        _sightings(opened, definitions, initials, text),
        tuple(opened),
        tuple(small),
    )


def find_mentions(text: str, lexicon: Lexicon | None = None) -> list[Mention]:
    """Return the acronyms of a text in order; it never raises, whatever the text.

    >>> [mention.text for mention in find_mentions("The SPO said it is NEVER the PSRs, blame IT.")]
    ['SPO', 'PSRs', 'IT']
    """
    return read(text).mentions(lexicon)


def _mention(token: Token, shape: Shape, text: str) -> Mention:
    span = Span(token.start, token.start + shape.length)
    return Mention(span, text[span.start : span.end], get_key(shape.base), shape.kind, 0.0)


def _is_bare(token: Token) -> bool:
    """True for three to five small consonants, which are no word (mdt, psr)."""
    return _BARE.fullmatch(token.text) is not None and not any(
        token.lower in known for known in (SLANG, UNITS, SHORTENED)
    )


def _is_named(around: Surroundings) -> bool:
    """True where a thing's name stands: "the mdt", "psr training"."""
    return around.left in DETERMINERS or around.right in HEADS


def _small(token: Token) -> Mention:
    match = _SMALL.fullmatch(token.text)
    whole = match["core"] + (match["plural"] or "") if match else token.text
    return Mention(Span(token.start, token.start + len(whole)), whole, match["core"] if match else whole, "small", 0.0)


def _small_mention(token: Token, explained: set[Span], opened: list[tuple[Mention, float]]) -> list[Mention]:
    """Return a word in small or title letters that would be an acronym if others write it in capitals."""
    match = _SMALL.fullmatch(token.text)
    if match is None or not (token.text.islower() or token.text.istitle() or token.text[1:].islower()):
        return []
    core = match["core"]
    whole = core + (match["plural"] or "")
    span = Span(token.start, token.start + len(whole))
    if span in explained or Span(token.start, token.start + len(core)) in explained:
        opened.append((Mention(span, whole, core.lower(), "small", 0.0), 6.0))
        return []
    if len(core) < 2 or token.lower in SLANG or token.lower in UNITS:
        return []
    is_rare = token.text.islower() and rank(core) > _RARE_WORD and rank(whole) > _RARE_WORD
    if (is_word(core) or is_word(whole)) and not is_rare:
        return []
    kind = "small" if token.text.islower() else "titled"
    return [Mention(span, whole, whole.lower(), kind, 0.6 if rank(whole) == UNKNOWN else 0.4)]


def _weight(shape: Shape, around: Surroundings, token: Token) -> float:
    if shape.kind in ("mixed", "joined"):
        return 3.0
    if shape.kind == "digits":
        return _weigh_digits(shape, around)
    if shape.kind == "dotted":
        return 2.0
    if shape.kind == "letter_digit":
        weight = 2.0 if shape.has_small_suffix else 0.0
        is_named = around.left in DETERMINERS and around.right not in FUNCTION
        return (
            weight + (1.0 if is_named or around.left in DETERMINERS else -1.0) - (1.5 if token.lower[0] in ROADS else 0)
        )
    return weigh(shape, around)


def _weigh_digits(shape: Shape, around: Surroundings) -> float:
    """Return the weight of KS2 and G4S, which a code of a maker (the Bulldog VB2) looks like."""
    weight = 2.0 if shape.has_small_suffix or around.left in DETERMINERS else 1.0
    if shape.base[-2:].isdigit():  # ER32 is a size or a maker's number more often than not
        weight -= 1.5
    if around.right in _DISTRICTS:
        weight -= 2.5
    is_named = around.left_next and around.left_text.istitle() and len(around.left_text) > 2
    if around.left in CODED or (is_named and around.left not in FUNCTION and not is_word(around.left)):
        weight -= 2.5
    return weight - (1.5 if around.before[-1:] in "\"“‘'" and around.before[-1:] else 0.0)


def _is_something_else(shape: Shape, around: Surroundings, token: Token, text: str) -> bool:
    """True for general shorthand, units and times after a number, Roman numerals, postcodes and the like."""
    word = shape.base.lower()
    if word == "re" and text[token.end : token.end + 1] == ":":
        return True
    if word in ("ps", "pps", "nb") and token.starts_sentence:
        return True
    if word in ("mr", "mrs", "ms", "dr") and (around.is_shouted or around.right_text[:1].isupper()):
        return True
    if word == "cc" and around.left in DETERMINERS:  # the County Council
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
    if around.left in NUMBERING or text[token.end : token.end + 1] == ")":
        return True
    if around.left in DETERMINERS:
        return False
    return around.left_text.istitle() and around.right not in ("line", "access", "drip")


def _repeated(opened: Sequence[tuple[Mention, float]], tokens: Sequence[Token]) -> list[tuple[Mention, float]]:
    """Return the same, an open word heavier for standing so again, or beside a name like it (SARA, Sara)."""
    keys = {mention.key for mention, weight in opened if _is_open(mention, weight)}
    if not keys:
        return list(opened)
    times = Counter(mention.key for mention, weight in opened if weight > -4)
    named = {
        token.lower for token in tokens if token.lower in keys and token.text.istitle() and not token.starts_sentence
    }
    weighed = []
    for mention, weight in opened:
        if _is_open(mention, weight):
            weight += 1.3 if times[mention.key] > 1 and rank(mention.key) > 1000 else 0.0
            weight += 0.8 if mention.key in named else 0.0
        weighed.append((mention, weight))
    best: dict[str, float] = {}
    for mention, weight in weighed:
        best[mention.key] = max(weight, best.get(mention.key, weight))
    return [
        (mention, weight + 1.5 if best[mention.key] > 0 and _is_open(mention, weight) and weight <= 0 else weight)
        for mention, weight in weighed
    ]


def _is_open(mention: Mention, weight: float) -> bool:
    """True for an English word in capitals that its surroundings leave open."""
    return -4 < weight < 4 and mention.kind == "caps" and mention.key not in FUNCTION and is_word(mention.key)


def _sightings(
    opened: Sequence[tuple[Mention, float]], definitions: Sequence[Definition], initials: frozenset[Span], text: str
) -> Sightings:
    leaning: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    for mention, weight in opened:
        if mention.kind == "caps" and is_word(mention.key) and weight > -4:
            leaning[mention.key] += round(100 * weight)
            standing[mention.key] += 1
    return Sightings(
        taken=Counter(mention.key for mention, weight in opened if weight > 0),
        leaning=leaning,
        standing=standing,
        defined=Counter(get_key(one.short) for one in definitions),
        signed=Counter(get_key(text[span.start : span.end]) for span in initials),
    )


def _settle(mention: Mention, weight: float, lexicon: Lexicon | None) -> Mention | None:
    if lexicon is not None and weight > -4 and mention.key not in FUNCTION:
        weight += lexicon.weigh(mention.key)
    if weight <= 0:
        return None
    sure = round(min(0.99, 0.55 + 0.12 * weight), 2)
    return Mention(mention.span, mention.text, mention.key, mention.kind, sure)


def _is_known_small(small: Mention, here: Mapping[str, int], lexicon: Lexicon | None) -> bool:
    """True when the text, or enough other texts, write the same letters in capitals."""
    for key in _small_keys(small.key):
        if here.get(key):
            return True
        if is_word(key):
            continue
        if lexicon is not None and (lexicon.is_defined(key) or lexicon.taken[key] >= (1 if len(key) > 2 else 4)):
            return True
    return False


def _small_keys(word: str) -> list[str]:
    keys = [word]
    if word.endswith("s") and len(word) > 3:
        keys.append(word[:-1])
    if word.startswith("e") and len(word) > 4:
        keys.append(word[1:])
    return keys
