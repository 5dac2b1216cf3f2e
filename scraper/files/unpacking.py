"""Packed files as streams of what is in them, with an end to how much that may be."""

from __future__ import annotations

import contextlib
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from archive.errors import BadInput

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 32 * 1024**3
"""How large a file may be when it is unpacked."""
MOST_TIMES = 200
"""How many times its packed size it may be, beyond FREE_BYTES: exports of repetitive blogs reach 40, bombs 1,000."""
FREE_BYTES = 64 * 1024 * 1024

_CHUNK = 65_536


def gunzip(stream: BinaryIO, packed: int) -> io.BufferedReader:
    """Return what a gzip stream of `packed` bytes holds, as a stream that can be sought in.

    Reading raises BadInput where it is damaged, breaks off, or grows beyond all measure.
    """
    return bounded(cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb")), packed)


def unpack_head(packed: bytes, most: int) -> bytes:
    """Return what the beginning of a gzip file holds; raise BadInput for damage."""
    with _naming_damage():
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, most)


def bounded(unpacking: BinaryIO, packed: int) -> io.BufferedReader:
    """Return a stream that unpacks `packed` bytes, with BadInput for damage and for a bomb."""
    return io.BufferedReader(_Bounded(unpacking, packed), _CHUNK)


def refuse_bomb(unpacked: int, packed: int) -> None:
    """Raise BadInput when so many bytes came out of so few that no blog was ever packed into them."""
    if unpacked > MOST_BYTES or (unpacked > FREE_BYTES and unpacked > MOST_TIMES * packed):
        raise BadInput("This file unpacks to far more than any blog's export holds: not read.")


class _Bounded(io.RawIOBase):
    def __init__(self, unpacking: BinaryIO, packed: int) -> None:
        self._unpacking, self._packed = unpacking, packed

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_END:
            # the end is known only by going there
            while self._take(_CHUNK):
                pass
            place, whence = self._unpacking.tell() + place, io.SEEK_SET
        with _naming_damage():
            return self._unpacking.seek(place, whence)

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        piece = self._take(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def _take(self, size: int) -> bytes:
        with _naming_damage():
            piece = self._unpacking.read(size)
        refuse_bomb(self._unpacking.tell(), self._packed)
        return piece

    def close(self) -> None:
        self._unpacking.close()
        super().close()


@contextlib.contextmanager
def _naming_damage() -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise BadInput("This packed file is damaged or breaks off: copy or export it again.") from error
