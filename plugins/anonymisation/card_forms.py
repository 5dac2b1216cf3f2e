"""What moderators type on a card, as values kept as typed, and what it begins with: labels and reasons by kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.moderation.queue import AGAIN, GONE, STALE
from archive.redaction.entities import Entity
from plugins.anonymisation.forms import LABELS, REDACT_REASONS

OWN = "own"
"""The choice of a label in the moderator's own words."""

PUBLIC_PERSON = "A public person or office"
KEEP_REASONS = (
    PUBLIC_PERSON,
    "An official number or address that anybody may know",
    "Not a detail about a person",
    "Its writer has masked it already",
    "Asked to stay by the person concerned",
)

_GENERAL: dict[str, tuple[str, ...]] = {
    Entity.PERSON: ("a colleague", "a manager", "somebody"),
    Entity.PLACE: ("a northern town", "a southern town", "a city", "a village"),
    Entity.OFFICE: ("a northern office", "a southern office", "an office"),
    Entity.EMPLOYER: ("a public service", "a charity", "a private company"),
    Entity.GRADE: ("a junior post", "a senior post", "a manager"),
    Entity.DATE: ("that year", "some years before", "recently"),
    Entity.TIME: ("earlier",),
    Entity.SECONDMENT: ("a time elsewhere",),
    Entity.LEAVE: ("a time away",),
    Entity.LEAVING: ("left some time ago",),
    Entity.UNION: ("a role in the union",),
    Entity.BELIEF: ("a belief",),
    Entity.FAMILY: ("a family matter",),
    Entity.HEALTH: ("a health matter",),
    Entity.COLLEAGUE: ("a colleague",),
    Entity.SERVICE_USER: ("somebody they worked with",),
    Entity.VICTIM: ("somebody who was harmed",),
    Entity.CHILD: ("a child",),
    Entity.PLEA: ("asks not to be named",),
}
_NUMBERED: dict[str, str] = {
    Entity.SERVICE: "about {0} years",
    Entity.CASELOAD: "about {0} cases",
    Entity.MONEY: "about £{0}",
}
_REASONS: dict[str, str] = {
    **dict.fromkeys((Entity.EMAIL, Entity.PHONE, Entity.POSTCODE, Entity.HANDLE, Entity.LINK), REDACT_REASONS[3]),
    **dict.fromkeys((Entity.PLACE, Entity.OFFICE, Entity.EMPLOYER), REDACT_REASONS[2]),
    **dict.fromkeys((Entity.HEALTH, Entity.FAMILY), REDACT_REASONS[4]),
    **dict.fromkeys(
        (Entity.PERSON, Entity.COLLEAGUE, Entity.SERVICE_USER, Entity.VICTIM, Entity.CHILD, Entity.ID_NUMBER),
        REDACT_REASONS[1],
    ),
}
_KEPT: dict[str, str] = {
    **dict.fromkeys((Entity.PERSON, Entity.OFFICE), PUBLIC_PERSON),
    **dict.fromkeys((Entity.EMAIL, Entity.PHONE, Entity.POSTCODE, Entity.LINK, Entity.HANDLE), KEEP_REASONS[1]),
    Entity.MASKED: KEEP_REASONS[3],
}
_NUMBER = re.compile(r"\d[\d,]*")
_TO_TWENTY = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_WRITTEN = {word: number for number, word in enumerate(_TO_TWENTY, 1)} | {"thirty": 30, "forty": 40}


@dataclass(frozen=True, slots=True)
class CardForm:
    """The forms of a card as they were left. Its repr shows no words.

    `is_dated` says that the queue is to show it again, on the day `again_on` as typed.
    """

    words: str = field(default="", repr=False)
    label: str = ""
    own_label: str = ""
    reason: str = ""
    everywhere: bool = False
    too: tuple[str, ...] = ()
    keep_reason: str = ""
    evidence: str = field(default="", repr=False)
    is_listed: bool = False
    hide_reason: str = ""
    withhold: bool = False
    show_reason: str = ""
    is_dated: bool = False
    again_on: str = ""

    @classmethod
    def parse(cls, given: Mapping[str, str]) -> CardForm:
        """Return what was typed, line ends as we write them."""
        return cls(
            words=given.get("words", "").replace("\r\n", "\n").strip(),
            label=given.get("label", ""),
            own_label=given.get("own_label", "").strip(),
            reason=given.get("reason", "").strip(),
            everywhere=given.get("scope") == "everywhere",
            too=tuple(name.removeprefix("too:") for name in given if name.startswith("too:")),
            keep_reason=(given.get("own_keep_reason", "") or given.get("keep_reason", "")).strip(),
            evidence=given.get("evidence", "").strip(),
            is_listed=given.get("listed") == "yes",
            hide_reason=given.get("hide_reason", "").strip(),
            withhold=given.get("how") == "withhold",
            show_reason=given.get("show_reason", "").strip(),
            is_dated=given.get("again") == "yes",
            again_on=given.get("again_on", "").strip()[:20],
        )

    @property
    def shown_label(self) -> str:
        """What will stand in brackets: the moderator's own words where they are chosen, or a choice of the list."""
        return self.own_label if self.label in (OWN, "") else self.label


def begin(kind: str, words: str) -> CardForm:
    """Return the form as a card of a kind begins: a label and reasons that can be changed."""
    return CardForm(
        words=words,
        label=label_of(kind),
        reason=_REASONS.get(kind, REDACT_REASONS[0]),
        keep_reason=_KEPT.get(kind, KEEP_REASONS[2]),
    )


def label_of(kind: str) -> str:
    """Return the label for what a card is about."""
    if kind in (AGAIN, STALE, GONE):
        return ""
    return kind if kind in LABELS else Entity.OTHER.value


def suggestions(kind: str, words: str) -> tuple[str, ...]:
    """Return more general words for a kind of detail, to stand in its place.

    >>> suggestions("length of service", "for 13 years"), suggestions("age", "I am forty two")
    (('about 15 years',), ('in their forties',))
    >>> suggestions("length of service", "for two years"), suggestions("phone", "none")
    (('a few years',), ())
    """
    number = _number(words)
    if kind == Entity.AGE and number is not None:
        return (f"in their {_DECADES[min(number // 10, 9)]}",) if number >= 20 else ("young",)
    if kind == Entity.SERVICE and number is not None and number < 8:
        return ("a few years",)
    if kind in _NUMBERED:
        return (_NUMBERED[kind].format(f"{_rounded(number):,}"),) if number is not None else ("some",)
    return _GENERAL.get(kind, ())


_DECADES = ("", "", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _number(words: str) -> int | None:
    found = _NUMBER.search(words)
    if found:
        return int(found[0].replace(",", "")) if len(found[0]) < 9 else None
    return next((_WRITTEN[word] for word in re.findall(r"[a-z]+", words.lower()) if word in _WRITTEN), None)


def _rounded(number: int) -> int:
    """Return a number as one would say it roughly.

    >>> [_rounded(number) for number in (13, 47, 230, 31250)]
    [15, 45, 250, 30000]
    """
    step = 5 if number < 100 else 50 if number < 1000 else 10 ** (len(str(number)) - 1)
    return max(step, round(number / step) * step)
