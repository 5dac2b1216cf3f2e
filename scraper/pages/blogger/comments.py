"""All comments of a Blogger page, whatever its generation, and how many it announces."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from archive.originals.records import OriginalComment
from scraper.pages.blogger import selectors
from scraper.pages.blogger.flat import find_flat
from scraper.pages.blogger.literal import find_in_script
from scraper.pages.blogger.responsive import find_responsive
from scraper.pages.blogger.shown import Shown, find_comment_number, to_comment
from scraper.pages.blogger.threaded import find_threaded
from scraper.pages.dom import find_first, find_string, find_strings, text_of

_NUMBER = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+|\d+")
_LAYOUTS = (find_threaded, find_flat, find_responsive)


def parse_comments(section: HtmlElement, *, zone: ZoneInfo) -> tuple[OriginalComment, ...]:
    """Return the comments below a page's comment section in page order, times in the blog's zone.

    Raises BadInput when a comment stands there without its content. An id that comes twice is one comment.
    A page of comments past the first goes on counting where the one before it ended.
    """
    first = min(_paging_numbers(section), default=1)
    return tuple(to_comment(shown, place, zone) for place, shown in enumerate(find_shown(section), start=first - 1))


def find_shown(section: HtmlElement) -> tuple[Shown, ...]:
    """Return the comments as the page shows them, those of its script that it does not show last.

    Raises BadInput when a comment stands there without its content.
    """
    found: dict[str, Shown] = {}
    for find in _LAYOUTS:
        if not found:
            for shown in find(section):
                found.setdefault(shown.number, shown)
    for shown in find_in_script(section, known=frozenset(found)):
        found.setdefault(shown.number, shown)
    return tuple(found.values())


def find_declared(section: HtmlElement, *, found: int) -> int | None:
    """Return the number of comments that a comment section announces, None when it announces none.

    A heading without a number over no comment at all is Blogger's "No comments", in whatever language; not so over
    comments in a layout of the blog's own, which nobody found.
    """
    stated = find_string(section, selectors.COMMENT_NUMBER)
    headings = [text_of(node) for node in section.iter(*selectors.COMMENT_HEADINGS) if _is_heading(node)]
    for text in [stated, *headings[:1]]:
        if number := find_number(text):
            return int(number)
    if numbers := _paging_numbers(section):
        return max(numbers)
    return 0 if headings and not found and not _holds_comments(section) else None


def _is_heading(node: HtmlElement) -> bool:
    if node.get("id") == selectors.FORM_HEADING_ID:
        return False
    before = node.getprevious()
    return before is None or before.tag != "a" or before.get("name") != selectors.LINKS_ANCHOR


def _holds_comments(section: HtmlElement) -> bool:
    return any(find_comment_number(name) for name in find_strings(section, selectors.COMMENT_IDS))


def find_number(text: str) -> str | None:
    """Return the digits of the first number in a heading, None when it has none.

    >>> find_number("1,024 comments:"), find_number("16 commentaires:"), find_number("Kommentare:")
    ('1024', '16', None)
    """
    return next(iter(_find_numbers(text)), None)


def _find_numbers(text: str) -> list[str]:
    numbers = (re.sub(r"\D", "", found) for found in _NUMBER.findall(text))
    return [digits for digits in numbers if 0 < len(digits) < 10]


def _paging_numbers(section: HtmlElement) -> list[int]:
    """Return the first, last and total of "201 – 252 of 252", in the order of whatever language; else nothing."""
    paging = find_first(section, selectors.PAGING)
    numbers = [int(digits) for digits in _find_numbers(text_of(paging))]
    return numbers if len(numbers) == 3 and min(numbers) > 0 else []
