"""The files of an archive: who may read them, what a process that was killed left, and who is at work now."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout

from archive.releases import shelf
from plugins.doctor.findings import Finding, Patient, note, problem

_PRIVATE = ("archive.db", "archive.db-wal", "archive.db-shm", "secrets.toml", "erasures.jsonl", "last-backup.json")
_PRIVATE_FOLDERS = ("captures", ".archive.db-litestream", "exports", "releases/.ledger", "releases/.superseded")
_PUBLIC = ("public.db", "index", "inbox.db", "threadkeep.toml")


def permissions(patient: Patient) -> Iterator[Finding]:
    """Yield private files that more than their owner may read, and public ones that everybody may change."""
    place = patient.folder.path
    if not place.stat().st_mode & stat.S_IXUSR or place.stat().st_mode & stat.S_IWOTH:
        yield problem("permissions", place.name, f"Everybody may change the folder: run `chmod o-w {place.name}`.")
    for name in (*_PRIVATE, *_PRIVATE_FOLDERS):
        path = place / name
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            say = f"More than its owner may open {name}, which holds what is private: run `chmod go= {name}` there."
            yield problem("permissions", name, say)
    for name in _PUBLIC:
        path = place / name
        if path.exists() and path.stat().st_mode & stat.S_IWOTH:
            yield problem("permissions", name, f"Everybody may change {name}: run `chmod o-w {name}` there.")


def locks(patient: Patient) -> Iterator[Finding]:
    """Yield the locks that a process holds. A lock file that nobody holds is no lock: it may lie there."""
    for path in sorted(patient.folder.path.glob("*.lock")):
        guard = FileLock(path, timeout=0)
        try:
            with guard:
                pass
        except Timeout:
            say = f"Something is at work under {path.name}: wait until it ends; if nothing runs, restart the machine."
            yield note("lock", path.name, say)
        except OSError:
            say = f"{path.name} cannot be opened by this user: run doctor as the user who owns the archive."
            yield problem("lock", path.name, say)


def interrupted(patient: Patient) -> Iterator[Finding]:
    """Yield what a publish, release or export that was killed left behind; the next one of each removes it."""
    place = patient.folder.path
    if not _is_held(place / "publish.lock"):
        for name in ("public.db.new", "public.db.new-journal"):
            if (place / name).exists():
                say = f"A publish was killed and left {name}: run `threadkeep publish`, which starts again."
                yield problem("interrupted", name, say)
        if (place / "public.db-journal").exists():
            say = "A writer of public.db was killed: run `threadkeep publish`, which rolls its change back."
            yield problem("interrupted", "public.db-journal", say)
    if not _is_held(place / "release.lock"):
        for path in sorted(shelf.home(patient.folder).glob(".building-*")):
            say = "A release was killed while it was made: run `threadkeep release` or `publish`, which removes it."
            yield note("interrupted", path.name, say)


def _is_held(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except (Timeout, OSError):
        return True


def databases(patient: Patient) -> Iterator[Finding]:
    """Yield the databases that SQLite finds damaged."""
    for path in (patient.folder.archive_db, patient.folder.public_db, patient.folder.inbox_db):
        if path.exists() and not _is_sound(path):
            mend = "delete it and run `threadkeep publish`" if path == patient.folder.public_db else _RESTORE
            yield problem("database", path.name, f"SQLite finds {path.name} damaged: {mend}.")


_RESTORE = "put the archive back from a backup with `threadkeep restore`"


def _is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
        try:
            return bool(db.execute("pragma quick_check(1)").fetchone() == ("ok",))
        except sqlite3.DatabaseError:
            return False
