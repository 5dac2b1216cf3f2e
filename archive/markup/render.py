"""Redacted text rendered as our own HTML: a dozen elements, a few attributes, no word or address taken on trust."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from archive.markup.blocks import Block, Container, arrange_blocks, find_blocks
from archive.markup.decorations import Decoration, DecorationKind
from archive.markup.elements import INLINE
from archive.markup.inline import Inline, render_inline
from archive.text import Mark, MarkKind, RedactedText, Span


def render(text: RedactedText, *, log_base: str = "/-/log/", decorations: Sequence[Decoration] = ()) -> str:
    """Return safe HTML of our own making for any redacted text, whatever its marks say.

    A redaction is a labelled token that leads to its line in the public log under `log_base`. An image is its
    alternative text; nothing is loaded from elsewhere. Marks that make no sense are left out, the words never.
    Decorations add elements of ours around words; where two of a kind overlap, the first one holds.
    """
    blocks = find_blocks(text)
    pasted = [each for each in decorations if each.kind is DecorationKind.PASTED]
    inner = [each for each in decorations if each.kind is not DecorationKind.PASTED]
    marks = _share_out(text, [area for block in blocks for area in _areas(text.text, block)], inner)
    return "".join(
        step.tag if isinstance(step, Container) else _render_block(text.text, step, marks, log_base)
        for step in arrange_blocks(text, blocks, pasted)
    )


def _areas(text: str, block: Block) -> Iterator[Span]:
    """Yield the cells of a row, or the span of any other block: what inline elements must not reach across."""
    if block.kind is not MarkKind.TABLE_ROW:
        yield block.span
        return
    start = block.span.start
    for cell in text[start : block.span.end].split("\t"):
        yield Span(start, start + len(cell))
        start += len(cell) + 1


def _share_out(
    text: RedactedText, areas: Sequence[Span], decorations: Sequence[Decoration]
) -> dict[Span, list[Inline]]:
    """Share the inline marks and decorations out to the areas they stand in, clipped to each."""
    shared: dict[Span, list[Inline]] = {}
    for each in _first_of_a_kind(decorations):
        _share_decoration(each, areas, shared)
    index = 0
    for mark in sorted(mark for mark in text.marks if mark.kind in INLINE):
        while index < len(areas) and areas[index].end < mark.span.start:
            index += 1
        for at in range(index, len(areas)):
            area = areas[at]
            if area.start > mark.span.end:
                break
            span = Span(
                max(mark.span.start, area.start), max(min(mark.span.end, area.end), mark.span.start, area.start)
            )
            if len(span) or (mark.kind is MarkKind.IMAGE and not len(mark.span)):
                shared.setdefault(area, []).append(Mark(span, mark.kind, mark.href, label=mark.label, ref=mark.ref))
            if not len(mark.span):
                break
    return shared


def _first_of_a_kind(decorations: Sequence[Decoration]) -> Iterator[Decoration]:
    """Yield the decorations that do not begin inside another of their kind."""
    ends: dict[DecorationKind, int] = {}
    for each in sorted(decorations, key=lambda each: (each.span, each.kind)):
        if len(each.span) and each.span.start >= ends.get(each.kind, 0):
            ends[each.kind] = each.span.end
            yield each


def _share_decoration(decoration: Decoration, areas: Sequence[Span], shared: dict[Span, list[Inline]]) -> None:
    parts = [area for area in areas if area.overlaps(decoration.span)]
    # most stand in one area: no copy of theirs is needed
    if len(parts) == 1 and parts[0].contains(decoration.span):
        shared.setdefault(parts[0], []).append(decoration)
        return
    for area in parts:
        span = Span(max(decoration.span.start, area.start), min(decoration.span.end, area.end))
        # what is said of a quotation or of a dead link is said once, where it ends
        is_once = decoration.kind in (DecorationKind.QUOTATION, DecorationKind.DEAD_LINK)
        told = decoration.told if area is parts[-1] or not is_once else ""
        shared.setdefault(area, []).append(replace(decoration, span=span, told=told))


def _render_block(text: str, block: Block, marks: Mapping[Span, Sequence[Inline]], log_base: str) -> str:
    preformatted = block.kind is MarkKind.PREFORMATTED
    line_end = "\n" if preformatted else "<br>"
    inner = [render_inline(text, area, marks.get(area, ()), log_base, line_end) for area in _areas(text, block)]
    if block.kind is MarkKind.TABLE_ROW:
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in inner) + "</tr>"
    if preformatted:
        # a browser drops the first line end of this element
        return f"<pre>\n{inner[0]}</pre>"
    if block.kind is MarkKind.LIST_ITEM:
        return inner[0]
    # the page's own title is the one first-level heading
    tag = f"h{min(max(block.level, 2), 6)}" if block.kind is MarkKind.HEADING else "p"
    return f"<{tag}>{inner[0]}</{tag}>"
