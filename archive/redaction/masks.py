"""Which stretches of a text the tokens of its redactions replace."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from archive.markup.clean import clean
from archive.redaction.anchor import Anchor, locate
from archive.redaction.words import Words, is_one_word
from archive.text import Span

WORD = re.compile(r"[^\s<>\"“”]+")
ADDRESS = re.compile(r"://|www\.|@|\.\w+/", re.IGNORECASE)
"""Words of a text that are addresses as people write them; whoever looks for words that must go asks the same way."""

_PUNCTUATION = ".,;:!?()[]'‘’*"
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
    if not redactions:
        return []
    masks = _join(text, _iter_found(text, redactions))
    while leaks := list(_iter_leaks(text, masks, redactions)):
        grown = _join(text, [*masks, *leaks])
        masks = grown if grown != masks else [replace(mask, label=_WORDLESS) for mask in masks]
    return masks


def _iter_found(text: str, redactions: Sequence[Redaction]) -> Iterator[Masked]:
    addresses = _find_addresses(text)
    for redaction in redactions:
        spans = [locate(redaction.anchor, text)] if redaction.anchor else []
        spans += redaction.words.find(text)
        # an address written out in the text tells the words as a link's address does
        spans += [span for span in addresses if redaction.words.stands_in_slug(text[span.start : span.end])]
        if spans:
            label = _label(redaction.label, redactions)
            yield from (Masked(span, label, redaction.ref) for span in spans)


def _find_addresses(text: str) -> list[Span]:
    """Return where web and e-mail addresses and account names stand, without the punctuation around them."""
    spans: list[Span] = []
    is_name = is_one_word(text)
    if not is_name and not ADDRESS.search(text):
        return spans
    for word in WORD.finditer(text):
        if (is_name or ADDRESS.search(word.group())) and (kept := word.group().strip(_PUNCTUATION)):
            start = word.start() + word.group().index(kept)
            spans.append(Span(start, start + len(kept)))
    return spans


def _label(label: str, redactions: Sequence[Redaction]) -> str:
    """Return the label, or one that does not itself hold words that must go."""
    wanted = " ".join(unicodedata.normalize("NFC", clean(label)).split())
    for candidate in (wanted, *_OTHER_LABELS):
        if candidate and not any(redaction.words.stands_in_slug(f"[{candidate}]") for redaction in redactions):
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
    pieces: list[str] = []
    origins: list[Span] = []
    done = 0
    for mask in masks:
        pieces += [text[done : mask.span.start], mask.token]
        origins += [Span(done, mask.span.start), mask.span]
        done = mask.span.end
    pieces.append(text[done:])
    origins.append(Span(done, len(text)))
    result, starts = "".join(pieces), [0, *accumulate(map(len, pieces))]
    for redaction in redactions if masks else ():
        for span in redaction.words.find(result):
            yield Masked(_to_original(span, starts, origins), _label(redaction.label, redactions), redaction.ref)


def _to_original(span: Span, starts: Sequence[int], origins: Sequence[Span]) -> Span:
    """Return the stretch of the original that a span of the edited text stands for, whole tokens included.

    Pieces of the original and tokens take turns; `starts` says where each begins in the edited text.
    """
    first, last = bisect_right(starts, span.start) - 1, bisect_left(starts, span.end) - 1
    start = origins[first].start + (0 if first % 2 else span.start - starts[first])
    end = origins[last].end if last % 2 else origins[last].start + span.end - starts[last]
    return Span(start, end)
