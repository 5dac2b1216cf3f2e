"""What the form of a report and the page of a case are given: one frozen dataclass a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plugins.reports.form import ReportForm
from plugins.site.contexts import Link


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The form, as it was left. `problem` says what to do before it can be sent, "" for nothing."""

    template: ClassVar[str] = "threadkeep_report.html"

    form: ReportForm
    problem: str
    longest_places: int
    longest_why: int
    kept_days: int
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """What stands for a case that cannot be read now, with the message that could not be kept, "" for none."""

    template: ClassVar[str] = "threadkeep_case_unread.html"

    message: str
    longest_message: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """Something that was written in a case: by moderators, or, without its words, by whoever sent the report."""

    by: str
    when: str
    body: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Where a case stands. It never repeats what its sender wrote: whoever else comes upon the link learns little."""

    template: ClassVar[str] = "threadkeep_case.html"

    case_id: str
    address: str
    sent: str
    kind: str
    items: tuple[Link, ...]
    state: str
    explained: str
    outcome: str
    reason: str
    lines: tuple[CaseLine, ...]
    takes_messages: bool
    message: str
    longest_message: int
    problem: str
    is_forgotten: bool
    kept_days: int
