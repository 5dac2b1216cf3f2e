"""Saved text read into the same marked text as a page's HTML."""

from __future__ import annotations

import pytest

from archive.markup import parse_fragment, plain_text
from archive.text import MarkKind

TEXTS = {
    "paragraphs": ("a\n\nb\n \n\n c", "a\n\nb\n\nc"),
    "line breaks": ("a\n  b  c\nd", "a\nb c\nd"),
    "ends": ("\n\n a \n\n", "a"),
    "nothing": (" \n ", ""),
    "markup is text": ("a <b>b</b> &amp;", "a <b>b</b> &amp;"),
    "controls": ("a\x00b\r\nc", "ab\nc"),
    "composed": ("e\u0301", "é"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text_of_a_saved_page(case: str) -> None:
    saved, expected = TEXTS[case]
    assert plain_text(saved).reveal().text == expected


LINKS = {
    "see https://example.org/a.": ["https://example.org/a"],
    "(https://example.org/a_(b))": ["https://example.org/a_(b)"],
    "[http://example.org/?a=b&c], HTTPS://EXAMPLE.ORG": ["http://example.org/?a=b&c", "HTTPS://EXAMPLE.ORG"],
    "'https://example.org/a'": ["https://example.org/a"],
    "“https://example.org/a”": ["https://example.org/a"],
    "https:// and http://.": [],
    "xhttp://example.org": [],
    "https://user@example.org/a": [],
    "ftp://example.org www.example.org": [],
}


@pytest.mark.parametrize("saved", LINKS)
def test_bare_addresses_become_links(saved: str) -> None:
    content = plain_text(saved).reveal()
    assert content.text == saved
    found = [content.text[mark.span.start : mark.span.end] for mark in content.marks if mark.kind is MarkKind.LINK]
    assert found == LINKS[saved]


@pytest.mark.feature("H5")
def test_saved_text_and_html_of_the_same_comment_give_the_same_text() -> None:
    saved = "  First line\n  second line.\n\n\n  New paragraph."
    html = "First line<br />second line.<br /><br />New paragraph."
    assert plain_text(saved) == parse_fragment(html)
