"""The thread page shows what its texts say of each other, and never another word than they hold."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.markup import Decoration, DecorationKind, render
from archive.text import Mark, MarkKind, RedactedText, Span
from plugins.site.conversation import _with_marks
from tests.bench import Bench, make_bench
from tests.public_copy import body
from tests.spoken_copy import fill

# -- decorations


class _Words(HTMLParser):
    """Collects text, that of the archive's own voice left out, and checks that elements nest and links do not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text.append("\n")
            return
        if tag == "a":
            assert not any(name == "a" for name, _ in self.open)
        self.open.append((tag, dict(attrs).get("data-item", "words") == ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not any(ours for _, ours in self.open):
            self.text.append(data)


def words_of(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return "".join(reader.text)


spans = st.tuples(st.integers(0, 60), st.integers(0, 40)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
texts = st.text(alphabet='ab <&"\n\t', max_size=60)


@pytest.mark.feature("R3")
@settings(max_examples=150, deadline=None)
@given(
    texts,
    st.lists(st.tuples(spans, st.sampled_from(list(MarkKind))), max_size=6),
    st.lists(st.tuples(spans, st.sampled_from(list(DecorationKind)), st.booleans()), max_size=6),
)
def test_decorations_change_no_word(
    text: str, marks: list[tuple[Span, MarkKind]], wanted: list[tuple[Span, DecorationKind, bool]]
) -> None:
    fitting = tuple(
        sorted(
            Mark(span, kind, href="https://tides.example/" if kind is MarkKind.LINK else "", level=1, ref="r")
            for span, kind in marks
            if span.end <= len(text)
        )
    )
    redacted = RedactedText(text, fitting)
    decorations = [
        Decoration(span, kind, "#c7" if linked else "", 'says "<this>"', name="<b>", owner="7")
        for span, kind, linked in wanted
    ]
    assert words_of(render(redacted, decorations=decorations)) == words_of(render(redacted))


@pytest.mark.feature("R3")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('Said "the tide turns." So', '"the tide turns."'),
        ("Said “the tide turns”, so", "“the tide turns”"),
        ("the tide turns!", "the tide turns!"),
        ("the tide turns, so", "the tide turns"),
        ("'the tide turns's", "'the tide turns"),
    ],
)
def test_what_is_said_of_a_quotation_stands_behind_its_marks(text: str, shown: str) -> None:
    at = text.index("the tide")
    span = _with_marks(text, Span(at, at + len("the tide turns")))
    assert text[span.start : span.end] == shown


@pytest.mark.feature("R2")
def test_a_reference_is_a_link_that_says_where_it_leads() -> None:
    text = body("@ 1615 I agree & more.")
    html = render(text, decorations=[Decoration(Span(0, 6), DecorationKind.REFERENCE, "#c7", "to comment 7, 16:15")])
    assert html == ('<p><a class="reference" href="#c7" title="to comment 7, 16:15">@ 1615</a> I agree &amp; more.</p>')


@pytest.mark.feature("R3")
def test_a_quotation_over_paragraphs_says_once_whom_it_quotes() -> None:
    text = body("One two.\n\nThree four.")
    html = render(text, decorations=[Decoration(Span(4, 15), DecorationKind.QUOTATION, "#c7", "quoting comment 7")])
    assert html == (
        '<p>One <span class="quotation">two.</span></p><p><span class="quotation">Three</span>'
        '<span class="quoting" data-item=""> <a href="#c7">quoting comment 7</a></span> four.</p>'
    )


@pytest.mark.feature("R5")
def test_a_pasted_passage_is_framed_and_headed_with_its_own_words() -> None:
    text = body("Look:\n\n@tern: No.\n\nTypical.")
    html = render(
        text, decorations=[Decoration(Span(7, 17), DecorationKind.PASTED, told="Tweet by ", name="@tern", owner="9")]
    )
    assert html == (
        '<p>Look:</p><figure class="pasted"><figcaption data-item="">Tweet by <span data-item="9">@tern</span>'
        "</figcaption><p>@tern: No.</p></figure><p>Typical.</p>"
    )


def test_a_token_inside_a_decorated_link_keeps_its_own() -> None:
    text = body("@ 1615 [office] said so")
    html = render(text, decorations=[Decoration(Span(0, 15), DecorationKind.REFERENCE, "#c7", "to comment 7")])
    assert html.count("<a ") == 2
    assert words_of(html) == "@ 1615 [office] said so"


# -- the page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages of an archive whose two threads speak of each other, by the number of the post."""
    bench = make_bench(tmp_path_factory.mktemp("spoken"))
    try:
        fill(bench)
        return {number: _page(bench, number) for number in ("9", "10", "12")}
    finally:
        bench.db.close()


def _page(bench: Bench, number: str) -> str:
    import asyncio

    from plugins.site.application import build_datasette
    from plugins.site.surface import fetch

    async def get() -> str:
        served = build_datasette(bench.folder)
        try:
            return (await fetch(served.app(), f"/2018/07/post-{number}.html")).body
        finally:
            served.close()

    return asyncio.run(get())


@pytest.mark.feature("R2")
def test_a_clock_time_is_a_link_to_the_comment(page: dict[str, str]) -> None:
    assert '<a class="reference" href="#c75" title="to comment 1, 13:15">@ 1315</a>' in page["12"]


@pytest.mark.feature("R3")
def test_a_quotation_names_its_source_and_the_source_its_quotations(page: dict[str, str]) -> None:
    assert '<a href="#c75">quoting comment 1</a>' in page["12"]
    plain = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page["12"])))
    assert "Quoted in 1 comment: comment 5" in plain
    assert "quoting a comment under another post" in plain
    other = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page["9"])))
    assert "Quoted in 1 comment: comment 6 under After" in other


@pytest.mark.feature("R4")
def test_links_between_posts_lead_into_the_archive_and_back(page: dict[str, str]) -> None:
    assert '<a class="post_link" href="/2018/07/post-9.html#c20" title="to a comment under another post' in page["12"]
    back = '<a href="/2018/07/post-12.html#c94">comment 6 under <span data-item="12">After</span></a>'
    assert f"Linked from: {back}" in page["9"]
    assert '<a class="mention" href="/2018/07/post-10.html"' in page["12"]


@pytest.mark.feature("R5")
def test_pasted_passages_are_set_off_and_speakers_apart(page: dict[str, str]) -> None:
    assert '<figcaption data-item="">Tweet by <span data-item="91">@ternpost</span></figcaption>' in page["12"]
    assert '<b class="speaker">Ann Example (Pierhead) (Lab)</b>' in page["12"]
    assert '<b class="speaker">The Minister of State (Bo Sample)</b>' in page["12"]
