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
        before, told = told, tidy(folder, clock())
        if told and told != before:
            _log.warning("%s", told)
        if stopped.wait(SECONDS):
            return


def start(folder: DataFolder) -> None:
    """Do so in a thread that ends with its process."""
    arguments = (folder, threading.Event(), lambda: datetime.now(UTC))
    threading.Thread(target=keep_tidy, args=arguments, name="tidying", daemon=True).start()
