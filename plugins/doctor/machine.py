"""The machine and what is installed: versions, the clock, room on the disk."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from archive.originals.database import open_archive
from plugins.doctor.findings import Finding, Patient, note, problem

LEAST_PYTHON = (3, 11)
LEAST_SQLITE = (3, 37, 0)
"""The first with strict tables and with `returning` as sqlite-utils uses it."""

SPARE = 50_000_000
"""Bytes that stay free beside all that a publish writes."""

_CLOCK = timedelta(minutes=5)


def versions(patient: Patient) -> Iterator[Finding]:  # noqa: ARG001 - the signature of every look
    """Hold Python, SQLite and every package against what threadkeep was written for."""
    if sys.version_info[:2] < LEAST_PYTHON:
        yield problem("python", _dotted(sys.version_info[:3]), "This Python is too old: install 3.11 or later.")
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        say = f"This SQLite is too old: install a Python with {_dotted(LEAST_SQLITE)} or later."
        yield problem("sqlite", sqlite3.sqlite_version, say)
    for written in metadata.requires("threadkeep") or ():
        wanted = Requirement(written)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield from _package(wanted)


def _package(wanted: Requirement) -> Iterator[Finding]:
    asked = f"{wanted.name}{wanted.specifier}"
    try:
        found = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        yield problem("package", wanted.name, f"A package is missing: run `pip install '{asked}'`.")
        return
    if not wanted.specifier.contains(found, prereleases=True):
        say = f"Version {found} is not what threadkeep was tested with: run `pip install '{asked}'`."
        yield problem("package", wanted.name, say)


def clock(patient: Patient) -> Iterator[Finding]:
    """Hold the clock against the last line of the log: it cannot have been written later than now."""
    with closing(open_archive(patient.folder)) as db:
        (last,) = db.conn.execute("select max(at) from log").fetchone()
    if last and datetime.fromisoformat(last) > patient.now + _CLOCK:
        say = "The last line of the log is of a later time than this machine tells: set its clock."
        yield problem("clock", "log", say)


def disk(patient: Patient) -> Iterator[Finding]:
    """Hold the room on the disk against what a whole publish writes beside the live files."""
    wanted = 2 * (_size(patient.folder.public_db) + _size(patient.folder.index)) + SPARE
    free = shutil.disk_usage(patient.folder.path).free
    if free < wanted:
        say = f"A publish needs {wanted / 1e6:,.0f} MB and {free / 1e6:,.0f} MB are free: make room, then publish."
        yield problem("disk", patient.folder.path.name, say)
    elif free < 3 * wanted:
        say = f"{free / 1e6:,.0f} MB are free, and a publish needs {wanted / 1e6:,.0f} MB: think of a larger disk."
        yield note("disk", patient.folder.path.name, say)


def _size(path: Path) -> int:
    paths = path.rglob("*") if path.is_dir() else (path,)
    return sum(each.stat().st_size for each in paths if each.is_file())


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
