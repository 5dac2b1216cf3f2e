"""Captures: every response and imported file as it came, in WARC 1.1 files with one row each in archive.db.

The bytes are on the disk before the row is committed, so a row never names bytes that a killed process did not write.
Format: ISO 28500:2017 (WARC 1.1), one gzip member per record, readable by warcio and pywb.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from sqlite_utils import Database

from archive.errors import BadInput, NotFound
from archive.folder import DataFolder
from archive.originals.times import utc_text
from archive.originals.warc import info_member, read_member, resource_member, response_member


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """Where the bytes of one capture lie; `row_id` is set when an older row of that address holds the same bytes."""

    kind: str
    url: str
    status: int | None
    content_type: str | None
    fetched_at: datetime
    etag: str | None
    last_modified: str | None
    sha256: str
    warc_file: str
    warc_offset: int
    warc_length: int
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """One row of `capture`; `fetched_at` is UTC text."""

    id: int
    kind: str
    url: str
    status: int | None
    content_type: str | None
    fetched_at: str
    etag: str | None
    last_modified: str | None
    sha256: str
    warc_file: str
    warc_offset: int
    warc_length: int
    format: str | None
    parser_version: int | None
    problem: str | None


class CaptureWriter:
    """Writes the captures of one run into a WARC file of its own, made when the first one comes.

    With `db`, a body equal to the newest capture of the same address is not written again. Keep the writer open until
    the rows are committed: an open file is one that `trim_tails` leaves alone.
    """

    def __init__(self, folder: DataFolder, now: datetime, name: str, *, db: Database | None = None) -> None:
        self._folder = folder
        self._stem = f"{name}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"
        self._db = db
        self._file: BinaryIO | None = None
        self._file_name = ""
        self._is_ahead = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; harmless when repeated or when nothing was written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def sync(self) -> None:
        """Wait until everything written is on the disk; to be called before the rows are committed."""
        if self._file is not None and self._is_ahead:
            os.fsync(self._file.fileno())
            self._is_ahead = False

    def write_response(
        self,
        url: str,
        status: int,
        headers: list[tuple[str, str]],
        body: bytes,
        fetched_at: datetime,
        *,
        sync: bool = True,
    ) -> StoredCapture:
        """Store an HTTP response whose body is already decoded; the bytes are on the disk when this returns.

        Without `sync` they are on the disk after the next `sync()`, so that many responses cost one wait.
        """
        named = {name.lower(): value for name, value in reversed(headers)}
        found = _Found("http", url, body, fetched_at, status, named)
        if known := self._known(found):
            return known
        stored = self._store(found, response_member(url, status, headers, body, fetched_at))
        if sync:
            self.sync()
        return stored

    def write_file(self, name: str, body: bytes, fetched_at: datetime) -> StoredCapture:
        """Store an imported file under its bare name; the bytes are on the disk when this returns."""
        # a name that is not UTF-8 on the disk is shown with replacement characters
        bare = name.replace("\\", "/").rsplit("/", 1)[-1].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        found = _Found("file", f"file:{bare}", body, fetched_at)
        if known := self._known(found):
            return known
        stored = self._store(found, resource_member(bare, body, fetched_at))
        self.sync()
        return stored

    def _known(self, found: _Found) -> StoredCapture | None:
        newest = latest_for_url(self._db, found.url) if self._db is not None else None
        if newest is None or (newest.sha256, newest.status) != (found.sha256, found.status):
            return None
        return found.stored(newest.warc_file, newest.warc_offset, newest.warc_length, newest.id)

    def _store(self, found: _Found, member: bytes) -> StoredCapture:
        offset = self._append(member)
        return found.stored(self._file_name, offset, len(member), None)

    def _append(self, member: bytes) -> int:
        out = self._file or self._open()
        offset = out.tell()
        out.write(member)
        out.flush()
        self._is_ahead = True
        return offset

    def _open(self) -> BinaryIO:
        self._folder.captures.mkdir(mode=0o700, parents=True, exist_ok=True)
        out, self._file_name = self._create()
        _sync_folder(self._folder)
        out.write(info_member(self._file_name))
        self._file = out
        return out

    def _create(self) -> tuple[BinaryIO, str]:
        """Return a new file that we hold locked, and its name."""
        number = 0
        while True:
            name = f"{self._stem}{f'-{number}' if number else ''}.warc.gz"
            try:
                handle = os.open(self._folder.captures / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                number += 1
                continue
            out = os.fdopen(handle, "wb")
            fcntl.flock(out, fcntl.LOCK_EX)
            if os.fstat(out.fileno()).st_nlink:
                return out, name
            # somebody trimmed the folder between our two steps and took the empty file for a left-over
            out.close()


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    url: str
    body: bytes
    fetched_at: datetime
    status: int | None = None
    headers: dict[str, str] | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    def stored(self, file: str, offset: int, length: int, row_id: int | None) -> StoredCapture:
        named = self.headers or {}
        return StoredCapture(
            kind=self.kind,
            url=self.url,
            status=self.status,
            content_type=named.get("content-type"),
            fetched_at=self.fetched_at,
            etag=named.get("etag"),
            last_modified=named.get("last-modified"),
            sha256=self.sha256,
            warc_file=file,
            warc_offset=offset,
            warc_length=length,
            row_id=row_id,
        )


def insert_capture(
    db: Database, stored: StoredCapture, *, format: str | None, parser_version: int | None, problem: str | None
) -> int:
    """Write the row of a capture inside the caller's transaction and return its id.

    For bytes that an older row already holds, that row's id comes back; nothing is written unless the source changed
    its ETag or Last-Modified, or the file is now recognised as something else.
    """
    newest = latest_for_url(db, stored.url)
    if newest is not None and (newest.sha256, newest.status) == (stored.sha256, stored.status):
        return _refresh_row(db, stored, newest.id, format, parser_version, problem)
    row = {
        "kind": stored.kind,
        "url": stored.url,
        "status": stored.status,
        "content_type": stored.content_type,
        "fetched_at": utc_text(stored.fetched_at),
        "etag": stored.etag,
        "last_modified": stored.last_modified,
        "sha256": stored.sha256,
        "warc_file": stored.warc_file,
        "warc_offset": stored.warc_offset,
        "warc_length": stored.warc_length,
        "format": format,
        "parser_version": parser_version,
        "problem": problem,
    }
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    cursor = db.execute(f"insert into capture ({names}) values ({marks})", row)
    return int(cursor.lastrowid or 0)


def _refresh_row(
    db: Database,
    stored: StoredCapture,
    row_id: int,
    format: str | None,
    parser_version: int | None,
    problem: str | None,
) -> int:
    values = (stored.etag, stored.last_modified, format, parser_version, problem)
    db.execute(
        "update capture set etag = ?, last_modified = ?, format = ?, parser_version = ?, problem = ? where id = ?"
        " and (etag, last_modified, format, parser_version, problem) is not (?, ?, ?, ?, ?)",
        (*values, row_id, *values),
    )
    return row_id


def note_reading(
    db: Database, capture_id: int, *, format: str | None, parser_version: int, problem: str | None
) -> None:
    """Set what a capture was recognised as when it was read once more; writes nothing when that is already known."""
    values = (format, parser_version, problem)
    db.execute(
        "update capture set format = ?, parser_version = ?, problem = ? where id = ?"
        " and (format, parser_version, problem) is not (?, ?, ?)",
        (*values, capture_id, *values),
    )


def get_capture(db: Database, capture_id: int) -> CaptureRow:
    """Return one row of `capture`; raise NotFound when there is none."""
    for row in db.query("select * from capture where id = ?", (capture_id,)):
        return CaptureRow(**row)
    raise NotFound(f"There is no capture {capture_id} in this archive.")


def iter_captures(db: Database) -> Iterator[CaptureRow]:
    """Yield every capture in the order in which they came."""
    return (CaptureRow(**row) for row in db.query("select * from capture order by id"))


def latest_for_url(db: Database, url: str) -> CaptureRow | None:
    """Return the newest capture of an address, whose ETag and Last-Modified the next request sends; None when new."""
    for row in db.query("select * from capture where url = ? order by id desc limit 1", (url,)):
        return CaptureRow(**row)
    return None


def read_capture(folder: DataFolder, row: CaptureRow) -> bytes:
    """Return the stored body; raise BadInput, naming the capture, when it is missing or not what was stored."""
    try:
        with (folder.captures / row.warc_file).open("rb") as source:
            source.seek(row.warc_offset)
            body = read_member(source.read(row.warc_length))
    except (OSError, BadInput) as error:
        raise _damaged(row) from error
    if hashlib.sha256(body).hexdigest() != row.sha256:
        raise _damaged(row)
    return body


def _damaged(row: CaptureRow) -> BadInput:
    return BadInput(
        f"Capture {row.id} is damaged or missing in captures/{row.warc_file}: put that file back from a backup."
    )


def trim_tails(folder: DataFolder, db: Database) -> int:
    """Cut the bytes that a killed writer left behind the last capture with a row, and return how many bytes went.

    A file without any row goes as a whole. A file that a writer holds open is left alone.
    """
    return sum(_trim(path, db) for path in sorted(folder.captures.glob("*.warc.gz")))


def _trim(path: Path, db: Database) -> int:
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        # asked under the lock: whoever wrote this file has committed its rows by now
        keep = _end_of_rows(db, path.name)
        extra = max(0, os.fstat(file.fileno()).st_size - keep)
        if extra:
            file.truncate(keep)
            os.fsync(file.fileno())
        if not keep:
            path.unlink()
    return extra


def _end_of_rows(db: Database, name: str) -> int:
    rows = db.query("select max(warc_offset + warc_length) as size from capture where warc_file = ?", (name,))
    return next(iter(rows))["size"] or 0


def _sync_folder(folder: DataFolder) -> None:
    handle = os.open(folder.captures, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
