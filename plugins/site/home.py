"""The home page, and the pages of years and months."""

from __future__ import annotations

from sqlite_utils import Database

from archive.public import store
from archive.public.models import PublicPost
from archive.public.store import MonthCount
from plugins.site.addresses import month_address
from plugins.site.contexts import HomePage, Link, MonthPart, PeriodPage
from plugins.site.dates import month_text
from plugins.site.lists import bars, by_month, calendar, post_line, tag_line
from plugins.site.missing import missing_period
from plugins.site.rendering import Elsewhere, Outcome, Shown
from plugins.site.state import Site
from plugins.site.wording import count

_DISCUSSED = 6
_WEEK = 5
_TAGS = 24


def extent(db: Database, months: list[MonthCount]) -> str:
    """Return how much is in here: "24 posts and 420 comments, 2013 to 2018"."""
    posts, comments = store.count_items(db)
    told = f"{count(posts, 'post')} and {count(comments, 'comment')}"
    if not months:
        return told
    first, last = months[0].year, months[-1].year
    return f"{told}, {first} to {last}" if first != last else f"{told}, all of {first}"


def blog_name(db: Database) -> str:
    """Return what to call the archive's first blog, "" while no source has named it."""
    site = store.get_site(db)
    return (site.title or site.host) if site else ""


def build_home(db: Database, site: Site) -> Outcome:
    """Return the home page."""
    months = store.get_calendar(db)
    tags = store.get_tags(db)
    today = f"{site.clock().astimezone():%m-%d}"
    page = HomePage(
        blog=blog_name(db),
        extent=extent(db, months),
        years=calendar(months),
        undated=tuple(map(post_line, store.get_posts_of(db, undated=True))),
        discussed=tuple(map(post_line, store.most_discussed(db, _DISCUSSED))),
        week=tuple(map(post_line, store.same_week(db, today, _WEEK))),
        tags=tuple(map(tag_line, tags[:_TAGS])),
        more_tags=len(tags) > _TAGS,
    )
    return Shown(page, "", "/", "home")


def build_year(db: Database, year: int) -> Outcome:
    """Return the page of a year, or what to say of a year without posts."""
    months = store.get_calendar(db)
    of_year = [each for each in months if each.year == year]
    if not of_year:
        return missing_period(str(year), months)
    posts = store.get_posts_of(db, year=year)
    years = sorted({each.year for each in months})
    at = years.index(year)
    page = PeriodPage(
        name=str(year),
        told=_told(of_year),
        up=None,
        activity=bars(of_year),
        months=_parts(posts),
        earlier=Link(f"/{years[at - 1]}/", str(years[at - 1])) if at else None,
        later=Link(f"/{years[at + 1]}/", str(years[at + 1])) if at + 1 < len(years) else None,
    )
    return Shown(page, str(year), f"/{year:04d}/", "home")


def build_month(db: Database, month: str) -> Outcome:
    """Return the page of a month ("2018-07"), or what to say of a month without posts."""
    months = store.get_calendar(db)
    keys = [each.month for each in months]
    if month not in keys:
        return missing_period(month_text(month), months, year=int(month[:4]))
    at = keys.index(month)
    page = PeriodPage(
        name=month_text(month),
        told=_told([months[at]]),
        up=Link(f"/{month[:4]}/", month[:4]),
        activity=bars([each for each in months if each.year == months[at].year], here=month),
        months=_parts(store.get_posts_of(db, month=month)),
        earlier=_month_link(keys[at - 1]) if at else None,
        later=_month_link(keys[at + 1]) if at + 1 < len(keys) else None,
    )
    return Shown(page, month_text(month), month_address(month), "home")


def old_month(month: str) -> Outcome:
    """Return where the page of an old archive file stands now."""
    return Elsewhere(month_address(month), 301)


def _told(months: list[MonthCount]) -> str:
    posts, comments = sum(each.posts for each in months), sum(each.comments for each in months)
    return f"{count(posts, 'post')}, {count(comments, 'comment')}"


def _month_link(month: str) -> Link:
    return Link(month_address(month), month_text(month))


def _parts(posts: list[PublicPost]) -> tuple[MonthPart, ...]:
    dated = [post for post in posts if not post.is_page]
    return tuple(
        MonthPart(month_text(month), f"m{month[5:]}", month_address(month), tuple(map(post_line, group)))
        for month, group in by_month(dated)
    )
