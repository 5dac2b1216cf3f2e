"""`threadkeep reparse`: every row anew from the captures, without network (H1)."""

from __future__ import annotations

import json
import sys

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder
from scraper.wording import count


@click.command()
@json_option
@data_option
def reparse(folder: DataFolder, as_json: bool) -> None:
    """Rebuild every row from the captures, without network."""
    from scraper.reparsing import reparse as run

    report = run(folder)
    body = {
        "captures": report.captures,
        "posts": report.posts,
        "comments": report.comments,
        "replies": report.replies,
        "partial": report.partial,
        "problems": [{"capture": number, "say": say} for number, say in report.problems],
    }
    if as_json:
        click.echo(json.dumps(body, indent=2))
    else:
        part = f" {report.partial} of them in part, as imported." if report.partial else ""
        found = f"{count(report.posts, 'post')}, {count(report.comments, 'comment')}"
        click.echo(f"{count(report.captures, 'capture')} read: {found}.{part}")
        for number, say in report.problems:
            click.echo(f"Capture {number}: {say}", err=True)
    sys.exit(1 if report.problems else 0)
