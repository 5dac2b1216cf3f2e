"""The one lock of everything that writes originals: harvest, import and reparse take turns (H3)."""

from __future__ import annotations

from contextlib import AbstractContextManager

from archive.folder import DataFolder

NAME = "harvest"
WAIT = 20.0
"""Seconds to wait for another writer before refusing."""


def writer_lock(folder: DataFolder) -> AbstractContextManager[None]:
    """Return the lock to hold while writing originals; entering it raises Refused when another holds it too long."""
    return folder.lock(NAME, wait=WAIT, doing="harvesting or importing into this archive")
