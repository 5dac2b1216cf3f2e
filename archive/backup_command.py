"""`threadkeep backup` and `threadkeep restore`: an archive as one file, and back in another folder (A9)."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.command_options import data_option, json_option
from archive.errors import BadInput, WrongUse
from archive.folder import DataFolder
from archive.moderation import log
from archive.moderation.word_erasures import erase_again
from archive.originals.backup import unpacked, write_backup
from archive.originals.database import open_archive
from archive.originals.restore_list import NAME, read_list, write_list


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@data_option
def backup(folder: DataFolder, as_json: bool, file: Path) -> None:
    """Write all of an archive that cannot be made again to FILE: originals, captures, decisions, settings and keys.

    FILE holds what was private, and the keys: keep it where nobody else reads it. What is erased after today is in it
    still; `threadkeep restore` takes that out again by the list that is kept beside the archive.
    """
    made = write_backup(folder, file.absolute(), datetime.now(UTC))
    with closing(open_archive(folder)) as db:
        # from now on there is something to hold against it
        write_list(db, folder, even_empty=True)
    if as_json:
        click.echo(json.dumps(asdict(made), indent=2))
    else:
        click.echo(f"{file.name}: {made.files} files, {made.size / 1e6:.1f} MB. It holds private words and keys.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--folder",
    "target",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the archive goes: a new or empty folder.",
)
@click.option(
    "--erasures",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=f"What was erased since: {NAME} of the archive that is replaced; by default that of --data.",
)
@click.option("--nothing-erased", is_flag=True, help="Nothing was erased since the backup was made; needs no list.")
@json_option
@data_option
def restore(
    folder: DataFolder, as_json: bool, file: Path, target: Path, erasures: Path | None, nothing_erased: bool
) -> None:
    """Put the archive of a backup into a new folder, verified, without what was erased since the backup was made.

    Ids, addresses, decisions and the log are as they were; `threadkeep publish` makes the public copy.
    """
    known = erasures or folder.path / NAME
    with unpacked(file, DataFolder(target.absolute())) as (restored, made):
        listed = read_list(known, restored) if known.exists() and not nothing_erased else []
        with closing(open_archive(restored)) as db:
            if wrong := log.verify(db):
                raise BadInput(f"The log in {file.name} does not verify ({wrong[0]}): take another backup.")
            if not known.exists() and not nothing_erased:
                raise WrongUse(
                    f"What was erased since {made.made_at} would come back: name the {NAME} of the archive with "
                    "--erasures, or its folder with --data; or say --nothing-erased."
                )
            again = erase_again(db, restored, listed)
            write_list(db, restored)
    if as_json:
        click.echo(json.dumps({**asdict(made), "erased_again": list(again)}, indent=2))
    else:
        click.echo(
            f"{target.name}: {made.files} files as of {made.made_at}; {len(again)} items erased again. "
            f"Run `threadkeep publish --data {target}`."
        )
