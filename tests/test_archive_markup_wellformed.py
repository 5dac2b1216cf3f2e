"""The quick way through lxml reads every fragment as the patient way through BeautifulSoup does."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import tostring

from archive.markup import parse_element, parse_fragment
from archive.markup.parse import _read_soup
from archive.markup.wellformed import parse_wellformed
from scraper.pages.dom import parse_html

NAMES = "p div b i em span a ul ol li blockquote table tr td pre h2 A P svg title noscript".split()  # noqa: SIM905 - reads as a list
ATTRIBUTES = [
    *("", ' href="https://example.org/?a=1&amp;b=2"', " href='https://example.org/x y'", ' HREF="https://example.org"'),
    *(" hidden", ' hidden=""', ' style="display: none"', ' style="color:red"', ' class="x > y"', ' width="1"'),
    *(' href="a\nb"', ' title="<b>"', " href=https://example.org", ' xmlns="u"', ' o:p="1"', ' a="1" a="2"'),
]
VOID = [
    "<br>",
    "<br/>",
    "<BR />",
    "<hr>",
    '<img alt="A &amp; B" src="https://example.org/i.png">',
    "<img alt=a>",
    "</br>",
]
ODD = [
    *(
        "&nbsp;",
        "&amp;",
        "&#8217;",
        "&#128;",
        "&#x1F600;",
        "&unknown;",
        "&copy",
        "&",
        "<",
        ">",
        "&lt;b&gt;",
        "&#0;",
        "&#55296;",
    ),
    *(
        "<!-- note -->",
        "<!-- a -- b -->",
        "<![CDATA[x]]>",
        "<?pi?>",
        "<!DOCTYPE x>",
        "\x00",
        "\x85",
        "\r\n",
        "\t",
        "\xa0",
        "é",
        "🙂",
    ),
]
LEAVES = st.one_of(st.text(alphabet="ab \n\t\xa0éß.,'\"漢🙂", max_size=8), st.sampled_from(VOID), st.sampled_from(ODD))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda name, attribute, parts, end: f"<{name}{attribute}>{''.join(parts)}{end and f'</{name}>'}",
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
        st.sampled_from([True, True, True, True, True, ""]),
    ),
    max_leaves=8,
)
HTML = st.lists(TREES, max_size=5).map("".join)


@pytest.mark.feature("H13")
@settings(max_examples=1500)
@given(HTML)
def test_both_ways_read_the_same(html: str) -> None:
    assert parse_fragment(html).reveal() == _read_soup(html).reveal()


@pytest.mark.feature("H13")
@settings(max_examples=300)
@given(HTML.filter(lambda html: html.isascii() and "\x00" not in html))
def test_an_element_of_a_page_reads_as_its_html_does(html: str) -> None:
    root = parse_html(f"<html><body><div id='x'>{html}</div></body></html>")
    element = root.get_element_by_id("x")
    # as XML, because lxml leaves out ends of elements in HTML that change what comes after
    inside = escape(element.text or "") + "".join(tostring(child, encoding="unicode") for child in element)
    assert parse_element(element).reveal() == _read_soup(inside).reveal()


@pytest.mark.parametrize(
    "html",
    [
        "plain words",
        "two<br>lines<br />and more",
        'a <a href="https://example.org/?a&amp;b">link</a> &amp; <i>so on</i>&nbsp;&#8217;',
        "<p>one</p><!-- wp:paragraph --><p>two</p>",
        '<DIV><b>capitals</b><img src="https://example.org/x.png" alt="a"></DIV>',
    ],
)
def test_what_blogs_hold_goes_the_quick_way(html: str) -> None:
    assert parse_wellformed(html) is not None


@pytest.mark.parametrize(
    "html",
    [
        "<p>never closed",
        "<b><i>crossed</b></i>",
        "a < b & c",
        "<script>if (a) {}</script>",
        "<![CDATA[x]]>",
        '<a HREF="https://example.org">x</a>',
        "</div><div>",
        "<o:p>office</o:p>",
        "<p>" * 300 + "deep" + "</p>" * 300,
        '<!DOCTYPE a [<!ENTITY b "c">]><p>x</p>',
    ],
)
def test_what_leaves_something_to_guess_goes_the_patient_way(html: str) -> None:
    assert parse_wellformed(html) is None
    assert parse_fragment(html).reveal() == _read_soup(html).reveal()
