"""From a page of the site to a page of a copy: links lead to files, and what needs a server is left out. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from plugins.static_site.names import SEARCH, STATIC, is_copied, is_search
from plugins.static_site.pages import internal

Element = Any
"""An element of lxml's HTML tree; what its types say of `xpath` is too wide to be of use."""

FindFile = Callable[[str], str | None]

_POLICY = (
    "script-src 'self' file:; img-src 'self' file: data:; connect-src 'none'; object-src 'none'; frame-src 'none'; "
    "base-uri 'none'"
)
"""`file:` because a page that was opened by double click has no origin that 'self' could mean."""

_NO_COPY_OF = (
    ".//link[@rel='canonical' or @rel='alternate' or @rel='search']",
    ".//script[@type='application/ld+json']",
    ".//a[@class='cite' or @class='report']",
    ".//p[@class='report-line']",
    # it was the week in which the copy was made
    ".//section[@aria-labelledby='week']",
    ".//details[@class='search-help']",
)
_ASKS_A_SERVER = ("/-/report", "/-/data")
_MAY_BE_EMPTY = ("li", "p", "ul")


@dataclass(frozen=True, slots=True)
class About:
    """What every page of a copy says of it: the archive's version, and whom to ask."""

    name: str
    version: int
    contact: str
    contact_link: str


def rewrite(body: bytes, path: str, file: str, find_file: FindFile, about: About) -> bytes:
    """Return a page as it stands in a copy.

    `path` is its address on the site and `file` its name in the copy; `find_file` gives the file, with its fragment,
    for an address that is copied. A link to what is not copied goes, or stays as words where words are all it is.
    """
    page: Element = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    for found in [each for wanted in _NO_COPY_OF for each in page.xpath(wanted)]:
        if found.getparent() is not None:
            found.drop_tree()
    _turn(page, path, file, find_file)
    _head(page, about)
    _colophon(page, file, find_file, about)
    return bytes(html.tostring(page, encoding="utf-8", doctype="<!doctype html>"))


def _turn(page: Element, path: str, file: str, find_file: FindFile) -> None:
    """Let every address of a page lead to a file beside it, or nowhere."""
    for element in list(page.iter("a", "link", "script", "form")):
        name = {"a": "href", "link": "href", "script": "src", "form": "action"}[element.tag]
        given = element.get(name)
        if given is None or given.startswith("#"):
            continue
        target = internal(path, given)
        if not target:
            continue
        stands = _file_for(target, find_file)
        if stands is not None:
            element.set(name, relative(file, stands))
        elif element.tag == "a":
            _leave_out(element, target)


def _file_for(target: str, find_file: FindFile) -> str | None:
    split = urlsplit(target)
    if split.path.startswith("/-/static/"):
        return f"{STATIC}{split.path.removeprefix('/-/static/')}"
    if is_search(split.path):
        return f"{SEARCH}?{split.query}" if split.query else SEARCH
    return find_file(target)


def relative(file: str, target: str) -> str:
    """Return the address of one file of a copy as seen from another.

    >>> relative("2018/07/index.html", "_/log.html"), relative("index.html", "a.html#c1")
    ('../../_/log.html', 'a.html#c1')
    """
    place, mark, rest = target.partition("?") if "?" in target.partition("#")[0] else target.partition("#")
    return posixpath.relpath(place, posixpath.dirname(file) or ".") + mark + rest


def _leave_out(link: Element, target: str) -> None:
    """Take a link out: with its sentence where that asks for a server, else with what is empty without it."""
    if is_copied(target.partition("#")[0]):
        # the page is no longer there, but somebody's words about it are
        link.tag = "span"
        for name in ("href", "rel"):
            link.attrib.pop(name, None)
        return
    around = link.getparent()
    if around.tag == "p" and target.startswith(_ASKS_A_SERVER):
        _drop_with_heading(around)
        return
    link.drop_tree()
    while around.tag in _MAY_BE_EMPTY and not len(around) and not (around.text or "").strip():
        around, empty = around.getparent(), around
        empty.drop_tree()


def _drop_with_heading(paragraph: Element) -> None:
    before, after = paragraph.getprevious(), paragraph.getnext()
    if before is not None and before.tag == "h2" and (after is None or after.tag == "h2"):
        before.drop_tree()
    if paragraph.getparent() is not None:
        paragraph.drop_tree()


def _head(page: Element, about: About) -> None:
    head = page.find("head")
    head.insert(1, _make("meta", {"http-equiv": "content-security-policy", "content": _POLICY}))
    head.insert(2, _make("meta", {"name": "threadkeep-copy", "content": about.name}))


def _colophon(page: Element, file: str, find_file: FindFile, about: About) -> None:
    """Say at the foot what a copy cannot know, and whom to ask."""
    place = page.find(".//footer[@class='colophon']/div")
    if place is None:
        return
    for old in list(place):
        place.remove(old)
    asks = _make("p", {}, _ASKS)
    whom = about.contact or _WHOM
    asks.append(_make("a", {"href": about.contact_link}, whom) if about.contact_link else _make("span", {}, whom))
    asks[-1].tail = "."
    told = _make("p", {"class": "quiet"}, _LABELS)
    if stands := find_file("/-/about"):
        told.append(_make("a", {"href": relative(file, stands)}, _WHY))
        told[-1].tail = ". "
    told.append(_make("span", {}, _LAST.format(about.version)))
    place.extend([asks, told])


_ASKS = "Does something here identify you, or hurt you? Write to "
_WHOM = "whoever gave it to you"
_LABELS = "Details that could identify a person stand here as labels in brackets. "
_WHY = "What was changed, and why"
_LAST = (
    "This is a copy of version {}, to read without a network, kept with threadkeep. What was taken out of the archive "
    "since then is not taken out here: ask for a newer copy now and then."
)

OWN_WORDS = (_ASKS, _WHOM, _LABELS, _WHY, _LAST)
"""What a copy says itself: no trace of anybody."""


def _make(tag: str, attributes: Mapping[str, str], text: str | None = None) -> Element:
    made: Element = html.Element(tag, dict(attributes))
    made.text = text
    return made
