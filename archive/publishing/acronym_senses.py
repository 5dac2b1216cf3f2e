"""What each acronym means: the senses that the texts, glossaries and moderators give, and which is meant where."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from archive.acronyms import Contexts, choose_sense, get_context, get_key, get_sense_key, group_senses
from archive.acronyms.senses import are_same
from archive.curation.acronyms import Corrections, Fix, Meaning
from archive.public.database import read_in, read_rows
from archive.public.rows import Row
from archive.publishing.acronym_groups import Group, Hidden
from archive.publishing.acronym_lexicon import fingerprint
from archive.publishing.acronym_texts import Place, read_places

MINED = "mined"
_AT_ONCE = 500
_EXAMPLES = 24
"""Definitions of a sense by whose surroundings it is told; more make it no clearer, and change more often."""


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
    context: int = 0


@dataclass(slots=True)
class Senses:
    """The meanings of all acronyms, and what says so; both by acronym."""

    made: dict[str, list[MadeSense]] = field(default_factory=dict)
    definitions: dict[str, list[Row]] = field(default_factory=dict)
    examples: dict[str, list[Row]] = field(default_factory=dict)
    """By sense, the definitions by whose surroundings it is told from others."""

    def find(self, acronym_id: str, expansion: str) -> MadeSense | None:
        """Return the sense that a long form means, None when it is none of the acronym's."""
        key = get_sense_key(expansion)
        senses = self.made.get(acronym_id, ())
        exact = next((sense for sense in senses if expansion in sense.variants or sense.expansion == expansion), None)
        return exact or next((sense for sense in senses if are_same(sense.key, key)), None)


def make_senses(public: Database, groups: Sequence[Group], given: Corrections, hidden: Hidden) -> Senses:
    """Return what all acronyms mean, those meanings left out that say words to hide."""
    owner = {spelling: group.id for group in groups for spelling, _ in group.spellings}
    by_key = _owners_by_key(groups)
    definitions: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(public, "select * from acronym_definition order by id"):
        acronym_id = owner.get(row["spelling"]) or by_key.get(get_key(row["spelling"]))
        if acronym_id is not None:
            definitions[acronym_id].append(row)
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    for meaning in given.meanings:
        acronym_id = owner.get(meaning.short) or by_key.get(get_key(meaning.short))
        if acronym_id is not None:
            meanings[acronym_id].append(meaning)
    senses = Senses(definitions=dict(definitions))
    for acronym_id in sorted(definitions.keys() | meanings.keys()):
        senses.made[acronym_id] = _make(acronym_id, definitions.get(acronym_id, ()), meanings.get(acronym_id, ()))
    _leave_out_hidden(senses, hidden)
    _take_examples(public, senses)
    return senses


def _take_examples(public: Database, senses: Senses) -> None:
    """Choose the surest definitions of each sense as examples of its context, and note by a number which they are."""
    rows = [row for each in senses.definitions.values() for row in each]
    sql = "select item_id, fingerprint from acronym_item where item_id in (?)"
    texts = {row["item_id"]: row["fingerprint"] for row in read_in(public, sql, sorted(set(map(_where, rows))))}
    for acronym_id, made in senses.made.items():
        chosen: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(senses.definitions.get(acronym_id, ()), key=lambda row: (-row["confidence"], row["id"])):
            sense = senses.find(acronym_id, row["expansion"])
            if sense is not None and len(chosen[sense.id]) < _EXAMPLES:
                chosen[sense.id].append(row)
        for number, sense in enumerate(made):
            found = senses.examples[sense.id] = chosen[sense.id]
            whole = [(row["id"], row["span_start"], texts[_where(row)]) for row in found]
            made[number] = replace(sense, context=fingerprint(repr(whole)))


def _where(row: Row) -> str:
    """Return the item in which the acronym of a definition stands."""
    return str(row["question_id"] or row["item_id"])


def _owners_by_key(groups: Iterable[Group]) -> dict[str, str]:
    """Return which acronym a word means that nobody spells quite so: the one that is spelt like it most often."""
    best: dict[str, tuple[int, str]] = {}
    for group in groups:
        for spelling, count in group.spellings:
            key = get_key(spelling)
            best[key] = max(best.get(key, (0, "")), (count, group.id))
    return {key: acronym_id for key, (_, acronym_id) in best.items()}


def _make(acronym_id: str, definitions: Sequence[Row], meanings: Sequence[Meaning]) -> list[MadeSense]:
    sure: dict[str, float] = {}
    for row in definitions:
        sure[row["expansion"]] = max(row["confidence"], sure.get(row["expansion"], 0.0))
    left = list(meanings)
    found: list[MadeSense] = []
    for mined in group_senses(Counter(row["expansion"] for row in definitions)):
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
        if not said.is_dropped and not any(one.key == said.sense_key for one in found):
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


def find_untold(public: Database, groups: Sequence[Group], senses: Senses, hidden: Hidden) -> Untold:
    """Return which acronyms and senses must not be told of items where words are hidden."""
    by_id = {group.id: group for group in groups}
    owner = {spelling: group.id for group in groups for spelling, _ in group.spellings}
    acronyms: dict[str, set[str]] = defaultdict(set)
    meant: dict[str, set[str]] = defaultdict(set)
    sql = "select distinct item_id, spelling from {} where item_id in (?)"
    tables = ("acronym_mention", "acronym_definition")
    for row in (row for table in tables for row in read_in(public, sql.format(table), sorted(hidden.here))):
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


