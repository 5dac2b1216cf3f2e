"""Rebuild every row from the captures (H1): one transaction, so a kill leaves the old rows as they were."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from archive.errors import ArchiveError, BadInput
from archive.folder import DataFolder, Secrets
from archive.moderation import findings
from archive.originals import captures, store
from archive.originals.captures import CaptureRow
from archive.originals.database import open_archive
from archive.originals.rebuild import rebuild
from archive.originals.records import PARSER_VERSION
from scraper.homes import Homes
from scraper.pages.recognise import parse
from scraper.pieces import Batches, Wish, read_by_wish
from scraper.writer_lock import writer_lock


@dataclass(frozen=True, slots=True)
class ReparseReport:
    """How many captures were read, what stands in the archive now, and the captures that could not be read.

    `partial` counts those of which a part is kept because a person asked for that.
    """

    captures: int
    posts: int
    comments: int
    replies: int
    problems: tuple[tuple[int, str], ...]
    partial: int = 0


def reparse(folder: DataFolder) -> ReparseReport:
    """Build all rows anew from the captures, with ids, decisions, tags and log kept.

    Raises Refused when another process harvests. A capture that cannot be read is named in the report; when the
    capture file itself is damaged, the transaction is undone and BadInput names it.
    """
    settings, keys = folder.load_settings(), folder.load_secrets()
    with (
        writer_lock(folder),
        contextlib.closing(open_archive(folder)) as db,
    ):
        problems: list[tuple[int, str]] = []
        read = partial = 0
        wish = Wish.of(settings, homes=Homes(db, is_strict=False), partial=True)
        with rebuild(db):
            for row in list(captures.iter_captures(db)):
                read += 1
                if row.format is None and row.problem is None:
                    continue  # a page that only led to others
                problem = _again(db, folder, row, wish, keys)
                if problem and row.format and captures.get_capture(db, row.id).format:
                    # it broke off when it was imported, too
                    partial += 1
                elif problem:
                    problems.append((row.id, problem))
        return _report(db, read, tuple(problems), partial)


def _again(db: Database, folder: DataFolder, row: CaptureRow, wish: Wish, keys: Secrets) -> str | None:
    with captures.open_capture(folder, row) as body:
        try:
            with db.atomic():
                format, problem = _merge_all(db, row, body, wish, keys)
        except ArchiveError as error:
            format, problem = None, str(error)
    captures.note_reading(db, row.id, format=format, parser_version=PARSER_VERSION, problem=problem)
    return problem


def _merge_all(
    db: Database, row: CaptureRow, body: io.BufferedReader, wish: Wish, keys: Secrets
) -> tuple[str | None, str | None]:
    """Merge what a capture holds; return its format, and its problem when it is a file that was taken in part."""
    fetched_at, format = datetime.fromisoformat(row.fetched_at), None
    zone, found = read_by_wish(lambda zone: _read(row, body, wish, zone), wish, row.url)
    # closed before the stream it reads
    with contextlib.closing(found) as batches:
        while True:
            try:
                parsed = next(batches, None)
            except BadInput as error:
                if format is None or row.problem is None:
                    raise
                return format, str(error)
            if parsed is None:
                return format, None
            merged = store.merge(db, parsed, capture_id=row.id, fetched_at=fetched_at, secrets=keys, default_zone=zone)
            findings.refresh(db, merged.item_ids)
            format = parsed.format


def _read(row: CaptureRow, body: io.BufferedReader, wish: Wish, zone: ZoneInfo) -> Batches:
    if row.kind == "file":
        yield from wish.read(body, row.url, zone)
        return
    body.seek(0)
    yield parse(body.read(), url=row.url, zone=zone, content_type=row.content_type)


def _report(db: Database, read: int, problems: tuple[tuple[int, str], ...], partial: int) -> ReparseReport:
    posts, comments, replies = next(
        iter(
            db.execute(
                "select (select count(*) from post), (select count(*) from comment),"
                " (select count(*) from comment where parent_id is not null)"
            )
        )
    )
    return ReparseReport(read, posts, comments, replies, problems, partial)
