"""Redacted text rendered as our own HTML, for sensible marks and for senseless ones."""

from __future__ import annotations

import pytest

from archive.markup import parse_fragment, render
from archive.text import Mark, MarkKind, RedactedText, Span

REL = 'rel="nofollow noreferrer noopener ugc"'


def rendered(html: str) -> str:
    content = parse_fragment(html).reveal()
    return render(RedactedText(content.text, content.marks))


PAGES = {
    "nothing": ("", ""),
    "escaped": ("&lt;b&gt; &amp; &quot;", "<p>&lt;b&gt; &amp; &quot;</p>"),
    "paragraphs and breaks": ("a<br>b<p>c", "<p>a<br>b</p><p>c</p>"),
    "headings never outrank the page's": ("<h1>a</h1><h2>b</h2><h6>c</h6>", "<h2>a</h2><h2>b</h2><h6>c</h6>"),
    "list": ("<ul><li>a<ol><li>b</ol><li>c</ul>", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
    "lists of two kinds": ("<ul><li>a</ul><ol><li>b</ol>c", "<ul><li>a</li></ul><ol><li>b</li></ol><p>c</p>"),
    "list in a list without item": ("<ul><ul><li>a</ul></ul>", "<ul><li><ul><li>a</li></ul></li></ul>"),
    "list after table": (
        "<table><tr><td>a</table><ul><li>b</ul><table><tr><td>c</table>",
        "<table><tr><td>a</td></tr></table><ul><li>b</li></ul><table><tr><td>c</td></tr></table>",
    ),
    "table": (
        "<table><tr><td>a<td><b>b</b><tr><td>c</table>",
        "<table><tr><td>a</td><td><strong>b</strong></td></tr><tr><td>c</td></tr></table>",
    ),
    "preformatted": ("<pre>a\n\n b</pre>", "<pre>\na\n\n b</pre>"),
    "quote": ("a<blockquote>b<p>c</blockquote>d", "<p>a</p><blockquote><p>b</p><p>c</p></blockquote><p>d</p>"),
    "quote in quote, list in quote": (
        "<blockquote>a<blockquote>b<ul><li>c</ul></blockquote></blockquote>",
        "<blockquote><p>a</p><blockquote><p>b</p><ul><li>c</li></ul></blockquote></blockquote>",
    ),
    "neighbouring quotes": (
        "<blockquote>a</blockquote><blockquote>b</blockquote>",
        "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>",
    ),
    "link": (
        "<a href='https://example.org/?a&b'>a<b>b</b></a>",
        f'<p><a href="https://example.org/?a&amp;b" {REL}>a<strong>b</strong></a></p>',
    ),
    "link inside bold": (
        "<b>a<a href=https://example.org>b</a></b>",
        f'<p><strong>a</strong><a href="https://example.org" {REL}><strong>b</strong></a></p>',
    ),
    "crossing marks nest": ("<b>a<i>b</b>c</i>", "<p><strong>a<em>b</em></strong>c</p>"),
}


@pytest.mark.parametrize("case", PAGES)
def test_html_is_ours(case: str) -> None:
    html, expected = PAGES[case]
    assert rendered(html) == expected


@pytest.mark.feature("O6")
def test_an_image_is_its_words_and_loads_nothing() -> None:
    html = rendered("<img src=https://example.org/a.png alt='a &lt; b'> <img src=https://example.org/b.png>c")
    assert "example.org" not in html
    assert '<span class="image" title="An image stood here; these words describe it">a &lt; b</span>' in html
    assert "[image]" in html


@pytest.mark.feature("R7")
def test_a_redaction_is_a_labelled_token_with_its_log_line() -> None:
    text = RedactedText("in [place].", (Mark(Span(3, 10), MarkKind.REDACTION, label="place", ref="Ab-9_x"),))
    assert render(text) == (
        '<p>in <span class="redaction" title="Redacted: place"><a href="/-/log/Ab-9_x" '
        'aria-label="[place], redacted: see the public log">[place]</a></span>.</p>'
    )
    assert 'href="/x/Ab-9_x"' in render(text, log_base="/x/")


@pytest.mark.feature("R7")
@pytest.mark.parametrize("ref", ["", "a b", "../x", '"><script>'])
def test_a_redaction_without_a_log_line_is_announced_all_the_same(ref: str) -> None:
    text = RedactedText("[place]", (Mark(Span(0, 7), MarkKind.REDACTION, label="place", ref=ref),))
    assert render(text) == (
        '<p><span class="redaction" role="note" title="Redacted: place" aria-label="[place], redacted">'
        "[place]</span></p>"
    )


def test_a_token_inside_a_link_ends_the_link() -> None:
    marks = (
        Mark(Span(0, 9), MarkKind.LINK, "https://example.org"),
        Mark(Span(1, 8), MarkKind.REDACTION, label="place", ref="r"),
    )
    html = render(RedactedText("a[place]b", marks))
    assert html.count("<a ") == html.count("</a>") == 3
    assert "</a><span" in html


def test_two_tokens_side_by_side_stay_two() -> None:
    marks = tuple(Mark(Span(at, at + 3), MarkKind.REDACTION, label="x", ref=f"r{at}") for at in (0, 3))
    assert render(RedactedText("[x][x]", marks)).count('class="redaction"') == 2


SENSELESS: dict[str, tuple[str, tuple[Mark, ...], str]] = {
    "no blocks": ("a\n\nb\nc", (), "<p>a</p><p>b<br>c</p>"),
    "overlapping blocks": (
        "abcd",
        (Mark(Span(0, 3), MarkKind.HEADING, level=3), Mark(Span(2, 4), MarkKind.PREFORMATTED)),
        "<h3>abc</h3><p>d</p>",
    ),
    "block beyond the text": ("ab", (Mark(Span(0, 9), MarkKind.HEADING),), "<p>ab</p>"),
    "empty block": ("ab", (Mark(Span(1, 1), MarkKind.HEADING),), "<p>ab</p>"),
    "inline beyond the text": ("ab", (Mark(Span(1, 9), MarkKind.STRONG),), "<p>a<strong>b</strong></p>"),
    "inline far beyond the text": ("ab", (Mark(Span(7, 9), MarkKind.STRONG),), "<p>ab</p>"),
    "empty inline": ("ab", (Mark(Span(1, 1), MarkKind.STRONG),), "<p>ab</p>"),
    "inline over blocks": (
        "a\n\nb\n\nc",
        (Mark(Span(0, 7), MarkKind.EMPHASIS),),
        "<p><em>a</em></p><p><em>b</em></p><p><em>c</em></p>",
    ),
    "level out of range": ("a", (Mark(Span(0, 1), MarkKind.HEADING, level=99),), "<h6>a</h6>"),
    "item without level": ("a", (Mark(Span(0, 1), MarkKind.LIST_ITEM, level=-4),), "<ul><li>a</li></ul>"),
    "quote that cuts a block": ("ab", (Mark(Span(0, 1), MarkKind.QUOTE),), "<p>ab</p>"),
    "quote that outlasts its quote": (
        "a\n\nb\n\nc",
        (Mark(Span(0, 4), MarkKind.QUOTE), Mark(Span(3, 7), MarkKind.QUOTE)),
        "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>",
    ),
    "unsafe link": ("a", (Mark(Span(0, 1), MarkKind.LINK, "javascript:alert(1)"),), "<p>a</p>"),
    "two links on one word": (
        "a",
        (Mark(Span(0, 1), MarkKind.LINK, "https://a.example"), Mark(Span(0, 1), MarkKind.LINK, "https://b.example")),
        f'<p><a href="https://a.example" {REL}>a</a></p>',
    ),
    "control characters": ("a\x00\u202eb\ud800", (), "<p>ab</p>"),
    "label with markup": (
        "[x]",
        (Mark(Span(0, 3), MarkKind.REDACTION, label='"><script>\n', ref=""),),
        '<p><span class="redaction" role="note" title="Redacted: &quot;&gt;&lt;script&gt;" '
        'aria-label="[&quot;&gt;&lt;script&gt;], redacted">[x]</span></p>',
    ),
    "image without place": ("", (Mark(Span(0, 0), MarkKind.IMAGE),), ""),
}


@pytest.mark.parametrize("case", SENSELESS)
def test_senseless_marks_are_left_out_and_the_words_stay(case: str) -> None:
    text, marks, expected = SENSELESS[case]
    assert render(RedactedText(text, marks)) == expected


def test_very_many_nested_quotes_are_shown_at_the_deepest_level_we_draw() -> None:
    quotes = tuple(Mark(Span(0, 1), MarkKind.QUOTE) for _ in range(5000))
    assert render(RedactedText("a", quotes)).count("<blockquote>") == 16
