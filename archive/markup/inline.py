"""Marks inside a line rendered as elements that nest, however the marks overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from archive.markup.address import safe_address
from archive.markup.clean import clean
from archive.markup.decorations import LINKS, Decoration, DecorationKind
from archive.text import Mark, MarkKind, Span

_REF = re.compile(r"[A-Za-z0-9_-]+\Z")
Inline = Mark | Decoration
_Kind = MarkKind | DecorationKind

_ORDER: tuple[_Kind, ...] = (
    *(DecorationKind.QUOTATION, DecorationKind.SPEAKER, DecorationKind.DEAD_LINK, *LINKS),
    *(MarkKind.LINK, DecorationKind.ACRONYM),
    *(MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.IMAGE, MarkKind.REDACTION),
)
_LINKS: tuple[_Kind, ...] = (*LINKS, MarkKind.LINK, DecorationKind.ACRONYM)
_IMAGE = '<span class="image" title="An image stood here; these words describe it">'
_WORDLESS_IMAGE = '<span class="image" title="An image without a description stood here">[image]</span>'


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of ours: its tags, and what makes it the same element as the one before."""

    key: tuple[str, ...]
    opening: str
    closing: str


def render_inline(text: str, area: Span, marks: Sequence[Inline], log_base: str, line_end: str) -> str:
    """Return the text of an area, escaped, with these marks as elements; line ends become `line_end`."""
    if not marks:
        return _words(text, area, line_end)
    parts: list[str] = []
    stack: list[_Element] = []
    for segment, active in _iter_segments(area, marks):
        wanted = _wanted(active, log_base)
        same = 0
        while same < min(len(stack), len(wanted)) and stack[same].key == wanted[same].key:
            same += 1
        parts += [element.closing for element in reversed(stack[same:])]
        parts += [element.opening for element in wanted[same:]]
        stack = stack[:same] + wanted[same:]
        parts.append(_words(text, segment, line_end) if len(segment) else _WORDLESS_IMAGE)
    parts += [element.closing for element in reversed(stack)]
    return "".join(parts)


def _words(text: str, span: Span, line_end: str) -> str:
    return escape(clean(text[span.start : span.end])).replace("\n", line_end)


def _iter_segments(area: Span, marks: Sequence[Inline]) -> Iterator[tuple[Span, dict[_Kind, Inline]]]:
    """Yield stretches of the area under the same marks; an empty stretch stands for an image without words."""
    starts: dict[int, list[Inline]] = {}
    edges = {area.start, area.end}
    for mark in marks:
        starts.setdefault(mark.span.start, []).append(mark)
        edges.update((mark.span.start, mark.span.end))
    active: dict[_Kind, Inline] = {}
    ordered = sorted(edges)
    for index, edge in enumerate(ordered):
        active = {kind: mark for kind, mark in active.items() if mark.span.end > edge}
        for mark in starts.get(edge, ()):
            if len(mark.span):
                active.setdefault(mark.kind, mark)
            else:
                yield mark.span, {kind: active[kind] for kind in active if kind is not MarkKind.IMAGE}
        if index + 1 < len(ordered):
            yield Span(edge, ordered[index + 1]), active


def _wanted(active: dict[_Kind, Inline], log_base: str) -> list[_Element]:
    if len(active) < 2:
        return [element for mark in active.values() if (element := _element(mark, log_base))]
    kinds = [kind for kind in _ORDER if kind in active]
    if MarkKind.REDACTION in active:
        # a token holds a link of its own, and links do not nest
        kinds = [kind for kind in kinds if kind not in (*_LINKS, MarkKind.IMAGE)]
    links = [kind for kind in kinds if kind in _LINKS]
    kinds = [kind for kind in kinds if kind not in links[1:]]
    found = [_element(active[kind], log_base) for kind in kinds]
    return [element for element in found if element]


def _element(mark: Inline, log_base: str) -> _Element | None:
    if isinstance(mark, Decoration):
        return _Element((mark.kind.value, str(mark.span.start)), mark.opening, mark.closing)
    if mark.kind is MarkKind.STRONG:
        return _Element(("strong",), "<strong>", "</strong>")
    if mark.kind is MarkKind.EMPHASIS:
        return _Element(("em",), "<em>", "</em>")
    if mark.kind is MarkKind.IMAGE:
        return _Element(("image", str(mark.span.start)), _IMAGE, "</span>")
    if mark.kind is MarkKind.REDACTION:
        return _token(mark, log_base)
    href = escape(safe_address(mark.href))
    return _Element(("a", href), f'<a href="{href}" rel="nofollow noreferrer noopener ugc">', "</a>") if href else None


def _token(mark: Mark, log_base: str) -> _Element:
    """Return the element of a redaction: named for screen readers, leading to its line in the public log."""
    label = escape(" ".join(clean(mark.label).split()))
    key = ("redaction", str(mark.span.start))
    if not _REF.match(mark.ref):
        note = f'<span class="redaction" role="note" title="Redacted: {label}" aria-label="[{label}], redacted">'
        return _Element(key, note, "</span>")
    href = escape(clean(log_base)) + mark.ref
    opening = (
        f'<span class="redaction" title="Redacted: {label}">'
        f'<a href="{href}" aria-label="[{label}], redacted: see the public log">'
    )
    return _Element(key, opening, "</a></span>")
