"""`threadkeep erase`: one person asks for it, another confirms it; without either it only counts what would go."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime

import click
from sqlite_utils import Database

from archive.command_options import data_option, json_option
from archive.errors import WrongUse
from archive.folder import DataFolder
from archive.moderation import erasures
from archive.moderation.decisions import Decision
from archive.originals.database import open_archive
from archive.publishing.certificate import decide_and_publish


@click.command()
@click.argument("item")
@click.option("--reason", default="", help="Ask that it be erased, and say why; it is public, so without names.")
@click.option("--confirm", default="", metavar="ITEM", help="Erase it for good: the item's id, typed once more.")
@click.option("--withdraw", is_flag=True, help="Take back or turn down what was asked for.")
@click.option(
    "--quotations",
    default="",
    metavar="LABEL",
    help="With --confirm: mask what other items quote of it, with this label in its place.",
)
@click.option("--by", default="", metavar="NAME", help="Who asks, or the admin who confirms; never the same person.")
@json_option
@data_option
def erase(
    folder: DataFolder, as_json: bool, item: str, reason: str, confirm: str, withdraw: bool, quotations: str, by: str
) -> None:
    """Count what erasing an item would take; with two people's names, erase it for good.

    ITEM may also be the log id of a mask, such as L12: then its words alone go, wherever it masks them.

    One person asks with --reason, another, who is an admin, confirms with --confirm. Its place stays. The words go
    from the public copy, the originals and the captures, and no later harvest brings them back. It cannot be undone.
    """
    if [bool(reason), bool(confirm), withdraw].count(True) > 1:
        raise WrongUse("Say one thing at a time: --reason asks, --confirm erases, --withdraw turns down.")
    by = by or folder.load_settings().operator
    now = datetime.now(UTC)
    if confirm:

        def act(db: Database) -> Decision:
            return erasures.confirm(db, folder, item, typed=confirm, by=by, now=now, quotations=quotations)

        _erase(folder, act, now, as_json=as_json)
    with closing(open_archive(folder)) as db:
        if reason or withdraw:
            asked = (
                erasures.withdraw(db, item, by=by, now=now)
                if withdraw
                else erasures.ask(db, item, reason=reason, by=by, now=now)
            )
            said = _ASKED[asked.state].format(asked.mask_id or asked.item_id, asked.item_id)
            _tell(asdict(asked), said, as_json=as_json)
            return
        toll = erasures.toll_of(db, folder, item)
        waiting = erasures.find_open(db, item)
        quoted = erasures.quoted_in(db, item)
    held = f"{toll.rows} rows, {toll.revisions} revisions and {toll.captures} captures"
    told = f"Nothing was changed. Words of {item} stand in {held}."
    if quoted:
        told += f" Quoted in {', '.join(quoted[:10])}, which stay as they are: redact them there,"
        told += " or confirm with --quotations LABEL."
    number = waiting.item_id if waiting else item
    body = {"item_id": item, **asdict(toll), "quoted_in": quoted, "asked_by": waiting.asked_by if waiting else ""}
    _tell(
        body,
        f"{told} {_NEXT[bool(waiting)].format(item, waiting.asked_by if waiting else '', number)}",
        as_json=as_json,
    )


_ASKED = {
    erasures.State.OPEN: "Asked for. An admin confirms it: threadkeep erase {0} --confirm {1} --by NAME",
    erasures.State.WITHDRAWN: "{0} is not to be erased.",
}
_NEXT = {
    False: "To ask for it: threadkeep erase {0} --reason WHY --by NAME",
    True: "{1} asked for it; another admin confirms: threadkeep erase {0} --confirm {2} --by NAME",
}


def _erase(folder: DataFolder, act: Callable[[Database], Decision], now: datetime, *, as_json: bool) -> None:
    """Erase, and end with 1 when words are left somewhere."""
    certificate = decide_and_publish(folder, act, now)
    body = asdict(certificate)
    lines = [f"{certificate.log_id}: erased for good in {certificate.seconds:.1f} s."]
    lines += [f"  {each.name}: {each.checked} looked at, {each.left} left" for each in certificate.surfaces]
    _tell({"log": body.pop("log_id"), **body}, "\n".join(lines), as_json=as_json)
    sys.exit(1 if certificate.left else 0)


def _tell(body: dict[str, object], said: str, *, as_json: bool) -> None:
    click.echo(json.dumps(body, indent=2) if as_json else said)
