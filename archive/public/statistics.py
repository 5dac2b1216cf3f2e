"""Counting words: how many a text has, how often something stands per year or month, and what is typical of what.

Pure but for the functions that take the public copy. What counts as a word here is what people would count: letters and
digits with the apostrophes and hyphens inside, in lower case; a label that stands in brackets for redacted words counts
as the word it is.

Keyness is the log-likelihood of Rayson and Garside, "Comparing corpora using frequency profiling" (Proceedings of the
Workshop on Comparing Corpora, ACL 2000): for a word that stands a times in c words and b times in d others, with
E1 = c (a + b) / (c + d) and E2 = d (a + b) / (c + d), LL = 2 (a ln(a / E1) + b ln(b / E2)). A value of 3.84 is beyond
chance at 5 %, 6.63 at 1 %, 10.83 at 0.1 %, 15.13 at 0.01 %.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Literal

from sqlite_utils import Database

from archive.public.database import read_in, read_rows

Per = Literal["year", "month"]

PER = 10_000
"""Frequencies are told per so many words."""

BEYOND_CHANCE = 15.13
"""The log-likelihood that chance alone reaches once in ten thousand times."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Point:
    """One year ("2018") or month ("2018-07"): how often something stands in its words."""

    period: str
    count: int
    words: int

    @property
    def per_10_000(self) -> float:
        """How often it stands per 10,000 words, 0 where there are no words."""
        return PER * self.count / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Key:
    """A word and how typical it is: how often it stands in some texts and in all others, and the log-likelihood.

    `ratio` is by how much its share of the words is greater here; infinite for one that stands nowhere else.
    """

    word: str
    here: int
    elsewhere: int
    likelihood: float
    ratio: float


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, in order.

    >>> words_of("It's the part-time OASys' rota: 2 shifts.")
    ["it's", 'the', 'part-time', 'oasys', 'rota', '2', 'shifts']
    """
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def count_words(text: str) -> int:
    """Return how many words a text has.

    >>> count_words("It's the part-time rota."), count_words(" — ")
    (4, 0)
    """
    return len(_WORD.findall(text))


# -- timelines


def words_per_period(db: Database, per: Per = "year", item_ids: Iterable[str] | None = None) -> dict[str, int]:
    """Return how many words the public copy has of each year or month that has any, or some items of it have.

    Undated items are in none. Titles are not counted.
    """
    sql = (
        f"select {per} as period, sum(words) as words from item_words join "
        f"(select id, {per} from post union all select id, {per} from comment) on id = item_id "
        f"where {per} is not null"
    )
    if item_ids is not None:
        sql += " and item_id in (select value from json_each(?))"
    given = [] if item_ids is None else [json.dumps(list(item_ids))]
    rows = read_rows(db, f"{sql} group by period order by period", given)
    return {str(row["period"]): row["words"] for row in rows}


def count_per_period(db: Database, counts: Mapping[str, int], per: Per = "year") -> dict[str, int]:
    """Return how often something stands in each year or month, from how often it stands in each item, by its id."""
    found: Counter[str] = Counter()
    for table in ("post", "comment"):
        for row in read_in(db, f"select id, {per} as period from {table} where id in (?)", counts):
            if row["period"] is not None:
                found[str(row["period"])] += counts[row["id"]]
    return dict(sorted(found.items()))


def count_texts(db: Database, count: Callable[[str], int], item_ids: Iterable[str] | None = None) -> dict[str, int]:
    """Return how often something stands in the text of each item, those without it left out: `count` says it of a text.

    >>> from collections import Counter
    >>> how_often = lambda text: words_of(text).count("rota")  # as in count_texts(db, how_often)
    """
    wanted = None if item_ids is None else list(item_ids)
    found: dict[str, int] = {}
    for table in ("post", "comment"):
        sql = f"select id, text from {table} where state = 'shown'"
        rows = read_rows(db, sql) if wanted is None else read_in(db, f"{sql} and id in (?)", wanted)
        found.update((row["id"], times) for row in rows if (times := count(row["text"])))
    return found


def timeline(counts: Mapping[str, int], words: Mapping[str, int]) -> list[Point]:
    """Return one point for each year or month from the first to the last that has words, oldest first, none left out.

    >>> [point.period for point in timeline({}, {"2017-11": 5, "2018-02": 6})]
    ['2017-11', '2017-12', '2018-01', '2018-02']
    >>> [(point.period, point.count, point.per_10_000) for point in timeline({"2018": 3}, {"2017": 50, "2018": 6000})]
    [('2017', 0, 0.0), ('2018', 3, 5.0)]
    """
    known = sorted({*words, *counts})
    return (
        [Point(each, counts.get(each, 0), words.get(each, 0)) for each in _between(known[0], known[-1])]
        if known
        else []
    )


def _between(first: str, last: str) -> list[str]:
    """Return the years, or the months, from one to another."""
    if len(first) == 4:
        return [f"{year:04d}" for year in range(int(first), int(last) + 1)]
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]


# -- keyness


def log_likelihood(here: int, of_here: int, elsewhere: int, of_elsewhere: int) -> float:
    """Return how surely a word is more, or less, frequent in some words than in others; 0 where it is equally so.

    >>> round(log_likelihood(100, 10_000, 100, 100_000), 2)
    221.38
    """
    total = of_here + of_elsewhere
    if not total:
        return 0.0
    both = here + elsewhere
    expected, expected_elsewhere = of_here * both / total, of_elsewhere * both / total
    value = here * log(here / expected) if here else 0.0
    value += elsewhere * log(elsewhere / expected_elsewhere) if elsewhere else 0.0
    return max(0.0, 2 * value)


def keyness(
    here: Mapping[str, int],
    elsewhere: Mapping[str, int],
    n: int = 20,
    *,
    least: int = 3,
    likelihood: float = BEYOND_CHANCE,
) -> list[Key]:
    """Return up to `n` words that are typical of some texts against all others, the most typical first.

    A word has to be more frequent here, stand here at least `least` times and be beyond chance.
    """
    of_here, of_elsewhere = sum(here.values()), sum(elsewhere.values())
    keys = [
        Key(
            word,
            times,
            others,
            log_likelihood(times, of_here, others, of_elsewhere),
            _ratio(times, of_here, others, of_elsewhere),
        )
        for word, times in here.items()
        for others in (elsewhere.get(word, 0),)
        if times >= least and times * of_elsewhere > others * of_here
    ]
    typical = [key for key in keys if key.likelihood >= likelihood]
    return sorted(typical, key=lambda key: (-key.likelihood, key.word))[:n]


def _ratio(here: int, of_here: int, elsewhere: int, of_elsewhere: int) -> float:
    return (here / of_here) / (elsewhere / of_elsewhere) if elsewhere else float("inf")
