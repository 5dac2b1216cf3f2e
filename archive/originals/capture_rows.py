"""The rows of `capture`: one per response or imported file, naming the place of its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.errors import NotFound
from archive.originals.times import utc_text


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


def insert_capture(
    db: Database, stored: StoredCapture, *, format: str | None, parser_version: int | None, problem: str | None
) -> int:
    """Write the row of a capture inside the caller's transaction and return its id.

    For bytes that an older row already holds, that row's id comes back; nothing is written unless the source changed
    its ETag or Last-Modified, or the file is now recognised as something else.
    """
    same = find_same(db, stored.kind, stored.url, stored.sha256, stored.status, stored.fetched_at)
    if same is not None:
        return _refresh_row(db, stored, same.id, format, parser_version, problem)
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
    """Return the newest response of an address, whose ETag and Last-Modified the next request sends; None when new."""
    rows = db.query(
        "select * from capture where url = ? and kind = 'http' order by fetched_at desc, id desc limit 1", (url,)
    )
    return next((CaptureRow(**row) for row in rows), None)


def find_same(
    db: Database, kind: str, url: str, sha256: str, status: int | None, fetched_at: datetime
) -> CaptureRow | None:
    """Return the row that makes storing a body needless, None when there is none.

    It is a capture of the same bytes at the same address at the same moment, or the last one before it: what stood
    there, was replaced and came back is another capture.
    """
    moment = utc_text(fetched_at)
    rows = db.query(
        "select * from capture where url = ? and kind = ? and fetched_at <= ? order by fetched_at desc, id desc",
        (url, kind, moment),
    )
    for row in rows:
        if (row["sha256"], row["status"]) == (sha256, status):
            return CaptureRow(**row)
        if row["fetched_at"] < moment:
            return None
    return None
