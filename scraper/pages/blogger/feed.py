"""Blogger's feeds: a page of the posts feed, or of the comments of posts. Format: RFC 4287, 4685, OpenSearch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import OriginalPost, Parsed, SiteRecord, Source, SourceTime
from scraper.pages.blogger.atom import (
    ATOM,
    BLOG_ID,
    EXPORT,
    FEED_LINK,
    OPEN_SEARCH,
    entry_id,
    find_kind,
    find_link,
    find_post,
    is_draft,
    read_line,
    read_number,
    read_text,
)
from scraper.pages.blogger.entries import find_profile, read_comment, read_post
from scraper.pages.blogger.facts import find_absolute, is_post_address, site_host
from scraper.pages.dates import from_iso
from scraper.pages.telltales import not_recognised
from scraper.pages.xml import parse_xml

POSTS_FORMAT = "Blogger posts feed"
COMMENTS_FORMAT = "Blogger comments feed"

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
    root = parse_xml(text)
    if not is_feed(root):
        raise UnrecognisedInput(not_recognised(text, default="XML that is no Blogger posts or comments feed"))
    return read_feed(root, url=url, zone=zone)


def is_feed(root: etree._Element) -> bool:
    """True for a feed of Blogger's, but not for an export of a whole blog, which holds drafts and settings too."""
    if root.tag != f"{ATOM}feed" or not BLOG_ID.match(read_text(root, f"{ATOM}id")):
        return False
    is_backup = any(find_kind(entry) is not None for entry in root.iterfind(f"{ATOM}entry"))
    return not is_backup and EXPORT.strip("{}") not in root.nsmap.values()


def read_feed(root: etree._Element, *, url: str, zone: ZoneInfo) -> Feed:
    """Return a page of a feed from its tree, for which `is_feed` is true. Raises BadInput for entries without ids."""
    name = read_text(root, f"{ATOM}id")
    blog, of_post = BLOG_ID.match(name), _COMMENTS_OF.match(name)
    every = root.findall(f"{ATOM}entry")
    entries = [entry for entry in every if not is_draft(entry)]
    is_comments = name.endswith(".comments") or any(find_post(entry) for entry in entries)
    if is_comments:
        posts = _commented_posts(root, entries, of_post[1] if of_post else None, url, zone)
    else:
        posts = tuple(read_post(entry, Source.FEED, zone) for entry in entries)
    times = [from_iso(read_text(entry, f"{ATOM}published"), zone) for entry in entries]
    title = None if is_comments else read_line(root, f"{ATOM}title")
    return Feed(
        parsed=Parsed(
            format=COMMENTS_FORMAT if is_comments else POSTS_FORMAT,
            site=SiteRecord(_host(root, url), title, blog[1] if blog else None),
            posts=posts,
            left_out={"draft": len(every) - len(entries)} if len(every) > len(entries) else {},
        ),
        entries=len(entries),
        total=read_number(root, f"{OPEN_SEARCH}totalResults"),
        next_url=find_link(root, "next"),
        newest=max((time for time in times if time.utc), key=lambda time: str(time.utc), default=SourceTime.unknown()),
    )


def _commented_posts(
    root: etree._Element, entries: list[etree._Element], of_post: str | None, url: str, zone: ZoneInfo
) -> tuple[OriginalPost, ...]:
    """Return the posts that comments belong to, oldest comment first, because the order of a feed is no thread."""
    owner = find_profile(root)
    found: dict[str, list[etree._Element]] = {of_post: []} if of_post else {}
    for entry in entries:
        post = find_post(entry) or of_post
        if post is None:
            raise BadInput(f"Entry {entry_id(entry)[1]} of this comments feed names no post: fetch the feed again.")
        found.setdefault(post, []).append(entry)
    posts: list[OriginalPost] = []
    for post, of_it in found.items():
        comments = [read_comment(entry, ordinal, owner, zone) for ordinal, entry in enumerate(sorted(of_it, key=_age))]
        total = read_number(root, f"{OPEN_SEARCH}totalResults")
        posts.append(
            OriginalPost(
                source_key=f"blogger:{post}",
                source=Source.FEED,
                url=_post_address(root if of_post else None, of_it),
                declared=total if of_post and not _is_filtered(root, url) else None,
                comments=tuple({comment.source_key: comment for comment in comments}.values()),
            )
        )
    return tuple(posts)


def _age(entry: etree._Element) -> tuple[str, str]:
    moment = from_iso(read_text(entry, f"{ATOM}published"), ZoneInfo("UTC"))
    return (moment.local, entry_id(entry)[1].zfill(25))


def _post_address(root: etree._Element | None, entries: list[etree._Element]) -> str | None:
    for node in [*([root] if root is not None else []), *entries]:
        address = find_absolute("", find_link(node, "alternate") or "")
        # the feed of a post that is gone leads to the blog's front page
        if is_post_address(address):
            return address
    return None


def _is_filtered(root: etree._Element, url: str) -> bool:
    """True when the feed was asked for a part: its total then counts that part, not the post's comments."""
    asked = "&".join(address.partition("?")[2] for address in (url, find_link(root, "self") or ""))
    return any(name.startswith(("published-", "updated-")) or name == "q" for name in parse_qs(asked))


def _host(root: etree._Element, url: str) -> str:
    for address in (find_link(root, "alternate"), find_link(root, FEED_LINK), url):
        if found := find_absolute("", address or ""):
            return site_host(found)
    return ""
