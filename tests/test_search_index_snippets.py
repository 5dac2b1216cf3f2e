"""Snippets are cut from public text, marked and safe."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.acronyms import find_mentions
from archive.text import Mark, MarkKind, RedactedText, Span
from search_index.analysis import acronym_term
from search_index.query import parse
from search_index.snippets import MAX_CHARS, WORDS, Sought, make_snippet
from tests.search_copy import HYPOTHESIS, TOKEN, body


def snippet(text: str, query: str) -> str:
    return make_snippet(
        body(text), Sought.of(parse(query).root), [(acronym_term(one.text), one.span) for one in find_mentions(text)]
    ).html


@pytest.mark.feature("S8")
@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The ferry runs late.", "ferry", "The <mark>ferry</mark> runs late."),
        ("The ferries ran late.", "ferry late", "The <mark>ferries</mark> ran <mark>late</mark>."),
        ("Ask the PSRs’ writer", "PSR", "Ask the <mark>PSRs</mark>’ writer"),
        ("Send the ARMS, not arms", "ARMS", "Send the <mark>ARMS</mark>, not arms"),
        ("ARMS, not arms", "arms", "<mark>ARMS</mark>, not <mark>arms</mark>"),
        ("running runs, Running", "=running", "<mark>running</mark> runs, <mark>Running</mark>"),
        ("Ask Sara, not SARA", "=SARA", "Ask Sara, not <mark>SARA</mark>"),
        ("SHOUTING ABOUT THE ARMS again", "ARMS", "SHOUTING ABOUT THE ARMS again"),
        ("an early release scheme", '"early release"', "an <mark>early</mark> <mark>release</mark> scheme"),
        (
            "Early in the day: a release, then the early releases, late",
            '"early release"',
            "Early in the day: a release, then the <mark>early</mark> <mark>releases</mark>, late",
        ),
        ("an early bird, the release of it", '"early release"', "an early bird, the release of it"),
        (
            "an early bird, the release of it",
            '"early release" OR bird',
            "an early <mark>bird</mark>, the release of it",
        ),
        ("probation, probationary", "proba*", "<mark>probation</mark>, <mark>probationary</mark>"),
        ("ferry and oasys", "ferry -oasys", "<mark>ferry</mark> and oasys"),
        ("one\n\ntwo\tthree", "two", "one <mark>two</mark> three"),
        ("Ask [place] about the place", "place", "Ask [place] about the <mark>place</mark>"),
        ('<b>ferry</b> & "co"', "ferry", "&lt;b&gt;<mark>ferry</mark>&lt;/b&gt; &amp; &quot;co&quot;"),
        ("No words of it here", "year:2018", "No words of it here"),
        ("", "ferry", ""),
        ("  \n ", "ferry", ""),
    ],
)
def test_what_was_found_is_marked(text: str, query: str, expected: str) -> None:
    assert snippet(text, query) == expected


def test_a_long_text_is_cut_around_the_densest_stretch() -> None:
    filler = " ".join(f"word{number}" for number in range(300))
    text = f"ferry {filler} harbour ferry late {filler}"
    cut = snippet(text, "ferry harbour late")
    assert cut.startswith("… word294 ")
    assert "<mark>harbour</mark> <mark>ferry</mark> <mark>late</mark>" in cut
    assert cut.endswith(" …")
    assert len(re.sub(r"</?mark>", "", cut).strip("… ").split()) == WORDS


def test_a_text_without_a_find_begins_at_its_beginning() -> None:
    cut = snippet("one " + "word " * 100, "ferry")
    assert cut.startswith("one word")
    assert cut.endswith(" …")


def test_the_end_of_a_text_fills_the_snippet() -> None:
    cut = snippet("word " * 100 + "ferry", "ferry")
    assert cut.endswith("<mark>ferry</mark>")
    assert len(cut.split()) == WORDS + 1


def test_a_token_of_several_words_is_never_cut() -> None:
    text = "word " * (WORDS - 1) + "[already masked] tail"
    assert snippet(text, "nothing").endswith("[already masked] …")
    assert snippet("x[already masked]y z", "nothing") == "x[already masked]y z"
    assert snippet("[name][already masked] z", "nothing") == "[name][already masked] z"


def test_words_of_enormous_length_are_cut_to_size() -> None:
    cut = snippet(f"{'a' * 2000} {'b' * 2000} ferry {'c' * 2000}", "ferry")
    assert "<mark>ferry</mark>" in cut
    assert len(cut) <= MAX_CHARS + 30
    assert len(snippet("a" * 5000, "ferry")) <= MAX_CHARS + 30


def test_cutting_to_size_leaves_finds_and_tokens_whole() -> None:
    long = "b" * (MAX_CHARS - 110)
    cut = snippet(f"{'a' * 2000} ferry {long} harbourside", "ferry harbourside")
    assert "<mark>harbourside</mark>" in cut
    near = "d" * (MAX_CHARS // 4 - 10)
    assert "[already masked]" in snippet(f"{'a' * 2000} [already masked] {near} ferry {'c' * 500}", "ferry")


def test_terminal_text_holds_no_control_characters() -> None:
    found = make_snippet(RedactedText("a \x1b[31mferry\x07 \u202eb"), Sought.of(parse("ferry").root))
    assert found.text == "a [31mferry b"


_TEXTS = st.lists(
    st.sampled_from(
        ["ferry", "FERRY", "PSRs", "late", "<b>", "&", '"', "[place]", "[already masked]", "\n\n", " ", "x" * 90, "é"]
    ),
    max_size=80,
).map("".join)


@pytest.mark.feature("S8")
@HYPOTHESIS
@given(
    _TEXTS, st.sampled_from(["ferry", "FERRY", "ferry late", "PSR", "fer*", "masked place", '"ferry late"', "-ferry"])
)
def test_any_snippet_is_safe_and_a_stretch_of_its_text(text: str, query: str) -> None:
    public = body(text)
    made = make_snippet(public, Sought.of(parse(query).root))
    pieces = re.split(r"</?mark>", made.html)
    assert len(pieces) % 2 == 1
    assert not re.search(r"[<>\"]", "".join(pieces))
    plain = html.unescape("".join(pieces)).strip("… ")
    assert plain in " ".join(text.split())
    assert not any(TOKEN.search(html.unescape(marked)) for marked in pieces[1::2])
    cut_open = re.sub(TOKEN, "", plain)
    assert "already" not in cut_open
    assert "masked]" not in cut_open


@HYPOTHESIS
@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 50))
def test_nothing_inside_a_redaction_is_marked(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    span = Span(start, min(start + length, len(text)))
    public = RedactedText(text, (Mark(span, MarkKind.REDACTION, label="name"),))
    words = re.findall(r"[^\W_]+", text[span.start : span.end])
    for found in Sought.of(parse(" ".join(words)).root).find_in(text):
        assert found.end <= len(text)
    made = make_snippet(public, Sought.of(parse(text[span.start : span.end]).root))
    outside = text[: span.start] + " " + text[span.end :]
    for piece, marked in made.pieces:
        assert not marked or piece in outside
