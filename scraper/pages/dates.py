"""Dates and times as blogs show them, in several languages, to values without a zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.originals.records import Precision, SourceTime
from scraper.pages.date_words import BEFORE_CLOCK, MONTHS, WEEKDAYS

MAX_BYLINE = 200
"""Lines longer than this are no byline."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = range(1990, 2200)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<month>{_either(MONTHS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = rf"(?:(?:{_either(WEEKDAYS)})\.?,?\s+)?"
_DAY_FIRST = rf"(?P<day>\d+)(?:\.|er)?\s+(?:de\s+)?{_MONTH}\.?\s+(?:de\s+)?{_YEAR}"
_MONTH_FIRST = rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+{_YEAR}"
_CLOCK = (
    rf",?\s+(?:(?:{_either(BEFORE_CLOCK)})\s+)?(?P<hour>\d{{1,2}})(?::|\.|\s?h\s?)(?P<minute>\d\d)(?::\d\d)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?"
)
_DATES = [re.compile(_WEEKDAY + form, re.IGNORECASE) for form in (_DAY_FIRST, _MONTH_FIRST)]
_TIMES = [re.compile(_WEEKDAY + form + _CLOCK, re.IGNORECASE) for form in (_DAY_FIRST, _MONTH_FIRST)]
_BYLINES = [re.compile(rf"{form}{_CLOCK}\s*\Z", re.IGNORECASE) for form in (_DAY_FIRST, _MONTH_FIRST)]


@dataclass(frozen=True, slots=True)
class Byline:
    """An author and a time that stood glued together on one line."""

    name: str
    when: datetime


def find_day(line: str) -> date | None:
    """Return the day of a line that holds a date and nothing else, None for any other line.

    >>> find_day("Sunday 29 September 2019"), find_day("vendredi 6 juillet 2012"), find_day("On 6 July 2012 we met")
    (datetime.date(2019, 9, 29), datetime.date(2012, 7, 6), None)
    """
    for form in _DATES:
        if (found := form.fullmatch(line.strip())) and (moment := _moment(found, found["day"])):
            return moment.date()
    return None


def find_wall_clock(text: str) -> datetime | None:
    """Return the day and time of day that a comment shows, None when it is in no form we know.

    >>> find_wall_clock("July 13, 2015 at 2:39 PM"), find_wall_clock("26 décembre 2011 à 13 h 47")
    (datetime.datetime(2015, 7, 13, 14, 39), datetime.datetime(2011, 12, 26, 13, 47))
    """
    for form in _TIMES:
        if found := form.fullmatch(text.strip()):
            return _moment(found, found["day"])
    return None


def find_byline(line: str) -> Byline | None:
    """Return the author and time of a line where both stand glued, as saved pages have them; None for other lines.

    A name that ends in digits is ambiguous; the longest day that a month can have is taken.

    >>> find_byline("Desk lamp12 July 2022 at 19:49").name, find_byline("Desk lamp 12 July 2022 at 19:49")
    ('Desk lamp', None)
    """
    if len(line) > MAX_BYLINE:
        return None
    for form in _BYLINES:
        if (found := form.search(line)) and (byline := _split(line, found)):
            return byline
    return None


def _split(line: str, found: re.Match[str]) -> Byline | None:
    digits = found["day"]
    sizes = [2, 1] if found.start("day") == found.start() else [0]
    for size in sizes:
        day = digits[-size:]
        name = line[: found.end("day") - size] if size else line[: found.start()]
        if size and (len(day) < size or (day.startswith("0"))):
            continue
        glued = bool(name.strip()) and not name[-1].isspace()
        if not glued:
            return None
        if moment := _moment(found, day):
            return Byline(name.strip(), moment)
    return None


def _moment(found: re.Match[str], day: str) -> datetime | None:
    groups = found.groupdict()
    hour, minute = int(groups.get("hour") or 0), int(groups.get("minute") or 0)
    if half := (groups.get("half") or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    # 0 for letters that only look like those of a month when case is ignored; no month has that number
    month = MONTHS.get(groups["month"].casefold(), 0)
    try:
        # without a zone: it is shown in the blog's, which the caller knows
        return datetime(int(groups["year"]), month, int(day[:3]), hour, minute)  # noqa: DTZ001 - see the line above
    except ValueError:
        return None


def from_millis(millis: int, zone: ZoneInfo) -> SourceTime:
    """Return the time of a comment address (`showComment`), unknown when it lies outside the age of blogs."""
    moment = _EPOCH + timedelta(milliseconds=millis)
    return SourceTime.from_instant(moment, zone) if moment.year in _YEARS else SourceTime.unknown()


def from_iso(stamp: str | None, zone: ZoneInfo) -> SourceTime:
    """Return the time of a feed or a template's attribute: to the millisecond where it has a fraction, else minutes.

    >>> from_iso("2011-12-01T13:15:15.444-05:00", ZoneInfo("Europe/Paris")).local
    '2011-12-01T19:15:15.444+01:00'
    >>> from_iso("2011-12-01T13:15:00-05:00", ZoneInfo("Europe/Paris")).local, from_iso("soon", ZoneInfo("UTC")).local
    ('2011-12-01T19:15+01:00', '')
    """
    try:
        moment = datetime.fromisoformat((stamp or "").strip())
    except ValueError:
        return SourceTime.unknown()
    if moment.tzinfo is None or moment.year not in _YEARS:
        return SourceTime.unknown()
    if "." in (stamp or ""):
        return SourceTime.from_instant(moment, zone)
    moment = moment.replace(second=0, microsecond=0)
    return SourceTime(moment.astimezone(UTC), moment.astimezone(zone).isoformat(timespec="minutes"), Precision.MINUTE)
