"""What moderators type into the forms of a case, kept as typed, and the answers and reasons they can begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ready:
    """A text to begin with."""

    key: str
    title: str
    text: str


ANSWERS = (
    Ready(
        "which",
        "Which comment?",
        "Thank you for writing. We could not find what you mean. Please send the address of the comment: the word "
        "“link” beside it gives it.",
    ),
    Ready(
        "words",
        "Which words?",
        "Thank you for writing. Which words identify you or somebody else? Copy them, or say roughly where they stand. "
        "You need not say who you are.",
    ),
    Ready(
        "wait",
        "It takes longer",
        "Thank you for your patience. We are looking at it together and will answer here.",
    ),
    Ready(
        "gone",
        "It is gone",
        "The words are gone from every page of this archive, from its search and its data. Copies elsewhere, such as "
        "at the blog itself, are beyond our reach.",
    ),
    Ready(
        "office",
        "A public office",
        "We left the name: it stands there for a public office, and what is said concerns that office. If it tells "
        "something private, say which words.",
    ),
    Ready(
        "blog",
        "Ask the blog too",
        "We keep a copy. What stands at the blog itself only its owner can take down; ask there as well.",
    ),
)

OUTCOMES = (
    ("removed", "It was removed"),
    ("partly", "Some of it was removed"),
    ("kept", "It stays as it is"),
    ("not_found", "We could not find it"),
    ("explained", "The acronym is explained now"),
)


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The forms of a case as they were left. Their repr shows no words."""

    answer: str = field(default="", repr=False)
    outcome: str = ""
    reason: str = field(default="", repr=False)
    places: str = field(default="", repr=False)

    @classmethod
    def parse(cls, given: Mapping[str, str]) -> CaseForm:
        """Return what was typed, line ends as we write them."""
        typed = {name: given.get(name, "").replace("\r\n", "\n").strip() for name in ("answer", "reason", "places")}
        return cls(typed["answer"], given.get("outcome", ""), typed["reason"], typed["places"])


def begin_with(form: CaseForm, key: str) -> CaseForm:
    """Return the form with a ready answer put after what stands in its box."""
    text = next((each.text for each in ANSWERS if each.key == key), "")
    answer = "\n\n".join(part for part in (form.answer, text) if part)
    return CaseForm(answer, form.outcome, form.reason, form.places)
