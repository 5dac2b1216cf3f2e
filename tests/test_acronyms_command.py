"""`threadkeep acronyms --jsonl` as another program uses it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.acronyms_command import acronyms
from archive.cli import main


def run(*lines: object, options: tuple[str, ...] = ()) -> list[dict[str, object]]:
    result = invoke("".join(json.dumps(line) + "\n" for line in lines).encode(), options)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def invoke(given: bytes, options: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(main, ["acronyms", "--jsonl", *options], input=given)


@pytest.mark.feature("T2")
def test_acronyms_and_pairs_have_spans_in_the_text_given() -> None:
    text = "Cafe\u0301 😀: the PSRs (pre-sentence reports) and the OASys."  # decomposed, and beyond 16 bits
    (found,) = run({"id": "a", "text": text, "author": "ignored"})
    assert found["id"] == "a"
    assert found["pairs"] == [
        {"short": "PSRs", "long": "pre-sentence reports", "short_span": [13, 17], "long_span": [19, 39]}
    ]
    acronyms = found["acronyms"]
    assert isinstance(acronyms, list)
    assert [(one["text"], one["canonical"]) for one in acronyms] == [("PSRs", "PSR"), ("OASys", "OASys")]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in acronyms)


@pytest.mark.feature("S6")
def test_all_lines_together_are_the_lexicon_and_answers_keep_their_order() -> None:
    found = run({"id": 2, "text": "Open oasys."}, {"id": 1, "text": "OASys and OASys"}, {"id": 3, "text": ""})
    assert [one["id"] for one in found] == [2, 1, 3]
    assert found[0]["acronyms"] == [{"text": "oasys", "start": 5, "end": 10, "canonical": "OASys"}]
    assert found[2] == {"id": 3, "pairs": [], "acronyms": []}


@pytest.mark.feature("T2")
def test_a_reply_in_the_same_thread_explains_what_an_earlier_line_asks() -> None:
    lines = [
        {"id": "a", "thread": "t", "text": "What's EPF?"},
        {"id": "b", "thread": "t", "text": "Search me."},
        {"id": "c", "thread": "t", "text": "It's the Effective Practice Framework."},
        {"id": "d", "thread": "u", "text": "Effective Practice Framework."},
    ]
    pair = {"short": "EPF", "long": "Effective Practice Framework", "short_span": [7, 10], "long_span": [9, 37]}
    assert [one["pairs"] for one in run(*lines, options=("--thread",))] == [[], [], [{**pair, "short_id": "a"}], []]
    assert [one["pairs"] for one in run(*lines)] == [[], [], [], []]


@pytest.mark.feature("T3")
def test_the_best_candidate_is_chosen_and_none_where_nothing_speaks_for_one() -> None:
    train = [
        {"text": "The SP mentors trainees", "acronym": "SP", "start": 4, "end": 6, "expansion": "senior practitioner"},
        {"text": "Goals in the SP lapse", "acronym": "SP", "start": 13, "end": 15, "expansion": "sentence plan"},
    ]
    asked = {"text": "an SP without goals", "acronym": "SP", "start": 3, "end": 5}
    both = ["senior practitioner", "sentence plan"]
    said = "SP (senior practitioner): goals, goals"
    found = run(
        {"train": train},
        {"id": 1, **asked, "candidates": both},
        {"id": 2, **asked, "candidates": []},
        {"id": 3, **asked, "text": said, "start": 0, "end": 2, "candidates": both},
        {"id": 4, **asked, "text": "xx SP", "candidates": both},
        options=("--disambiguate",),
    )
    assert [one["id"] for one in found] == [1, 2, 3, 4]
    assert [one["expansion"] for one in found] == [both[1], None, both[0], None]


@pytest.mark.feature("T3")
def test_without_examples_the_words_of_the_expansions_and_their_kin_decide() -> None:
    both = ["physical therapy", "passenger train"]
    asked = {"acronym": "PT", "start": 4, "end": 6, "candidates": both}
    found = run(
        {"id": 1, **asked, "text": "The PT hurts, as physical things do"},
        {"id": 2, **asked, "text": "The PT is what the railway is for"},
        {"id": 3, **asked, "text": "The PT."},
        options=("--disambiguate",),
    )
    assert [one["expansion"] for one in found] == [*both, None]


@pytest.mark.parametrize(
    ("given", "options", "says"),
    [
        (b"[]\n", (), "Line 1 is not a JSON object"),
        (b'\n\n{"id": 1, "text": "\xff"}\n', (), "Line 3 is not a JSON object"),
        (b'\n{"id": 1}\n', (), 'Line 2 has no "text"'),
        (b'{"text": "NHS"}\n', (), 'Line 1 has no "id"'),
        (b'{"id": true, "text": "NHS"}\n', (), 'Line 1 has no "id"'),
        (b'{"train": 1}\n{"id": 1}\n', ("--disambiguate",), 'Line 1 has a "train"'),
        (b'{"train": [{}]}\n{"id": 1}\n', ("--disambiguate",), 'Line 1 has no "text"'),
        (b'{"id": 1, "text": "NHS"}\n', ("--disambiguate",), 'Line 1 has no "acronym"'),
        (
            b'{"id": 1, "text": "NHS", "acronym": "NHS", "start": 0, "end": 9, "candidates": []}\n',
            ("--disambiguate",),
            'Line 1 has a "start" and "end" outside',
        ),
        (
            b'{"id": 1, "text": "NHS", "acronym": "NHS", "start": 0, "end": 3, "candidates": [1]}\n',
            ("--disambiguate",),
            'Line 1 has "candidates"',
        ),
        (b"", ("--thread", "--disambiguate"), "not both"),
        (b"[" * 100_000, (), "Line 1 is not a JSON object"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_has_no_answer(
    given: bytes, options: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    result = invoke(given, options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.feature("T2")
def test_the_good_lines_are_answered_beside_bad_ones() -> None:
    good = [json.dumps({"id": number, "text": "Ask the NHS."}) for number in (1, 2)]
    result = invoke("\n".join([good[0], "{", good[1], '{"id": 3}']).encode())
    assert result.exit_code == 2
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 2]
    assert result.stderr.splitlines() == [
        "Line 2 is not a JSON object in UTF-8: mend it and try again.",
        'Line 4 has no "text" that is a text: add it and try again.',
    ]


@pytest.mark.feature("T3")
def test_a_place_outside_its_text_leaves_the_other_lines_their_answers() -> None:
    asked = {"text": "The PT hurts", "acronym": "PT", "start": 4, "end": 6, "candidates": ["physical therapy"]}
    asks: list[dict[str, Any]] = [{"id": 1, **asked, "end": 99}, {"id": 2, **asked}, {"train": []}]
    lines = [json.dumps(line) for line in asks]
    result = invoke("\n".join(lines).encode(), ("--disambiguate",))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 2)
    assert json.loads(result.stdout) == {"id": 2, "expansion": "physical therapy"}


def test_without_jsonl_the_command_says_what_it_needs() -> None:
    result = CliRunner().invoke(main, ["acronyms"])
    assert result.exit_code == 2
    assert "--jsonl" in result.stderr
    assert acronyms.name == "acronyms"
