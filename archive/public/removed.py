"""How much was taken out, by category and year: counted from the public copy alone, so no secret can be inside.

Two things are counted. Acts, by the year in which they were done: each stands in the public log as a line of its own,
so their numbers are exact. And texts, by the year in which they were written: how many posts and comments have a label
of a category, or are not shown. Such a number, compared with that of last week, would tell in which year a single text
was changed; so what is under five is told as that and no closer, and everything else is rounded to the nearest five,
totals as well, each for itself (the usual rule of statistical offices against disclosure by small cells and by
differences). Labels in a moderator's own words may say much, so all of them together are one category.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from archive.public.database import read_rows
from archive.redaction.entities import Entity

OWN_WORDS = "in a moderator's own words"
NOT_SHOWN = "not shown as a whole"
SMALL = 5
ALL_YEARS = 0
"""Stands for all years together."""

_LABELS = frozenset(entity.value for entity in Entity)
_CLOSED = "('hidden', 'closed')"
_LABELLED = (
    "select t.id, t.year, json_extract(m.value, '$[3].label') as label from {table} as t, json_each(t.marks) as m "
    "where t.marks like '%\"redaction\"%' and json_extract(m.value, '$[2]') = 'redaction'"
)
_DONE = {"hide": "hidden as a whole", "erase": "erased", "show": "kept though gone at its source", "undo": "taken back"}


@dataclass(frozen=True, slots=True)
class Removed:
    """One number: of "texts" or "acts", of a year (ALL_YEARS for all of them), of a category."""

    counted: str
    year: int
    category: str
    number: int

    @property
    def told(self) -> str:
        """The number as it may be published."""
        return str(self.number) if self.counted == "acts" else rounded(self.number)


def rounded(number: int) -> str:
    """Return how many texts, as it may be told.

    >>> rounded(0), rounded(1), rounded(4), rounded(5), rounded(7), rounded(8), rounded(1234)
    ('0', 'under 5', 'under 5', '5', '5', '10', '1235')
    """
    if 0 < number < SMALL:
        return f"under {SMALL}"
    return str(SMALL * ((number + SMALL // 2) // SMALL))


def category_of(label: str) -> str:
    """Return the category of a label: itself where it is one of the fixed ones.

    >>> category_of("office"), category_of("a northern office")
    ('office', "in a moderator's own words")
    """
    return label if label in _LABELS else OWN_WORDS


def count_removed(db: Database) -> list[Removed]:
    """Return all numbers there are, texts before acts, by category and year; with each category's total."""
    return [*_told("texts", _texts(db)), *_told("acts", _acts(db))]


def acts_by_month(db: Database) -> list[tuple[str, int]]:
    """Return how many acts each month ("2026-05") has in the public log, the newest first."""
    rows = read_rows(db, "select month, count(*) as acts from log group by month order by month desc")
    return [(row["month"], row["acts"]) for row in rows]


def as_csv(db: Database) -> str:
    """Return the numbers as they may be told, one a row; the year is empty for all years together."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("counted", "year", "category", "number"))
    writer.writerows((each.counted, each.year or "", each.category, each.told) for each in count_removed(db))
    return out.getvalue()


def _texts(db: Database) -> Iterator[tuple[str, int, str]]:
    """Yield what makes a text count: its id, its year and a category, each once."""
    seen: set[tuple[str, int, str]] = set()
    for table in ("post", "comment"):
        for row in read_rows(db, _LABELLED.format(table=table)):
            seen.add((row["id"], row["year"] or ALL_YEARS, category_of(row["label"] or "")))
        for row in read_rows(db, f"select id, year from {table} where state in {_CLOSED}"):
            seen.add((row["id"], row["year"] or ALL_YEARS, NOT_SHOWN))
    yield from seen


def _acts(db: Database) -> Iterator[tuple[str, int, str]]:
    for row in read_rows(db, "select ref, month, kind, label from log"):
        category = _DONE.get(row["kind"]) or category_of(row["label"])
        yield row["ref"], int(row["month"][:4]), category


def _told(counted: str, found: Iterator[tuple[str, int, str]]) -> Iterator[Removed]:
    by_year: Counter[tuple[str, int]] = Counter()
    totals: Counter[str] = Counter()
    for _, year, category in found:
        totals[category] += 1
        if year != ALL_YEARS:
            by_year[category, year] += 1
    for category in sorted(totals):
        for year in sorted(year for name, year in by_year if name == category):
            yield Removed(counted, year, category, by_year[category, year])
        yield Removed(counted, ALL_YEARS, category, totals[category])
