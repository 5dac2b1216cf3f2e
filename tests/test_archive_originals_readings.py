"""How readings of one item merge: by a law that does not know in which order they came."""

from __future__ import annotations

import functools
import itertools
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.originals.readings import (
    Reading,
    comment_values,
    is_edit,
    is_known,
    join,
    lead_reading,
    merge_readings,
    post_values,
)
from archive.originals.records import (
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Source,
    SourceState,
    SourceTime,
)
from archive.text import OriginalText

LONDON = ZoneInfo("Europe/London")
MOMENT = datetime(2022, 7, 12, 18, 49, 3, 120_000, tzinfo=UTC)
MS = SourceTime.from_instant(MOMENT, LONDON)
MINUTE = SourceTime.from_wall_clock(datetime(2022, 7, 12, 19, 49), LONDON)  # noqa: DTZ001 - a time as shown
DAY = SourceTime.from_day(date(2022, 7, 12))
UNKNOWN = SourceTime.unknown()


def comment(**fields: Any) -> OriginalComment:
    given: dict[str, Any] = {"source_key": "blogger:1", "ordinal": 0, "text": OriginalText("Tea at four.")} | fields
    return OriginalComment(**given)


def reading(source: Source, at: str = "1", parent: str | None = None, **fields: Any) -> Reading:
    return of_values(source, comment_values(comment(**fields), parent, LONDON), at)


def of_values(source: Source, values: dict[str, Any], at: str) -> Reading:
    return Reading("1", source, 1, "9", True, values, {}, int(at), at, 1)


def post_reading(source: Source, at: str = "1", **fields: Any) -> Reading:
    return of_values(source, post_values(OriginalPost("blogger:9", source, **fields), LONDON), at)


PAGE, FEED, SAVED = Source.PAGE, Source.FEED, Source.SAVED_TEXT

RICHER = [
    ("published", [reading(FEED, published=DAY), reading(SAVED, published=MINUTE)], 1),
    ("published", [reading(FEED, published=MINUTE), reading(PAGE, published=MS)], 1),
    ("published", [reading(SAVED, published=DAY), reading(FEED, published=UNKNOWN)], 0),
    ("published", [reading(PAGE, published=MS), reading(FEED, published=MS)], 1),
    ("parent_id", [reading(PAGE, parent="7"), reading(FEED)], 0),
    ("parent_id", [reading(PAGE, parent="7"), reading(FEED, parent="8")], 1),
    ("byline", [reading(SAVED, author="Ann", author_kind=AuthorKind.NAME), reading(FEED)], 0),
    ("byline", [reading(PAGE, author_kind=AuthorKind.ANONYMOUS), reading(FEED)], 0),
    (
        "byline",
        [
            reading(PAGE, author="A", author_kind=AuthorKind.NAME),
            reading(FEED, author="B", author_kind=AuthorKind.ACCOUNT),
        ],
        1,
    ),
    ("signed_as", [reading(SAVED, signed_as="Ann of the desk"), reading(FEED)], 0),
    ("body", [reading(PAGE, text=OriginalText("page")), reading(FEED, text=OriginalText("feed"))], 1),
    ("body", [reading(PAGE, text=OriginalText("page")), reading(FEED, text=OriginalText(""))], 0),
    ("body", [reading(PAGE, text=OriginalText("gone"), state=SourceState.REMOVED_BY_ADMIN), reading(FEED)], 0),
    ("body", [reading(SAVED), reading(PAGE, text=OriginalText(""), state=SourceState.REMOVED_BY_AUTHOR)], 1),
    ("ordinal", [reading(PAGE, ordinal=5), reading(FEED, ordinal=1)], 0),
    ("title", [post_reading(PAGE, title="Late shift"), post_reading(FEED, title="")], 0),
    ("labels", [post_reading(PAGE, labels=("pay",)), post_reading(FEED)], 0),
    ("url", [post_reading(PAGE, url="http://a.blogspot.ro/2018/07/b.html?m=1"), post_reading(FEED)], 0),
    ("body", [post_reading(PAGE, text=OriginalText("whole")), post_reading(FEED)], 0),
    ("declared", [post_reading(PAGE, declared=8), post_reading(FEED, declared=7)], 0),
    ("declared", [post_reading(PAGE, declared=0), post_reading(FEED)], 0),
    ("author", [post_reading(PAGE, author="Ann"), post_reading(FEED)], 0),
]


@pytest.mark.feature("H7")
@pytest.mark.parametrize(("name", "readings", "winner"), RICHER)
def test_the_richer_value_wins_whichever_came_first(name: str, readings: list[Reading], winner: int) -> None:
    expected = readings[winner].values[name]
    assert merge_readings(readings)[name] == expected
    assert merge_readings(readings[::-1])[name] == expected


@pytest.mark.feature("H7")
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_an_owner_or_a_page_seen_once_is_one(first: bool, second: bool) -> None:
    owners = [reading(PAGE, is_owner=first), reading(FEED, is_owner=second)]
    pages = [post_reading(PAGE, is_page=first), post_reading(FEED, is_page=second)]
    assert merge_readings(owners)["is_owner"] is (first or second)
    assert merge_readings(pages)["is_page"] is (first or second)


