"""What an engine is asked to find: terms in fields and how they are joined, nothing else.

All that makes a word of the query into terms (stems, spellings, beginnings, days) happened before, the same way for
every engine; so an engine that carries out these six values gives the answers that every other gives.
"""

from __future__ import annotations

from dataclasses import dataclass

from search_index.fields import BY_NAME


@dataclass(frozen=True, slots=True)
class Term:
    """Documents that hold a term in a field."""

    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """Documents that hold terms one right after the other in a field with positions; two or more of them."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that one of these finds; without parts, none."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that each of `parts` finds and none of `without`; without parts, all but those of `without`."""

    parts: tuple[Plan, ...]
    without: tuple[Plan, ...] = ()


Plan = Term | Sequence | AnyOf | AllOf

NOTHING = AnyOf(())


def is_scored(wanted: Plan) -> bool:
    """Return whether some documents that a plan finds may be more relevant than others."""
    match wanted:
        case Term(field) | Sequence(field):
            return BY_NAME[field].scored
        case AnyOf(parts) | AllOf(parts):
            return any(map(is_scored, parts))
