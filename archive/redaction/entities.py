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
    SERVICE = "length of service"
    SECONDMENT = "secondment"
    LEAVE = "leave"
    LEAVING = "leaving"
    CASELOAD = "workload"
    MONEY = "money"
    UNION = "union role"
    BELIEF = "belief"
    FAMILY = "family"
    HEALTH = "health"
    COLLEAGUE = "colleague"
    SERVICE_USER = "service user"
    VICTIM = "victim"
    CHILD = "child"
    PLEA = "request"
    EMAIL = "e-mail"
    PHONE = "phone"
    POSTCODE = "postcode"
    PLATE = "number plate"
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


class Proposal(StrEnum):
    """What a recognizer proposes to do with a place: take it out, look at it, or leave it because it is public."""

    REDACT = "redact"
    CONSIDER = "consider"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposal of a recognizer. `why` is a sentence about the rule and never quotes the words; score is 0 to 1.

    `kinds` are the kinds of information that a whole clause gives away about one person; it is empty for a token such
    as a telephone number.
    """

    entity: Entity
    span: Span
    score: float
    risk: Risk
    why: str
    recognizer: str
    version: int
    proposal: Proposal | None = None
    kinds: frozenset[Entity] = frozenset()

    @property
    def decision(self) -> Proposal:
        """What is proposed: what the recognizer says, else to redact what is of more than low risk."""
        return self.proposal or (Proposal.CONSIDER if self.risk is Risk.LOW else Proposal.REDACT)
