"""Which parts an index is made of: the file `meta.json`, which is tantivy's own list of them.

A part is one tantivy segment, written once by itself and never changed. Tantivy's writer would join segments as it
likes, and keep what was deleted; so there is none on the whole: parts are made in a folder aside, moved here, and
listed in one `meta.json` that takes the place of the last. What we note of parts stands in its field for notes,
`payload` (struct IndexMeta in src/index/index_meta.rs of tantivy).
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search_index.tantivy_engine.library import DamagedError, Index
from search_index.tantivy_engine.schema import SCHEMA

META = "meta.json"
LOCK = "write.lock"
BUILD = "build.tmp"
IDS = "ids"
"""The ending of the file with the ids of a part, in the order in which its documents lie."""

_READ_LOCK = ".tantivy-meta.lock"
_OWN = frozenset({META, LOCK, _READ_LOCK})
ENDINGS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The endings of tantivy's own files of a part."""

_FILE_MODE = 0o640
_LOCK_MODE = 0o660
_SEGMENT_ID = re.compile(r"[0-9a-f-]{32,36}")

Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One segment: its entry in tantivy's list, the key of its first document, its letters, the keys that went.

    Keys of a part count on from its first document, in the order in which they lie there.
    """

    entry: dict[str, Any]
    first: int
    letters: int
    dead: frozenset[int] = frozenset()

    @property
    def stem(self) -> str:
        """What its files are called, but for their endings."""
        return str(self.entry["segment_id"]).replace("-", "")

    @property
    def size(self) -> int:
        """How many documents lie in it, with those that went."""
        return int(self.entry["max_doc"])

    @property
    def alive(self) -> int:
        """How many documents lie in it that did not go."""
        return self.size - len(self.dead)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an index as of one commit, and the key that the next document gets."""

    parts: tuple[Part, ...] = ()
    next_key: int = 0

    @property
    def dead(self) -> list[int]:
        """The keys of all documents that went and still lie in a part."""
        return sorted(key for part in self.parts for key in part.dead)


def create(folder: Path) -> None:
    """Make the list of an empty index."""
    Index(SCHEMA, str(folder))
    # readers take this lock for a moment: those who may read the folder only could not make it
    (folder / _READ_LOCK).chmod(_LOCK_MODE)
    # tantivy's list of what it may remove: it is to remove nothing here
    (folder / ".managed.json").unlink()
    write(folder, Manifest())


def mark_of(folder: Path) -> Mark:
    """Return what tells one commit from the next, at the price of one look at a file."""
    found = (folder / META).stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def read(folder: Path) -> Manifest:
    """Return the parts as of now. Raises what is damage when the list cannot be read."""
    meta = _load(folder)
    try:
        notes = json.loads(meta["payload"])
        parts = tuple(_part(entry, notes["parts"][entry["segment_id"]]) for entry in meta["segments"])
        found = Manifest(parts, int(notes["next_key"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise DamagedError("the list of the parts of the index is not one of ours") from error
    if not all(_SEGMENT_ID.fullmatch(part.stem) for part in parts):
        raise DamagedError("the index names a part that cannot be one")
    return found


def check(folder: Path, manifest: Manifest) -> None:
    """Raise DamagedError when a file of a part is missing: tantivy itself may notice in the midst of a search."""
    there = set(os.listdir(folder))
    if not all(f"{part.stem}.{ending}" in there for part in manifest.parts for ending in (IDS, *ENDINGS)):
        raise DamagedError("a file of the index is missing")


def write(folder: Path, manifest: Manifest) -> None:
    """Make these the parts of the index, at once for every reader, also when the power fails."""
    meta = _load(folder)
    notes = {
        "next_key": manifest.next_key,
        "parts": {
            part.entry["segment_id"]: {"first": part.first, "letters": part.letters, "dead": sorted(part.dead)}
            for part in manifest.parts
        },
    }
    meta |= {"segments": [part.entry for part in manifest.parts], "payload": json.dumps(notes)}
    partial = folder / f"{META}.tmp"
    with partial.open("w", encoding="utf-8") as file:
        json.dump(meta, file)
        file.flush()
        os.fsync(file.fileno())
    partial.chmod(_FILE_MODE)
    _sync(folder)
    os.replace(partial, folder / META)
    _sync(folder)


def entries(folder: Path) -> list[dict[str, Any]]:
    """Return tantivy's entries for the segments in a folder."""
    return list(_load(folder)["segments"])


def take_in(build: Path, part: Part, ids: list[str], folder: Path) -> None:
    """Move the files of a part to where the index lies. Nobody reads them there before they are listed."""
    with (build / f"{part.stem}.{IDS}").open("w", encoding="utf-8") as file:
        json.dump(ids, file)
        file.flush()
        os.fsync(file.fileno())
    for path in build.glob(f"{part.stem}.*"):
        path.chmod(_FILE_MODE)
        os.replace(path, folder / path.name)


def files(manifest: Manifest) -> dict[str, bool]:
    """Return the names of the files that an index of these parts is made of, each with whether terms stand in it."""
    of_parts = {f"{part.stem}.{ending}": ending != IDS for part in manifest.parts for ending in (IDS, *ENDINGS)}
    return dict.fromkeys(_OWN, False) | of_parts


def strays(folder: Path, manifest: Manifest) -> list[Path]:
    """Return what lies in the folder and is no part: of a killed writer, or of parts that were written afresh."""
    stems = {part.stem for part in manifest.parts}
    return [path for path in folder.iterdir() if path.name not in _OWN and path.name.partition(".")[0] not in stems]


def sweep(paths: Iterable[Path]) -> None:
    """Remove files and folders. Those who have them open may read on."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _part(entry: dict[str, Any], notes: dict[str, Any]) -> Part:
    return Part(entry, int(notes["first"]), int(notes["letters"]), frozenset(notes["dead"]))


def _load(folder: Path) -> dict[str, Any]:
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    if not isinstance(meta, dict):
        raise DamagedError("the list of the parts of the index is not one of ours")
    return meta


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
