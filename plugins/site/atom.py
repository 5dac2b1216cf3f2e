"""Atom feeds: values in, a document out. Pure.

The format is RFC 4287; what an entry answers is told as RFC 4685 does, pages of a long feed as RFC 5005 does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
THREADING = "http://purl.org/syndication/thread/1.0"
TYPE = "application/atom+xml; charset=utf-8"
UNDATED = "1970-01-01T00:00:00Z"
"""What an entry without a date says: the format has no way to leave it out."""

# what XML 1.0 has no way to write
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """What an entry answers: its id, and where it stands."""

    id: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. Addresses are whole ones; `summary` is HTML; `published` is RFC 3339, "" for something undated."""

    id: str
    title: str
    href: str
    published: str
    author: str
    summary: str
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `href` is the page of which it is the feed; `links` are further ones, (rel, address)."""

    id: str
    title: str
    author: str
    address: str
    href: str
    entries: tuple[Entry, ...]
    links: tuple[tuple[str, str], ...] = ()


def rfc3339(utc: str | None, local: str) -> str:
    """Return a source time as Atom wants it, "" for none; a day counts from midnight UTC.

    >>> rfc3339("2018-07-02T18:49+00:00", ""), rfc3339(None, "2019-09-29"), rfc3339(None, "")
    ('2018-07-02T18:49:00+00:00', '2019-09-29T00:00:00Z', '')
    """
    if utc:
        # a minute has no seconds in our rows, and the format wants them
        return datetime.fromisoformat(utc).isoformat()
    return f"{local[:_DAY]}T00:00:00Z" if len(local) >= _DAY else ""


def as_atom(feed: Feed, base: str = "") -> str:
    """Return a feed as an Atom document; `base` is what addresses in its texts are relative to, "" for whole ones."""
    given = {"xml:base": base} if base else {}
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xmlns:thr": THREADING} | given)
    _say(root, "id", feed.id)
    _say(root, "title", feed.title)
    _say(root, "updated", max((entry.published for entry in feed.entries if entry.published), default=UNDATED))
    _say(ElementTree.SubElement(root, "author"), "name", feed.author)
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", feed.href, "text/html")
    for rel, address in feed.links:
        _link(root, rel, address, "application/atom+xml")
    for entry in feed.entries:
        _add(root, entry)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _add(root: ElementTree.Element, entry: Entry) -> None:
    element = ElementTree.SubElement(root, "entry")
    _say(element, "id", entry.id)
    _say(element, "title", entry.title)
    _say(element, "updated", entry.published or UNDATED)
    if entry.published:
        _say(element, "published", entry.published)
    _say(ElementTree.SubElement(element, "author"), "name", entry.author)
    _link(element, "alternate", entry.href, "text/html")
    _say(element, "summary", entry.summary, type="html")
    for answered in _once(entry.answers):
        given = {"ref": answered.id} | ({"href": answered.href, "type": "text/html"} if answered.href else {})
        ElementTree.SubElement(element, "thr:in-reply-to", given)


def _once(answers: Iterable[Answered]) -> Iterable[Answered]:
    return {answered.id: answered for answered in answers}.values()


def _say(parent: ElementTree.Element, name: str, text: str, **given: str) -> None:
    ElementTree.SubElement(parent, name, given).text = writable(text)


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": kind, "href": href})


def writable(text: str) -> str:
    """Return a text without the characters that XML cannot hold.

    >>> writable("a\\x00b\\ufffe")
    'ab'
    """
    return _UNWRITABLE.sub("", text)
