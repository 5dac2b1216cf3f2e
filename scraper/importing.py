"""Files into the archive: each is captured, read and merged in one transaction, or refused with one sentence.

A file that is not recognised, or breaks off, leaves the archive as it was: the person has the file, so no copy of it
is kept. A file that the archive already holds, byte for byte and under whatever name, writes no row.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import BinaryIO, TypeVar
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from archive.errors import ArchiveError, BadInput, NoPost, UnrecognisedInput
from archive.folder import DataFolder, Secrets
from archive.moderation import findings
from archive.originals import captures, store
from archive.originals.database import ArchiveDatabase, open_archive
from archive.originals.records import PARSER_VERSION, Parsed
from archive.originals.urls import canonical_url
from scraper.addresses import blog_address, host_of
from scraper.files.recognise import is_no_page, is_packed
from scraper.given import Given, find_files, is_address_book, is_archive, iter_given, read_head
from scraper.homes import Homes
from scraper.import_report import ImportedFile, ImportReport, Tally, make_report
from scraper.pieces import AnswerPiece, Counts, FilePiece, Wish, iter_pieces, read_by_wish
from scraper.wording import count
from scraper.writer_lock import writer_lock

_CHUNK = 1024 * 1024
_CHANGED = "This file changed while it was read: wait until it is complete, then run this again."
_CUT = re.compile("breaks off|damaged|not well-formed")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """How far an import is: `done` of `total` files, `share` of the one at hand, and the comments that came out."""

    done: int
    total: int
    share: float
    comments: int


Progress = Callable[[Step], None]


def import_paths(
    folder: DataFolder,
    paths: Sequence[str],
    *,
    now: datetime,
    host: str = "",
    partial: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import files and folders into the archive and return a row per file, in the order given, folders sorted.

    `host` takes one blog alone out of crawls; `partial` keeps of a file that breaks off what could be read. A dry run
    returns the report of an import that leaves no trace. Raises WrongUse when a path or the archive does not exist or
    the host is none, before anything is read; Refused when another harvest or import holds the archive too long.
    """
    folder.require()
    settings, home = folder.load_settings(), canonical_url(blog_address(host)).rstrip("/") if host else ""
    files = find_files(paths, without=folder.path)
    with writer_lock(folder), contextlib.closing(open_archive(folder)) as db:
        captures.trim_tails(folder, db)
        with (
            captures.CaptureWriter(folder, now, "import", db, dry=dry_run) as writer,
            _undone(db) if dry_run else contextlib.nullcontext(),
        ):
            wish = Wish.of(settings, host=host_of(home), homes=Homes(db, home), partial=partial)
            run = _Run(db, writer, wish, folder.load_secrets(), now, progress)
            return run.take(files, dry_run=dry_run)


@contextlib.contextmanager
def _undone(db: Database) -> Iterator[None]:
    """Take back whatever the block does to the database."""
    db.conn.execute("begin immediate")
    try:
        yield
    finally:
        db.conn.rollback()


@dataclass(slots=True)
class _Work:
    """One file while it is taken: the stream its bytes come from, and what was seen."""

    given: Given
    stream: io.BufferedReader
    state: os.stat_result
    tally: Tally = field(default_factory=Tally)
    counts: Counts = field(default_factory=Counts)
    digests: dict[str, int] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
    problem: str | None = None

    @property
    def share(self) -> float:
        """How much of the file has been read."""
        return self.stream.tell() / max(1, self.state.st_size)

    def row(self) -> ImportedFile:
        """Return what became of the file, without its shortfall."""
        return self.tally.row(
            self.given.shown,
            format=self.counts.container or self.tally.format,
            records=self.counts.records if self.counts.container else None,
            pages=self.counts.pages if self.counts.container else None,
            unreadable=self.counts.unreadable,
            besides=self.counts.besides,
            partial=self.problem is not None,
            problem=self.problem,
        )


