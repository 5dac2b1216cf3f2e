"""Flat comment lists of a Blogger page: the classic templates (generation A) and the first Layouts (B).

A comment is a `dt` that names its author, and the `dd` up to the next `dt`. The two differ in how they tell people
with an account: by a link to the profile, or, in pages published by FTP, by the sign before the name alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml.html import HtmlElement

from scraper.pages.blogger import selectors
from scraper.pages.blogger.byline import find_said, read_byline
from scraper.pages.blogger.shown import Shown, find_comment_number, no_content, read_time
from scraper.pages.dom import classes_of, find_first


def find_flat(section: HtmlElement) -> Iterator[Shown]:
    """Yield the comments of the flat list below a page's comment section in page order.

    The list of pages that link here, which stands in the same section, has no numbers and is no comments.
    Raises BadInput when a comment stands there without its content.
    """
    items = [
        item
        for item in section.iter(selectors.FLAT_ITEM)
        if item.get("id") is not None and not selectors.FLAT_ITEM_CLASSES.isdisjoint(classes_of(item))
    ]
    said = find_said(items)
    for item in items:
        number = find_comment_number(item.get("id"))
        if number is not None:
            yield _shown(item, number, said)


def _shown(item: HtmlElement, number: str, said: str | None) -> Shown:
    parts = [
        (part, classes_of(part)) for part in takewhile(lambda part: part.tag == "dd", item.itersiblings("dt", "dd"))
    ]
    body = next((part for part, classes in parts if selectors.FLAT_BODY in classes), None)
    if body is None:
        raise no_content(number)
    name, href = read_byline(item, said)
    millis, time = read_time(_time(parts))
    return Shown(
        number,
        body,
        name=name,
        href=href,
        has_account=any(map(_is_account, item)),
        is_owner=selectors.FLAT_OWNER in classes_of(item),
        millis=millis,
        time=time,
    )


def _time(parts: list[tuple[HtmlElement, list[str]]]) -> HtmlElement | None:
    for part, classes in parts:
        if selectors.FLAT_BODY not in classes:
            within = part if selectors.FLAT_TIME_CLASS in classes else find_first(part, selectors.FLAT_TIME)
            if within is not None:
                return within
    return None


def _is_account(icon: HtmlElement) -> bool:
    classes = classes_of(icon)
    return selectors.FLAT_ICON in classes and selectors.FLAT_NO_ACCOUNT.isdisjoint(classes)
