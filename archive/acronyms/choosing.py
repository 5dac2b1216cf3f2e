"""Which of some given expansions is meant at a place, learned from places where it is known.

Evidence counts in this order: the text says it, the words around are those of one expansion's examples or of the
expansion itself, words akin to them stand around. Where that leads hardly further than chance, the answer is None.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive.acronyms.kinship import get_kinship, get_telling
from archive.acronyms.lexicon import get_key
from archive.acronyms.mentions import read
from archive.acronyms.senses import REACH, Contexts, choose_sense, get_context, get_sense_key
from archive.acronyms.word_lists import FUNCTION, STOP_WORDS

_WORD = re.compile(r"[^\W\d_]{2,}+")
_LEAD = 0.4
"""By how much the best expansion has to lead where examples are known; without any, whatever leads is the answer."""
_MOST_WORDS = 80
"""How many words of an expansion's examples are compared, those that tell most first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an acronym stands whose meaning is asked or known."""

    text: str
    acronym: str
    start: int
    end: int


@dataclass(slots=True)
class Chooser:
    """Examples of expansions, and the choice that they lead to."""

    contexts: Contexts = field(default_factory=Contexts)
    words: defaultdict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By acronym and sense: the words around its examples, with how often they stand there."""

    def add(self, place: Place, expansion: str) -> None:
        """Learn an example."""
        key = get_key(place.acronym)
        self.contexts.add(key, expansion, get_context(place.text, place.start, place.end))
        self.words[key, get_sense_key(expansion)].update(_words_around(place))

    def choose(self, place: Place, candidates: Sequence[str]) -> str | None:
        """Return the candidate that is meant, None where nothing speaks for one."""
        if not candidates:
            return None
        key = get_key(place.acronym)
        scores = self.contexts.weigh(key, candidates, get_context(place.text, place.start, place.end))
        said = [one.long for one in read(place.text).definitions if get_key(one.short) == key]
        sure = choose_sense(candidates, in_text=said, scores=scores)
        if sure is not None:
            return sure
        kin = self._weigh_kin(key, place, candidates)
        ranked = sorted(candidates, key=lambda long: (-scores[long] - kin[long], long))
        lead = scores[ranked[0]] + kin[ranked[0]] - scores[ranked[1]] - kin[ranked[1]]
        is_taught = any((key, get_sense_key(long)) in self.words for long in candidates)
        return ranked[0] if lead > (_LEAD if is_taught else 0.0) else None

    def _weigh_kin(self, key: str, place: Place, candidates: Sequence[str]) -> dict[str, float]:
        """Return for each candidate how much nearer to its words those around are than to the others' words."""
        around = _words_around(place)
        near = {long: [_nearest(word, self._tell(key, long)) for word in around] for long in candidates}
        total = [sum(column) for column in zip(*near.values(), strict=True)]
        others = max(1, len(near) - 1)
        return {
            long: sum(own - (all_ - own) / others for own, all_ in zip(row, total, strict=True))
            for long, row in near.items()
        }

    def _tell(self, key: str, long: str) -> dict[str, float]:
        """Return the words that tell of an expansion, with how much they do."""
        known = self.words.get((key, get_sense_key(long)), Counter())
        telling = {word: get_telling(word) for word in known}
        best = sorted(telling, key=lambda word: (-telling[word] * known[word], word))[:_MOST_WORDS]
        own = dict.fromkeys((word for word in _WORD.findall(long.lower()) if word not in STOP_WORDS), 1.0)
        return {word: telling[word] for word in best} | own


def _words_around(place: Place) -> list[str]:
    before = place.text[max(0, place.start - REACH) : place.start]
    after = place.text[place.end : place.end + REACH]
    words = _WORD.findall(f"{before} {after}".lower())
    return [word for word in dict.fromkeys(words) if word not in FUNCTION]


def _nearest(word: str, telling: Mapping[str, float]) -> float:
    return get_telling(word) * max((get_kinship(word, one) * weight for one, weight in telling.items()), default=0.0)