class _Run:
    """One import: the open archive, what it holds already, and what this run has seen."""

    def __init__(
        self,
        db: ArchiveDatabase,
        writer: captures.CaptureWriter,
        wish: Wish,
        secrets: Secrets,
        now: datetime,
        progress: Progress | None,
    ) -> None:
        self._db, self._writer, self._wish, self._secrets, self._now = db, writer, wish, secrets, now
        self._progress = progress
        rows = captures.iter_captures(db)
        self._held = {row.sha256: row.id for row in rows if row.kind == "file" and row.format}
        self._tally = Tally()
        self._rows: list[ImportedFile] = []
        self._keys: list[frozenset[str]] = []
        self._passed_over: Counter[str] = Counter()
        self._packed: Counter[str] = Counter()
        self._counted: set[int] = set()
        self._taken_from: set[str] = set()
        self._done = self._total = 0

    def take(self, files: Sequence[tuple[str, str]], *, dry_run: bool) -> ImportReport:
        """Import the files one by one and return the report."""
        self._total = len(files)
        for given in iter_given(files):
            self._take_file(given)
            self._done += 1
            self._tell(1.0 if self._done == self._total else 0.0)
        for folder, number in (self._passed_over + self._packed).items():
            if folder not in self._taken_from:
                among = count(number, "file")
                say = f"No post, feed or export of a blog is among the {among} of this folder: name another one."
                self._refuse(folder, say)
        return make_report(
            self._db,
            self._tally,
            list(zip(self._rows, self._keys, strict=True)),
            passed_over=self._passed_over.total(),
            packed=self._packed.total(),
            dry_run=dry_run,
        )

    def _take_file(self, given: Given) -> None:
        try:
            stream = _open(given)
        except ArchiveError as error:
            self._refuse(given.shown, str(error))
            return
        with stream:
            work = _Work(given, stream, os.fstat(stream.fileno()))
            try:
                with self._db.atomic(), self._writer.whole():
                    self._take_pieces(work)
                    _require_unchanged(work)
            except ArchiveError as error:
                if isinstance(error, UnrecognisedInput) and _is_by_the_way(work, error):
                    passed = self._packed if is_packed(read_head(given.shown)) else self._passed_over
                    passed[given.folder] += 1
                else:
                    self._refuse(given.shown, self._of_no_use(error))
            else:
                self._accept(work)

    def _accept(self, work: _Work) -> None:
        self._held |= work.digests
        self._counted |= work.counted
        self._tally.include(work.tally)
        self._taken_from.add(work.given.folder)
        self._rows.append(work.row())
        self._keys.append(frozenset(work.tally.posts))

    def _of_no_use(self, error: ArchiveError) -> str:
        """Return why a file was refused, with a word on --partial where a person hoped that it would help."""
        is_cut = isinstance(error, BadInput) and _CUT.search(str(error)) is not None
        return f"{error} --partial found no whole part of it to keep." if self._wish.partial and is_cut else str(error)

    def _refuse(self, shown: str, problem: str) -> None:
        self._rows.append(ImportedFile(shown, problem=problem))
        self._keys.append(frozenset())

    def _take_pieces(self, work: _Work) -> None:
        found = self._as_far_as_it_goes(iter_pieces(work.given, work.stream, self._wish, work.counts), work)
        # closed before the stream they read
        with contextlib.closing(found) as pieces:
            for piece in pieces:
                if isinstance(piece, FilePiece):
                    self._take_file_piece(piece, work)
                else:
                    self._take_answer(piece, work)
                self._tell(work.share, work)

    def _as_far_as_it_goes(self, found: Iterator[T], work: _Work) -> Generator[T, None, None]:
        """Yield what can be read; where the file breaks off, end with its problem noted if a part will do."""
        try:
            yield from found
        except BadInput as error:
            if not self._wish.partial or not work.tally.posts:
                raise
            work.problem = str(error)

    def _take_file_piece(self, piece: FilePiece, work: _Work) -> None:
        zone, found = read_by_wish(piece.read, self._wish, piece.url or "")
        with contextlib.closing(self._as_far_as_it_goes(found, work)) as batches:
            # nothing is written of what is not even recognised
            first = next(batches, None)
            if first is not None:
                self._merge_all(piece, first.format, chain([first], batches), zone, work)

    def _merge_all(self, piece: FilePiece, format: str, batches: Iterator[Parsed], zone: ZoneInfo, work: _Work) -> None:
        fetched_at = piece.fetched_at or self._now
        capture_id, is_new = self._keep(piece, format, fetched_at, work)
        if not is_new:
            fetched_at = datetime.fromisoformat(captures.get_capture(self._db, capture_id).fetched_at)
        again = capture_id in self._counted | work.counted
        work.counted.add(capture_id)
        # a file that is held is read again only for the address that a person gives now
        is_merged = is_new or bool(self._wish.host)
        for parsed in batches:
            work.tally.add(parsed, again=again)
            if is_merged:
                self._merge(parsed, capture_id, fetched_at, zone, work)
            self._tell(work.share, work)
        if is_new and work.problem is not None:
            captures.note_reading(
                self._db, capture_id, format=format, parser_version=PARSER_VERSION, problem=work.problem
            )

    def _keep(self, piece: FilePiece, format: str, fetched_at: datetime, work: _Work) -> tuple[int, bool]:
        """Write the capture of a file, unless the archive holds it; return its id, and whether it is new."""
        try:
            opened = piece.open()
        except OSError as error:
            raise BadInput(_CHANGED) from error
        with opened as source:
            digest = _digest(source)
            held = (self._held | work.digests).get(digest)
            if held is not None:
                return held, False
            stored = self._writer.write_file(piece.name, source, fetched_at, url=piece.url)
        work.digests[digest] = self._insert(stored, format, None)
        return work.digests[digest], True

    def _take_answer(self, piece: AnswerPiece, work: _Work) -> None:
        answer = piece.answer
        stored = self._writer.write_response(answer.url, answer.status, answer.headers, answer.body, answer.fetched_at)
        if stored.row_id is None or not captures.get_capture(self._db, stored.row_id).format:
            try:
                with self._db.atomic():
                    capture_id = self._insert(stored, piece.parsed.format, None)
                    self._merge(piece.parsed, capture_id, answer.fetched_at, piece.zone, work)
            except BadInput as error:
                # what it says cannot be true beside what is stored: the capture is kept, nothing is taken from it
                self._insert(stored, None, str(error))
                work.counts.pages -= 1
                work.counts.unreadable += 1
                return
        work.tally.add(piece.parsed)

    def _insert(self, stored: captures.StoredCapture, format: str | None, problem: str | None) -> int:
        return captures.insert_capture(self._db, stored, format=format, parser_version=PARSER_VERSION, problem=problem)

    def _merge(self, parsed: Parsed, capture_id: int, fetched_at: datetime, zone: ZoneInfo, work: _Work) -> None:
        merged = store.merge(
            self._db, parsed, capture_id=capture_id, fetched_at=fetched_at, secrets=self._secrets, default_zone=zone
        )
        findings.refresh(self._db, merged.item_ids)
        work.tally.add_merged(merged)

    def _tell(self, share: float, work: _Work | None = None) -> None:
        if self._progress is not None:
            comments = len(self._tally.comments) + (len(work.tally.comments) if work else 0)
            self._progress(Step(self._done, self._total, share, comments))


