"""Whoosh's own file format, with two of its slow ways mended; the bytes written are the same.

Whoosh asks for the length of a field once for each posting, in building, merging and scoring, and looks each one up in
a column on disk; for a field without lengths it asks the file system each time whether there is such a column. And it
merges a segment posting by posting, through several layers. Here lengths are read once, and postings by the block.
"""

from __future__ import annotations

from typing import Any

from search_index.fields import FIELDS
from search_index.whoosh_engine.library import (
    LENGTHS_COLUMN,
    SegmentReader,
    W3Codec,
    W3LeafMatcher,
    W3PerDocReader,
    byte_to_length,
)

_SCORED = frozenset(field.name for field in FIELDS if field.scored)
_COLUMNS = frozenset(("id", "row_version", "written", "discussed"))


class Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh pickles it with each segment, by this module's name."""

    def per_document_reader(self, storage: Any, segment: Any) -> PerDocReader:
        """Return what reads the columns of a segment."""
        return PerDocReader(storage, segment)


class PerDocReader(W3PerDocReader):  # type: ignore[misc]  # as above
    """Reads the lengths of a field once."""

    def __init__(self, storage: Any, segment: Any) -> None:
        super().__init__(storage, segment)
        self._lengths: dict[str, list[int]] = {}

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many terms a field of a document has."""
        lengths = self.lengths(fieldname)
        return lengths[docnum] if lengths else default

    def lengths(self, fieldname: str) -> list[int]:
        """Return how many terms a field of each document has, in order; nothing where the field is not there."""
        lengths = self._lengths.get(fieldname)
        if lengths is None:
            lengths = self._lengths[fieldname] = self._read_lengths(fieldname)
        return lengths

    def _read_lengths(self, fieldname: str) -> list[int]:
        if fieldname not in _SCORED:
            return []
        column = self._cached_reader(f"_{fieldname}_len", LENGTHS_COLUMN)
        return [byte_to_length(stored) for stored in column] if column is not None else []


def absorb(writer: Any, segment: Any) -> None:
    """Add to a writer what a segment holds, without what was taken out of it."""
    reader = SegmentReader(writer.storage, writer.schema, segment)
    try:
        first = writer.docnum
        # neither keys nor fields that are not scored have anything beside their postings
        names = [name for name in (*_COLUMNS, *_SCORED) if name in writer.schema]
        numbers = writer.write_per_doc(names, reader)
        _absorb_postings(writer, reader, first, numbers)
        writer._added = True
    finally:
        reader.close()


def _absorb_postings(writer: Any, reader: Any, first: int, numbers: dict[int, int] | None) -> None:
    """Add the postings; `numbers` says which documents stay and what they are called now, None for all of them."""
    add = writer.pool.add
    for name, term in reader.all_terms():
        matcher = reader._terms.matcher(name, term, reader.schema[name].format)
        for ids, weights, values in _blocks(matcher):
            for old, weight, value in zip(ids, weights, values, strict=True):
                number = first + old if numbers is None else numbers.get(old)
                if number is not None:
                    add((name, term, number, weight, value))


def _blocks(matcher: Any) -> Any:
    """Yield the postings of a term as lists of numbers, weights and values."""
    if not isinstance(matcher, W3LeafMatcher):
        while matcher.is_active():
            yield (matcher.id(),), (matcher.weight(),), (matcher.value(),)
            matcher.next()
        return
    while True:
        matcher._read_ids()
        matcher._read_weights()
        matcher._read_values()
        yield matcher._ids, matcher._weights, matcher._values
        if matcher._lastblock:
            return
        matcher._next_block()
