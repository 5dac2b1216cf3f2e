"""Invented names planted in every private field, and a finder of them that shares no code with what it watches."""

from __future__ import annotations

import html
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape, quoteattr

from archive.folder import DataFolder


@dataclass(frozen=True, slots=True)
class Canary:
    """An invented name and the private field it was planted in. `is_shown` says that it is public until decided on."""

    field: str
    name: str
    is_shown: bool = True

    @property
    def slug(self) -> str:
        """The name as an address has it."""
        return self.name.lower().replace(" ", "-")


# what everybody may read until a moderator decides
TEXT = Canary("text", "Wilhelmina Quillfeather")
LONG_TEXT = Canary("long text", "Thaddeus Crumplehorn")
TITLE = Canary("title", "Bartholomew Sprockett")
POST_TEXT = Canary("post text", "Philippa Snodgrassle")
PATH = Canary("path", "Ambrosia Tickleford")
BYLINE = Canary("byline", "Hephzibah Thruppington")
LINK_TEXT = Canary("link text", "Leopoldina Marshwiggin")
ADDRESS = Canary("link address", "Ignatius Wobblewick")
WRITTEN_ADDRESS = Canary("address in the text", "Zebediah Plumbottle")
ALT = Canary("image alternative text", "Cressida Mumblethorpe")
LABEL = Canary("label", "Peregrine Snodfrost")
TAG = Canary("tag", "Evangeline Brassbuckle")
SITE = Canary("site title", "Montgomery Flapdoodle")
HIDDEN = Canary("hidden comment", "Ottoline Gallowglass")
HIDDEN_POST = Canary("hidden post", "Rosamund Pebblethwick")
GONE = Canary("vanished comment", "Tabitha Wrenfeather")
ACCENTED = Canary("accents", "Séraphine Œuvrard-Ähre")
SHOWN = (
    TEXT,
    LONG_TEXT,
    TITLE,
    POST_TEXT,
    PATH,
    BYLINE,
    LINK_TEXT,
    ADDRESS,
    WRITTEN_ADDRESS,
    ALT,
    LABEL,
    TAG,
    SITE,
    HIDDEN,
    HIDDEN_POST,
    GONE,
    ACCENTED,
)

# what nobody outside ever reads
EMAIL = Canary("e-mail of an account", "octavia.bumblewick@ferry.example", is_shown=False)
PROFILE = Canary("account id", "09177734455566778899", is_shown=False)
AVATAR = Canary("avatar address", "gwendolen-tickletrout.jpg", is_shown=False)
IMAGE = Canary("image address", "archibald-crumbwell.png", is_shown=False)
MARKUP = Canary("comment in the markup", "Lysander Fothergale", is_shown=False)
SCRIPT = Canary("script in the markup", "Drusilla Pennyfarthing", is_shown=False)
ATTRIBUTE = Canary("attribute in the markup", "Cornelius Whiffletree", is_shown=False)
HELD = Canary("held for a finding", "a.sprigglesworth@ferry.example", is_shown=False)
REVISED = Canary("words before an edit", "Marmaduke Nettlewort", is_shown=False)
REMOVED = Canary("removed at the source", "Clementine Hogswallop", is_shown=False)
MODERATOR = Canary("moderator", "Mordecai Fizzlewhistle", is_shown=False)
WITHHELD = Canary("withheld, its decision stale", "Aurelian Bottomwade", is_shown=False)
NEVER = (
    EMAIL,
    PROFILE,
    AVATAR,
    IMAGE,
    MARKUP,
    SCRIPT,
    ATTRIBUTE,
    HELD,
    REVISED,
    REMOVED,
    MODERATOR,
    WITHHELD,
)

ALL = SHOWN + NEVER


def forms(name: str) -> set[str]:
    """Return a name as files, tables, pages and addresses may hold it, in three letter cases."""
    cases = {name, name.lower(), name.upper()}
    plain = {unicodedata.normalize(form, each) for each in cases for form in ("NFC", "NFD")}
    ways = (quote, quote_plus, html.escape, escape, quoteattr, _numbered, _json)
    escaped = {way(each).strip("\"'") for each in plain for way in ways}
    joined = {joint.join(each.split()) for each in cases for joint in ("-", "_", ".", "", "\n") if " " in name}
    return plain | escaped | joined


def _numbered(name: str) -> str:
    return "".join(letter if letter.isascii() else f"&#{ord(letter)};" for letter in name)


def _json(name: str) -> str:
    return name.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")


def find_in_tables(database: Path, canaries: Iterable[Canary]) -> list[tuple[str, str]]:
    """Return (table.column, field) of every value, and of every word of the schema, that holds a canary."""
    db = sqlite3.connect(database)
    try:
        return [
            (where, canary.field)
            for where, text in _values(db)
            for canary in canaries
            if any(form.lower() in text for form in forms(canary.name))
        ]
    finally:
        db.close()


def _values(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for name, statement in db.execute("select name, coalesce(sql, '') from sqlite_master").fetchall():
        yield f"schema of {name}", statement.lower()
    tables = [
        name for (name,) in db.execute("select name from sqlite_master where type in ('table', 'view')").fetchall()
    ]
    for table in tables:
        cursor = db.execute(f"select * from {table}")
        columns = [column[0] for column in cursor.description]
        for row in cursor:
            yield from ((f"{table}.{column}", str(value).lower()) for column, value in zip(columns, row, strict=True))


def public_files(folder: DataFolder) -> list[Path]:
    """Return every file that somebody outside may come to read: all of the archive's folder but the private ones.

    A release that is offered no longer lies in a folder of the archive's own user.
    """
    hidden = {folder.captures, folder.path / "releases" / ".superseded", folder.path / "releases" / ".ledger"}
    private = {"archive.db", "archive.db-wal", "archive.db-shm", "secrets.toml", "threadkeep.toml", "inbox.db"}
    return sorted(
        path
        for path in folder.path.rglob("*")
        if path.is_file() and path.name not in private and hidden.isdisjoint(path.parents)
    )


def find_in_bytes(folder: DataFolder, canaries: Iterable[Canary]) -> list[tuple[str, str]]:
    """Return (file, field) of every public file in whose bytes a canary lies, in whatever form and letter case."""
    found = []
    for path in public_files(folder):
        data = path.read_bytes().lower()
        held = [canary for canary in canaries if any(form.encode().lower() in data for form in forms(canary.name))]
        found += [(path.relative_to(folder.path).as_posix(), canary.field) for canary in held]
    return found
