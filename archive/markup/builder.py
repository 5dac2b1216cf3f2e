"""Puts blocks together from pieces of text, folding white space as a browser does, and keeps inline marks in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from archive.markup.clean import fold, is_visible, to_nfc
from archive.markup.elements import MAX_LEVEL
from archive.text import Mark, MarkKind, OriginalText, Span

# under names of their own: Python 3.11 takes longer to look a member up in its enumeration than to add a word
_PARAGRAPH, _PREFORMATTED, _TABLE_ROW, _IMAGE = (
    MarkKind.PARAGRAPH,
    MarkKind.PREFORMATTED,
    MarkKind.TABLE_ROW,
    MarkKind.IMAGE,
)

# the order of marks, which takes a tenth of the time to compare
_BY_PLACE = attrgetter("span.start", "span.end", "kind", "href", "level", "ordered")


@dataclass(slots=True)
class BlockKind:
    """What the next block will be: its kind, and the level or numbering that goes with it."""

    kind: MarkKind = _PARAGRAPH
    level: int = 0
    ordered: bool = False
    cells: int = 0


@dataclass(slots=True)
class Open:
    """An inline mark that has begun in the current block."""

    kind: MarkKind
    href: str
    start: int


@dataclass(slots=True)
class Builder:
    """Collects one text. Feed it, then call `finish`. Internal to the parsers, so it may change as it goes."""

    _out: list[str] = field(default_factory=list)
    _length: int = 0
    _marks: list[Mark] = field(default_factory=list)
    _buffer: list[str] = field(default_factory=list)
    _size: int = 0
    _has_line: bool = False
    _blanks: list[str] = field(default_factory=list)
    _breaks: int = 0
    _gap: bool = False
    _last: str = ""
    _inline: list[Mark] = field(default_factory=list)
    _open: dict[MarkKind, Open] = field(default_factory=dict)
    _kinds: list[BlockKind] = field(default_factory=lambda: [BlockKind()])
    _quotes: list[int] = field(default_factory=list)

    # -- text

    def add_text(self, text: str) -> None:
        """Add cleaned characters; outside preformatted blocks white space folds."""
        if self._kinds[-1].kind is _PREFORMATTED:
            self._add_preformatted(text)
            return
        words = text.strip()
        if not words:
            self._blanks.append(text)
            return
        start = len(text) - len(text.lstrip())
        if self._breaks:
            self._make_break()
        elif self._has_line and (blanks := "".join(self._blanks) + text[:start]):
            self._append(fold(blanks))
        self._blanks = [text[start + len(words) :]]
        self._append(fold(words))

    def _add_preformatted(self, text: str) -> None:
        if self._breaks:
            self._append("\n" * self._breaks)
            self._breaks = 0
        if not self._buffer:
            text = text.lstrip("\n")
        if text:
            self._append(text)

    def _append(self, piece: str) -> None:
        if self._gap and self._last.isalnum() and piece[0].isalnum():
            piece = " " + piece
        self._gap = False
        self._buffer.append(piece)
        self._size += len(piece)
        self._last = piece[-1]
        self._has_line = True

    def _make_break(self) -> None:
        """Turn waiting line breaks into one line end, or, two and more of them in a paragraph, into a new block."""
        breaks, self._breaks = self._breaks, 0
        if breaks > 1 and self._kinds[-1].kind is _PARAGRAPH:
            self.end_block()
        elif self._has_line:
            self._append("\n")
            self._has_line = False

    def add_break(self) -> None:
        """End the line, as <br> does."""
        self._blanks.clear()
        if self._buffer:
            self._breaks += 1

    def add_boundary(self) -> None:
        """End the block in running text; inside an item, row, heading or preformatted block end the line only."""
        if self._kinds[-1].kind is _PARAGRAPH:
            self.end_block()
        else:
            self._blanks.clear()
            if self._has_line and not (self._last == "\n" or self._breaks):
                self._breaks = 1

    # -- inline marks

    def open_inline(self, kind: MarkKind, href: str = "") -> None:
        """Begin an inline mark of a kind that is not open."""
        self._open[kind] = Open(kind, href, self._size)

    def close_inline(self, kind: MarkKind) -> None:
        """End the open inline mark of this kind, if there is one."""
        if begun := self._open.pop(kind, None):
            self._note(begun)

    def add_image(self, alt: str, href: str) -> None:
        """Add the folded alternative text of an image under its mark; an image without one is a mark of no length.

        Letters on either side are kept apart from it, so that no word is made that nobody wrote.
        """
        self._gap = True
        if alt:
            self.add_text(alt)
            self._inline.append(Mark(Span(self._size - len(alt), self._size), _IMAGE, href))
            self._gap = True
        elif self._buffer:
            self._inline.append(Mark(Span(self._size, self._size), _IMAGE, href))
        else:
            self._marks.append(Mark(Span(self._length, self._length), _IMAGE, href))

    def _note(self, begun: Open) -> None:
        if begun.start < self._size:
            self._inline.append(Mark(Span(begun.start, self._size), begun.kind, begun.href))
        begun.start = self._size

    # -- blocks

    def open_kind(self, kind: BlockKind) -> None:
        """Begin a block of another kind; what stood before is a block of its own."""
        self.end_block()
        self._kinds.append(kind)

    def close_kind(self) -> None:
        """Go back to the kind before."""
        self.end_block()
        self._kinds.pop()

    def add_cell(self) -> None:
        """Begin the next cell of a table row; outside a row it is a boundary like any other."""
        row = self._kinds[-1]
        if row.kind is not _TABLE_ROW:
            self.add_boundary()
            return
        if row.cells or self._buffer:
            for begun in self._open.values():
                self._note(begun)
            self._append("\t")
            for begun in self._open.values():
                begun.start = self._size
        row.cells += 1
        self._breaks = 0
        self._has_line = False
        self._blanks.clear()

    def open_quote(self) -> None:
        """Begin a quotation of whole blocks."""
        self.open_kind(BlockKind())
        self._quotes.append(self._length)

    def close_quote(self) -> None:
        """End the innermost quotation; one without text leaves no mark."""
        self.close_kind()
        began = self._quotes.pop()
        start = began + 2 if began else 0
        if self._length > began and len(self._quotes) < MAX_LEVEL:
            self._marks.append(Mark(Span(start, self._length), MarkKind.QUOTE))

    def end_block(self) -> None:
        """Close the current block, if it holds anything to see."""
        if self._buffer:
            for begun in self._open.values():
                self._note(begun)
                begun.start = 0
            raw = "".join(self._buffer)
            if is_visible(raw):
                self._keep(raw)
            else:
                self._keep_images()
            self._buffer.clear()
            self._inline.clear()
            self._size = self._breaks = 0
            self._last, self._has_line = "", False
        self._blanks.clear()
        self._gap = False
        self._kinds[-1].cells = 0

    def _keep_images(self) -> None:
        for mark in self._inline:
            if mark.kind is _IMAGE:
                self._marks.append(Mark(Span(self._length, self._length), _IMAGE, mark.href))

    def _keep(self, raw: str) -> None:
        kind = self._kinds[-1]
        text, to_new = to_nfc(raw.rstrip() if kind.kind is _PREFORMATTED else raw)
        if self._length:
            self._out.append("\n\n")
            self._length += 2
        base = self._length
        self._out.append(text)
        self._length += len(text)
        self._marks.append(Mark(Span(base, self._length), kind.kind, level=kind.level, ordered=kind.ordered))
        if self._inline:
            size = len(raw)
            placed = [
                (to_new(min(mark.span.start, size)), to_new(min(mark.span.end, size)), mark) for mark in self._inline
            ]
            self._marks.extend(_settle(text, base, placed, "\t" if kind.kind is _TABLE_ROW else ""))

    def finish(self) -> OriginalText:
        """Return what was built, marks in order."""
        self.end_block()
        return OriginalText("".join(self._out), tuple(sorted(self._marks, key=_BY_PLACE)))


def _settle(text: str, base: int, placed: list[tuple[int, int, Mark]], border: str) -> list[Mark]:
    """Return inline marks that neither begin nor end with white space; equal ones with only white space between join.

    `border` is the character over which nothing joins: the one between the cells of a row.
    """
    settled: list[Mark] = []
    last: dict[tuple[MarkKind, str], int] = {}
    for raw_start, raw_end, mark in placed:
        start, end = _trim(text, raw_start, raw_end)
        if mark.kind is not _IMAGE:
            if start >= end:
                continue
            before = last.get((mark.kind, mark.href))
            if before is not None and _is_blank(text[settled[before].span.end - base : start], border):
                settled[before] = Mark(Span(settled[before].span.start, base + end), mark.kind, mark.href)
                continue
            last[(mark.kind, mark.href)] = len(settled)
        settled.append(Mark(Span(base + start, base + end), mark.kind, mark.href))
    return settled


def _is_blank(gap: str, border: str) -> bool:
    return not gap or (gap.isspace() and not (border and border in gap))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    kept = piece.strip()
    if not kept:
        return min(start, len(text)), min(start, len(text))
    start += len(piece) - len(piece.lstrip())
    return start, start + len(kept)
