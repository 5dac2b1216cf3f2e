"""`threadkeep review`: what is to be looked at again, and the days on which."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from archive.command_options import data_option, json_option
from archive.errors import WrongUse
from archive.folder import DataFolder

if TYPE_CHECKING:
    from archive.moderation.reviews import Review


@click.command()
@click.argument("target", required=False)
@click.option("--on", "day", default="", metavar="DAY", help="The day to look at TARGET again, such as 2027-05-03.")
@click.option("--never", is_flag=True, help="TARGET is not to be looked at again.")
@click.option("--all", "is_all", is_flag=True, help="List what is due later, too.")
@click.option("--by", default="", metavar="NAME", help="Who sets the day; the operator of threadkeep.toml by default.")
@json_option
@data_option
def review(folder: DataFolder, as_json: bool, target: str | None, day: str, never: bool, is_all: bool, by: str) -> None:
    """List the decisions that are to be looked at again by now, or set such a day.

    TARGET is a decision's log id, such as L12, or the number of a finding that somebody kept. What is due stands in
    the queue of the moderation site as well; nothing changes by itself.
    """
    from archive.moderation import reviews
    from archive.originals.database import open_archive

    if (target is not None) != (bool(day) or never) or (day and never):
        raise WrongUse("Give TARGET with --on DAY or with --never; without TARGET the command lists what is due.")
    now = datetime.now(UTC)
    with closing(open_archive(folder)) as db:
        if target is not None:
            wanted = reviews.read_day(day, now)
            who = by or folder.load_settings().operator
            found = [reviews.set_day(db, target, wanted, by=who, now=now)]
        else:
            found = reviews.planned(db) if is_all else reviews.due(db, now)
    if as_json:
        click.echo(json.dumps([_document(each) for each in found], indent=2))
        return
    for each in found:
        row = _document(each)
        click.echo(f"{row['on'] or 'never':12}{row['id']:8}{row['kind']:18}{row['item_id']}")
    if not found:
        click.echo("Nothing is to be looked at again.", err=True)


def _document(review: Review) -> dict[str, Any]:
    if review.decision:
        told = {"id": review.decision.id, "kind": review.decision.kind.value}
    else:
        told = {"id": str(review.finding.id if review.finding else ""), "kind": "keep"}
    return {"on": review.on, "item_id": review.item_id, **told}
