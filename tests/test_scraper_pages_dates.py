"""Dates and times as Blogger shows them, in the forms seen on its pages; what is not certain is unknown."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from archive.originals.records import SourceTime
from scraper.pages.date_words import MONTHS, WEEKDAYS
from scraper.pages.dates import find_day, find_mail_date, find_time, find_wall_clock, from_iso
from scraper.pages.wordpress.times import Clock


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("shown", "wall"),
    [
        # seen on pages, in the order of Blogger's layouts
        ("9:46 AM, June 06, 2005", "2005-06-06T09:46"),
        ("2:03 PM, June 28, 2005", "2005-06-28T14:03"),
        ("12:51 PM, June 05, 2007", "2007-06-05T12:51"),
        ("12:00 AM, June 05, 2007", "2007-06-05T00:00"),
        ("April 12, 2011 11:30 AM", "2011-04-12T11:30"),
        ("October 27, 2011 at 5:39 AM", "2011-10-27T05:39"),
        ("August 6, 2012 at 11:57 AM", "2012-08-06T11:57"),
        ("12 July 2022 at 19:49", "2022-07-12T19:49"),
        ("1 décembre 2011 à 13 h 15", "2011-12-01T13:15"),
        ("19 décembre 2011 à 00 h 12", "2011-12-19T00:12"),
        ("6. Juni 2015 um 10:23", "2015-06-06T10:23"),
        ("Mittwoch, Mai 10, 2017 4:14:00 PM", "2017-05-10T16:14"),
        # as these locales write them elsewhere
        ("lundi 26 décembre 2011 à 13:47", "2011-12-26T13:47"),
        ("13:47, 26 décembre 2011", "2011-12-26T13:47"),
        ("6. Juni 2015 um 10:23 Uhr", "2015-06-06T10:23"),
        ("10.23, 6. Juni 2015", "2015-06-06T10:23"),
        ("9:46 AM, Monday, June 06, 2005", "2005-06-06T09:46"),
        ("  June 6, 2019 at 1:06 PM\n", "2019-06-06T13:06"),
        # a time alone, a day alone, a day in figures, and what is none
        ("7:34 AM", None),
        ("21:00", None),
        ("June 06, 2005", None),
        ("7/21/2008 11:18:00 PM", None),
        ("06.06.2015 10:23", None),
        ("25:46, June 06, 2005", None),
        ("9:66 AM, June 06, 2005", None),
        ("9:46 AM, June 31, 2005", None),
        ("9:46 AM, ſune 06, 2005", None),
        ("9:46 AM, June 06, 2005 and later", None),
        ("", None),
    ],
)
def test_a_shown_time(shown: str, wall: str | None) -> None:
    found = find_wall_clock(shown)
    assert (found.isoformat(timespec="minutes") if found else None) == wall


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("Sunday, June 05, 2005", "2005-06-05"),
        ("Monday, April 11, 2011", "2011-04-11"),
        ("Saturday, 30 March 2019", "2019-03-30"),
        ("Friday, 13 December 2013", "2013-12-13"),
        ("Thursday 14 August 2014", "2014-08-14"),
        ("mercredi 30 novembre 2011", "2011-11-30"),
        ("Freitag, 5. Juni 2015", "2015-06-05"),
        ("9:46 AM, June 06, 2005", None),
        ("6/5/2005", None),
    ],
)
def test_a_date_header(shown: str, day: str | None) -> None:
    found = find_day(shown)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("9:06 PM", time(21, 6)),
        ("12:00 p.m.", time(12, 0)),
        (" 21:05\n", time(21, 5)),
        ("21 h 05", time(21, 5)),
        ("9.05 Uhr", time(9, 5)),
        ("24:00", None),
        ("9:06 PM, June 05, 2005", None),
        ("permalink", None),
    ],
)
def test_a_time_of_day_alone(shown: str, wanted: time | None) -> None:
    assert find_time(shown) == wanted


@pytest.mark.feature("H13")
@pytest.mark.parametrize(("name", "number"), sorted(MONTHS.items()))
def test_every_month_is_known_by_its_whole_name_alone(name: str, number: int) -> None:
    shown = f"2012-{number:02}-03 09:46:00"
    assert str(find_wall_clock(f"3 {name} 2012 9:46")) == str(find_wall_clock(f"3 {name.upper()} 2012 9:46")) == shown
    assert find_wall_clock(f"3 {name}x 2012 9:46") is None
    assert name[:-1] in MONTHS or find_wall_clock(f"3 {name[:-1]} 2012 9:46") is None


@pytest.mark.feature("H13")
@pytest.mark.parametrize("name", sorted(WEEKDAYS))
def test_every_weekday_may_stand_before_a_date(name: str) -> None:
    assert find_day(f"{name}, 3 mai 2012") == date(2012, 5, 3)
    assert find_day(f"{name}x, 3 mai 2012") is None


@pytest.mark.feature("H13")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/London"])
@pytest.mark.parametrize(
    "stamp",
    ["0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "1066-10-14T09:00"],
)
def test_a_time_that_no_blog_has_is_unknown(stamp: str, zone: str) -> None:
    assert Clock(ZoneInfo(zone)).from_attribute(stamp) == SourceTime.unknown()
    assert from_iso(stamp, ZoneInfo(zone)) == SourceTime.unknown()


@pytest.mark.parametrize(
    "text", ["", "1 Jan", "1 Jan 2020 00:00 +" + "9" * 20, "1 Jan " + "9" * 400 + " 00:00", "32 Foo 2020"]
)
def test_a_date_of_mail_that_is_none(text: str) -> None:
    assert find_mail_date(text) is None
