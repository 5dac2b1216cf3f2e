"""The `threadkeep` command: the group, and the commands that need nothing but the archive itself."""

from __future__ import annotations

import errno
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.command_options import data_option, json_option, read_text
from archive.command_sections import by_section
from archive.errors import ArchiveError, Refused, WrongUse
from archive.folder import DataFolder

if TYPE_CHECKING:
    from sqlite_utils import Database

    from archive.moderation.decisions import Decision
    from archive.moderation.findings import FindingRow
    from archive.originals.absences import Absence
    from archive.publishing.certificate import Certificate

GROUP = "threadkeep.commands"
LABEL = "detail"
SURFACES = {
    "public_file": "the public copy",
    "index": "the search index",
    "pages": "the pages as readers get them",
    "releases": "the releases that are offered",
    "exports": "copies of the site that were exported",
    "file_bytes": "the bytes of the public files",
    "originals": "the bytes of the originals and captures",
}
"""What the certificate's surfaces are called for people."""


_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_RIGHTS = (
    "the archive's folder must be yours to write in; of one that is read-only make a copy and give that with --data."
)


class Commands(click.Group):
    """The group whose commands join by entry point and are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands that are installed."""
        return sorted(_points())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Return a command by name, None when there is none."""
        point = _points().get(cmd_name)
        return None if point is None else _load(point)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """Write the list of commands, those together that are used together."""
        shown: dict[str, click.Command] = {}
        broken = []
        for name, point in _points().items():
            try:
                command = _load(point)
            except Refused as error:
                broken.append((name, str(error)))
            else:
                shown |= {} if command.hidden else {name: command}
        for title, names in by_section(shown):
            with formatter.section(title):
                formatter.write_dl([(name, shown[name].get_short_help_str(limit=200)) for name in names])
        if broken:
            with formatter.section("Out of order"):
                formatter.write_dl(broken)

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command line; every error that a person can act on is one line, with its exit code."""
        run = partial(super().main, *args, standalone_mode=False, **extra)
        return sys.exit(_outermost(run)) if standalone_mode else run()


def _points() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _load(point: EntryPoint) -> click.Command:
    """Return the command behind an entry point; raise Refused, naming its package, when that cannot be loaded."""
    try:
        command = point.load()
    except Exception as error:
        # whatever goes wrong in somebody else's package: the other commands still work
        raise Refused(_broken(point, type(error).__name__)) from error
    if not isinstance(command, click.Command):
        raise Refused(_broken(point, "no command"))
    return command


def _broken(point: EntryPoint, why: str) -> str:
    package = point.dist.name if point.dist else point.module
    return f"The command {point.name} of {package} cannot be loaded ({why}): update that package, or remove it."


def _outermost(run: Callable[[], Any]) -> int:
    """Run and return the exit code; click itself sees to readers of a pipe that have gone."""
    try:
        result = run()
    except ArchiveError as error:
        click.echo(f"Error: {error}", err=True)
        return error.exit_code
    except sqlite3.DatabaseError as error:
        click.echo(f"Error: a database could not be used ({error}): {_hint(error)}", err=True)
        return Refused.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else "a file"
        hint = _RIGHTS if error.errno in _NO_RIGHT else "see --data and the room on its disk."
        click.echo(f"Error: {name} could not be used ({error.strerror}): {hint}", err=True)
        return Refused.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    return result if isinstance(result, int) else 0


def _hint(error: sqlite3.DatabaseError) -> str:
    if "readonly" in str(error):
        # SQLite says so of a file, a folder and a disk that cannot be written
        return _RIGHTS
    is_busy = isinstance(error, sqlite3.OperationalError) and "no such" not in str(error)
    return "wait for other commands and try again." if is_busy else "`threadkeep check` says which one is damaged."


@click.group(cls=Commands)
@click.version_option(package_name="threadkeep", prog_name="threadkeep")
def main() -> None:
    """Keep the comments of a blog: originals whole and private, a redacted public copy to read, search and query."""


@click.command()
@data_option
def init(folder: DataFolder) -> None:
    """Create the archive's folder, settings and keys; harmless when repeated."""
    from archive.originals.database import open_archive  # keeps `--help` quick

    made = folder.create()
    open_archive(folder, create=True).close()
    name = click.format_filename(folder.path)
    click.echo(
        f"{name} is ready: set title, operator, contact and the blog's time zone (zone) in threadkeep.toml."
        if made
        else f"{name} was ready."
    )


