"""The way of a running site into inbox.db: reports that come at once are written together, and none is lost."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar, cast

from sqlite_utils import Database

from archive.errors import ArchiveError, Refused
from archive.folder import DataFolder
from archive.inbox import store
from archive.inbox.database import opened
from archive.inbox.models import Report
from plugins._datasette import Served
from plugins.reports.limits import Limits

T = TypeVar("T")
TOGETHER = 500
"""Reports written in one transaction: a disk confirms it once for all of them."""


@dataclass(slots=True)
class Letterbox:
    """What one process needs to take reports: counts in memory, a key for secret links, what is still to be written."""

    folder: DataFolder
    limits: Limits = field(default_factory=Limits)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _waiting: list[tuple[Report, asyncio.Future[None]]] = field(default_factory=list, repr=False)
    _writing: asyncio.Task[None] | None = field(default=None, repr=False)
    # one at a time: threads of one process that overlap would keep the other process out
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    def secret_of(self, *parts: str) -> str:
        """Return the secret link of a form and all that was typed into it: sent twice, it is one case."""
        return urlsafe_b64encode(hmac.digest(self.key, "\0".join(parts).encode(), "sha256")).decode().rstrip("=")

    async def put(self, report: Report) -> None:
        """Return once a report is on the disk; raise Refused when it could not be kept."""
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((report, kept))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await kept

    async def ask(self, work: Callable[[Database], T]) -> T:
        """Return what `work` finds or does in the inbox; raise Refused when that cannot be used."""
        async with self._turn:
            return await asyncio.to_thread(self._open, work)

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            failed: ArchiveError | None = Refused("The report was not kept: send it again.")
            reports = [report for report, _ in batch]
            try:
                await self.ask(partial(store.add_reports, reports=reports))
                failed = None
            except ArchiveError as error:
                failed = error
            finally:
                for _, kept in batch:
                    _end(kept, failed)

    def _open(self, work: Callable[[Database], T]) -> T:
        with opened(self.folder) as db:
            return work(db)


def try_out(folder: DataFolder) -> str:
    """Return why reports could not be kept just now, "" where they can; the inbox is made where there is none."""
    try:
        with opened(folder):
            return ""
    except ArchiveError as error:
        return str(error)


def _end(kept: asyncio.Future[None], failed: ArchiveError | None) -> None:
    if kept.done():  # whoever waited has gone; the report is kept all the same
        return
    if failed is None:
        kept.set_result(None)
    else:
        kept.set_exception(failed)


def letterbox_of(datasette: Served, folder: DataFolder) -> Letterbox:
    """Return the letterbox of a Datasette, made at its first report."""
    found = getattr(datasette, "threadkeep_letterbox", None)
    if found is None:
        found = datasette.threadkeep_letterbox = Letterbox(folder)
    return cast(Letterbox, found)
