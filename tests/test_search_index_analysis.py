"""Which terms a text is kept and found under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.redaction.entities import Entity
from archive.text import Mark, MarkKind, RedactedText, Span
from search_index import analysis
from search_index.fields import GAP
from tests.search_copy import HYPOTHESIS, body


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("**EDIT** done", ["edit", "done"]),
        ("_edit_ -edit- edit,now", ["edit", "edit", "edit", "now"]),
        ("running runs run", ["run", "run", "run"]),
        ("planning planned; stopped, stopping", ["plan", "plan", "stop", "stop"]),
        ("The office of the mayor", ["offic", "mayor"]),
        ("OASys is an oasis", ["oasys", "oasi"]),
        ("OASys's oasys’s oasis's", ["oasys", "oasys", "oasi"]),
        ("Ferry's don’t don't", ["ferri", "don't", "don't"]),
        ("end.Start 10:30 5", ["end", "start", "10", "30", "5"]),
        ("will may not", ["will", "may", "not"]),
        ("a" * 101 + " " + "b" * 100, ["b" * 100]),
        ("café CAFÉ", ["café", "café"]),
        ("", []),
    ],
)
def test_words_become_lower_case_stems_without_common_words(text: str, terms: list[str]) -> None:
    assert analysis.words(text) == terms


@pytest.mark.feature("S5")
@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Running RUNS runs’", ["running", "RUNS", "runs"]),
        ("Sara and SARA", ["sara", "SARA"]),
        ("OASys’s eOASys McTern", ["OASys", "oasys", "eOASys", "eoasys", "McTern", "mctern"]),
        ("It is IT, said the A", ["IT", "said"]),
        ("x" * 101, []),
        ("", []),
    ],
)
def test_words_are_kept_as_they_are_written_too(text: str, terms: list[str]) -> None:
    assert analysis.exact_terms(text) == terms


@HYPOTHESIS
@given(st.text(max_size=80))
def test_every_word_is_found_as_it_is_written(text: str) -> None:
    kept = analysis.exact_terms(text)
    for word in analysis.typed_words(text):
        assert analysis.exact_term(word) in kept or not analysis.exact_terms(word)
        assert any(analysis.find_exact(text, frozenset((analysis.exact_term(word),)))) or not analysis.exact_terms(word)


@pytest.mark.parametrize("text", ["Ask [place] or [name].", "[place]", "[already masked] and [place][name]"])
def test_redaction_tokens_become_gaps_of_the_same_length(text: str) -> None:
    shown = analysis.searchable(body(text))
    assert len(shown) == len(text)
    assert not {"place", "name", "alreadi", "mask"} & set(analysis.words(shown))


def test_a_gap_is_a_term_of_its_own_so_that_no_phrase_reaches_across() -> None:
    assert analysis.words(analysis.searchable(body("ferry [place] harbour"))) == [
        "ferri",
        GAP,
        "harbour",
    ]


def test_brackets_that_are_no_redaction_stay_words() -> None:
    assert analysis.words(analysis.searchable(RedactedText("[place]"))) == ["place"]


@pytest.mark.parametrize("entity", list(Entity))
def test_tokens_in_titles_become_gaps(entity: Entity) -> None:
    line = f"Trouble at [{entity}] again"
    assert analysis.words(analysis.searchable_line(line)) == ["troubl", GAP, "again"]
    assert len(analysis.searchable_line(line)) == len(line)


@HYPOTHESIS
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 30))
def test_searchable_text_keeps_every_offset(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    span = Span(start, min(start + length, len(text)))
    shown = analysis.searchable(RedactedText(text, (Mark(span, MarkKind.REDACTION, label="place"),)))
    assert len(shown) == len(text)
    assert shown[: span.start] == text[: span.start]
    assert shown[span.end :] == text[span.end :]
    assert not shown[span.start : span.end].strip(GAP + " ")


@HYPOTHESIS
@given(st.text(max_size=80))
def test_placed_terms_point_at_what_they_stand_for(text: str) -> None:
    for term, span in analysis.placed_words(text):
        assert term in analysis.words(text[span.start : span.end])
    assert [term for term, _ in analysis.placed_words(text)] == analysis.words(text)
