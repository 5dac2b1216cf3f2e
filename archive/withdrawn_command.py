"""`threadkeep withdrawn`: the list of what was withdrawn since a release, for those who hold the release."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from archive.command_options import data_option, read_text
from archive.errors import WrongUse
from archive.folder import DataFolder

_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--secret-file", type=_file, required=True, help="The file with the secret that came with the release.")
@click.option("--since", default="", metavar="DAY", help="When the release was made, such as 2026-05-03.")
@click.option("--check", "listed", type=_file, help="Look up ids, one a line on standard input, in this list.")
@data_option
def withdrawn(folder: DataFolder, secret_file: Path, since: str, listed: Path | None) -> None:
    """Write the list of posts and comments that were withdrawn since a release, for those who hold it.

    It is written to standard output: digests that mean something to whoever has the secret that stands in the release,
    and nothing to anybody else. With --check a holder looks up their ids in such a list; that needs no archive.
    """
    from archive.publishing.withdrawn import check_list, read_secret

    secret = read_secret(read_text(secret_file))
    if listed is None:
        click.echo(_make(folder, secret, _day(since)), nl=False)
        return
    if since:
        raise WrongUse("A list is checked as it is: leave --since out.")
    ids = [line.strip() for line in sys.stdin if line.strip()]
    found = check_list(read_text(listed), secret, ids)
    for item_id, what in found.items():
        click.echo(f"{what.value}\t{item_id}")
    click.echo(f"{len(found)} of {len(ids)} are on the list.", err=True)


def _make(folder: DataFolder, secret: bytes, since: datetime | None) -> str:
    from archive.originals.database import open_archive
    from archive.public.store import open_public
    from archive.publishing.withdrawn import find_since, make_list

    with closing(open_archive(folder)) as archive, closing(open_public(folder)) as public:
        return make_list(secret, find_since(archive, public, since))


def _day(written: str) -> datetime | None:
    if not written:
        return None
    try:
        return datetime.combine(date.fromisoformat(written), time(), tzinfo=UTC)
    except ValueError:
        raise WrongUse("A day is written 2026-05-03: say so when the release was made.") from None
