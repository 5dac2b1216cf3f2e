"""The bytes of WARC files: gzip members one by one, lines that have an end, the body of an answer as it was meant."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

import brotli  # type: ignore[import-untyped]  # has no types
from warcio.bufferedreaders import ChunkedDataReader

from scraper.files.unpacking import refuse_bomb

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BODY = 64 * 1024 * 1024
"""A larger answer is no page."""
CHUNK = 65_536

_MOST_LINE, _MOST_HEADERS, _MOST_BLANK = 65_536, 1024 * 1024, 4096


class Packed:
    """The bytes of a packed file one after another, some of which may be given back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._back = stream, b""
        self.offset = stream.tell()
        self._begin, self._unpacked = self.offset, 0

    def read(self) -> bytes:
        """Return some of the bytes that come next, b"" at the end."""
        piece, self._back = self._back or self._stream.read(CHUNK), b""
        self.offset += len(piece)
        return piece

    def give_back(self, piece: bytes) -> None:
        """Take back the end of what was read last."""
        self._back = piece
        self.offset -= len(piece)

    def is_at_end(self) -> bool:
        """Return whether nothing comes any more."""
        self.give_back(self.read())
        return not self._back

    def count(self, unpacked: int) -> None:
        """Note how much came out of the bytes so far; raise BadInput when that is too much."""
        self._unpacked += unpacked
        refuse_bomb(self._unpacked, self.offset - self._begin)


class Member(io.RawIOBase):
    """What one gzip member holds."""

    def __init__(self, packed: Packed) -> None:
        self._packed, self._unpacker = packed, zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._is_whole = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer as far as one step goes; raise EOFError or zlib.error where the member is damaged."""
        view = memoryview(buffer)
        piece = self._step(len(view))
        while not piece and not self._is_whole:
            piece = self._step(len(view))
        self._packed.count(len(piece))
        view[: len(piece)] = piece
        return len(piece)

    def _step(self, most: int) -> bytes:
        if self._is_whole:
            return b""
        packed = self._unpacker.unconsumed_tail or self._packed.read()
        if not packed:
            raise EOFError
        piece = self._unpacker.decompress(packed, most)
        if self._unpacker.eof:
            self._is_whole = True
            self._packed.give_back(self._unpacker.unused_data)
        return piece


class Lines:
    """What warcio reads headers from: lines have an end, and so have headers."""

    def __init__(self, source: io.BufferedReader) -> None:
        self._source, self._told, self._headers = source, 0, 0

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._told

    def read(self, size: int | None = None) -> bytes:
        """Return so many bytes, or fewer at the end."""
        piece = self._source.read(-1 if size is None else size)
        self._told += len(piece)
        return piece

    def readline(self, size: int | None = None) -> bytes:
        """Return a line; raise ValueError for one, or for headers, of no end."""
        line = self._source.readline(_MOST_LINE if size is None else min(size, _MOST_LINE))
        self._told += len(line)
        self._headers += len(line)
        if len(line) == _MOST_LINE or self._headers > _MOST_HEADERS:
            raise ValueError("headers without end")
        return line

    def skip_blank(self) -> bool:
        """Skip the line ends between two records; False at the end of the bytes."""
        self._headers = 0
        for _ in range(_MOST_BLANK):
            found = self._source.peek(1)[:1]
            if found not in (b"\r", b"\n"):
                return bool(found)
            self._told += len(self._source.read(1))
        raise ValueError("line ends without end")


def read_body(record: Any, headers: Mapping[str, str]) -> bytes | None:
    """Return the body as the host meant it, None for one that is too large or packed in a way not read here."""
    size = record.raw_stream.limit
    if size > MOST_BODY:
        return None
    body = record.raw_stream.read(size)
    if len(body) < size:
        raise EOFError
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = ChunkedDataReader(io.BytesIO(body)).read()
    return _unpack(body, headers.get("content-encoding", "").strip().lower())


def _unpack(body: bytes, encoding: str) -> bytes | None:
    """Undo a content encoding. Some writers of WARC files undo it and leave the header: then the body is as it is."""
    if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return _inflate(body, 16 + zlib.MAX_WBITS)
    if encoding == "deflate":
        return _inflate(body, zlib.MAX_WBITS) or _inflate(body, -zlib.MAX_WBITS) or body
    if encoding == "br":
        return _unbrotli(body)
    return body if encoding in ("", "identity", "gzip", "x-gzip") else None


def _unbrotli(body: bytes) -> bytes | None:
    """Return what a Brotli stream holds, a piece at a time, because a few bytes can stand for many megabytes."""
    unpacker, unpacked = brotli.Decompressor(), bytearray()
    try:
        piece = unpacker.process(body, output_buffer_limit=CHUNK)
        while piece and len(unpacked) <= MOST_BODY:
            unpacked += piece
            piece = unpacker.process(b"", output_buffer_limit=CHUNK)
    except brotli.error:
        return None
    return bytes(unpacked) if len(unpacked) <= MOST_BODY else None


def _inflate(body: bytes, window: int) -> bytes | None:
    try:
        unpacked = zlib.decompressobj(window).decompress(body, MOST_BODY + 1)
    except zlib.error:
        return None
    return unpacked if len(unpacked) <= MOST_BODY else None
