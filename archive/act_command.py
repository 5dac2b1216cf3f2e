"""What every command does that changes topics or acronyms: carry out the act, publish, say how to undo it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.errors import WrongUse
from archive.folder import DataFolder

if TYPE_CHECKING:
    from sqlite_utils import Database

Work = Callable[["Database", str, datetime], object]


def carry_out(folder: DataFolder, by: str, work: Work) -> None:
    """Carry out one act, publish, and say the id under which it can be undone.

    `work` gets archive.db, who acts and when; without `by` that is whoever runs the archive.
    Raises WrongUse when nobody is named as that.
    """
    from archive.curation.acts import get_acts
    from archive.originals.database import open_archive

    by, now = by or folder.load_settings().operator, datetime.now(UTC)
    if not by.strip():
        raise WrongUse("Say who does it: give a name with --by, or an operator in threadkeep.toml.")
    archive = open_archive(folder)
    try:
        before = get_acts(archive, limit=1)
        work(archive, by, now)
        made = get_acts(archive, limit=1)
    finally:
        archive.close()
    if made == before:
        click.echo("Nothing changed: it was so already.")
        return
    click.echo(f"{made[0].id}: {made[0].told}. {publish(folder, now)}")


def publish(folder: DataFolder, now: datetime) -> str:
    """Publish what waits; return a sentence that says so."""
    from archive.publishing.publisher import publish as publish_all

    return f"Published version {publish_all(folder, now=now).content_version}."
