"""How well clock times and quotations are found in text that somebody else labelled (tests/labels)."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from archive.conversation.clock_times import Moment, find_clock_times
from archive.conversation.quotations import Copied, find_copied, is_saying

LABELS = Path(__file__).parent / "labels"
UNSURE = 0.65
"""Below it a page says "perhaps"."""


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]


# -- clock times


def wanted_times(thread: dict[str, Any], comment_id: str) -> list[dict[str, Any]]:
    return [
        each
        for each in thread["references"]
        if each["comment"] == comment_id and each["kind"] != "none" and each["target"]
    ]


@pytest.mark.feature("R2")
def test_clock_times_are_found_and_nothing_else_is() -> None:
    right = found_in_all = wanted_in_all = sure_and_wrong = 0
    for thread in lines("conversation_times.jsonl"):
        moments = [Moment(each["id"], number, each["time"]) for number, each in enumerate(thread["comments"], 1)]
        for comment, here in zip(thread["comments"], moments, strict=True):
            wanted = wanted_times(thread, comment["id"])
            found = find_clock_times(comment["text"], (), here, moments)
            hits = {
                time.span
                for time in found
                for each in wanted
                if (time.kind.value, time.target_id) == (each["kind"], each["target"])
                and time.span.start < each["end"]
                and each["start"] < time.span.end
            }
            right += len(hits)
            found_in_all += len(found)
            wanted_in_all += len(wanted)
            sure_and_wrong += sum(time.span not in hits and time.confidence >= UNSURE for time in found)
    assert wanted_in_all > 50
    assert right / found_in_all >= 0.95
    assert right / wanted_in_all >= 0.97
    # where two comments show the same minute, the later one is offered as a perhaps
    assert sure_and_wrong == 0


# -- quotations


def share(span: tuple[int, int], copied: list[Copied]) -> float:
    inside = (min(span[1], each.span.end) - max(span[0], each.span.start) for each in copied)
    return sum(max(0, each) for each in inside) / (span[1] - span[0])


@pytest.fixture(scope="module")
def compared() -> list[tuple[dict[str, Any], list[Copied]]]:
    """Return each line with what is copied in it; what several lines repeat is left out, as in an archive."""
    found = [(line, find_copied(line["text"], line["source"]["text"])) for line in lines("quotations.jsonl")]
    said_in: dict[int, set[int]] = defaultdict(set)
    for number, (_, copied) in enumerate(found):
        for phrase in (phrase for each in copied for phrase in each.phrases):
            said_in[phrase].add(number)
    common = {phrase for phrase, numbers in said_in.items() if len(numbers) > 1}
    return [(line, [each for each in copied if not is_saying(each, common)]) for line, copied in found]


@pytest.mark.feature("R3")
@pytest.mark.parametrize(
    ("kind", "least"), [("exact", 0.99), ("noise", 0.95), ("repunctuated", 0.95), ("cut", 0.97), ("all", 0.99)]
)
def test_quotations_are_found(compared: list[tuple[dict[str, Any], list[Copied]]], kind: str, least: float) -> None:
    shares = [
        share((quote[0], quote[1]), copied)
        for line, copied in compared
        if kind in (line["kind"], "all")
        for quote in line["quotes"]
    ]
    assert len(shares) > 30
    assert sum(each >= 0.5 for each in shares) / len(shares) >= least
    assert sum(shares) / len(shares) >= 0.9


@pytest.mark.feature("R3")
def test_nothing_is_taken_for_a_quotation_that_is_none(compared: list[tuple[dict[str, Any], list[Copied]]]) -> None:
    wrong = [
        line["id"]
        for line, copied in compared
        for each in copied
        if not any(quote[0] < each.span.end and each.span.start < quote[1] for quote in line["quotes"])
    ]
    assert sum(not line["quotes"] for line, _ in compared) > 100
    assert wrong == []
