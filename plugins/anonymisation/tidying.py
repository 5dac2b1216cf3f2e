"""While the moderation site runs: what comes in is taken over, what is over is forgotten, whether anybody looks or not.

Often, so that what somebody wrote lies no longer than it must where the public process could read it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.moderation.exchange import exchange
from archive.originals.database import open_archive
from plugins.site.errors import describe

SECONDS = 60.0
_log = logging.getLogger("threadkeep.moderation")


def tidy(folder: DataFolder, now: datetime) -> str:
    """Exchange with the inbox once; return what stopped it, "" for nothing."""
    try:
        with closing(open_archive(folder)) as db:
            exchange(db, folder, now=now)
    except ArchiveError as error:
        return str(error)
    return ""


def keep_tidy(folder: DataFolder, stopped: threading.Event, clock: Callable[[], datetime]) -> None:
    """Do so now and every minute until told to stop; what is in the way is logged once, and tried again."""
    told = ""
    while True:
        before, told = told, _take_turn(folder, clock)
        if told and told != before:
            _log.warning("%s", told)
        if stopped.wait(SECONDS):
            return


def _take_turn(folder: DataFolder, clock: Callable[[], datetime]) -> str:
    try:
        return tidy(folder, clock())
    except Exception as error:  # noqa: BLE001 - the outermost loop of its thread, which no fault of ours may end
        # where it happened, never what was in it: a message may hold words
        return f"what came in could not be taken over ({describe(error)}); it is tried again within a minute"


def start(folder: DataFolder) -> None:
    """Do so in a thread that ends with its process."""
    arguments = (folder, threading.Event(), lambda: datetime.now(UTC))
    threading.Thread(target=keep_tidy, args=arguments, name="tidying", daemon=True).start()
