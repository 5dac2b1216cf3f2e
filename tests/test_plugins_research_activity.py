"""Posts, comments and words of every month and day: counted by hand, drawn, told in a table and a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from archive.public import activity, store
from archive.public.activity import Activity
from plugins.site.charts import chart, day_calendar
from tests.public_copy import Pages, open_pages
from tests.search_site import make_site, open_site


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_site(make_site(tmp_path_factory.mktemp("site") / "archive"))
    yield site
    site.close()


@pytest.mark.feature("Q7")
def test_months_and_days_are_counted(pages: Pages) -> None:
    db = store.open_public(pages.served.threadkeep.folder)
    months = activity.months(db)
    days = activity.days(db, 2018)
    db.close()
    assert len(months) == 61
    assert months[0] == Activity("2013-07", 1, 9, 125)
    assert months[1] == Activity("2013-08", 0, 0, 0)
    assert days[:2] == [Activity("2018-07-02", 1, 0, 18), Activity("2018-07-03", 0, 1, 12)]
    assert (len(days), sum(day.words for day in days)) == (10, 125)


@pytest.mark.feature("Q7")
def test_the_table_the_chart_and_the_file_say_the_same(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/-/activity").text, "lxml")
    told = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
    rows = list(csv.reader(io.StringIO(pages.get("/-/activity.csv").text)))
    assert rows[0] == ["month", "posts", "comments", "words"]
    assert [row[1:] for row in reversed(told)] == [row[1:] for row in rows[1:]]
    assert told[0] == ["July 2018", "1", "9", "125"]
    charts = page.select("figure.chart")
    assert [figure.select_one("figcaption").get_text() for figure in charts] == [  # type: ignore[union-attr]  # each has one
        "Posts of each month",
        "Comments of each month",
        "Words of each month",
    ]
    assert [len(figure.select("rect")) for figure in charts] == [6, 6, 6]


@pytest.mark.feature("Q7")
def test_the_days_of_a_year_are_a_calendar(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/-/activity?year=2018").text, "lxml")
    calendar = page.select_one("figure.chart")
    assert calendar is not None
    assert len([rect for rect in calendar.select("rect") if rect["height"] != "0"]) == 9
    assert [text.get_text() for text in calendar.select("text")][:12] == [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ]
    assert len(page.select("tbody tr")) == 10
    assert pages.get("/-/activity.csv?year=2018").text.splitlines()[1] == "2018-07-02,1,0,18"
    assert pages.get("/2018/").text.count("/-/activity?year=2018") == 1


@pytest.mark.parametrize(
    ("path", "status"), [("?year=1999", 404), ("?year=x", 200), ("?year=²⁰¹⁸", 200), (".csv?year=1999", 200)]
)
def test_other_years_are_told(pages: Pages, path: str, status: int) -> None:
    assert pages.get(f"/-/activity{path}").status_code == status


def test_every_month_that_leads_somewhere_leads_to_a_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = open_pages(tmp_path_factory.mktemp("two") / "archive")
    try:
        page = BeautifulSoup(site.get("/-/activity").text, "lxml")
        links = {str(link["href"]) for link in page.select("tbody a")}
        assert "/2018/07/" in links
        # of that month there is a post of the second blog alone
        assert "/2016/03/" not in links
        assert all(site.get(link).status_code == 200 for link in links)
        assert site.get("/-/activity").headers["etag"]
    finally:
        site.close()


def test_what_is_drawn_stays_within_its_picture() -> None:
    days = {f"2020-{month:02}-{day:02}": month * day for month in range(1, 13) for day in range(1, 30)}
    calendar = day_calendar("Days", days | {"2020-01-30": 0})
    months = chart("Months", [str(year) for year in range(1900, 2100)], [list(range(200))])
    assert calendar
    assert months
    for columns, height in ((calendar.columns, calendar.height), (months.columns, months.height)):
        for column in columns:
            assert 0 <= column.y <= column.y + column.height <= height
            assert 0 <= float(column.x.strip("%")) <= float(column.x.strip("%")) + float(column.width.strip("%")) <= 100
    assert day_calendar("Days", {}) is None
    assert re.fullmatch(r"[\d,]+", calendar.most)
