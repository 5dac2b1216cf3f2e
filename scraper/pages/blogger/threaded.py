"""Comment threads of a Blogger page (generations C, D, E): nested list items to comments that know their parent."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from scraper.pages.blogger import selectors
from scraper.pages.blogger.shown import Shown, find_comment_number, no_content, read_link, read_time
from scraper.pages.dom import find_all, find_first, text_of


def find_threaded(section: HtmlElement) -> Iterator[Shown]:
    """Yield the comments of the threads below a page's comment section in page order.

    Raises BadInput when a comment stands there without its content.
    """
    number_of: dict[HtmlElement, str] = {}
    for item in find_all(section, selectors.THREADED_ITEMS):
        # a reply's list stands inside its parent's item, so only the item's own block is the comment
        block = find_first(item, selectors.THREADED_BLOCK)
        # generation C numbers the block, and the item by its place
        ids = [item.get("id"), block.get("id") if block is not None else None]
        number = next(filter(None, map(find_comment_number, ids)), None)
        if number is None:
            continue
        if block is None:
            raise no_content(number)
        number_of[item] = number
        parents = (number_of[above] for above in item.iterancestors("li") if above in number_of)
        yield _shown(block, number, next(parents, None))


def _shown(block: HtmlElement, number: str, parent: str | None) -> Shown:
    author = find_first(block, selectors.THREADED_AUTHOR)
    millis, time = read_time(find_first(block, selectors.THREADED_TIME))
    return Shown(
        number,
        find_first(block, selectors.THREADED_TEXT),
        parent=parent,
        name=text_of(author),
        href=read_link(author),
        is_owner=find_first(block, selectors.THREADED_OWNER) is not None,
        millis=millis,
        time=time,
    )
