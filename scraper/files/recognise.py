"""What a file is, by its first bytes, and the reader for it. Names and endings of files say nothing."""

from __future__ import annotations

import codecs
import functools
import io
import os
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import BinaryIO, Protocol, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import Parsed
from scraper.files.backup import read_backup
from scraper.files.cdx import is_index
from scraper.files.disqus import read_disqus
from scraper.files.stream_xml import PartialStream
from scraper.files.takeout import read_takeout, read_takeout_site
from scraper.files.unpacking import gunzip, unpack_head
from scraper.files.wxr import read_wxr
from scraper.pages import recognise as pages
from scraper.pages.telltales import not_recognised

MOST_PAGE = 64 * 1024 * 1024
"""A page or feed is read into memory; none is larger."""

_LOOK = 65_536
_SIGN = 8192
_CODE = (b"{", b"}", b";", b"=")


class Form(Enum):
    """What kind of thing a file is: one page or feed, a whole blog, or a box with many of them."""

    PAGE = "page"
    EXPORT = "export"
    CRAWL = "crawl"
    INDEX = "index"
    ZIP = "zip"


class Reader(Protocol):
    """Reads an export batch by batch."""

    def __call__(self, stream: BinaryIO, *, zone: ZoneInfo) -> Iterator[Parsed]:
        """Yield what an export holds."""
        ...


HomeOf = Callable[[str], str]
"""Returns the address of a blog by its number, "" for one that is not known."""


@dataclass(frozen=True, slots=True)
class Source:
    """A recognised file. `stream` is at its start, and unpacked where the file is a packed page, export or index."""

    form: Form
    stream: io.BufferedReader
    reader: Reader | None = None


# what may stand before the root element (a stray character, too), and the root with its attributes
_ROOT = re.compile(
    rb"[^<]{0,64}(?>\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*>)*+<(?P<name>[a-z][\w.:-]*)(?P<rest>[^>]*)", re.I | re.S
)
# root element, a sign in its attributes, a sign in what stands at its beginning
_EXPORTS: tuple[tuple[str, re.Pattern[bytes], re.Pattern[bytes], Reader], ...] = (
    ("feed", re.compile(rb"schemas\.google\.com/blogger/2018"), re.compile(b""), read_takeout),
    (
        "feed",
        re.compile(rb"www\.w3\.org/2005/Atom"),
        re.compile(rb"<id>[^<]*blog-\d+\.archive</id>|<category[^>]{0,200}2008/kind#"),
        read_backup,
    ),
    ("rss", re.compile(rb"wordpress\.org/export/"), re.compile(b""), read_wxr),
    ("disqus", re.compile(rb"\bdisqus\.com\b"), re.compile(b""), read_disqus),
)
_BOXES: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
)


def recognise(stream: io.BufferedReader) -> Source:
    """Return what a file is. What is nothing else is a page, and its parser says whether it truly is one.

    Raises UnrecognisedInput for archives that are not unpacked here, BadInput for a packed file that is damaged.
    """
    head = _head(stream)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Source(Form.ZIP, stream)
    if head.startswith(b"\x1f\x8b"):
        inside = unpack_head(head, _LOOK)
        if inside.startswith(b"WARC/"):
            return Source(Form.CRAWL, stream)
        return _recognise_plain(gunzip(stream, _size(stream)), inside)
    return _recognise_plain(stream, head)


def iter_parsed(
    stream: io.BufferedReader,
    *,
    url: str,
    zone: ZoneInfo,
    home_of: HomeOf | None = None,
    partial: bool = False,
) -> Generator[Parsed, None, None]:
    """Yield what a page, feed or export holds, batch by batch, from its start.

    `home_of` finds the address of a blog by its number, for exports that do not name it. Raises UnrecognisedInput for
    what is none of them, BadInput for what breaks off; `partial` has an export read as far as it goes first, so that
    BadInput comes after what was whole.
    """
    stream.seek(0)
    source = recognise(stream)
    if source.reader is not None:
        yield from _iter_export(source.stream, source.reader, zone, home_of, partial=partial)
    elif source.form is Form.PAGE:
        yield pages.parse(_read_page(source.stream), url=url, zone=zone)
    else:
        raise UnrecognisedInput(not_recognised("", default="a file that holds many pages"))


def _iter_export(
    stream: io.BufferedReader, reader: Reader, zone: ZoneInfo, home_of: HomeOf | None, *, partial: bool
) -> Iterator[Parsed]:
    if reader is read_takeout and home_of is not None:
        home = home_of(read_takeout_site(stream).blog_id or "")
        reader = functools.partial(read_takeout, home=home)
    if not partial:
        yield from _at_home(reader(stream, zone=zone), home_of)
        return
    # a part that will do is asked for by the kind of stream
    part = PartialStream(cast("io.RawIOBase", stream))
    try:
        yield from _at_home(reader(part, zone=zone), home_of)
    finally:
        # or the stream would be closed with it
        part.detach()
    if part.problem is not None:
        raise BadInput(part.problem)


def _at_home(batches: Iterator[Parsed], home_of: HomeOf | None) -> Iterator[Parsed]:
    """Yield batches with the host of their blog, where the export names its number alone and the host is known."""
    host: str | None = None
    for parsed in batches:
        site = parsed.site
        if home_of is None or site.host or not site.blog_id:
            yield parsed
            continue
        if host is None:
            host = urlsplit(home_of(site.blog_id)).netloc
        yield replace(parsed, site=replace(site, host=host))


def _read_page(stream: io.BufferedReader) -> bytes:
    body = stream.read(MOST_PAGE + 1)
    if len(body) > MOST_PAGE:
        raise BadInput(f"This file is larger than {MOST_PAGE // 1024**2} MB, which no page or feed is.")
    return body


def is_binary(head: bytes) -> bool:
    """True for the beginning of a file that is no text, packed or not."""
    return b"\x00" in head[:_SIGN] and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def is_packed(head: bytes) -> bool:
    """True for the beginning of a file that holds other files, packed in a way that is not read here."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", *(mark for mark, _ in _BOXES)))


def is_no_page(head: bytes) -> bool:
    """True for the beginning of a file that, once it is not recognised, is clearly none that people read as a page.

    >>> [is_no_page(head) for head in (b"body { color: red }", b'{"a": 1}', b"<svg>", b"<html>", b"1. Ann: hello")]
    [True, True, True, False, False]
    """
    text = head[:_SIGN].lstrip()
    if is_binary(head) or text[:1] in (b"{", b"[") or b"<svg" in text[:1000].lower():
        return True
    return text[:1] != b"<" and sum(text.count(sign) for sign in _CODE) > len(text) / 50


def _size(stream: io.BufferedReader) -> int:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return size


def _head(stream: io.BufferedReader) -> bytes:
    head = stream.read(_LOOK)
    stream.seek(0)
    return head


def _recognise_plain(stream: io.BufferedReader, head: bytes) -> Source:
    if head.startswith(b"WARC/"):
        return Source(Form.CRAWL, stream)
    if is_index(head):
        return Source(Form.INDEX, stream)
    for mark, name in _BOXES:
        if head.startswith(mark):
            raise UnrecognisedInput(f"Not recognised: {name}; unpack it and import the folder.")
    # wide characters are narrow enough to be looked at without their zeros
    text = head.replace(b"\x00", b"")
    if found := _ROOT.match(text):
        name = found["name"].lower().rpartition(b":")[2].decode()
        for root, attribute, sign, reader in _EXPORTS:
            if name == root and attribute.search(found["rest"]) and sign.search(text, found.end()):
                return Source(Form.EXPORT, stream, reader)
    return Source(Form.PAGE, stream)
