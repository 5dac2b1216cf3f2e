"""Where a WordPress page of any kind leads: posts, older posts, archives, pages of comments, the API and the feeds.

For a harvest of a site whose API is closed. Links to answer a comment (`replytocom`) lead to the same page once more,
one for every comment: none is returned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from archive.errors import BadInput
from archive.originals.urls import canonical_host
from scraper.pages.addresses import PostLink, find_absolute, is_web_address
from scraper.pages.decoding import decode
from scraper.pages.dom import classes_of, parse_html, text_of
from scraper.pages.wordpress import selectors
from scraper.pages.wordpress.counts import find_comment_pages, read_count
from scraper.pages.wordpress.facts import (
    find_address,
    find_api_roots,
    find_feed,
    is_single,
)
from scraper.pages.wordpress.items import take_items
from scraper.pages.wordpress.parts import Parts

_LIST_PAGE = re.compile(r"/page/(\d{1,6})(?:/|\Z)|[?&]paged=(\d{1,6})")
_MONTH = re.compile(r"/(?:19|20)\d\d/(?:0[1-9]|1[0-2])/?\Z")


@dataclass(frozen=True, slots=True)
class WordPressLinks:
    """What a page leads to. `posts` and `archives` are canonical, the others as the site writes them.

    `older` is the next page of a list, and on a post's page the post before it. `comment_pages` are other pages of the
    same post's comments. `feed` is the site's own.
    """

    posts: tuple[PostLink, ...] = ()
    older: str | None = None
    archives: tuple[str, ...] = ()
    comment_pages: tuple[str, ...] = ()
    api_root: str | None = None
    feed: str | None = None


def find_wordpress_links(body: bytes, *, url: str, content_type: str | None = None) -> WordPressLinks:
    """Return where a page leads; a page that cannot be read leads nowhere. Never raises."""
    try:
        root = parse_html(decode(body, content_type))
    except BadInput:
        return WordPressLinks()
    has_comments = bool(take_items(root))
    page = Parts(root)
    base = url if is_web_address(url) else find_address(page, url) or ""
    is_post = is_single(page, has_comments=has_comments)
    comment_pages = tuple(dict.fromkeys(link for href in find_comment_pages(page) if (link := _join(base, href))))
    return WordPressLinks(
        posts=() if is_post else _posts(page, base),
        older=_older_post(page, base) if is_post else _older_list(page, base),
        archives=_archives(page, base),
        comment_pages=tuple(link for link in comment_pages if link.rstrip("/") != urldefrag(url)[0].rstrip("/")),
        api_root=next((link for href in find_api_roots(page) if (link := _join(base, href))), None),
        feed=_join(base, find_feed(page)),
    )


def _join(base: str, href: str) -> str | None:
    """Return the whole address of a link without its fragment, None for one that leads to no page of the web."""
    try:
        address = urldefrag(urljoin(base, href.strip()))[0] if href.strip() else ""
    except ValueError:
        return None
    return address if is_web_address(address) else None


def _posts(page: Parts, base: str) -> tuple[PostLink, ...]:
    found: dict[str, int | None] = {}
    for post in dict.fromkeys(page.with_class(*selectors.LISTED)):
        part = Parts(post)
        for link in _title_links(part):
            address = find_absolute(base, link.get("href") or "")
            if address and _is_near(address, base):
                if found.get(address) is None:
                    found[address] = _announced(part)
                break
    return tuple(PostLink(address, announced) for address, announced in found.items())


def _title_links(part: Parts) -> list[HtmlElement]:
    headings = [link for head in part.with_tag("h1", "h2", "h3", "h4") for link in head.iter("a")]
    around = [above for head in part.with_tag("h1", "h2", "h3", "h4") for above in head.iterancestors("a")]
    bookmarks = [link for link in part.with_tag("a") if "bookmark" in (link.get("rel") or "").split()]
    return [link for link in [*headings, *around, *bookmarks] if not (link.get("href") or "#").startswith("#")]


def _announced(part: Parts) -> int | None:
    links = part.with_tag("a")
    counted = (
        link
        for link in links
        if selectors.COUNT_LINK in classes_of(link)
        or (link.get("href") or "").partition("#")[2] in ("comments", "respond")
    )
    numbers = (read_count(text_of(link)) for link in counted)
    return next((number for number in numbers if number is not None), None)


def _older_list(page: Parts, base: str) -> str | None:
    """Return the list's page after this one, which every theme calls by its number, whatever else it calls it."""
    wanted = _list_number(base) + 1
    hrefs = [*page.hrefs("next"), *(link.get("href") or "" for link in page.with_tag("a"))]
    links = (link for href in hrefs if _LIST_PAGE.search(href) and (link := _join(base, href)))
    return next((link for link in links if _list_number(link) == wanted and _is_near(link, base)), None)


def _list_number(address: str) -> int:
    found = _LIST_PAGE.search(address)
    return int(found[1] or found[2]) if found else 1


def _older_post(page: Parts, base: str) -> str | None:
    hrefs = [link.get("href") or "" for link in page.with_tag("a") if "prev" in (link.get("rel") or "").split()]
    for href in [*page.hrefs("prev"), *hrefs]:
        link = _join(base, href)
        if link and link not in find_comment_pages(page) and _is_near(link, base):
            return link
    return None


def _archives(page: Parts, base: str) -> tuple[str, ...]:
    hrefs = (link.get("href") or "" for link in page.with_tag("a", "option"))
    links = (find_absolute(base, href) for href in hrefs if _MONTH.search(href))
    return tuple(dict.fromkeys(link for link in links if link and _is_near(link, base)))


def _is_near(address: str, base: str) -> bool:
    """True for an address on the page's own host."""
    here, there = urlsplit(base).hostname or "", urlsplit(address).hostname or ""
    return canonical_host(here).removeprefix("www.") == canonical_host(there).removeprefix("www.")
