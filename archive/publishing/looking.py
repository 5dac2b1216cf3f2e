"""Looking for words on every surface and in the bytes of the public files: the one count behind the certificate,
`check` and the leak matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.folder import DataFolder
from archive.public import store
from archive.public.surface import Asked, Place, Surface
from archive.publishing.bytesearch import search_each
from archive.redaction.words import Words

FILES = "file_bytes"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that one act takes out. They are looked for in some items, or everywhere (then near some) as `Asked` says.

    Of long texts a few phrases are enough for the surfaces; `in_bytes` are all that are looked for in files.
    """

    words: tuple[str, ...] = field(repr=False)
    item_ids: tuple[str, ...] | None = None
    near: tuple[str, ...] | None = None
    in_bytes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SurfaceCheck:
    """One surface: how much of it was looked at, and in how many places the words still stand."""

    name: str
    checked: int
    left: int


@dataclass(frozen=True, slots=True)
class Looked:
    """Where the words of one act were looked for, and the places where they still stand; never the words."""

    checks: tuple[SurfaceCheck, ...] = ()
    places: tuple[Place, ...] = ()

    def plus(self, name: str, checked: int, places: Sequence[Place]) -> Looked:
        """Return this with one surface more."""
        check = SurfaceCheck(name, checked, len(places))
        return Looked((*self.checks, check), (*self.places, *places))


def look(folder: DataFolder, surfaces: Sequence[Surface], wanted: Sequence[Wanted]) -> list[Looked]:
    """Ask every surface, and the bytes of the public files, for the words of many acts in one pass over each."""
    looked = [Looked() for _ in wanted]
    asked = [Asked(Words(words), each.item_ids, each.near) for each in wanted for words in each.words]
    owner = [number for number, each in enumerate(wanted) for _ in each.words]
    for surface in surfaces:
        checked = [0] * len(wanted)
        places: list[dict[Place, None]] = [{} for _ in wanted]
        for number, found in zip(owner, surface.find_each(asked), strict=True):
            checked[number] = max(checked[number], found.checked)
            places[number].update(dict.fromkeys(found.places))
        looked = [
            each.plus(surface.name, count, sorted(left, key=lambda place: place.where))
            for each, count, left in zip(looked, checked, places, strict=True)
        ]
    return _look_into_files(folder, wanted, looked)


def _look_into_files(folder: DataFolder, wanted: Sequence[Wanted], looked: Sequence[Looked]) -> list[Looked]:
    sought = [each.in_bytes or each.words for each in wanted]
    public = store.open_public(folder)
    try:
        files, left = search_each(public, folder.public_db, [words for some in sought for words in some])
    finally:
        public.close()
    names = [list(dict.fromkeys(name for words in some for name in left.get(words, ()))) for some in sought]
    return [
        each.plus(FILES, files, [Place(FILES, name) for name in some]) for each, some in zip(looked, names, strict=True)
    ]
