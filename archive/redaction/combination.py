"""What several clauses tell together: each narrows a little, all of them single somebody out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.redaction.entities import Entity, Finding, Risk

FEW = 2
"""Kinds of information about one person from which on they are taken together."""


def kinds_of(findings: Iterable[Finding]) -> frozenset[Entity]:
    """Return the distinct kinds of information that clauses give away."""
    return frozenset(kind for finding in findings for kind in finding.kinds)


def raise_levels(findings: Sequence[Finding], elsewhere: frozenset[Entity] = frozenset()) -> list[Finding]:
    """Return findings in order; where their clauses and those `elsewhere` by the same hand tell of two or more kinds,
    what was of low risk is of medium risk. Never of high risk, so nothing is held back for it.
    """
    together = kinds_of(findings) | elsewhere
    if len(together) < FEW:
        return list(findings)
    return [_raised(finding, len(together)) if finding.kinds else finding for finding in findings]


def _raised(finding: Finding, count: int) -> Finding:
    if finding.risk is not Risk.LOW:
        return finding
    return replace(finding, risk=Risk.MEDIUM, why=f"{finding.why}; with what else they tell, {count} kinds in all")
