"""Publishing everything: a new file is built and gated beside the live one, catches up, and is copied into it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from archive.errors import Refused
from archive.folder import DataFolder, Settings
from archive.moderation import findings, log, shown
from archive.originals import store as originals
from archive.public import store
from archive.public.surface import Surface
from archive.publishing import bookkeeping, surfaces
from archive.publishing.derive import Before
from archive.publishing.settle import Shut, report, write_thread
from archive.publishing.sources import iter_item_ids, iter_post_ids, read_inputs
from archive.publishing.update import LOCK, WAIT, apply_pending, differing, run_whole_gate, write_frame

WHOLE_LOCK = "publish-whole"
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_BATCH = 200
_CACHE_KB = 32_000


def publish_whole(
    folder: DataFolder,
    archive: Database,
    settings: Settings,
    now: datetime,
    to: Sequence[Surface],
    progress: Progress | None = None,
) -> int:
    """Build, gate and switch to a new public copy, let the surfaces start afresh; return how many items changed.

    Raises ItemsShut, with everything else published, when the gate finds something in some threads; GateClosed, with
    the live file as it was, when that is in what all share; and Refused while another whole publish runs. What is
    decided meanwhile is in it.
    """
    with folder.lock(WHOLE_LOCK, doing="publishing everything"):
        with archive.atomic():
            dirty = bookkeeping.start_whole(archive) or not bookkeeping.is_same(archive, settings)
        _refresh_findings(archive, progress)
        path = _new_file(folder)
        _remove(path)
        built = store.create_public(path, mode=0o600)
        try:
            shut = _build(archive, built, settings, progress)
            with folder.lock(LOCK, wait=WAIT, doing="publishing"):
                changed, shut = _switch(folder, archive, built, settings, now, shut, dirty=dirty)
                surfaces.bring_up_to_date(archive, to, bookkeeping.published_version(archive))
        finally:
            built.close()
            _remove(path)
    report(shut)
    return changed


def remove_left_over(folder: DataFolder) -> None:
    """Remove the new file that a killed publish left behind; it may hold words that were masked since."""
    path = _new_file(folder)
    if path.exists() or _journal_of(path).exists():
        # while a whole publish runs, the file is its own
        with contextlib.suppress(Refused), folder.lock(WHOLE_LOCK):
            _remove(path)


def _refresh_findings(archive: Database, progress: Progress | None) -> None:
    ids = iter_item_ids(archive)
    for done in range(0, len(ids), _BATCH):
        # in small transactions: moderators do not wait for the recognizers
        findings.refresh(archive, ids[done : done + _BATCH])
        _tell(progress, "looking for details", done, len(ids))


def _build(archive: Database, built: Database, settings: Settings, progress: Progress | None) -> Shut:
    """Write every thread as one moment of the archive has it, and run the gate on all; return what it refused."""
    # nobody reads this file yet, and a killed build starts afresh
    built.conn.execute("pragma synchronous = off")
    # what is derived is written in another order than it lies in the file: pages wait in memory for more of their rows
    built.conn.execute(f"pragma cache_size = -{_CACHE_KB}")
    archive.conn.execute("begin")
    try:
        inputs = read_inputs(archive, settings)
        post_ids = iter_post_ids(archive)
        with built.atomic():
            write_frame(built, inputs, 0)
            for number, post_id in enumerate(post_ids):
                write_thread(built, archive, inputs, post_id)
                _tell(progress, "publishing", number, len(post_ids))
            shut, _ = run_whole_gate(built, archive, inputs, Before(frozenset(post_ids)))
    finally:
        archive.conn.execute("rollback")
    # no page of it holds what an earlier form of a row said
    built.conn.execute("vacuum")
    return shut


def _switch(
    folder: DataFolder,
    archive: Database,
    built: Database,
    settings: Settings,
    now: datetime,
    shut: Shut,
    *,
    dirty: bool,
) -> tuple[int, Shut]:
    """Catch up with what was decided meanwhile and copy the new file over the live one; return how many changed."""
    live = folder.public_db.exists()
    dirty = (
        dirty or bool(shut) or bool(originals.get_pending(archive)) or (live and store.differs(built, folder.public_db))
    )
    if dirty:
        bookkeeping.note_publish(archive, now, "everything")
    with archive.atomic():
        # without a log line of its own a publish takes nothing new in: what came this moment waits for the next
        pending = originals.take_pending(archive) | shut.item_ids if dirty else set()
        version = log.last_seq(archive) if dirty else bookkeeping.published_version(archive)
        with built.atomic():
            shut = apply_pending(built, archive, settings, pending, version).shut
        if pending:
            built.conn.execute("vacuum")
        changed = _changed(folder, built) if live else set(store.get_row_versions(built))
        _copy_over(folder, built)
        behind = bookkeeping.get_behind(archive).plus(changed, (), whole=True)
        originals.mark_pending(archive, sorted(shut.item_ids))
        bookkeeping.finish(archive, settings, version, behind, whole=True)
        bookkeeping.end_whole(archive)
        shown.note_behind(archive)
    return len(changed), shut


def _changed(folder: DataFolder, built: Database) -> set[str]:
    live = store.open_public(folder)
    try:
        before, after = store.get_row_versions(live), store.get_row_versions(built)
    except sqlite3.OperationalError:
        # a live copy of an older schema
        return set(store.get_row_versions(built))
    finally:
        live.close()
    return differing(before, after)


def _copy_over(folder: DataFolder, built: Database) -> None:
    """Make the live file equal to the new one, in one transaction of SQLite's own, under readers that have it open."""
    if not folder.public_db.exists():
        _move_in(folder)
        return
    live = store.open_public(folder, write=True)
    try:
        built.conn.backup(live.conn)
    finally:
        live.close()
    # at once: it is no public file, and nobody looks after it
    _remove(_new_file(folder))


def _move_in(folder: DataFolder) -> None:
    """Put the new file where no live one is, on disk before it has its name."""
    path = _new_file(folder)
    for suffix in ("-journal", "-wal", "-shm"):
        # of a live file that was deleted: SQLite would play it back into the new one
        folder.public_db.with_name(folder.public_db.name + suffix).unlink(missing_ok=True)
    path.chmod(0o640)
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    path.rename(folder.public_db)


def _new_file(folder: DataFolder) -> Path:
    return folder.path / "public.db.new"


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _journal_of(path).unlink(missing_ok=True)


def _journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _tell(progress: Progress | None, doing: str, done: int, total: int) -> None:
    if progress is not None:
        progress(doing, done, total)
