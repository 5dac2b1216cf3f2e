"""Acronyms in a text: where they stand, told from shouting, names, initials, numerals, units, masks and codes.

A text is judged alone, or better with the `Lexicon` of the texts around it: that knows the acronyms that are English
words too, and those that people also write in small letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.acronyms.definition import Definition
from archive.acronyms.definitions import find_definitions
from archive.acronyms.english import UNKNOWN, is_word, rank
from archive.acronyms.evidence import Surroundings, get_surroundings, weigh
from archive.acronyms.foreign import find_ordinary, find_runs, is_foreign, weigh_foreign
from archive.acronyms.initials import find_initials
from archive.acronyms.lexicon import Lexicon, Sightings, get_key, get_mixed_key
from archive.acronyms.lookalikes import is_something_else, weigh_digits, weigh_letter_digit
from archive.acronyms.shapes import Shape, get_shape
from archive.acronyms.shouting import find_shouted
from archive.acronyms.small_letters import (
    get_small_keys,
    is_bare,
    is_bare_pair,
    is_modifier,
    is_name_like,
    is_named,
    is_pair_of_letters,
    is_part_of_name,
    is_seldom_meant,
    may_be_known,
    split_dotted,
    split_small,
)
from archive.acronyms.tokens import Token, find_tokens
from archive.acronyms.word_lists import DETERMINERS, FUNCTION, HEADS, PERSONS
from archive.text import Span

_FILE_KIND = re.compile(r"[A-Z]{3,6}")
_NUMBER_AFTER = re.compile(r"[/-]\d[\d/-]*(?![\w/-])")
_EXPLAINED = 6.0
"""The weight of a place that its text explains."""
_NAMED = 0.7
"""How sure two small letters are where a thing's name stands ("the po")."""
_RARE = 0.6
"""How sure a rare word is that other places write in mixed letters."""


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
    _rare: tuple[Mention, ...]
    """Rare words in any letters, of which somebody may have made an acronym (RivAS, rivas)."""

    @property
    def open_keys(self) -> frozenset[str]:
        """Return the keys of which it asks a lexicon."""
        asked = {mention.key for mention, weight in self._open if weight > -4 and mention.key not in FUNCTION}
        keys = [key for mention in self._small for key in get_small_keys(mention.key)]
        small = (key for key in keys if not is_word(key))
        rare = {key for key in (*keys, *(mention.key for mention in self._rare)) if is_seldom_meant(key)}
        return frozenset(asked.union(small, rare, map(get_mixed_key, rare)))

    def mentions(self, lexicon: Lexicon | None = None) -> list[Mention]:
        """Return the acronyms of the text in order, in the light of a lexicon when one is given."""
        taken = [_settle(mention, weight, lexicon) for mention, weight in self._open]
        found = [mention for mention in taken if mention is not None]
        here = Counter(mention.key for mention in found)
        known = Lexicon.gather([self.sightings]) if lexicon is None else lexicon
        found += [small for small in self._small if _is_known_small(small, here, known)]
        found += [rare for rare in self._rare if known.is_spelt_mixed(rare.key)]
        return sorted(found, key=lambda mention: mention.span)


