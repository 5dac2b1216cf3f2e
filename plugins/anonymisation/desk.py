"""What the moderation process keeps beside its Datasette, and the way into archive.db: one connection for one act."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast

from sqlite_utils import Database

from archive.errors import Refused
from archive.folder import DataFolder
from archive.originals.database import open_archive
from plugins._datasette import Served
from plugins.anonymisation.lockout import Lockout
from plugins.anonymisation.session import EndedSessions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """One moderation process: its archive, its clock, failed logins and ended sessions, both kept in memory alone.

    `start` is of this process alone, so that a restart, which forgets what was ended, ends every session there was.
    """

    folder: DataFolder
    clock: Callable[[], datetime]
    lockout: Lockout = field(default_factory=Lockout)
    ended: EndedSessions = field(default_factory=EndedSessions)
    start: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    # one password at a time: checking one is meant to be slow, and many at once would stop everybody else
    checking: asyncio.Lock = field(default_factory=asyncio.Lock)
    # set when something was decided that readers' copy has to follow
    behind: threading.Event = field(default_factory=threading.Event)


def put_desk(datasette: Served, desk: Desk) -> None:
    """Keep a desk beside a Datasette; its presence is what makes a process the moderation site."""
    datasette.threadkeep_desk = desk


def desk_of(datasette: Served) -> Desk | None:
    """Return the desk beside a Datasette, None for one that is not a moderation site."""
    return cast("Desk | None", getattr(datasette, "threadkeep_desk", None))


def the_desk(datasette: Served) -> Desk:
    """Return the desk beside the Datasette of a moderation site."""
    return cast(Desk, datasette.threadkeep_desk)


BUSY = "Nothing was recorded, because the archive is busy just now: send this again in a few seconds."


async def record(desk: Desk, work: Callable[[Database], T]) -> T:
    """Run `work`, which writes, as `in_archive` does; Refused while archive.db cannot be written.

    So that the form which asked for it comes back as it was sent.
    """
    try:
        return await in_archive(desk, work)
    except sqlite3.OperationalError as error:
        raise Refused(BUSY) from error


async def in_archive(desk: Desk, work: Callable[[Database], T]) -> T:
    """Run `work` in a worker thread, with a connection to archive.db that is closed afterwards.

    Datasette never knows of this database: no address and no SQL reaches it.
    """

    def run() -> T:
        db = open_archive(desk.folder)
        try:
            return work(db)
        finally:
            db.close()

    return await asyncio.to_thread(run)
