"""What moderators type, as values: kept as typed, so that a form that could not be done comes back whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.errors import WrongUse
from archive.redaction.entities import Entity

LABELS = tuple(entity.value for entity in Entity if entity is not Entity.MASKED)

REDACT_REASONS = (
    "Could identify the person who wrote this",
    "Identifies somebody who is not a public person",
    "Says where somebody works or lives",
    "Contact details",
    "About somebody's health or family",
    "Asked for by the person concerned",
)
HIDE_REASONS = (
    "Identifies a third party",
    "Asked for by whoever wrote it",
    "Asked for by the person it is about",
    "A claim that could do harm if it is wrong",
)
SHOW_REASONS = (
    "Only its place at the blog has changed",
    "Asked for by whoever wrote it",
    "Of public interest, and names no private person",
)
UNDO_REASONS = (
    "Made by mistake",
    "It was public knowledge",
    "Too much was covered",
    "A narrower decision stands in its place",
)
KEEP_REASONS = (
    "A public person or office",
    "An official number or address that anybody may know",
    "Not a detail about a person",
    "Asked to stay by the person concerned",
)
"""Offered in a list; anything else can be typed (M15)."""


@dataclass(frozen=True, slots=True)
class RedactForm:
    """The form that takes words out. Its repr shows none of them."""

    words: str = field(default="", repr=False)
    label: str = ""
    own_label: str = ""
    reason: str = ""
    everywhere: bool = False

    @classmethod
    def parse(cls, given: Mapping[str, str]) -> RedactForm:
        """Return what was typed, line ends as we write them."""
        return cls(
            words=given.get("words", "").replace("\r\n", "\n").strip(),
            label=given.get("label", ""),
            own_label=given.get("own_label", "").strip(),
            reason=given.get("reason", "").strip(),
            everywhere=given.get("scope") == "everywhere",
        )

    @property
    def shown_label(self) -> str:
        """What will stand in brackets: the moderator's own words, else the kind of detail chosen."""
        return self.own_label or self.label

    def require(self) -> None:
        """Raise WrongUse with what is still to be filled in."""
        if not self.words:
            raise WrongUse("Which words are to go? Copy them from the original on this page.")
        if not self.shown_label:
            raise WrongUse("What kind of detail is it? Choose what will stand in brackets in its place.")
        require_reason(self.reason)


def require_reason(reason: str) -> str:
    """Return a reason; raise WrongUse without one (M15)."""
    if not reason.strip():
        raise WrongUse("Why? A reason is needed, and will stand in the public log: say it without names.")
    return reason.strip()