class Meant:
    """Says which sense is meant in each place."""

    def __init__(self, public: Database, senses: Senses, given: Corrections, untold: Untold) -> None:
        """Take the senses there are, and what moderators say of single places."""
        self._public, self._senses, self._given, self._untold = public, senses, given, untold
        self._by_id = {sense.id: sense for made in senses.made.values() for sense in made}

    def expected(self, acronym_id: str) -> str | None:
        """Return the sense of an acronym that has but one."""
        made = self._senses.made.get(acronym_id, ())
        return made[0].id if len(made) == 1 else None

    def is_open(self, acronym_id: str) -> bool:
        """True for an acronym with several senses."""
        return len(self._senses.made.get(acronym_id, ())) > 1

    def settle_plain(self) -> None:
        """Give all places of acronyms with one sense, or none, what that makes them mean."""
        sql = "select distinct acronym_id, sense_id from acronym_mention where acronym_id is not null"
        for acronym_id, sense_id in self._public.conn.execute(sql).fetchall():
            meant = self.expected(acronym_id)
            if not self.is_open(acronym_id) and sense_id != meant:
                self._public.conn.execute(
                    "update acronym_mention set sense_id = ?1 where acronym_id = ?2 and sense_id is not ?1",
                    [meant, acronym_id],
                )

    def settle_open(self, acronym_id: str, item_ids: Collection[str] | None) -> None:
        """Choose what an acronym with several senses means in each place, or in each place of some items."""
        places = "select id, item_id, span_start, span_end, sense_id from acronym_mention where acronym_id = ?"
        rows = list(read_rows(self._public, places, [acronym_id]))
        if item_ids is not None:
            rows = [row for row in rows if row["item_id"] in item_ids]
        if not rows:
            return
        made = self._senses.made[acronym_id]
        definitions = self._senses.definitions.get(acronym_id, [])
        threads = _threads_of(self._public, [row["item_id"] for row in (*rows, *definitions)])
        in_text, in_thread = _said(definitions, threads)
        contexts: Contexts | None = None
        expansions = [sense.expansion for sense in made]
        by_expansion = {sense.expansion: sense.id for sense in made}
        for texts, some in self._with_texts(rows):
            for row in some:
                said = self._known(acronym_id, in_text.get(row["item_id"], ()))
                around = self._known(acronym_id, in_thread.get(threads.get(row["item_id"], ""), ()))
                chosen = choose_sense(expansions, in_text=said, in_thread=around, scores={})
                if chosen is None:
                    contexts = contexts or self._contexts(acronym_id)
                    context = get_context(texts[row["item_id"]].text, row["span_start"], row["span_end"])
                    scores = contexts.weigh(acronym_id, expansions, context)
                    chosen = choose_sense(expansions, in_text=said, in_thread=around, scores=scores)
                self._write(row, None if chosen is None else by_expansion[chosen])

    def settle_fixed(self) -> None:
        """Let places mean what moderators say, and take out those where that would tell hidden words.

        A place without a meaning beside others that have one would tell what is hidden there.
        """
        wanted = sorted({*self._given.fixes, *self._untold.senses})
        sql = "select * from acronym_mention where acronym_id is not null and item_id in (?)"
        numbers: Counter[tuple[str, str]] = Counter()
        for row in sorted(read_in(self._public, sql, wanted), key=lambda row: (row["item_id"], row["span_start"])):
            numbers[row["item_id"], row["spelling"]] += 1
            meant = row["sense_id"]
            for fix in self._given.fixes.get(row["item_id"], ()):
                if _is_place(fix, row, numbers) and fix.expansion is not None:
                    found = self._senses.find(row["acronym_id"], fix.expansion) if fix.expansion else None
                    meant = found.id if found else None
            if meant in self._untold.senses.get(row["item_id"], ()):
                self._public.conn.execute("delete from acronym_mention where id = ?", [row["id"]])
            else:
                self._write(row, meant)

    def _known(self, acronym_id: str, longs: Iterable[str]) -> list[str]:
        """Return long forms as the senses have them that they mean."""
        found = (self._senses.find(acronym_id, long) for long in longs)
        return [sense.expansion for sense in found if sense is not None]

    def _contexts(self, acronym_id: str) -> Contexts:
        contexts = Contexts()
        examples = [(sense, row) for sense in self._senses.made[acronym_id] for row in self._senses.examples[sense.id]]
        texts = read_places(self._public, {_where(row) for _, row in examples})
        for sense, row in examples:
            words = get_context(texts[_where(row)].text, row["span_start"], row["span_end"])
            contexts.add(acronym_id, sense.expansion, words)
        return contexts

    def _with_texts(self, rows: Sequence[Row]) -> Iterable[tuple[dict[str, Place], Sequence[Row]]]:
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            yield read_places(self._public, {row["item_id"] for row in some}), some

    def _write(self, row: Row, meant: str | None) -> None:
        if row["sense_id"] != meant:
            self._public.conn.execute("update acronym_mention set sense_id = ? where id = ?", [meant, row["id"]])


def _is_place(fix: Fix, row: Row, numbers: Mapping[tuple[str, str], int]) -> bool:
    return fix.spelling == row["spelling"] and fix.number in (0, numbers[row["item_id"], row["spelling"]])


def _threads_of(public: Database, item_ids: Iterable[str]) -> dict[str, str]:
    rows = read_in(public, "select item_id, post_id from acronym_item where item_id in (?)", sorted(set(item_ids)))
    return {row["item_id"]: row["post_id"] for row in rows}


def _said(definitions: Iterable[Row], threads: Mapping[str, str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return by which long forms the items, and the threads, explain an acronym."""
    in_text: dict[str, set[str]] = defaultdict(set)
    in_thread: dict[str, set[str]] = defaultdict(set)
    for row in definitions:
        for item_id in (row["item_id"], row["question_id"]):
            if item_id is not None:
                in_text[item_id].add(row["expansion"])
        in_thread[threads[row["item_id"]]].add(row["expansion"])
    return in_text, in_thread
