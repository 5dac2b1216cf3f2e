"""One comment as a page of any generation shows it, and what the archive keeps of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from archive.errors import BadInput
from archive.markup import parse_element, parse_fragment
from archive.originals.records import OriginalComment, SourceState, SourceTime
from scraper.pages.authors import read_author, removed_by, removed_state
from scraper.pages.blogger import selectors
from scraper.pages.dates import find_wall_clock, from_millis
from scraper.pages.dom import classes_of, find_first, raw_text_of, text_of

_ID = re.compile(r"c(\d{1,25})")
# mirrors write the question mark as %3F, and some the sign after the name as %3D
_SHOW_COMMENT = re.compile(r"showComment(?:=|%3D)(\d{12,13})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment in a page: its number, that of the comment it answers, the element of its words, author and time.

    `millis` is the stamp of its permanent link; `time` what people see.
    """

    number: str
    content: HtmlElement | None = field(repr=False)
    parent: str | None = None
    name: str = field(default="", repr=False)
    href: str = field(default="", repr=False)
    has_account: bool = False
    is_owner: bool = False
    millis: int | None = None
    time: str = ""


def find_comment_number(item_id: str | None) -> str | None:
    """Return the number of a comment from the id of its element, None for any other id.

    >>> find_comment_number("c8035075671438343309"), find_comment_number("comments"), find_comment_number(None)
    ('8035075671438343309', None, None)
    """
    found = _ID.fullmatch(item_id or "")
    return found.group(1) if found else None


def no_content(number: str) -> BadInput:
    """Return the error of a comment whose content is missing, which is a page that was cut or mangled."""
    return BadInput(f"Comment {number} stands in this page without its content: save the page again.")


def read_link(node: HtmlElement | None) -> str:
    """Return the address of the first link in an element, "" when there is none."""
    return next(((link.get("href") or "").strip() for link in _links(node)), "")


def read_time(node: HtmlElement | None) -> tuple[int | None, str]:
    """Return the stamp in the permanent link and the words of the element that shows a comment's time.

    Where a link shows the time, what stands beside it (the sign of a waste bin) is no part of it.
    """
    links = _links(node)
    for link in links:
        if found := _SHOW_COMMENT.search(link.get("href") or ""):
            return int(found.group(1)), text_of(link)
    return None, text_of(links[0] if links else node)


def _links(node: HtmlElement | None) -> list[HtmlElement]:
    return [link for link in node.iter("a") if link.get("href")] if node is not None else []


def to_comment(shown: Shown, ordinal: int, zone: ZoneInfo) -> OriginalComment:
    """Return the comment with its time in the blog's zone: by the stamp, else by what is shown, else unknown."""
    author, kind, url = read_author(shown.name, shown.href, has_account=shown.has_account)
    return OriginalComment(
        source_key=f"blogger:{shown.number}",
        ordinal=ordinal,
        text=parse_element(shown.content) if shown.content is not None else parse_fragment(""),
        parent_key=f"blogger:{shown.parent}" if shown.parent else None,
        author=author,
        author_kind=kind,
        author_url=url,
        is_owner=shown.is_owner,
        published=_published(shown, zone),
        state=_state(shown.content),
    )


def _published(shown: Shown, zone: ZoneInfo) -> SourceTime:
    if shown.millis is not None:
        return from_millis(shown.millis, zone)
    wall = find_wall_clock(shown.time)
    return SourceTime.from_wall_clock(wall, zone) if wall else SourceTime.unknown()


def _state(content: HtmlElement | None) -> SourceState:
    if content is None:
        return SourceState.LIVE
    placeholder = find_first(content, selectors.DELETED) if len(content) else None
    is_marked = selectors.DELETED_BODY in classes_of(content)
    if placeholder is None and not is_marked:
        return removed_state(raw_text_of(content))
    words = text_of(content)
    # people quote; only a sentence that is the whole comment says that the comment is gone
    is_whole = placeholder is not None and text_of(placeholder) == words
    if is_whole or is_marked:
        return removed_by(words)
    return removed_state(words)