@click.command()
@click.option("--full", is_flag=True, help="Build everything anew from originals and decisions.")
@json_option
@data_option
def publish(folder: DataFolder, as_json: bool, full: bool) -> None:
    """Bring the public copy, the search index and the pages up to date."""
    from archive.publishing.publisher import publish as publish_now

    report = publish_now(folder, full=full, now=datetime.now(UTC), progress=_progress)
    if as_json:
        click.echo(json.dumps(asdict(report), indent=2))
        return
    click.echo(
        f"Published {_count(report.posts, 'post')} and {_count(report.comments, 'comment')} "
        f"({report.changed} changed), "
        f"version {report.content_version}."
    )
    if report.held:
        click.echo(f"Held until somebody looks: {_count(report.held, 'item')}. See `threadkeep findings`.")
    if report.withheld:
        say = f"Withheld, changed under a decision or gone at the source: {_count(report.withheld, 'item')}."
        click.echo(f"{say} See `threadkeep check`.")


def _progress(doing: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{doing}: {done} of {total}", nl=done >= total, err=True)


# -- decisions


@click.command()
@click.argument("item", required=False)
@click.option("--find", metavar="TEXT", help="The words to take out, as they stand there; - reads them from stdin.")
@click.option("--label", default=LABEL, show_default=True, help="What to show in brackets in their place.")
@click.option("--reason", default="", help="Why; it is public, so say it without the words.")
@click.option("--by", default="", metavar="NAME", help="Who decides; the operator of threadkeep.toml by default.")
@click.option("--everywhere", is_flag=True, help="Take the words out of the whole archive; needs no ITEM.")
@click.option("--hide", is_flag=True, help="Hide the item as a whole; its place stays.")
@click.option("--withhold", is_flag=True, help="Hide it without a word of why: its address answers 404.")
@click.option("--show", is_flag=True, help="Keep a comment public though it is gone at its source.")
@click.option("--person", metavar="NAME", default="", help="Give a person one pseudonym wherever they are named.")
@click.option("--spelling", multiple=True, metavar="TEXT", help="Another way in which they are named; repeatable.")
@click.option("--preview", is_flag=True, help="With --person: only count where each spelling stands.")
@click.option(
    "--undo",
    metavar="LOGID",
    default="",
    help="Undo a decision by its log id, such as L12, or a person's, such as K7M.",
)
@click.option(
    "--renew",
    metavar="LOGID",
    default="",
    help="Make a decision anew that fits its changed text no longer; with --find where the words have changed.",
)
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --undo of what somebody else decided: read your password from this file instead of typing it.",
)
@json_option
@data_option
def redact(folder: DataFolder, as_json: bool, by: str, **given: Any) -> None:
    """Take words out of an item, hide it, or show one gone at its source; publish that, and certify what is left.

    ITEM is left out with --everywhere, --person, --renew and --undo alone. What somebody else decided is undone by a
    moderator who may log in, with their password.
    With --person, a name and other spellings of it become one pseudonym in the whole archive; a name given as - is
    read from standard input, with one spelling a line.
    """
    from archive.publishing.certificate import decide_and_publish

    by = by or folder.load_settings().operator
    now = datetime.now(UTC)
    person, spelling, preview = given.pop("person"), given.pop("spelling"), given.pop("preview")
    spellings = [*(_from_stdin().splitlines() if person == "-" else [person]), *spelling]
    if preview:
        _print_preview(folder, spellings, as_json=as_json)
        return
    deciding = partial(_naming, folder, spellings) if person or spelling else _act
    certificate = decide_and_publish(folder, deciding(by=by, now=now, **given), now)
    if as_json:
        click.echo(json.dumps(_certificate_document(certificate), indent=2))
    else:
        _print_certificate(certificate)
    sys.exit(1 if certificate.left else 0)


def _naming(
    folder: DataFolder, spellings: Sequence[str], *, reason: str, by: str, now: datetime, **given: Any
) -> Callable[[Database], Decision]:
    """Return the act that gives a person one pseudonym; raise WrongUse when something else is asked for as well."""
    from archive.moderation import persons

    if any(value for name, value in given.items() if name != "label"):
        raise WrongUse("A person is masked everywhere: give --person with --spelling, --reason and --by alone.")
    key = folder.load_secrets().pseudonym_key
    return lambda db: persons.name_person(db, spellings, reason=reason, by=by, now=now, key=key)[0]


