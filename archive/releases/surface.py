"""The releases as a surface: what is withdrawn later takes a release off the shelf, and an erasure takes its files."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import DatabaseError

from sqlite_utils import Database

from archive.errors import NotFound, Refused
from archive.folder import DataFolder
from archive.originals.database import open_archive
from archive.public import store
from archive.public.surface import Asked, Changes, FoundIn, Place, Surface
from archive.publishing.scan import find_each
from archive.releases import changes as lists
from archive.releases import ledger, shelf
from archive.releases.build import RELEASE_LOCK, remove_left_over
from archive.releases.ledger import Entry
from archive.releases.package import digest_of
from archive.releases.shelf import Release
from archive.releases.sqlite_file import open_release
from archive.releases.standing import find_decided, find_masked, find_withdrawn, tables_of

_ERASING = ("erase", "erase-words")


class ReleasesSurface(Surface):
    """Every release that is offered."""

    name = "releases"

    def __init__(self, folder: DataFolder) -> None:
        """Bind to one archive; nothing is opened yet."""
        self._folder = folder

    def apply(self, changes: Changes) -> None:
        """Hold every release against what is public now; those that say more, or are damaged, are offered no longer."""
        with suppress(Refused), self._folder.lock(RELEASE_LOCK):
            # it may hold words that are to go; one that is being written looks for itself before it is named
            remove_left_over(self._folder)
        known = ledger.entries(self._folder)
        if not known:
            return
        ids = None if changes.whole else sorted({*changes.item_ids, *changes.post_ids})
        with closing(open_archive(self._folder)) as archive, closing(store.open_public(self._folder)) as public:
            for entry in known:
                self._hold(entry, public, archive, ids)
            self._erase(known, archive)
            after = ledger.entries(self._folder)
            lists.write_lists(self._folder, public, after)
        offered = {release.name for release in shelf.offered(self._folder)}
        gone = [entry.name for entry in after if entry.name not in offered and _was_superseded(self._folder, entry)]
        shelf.write_state(self._folder, changes.content_version, gone)

    def find_each(self, asked: Sequence[Asked]) -> list[FoundIn]:
        """Look for words in every row of every release that is offered.

        Its other files say the same, which was checked when it was made: one whose checksum is another is told as a
        place, whatever it says. Where only some items are asked for, its time is taken for its checksum.
        """
        is_thorough = any(each.item_ids is None for each in asked)
        checked = [0] * len(asked)
        places: list[list[Place]] = [[] for _ in asked]
        for release in shelf.offered(self._folder):
            changed = [
                Place(self.name, f"{release.name}/{name}") for name in _changed_files(release, is_thorough=is_thorough)
            ]
            try:
                with closing(open_release(release.database)) as db:
                    found = find_each(db, asked, tables=tables_of(db))
            except DatabaseError:
                # what cannot be read is never counted as clean
                found = [(0, [] if changed else [release.database.name])] * len(asked)
            for number, (count, where) in enumerate(found):
                checked[number] += count
                places[number] += [*changed, *(Place(self.name, f"{release.name}/{each}") for each in where)]
        return [FoundIn(count, tuple(some)) for count, some in zip(checked, places, strict=True)]

    def damaged(self) -> tuple[str, ...]:
        """Return the files of the releases on offer that are not what their checksums say."""
        offered = shelf.offered(self._folder)
        return tuple(f"{each.name}/{name}" for each in offered for name in _changed_files(each, is_thorough=True))

    def state(self) -> int | None:
        """Return the version that the releases were held against; without any, that of what is public."""
        if ledger.entries(self._folder):
            return shelf.version(self._folder)
        if not self._folder.public_db.exists():
            return None
        with closing(store.open_public(self._folder)) as db:
            return store.content_version(db)

    def _hold(self, entry: Entry, public: Database, archive: Database, ids: list[str] | None) -> None:
        files = files_of(self._folder, entry.name)
        if files is None:
            lost = find_decided(public, archive, entry.content_version, ids)
            ledger.write_entry(self._folder, entry.with_withdrawn(set(entry.withdrawn) | lost))
            return
        is_damaged = False
        try:
            with closing(open_release(files / "threadkeep.sqlite")) as db:
                looked, lost = find_withdrawn(db, public, entry.bylines, ids)
                lost |= find_masked(db, archive, ids)
        except DatabaseError:
            # nobody can say what it holds, so it is offered no longer; a decision must not wait for it
            is_damaged, looked, lost = True, set(), find_decided(public, archive, entry.content_version, ids)
        if (lost or is_damaged) and files.parent == shelf.home(self._folder):
            files.rename(_superseded(self._folder) / entry.name)
        ledger.write_entry(self._folder, entry.with_withdrawn((set(entry.withdrawn) - looked) | lost))

    def _erase(self, known: Sequence[Entry], archive: Database) -> None:
        """Remove the files of every superseded release that is older than an erasure."""
        marks = ", ".join("?" * len(_ERASING))
        (last,) = archive.conn.execute(
            f"select coalesce(max(seq), 0) from log where kind in ({marks})", _ERASING
        ).fetchone()
        for entry in known:
            path = _superseded(self._folder) / entry.name
            if last > entry.content_version and path.is_dir():
                shutil.rmtree(path)


def remove(folder: DataFolder, name: str) -> None:
    """Take a release off the shelf and delete its files; raise NotFound when there are none.

    What the ledger knows stays, so that those who hold a copy can be told of what is withdrawn later.
    """
    files = files_of(folder, name)
    if files is None:
        raise NotFound(f"There is no release {name}: `threadkeep release --list` names them all.")
    # out of sight at once, whatever becomes of the rest
    hidden = _superseded(folder) / f"{name}.removed"
    files.rename(hidden)
    shutil.rmtree(hidden)


def files_of(folder: DataFolder, name: str) -> Path | None:
    """Return where the files of a release lie, offered or superseded; None when they are gone."""
    if not shelf.NAME.match(name):
        return None
    found = (path / name for path in (shelf.home(folder), shelf.home(folder) / ".superseded"))
    return next((path for path in found if path.is_dir()), None)


def _superseded(folder: DataFolder) -> Path:
    path = shelf.home(folder) / ".superseded"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def _was_superseded(folder: DataFolder, entry: Entry) -> bool:
    return bool(entry.withdrawn) or entry.name in shelf.superseded(folder)


def _changed_files(release: Release, *, is_thorough: bool) -> list[str]:
    """Return the files of a release that are not what its checksums say, and those that no checksum knows.

    Unless it is thorough a file counts as unchanged that is as old as the list of checksums: all were dated alike.
    """
    there = {path.relative_to(release.path).as_posix(): path for path in release.path.rglob("*") if path.is_file()}
    sealed = there.pop(shelf.SUMS).stat().st_mtime_ns

    def is_same(name: str, digest: str) -> bool:
        path = there.get(name)
        if path is None or path.stat().st_mtime_ns != sealed:
            return False
        return not is_thorough or digest_of(path) == digest

    changed = {name for name, digest in release.sums.items() if not is_same(name, digest)}
    return sorted(changed | (there.keys() - release.sums.keys()))
