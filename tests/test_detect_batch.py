"""`threadkeep detect`: JSON lines in, findings out, spans of the text as it was given."""

from __future__ import annotations

import json
import unicodedata
from importlib.util import find_spec
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.detect_command import detect
from archive.errors import WrongUse
from archive.redaction import models
from archive.redaction.batch import detect_in_records, origins, read_lines
from archive.redaction.entities import Entity, Finding, Proposal, Risk
from archive.redaction.overlap import carve, resolve_overlaps
from archive.text import Span


def run(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    text = "\n".join(json.dumps(line) for line in lines)
    result = CliRunner().invoke(detect, ["--jsonl"], input=text, catch_exceptions=False)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.mark.feature("M9")
def test_each_line_gives_its_spans_in_order() -> None:
    text = "I'm the clerk at the Harbourgate office. Mail jo@example.org; Hugo Marchbanks MP knows. The xxxx is mine."
    (answer,) = run({"id": 7, "text": text})
    assert answer["id"] == 7
    said = [(text[span["start"] : span["end"]], span["label"], span["decision"]) for span in answer["spans"]]
    assert said == [
        ("I'm the clerk at the Harbourgate office", "grade", "redact"),
        ("jo@example.org", "email", "redact"),
        ("Hugo Marchbanks MP", "public_figure", "keep"),
        ("xxxx", "mask", "consider"),
    ]
    for span in answer["spans"]:
        assert set(span) == {"start", "end", "label", "score", "risk", "decision", "why"}
        assert 0 < span["score"] <= 1


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("My number is AB 12 34 56 C", "nino"),
        ("999 031 7429", "nhs"),
        ("GB82 WEST 1234 5698 7654 32", "iban"),
        ("4111 1111 1111 1111", "card"),
        ("A1234BC", "prison_number"),
        ("case number 12345", "case_number"),
        ("https://www.facebook.com/jolene.maplebeck", "profile_link"),
        ("https://karen-quill.example/blog", "url"),
        ("I've 20 years in", "service_length"),
    ],
)
def test_labels_are_those_of_the_labelled_text(text: str, label: str) -> None:
    assert [span["label"] for span in run({"id": 1, "text": text})[0]["spans"]] == [label]


@pytest.mark.feature("M13")
def test_what_a_pen_name_tells_in_several_lines_counts_together() -> None:
    tired, also = {"id": 1, "text": "I've 20 years in.", "pen_name": "Tired"}, {"id": 2, "text": "I'm a nurse."}
    apart = run(tired, also)
    assert [line["spans"][0]["risk"] for line in apart] == ["low", "low"]
    together = run(tired, {**also, "pen_name": "Tired"})
    assert [line["spans"][0]["risk"] for line in together] == ["medium", "medium"]
    assert [line["spans"][0]["decision"] for line in together] == ["consider", "consider"]
    assert "2 kinds" in together[0]["spans"][0]["why"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"[", "Line 1 is not a JSON object"),
        (b"[" * 5000, "Line 1 is not a JSON object"),
        (b"\xff", "Line 1 is not a JSON object"),
        (b"3", "Line 1 is not a JSON object"),
        (b'{"text": "a"}', '"id"'),
        (b'{"id": true, "text": "a"}', '"id"'),
        (b'{"id": 1}', '"text"'),
        (b'{"id": 1, "text": "a", "pen_name": 3}', '"pen_name"'),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: bytes, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        read_lines([line])


def test_empty_lines_and_a_mark_of_byte_order_are_passed_over() -> None:
    assert [
        each["id"] for each in read_lines([b'\xef\xbb\xbf{"id": 1, "text": ""}', b" ", b'{"id": 2, "text": "a"}'])
    ] == [1, 2]


def test_the_command_wants_its_form_said() -> None:
    assert isinstance(CliRunner().invoke(detect, [], input="").exception, WrongUse)


def test_spans_count_in_the_text_as_given() -> None:
    given_text = unicodedata.normalize("NFD", "Café José: jo@example.org")
    (answer,) = detect_in_records([{"id": 1, "text": given_text}])
    assert [given_text[span["start"] : span["end"]] for span in answer["spans"] if span["label"] == "email"] == [
        "jo@example.org"
    ]


@settings(max_examples=60)
@given(st.text(alphabet="ae\u0301\u0327\u1100\u1161\u11a8\uac00\u212b\u0344x ", max_size=12))
def test_every_place_of_the_composed_text_has_one_in_the_text_given(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    starts = origins(text)
    assert len(starts) == len(composed) + 1
    assert starts == sorted(starts)
    assert starts[-1] == len(text)


def test_a_model_that_is_unknown_or_not_installed_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongUse, match="There is no model"):
        models.get_model("oracle")
    monkeypatch.setattr(models, "find_spec", lambda name: None)
    with pytest.raises(WrongUse, match="pip install presidio-analyzer"):
        models.get_model("presidio")
    result = CliRunner().invoke(detect, ["--jsonl", "--model", "presidio"], input='{"id": 1, "text": "a"}')
    assert isinstance(result.exception, WrongUse)


def test_a_model_is_one_more_recognizer_and_is_imported_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Result:
        start, end = 4, 10

    class Analyzer:
        def __init__(self, **_: object) -> None:
            pass

        def analyze(self, **_: object) -> list[Result]:
            return [Result()]

        def create_engine(self) -> None:
            return None

    class Module:
        AnalyzerEngine = NlpEngineProvider = Analyzer

    monkeypatch.setattr(models, "find_spec", lambda name: name)
    monkeypatch.setattr(models, "import_module", lambda name: Module)
    (answer,) = detect_in_records([{"id": 1, "text": "Ask Zbyszk today."}], [models.get_model("presidio")])
    assert [(span["start"], span["end"], span["decision"]) for span in answer["spans"]] == [(4, 10, "consider")]
    if find_spec("presidio_analyzer") is None:
        assert "presidio_analyzer" not in __import__("sys").modules


def clause(start: int, end: int, risk: Risk = Risk.MEDIUM) -> Finding:
    return Finding(Entity.OFFICE, Span(start, end), 0.5, risk, "is a rule", "test", 1, kinds=frozenset({Entity.OFFICE}))


def test_a_clause_keeps_what_a_graver_finding_in_it_leaves() -> None:
    text = "I am at jo@x.org in Harbourgate"
    mail = Finding(Entity.EMAIL, Span(8, 16), 0.9, Risk.HIGH, "is a rule", "test", 1)
    found = resolve_overlaps([clause(0, len(text)), mail], text)
    assert [text[each.span.start : each.span.end] for each in found] == ["I am at", "jo@x.org", "in Harbourgate"]
    assert [each.span for each in resolve_overlaps([clause(0, 31), mail])] == [Span(0, 8), Span(8, 16), Span(16, 31)]
    assert carve(Span(0, 9), [Span(1, 8)], "a.....bcd") == []


def test_a_mask_made_by_hand_stands_within_a_clause() -> None:
    mask = Finding(Entity.MASKED, Span(4, 8), 0.9, Risk.LOW, "is a rule", "test", 1)
    assert mask.decision is Proposal.CONSIDER
    assert [each.entity for each in resolve_overlaps([clause(0, 12), mask], "in a xxxx hut")] == [
        Entity.OFFICE,
        Entity.MASKED,
        Entity.OFFICE,
    ]
