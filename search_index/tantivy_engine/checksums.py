"""Whether a file of a part is what tantivy wrote: bytes that are not can end the whole process in tantivy's own code.

Each of its files ends with a note in JSON, the length of that note and a magic number, four bytes each and little
endian; the note holds the CRC-32 of all that comes before it (struct Footer in src/directory/footer.rs of tantivy).
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

from search_index.tantivy_engine.library import DamagedError

_END = struct.Struct("<II")
_MAGIC = 1337
_AT_ONCE = 1 << 20


def verify(path: Path) -> None:
    """Raise what is damage when a file is missing, cut off, or other than it was written."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size < _END.size:
            raise DamagedError("a file of the index is cut off")
        file.seek(size - _END.size)
        length, magic = _END.unpack(file.read(_END.size))
        body = size - _END.size - length
        if magic != _MAGIC or body < 0:
            raise DamagedError("a file of the index does not end as tantivy's do")
        file.seek(body)
        noted = json.loads(file.read(length))
        file.seek(0)
        found = 0
        while body:
            chunk = file.read(min(body, _AT_ONCE))
            found, body = zlib.crc32(chunk, found), body - len(chunk)
    if not isinstance(noted, dict) or noted.get("crc") != found:
        raise DamagedError("a file of the index is not what was written")
