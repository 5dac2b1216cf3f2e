"""Clock times that mean a comment: "@ 1615", "16.15 said", "12.26 I agree", and "08:47 here", which means oneself.

Where comments have no names, people call each other by the time that stands beside a comment. A time is taken for
that when the words around it turn to somebody and an earlier comment of the thread shows that time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from archive.conversation import clock_patterns as patterns
from archive.text import Mark, MarkKind, Span


class ClockKind(StrEnum):
    """Whom a clock time means: another writer, or the writer of the comment it stands in."""

    ADDRESS = "address"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a comment is shown to have been written: `local` is ISO text as the blog displays it, "" for unknown."""

    id: str
    position: int
    local: str
    author: str = ""

    @property
    def day(self) -> date | None:
        """The day it was written, None when unknown."""
        return date.fromisoformat(self.local[:10]) if len(self.local) >= 10 else None

    @property
    def clock(self) -> tuple[int, int] | None:
        """Hour and minute as displayed, None where the source gives no time of day."""
        return _clock_of(self.local)


@lru_cache(maxsize=10_000)
def _clock_of(local: str) -> tuple[int, int] | None:
    found = re.match(r"\d{4}-\d\d-\d\dT(\d\d):(\d\d)", local)
    return (int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A clock time that means a comment of the thread."""

    span: Span
    kind: ClockKind
    target_id: str
    confidence: float


_CONTEXT = 90
_MOST = 100
"""Times of one comment that are looked at: a longer list is a timetable."""

_SKIPPED = frozenset({MarkKind.LINK, MarkKind.REDACTION, MarkKind.IMAGE})
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_WORD = re.compile(
    r"\b(?:(?P<yesterday>yesterday)|(?P<today>today)|(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+(?P<name>[a-z]{3,9})\b|/(?P<month>\d{1,2})\b)(?:[\s/]+\d{2,4}\b)?",
    re.IGNORECASE,
)


def find_clock_times(text: str, marks: Iterable[Mark], here: Moment, thread: Sequence[Moment]) -> list[ClockTime]:
    """Return the clock times of a comment that mean a comment of its thread, in order.

    `thread` holds the other comments that show a time; only those before `here` are meant. Quoted words count, linked
    and redacted ones do not.
    """
    if not patterns.TIME.search(text):
        # most comments: the thread, which may be long, is not looked through for them
        return []
    closed = [mark.span for mark in marks if mark.kind in _SKIPPED]
    earlier = [moment for moment in thread if moment.clock and _is_before(moment, here)]
    found: list[ClockTime] = []
    shown = {minute for _, minute in (moment.clock for moment in earlier if moment.clock)}
    looked_at = 0
    for match in patterns.TIME.finditer(text):
        span = Span(*match.span())
        if int(match["minute"]) not in shown or any(each.overlaps(span) for each in closed):
            continue
        looked_at += 1
        if looked_at > _MOST:
            break
        found.extend(_read(text, match, here, earlier, found[-1] if found else None))
    return found


def _read(
    text: str, match: re.Match[str], here: Moment, earlier: Sequence[Moment], last: ClockTime | None
) -> Iterator[ClockTime]:
    meant, share = _resolve(text, match, here, earlier)
    if meant is None:
        return
    kind, strength = _judge(text, match, last)
    if kind is None:
        # a name that a comment is signed with, before the time that it shows
        kind, strength = ClockKind.ADDRESS, 0.9 if _is_named(text, match, meant) else 0.0
    if strength:
        yield ClockTime(Span(*match.span()), kind, meant.id, round(strength * share, 3))


def _is_named(text: str, match: re.Match[str], meant: Moment) -> bool:
    before = text[max(0, match.start() - _CONTEXT) : match.start()].rstrip(" ,(@")
    return len(meant.author) > 2 and before.casefold().endswith(meant.author.casefold())


# -- what the words around a time make of it


def _judge(text: str, match: re.Match[str], last: ClockTime | None) -> tuple[ClockKind | None, float]:
    """Return whom the words around a time make it mean, and how sure that is."""
    before = text[max(0, match.start() - _CONTEXT) : match.start()]
    after = text[match.end() : match.end() + _CONTEXT]
    if own := _is_self(text, match, before, after):
        return ClockKind.SELF, own
    if not match["at"] and patterns.SELF_NOT_SURE.match(after):
        return None, 0.0
    if match["at"]:
        refused = patterns.NEVER_BEFORE.search(before) or patterns.NOT_AFTER.match(after)
        return (None, 0.0) if refused else (ClockKind.ADDRESS, 0.97)
    if last is not None and patterns.JOINS.fullmatch(text[last.span.end : match.start()]):
        return last.kind, 0.9
    return _is_address(match, before, after)


def _is_address(match: re.Match[str], before: str, after: str) -> tuple[ClockKind | None, float]:
    bare = match["mark"] is None
    stops = patterns.NOT_AFTER.match(after) or patterns.GOES_ON.match(after)
    if patterns.STRONG_BEFORE.search(before) and not stops:
        return ClockKind.ADDRESS, 0.95
    if bare and _is_year(match) and not patterns.NAMES.match(after):
        return None, 0.0
    if stops or patterns.NOT_BEFORE.search(before):
        return None, 0.0
    if patterns.VOCATIVE_BEFORE.search(before) and patterns.VOCATIVE_AFTER.match(after) and not bare:
        return ClockKind.ADDRESS, 0.8
    if patterns.POINTS_BACK.match(after):
        return ClockKind.ADDRESS, 0.85
    opens = patterns.OPENS.search(before)
    if opens and patterns.ASKS.match(after):
        return ClockKind.ADDRESS, 0.9
    if patterns.NAMES.match(after):
        return ClockKind.ADDRESS, 0.85
    if patterns.GREETS.search(before):
        return ClockKind.ADDRESS, 0.8
    if patterns.LINE_OPENS.search(before) and patterns.PAUSE.match(after):
        return ClockKind.ADDRESS, 0.8
    if patterns.BEGINS.search(before):
        return ClockKind.ADDRESS, 0.7
    if bare:
        return None, 0.0
    if patterns.LEADS.search(before) and patterns.ASKS.match(after):
        return ClockKind.ADDRESS, 0.7
    return None, 0.0


def _is_self(text: str, match: re.Match[str], before: str, after: str) -> float:
    if patterns.STILL_THE_TIME.match(after) or patterns.NOT_AFTER.match(after):
        return 0.0
    if patterns.SELF_BEFORE.search(before):
        return 0.9
    if patterns.SELF_LEAD.search(before) and patterns.SELF_TAIL.match(after):
        return 0.95
    if patterns.SELF_OPENS.search(before) and patterns.SELF_ALONE.match(after):
        return 0.95
    if _signs_off(text, match):
        return 0.8
    return 0.0


def _signs_off(text: str, match: re.Match[str]) -> bool:
    """True for a time that ends a comment as its signature: alone in the last line, or behind a dash."""
    before = text[: match.start()]
    if text[match.end() :].strip(" .)\n"):
        return False
    line = before.rpartition("\n")[2]
    is_alone = patterns.SIGNATURE.fullmatch(line) is not None and "\n" in before.lstrip()
    return is_alone or patterns.BEHIND_DASH.search(line[-_CONTEXT:]) is not None


def _is_year(match: re.Match[str]) -> bool:
    return match["half"] is None and match["hour"] in ("19", "20")


# -- which comment shows a time


def _is_before(moment: Moment, here: Moment) -> bool:
    if moment.id == here.id:
        return False
    if here.clock and moment.clock:
        return (moment.local[:19], moment.position) < (here.local[:19], here.position)
    return moment.position < here.position


def _resolve(text: str, match: re.Match[str], here: Moment, earlier: Sequence[Moment]) -> tuple[Moment | None, float]:
    """Return the earlier comment that shows this time, and the share of confidence that its finding leaves."""
    sure, guessed = _hours(match)
    minute = int(match["minute"])
    days = _days(text, match, here)
    exact = _showing(earlier, sure, minute, days)
    if exact:
        return _nearest(exact, here)
    maybe = _showing(earlier, guessed, minute, days)
    if maybe:
        meant, share = _nearest(maybe, here)
        return meant, share * 0.95
    return None, 0.0


def _hours(match: re.Match[str]) -> tuple[set[int], set[int]]:
    """Return the hours (0 to 23) that a time surely may mean, and those that it may mean on a clock of twelve."""
    hour = int(match["hour"])
    if match["half"]:
        half = 12 if match["half"].lower() == "p" else 0
        return ({hour % 12 + half} if hour <= 12 else {hour}), set()
    if hour > 12 or hour == 0:
        return {hour}, set()
    other = (hour + 12) % 24
    # a zero in front is the clock of twenty-four; without it both halves of the day are as likely
    return ({hour}, {other}) if match["hour"].startswith("0") or hour == 12 else ({hour, other}, set())


def _showing(earlier: Iterable[Moment], hours: set[int], minute: int, days: set[date] | None) -> list[Moment]:
    clocks = {(hour, minute) for hour in hours}
    return [each for each in earlier if each.clock in clocks and (days is None or each.day in days)]


def _nearest(candidates: Sequence[Moment], here: Moment) -> tuple[Moment, float]:
    """Return the latest candidate: less sure when there are several, or when it is days away."""
    best = max(candidates, key=lambda each: (each.local[:19], each.position))
    share = 1.0 if len(candidates) == 1 else 0.85
    if sum(each.local[:16] == best.local[:16] for each in candidates) > 1:
        share = 0.6
    if here.day and best.day and here.day - best.day > timedelta(days=1):
        share *= 0.95
    return best, share


def _days(text: str, match: re.Match[str], here: Moment) -> set[date] | None:
    """Return the days that the words beside a time allow, None when they name no day."""
    if here.day is None:
        return None
    sides = (text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 24])
    for side, at_end in zip(sides, (True, False), strict=True):
        for pattern in (_DATE, _DAY_WORD):
            for found in pattern.finditer(side):
                gap = side[found.end() :] if at_end else side[: found.start()]
                if re.fullmatch(r"[\s,]*(?:at|@|on|the|,|\()*\s*", gap, re.IGNORECASE):
                    days = _named_days(found, here.day)
                    if days:
                        return days
    return None


def _named_days(found: re.Match[str], today: date) -> set[date]:
    groups = found.groupdict()
    if groups.get("yesterday"):
        return {today - timedelta(days=1)}
    if groups.get("today"):
        return {today}
    if weekday := groups.get("weekday"):
        back = (today.weekday() - _WEEKDAYS.index(weekday.lower())) % 7
        return {today - timedelta(days=back), today - timedelta(days=back + 7)}
    day, name, month = int(groups["day"]), groups.get("name"), groups.get("month")
    number = _MONTHS.index(name[:3].lower()) + 1 if name and name[:3].lower() in _MONTHS else int(month or 0)
    days = set()
    for year in (today.year, today.year - 1):
        try:
            days.add(date(year, number, day))
        except ValueError:
            continue
    return days
