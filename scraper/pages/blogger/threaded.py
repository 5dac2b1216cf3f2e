"""The comment threads of a Blogger page, generation D: nested list items to flat comments that know their parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from archive.errors import BadInput
from archive.markup import parse_fragment
from archive.originals.records import OriginalComment, SourceState, SourceTime
from scraper.pages.authors import read_author, removed_by, removed_state
from scraper.pages.blogger import selectors
from scraper.pages.dates import find_wall_clock, from_millis
from scraper.pages.dom import find_all, find_first, inner_html, text_of

_ID = re.compile(r"c(\d{1,25})")
# mirrors write the question mark as %3F, and some the sign after the name as %3D
_SHOW_COMMENT = re.compile(r"showComment(?:=|%3D)(\d{12,13})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    number: str
    parent: str | None
    block: HtmlElement


def parse_comments(section: HtmlElement, *, zone: ZoneInfo) -> tuple[OriginalComment, ...]:
    """Return the comments below a page's comment section in page order.

    Raises BadInput when a comment stands there without its content. An id that comes twice is one comment.
    """
    first: dict[str, _Found] = {}
    for item in _iter_items(section):
        first.setdefault(item.number, item)
    return tuple(_comment(item, ordinal, zone) for ordinal, item in enumerate(first.values()))


def _iter_items(section: HtmlElement) -> Iterator[_Found]:
    number_of: dict[HtmlElement, str] = {}
    for item in find_all(section, selectors.COMMENT_ITEMS):
        named = _ID.fullmatch(item.get("id") or "")
        if named is None:
            continue
        number_of[item] = named.group(1)
        # a reply's list stands inside its parent's item, so only the item's own block is the comment
        block = find_first(item, selectors.COMMENT_BLOCK)
        if block is None:
            raise BadInput(f"Comment {named.group(1)} stands in this page without its content: save the page again.")
        parents = (number_of[above] for above in item.iterancestors("li") if above in number_of)
        yield _Found(named.group(1), next(parents, None), block)


def _comment(item: _Found, ordinal: int, zone: ZoneInfo) -> OriginalComment:
    content = find_first(item.block, selectors.COMMENT_TEXT)
    cite = find_first(item.block, selectors.COMMENT_AUTHOR)
    link = find_first(cite, ".//a[@href]") if cite is not None else None
    href = (link.get("href") or "").strip() if link is not None else ""
    author, kind, url = read_author(text_of(cite), href)
    return OriginalComment(
        source_key=f"blogger:{item.number}",
        ordinal=ordinal,
        text=parse_fragment(inner_html(content) if content is not None else ""),
        parent_key=f"blogger:{item.parent}" if item.parent else None,
        author=author,
        author_kind=kind,
        author_url=url,
        is_owner=find_first(item.block, selectors.COMMENT_OWNER) is not None,
        published=_published(item.block, zone),
        state=_state(content),
    )


def _published(block: HtmlElement, zone: ZoneInfo) -> SourceTime:
    shown = find_first(block, selectors.COMMENT_TIME)
    if shown is None:
        return SourceTime.unknown()
    for link in find_all(shown, ".//a[@href]"):
        if found := _SHOW_COMMENT.search(link.get("href") or ""):
            return from_millis(int(found.group(1)), zone)
    wall = find_wall_clock(text_of(shown))
    return SourceTime.from_wall_clock(wall, zone) if wall else SourceTime.unknown()


def _state(content: HtmlElement | None) -> SourceState:
    if content is None:
        return SourceState.LIVE
    placeholder = find_first(content, selectors.COMMENT_DELETED)
    words = text_of(content)
    # people quote; only a sentence that is the whole comment says that the comment is gone
    if placeholder is not None and text_of(placeholder) == words:
        return removed_by(words)
    return removed_state(words)
