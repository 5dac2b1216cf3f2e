"""Bringing the index up to date with public.db. `python -m search_index.update --data DIR` is the child process that
does it for whoever published: what it needs of memory, and what it might leave behind, ends with it.
"""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.public.store import open_public
from archive.public.surface import Changes
from search_index import generation
from search_index.build import Difference, build_index, make_equal
from search_index.engine import Engine, IndexFileError
from search_index.engines import engine_of

LOCK = "index"
_SELDOM = 200_000
WAIT = 600.0
"""Seconds to wait for another update: one of a whole large archive takes minutes."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did: documents that stand in the index now, written, taken out; whether it was built afresh."""

    documents: int
    written: int
    removed: int
    rebuilt: bool
    content_version: int


def update_index(
    folder: DataFolder, *, whole: bool = False, changes: Changes | None = None, wait: float = WAIT
) -> IndexReport:
    """Make the index say what public.db says, from nothing when `whole`, or when it is missing, damaged or not ours.

    `changes` are all that happened since the version that the index reflects; without them all is compared.
    One at a time. Raises WrongUse when nothing is published yet, Refused when another update holds the lock.
    When it fails or is killed, the index still answers, and the next update repairs it.
    """
    engine = engine_of(folder)
    with folder.lock(LOCK, wait=wait, doing="updating the search index"):
        db = open_public(folder)
        try:
            done = None if whole else _update_in_place(folder.index, db, engine, changes)
            rebuilt = done is None
            done = done or build_index(folder.index, db, engine)
        finally:
            db.close()
    return IndexReport(done.documents, done.written, done.removed, rebuilt, done.content_version)


def _update_in_place(index: Path, db: Database, engine: Engine, changes: Changes | None) -> Difference | None:
    """Return what was done, None when the index has to be built afresh, by another engine perhaps."""
    opened = generation.open_current(index)
    generation.sweep(index, opened[0] if opened else None)
    if opened is None or opened[0].engine != engine.name:
        return None
    current, built = opened
    try:
        done = make_equal(built, db, changes)
    except IndexFileError:
        return None
    generation.write_current(index, replace(current, content_version=done.content_version))
    return done


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="The archive's data folder.")
@click.option("--whole", is_flag=True, help="Build the index from nothing.")
@click.option("--changes", is_flag=True, help="Read from stdin, as JSON, what alone may have changed.")
def main(data: Path | None, whole: bool, changes: bool) -> None:
    """Bring the search index up to date with the public copy, and say what was done as JSON."""
    # hundreds of thousands of stamps are compared: Python's collector would look through them again and again
    gc.set_threshold(_SELDOM)
    try:
        told = Changes(**json.load(sys.stdin)) if changes else None
        report = update_index(DataFolder.resolve(data), whole=whole, changes=told)
    except ArchiveError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    click.echo(json.dumps(asdict(report)))


if __name__ == "__main__":
    main()
