"""What moderators may see of originals: the words of one item, in pieces, with what decisions take out marked.

The one module of the plugins that hands on words of originals; what it returns goes into moderation pages and nowhere
else. (`outlook` compares such words too, and returns counts alone.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType

from sqlite_utils import Database

from archive.errors import NotFound
from archive.moderation.decisions import Decision, Kind, Scope, active_decisions
from archive.moderation.findings import FindingRow
from archive.moderation.values import Stored, addresses_of, labels_of, values_of
from archive.originals import store as originals
from archive.redaction.words import Words
from archive.text import Span

AROUND = 90
"""Characters shown on each side of a finding, about a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an original; `label` is what stands in public in their place, "" where they stand themselves.

    `mark` is "found" for the words that a card is about and "also" for those of other open findings.
    """

    text: str = field(repr=False)
    label: str = ""
    mark: str = ""


Passage = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class OriginalItem:
    """A post or comment as its source had it."""

    id: str
    is_post: bool
    title: Passage
    author: Passage
    paragraphs: tuple[Passage, ...]
    addresses: tuple[str, ...] = field(repr=False)
    labels: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class InSentence:
    """The words a finding points at, with what stands around them."""

    before: str = field(repr=False)
    words: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often some words stand in each part of one item."""

    item_id: str
    text: int = 0
    title: int = 0
    author: int = 0
    addresses: int = 0
    labels: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.text + self.title + self.author + self.addresses + self.labels


Places = Mapping[str, Sequence[tuple[Span, str]]]
"""Stretches of the fields of an item, by field, each with its mark."""


def read_item(db: Database, item_id: str, places: Places = MappingProxyType({})) -> OriginalItem:
    """Return an item as moderators see it, with places marked; raise NotFound when there is none of that id."""
    item = originals.get_item(db, item_id)
    masks = [each for each in active_decisions(db) if each.kind is Kind.MASK and _applies(each, item.id)]
    values = {name: value.reveal().text for name, value in values_of(item).items()}
    return OriginalItem(
        id=item.id,
        is_post=is_post(item),
        title=_marked(_pieces(values.get("title", ""), masks), places.get("title", ())),
        author=_marked(_pieces(values.get("author", ""), masks), places.get("author", ())),
        paragraphs=tuple(_paragraphs(_marked(_pieces(values.get("text", ""), masks), places.get("text", ())))),
        addresses=tuple(dict.fromkeys(addresses_of(item))),
        labels=labels_of(item),
    )


def read_titles(db: Database, item_ids: Iterable[str]) -> dict[str, str]:
    """Return the titles of the posts that these items are or stand under, by the id asked for.

    What decisions take out stands in brackets. Items without a title, and ids of none, are left out.
    """
    titles: dict[str, str] = {}
    decisions = active_decisions(db)
    for item_id in item_ids:
        try:
            item = originals.get_item(db, item_id)
            post = item if isinstance(item, originals.StoredPost) else originals.get_item(db, item.post_id)
        except NotFound:
            continue
        masks = [each for each in decisions if each.kind is Kind.MASK and _applies(each, post.id)]
        if title := values_of(post).get("title"):
            pieces = _pieces(title.reveal().text, masks)
            titles[item_id] = "".join(f"[{each.label}]" if each.label else each.text for each in pieces)
    return titles


def is_post(item: Stored) -> bool:
    """True for a post, False for a comment."""
    return isinstance(item, originals.StoredPost)


def count_words(item: Stored, words: Words) -> Counted:
    """Return how often words stand in an item."""
    values = {name: len(words.find(value.reveal().text)) for name, value in values_of(item).items()}
    told = [address for address in dict.fromkeys(addresses_of(item)) if _tells(words, address)]
    return Counted(item.id, **values, addresses=len(told), labels=sum(map(words.stands_in, labels_of(item))))


def in_sentence(db: Database, finding: FindingRow) -> InSentence:
    """Return the words a finding points at and what stands around them."""
    value = values_of(originals.get_item(db, finding.item_id)).get(finding.field)
    text = "" if value is None else value.reveal().text
    span = finding.span
    return InSentence(
        before=_tail(text[: span.start]), words=text[span.start : span.end], after=_head(text[span.end :])
    )


def _tells(words: Words, address: str) -> bool:
    return words.stands_in(address) or words.stands_in_slug(address)


def _applies(decision: Decision, item_id: str) -> bool:
    return decision.scope is Scope.EVERYWHERE or decision.item_id == item_id


def _pieces(text: str, masks: Sequence[Decision]) -> Passage:
    """Return a text cut where decisions take words out; where two overlap, the earlier one's label is told."""
    found = sorted((span.start, span.end, each.label) for each in masks for span in each.words.find(text))
    pieces: list[Piece] = []
    at = 0
    for start, end, label in found:
        if end <= at:
            continue
        pieces += [Piece(text[at:start]), Piece(text[max(at, start) : end], label)]
        at = end
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)


def _marked(pieces: Passage, places: Sequence[tuple[Span, str]]) -> Passage:
    """Return pieces cut where marked places begin and end; of two that overlap, the first one's mark is told."""
    if not places:
        return pieces
    cuts = sorted({cut for span, _ in places for cut in (span.start, span.end)})
    marked: list[Piece] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        inside = [at, *(cut for cut in cuts if at < cut < end), end]
        for start, stop in pairwise(inside):
            mark = next((mark for span, mark in places if span.contains(Span(start, stop))), "")
            words = piece.text[start - at : stop - at]
            if start > at and marked[-1].mark == mark:
                marked[-1] = replace(marked[-1], text=marked[-1].text + words)
            else:
                marked.append(replace(piece, text=words, mark=mark))
        at = end
    return tuple(marked)


def _paragraphs(pieces: Iterable[Piece]) -> Iterable[Passage]:
    """Yield the pieces of each block; a decision that reaches across two blocks is told in both."""
    block: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n\n")
        block.append(replace(piece, text=first))
        for other in others:
            yield tuple(each for each in block if each.text)
            block = [replace(piece, text=other)]
    yield tuple(each for each in block if each.text)


def _tail(text: str) -> str:
    short = " ".join(text.split())
    lead = " " if text[-1:].isspace() and short else ""
    return short + lead if len(short) <= AROUND else f"… {short[-AROUND:].partition(' ')[2]}{lead}"


def _head(text: str) -> str:
    short = " ".join(text.split())
    lead = " " if text[:1].isspace() and short else ""
    return lead + short if len(short) <= AROUND else f"{lead}{short[:AROUND].rpartition(' ')[0]} …"
