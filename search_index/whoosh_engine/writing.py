"""Writing the terms of a segment in Whoosh's own format, a term at a time: Whoosh itself adds posting by posting.

The format is that of `whoosh.codec.whoosh3` (W3PostingsWriter, W3TermInfo): what is written here, Whoosh's own reader
reads. Two things that it knows are made more use of: blocks too small to gain by it are not compressed, and a term of
one document has its posting beside it, not in a block of its own.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter, sub
from typing import Any

from search_index.whoosh_engine.library import WHOOSH3_HEADER_MAGIC, W3FieldWriter, W3TermInfo, length_to_byte

Item = tuple[str, bytes, int, float, bytes]
"""Field, term, number of a document, how often the term stands there, and where."""

_BLOCK = 128
_WORTH_COMPRESSING = 400
_LEVEL = 3
_PROTOCOL = 2


class FieldWriter(W3FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes the terms of one segment."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Item]) -> None:
        """Write postings in their order; `lengths` knows how many terms a field of each document has."""
        for name, of_field in groupby(items, key=itemgetter(0)):
            self.start_field(name, schema[name])
            has_values = schema[name].format.fixed_value_size() != 0
            known = lengths.lengths(name)
            for term, of_term in groupby(of_field, key=itemgetter(1)):
                _, _, numbers, weights, values = zip(*of_term, strict=True)
                sizes = [known[number] for number in numbers] if known else ()
                self._add_term(term, numbers, weights, values if has_values else None, sizes)
            self.finish_field()

    def _add_term(
        self,
        term: bytes,
        numbers: Sequence[int],
        weights: Sequence[float],
        values: Sequence[bytes] | None,
        sizes: Sequence[int],
    ) -> None:
        info = W3TermInfo()
        info._weight, info._df, info._maxweight = sum(weights), len(numbers), max(weights)
        info._minid, info._maxid = numbers[0], numbers[-1]
        info._minlength, info._maxlength = (min(sizes), max(sizes)) if sizes else (None, 0)
        if len(numbers) == 1:
            info.set_inlined(numbers, weights, values or (b"",))
        else:
            start = self._postfile.tell()
            self._postfile.write(WHOOSH3_HEADER_MAGIC)
            for at in range(0, len(numbers), _BLOCK):
                block = slice(at, at + _BLOCK)
                is_last = at + _BLOCK >= len(numbers)
                self._add_block(numbers[block], weights[block], values and values[block], sizes[block], is_last)
            info.set_extent(start, self._postfile.tell() - start)
        self._tindex.add(self._fieldid.to_bytes(2, "big") + term, info.to_bytes())

    def _add_block(
        self,
        numbers: Sequence[int],
        weights: Sequence[float],
        values: Sequence[bytes] | None,
        sizes: Sequence[int],
        is_last: bool,
    ) -> None:
        most, same = max(weights), len(set(weights)) == 1
        kept_weights = weights if not same else None if most == 1.0 else most
        data = pickle.dumps((tuple(map(sub, numbers, (0, *numbers))), kept_weights, values), _PROTOCOL)
        compression = _LEVEL if len(data) > _WORTH_COMPRESSING else 0
        data = zlib.compress(data, _LEVEL) if compression else data
        shortest, longest = (length_to_byte(min(sizes)), length_to_byte(max(sizes))) if sizes else (0, 0)
        head = pickle.dumps((len(numbers), numbers[-1], most, compression, shortest, longest), _PROTOCOL)
        size = len(head) + len(data)
        self._postfile.write_int(-size if is_last else size)
        self._postfile.write(head + data)
