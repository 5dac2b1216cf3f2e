"""`threadkeep moderator`: who may log in to the moderation site."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.command_options import data_option, json_option, read_text
from archive.folder import DataFolder

if TYPE_CHECKING:
    from sqlite_utils import Database

    from archive.moderation.moderators import Moderator

_by_option = click.option(
    "--by", default="", metavar="NAME", help="Who does it; the operator of threadkeep.toml by default."
)
_password_option = click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the password from this file instead of asking for it.",
)


@click.group()
def moderator() -> None:
    """Look after who may log in to the moderation site."""


@moderator.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(["moderator", "admin"]), default="moderator", show_default=True)
@_password_option
@click.option("--replace", is_flag=True, help="Give an existing moderator this role and password.")
@_by_option
@data_option
def add(folder: DataFolder, name: str, role: str, password_file: Path | None, replace: bool, by: str) -> None:
    """Add a moderator; asks for a password twice."""
    from archive.moderation import moderators

    password = _password(folder, password_file)
    now = datetime.now(UTC)
    added = _do(folder, by, lambda db, who: moderators.add(db, name, role, password, now, by=who, replace=replace))
    click.echo(f"{added.name} may log in to the moderation site as {added.role}.")


@moderator.command("list")
@json_option
@data_option
def list_(folder: DataFolder, as_json: bool) -> None:
    """List who may log in, by name, with their roles."""
    from archive.moderation import moderators
    from archive.originals.database import open_archive

    with closing(open_archive(folder)) as db:
        found = moderators.list_all(db)
    if as_json:
        click.echo(json.dumps([{"name": each.name, "role": each.role.value} for each in found], indent=2))
        return
    for each in found:
        click.echo(f"{each.role.value:10}{each.name}")
    if not found:
        click.echo("Nobody yet: `threadkeep moderator add NAME --role admin` adds the first.", err=True)


@moderator.command("remove")
@click.argument("name")
@_by_option
@data_option
def remove(folder: DataFolder, name: str, by: str) -> None:
    """Take a moderator off the list; their sessions end at once, and what they decided stays.

    The only admin cannot be removed: make somebody else one first.
    """
    from archive.moderation import moderators

    now = datetime.now(UTC)
    gone = _do(folder, by, lambda db, who: moderators.remove(db, name, now, by=who))
    click.echo(f"{gone.name} can log in no longer.")


@moderator.command("reset")
@click.argument("name")
@_password_option
@_by_option
@data_option
def reset(folder: DataFolder, name: str, password_file: Path | None, by: str) -> None:
    """Give a moderator a new password: their sessions end at once, and a lock-out is lifted."""
    from archive.moderation import moderators

    password = _password(folder, password_file)
    now = datetime.now(UTC)
    found = _do(folder, by, lambda db, who: moderators.reset(db, name, password, now, by=who))
    click.echo(f"{found.name} logs in with the new password from now on, as {found.role.value}.")


def _do(folder: DataFolder, by: str, work: Callable[[Database, str], Moderator]) -> Moderator:
    from archive.originals.database import open_archive

    who = by.strip() or folder.load_settings().operator
    with closing(open_archive(folder)) as db:
        return work(db, who)


def _password(folder: DataFolder, password_file: Path | None) -> str:
    # nobody is asked for a password that there is no archive for
    folder.load_settings()
    if password_file:
        return read_text(password_file).strip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
