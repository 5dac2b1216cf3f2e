"""Which stretches of a text the tokens of its redactions replace."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.markup.clean import clean
from archive.redaction.anchor import Anchor, locate
from archive.redaction.words import Words
from archive.text import Span

_ADDRESS = re.compile(r"(?:https?://|www\.|@)[^\s<>\"“”]++", re.IGNORECASE)
_SEPARATOR = re.compile(r"\n{2,}|\t")
_OTHER_LABELS = ("detail", "removed")
_WORDLESS = "…"


@dataclass(frozen=True, slots=True)
class Redaction:
    """Words that must not be shown, what to say instead, and the public reference of the act.

    `anchor` is given for a decision made at one place of this text; it is checked before anything is masked.
    """

    words: Words
    label: str
    ref: str
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Masked:
    """A stretch of the original that one token replaces."""

    span: Span
    label: str
    ref: str

    @property
    def token(self) -> str:
        """The words that stand in its place; their length says nothing of what stood there."""
        return f"[{self.label}]"


def find_masks(text: str, redactions: Sequence[Redaction]) -> list[Masked]:
    """Return the stretches to replace, in order, never touching, each within one block and one table cell.

    When they are replaced, no words of any redaction stand in the text, not even made up of tokens and what stands
    around them. Raises StaleDecision when an anchor does not fit.
    """
    masks = _join(text, _iter_found(text, redactions))
    while leaks := list(_iter_leaks(text, masks, redactions)):
        grown = _join(text, [*masks, *leaks])
        masks = grown if grown != masks else [replace(mask, label=_WORDLESS) for mask in masks]
    return masks


def _iter_found(text: str, redactions: Sequence[Redaction]) -> Iterator[Masked]:
    addresses = [Span(*found.span()) for found in _ADDRESS.finditer(text)] if redactions else []
    for redaction in redactions:
        label = _label(redaction.label, redactions)
        if redaction.anchor:
            yield Masked(locate(redaction.anchor, text), label, redaction.ref)
        for span in redaction.words.find(text):
            yield Masked(span, label, redaction.ref)
        for span in addresses:
            # an address written out in the text tells the words as a link's address does
            if redaction.words.stands_in_slug(text[span.start : span.end]):
                yield Masked(_without_punctuation(text, span), label, redaction.ref)


def _without_punctuation(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(text[span.start : span.end].rstrip(".,;:!?)]'’*")))


def _label(label: str, redactions: Sequence[Redaction]) -> str:
    """Return the label, or one that does not itself hold words that must go."""
    wanted = " ".join(unicodedata.normalize("NFC", clean(label)).split())
    for candidate in (wanted, *_OTHER_LABELS):
        if candidate and not any(redaction.words.stands_in(f"[{candidate}]") for redaction in redactions):
            return candidate
    return _WORDLESS


def _join(text: str, found: Iterable[Masked]) -> list[Masked]:
    """Return what was found in order, touching stretches as one, cut where a block or cell ends."""
    joined: list[Masked] = []
    for mask in sorted(found, key=lambda mask: (mask.span.start, -mask.span.end)):
        if joined and mask.span.start <= joined[-1].span.end:
            before = joined.pop()
            span = Span(before.span.start, max(before.span.end, mask.span.end))
            joined.append(replace(before, span=span))
        else:
            joined.append(mask)
    return [piece for mask in joined for piece in _cut(text, mask)]


def _cut(text: str, mask: Masked) -> Iterator[Masked]:
    start = mask.span.start
    for separator in _SEPARATOR.finditer(text, mask.span.start, mask.span.end):
        if text[start : separator.start()].strip():
            yield replace(mask, span=Span(start, separator.start()))
        start = separator.end()
    if text[start : mask.span.end].strip():
        yield replace(mask, span=Span(start, mask.span.end))


def _iter_leaks(text: str, masks: Sequence[Masked], redactions: Sequence[Redaction]) -> Iterator[Masked]:
    """Yield what words, made up of tokens and their neighbours, would still stand, as stretches of the original."""
    if not masks:
        return
    pieces: list[str] = []
    origins: list[Span] = []
    done = 0
    for mask in masks:
        pieces += [text[done : mask.span.start], mask.token]
        origins += [Span(done, mask.span.start), mask.span]
        done = mask.span.end
    pieces.append(text[done:])
    origins.append(Span(done, len(text)))
    result = "".join(pieces)
    for redaction in redactions:
        for span in redaction.words.find(result):
            yield Masked(_to_original(span, pieces, origins), _label(redaction.label, redactions), redaction.ref)


def _to_original(span: Span, pieces: Sequence[str], origins: Sequence[Span]) -> Span:
    """Return the stretch of the original that a span of the edited text stands for, whole tokens included."""
    at = 0
    start = end = -1
    for number, (piece, origin) in enumerate(zip(pieces, origins, strict=True)):
        is_token = number % 2 == 1
        if start < 0 and span.start < at + len(piece):
            start = origin.start if is_token else origin.start + span.start - at
        if span.end <= at + len(piece):
            end = origin.end if is_token else origin.start + span.end - at
            break
        at += len(piece)
    return Span(start, end)
