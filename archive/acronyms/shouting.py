"""Which words of a text stand in a shouted stretch: a run of capitals that holds ordinary words."""

from __future__ import annotations

from collections.abc import Sequence

from archive.acronyms.english import is_word, rank
from archive.acronyms.tokens import Token
from archive.acronyms.word_lists import DETERMINERS, FUNCTION

_BETWEEN = frozenset(" ,-'\"&*_’‘“”\t")
_WORDY_RANK = 5000
_FEWEST = 3
"""Ordinary words in capitals that make a sentence a shouted one."""


def find_shouted(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the indices of the tokens that stand in a shouted stretch, acronyms in it among them.

    Two ordinary words side by side in capitals are one, or most of a sentence.
    """
    shouted: set[int] = set()
    run: list[int] = []
    for index, token in enumerate(tokens):
        if run and not (_is_capital(token) and _joins(token)):
            _close(run, tokens, shouted)
            run = []
        if _is_capital(token):
            run.append(index)
    _close(run, tokens, shouted)
    shouted.update(_shouted_sentences(tokens))
    return frozenset(shouted)


def _is_capital(token: Token) -> bool:
    return token.kind == "word" and token.text.isupper() and not token.is_code


def _joins(token: Token) -> bool:
    return not token.starts_sentence and _BETWEEN.issuperset(token.gap) and len(token.gap) <= 5


def _close(run: Sequence[int], tokens: Sequence[Token], shouted: set[int]) -> None:
    if len(run) < 2:
        return
    words = [tokens[index].lower for index in run]
    is_list = any("," in tokens[index].gap for index in run[1:]) and not any(word in FUNCTION for word in words)
    if not is_list and sum(map(is_wordy, words)) >= 2:
        shouted.update(run)


def is_wordy(word: str) -> bool:
    """True for a word that is more likely shouted than an acronym when it stands in capitals beside another."""
    if len(word) < 2 or word in FUNCTION or "'" in word:
        return word not in ("i", "a") and len(word) > 1
    return rank(word) <= _WORDY_RANK * (len(word) - 2) or (len(word) >= 5 and is_word(word))


def _is_named_calmly(tokens: Sequence[Token], place: int) -> bool:
    """True between small letters, after an article in them: "seven years a DAM and NOBODY TOLD US"."""
    left, right = tokens[place - 1 : place], tokens[place + 1 : place + 2]
    return bool(left and right) and left[0].text in DETERMINERS and right[0].text.islower()


def _shouted_sentences(tokens: Sequence[Token]) -> set[int]:
    """Return the capitals of sentences of which six words in ten are capitals and three of them ordinary words."""
    found: set[int] = set()
    if sum(_is_capital(token) for token in tokens) < _FEWEST:
        return found
    sentence: list[int] = []
    for index in range(len(tokens) + 1):
        if index == len(tokens) or tokens[index].starts_sentence:
            capitals = [place for place in sentence if _is_capital(tokens[place]) and len(tokens[place].text) > 1]
            long = sum(len(tokens[place].text) > 1 for place in sentence)
            if len(capitals) >= 0.6 * long and sum(is_wordy(tokens[place].lower) for place in capitals) >= _FEWEST:
                found.update(place for place in capitals if not _is_named_calmly(tokens, place))
            sentence = []
        if index < len(tokens):
            sentence.append(index)
    return found
