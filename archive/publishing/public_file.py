"""public.db as a surface: always up to date, because publishing writes it; searched value by value."""

from __future__ import annotations

from collections.abc import Sequence

from archive.folder import DataFolder
from archive.public import store
from archive.public.surface import Asked, Changes, FoundIn, Place, Surface
from archive.publishing.scan import find_each


class PublicFile(Surface):
    """The tables that researchers query and every page is made from."""

    name = "public_file"

    def __init__(self, folder: DataFolder) -> None:
        """Bind to one archive; nothing is opened yet."""
        self._folder = folder

    def apply(self, changes: Changes) -> None:
        """Do nothing: publishing has written the file before it calls the surfaces."""

    def find_each(self, asked: Sequence[Asked]) -> list[FoundIn]:
        """Look for words in every value of every table, or of the rows of some items."""
        db = store.open_public(self._folder)
        try:
            found = find_each(db, asked)
        finally:
            db.close()
        return [FoundIn(checked, tuple(Place(self.name, where) for where in places)) for checked, places in found]

    def state(self) -> int | None:
        """Return the content version of the file, None when nothing is published."""
        if not self._folder.public_db.exists():
            return None
        db = store.open_public(self._folder)
        try:
            return store.content_version(db)
        finally:
            db.close()
