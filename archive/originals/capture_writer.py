"""Writing captures: bytes are on the disk before their row is committed, so no row names what was never written."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import BinaryIO, Self, cast

from sqlite_utils import Database

from archive.errors import BadInput
from archive.folder import DataFolder
from archive.originals.capture_rows import StoredCapture, find_same
from archive.originals.warc import CHUNK, info_member, response_member, write_resource


class CaptureWriter:
    """Writes the captures of one run into a WARC file of its own, made when the first one comes.

    A body that an address showed before, and nothing else since, is not written again. What is written is on the disk
    after the next `sync()`, so that many captures cost one wait. Keep the writer open until the rows are committed: an
    open file is one that `trim_tails` leaves alone. A `dry` writer writes nothing.
    """

    def __init__(self, folder: DataFolder, now: datetime, name: str, db: Database, *, dry: bool = False) -> None:
        self._folder, self._db, self._dry = folder, db, dry
        self._stem = f"{name}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"
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

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """Keep what the block writes, all of it on the disk when it ends, or none of it when it raises."""
        before = self._file.tell() if self._file is not None else 0
        try:
            yield
            self.sync()
        except BaseException:
            self._take_back(before)
            raise

    def write_response(
        self, url: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, fetched_at: datetime
    ) -> StoredCapture:
        """Store an HTTP response whose body is already decoded, with the headers that describe it."""
        named = {name.lower(): value for name, value in reversed(headers)}
        found = _Found("http", url, hashlib.sha256(body).hexdigest(), fetched_at, status, named)
        if known := self._known(found):
            return known
        offset = 0 if self._dry else self._append(response_member(url, status, headers, body, fetched_at))
        return self._stored(found, offset)

    def write_file(self, name: str, source: BinaryIO, fetched_at: datetime, *, url: str | None = None) -> StoredCapture:
        """Store an imported file under its bare name, or under the address its page once had.

        The stream is read from its start, twice, and never held whole. Raises BadInput when it changes meanwhile.
        """
        size, digest = _measure(source)
        found = _Found("file", url or f"file:{_bare(name)}", digest.hex(), fetched_at)
        if known := self._known(found):
            return known
        offset = 0 if self._dry else self._copy(found, source, size, digest)
        return self._stored(found, offset)

    def _known(self, found: _Found) -> StoredCapture | None:
        same = find_same(self._db, found.kind, found.url, found.sha256, found.status, found.fetched_at)
        return found.stored(same.warc_file, same.warc_offset, same.warc_length, same.id) if same else None

    def _stored(self, found: _Found, offset: int) -> StoredCapture:
        length = self._file.tell() - offset if self._file is not None else 0
        return found.stored(self._file_name, offset, length, None)

    def _append(self, member: bytes) -> int:
        out = self._file or self._open()
        offset = out.tell()
        out.write(member)
        out.flush()
        self._is_ahead = True
        return offset

    def _copy(self, found: _Found, source: BinaryIO, size: int, digest: bytes) -> int:
        out = self._file or self._open()
        offset = out.tell()
        copied = _Copied(source)
        write_resource(out, found.url, cast("BinaryIO", copied), size=size, sha256=digest, fetched_at=found.fetched_at)
        if copied.digest() != digest:
            raise BadInput("This file changed while it was read: wait until it is complete, then run this again.")
        out.flush()
        self._is_ahead = True
        return offset

    def _take_back(self, before: int) -> None:
        """Cut what was written since; a file that held nothing before goes as a whole."""
        if self._file is None:
            return
        self._file.seek(before)
        self._file.truncate()
        self._is_ahead = False
        if not before:
            (self._folder.captures / self._file_name).unlink()
            self.close()

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


def _bare(name: str) -> str:
    # a name that is not UTF-8 on the disk is shown with replacement characters
    return name.replace("\\", "/").rsplit("/", 1)[-1].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _measure(source: BinaryIO) -> tuple[int, bytes]:
    """Return size and digest of a stream, which is at its start again afterwards."""
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while piece := source.read(CHUNK):
        digest.update(piece)
        size += len(piece)
    source.seek(0)
    return size, digest.digest()


class _Copied:
    """A stream that warcio copies into a record, with the digest of what it truly gave."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._digest.update(piece)
        return piece

    def digest(self) -> bytes:
        return self._digest.digest()


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    url: str
    sha256: str
    fetched_at: datetime
    status: int | None = None
    headers: dict[str, str] | None = None

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


def _sync_folder(folder: DataFolder) -> None:
    handle = os.open(folder.captures, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
