"""Where a Blogger page of any kind leads: posts with the number of comments they announce, older posts, archives."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from archive.errors import BadInput
from scraper.pages.blogger import selectors
from scraper.pages.blogger.facts import POST_PATH, find_absolute, find_base, find_post_id
from scraper.pages.blogger.page import find_number
from scraper.pages.decoding import decode
from scraper.pages.dom import find_all, find_first, find_strings, parse_html, text_of


@dataclass(frozen=True, slots=True)
class PostLink:
    """A post that a page lists. `announced` is the number of comments the page says it has, None when it says none."""

    url: str
    announced: int | None


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page leads to. All addresses are canonical.

    `older` is the next page of older posts on a list, and the next older post on a post's page. `has_more_comments`:
    the page itself says that it does not show all; `is_noindex`: it asks machines not to keep it.
    """

    posts: tuple[PostLink, ...] = ()
    older: str | None = None
    archives: tuple[str, ...] = ()
    post_id: str | None = None
    has_more_comments: bool = False
    is_noindex: bool = False


def find_links(body: bytes, *, url: str, content_type: str | None = None) -> PageLinks:
    """Return where a page leads; a page that cannot be read leads nowhere. Never raises."""
    try:
        root = parse_html(decode(body, content_type))
    except BadInput:
        return PageLinks()
    base = find_base(root, url)
    older = (find_absolute(base, href) for href in find_strings(root, selectors.PAGER_OLDER))
    archives = (find_absolute(base, href) for href in find_strings(root, selectors.ARCHIVE_LINKS))
    robots = " ".join(find_strings(root, selectors.ROBOTS)).lower()
    return PageLinks(
        posts=_posts(root, base),
        older=next((link for link in older if link), None),
        archives=tuple(dict.fromkeys(link for link in archives if link and not POST_PATH.search(urlsplit(link).path))),
        post_id=find_post_id(root),
        has_more_comments=find_first(root, selectors.LOAD_MORE) is not None,
        is_noindex="noindex" in robots,
    )


def _posts(root: HtmlElement, base: str) -> tuple[PostLink, ...]:
    found: dict[str, int | None] = {}
    for post in find_all(root, selectors.POST):
        hrefs = [*find_strings(post, selectors.POST_TITLE_LINK), *find_strings(post, selectors.POST_PERMALINK)]
        address = next((link for href in hrefs if (link := find_absolute(base, href)) and _is_post(link)), None)
        if address is not None and found.get(address) is None:
            found[address] = _announced(post)
    return tuple(PostLink(address, announced) for address, announced in found.items())


def _is_post(address: str) -> bool:
    return bool(POST_PATH.search(urlsplit(address).path))


def _announced(post: HtmlElement) -> int | None:
    for link in find_all(post, selectors.COMMENT_COUNT_LINKS):
        if number := find_number(text_of(link)):
            return int(number)
    return None
