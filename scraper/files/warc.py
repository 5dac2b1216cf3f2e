"""WARC files (ISO 28500, versions 0.17 to 1.1), packed or not: the web answers in them, one after another.

warcio reads the headers of a record; bytes are counted and bounded here, so that a file which breaks off, lies about
its lengths or unpacks without end is told from a whole one. No record is held but the one at hand.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from archive.errors import BadInput
from scraper.files.warc_bytes import CHUNK, Lines, Member, Packed, read_body

_WANTED = frozenset({"response", "resource", "revisit"})
# Blogger and WordPress say so of none of their pages and feeds
_NO_PAGE = re.compile(r"(?:image|audio|video|font)/|text/css|\w+/(?:x-)?javascript|application/(?:pdf|zip|octet)", re.I)
_CODES = frozenset(map(str, range(100, 600)))
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?Z\Z")
# it names addresses on standard error
logging.getLogger("warcio").addHandler(logging.NullHandler())
_BROKEN = "This WARC file is damaged or breaks off after {} of its records: copy it again, or import it with --partial."
_MISPLACED = "There is no WARC record where an index or another record names one: copy both files again."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: the gzip member (or byte of a file that is not packed), and the byte inside it."""

    member: int
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One web answer: its body is decoded, and `fetched_at` is when it was captured."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    place: Place
    digest: str

    @property
    def content_type(self) -> str | None:
        """What the host called it."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), None)


class Crawl:
    """The answers of one WARC file; `wants` says of an address whether its answer is asked for.

    `records` counts every answer so far, wanted or not, also those that only say "as before" (revisits);
    `unreadable` the wanted ones that are too large or packed in a way that is not read here.
    """

    def __init__(self, stream: io.BufferedReader, wants: Callable[[str], bool] | None = None) -> None:
        self._stream, self._wants = stream, wants
        self._loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
        self._pages: dict[str, Place] = {}
        self._shown: dict[str, str] = {}
        self.records = 0
        self.unreadable = 0

    def __iter__(self) -> Iterator[Answer]:
        """Yield the wanted answers with status 200 in the order of the file.

        Raises BadInput where the file is damaged, breaks off, or unpacks to far more than it should.
        """
        self._stream.seek(0)
        with self._naming_damage():
            for place, record in self._iter_records(0):
                if record.rec_type in _WANTED:
                    yield from self._answers(place, record)
                    self.records += 1
                _pass_over(record)

    def at(self, place: Place) -> Answer | None:
        """Return the answer at a place, None when there is no page; raise BadInput when no record begins there."""
        before = self._stream.tell()
        try:
            with self._naming_damage(_MISPLACED):
                self._stream.seek(place.member)
                for found, record in self._iter_records(place.member):
                    if found == place:
                        return next(self._answers(place, record), None)
                    _pass_over(record)
        finally:
            self._stream.seek(before)
        raise BadInput(_MISPLACED)

    def remember(self, answer: Answer) -> None:
        """Note that an answer is a page, so that later records of the file may refer to it."""
        for name in filter(None, (answer.digest, answer.url)):
            self._pages[name] = answer.place
        self._shown[answer.url] = answer.digest

    def _answers(self, place: Place, record: Any) -> Iterator[Answer]:
        url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
        fetched_at = _read_date(record.rec_headers.get_header("WARC-Date"))
        if not url.startswith(("http://", "https://")) or fetched_at is None or (self._wants and not self._wants(url)):
            return
        if record.rec_type == "revisit":
            yield from self._revisited(url, fetched_at, record)
            return
        status, headers = self._head(url, record)
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        if status != 200 or _NO_PAGE.match(kind):
            return
        body = read_body(record, {name.lower(): value for name, value in headers})
        if body is None:
            self.unreadable += 1
            return
        digest = str(record.rec_headers.get_header("WARC-Payload-Digest") or "")
        yield Answer(url, status, headers, body, fetched_at, place, digest)

    def _head(self, url: str, record: Any) -> tuple[int, tuple[tuple[str, str], ...]]:
        if record.rec_type == "resource":
            return 200, (("Content-Type", str(record.content_type or "")),)
        # None for a record of no bytes
        head = self._loader.load_http_headers("response", url, record.raw_stream, record.length)
        code = head.get_statuscode() if head else ""
        return int(code) if code in _CODES else 0, tuple(head.headers) if head else ()

    def _revisited(self, url: str, fetched_at: datetime, record: Any) -> Iterator[Answer]:
        """Yield the page that a revisit names, when this file holds it and its address showed another one since."""
        digest = str(record.rec_headers.get_header("WARC-Payload-Digest") or "")
        refers_to = str(record.rec_headers.get_header("WARC-Refers-To-Target-URI") or url)
        place = self._pages.get(digest) if digest else self._pages.get(refers_to)
        if place is None or (digest and self._shown.get(url) == digest):
            return
        original = self.at(place)
        if original is not None:
            yield Answer(url, 200, original.headers, original.body, fetched_at, place, original.digest)

    # bytes

    def _iter_records(self, start: int) -> Iterator[tuple[Place, Any]]:
        """Yield the records from a place on; each is to be read to its end before the next is asked for."""
        for member, source in self._iter_members(start):
            lines = Lines(source)
            while lines.skip_blank():
                place = Place(member, lines.tell())
                record = self._loader.parse_record_stream(lines, known_format="warc", no_record_parse=True)
                if not str(record.rec_headers.get_header("Content-Length") or "").isdigit():
                    raise ValueError("a record without length")
                yield place, record

    def _iter_members(self, start: int) -> Iterator[tuple[int, io.BufferedReader]]:
        head = self._stream.read(2)
        self._stream.seek(start)
        if head != b"\x1f\x8b":
            yield start, self._stream
            return
        packed = Packed(self._stream)
        while not packed.is_at_end():
            member = packed.offset
            yield member, io.BufferedReader(Member(packed), CHUNK)

    @contextmanager
    def _naming_damage(self, say: str = _BROKEN) -> Iterator[None]:
        try:
            yield
        except (EOFError, zlib.error, ValueError, ArchiveLoadFailed, StatusAndHeadersParserException) as error:
            raise BadInput(say.format(self.records)) from error


def _pass_over(record: Any) -> None:
    """Read a record to its end; raise EOFError when the bytes end before."""
    while record.raw_stream.limit:
        if not record.raw_stream.read(CHUNK):
            raise EOFError


def _read_date(given: str | None) -> datetime | None:
    found = _DATE.match(given or "")
    if found is None:
        return None
    try:
        return datetime.fromisoformat(f"{found[1]}.{(found[2] or '').ljust(6, '0')}").replace(tzinfo=UTC)
    except ValueError:
        return None
