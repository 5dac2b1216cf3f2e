"""`threadkeep release`: a dated copy of what is public, to cite and to take away (Q4, Q5, Q11)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime

import click

from archive.command_options import data_option, json_option
from archive.errors import WrongUse
from archive.folder import DataFolder
from archive.releases import ledger, shelf
from archive.releases.build import Made, make_release
from archive.releases.surface import files_of, remove

_OFFERED = "offered"


@click.command()
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day it is dated, which is its name; by default today (UTC).",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--list", "is_list", is_flag=True, help="List every release there ever was.")
@click.option("--remove", "unwanted", metavar="NAME", help="Take a release off the site and delete its files.")
@json_option
@data_option
def release(
    folder: DataFolder, as_json: bool, day: datetime | None, dry_run: bool, is_list: bool, unwanted: str | None
) -> None:
    """Write a release: what is public now as CSV, JSON Lines, Parquet and SQLite, described, with checksums.

    It lies in releases/ of the archive's folder and is offered on the site. It is refused when the gate finds anything,
    and taken off the site when words that it holds are withdrawn later.
    """
    if sum((dry_run, is_list, unwanted is not None)) > 1:
        raise WrongUse("--dry-run, --list and --remove do different things: give one of them.")
    folder.require()
    if is_list:
        _say_list(folder, as_json=as_json)
    elif unwanted is not None:
        remove(folder, unwanted)
        click.echo(json.dumps({"removed": unwanted}) if as_json else f"{unwanted} is removed.")
    else:
        made = make_release(folder, (day or datetime.now(UTC)).date(), dry_run=dry_run)
        _say_made(made, as_json=as_json, dry_run=dry_run)


def _say_made(made: Made, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        click.echo(json.dumps({**asdict(made), "dry_run": dry_run}, indent=2))
        return
    rows = ", ".join(f"{table} {count}" for table, count in made.rows.items())
    parquet = any(name.endswith(".parquet") for name in made.files)
    if dry_run:
        click.echo(f"Would write release {made.name} of version {made.content_version}: {len(made.files)} files.")
        for name in made.files:
            click.echo(f"  {name}")
    else:
        size = f"{made.size / 1e6:.1f} MB"
        click.echo(f"Release {made.name} of version {made.content_version}: {len(made.files)} files, {size}.")
    click.echo(f"Rows: {rows}.")
    if not parquet:
        click.echo("No Parquet: install `threadkeep[parquet]` for it.")


def _say_list(folder: DataFolder, *, as_json: bool) -> None:
    lines = [
        {
            "release": entry.name,
            "content_version": entry.content_version,
            "state": _state_of(folder, entry.name),
            "withdrawn": len(entry.withdrawn),
        }
        for entry in reversed(ledger.entries(folder))
    ]
    if as_json:
        click.echo(json.dumps(lines, indent=2))
        return
    for line in lines:
        withdrawn = f", {line['withdrawn']} places withdrawn since" if line["withdrawn"] else ""
        click.echo(f"{line['release']}  version {line['content_version']}  {line['state']}{withdrawn}")
    if not lines:
        click.echo("There is no release yet.")


def _state_of(folder: DataFolder, name: str) -> str:
    files = files_of(folder, name)
    if files is None:
        return "removed"
    return _OFFERED if files.parent == shelf.home(folder) else "superseded"
