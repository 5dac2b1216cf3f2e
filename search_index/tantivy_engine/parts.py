"""Writing parts: from documents that are new, and from what other parts keep of theirs."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from search_index.tantivy_engine import manifest
from search_index.tantivy_engine.library import DamagedError, Document, Index, with_tokenizer
from search_index.tantivy_engine.manifest import Part
from search_index.tantivy_engine.reading import Reading
from search_index.tantivy_engine.schema import KEY, SCHEMA, Row

_MEMORY = 1_000_000_000
"""Bytes before tantivy would end a segment on its own; it takes what it needs, some times the letters of a part."""

_TIERS = 8
_LARGE = 4_096

_DOCUMENTS = 24_000
_LETTERS = 16_000_000
"""So many are one part at most (one document aside): writing it afresh takes some two seconds."""


def write_parts(folder: Path, rows: Iterable[Row], next_key: int) -> tuple[list[Part], int]:
    """Write new parts, nearly always one, moved to where the index lies but not listed. Also return the next free key.

    Raises OSError or ValueError when they cannot be written; nothing is left then but what `manifest.strays` finds.
    """
    written: list[Part] = []
    waiting = iter(rows)
    while batch := _batch(waiting):
        part = _write_part(folder, batch, next_key)
        written.append(part)
        next_key += part.size
    return written, next_key


def kept_rows(reading: Reading, parts: Collection[Part]) -> Iterator[Row]:
    """Yield what some parts keep of the documents that did not go."""
    dead = {part.stem: part.dead for part in parts}
    for number, part in enumerate(reading.parts):
        if part.stem in dead:
            for address in reading.alive(number):
                if part.first + address.doc not in dead[part.stem]:
                    yield _plain(reading.searcher.doc(address).to_dict())


def choose_joined(parts: Sequence[Part], coming: int) -> list[Part]:
    """Return the parts that are to be written as one with so many new documents, so that small parts never get many.

    Eight of a size become one of the next: so each document is written some few times over, however slowly they come.
    Large parts stay as they are: a purge writes whole parts, and has to be cheap.
    """
    joined: list[Part] = []
    size = coming
    while 0 < size < _LARGE:
        alike = [
            part
            for part in parts
            if part not in joined and _tier(part.alive) == _tier(size) and part.letters < _LETTERS // 2
        ]
        if len(alike) + 1 < _TIERS:
            break
        fitting = _fitting(alike, size)
        if not fitting:
            break
        joined += fitting
        size += sum(part.alive for part in fitting)
    return joined


def choose_purged(parts: Sequence[Part]) -> list[Part]:
    """Return some of the parts with documents that went: so many as can be one part of a bounded size, at least one."""
    touched = [part for part in parts if part.dead]
    return _fitting(touched, 0) or touched[:1]


def _fitting(parts: Sequence[Part], size: int) -> list[Part]:
    """Return so many of some parts, the smallest first, as fit into one with so many documents more."""
    chosen: list[Part] = []
    letters = 0
    for part in sorted(parts, key=lambda part: part.alive):
        size += part.alive
        letters += part.letters
        if size > _DOCUMENTS or letters > _LETTERS:
            break
        chosen.append(part)
    return chosen


def _tier(size: int) -> int:
    return int(math.log(max(size, 1), _TIERS))


def _batch(rows: Iterator[Row]) -> list[Row]:
    batch: list[Row] = []
    letters = 0
    for row in rows:
        batch.append(row)
        letters += _letters_of(row)
        if letters > _LETTERS:
            break
    return batch


def _letters_of(row: Row) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, str))


def _write_part(folder: Path, rows: Sequence[Row], first: int) -> Part:
    build = folder / manifest.BUILD
    manifest.sweep([build] if build.exists() else [])
    build.mkdir(mode=0o750)
    try:
        writer = with_tokenizer(Index(SCHEMA, str(build))).writer(_MEMORY, 1)
        for key, row in enumerate(rows, first):
            writer.add_document(Document.from_dict({**row, KEY: key}, SCHEMA))
        writer.commit()
        writer.wait_merging_threads()
        (entry,) = manifest.entries(build)
        part = Part(entry, first, sum(map(_letters_of, rows)))
        if part.size != len(rows):
            raise DamagedError("tantivy did not write all of a part")
        manifest.take_in(build, part, [row["id"] for row in rows], folder)
    finally:
        manifest.sweep([build])
    return part


def _plain(kept: dict[str, list[object]]) -> Row:
    return {name: values if len(values) > 1 else values[0] for name, values in kept.items()}
