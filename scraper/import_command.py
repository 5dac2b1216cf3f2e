"""`threadkeep import`: saved pages and feeds from files and folders into the archive."""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder

if TYPE_CHECKING:
    from scraper.importing import ImportedFile, ImportReport


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@json_option
@data_option
def import_(folder: DataFolder, as_json: bool, paths: tuple[str, ...]) -> None:
    """Import saved pages and feeds: files, or folders with all that is in them.

    The format is recognised by content: Blogger pages in the threaded layout, Blogger's Atom feeds, and the text of
    saved pages. Exit code 1 says that a file could not be read or that announced comments are missing.
    """
    from scraper.importing import import_paths  # parsers and recognizers take a moment; `--help` should not wait

    report = import_paths(folder, paths, now=datetime.now(UTC), progress=tell)
    if as_json:
        click.echo(json.dumps(as_document(report), indent=2))
    else:
        _summary(report)
    sys.exit(1 if report.needs_a_look else 0)


def as_document(report: ImportReport) -> dict[str, object]:
    """Return the report as the JSON document that `--json` prints."""
    per_file = ("path", "format", "posts", "comments", "replies", "declared", "shortfall", "problem")
    body = dataclasses.asdict(report)
    body["files"] = [{name: getattr(row, name) for name in per_file} for row in report.files]
    return body


def tell(done: int, total: int, row: ImportedFile) -> None:
    """Say on standard error how far the import is: each file on a terminal, else each hundredth and the last."""
    on_terminal = sys.stderr.isatty()
    if on_terminal:
        click.echo(f"\r\x1b[K{done} of {total} files, last with {row.comments} comments", nl=done == total, err=True)
    elif done % 100 == 0 or done == total:
        click.echo(f"{done} of {total} files", err=True)


def _summary(report: ImportReport) -> None:
    for row in report.files:
        name = click.format_filename(row.path)
        if row.problem is not None:
            click.echo(f"{name}: {row.problem}")
            continue
        missing = f"; declared {row.declared}, {row.shortfall} missing" if row.shortfall else ""
        click.echo(
            f"{name}: {row.format}, {_count(row.posts, 'post')}, {_count(row.comments, 'comment')} "
            f"({_count(row.replies, 'reply', 'replies')}){missing}"
        )
    click.echo(
        f"{_count(report.posts, 'post')}, {_count(report.comments, 'comment')} "
        f"({_count(report.replies, 'reply', 'replies')}) in {_count(len(report.files), 'file')}; "
        f"{report.new} rows new, {report.changed} changed, {report.shortfall} announced comments missing, "
        f"{_count(report.problems, 'file')} not read."
    )


def _count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> _count(1, "reply", "replies"), _count(3, "post")
    ('1 reply', '3 posts')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
