"""All recognizers over one text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.redaction.findings import Entity, Risk, find_all

TEXT = "Ring 07700 900123 or write to jo@example.org; NHS 943 476 5919, moved to Xxxxxxx. xx"


@pytest.mark.feature("M9")
def test_all_kinds_are_found_in_order() -> None:
    found = find_all(TEXT)
    assert [(finding.entity, TEXT[finding.span.start : finding.span.end]) for finding in found] == [
        (Entity.PHONE, "07700 900123"),
        (Entity.EMAIL, "jo@example.org"),
        (Entity.ID_NUMBER, "943 476 5919"),
        (Entity.MASKED, "Xxxxxxx"),
    ]
    assert [finding.risk for finding in found] == [Risk.HIGH, Risk.HIGH, Risk.HIGH, Risk.LOW]


def test_one_number_is_one_finding() -> None:
    assert [finding.recognizer for finding in find_all("call 0114 496 0123")] == ["phone"]


@given(st.text(max_size=60))
def test_any_text_gives_findings_that_do_not_overlap(text: str) -> None:
    found = find_all(text)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))


@pytest.mark.shared
@pytest.mark.feature("M12")
def test_masks_of_the_saved_pages_are_found_and_their_kisses_left(shared: Path) -> None:
    names = json.loads((shared / "seeds" / "EXPECTED.json").read_text(encoding="utf-8"))["files"]
    counts = {}
    for name in names:
        text = (shared / "seeds" / name).read_text(encoding="utf-8")
        found = find_all(text)
        counts[name[:3]] = sum(finding.entity is Entity.MASKED for finding in found)
        assert all(len(finding.span) > 1 for finding in found)
        assert not [finding for finding in found if finding.risk is Risk.HIGH]
        for line in text.split("\n"):
            if line.rstrip().endswith((". x", ". xx", "! X", ". X")):
                start = len(line.rstrip()) - 3
                assert not [finding for finding in find_all(line) if finding.span.end > start]
    assert counts == {"000": 0, "001": 12, "002": 0, "003": 0, "004": 0}
