"""Decisions applied to an original: words out, labelled tokens in, marks and addresses following."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from archive.markup import safe_address
from archive.markup.unwrap import unwrap_address
from archive.redaction.doubled import collapse_doubled
from archive.redaction.masks import Masked, Redaction, find_masks
from archive.text import Mark, MarkedText, MarkKind, OriginalText, RedactedText, Span

__all__ = ["Redaction", "apply", "apply_plain", "collapse_doubled", "empty", "shown"]


def apply(original: OriginalText, redactions: Sequence[Redaction]) -> RedactedText:
    """Return the text as it may be shown: every occurrence of the words of every redaction is a labelled token.

    What is not masked stands unchanged, character for character, and blocks stay. A link loses its address when its
    text is touched or its address tells the words; an image always loses its own. Raises StaleDecision when an anchor
    no longer fits.
    """
    content = original.reveal()
    masks = find_masks(content.text, redactions)
    edit = _Edit(content.text, masks)
    marks = [*_iter_kept(content, masks, redactions, edit), *edit.tokens()]
    return RedactedText(edit.text, tuple(sorted(marks)))


def apply_plain(original: OriginalText, redactions: Sequence[Redaction]) -> str:
    """Return a title or byline as it may be shown. Raises StaleDecision when an anchor no longer fits."""
    return apply(original, redactions).text


def shown(original: OriginalText) -> RedactedText:
    """Return a text on which nothing was decided: its words as they are, without addresses of images."""
    return apply(original, ())


def empty() -> RedactedText:
    """Return the text of an item whose words are not shown."""
    return RedactedText("")


class _Edit:
    """A text with tokens for its masks, and where each offset of the original went."""

    def __init__(self, original: str, masks: Sequence[Masked]) -> None:
        self._masks = masks
        self._starts = [mask.span.start for mask in masks]
        self._placed: list[Span] = []
        pieces: list[str] = []
        size = done = 0
        for mask in masks:
            pieces += [original[done : mask.span.start], mask.token]
            size += mask.span.start - done
            self._placed.append(Span(size, size + len(mask.token)))
            size += len(mask.token)
            done = mask.span.end
        pieces.append(original[done:])
        self.text = "".join(pieces)

    def tokens(self) -> Iterable[Mark]:
        """Yield the mark of each token."""
        for mask, span in zip(self._masks, self._placed, strict=True):
            yield Mark(span, MarkKind.REDACTION, label=mask.label, ref=mask.ref)

    def start(self, offset: int) -> int:
        """Return where a mark that began here begins: before the token of its first words, else behind it."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset == self._starts[at]:
            return self._placed[at].start
        return self._behind(at, offset)

    def end(self, offset: int) -> int:
        """Return where a mark that ended here ends: behind a token that stands for its last words, else before it."""
        at = bisect_right(self._starts, offset - 1) - 1
        if at >= 0 and offset < self._masks[at].span.end:
            return self._placed[at].start
        return self._behind(at, offset)

    def _behind(self, at: int, offset: int) -> int:
        """Return the new place of an offset that stands behind the start of mask number `at`, in it or after it."""
        if at < 0:
            return offset
        return self._placed[at].end + max(0, offset - self._masks[at].span.end)


def _iter_kept(
    content: MarkedText, masks: Sequence[Masked], redactions: Sequence[Redaction], edit: _Edit
) -> Iterable[Mark]:
    """Yield the marks that stay, at their new places, without any address that must not be told."""
    starts = [mask.span.start for mask in masks]
    for mark in content.marks:
        href = ""
        if mark.kind is MarkKind.LINK:
            last = bisect_right(starts, mark.span.end - 1) - 1
            touched = last >= 0 and masks[last].span.overlaps(mark.span)
            href = "" if touched else _tellable(mark.href, redactions)
        if mark.kind is MarkKind.REDACTION or (mark.kind is MarkKind.LINK and not href):
            continue
        start, end = edit.start(mark.span.start), edit.end(mark.span.end)
        if start < end:
            yield Mark(Span(start, end), mark.kind, href, mark.level, mark.ordered)
        elif not len(mark.span) and mark.kind is MarkKind.IMAGE:
            yield Mark(Span(start, start), mark.kind)


def _tellable(href: str, redactions: Sequence[Redaction]) -> str:
    """Return an address without wrappers and trackers; "" where it told words before or tells them then."""
    address = safe_address(href)
    plain = unwrap_address(address) if address else ""
    told = {address, plain}
    return "" if any(redaction.words.stands_in_slug(each) for redaction in redactions for each in told) else plain
