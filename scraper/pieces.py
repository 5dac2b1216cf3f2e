"""What a file becomes in the archive: pieces, each kept as one capture and read on its own.

A page, feed or export is one piece; a zip has one for each feed or export in it; a crawl one for each answer that is a
page of a blog.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self
from zoneinfo import ZoneInfo

from archive.errors import BadInput, UnrecognisedInput
from archive.folder import Settings
from archive.originals.records import Parsed
from scraper.addresses import host_of, zone_for
from scraper.files.cdx import iter_pointers
from scraper.files.recognise import Form, Source, is_binary, iter_parsed, recognise
from scraper.files.takeout import read_takeout_site
from scraper.files.warc import Answer, Crawl, Place
from scraper.files.zips import ZipFile
from scraper.given import Given, bare_name
from scraper.homes import Homes
from scraper.pages.recognise import parse
from scraper.pages.telltales import not_recognised
from scraper.stop_list import LEFT_OUT, StopList

Batches = Generator[Parsed, None, None]

Read = Callable[[ZoneInfo], Batches]
"""Reads a piece from its start, as often as it is called."""

_MOST_OPEN = 100
# Blogger answers feeds for its blogs here, too
_SHARED_HOST = "www.blogger.com"


@dataclass(frozen=True, slots=True)
class FilePiece:
    """A file, or a member of a zip. `url` is None unless its web address is known."""

    name: str
    read: Read
    open: Callable[[], BinaryIO]
    url: str | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnswerPiece:
    """A page or feed of a crawl."""

    answer: Answer
    parsed: Parsed
    zone: ZoneInfo


Piece = FilePiece | AnswerPiece


@dataclass(slots=True)
class Counts:
    """What was seen in a crawl: its records, the pages of a blog among them, and those that could not be read.

    `besides` are the saved pages in a zip that was read for something else.
    """

    container: str = ""
    records: int = 0
    pages: int = 0
    unreadable: int = 0
    besides: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be taken: the settings' zones, without the addresses of the stop list, of one host or ("") of all.

    `homes` find the blog of what does not say its address; without them it stays so.
    """

    settings: Settings
    stops: StopList = field(default_factory=StopList)
    host: str = ""
    homes: Homes | None = None
    partial: bool = False

    def wants(self, url: str) -> bool:
        """Return whether an address is to be taken, as far as it alone says."""
        return not self.stops.covers(url) and (not self.host or _bare(host_of(url)) in (self.host, _SHARED_HOST[4:]))

    def is_of_host(self, url: str, parsed: Parsed) -> bool:
        """Return whether what was read under an address is of the host that is asked for."""
        return not self.host or self.host in (_bare(host_of(url)), _bare(parsed.site.host))

    def read(self, stream: io.BufferedReader, url: str, zone: ZoneInfo) -> Batches:
        """Yield what a page, feed or export holds, from its start."""
        home_of = self.homes.of_number if self.homes else None
        with closing(iter_parsed(stream, url=url, zone=zone, home_of=home_of, partial=self.partial)) as batches:
            for parsed in batches:
                yield self.homes.place(parsed) if self.homes else parsed

    @classmethod
    def of(cls, settings: Settings, *, host: str = "", homes: Homes | None = None, partial: bool = False) -> Wish:
        """Return the wish that the settings make, for one host (in any of its forms) or for all."""
        return cls(settings, StopList.of(settings.harvest_stop), _bare(host), homes, partial)


def iter_pieces(given: Given, stream: io.BufferedReader, wish: Wish, counts: Counts) -> Iterator[Piece]:
    """Yield the pieces of a file.

    Raises UnrecognisedInput when there is nothing to take, BadInput where it is damaged; reading a piece raises the
    same for that piece.
    """
    source = recognise(stream)
    if source.form is Form.ZIP:
        yield from _zip_pieces(source.stream, wish, counts)
    elif source.form is Form.CRAWL:
        counts.container = "WARC"
        yield from _crawl_pieces(source.stream, wish, counts)
    elif source.form is Form.INDEX:
        counts.container = "CDX index"
        yield from _index_pieces(given.path, source, wish, counts)
    else:
        yield _given_piece(given, source, stream, wish)
    if counts.container and not counts.pages:
        of_host = f" of {wish.host}" if wish.host else ""
        raise UnrecognisedInput(
            f"Not recognised: a crawl without any page or feed of a blog{of_host} among its {counts.records} records."
        )


def read_by_wish(read: Read, wish: Wish, url: str) -> tuple[ZoneInfo, Batches]:
    """Return the zone of the blog and the batches of a piece, without what the stop list names, which is counted.

    The zone is that of the piece's address, else that of the blog the first batch names.
    """
    zone = zone_for(wish.settings, url)
    if wish.settings.sources and zone == wish.settings.zone:
        first = next(read(zone), None)
        if first is not None and first.site.host:
            zone = zone_for(wish.settings, f"https://{first.site.host}")
    return zone, read(zone) if wish.stops == StopList() else wish.stops.without(lambda: read(zone))


def _given_piece(given: Given, source: Source, stream: io.BufferedReader, wish: Wish) -> FilePiece:
    if given.folder and source.form is Form.PAGE and is_binary(source.stream.peek()):
        # a film in a folder is not read to its end
        raise UnrecognisedInput(not_recognised("", default="not a text"))
    name = bare_name(given.path)
    return FilePiece(
        name,
        lambda zone: wish.read(stream, given.url or f"file:{name}", zone),
        lambda: given.path.open("rb"),
        given.url,
        given.fetched_at,
    )


