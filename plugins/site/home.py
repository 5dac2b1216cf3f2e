"""The home page, and the pages of years and months."""

from __future__ import annotations

from sqlite_utils import Database

from archive.public import listing, store
from archive.public.addresses import FIRST_SITE
from archive.public.listing import MonthCount
from archive.public.models import PublicPost
from plugins.site.addresses import keywords_address, period_address
from plugins.site.blogs import Blog, read_blogs
from plugins.site.contexts import BlogLine, HomePage, Link, MonthPart, PeriodPage, PostLine
from plugins.site.dates import month_text
from plugins.site.lists import bars, by_month, calendar, home_link, post_line, tag_line
from plugins.site.missing import missing_period
from plugins.site.rendering import Outcome, Shown
from plugins.site.state import Site
from plugins.site.wording import count, source_gone

_DISCUSSED = 6
_WEEK = 5
_TAGS = 24
_UNNAMED = "A blog without a name"


def extent(db: Database, blog: Blog | None = None) -> str:
    """Return how much a blog holds, or the whole archive: "24 posts and 420 comments, 2013 to 2018"."""
    site_id = blog.id if blog else None
    posts, comments = store.count_items(db, site_id)
    months = listing.get_calendar(db, site_id)
    told = f"{count(posts, 'post')} and {count(comments, 'comment')}"
    if not months:
        return told
    first, last = months[0].year, months[-1].year
    return f"{told}, {first} to {last}" if first != last else f"{told}, all in {first}"


def build_home(db: Database, site: Site, blog: Blog) -> Outcome:
    """Return the home page of a blog; that of the first one is the archive's."""
    is_first = blog.id == FIRST_SITE
    prefix = blog.prefix or ""
    tags = store.get_tags(db) if is_first else []
    today = f"{site.clock().astimezone():%m-%d}"

    def lines(posts: list[PublicPost]) -> tuple[PostLine, ...]:
        return tuple(post_line(post, prefix) for post in posts)

    page = HomePage(
        title="" if is_first else blog.name,
        blog=blog.name,
        extent=extent(db, blog),
        source_gone=source_gone(blog.gone_since),
        years=calendar(listing.get_calendar(db, blog.id), prefix),
        undated=lines(listing.get_posts_of(db, undated=True, site_id=blog.id)),
        discussed=lines(listing.most_discussed(db, _DISCUSSED, blog.id)),
        week=lines(listing.same_week(db, today, _WEEK, blog.id)),
        pages=lines(listing.get_pages(db, blog.id)),
        tags=tuple(map(tag_line, tags[:_TAGS])),
        more_tags=len(tags) > _TAGS,
        blogs=_blog_lines(db, blog),
    )
    return Shown(page, page.title, f"{prefix}/", "home")


def _blog_lines(db: Database, here: Blog) -> tuple[BlogLine, ...]:
    """Return the blogs to name on a home page: all of them on the archive's own, the others on that of each."""
    blogs = read_blogs(db)
    if len(blogs) == 1:
        return ()
    return tuple(_blog_line(db, each) for each in blogs if here.id == FIRST_SITE or each.id != here.id)


def _blog_line(db: Database, blog: Blog) -> BlogLine:
    return BlogLine(blog.home, blog.name or _UNNAMED, extent(db, blog), source_gone(blog.gone_since))


def build_year(db: Database, year: int, blog: Blog) -> Outcome:
    """Return the page of a year of a blog, or what to say of a year without posts."""
    months, prefix = listing.get_calendar(db, blog.id), blog.prefix or ""
    of_year = [each for each in months if each.year == year]
    if not of_year:
        return missing_period(f"{year:04d}", months, prefix)
    years = sorted({each.year for each in months})
    at = years.index(year)
    page = PeriodPage(
        name=str(year),
        told=_told(of_year),
        source_gone=source_gone(blog.gone_since),
        home=home_link(blog),
        up=None,
        activity=bars(of_year, prefix=prefix),
        months=_parts(listing.get_posts_of(db, year=year, site_id=blog.id), prefix),
        keywords=keywords_address("year", str(year)),
        earlier=_year_link(years[at - 1], prefix) if at else None,
        later=_year_link(years[at + 1], prefix) if at + 1 < len(years) else None,
    )
    return Shown(page, str(year), period_address(f"{year:04d}", prefix), "home")


def build_month(db: Database, month: str, blog: Blog) -> Outcome:
    """Return the page of a month ("2018-07") of a blog, or what to say of a month without posts."""
    months, prefix = listing.get_calendar(db, blog.id), blog.prefix or ""
    keys = [each.month for each in months]
    if month not in keys:
        return missing_period(month_text(month), months, prefix, year=int(month[:4]))
    at = keys.index(month)
    page = PeriodPage(
        name=month_text(month),
        told=_told([months[at]]),
        source_gone=source_gone(blog.gone_since),
        home=home_link(blog),
        up=_year_link(months[at].year, prefix),
        activity=bars([each for each in months if each.year == months[at].year], month, prefix),
        months=_parts(listing.get_posts_of(db, month=month, site_id=blog.id), prefix),
        keywords="",
        earlier=_month_link(keys[at - 1], prefix) if at else None,
        later=_month_link(keys[at + 1], prefix) if at + 1 < len(keys) else None,
    )
    return Shown(page, month_text(month), period_address(month, prefix), "home")


def _told(months: list[MonthCount]) -> str:
    posts, comments = sum(each.posts for each in months), sum(each.comments for each in months)
    return f"{count(posts, 'post')}, {count(comments, 'comment')}"


def _year_link(year: int, prefix: str) -> Link:
    return Link(period_address(f"{year:04d}", prefix), str(year))


def _month_link(month: str, prefix: str) -> Link:
    return Link(period_address(month, prefix), month_text(month))


def _parts(posts: list[PublicPost], prefix: str) -> tuple[MonthPart, ...]:
    dated = [post for post in posts if not post.is_page]
    return tuple(
        MonthPart(
            month_text(month),
            f"m{month[5:]}",
            period_address(month, prefix),
            tuple(post_line(post, prefix) for post in group),
        )
        for month, group in by_month(dated)
    )