def _print_preview(folder: DataFolder, spellings: Sequence[str], *, as_json: bool) -> None:
    """Print in how many items each spelling stands, by its place in the command: never the words."""
    from archive.moderation import persons
    from archive.originals.database import open_archive

    archive = open_archive(folder)
    try:
        found = persons.look_up(archive, spellings)
    finally:
        archive.close()
    if as_json:
        click.echo(json.dumps([{"items": list(each.item_ids)} for each in found], indent=2))
        return
    for number, each in enumerate(found, 1):
        click.echo(f"spelling {number}: {_count(len(each.item_ids), 'item')} {' '.join(each.item_ids[:10])}".rstrip())
    click.echo("Nothing was changed.")


def _act(
    *,
    item: str | None,
    find: str | None,
    label: str,
    reason: str,
    by: str,
    everywhere: bool,
    hide: bool,
    withhold: bool,
    show: bool,
    undo: str,
    renew: str,
    password_file: Path | None,
    now: datetime,
) -> Callable[[Database], Decision]:
    """Return the one act that was asked for; raise WrongUse when it is not exactly one."""
    from archive.moderation import decisions, renewals
    from archive.moderation.holders import items_with
    from archive.redaction.words import Words

    chosen = [bool(undo), bool(renew), hide, withhold, show, find is not None and not renew].count(True)
    needs_item = not undo and not renew and not (everywhere and find is not None)
    if chosen != 1 or (needs_item and item is None) or ((undo or renew) and item is not None):
        raise WrongUse(
            "Say what to do: ITEM with --find TEXT, with --hide, --withhold or --show; --find TEXT with --everywhere; "
            "or --undo LOGID or --renew LOGID alone."
        )
    if undo:
        return partial(_undo, log_id=undo, password_file=password_file, reason=reason, by=by, now=now)
    if renew:
        # what stands in the place of words by default is no wish of anybody's
        said = {"words": _words_of(find), "label": "" if label == LABEL else label, "reason": reason}
        return lambda db: renewals.renew(db, renew, by=by, now=now, **said)
    if show:
        return lambda db: decisions.show(db, str(item), reason=reason, by=by, now=now)
    if withhold:
        return lambda db: decisions.withhold(db, str(item), reason=reason, by=by, now=now)
    if hide:
        return lambda db: decisions.hide(db, str(item), reason=reason, by=by, now=now)
    words = _words_of(find)

    def mask(db: Database) -> Decision:
        # everywhere, the words are looked up: the first item that holds them stands for all
        first = item or next(items_with(db, Words(words)), None)
        if first is None:
            raise WrongUse("These words stand in no item: copy them from an item as it is, and try again.")
        return decisions.mask(db, first, words, label=label, reason=reason, by=by, now=now, everywhere=everywhere)

    return mask


def _undo(db: Database, *, log_id: str, password_file: Path | None, reason: str, by: str, now: datetime) -> Decision:
    """Undo a decision, or all of a person; somebody else's only with the password of who does it (M8)."""
    from archive.moderation import decisions, moderators, persons

    is_person = _is_pseudonym(log_id)
    meant = persons.get_person(db, log_id).masks if is_person else (decisions.get_decision(db, log_id),)
    if by.strip() and not all(decisions.is_same_person(by, each.made_by) for each in meant):
        by = moderators.confirm(db, by, _password_of(by, password_file)).name
    if is_person:
        return persons.forget_person(db, log_id, by=by, now=now, reason=reason)[0]
    return decisions.undo(db, log_id, by=by, now=now, reason=reason)


def _password_of(name: str, file: Path | None) -> str:
    if file:
        return read_text(file).strip("\r\n")
    return str(click.prompt(f"Password of {name.strip()}", hide_input=True, err=True))


def _words_of(find: str | None) -> str:
    return _from_stdin() if find == "-" else find or ""


def _is_pseudonym(given: str) -> bool:
    # a log id is an L and a number; a pseudonym has a letter in its third place
    return len(given) > 2 and given[2].isalpha()


def _from_stdin() -> str:
    """Return the words given on standard input, where they stand in no shell history, without the last line end."""
    return sys.stdin.read().removesuffix("\n")


def _certificate_document(certificate: Certificate) -> dict[str, Any]:
    body = asdict(certificate)
    return {"log": body.pop("log_id"), **body}


