"""With which words whatever a pattern matches begins, read off the pattern as `phrases` reads what it needs.

A word is what `tokens.WORD` finds, with what apostrophes and hyphens join to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from archive.redaction.phrases import BEGINS, LONGEST, Node, is_edged, of_signs, parse, sign_of

MANY = 3
"""Words at the beginning of a match that are told."""

_State = tuple[int, str]
"""How many words are behind, and the letters of the next as far as they are known: `BEGINS` behind them stands for any
that follow, an edge for none."""
_EDGE = "\0"
_JOINTS = "'-"
_TIMES = 12
_PART = re.compile(r"\w+|£")
_DIGIT = re.compile(r"\d")


def keys_of(word: str) -> Iterator[str]:
    """Yield the keys that stand for a word: it and its first parts, its beginnings, and `BEGINS`.

    >>> list(keys_of("ex-4"))
    ['ex', 'ex-0', '*', 'e*', 'ex*', 'ex-*', 'ex-0*']
    """
    told = _DIGIT.sub("0", word)
    for part in _PART.finditer(told):
        yield told[: part.end()]
    for length in range(min(len(told), LONGEST) + 1):
        yield f"{told[:length]}{BEGINS}"


def find_openings(pattern: str) -> list[frozenset[str]] | None:
    """Return keys of the first, second and third word with which a match begins, or goes on behind its end.

    The key `BEGINS` stands for any word, and for none. Returns None where a match may begin at any
    word or elsewhere.

    >>> [sorted(keys) for keys in find_openings(r"\\bmy (?:old |big )?(?:dogs?|cat)\\b") or ()]
    [['my'], ['big', 'cat', 'dog', 'dogs', 'old'], ['*', 'cat', 'dog', 'dogs']]
    """
    nodes = parse(pattern)
    openings = _Openings()
    if not is_edged(nodes, 0) or (0, "") in (ends := openings.follow(nodes, {(0, "")})) or openings.is_elsewhere:
        return None
    for count, begun in ends:
        behind = openings.end(count, begun if begun.endswith(_EDGE) else _any(begun))[0] if begun else count
        for words in openings.words[behind:]:
            words.add(BEGINS)
    return [frozenset(words) for words in openings.words] if BEGINS not in openings.words[0] else None


class _Openings:
    """The words met on all ways through a pattern."""

    def __init__(self) -> None:
        self.words: list[set[str]] = [set() for _ in range(MANY)]
        self.is_elsewhere = False

    def follow(self, nodes: Iterable[Node], states: set[_State]) -> set[_State]:
        """Return where one is behind some nodes."""
        for name, value in nodes:
            states = {new for state in states for new in self._step(name.name, value, state)}
        return states

    def end(self, count: int, begun: str) -> _State:
        """End a word."""
        word = begun.rstrip(_EDGE + _JOINTS)
        self.words[count].add(f"{word[:LONGEST]}{BEGINS}" if word.endswith(BEGINS) and len(word) > LONGEST else word)
        return count + 1, ""

    def _step(self, name: str, value: Any, state: _State) -> set[_State]:
        if state[0] == MANY or name in {"ASSERT", "ASSERT_NOT"}:
            return {state}
        if name == "AT":
            count, begun = state
            return {(count, f"{begun}{_EDGE}") if begun and begun[-1].isalnum() else state}
        if name == "SUBPATTERN":
            return self.follow(value[3], {state})
        if name == "BRANCH":
            return {new for branch in value[1] for new in self.follow(branch, {state})}
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            return self._repeat(value, state)
        if name in {"LITERAL", "IN", "NOT_LITERAL", "ANY"}:
            return self._one_of(name, value, state)
        self.is_elsewhere = True
        return {state}

    def _repeat(self, value: Any, state: _State) -> set[_State]:
        least, most, nodes = value
        listed, now = list(nodes), {state}
        found = set() if least else {state}
        for times in range(1, min(most, max(least, _TIMES)) + 1):
            now = self.follow(listed, now)
            if most > _TIMES:
                now = {(count, _any(begun) if begun and begun[-1].isalnum() else begun) for count, begun in now}
            if times >= least:
                if now <= found:
                    break
                found |= now
        return found

    def _one_of(self, name: str, value: Any, state: _State) -> set[_State]:
        signs = {sign_of(value)} if name == "LITERAL" else of_signs(value) if name == "IN" else None
        if signs is not None:
            return {new for sign in signs for new in self._sign(sign, state)}
        longer = {(state[0], _any(state[1]))}
        return longer if name == "IN" and all(map(_is_of_word, value)) else longer | self._sign(" ", state)

    def _sign(self, sign: str, state: _State) -> set[_State]:
        count, begun = state
        if sign == "£" and not begun:
            return {self.end(count, sign)}
        if sign.isalnum():
            return set() if begun.endswith(_EDGE) else {(count, begun if begun.endswith(BEGINS) else f"{begun}{sign}")}
        self.is_elsewhere |= state == (0, "")
        if sign in _JOINTS and begun:
            return {(count, begun if begun.endswith(BEGINS) else f"{begun.rstrip(_EDGE)}{sign}")}
        return {self.end(count, begun) if begun else state}


def _any(begun: str) -> str:
    """Return the beginning of a word that goes on in any way."""
    return begun if begun.endswith(BEGINS) else f"{begun.rstrip(_EDGE)}{BEGINS}"


def _is_of_word(member: Node) -> bool:
    """Return whether a member of a set of signs stands for letters and digits only."""
    name, value = member
    if name.name == "RANGE":
        return all(chr(code).isalnum() for code in range(value[0], value[1] + 1))
    if name.name == "CATEGORY":
        return value.name in {"CATEGORY_WORD", "CATEGORY_DIGIT"}
    return name.name == "LITERAL" and chr(value).isalnum()
