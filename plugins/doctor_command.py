"""`threadkeep doctor`: looks an archive over and says what to do (O8). It mends nothing."""

from __future__ import annotations

import json
import sqlite3
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder


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
    # imported here: the public process names this command too, and must never load what opens archive.db
    from plugins.doctor.findings import PROBLEM
    from plugins.doctor.looking import look

    found = list(look(folder, datetime.now(UTC), config))
    problems = sum(each.level == PROBLEM for each in found)
    if as_json:
        click.echo(json.dumps({"ok": not problems, "findings": [asdict(each) for each in found]}, indent=2))
    else:
        for each in found:
            click.echo(f"{each.level}: {each.where}: {each.say}")
        python = sys.version.split()[0]
        many = "1 problem" if problems == 1 else f"{problems or 'no'} problems"
        click.echo(f"Python {python}, SQLite {sqlite3.sqlite_version}: {many}.")
    sys.exit(1 if problems else 0)
