"""Texts that are not English: no list here knows their words, so capitals and rare letters say less.

German writes its nouns large, French and Greek have small words that look like letters to an English reader (Und, Il,
Par). There only capitals are taken for acronyms, short ones, on their own, that the texts do not also write small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice

from archive.acronyms.english import UNKNOWN, rank
from archive.acronyms.shapes import Shape
from archive.acronyms.tokens import Token
from archive.acronyms.word_lists import FUNCTION, words

_LOOKED_AT = 400
_ENOUGH = 3
_SHOUTED_ENOUGH = 5
_KNOWN = 0.6
"""The part of the small words that English knows: in labelled English comments 0.75 or more, elsewhere up to 0.55."""
_CARRYING = 0.3
"""The part of them that carries English sentences; other languages share some (in, an, on)."""
_KNOWN_SHOUTED = 0.4
_LONGEST = 5
_NOWHERE = -8.0
_ANYWHERE = words("eu uk usa tv pc cd dvd pdf html url")
"""Acronyms in whatever language, also where another one has a word of their letters (French "eu")."""
_VOWELS = frozenset("aeiouy")
_SMALL_SAYS, _TITLED_SAYS = -400, -200
"""What a word in small or title letters says against the same letters in capitals, in hundredths."""


def is_foreign(tokens: Sequence[Token]) -> bool:
    """Return whether most small words of a text are no English ones; a text of few words is taken for English."""
    written = (token for token in tokens if token.kind == "word" and len(token.text) > 1 and token.text.isalpha())
    some = [token for token in islice(written, _LOOKED_AT) if not token.is_code]
    small = [token.lower for token in some if token.text.islower()]
    if len(small) >= _ENOUGH:
        known = _known(small)
        carrying = sum(word in FUNCTION for word in small)
        return known < _KNOWN * len(small) and carrying < _CARRYING * len(small) and len(small) - known >= _ENOUGH
    shouted = [token.lower for token in some if token.text.isupper()]
    return len(shouted) >= _SHOUTED_ENOUGH and _known(shouted) < _KNOWN_SHOUTED * len(shouted)


def _known(written: Collection[str]) -> int:
    return sum(rank(word) < UNKNOWN for word in written)


def find_ordinary(tokens: Sequence[Token]) -> Counter[str]:
    """Return what short words in small or title letters say against their capitals, by key, in hundredths."""
    found: Counter[str] = Counter()
    for token in tokens:
        if token.kind == "word" and 2 <= len(token.text) <= _LONGEST and not token.is_code and token.text.isalpha():
            says = _SMALL_SAYS if token.text.islower() else _TITLED_SAYS if token.text.istitle() else 0
            if says:
                found[token.text.casefold()] = min(says, found[token.text.casefold()])
    return found


def find_runs(tokens: Sequence[Token], ordinary: Counter[str]) -> frozenset[int]:
    """Return the indices of capitals that stand in a row of shouted words."""
    runs: set[int] = set()
    run: list[int] = []
    for index, token in enumerate(tokens):
        if run and (not token.text.isupper() or token.is_code or token.gap.strip("*_ \"'„“")):
            runs.update(run if _is_shouted(run, tokens, ordinary) else ())
            run = []
        if token.text.isupper() and not token.is_code:
            run.append(index)
    runs.update(run if _is_shouted(run, tokens, ordinary) else ())
    return frozenset(runs)


def _is_shouted(run: Sequence[int], tokens: Sequence[Token], ordinary: Counter[str]) -> bool:
    is_wordy = any(len(tokens[index].text) > _LONGEST or tokens[index].text.casefold() in ordinary for index in run)
    return len(run) > 2 or (len(run) > 1 and is_wordy)


def weigh_foreign(shape: Shape, weight: float, *, is_shouted: bool, is_small: bool) -> float:
    """Return how far a word in capitals is an acronym, by what its text and its letters say.

    `is_small` says that the text also writes it in small letters. What other texts say can still tip it.
    """
    if not (shape.base.isupper() and shape.base.isalpha()):
        return weight
    if is_shouted or is_small:
        return _NOWHERE
    letters = shape.base.lower()
    if len(letters) > _LONGEST or (len(letters) == _LONGEST and sum(map(_VOWELS.__contains__, letters)) > 1):
        return min(weight, -1.0)
    if letters in _ANYWHERE:
        return min(weight, 2.0)
    return min(weight, 0.9 if not letters.isascii() or not _VOWELS.isdisjoint(letters) else 2.0)
