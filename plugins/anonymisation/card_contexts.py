"""What the pages of the queue hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plugins.anonymisation.card_forms import CardForm
from plugins.anonymisation.case_places import Said
from plugins.anonymisation.forms import HIDE_REASONS, REDACT_REASONS, SHOW_REASONS
from plugins.anonymisation.places import Spot
from plugins.site.contexts import Link


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter, with how many cards it leaves."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name in an address, what it is called, its choices."""

    name: str
    called: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SameLine:
    """Another item with the words: as they stand there, whether it quotes them, whether it is ticked to begin with."""

    spot: Spot
    words: str
    told: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ActLine:
    """Something that was done lately, and whether readers see it: `certificate` is its address, "" for none."""

    token: str
    told: str
    desk: str
    state: str
    certificate: str


@dataclass(frozen=True, slots=True)
class CardView:
    """One card: the comment among those around it, what it is about, and the forms as they were left.

    `holder` is whoever else has it, "" for nobody: then there are no forms. `can` names the acts there are; `stays` is
    what leaving everything as it is is called, `asks_why` whether that takes a reason.
    """

    key: str
    token: str
    action: str
    kind: str
    risk: str
    why: str
    where: str
    together: tuple[str, ...]
    here: Said
    parent: Said | None
    post: str
    holder: str
    until: str
    can: tuple[str, ...]
    stays: str
    asks_why: bool
    labels: tuple[str, ...]
    words: str
    stands: str
    keeps: str
    redacts: str
    gone_since: str
    same: tuple[SameLine, ...]
    more_same: int
    voice: Link | None
    cases: tuple[Link, ...]
    form: CardForm
    on: str
    problem: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The next card and nothing else competing; how many are left; what was done last."""

    template: ClassVar[str] = "threadkeep_desk_queue.html"

    told: str
    notice: str
    done: str
    card: CardView | None
    previous: str
    next: str
    here: str
    filters: tuple[Filter, ...]
    narrowed: str
    others: Link | None
    recent: tuple[ActLine, ...]
    cases: Link | None
    listed: Link
    keep_reasons: tuple[str, ...]
    usual_day: str
    redact_reasons: tuple[str, ...] = REDACT_REASONS
    hide_reasons: tuple[str, ...] = HIDE_REASONS
    show_reasons: tuple[str, ...] = SHOW_REASONS


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A card in the list: `state` says whether it is free."""

    href: str
    kind: str
    risk: str
    spot: Spot
    age: str
    state: str


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """All that waits, in the order of the queue, a page at a time, and what was put off or is in somebody's hands."""

    template: ClassVar[str] = "threadkeep_desk_waiting.html"

    told: str
    lines: tuple[WaitingLine, ...]
    filters: tuple[Filter, ...]
    queue: str
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class KeptLine:
    """Words that are kept everywhere."""

    id: int
    words: str
    evidence: str
    reason: str
    by: str
    when: str
    places: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """The keep-list: words of public persons and offices, with what shows that they are public."""

    template: ClassVar[str] = "threadkeep_desk_kept.html"

    problem: str
    lines: tuple[KeptLine, ...]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One thing that a pen-name tells: its words in their sentence, where, and what became of the finding."""

    before: str
    words: str
    after: str
    risk: str
    spot: Spot
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class ToldKind:
    """All that a pen-name tells of one kind."""

    kind: str
    number: str
    lines: tuple[ToldLine, ...]


@dataclass(frozen=True, slots=True)
class VoicePage:
    """Everything that all comments of one pen-name tell of whoever signs so, on one page (M13)."""

    template: ClassVar[str] = "threadkeep_desk_voice.html"

    spot: Spot
    name: str
    told: str
    together: str
    kinds: tuple[ToldKind, ...]
    queue: str
    exposure: str
