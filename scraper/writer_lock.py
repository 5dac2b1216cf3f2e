"""The locks of a harvest: one for writing originals, shared with import and reparse, and one per host (H3).

Whoever writes holds the first for as long as one transaction, so that several harvests fill one archive in turns.
The second is held for a whole run, so that no host is asked by two harvests at once.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager

import click

from archive.errors import Refused
from archive.folder import DataFolder
from scraper.addresses import host_of

NAME = "harvest"
DOING = "harvesting or importing into this archive"
WAIT = 600.0
"""Seconds to wait for another writer before refusing."""
TELL_AFTER = 2.0
"""Seconds after which a person is told what the command waits for."""

_ODD = re.compile(r"[^a-z0-9.-]")


@contextlib.contextmanager
def writer_lock(folder: DataFolder) -> Iterator[None]:
    """Hold the lock for writing originals; raise Refused when another holds it too long."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(folder.lock(NAME, wait=min(TELL_AFTER, WAIT), doing=DOING))
        except Refused:
            if WAIT <= TELL_AFTER:
                raise
            click.echo(f"Another threadkeep is {DOING}: waiting for its end.", err=True)
            stack.enter_context(folder.lock(NAME, wait=WAIT - TELL_AFTER, doing=DOING))
        yield


@contextlib.contextmanager
def writer_lock_if_free(folder: DataFolder) -> Iterator[bool]:
    """Hold the lock for writing originals, True; False, at once and without it, while another has it."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(folder.lock(NAME))
        except Refused:
            yield False
            return
        yield True


def host_lock(folder: DataFolder, url: str) -> AbstractContextManager[None]:
    """Return the lock to hold while asking a host; entering it raises Refused while another harvest asks the same."""
    place = host_of(url)
    return folder.lock(f"{NAME}-{_ODD.sub('_', place)}", doing=f"harvesting {place} into this archive")
