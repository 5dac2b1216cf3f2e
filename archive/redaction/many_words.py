"""Looking for very many words at once: which of them may stand in a text at all, told without asking each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from archive.redaction.spellings import fold
from archive.redaction.words import Words, readings_of

_GRAM = 4
_FEW = 8
_ESCAPED = re.compile(r"[^\s%+&]*[%+&]\S*")


def find_escaped(text: str) -> list[str]:
    """Return what of a text may be read in another way than it is written, as the escapes of addresses are.

    >>> find_escaped("see x.example/?q=a%20b there")
    ['x.example/?q=a%20b']
    """
    return _ESCAPED.findall(text) if any(sign in text for sign in "%+&") else []


class ManyWords:
    """Many words, and which of them may stand in a text: never fewer than do. `Words` itself has the last word.

    >>> ManyWords([Words("Ann Lee"), Words("Leeds"), Words("Hull")]).may_stand_in("In Leeds, by ANNA LEEMING")
    [0, 1]
    """

    def __init__(self, words: Sequence[Words]) -> None:
        """Take the words; what is returned of them are their places in this sequence."""
        self._always = [number for number, each in enumerate(words) if not each.key]
        self._few = [(each.key, number) for number, each in enumerate(words) if each.key] if len(words) < _FEW else []
        self._by_gram: dict[int, dict[str, list[tuple[str, int]]]] = {}
        for number, each in enumerate(words):
            if each.key and not self._few:
                gram = each.key[:_GRAM]
                self._by_gram.setdefault(len(gram), {}).setdefault(gram, []).append((each.key, number))

    def may_stand_in(self, text: str, addresses: Iterable[str] = ()) -> list[int]:
        """Return which of the words may stand in a text, or be told by addresses, in order."""
        readings = chain.from_iterable(map(readings_of, addresses))
        folded = "\n".join(fold(each).text for each in (text, *readings))
        found = self._always + [number for key, number in self._few if key in folded]
        for size, known in self._by_gram.items():
            grams = {folded[at : at + size] for at in range(len(folded) - size + 1)}
            for gram in grams & known.keys():
                found += [number for key, number in known[gram] if key in folded]
        return sorted(found)
