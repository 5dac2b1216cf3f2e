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


@pytest.mark.feature("S4")
@pytest.mark.parametrize("acronym", ["PO", "TR", "QA", "IT"])
def test_acronyms_of_two_letters_are_kept(acronym: str) -> None:
    assert analysis.acronyms(f"ask the {acronym}, says it") == [acronym]


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("PSRs, PSR's, PSR’s and a PSR", ["PSR", "PSR", "PSR", "PSR"]),
        ("OASys OASYS Oasys oasys", ["OASYS", "OASYS"]),
        ("ViSOR and VISOR", ["VISOR", "VISOR"]),
        ("arms Arms ARMS", ["ARMS"]),
        ("Sara and SARA", ["SARA"]),
        ("A.R.M.S. or U.K", ["ARMS", "UK"]),
        ("e.g. i.e. work.The", []),
        ("I said A", []),
        ("McDonald", ["MCDONALD"]),
        ("PO/SPO, TR", ["PO", "SPO", "TR"]),
        ("CP2 and E3", ["CP2"]),
        ("NO, NOT AGAIN", ["NO", "NOT", "AGAIN"]),
        ("THIS IS PLAIN SHOUTING PO", []),
        ("I SAID NO! LEAVE IT ALONE", []),
        ("said THE PO AND SPO loudly, IT", ["IT"]),
        ("PSR, OGRS, RSR, OASYS", ["PSR", "OGRS", "RSR", "OASYS"]),
        ("WE HAVE 24 HOURS LEFT", []),
        ("X" * 101, []),
    ],
)
def test_acronyms_are_folded_and_shouting_is_dropped(text: str, acronyms: list[str]) -> None:
    assert analysis.acronyms(text) == acronyms


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("OASys OASYS Oasys oasys eoasys", ["OASYS"]),
        ("OASys's OASys’s eOASys (RivAS)", ["OASYS", "OASYS", "OASYS", "RIVAS"]),
        ("PhD PhDs PhDs' PhD's", ["PHD", "PHD", "PHD", "PHD"]),
        ("PSRs PSR's PSR’s ARMS IT's POs", []),
        ("THe ARms SAra's DOn't Arms A iT", []),
        ("ThE tHeM", []),
        ("eOASYS eARMS", ["EOASYS", "EARMS"]),
        ("X" * 60 + "y" * 60 + "X", []),
        ("CP2s 2s e", []),
    ],
)
def test_mixed_case_is_told_from_plurals_and_slips(text: str, acronyms: list[str]) -> None:
    assert analysis.mixed(text) == acronyms


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
    for term, span in analysis.placed_acronyms(text):
        assert term in analysis.acronyms(text[span.start : span.end])
    assert [term for term, _ in analysis.placed_words(text)] == analysis.words(text)
    assert [term for term, _ in analysis.placed_acronyms(text)] == analysis.acronyms(text)
