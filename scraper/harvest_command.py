"""`threadkeep harvest`: the arguments, the question for a contact, and the summary."""

from __future__ import annotations

import dataclasses
import json
import re
import sys

import click

from archive.command_options import data_option, json_option
from archive.errors import WrongUse
from archive.folder import DataFolder


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

    address = harvesting.blog_address(url)
    if not harvesting.is_loopback(address):
        contact = _contact(folder, contact, as_json=as_json)
    report = harvesting.harvest(folder, address, limit=limit, contact=contact, dry_run=dry_run)
    if as_json:
        body = dataclasses.asdict(report)
        body["shortfall"] = sum(s.declared - s.found for s in report.shortfalls)
        body["dry_run"] = dry_run
        click.echo(json.dumps(body, indent=2))
    else:
        _summary(report, dry_run=dry_run)
    sys.exit(1 if report.needs_a_look else 0)


def _contact(folder: DataFolder, given: str, *, as_json: bool) -> str:
    """Return the contact from the command line, the settings, or the person at the terminal (asked once, then kept)."""
    contact = given or folder.load_settings().harvest_contact
    if not contact and not as_json and sys.stdin.isatty():
        contact = click.prompt("How can the blog's owner reach you (an e-mail address or a page)?").strip()
        _keep_contact(folder, contact)
    if not contact:
        raise WrongUse("Say who asks: give --contact ADDRESS, or set it under [harvest] in threadkeep.toml.")
    if re.search(r"[\x00-\x1f\x7f]", contact):
        raise WrongUse("The contact must be one line of plain text: an e-mail address or the address of a page.")
    return contact


def _keep_contact(folder: DataFolder, contact: str) -> None:
    """Write the contact under [harvest] in threadkeep.toml, leaving every other line as it was."""
    text = folder.settings_file.read_text(encoding="utf-8")
    head, found, tail = text.partition("[harvest]")
    line = f"contact = {json.dumps(contact)}"
    tail, replaced = re.subn(r"^contact *=.*$", lambda _: line, tail, count=1, flags=re.MULTILINE)
    if not found:
        text = f"{text}\n[harvest]\n{line}\n"
    else:
        text = f"{head}{found}{tail}" if replaced else f"{head}{found}\n{line}{tail}"
    folder.settings_file.write_text(text, encoding="utf-8")


def _summary(report: object, *, dry_run: bool) -> None:
    from scraper.harvesting import HarvestReport

    assert isinstance(report, HarvestReport)
    verb = "would be" if dry_run else "were"
    click.echo(
        f"{report.posts} posts, {report.comments} comments ({report.replies} replies) seen; "
        f"{report.new} rows {verb} new, {report.changed} changed."
    )
    click.echo(f"{report.requests} requests, {report.not_modified} not modified, {report.failed} failed.")
    for row in report.shortfalls:
        click.echo(f"Post {row.post_id}: declared {row.declared}, found {row.found}.")
    for problem in report.problems:
        click.echo(f"Look at: {problem}", err=True)
    if report.unfinished:
        click.echo(f"{report.unfinished} addresses are left: run the same command again to go on.", err=True)
