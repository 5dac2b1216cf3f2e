"""Files into the archive: each is captured, read and merged in one transaction, or refused with one sentence.

A file that is not recognised, or breaks off, leaves the archive as it was: the person has the file, so no copy of it
is kept. A file that the archive already holds, byte for byte and under whatever name, writes no row.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from archive.errors import ArchiveError, BadInput, NotFound, WrongUse
from archive.folder import DataFolder, Secrets, Settings
from archive.ids import make_id
from archive.moderation import findings
from archive.originals import captures, store
from archive.originals.database import open_archive
from archive.originals.records import PARSER_VERSION, OriginalPost, Parsed
from scraper.pages.recognise import parse
from scraper.writer_lock import writer_lock

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file; `path` is as it was given. `comments` counts replies too.

    `declared` is None when the file announces no number of comments; `shortfall` is how many of those it announces the
    archive does not hold when the import ends. `problem` is one sentence for a file that could not be read.
    """

    path: str
    format: str | None = None
    posts: int = 0
    comments: int = 0
    replies: int = 0
    declared: int | None = None
    shortfall: int = 0
    problem: str | None = None
    new: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. The totals count a post or comment once, however many files hold it."""

    files: tuple[ImportedFile, ...]
    posts: int
    comments: int
    replies: int
    declared: int
    shortfall: int
    new: int
    changed: int
    problems: int

    @property
    def needs_a_look(self) -> bool:
        """True when a file was unreadable or comments that a source announces are missing."""
        return bool(self.problems or self.shortfall)


@dataclass(slots=True)
class _Tally:
    """The distinct posts and comments seen so far, by source key."""

    posts: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    replies: set[str] = field(default_factory=set)
    declared: dict[str, int] = field(default_factory=dict)

    def add(self, posts: Iterable[OriginalPost]) -> None:
        for post in posts:
            self.posts.add(post.source_key)
            self.comments.update(comment.source_key for comment in post.comments)
            self.replies.update(comment.source_key for comment in post.comments if comment.parent_key is not None)
            if post.declared is not None:
                self.declared[post.source_key] = max(post.declared, self.declared.get(post.source_key, 0))


Progress = Callable[[int, int, ImportedFile], None]


def import_paths(
    folder: DataFolder, paths: Sequence[str], *, now: datetime, progress: Progress | None = None
) -> ImportReport:
    """Import files and folders into the archive and return a row per file, in the order given, folders sorted.

    Raises WrongUse when a path or the archive does not exist, before anything is read; Refused when another harvest or
    import holds the archive and does not end soon.
    """
    folder.require()
    files = list(_iter_files(paths))
    with writer_lock(folder):
        db = open_archive(folder)
        try:
            captures.trim_tails(folder, db)
            with captures.CaptureWriter(folder, now, "import", db=db) as writer:
                run = _Run(db, writer, folder.load_settings(), folder.load_secrets(), now)
                return run.take(files, progress)
        finally:
            db.close()


def _iter_files(paths: Sequence[str]) -> Iterator[str]:
    """Yield the files behind the given paths; what is hidden inside a folder is not meant."""
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise WrongUse(f"There is no file or folder {_printable(missing[0])}: look at the path and run this again.")
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for parent, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (os.path.join(parent, name) for name in sorted(names) if not name.startswith("."))


class _Run:
    """One import: the open archive, and what it holds already."""

    def __init__(
        self, db: Database, writer: captures.CaptureWriter, settings: Settings, secrets: Secrets, now: datetime
    ) -> None:
        self._db, self._writer, self._now = db, writer, now
        self._settings, self._secrets = settings, secrets
        self._held = {row.sha256 for row in captures.iter_captures(db) if row.kind == "file" and row.format}
        self._tally = _Tally()
        self._keys: dict[int, tuple[str, ...]] = {}

    def take(self, files: Sequence[str], progress: Progress | None) -> ImportReport:
        """Import the files one by one and return the report."""
        rows: list[ImportedFile] = []
        for number, path in enumerate(files):
            row = self._take_file(number, path)
            rows.append(row)
            if progress is not None:
                progress(number + 1, len(files), row)
        return self._report(rows)

    def _take_file(self, number: int, path: str) -> ImportedFile:
        name = _bare_name(path)
        try:
            body = _read(path)
            parsed = parse(body, url=f"file:{name}", zone=self._settings.zone)
            merged = self._keep(name, body, parsed)
        except ArchiveError as error:
            return ImportedFile(path, problem=str(error))
        self._tally.add(parsed.posts)
        self._keys[number] = tuple(post.source_key for post in parsed.posts)
        declared = [post.declared for post in parsed.posts if post.declared is not None]
        return ImportedFile(
            path=path,
            format=parsed.format,
            posts=len(parsed.posts),
            comments=sum(len(post.comments) for post in parsed.posts),
            replies=sum(post.replies for post in parsed.posts),
            declared=sum(declared) if declared else None,
            new=merged.new,
            changed=merged.changed,
        )

    def _keep(self, name: str, body: bytes, parsed: Parsed) -> store.MergeCount:
        digest = hashlib.sha256(body).hexdigest()
        if digest in self._held:
            return store.MergeCount()
        stored = self._writer.write_file(name, body, self._now)
        with self._db.atomic():
            capture_id = captures.insert_capture(
                self._db, stored, format=parsed.format, parser_version=PARSER_VERSION, problem=None
            )
            merged = store.merge(
                self._db,
                parsed,
                capture_id=capture_id,
                fetched_at=self._now,
                secrets=self._secrets,
                default_zone=self._settings.zone,
            )
            findings.refresh(self._db, merged.item_ids)
        self._held.add(digest)
        return merged

    def _report(self, rows: Sequence[ImportedFile]) -> ImportReport:
        left = {each.post_id: each.declared - each.found for each in store.iter_shortfalls(self._db)}
        post_of = {key: self._post_id(key) for keys in self._keys.values() for key in keys}
        files = tuple(
            replace(row, shortfall=sum(left.get(post_of[key], 0) for key in self._keys.get(number, ())))
            for number, row in enumerate(rows)
        )
        return ImportReport(
            files=files,
            posts=len(self._tally.posts),
            comments=len(self._tally.comments),
            replies=len(self._tally.replies),
            declared=sum(self._tally.declared.values()),
            shortfall=sum(left.get(post, 0) for post in set(post_of.values())),
            new=sum(row.new for row in files),
            changed=sum(row.changed for row in files),
            problems=sum(row.problem is not None for row in files),
        )

    def _post_id(self, source_key: str) -> str:
        made = make_id(source_key, self._secrets.id_key)
        try:
            return store.resolve_item(self._db, made)
        except NotFound:
            return made


def _bare_name(path: str) -> str:
    """Return the file's own name, as text that a database and a page can hold: folders say too much of a person."""
    return _printable(Path(os.path.abspath(path)).name)


def _printable(path: str) -> str:
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "�" for char in text)


def _read(path: str) -> bytes:
    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            raise BadInput("This is no ordinary file: give a saved page, a feed or a folder of them.")
        if state.st_size > MAX_BYTES:
            raise BadInput(f"This file is larger than {MAX_BYTES // 1024**2} MB, which no page or feed is.")
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise BadInput("This file cannot be opened: look at its permissions and run this again.") from error
