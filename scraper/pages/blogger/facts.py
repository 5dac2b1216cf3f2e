"""What a Blogger page of any kind says of itself: its address, its blog, whether it is a post's own page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from archive.errors import WrongUse
from archive.originals.records import SiteRecord
from archive.originals.urls import POST_PATH, canonical_url
from scraper.pages.addresses import is_web_address, join, site_host
from scraper.pages.blogger import selectors
from scraper.pages.dom import find_all, find_by_id, find_string, find_strings

_PAGE_PATH = re.compile(r"/p/[^/]+\.html\Z")
_BLOG_ID = re.compile(r"/feeds/(\d+)/posts/")
_COMMENT_FEED = re.compile(r"/feeds/(\d+)/comments/")
_BODY_ID = re.compile(r"post-body-(\d+)")
_FORM = re.compile(r"[?&]postID=(\d+)")
_NUMBER = re.compile(r"[0-9]+")
_FEED_TITLE = re.compile(r"\s+-\s+(?:Atom|RSS)\Z")


def is_blogger(root: HtmlElement, post_id: str | None) -> bool:
    """True when a page says that Blogger made it, or shows it by its list of comments and the number of its post.

    Templates before 2006, and those from which their owner took the head, do not say so.
    """
    if names_blogger(root):
        return True
    return post_id is not None and any(find_by_id(root, name) is not None for name in selectors.COMMENT_LISTS)


def names_blogger(root: HtmlElement) -> bool:
    """True when a page names Blogger as what made it."""
    named = (meta for meta in root.iter("meta") if (meta.get("name") or "").lower() == selectors.GENERATOR)
    return any("blogger" in (meta.get("content") or "").lower() for meta in named)


def is_dynamic(root: HtmlElement) -> bool:
    """True for a page in Dynamic Views, an empty shell that a script fills from the blog's feeds."""
    return find_string(root, selectors.TEMPLATE) == "dynamic"


def find_address(root: HtmlElement, url: str) -> str | None:
    """Return the page's own canonical address, None when neither the page nor `url` tells one.

    Mirrors make the canonical link relative, so it counts only where it leads to the web.
    """
    base = url if is_web_address(url) else ""
    named = [*find_strings(root, selectors.CANONICAL), *find_strings(root, selectors.OPEN_GRAPH_URL)]
    for candidate in [*(name for name in named if is_web_address(name)), *(join(base, name) for name in named), base]:
        if candidate and is_web_address(candidate):
            try:
                return canonical_url(candidate)
            except WrongUse:
                continue
    return None


def find_base(root: HtmlElement, url: str) -> str:
    """Return what relative links in the page are relative to, "" when nothing tells."""
    if is_web_address(url):
        return url
    named = [*find_strings(root, selectors.OPEN_GRAPH_URL), *find_strings(root, selectors.CANONICAL)]
    return next((name for name in named if is_web_address(name)), "")


def find_post_id(root: HtmlElement, section: HtmlElement | None = None) -> str | None:
    """Return Blogger's number of the one post of a page, None when nothing tells it.

    `section` holds the comments: the form below them names the post too.
    """
    return next(_post_ids(root, section), None)


def names_comment_feed(root: HtmlElement) -> bool:
    """True when a page names the feed of one post's comments, as only the post's own page does."""
    return any(_COMMENT_FEED.search(link.get("href") or "") for link in find_all(root, selectors.FEED_LINKS))


def _post_ids(root: HtmlElement, section: HtmlElement | None) -> Iterator[str]:
    for link in find_all(root, selectors.FEED_LINKS):
        yield from _COMMENT_FEED.findall(link.get("href") or "")
    for name in find_strings(root, selectors.POST_BODY_ID):
        yield from (found.group(1) for found in [_BODY_ID.fullmatch(name)] if found)
    yield from filter(_NUMBER.fullmatch, find_strings(root, selectors.POST_ID))
    if section is not None:
        for form in find_strings(section, selectors.COMMENT_FORM):
            yield from _FORM.findall(form)
        yield from filter(_NUMBER.fullmatch, find_strings(root, selectors.POST_ANCHOR))


def is_post_address(address: str | None) -> bool:
    """True for the address of a post or of a static page."""
    return bool(address) and bool(POST_PATH.search(urlsplit(address or "").path))


def is_page_address(address: str | None) -> bool:
    """True for the address of one of the blog's static pages."""
    return bool(address) and bool(_PAGE_PATH.search(urlsplit(address or "").path))


def read_site(root: HtmlElement, address: str | None, post_title: str | None) -> SiteRecord:
    """Return the blog that a page belongs to, as far as the page tells; its title may be "Blog: Post"."""
    titles = [link.get("title") or "" for link in find_all(root, selectors.FEED_LINKS)]
    title = next((_FEED_TITLE.sub("", value).strip() for value in titles if _FEED_TITLE.search(value)), "")
    if not title and post_title:
        shown, _, rest = " ".join(find_string(root, selectors.TITLE).split()).rpartition(f": {post_title}")
        title = "" if rest else shown
    found = _BLOG_ID.search(find_string(root, selectors.BLOG_FEED))
    return SiteRecord(site_host(address), title or None, found.group(1) if found else None)
