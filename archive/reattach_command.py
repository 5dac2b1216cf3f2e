"""`threadkeep reattach`: what a reply answers, where its source says something else."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import click

from archive.command_options import data_option
from archive.errors import WrongUse
from archive.folder import DataFolder


@click.command()
@click.argument("comment", required=False)
@click.option("--to", "answers", default="", metavar="ID", help="A comment of its thread, `post`, or `source`.")
@click.option("--undo", "undone", default="", metavar="ACT", help="Take back what was done, by its id, such as L12.")
@click.option("--by", default="", metavar="NAME", help="Who does it; the operator of threadkeep.toml by default.")
@data_option
def reattach(folder: DataFolder, comment: str | None, answers: str, undone: str, by: str) -> None:
    """Put a reply under the comment that it answers, and publish.

    With `--to post` it answers the post, with `--to source` what its source says. Its address stays, its original too,
    and a later harvest does not move it back. Without COMMENT the command lists what was moved, newest first.
    """
    if bool(comment) != bool(answers) or (comment and undone):
        raise WrongUse("Give COMMENT with --to ID, or --undo ACT, or nothing to list what was moved.")
    if not comment and not undone:
        _list(folder)
        return
    click.echo(_act(folder, comment or "", answers, undone, by or folder.load_settings().operator))


def _list(folder: DataFolder) -> None:
    from archive.curation.acts import get_acts
    from archive.curation.replies import ACTS
    from archive.originals.database import open_archive

    with closing(open_archive(folder)) as db:
        found = get_acts(db, kinds=ACTS, limit=-1)
    for each in found:
        back = f" (undone by {each.undone_by})" if each.undone_by else ""
        click.echo(f"{each.id}  {each.made_at}  {each.made_by} {each.told}{back}")
    if not found:
        click.echo("No reply was moved.", err=True)


def _act(folder: DataFolder, comment: str, answers: str, undone: str, by: str) -> str:
    from archive.curation.acts import get_acts
    from archive.moderation.replies import move_reply, undo_move
    from archive.originals.database import open_archive
    from archive.publishing.publisher import publish

    now = datetime.now(UTC)
    with closing(open_archive(folder)) as db:
        if undone:
            told = f"{undo_move(db, undone, by=by, now=now).id} is undone"
        else:
            move_reply(db, comment, answers, by=by, now=now)
            made = get_acts(db, limit=1)[0]
            told = f"{made.id}: {made.told}"
    return f"{told}. Published version {publish(folder, now=now).content_version}."
