"""The quick way for what most comments are: words and line breaks, and no other tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from lxml import etree

from archive.markup.clean import clean, fold, is_visible, to_nfc
from archive.markup.elements import SEPARATORS, is_unshown
from archive.markup.references import REFERENCE, are_known
from archive.text import Mark, MarkKind, OriginalText, Span

_BREAK = re.compile(r"<br[ \t\n]*/?>", re.IGNORECASE)


def find_lines(html: str) -> list[str] | None:
    """Return the cleaned words between the line breaks of a fragment, None where it has more than words and breaks.

    None also where a reference leaves something to guess.

    >>> find_lines("one &amp; two<br />three"), find_lines("<p>one</p>"), find_lines("this & that")
    (['one & two', 'three'], None, None)
    """
    lines = _BREAK.split(html) if "<" in html else [html]
    if html.count("<") > len(lines) - 1:
        return None
    if "&" in html:
        references = REFERENCE.findall(html)
        if html.count("&") > len(references) or not are_known(references):
            return None
        lines = [unescape(line) for line in lines]
    return [clean(line) for line in lines]


def find_element_lines(root: etree._Element) -> list[str] | None:
    """Return the cleaned words of an element's lines, None where it has more than words, blocks and line breaks.

    An empty line stands where a block begins or ends.
    """
    lines = [clean(root.text or "")]
    above: list[tuple[etree._Element, Iterator[etree._Element]]] = []
    nodes: Iterator[etree._Element] = iter(root)
    while True:
        for node in nodes:
            if node.keys() and is_unshown(node.tag, node.get):
                return None
            if node.tag in SEPARATORS:
                lines += ("", clean(node.text or ""))
                above.append((node, nodes))
                nodes = iter(node)
                break
            if node.tag != "br" or node.text or len(node):
                return None
            lines.append(clean(node.tail or ""))
        else:
            if not above:
                return lines
            node, nodes = above.pop()
            lines += ("", clean(node.tail or ""))


def read_lines(lines: Iterable[str]) -> OriginalText:
    """Return cleaned lines as a text: an empty line, or more, parts paragraphs, white space folds.

    >>> read_lines([" one  two", "three", "", "four"]).reveal().text
    'one two\\nthree\\n\\nfour'
    """
    blocks: list[list[str]] = [[]]
    for line in lines:
        if words := line.strip():
            blocks[-1].append(fold(words))
        elif blocks[-1]:
            blocks.append([])
    shown = [to_nfc(raw)[0] for block in blocks if is_visible(raw := "\n".join(block))]
    marks: list[Mark] = []
    start = 0
    for text in shown:
        marks.append(Mark(Span(start, start + len(text)), MarkKind.PARAGRAPH))
        start += len(text) + 2
    return OriginalText("\n\n".join(shown), tuple(marks))
