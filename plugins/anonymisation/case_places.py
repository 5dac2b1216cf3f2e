"""The items that a case is about, each in its thread: what it answers, what it says, what answers it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from archive.errors import NotFound
from archive.moderation import cases
from archive.originals.identity import resolve_item
from plugins._datasette import Served
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.reading import OriginalItem, read_item


@dataclass(frozen=True, slots=True)
class Said:
    """An item with its original words, and where it stands."""

    spot: Spot
    original: OriginalItem

    @property
    def kind(self) -> str:
        """What kind of item it is, as the controls of a page call it."""
        return "post" if self.original.is_post else "comment"

    @property
    def state(self) -> str:
        """How readers see it, "" where that cannot be told now."""
        return self.spot.seen.value if self.spot.seen else ""


@dataclass(frozen=True, slots=True)
class InThread:
    """An item that a case is about, among those around it."""

    parent: Said | None
    here: Said
    replies: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    parent: OriginalItem | None
    here: OriginalItem
    replies: tuple[OriginalItem, ...]

    @property
    def all(self) -> tuple[OriginalItem, ...]:
        return (*((self.parent,) if self.parent else ()), self.here, *self.replies)


async def read_threads(datasette: Served, item_ids: Iterable[str]) -> tuple[InThread, ...]:
    """Return these items with what stands around them; ids of none, and of items that are gone, are left out."""

    def work(db: Database) -> list[_Around]:
        meant = resolve(db, item_ids)
        return [_around(db, item_id, meant) for item_id in meant]

    around = await in_archive(the_desk(datasette), work)
    spots = await read_spots(datasette, [item.id for each in around for item in each.all])

    def said(item: OriginalItem) -> Said:
        return Said(spots[item.id], item)

    return tuple(
        InThread(said(each.parent) if each.parent else None, said(each.here), tuple(map(said, each.replies)))
        for each in around
    )


def resolve(db: Database, words: Iterable[str]) -> list[str]:
    """Return the ids of the items that these are ids, or earlier ids, of; others are left out."""
    found: dict[str, None] = {}
    for word in words:
        try:
            found[resolve_item(db, word)] = None
        except NotFound:
            continue
    return list(found)


def _around(db: Database, item_id: str, meant: Collection[str]) -> _Around:
    parent, replies = cases.neighbours(db, item_id)
    return _Around(
        # one that is meant itself is shown for itself
        read_item(db, parent) if parent and parent not in meant else None,
        read_item(db, item_id),
        tuple(read_item(db, reply) for reply in replies),
    )
