"""A backup: one file with all of an archive that cannot be made again, and how it is put back in another folder (A9).

A tar file (POSIX.1-2001, uncompressed: captures are compressed already) that ends in a manifest of SHA-256 digests.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from archive.errors import BadInput, Refused, WrongUse
from archive.folder import DataFolder

FORMAT = 1
WAIT = 60.0
"""Seconds to wait for a harvest or an erasure to end."""

_MANIFEST = "manifest.json"
_LEDGER = "releases/.ledger"
"""What is remembered of releases for ever (`archive.releases.ledger`); they themselves are not backed up."""

LAST = "last-backup.json"
"""When the last backup was made, beside the archive: `threadkeep doctor` says when that is long ago."""

_EXPORTS = "exports"
"""What is remembered of copies of the site (`plugins.static_site.ledger`)."""

_MEMBER = re.compile(
    r"archive\.db|inbox\.db|threadkeep\.toml|secrets\.toml|captures/[A-Za-z0-9._-]+\.warc\.gz|"
    r"releases/\.ledger/[0-9-]+\.(?:json|rows)|exports/(?:key|copy-v[0-9]+\.(?:json|rows))"
)
_NEEDED = frozenset({"archive.db", "threadkeep.toml", "secrets.toml"})


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: when it was made, and how many files and bytes."""

    made_at: str
    files: int
    size: int


def write_backup(folder: DataFolder, target: Path, now: datetime) -> Backup:
    """Write everything that cannot be made again to one file, readable by its owner alone; return what is in it.

    The file is there as a whole or not at all. Raises WrongUse when it exists already, or would lie in the archive's
    folder, and Refused while something harvests, imports or erases.
    """
    folder.require()
    if not target.parent.is_dir():
        raise WrongUse(f"There is no folder {target.parent.name} to write {target.name} in: make it, or name another.")
    if target.exists():
        raise WrongUse(f"{target.name} exists already: name a file that does not.")
    if folder.path.resolve() in target.resolve().parents:
        raise WrongUse("A backup in the folder that it is a backup of goes with it: name a file elsewhere.")
    handle, partial = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        # captures change only under this lock, so what archive.db names is there
        with folder.lock("harvest", wait=WAIT, doing="harvesting or erasing"), os.fdopen(handle, "wb") as out:
            written = _write(folder, out, now)
            out.flush()
            os.fsync(out.fileno())
        os.link(partial, target)
    finally:
        os.unlink(partial)
    _remember(folder, written)
    return written


def _remember(folder: DataFolder, made: Backup) -> None:
    path = folder.path / LAST
    partial = path.with_name(f".{LAST}.new")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump({"made_at": made.made_at}, out)
    partial.replace(path)


def _write(folder: DataFolder, out: IO[bytes], now: datetime) -> Backup:
    digests: dict[str, str] = {}
    size = 0
    with tarfile.open(fileobj=out, mode="w") as tar, tempfile.TemporaryDirectory(dir=folder.path) as scratch:
        for name, path in _members(folder, Path(scratch)):
            tar.add(path, name, recursive=False, filter=_plain)
            digests[name] = _digest(path)
            size += path.stat().st_size
        made_at = now.astimezone(UTC).isoformat(timespec="seconds")
        manifest = Path(scratch) / _MANIFEST
        manifest.write_text(json.dumps({"format": FORMAT, "made_at": made_at, "sha256": digests}), encoding="utf-8")
        tar.add(manifest, _MANIFEST, filter=_plain)
    return Backup(made_at, len(digests), size)


def _members(folder: DataFolder, scratch: Path) -> Iterator[tuple[str, Path]]:
    for database in (folder.archive_db, folder.inbox_db):
        if database.exists():
            yield database.name, _copy_database(database, scratch / database.name)
    for path in (folder.settings_file, folder.secrets_file):
        yield path.name, path
    for path in sorted(folder.captures.glob("*.warc.gz")):
        yield f"captures/{path.name}", path
    for ledger, names in ((_LEDGER, "[0-9]*"), (_EXPORTS, "key"), (_EXPORTS, "copy-v*.*")):
        for path in sorted((folder.path / ledger).glob(names)):
            if path.is_file():
                yield f"{ledger}/{path.name}", path


def _copy_database(source: Path, target: Path) -> Path:
    """Copy a database as one moment has it, whoever writes it meanwhile."""
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
    except sqlite3.DatabaseError as error:
        raise Refused(f"{source.name} cannot be read ({error}): put it back from an earlier backup.") from error
    return target


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    # nobody's name, and no right for anybody but the owner
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


@contextmanager
def unpacked(source: Path, target: DataFolder) -> Iterator[tuple[DataFolder, Backup]]:
    """Give the archive of a backup, verified, in a folder beside its target; it takes the target's place at the end.

    Whatever fails leaves no trace of it. Raises WrongUse when the target is no empty or new folder, BadInput when the
    file is no backup, or damaged.
    """
    if target.path.exists() and any(target.path.iterdir()):
        raise WrongUse(f"{target.path.name} is not empty: name a new folder, and put it in its place afterwards.")
    target.path.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{target.path.name}.", dir=target.path.parent))
    try:
        made = _unpack(source, partial)
        yield DataFolder(partial), made
        for lock in partial.glob("*.lock"):
            lock.unlink()
        partial.chmod(0o755)
        if target.path.exists():
            target.path.rmdir()
        partial.rename(target.path)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _unpack(source: Path, place: Path) -> Backup:
    (place / "captures").mkdir(mode=0o700)
    try:
        with tarfile.open(source, mode="r:") as tar:
            manifest = _extract(tar, place)
            digests: dict[str, str] = dict(manifest["sha256"])
            found = {name: _digest(place / name) for name in digests if (place / name).exists()}
            made_at = str(manifest["made_at"])
    except (tarfile.TarError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(f"{source.name} is no backup of threadkeep, or it is damaged: take another one.") from error
    if found != digests or not digests.keys() >= _NEEDED or manifest.get("format") != FORMAT:
        raise BadInput(f"{source.name} is damaged, or of another version of threadkeep: take another backup.")
    _check_database(place / "archive.db", source)
    return Backup(made_at, len(digests), sum((place / name).stat().st_size for name in digests))


def _extract(tar: tarfile.TarFile, place: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = {}
    for member in tar:
        content = tar.extractfile(member) if member.isfile() else None
        if content is None:
            raise ValueError("a member that is no file")
        with content:
            if member.name == _MANIFEST:
                manifest = json.load(content)
            elif _MEMBER.fullmatch(member.name):
                if member.name.startswith(_LEDGER):
                    (place / "releases").mkdir(mode=0o750, exist_ok=True)
                    (place / _LEDGER).mkdir(mode=0o700, exist_ok=True)
                elif member.name.startswith(f"{_EXPORTS}/"):
                    (place / _EXPORTS).mkdir(mode=0o700, exist_ok=True)
                with os.fdopen(os.open(place / member.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    shutil.copyfileobj(content, out)
            else:
                raise ValueError("a member that no backup has")
    return manifest


def _check_database(path: Path, source: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        try:
            said = db.execute("pragma quick_check").fetchall()
        except sqlite3.DatabaseError:
            said = []
    if said != [("ok",)]:
        raise Refused(f"The archive in {source.name} is damaged: take another backup.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
