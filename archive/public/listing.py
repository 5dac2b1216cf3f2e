"""What pages list of a blog: its months, its posts of a time, its standing pages, what stands beside a post."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from archive.public.database import read_rows
from archive.public.models import PublicPost
from archive.public.store import find_post, post_of


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One month of the blog: its posts, and the comments that stand under them."""

    year: int
    month: str
    posts: int
    comments: int


def get_calendar(db: Database, site_id: int | None = 1) -> list[MonthCount]:
    """Return every month ("2018-07") in which a blog has posts, or any blog for None, oldest first.

    Standing pages and undated posts are not in it.
    """
    rows = read_rows(
        db,
        "select year, month, count(*) as posts, sum(comment_count) as comments from post "
        "where (:site is null or site_id = :site) and month is not null and not is_page "
        "group by year, month order by month",
        {"site": site_id},
    )
    return [MonthCount(**row) for row in rows]


def get_posts_of(
    db: Database,
    *,
    year: int | None = None,
    month: str | None = None,
    undated: bool = False,
    site_id: int = 1,
) -> list[PublicPost]:
    """Return posts in time order: those of a year, of a month ("2018-07"), without a date, or all."""
    rows = read_rows(
        db,
        "select * from post where site_id = :site "
        "and (:year is null or year = :year) and (:month is null or month = :month) "
        "and (not :undated or (published is null and not is_page)) "
        "order by coalesce(published_utc, published), id",
        {"site": site_id, "year": year, "month": month, "undated": undated},
    )
    return [post_of(row) for row in rows]


def get_pages(db: Database, site_id: int = 1) -> list[PublicPost]:
    """Return the standing pages of a blog, by title."""
    rows = read_rows(db, "select * from post where site_id = ? and is_page order by title, id", [site_id])
    return [post_of(row) for row in rows]


def get_authors(db: Database, site_id: int = 1) -> list[str]:
    """Return the names that posts of a blog are signed with."""
    sql = "select distinct author from post where site_id = ? and author is not null order by author"
    return [row["author"] for row in read_rows(db, sql, [site_id])]


def most_discussed(db: Database, n: int, site_id: int = 1) -> list[PublicPost]:
    """Return the `n` shown posts with the most comments."""
    sql = (
        "select * from post where site_id = ? and state = 'shown' and comment_count > 0 "
        "order by comment_count desc, published desc, id limit ?"
    )
    return [post_of(row) for row in read_rows(db, sql, [site_id, n])]


def same_week(db: Database, month_day: str, n: int, site_id: int = 1) -> list[PublicPost]:
    """Return up to `n` shown posts of any year from the seven days around a day ("07-12"), newest first."""
    middle = date.fromisoformat(f"2000-{month_day}")
    days = [(middle + timedelta(offset)).strftime("%m-%d") for offset in range(-3, 4)]
    sql = (
        "select * from post where site_id = ? and state = 'shown' and not is_page "
        "and substr(published, 6, 5) in (?, ?, ?, ?, ?, ?, ?) order by published desc, id limit ?"
    )
    return [post_of(row) for row in read_rows(db, sql, [site_id, *days, n])]


def iter_shown_posts(db: Database, site_id: int = 1) -> Iterator[PublicPost]:
    """Yield the posts of a blog that are shown, standing pages too, in time order."""
    sql = "select * from post where site_id = ? and state = 'shown' order by coalesce(published_utc, published), id"
    return map(post_of, read_rows(db, sql, [site_id]))


def newest_ids(db: Database, n: int, among: Iterable[str] | None = None, *, comments: bool = True) -> list[str]:
    """Return the ids of up to `n` shown and dated posts and comments, newest first; `among` narrows them to some."""
    part = "select id, coalesce(published_utc, published) as at from {} where state = 'shown' and published is not null"
    parts = [part.format(table) for table in ("post", *(["comment"] if comments else []))]
    if among is not None:
        parts = [f"{each} and id in (select value from json_each(:among))" for each in parts]
    given = {"n": n, "among": None if among is None else json.dumps(list(among))}
    return [row["id"] for row in read_rows(db, f"{' union all '.join(parts)} order by at desc, id limit :n", given)]


@dataclass(frozen=True, slots=True)
class Signed:
    """How much is shown that is signed with one name, and in which years."""

    posts: int
    comments: int
    first: int | None
    last: int | None


# "Anonymous" is the blog's word, not a name
_SIGNED = (
    "select id, year, 0 as kind, published_utc, published from post where author = :name and state = 'shown' union all "
    "select id, year, 1, published_utc, published from comment "
    "where author = :name and author_kind != 'anonymous' and state = 'shown'"
)


def count_signed(db: Database, name: str) -> Signed:
    """Return how much is signed with a name, just so written."""
    sums = "count(*) - sum(kind) as posts, sum(kind) as comments, min(year) as first, max(year) as last"
    (row,) = read_rows(db, f"select {sums} from ({_SIGNED})", {"name": name})
    return Signed(row["posts"] or 0, row["comments"] or 0, row["first"], row["last"])


def signed_ids(db: Database, name: str, *, offset: int, limit: int) -> list[str]:
    """Return the ids of what is signed with a name, posts first, each in time order; a page of them."""
    order = "kind, coalesce(published_utc, published, ''), id"
    sql = f"select id from ({_SIGNED}) order by {order} limit :limit offset :offset"
    return [row["id"] for row in read_rows(db, sql, {"name": name, "limit": limit, "offset": offset})]


def pen_names(db: Database) -> list[str]:
    """Return every name that something shown is signed with."""
    sql = (
        "select author from post where author is not null and state = 'shown' union "
        "select author from comment where author is not null and author_kind != 'anonymous' and state = 'shown' "
        "order by 1"
    )
    return [row["author"] for row in read_rows(db, sql)]


def comment_ids(db: Database, post_id: str) -> list[str]:
    """Return the ids of the comments under a post, in time order."""
    return [row["id"] for row in read_rows(db, "select id from comment where post_id = ? order by position", [post_id])]


def neighbours(db: Database, post_id: str) -> tuple[PublicPost | None, PublicPost | None]:
    """Return the posts before and after a post of the same blog by time, skipping standing pages and undated posts."""
    here = find_post(db, post_id)
    if here is None or not here.published.local or here.is_page:
        return None, None
    at = [here.site_id, here.published.utc or here.published.local, here.id]
    before = (
        "select * from post where site_id = ? and published is not null and not is_page "
        "and (coalesce(published_utc, published), id) < (?, ?) "
        "order by coalesce(published_utc, published) desc, id desc limit 1"
    )
    after = (
        "select * from post where site_id = ? and published is not null and not is_page "
        "and (coalesce(published_utc, published), id) > (?, ?) "
        "order by coalesce(published_utc, published), id limit 1"
    )
    return next(map(post_of, read_rows(db, before, at)), None), next(map(post_of, read_rows(db, after, at)), None)