def _zip_pieces(stream: BinaryIO, wish: Wish, counts: Counts) -> Iterator[Piece]:
    with closing(ZipFile(stream)) as box:
        counts.besides = box.besides
        for name in box.crawls:
            counts.container = "WACZ"
            with box.open(name) as crawl:
                yield from _crawl_pieces(crawl, wish, counts)
        found = False
        wishes = _wishes(box, wish)
        for name in (*box.feeds, *box.exports):
            with box.open(name) as member:
                if recognise(member).form is Form.EXPORT:
                    found = True
                    yield _member_piece(box, name, member, wishes.get(name, wish))
        if not found and not box.crawls:
            raise UnrecognisedInput(not_recognised("", default="a zip file without a blog's export"))


def _wishes(box: ZipFile, wish: Wish) -> dict[str, Wish]:
    """Return the wish for each blog of a Takeout: one address that is given is that of the blog nobody has seen yet.

    Raises BadInput when it may be that of several.
    """
    if not wish.host or wish.homes is None or len(box.feeds) < 2:
        return {}
    strange: dict[str, str] = {}
    wishes: dict[str, Wish] = {}
    for name in box.feeds:
        with box.open(name) as member:
            number = read_takeout_site(member).blog_id or ""
        if wish.homes.knows(number):
            wishes[name] = replace(wish, homes=wish.homes.without_given())
        else:
            strange[number] = name.split("/")[-2]
    if len(strange) > 1:
        folders = " and ".join(sorted(strange.values()))
        raise BadInput(
            "This zip holds several blogs without an address: import it without --host, or unpack it and import the"
            f" folders {folders} with a --host of its own each."
        )
    return wishes


def _member_piece(box: ZipFile, name: str, member: io.BufferedReader, wish: Wish) -> FilePiece:
    bare = name.rpartition("/")[2]
    return FilePiece(bare, lambda zone: wish.read(member, f"file:{bare}", zone), lambda: box.open(name))


def _crawl_pieces(stream: io.BufferedReader, wish: Wish, counts: Counts) -> Iterator[AnswerPiece]:
    crawl = Crawl(stream, wish.wants)
    before = counts.records
    try:
        for answer in crawl:
            piece = _answer_piece(answer, wish, counts)
            if piece is not None:
                crawl.remember(answer)
                yield piece
    finally:
        counts.records = before + crawl.records
        counts.unreadable += crawl.unreadable


def _index_pieces(path: Path, source: Source, wish: Wish, counts: Counts) -> Iterator[AnswerPiece]:
    with _CrawlsBeside(path.parent, wish) as beside:
        for pointer in iter_pointers(source.stream):
            counts.records += 1
            crawl = beside.find(pointer.file) if pointer.may_be_page and wish.wants(pointer.url) else None
            answer = crawl.at(Place(pointer.offset)) if crawl else None
            piece = _answer_piece(answer, wish, counts) if answer else None
            if crawl and answer and piece:
                crawl.remember(answer)
                yield piece
    counts.unreadable += beside.unreadable
    if beside.missing:
        many = len(beside.missing)
        named = "1 WARC file that does" if many == 1 else f"{many} WARC files that do"
        raise BadInput(f"This index names {named} not lie beside it: put them there and run this again.")


def _answer_piece(answer: Answer, wish: Wish, counts: Counts) -> AnswerPiece | None:
    # what people typed is no page of the web
    if answer.body.lstrip()[:1] not in (b"<", b"{", b"[", b"\xef", b"\xfe", b"\xff"):
        return None

    def read(zone: ZoneInfo) -> Batches:
        yield parse(answer.body, url=answer.url, zone=zone, content_type=answer.content_type)

    try:
        zone, batches = read_by_wish(read, wish, answer.url)
        (parsed,) = batches
    except UnrecognisedInput:
        return None
    except BadInput:
        counts.unreadable += 1
        return None
    if not wish.is_of_host(answer.url, parsed) or (LEFT_OUT in parsed.left_out and not parsed.posts):
        return None
    counts.pages += 1
    return AnswerPiece(answer, parsed, zone)


class _CrawlsBeside:
    """The WARC files beside an index, or in the folder where a WACZ has them; the last few stay open."""

    def __init__(self, folder: Path, wish: Wish) -> None:
        self._places = (folder, folder / "archive", folder.parent / "archive")
        self._wish = wish
        self._open: dict[str, tuple[io.BufferedReader, Crawl]] = {}
        self.missing: set[str] = set()
        self.unreadable = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._open:
            self._close(next(iter(self._open)))

    def find(self, name: str) -> Crawl | None:
        """Return a crawl by the bare name of its file; None, and the name noted, when there is none."""
        if name not in self._open:
            found = next((place / name for place in self._places if (place / name).is_file()), None)
            if found is None:
                self.missing.add(name)
                return None
            if len(self._open) == _MOST_OPEN:
                self._close(next(iter(self._open)))
            file = found.open("rb")
            self._open[name] = file, Crawl(file, self._wish.wants)
        return self._open[name][1]

    def _close(self, name: str) -> None:
        file, crawl = self._open.pop(name)
        self.unreadable += crawl.unreadable
        file.close()


def _bare(host: str) -> str:
    return host.removeprefix("www.")
