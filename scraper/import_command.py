"""`threadkeep import`: pages, feeds, exports and crawls from files and folders into the archive."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder
from scraper.pages.telltales import READS
from scraper.wording import count, kinds_left_out

if TYPE_CHECKING:
    from scraper.import_report import ImportedFile, ImportReport

_PER_FILE = (
    "path",
    "format",
    "posts",
    "comments",
    "replies",
    "pings",
    "declared",
    "shortfall",
    "left_out",
    "records",
    "pages",
    "unreadable",
    "besides",
    "partial",
    "problem",
)
_SHOWN_PROBLEMS = 20


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--host",
    default="",
    metavar="HOST",
    help="The blog that pages, texts or a Takeout without an address are of; of crawls take only this blog.",
)
@click.option("--partial", is_flag=True, help="Of an export or crawl that breaks off, keep what could be read.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, changed or left out; write nothing.")
@json_option
@data_option
def import_(folder: DataFolder, as_json: bool, paths: tuple[str, ...], host: str, partial: bool, dry_run: bool) -> None:
    """Import pages, feeds, exports and crawls: files, or folders with all that is in them.

    The format is recognised by content: saved pages and feeds of Blogger and WordPress, the text of saved pages;
    Blogger's exports (Google Takeout, whole or its feed.atom, and the older backup), WordPress exports (WXR), Disqus
    exports, each also packed; crawls (WARC, WACZ, CDX with the WARC files beside it); folders mirrored by wget or
    HTTrack. A file is taken whole or not at all. Exit code 1 says that a file could not be read or that announced
    comments are missing.
    """
    # parsers and recognizers take a moment; `--help` should not wait
    from scraper.import_progress import ProgressLine
    from scraper.importing import import_paths

    with ProgressLine() as line:
        report = import_paths(
            folder,
            paths,
            now=datetime.now(UTC),
            host=host,
            partial=partial,
            dry_run=dry_run,
            progress=line.tell,
        )
    if as_json:
        click.echo(json.dumps(as_document(report), indent=2))
    else:
        _summary(report)
    sys.exit(1 if report.needs_a_look else 0)


def as_document(report: ImportReport) -> dict[str, object]:
    """Return the report as the JSON document that `--json` prints."""
    body = dataclasses.asdict(report)
    body["files"] = [{name: getattr(row, name) for name in _PER_FILE} for row in report.files]
    return body


def _summary(report: ImportReport) -> None:
    refused, is_told = 0, False
    for row in report.files:
        is_refused = row.problem is not None and not row.partial
        refused += is_refused
        if not is_refused or refused <= _SHOWN_PROBLEMS:
            say = row.problem or "" if is_refused else _of_file(row)
            click.echo(f"{click.format_filename(row.path)}: {say.replace(f'; {READS}', '') if is_told else say}")
            is_told |= READS in say
    if refused > _SHOWN_PROBLEMS:
        click.echo(f"{refused - _SHOWN_PROBLEMS} more files were not read: --json lists them with the reasons.")
    if report.passed_over:
        click.echo(f"{count(report.passed_over, 'other file')} of the folders passed over: no post or feed of a blog.")
    if report.packed:
        click.echo(f"{count(report.packed, 'packed file')} of the folders not opened: unpack and import what is in it.")
    would = "would be " if report.dry_run else ""
    click.echo(
        f"{_found(report)} in {count(len(report.files), 'file')}; "
        f"{count(report.new, 'row')} {would}new, {report.changed} {would}changed, "
        f"{count(report.shortfall, 'announced comment')} missing, {count(report.problems, 'file')} not read"
        f"{_left_out(report.left_out)}."
    )


def _of_file(row: ImportedFile) -> str:
    crawl = f"{count(row.records, 'record')}, {row.pages} of a blog, " if row.records is not None else ""
    missing = f"; {_shortfall(row)}" if row.shortfall else ""
    besides = f"; {count(row.besides, 'saved page')} in this zip not read: unpack it" if row.besides else ""
    unreadable = f"; {count(row.unreadable, 'page')} could not be read" if row.unreadable else ""
    part = f"; that much was kept: {row.problem}" if row.partial else ""
    return f"{row.format}, {crawl}{_found(row)}{_left_out(row.left_out)}{missing}{unreadable}{besides}{part}"


def _shortfall(row: ImportedFile) -> str:
    """Return how many comments of a file's posts are announced and how many of these the archive holds.

    A file may announce none, or fewer, where another source announces more.
    """
    if row.declared is None or row.declared < row.shortfall:
        return f"{count(row.shortfall, 'comment')} announced elsewhere not saved"
    return f"{row.declared} announced, {row.declared - row.shortfall} saved"


def _found(row: ImportedFile | ImportReport) -> str:
    """Return posts and comments, with the replies and pings among these."""
    pings = f", {count(row.pings, 'ping')}" if row.pings else ""
    replies = count(row.replies, "reply", "replies")
    return f"{count(row.posts, 'post')}, {count(row.comments, 'comment')} ({replies}{pings})"


def _left_out(kinds: Mapping[str, int]) -> str:
    named = kinds_left_out(kinds)
    return f"; left out: {named}" if named else ""
