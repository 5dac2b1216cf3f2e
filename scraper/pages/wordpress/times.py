"""Times as WordPress's pages give them: an attribute with an offset, or text in a form that the site's owner chose.

Themes print dates through PHP's date() with a format of the owner's own, so texts are searched for a day, and a time
of day near it, in any common order: "October 22, 2020 at 5:17 pm", "29.07.2020 // 12:56", "3:04 pm on June 5, 2012".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from archive.originals.records import SourceTime
from scraper.pages.date_words import MONTHS
from scraper.pages.dates import YEARS, from_iso

_SHORTEST = 3
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_WORD = r"(?P<month>[^\W\d_]{3,12})"
_DAY = r"(?<!\d)(?P<day>\d{1,2})"
_DAYS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:\.|st|nd|rd|th|er|º|ª)?,?\s+(?:de\s+|of\s+)?{_WORD}[.,]?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"\b{_WORD}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?,?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}\s?[-/.年]\s?(?P<number>\d{{1,2}})\s?[-/.月]\s?(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<![\d.]){_DAY}\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?<![\d/-])(?P<first>\d{{1,2}})(?P<sign>[/-])(?P<second>\d{{1,2}})(?P=sign){_YEAR}",
    )
)
_CLOCK = r"(?<!\d)(?P<hour>\d{1,2})(?::|\.|\s?h\s?)(?P<minute>\d\d)(?::\d\d)?(?!\d)(?:\s?(?P<half>[ap])\.?\s?m\b)?"
# what may stand between a day and its time of day: "at", "//", "um", "a las", "|"
_AFTER = re.compile(rf"\D{{0,12}}?{_CLOCK}", re.IGNORECASE)
_BEFORE = re.compile(rf"{_CLOCK}[^\d]{{0,12}}\Z", re.IGNORECASE)
_BARE_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<number>\d{1,2})-(?P<day>\d{1,2})")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 400
"""Of a text only so much is looked at: dates stand in short places."""


def _short_names() -> dict[str, int]:
    """Return the beginnings of months' names that mean the same month in every language known."""
    meant: dict[str, set[int]] = {}
    for name, number in MONTHS.items():
        for size in range(_SHORTEST, len(name) + 1):
            meant.setdefault(name[:size], set()).add(number)
    return {start: next(iter(numbers)) for start, numbers in meant.items() if len(numbers) == 1} | MONTHS


_MONTHS = _short_names() | {"mrt": 3, "sept": 9}


def is_day_first(language: str) -> bool | None:
    """Return whether 5/6/2012 is the fifth of June where a site's language is spoken, None where both are usual.

    >>> is_day_first("en-US"), is_day_first("en_GB"), is_day_first("de"), is_day_first("en"), is_day_first("")
    (False, True, True, None, None)
    """
    name, _, region = language.strip().lower().replace("_", "-").partition("-")
    if name == "en":
        return region not in ("us", "ph") if region else None
    return True if name else None


def are_stale(stamps: Iterable[str], zone: ZoneInfo) -> bool:
    """True when times of a page all have one offset, which the zone has on some of their days and not on others.

    >>> are_stale(["2019-01-05T10:00:00+02:00", "2019-07-05T10:00:00+02:00"], ZoneInfo("Europe/Berlin"))
    True
    """
    moments = [moment for stamp in stamps if (moment := _aware(stamp)) is not None]
    agreeing = {moment.replace(tzinfo=zone).utcoffset() == moment.utcoffset() for moment in moments}
    return len(agreeing) == 2 and len({moment.utcoffset() for moment in moments}) == 1


def _aware(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def from_day_attribute(stamp: str) -> SourceTime:
    """Return the day of an attribute that has no time of day, unknown for any other.

    >>> from_day_attribute("2019-11-5").local, from_day_attribute("comment_date").local
    ('2019-11-05', '')
    """
    found = _BARE_DAY.fullmatch(stamp.strip())
    day = _date(found["year"], found["number"], found["day"]) if found else None
    return SourceTime.from_day(day) if day else SourceTime.unknown()


@dataclass(frozen=True, slots=True)
class Clock:
    """How a site tells the time: its zone, whether days come before months (None: not known), and a fault.

    `is_stale`: every time has the offset that the zone had on the day when the page was made, so in half of the year
    the time of day is right and the offset an hour wrong. WordPress did so before its version 5.3, which few pages say
    (see `are_stale`).
    """

    zone: ZoneInfo
    day_first: bool | None = None
    is_stale: bool = False

    def from_attribute(self, stamp: str) -> SourceTime:
        """Return the time of a `datetime` attribute, unknown for one that is cut short or no time.

        >>> Clock(ZoneInfo("America/New_York")).from_attribute("2017-03-09T18:16:02-04:00").local
        '2017-03-09T17:16-05:00'
        >>> Clock(ZoneInfo("America/New_York"), is_stale=True).from_attribute("2017-03-09T18:16:02-04:00").local
        '2017-03-09T18:16-05:00'
        >>> Clock(ZoneInfo("America/New_York")).from_attribute("2017-03-9").local
        ''
        """
        try:
            moment = datetime.fromisoformat(stamp.strip())
        except ValueError:
            return SourceTime.unknown()
        if ":" not in stamp or moment.year not in YEARS:
            return SourceTime.unknown()
        wall = moment.replace(tzinfo=None)
        if moment.tzinfo is None or (self.is_stale and self._has_offset(moment)):
            return SourceTime.from_wall_clock(wall, self.zone)
        return from_iso(stamp, self.zone)

    def _has_offset(self, moment: datetime) -> bool:
        """True for an offset of the site's zone, on whichever day of that year."""
        days = (datetime(moment.year, month, 1, tzinfo=self.zone) for month in range(1, 13))
        return any(day.utcoffset() == moment.utcoffset() for day in days)

    def from_text(self, text: str) -> SourceTime:
        """Return the first day in a text with the time of day beside it, a bare day where there is none, else unknown.

        >>> Clock(ZoneInfo("Europe/Berlin"), day_first=True).from_text("Do 9 Apr 2020 / 08:34").local
        '2020-04-09T08:34+02:00'
        >>> Clock(ZoneInfo("UTC")).from_text("on 5/6/2012 at 3:04 pm").local
        ''
        """
        if _A_YEAR.search(text) is None:
            return SourceTime.unknown()
        text = " ".join(text[:_LONGEST].split())
        for form in _DAYS:
            for found in form.finditer(text):
                if day := _day(found, self.day_first):
                    clock = _AFTER.match(text, found.end()) or _BEFORE.search(text[: found.start()])
                    moment = _time(clock) if clock else None
                    if moment is None:
                        return SourceTime.from_day(day)
                    return SourceTime.from_wall_clock(datetime.combine(day, moment), self.zone)
        return SourceTime.unknown()


def _day(found: re.Match[str], day_first: bool | None) -> date | None:
    groups = found.groupdict()
    if word := groups.get("month"):
        # no month has the number 0: the word is no month's name
        return _date(groups["year"], str(_MONTHS.get(word.casefold(), 0)), groups["day"])
    if number := groups.get("number"):
        return _date(groups["year"], number, groups["day"])
    first, second = int(groups["first"]), int(groups["second"])
    if first > 12 or second > 12 or first == second:
        day_first = first > 12 or first == second
    if day_first is None:
        return None
    day, month = (first, second) if day_first else (second, first)
    return _date(groups["year"], str(month), str(day))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time | None:
    hour, minute = int(found["hour"]), int(found["minute"])
    if half := (found["half"] or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
