"""Between inbox.db and archive.db: what came in is taken over, what was decided is told, what is done is forgotten.

Each of the two files changes in a transaction of its own, and none waits for the other. Killed anywhere between, the
next exchange does the rest: what was taken over is not taken twice, and what is told replaces only what is older.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.inbox import taking
from archive.inbox.database import opened
from archive.moderation import cases

MOST_KEPT = 256_000_000
"""Bytes of what people wrote in requests that archive.db takes; more waits in the inbox, which has a limit too.

So nobody can fill the disk that the archive lies on. Room comes back as cases are closed and their texts deleted.
"""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """How many reports and messages came in, and of how many cases the texts were deleted."""

    new: int
    forgotten: int


def exchange(db: Database, folder: DataFolder, *, now: datetime) -> Exchanged:
    """Take over what waits in the inbox, delete the texts of cases closed long enough, and tell senders what is new.

    Raises Refused while the inbox cannot be used; what was taken over by then stays so.
    """
    forgotten = cases.forget(db, now=now, after_days=folder.load_settings().delete_reports_after)
    new = _take_over(db, folder)
    if told := cases.untold(db):
        with opened(folder) as inbox:
            taking.tell(inbox, told)
        cases.mark_told(db, told)
    return Exchanged(new, forgotten)


def _take_over(db: Database, folder: DataFolder) -> int:
    new = 0
    while cases.bytes_kept(db) < MOST_KEPT:
        with opened(folder) as inbox:
            reports = taking.waiting_reports(inbox)
            messages = taking.waiting_messages(inbox) if not reports else []
        if not reports and not messages:
            return new
        # the inbox is not held meanwhile: whoever sends a report now need not wait for archive.db
        new += cases.take_over(db, reports, messages)
        with opened(folder) as inbox:
            taking.empty(inbox, reports, messages)
    return new
