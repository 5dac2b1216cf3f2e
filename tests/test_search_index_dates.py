"""Dates in queries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index import dates
from tests.search_copy import HYPOTHESIS


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018", date(2018, 1, 1)),
        ("2018-07", date(2018, 7, 1)),
        ("2018-7-2", date(2018, 7, 2)),
        ("2018/07/02", date(2018, 7, 2)),
        (" 2018.07 ", date(2018, 7, 1)),
        ("2018-13", None),
        ("2019-02-29", None),
        ("2020-02-29", date(2020, 2, 29)),
        ("18", None),
        ("0018", None),
        ("9999", None),
        ("٢٠١٨", None),
        ("2018-07-02-01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day(written: str, day: date | None) -> None:
    assert dates.parse_date(written) == day


@pytest.mark.parametrize(
    ("written", "year"), [("2018", 2018), ("18", None), ("20188", None), ("", None), ("2o18", None)]
)
def test_a_year_has_four_digits(written: str, year: int | None) -> None:
    assert dates.parse_year(written) == year


def _days_of(field: str, keyword: str) -> set[date]:
    day = dates.parse_date(keyword)
    assert day is not None
    days = {day + timedelta(offset) for offset in range(366)}
    length = {"year": 4, "month": 7, "day": 10}[field]
    return {one for one in days if one.isoformat()[:length] == keyword}


@HYPOTHESIS
@given(st.dates(date(1999, 1, 1), date(2030, 1, 1)), st.integers(-30, 3000))
def test_keywords_cover_exactly_the_days_of_a_range(start: date, length: int) -> None:
    end = start + timedelta(length)
    covered = [day for pair in dates.iter_keywords(start, end) for day in sorted(_days_of(*pair))]
    assert covered == [start + timedelta(offset) for offset in range(max(0, length))]


def test_a_range_of_many_years_is_few_keywords() -> None:
    assert len(list(dates.iter_keywords(date(2001, 1, 2), date(2028, 12, 31)))) <= 30 + 11 + 26 + 11 + 30
