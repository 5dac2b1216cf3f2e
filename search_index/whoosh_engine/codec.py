"""Whoosh's own file format, with three of its slow ways mended.

Whoosh asks for the length of a field once for each posting, in building, merging and scoring, and looks each one up in
a column on disk; for a field without lengths it asks the file system each time whether there is such a column. It
copies every file of a segment into memory when it is opened. And it writes and merges a segment posting by posting,
through several layers. Here lengths are read once, postings when they are wanted, and by the term.
"""

from __future__ import annotations

from functools import cached_property
from itertools import repeat
from typing import Any

from search_index.fields import FIELDS
from search_index.whoosh_engine.library import (
    LENGTHS_COLUMN,
    OrderedHashReader,
    SegmentReader,
    W3Codec,
    W3PerDocReader,
    W3TermsReader,
    byte_to_length,
)
from search_index.whoosh_engine.postings import read_all
from search_index.whoosh_engine.writing import FieldWriter

_SCORED = frozenset(field.name for field in FIELDS if field.scored)
_COLUMNS = frozenset(("id", "row_version", "written", "discussed"))
_POSTING = 200
"""Bytes that a posting takes in memory, about."""


class Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh pickles it with each segment, by this module's name."""

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """Return what writes the terms of a segment."""
        return FieldWriter(self, storage, segment)

    def per_document_reader(self, storage: Any, segment: Any) -> PerDocReader:
        """Return what reads the columns of a segment."""
        return PerDocReader(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        """Return what reads the terms and postings of a segment."""
        return TermsReader(self, storage, segment)


class TermsReader(W3TermsReader):  # type: ignore[misc]  # as above
    """Opens the files of terms and postings when they are first read."""

    def __init__(self, codec: Any, storage: Any, segment: Any) -> None:
        self._codec = codec
        self._storage = storage
        self._segment = segment

    @cached_property
    def _dbfile(self) -> Any:
        return self._segment.open_file(self._storage, self._codec.TERMS_EXT)

    @cached_property
    def _tindex(self) -> Any:
        name = self._segment.make_filename(self._codec.TERMS_EXT)
        return OrderedHashReader(self._dbfile, self._storage.file_length(name))

    @cached_property
    def _postfile(self) -> Any:
        return self._segment.open_file(self._storage, self._codec.POSTS_EXT)

    @cached_property
    def _fieldmap(self) -> dict[str, int]:
        return dict(self._tindex.extras["fieldmap"])

    @cached_property
    def _fieldunmap(self) -> list[str]:
        return sorted(self._fieldmap, key=lambda name: self._fieldmap[name])

    def matcher_of(self, info: Any, format_: Any) -> Any:
        """Return what reads the postings of a term of which this is known."""
        return self._codec.postings_reader(self._postfile, info, format_)

    def close(self) -> None:
        """Let go of the files that were opened."""
        for name in ("_dbfile", "_postfile"):
            if name in self.__dict__:
                self.__dict__[name].close()


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
    pool = writer.pool
    for (name, term), info in reader._terms.items():
        read = read_all(reader, name, info)
        new = [first + old for old in read.numbers] if numbers is None else map(numbers.get, read.numbers)
        items = zip(repeat(name), repeat(term), new, read.weights, read.values or repeat(b""), strict=False)
        pool.current += items if numbers is None else [item for item in items if item[2] is not None]
        # what Whoosh would have counted posting by posting
        pool.currentsize += len(read.numbers) * (_POSTING + len(term))
        if pool.currentsize > pool.limit:
            pool.save()
