"""What each acronym means: the senses that texts, glossaries and moderators give, and where they must not be told."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.acronyms import get_key, get_sense_key, group_senses
from archive.acronyms.senses import are_same
from archive.curation.acronyms import Corrections, Meaning
from archive.public.database import read_in
from archive.publishing.acronym_groups import Group, Hidden
from archive.publishing.acronym_items import Explained

MINED = "mined"


@dataclass(frozen=True, slots=True)
class MadeSense:
    """One meaning of an acronym; `variants` are the long forms in the texts that amount to it."""

    id: str
    key: str
    expansion: str
    note: str
    source: str
    variants: frozenset[str]
    evidence: int
    confidence: float


@dataclass(slots=True)
class Senses:
    """The meanings of some acronyms, and what says so; both by acronym."""

    made: dict[str, list[MadeSense]] = field(default_factory=dict)
    definitions: dict[str, list[Explained]] = field(default_factory=dict)

    def find(self, acronym_id: str, expansion: str) -> MadeSense | None:
        """Return the sense that a long form means, None when it is none of the acronym's."""
        key = get_sense_key(expansion)
        senses = self.made.get(acronym_id, ())
        exact = next((sense for sense in senses if expansion in sense.variants or sense.expansion == expansion), None)
        return exact or next((sense for sense in senses if are_same(sense.key, key)), None)


def make_senses(groups: Sequence[Group], explained: Iterable[Explained], given: Corrections, hidden: Hidden) -> Senses:
    """Return what these acronyms mean, those meanings left out that say words to hide."""
    owner = {spelling: group.id for group in groups for spelling, _ in group.spellings}
    by_key = _owners_by_key(groups)
    definitions: dict[str, list[Explained]] = defaultdict(list)
    for one in explained:
        acronym_id = owner.get(one.spelling) or by_key.get(get_key(one.spelling))
        if acronym_id is not None:
            definitions[acronym_id].append(one)
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    for meaning in given.meanings:
        acronym_id = owner.get(meaning.short) or by_key.get(get_key(meaning.short))
        if acronym_id is not None:
            meanings[acronym_id].append(meaning)
    senses = Senses(definitions=dict(definitions))
    for acronym_id in sorted(definitions.keys() | meanings.keys()):
        senses.made[acronym_id] = _make(acronym_id, definitions.get(acronym_id, ()), meanings.get(acronym_id, ()))
    _leave_out_hidden(senses, hidden)
    return senses


def _owners_by_key(groups: Iterable[Group]) -> dict[str, str]:
    """Return which acronym a word means that nobody spells quite so: the one that is spelt like it most often."""
    best: dict[str, tuple[int, str]] = {}
    for group in groups:
        for spelling, count in group.spellings:
            key = get_key(spelling)
            best[key] = max(best.get(key, (0, "")), (count, group.id))
    return {key: acronym_id for key, (_, acronym_id) in best.items()}


def _make(acronym_id: str, definitions: Sequence[Explained], meanings: Sequence[Meaning]) -> list[MadeSense]:
    sure: dict[str, float] = {}
    for one in definitions:
        sure[one.expansion] = max(one.confidence, sure.get(one.expansion, 0.0))
    left = list(meanings)
    found: list[MadeSense] = []
    for mined in group_senses(Counter(one.expansion for one in definitions)):
        variants = frozenset(long for long, _ in mined.variants)
        said = next((each for each in left if are_same(each.sense_key, mined.key)), None)
        if said is not None:
            left.remove(said)
            if said.is_dropped:
                continue
        key, expansion, note, source = (
            (mined.key, mined.long, "", MINED)
            if said is None
            else (said.sense_key, said.expansion, said.note, said.source)
        )
        confidence = max(sure[long] for long in variants)
        found.append(MadeSense(_id(acronym_id, key), key, expansion, note, source, variants, mined.count, confidence))
    for said in left:
        if not said.is_dropped and not any(made.key == said.sense_key for made in found):
            key = said.sense_key
            found.append(
                MadeSense(_id(acronym_id, key), key, said.expansion, said.note, said.source, frozenset(), 0, 1.0)
            )
    return found


def _id(acronym_id: str, key: str) -> str:
    # a number: an address is no place for what somebody may want hidden
    return f"{acronym_id}-{hashlib.blake2b(key.encode(), digest_size=5).hexdigest()}"


def _leave_out_hidden(senses: Senses, hidden: Hidden) -> None:
    told = hidden.among(
        value for made in senses.made.values() for sense in made for value in (sense.expansion, sense.note)
    )
    for acronym_id, made in senses.made.items():
        senses.made[acronym_id] = [sense for sense in made if sense.expansion not in told and sense.note not in told]


# -- where they stand


@dataclass(frozen=True, slots=True)
class Untold:
    """What must not be told of single items, where their own hidden words would say it: by item, ids."""

    acronyms: Mapping[str, frozenset[str]]
    senses: Mapping[str, frozenset[str]]

    def has(self, item_id: str, acronym_id: str, sense: MadeSense | None) -> bool:
        """True when an acronym, or that it means this, must not be told of an item."""
        is_meant = sense is not None and sense.id in self.senses.get(item_id, ())
        return is_meant or acronym_id in self.acronyms.get(item_id, ())


def find_untold(
    public: Database, groups: Sequence[Group], senses: Senses, hidden: Hidden, item_ids: Iterable[str]
) -> Untold:
    """Return which of these acronyms and senses must not be told of some items where words are hidden."""
    by_id = {group.id: group for group in groups}
    owner = {spelling: group.id for group in groups for spelling, _ in group.spellings}
    acronyms: dict[str, set[str]] = defaultdict(set)
    meant: dict[str, set[str]] = defaultdict(set)
    wanted, sql = sorted(item_ids), "select distinct item_id, spelling from {} where item_id in (?)"
    tables = ("acronym_mention", "acronym_definition")
    for row in (row for table in tables for row in read_in(public, sql.format(table), wanted)):
        acronym_id = owner.get(row["spelling"])
        if acronym_id is None:
            continue
        item_id, group = row["item_id"], by_id[acronym_id]
        if hidden.is_told(item_id, (group.id, group.name)):
            acronyms[item_id].add(acronym_id)
        for sense in senses.made.get(acronym_id, ()):
            if hidden.is_told(item_id, (sense.expansion, sense.note)):
                meant[item_id].add(sense.id)
    return Untold(
        {item_id: frozenset(ids) for item_id, ids in acronyms.items()},
        {item_id: frozenset(ids) for item_id, ids in meant.items()},
    )
