"""What somebody asks a concordance for, as its address holds it: the same address is the same lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from plugins._datasette import Request
from search_index.concordance import SORTS as KEYS
from search_index.query import MAX_LENGTH, clean

PATH = "/-/concordance"
SIZE = 50
MOST_SIZE = 500
MOST_SAMPLE = 1_000
LONGEST_SEED = 40

SORTS: Mapping[str, str] = {
    "": "newest first",
    "R1": "words to the right",
    "R2": "from the second word to the right",
    "R3": "the third word to the right",
    "L1": "words to the left",
    "L2": "from the second word to the left",
    "L3": "the third word to the left",
    "word": "the words found",
}
"""The ways to sort that the page offers. The address takes others, too: up to six of the keys, such as R1,L1,L2."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, how its lines are sorted, how many items are drawn and by which seed, and which page of how many lines.

    `sample` is 0 for all of them; `after` names the line that the page follows.
    """

    query: str = ""
    sort: str = ""
    sample: int = 0
    seed: str = "1"
    size: int = SIZE
    after: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What lines are sorted by, in order: a side goes on with the words further away.

        >>> Asked(sort="R2").keys, Asked(sort="word").keys, Asked(sort="R1,L1").keys, Asked().keys
        (('R2', 'R3'), ('word', 'R1', 'R2', 'R3'), ('R1', 'L1'), ())
        """
        if self.sort == "word":
            return ("word", "R1", "R2", "R3")
        if len(self.sort) == 2:
            return tuple(f"{self.sort[0]}{number}" for number in range(int(self.sort[1]), 4))
        return tuple(self.sort.split(",")) if self.sort else ()

    @property
    def is_as_it_stands(self) -> bool:
        """True where the lines are asked for in the order of their texts, none left out."""
        return not self.sort and not self.sample

    def address(self, form: str = "", after: str = "") -> str:
        """Return the address, without what goes without saying; `form` is ".csv", ".json" or "/sample.csv"."""
        given: dict[str, str | int] = {"q": self.query}
        if self.sort:
            given["sort"] = self.sort
        if self.sample:
            given |= {"sample": self.sample, "seed": self.seed}
        if self.size != SIZE:
            given["size"] = self.size
        if after:
            given["after"] = after
        return f"{PATH}{form}?{urlencode(given)}" if self.query else f"{PATH}{form}"


def read_asked(request: Request) -> Asked:
    """Return what a request asks for; whatever cannot be meant is as if it were not there, and too much the most."""

    def given(name: str) -> str:
        return (request.args.get(name) or "")[: 4 * MAX_LENGTH]

    return Asked(
        query=clean(given("q")),
        sort=_sort(given("sort")),
        sample=min(MOST_SAMPLE, _number(given("sample"), 0)),
        seed=" ".join(given("seed").split())[:LONGEST_SEED] or "1",
        size=min(MOST_SIZE, _number(given("size"), SIZE) or SIZE),
        after=given("after")[:200],
    )


def _sort(typed: str) -> str:
    """Return the keys to sort by, those that are known.

    >>> _sort("r1, l1, x"), _sort("WORD"), _sort("")
    ('R1,L1', 'word', '')
    """
    named = {key.lower(): key for key in KEYS}
    keys = [named[each] for part in typed.split(",") if (each := part.strip().lower()) in named]
    return ",".join(keys[:6])


def _number(typed: str, usual: int) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else usual
