"""HTML fragments read into text and marks."""

from __future__ import annotations

import unicodedata

import pytest

from archive.markup import parse_fragment, safe_address
from archive.text import Mark, MarkKind, Span


def text_of(html: str) -> str:
    return parse_fragment(html).reveal().text


def marked(html: str, kind: MarkKind) -> list[str]:
    """Return the words under each mark of a kind."""
    content = parse_fragment(html).reveal()
    return [content.text[mark.span.start : mark.span.end] for mark in content.marks if mark.kind is kind]


TEXTS = {
    "plain": ("Just words", "Just words"),
    "empty": ("", ""),
    "white space folds": ("  a\n\t b  c ", "a b c"),
    "white space folds across elements": ("a <b> b</b> c", "a b c"),
    "no-break space stays": ("a&nbsp;&nbsp;b", "a\xa0\xa0b"),
    "no-break space at a line's ends goes": ("&nbsp;a&nbsp;<br>&nbsp;b", "a\nb"),
    "line break": ("a<br>b<br/>c", "a\nb\nc"),
    "two line breaks part paragraphs": ("a<br><br>b<br> <br>&nbsp;<br>c", "a\n\nb\n\nc"),
    "line breaks at the ends go": ("<br>a<br>", "a"),
    "paragraphs": ("<p>a</p><p>b", "a\n\nb"),
    "empty paragraphs go": ("<p>a</p><p>&nbsp;</p><p>\u200b</p><div><br></div>b", "a\n\nb"),
    "loose text around blocks": ("a<div>b</div>c", "a\n\nb\n\nc"),
    "headings": ("<h3>a</h3>b", "a\n\nb"),
    "list": ("<ul><li>a<li>b</ul>", "a\n\nb"),
    "list item of two paragraphs": ("<ul><li><p>a</p><p>b</p></li></ul>", "a\nb"),
    "breaks in an item never make an empty line": ("<li>a<br><br>b</li>", "a\nb"),
    "table": ("<table><tr><th>a</th><td>b</td></tr><tr><td>c<td>d</table>", "a\tb\n\nc\td"),
    "empty cells keep their column": ("<table><tr><td></td><td>b</td><td></td></tr></table>", "\tb\t"),
    "empty rows go": ("<table><tr><td></td><td> </td></tr><tr><td>a</td></tr></table>", "a"),
    "break in a cell": ("<table><tr><td>a<br>b<p>c</p></td><td><br>d</td></tr></table>", "a\nb\nc\td"),
    "text beside cells is kept apart": ("<table><tr>a<td>b</td>c<td>d</td></tr></table>", "a\tb\nc\td"),
    "cell without a row": ("<td>a</td><td>b</td>", "a\n\nb"),
    "table in a table": ("<table><tr><td>a<table><tr><td>b</table>c</td><td>d</td></tr></table>", "a\n\nb\n\nc\td"),
    "preformatted": ("<pre>\n a\n\n  b\tc \n</pre>d", " a\n\n  b\tc\n\nd"),
    "preformatted with elements": ("<pre>a<br><br>b<div>c</div>d</pre>", "a\n\nb\nc\nd"),
    "entities": ("&lt;b&gt; &amp;amp; &pound;5 &#8217;", "<b> &amp; £5 ’"),
    "soft line break opportunity": ("Don<wbr>caster", "Doncaster"),
    "words across inline elements": ("Don<b>cas</b>ter", "Doncaster"),
    "script": ("a<script>x</script>b", "ab"),
    "style, title, template, comment": ("a<style>x</style><title>x</title><template>x</template><!-- x -->b", "ab"),
    "hidden elements": (
        "a<span hidden>x</span><p style='Display : NONE'>x<b>y</b></p><i style=visibility:hidden>x</i>b",
        "ab",
    ),
    "declaration and instruction": ("<!DOCTYPE html>a<?php x ?>b<![CDATA[x]]>", "ab"),
    "frames and players": ("a<iframe>x</iframe><video>x</video><object>x</object><noscript>x</noscript>b", "ab"),
    "word's own markup": ("<!--[if gte mso 9]><xml>x</xml><![endif]--><p class=MsoNormal>a<o:p>b</o:p></p>", "ab"),
    "drawing": ("<svg><title>x</title><text>a</text></svg>", "a"),
    "formula": ("<math><mi>a</mi><annotation>x</annotation></math>", "a"),
    "preformatted that begins with empty lines": ("<pre>\n<b>\n</b>a</pre>", "a"),
    "nothing to see in bold": ("a<p><b>\u200b</b></p>b", "a\n\nb"),
    "definition list": ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
    "horizontal rule": ("a<hr>b", "a\n\nb"),
    "controls": ("a\x00b\x08c\x7fd\x9fe\ufffef", "abcdef"),
    "odd line ends": ("a\r\nb\x0bc\u2028d\x85e", "a b c d e"),
    "bidi overrides": ("a\u202eb\u2066c\u2069d", "abcd"),
    "lone surrogate": ("a\ud800b", "ab"),
    "composed": ("e\u0301 e<b>\u0301</b>", "é é"),
    "image": ("a<img alt='b  c' src=x>d", "a b c d"),
    "image by itself": ("<p>a</p><img alt=b src=x><p>c</p>", "a\n\nb\n\nc"),
    "image as a sign": ("a<img alt=':)' src=x>!", "a:)!"),
    "image as preformatted": ("<pre>a<img alt='b'>c</pre>", "a b c"),
    "image that counts visits": ("a<img alt=x width=1 height=1>b", "ab"),
    "a bare address": ("https://example.org/a", "https://example.org/a"),
    "a file name": ("/etc/passwd", "/etc/passwd"),
    "an xml prologue": ('<?xml version="1.0"?><p>a</p>', "a"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text_is_what_a_reader_sees(case: str) -> None:
    html, expected = TEXTS[case]
    assert text_of(html) == expected


MARKS = {
    "emphasis": ("a <em>b</em> <i>c</i>, <cite>d</cite>", MarkKind.EMPHASIS, ["b c", "d"]),
    "nested emphasis is one": ("<i>a<em>b</em>c</i>", MarkKind.EMPHASIS, ["abc"]),
    "strong": ("<b>a</b>b<strong>c</strong>", MarkKind.STRONG, ["a", "c"]),
    "marks leave white space outside": ("a<b> b </b>c<b> </b>", MarkKind.STRONG, ["b"]),
    "a mark over paragraphs is one for each": ("<b><p>a</p><p>b</p></b>", MarkKind.STRONG, ["a", "b"]),
    "a mark over cells is one for each": (
        "<table><b><tr><td>a</td><td>b</td></tr></b></table>",
        MarkKind.STRONG,
        ["a", "b"],
    ),
    "a mark over a line break is one": ("<b>a<br>b</b>", MarkKind.STRONG, ["a\nb"]),
    "link": ("a <a href='http://example.org'>b</a>", MarkKind.LINK, ["b"]),
    "link without text": ("a<a href='http://example.org'> </a>", MarkKind.LINK, []),
    "link in a link": (
        "<a href='http://a.example'>a<a href='http://b.example'>b</a>c</a>d",
        MarkKind.LINK,
        ["a", "b", "c"],
    ),
    "anchor without address": ("<a name=x>a</a>", MarkKind.LINK, []),
    "anchor inside a link": ("<a href='http://a.example'>a<a name=x>b</a>c</a>", MarkKind.LINK, ["a", "c"]),
    "quote holds blocks": ("a<blockquote>b<p>c</p></blockquote>d", MarkKind.QUOTE, ["b\n\nc"]),
    "quote in a quote": ("<blockquote>a<blockquote>b</blockquote></blockquote>", MarkKind.QUOTE, ["a\n\nb", "b"]),
    "empty quote": ("a<blockquote> </blockquote>b", MarkKind.QUOTE, []),
    "items": ("<ul><li>a<ul><li>b</ul></ul>", MarkKind.LIST_ITEM, ["a", "b"]),
    "rows": ("<table><tr><td>a<td>b</table>", MarkKind.TABLE_ROW, ["a\tb"]),
    "preformatted": ("<pre>a\n\nb</pre>", MarkKind.PREFORMATTED, ["a\n\nb"]),
    "quote in preformatted": ("<pre>a<blockquote>b</blockquote>c</pre>", MarkKind.PREFORMATTED, ["a", "c"]),
    "paragraphs": ("a<br><br>b", MarkKind.PARAGRAPH, ["a", "b"]),
    "heading": ("<h2>a<br>b</h2>c", MarkKind.HEADING, ["a\nb"]),
    "image": ("a<img alt='b c' src=x>", MarkKind.IMAGE, ["b c"]),
    "image without words": ("a<img src=x>b", MarkKind.IMAGE, [""]),
    "composed under a mark": ("<b>e</b>\u0301<i>e\u0301</i>", MarkKind.EMPHASIS, ["é"]),
}


@pytest.mark.parametrize("case", MARKS)
def test_marks_stand_under_their_words(case: str) -> None:
    html, kind, expected = MARKS[case]
    assert marked(html, kind) == expected


def test_levels_and_numbering_of_items() -> None:
    content = parse_fragment("<ol><li>a<ul><li>b</ul></ol><li>c</li>").reveal()
    items = [(mark.level, mark.ordered) for mark in content.marks if mark.kind is MarkKind.LIST_ITEM]
    assert items == [(1, True), (2, False), (1, False)]


def test_heading_levels() -> None:
    content = parse_fragment("<h1>a</h1><h6>b</h6>").reveal()
    assert [mark.level for mark in content.marks] == [1, 6]


def test_an_image_keeps_its_address_under_its_mark() -> None:
    content = parse_fragment("<img src=' http://example.org/a.png ' alt=a>").reveal()
    image = Mark(Span(0, 1), MarkKind.IMAGE, "http://example.org/a.png")
    assert image in content.marks


@pytest.mark.parametrize("html", ["<img src=x>", "<p> <img src=x> </p>", "a<p>\u200b<img src=x></p>"])
def test_an_image_without_words_keeps_its_mark_where_nothing_else_stands(html: str) -> None:
    images = [mark for mark in parse_fragment(html).reveal().marks if mark.kind is MarkKind.IMAGE]
    assert [(len(mark.span), mark.href) for mark in images] == [(0, "x")]


ADDRESSES = {
    "http://example.org": "http://example.org",
    "HTTPS://Example.org/A": "https://Example.org/A",
    " https://example.org/a\tb ": "https://example.org/ab",
    "//example.org/a": "https://example.org/a",
    'https://example.org/a b?c=d&e="f"': "https://example.org/a%20b?c=d&e=%22f%22",
    "https://example.org/%zz%41": "https://example.org/%25zz%41",
    "https://example.org:8080/": "https://example.org:8080/",
    "https://[2001:db8::1]/": "https://[2001:db8::1]/",
    "https://example.org/\u202ea": "https://example.org/a",
    "https://example.org/\\a": "https://example.org/%5Ca",
    "https://example.org\\a": "",
    "/2018/07/a.html": "",
    "#c12": "",
    "mailto:a@example.org": "",
    "javascript:alert(1)": "",
    "java\nscript:alert(1)": "",
    "data:text/html,a": "",
    "https://": "",
    "https:///a": "",
    "https://user@example.org/": "",
    "https://example.org:99999/": "",
    "https://example.org:0/": "",
    "https://[::1": "",
    "https://exa mple.org/": "",
    "https://example.org/" + "a" * 3000: "",
    "https://example.org/" + " " + '"' * 1500: "",
}


@pytest.mark.parametrize("href", ADDRESSES)
def test_only_web_addresses_stay_on_links(href: str) -> None:
    expected = ADDRESSES[href]
    assert safe_address(href) == expected
    assert safe_address(expected) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "a",
        "<blockquote>" * 20_000 + "a",
        "<ul><li>" * 10_000 + "a",
        "<b>" * 20_000 + "a",
        "<font>" * 20_000 + "a" + "</font>" * 20_000,
        "<table><tr><td>" * 6_000 + "a",
        "<a href=http://example.org>" * 20_000 + "a",
    ],
    ids=["div", "blockquote", "list", "bold", "font", "table", "link"],
)
def test_deep_nesting_is_read_without_recursion(html: str) -> None:
    content = parse_fragment(html).reveal()
    assert content.text == "a"
    assert len(content.marks) < 50


def test_a_long_run_without_letters_below_u0300_is_composed_as_one_piece() -> None:
    html = "\u1112\u1161\u11ab" * 50 + "<b>\u1100\u1161</b>"
    content = parse_fragment(html).reveal()
    assert content.text == unicodedata.normalize("NFC", "\u1112\u1161\u11ab" * 50 + "\u1100\u1161")
    assert marked(html, MarkKind.STRONG) == ["가"]
