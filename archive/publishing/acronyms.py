"""Acronyms computed from the public texts and written beside them, with what moderators and glossaries say of them.

Texts that did not change are not read again; what concerns all of them (which spellings are one, what they mean) is
worked out anew from counts, so that publishing one item at a time ends in the same rows as publishing everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.curation.acronyms import NO_CORRECTIONS, Corrections, get_corrections
from archive.moderation.decisions import Kind
from archive.public.database import read_in, read_rows
from archive.public.rows import Row
from archive.public.writing import sync
from archive.publishing.acronym_groups import Group, Hidden, make_groups
from archive.publishing.acronym_senses import Meant, Senses, Untold, find_untold, make_senses
from archive.publishing.acronym_texts import Touched, read_texts
from archive.publishing.sources import Inputs

_FEW = 200
"""Acronyms that are counted one by one; more are counted together."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What people say: corrections, words that must not be told, and what waits to be looked at again."""

    corrections: Corrections = NO_CORRECTIONS
    hidden: Hidden = field(default_factory=Hidden)
    waiting: frozenset[str] = frozenset()


def read_guidance(archive: Database, inputs: Inputs, waiting: Collection[str] = ()) -> Guidance:
    """Return what moderators and glossaries say of acronyms now; `waiting` are the ids that wait to be published."""
    here = {
        item_id: [each.words for each in decisions if each.kind is Kind.MASK]
        for item_id, decisions in inputs.here.items()
    }
    hidden = Hidden(
        [each.words for each in inputs.everywhere], {item_id: words for item_id, words in here.items() if words}
    )
    return Guidance(get_corrections(archive), hidden, frozenset(waiting))


def derive(public: Database, ids: Collection[str], guidance: Guidance) -> set[str]:
    """Bring the acronym tables up to date; `ids` are the items that stand in the changed threads or stood there.

    Works inside the caller's transaction. Returns the items in which other acronyms may stand than before.
    """
    given, hidden = guidance.corrections, guidance.hidden
    # rows name each other; what counts is that they do so in the end
    public.conn.execute("pragma defer_foreign_keys = on")
    touched = read_texts(public, ids, guidance.waiting, given, hidden)
    counts, expansions = _count_spellings(public)
    groups = make_groups(counts, expansions, given, hidden)
    senses = make_senses(public, groups, given, hidden)
    before = {row["id"]: row for row in read_rows(public, "select * from acronym_sense")}
    untold = find_untold(public, groups, senses, hidden)
    moved = _write_owners(public, groups, untold.acronyms)
    _write_definitions(public, senses, untold)
    meant = Meant(public, senses, given, untold)
    meant.settle_plain()
    stirred = moved | _stirred(senses, before)
    near = _items_of(public, touched)
    changed = stirred | _acronyms_of(public, near)
    for acronym_id in sorted(changed):
        if meant.is_open(acronym_id):
            meant.settle_open(acronym_id, None if acronym_id in stirred else near)
    meant.settle_fixed()
    _write_tables(public, groups, senses, changed, before)
    return touched.item_ids.union(untold.acronyms, untold.senses)


def _items_of(public: Database, touched: Touched) -> set[str]:
    """Return what changed and all items of its threads: what one explains decides what the others mean."""
    rows = read_in(public, "select item_id from acronym_item where post_id in (?)", sorted(touched.post_ids))
    return touched.item_ids | {row["item_id"] for row in rows}


def _count_spellings(public: Database) -> tuple[dict[str, int], dict[str, set[str]]]:
    counts = public.conn.execute("select spelling, count(*) from acronym_mention group by spelling").fetchall()
    expansions: dict[str, set[str]] = defaultdict(set)
    for spelling, expansion in public.conn.execute("select distinct spelling, expansion from acronym_definition"):
        expansions[spelling].add(expansion)
    return dict(counts), expansions


def _write_owners(public: Database, groups: Iterable[Group], untold: Mapping[str, Collection[str]]) -> set[str]:
    """Say of every mention which acronym it is, and take out those that must not be told.

    Returns the acronyms that others than before belong to. A row that is there and says nothing would tell, too.
    """
    owner = {spelling: group.id for group in groups for spelling, _ in group.spellings}
    moved: set[str] = set()
    for row in list(read_in(public, "select * from acronym_mention where item_id in (?)", sorted(untold))):
        if owner.get(row["spelling"]) in untold[row["item_id"]]:
            public.conn.execute("delete from acronym_mention where id = ?", [row["id"]])
            moved |= {row["acronym_id"]} - {None}
    pairs = "select distinct spelling, acronym_id from acronym_mention"
    for spelling, acronym_id in public.conn.execute(pairs).fetchall():
        wanted = owner.get(spelling)
        if acronym_id == wanted:
            continue
        public.conn.execute(
            "update acronym_mention set acronym_id = ?, sense_id = null where spelling = ? and acronym_id is ?",
            [wanted, spelling, acronym_id],
        )
        moved |= {each for each in (acronym_id, wanted) if each}
    return moved


def _write_definitions(public: Database, senses: Senses, untold: Untold) -> None:
    """Say of every definition which acronym and sense it is about; those that must not be told go."""
    seen: set[str] = set()
    for acronym_id, rows in senses.definitions.items():
        for row in rows:
            seen.add(row["id"])
            sense = senses.find(acronym_id, row["expansion"])
            if untold.has(row["item_id"], acronym_id, sense):
                public.conn.execute("delete from acronym_definition where id = ?", [row["id"]])
            elif sense is None:
                # a meaning that a moderator rejected is nobody's evidence
                _write_belonging(public, row, None, None)
            else:
                _write_belonging(public, row, acronym_id, sense.id)
    for row in list(read_rows(public, "select * from acronym_definition where acronym_id is not null")):
        if row["id"] not in seen:
            _write_belonging(public, row, None, None)


