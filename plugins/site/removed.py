"""How much was taken out, by category and year; `/-/removed` and `/-/removed.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.public.removed import ALL_YEARS, Removed, acts_by_month, as_csv, count_removed
from plugins._datasette import Request, Response, Route, Served
from plugins.site.charts import Chart, chart
from plugins.site.dates import month_text
from plugins.site.rendering import Outcome, Shown, respond, send_file
from plugins.site.state import Site

ADDRESS = "/-/removed"
CSV = f"{ADDRESS}.csv"


@dataclass(frozen=True, slots=True)
class RemovedTable:
    """Categories by year, and of all years; `named` is what it is called."""

    named: str
    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class RemovedPage:
    """What was taken out of texts, by the year of the text, and what moderators did, by the year of the act."""

    template: ClassVar[str] = "threadkeep_removed.html"

    texts: RemovedTable
    acts: RemovedTable
    chart: Chart | None
    months: tuple[tuple[str, str], ...]
    csv: str


async def removed(datasette: Served, request: Request) -> Response:
    """Answer `/-/removed`."""
    return await respond(datasette, request, build_removed)


async def removed_csv(datasette: Served, request: Request) -> Response:
    """Answer `/-/removed.csv`."""
    return await send_file(datasette, request, as_csv, "text/csv; charset=utf-8")


def build_removed(db: Database, site: Site) -> Outcome:  # noqa: ARG001 - the signature of a page
    """Return the page."""
    found, months = count_removed(db), acts_by_month(db)[::-1]
    page = RemovedPage(
        texts=_table(
            "Texts, by the year in which they were written", [each for each in found if each.counted == "texts"]
        ),
        acts=_table("Acts of moderators, by the year of the act", [each for each in found if each.counted == "acts"]),
        chart=_chart(months),
        months=tuple((month_text(month), f"{number:,}") for month, number in reversed(months)),
        csv=CSV,
    )
    return Shown(page, "How much was taken out", ADDRESS, "log")


def _chart(months: Sequence[tuple[str, int]]) -> Chart | None:
    """Return the chart of all months from the first to the last; of one month alone there is nothing to be seen."""
    if len(months) < 2:
        return None
    known, last = dict(months), months[-1][0]
    year, month = map(int, months[0][0].split("-"))
    periods = []
    while (period := f"{year:04d}-{month:02d}") <= last:
        periods.append(period)
        year, month = year + month // 12, month % 12 + 1
    return chart("Acts of each month", periods, [[known.get(each, 0) for each in periods]])


def _table(named: str, found: Sequence[Removed]) -> RemovedTable:
    years = sorted({each.year for each in found if each.year != ALL_YEARS})
    told = {(each.category, each.year): each.told for each in found}
    categories = sorted({each.category for each in found})
    rows = tuple(
        (category, tuple(told.get((category, year), "0") for year in (*years, ALL_YEARS))) for category in categories
    )
    return RemovedTable(named, tuple(map(str, years)), rows)


ROUTES: list[Route] = [(r"^/-/removed$", removed), (r"^/-/removed\.csv$", removed_csv)]
