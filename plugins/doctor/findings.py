"""What the doctor says: one sentence each, with what to do next. Ids and names of files, never words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.folder import DataFolder, Settings

PROBLEM = "problem"
NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (`problem`), or worth knowing (`note`): its kind, where, and what to do."""

    level: str
    kind: str
    where: str
    say: str


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at: an archive, its settings, and the time by this machine's clock."""

    folder: DataFolder
    settings: Settings
    now: datetime


Look = Callable[[Patient], Iterator[Finding]]


def problem(kind: str, where: str, say: str) -> Finding:
    """Return something that is wrong."""
    return Finding(PROBLEM, kind, where, say)


def note(kind: str, where: str, say: str) -> Finding:
    """Return something worth knowing."""
    return Finding(NOTE, kind, where, say)
