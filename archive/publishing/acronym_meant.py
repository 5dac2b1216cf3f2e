"""Which sense of an acronym is meant in each place: what the item says, what its thread says, what is said around then.

Meanings change with the years, and what one text says should not put all others in doubt: where neither item nor thread
decides, the explanations nearest in time do, and only places near one that came or went are looked at again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.acronyms import Contexts, choose_sense, get_context
from archive.public.database import read_in, read_rows
from archive.public.rows import Row
from archive.publishing.acronym_items import Explained, Place, read_places, read_threads_of
from archive.publishing.acronym_senses import MINED, MadeSense, Senses

_NEAR = 12
"""How many explanations before a place, and how many after it, say what is meant there."""
_AT_ONCE = 500

Key = tuple[str, str, int]
_LAST: Key = ("~", "", 0)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What has to be looked at again: places of some acronyms everywhere, or in some items or near what changed."""

    acronym_ids: Collection[str] = ()
    item_ids: Collection[str] = ()
    explained: Collection[Explained] = ()


def settle(public: Database, acronym_id: str, senses: Senses, doubt: Doubt) -> None:
    """Choose what an acronym means in each place that is in doubt."""
    made = senses.made.get(acronym_id, ())
    if len(made) < 2:
        public.conn.execute(
            "update acronym_mention set sense_id = ?1 where acronym_id = ?2 and sense_id is not ?1",
            [made[0].id if made else None, acronym_id],
        )
        return
    chooser = _Chooser(public, acronym_id, senses)
    rows = sorted(_doubtful(public, acronym_id, chooser, doubt), key=_key_of)
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        threads = read_threads_of(public, [row["item_id"] for row in some])
        undecided = []
        for row in some:
            said = chooser.said(row, threads[row["item_id"]])
            if said is None:
                undecided.append(row)
            else:
                write_sense(public, row, said)
        places = read_places(public, {row["item_id"] for row in undecided})
        for row in undecided:
            write_sense(public, row, chooser.chosen(row, places[row["item_id"]]))


def write_sense(public: Database, row: Row, sense_id: str | None) -> None:
    """Say what is meant in a place."""
    if row["sense_id"] != sense_id:
        public.conn.execute("update acronym_mention set sense_id = ? where id = ?", [sense_id, row["id"]])


def _key_of(row: Row) -> Key:
    return (row["day"] or "", row["item_id"], row["span_start"])


def _doubtful(public: Database, acronym_id: str, chooser: _Chooser, doubt: Doubt) -> list[Row]:
    """Return the places of an acronym that may mean something else than was chosen for them."""
    every = "select * from acronym_mention where acronym_id = ?1"
    if acronym_id in doubt.acronym_ids:
        return list(read_rows(public, every, [acronym_id]))
    found: list[Row] = []
    for (sense_id,) in public.conn.execute(_MEANT, [acronym_id]).fetchall():
        if sense_id is not None and sense_id not in chooser.senses:
            found += read_rows(public, f"{every} and sense_id = ?2", [acronym_id, sense_id])
    for first, last in chooser.ranges_near(doubt.explained):
        found += read_rows(public, f"{every} and coalesce(day, '') between ?2 and ?3", [acronym_id, first, last])
    posts = sorted({one.post_id for one in doubt.explained})
    threads = read_in(public, "select item_id from acronym_item where post_id in (?)", posts)
    items = sorted({row["item_id"] for row in threads}.union(doubt.item_ids))
    rows = read_in(public, "select * from acronym_mention where item_id in (?)", items)
    found += [row for row in rows if row["acronym_id"] == acronym_id]
    return list({row["id"]: row for row in found}.values())


_MEANT = "select distinct sense_id from acronym_mention where acronym_id = ?"


