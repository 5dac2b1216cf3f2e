"""How much was written when: charts of every month, a calendar of the days of a year, with their tables and files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.public import activity, listing
from archive.public.activity import Activity
from plugins._datasette import Request, Response, Route, Served
from plugins.acronyms.kept import Kept, kept_of
from plugins.site.addresses import ACTIVITY, activity_address, period_address
from plugins.site.charts import Chart, DayCalendar, chart, day_calendar
from plugins.site.contexts import Link
from plugins.site.dates import day_text, month_text
from plugins.site.missing import missing_page
from plugins.site.rendering import Outcome, Shown, respond, send_file
from plugins.site.sheets import CSV, as_csv

_NO_YEAR = "The archive holds nothing of that year."
_LOOK = f"The years it holds are at {ACTIVITY}."
_NOTES = (
    "Posts and comments that are not shown are counted, their words are not; pings and standing pages are left out of "
    "both counts. What has no date stands nowhere here."
)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """A month or day of the table; the address is that of the month, "" where it has no page."""

    href: str
    text: str
    posts: str
    comments: str
    words: str


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """What was written of all months, or of the days of a year, which `year` names."""

    template: ClassVar[str] = "threadkeep_activity.html"

    year: str
    calendar: DayCalendar | None
    charts: tuple[Chart, ...]
    unit: str
    lines: tuple[ActivityLine, ...]
    years: tuple[Link, ...]
    csv: str
    notes: str


def build_activity(db: Database, kept: Kept, year: str) -> Outcome:
    """Return the page of all months, or of a year; a year of which there is nothing is missing."""
    months = _months(db, kept)
    years = sorted({each.period[:4] for each in months})
    if year and year not in years:
        return missing_page(_NO_YEAR, _LOOK)
    of_year = [each for each in months if each.period.startswith(year)]
    days = _days(db, kept, year) if year else []
    # a month has a page where the first blog has a post in it
    pages = frozenset(each.month for each in listing.get_calendar(db))
    page = ActivityPage(
        year=year,
        calendar=day_calendar("Comments of each day", {each.period: each.comments for each in days}),
        charts=_charts(of_year),
        unit="Day" if year else "Month",
        lines=tuple(_line(each, pages) for each in days or reversed(of_year)),
        years=tuple(Link(activity_address(each), each) for each in reversed(years)),
        csv=activity_address(year).replace(ACTIVITY, f"{ACTIVITY}.csv", 1),
        notes=_NOTES,
    )
    heading = f"What was written in {year}" if year else "What was written when"
    return Shown(page, heading, activity_address(year), "data")


def as_file(db: Database, kept: Kept, year: str) -> str:
    """Return the months, or the days of a year, as CSV."""
    lines = _days(db, kept, year) if year else _months(db, kept)
    rows = ((each.period, each.posts, each.comments, each.words) for each in lines)
    return as_csv(("day" if year else "month", "posts", "comments", "words"), rows)


def _months(db: Database, kept: Kept) -> list[Activity]:
    return kept.get(db, ("activity",), lambda: activity.months(db), lasting=True)


def _days(db: Database, kept: Kept, year: str) -> list[Activity]:
    return kept.get(db, ("activity", year), lambda: activity.days(db, int(year)))


def _charts(months: Sequence[Activity]) -> tuple[Chart, ...]:
    periods = [each.period for each in months]
    drawn = (
        chart("Posts of each month", periods, [[each.posts for each in months]]),
        chart("Comments of each month", periods, [[each.comments for each in months]]),
        chart("Words of each month", periods, [[each.words for each in months]]),
    )
    return tuple(each for each in drawn if each)


def _line(each: Activity, pages: Collection[str]) -> ActivityLine:
    is_day = len(each.period) > 7
    return ActivityLine(
        period_address(each.period[:7]) if each.period[:7] in pages else "",
        day_text(each.period) if is_day else month_text(each.period),
        f"{each.posts:,}",
        f"{each.comments:,}",
        f"{each.words:,}",
    )


def _year_of(request: Request) -> str:
    typed = request.args.get("year") or ""
    return typed if typed.isascii() and typed.isdigit() and len(typed) == 4 else ""


async def page(datasette: Served, request: Request) -> Response:
    """Answer `/-/activity`."""
    year, kept = _year_of(request), kept_of(datasette)
    return await respond(datasette, request, lambda db, _site: build_activity(db, kept, year))


async def file(datasette: Served, request: Request) -> Response:
    """Answer `/-/activity.csv`."""
    year, kept = _year_of(request), kept_of(datasette)
    return await send_file(datasette, request, lambda db: as_file(db, kept, year), CSV)


ROUTES: list[Route] = [(r"^/-/activity$", page), (r"^/-/activity\.csv$", file)]
