"""What holds for every fragment, text and set of marks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.markup import parse_fragment, plain_text, render, safe_address
from archive.text import Mark, MarkedText, MarkKind, RedactedText, Span
from tests.our_html import find_problems, words_of

INLINE = {MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.LINK}
BLOCKS = {MarkKind.PARAGRAPH, MarkKind.HEADING, MarkKind.LIST_ITEM, MarkKind.TABLE_ROW, MarkKind.PREFORMATTED}

WORDS = st.text(alphabet="abcXYZ019 \t\n\xa0.,'\"&<>éß£“’—漢🙂", max_size=12)
SHOWN = "p div b i em strong h2 blockquote ul ol li table tr td pre span center font section a".split()  # noqa: SIM905 - reads as a list
HIDDEN = ["script", "style", "template", "iframe", "noscript"]
TREES = st.recursive(
    st.one_of(
        WORDS.map(lambda words: (escape(words), words)),
        st.sampled_from([("<br>", ""), ("<hr>", ""), ("<!-- unseen -->", ""), ("<wbr>", "")]),
        st.sampled_from(HIDDEN).map(lambda name: (f"<{name}>unseen</{name}>", "")),
        WORDS.map(lambda words: (f'<img alt="{escape(words)}">', words)),
    ),
    lambda inner: st.builds(
        lambda name, parts: (
            f"<{name}>" + "".join(part[0] for part in parts) + f"</{name}>",
            "".join(p[1] for p in parts),
        ),
        st.sampled_from(SHOWN),
        st.lists(inner, max_size=5),
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=5))
def test_no_visible_character_is_lost_or_made_up(trees: list[tuple[str, str]]) -> None:
    html, words = "".join(tree[0] for tree in trees), "".join(tree[1] for tree in trees)
    assert "".join(parse_fragment(html).reveal().text.split()) == "".join(words.split())


PIECES = st.one_of(
    st.sampled_from([f"<{name}>" for name in SHOWN] + [f"</{name}>" for name in SHOWN]),
    st.sampled_from(
        ["<br>", "<a href='https://example.org/?a&b'>", "<a href='https://example.org/\"'>", "<", "&", "<h1>"]
    ),
    st.sampled_from(["e", "\u0301", "\u0323", " ", "\n", "\t", "\xa0", "\u200b", "<p>", "<td>", "<b>", "</b>", "<i>"]),
    st.text(alphabet="ab \n\t\xa0\u200b\u0301\u0338<>&\"'=漢\u1112\u1161\u11ab\u202e\x00\ud800", max_size=6),
)
FRAGMENTS = st.lists(PIECES, max_size=30).map("".join)


def rendered(content: MarkedText) -> str:
    return render(RedactedText(content.text, content.marks))


def normal(mark: Mark) -> Mark:
    """Return the mark as the page shows it: its first-level headings are second-level ones."""
    return replace(mark, level=2) if mark.kind is MarkKind.HEADING and mark.level < 2 else mark


@settings(max_examples=300)
@given(FRAGMENTS)
def test_reading_what_was_rendered_gives_the_same_text_and_marks(html: str) -> None:
    first = parse_fragment(html).reveal()
    second = parse_fragment(rendered(first)).reveal()
    assert second.text == first.text
    assert second.marks == tuple(sorted(map(normal, first.marks)))
    assert rendered(second) == rendered(first)


@settings(max_examples=200)
@given(FRAGMENTS)
def test_marks_make_sense(html: str) -> None:
    content = parse_fragment(html).reveal()
    assert unicodedata.is_normalized("NFC", content.text)
    blocks = [mark for mark in content.marks if mark.kind in BLOCKS]
    for one, other in pairwise(blocks):
        assert content.text[one.span.end : other.span.start] == "\n\n"
    if content.text:
        assert blocks[0].span.start == 0
        assert blocks[-1].span.end == len(content.text)
    for mark in content.marks:
        words = content.text[mark.span.start : mark.span.end]
        assert words
        if mark.kind in INLINE:
            assert words == words.strip()
            assert any(block.span.contains(mark.span) for block in blocks)
        elif mark.kind is MarkKind.QUOTE:
            assert {mark.span.start} <= {block.span.start for block in blocks}
            assert {mark.span.end} <= {block.span.end for block in blocks}
        elif mark.kind is not MarkKind.PREFORMATTED:
            assert "\n\n" not in words


MARKS = st.builds(
    lambda start, size, kind, href, level, ordered, label, ref: Mark(
        Span(start, start + size), kind, href, level, ordered, label, ref
    ),
    st.integers(0, 25),
    st.integers(0, 25),
    st.sampled_from(list(MarkKind)),
    st.sampled_from(["", "https://example.org/\"'<>", "javascript:alert(1)", "data:,x", "//a.example", "https://a\\b"]),
    st.integers(-3, 30),
    st.booleans(),
    st.text(max_size=8),
    st.sampled_from(["", "aB-_9", "../", '"><script>alert(1)</script>', "a\n"]),
)
ANY_TEXT = st.text(alphabet=st.characters(), max_size=40) | st.text(alphabet="ab\n\t <>&\"'`[]", max_size=40)


@pytest.mark.feature("O6")
@settings(max_examples=400)
@given(ANY_TEXT, st.lists(MARKS, max_size=10))
def test_rendering_is_safe_whatever_the_marks_say(text: str, marks: list[Mark]) -> None:
    html = render(RedactedText(text, tuple(marks)))
    assert find_problems(html) == []


@given(
    st.text(alphabet="ab\n\t <>&\"'[]漢", max_size=40), st.lists(MARKS.filter(lambda m: m.kind is not MarkKind.IMAGE))
)
def test_rendering_loses_no_word_whatever_the_marks_say(text: str, marks: list[Mark]) -> None:
    html = render(RedactedText(text, tuple(marks)))
    assert "".join(words_of(html).split()) == "".join(text.split())


@given(
    st.text(alphabet=st.characters(), max_size=60)
    | st.text(alphabet="ab \n\xa0https://example.org()[].,'", max_size=60)
)
def test_saved_text_keeps_every_visible_character(saved: str) -> None:
    content = plain_text(saved).reveal()
    unseen = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
    blank = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
    words = blank.sub("", unseen.sub("", "".join(saved.split())))
    found = blank.sub("", "".join(content.text.split()))
    assert unicodedata.normalize("NFC", found) == unicodedata.normalize("NFC", words)
    assert find_problems(rendered(content)) == []


@given(st.text(alphabet="abhtps:/?#[]@\\%&=\"'<> \t\n\u202e\xa0é.", max_size=30).map(lambda tail: "https://" + tail))
def test_an_address_has_one_safe_form(href: str) -> None:
    address = safe_address(href)
    assert safe_address(address) == address
    assert not re.search(r"[\s\"'<>`\\\x00-\x20]", address)
    assert not address or address.startswith("https://")