def _is_by_the_way(work: _Work, error: UnrecognisedInput) -> bool:
    """Return whether a file that is not recognised only lies in the same folder as what was meant."""
    given = work.given
    is_part = bool(given.folder) and not work.counts.container
    return is_part and (given.in_mirror or isinstance(error, NoPost) or is_no_page(read_head(given.shown)))


def _open(given: Given) -> io.BufferedReader:
    if is_address_book(given.shown):
        raise BadInput(
            "This file of a Takeout holds e-mail addresses and is never read: import the feed.atom beside it."
        )
    try:
        if os.path.isdir(given.shown):
            raise BadInput(_why_nothing(given.shown))
        # asked before it is opened: a pipe would be waited for
        if not stat.S_ISREG(os.stat(given.shown).st_mode):
            raise BadInput(
                "This is no ordinary file: give a saved page, a feed, an export, a crawl or a folder of them."
            )
        return given.path.open("rb")
    except (OSError, ValueError) as error:
        raise BadInput("This file cannot be opened: look at its permissions and run this again.") from error


def _why_nothing(folder: str) -> str:
    if is_archive(folder):
        return "This folder is an archive of threadkeep, or a copy of one: open it with --data instead of importing it."
    try:
        os.listdir(folder)
    except OSError:
        return "This folder cannot be read: look at its permissions and run this again."
    return "This folder holds no file to import (what is hidden is not looked at): name another one."


def _require_unchanged(work: _Work) -> None:
    """Raise BadInput when somebody wrote into the file since it was opened, or put another in its place."""
    with contextlib.suppress(OSError):
        states = work.state, os.fstat(work.stream.fileno()), os.stat(work.given.shown)
        if len({(each.st_ino, each.st_size, each.st_mtime_ns) for each in states}) == 1:
            return
    raise BadInput(_CHANGED)


def _digest(source: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := source.read(_CHUNK):
        digest.update(piece)
    return digest.hexdigest()
