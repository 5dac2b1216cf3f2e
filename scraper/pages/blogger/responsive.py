"""Flat comment lists of the responsive themes Contempo, Soho, Emporio and Notable (generation E without replies)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from scraper.pages.blogger import selectors
from scraper.pages.blogger.byline import find_said, read_byline
from scraper.pages.blogger.shown import Shown, find_comment_number, no_content, read_time
from scraper.pages.dom import find_all, find_first


def find_responsive(section: HtmlElement) -> Iterator[Shown]:
    """Yield the comments of the list of `div` below a page's comment section in page order.

    Raises BadInput when a comment stands there without its content.
    """
    items = [(item, find_comment_number(item.get("id"))) for item in find_all(section, selectors.RESPONSIVE_ITEMS)]
    bylines = [find_first(item, selectors.RESPONSIVE_AUTHOR) for item, _ in items]
    said = find_said(byline for byline in bylines if byline is not None)
    for (item, number), byline in zip(items, bylines, strict=True):
        if number is None:
            continue
        body = find_first(item, selectors.RESPONSIVE_TEXT)
        if body is None:
            raise no_content(number)
        name, href = read_byline(byline, said) if byline is not None else ("", "")
        millis, time = read_time(find_first(item, selectors.RESPONSIVE_TIME))
        yield Shown(number, body, name=name, href=href, millis=millis, time=time)
