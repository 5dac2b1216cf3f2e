"""Lists that several pages share: posts, tags, the calendar and its bars. Pure, from values of the public copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from archive.public.addresses import FIRST_SITE, post_address
from archive.public.listing import MonthCount
from archive.public.models import ItemState, PublicPost, PublicTagging
from archive.public.store import TagCount
from plugins.site.addresses import period_address, tag_address
from plugins.site.blogs import Blog
from plugins.site.contexts import Bar, Link, MonthCell, PostLine, TagLine, YearRow
from plugins.site.dates import MONTHS, moment, month_text
from plugins.site.wording import count, stands_in, title_of


def home_link(blog: Blog) -> Link:
    """Return the way back to the home of a blog; a further blog is named, and one without a home leads to the first."""
    if blog.id == FIRST_SITE or not blog.home:
        return Link("/", "All years")
    return Link(blog.home, blog.name)


def post_line(post: PublicPost, prefix: str | None = "") -> PostLine:
    """Return a post as a line of a list."""
    return PostLine(
        id=post.id,
        href=post_address(post, prefix),
        title=title_of(post),
        dated=moment(post.published),
        comments=count(post.comment_count, "comment") if post.comment_count else "no comments",
        note="" if post.state is ItemState.SHOWN else stands_in(post),
    )


def tag_line(tag: TagCount) -> TagLine:
    """Return a tag with its count."""
    return TagLine(tag.id, tag_address(tag.id), tag.name, tag.total_count, count(tag.total_count, "item"))


def tagging_line(tagging: PublicTagging) -> TagLine:
    """Return a tag as it stands on an item."""
    return TagLine(tagging.tag_id, tag_address(tagging.tag_id), tagging.name, 0, "")


def tags_of(taggings: Iterable[PublicTagging]) -> Mapping[str, tuple[TagLine, ...]]:
    """Return the tags of each item, by name."""
    found: dict[str, list[PublicTagging]] = {}
    for tagging in taggings:
        found.setdefault(tagging.item_id, []).append(tagging)
    return {
        item_id: tuple(tagging_line(each) for each in sorted(tags, key=lambda each: each.name.casefold()))
        for item_id, tags in found.items()
    }


def calendar(months: Sequence[MonthCount], prefix: str = "") -> tuple[YearRow, ...]:
    """Return years, newest first, each with its twelve months; years without a post between two others stand too."""
    if not months:
        return ()
    by_month = {each.month: each for each in months}
    most = max(each.comments for each in months)
    years = range(months[-1].year, months[0].year - 1, -1)
    return tuple(_year_row(year, by_month, most, prefix) for year in years)


def _year_row(year: int, by_month: Mapping[str, MonthCount], most: int, prefix: str) -> YearRow:
    cells = []
    posts = comments = 0
    for number, name in enumerate(MONTHS, 1):
        key = f"{year:04d}-{number:02d}"
        here = by_month.get(key)
        if here is None:
            cells.append(MonthCell(name[:3], f"{name} {year}", "", 0, "no posts", 0))
            continue
        posts += here.posts
        comments += here.comments
        told = f"{count(here.posts, 'post')}, {count(here.comments, 'comment')}"
        stands = period_address(key, prefix)
        cells.append(MonthCell(name[:3], f"{name} {year}", stands, here.posts, told, heat(here.comments, most)))
    told = f"{count(posts, 'post')}, {count(comments, 'comment')}" if posts else "no posts"
    return YearRow(year, period_address(f"{year:04d}", prefix) if posts else "", told, tuple(cells))


def heat(comments: int, most: int) -> int:
    """Return 1 to 4 for how busy a month with posts was, against the busiest.

    >>> [heat(comments, 100) for comments in (0, 10, 26, 51, 100)]
    [1, 1, 2, 3, 4]
    """
    return 1 if not most else min(4, 1 + (4 * comments - 1) // most if comments else 1)


def bars(months: Sequence[MonthCount], here: str = "", prefix: str = "") -> tuple[Bar, ...]:
    """Return the activity of a year as bars, one for each month that has posts; `here` is the month being read."""
    most = max((each.comments for each in months), default=0)
    return tuple(
        Bar(
            label=month_text(each.month).split()[0],
            href=period_address(each.month, prefix),
            told=f"{count(each.posts, 'post')}, {count(each.comments, 'comment')}",
            percent=f"{100 * each.comments / most:.1f}%" if most else "0%",
            here=each.month == here,
        )
        for each in months
    )


def by_month(posts: Iterable[PublicPost]) -> list[tuple[str, list[PublicPost]]]:
    """Return dated posts by month, in the order given."""
    dated = [post for post in posts if post.published.month]
    return [(str(month), list(group)) for month, group in groupby(dated, key=lambda post: post.published.month)]
