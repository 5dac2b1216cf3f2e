"""`threadkeep harvest`: the arguments, the question for a contact, and the summary."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from archive.command_options import data_option, json_option
from archive.errors import ArchiveError, WrongUse
from archive.folder import DataFolder
from scraper.addresses import host_of, is_loopback, page_address
from scraper.many_hosts import end_with_parent, harvest_each
from scraper.wanted import Wanted
from scraper.wording import kinds_left_out

if TYPE_CHECKING:
    from scraper.harvesting import HarvestReport

_HARVEST = re.compile(r"\s*\[\s*harvest\s*\]")
_REACHABLE = re.compile(r"(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@]+|https?://[^\s/]+\.[^\s]+", re.I)
_CONTACT = re.compile(r"\s*contact\s*=")
_SHOWN = 20
"""Problems named to a person; a blog in trouble has one for each of its addresses."""
_TOTALS = (
    "posts",
    "comments",
    "replies",
    "declared",
    "new",
    "changed",
    "requests",
    "failed",
    "unfinished",
    "shortfall",
)


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("--limit", type=click.IntRange(min=1), help="Harvest the newest N posts only.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only posts of that day (2018-07-01) or later."
)
@click.option("--only-new", is_flag=True, help="Only posts that the archive does not hold with their comments.")
@click.option(
    "--platform", type=click.Choice(["blogger", "wordpress"]), help="What the blog stands on; recognised by default."
)
@click.option("--dry-run", is_flag=True, help="Say what would be added or changed; write nothing.")
@click.option("--contact", default="", help="How the blog's owner can reach you; sent with every request.")
@json_option
@data_option
def harvest(
    folder: DataFolder,
    as_json: bool,
    urls: tuple[str, ...],
    limit: int | None,
    since: datetime | None,
    only_new: bool,
    platform: str | None,
    dry_run: bool,
    contact: str,
) -> None:
    """Harvest the blogs at the URLs into the archive; without any, those that threadkeep.toml names as [[source]].

    Several blogs are harvested at the same time, each gently by a process of its own. Exit code 1 says that something
    failed, was left unfinished, or that announced comments are missing.
    """
    end_with_parent()
    wanted = Wanted(limit, since.date() if since else None, only_new, platform)
    try:
        pages = _pages(folder, urls)
        if not all(map(is_loopback, pages)):
            contact = contact_of(folder, contact, as_json=as_json)
        run = _one if len(pages) == 1 else _several
        body = run(folder, pages, wanted, contact, dry_run=dry_run)
    except ArchiveError as error:
        if as_json:
            click.echo(json.dumps({"url": " ".join(urls), "error": str(error), "exit_code": error.exit_code}, indent=2))
        raise
    if as_json:
        click.echo(json.dumps(body, indent=2))
    else:
        _summary(body)
    sys.exit(body["exit_code"])


def _pages(folder: DataFolder, urls: Sequence[str]) -> list[str]:
    """Return the addresses to harvest, each once; raise WrongUse for none, and for two of one host."""
    given = urls or [source.url for source in folder.load_settings().sources]
    pages = list(dict.fromkeys(map(page_address, given)))
    if not pages:
        raise WrongUse("Say which blog: give its address, or name it as a [[source]] in threadkeep.toml.")
    by_host: dict[str, str] = {}
    for page in pages:
        if (other := by_host.setdefault(host_of(page), page)) != page:
            raise WrongUse(f"{other} and {page} are on one host: harvest one after the other.")
    return pages


def _one(folder: DataFolder, pages: list[str], wanted: Wanted, contact: str, *, dry_run: bool) -> dict[str, Any]:
    from scraper.harvesting import harvest  # Scrapy takes a second to import; `--help` should not wait for it

    return as_document(harvest(folder, pages[0], wanted=wanted, contact=contact, dry_run=dry_run), dry_run=dry_run)


def _several(folder: DataFolder, pages: list[str], wanted: Wanted, contact: str, *, dry_run: bool) -> dict[str, Any]:
    given = [*wanted.arguments, "--data", str(folder.path)]
    given += ["--contact", contact] if contact else []
    given += ["--dry-run"] if dry_run else []
    blogs = harvest_each({page: [page, *given] for page in pages})
    totals = {name: sum(blog.get(name, 0) for blog in blogs) for name in _TOTALS}
    return {"blogs": blogs, **totals, "exit_code": max(blog["exit_code"] for blog in blogs)}


def as_document(report: HarvestReport, *, dry_run: bool) -> dict[str, Any]:
    """Return the report as the JSON document that `--json` prints."""
    body = dataclasses.asdict(report)
    body["failures"] = body.pop("problems")
    body["problems"] = len(report.problems)
    body["shortfall"] = sum(row.missing for row in report.shortfalls)
    return {**body, "dry_run": dry_run, "exit_code": 1 if report.needs_a_look else 0}


def contact_of(folder: DataFolder, given: str, *, as_json: bool) -> str:
    """Return the contact from the command line, the settings, or the person at the terminal; the first one is kept."""
    kept = folder.load_settings().harvest_contact
    contact = given.strip() or kept
    is_asked = not contact and not as_json and sys.stdin.isatty()
    if is_asked:
        question = "How can the blog's owner reach you (an e-mail address or a page)?"
        contact = str(click.prompt(question, err=True)).strip()
    if not contact:
        raise WrongUse("Say who asks: give --contact ADDRESS, or set it under [harvest] in threadkeep.toml.")
    if not contact.isprintable() or not _REACHABLE.fullmatch(contact):
        raise WrongUse("The contact must be an e-mail address (desk@example.org) or the https:// address of a page.")
    if is_asked or not kept:
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
    >>> with_contact("[harvest]", "desk@example.org")
    '[harvest]\\ncontact = "desk@example.org"\\n'
    """
    line = f"contact = {json.dumps(contact, ensure_ascii=False)}\n"
    lines = (text if text.endswith("\n") else f"{text}\n").splitlines(keepends=True)
    start = next((at for at, each in enumerate(lines) if _HARVEST.match(each)), None)
    if start is None:
        return f"{text.rstrip()}\n\n[harvest]\n{line}".lstrip()
    end = next((at for at in range(start + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    old = next((at for at in range(start + 1, end) if _CONTACT.match(lines[at])), None)
    lines[slice(start + 1, start + 1) if old is None else slice(old, old + 1)] = [line]
    return "".join(lines)


def _summary(body: dict[str, Any]) -> None:
    for blog in body.get("blogs", [body]):
        if "error" in blog:
            click.echo(f"{blog['url']}: {blog['error']}")
            continue
        if "blogs" in body:
            click.echo(f"{blog['url']}:")
        _tell(blog)


def _tell(blog: dict[str, Any]) -> None:
    """Say what one blog brought, with a table of the posts that fell short."""
    verb = "would be" if blog["dry_run"] else "were"
    click.echo(
        f"Posts {blog['posts']}, comments {blog['comments']} (replies {blog['replies']}) seen; "
        f"{blog['new']} rows {verb} new, {blog['changed']} changed."
    )
    click.echo(f"{blog['requests']} requests, {blog['not_modified']} not modified, {blog['failed']} failed.")
    if blog["vanished"] or blog["gone"] or blog["returned"]:
        click.echo(
            f"At the source: {blog['vanished']} comments vanished, {blog['gone']} posts gone, "
            f"{blog['returned']} there again."
        )
    if left_out := kinds_left_out(blog["left_out"]):
        click.echo(f"Left out: {left_out}.")
    if blog["shortfalls"]:
        click.echo(f"{'declared':>9} {'found':>6} {'missing':>8}  post")
    for row in blog["shortfalls"]:
        click.echo(f"{row['declared']:>9} {row['found']:>6} {row['missing']:>8}  {row['path'] or row['post_id']}")
    for problem in blog["failures"][:_SHOWN]:
        click.echo(f"Look at: {problem}", err=True)
    if len(blog["failures"]) > _SHOWN:
        click.echo(f"And {len(blog['failures']) - _SHOWN} more: --json lists them all.", err=True)
    if blog["unfinished"]:
        click.echo("This run was cut short: run the same command again to go on.", err=True)
