"""`threadkeep doctor`: looks an archive over and says what to do (O8). It mends nothing."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.command_options import data_option, json_option
from archive.errors import ArchiveError
from archive.folder import DataFolder
from plugins.doctor import files, keeping, machine
from plugins.doctor.findings import PROBLEM, Finding, Patient, problem


@click.command()
@click.option(
    "--litestream",
    "config",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A litestream configuration: hold what it keeps against erasures.",
)
@json_option
@data_option
def doctor(folder: DataFolder, as_json: bool, config: Path | None) -> None:
    """Look an archive over: versions, permissions, disk, locks, what is published, backups. It mends nothing.

    Each line says what to do. Exit code 1 when something is wrong; notes are no fault.
    """
    found = list(look(folder, datetime.now(UTC), config))
    problems = sum(each.level == PROBLEM for each in found)
    if as_json:
        click.echo(json.dumps({"ok": not problems, "findings": [asdict(each) for each in found]}, indent=2))
    else:
        for each in found:
            click.echo(f"{each.level}: {each.where}: {each.say}")
        python = sys.version.split()[0]
        click.echo(f"Python {python}, SQLite {sqlite3.sqlite_version}: {problems or 'no'} problems.")
    sys.exit(1 if problems else 0)


def look(folder: DataFolder, now: datetime, config: Path | None = None) -> Iterator[Finding]:
    """Yield everything that is wrong with an archive or worth knowing; raise WrongUse when there is none."""
    patient = Patient(folder, folder.load_settings(), now)
    try:
        folder.load_secrets()
    except ArchiveError as error:
        yield problem("keys", folder.secrets_file.name, str(error))
    for each in (machine.versions, machine.disk, files.permissions, files.locks, files.interrupted):
        yield from each(patient)
    shut = [*files.databases(patient)]
    shut += [] if shut else keeping.schemas(patient)
    yield from shut
    # what cannot be opened cannot be asked
    for each in () if shut else (machine.clock, keeping.published, keeping.told):
        yield from each(patient)
    yield from keeping.backups(patient)
    if config is not None:
        yield from keeping.litestream(config)
