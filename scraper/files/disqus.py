"""Disqus exports: the comments of a site's pages, joined to the posts by the address of the page.

Format: http://disqus.com/api/schemas/1.0/disqus.xsd. Threads (pages) and posts (comments) come in any order, so the
file is read twice. Of the faults of real exports those are mended that lose nothing; what cannot be read is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import UnrecognisedInput, WrongUse
from archive.markup import parse_fragment
from archive.originals.records import (
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Parsed,
    SiteRecord,
    Source,
    SourceState,
    SourceTime,
)
from archive.originals.urls import canonical_url
from archive.text import OriginalText
from scraper.files.stream_xml import iter_elements
from scraper.files.wxr_items import is_number, name_of, values_of
from scraper.pages.authors import ANONYMOUS, read_author
from scraper.pages.dates import from_iso
from scraper.pages.telltales import not_recognised
from scraper.pages.wordpress.raw_text import plain

FORMAT = "Disqus export"
BATCH = 500
"""Comments that are handed over at once."""

_ID = "{http://disqus.com/disqus-internals}id"
_START, _LOOK = re.compile(rb"<disqus\s[^>]*\bdisqus\.com\b"), 4096
_GONE = {"deleted": SourceState.REMOVED_BY_AUTHOR, "spam": SourceState.REMOVED_BY_ADMIN}
"""Why a comment is not shown, and what its place says where somebody answered it. Disqus does not tell who deleted."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A thread: the address of its page, and the title."""

    url: str
    title: str | None


@dataclass(slots=True)
class _Plan:
    """What the first reading finds: the pages, the comments not to be shown, and which of those were answered."""

    pages: dict[str, _Page] = field(default_factory=dict)
    deleted_pages: set[str] = field(default_factory=set)
    gone: dict[str, str] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)

    def keep_places(self) -> None:
        """Let the place of what was answered be answered too, up to the root."""
        waiting = list(self.answered)
        while waiting:
            parent = self.gone.get(waiting.pop(), "")
            if parent and parent not in self.answered:
                self.answered.add(parent)
                waiting.append(parent)


def read_disqus(stream: BinaryIO, *, zone: ZoneInfo) -> Iterator[Parsed]:
    """Yield the comments that readers of the pages see; `left_out` counts the others.

    A deleted comment that was answered keeps its place, without words or author. A comment whose thread has no page
    is left out: no reader sees it. Raises UnrecognisedInput for XML that is no such export, BadInput, with the line,
    for one that is broken.
    """
    start = stream.tell()
    if not is_disqus(stream.read(_LOOK)):
        raise UnrecognisedInput(not_recognised("", default="XML that is no Disqus export"))
    stream.seek(start)
    plan = _make_plan(stream)
    stream.seek(start)
    reader = _Reader(plan, zone)
    for post in iter_elements(stream, {"post"}, what=FORMAT, mended=[]):
        yield from reader.take(post)
    yield from reader.finish()


def is_disqus(head: bytes) -> bool:
    """True for the beginning of a Disqus export, however broken it is further on."""
    return _START.search(head.replace(b"\x00", b"")) is not None


def _make_plan(stream: BinaryIO) -> _Plan:
    plan = _Plan()
    for element in iter_elements(stream, {"thread", "post"}, what=FORMAT, mended=[]):
        number, values = _number(element), values_of(element)
        if name_of(element) == "post":
            parent = _number(_child(element, "parent"))
            state = _state(values)
            if state in _GONE:
                plan.gone[number] = parent
            elif parent and not state:
                plan.answered.add(parent)
        elif values.get("isDeleted") == "true":
            plan.deleted_pages.add(number)
        elif number and (url := _address(values.get("link", ""))):
            plan.pages[number] = _Page(url, plain(values.get("title", "")) or None)
    plan.keep_places()
    return plan


