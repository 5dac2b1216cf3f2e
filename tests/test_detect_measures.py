"""How much of what identifies people is found on labelled comments: floors, under what was measured."""

from __future__ import annotations

import pytest

from tests.details_measures import Scores, measure, read_lines

# what must not get worse; no rule is made for a line of the last set
FLOORS = {
    "details_dev.jsonl": {"redact": 0.97, "consider": 0.95, "precision": 0.79, "masks": 1.0},
    "details_heldout.jsonl": {"redact": 0.98, "consider": 0.9, "precision": 0.75, "masks": 0.95},
    "details_blind.jsonl": {"redact": 0.96, "consider": 0.95, "precision": 0.82, "masks": 0.9},
    "details_blind2.jsonl": {"redact": 0.9, "consider": 0.76, "precision": 0.75, "masks": 0.95},
    "details_blind3.jsonl": {"redact": 0.9, "consider": 0.85, "precision": 0.8, "masks": 1.0},
}
MOST_KEEPS = {
    "details_dev.jsonl": 0.05,
    "details_heldout.jsonl": 0.05,
    "details_blind.jsonl": 0.05,
    "details_blind2.jsonl": 0.05,
    "details_blind3.jsonl": 0.05,
}


@pytest.fixture(scope="module")
def scores() -> dict[str, Scores]:
    return {name: measure(read_lines(name)) for name in FLOORS}


@pytest.mark.feature("M19")
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_what_must_go_is_found_and_what_must_stay_is_left(scores: dict[str, Scores], name: str) -> None:
    figures = scores[name].figures()
    for figure, least in FLOORS[name].items():
        assert figures[figure] >= least, figure
    assert figures["keeps proposed"] <= MOST_KEEPS[name]
    assert figures["redact, any overlap"] >= figures["redact"]


@pytest.mark.feature("M12")
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_kiss_is_taken(scores: dict[str, Scores], name: str) -> None:
    assert scores[name].counts["kiss taken"] == 0
    assert scores[name].counts["kiss"] > 0


def test_a_share_of_nothing_is_whole() -> None:
    assert Scores().share("found", "asked") == 1.0
