"""`threadkeep export-site`: the reading site as plain files, to be read from a disk without a network (O7)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.command_options import data_option, json_option
from archive.errors import WrongUse
from archive.folder import DataFolder

if TYPE_CHECKING:
    from plugins.static_site.ledger import Entry


@click.command("export-site")
@click.argument("target", metavar="DIR", required=False, type=click.Path(path_type=Path))
@click.option(
    "--list", "is_list", is_flag=True, help="List every copy there was, and how much of it was withdrawn since."
)
@json_option
@data_option
def export_site(folder: DataFolder, as_json: bool, target: Path | None, is_list: bool) -> None:
    """Write the reading site to DIR as plain files, with a search: it opens by double click, from a USB stick too.

    DIR is new, empty, or holds an older copy of this site, which is replaced. What is taken out of the archive later
    stands in DIR until it is exported again; `threadkeep check` says so.
    """
    # imported here: --help needs no Datasette
    from plugins.static_site.export import export_site as export

    folder.require()
    if is_list is (target is not None):
        raise WrongUse("Name the folder to write to, or say --list.")
    if target is None:
        _say_list(folder, as_json=as_json)
        return
    made = export(folder, target.absolute())
    if as_json:
        click.echo(json.dumps(asdict(made), indent=2))
    else:
        size = f"{made.size / 1e6:.1f} MB"
        click.echo(
            f"{target.name}: version {made.content_version}, {made.pages} pages, {made.found} posts and comments."
        )
        click.echo(f"{made.files} files, {size}. Open {target.name}/index.html in a browser.")


def _say_list(folder: DataFolder, *, as_json: bool) -> None:
    from plugins.site.wording import count
    from plugins.static_site import ledger

    known = ledger.entries(folder)
    if as_json:
        click.echo(json.dumps([_told(each) for each in known], indent=2))
        return
    for each in known:
        number = count(len(each.ids), "post or comment", "posts and comments")
        click.echo(f"{each.name}: {number} withdrawn or changed since it was made")
        here = {str(path) for path in each.reachable()}
        for place in each.places:
            click.echo(f"  {place}{'' if place in here else ' (not here now)'}")


def _told(entry: Entry) -> dict[str, object]:
    return {
        "copy": entry.name,
        "content_version": entry.content_version,
        "places": list(entry.places),
        "still_there": [str(path) for path in entry.reachable()],
        "withdrawn": len(entry.ids),
    }