def read(text: str) -> Reading:
    """Return what a text alone shows of its acronyms, definitions and initials."""
    tokens = find_tokens(text)
    is_strange = is_foreign(tokens)
    definitions = find_definitions(text, tokens, may_be_small=not is_strange)
    explained = {one.short_span for one in definitions}
    shouted = find_shouted(tokens)
    known = frozenset(get_key(one.short) for one in definitions)
    initials = frozenset(find_initials(text, tokens, known))
    opened: list[tuple[Mention, float]] = []
    small: list[Mention] = []
    rare: list[Mention] = []
    starts = {span.start for span in explained}
    for index, token in enumerate(tokens):
        if not is_strange and token.kind == "word" and _is_plain(token.text) and token.start not in starts:
            continue
        if token.is_code:
            small += _file_kind(tokens, index, text)
            continue
        if initials and Span(token.start, token.end) in initials:
            continue
        shape = get_shape(token.text, token.kind)
        if shape is None and is_strange:
            continue
        if shape is None and (letters := split_dotted(token.text, token.kind)) is not None:
            said = Mention(Span(token.start, token.end), token.text, letters, "dotted", _NAMED)
            if is_named(get_surroundings(tokens, index, text, shouted)):
                opened.append((said, 1.0))
            else:
                small.append(said)
            continue
        if shape is None:
            if not (is_bare(token) or is_name_like(token) or is_pair_of_letters(token)):
                found = _small_mention(token, explained, opened)
                if found and token.text.istitle() and index and tokens[index - 1].lower in PERSONS:  # uncle Wilf
                    found = []
                if found and is_word(found[0].key):
                    is_open = is_modifier(token.lower, get_surroundings(tokens, index, text, shouted))
                    found = found if is_open else []
                small += found
                if not found and is_seldom_meant(token.lower) and not _is_explained(token, explained):
                    rare += _rare_mention(token, get_surroundings(tokens, index, text, shouted))
            elif is_named(get_surroundings(tokens, index, text, shouted)):
                around = get_surroundings(tokens, index, text, shouted)
                is_sure = is_bare(token) or _is_sure_pair(token, around)
                opened += [(_bare_mention(token), 1.0)] if is_sure else []
                small += [] if is_sure else _small_mention(token, explained, opened, is_thing=True)
            elif not is_name_like(token):
                small += _small_mention(token, explained, opened)
            continue
        around = get_surroundings(tokens, index, text, shouted)
        mention = _mention(token, shape, text)
        if mention.span in explained or mention.key in known:
            opened.append((mention, _EXPLAINED if mention.span in explained else 3.0 + _weight(shape, around, token)))
        elif not is_something_else(shape, around, token, text):
            opened.append((mention, _weight(shape, around, token)))
    ordinary: Counter[str] = find_ordinary(tokens) if is_strange else Counter()
    opened = _estrange(opened, tokens, ordinary) if is_strange else _repeated(opened, tokens)
    return Reading(
        tuple(definitions),
        tuple(sorted(initials)),
        _sightings(opened, definitions, initials, text, ordinary),
        tuple(opened),
        tuple(small),
        tuple(rare),
    )


@lru_cache(maxsize=16_384)
def _is_plain(word: str) -> bool:
    """True for a word that is no acronym wherever it stands, unless it is explained: most words are such."""
    if get_shape(word) is not None or is_seldom_meant(word.lower().replace("’", "'")):
        return False
    token = Token(0, len(word), word, word.lower().replace("’", "'"), "", "word", False, False)
    if is_bare(token) or is_bare_pair(token) or is_name_like(token) or is_pair_of_letters(token):
        return False
    parts = split_small(token)
    return parts is None or not may_be_known(token, *parts)


def find_mentions(text: str, lexicon: Lexicon | None = None) -> list[Mention]:
    """Return the acronyms of a text in order; it never raises, whatever the text.

    >>> [mention.text for mention in find_mentions("The SPO said it is NEVER the PSRs, blame IT.")]
    ['SPO', 'PSRs', 'IT']
    """
    return read(text).mentions(lexicon)


def _mention(token: Token, shape: Shape, text: str) -> Mention:
    span = Span(token.start, token.start + shape.length)
    return Mention(span, text[span.start : span.end], get_key(shape.base), shape.kind, 0.0)


def _bare_mention(token: Token) -> Mention:
    core, plural = split_small(token) or (token.text, "")
    return Mention(Span(token.start, token.start + len(core + plural)), core + plural, core, "small", 0.0)


def _is_sure_pair(token: Token, around: Surroundings) -> bool:
    """True for "my bp", "the hr people" and "the ui team"; two letters with a vowel want both an article and a noun."""
    if not around.left or is_name_like(token):
        return False
    if is_bare_pair(token):
        return around.left in DETERMINERS
    return is_pair_of_letters(token) and around.left in DETERMINERS and around.right in HEADS


def _file_kind(tokens: Sequence[Token], index: int, text: str) -> list[Mention]:
    """Return the letters that a file number starts with (FIR/2015/00318), an acronym where others say so."""
    token = tokens[index]
    number = _NUMBER_AFTER.match(text, token.end)
    if number is None or not _FILE_KIND.fullmatch(token.text) or text[token.start - 1 : token.start] in ("/", "-"):
        return []
    return [Mention(Span(token.start, token.end), token.text, get_key(token.text), "caps", _RARE)]


def _small_mention(
    token: Token, explained: set[Span], opened: list[tuple[Mention, float]], *, is_thing: bool = False
) -> list[Mention]:
    """Return a word in small or title letters that would be an acronym if others write it in capitals."""
    parts = split_small(token)
    if parts is None:
        return []
    core, plural = parts
    if not explained and not may_be_known(token, core, plural):
        return []
    whole = core + plural
    span = Span(token.start, token.start + len(whole))
    if span in explained or Span(token.start, token.start + len(core)) in explained:
        opened.append((Mention(span, whole, core.lower(), "small", 0.0), _EXPLAINED))
        return []
    if not may_be_known(token, core, plural):
        return []
    kind = "small" if token.text.islower() else "titled" if token.text.istitle() else "mixed"
    sure = 0.4 if rank(whole) != UNKNOWN else _NAMED if is_thing else 0.6
    return [Mention(span, whole, whole.lower(), kind, sure)]


