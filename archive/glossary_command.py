"""`threadkeep glossary`: what moderators say of acronyms, and a community's own list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import IO, TYPE_CHECKING

import click

from archive.act_command import carry_out
from archive.command_options import data_option, json_option
from archive.errors import NotFound, WrongUse
from archive.folder import DataFolder

if TYPE_CHECKING:
    from sqlite_utils import Database

_by = click.option("--by", default="", metavar="NAME", help="Who does it; the operator of threadkeep.toml by default.")
_FORMS = {"csv": "csv", "json": "json", "skos": "ttl"}
_REASONS = ("shouting", "name", "other")

Work = Callable[["Database", "Database", str, datetime], object]


@click.group()
def glossary() -> None:
    """Look after acronyms: which spellings are one, what they mean, which are none, a list of your own."""


@contextmanager
def _public(folder: DataFolder) -> Iterator[Database]:
    from archive.public import store

    db = store.open_public(folder)
    try:
        yield db
    finally:
        db.close()


def _do(folder: DataFolder, by: str, work: Work) -> None:
    def change(archive: Database, who: str, now: datetime) -> None:
        with _public(folder) as public:
            work(archive, public, who, now)

    carry_out(folder, by, change)


# -- looking


@glossary.command("list")
@click.option("--unexplained", is_flag=True, help="Those that are used and never explained, the most used first.")
@json_option
@data_option
def list_(folder: DataFolder, unexplained: bool, as_json: bool) -> None:
    """List the acronyms of the public copy with their spellings and meanings."""
    from archive.public.acronyms import Order, get_all_senses, get_all_spellings, list_acronyms

    with _public(folder) as db:
        found = list_acronyms(db, order=Order.ITEMS if unexplained else Order.NAME, unexplained=unexplained)
        spellings, senses = get_all_spellings(db), get_all_senses(db)
    if as_json:
        whole = [
            {
                **asdict(each),
                "spellings": [asdict(one) for one in spellings.get(each.id, ())],
                "senses": [asdict(one) for one in senses.get(each.id, ())],
            }
            for each in found
        ]
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for each in found:
        written = ", ".join(one.spelling for one in spellings.get(each.id, ()) if one.spelling != each.name)
        meant = "; ".join(one.expansion for one in senses.get(each.id, ()))
        click.echo(
            f"{each.name} [{each.id}, {each.item_count}]"
            + (f" (also {written})" if written else "")
            + (f": {meant}" if meant else "")
        )


@glossary.command()
@json_option
@data_option
def corrections(folder: DataFolder, as_json: bool) -> None:
    """List what was dismissed, and every act on acronyms, newest first."""
    from archive.curation.acronyms import ACTS, get_dismissed
    from archive.curation.acts import get_acts
    from archive.originals.database import open_archive

    archive = open_archive(folder)
    try:
        dismissed = get_dismissed(archive)
        acts = get_acts(archive, kinds=ACTS, limit=-1)
    finally:
        archive.close()
    if as_json:
        none = [{"spelling": spelling, "reason": reason} for spelling, reason in dismissed]
        click.echo(
            json.dumps({"dismissed": none, "acts": [asdict(each) for each in acts]}, ensure_ascii=False, indent=2)
        )
        return
    for spelling, reason in dismissed:
        click.echo(f"{spelling} is no acronym ({reason})")
    for each in acts:
        undone = f" (undone by {each.undone_by})" if each.undone_by else ""
        click.echo(f"{each.id}  {each.made_at}  {each.made_by} {each.told}{undone}")


# -- acts


@glossary.command()
@click.argument("acronym")
@click.argument("into")
@_by
@data_option
def merge(folder: DataFolder, acronym: str, into: str, by: str) -> None:
    """Make ACRONYM and INTO one, under the name of the second."""
    from archive.moderation import glossary as acts

    _do(folder, by, lambda db, public, who, now: acts.merge(db, public, acronym, into, by=who, now=now))


@glossary.command()
@click.argument("acronym")
@click.argument("spellings", nargs=-1, required=True, metavar="SPELLING...")
@_by
@data_option
def split(folder: DataFolder, acronym: str, spellings: tuple[str, ...], by: str) -> None:
    """Make some spellings of ACRONYM an acronym of their own."""
    from archive.moderation import glossary as acts

    _do(folder, by, lambda db, public, who, now: acts.split(db, public, acronym, spellings, by=who, now=now))


@glossary.command()
@click.argument("acronym")
@click.argument("name")
@_by
@data_option
def rename(folder: DataFolder, acronym: str, name: str, by: str) -> None:
    """Call ACRONYM by another name."""
    from archive.moderation import glossary as acts

    _do(folder, by, lambda db, public, who, now: acts.rename(db, public, acronym, name, by=who, now=now))


@glossary.command()
@click.argument("acronym")
@click.option("--as", "reason", type=click.Choice(_REASONS), default="shouting", show_default=True, help="What it is.")
@_by
@data_option
def dismiss(folder: DataFolder, acronym: str, reason: str, by: str) -> None:
    """Say that ACRONYM is none: shouted words, a name or something else."""
    from archive.moderation import glossary as acts

    _do(folder, by, lambda db, public, who, now: acts.dismiss(db, public, acronym, reason, by=who, now=now))


@glossary.command()
@click.argument("item")
@click.argument("spelling")
@click.option("--number", type=click.IntRange(0), default=0, help="The how-manieth place of the item; all by default.")
@click.option("--means", default=None, metavar="WORDS", help="The meaning in that place, one that the acronym has.")
@click.option("--unknown", is_flag=True, help="Nobody can say what it means there.")
@click.option("--none", "is_none", is_flag=True, help="It is no acronym there.")
@_by
@data_option
def fix(
    folder: DataFolder,
    item: str,
    spelling: str,
    number: int,
    means: str | None,
    unknown: bool,
    is_none: bool,
    by: str,
) -> None:
    """Say what SPELLING means in one place of ITEM, or that it is no acronym there."""
    from archive.moderation import glossary as acts

    if (means is not None) + unknown + is_none != 1:
        raise WrongUse("Say one of --means WORDS, --unknown and --none.")
    expansion = None if is_none else means or ""
    _do(folder, by, lambda db, _, who, now: acts.fix(db, item, spelling, number, expansion, by=who, now=now))


@glossary.command()
@click.argument("acronym")
@click.argument("words")
@click.option("--note", default="", help="What else there is to say of it.")
@click.option("--instead-of", default="", metavar="WORDS", help="The meaning it has that is to be worded so.")
@_by
@data_option
def means(folder: DataFolder, acronym: str, words: str, note: str, instead_of: str, by: str) -> None:
    """Say that ACRONYM means WORDS, or word a meaning anew."""
    from archive.moderation import glossary as acts

    def work(db: Database, public: Database, who: str, now: datetime) -> None:
        acts.set_meaning(db, public, acronym, words, note, instead_of=instead_of, by=who, now=now)

    _do(folder, by, work)


@glossary.command("means-not")
@click.argument("acronym")
@click.argument("words")
@_by
@data_option
def means_not(folder: DataFolder, acronym: str, words: str, by: str) -> None:
    """Say that ACRONYM does not mean WORDS, whatever a text says."""
    from archive.moderation import glossary as acts

    _do(folder, by, lambda db, public, who, now: acts.drop_meaning(db, public, acronym, words, by=who, now=now))


@glossary.command()
@click.argument("act")
@_by
@data_option
def undo(folder: DataFolder, act: str, by: str) -> None:
    """Undo an act by the id it was given, such as L12."""
    from archive.curation.acronyms import ACTS
    from archive.curation.acts import get_act
    from archive.moderation.tagging import undo_act

    def work(db: Database, _: Database, who: str, now: datetime) -> None:
        try:
            found = get_act(db, act)
        except NotFound:
            found = None
        # an undoing can be undone, too
        if found is None or not found.kind.startswith((*ACTS, "topic-undo")):
            raise NotFound(
                f"There is no act on acronyms called {act[:20]!r}: `threadkeep glossary corrections` lists them."
            )
        undo_act(db, act, by=who, now=now)

    _do(folder, by, work)


# -- files


@glossary.command()
@click.argument("file", type=click.File("rb"))
@_by
@data_option
def load(folder: DataFolder, file: IO[bytes], by: str) -> None:
    """Load a list of short forms, long forms and notes from a CSV FILE in UTF-8; headings are optional.

    Its entries stand beside what the texts say; what a moderator worded or rejected stays so.
    """
    from archive.curation.glossary_file import read_glossary
    from archive.moderation import glossary as acts

    entries = read_glossary(file.read())
    _do(folder, by, lambda db, _, who, now: acts.load(db, entries, by=who, now=now))


@glossary.command()
@click.option("--format", "form", type=click.Choice([*_FORMS]), default="csv", show_default=True, help="What to write.")
@click.option("--base", default="", metavar="URL", help="What addresses in SKOS are relative to.")
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="A file instead of the screen."
)
@data_option
def export(folder: DataFolder, form: str, base: str, output: IO[str]) -> None:
    """Write the public acronyms and their meanings as CSV, JSON or SKOS (Turtle)."""
    from archive.public.glossary import FORMS

    with _public(folder) as db:
        output.write(FORMS[_FORMS[form]][0](db, base))
