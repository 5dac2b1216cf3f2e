"""Which acronyms a publish works out anew: those that changed, and all that may be, or were, one with any of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.acronyms import get_key
from archive.curation.acronyms import DISMISSED, NO_CORRECTIONS, SEEDED, WAITS, Corrections
from archive.public.database import read_in, read_rows
from archive.public.rows import Row
from archive.publishing.acronym_groups import Group, Hidden, find_relatives, make_groups
from archive.publishing.acronym_items import Explained, read_definitions
from archive.publishing.acronym_lexicon import fingerprint
from archive.publishing.acronym_senses import Senses, make_senses


@dataclass(frozen=True, slots=True)
class Guidance:
    """What people say: corrections, words that must not be told, and what waits to be looked at again."""

    corrections: Corrections = NO_CORRECTIONS
    hidden: Hidden = field(default_factory=Hidden)
    waiting: frozenset[str] = frozenset()

    @property
    def keys_again(self) -> set[str]:
        """Return the keys of acronyms of which somebody said something since."""
        marks = (DISMISSED, SEEDED, WAITS)
        return {each.removeprefix(mark) for each in self.waiting for mark in marks if each.startswith(mark)}


@dataclass(frozen=True, slots=True)
class Scope:
    """Some acronyms as texts and people have them now; the places of all of them by spelling, until now and now."""

    keys: frozenset[str]
    counts: Mapping[str, int]
    groups: tuple[Group, ...]
    explained: tuple[Explained, ...]
    senses: Senses

    @property
    def values(self) -> set[str]:
        """Return all words that these acronyms tell."""
        named = {value for group in self.groups for value in (group.id, group.name)}
        made = [sense for each in self.senses.made.values() for sense in each]
        return named | {sense.expansion for sense in made} | {sense.note for sense in made}


def find_changed_keys(public: Database, spellings: Iterable[str], guidance: Guidance) -> set[str]:
    """Return the keys of acronyms that may be others than the tables say.

    These are the ones spelt so, those that somebody spoke of, and those that have to go, or may come back, because
    other words are hidden than before.
    """
    known = dict(public.conn.execute("select spelling, acronym_id from acronym_spelling").fetchall())
    left_out = {spelling for sql in _LEFT_OUT for (spelling,) in public.conn.execute(sql).fetchall()}
    told = _tell_hidden(public, guidance.hidden)
    left_out |= {spelling for spelling, acronym_id in known.items() if acronym_id in told}
    said = {expansion for (expansion,) in public.conn.execute("select expansion from acronym_sense").fetchall()}
    meant = (one.short for one in guidance.corrections.meanings if not one.is_dropped and one.expansion not in said)
    standing = set(map(get_key, known))
    found = {get_key(each) for each in left_out.union(spellings)} | guidance.keys_again
    return found.union(key for key in map(get_key, meant) if key in standing)


_LEFT_OUT = (
    "select distinct spelling from acronym_mention where acronym_id is null",
    "select distinct spelling from acronym_definition where sense_id is null",
)


def _tell_hidden(public: Database, hidden: Hidden) -> set[str]:
    """Return the acronyms that tell words that must stand nowhere."""
    if not hidden.everywhere:
        return set()
    says: dict[str, set[str]] = defaultdict(set)
    for sql in (
        "select id, id, name from acronym",
        "select acronym_id, spelling, '' from acronym_spelling",
        "select acronym_id, expansion, note from acronym_sense",
    ):
        for acronym_id, *values in public.conn.execute(sql):
            says[acronym_id].update(values)
    told = hidden.among(value for values in says.values() for value in values)
    return {acronym_id for acronym_id, values in says.items() if not told.isdisjoint(values)}


def read_scope(public: Database, keys: Iterable[str], guidance: Guidance, masked: Mapping[int, set[str]]) -> Scope:
    """Return the acronyms of some keys and of all that may be one with them, as they are now.

    `masked` are the words, by fingerprint, of items where words are hidden: there may be more than the tables say.
    """
    spelt = dict(public.conn.execute("select spelling, acronym_id from acronym_spelling").fetchall())
    for (spelling,) in public.conn.execute("select distinct spelling from acronym_mention where acronym_id is null"):
        spelt.setdefault(spelling, None)
    standing = {get_key(spelling) for spelling in spelt}
    found = find_relatives(
        keys, spelt, guidance.corrections, lambda key: key in standing or (bool(masked) and fingerprint(key) in masked)
    )
    mine = sorted(spelling for spelling in spelt if get_key(spelling) in found)
    counted = read_in(
        public, "select spelling, count(*) as number from acronym_mention where spelling in (?) group by 1", mine
    )
    counts = {row["spelling"]: row["number"] for row in counted}
    shorts = public.conn.execute("select distinct spelling from acronym_definition").fetchall()
    explained = read_definitions(public, [short for (short,) in shorts if get_key(short) in found])
    expansions: dict[str, set[str]] = defaultdict(set)
    for one in explained:
        expansions[one.spelling].add(one.expansion)
    groups = make_groups(counts, expansions, guidance.corrections, guidance.hidden)
    senses = make_senses(groups, explained, guidance.corrections, guidance.hidden)
    return Scope(frozenset(found), counts, tuple(groups), tuple(explained), senses)


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables say of some acronyms until now, by id."""

    acronyms: Mapping[str, Row]
    spellings: Mapping[str, Row]
    senses: Mapping[str, Row]

    @property
    def values(self) -> set[str]:
        """Return all words that these acronyms tell."""
        names = {value for row in self.acronyms.values() for value in (row["id"], row["name"])}
        return names.union(*((row["expansion"], row["note"]) for row in self.senses.values()))


def read_tables(public: Database, scope: Scope) -> Tables:
    """Return what the tables say of these acronyms, and of those to which their spellings belonged."""
    rows = read_rows(public, "select * from acronym_spelling")
    mine = [row for row in rows if get_key(row["spelling"]) in scope.keys]
    ids = sorted({row["acronym_id"] for row in mine}.union(group.id for group in scope.groups))
    return Tables(
        {row["id"]: row for row in read_in(public, "select * from acronym where id in (?)", ids)},
        {row["spelling"]: row for row in mine},
        {row["id"]: row for row in read_in(public, "select * from acronym_sense where acronym_id in (?)", ids)},
    )


def read_masked(public: Database, item_ids: Collection[str]) -> dict[int, set[str]]:
    """Return the words, by fingerprint, that may be acronyms in some items, with the items that hold them."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in read_in(
        public, "select fingerprint, item_id from acronym_sighting where item_id in (?)", sorted(item_ids)
    ):
        found[row["fingerprint"]].add(row["item_id"])
    return dict(found)
