"""What the public texts say of each other, as values: clock times, quotations, pasted blocks, links between posts.

Pages and search read it here; `archive.publishing.derive` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from archive.public.database import read_in, read_rows
from archive.public.rows import Row
from archive.text import Span

QUOTE = "quote"
"""The kind of a block that is somebody's words in quotation marks, of whom nothing is known."""

WORDS = "words"
"""The kind of a link between posts that has no address: "previous blog"."""


@dataclass(frozen=True, slots=True)
class TimeReference:
    """A clock time in a comment that means another comment of the thread."""

    item_id: str
    span: Span
    target_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of an item that stand in an earlier one as well."""

    item_id: str
    span: Span
    source_id: str
    source: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Block:
    """A passage from elsewhere: tweet, facebook, press_release, email, article, debate or quote.

    `name` is where in the item stands whom it is from, None where nothing says so.
    """

    item_id: str
    span: Span
    kind: str
    name: Span | None


@dataclass(frozen=True, slots=True)
class PostLink:
    """A place that leads to a post or comment of the archive; `words` alone name no target."""

    item_id: str
    span: Span
    kind: str
    target_id: str | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one thread says of itself and others; `quoted` and `linked` are what others say of its items."""

    times: tuple[TimeReference, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[PostLink, ...] = ()
    quoted: tuple[Quotation, ...] = ()
    linked: tuple[PostLink, ...] = ()


class Voice(StrEnum):
    """Whose words stand somewhere in an item: its writer's, another item's, or somebody's outside the archive."""

    OWN = "own"
    QUOTED = "quoted"
    IMPORTED = "imported"


# -- for pages


def get_conversation(db: Database, post_id: str) -> Conversation:
    """Return what the items of one thread say of others, and others of them; empty when there is no such post."""
    sql = "select id from post where id = ?1 union all select id from comment where post_id = ?1"
    return conversation_of(db, [row["id"] for row in read_rows(db, sql, [post_id])])


def conversation_of(db: Database, ids: Sequence[str]) -> Conversation:
    """Return the same of a thread whose items are known: its post and all its comments."""
    return Conversation(
        times=tuple(map(_time, _in_order(db, "time_reference", "item_id", ids))),
        quotations=tuple(get_quotations(db, ids)),
        blocks=tuple(map(_block, _in_order(db, "block", "item_id", ids))),
        links=tuple(map(_link, _in_order(db, "post_link", "item_id", ids))),
        quoted=tuple(map(_quotation, _in_order(db, "quotation", "source_id", ids))),
        linked=tuple(map(_link, _in_order(db, "post_link", "target_id", ids))),
    )


def get_quotations(db: Database, item_ids: Iterable[str]) -> list[Quotation]:
    """Return what these items quote, in order."""
    return list(map(_quotation, _in_order(db, "quotation", "item_id", item_ids)))


def _in_order(db: Database, table: str, column: str, ids: Iterable[str]) -> list[Row]:
    rows = read_in(db, f"select * from {table} where {column} in (?)", ids)
    return sorted(rows, key=lambda row: (row["item_id"], row["span_start"], row["span_end"], row["id"]))


# -- for search


def voices(db: Database, item_ids: Iterable[str]) -> dict[str, tuple[tuple[Span, Voice], ...]]:
    """Return whose words stand where in the texts of these items, each text cut up from start to end in order.

    What no span covers is the writer's own, and so is an item that is not in the answer. Words pasted from elsewhere
    count as imported, also where another item pasted them before; all other words of another item, and words in
    quotation marks or in a marked quotation, count as quoted. The spans never overlap.
    """
    spans: dict[str, list[tuple[Span, Voice]]] = {}
    for item_id, span, voice in _voice_rows(db, list(item_ids)):
        spans.setdefault(item_id, []).append((span, voice))
    return {item_id: _apart(found) for item_id, found in sorted(spans.items())}


def _voice_rows(db: Database, ids: Sequence[str]) -> Iterator[tuple[str, Span, Voice]]:
    for row in read_in(db, "select item_id, span_start, span_end, kind from block where item_id in (?)", ids):
        voice = Voice.QUOTED if row["kind"] == QUOTE else Voice.IMPORTED
        yield row["item_id"], Span(row["span_start"], row["span_end"]), voice
    for row in read_in(db, "select item_id, span_start, span_end from quotation where item_id in (?)", ids):
        yield row["item_id"], Span(row["span_start"], row["span_end"]), Voice.QUOTED


def _apart(found: Sequence[tuple[Span, Voice]]) -> tuple[tuple[Span, Voice], ...]:
    """Return spans of the same extent that do not overlap; imported words win over quoted ones."""
    edges = sorted({edge for span, _ in found for edge in (span.start, span.end)})
    pieces: list[tuple[Span, Voice]] = []
    for start, end in pairwise(edges):
        heard = {voice for span, voice in found if span.start <= start and end <= span.end}
        if not heard:
            continue
        voice = Voice.IMPORTED if Voice.IMPORTED in heard else Voice.QUOTED
        if pieces and pieces[-1][1] is voice and pieces[-1][0].end == start:
            pieces[-1] = (Span(pieces[-1][0].start, end), voice)
        else:
            pieces.append((Span(start, end), voice))
    return tuple(pieces)


# -- rows


def time_row(number: int, time: TimeReference) -> Row:
    """Return the columns of table `time_reference`; `number` counts within the item, from 1."""
    return {
        **_place(number, time.item_id, time.span),
        "target_id": time.target_id,
        "confidence": time.confidence,
    }


def quotation_row(number: int, quotation: Quotation) -> Row:
    """Return the columns of table `quotation`; `number` counts within the item, from 1."""
    return {
        **_place(number, quotation.item_id, quotation.span),
        "source_id": quotation.source_id,
        "source_start": quotation.source.start,
        "source_end": quotation.source.end,
        "confidence": quotation.confidence,
    }


def block_row(number: int, block: Block) -> Row:
    """Return the columns of table `block`; `number` counts within the item, from 1."""
    return {
        **_place(number, block.item_id, block.span),
        "kind": block.kind,
        "name_start": None if block.name is None else block.name.start,
        "name_end": None if block.name is None else block.name.end,
    }


def link_row(number: int, link: PostLink) -> Row:
    """Return the columns of table `post_link`; `number` counts within the item, from 1."""
    return {**_place(number, link.item_id, link.span), "kind": link.kind, "target_id": link.target_id}


def _place(number: int, item_id: str, span: Span) -> Row:
    return {"id": f"{item_id}-{number}", "item_id": item_id, "span_start": span.start, "span_end": span.end}


def _span(row: Mapping[str, Any], start: str = "span_start", end: str = "span_end") -> Span:
    return Span(row[start], row[end])


def _time(row: Row) -> TimeReference:
    return TimeReference(row["item_id"], _span(row), row["target_id"], row["confidence"])


def _quotation(row: Row) -> Quotation:
    source = _span(row, "source_start", "source_end")
    return Quotation(row["item_id"], _span(row), row["source_id"], source, row["confidence"])


def _block(row: Row) -> Block:
    name = None if row["name_start"] is None else _span(row, "name_start", "name_end")
    return Block(row["item_id"], _span(row), row["kind"], name)


def _link(row: Row) -> PostLink:
    return PostLink(row["item_id"], _span(row), row["kind"], row["target_id"])
