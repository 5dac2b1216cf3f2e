"""Spans, marks and the wall around an original text."""

from __future__ import annotations

import copy
import json
import pickle
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import Mark, MarkedText, MarkKind, OriginalText, RedactedText, Span


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_a_span_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(st.integers(0, 20), st.integers(0, 9), st.integers(0, 20), st.integers(0, 9))
def test_overlapping_and_containing_follow_from_the_code_points(a: int, m: int, b: int, n: int) -> None:
    one, other = Span(a, a + m), Span(b, b + n)
    first, second = set(range(a, a + m)), set(range(b, b + n))
    assert one.overlaps(other) == bool(first & second)
    assert len(one) == len(first)
    if second:
        assert one.contains(other) == (second <= first)


def test_a_mark_outside_its_text_is_refused() -> None:
    MarkedText("ab", (Mark(Span(0, 2), MarkKind.STRONG),))
    with pytest.raises(ValueError, match="a mark ends at 3"):
        MarkedText("ab", (Mark(Span(0, 3), MarkKind.STRONG),))


def test_text_that_is_not_composed_is_refused() -> None:
    with pytest.raises(ValueError, match="normalisation form C"):
        MarkedText("e\u0301")


@pytest.mark.feature("O1")
def test_an_original_text_goes_nowhere_by_accident() -> None:
    secret = OriginalText("Wilhelmina")
    assert repr(secret) == "<OriginalText>"
    with pytest.raises(TypeError):
        str(secret)
    with pytest.raises(TypeError):
        f"{secret}"
    with pytest.raises(TypeError):
        "{}".format(secret)  # noqa: UP032 - the very call that must fail
    with pytest.raises(TypeError):
        json.dumps(secret)
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        copy.copy(secret)
    with sqlite3.connect(":memory:") as db, pytest.raises((TypeError, sqlite3.Error)):
        db.execute("select ?", (secret,))
    db.close()


def test_an_original_text_gives_its_words_to_who_asks_for_them() -> None:
    marks = (Mark(Span(0, 2), MarkKind.PARAGRAPH),)
    one = OriginalText("ab", marks)
    assert one.reveal() == MarkedText("ab", marks)
    assert one == OriginalText("ab", marks)
    assert one != OriginalText("ab")
    assert one != "ab"
    assert hash(one) == hash(OriginalText("ab", marks))
    assert one
    assert not OriginalText("")


def test_a_redacted_text_is_a_plain_value() -> None:
    assert RedactedText("a") == RedactedText("a", ())
