"""Text saved from a page without its markup, read into the same marked text that the page's HTML gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.markup.address import safe_address
from archive.markup.builder import Builder
from archive.markup.clean import clean
from archive.text import MarkKind, OriginalText

_BLANK_LINES = re.compile(r"\n\s*\n")
_ADDRESS = re.compile(r"(?<![A-Za-z0-9])https?://[^\s<>\"“”]++", re.IGNORECASE)
_CLOSERS = {")": "(", "]": "["}


def plain_text(text: str) -> OriginalText:
    """Return saved text as marked text: empty lines part paragraphs, line ends are line breaks, addresses are links.

    >>> plain_text("See https://example.org/a.\\n\\nYes.").reveal().text
    'See https://example.org/a.\\n\\nYes.'
    """
    builder = Builder()
    for paragraph in _BLANK_LINES.split(clean(text)):
        for line in paragraph.split("\n"):
            _add_line(builder, line)
            builder.add_break()
        builder.add_boundary()
    return builder.finish()


def _add_line(builder: Builder, line: str) -> None:
    done = 0
    for start, end in iter_addresses(line):
        builder.add_text(line[done:start])
        if href := safe_address(line[start:end]):
            builder.open_inline(MarkKind.LINK, href)
        builder.add_text(line[start:end])
        builder.close_inline(MarkKind.LINK)
        done = end
    builder.add_text(line[done:])


def iter_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where bare web addresses start and end, without the punctuation that follows them in a sentence.

    >>> list(iter_addresses("(see http://example.org/a_(b)), or"))
    [(5, 29)]
    """
    for found in _ADDRESS.finditer(text):
        start, end = found.span()
        while (last := text[end - 1]) in ".,;:!?'’*)]":
            opener = _CLOSERS.get(last)
            if opener and text.count(opener, start, end) >= text.count(last, start, end):
                break
            end -= 1
        if end - start > len("https://"):
            yield start, end
