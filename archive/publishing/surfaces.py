"""Every place that shows public text, found by entry point, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import entry_points

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public.surface import Changes, Surface
from archive.publishing import bookkeeping

GROUP = "threadkeep.surfaces"
FIRST = "public_file"


def load_surfaces(folder: DataFolder) -> list[Surface]:
    """Return every registered surface of an archive, the public file first, the others by name."""
    found = sorted(entry_points(group=GROUP), key=lambda point: (point.name != FIRST, point.name))
    return [point.load()(folder) for point in found]


def bring_up_to_date(db: Database, surfaces: Sequence[Surface], version: int) -> None:
    """Let every surface catch up with public.db, and remember that they have.

    A surface that is further behind than what we remember, or has nothing yet, starts afresh. Safe to repeat.
    """
    behind = bookkeeping.get_behind(db)
    for surface in surfaces:
        state = surface.state()
        lost = state is None or not behind.since <= state <= version
        if lost or behind or state != version:
            surface.apply(_changes(behind, version, whole=lost or behind.whole))
    with db.atomic():
        bookkeeping.set_behind(db, bookkeeping.Behind(since=version))


def _changes(behind: bookkeeping.Behind, version: int, *, whole: bool) -> Changes:
    return Changes(tuple(sorted(behind.item_ids)), tuple(sorted(behind.post_ids)), whole, version)
