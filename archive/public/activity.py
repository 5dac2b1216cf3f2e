"""How much was written when: posts, comments and words of each month, and of each day of a year."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from archive.public.database import read_rows

_DAYS = """
select substr(published, 1, 10) as period, sum(is_post) as posts, sum(1 - is_post) as comments,
  sum(coalesce(words, 0)) as words
from (
  select id, published, 1 as is_post from post
  where month between :first and :last and not is_page and length(published) >= 10
  union all
  select id, published, 0 from comment
  where month between :first and :last and kind = 'comment' and length(published) >= 10
) left join item_words on item_id = id
group by period order by period
"""


@dataclass(frozen=True, slots=True)
class Activity:
    """A month ("2018-07") or day ("2018-07-02"): its posts, its comments, and the words of what is shown of it."""

    period: str
    posts: int
    comments: int
    words: int


def months(db: Database) -> list[Activity]:
    """Return every month from the first to the last with anything dated, none left out, all blogs together.

    They are the figures of the view month_count: standing pages and pings are not counted, their words are.
    """
    sql = (
        "select month as period, sum(posts) as posts, sum(comments) as comments, sum(words) as words "
        "from month_count group by month order by month"
    )
    known = {row["period"]: Activity(**row) for row in read_rows(db, sql)}
    return [known.get(each, Activity(each, 0, 0, 0)) for each in _between(min(known), max(known))] if known else []


def days(db: Database, year: int) -> list[Activity]:
    """Return the days of a year on which something was written, in order; standing pages and pings are not in it."""
    return [Activity(**row) for row in read_rows(db, _DAYS, {"first": f"{year:04d}-01", "last": f"{year:04d}-12"})]


def _between(first: str, last: str) -> list[str]:
    """Return the months from one to another.

    >>> _between("2017-11", "2018-02")
    ['2017-11', '2017-12', '2018-01', '2018-02']
    """
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]
