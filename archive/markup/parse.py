"""HTML as a page or feed carries it, read into marked text, however broken or deep it is."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from lxml import etree

from archive.markup import elements
from archive.markup.address import safe_address
from archive.markup.builder import BlockKind, Builder
from archive.markup.clean import clean
from archive.markup.elements import Attribute, is_unshown
from archive.markup.lines import find_element_lines, find_lines, read_lines
from archive.markup.wellformed import parse_wellformed
from archive.text import MarkKind, OriginalText

_SURROGATES = re.compile("[\ud800-\udfff]")


def parse_fragment(html: str) -> OriginalText:
    """Return what a reader of this HTML sees, with its structure and link addresses as marks.

    Scripts, styles, comments and hidden elements are dropped; white space folds as in a browser; the text is NFC
    without control characters and bidi overrides. Blocks are separated by an empty line, table cells by a tab.
    """
    lines = find_lines(html)
    if lines is not None:
        return read_lines(lines)
    # most fragments of blogs are well-formed, and lxml reads those many times faster
    root = parse_wellformed(html)
    return _read_soup(html) if root is None else parse_element(root)


def parse_element(root: etree._Element) -> OriginalText:
    """Return what a reader sees inside an element that lxml has parsed, as `parse_fragment` does of its HTML."""
    lines = find_element_lines(root)
    if lines is not None:
        return read_lines(lines)
    reader = _Reader()
    add = reader.builder.add_text
    if root.text:
        add(clean(root.text))
    # without recursion: pages nest deeper than the stack
    above: list[tuple[str, etree._Element, Iterator[etree._Element]]] = []
    nodes: Iterator[etree._Element] = iter(root)
    while True:
        for node in nodes:
            name = _name_of(node)
            if name and not is_unshown(name, node.get):
                reader.start(name, node.get)
                if words := node.text:
                    add(clean(words))
                if len(node):
                    above.append((name, node, nodes))
                    nodes = iter(node)
                    break
                reader.end(name)
            if words := node.tail:
                add(clean(words))
        else:
            if not above:
                return reader.builder.finish()
            name, node, nodes = above.pop()
            reader.end(name)
            if words := node.tail:
                add(clean(words))


def _name_of(node: etree._Element) -> str:
    # what is no element (a comment, an instruction) has a function for a tag
    return node.tag.lower() if isinstance(node.tag, str) else ""


def _read_soup(html: str) -> OriginalText:
    # html.parser and not lxml: libxml2 drops what stands deeper than its limit, and no words may be lost
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a comment may well be a bare address
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # feeds carry XHTML with its prologue
        soup = BeautifulSoup(_SURROGATES.sub("", html), "html.parser")
    reader = _Reader()
    for element, is_start in _iter_events(soup):
        if isinstance(element, Tag):
            name = element.name.lower()
            if is_start:
                reader.start(name, element.get)
            else:
                reader.end(name)
        elif type(element) is NavigableString or not isinstance(element, PreformattedString):
            reader.builder.add_text(clean(str(element)))
    return reader.builder.finish()


def _iter_events(soup: BeautifulSoup) -> Iterator[tuple[PageElement, bool]]:
    """Yield each shown element at its start and end, and each string once, in document order, without recursion."""
    stack: list[tuple[Tag, Iterator[PageElement]]] = [(soup, iter(soup.contents))]
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if parent is not soup:
                yield parent, False
        elif not isinstance(child, Tag):
            yield child, True
        elif not is_unshown(child.name.lower(), child.get):
            yield child, True
            stack.append((child, iter(child.contents)))


class _Reader:
    """Turns the events of elements into calls on a builder. Remembers how deep lists, emphases and links are."""

    def __init__(self) -> None:
        self.builder = Builder()
        self._depth: dict[MarkKind, int] = {MarkKind.EMPHASIS: 0, MarkKind.STRONG: 0}
        self._lists: list[bool] = []
        self._links: list[str] = []

    def start(self, name: str, get: Attribute) -> None:
        """Take note of a start tag; names are in lower case."""
        role = elements.ROLES.get(name)
        if role is None:
            return
        if role == elements.BOUNDARY:
            self.builder.add_boundary()
        elif role == elements.BREAK:
            self.builder.add_break()
        elif role == elements.EMPHASIS:
            self._start_emphasis(elements.EMPHASES[name])
        elif role == elements.LINK:
            self._start_link(safe_address(str(get("href") or "")))
        elif role == elements.IMAGE:
            self._add_image(get)
        elif role == elements.CELL:
            self.builder.add_cell()
        elif role == elements.LIST:
            self.builder.add_boundary()
            self._lists.append(elements.LISTS[name])
        elif role == elements.QUOTE:
            self.builder.open_quote()
        else:
            self.builder.open_kind(self._kind_of(name))

    def _kind_of(self, name: str) -> BlockKind:
        if name == "li":
            level = min(max(len(self._lists), 1), elements.MAX_LEVEL)
            return BlockKind(MarkKind.LIST_ITEM, level, bool(self._lists and self._lists[-1]))
        if name == "table":
            return BlockKind()
        if name == "tr":
            return BlockKind(MarkKind.TABLE_ROW)
        if name in elements.PREFORMATTED:
            return BlockKind(MarkKind.PREFORMATTED)
        return BlockKind(MarkKind.HEADING, elements.HEADINGS[name])

    def end(self, name: str) -> None:
        """Take note of the end of an element."""
        role = elements.ROLES.get(name)
        if role is None:
            return
        if role in (elements.BOUNDARY, elements.CELL):
            self.builder.add_boundary()
        elif role == elements.EMPHASIS:
            self._end_emphasis(elements.EMPHASES[name])
        elif role == elements.LINK:
            self._end_link()
        elif role == elements.LIST:
            self.builder.add_boundary()
            self._lists.pop()
        elif role == elements.QUOTE:
            self.builder.close_quote()
        elif role == elements.BLOCK:
            self.builder.close_kind()

    def _start_emphasis(self, kind: MarkKind) -> None:
        self._depth[kind] += 1
        if self._depth[kind] == 1:
            self.builder.open_inline(kind)

    def _end_emphasis(self, kind: MarkKind) -> None:
        self._depth[kind] -= 1
        if not self._depth[kind]:
            self.builder.close_inline(kind)

    def _start_link(self, href: str) -> None:
        self.builder.close_inline(MarkKind.LINK)
        self._links.append(href)
        if href:
            self.builder.open_inline(MarkKind.LINK, href)

    def _end_link(self) -> None:
        self.builder.close_inline(MarkKind.LINK)
        self._links.pop()
        if self._links and self._links[-1]:
            self.builder.open_inline(MarkKind.LINK, self._links[-1])

    def _add_image(self, get: Attribute) -> None:
        """Add an image, save the invisible ones of one pixel that only count visits."""
        if str(get("width")) not in {"0", "1"} and str(get("height")) not in {"0", "1"}:
            alt = " ".join(clean(str(get("alt") or "")).split())
            self.builder.add_image(alt, clean(str(get("src") or "")).strip())
