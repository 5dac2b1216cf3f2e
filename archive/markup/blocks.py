"""The block structure of a text for rendering: blocks in order, and the containers to open and close around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.markup.decorations import Decoration
from archive.markup.elements import BLOCKS, MAX_LEVEL
from archive.text import Mark, MarkedText, MarkKind, RedactedText, Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is one paragraph, heading, item, row or preformatted block."""

    span: Span
    kind: MarkKind
    level: int = 0
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Container:
    """Tags of ours that open or close what contains blocks: quotations, lists and their items, tables."""

    tag: str


def find_blocks(text: RedactedText | MarkedText) -> list[Block]:
    """Return the blocks of a text in order, never overlapping, with every character that is not a line end in one.

    What no mark covers is paragraphs; where marks of blocks overlap, the first one holds.
    """
    blocks: list[Block] = []
    done = 0
    for mark in sorted(mark for mark in text.marks if mark.kind in BLOCKS):
        if mark.span.start < done or mark.span.end > len(text.text) or not len(mark.span):
            continue
        blocks.extend(_paragraphs(text.text, done, mark.span.start))
        blocks.append(_to_block(mark))
        done = mark.span.end
    blocks.extend(_paragraphs(text.text, done, len(text.text)))
    return blocks


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    for found in _PARAGRAPH.finditer(text, start, end):
        yield Block(Span(*found.span()), MarkKind.PARAGRAPH)


def _to_block(mark: Mark) -> Block:
    level = min(max(mark.level, 1), MAX_LEVEL) if mark.kind is MarkKind.LIST_ITEM else mark.level
    return Block(mark.span, mark.kind, level, mark.ordered)


@dataclass(frozen=True, slots=True)
class _Holder:
    """What holds whole blocks: a quotation of the text, or what a page sets off."""

    span: Span
    opening: str
    closing: str


def arrange_blocks(
    text: RedactedText, blocks: list[Block], pasted: Sequence[Decoration] = ()
) -> Iterator[Block | Container]:
    """Yield the blocks in order with the tags of their containers between them, every container closed at the end."""
    holders = [_Holder(each.span, each.opening, each.closing) for each in pasted]
    holders += [
        _Holder(mark.span, "<blockquote>", "</blockquote>") for mark in text.marks if mark.kind is MarkKind.QUOTE
    ]
    arranger = _Arranger(sorted(holders, key=lambda each: (each.span.start, -each.span.end)))
    for block in blocks:
        yield from arranger.lead_to(block)
        yield block
    yield from arranger.close_all()


class _Arranger:
    """Keeps what is open: quotations by their end, and inside the innermost one lists by numbering, or one table."""

    def __init__(self, quotes: list[_Holder]) -> None:
        self._quotes = quotes
        self._next = 0
        self._open: list[tuple[int, str]] = []
        self._lists: list[bool] = []
        self._in_table = False

    def lead_to(self, block: Block) -> Iterator[Container]:
        """Yield what must be closed and opened before this block."""
        while self._open and self._open[-1][0] < block.span.end:
            yield from self._close_quote()
        while self._next < len(self._quotes) and self._quotes[self._next].span.start <= block.span.start:
            quote = self._quotes[self._next]
            self._next += 1
            if quote.span.contains(block.span) and len(self._open) < MAX_LEVEL:
                yield from self._leave_inner()
                end = min(quote.span.end, self._open[-1][0]) if self._open else quote.span.end
                self._open.append((end, quote.closing))
                yield Container(quote.opening)
        if block.kind is MarkKind.LIST_ITEM:
            yield from self._lead_to_item(block)
        elif block.kind is not MarkKind.TABLE_ROW:
            yield from self._leave_inner()
        elif not self._in_table:
            yield from self._leave_inner()
            self._in_table = True
            yield Container("<table>")

    def _lead_to_item(self, block: Block) -> Iterator[Container]:
        if self._in_table:
            yield from self._leave_inner()
        while len(self._lists) > block.level:
            yield self._close_list()
        if len(self._lists) == block.level:
            if self._lists[-1] is block.ordered:
                yield Container("</li><li>")
                return
            yield self._close_list()
        while len(self._lists) < block.level:
            self._lists.append(block.ordered)
            yield Container("<ol><li>" if block.ordered else "<ul><li>")

    def _close_list(self) -> Container:
        return Container("</li></ol>" if self._lists.pop() else "</li></ul>")

    def _leave_inner(self) -> Iterator[Container]:
        while self._lists:
            yield self._close_list()
        if self._in_table:
            self._in_table = False
            yield Container("</table>")

    def _close_quote(self) -> Iterator[Container]:
        yield from self._leave_inner()
        yield Container(self._open.pop()[1])

    def close_all(self) -> Iterator[Container]:
        """Yield what closes everything that is still open."""
        while self._open:
            yield from self._close_quote()
        yield from self._leave_inner()
