"""Times as people read them: "2 July 2018, 19:49", and as machines do."""

from __future__ import annotations

from dataclasses import dataclass

from archive.public.models import PublicTime

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time for a page: what is read, and what stands in `<time datetime>`, "" for something undated."""

    text: str
    machine: str


def moment(time: PublicTime, *, unknown: str = "no date in this copy") -> Moment:
    """Return a source time in the blog's own clock, as exact as the source gave it.

    >>> moment(PublicTime("2018-07-02T19:49:03.000+01:00", "2018-07-02T18:49:03.000Z", "ms")).text
    '2 July 2018, 19:49'
    >>> moment(PublicTime("2019-09-29", None, "day")).text, moment(PublicTime("", None, "unknown")).text
    ('29 September 2019', 'no date in this copy')
    """
    local = time.local
    if not local:
        return Moment(unknown, "")
    text = day_text(local[:10])
    if "T" in local:
        text = f"{text}, {local[11:16]}"
    return Moment(text, local)


def moment_beside(time: PublicTime, other: PublicTime) -> Moment:
    """Return a time as it is said next to another one: without the day when it is the same.

    >>> evening = PublicTime("2018-07-02T21:04+01:00", "2018-07-02T20:04:00+00:00", "minute")
    >>> moment_beside(PublicTime("2018-07-02T19:49+01:00", "2018-07-02T18:49:00+00:00", "minute"), evening).text
    '19:49'
    """
    said = moment(time, unknown="")
    same_day = time.local[:10] == other.local[:10] and "T" in time.local
    return Moment(time.local[11:16], said.machine) if same_day else said


def day_text(day: str) -> str:
    """Return a day in full.

    >>> day_text("2019-09-29")
    '29 September 2019'
    """
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def month_text(month: str) -> str:
    """Return a month in full.

    >>> month_text("2018-07")
    'July 2018'
    """
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"
