from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ids import make_id

KEY = bytes(range(32))


@pytest.mark.feature("A1")
@pytest.mark.parametrize(
    ("source_key", "expected"),
    [
        ("blogger:8035075671438343309", "8035075671438343309"),
        ("blogger:1", "1"),
        # pinned: an id that changes breaks every permalink
        ("text:desk-notes/1", "tcfmubikuac4jj7y"),
        ("url:https://desk.blogspot.com/2018/07/late-shift.html", "tcvqfjf453ghs5yl"),
    ],
)
def test_id_of_a_source_key(source_key: str, expected: str) -> None:
    assert make_id(source_key, KEY) == expected


@pytest.mark.parametrize("source_key", ["blogger:", "blogger:12a", "blogger:12\n", " blogger:12", "text:blogger:12"])
def test_only_a_whole_number_is_taken_as_it_is(source_key: str) -> None:
    assert make_id(source_key, KEY).startswith("t")


@pytest.mark.feature("A1")
@settings(max_examples=60, deadline=None)
@given(st.text(), st.binary(min_size=1, max_size=40))
def test_an_id_is_safe_in_an_address_and_the_same_each_time(source_key: str, key: bytes) -> None:
    made = make_id(source_key, key)
    assert re.fullmatch(r"\d+|t[a-z2-7]{15}", made)
    assert make_id(source_key, key) == made


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1).map("text:".__add__))
def test_an_id_says_nothing_without_the_key(source_key: str) -> None:
    assert make_id(source_key, b"one") != make_id(source_key, b"two")
