"""The words of the public copy: how often a term stands in each item, and the words of a year, a tag or a thread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.public.database import read_in, read_rows
from archive.public.statistics import words_of

LONGEST_TERM = 60
MOST_WORDS = 5
_AT_ONCE = 500
_BELONGS = re.compile(r"[^\W_]")
_JOINS = "'’-"


def term_of(typed: str) -> tuple[str, ...]:
    """Return the words of what somebody typed to be counted; nothing for what has none, or is too long to count.

    >>> term_of(" Parole  Board "), term_of("-"), term_of("a b c d e f")
    (('parole', 'board'), (), ())
    """
    words = tuple(words_of(typed))
    return () if len(typed.strip()) > LONGEST_TERM or len(words) > MOST_WORDS else words


def counter_of(term: Sequence[str]) -> Callable[[str], int]:
    """Return a function that says how often a word, or some words after each other, stand in a text.

    It reads a text as `words_of` does: "time" does not stand in "part-time", and capitals make no difference.

    >>> count = counter_of(("parole", "board"))
    >>> count("The Parole\\nBoard, that is the parole board. Parole-board? Parole boards!")
    2
    """
    gap = rf"(?![{_JOINS}][^\W_])[\W_]+"
    words = gap.join(re.escape(word).replace("'", "['’]") for word in term)
    pattern = re.compile(rf"{words}(?![{_JOINS}]?[^\W_])")

    def count(text: str) -> int:
        low = text.lower()
        return sum(1 for found in pattern.finditer(low) if not _is_inside(low, found.start()))

    return count


def _is_inside(text: str, at: int) -> bool:
    """True when a word goes on to the left of a place; asked of hits alone, which is quicker than looking behind."""
    if not at:
        return False
    if _BELONGS.match(text, at - 1):
        return True
    return at > 1 and text[at - 1] in _JOINS and _BELONGS.match(text, at - 2) is not None


# -- all words


def count_vocabulary(db: Database) -> Vocabulary:
    """Return how often each word stands in all texts that are shown. Titles are not counted."""
    counts = _count(row["text"] for table in ("post", "comment") for row in read_rows(db, _SHOWN.format(table)))
    return Vocabulary(counts, counts.total())


def words_of_year(db: Database, year: int) -> Counter[str]:
    """Return how often each word stands in the texts of a year."""
    sql = f"{_SHOWN} and year = ?"
    return _count(row["text"] for table in ("post", "comment") for row in read_rows(db, sql.format(table), [year]))


def words_of_items(db: Database, item_ids: Sequence[str]) -> Counter[str]:
    """Return how often each word stands in the texts of some items."""
    sql = f"{_SHOWN} and id in (?)"
    return _count(row["text"] for table in ("post", "comment") for row in read_in(db, sql.format(table), item_ids))


def words_of_thread(db: Database, post_id: str) -> Counter[str]:
    """Return how often each word stands in a post and its comments."""
    texts = [row["text"] for row in read_rows(db, f"{_SHOWN.format('post')} and id = ?", [post_id])]
    texts += [row["text"] for row in read_rows(db, f"{_SHOWN.format('comment')} and post_id = ?", [post_id])]
    return _count(iter(texts))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often each word stands in all texts that are shown, and how many words these are."""

    counts: Mapping[str, int]
    total: int

    def without(self, part: Mapping[str, int]) -> dict[str, int]:
        """Return how often the words of a part of the texts stand in the rest, under "" all other words of the rest.

        >>> Vocabulary({"fog": 5, "pier": 1, "boat": 4}, 10).without({"fog": 2, "pier": 1})
        {'fog': 3, 'pier': 0, '': 4}
        """
        rest = {word: self.counts.get(word, 0) - times for word, times in part.items()}
        return {**rest, "": self.total - sum(part.values()) - sum(rest.values())}


_SHOWN = "select text from {} where state = 'shown'"


def _count(texts: Iterator[str]) -> Counter[str]:
    """Count many texts at a time: a word is read out of a long text as quickly as out of a short one."""
    found: Counter[str] = Counter()
    some: list[str] = []
    for text in texts:
        some.append(text)
        if len(some) == _AT_ONCE:
            found.update(words_of("\n".join(some)))
            some.clear()
    found.update(words_of("\n".join(some)))
    return found
