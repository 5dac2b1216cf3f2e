"""Where a Blogger page of any kind leads: posts with the number of comments they announce, archives, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from archive.errors import BadInput
from scraper.pages.addresses import PostLink, find_absolute
from scraper.pages.blogger import selectors
from scraper.pages.blogger.comments import find_number
from scraper.pages.blogger.facts import find_address, find_base, is_post_address
from scraper.pages.decoding import decode
from scraper.pages.dom import find_all, find_by_id, find_strings, parse_html, text_of

# mirrors write the sign after the name as %3D; more pages than these hold more comments than Blogger ever kept
_COMMENT_PAGE = re.compile(r"\bcommentPage(?:=|%3D)([1-9]\d{0,2})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page leads to. All addresses are canonical.

    `comment_pages` are the other pages of comments of a post with more than 200, for a blog without feeds: the one kind
    of address that keeps its query.
    """

    posts: tuple[PostLink, ...] = ()
    archives: tuple[str, ...] = ()
    comment_pages: tuple[str, ...] = ()


def find_links(body: bytes, *, url: str, content_type: str | None = None) -> PageLinks:
    """Return where a page leads; a page that cannot be read leads nowhere. Never raises."""
    try:
        root = parse_html(decode(body, content_type))
    except BadInput:
        return PageLinks()
    base = find_base(root, url)
    archives = (find_absolute(base, href) for href in find_strings(root, selectors.ARCHIVE_LINKS))
    section = find_by_id(root, selectors.COMMENTS_ID)
    return PageLinks(
        posts=_posts(root, base),
        archives=tuple(dict.fromkeys(link for link in archives if link and not is_post_address(link))),
        comment_pages=_comment_pages(section, url, find_address(root, base)),
    )


def _comment_pages(section: HtmlElement | None, url: str, address: str | None) -> tuple[str, ...]:
    """Return the addresses of the pages of comments beside this one; each page names the newest one."""
    links = find_strings(section, selectors.PAGING_LINKS) if section is not None else []
    named = {int(number) for link in links for number in _COMMENT_PAGE.findall(link)}
    if address is None or not named:
        return ()
    asked = _COMMENT_PAGE.search(url)
    shown = int(asked.group(1)) if asked else 1
    return tuple(f"{address}?commentPage={page}" for page in range(1, max(*named, shown) + 1) if page != shown)


def _posts(root: HtmlElement, base: str) -> tuple[PostLink, ...]:
    found: dict[str, int | None] = {}
    for post in find_all(root, selectors.POST):
        hrefs = [
            *find_strings(post, selectors.POST_TITLE_LINK),
            *find_strings(post, f"{selectors.POST_PERMALINK}/@href"),
        ]
        address = next((link for href in hrefs if (link := find_absolute(base, href)) and is_post_address(link)), None)
        if address is not None and found.get(address) is None:
            found[address] = _announced(post)
    return tuple(PostLink(address, announced) for address, announced in found.items())


def _announced(post: HtmlElement) -> int | None:
    for link in find_all(post, selectors.COMMENT_COUNT_LINKS):
        if number := find_number(text_of(link)):
            return int(number)
    return None
