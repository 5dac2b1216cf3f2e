"""`threadkeep cases`: what readers asked to have removed and waits for somebody, without a word of what they wrote."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder
from archive.moderation.cases import Case, Pile, count_cases, list_cases
from archive.moderation.exchange import exchange
from archive.originals.database import open_archive

_MOST = 1_000


@click.command()
@data_option
@json_option
def cases(folder: DataFolder, as_json: bool) -> None:
    """List the requests for removal that wait for somebody, the oldest first; never what was written in them.

    Also takes over what came in, shows senders what was decided, and deletes the texts of cases closed long enough
    ago. `threadkeep moderate` does the same while it runs; this is for a timer, or where it seldom runs.
    """
    folder.require()
    now = datetime.now(UTC)
    with closing(open_archive(folder)) as db:
        done = exchange(db, folder, now=now)
        found = list_cases(db, Pile.OPEN, limit=_MOST)
        totals = count_cases(db)
    if as_json:
        rows = [_row(each, now) for each in found]
        piles = {pile.value: total for pile, total in totals.items()}
        click.echo(json.dumps({**piles, "new": done.new, "forgotten": done.forgotten, "cases": rows}))
        return
    for each in found:
        held = f"  {each.held_by(now)} has it" if each.held_by(now) else ""
        click.echo(f"{each.id}  sent {each.sent_at[:10]}  {each.state.value.replace('_', ' ')}{held}")
    apart = f", {totals[Pile.UNVERIFIED]:,} waiting apart" if totals[Pile.UNVERIFIED] else ""
    click.echo(f"{totals[Pile.OPEN]:,} to be done{apart}; {done.new:,} came in, texts of {done.forgotten:,} deleted")


def _row(case: Case, now: datetime) -> dict[str, Any]:
    return {
        "id": case.id,
        "sent_at": case.sent_at,
        "kind": case.kind.value,
        "state": case.state.value,
        "items": list(case.item_ids),
        "held_by": case.held_by(now),
        "has_news": case.has_news,
    }
