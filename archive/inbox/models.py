"""A report and what becomes of it, as values."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_PLACES = 4_000
LONGEST_WHY = 8_000
LONGEST_MESSAGE = 4_000
MOST_MESSAGES = 50
"""How many messages the sender of one report may add to it."""

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_SPOKEN = 8


class Kind(StrEnum):
    """What somebody says is wrong; ACRONYM is none of that: they know what one means."""

    ME = "me"
    SOMEBODY = "somebody"
    ILLEGAL = "illegal"
    ACRONYM = "acronym"
    OTHER = "other"


class State(StrEnum):
    """How far a case has come."""

    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    DECIDED = "decided"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What was decided; NONE until then."""

    NONE = ""
    REMOVED = "removed"
    PARTLY = "partly"
    KEPT = "kept"
    NOT_FOUND = "not_found"
    EXPLAINED = "explained"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody sent in. Its repr shows none of their words."""

    case_id: str
    secret_hash: str = field(repr=False)
    sent_at: str
    kind: Kind
    item_ids: tuple[str, ...]
    places: str = field(repr=False)
    why: str = field(repr=False)
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody added to a report of theirs."""

    id: str
    case_id: str
    sent_at: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What moderators wrote to whoever sent a report."""

    at: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What moderators let the sender of a report know; `version` counts the changes of the case."""

    case_id: str
    state: State
    at: str
    version: int = 0
    outcome: Outcome = Outcome.NONE
    reason: str = field(default="", repr=False)
    forgotten_at: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """What a secret link shows: where the case stands and what moderators wrote. Never what its sender wrote."""

    case_id: str
    sent_at: str
    kind: Kind
    item_ids: tuple[str, ...]
    messages: tuple[str, ...]
    told: Told

    @property
    def takes_messages(self) -> bool:
        """True while its sender can still add to it."""
        return self.told.state is not State.CLOSED and len(self.messages) < MOST_MESSAGES


def new_case_id() -> str:
    """Return an id that can be said on a telephone, by chance so that it tells no number of cases.

    >>> len(new_case_id()), new_case_id()[4]
    (9, '-')
    """
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_SPOKEN))
    return f"{letters[:4]}-{letters[4:]}"


def new_message_id() -> str:
    """Return an id for a message."""
    return secrets.token_hex(12)


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret link: 32 bytes of chance need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
