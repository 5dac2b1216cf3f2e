"""Decisions stay at their words when a text changes, or go stale; never do they move to other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import StaleDecision
from archive.redaction.anchor import CONTEXT, locate, make_anchor
from archive.text import Span

TEXT = (
    "We met at the depot in Farrowby on Monday. Later the depot in Farrowby was shut, and nobody told the staff of it."
)


def span_of(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def test_an_anchor_holds_the_words_and_a_little_around_them() -> None:
    anchor = make_anchor(TEXT, span_of(TEXT, "Monday"), "salt")
    assert (anchor.exact, len(anchor.prefix), anchor.start) == ("Monday", CONTEXT, TEXT.index("Monday"))
    assert TEXT.startswith(anchor.prefix + anchor.exact + anchor.suffix, anchor.start - CONTEXT)
    assert "Monday" not in repr(anchor)
    assert "salt" not in repr(anchor)


def test_the_digest_depends_on_the_salt_and_is_no_digest_of_the_text_alone() -> None:
    span = Span(0, 2)
    assert make_anchor(TEXT, span, "a").digest != make_anchor(TEXT, span, "b").digest


@given(st.text(max_size=30), st.data())
def test_in_the_same_text_an_anchor_stands_where_it_was_made(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert locate(make_anchor(text, span, "salt"), text) == span


MOVED = {
    "something before": ("An edit. " + TEXT, "Monday"),
    "something after": (TEXT + " An edit.", "Monday"),
    "white space": (TEXT.replace(" on Monday", "\n\non\n Monday"), "Monday"),
    "the end": (TEXT.replace("We met", "They met"), "Monday"),
}


@pytest.mark.parametrize("case", MOVED)
def test_a_quotation_that_fits_once_is_carried_over(case: str) -> None:
    changed, words = MOVED[case]
    anchor = make_anchor(TEXT, span_of(TEXT, words), "salt")
    assert locate(anchor, changed) == span_of(changed, words)


def test_the_right_one_of_two_equal_words_is_found() -> None:
    second = span_of(TEXT, "Farrowby", TEXT.index("Later"))
    assert locate(make_anchor(TEXT, second, "salt"), "Oh. " + TEXT) == Span(second.start + 4, second.end + 4)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("", "nowhere"),
        (TEXT.replace("Monday", "Tuesday"), "nowhere"),
        (TEXT.replace("on Monday", "upon Monday"), "nowhere"),
        (TEXT + " " + TEXT, "more than once"),
    ],
)
def test_a_quotation_that_fits_not_or_twice_is_stale(changed: str, told: str) -> None:
    anchor = make_anchor(TEXT, span_of(TEXT, "Monday"), "salt")
    with pytest.raises(StaleDecision, match=told) as caught:
        locate(anchor, changed)
    assert "Monday" not in str(caught.value)


def test_fits_that_overlap_each_other_are_two() -> None:
    anchor = make_anchor("ana", Span(0, 3), "salt")
    with pytest.raises(StaleDecision, match="more than once"):
        locate(anchor, "banana")