def _write_belonging(public: Database, row: Row, acronym_id: str | None, sense_id: str | None) -> None:
    if (row["acronym_id"], row["sense_id"]) != (acronym_id, sense_id):
        public.conn.execute(
            "update acronym_definition set acronym_id = ?, sense_id = ? where id = ?",
            [acronym_id, sense_id, row["id"]],
        )


def _stirred(senses: Senses, before: Mapping[str, Row]) -> set[str]:
    """Return the acronyms of which every mention may mean something else: they have other senses, or examples."""
    was = {(row["id"], row["expansion"], row["context"]): row["acronym_id"] for row in before.values()}
    now = {
        (sense.id, sense.expansion, sense.context): acronym_id
        for acronym_id, made in senses.made.items()
        for sense in made
    }
    return {{**was, **now}[key] for key in was.keys() ^ now.keys()}


def _acronyms_of(public: Database, item_ids: Iterable[str]) -> set[str]:
    sql = "select distinct acronym_id from acronym_mention where acronym_id is not null and item_id in (?)"
    return {row["acronym_id"] for row in read_in(public, sql, sorted(item_ids))}


# -- tables of their own


def _write_tables(
    public: Database, groups: Sequence[Group], senses: Senses, changed: set[str], meant: Mapping[str, Row]
) -> None:
    """Make the tables of acronyms, spellings and senses what mentions and definitions make of them."""
    spelt = {row["spelling"]: row for row in read_rows(public, "select * from acronym_spelling")}
    now = _spellings(public, groups)
    for spelling in spelt.keys() | now.keys():
        if spelt.get(spelling) != now.get(spelling):
            changed |= {row["acronym_id"] for row in (spelt.get(spelling), now.get(spelling)) if row}
    known = {row["id"]: row for row in read_rows(public, "select * from acronym")}
    changed |= {group.id for group in groups if group.id not in known}
    counted, used = _count(public, changed)
    told = {
        group.id: _acronym(group, counted.get(group.id) or known[group.id], senses)
        for group in groups
        if group.id in counted or (group.id in known and group.id not in changed)
    }
    said = [
        {
            "id": sense.id,
            "acronym_id": acronym_id,
            "expansion": sense.expansion,
            "note": sense.note,
            "source": sense.source,
            "evidence_count": sense.evidence,
            "item_count": used.get(sense.id, 0) if acronym_id in changed else meant[sense.id]["item_count"],
            "confidence": sense.confidence,
            "context": sense.context,
        }
        for acronym_id, made in senses.made.items()
        if acronym_id in told
        for sense in made
    ]
    # a sense may go before its acronym does, and comes after it
    kept = {row["id"] for row in said}
    sync(public, "acronym_sense", [], [row for key, row in meant.items() if key not in kept])
    sync(public, "acronym", list(told.values()), known.values())
    sync(public, "acronym_spelling", [row for row in now.values() if row["acronym_id"] in told], spelt.values())
    sync(public, "acronym_sense", said, [row for key, row in meant.items() if key in kept])


def _spellings(public: Database, groups: Iterable[Group]) -> dict[str, Row]:
    owner = {spelling: group.id for group in groups for spelling, _ in group.spellings}
    sql = (
        "select spelling, count(*) as mentions, count(distinct item_id) as items from acronym_mention "
        "where acronym_id is not null group by spelling"
    )
    return {
        row["spelling"]: {
            "spelling": row["spelling"],
            "acronym_id": owner[row["spelling"]],
            "mention_count": row["mentions"],
            "item_count": row["items"],
        }
        for row in read_rows(public, sql)
    }


def _acronym(group: Group, counts: Row, senses: Senses) -> Row:
    columns = ("item_count", "mention_count", "first_seen", "last_seen")
    return {
        "id": group.id,
        "name": group.name,
        **{name: counts[name] for name in columns},
        "is_explained": int(bool(senses.made.get(group.id))),
    }


def _count(public: Database, acronym_ids: Collection[str]) -> tuple[dict[str, Row], dict[str, int]]:
    """Return the counts and days of some acronyms, and in how many items each of their senses is meant."""
    only = "where acronym_id = ?" if len(acronym_ids) <= _FEW else "where acronym_id is not null"
    counts = (
        "select acronym_id, count(distinct item_id) as item_count, count(*) as mention_count, min(day) as first_seen, "
        f"max(day) as last_seen from acronym_mention join acronym_item using (item_id) {only} group by acronym_id"
    )
    senses = (
        f"select sense_id, count(distinct item_id) as number from acronym_mention {only} and sense_id is not null "
        "group by sense_id"
    )
    asked: Sequence[Sequence[str]] = [[each] for each in sorted(acronym_ids)] if len(acronym_ids) <= _FEW else [[]]
    counted: dict[str, Row] = {}
    used: dict[str, int] = {}
    for given in asked:
        counted.update((row["acronym_id"], row) for row in read_rows(public, counts, given))
        used.update((row["sense_id"], row["number"]) for row in read_rows(public, senses, given))
    return counted, used