@pytest.mark.feature("H4")
def test_a_count_that_nobody_declares_is_unknown_not_zero() -> None:
    assert merge_readings([post_reading(PAGE), post_reading(FEED)])["declared"] is None


@pytest.mark.feature("H11")
def test_the_row_names_the_capture_its_words_came_from() -> None:
    removed = reading(PAGE, "3", text=OriginalText("gone"), state=SourceState.REMOVED_BY_AUTHOR)
    assert lead_reading([reading(SAVED, "1"), reading(PAGE, "2")]).capture_id == 2
    assert lead_reading([reading(FEED, "1"), removed]).capture_id == 3
    assert lead_reading([post_reading(PAGE, "2", text=OriginalText("a")), post_reading(FEED, "3")]).capture_id == 2


def test_a_time_without_its_local_form_is_shown_in_the_zone_given() -> None:
    bare = SourceTime(MOMENT, "", MS.precision)
    assert comment_values(comment(published=bare), None, LONDON)["published"] == [
        "2022-07-12T18:49:03.120Z",
        "2022-07-12T19:49:03.120+01:00",
        "ms",
    ]


@pytest.mark.feature("H8")
@pytest.mark.parametrize(
    ("name", "before", "after", "edited"),
    [
        ("words", {"text": OriginalText("a")}, {"text": OriginalText("b")}, True),
        ("state", {}, {"state": SourceState.REMOVED_BY_ADMIN}, True),
        (
            "byline",
            {"author": "Ann", "author_kind": AuthorKind.NAME},
            {"author": "Bea", "author_kind": AuthorKind.NAME},
            True,
        ),
        ("time", {"published": DAY}, {"published": MINUTE}, True),
        ("byline that was unknown", {}, {"author": "Ann", "author_kind": AuthorKind.NAME}, False),
        ("place", {"ordinal": 4}, {"ordinal": 2}, False),
        ("nothing", {}, {}, False),
    ],
)
def test_what_counts_as_an_edit(name: str, before: dict[str, Any], after: dict[str, Any], edited: bool) -> None:
    assert is_edit(reading(PAGE, "1", **before), reading(PAGE, "2", **after)) is edited


def test_a_new_declared_count_is_no_edit_of_the_post() -> None:
    assert not is_edit(post_reading(FEED, declared=7), post_reading(FEED, declared=9))
    assert is_edit(post_reading(FEED, title="Late"), post_reading(FEED, title="Later"))


def test_what_a_source_does_not_say_is_not_known() -> None:
    assert [is_known("body", value) for value in (None, ["", "[]", "live"], ["", "[]", "removed_by_author"])] == [
        False,
        False,
        True,
    ]
    assert is_known("is_owner", False)


@pytest.mark.feature("H8")
def test_within_one_kind_of_source_the_later_words_win_and_silence_never_does() -> None:
    older, newer = reading(PAGE, "1", text=OriginalText("a"), parent="7"), reading(PAGE, "2", text=OriginalText("b"))
    joined = join(older, newer)
    assert joined.values["body"][0] == "b"
    assert joined.values["parent_id"] == "7"
    assert (joined.capture_id, joined.fetched_at, joined.stamps["parent_id"]) == (2, "2", "1")
    assert join(newer, older) == joined


times = st.sampled_from([UNKNOWN, DAY, MINUTE, MS, SourceTime.from_day(date(2022, 7, 13))])
readings_of_one_comment = st.builds(
    reading,
    st.sampled_from(list(Source)),
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from([None, "7", "8"]),
    text=st.sampled_from([OriginalText(word) for word in ("", "a", "b", "ü")]),
    ordinal=st.integers(0, 3),
    author=st.sampled_from([None, "Ann"]),
    author_kind=st.sampled_from(AuthorKind),
    is_owner=st.booleans(),
    published=times,
    state=st.sampled_from(SourceState),
)
of_one_source = st.lists(readings_of_one_comment, min_size=2, max_size=4).map(
    lambda found: [of_values(PAGE, dict(one.values), one.fetched_at) for one in found]
)


@pytest.mark.feature("H7")
@settings(max_examples=60, deadline=None)
@given(of_one_source)
def test_joining_does_not_depend_on_the_order(found: list[Reading]) -> None:
    results = [functools.reduce(join, order) for order in itertools.permutations(found)]
    assert all(result == results[0] for result in results)
    assert join(results[0], found[0]) == results[0]


@pytest.mark.feature("H7")
@settings(max_examples=60, deadline=None)
@given(st.lists(readings_of_one_comment, min_size=1, max_size=3, unique_by=lambda one: one.source))
def test_merging_does_not_depend_on_the_order(found: list[Reading]) -> None:
    results = [merge_readings(order) for order in itertools.permutations(found)]
    assert all(result == results[0] for result in results)


@pytest.mark.feature("O1")
def test_a_reading_shows_no_words() -> None:
    assert "Tea" not in repr(reading(PAGE))
