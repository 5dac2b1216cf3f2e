"""`threadkeep harvest`: the arguments, the question for a contact, and the summary."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import sys
import tempfile
from typing import TYPE_CHECKING

import click

from archive.command_options import data_option, json_option
from archive.errors import WrongUse
from archive.folder import DataFolder
from scraper.addresses import blog_address, is_loopback

if TYPE_CHECKING:
    from scraper.harvesting import HarvestReport

_HARVEST = re.compile(r"\s*\[\s*harvest\s*\]")
_CONTACT = re.compile(r"\s*contact\s*=")


@click.command()
@click.argument("url")
@click.option("--limit", type=click.IntRange(min=1), help="Harvest the newest N posts only.")
@click.option("--dry-run", is_flag=True, help="Say what would be added or changed; write nothing.")
@click.option("--contact", default="", help="How the blog's owner can reach you; sent with every request.")
@json_option
@data_option
def harvest(folder: DataFolder, as_json: bool, url: str, limit: int | None, dry_run: bool, contact: str) -> None:
    """Harvest the blog at URL into the archive."""
    from scraper import harvesting  # Scrapy takes a second to import; `--help` should not wait for it

    address = blog_address(url)
    if not is_loopback(address):
        contact = _contact(folder, contact, as_json=as_json)
    report = harvesting.harvest(folder, address, limit=limit, contact=contact, dry_run=dry_run)
    if as_json:
        body = dataclasses.asdict(report)
        body["failures"] = body.pop("problems")
        body["problems"] = len(report.problems)
        body["shortfall"] = sum(s.declared - s.found for s in report.shortfalls)
        body["dry_run"] = dry_run
        click.echo(json.dumps(body, indent=2))
    else:
        _summary(report, dry_run=dry_run)
    sys.exit(1 if report.needs_a_look else 0)


def _contact(folder: DataFolder, given: str, *, as_json: bool) -> str:
    """Return the contact from the command line, the settings, or the person at the terminal (asked once, then kept)."""
    contact = given.strip() or folder.load_settings().harvest_contact
    is_asked = not contact and not as_json and sys.stdin.isatty()
    if is_asked:
        question = "How can the blog's owner reach you (an e-mail address or a page)?"
        contact = str(click.prompt(question, err=True)).strip()
    if not contact:
        raise WrongUse("Say who asks: give --contact ADDRESS, or set it under [harvest] in threadkeep.toml.")
    if not contact.isprintable():
        raise WrongUse("The contact must be one line of plain text: an e-mail address or the address of a page.")
    if is_asked:
        _keep_contact(folder, contact)
    return contact


def _keep_contact(folder: DataFolder, contact: str) -> None:
    """Write the contact under [harvest] in threadkeep.toml, leaving every other line as it was."""
    text = with_contact(folder.settings_file.read_text(encoding="utf-8"), contact)
    handle, partial = tempfile.mkstemp(prefix=".threadkeep.toml.", dir=folder.path)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    shutil.copymode(folder.settings_file, partial)
    os.replace(partial, folder.settings_file)


def with_contact(text: str, contact: str) -> str:
    """Return the settings with the contact under [harvest], every other line as it was.

    >>> with_contact('[harvest]\\ncontact = ""\\n[publish]\\n', "desk@example.org")
    '[harvest]\\ncontact = "desk@example.org"\\n[publish]\\n'
    """
    line = f"contact = {json.dumps(contact, ensure_ascii=False)}\n"
    lines = text.splitlines(keepends=True)
    start = next((at for at, each in enumerate(lines) if _HARVEST.match(each)), None)
    if start is None:
        return f"{text.rstrip()}\n\n[harvest]\n{line}".lstrip()
    end = next((at for at in range(start + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    old = next((at for at in range(start + 1, end) if _CONTACT.match(lines[at])), None)
    lines[slice(start + 1, start + 1) if old is None else slice(old, old + 1)] = [line]
    return "".join(lines)


def _summary(report: HarvestReport, *, dry_run: bool) -> None:
    verb = "would be" if dry_run else "were"
    click.echo(
        f"Posts {report.posts}, comments {report.comments} (replies {report.replies}) seen; "
        f"{report.new} rows {verb} new, {report.changed} changed."
    )
    click.echo(f"{report.requests} requests, {report.not_modified} not modified, {report.failed} failed.")
    for row in report.shortfalls:
        click.echo(f"Post {row.post_id}: declared {row.declared}, found {row.found}.")
    for problem in report.problems:
        click.echo(f"Look at: {problem}", err=True)
    if report.unfinished:
        click.echo(f"{report.unfinished} addresses are left: run the same command again to go on.", err=True)
