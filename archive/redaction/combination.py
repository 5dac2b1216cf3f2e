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
    together = len(kinds_of(findings) | elsewhere)
    return [_raised(finding, together) if finding.kinds else finding for finding in findings]


def counts_together(risk: Risk, together: int) -> bool:
    """True when a clause of this risk is graver for what the same hand tells: so many kinds in all."""
    return risk is Risk.LOW and together >= FEW


def say_together(why: str, together: int) -> str:
    """Return why something was proposed, with how many kinds of things are told in all."""
    return f"{why}; with what else they tell, {together} kinds in all"


def _raised(finding: Finding, together: int) -> Finding:
    if not counts_together(finding.risk, together):
        return finding
    return replace(finding, risk=Risk.MEDIUM, why=say_together(finding.why, together))
