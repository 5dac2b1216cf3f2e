"""Zip files: the feeds of a Google Takeout, the crawls of a WACZ, export files. Nothing else in them is ever opened.

Formats: Takeout as reference/blogger.md describes it; WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/).
No member is ever written to the disk under its own name, and zips inside a zip stay closed.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import BinaryIO, cast

from archive.errors import BadInput, UnrecognisedInput
from scraper.files.unpacking import bounded, refuse_bomb

MOST_DIRECTORY = 8 * 1024 * 1024
"""How large the list of members may be; that of a Takeout with 50,000 pictures is not."""

_BLOGS = re.compile(r"(?:^|.*/)Blogger/Blogs/[^/]+/feed\.atom\Z", re.IGNORECASE)
_CRAWLS = re.compile(r"archive/[^/]+\.warc(?:\.gz)?\Z", re.IGNORECASE)
_EXPORTS = re.compile(r"(?:[^/]+/)?[^/.][^/]*\.xml\Z", re.IGNORECASE)
_PAGES = re.compile(r"(?:.*/)?[^/.][^/]*\.(?:html?|xhtml|mht(?:ml)?)\Z", re.IGNORECASE)
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|\Z)|^[/\\]|^[A-Za-z]:")
_ENCRYPTED = 0x1
_STRANGE = "This zip file is damaged or of a kind that is not read here: unpack it and import the folder."


class ZipFile:
    """A zip file whose `feeds`, `crawls` or `exports` (the first of these that it has) are to be read.

    `besides` counts the saved pages that it holds too; those of a Takeout itself are none.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Read the list of members.

        Raises BadInput for a zip that is damaged, encrypted or names places outside of itself, UnrecognisedInput for
        one that holds nothing to read.
        """
        try:
            self._zip = zipfile.ZipFile(cast("BinaryIO", _Careful(stream)))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise BadInput(_STRANGE) from error
        members = self._zip.infolist()
        if any(_OUTSIDE.search(member.orig_filename) for member in members):
            raise BadInput("This zip file names places outside of itself, as no export does: not read.")
        self._members = {member.filename: member for member in members if not member.is_dir()}
        self.feeds = self._named(_BLOGS)
        self.crawls = () if self.feeds else self._named(_CRAWLS)
        self.exports = () if self.feeds or self.crawls else self._named(_EXPORTS)
        names = (*self.feeds, *self.crawls, *self.exports)
        if not names:
            raise UnrecognisedInput(
                "Not recognised: a zip file without the feed of a blog, a crawl or an export file; unpack it and import"
                " the folder."
            )
        takeout = self.feeds[0].lower().partition("blogger/blogs/")[0] if self.feeds else None
        inside = () if takeout is None else tuple(name for name in self._members if name.lower().startswith(takeout))
        self.besides = len(set(self._named(_PAGES)) - set(inside))
        if any(self._members[name].flag_bits & _ENCRYPTED for name in names):
            raise BadInput("This zip file is encrypted: unpack it with its password and import the folder.")

    def open(self, name: str) -> io.BufferedReader:
        """Return a member as a stream that can be sought in.

        Reading raises BadInput where it is damaged or unpacks to far more than it should.
        """
        member = self._members[name]
        # the others can turn a few bytes into many megabytes at one step
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadInput(_STRANGE)
        refuse_bomb(member.file_size, member.compress_size)
        try:
            return bounded(cast("BinaryIO", self._zip.open(member)), member.compress_size)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, struct.error) as error:
            raise BadInput(_STRANGE) from error

    def close(self) -> None:
        """Close the list; the stream stays the caller's."""
        self._zip.close()

    def _named(self, pattern: re.Pattern[str]) -> tuple[str, ...]:
        return tuple(sorted(name for name in self._members if pattern.match(name)))


class _Careful:
    """A stream that refuses to give out a list of members without end, which `zipfile` asks for in one piece."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        if size > MOST_DIRECTORY:
            raise BadInput("This zip file lists more members than any export: unpack it and import the folder.")
        return self._stream.read(size)
