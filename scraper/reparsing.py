"""Rebuild every row from the captures (H1): one transaction, so a kill leaves the old rows as they were."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.folder import DataFolder, Secrets
from archive.moderation import findings
from archive.originals import captures, store
from archive.originals.captures import CaptureRow
from archive.originals.database import open_archive
from archive.originals.rebuild import rebuild
from archive.originals.records import PARSER_VERSION
from scraper.pages.recognise import parse
from scraper.writer_lock import writer_lock


@dataclass(frozen=True, slots=True)
class ReparseReport:
    """How many captures were read, what stands in the archive now, and the captures that could not be read."""

    captures: int
    posts: int
    comments: int
    replies: int
    problems: tuple[tuple[int, str], ...]


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
        read = 0
        with rebuild(db):
            for row in list(captures.iter_captures(db)):
                read += 1
                if row.format is None and row.problem is None:
                    continue  # a page that only led to others
                problem = _again(db, folder, row, settings.zone, keys)
                if problem:
                    problems.append((row.id, problem))
        return _report(db, read, tuple(problems))


def _again(db: Database, folder: DataFolder, row: CaptureRow, zone: ZoneInfo, keys: Secrets) -> str | None:
    body = captures.read_capture(folder, row)
    fetched_at = datetime.fromisoformat(row.fetched_at)
    try:
        parsed = parse(body, url=row.url, zone=zone, content_type=row.content_type)
        with db.atomic():
            merged = store.merge(db, parsed, capture_id=row.id, fetched_at=fetched_at, secrets=keys, default_zone=zone)
    except ArchiveError as error:
        captures.note_reading(db, row.id, format=None, parser_version=PARSER_VERSION, problem=str(error))
        return str(error)
    captures.note_reading(db, row.id, format=parsed.format, parser_version=PARSER_VERSION, problem=None)
    findings.refresh(db, merged.item_ids)
    return None


def _report(db: Database, read: int, problems: tuple[tuple[int, str], ...]) -> ReparseReport:
    posts, comments, replies = next(
        iter(
            db.execute(
                "select (select count(*) from post), (select count(*) from comment),"
                " (select count(*) from comment where parent_id is not null)"
            )
        )
    )
    return ReparseReport(read, posts, comments, replies, problems)
