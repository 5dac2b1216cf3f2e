"""Publishing what was done with cards, so that nobody waits for it between one card and the next.

A decision stands when its form is answered. This follows at once, in a thread of the moderation site; what it could
not do before the process ended is done by the next one, and by every publish.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.moderation import queue_acts
from archive.moderation.decisions import get_decision, is_behind
from archive.moderation.queue_acts import Act
from archive.originals.database import open_archive
from archive.publishing.certificate import decide_and_publish
from archive.publishing.publisher import publish
from plugins.anonymisation.desk import Desk
from plugins.site.errors import describe

AGAIN = 60.0
"""Seconds after which what could not be published, here or elsewhere, is tried again."""

_log = logging.getLogger("threadkeep.moderation")


def catch_up(folder: DataFolder, clock: Callable[[], datetime]) -> int:
    """Publish what was done with cards, with a certificate for each decision; return how many acts stay behind.

    What was decided elsewhere, and could not be published there, is published too.
    """
    with closing(open_archive(folder)) as db:
        acts = queue_acts.behind(db)
        if not acts and is_behind(db):
            return int(_publish(folder, clock()) != "")
        # each noted at once: killed in the middle of an evening's work, the next process begins where this one ended
        return sum([_settle(db, folder, act, clock) for act in acts])


def _settle(db: Database, folder: DataFolder, act: Act, clock: Callable[[], datetime]) -> bool:
    """Publish one act and note it; return whether it stays behind."""
    problem = _follow(folder, act, clock())
    if problem:
        queue_acts.note_problem(db, act, problem)
    else:
        queue_acts.note_public(db, act, clock())
    return problem != ""


def _follow(folder: DataFolder, act: Act, now: datetime) -> str:
    """Publish one act and whatever else waits; return what stopped it, "" for nothing."""
    if not act.log_ids:
        return _publish(folder, now)
    try:
        for log_id in act.log_ids:
            decide_and_publish(folder, lambda db, made=log_id: get_decision(db, made), now)  # type: ignore[misc]  # bound now
    except (ArchiveError, sqlite3.OperationalError) as error:
        _log.warning("what was done with card %s is not public yet: %s", act.card, error)
        return str(error)
    return ""


def _publish(folder: DataFolder, now: datetime) -> str:
    try:
        publish(folder, now=now)
    except (ArchiveError, sqlite3.OperationalError) as error:
        _log.warning("what was decided is not public yet: %s", error)
        return str(error)
    return ""


def keep_up(desk: Desk, stopped: threading.Event) -> None:
    """Do so whenever something was done, and every minute, until told to stop."""
    while not stopped.is_set():
        desk.behind.wait(AGAIN)
        desk.behind.clear()
        try:
            catch_up(desk.folder, desk.clock)
        except Exception as error:  # noqa: BLE001 - the outermost loop of its thread, which no fault of ours may end
            told = "what was decided could not be published (%s); it is tried again within a minute"
            # where it happened, never what was in it: a message may hold words
            _log.error(told, describe(error))


def start(desk: Desk) -> None:
    """Do so in a thread that ends with its process."""
    desk.behind.set()
    threading.Thread(target=keep_up, args=(desk, threading.Event()), name="publishing", daemon=True).start()
