"""A writer killed in the middle of a change leaves a journal; whoever may write the file rolls it back."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path


def repair(public_db: Path) -> bool:
    """Roll back what a killed writer left beside the public copy; True when there was a journal and it is gone.

    A server that reads with `mode=ro` cannot do this itself, and fails every read until somebody has. Where this user
    may not write, nothing happens: the next publish or the moderation site does it.
    """
    journal = public_db.with_name(f"{public_db.name}-journal")
    if not journal.exists() or not os.access(public_db, os.W_OK) or not os.access(public_db.parent, os.W_OK):
        return False
    with contextlib.suppress(sqlite3.Error):  # a living writer holds it: its own commit will remove the journal
        connection = sqlite3.connect(f"{public_db.absolute().as_uri()}?mode=rw", uri=True, timeout=0)
        with contextlib.closing(connection):
            connection.execute("select count(*) from sqlite_master").fetchone()
    return not journal.exists()
