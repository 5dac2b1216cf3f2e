"""`threadkeep export-site`: the reading site as plain files, to be read from a disk without a network (O7)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder


@click.command("export-site")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@json_option
@data_option
def export_site(folder: DataFolder, as_json: bool, target: Path) -> None:
    """Write the reading site to DIR as plain files, with a search: it opens by double click, from a USB stick too.

    DIR is new, empty, or holds an older copy of this site, which is replaced. What is taken out of the archive later
    stands in DIR until it is exported again; `threadkeep check` says so.
    """
    # imported here: --help needs no Datasette
    from plugins.static_site.export import export_site as export

    folder.require()
    made = export(folder, target.absolute())
    if as_json:
        click.echo(json.dumps(asdict(made), indent=2))
    else:
        size = f"{made.size / 1e6:.1f} MB"
        click.echo(
            f"{target.name}: version {made.content_version}, {made.pages} pages, {made.found} posts and comments."
        )
        click.echo(f"{made.files} files, {size}. Open {target.name}/index.html in a browser.")
