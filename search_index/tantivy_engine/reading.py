"""What is read of an index as of one commit: tantivy's searcher, and the ids of the documents by where they lie.

Tantivy would unpack a block of some dozens of documents for each id; so the ids of a part are a file of their own. Each
part is read and verified once: parts never change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import repeat
from pathlib import Path

from search_index.engine import Ranked
from search_index.tantivy_engine import checksums, library, manifest
from search_index.tantivy_engine.library import DamagedError, DocAddress
from search_index.tantivy_engine.manifest import Part
from search_index.tantivy_engine.schema import KEY

_TRIES = 5

Ids = dict[str, list[str]]
"""The ids of parts that were read, by part."""


class Reading:
    """An index as of one commit. `ids` is filled as parts are read, and shared by those who read the same index."""

    def __init__(self, folder: Path, ids: Ids) -> None:
        """Open what a folder holds now. Raises what is damage when that cannot be read."""
        self._folder = folder
        self._ids = ids
        for _ in range(_TRIES):
            self.mark = manifest.mark_of(folder)
            self.manifest = manifest.read(folder)
            manifest.check(folder, self.manifest)
            self._read_new_parts()
            self.searcher = library.open_searcher(folder)
            if manifest.mark_of(folder) == self.mark:
                break
        else:
            raise DamagedError("the index changed whenever it was opened")
        self.parts = self._in_order()
        for stem in set(ids) - {part.stem for part in self.parts}:
            ids.pop(stem, None)

    def keys(self, addresses: list[DocAddress]) -> list[int]:
        """Return the keys of some documents."""
        return [int(key or 0) for key in self.searcher.fast_field_values(KEY, addresses)] if addresses else []

    def ids_at(self, addresses: list[DocAddress]) -> list[str]:
        """Return the ids of some documents."""
        places = [(address.segment_ord, address.doc) for address in addresses]
        ids = {number: self.ids(number) for number in {number for number, _ in places}}
        return [ids[number][place] for number, place in places]

    def ranked(self, addresses: list[DocAddress], scores: Iterable[float] = repeat(0.0)) -> list[Ranked]:
        """Return documents by where they lie."""
        if not addresses:
            return []
        versions = self.searcher.fast_field_values("row_version", addresses)
        return [
            Ranked(item_id, int(version or 0), score)
            for item_id, version, score in zip(self.ids_at(addresses), versions, scores, strict=False)
        ]

    def ids(self, number: int) -> list[str]:
        """Return the ids of all documents of a part, those that went included."""
        return self._ids[self.parts[number].stem]

    def alive(self, number: int) -> list[DocAddress]:
        """Return where the documents of a part lie that did not go."""
        part = self.parts[number]
        return [DocAddress(number, place) for place in range(part.size) if part.first + place not in part.dead]

    def _read_new_parts(self) -> None:
        """Read the ids of parts that nobody read yet, once their other files are known to be whole."""
        for part in self.manifest.parts:
            if part.stem not in self._ids:
                for ending in manifest.ENDINGS:
                    checksums.verify(self._folder / f"{part.stem}.{ending}")
                self._ids[part.stem] = _read_ids(self._folder, part)

    def _in_order(self) -> list[Part]:
        """Return the parts in the order in which the searcher counts them, by the keys of their first documents."""
        firsts = self.keys([DocAddress(number, 0) for number in range(self.searcher.num_segments)])
        by_first = {part.first: part for part in self.manifest.parts}
        if sorted(firsts) != sorted(by_first):
            raise DamagedError("the parts of the index are not those of its list")
        return [by_first[first] for first in firsts]


def _read_ids(folder: Path, part: Part) -> list[str]:
    ids = json.loads((folder / f"{part.stem}.{manifest.IDS}").read_text(encoding="utf-8"))
    if not isinstance(ids, list) or len(ids) != part.size or not all(isinstance(one, str) for one in ids):
        raise DamagedError("the ids of a part of the index are not one for each document")
    return ids
