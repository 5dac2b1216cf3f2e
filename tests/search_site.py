"""A small invented archive with acronyms, topics and answers, for the tests of the search page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from archive.text import MarkKind
from plugins.site.application import build_datasette
from search_index import update
from tests.public_copy import NOON, Pages
from tests.search_copy import Item, make_folder, write

YEARS = range(2013, 2019)
WRITERS = ("Old Capstan", None, "Wellington Boots", None, "Ivy of the Quay", None)
SAID = (
    "The ferry was late again and nobody at the harbour said why.",
    "MooRS lost the booking, so the mooring record system is no help.",
    "They told us the MOORS screen froze twice this week.",
    "A ferry that leaves on time? I would buy the captain a drink.",
    "moors again. Nobody can find a berth in it.",
    "The tide tables are on the wall, look there, the ferry follows the tide.",
    "PO says the parcels wait at the harbour until the fog lifts.",
    "I asked about the buoy and was told to ask the BUOY desk.",
    "=1+1 is what the till said. The harbour café was closed.",
)


def items() -> Iterator[Item]:
    """Yield six threads of nine comments, one a year; every third comment answers the one before."""
    for number, year in enumerate(YEARS):
        post = f"p{number}"
        yield Item(
            post,
            f"What happened to the ferry in {year}? The harbour office keeps its books in the Mooring Record System.",
            title=f"The ferry in {year}" if number else "Fog <on> the pier & after",
            author="Old Capstan",
            author_kind="blogger",
            at=f"{year}-07-02T19:49",
            tags=("Night ferry",) if number % 2 else ("Harbour",),
            path=f"/{year}/07/the-ferry.html",
        )
        for place, text in enumerate(SAID):
            author = WRITERS[(number + place) % len(WRITERS)]
            yield Item(
                f"{post}c{place}",
                text,
                under=post,
                author=author,
                author_kind="name" if author else "anonymous",
                at=f"{year}-07-{3 + place:02}T08:{10 + place}",
                parent=f"{post}c{place - 1}" if place % 3 == 2 else None,
                tags=("Night ferry",) if place == 3 else (),
                marked=(MarkKind.LINK,) if place == 5 else (),
            )


def make_site(path: Path) -> DataFolder:
    """Return the archive, its index made."""
    folder = make_folder(path)
    write(folder, items())
    db = store.open_public(folder, write=True)
    with db.atomic():
        store.set_meta(db, {"title": "Letters from the night ferry", "noindex": "0"})
        _acronyms(db)
    db.close()
    update.update_index(folder, whole=True)
    return folder


def _acronyms(db: Database) -> None:
    """Write two acronyms: one in any case with a long form, one in capitals alone. Where they stand is derived."""
    for table in ("acronym_sense", "acronym_spelling", "acronym"):
        db.table(table).delete_where()
    for name, spellings, meaning in (
        ("MooRS", ("MooRS", "MOORS", "moors", "eMooRS"), "Mooring Record System"),
        ("BUOY", ("BUOY",), ""),
    ):
        key = name.lower()
        _put(db, "acronym", {"id": key, "name": name})
        for spelling in spellings:
            _put(db, "acronym_spelling", {"spelling": spelling, "acronym_id": key})
        if meaning:
            _put(db, "acronym_sense", {"id": f"{key}1", "acronym_id": key, "expansion": meaning, "source": "text"})


def _put(db: Database, table: str, row: dict[str, Any]) -> None:
    """Insert a row; a number that nobody gave is 6."""
    columns = db.query(f"select name, type, \"notnull\" as needed from pragma_table_info('{table}')")
    whole = {each["name"]: 6 for each in columns if each["needed"] and each["type"].lower() in ("integer", "real")}
    db.table(table).insert(whole | row)


def open_site(folder: DataFolder) -> Pages:
    """Return the public site over the archive."""
    return Pages(build_datasette(folder, clock=lambda: NOON))
