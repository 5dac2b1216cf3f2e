"""Which of two findings over the same characters stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from archive.redaction.entities import Finding


def resolve_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings that do not overlap, in order: higher risk wins, then score, length, the earlier place."""
    ranked = sorted(findings, key=lambda found: (-found.risk.rank, -found.score, -len(found.span), found.span))
    starts: list[int] = []
    kept: list[Finding] = []
    for finding in ranked:
        at = bisect_left(starts, finding.span.start)
        before, after = kept[at - 1 : at], kept[at : at + 1]
        if not any(finding.span.overlaps(other.span) for other in before + after):
            starts.insert(at, finding.span.start)
            kept.insert(at, finding)
    return kept
