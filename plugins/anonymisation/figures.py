"""How much waits, what was decided by month, and how well the rules find details; `/-/moderate/figures`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from archive.moderation.figures import KINDS, Figures, read_figures
from archive.redaction.measured import Measured, MeasuredSet, read_measured
from archive.redaction.version import detector_version
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.showing import show
from plugins.site.dates import day_text, month_text
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/figures"
_AGES = ("today", "this week", "this month", "earlier")
_ACTS = ("redacted", "hidden", "withheld", "erased", "kept public", "kept", "kept everywhere", "undone")
_KINDS = {"mask": "redactions", "hide": "hidden", "withhold": "withheld", "erase": "erased", "show": "kept public"}
_FIGURES = (
    ("redact", "of what must go, found", ".90 or more"),
    ("consider", "of what is to be looked at, found", ".75 or more"),
    ("masks", "of masks made by hand, known", "all"),
    ("keeps proposed", "of what must stay, proposed wrongly", ".05 or less"),
    ("kisses taken", "of kisses, taken for masks", "none"),
    ("precision", "of all proposals, right", ".65 or more"),
    ("redact, any overlap", "of what must go, touched at all", ""),
    ("consider, any overlap", "of what is to be looked at, touched at all", ""),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what its rows are, the heads of its columns, and its rows."""

    of: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures; none of them is about one item."""

    template: ClassVar[str] = "threadkeep_desk_figures.html"

    waiting: Table
    told: str
    months: Table
    holding: str
    measured: Table
    sets: tuple[str, ...]
    version: str


async def figures(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/figures`."""
    desk = the_desk(datasette)
    found = await in_archive(desk, lambda db: read_figures(db, desk.clock()))
    measured = read_measured()
    page = FiguresPage(
        waiting=_waiting(found),
        told=_told(found),
        months=_months(found),
        holding=", ".join(f"{number:,} {_KINDS[kind]}" for kind, number in found.holding) or "none yet",
        measured=_measured(measured),
        sets=tuple(_set_text(each) for each in measured.sets),
        version=version_text(measured.version, detector_version()),
    )
    return await show(datasette, request, Shown(page, "Figures", ADDRESS, "figures"))


def version_text(measured: str, here: str) -> str:
    """Return of which version the figures are.

    >>> version_text("abc", "abc")
    'Measured with the rules that run here, version abc.'
    """
    if measured == here:
        return f"Measured with the rules that run here, version {here}."
    return (
        f"Measured with version {measured} of the rules; version {here} runs here, and may find more or less. Whoever "
        "runs this archive can measure anew with `python -m tests.details_measures --write`."
    )


def _waiting(found: Figures) -> Table:
    rows = tuple(
        (
            each.sort,
            f"{each.total:,}",
            *(f"{number:,}" for number in each.by_age),
            day_text(each.oldest) if each.oldest else "",
        )
        for each in found.waiting
    )
    return Table("What waits", ("All", *(f"Came {age}" for age in _AGES), "Oldest"), rows)


def _told(found: Figures) -> str:
    cases = count(found.open_cases, "case of readers", "cases of readers")
    since = f", the oldest since {day_text(found.oldest_case)}" if found.oldest_case else ""
    again = count(found.planned_reviews, "decision carries", "decisions carry")
    return f"Open: {cases}{since}. {again} a day on which the queue shows it again."


def _months(found: Figures) -> Table:
    rows = tuple(
        (month_text(each.month), *(f"{number:,}" for number in each.acts), f"{each.people:,}") for each in found.months
    )
    assert len(_ACTS) == len(KINDS)
    return Table("Month", (*_ACTS, "people"), rows)


def _measured(measured: Measured) -> Table:
    rows = tuple(
        (says, *(f"{each.figures[name]:.2f}" for each in measured.sets), wanted) for name, says, wanted in _FIGURES
    )
    return Table("Share", (*(_name(each) for each in measured.sets), "wanted"), rows)


def _set_text(each: MeasuredSet) -> str:
    return f"{_name(each)}: {each.about} {each.texts:,} texts with {each.labels:,} labels, SHA-256 {each.digest[:12]}…"


def _name(each: MeasuredSet) -> str:
    return each.name.removeprefix("details_").removesuffix(".jsonl")
