"""Counting words: per year and month, of a term, and what is typical, against values worked out by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.public import statistics, store
from archive.public.statistics import keyness, log_likelihood, words_of
from tests.public_copy import MAIN, write_public_copy


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with closing(store.open_public(write_public_copy(tmp_path_factory.mktemp("copy") / "archive"))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s the OASys' rota", ["it's", "the", "oasys", "rota"]),
        ("part-time — 12.26", ["part-time", "12", "26"]),
        ("Über_alles", ["über", "alles"]),
        (" \n?! ", []),
    ],
)
def test_what_a_word_is(text: str, words: list[str]) -> None:
    assert words_of(text) == words
    assert statistics.count_words(text) == len(words)


@pytest.mark.feature("T6")
def test_words_of_years_and_months_are_those_of_their_texts(db: Database) -> None:
    counted: dict[str, int] = {}
    for item in store.iter_items(db):
        if item.published.year:
            counted[str(item.published.year)] = counted.get(str(item.published.year), 0) + len(words_of(item.body.text))
    assert statistics.words_per_period(db) == {year: n for year, n in sorted(counted.items()) if n}
    months = statistics.words_per_period(db, "month")
    assert sum(number for month, number in months.items() if month.startswith("2018")) == counted["2018"]
    assert statistics.words_per_period(db, item_ids=[MAIN]) == {"2018": 19}


@pytest.mark.feature("T6")
def test_a_term_is_counted_by_year_and_told_per_ten_thousand_words(db: Database) -> None:
    counts = statistics.count_texts(db, lambda text: words_of(text).count("ferry"))
    assert counts == {MAIN: 1, "9006": 1}
    years = statistics.count_per_period(db, counts)
    assert years == {"2018": 2}
    line = statistics.timeline(years, statistics.words_per_period(db))
    assert [point.period for point in line] == ["2016", "2017", "2018"]
    assert line[-1].per_10_000 == pytest.approx(10_000 * 2 / line[-1].words)
    assert line[0].per_10_000 == 0
    assert statistics.count_per_period(db, dict.fromkeys(["9001", "9002", MAIN], 1), "month") == {"2018-07": 3}
    assert statistics.count_texts(db, lambda text: words_of(text).count("ferry"), ["9001"]) == {}


@pytest.mark.feature("T7")
@pytest.mark.parametrize(
    ("here", "of_here", "elsewhere", "of_elsewhere", "expected"),
    [
        # 2 (100 ln 5.5 + 100 ln 0.55)
        (100, 10_000, 100, 100_000, 221.3822),
        # all of it here: 2 * 10 ln 2
        (10, 1_000, 0, 1_000, 13.8629),
        (0, 1_000, 10, 1_000, 13.8629),
        (10, 1_000, 100, 10_000, 0.0),
        (0, 0, 0, 0, 0.0),
    ],
)
def test_the_likelihood_is_that_of_the_formula(
    here: int, of_here: int, elsewhere: int, of_elsewhere: int, expected: float
) -> None:
    assert log_likelihood(here, of_here, elsewhere, of_elsewhere) == pytest.approx(expected, abs=0.0001)


def _count(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words_of(text))


@pytest.mark.feature("T7")
def test_typical_words_come_first_and_common_ones_not_at_all() -> None:
    here = ["the ferry was late and the ferry was cold"] * 20
    elsewhere = ["the train was late and the bus was cold"] * 200
    (first, *others) = keyness(_count(here), _count(elsewhere))
    assert (first.word, first.here, first.elsewhere, first.ratio) == ("ferry", 40, 0, float("inf"))
    assert others == []
    assert keyness({"a": 2}, {"b": 100}) == []
    assert len(keyness({f"w{n}": 50 for n in range(30)}, {"b": 2000}, 5)) == 5


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 500), st.integers(500, 5000), st.integers(0, 500), st.integers(500, 5000))
def test_the_likelihood_is_never_negative_and_the_same_from_both_sides(a: int, c: int, b: int, d: int) -> None:
    value = log_likelihood(a, c, b, d)
    assert value >= 0
    assert value == pytest.approx(log_likelihood(b, d, a, c), abs=1e-6)
