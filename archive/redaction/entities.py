"""What can be identifying in a text, how much it matters, and a finding of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.text import Span


class Entity(StrEnum):
    """What a piece of text says of a person. The value is the label that stands in brackets in its place."""

    PERSON = "name"
    PLACE = "place"
    OFFICE = "office"
    EMPLOYER = "employer"
    GRADE = "grade"
    DATE = "date"
    TIME = "time"
    AGE = "age"
    FAMILY = "family"
    HEALTH = "health"
    EMAIL = "e-mail"
    PHONE = "phone"
    ID_NUMBER = "id number"
    LINK = "link"
    HANDLE = "handle"
    MASKED = "already masked"
    OTHER = "detail"


class Risk(StrEnum):
    """How bad it would be to publish a finding unseen. `hold-high` keeps items with an open HIGH finding back."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for low, rising."""
        return {Risk.LOW: 0, Risk.MEDIUM: 1, Risk.HIGH: 2}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposal of a recognizer. `why` is a sentence about the rule and never quotes the words; score is 0 to 1."""

    entity: Entity
    span: Span
    score: float
    risk: Risk
    why: str
    recognizer: str
    version: int
