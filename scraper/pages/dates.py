"""Dates and times as blogs show them, in several languages, to values without a zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from archive.originals.records import Precision, SourceTime
from scraper.pages.date_words import BEFORE_CLOCK, MONTHS, WEEKDAYS

MAX_BYLINE = 200
"""Lines longer than this are no byline."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
YEARS = range(1990, 2200)
"""The years of blogs; a time outside them is a mistake, and unknown."""


def _either(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest that fits; by their letters, as a list of words is slow."""
    endings: dict[str, list[str]] = {}
    for word in words:
        endings.setdefault(word[:1], []).append(word[1:])
    is_end = endings.pop("", None) is not None
    ways = "|".join(re.escape(letter) + _either(rest) for letter, rest in endings.items())
    return f"(?:{ways}){'?' * is_end}" if ways else ""


_MONTH = rf"(?P<month>{_either(MONTHS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = rf"(?:(?:{_either(WEEKDAYS)})\.?,?\s+)?"
_DAY_FIRST = rf"(?P<day>\d+)(?:\.|er)?\s+(?:de\s+)?{_MONTH}\.?\s+(?:de\s+)?{_YEAR}"
_MONTH_FIRST = rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+{_YEAR}"
_TIME = r"(?P<hour>\d{1,2})(?::|\.|\s?h\s?)(?P<minute>\d\d)(?::\d\d)?(?:\s?(?P<half>[ap])\.?\s?m\.?|\s?uhr)?"
_CLOCK = rf",?\s+(?:(?:{_either(BEFORE_CLOCK)})\s+)?{_TIME}"
_FORMS = (_DAY_FIRST, _MONTH_FIRST)
_DATES = [re.compile(_WEEKDAY + form, re.IGNORECASE) for form in _FORMS]
_TIMES = [re.compile(_WEEKDAY + form + _CLOCK, re.IGNORECASE) for form in _FORMS]
# as the oldest templates have it: "9:46 AM, June 06, 2005"
_TIMES += [re.compile(rf"{_TIME},?\s+{_WEEKDAY}{form}", re.IGNORECASE) for form in _FORMS]
_TIME_ALONE = re.compile(_TIME, re.IGNORECASE)
_BYLINES = [re.compile(rf"{form}{_CLOCK}\s*\Z", re.IGNORECASE) for form in _FORMS]


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

    Days in figures alone are such a form: nobody can say whether 6/7 is in June or July.

    >>> find_wall_clock("July 13, 2015 at 2:39 PM"), find_wall_clock("26 décembre 2011 à 13 h 47")
    (datetime.datetime(2015, 7, 13, 14, 39), datetime.datetime(2011, 12, 26, 13, 47))
    >>> find_wall_clock("9:46 AM, June 06, 2005"), find_wall_clock("21:00"), find_wall_clock("6/7/2005 9:46 AM")
    (datetime.datetime(2005, 6, 6, 9, 46), None, None)
    """
    for form in _TIMES:
        if found := form.fullmatch(text.strip()):
            return _moment(found, found["day"])
    return None


def find_time(text: str) -> time | None:
    """Return the time of day of a text that holds nothing else, None for any other text.

    >>> find_time("9:06 PM"), find_time("21 h 05"), find_time("12:06 AM"), find_time("June 6")
    (datetime.time(21, 6), datetime.time(21, 5), datetime.time(0, 6), None)
    """
    found = _TIME_ALONE.fullmatch(text.strip())
    return _clock(found) if found else None


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
    # 0 for letters that only look like those of a month when case is ignored; no month has that number
    month = MONTHS.get(found["month"].casefold(), 0)
    clock = _clock(found) if "hour" in found.re.groupindex else time()
    try:
        # without a zone: it is shown in the blog's, which the caller knows
        return datetime.combine(date(int(found["year"]), month, int(day[:3])), clock) if clock is not None else None
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    hour = int(found["hour"])
    if half := (found["half"] or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(found["minute"]))
    except ValueError:
        return None


def from_millis(millis: int, zone: ZoneInfo) -> SourceTime:
    """Return the time of a comment address (`showComment`), unknown when it lies outside the age of blogs."""
    moment = _EPOCH + timedelta(milliseconds=millis)
    return SourceTime.from_instant(moment, zone) if moment.year in YEARS else SourceTime.unknown()


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
    if moment.tzinfo is None or moment.year not in YEARS:
        return SourceTime.unknown()
    if "." in (stamp or ""):
        return SourceTime.from_instant(moment, zone)
    moment = moment.replace(second=0, microsecond=0)
    return SourceTime(moment.astimezone(UTC), moment.astimezone(zone).isoformat(timespec="minutes"), Precision.MINUTE)


def find_mail_date(text: str) -> datetime | None:
    """Return the time of an RSS feed, a header or a mirror's comment (RFC 5322, 3.3), None for what is no such time.

    >>> find_mail_date("Wed, 01 Jan 2020 00:01:00 GMT"), find_mail_date("soon")
    (datetime.datetime(2020, 1, 1, 0, 1, tzinfo=datetime.timezone.utc), None)
    """
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