def _is_explained(token: Token, explained: set[Span]) -> bool:
    """True where the word, or the word without its plural s, is explained."""
    return not explained.isdisjoint((Span(token.start, token.end), Span(token.start, token.end - 1)))


def _rare_mention(token: Token, around: Surroundings) -> list[Mention]:
    """Return a rare word that is an acronym if others write it in mixed letters, but for somebody's name."""
    if token.text.istitle() and is_part_of_name(around):
        return []
    kind = "small" if token.text.islower() else "titled" if token.text.istitle() else "mixed"
    return [Mention(Span(token.start, token.end), token.text, token.lower, kind, _RARE)]


def _weight(shape: Shape, around: Surroundings, token: Token) -> float:
    if shape.kind in ("mixed", "joined"):
        return 3.0
    if shape.kind == "digits":
        return weigh_digits(shape, around)
    if shape.kind == "dotted":
        return 2.0
    if shape.kind == "letter_digit":
        return weigh_letter_digit(shape, around, token)
    return weigh(shape, around)


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


def _estrange(
    opened: Sequence[tuple[Mention, float]], tokens: Sequence[Token], ordinary: Counter[str]
) -> list[tuple[Mention, float]]:
    """Return the same by the stricter rules for a text that is not English; what it explains stays."""
    runs = find_runs(tokens, ordinary)
    shouted = {tokens[index].start for index in runs}
    weighed = []
    for mention, weight in opened:
        if weight < _EXPLAINED:
            shape = Shape(len(mention.text), mention.text, mention.kind, False)
            is_small = ordinary[mention.text.casefold()] < 0
            weight = weigh_foreign(shape, weight, is_shouted=mention.span.start in shouted, is_small=is_small)
        weighed.append((mention, weight))
    return weighed


def _is_open(mention: Mention, weight: float) -> bool:
    """True for an English word in capitals that its surroundings leave open."""
    return -4 < weight < 4 and mention.kind == "caps" and mention.key not in FUNCTION and is_word(mention.key)


def _sightings(
    opened: Sequence[tuple[Mention, float]],
    definitions: Sequence[Definition],
    initials: frozenset[Span],
    text: str,
    ordinary: Counter[str],
) -> Sightings:
    # a word that one text writes small is one: counted twice, it is as good as two that stand open
    leaning = Counter({word: 2 * says for word, says in ordinary.items()})
    standing = Counter(dict.fromkeys(ordinary, 2))
    taken = Counter(mention.key for mention, weight in opened if weight > 0)
    for mention, weight in opened:
        if mention.kind == "caps" and is_word(mention.key) and weight > -4:
            leaning[mention.key] += round(100 * weight)
            standing[mention.key] += 1
        if mention.kind == "mixed" and weight > 0 and is_seldom_meant(mention.key):
            taken[get_mixed_key(mention.key)] += 1
    defined = Counter(get_key(one.short) for one in definitions)
    mixed = (get_key(one.short) for one in definitions if not (one.short.isupper() or one.short.islower()))
    defined.update(get_mixed_key(key) for key in mixed if is_seldom_meant(key))
    return Sightings(
        taken=taken,
        leaning=leaning,
        standing=standing,
        defined=defined,
        signed=Counter(get_key(text[span.start : span.end]) for span in initials),
    )


def _settle(mention: Mention, weight: float, lexicon: Lexicon | None) -> Mention | None:
    if lexicon is not None and weight > -4 and mention.key not in FUNCTION:
        weight += lexicon.weigh(mention.key)
    if weight <= 0:
        return None
    sure = round(min(0.99, 0.55 + 0.12 * weight), 2)
    return Mention(mention.span, mention.text, mention.key, mention.kind, sure)


def _is_known_small(small: Mention, here: Mapping[str, int], lexicon: Lexicon) -> bool:
    """True when the text, or enough other texts, write the same letters in capitals."""
    for key in get_small_keys(small.key):
        if here.get(key):
            return True
        if is_seldom_meant(key) and lexicon.is_spelt_mixed(key):
            return True
        if is_word(key) or (small.kind == "mixed" and len(key) < 5 and not lexicon.is_defined(key)):
            if small.kind == "caps" and lexicon.is_defined(key):
                return True
            continue
        if lexicon.is_ordinary(key):
            continue
        enough = 1 if len(key) > 2 or small.confidence >= _NAMED else 4
        if lexicon.is_defined(key) or lexicon.taken[key] >= enough:
            return True
    return False
