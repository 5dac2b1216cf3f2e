"""Captures: every response and imported file as it came, in WARC 1.1 files with one row each in archive.db.

Format: ISO 28500:2017 (WARC 1.1), one gzip member per record, readable by warcio and pywb.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from sqlite_utils import Database

from archive.errors import BadInput
from archive.folder import DataFolder
from archive.originals.capture_rows import (
    CaptureRow,
    StoredCapture,
    find_same,
    get_capture,
    insert_capture,
    iter_captures,
    latest_for_url,
    note_reading,
)
from archive.originals.capture_writer import CaptureWriter
from archive.originals.warc import CHUNK, iter_body

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = [
    "CaptureRow",
    "CaptureWriter",
    "StoredCapture",
    "check_capture",
    "find_same",
    "get_capture",
    "insert_capture",
    "iter_captures",
    "latest_for_url",
    "note_reading",
    "open_capture",
    "read_capture",
    "trim_tails",
]

_IN_MEMORY = 4 * 1024 * 1024


def open_capture(folder: DataFolder, row: CaptureRow) -> io.BufferedReader:
    """Return the stored body as a stream that can be sought in, to be closed by the caller.

    What is too large for memory lies meanwhile in a file without a name in the folder of captures. Raises BadInput,
    naming the capture, when it is missing or not what was stored.
    """
    # closed by the caller, or below
    body = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=str(folder.captures))  # noqa: SIM115
    try:
        for piece in _iter_body(folder, row):
            body.write(piece)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return io.BufferedReader(cast("io.RawIOBase", body), CHUNK)


def check_capture(folder: DataFolder, row: CaptureRow) -> None:
    """Raise BadInput, naming the capture, when its body is missing or not what was stored."""
    for _ in _iter_body(folder, row):
        pass


def _iter_body(folder: DataFolder, row: CaptureRow) -> Iterator[bytes]:
    digest = hashlib.sha256()
    try:
        with (folder.captures / row.warc_file).open("rb") as source:
            for piece in iter_body(io.BufferedReader(_Section(source, row.warc_offset, row.warc_length), CHUNK)):
                digest.update(piece)
                yield piece
    except (OSError, BadInput) as error:
        raise _damaged(row) from error
    if digest.hexdigest() != row.sha256:
        raise _damaged(row)


def _damaged(row: CaptureRow) -> BadInput:
    return BadInput(
        f"Capture {row.id} is damaged or missing in captures/{row.warc_file}: put that file back from a backup."
    )


def read_capture(folder: DataFolder, row: CaptureRow) -> bytes:
    """Return the stored body; raise BadInput, naming the capture, when it is missing or not what was stored."""
    with open_capture(folder, row) as body:
        return body.read()


class _Section(io.RawIOBase):
    """Some bytes of a file, and no more: the next record may be half written."""

    def __init__(self, source: BinaryIO, start: int, length: int) -> None:
        self._source, self._left = source, length
        source.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        piece = self._source.read(min(len(view), self._left))
        view[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)


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