def _print_certificate(certificate: Certificate) -> None:
    click.echo(f"{certificate.log_id}: published in {certificate.seconds:.1f} s.")
    for check_ in certificate.surfaces:
        click.echo(f"  {SURFACES.get(check_.name, check_.name)}: {check_.checked} looked at, {check_.left} left")
    for place in certificate.places:
        click.echo(f"  LEFT in {place.surface}: {place.where}")
    for other in certificate.elsewhere:
        click.echo(f"  the same words stand in {other.id} ({other.state})")
    if certificate.surfaces:
        click.echo("The original may still be public at its source, and copies elsewhere are beyond our reach.")


@click.command()
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@click.option("--add", multiple=True, metavar="TAG", help="Put this tag on the items; may be repeated.")
@click.option("--remove", multiple=True, metavar="TAG", help="Take this tag off the items; may be repeated.")
@click.option("--by", default="", metavar="NAME", help="Who tags; the operator of threadkeep.toml by default.")
@data_option
def tag(folder: DataFolder, items: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...], by: str) -> None:
    """Put tags on items or take them off, and publish that."""
    from archive.moderation.tagging import tag_items
    from archive.originals.database import open_archive
    from archive.publishing.publisher import publish as publish_now

    if not add and not remove:
        raise WrongUse("Say which tags: --add TAG, --remove TAG, or both.")
    now = datetime.now(UTC)
    by = by or folder.load_settings().operator
    archive = open_archive(folder)
    try:
        changed = tag_items(archive, items, add=add, remove=remove, by=by, now=now)
    finally:
        archive.close()
    report = publish_now(folder, now=now)
    click.echo(f"{_count(len(changed), 'item')} changed; published version {report.content_version}.")


# -- looking


@click.command()
@json_option
@data_option
def check(folder: DataFolder, as_json: bool) -> None:
    """Check that everything is what it should be; exit code 1 and a list when something is not."""
    from archive.publishing.check import check as check_now

    report = check_now(folder)
    if as_json:
        body = {"ok": report.ok, "problems": _documents(report.problems), "notes": _documents(report.notes)}
        click.echo(json.dumps(body, indent=2))
    else:
        for problem in report.problems:
            click.echo(f"PROBLEM {problem.kind} {problem.where}: {problem.say}")
        for note in report.notes:
            click.echo(f"note {note.kind} {note.where}: {note.say}")
        click.echo("Nothing is wrong." if report.ok else f"{_count(len(report.problems), 'problem')}.")
    sys.exit(0 if report.ok else 1)


@click.command()
@click.option("--keep", type=int, metavar="ID", help="Record that this finding was looked at and the words stay.")
@click.option("--reason", default="", help="Why they stay.")
@click.option("--by", default="", metavar="NAME", help="Who looked; the operator of threadkeep.toml by default.")
@json_option
@data_option
def findings(folder: DataFolder, as_json: bool, keep: int | None, reason: str, by: str) -> None:
    """List what waits for a person: findings of the recognizers, the riskiest first, and what is gone at its source."""
    from archive.moderation import findings as proposals
    from archive.moderation.missing import open_absences
    from archive.originals.database import open_archive
    from archive.publishing.publisher import publish as publish_now

    settings = folder.load_settings()
    archive = open_archive(folder)
    try:
        if keep is not None:
            proposals.keep(archive, keep, by=by or settings.operator, now=datetime.now(UTC), reason=reason)
        rows, gone = proposals.open_findings(archive), open_absences(archive)
    finally:
        archive.close()
    if keep is not None:
        publish_now(folder, now=datetime.now(UTC))
    if as_json:
        missed = [{"item_id": each.item_id, "since": each.since} for each in gone]
        click.echo(json.dumps({"kept": keep, "findings": _documents(rows), "gone": missed}, indent=2))
        return
    if keep is not None:
        click.echo(f"Finding {keep} is kept as it stands, and published.")
    _print_waiting(rows, gone)


def _print_waiting(rows: Sequence[FindingRow], gone: Sequence[Absence]) -> None:
    for row in rows:
        place = f"{row.field} {row.span.start}-{row.span.end}"
        click.echo(f"{row.id}  {row.risk:6}  {row.entity:14}  {row.item_id}  {place}  {row.why}")
    for absence in gone:
        click.echo(f"gone at the source  {absence.item_id}  since {absence.since[:10]}")
    click.echo(f"Open: {_count(len(rows), 'finding')}; `threadkeep moderate` shows them in their words.", err=True)
    if gone:
        do = "`threadkeep redact ITEM` with --show or --hide decides."
        click.echo(
            f"Gone at the source: {_count(len(gone), 'comment')}, not shown until somebody decides; {do}", err=True
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _documents(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows]
