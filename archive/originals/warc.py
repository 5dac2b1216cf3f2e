"""Members of WARC 1.1 files (ISO 28500:2017), one gzip member per record, readable by warcio and pywb. Pure."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zlib
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import BadInput

# the body is kept as it was decoded; these say how it travelled and would make a reader decode it again
_TRAVEL_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")


def info_member(file_name: str) -> bytes:
    """Return the record that opens a WARC file and says what wrote it."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    info = {"software": "threadkeep", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(file_name, info))
    return buffer.getvalue()


def response_member(url: str, status: int, headers: list[tuple[str, str]], body: bytes, fetched_at: datetime) -> bytes:
    """Return an HTTP response with its real status and headers, around a body that is already decoded."""
    kept = [*_readable_headers(headers), ("Content-Length", str(len(body)))]
    http = StatusAndHeaders(f"{status} {_reason(status)}", kept, protocol="HTTP/1.1")
    return _member(url, "response", body, _headers(body, fetched_at), http)


def resource_member(name: str, body: bytes, fetched_at: datetime) -> bytes:
    """Return an imported file, named by the address file:NAME."""
    headers = _headers(body, fetched_at) | {"Content-Type": "application/octet-stream"}
    return _member(f"file:{name}", "resource", body, headers, None)


def read_member(member: bytes) -> bytes:
    """Return the body of one record; raise BadInput when the bytes are no whole record."""
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(member))))
        body: bytes = record.raw_stream.read()
    except (StopIteration, ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        raise BadInput("These bytes are no WARC record: put the file back from a backup.") from error
    return body


def _headers(body: bytes, fetched_at: datetime) -> dict[str, str]:
    digest = base64.b32encode(hashlib.sha256(body).digest()).decode()
    date = fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {"WARC-Date": date, "WARC-Payload-Digest": f"sha256:{digest}"}


def _member(address: str, record_type: str, body: bytes, headers: dict[str, str], http: Any) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    # an address with white space or a control character would break the header line
    uri = re.sub(r"[\s\x00-\x1f]|[^\x00-\x7f]", lambda found: quote(found.group()), address)
    record = writer.create_warc_record(
        uri, record_type, payload=io.BytesIO(body), length=len(body), warc_headers_dict=headers, http_headers=http
    )
    writer.write_record(record)
    return buffer.getvalue()


def _readable_headers(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Rename what describes the way here, as pywb does, and keep every header on one line."""
    return [
        (f"X-Archive-Orig-{name}" if name.lower() in _TRAVEL_HEADERS else name, " ".join(value.split()))
        for name, value in headers
        if _HEADER_NAME.match(name)
    ]


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
