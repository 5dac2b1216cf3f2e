"""Writes what was worked out of some acronyms: to which of them places belong, and their tables with all counts."""

from __future__ import annotations

from sqlite_utils import Database

from archive.public.database import read_in
from archive.public.rows import Row
from archive.public.writing import sync
from archive.publishing.acronym_groups import Group
from archive.publishing.acronym_scope import Scope, Tables
from archive.publishing.acronym_senses import Untold


def write_owners(public: Database, scope: Scope, tables: Tables, untold: Untold) -> set[str]:
    """Say of every place which acronym it is, and take out those that must not be told.

    Returns the acronyms that have other spellings than before. A row that is there and says nothing would tell, too.
    """
    owner = _owners(scope)
    for row in list(read_in(public, "select * from acronym_mention where item_id in (?)", sorted(untold.acronyms))):
        if owner.get(row["spelling"]) in untold.acronyms[row["item_id"]]:
            public.conn.execute("delete from acronym_mention where id = ?", [row["id"]])
    moved: set[str] = set()
    for spelling in sorted(scope.counts):
        wanted, before = owner.get(spelling), tables.spellings.get(spelling)
        public.conn.execute(
            "update acronym_mention set acronym_id = ?1, sense_id = null where spelling = ?2 and acronym_id is not ?1",
            [wanted, spelling],
        )
        if wanted is not None and (before is None or before["acronym_id"] != wanted):
            moved.add(wanted)
    return moved


def _owners(scope: Scope) -> dict[str, str]:
    return {spelling: group.id for group in scope.groups for spelling, _ in group.spellings}


def write_definitions(public: Database, scope: Scope, untold: Untold) -> None:
    """Say of every definition which acronym and sense it is about; those that must not be told go.

    One of a meaning that a moderator rejected is about the acronym, and speaks for nothing.
    """
    belonging = {one: acronym_id for acronym_id, found in scope.senses.definitions.items() for one in found}
    for one in scope.explained:
        acronym_id = belonging.get(one)
        sense = scope.senses.find(acronym_id, one.expansion) if acronym_id else None
        if acronym_id and untold.has(one.reply_id, acronym_id, sense):
            public.conn.execute("delete from acronym_definition where id = ?", [one.row_id])
        elif (one.acronym_id, one.sense_id) != (acronym_id, sense.id if sense else None):
            public.conn.execute(
                "update acronym_definition set acronym_id = ?, sense_id = ? where id = ?",
                [acronym_id, sense.id if sense else None, one.row_id],
            )


def write_tables(public: Database, scope: Scope, tables: Tables) -> None:
    """Make the tables of acronyms, spellings and senses what places and definitions make of them."""
    counts = {group.id: row for group in scope.groups if (row := _count(public, group.id))}
    acronyms = [
        {
            "id": group.id,
            "name": group.name,
            **counts[group.id],
            "is_explained": int(bool(scope.senses.made.get(group.id))),
        }
        for group in scope.groups
        if group.id in counts
    ]
    spellings = _spellings(public, scope)
    senses = [row for group in scope.groups if group.id in counts for row in _senses(public, scope, group)]
    # a sense may go before its acronym does, and comes after it
    kept = {row["id"] for row in senses}
    sync(public, "acronym_sense", [], [row for key, row in tables.senses.items() if key not in kept])
    sync(public, "acronym", acronyms, tables.acronyms.values())
    sync(public, "acronym_spelling", spellings, tables.spellings.values())
    sync(public, "acronym_sense", senses, [row for key, row in tables.senses.items() if key in kept])


def _count(public: Database, acronym_id: str) -> Row | None:
    """Return the counts and days of an acronym, None for one that stands nowhere."""
    mentions, items = public.conn.execute(
        "select count(*), count(distinct item_id) from acronym_mention where acronym_id = ?", [acronym_id]
    ).fetchone()
    if not mentions:
        return None
    days = "select day from acronym_mention where acronym_id = ? and day is not null order by coalesce(day, '')"
    first, last = (public.conn.execute(f"{days} {way} limit 1", [acronym_id]).fetchone() for way in ("asc", "desc"))
    return {
        "item_count": items,
        "mention_count": mentions,
        "first_seen": first and first[0],
        "last_seen": last and last[0],
    }


def _spellings(public: Database, scope: Scope) -> list[Row]:
    sql = (
        "select spelling, acronym_id, count(*) as mention_count, count(distinct item_id) as item_count "
        "from acronym_mention where acronym_id is not null and spelling in (?) group by spelling"
    )
    return list(read_in(public, sql, sorted(scope.counts)))


def _senses(public: Database, scope: Scope, group: Group) -> list[Row]:
    used = dict(
        public.conn.execute(
            "select sense_id, count(distinct item_id) from acronym_mention where acronym_id = ? group by sense_id",
            [group.id],
        ).fetchall()
    )
    return [
        {
            "id": sense.id,
            "acronym_id": group.id,
            "expansion": sense.expansion,
            "note": sense.note,
            "source": sense.source,
            "evidence_count": sense.evidence,
            "item_count": used.get(sense.id, 0),
            "confidence": sense.confidence,
        }
        for sense in scope.senses.made.get(group.id, ())
    ]
