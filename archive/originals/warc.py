"""Members of WARC 1.1 files (ISO 28500:2017), one gzip member per record, readable by warcio and pywb."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import BadInput

CHUNK = 65_536

# one step from the strongest costs twice the time and saves a hundredth
_LEVEL = 6
# the body is kept as it was decoded, and nothing of who asked: these say how it travelled, or name the person
_NOT_KEPT = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"})
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")


def info_member(file_name: str) -> bytes:
    """Return the record that opens a WARC file and says what wrote it."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    info = {"software": "threadkeep", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(file_name, info))
    return buffer.getvalue()


def response_member(
    url: str, status: int, headers: Iterable[tuple[str, str]], body: bytes, fetched_at: datetime
) -> bytes:
    """Return an HTTP response with its real status and headers, around a body that is already decoded."""
    kept = [*_kept_headers(headers), ("Content-Length", str(len(body)))]
    http = StatusAndHeaders(f"{status} {_reason(status)}", kept, protocol="HTTP/1.1")
    http.compute_headers_buffer()
    payload = hashlib.sha256(body)
    block = hashlib.sha256(http.headers_buff)
    block.update(body)
    buffer = io.BytesIO()
    named = _named(fetched_at, payload.digest(), block.digest())
    _write(buffer, url, "response", io.BytesIO(body), len(body), named, http)
    return buffer.getvalue()


def write_resource(
    out: BinaryIO, address: str, source: BinaryIO, *, size: int, sha256: bytes, fetched_at: datetime
) -> None:
    """Write an imported file, read as a stream, as one member; `address` is file:NAME or where the page once stood."""
    headers = _named(fetched_at, sha256, sha256) | {"Content-Type": "application/octet-stream"}
    _write(out, address, "resource", source, size, headers, None)


def iter_body(source: BinaryIO) -> Iterator[bytes]:
    """Yield the body of the record in a stream of one member, piece by piece; raise BadInput for no whole record."""
    try:
        # unpacked here, because warcio tells standard error of damage and goes on
        with gzip.GzipFile(fileobj=source, mode="rb") as member:
            record = next(iter(ArchiveIterator(member)))
            while piece := record.raw_stream.read(CHUNK):
                yield piece
    except (StopIteration, ArchiveLoadFailed, zlib.error, EOFError, ValueError, gzip.BadGzipFile) as error:
        raise BadInput("These bytes are no WARC record: put the file back from a backup.") from error


def _named(fetched_at: datetime, payload: bytes, block: bytes) -> dict[str, str]:
    """Return the headers of a record. With both digests given, warcio makes no temporary copy of the body."""
    date = fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    digests = {
        name: f"sha256:{base64.b32encode(digest).decode()}"
        for name, digest in (("WARC-Payload-Digest", payload), ("WARC-Block-Digest", block))
    }
    return {"WARC-Date": date, **digests}


def _write(
    out: BinaryIO, address: str, record_type: str, body: BinaryIO, size: int, headers: dict[str, str], http: Any
) -> None:
    # an address with white space or a control character would break the header line
    uri = re.sub(r"[\s\x00-\x1f]|[^\x00-\x7f]", lambda found: quote(found.group()), address)
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=out, mtime=0) as member:
        writer = WARCWriter(cast("BinaryIO", member), gzip=False, warc_version="1.1")
        record = writer.create_warc_record(
            uri, record_type, payload=body, length=size, warc_headers_dict=headers, http_headers=http
        )
        writer.write_record(record)


def _kept_headers(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what describes the page, every header on one line."""
    return [
        (name, " ".join(value.split()))
        for name, value in headers
        if name.lower() not in _NOT_KEPT and _HEADER_NAME.match(name)
    ]


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
