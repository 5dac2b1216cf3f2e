"""Comment threads of a Blogger page (generations C, D, E): nested list items to comments that know their parent."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from scraper.pages.blogger import selectors
from scraper.pages.blogger.shown import Shown, find_comment_number, no_content, read_link, read_time
from scraper.pages.dom import classes_of, find_all, text_of


def find_threaded(section: HtmlElement) -> Iterator[Shown]:
    """Yield the comments of the threads below a page's comment section in page order.

    Raises BadInput when a comment stands there without its content.
    """
    number_of: dict[HtmlElement, str] = {}
    for item in find_all(section, selectors.THREADED_ITEMS):
        # a reply's list stands inside its parent's item, so only the item's own block is the comment
        block = next((child for child in item if selectors.THREADED_BLOCK in classes_of(child)), None)
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
    author = when = content = None
    is_owner = False
    # in one pass, as far as the words: what stands after them is none of it
    for node in block.iter("*"):
        classes = classes_of(node)
        is_owner |= selectors.THREADED_OWNER in classes
        if node.tag == selectors.THREADED_AUTHOR:
            author = node
        elif selectors.THREADED_TIME in classes:
            when = node
        elif selectors.THREADED_TEXT in classes:
            content = node
            break
    millis, time = read_time(when)
    return Shown(
        number,
        content,
        parent=parent,
        name=text_of(author),
        href=read_link(author),
        is_owner=is_owner,
        millis=millis,
        time=time,
    )
