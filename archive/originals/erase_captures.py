"""Captures without the words that were erased: WARC files written anew, one record after another.

A file is written beside the old one under a new name, its rows follow in one transaction, and then the old one goes:
killed anywhere between, the next run finds either file without rows, and removes it (`trim_tails`).
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator

from archive.errors import BadInput
from archive.folder import DataFolder
from archive.originals.capture_rows import CaptureRow, iter_captures
from archive.originals.captures import read_capture, trim_tails
from archive.originals.erase_payload import Going, blank_payload
from archive.originals.warc import CHUNK, info_member, response_member, write_resource

NOTICE = b"Erased: what stood here cannot be brought back.\n"
"""The whole body of a capture in which the words could not be told from the rest for sure."""
NOTICE_SHA256 = hashlib.sha256(NOTICE).hexdigest()

_KEYED_BY_WORDS = "saved text"
"""Captures of this format have ids made of their words: blanked, every item in them would come back as another."""


@dataclass(frozen=True, slots=True)
class _New:
    """What becomes of one capture."""

    body: bytes
    is_notice: bool


def erase_in_captures(
    db: Database,
    folder: DataFolder,
    items: Sequence[tuple[Going, Collection[int]]],
    *,
    only: Collection[int] | None = None,
) -> int:
    """Take what must go out of all captures, or of `only` some; return how many were written anew.

    Each of `items` comes with the captures that are known to tell it: those lose their whole body where it is not
    found in them. Raises nothing for a damaged capture, which stays as it is. The caller holds the harvest's lock, and
    calls `forget_captures` in the transaction that ends the erasure.
    """
    rows = [row for row in iter_captures(db) if only is None or row.id in only]
    done = {capture_id for (capture_id,) in db.conn.execute("select capture_id from erasure_capture")}
    known = [(going, frozenset(told_in) - done) for going, told_in in items]
    found = {row.id: new for row in rows if (new := _look(folder, row, known)) is not None}
    files = dict.fromkeys(row.warc_file for row in rows if row.id in found)
    for name in files:
        _write_anew(db, folder, name, found)
    trim_tails(folder, db)
    return len(found)


def forget_captures(db: Database) -> None:
    """Forget which captures were written anew, inside the transaction in which their words go from the rows too."""
    db.conn.execute("delete from erasure_capture")


def count_captures(db: Database, folder: DataFolder, items: Sequence[tuple[Going, Collection[int]]]) -> int:
    """Return how many captures would be written anew."""
    return sum(_look(folder, row, items) is not None for row in iter_captures(db))


def _look(folder: DataFolder, row: CaptureRow, items: Sequence[tuple[Going, Collection[int]]]) -> _New | None:
    """Return the body that a capture gets, None where nothing of it must go."""
    try:
        body = read_capture(folder, row)
    except BadInput:
        return None
    if body == NOTICE:
        return None
    new = body
    for going, told_in in items:
        done = blank_payload(new, going)
        is_lost = row.id in told_in and going.texts and not done.found
        if done.unsure or is_lost or (done.changed and row.format == _KEYED_BY_WORDS):
            return _New(NOTICE, is_notice=True)
        new = done.body
    return None if new == body else _New(new, is_notice=False)


def _write_anew(db: Database, folder: DataFolder, name: str, found: Mapping[int, _New]) -> None:
    old = folder.captures / name
    rows = [row for row in iter_captures(db) if row.warc_file == name]
    with old.open("rb") as source, _new_file(folder, name) as (out, new_name):
        out.write(info_member(new_name))
        places = [(row, *_copy(source, out, row, found.get(row.id))) for row in rows]
        out.flush()
        os.fsync(out.fileno())
        with db.atomic():
            for row, offset, length in places:
                _set_row(db, row, new_name, offset, length, found.get(row.id))
    _overwrite(old)


def _copy(source: BinaryIO, out: BinaryIO, row: CaptureRow, new: _New | None) -> tuple[int, int]:
    """Write the record of a capture and return where it lies: as it was, or around another body."""
    offset = out.tell()
    source.seek(row.warc_offset)
    member = source.read(row.warc_length)
    if new is None:
        out.write(member)
    else:
        _write_member(out, row, member, new)
    return offset, out.tell() - offset


def _write_member(out: BinaryIO, row: CaptureRow, member: bytes, new: _New) -> None:
    fetched_at = datetime.fromisoformat(row.fetched_at)
    record = next(iter(ArchiveIterator(io.BytesIO(member))))
    address = record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_type == "response":
        headers = record.http_headers.headers
        if new.is_notice:
            headers = [("Content-Type", "text/plain")]
        out.write(response_member(address, row.status or 200, headers, new.body, fetched_at))
    else:
        digest = hashlib.sha256(new.body).digest()
        write_resource(out, address, io.BytesIO(new.body), size=len(new.body), sha256=digest, fetched_at=fetched_at)


def _set_row(db: Database, row: CaptureRow, name: str, offset: int, length: int, new: _New | None) -> None:
    sha256 = row.sha256 if new is None else hashlib.sha256(new.body).hexdigest()
    db.execute(
        "update capture set warc_file = ?, warc_offset = ?, warc_length = ?, sha256 = ? where id = ?",
        (name, offset, length, sha256, row.id),
    )
    if new is not None:
        db.execute("insert or ignore into erasure_capture (capture_id) values (?)", (row.id,))
    if new is not None and new.is_notice:
        # read again, it says nothing of anybody
        db.execute("update capture set format = null, problem = null where id = ?", (row.id,))


@contextmanager
def _new_file(folder: DataFolder, name: str) -> Iterator[tuple[BinaryIO, str]]:
    """Give a new file, held locked until its rows are written, and its name; it goes again when the block fails."""
    stem, number = name.removesuffix(".warc.gz").partition("-again")[0], 1
    while (path := folder.captures / f"{stem}-again{number}.warc.gz").exists():
        number += 1
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        try:
            yield out, path.name
        except BaseException:
            path.unlink()
            raise


def _overwrite(path: Path) -> None:
    """Remove a file, its bytes overwritten first, as far as the disk lets that happen."""
    with path.open("r+b") as out:
        left = os.fstat(out.fileno()).st_size
        while left > 0:
            left -= out.write(bytes(min(CHUNK, left)))
        out.flush()
        os.fsync(out.fileno())
    path.unlink()
