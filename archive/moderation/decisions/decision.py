"""One decision of a moderator: its kind, its scope, and the words it is about."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from archive.moderation.values import FIELDS
from archive.redaction.anchor import Anchor
from archive.redaction.words import Words


@lru_cache(maxsize=10_000)
def _words(exact: str) -> Words:
    # making them is slow, and publishing asks for those of every mask once for every item
    return Words(exact)


class Kind(StrEnum):
    """What a decision does: take words out, take a whole item out of sight, or show one that is gone at its source.

    A hidden item says in its place that it was hidden and why (451); a withheld one has no place, as if it had never
    been (404); an erased one says that it was erased (451), and its words are gone from the originals too.
    """

    MASK = "mask"
    HIDE = "hide"
    WITHHOLD = "withhold"
    ERASE = "erase"
    SHOW = "show"

    @property
    def is_closing(self) -> bool:
        """True for what takes a whole item out of sight."""
        return self in CLOSED


CLOSED = {Kind.HIDE: "hidden", Kind.WITHHOLD: "withheld", Kind.ERASE: "erased"}
"""What an item is by each kind of decision that takes it out of sight as a whole."""


class Scope(StrEnum):
    """Where masked words may no longer stand: in this item, or in the whole public copy."""

    HERE = "here"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a moderator. Its repr shows none of the words it is about.

    `review_on` is the day on which the queue shows it again, "" for never; `detector` the version that proposed then.
    """

    id: str
    kind: Kind
    scope: Scope
    item_id: str
    field: str
    exact: str = dataclasses.field(repr=False)
    prefix: str = dataclasses.field(repr=False)
    suffix: str = dataclasses.field(repr=False)
    anchor_start: int = dataclasses.field(repr=False)
    text_digest: str = dataclasses.field(repr=False)
    salt: str = dataclasses.field(repr=False)
    label: str
    reason: str
    made_by: str
    made_at: str
    ref: str
    active: bool
    review_on: str = ""
    detector: str = ""

    @property
    def words(self) -> Words:
        """The words that a mask takes out."""
        return _words(self.exact)

    @property
    def anchor(self) -> Anchor | None:
        """Where the words stood when the mask was made, in its own item; None where nothing can go stale."""
        if self.kind is not Kind.MASK or self.field not in FIELDS:
            return None
        return Anchor(
            exact=self.exact,
            prefix=self.prefix,
            suffix=self.suffix,
            start=self.anchor_start,
            digest=self.text_digest,
            salt=self.salt,
        )

    def keeps(self, since: str) -> bool:
        """True when this decision shows a comment that vanished then; one that vanishes anew is looked at anew."""
        # a decision is dated to the second
        vanished = datetime.fromisoformat(since).replace(microsecond=0)
        return self.active and self.kind is Kind.SHOW and vanished <= datetime.fromisoformat(self.made_at)
