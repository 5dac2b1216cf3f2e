"""Indexes of crawls (CDX, CDXJ): where in which WARC file the answer of an address stands.

Formats: CDX with the letters of its first line (https://iipc.github.io/warc-specifications/specifications/cdx-format/),
without one the common rows of 9 and 11 fields; CDXJ as pywb writes it (a sort key, a time, a JSON object).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from archive.errors import BadInput

_LETTERS = {9: "N b a m s k r V g", 11: "N b a m s k r M S V g"}
_MOST_LINE = 65_536
_HEADER = b" CDX "
_ROW = re.compile(rb"\S+ \d{14} (?:\{|\S+://)|!\w")
# a page or feed, or what nobody named
_MAY_BE_PAGE = re.compile(
    r"(?:text/(?:html|xml|plain)|application/(?:\w+\+)?(?:xml|json)|application/xhtml|unk|warc/|-)", re.I
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """One line of an index: the answer of an address, in the WARC file of that name, at that byte.

    `may_be_page` is True for what was answered with status 200 or "as before" and is no image or the like.
    """

    url: str
    file: str
    offset: int
    may_be_page: bool


def is_index(head: bytes) -> bool:
    """True for the beginning of a CDX or CDXJ file.

    >>> is_index(b" CDX N b a m s k r M S V g"), is_index(b'org,a)/ 20140101000000 {"url": "http://a.org/"}')
    (True, True)
    """
    return head.startswith(_HEADER) or _ROW.match(head) is not None


def iter_pointers(stream: BinaryIO) -> Iterator[Pointer]:
    """Yield every answer in the order of the index; raise BadInput for a line that is none of an index."""
    letters: list[str] = []
    number = 0
    while line := stream.readline(_MOST_LINE):
        number += 1
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text.startswith(" CDX "):
            letters = text.split()[1:]
        elif text.strip() and not text.startswith("!"):
            fields = _fields(text, letters)
            if fields is None:
                raise BadInput(f"This index of a crawl is damaged at line {number}: copy it again.")
            yield _pointer(fields)


def _fields(line: str, letters: list[str]) -> Mapping[str, object] | None:
    _, _, rest = line.partition(" ")
    _, _, rest = rest.partition(" ")
    if rest.startswith("{"):
        try:
            found = json.loads(rest)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None
    values = line.split()
    names = letters or _LETTERS.get(len(values), "").split()
    if not names or len(values) != len(names):
        return None
    named = dict(zip(names, values, strict=True))
    return {
        "url": named.get("a"),
        "mime": named.get("m"),
        "status": named.get("s"),
        "filename": named.get("g"),
        "offset": named.get("V") or named.get("v"),
    }


def _pointer(fields: Mapping[str, object]) -> Pointer:
    url, file, offset = (str(fields.get(name) or "") for name in ("url", "filename", "offset"))
    status, mime = (str(fields.get(name) or "-") for name in ("status", "mime"))
    is_placed = bool(file) and offset.isascii() and offset.isdigit()
    may_be_page = is_placed and status in ("200", "-") and _MAY_BE_PAGE.match(mime) is not None
    return Pointer(url, file.replace("\\", "/").rpartition("/")[2], int(offset) if is_placed else 0, may_be_page)
