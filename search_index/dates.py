"""Dates in queries: "2018", "2018-07" or "2018-07-02", and a range of days as a few year, month and day keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_DATE = re.compile(r"([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?\Z", re.ASCII)


def parse_date(written: str) -> date | None:
    """Return the first day of a year, month or day as typed, None when it is no date.

    >>> parse_date("2018"), parse_date("2018-07-02"), parse_date("2018-13")
    (datetime.date(2018, 1, 1), datetime.date(2018, 7, 2), None)
    """
    found = _DATE.match(written.strip())
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def parse_year(written: str) -> int | None:
    """Return a year of four digits, None for anything else."""
    return int(written) if re.fullmatch(r"[12]\d{3}", written, re.ASCII) else None


def parse_years(written: str) -> tuple[int, int] | None:
    """Return the first and last of a range of years, None for anything else.

    >>> parse_years("2018..2019"), parse_years("2019-2018"), parse_years("2018")
    ((2018, 2019), (2018, 2019), None)
    """
    found = re.fullmatch(r"([12]\d{3})(?:\.\.\.?|[-–…])([12]\d{3})", written, re.ASCII)
    return (min(int(found[1]), int(found[2])), max(int(found[1]), int(found[2]))) if found else None


def iter_keywords(start: date, end: date) -> Iterator[tuple[str, str]]:
    """Yield the fewest (field, keyword) pairs that cover the days from `start` up to but without `end`.

    >>> list(iter_keywords(date(2017, 12, 31), date(2019, 2, 1)))
    [('day', '2017-12-31'), ('year', '2018'), ('month', '2019-01')]
    """
    day = start
    while day < end:
        year = date(day.year + 1, 1, 1)
        month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if (day.month, day.day) == (1, 1) and year <= end:
            yield "year", f"{day.year:04}"
            day = year
        elif day.day == 1 and month <= end:
            yield "month", f"{day:%Y-%m}"
            day = month
        else:
            yield "day", day.isoformat()
            day += timedelta(1)
