"""The one way to publish: everything at first or when the rules changed, else the threads of what waits."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points

from sqlite_utils import Database

from archive.errors import Refused
from archive.folder import DataFolder, Settings
from archive.moderation import shown
from archive.moderation.exchange import exchange
from archive.moderation.word_erasures import finish_words
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.originals.erase import erased_items, finish_erasures, is_due
from archive.originals.restore_list import write_list
from archive.public import store
from archive.public.database import SCHEMA_VERSION
from archive.public.models import ItemState
from archive.public.surface import Surface
from archive.publishing import bookkeeping
from archive.publishing.surfaces import load_surfaces
from archive.publishing.swap import WHOLE_LOCK, Progress, publish_whole, remove_left_over
from archive.publishing.update import publish_pending

FOLLOWERS = "threadkeep.after_publish"
"""The entry-point group of what follows a publish: called with the folder and the time, says how many items it changed.

Rules that tag what a search finds are one: they need the public copy and its index, which are above this package.
"""

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What is public now, how many items wait for somebody, and how many changed."""

    posts: int
    comments: int
    held: int
    withheld: int
    changed: int
    content_version: int


def publish(
    folder: DataFolder,
    *,
    full: bool = False,
    now: datetime,
    progress: Progress | None = None,
    surfaces: Sequence[Surface] | None = None,
    urgent: bool = False,
) -> PublishReport:
    """Bring public.db and every other surface up to date with originals and decisions; report what is public then.

    Raises ItemsShut, a GateClosed, when something private was about to become public: that item stands without words,
    everything else is published; GateClosed, with what is public unchanged, when it was in no item; Refused while
    another publish runs; and WrongUse when the archive's keys are lost, unless it is `urgent`, as redactions are.
    Killed at any moment it leaves the old or the new copy, and the next one finishes.
    """
    settings = folder.load_settings()
    archive = open_archive(folder)
    try:
        if not urgent:
            folder.load_secrets()
        remove_left_over(folder)
        to = load_surfaces(folder) if surfaces is None else surfaces
        is_erasing = is_due(archive)
        if is_erasing:
            # what waits in the inbox may say what is to go
            _exchange(folder, archive, now)
        # masked already, so readers see none of them
        finish_words(archive, folder)
        try:
            is_whole = full or _must_be_whole(folder, archive, settings, urgent=urgent)
            changed = _publish(folder, archive, settings, now, to, progress, is_whole=is_whole)
        finally:
            # what readers no longer see is taken from the originals; the rest waits until it is out of their sight
            if not originals.get_pending(archive) & erased_items(archive):
                finish_erasures(archive, folder)
            write_list(archive, folder)
            if is_erasing:
                _exchange(folder, archive, now)
        if not urgent:
            changed += _follow(folder, archive, settings, now, to)
        _catch_up(folder, archive)
    finally:
        archive.close()
    return _report(folder, changed)


def _publish(
    folder: DataFolder,
    archive: Database,
    settings: Settings,
    now: datetime,
    to: Sequence[Surface],
    progress: Progress | None,
    *,
    is_whole: bool,
) -> int:
    if is_whole:
        return publish_whole(folder, archive, settings, now, to, progress)
    return publish_pending(folder, archive, settings, now, to)


def _follow(folder: DataFolder, archive: Database, settings: Settings, now: datetime, to: Sequence[Surface]) -> int:
    """Let what depends on what is public catch up with it, and publish what that changed; a few times at most."""
    changed = 0
    followers = [point.load() for point in entry_points(group=FOLLOWERS)]
    for _ in range(_ROUNDS):
        if not sum(follow(folder, now) for follow in followers):
            break
        changed += publish_pending(folder, archive, settings, now, to)
    return changed


def _exchange(folder: DataFolder, archive: Database, now: datetime) -> None:
    """Take over what came in, and have what senders can read say what archive.db says; while it is in use, later."""
    if folder.inbox_db.exists():
        with contextlib.suppress(Refused):
            exchange(archive, folder, now=now)


def _catch_up(folder: DataFolder, archive: Database) -> None:
    """Work out what readers can find out from what changed; also after a publish that was killed before this."""
    if shown.is_behind(archive):
        public = store.open_public(folder)
        try:
            shown.catch_up(archive, public)
        finally:
            public.close()


def _must_be_whole(folder: DataFolder, archive: Database, settings: Settings, *, urgent: bool) -> bool:
    if not folder.public_db.exists() or not bookkeeping.is_same(archive, settings, urgent=urgent):
        return True
    if not _is_ours(folder):
        return True
    return bookkeeping.is_whole_begun(archive) and _is_free(folder)


def _is_ours(folder: DataFolder) -> bool:
    """True when the live file has the tables of this version."""
    db = store.open_public(folder)
    try:
        return store.get_meta(db).get("schema_version") == SCHEMA_VERSION
    except sqlite3.OperationalError:
        return False
    finally:
        db.close()


def _is_free(folder: DataFolder) -> bool:
    """True when no whole publish runs: the one that was begun was killed."""
    try:
        with folder.lock(WHOLE_LOCK):
            return True
    except Refused:
        return False


def _report(folder: DataFolder, changed: int) -> PublishReport:
    db = store.open_public(folder)
    try:
        posts, comments = store.count_items(db)
        states = store.count_states(db)
        return PublishReport(
            posts=posts,
            comments=comments,
            held=states[ItemState.HELD],
            withheld=states[ItemState.WITHHELD],
            changed=changed,
            content_version=store.content_version(db),
        )
    finally:
        db.close()
