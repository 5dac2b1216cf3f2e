"""Decisions applied to originals: words gone from text, marks and page, everything else as it was."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import StaleDecision
from archive.markup import parse_fragment, plain_text, render
from archive.redaction.anchor import make_anchor
from archive.redaction.apply import Redaction, apply, apply_plain, empty, shown
from archive.redaction.words import Words
from archive.text import Mark, MarkKind, OriginalText, RedactedText, Span
from tests.our_html import find_problems, hrefs_of, words_of


def mask(words: str, label: str = "place", ref: str = "r") -> Redaction:
    return Redaction(Words(words), label, ref)


def redacted(html: str, *redactions: Redaction) -> RedactedText:
    return apply(parse_fragment(html), redactions)


def under(text: RedactedText, kind: MarkKind) -> list[str]:
    return [text.text[mark.span.start : mark.span.end] for mark in text.marks if mark.kind is kind]


CASES: dict[str, tuple[str, tuple[Redaction, ...], str]] = {
    "one": ("in Farrowby.", (mask("Farrowby"),), "in [place]."),
    "every occurrence": ("Farrowby, FARROWBY and farrowby's", (mask("Farrowby"),), "[place], [place] and [place]'s"),
    "not inside words": ("Farrowbyshire", (mask("Farrowby"),), "Farrowbyshire"),
    "words not there": ("in town", (mask("Farrowby"),), "in town"),
    "whole text": ("Farrowby", (mask("Farrowby"),), "[place]"),
    "over a line end": ("North<br>Farrowby", (mask("North Farrowby"),), "[place]"),
    "over blocks": ("<p>a North</p><p>Farrowby b", (mask("North Farrowby"),), "a [place]\n\n[place] b"),
    "over cells": (
        "<table><tr><td>North</td><td>Farrowby</td></tr></table>",
        (mask("North Farrowby"),),
        "[place]\t[place]",
    ),
    "over cells with an empty one": (
        "<table><tr><td>North</td><td></td><td>Farrowby</td></tr></table>",
        (mask("North Farrowby"),),
        "[place]\t\t[place]",
    ),
    "over lines of preformatted": ("<pre>North\n\nFarrowby</pre>", (mask("North Farrowby"),), "[place]\n\n[place]"),
    "overlapping": (
        "the North Farrowby depot",
        (mask("North Farrowby"), mask("Farrowby depot", "office")),
        "the [place]",
    ),
    "touching": ("FarrowbyDepot 9:15", (mask("9:"), mask("15", "date")), "FarrowbyDepot [place]"),
    "side by side": ("North Farrowby", (mask("North"), mask("Farrowby", "office")), "[place] [office]"),
    "label with a bracket and blanks": ("Farrowby", (mask("Farrowby", " a  northern\ntown "),), "[a northern town]"),
    "label without words": ("Farrowby", (mask("Farrowby", " \u202e"),), "[detail]"),
    "label that tells": (
        "the place of Farrowby",
        (mask("Farrowby"), mask("place", "grade")),
        "the [grade] of [detail]",
    ),
    "labels that all tell": ("Farrowby", (mask("Farrowby"), mask("place"), mask("detail"), mask("removed")), "[…]"),
    "address in the text": (
        "see https://example.org/farrowby-depot, please",
        (mask("Farrowby"),),
        "see [place], please",
    ),
    "escaped address in the text": ("www.example.org/?q=North%20Farrowby", (mask("North Farrowby"),), "[place]"),
    "account name in the text": ("ask @NorthFarrowby!", (mask("North Farrowby"),), "ask [place]!"),
    "e-mail in the text": ("(north.farrowby@example.org)", (mask("North Farrowby"),), "([place])"),
    "no address at all": ("(@) :// Farrowby", (mask("Farrowby"),), "(@) :// [place]"),
    "alternative text": ("<img alt='Farrowby depot' src=x>", (mask("Farrowby"),), "[place] depot"),
}


@pytest.mark.feature("M5")
@pytest.mark.parametrize("case", CASES)
def test_words_are_replaced_by_labels(case: str) -> None:
    html, redactions, expected = CASES[case]
    assert redacted(html, *redactions).text == expected


def test_a_token_never_makes_up_the_words_it_replaced() -> None:
    text = redacted("a place b", mask("b"), mask("place [place]", "x"))
    assert text.text == "a [x]"


def test_words_made_of_two_tokens_are_no_words_any_more() -> None:
    text = redacted("<p>cat</p><p>dog</p>", mask("cat", "one"), mask("dog", "two"), mask("one] [two", "three"))
    assert text.text == "[three]\n\n[three]"
    text = redacted("<p>cat</p><p>dog</p>", mask("cat", "one"), mask("dog", "one"), mask("one] [one", "one"))
    assert text.text == "[…]\n\n[…]"


def test_tokens_carry_label_and_reference() -> None:
    text = redacted("in Farrowby", mask("Farrowby", "place", "Ab9"))
    assert [mark for mark in text.marks if mark.kind is MarkKind.REDACTION] == [
        Mark(Span(3, 10), MarkKind.REDACTION, label="place", ref="Ab9")
    ]


@pytest.mark.feature("R7")
def test_a_token_leads_to_its_log_line() -> None:
    html = render(redacted("in <b>Farrowby</b>", mask("Farrowby", "place", "Ab9")))
    assert hrefs_of(html) == ["/-/log/Ab9"]
    assert words_of(html) == "in [place]"


def test_blocks_stay_round_tokens() -> None:
    html = "<h2>Farrowby</h2><blockquote><p>Farrowby<p>a</blockquote><ul><li>Farrowby</ul>"
    before, after = shown(parse_fragment(html)), redacted(html, mask("Farrowby"))
    kinds = [mark.kind for mark in before.marks]
    assert [mark.kind for mark in after.marks if mark.kind is not MarkKind.REDACTION] == kinds
    assert render(after).count("[place]</a>") == 3
    assert under(after, MarkKind.QUOTE) == ["[place]\n\na"]


INLINE = {
    "around": ("<b>a Farrowby b</b>", ["a [place] b"]),
    "exactly": ("<b>Farrowby</b>", ["[place]"]),
    "at its start": ("<b>Farrowby b</b>", ["[place] b"]),
    "at its end": ("<b>a Farrowby</b>", ["a [place]"]),
    "inside": ("North <b>Farr</b>owby", []),
    "over its start": ("Farr<b>owby b</b>", [" b"]),
    "over its end": ("<b>a Farr</b>owby", ["a "]),
    "over two": ("<b>a Farr</b>ow<b>by b</b>", ["a ", " b"]),
    "before": ("Farrowby <b>b</b>", ["b"]),
    "after": ("<b>a</b> Farrowby", ["a"]),
    "its beginning": ("<b>Farr</b>owby", []),
    "its ending": ("Farr<b>owby</b>", []),
}


@pytest.mark.parametrize("case", INLINE)
def test_inline_marks_follow_their_words(case: str) -> None:
    html, expected = INLINE[case]
    assert under(redacted(html, mask("Farrowby")), MarkKind.STRONG) == expected


LINKS = {
    "untouched": ("<a href=https://example.org/a>b</a> Farrowby", ["b"]),
    "text inside": ("<a href=https://example.org/a>in Farrowby</a>", []),
    "text across its start": ("Farr<a href=https://example.org/a>owby b</a>", []),
    "text across its end": ("<a href=https://example.org/a>a Farr</a>owby", []),
    "text next to it": (
        "<a href=https://example.org/a>a</a>, Farrowby, <a href=https://example.org/a>b</a>",
        ["a", "b"],
    ),
    "slug": ("<a href=https://example.org/farrowby-depot>a</a>", []),
    "escaped": ("<a href='https://example.org/?q=%46arrowby'>a</a>", []),
    "host": ("<a href=https://farrowby.example.org>a</a>", []),
}


@pytest.mark.feature("M5")
@pytest.mark.parametrize("case", LINKS)
def test_a_link_that_is_touched_or_tells_loses_its_address(case: str) -> None:
    html, expected = LINKS[case]
    text = redacted(html, mask("Farrowby"))
    assert under(text, MarkKind.LINK) == expected
    assert all(mark.href == "https://example.org/a" for mark in text.marks if mark.href)


@pytest.mark.feature("O6")
def test_an_image_always_loses_its_address() -> None:
    text = shown(parse_fragment("<img src=https://example.org/a.png alt=b> <img src=https://example.org/b.png>"))
    assert [mark.href for mark in text.marks if mark.kind is MarkKind.IMAGE] == ["", ""]
    assert "example.org" not in repr(text)


def test_marks_an_original_should_not_have_do_not_come_through() -> None:
    marks = (
        Mark(Span(0, 1), MarkKind.REDACTION, label="x", ref="y"),
        Mark(Span(0, 1), MarkKind.LINK, "javascript:alert(1)"),
        Mark(Span(0, 1), MarkKind.STRONG, "https://example.org", label="x", ref="y"),
    )
    assert shown(OriginalText("ab", marks)).marks == (Mark(Span(0, 1), MarkKind.STRONG),)


def test_an_anchored_redaction_masks_its_place_and_every_other() -> None:
    original = plain_text("Farrowby, then Farrowby.")
    anchor = make_anchor(original.reveal().text, Span(15, 23), "salt")
    redaction = Redaction(Words("Farrowby"), "place", "r", anchor)
    assert apply(original, [redaction]).text == "[place], then [place]."
    assert apply(plain_text("Oh, Farrowby, then Farrowby."), [redaction]).text == "Oh, [place], then [place]."


def test_an_anchor_that_ends_between_blocks_leaves_them_apart() -> None:
    original = parse_fragment("<p>Farrowby</p><p>b</p>")
    anchor = make_anchor(original.reveal().text, Span(0, 10), "salt")
    assert apply(original, [Redaction(Words("Farrowby"), "place", "r", anchor)]).text == "[place]\n\nb"


def test_a_stale_anchor_stops_the_item() -> None:
    anchor = make_anchor("in Farrowby", Span(3, 11), "salt")
    with pytest.raises(StaleDecision):
        apply(plain_text("at Farrowby"), [Redaction(Words("Farrowby"), "place", "r", anchor)])


def test_titles_and_bylines_come_out_as_words() -> None:
    assert apply_plain(OriginalText("News from Farrowby"), [mask("Farrowby")]) == "News from [place]"


def test_nothing_is_empty() -> None:
    assert empty() == RedactedText("", ())


SECRETS = ["Farrowby", "North Farrowby", "Ann", "12", "place", "b c", "O'Brien", "…x"]
HTML = st.lists(
    st.sampled_from(
        [
            *SECRETS,
            *(secret.upper() for secret in SECRETS),
            "<a href='https://example.org/north-farrowby'>",
            "<a href='https://example.org/x'>",
            "https://example.org/?ann=12",
            *(
                f"<{name}>"
                for name in ("b", "/b", "p", "/p", "td", "table", "tr", "pre", "/pre", "li", "/a", "blockquote")
            ),
            *(" ", "<br>", ",", "b", "c", "North", "\u200b", "&nbsp;", "’", "[", "]", "<img alt='Ann'>"),
        ]
    ),
    max_size=25,
).map("".join)
REDACTIONS = st.lists(
    st.builds(mask, st.sampled_from(SECRETS), st.sampled_from(["place", "name", "12", "b", "…", "Ann b"])), max_size=4
)


@pytest.mark.feature("M5")
@settings(max_examples=400)
@given(HTML, REDACTIONS)
def test_redacted_words_stand_in_no_text_mark_or_page(html: str, redactions: list[Redaction]) -> None:
    text = redacted(html, *redactions)
    page = render(text)
    assert unicodedata.is_normalized("NFC", text.text)
    assert find_problems(page) == []
    for redaction in redactions:
        assert not redaction.words.stands_in(text.text)
        assert not any(redaction.words.stands_in_slug(mark.href) for mark in text.marks)
        assert not any(redaction.words.stands_in(block) for block in words_of(page).split("\n"))
        assert not any(redaction.words.stands_in(unescape(mark.label)) for mark in text.marks)


def assert_same_outside_tokens(original: str, text: RedactedText) -> None:
    """Fail unless the original reads as the text does, with anything at all where a token stands."""
    pattern, done = "", 0
    for mark in text.marks:
        if mark.kind is MarkKind.REDACTION:
            assert text.text[mark.span.start : mark.span.end] == f"[{mark.label}]"
            pattern += re.escape(text.text[done : mark.span.start]) + "(?s:.+?)"
            done = mark.span.end
    assert re.fullmatch(pattern + re.escape(text.text[done:]), original)


@settings(max_examples=300)
@given(HTML, REDACTIONS)
def test_what_is_not_masked_stands_unchanged(html: str, redactions: list[Redaction]) -> None:
    original = parse_fragment(html)
    text = apply(original, redactions)
    assert_same_outside_tokens(original.reveal().text, text)
    blocks = [mark.kind for mark in original.reveal().marks if mark.kind not in INLINE_KINDS]
    assert [mark.kind for mark in text.marks if mark.kind not in INLINE_KINDS] == blocks


INLINE_KINDS = {MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.LINK, MarkKind.IMAGE, MarkKind.REDACTION}


@settings(max_examples=200)
@given(HTML)
def test_a_text_on_which_nothing_was_decided_is_shown_as_it_is(html: str) -> None:
    original = parse_fragment(html).reveal()
    text = shown(parse_fragment(html))
    assert text.text == original.text
    assert [(m.span, m.kind) for m in text.marks] == [(m.span, m.kind) for m in original.marks]


@given(HTML, REDACTIONS)
def test_the_order_of_redactions_changes_no_unmasked_character(html: str, redactions: list[Redaction]) -> None:
    original = parse_fragment(html)
    one, other = apply(original, redactions), apply(original, redactions[::-1])
    for text in (one, other):
        assert_same_outside_tokens(original.reveal().text, text)