class _Reader:
    """Reads the comments and hands them over with their pages, one host a batch."""

    def __init__(self, plan: _Plan, zone: ZoneInfo) -> None:
        self._plan, self._zone = plan, zone
        self._waiting: dict[str, dict[str, list[OriginalComment]]] = {}
        self._host = ""
        self._sizes: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()

    def take(self, element: etree._Element) -> Iterator[Parsed]:
        """Read a comment and yield the batch that it fills."""
        thread = _number(_child(element, "thread"))
        page = self._plan.pages.get(thread)
        comment = self._comment(element, thread, has_page=page is not None)
        if comment is None or page is None:
            return
        host = self._host = urlsplit(page.url).netloc
        self._waiting.setdefault(host, {}).setdefault(thread, []).append(comment)
        self._sizes[host] += 1
        if self._sizes[host] >= BATCH:
            yield self._hand_over(host)

    def finish(self) -> Iterator[Parsed]:
        """Yield what is left, at least one batch, and with the last one what was left out."""
        hosts = list(self._waiting)
        for host in hosts[:-1]:
            yield self._hand_over(host)
        last = self._hand_over(hosts[-1]) if hosts else Parsed(FORMAT, SiteRecord(self._host))
        yield replace(last, left_out=dict(self._left_out))

    def _hand_over(self, host: str) -> Parsed:
        self._sizes[host] = 0
        pages = self._waiting.pop(host)
        posts = (self._post(self._plan.pages[thread], comments) for thread, comments in pages.items())
        return Parsed(FORMAT, SiteRecord(host), tuple(posts))

    def _post(self, page: _Page, comments: list[OriginalComment]) -> OriginalPost:
        return OriginalPost(f"url:{page.url}", Source.EXPORT, url=page.url, title=page.title, comments=tuple(comments))

    def _comment(self, element: etree._Element, thread: str, *, has_page: bool) -> OriginalComment | None:
        number, values = _number(element), values_of(element)
        published = from_iso(values.get("createdAt"), self._zone)
        why = _state(values)
        if not number or published.utc is None:
            why = "unreadable"
        elif thread in self._plan.deleted_pages:
            why = "deleted"
        elif not why and not has_page:
            why = "without a page"
        if why and (why not in _GONE or number not in self._plan.answered or not has_page):
            self._left_out[why] += 1
            return None
        place = self._places[thread]
        self._places[thread] += 1
        if why:
            return _placeholder(element, number, place, published, _GONE[why])
        return _shown(element, number, place, published, values)


def _placeholder(
    element: etree._Element, number: str, place: int, published: SourceTime, state: SourceState
) -> OriginalComment:
    return OriginalComment(
        f"disqus:{number}",
        place,
        OriginalText(""),
        parent_key=_parent_key(element, number),
        published=published,
        state=state,
    )


def _shown(
    element: etree._Element, number: str, place: int, published: SourceTime, values: dict[str, str]
) -> OriginalComment:
    author, kind = _author(element)
    return OriginalComment(
        f"disqus:{number}",
        place,
        parse_fragment(values.get("message", "")),
        parent_key=_parent_key(element, number),
        author=author,
        author_kind=kind,
        published=published,
    )


def _author(element: etree._Element) -> tuple[str | None, AuthorKind]:
    """Return the shown name and kind: guests have a name at most. Login, e-mail and address of people stay behind."""
    author = _child(element, "author")
    values = values_of(author) if author is not None else {}
    name = plain(values.get("name", ""))
    if values.get("isAnonymous") != "false":
        shown, kind, _ = read_author(name or ANONYMOUS, "")
        return shown, kind
    return name or None, AuthorKind.ACCOUNT


def _state(values: dict[str, str]) -> str:
    """Return why a comment is not shown, "" for one that is: what says neither yes nor no is unreadable."""
    deleted, spam = values.get("isDeleted", "false"), values.get("isSpam", "false")
    if not {deleted, spam} <= {"true", "false"}:
        return "unreadable"
    return "deleted" if deleted == "true" else "spam" if spam == "true" else ""


def _parent_key(element: etree._Element, number: str) -> str | None:
    parent = _number(_child(element, "parent"))
    return f"disqus:{parent}" if parent and parent != number else None


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if name_of(child) == name), None)


def _number(element: etree._Element | None) -> str:
    """Return the number that an element bears, "" for none."""
    number = str(element.get(_ID, "")) if element is not None else ""
    return number if is_number(number) else ""


def _address(link: str) -> str | None:
    try:
        return canonical_url(link)
    except WrongUse:
        return None
