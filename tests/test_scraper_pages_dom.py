"""The tree of a page, whatever stands in its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.pages.dom import parse_html
from scraper.pages.wordpress.parts import drop

FORBIDDEN = "".join(map(chr, [*range(9), 11, *range(14, 32), 0xFFFE, 0xFFFF]))


@pytest.mark.feature("H13")
@given(st.text(alphabet="ab \n\t\x0c\r" + FORBIDDEN, min_size=1, max_size=30))
def test_no_character_of_a_page_keeps_an_element_from_being_taken_out(between: str) -> None:
    root = parse_html(f"<html><body><p>kept<b>gone</b>{between}</p></body></html>")
    drop(root.findall(".//b"), root=root)
    kept = "".join(root.itertext())
    assert kept.startswith("kept")
    assert not set(kept) & set(FORBIDDEN)


def test_a_form_feed_parts_words_as_browsers_have_it() -> None:
    assert "".join(parse_html("<p>one\x0ctwo</p>").itertext()).split() == ["one", "two"]
