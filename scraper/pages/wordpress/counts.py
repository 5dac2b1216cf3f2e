"""How many comments a WordPress page announces, in whatever language: a heading, a link, or what it tells machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from scraper.pages.dom import classes_of, text_of
from scraper.pages.wordpress import selectors
from scraper.pages.wordpress.parts import Parts, is_inside

_NUMBER = re.compile(r"\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)|\d+")
_QUOTED = re.compile(r"[“„«”\"‘‚'].*\Z")
_MAX_HEADING = 300
_MAX_PLACES = 50
_COMMENT_PAGE = re.compile(r"/comment-page-\d+|[?&]cpage=\d+")


def find_declared(page: Parts, post: Parts, *, title: str, stated: int | None, found: int) -> int | None:
    """Return the number of comments that a page announces for its post, None when it announces none.

    `stated` is what the page tells machines. A heading may count what one page of several shows: where the page leads
    to others and shows as many as it says, the number says nothing of the whole.
    """
    numbers = (read_count(text_of(node), title=title) for node in islice(_places(page, post), _MAX_PLACES))
    declared = next((number for number in numbers if number is not None), stated)
    return None if declared and declared == found and find_comment_pages(page) else declared


def find_comment_pages(page: Parts) -> list[str]:
    """Return the addresses of other pages of the same post's comments, as the page writes them."""
    hrefs = [link.get("href") or "" for link in page.with_tag("a")]
    hrefs += [*page.hrefs("prev"), *page.hrefs("next")]
    # the time of a comment leads to its own page too, and each answer link to one more
    found = (href for href in hrefs if _COMMENT_PAGE.search(href))
    return list(dict.fromkeys(href for href in found if "#comment-" not in href and "replytocom=" not in href))


def _places(page: Parts, post: Parts) -> Iterator[HtmlElement]:
    yield from page.with_class(*selectors.COUNT)
    sections = [page.ids[name] for name in selectors.COUNT_IDS if name in page.ids]
    yield from (node for node in sections if node.tag in selectors.HEADINGS or node.tag == "span")
    form = page.ids.get("respond")
    for section in [*sections, *page.with_class("comments-area")]:
        for node in section.iter(*selectors.HEADINGS):
            if node.get("id") != "reply-title" and not (form is not None and is_inside(node, form)):
                yield node
    for link in post.with_tag("a"):
        href = link.get("href") or ""
        # where nothing marks the post, a link may be another post's
        is_count = selectors.COUNT_LINK in classes_of(link) or "#comments" in href
        if is_count and (post.node is not page.node or href.startswith("#")):
            yield link


def read_count(heading: str, *, title: str = "") -> int | None:
    """Return the number of a heading over comments, None for one that has none; the post's title may have its own.

    >>> read_count("45 Gedanken zu „Top 10“"), read_count("One thought on “Top 10”"), read_count("No comments")
    (45, 1, 0)
    >>> read_count("Responses to Top 10", title="Top 10"), read_count("1,024 Comments"), read_count("Leave a reply")
    (None, 1024, None)
    """
    text = heading[:_MAX_HEADING]
    text = _QUOTED.sub("", text.replace(title, " ") if title else text)
    if found := _NUMBER.search(text):
        digits = re.sub(r"\D", "", found.group())
        return int(digits) if len(digits) < 10 else None
    first = next(iter(text.casefold().split()), "")
    return 0 if first in selectors.NO_WORDS else 1 if first in selectors.ONE_WORDS else None
