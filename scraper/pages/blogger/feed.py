"""Blogger's feeds: a page of the posts feed, or of the comments of posts. Format: RFC 4287, 4685, OpenSearch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import OriginalPost, Parsed, Precision, SiteRecord, Source, SourceTime
from scraper.pages.addresses import find_absolute, site_host
from scraper.pages.blogger.atom import (
    ATOM,
    BLOG_ID,
    EXPORT,
    FEED_LINK,
    OPEN_SEARCH,
    Element,
    entry_id,
    find_kind,
    find_link,
    find_post,
    is_draft,
)
from scraper.pages.blogger.entries import find_profile, read_comment, read_post, read_published
from scraper.pages.blogger.facts import is_post_address
from scraper.pages.telltales import not_recognised
from scraper.pages.xml import parse_xml

POSTS_FORMAT = "Blogger posts feed"
COMMENTS_FORMAT = "Blogger comments feed"

_SHOWN = {Precision.MS: "milliseconds", Precision.MINUTE: "minutes"}
_COMMENTS_OF = re.compile(r"tag:blogger\.com,1999:blog-\d+\.post(\d+)\.\.comments")


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed. `total` is what the host says there is in all; `entries` is how many really came.

    `next_url` leads to the next page, None on the last one. `newest` is the latest time of an entry, from which a
    walk by `published-min` goes on.
    """

    parsed: Parsed
    entries: int
    total: int | None
    next_url: str | None
    newest: SourceTime


def parse_feed(text: str, *, url: str, zone: ZoneInfo) -> Feed:
    """Return a page of a Blogger posts or comments feed, times in the blog's zone.

    Raises UnrecognisedInput for XML that is no such feed, BadInput for one that breaks off or is malformed.
    """
    feed = read_feed(parse_xml(text), url=url, zone=zone)
    if feed is None:
        raise UnrecognisedInput(not_recognised(text, default="XML that is no Blogger posts or comments feed"))
    return feed


def read_feed(root: etree._Element, *, url: str, zone: ZoneInfo) -> Feed | None:
    """Return a page of a feed from its tree, None for a tree of anything else. Raises BadInput for entries without ids.

    An export of a whole blog is no feed: it holds drafts and settings too.
    """
    feed = Element(root)
    every = [Element(entry) for entry in feed.all(f"{ATOM}entry")]
    is_export = EXPORT.strip("{}") in root.nsmap.values() or any(find_kind(entry) is not None for entry in every)
    if root.tag != f"{ATOM}feed" or is_export:
        return None
    name = feed.text(f"{ATOM}id")
    blog, of_post = BLOG_ID.match(name), _COMMENTS_OF.match(name)
    if blog is None:
        return None
    entries = [entry for entry in every if not is_draft(entry)]
    is_comments = name.endswith(".comments") or any(find_post(entry) for entry in entries)
    if is_comments:
        posts = _commented_posts(feed, entries, of_post[1] if of_post else None, url, zone)
        times = [comment.published for post in posts for comment in post.comments]
    else:
        posts = tuple(read_post(entry, Source.FEED, zone) for entry in entries)
        times = [post.published for post in posts]
    title = None if is_comments else feed.line(f"{ATOM}title")
    return Feed(
        parsed=Parsed(
            format=COMMENTS_FORMAT if is_comments else POSTS_FORMAT,
            site=SiteRecord(_host(feed, url), title, blog[1]),
            posts=posts,
            left_out={"draft": len(every) - len(entries)} if len(every) > len(entries) else {},
        ),
        entries=len(entries),
        total=feed.number(f"{OPEN_SEARCH}totalResults"),
        next_url=find_link(feed, "next"),
        newest=max((time for time in times if time.utc), key=lambda time: str(time.utc), default=SourceTime.unknown()),
    )


def _commented_posts(
    feed: Element, entries: list[Element], of_post: str | None, url: str, zone: ZoneInfo
) -> tuple[OriginalPost, ...]:
    """Return the posts that comments belong to, oldest comment first, because the order of a feed is no thread."""
    owner = find_profile(feed)
    found: dict[str, list[Element]] = {of_post: []} if of_post else {}
    for entry in entries:
        post = find_post(entry) or of_post
        if post is None:
            raise BadInput(f"Entry {entry_id(entry)[1]} of this comments feed names no post: fetch the feed again.")
        found.setdefault(post, []).append(entry)
    posts: list[OriginalPost] = []
    for post, of_it in found.items():
        timed = sorted(((entry, read_published(entry, zone)) for entry in of_it), key=_age)
        comments = [read_comment(entry, ordinal, owner, time) for ordinal, (entry, time) in enumerate(timed)]
        total = feed.number(f"{OPEN_SEARCH}totalResults")
        posts.append(
            OriginalPost(
                source_key=f"blogger:{post}",
                source=Source.FEED,
                url=_post_address(feed if of_post else None, of_it),
                declared=total if of_post and not _is_filtered(feed, url) else None,
                comments=tuple({comment.source_key: comment for comment in comments}.values()),
            )
        )
    return tuple(posts)


def _age(timed: tuple[Element, SourceTime]) -> tuple[str, str]:
    entry, time = timed
    # a time to the minute comes before all in that minute
    shown = time.utc.isoformat(timespec=_SHOWN[time.precision]) if time.utc else ""
    return (shown, entry_id(entry)[1].zfill(25))


def _post_address(feed: Element | None, entries: list[Element]) -> str | None:
    for element in [*([feed] if feed is not None else []), *entries]:
        address = find_absolute("", find_link(element, "alternate") or "")
        # the feed of a post that is gone leads to the blog's front page
        if is_post_address(address):
            return address
    return None


def _is_filtered(feed: Element, url: str) -> bool:
    """True when the feed was asked for a part: its total then counts that part, not the post's comments."""
    asked = "&".join(address.partition("?")[2] for address in (url, find_link(feed, "self") or ""))
    return any(name.startswith(("published-", "updated-")) or name == "q" for name in parse_qs(asked))


def _host(feed: Element, url: str) -> str:
    for address in (find_link(feed, "alternate"), find_link(feed, FEED_LINK), url):
        if found := find_absolute("", address or ""):
            return site_host(found)
    return ""