@dataclass(slots=True)
class _Chooser:
    """Chooses among the senses of one acronym; places are best asked about in the order of time."""

    public: Database
    acronym_id: str
    known: Senses
    senses: dict[str, MadeSense] = field(init=False)
    _keys: list[Key] = field(init=False)
    _examples: list[tuple[Explained, MadeSense]] = field(init=False)
    _at: Mapping[tuple[str, str, int], set[str]] = field(init=False)
    _in_item: Mapping[str, set[str]] = field(init=False)
    _in_thread: Mapping[str, set[str]] = field(init=False)
    _words: dict[Key, Collection[str]] = field(default_factory=dict)
    _contexts: Contexts = field(default_factory=Contexts)
    _counted: range = range(0)

    def __post_init__(self) -> None:
        definitions = self.known.definitions.get(self.acronym_id, ())
        in_order = sorted(definitions, key=lambda one: (one.day, one.item_id, one.start, one.row_id))
        meant = ((one, self.known.find(self.acronym_id, one.expansion)) for one in in_order)
        self.senses = {sense.id: sense for sense in self.known.made[self.acronym_id]}
        self._examples = [(one, sense) for one, sense in meant if sense is not None]
        self._keys = [(one.day, one.item_id, one.start) for one, _ in self._examples]
        at: dict[tuple[str, str, int], set[str]] = defaultdict(set)
        in_item: dict[str, set[str]] = defaultdict(set)
        in_thread: dict[str, set[str]] = defaultdict(set)
        for one, sense in self._examples:
            at[one.item_id, one.field, one.start].add(sense.id)
            in_item[one.item_id].add(sense.id)
            in_item[one.reply_id].add(sense.id)
            in_thread[one.post_id].add(sense.id)
        self._at, self._in_item, self._in_thread = at, in_item, in_thread

    def ranges_near(self, explained: Iterable[Explained]) -> list[tuple[str, str]]:
        """Return the days, first and last, between which something said of the acronym may decide."""
        changed = list(explained)
        reach = _NEAR + len(changed)
        ranges = set()
        for one in changed:
            at = bisect_left(self._keys, (one.day, one.item_id, one.start))
            first, last = at - reach, at + reach
            ranges.add(
                (
                    self._keys[first][0] if first >= 0 else "",
                    self._keys[last][0] if last < len(self._keys) else _LAST[0],
                )
            )
        return sorted(ranges)

    def said(self, row: Row, post_id: str) -> str | None:
        """Return the one sense by which this very place, or else its item, or else its thread explains it."""
        item_id = row["item_id"]
        here = self._at.get((item_id, row["field"], row["span_start"]), ())
        for found in (here, self._in_item.get(item_id, ()), self._in_thread.get(post_id, ())):
            if len(found) == 1:
                return next(iter(found))
        return None

    def chosen(self, row: Row, place: Place) -> str | None:
        """Return the sense that explanations nearest in time speak for, by the words around both."""
        at = bisect_right(self._keys, _key_of(row))
        near = range(max(0, at - _NEAR), min(len(self._keys), at + _NEAR))
        spoken = {self._examples[number][1].id for number in near}
        # what somebody entered holds for all times
        among = [sense for sense in self.senses.values() if sense.id in spoken or sense.source != MINED]
        if len(among) == 1:
            return among[0].id
        self._count(near)
        words = get_context(dict(place.parts)[row["field"]], row["span_start"], row["span_end"])
        by_expansion = {sense.expansion: sense.id for sense in among}
        scores = self._contexts.weigh(self.acronym_id, list(by_expansion), words)
        found = choose_sense(list(by_expansion), scores=scores)
        return None if found is None else by_expansion[found]

    def _count(self, near: range) -> None:
        """Let the words around these explanations count, and no others."""
        for number in sorted({*self._counted} - {*near}):
            self._contexts.remove(self.acronym_id, self._examples[number][1].expansion, self._around(number))
        for number in sorted({*near} - {*self._counted}):
            self._contexts.add(self.acronym_id, self._examples[number][1].expansion, self._around(number))
        self._counted = near

    def _around(self, number: int) -> Collection[str]:
        one, key = self._examples[number][0], self._keys[number]
        if key not in self._words:
            place = read_places(self.public, [one.item_id])[one.item_id]
            text = dict(place.parts)[one.field]
            self._words[key] = get_context(text, one.start, one.start + len(one.spelling))
        return self._words[key]
