"""Acronyms of the public copy: how each is written, what it means, how often and when it was used.

Pages, exports and search read it here; `archive.publishing.acronyms` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from archive.errors import NotFound
from archive.public.database import read_in, read_rows
from archive.public.rows import Row

_LETTERS = re.compile(r"[^\W_]")


class Order(StrEnum):
    """How a list of acronyms is ordered; what is counted or dated comes most, or latest, first."""

    NAME = "name"
    ITEMS = "items"
    MENTIONS = "mentions"
    FIRST_SEEN = "first_seen"
    LAST_SEEN = "last_seen"


_ORDERS = {
    Order.NAME: "name collate nocase, id",
    Order.ITEMS: "item_count desc, id",
    Order.MENTIONS: "mention_count desc, id",
    Order.FIRST_SEEN: "first_seen desc, id",
    Order.LAST_SEEN: "last_seen desc, id",
}


@dataclass(frozen=True, slots=True)
class Acronym:
    """One acronym, all its spellings together; `first_seen` and `last_seen` are days, None where none is known."""

    id: str
    name: str
    item_count: int
    mention_count: int
    first_seen: str | None
    last_seen: str | None
    is_explained: bool


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an acronym, how often it is written so, and in how many items."""

    spelling: str
    mention_count: int
    item_count: int


@dataclass(frozen=True, slots=True)
class AcronymSense:
    """One meaning. `source` is mined, glossary or moderator; `evidence_count` places in the texts say so."""

    id: str
    acronym_id: str
    expansion: str
    note: str
    source: str
    evidence_count: int
    item_count: int
    confidence: float


@dataclass(frozen=True, slots=True)
class RelatedAcronym:
    """An acronym that stands in the same items as another, in `together` of them."""

    acronym: Acronym
    together: int


# -- one acronym


def get_acronym(db: Database, acronym_id: str) -> Acronym:
    """Return the acronym of an id; raise NotFound when there is none."""
    found = next((_acronym(row) for row in read_rows(db, "select * from acronym where id = ?", [acronym_id])), None)
    if found is None:
        raise NotFound(f"There is no acronym {acronym_id[:40]!r} here: the list of acronyms shows those there are.")
    return found


def find_acronym(db: Database, spelling: str) -> Acronym | None:
    """Return the acronym that is written so: exactly, else whatever the case, dots and a plural s; None for none.

    Of several that differ by case alone the one in most items is meant.
    """
    typed = spelling.strip()
    letters = "".join(_LETTERS.findall(typed))
    tried = [("spelling = ?", typed), ("upper(spelling) = ?", typed.upper()), ("upper(spelling) = ?", letters.upper())]
    if letters.endswith("s") and len(letters) > 2:
        tried.append(("upper(spelling) = ?", letters[:-1].upper()))
    for condition, value in tried:
        rows = read_rows(
            db,
            "select * from acronym where id in (select acronym_id from acronym_spelling where "
            f"{condition}) order by item_count desc, id limit 1",
            [value],
        )
        if value and (found := next((_acronym(row) for row in rows), None)):
            return found
    return None


def get_spellings(db: Database, acronym_id: str) -> list[Spelling]:
    """Return the spellings of an acronym, the most used first."""
    rows = read_rows(
        db,
        "select spelling, mention_count, item_count from acronym_spelling where acronym_id = ? "
        "order by mention_count desc, spelling",
        [acronym_id],
    )
    return [Spelling(**row) for row in rows]


def get_senses(db: Database, acronym_id: str) -> list[AcronymSense]:
    """Return what an acronym means, the meaning with the most uses first; nothing when nobody says."""
    rows = read_rows(
        db,
        "select * from acronym_sense where acronym_id = ? order by item_count desc, evidence_count desc, expansion, id",
        [acronym_id],
    )
    return [_sense(row) for row in rows]


def get_senses_of(db: Database, acronym_ids: Iterable[str]) -> dict[str, list[AcronymSense]]:
    """Return what each of these acronyms means, in the order of `get_senses`; one that nobody explains is left out."""
    sql = (
        "select * from acronym_sense where acronym_id in (?) "
        "order by acronym_id, item_count desc, evidence_count desc, expansion, id"
    )
    found: dict[str, list[AcronymSense]] = {}
    for row in read_in(db, sql, acronym_ids):
        found.setdefault(row["acronym_id"], []).append(_sense(row))
    return found


def get_related(db: Database, acronym_id: str, limit: int = 12) -> list[RelatedAcronym]:
    """Return the acronyms that stand in the same items most for how common they are (the cosine of the two)."""
    rows = read_rows(
        db,
        "select acronym.*, count(distinct other.item_id) as together from "
        "(select distinct item_id from acronym_mention where acronym_id = ?1) as mine "
        "join acronym_mention as other on other.item_id = mine.item_id and other.acronym_id <> ?1 "
        "join acronym on acronym.id = other.acronym_id "
        "group by acronym.id having together > 1 "
        "order by 1.0 * together * together / acronym.item_count desc, together desc, acronym.id limit ?2",
        [acronym_id, limit],
    )
    return [RelatedAcronym(_acronym(row), row["together"]) for row in rows]


# -- all of them


def list_acronyms(
    db: Database, *, order: Order = Order.NAME, unexplained: bool = False, offset: int = 0, limit: int = -1
) -> list[Acronym]:
    """Return all acronyms, or those that are used and never explained; a page of them."""
    rows = read_rows(
        db,
        f"select * from acronym where not (?1 and is_explained) order by {_ORDERS[order]} limit ?2 offset ?3",
        [unexplained, limit, offset],
    )
    return [_acronym(row) for row in rows]


def count_acronyms(db: Database, *, unexplained: bool = False) -> int:
    """Return how many acronyms there are, or how many of them are never explained."""
    (count,) = db.conn.execute("select count(*) from acronym where not (? and is_explained)", [unexplained]).fetchone()
    return int(count)


def get_all_spellings(db: Database) -> dict[str, list[Spelling]]:
    """Return the spellings of every acronym, the most used first, by its id."""
    found: dict[str, list[Spelling]] = {}
    for row in read_rows(db, "select * from acronym_spelling order by acronym_id, mention_count desc, spelling"):
        found.setdefault(row.pop("acronym_id"), []).append(Spelling(**row))
    return found


def get_all_senses(db: Database) -> dict[str, list[AcronymSense]]:
    """Return what every explained acronym means, by its id."""
    found: dict[str, list[AcronymSense]] = {}
    sql = "select * from acronym_sense order by acronym_id, item_count desc, evidence_count desc, expansion, id"
    for row in read_rows(db, sql):
        found.setdefault(row["acronym_id"], []).append(_sense(row))
    return found


# -- rows


def _acronym(row: Row) -> Acronym:
    return Acronym(
        id=row["id"],
        name=row["name"],
        item_count=row["item_count"],
        mention_count=row["mention_count"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        is_explained=bool(row["is_explained"]),
    )


def _sense(row: Row) -> AcronymSense:
    return AcronymSense(
        id=row["id"],
        acronym_id=row["acronym_id"],
        expansion=row["expansion"],
        note=row["note"],
        source=row["source"],
        evidence_count=row["evidence_count"],
        item_count=row["item_count"],
        confidence=row["confidence"],
    )
