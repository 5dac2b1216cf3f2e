"""The quick answers about characters are the answers that looking at each of them gives."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.markup.clean import clean, fold
from archive.markup.lines import find_lines, read_lines
from archive.markup.parse import _read_soup

pytestmark = pytest.mark.feature("H13")

ODD = "\t\n\x0b\x0c\r\x1c\x1f\x7f\x85\xa0\xad\u2028\u2029\u202a\u202e\u2066\u2069\ufdd0\ufeff\ufffe\uffff\ud800"
TEXTS = st.text(st.one_of(st.sampled_from(f"{ODD}ab  .é漢🙂"), st.characters()), max_size=30)
SPACES = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def cleaned(text: str) -> str:
    """Return the text cleaned one character after another, as the standards name them."""
    kept = []
    for char in re.sub("\r\n?", "\n", text):
        if char in SPACES:
            kept.append(" ")
        elif char in "\t\n" or (char not in BIDI and not is_none(char)):
            kept.append(char)
    return "".join(kept)


def is_none(char: str) -> bool:
    is_noncharacter = 0xFDD0 <= ord(char) <= 0xFDEF or char in "\ufffe\uffff"
    return unicodedata.category(char) in ("Cc", "Cs") or is_noncharacter


@given(TEXTS)
def test_cleaning_takes_out_what_the_standards_name_and_nothing_else(text: str) -> None:
    assert clean(text) == cleaned(text)


@given(TEXTS)
def test_white_space_folds_as_in_a_browser(text: str) -> None:
    assert fold(clean(text)) == re.sub(r"[ \t\n]+", " ", cleaned(text))


@given(
    st.lists(st.sampled_from(["a", " b ", "<br>", "<BR />", "<br\n/>", "\u200b", "&amp;", "\n", "\xa0"]), max_size=12)
)
def test_lines_alone_are_read_as_any_html(parts: list[str]) -> None:
    html = "".join(parts)
    lines = find_lines(html)
    assert lines is not None
    assert read_lines(lines).reveal() == _read_soup(html).reveal()


@pytest.mark.parametrize(
    "html", ["a <i>b</i>", "<br class='x'>", "a & b", "&bogus;", "a < b", "<br", "</br>", "<!-- -->"]
)
def test_what_is_more_than_lines_goes_another_way(html: str) -> None:
    assert find_lines(html) is None
