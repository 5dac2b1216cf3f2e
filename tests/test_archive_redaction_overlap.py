"""Of two findings over the same characters one stands."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.overlap import resolve_overlaps
from archive.text import Span


def finding(start: int, end: int, risk: Risk = Risk.LOW, score: float = 0.5) -> Finding:
    return Finding(Entity.OTHER, Span(start, end), score, risk, "is a rule", "test", 1)


def test_higher_risk_wins_then_score_then_length_then_place() -> None:
    low, high = finding(0, 9, Risk.LOW, 0.9), finding(2, 4, Risk.HIGH, 0.1)
    assert resolve_overlaps([low, high]) == [high]
    sure, unsure = finding(0, 3, score=0.9), finding(1, 9, score=0.8)
    assert resolve_overlaps([unsure, sure]) == [sure]
    short, long = finding(0, 3), finding(2, 9)
    assert resolve_overlaps([short, long]) == [long]
    first, second = finding(0, 3), finding(2, 5)
    assert resolve_overlaps([second, first]) == [first]


def test_findings_side_by_side_all_stand_in_order() -> None:
    findings = [finding(4, 6, score=0.9), finding(0, 2), finding(2, 4, Risk.MEDIUM)]
    assert [found.span.start for found in resolve_overlaps(findings)] == [0, 2, 4]


@given(
    st.lists(
        st.builds(
            lambda start, size, risk, score: finding(start, start + size, risk, score),
            st.integers(0, 30),
            st.integers(1, 9),
            st.sampled_from(Risk),
            st.sampled_from([0.1, 0.5, 0.9]),
        )
    )
)
def test_what_stands_does_not_overlap_and_what_fell_overlaps_something_at_least_as_grave(found: list[Finding]) -> None:
    kept = resolve_overlaps(found)
    assert kept == sorted(kept, key=lambda finding: finding.span)
    assert not any(one.span.overlaps(other.span) for one, other in itertools.combinations(kept, 2))
    for fallen in found:
        rivals = [one for one in kept if one.span.overlaps(fallen.span)]
        assert fallen in kept or any(one.risk.rank >= fallen.risk.rank for one in rivals)
