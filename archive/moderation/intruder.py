"""What a motivated intruder could do with what readers see: single somebody out, link what they wrote, infer more.

Asked of each comment and of each pen-name, from what publishing noted of the public copy (`shown`); nothing is
detected here. A voice is whatever goes under one pen-name, or one unsigned item. Combinations of up to three kinds of
details are counted by voices, and only those that single out further than each part of them are told, as SUDA does with
"minimal sample uniques" (Elliot, Manning, Ford: A computational algorithm for handling the special uniques problem,
2002).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import combinations
from operator import and_

from sqlite_utils import Database

from archive.errors import NotFound
from archive.moderation.inferences import DIRECT, inferred_from
from archive.public.database import read_in, read_rows

LARGEST = 3
"""Kinds in a combination: with more, nearly everything that somebody tells is theirs alone."""

FEW = 3
"""Voices up to which a combination is told by few."""

SHARED = 2
"""Words in no dictionary that two texts must share to be linked by them."""

_COMMON = 5
"""Items from which on a word is too common to link any of them."""
_MOST_LINKED = 50


@dataclass(frozen=True, slots=True)
class Combination:
    """Kinds of details that are told together, by how many voices, and some items of theirs."""

    kinds: tuple[str, ...]
    voices: int
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exposure:
    """What one comment, or all that stands under one pen-name, still tells readers.

    `open_kinds` are those that nobody decided to keep; `others` is how many other voices tell all of these kinds too.
    """

    item_ids: tuple[str, ...]
    voice: str
    kinds: tuple[str, ...]
    open_kinds: tuple[str, ...]
    others: int

    @property
    def is_direct(self) -> bool:
        """True when one of the details points to somebody by itself."""
        return not DIRECT.isdisjoint(self.kinds)


@dataclass(frozen=True, slots=True)
class Link:
    """Something by which other items can be linked to one: how, to which, and for shared words how many."""

    how: str
    item_id: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    """The whole of what is known about one item, or one voice: singling out, linkability, inference."""

    exposure: Exposure
    rarest: tuple[Combination, ...]
    links: tuple[Link, ...]
    inferred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    item_id: str
    voice: str
    kinds: frozenset[str]
    kept: frozenset[str]


class Report:
    """What all shown items tell, read once; asked for comments, pen-names and combinations."""

    def __init__(self, db: Database) -> None:
        """Read what publishing noted."""
        # the same few lists of kinds stand in most rows
        kinds_in = cache(lambda written: frozenset(json.loads(written)))
        rows = db.conn.execute("select item_id, voice, kinds, kept from shown order by item_id").fetchall()
        self._rows = {row[0]: _Row(row[0], row[1], kinds_in(row[2]), kinds_in(row[3])) for row in rows}
        self._of_voice: defaultdict[str, list[_Row]] = defaultdict(list)
        for row in self._rows.values():
            self._of_voice[row.voice].append(row)
        told = [_kinds(rows) for rows in self._of_voice.values()]
        self._alike = Counter(kinds for kinds in told if kinds)
        self._holders = _holders(told)
        self._by_number = list(self._of_voice)

    @property
    def voices(self) -> int:
        """How many voices readers can tell apart."""
        return len(self._of_voice)

    def comments(self) -> list[Exposure]:
        """Return what each item tells that tells anything: first what fewest others tell."""
        return _ranked(self._exposure([row]) for row in self._rows.values() if row.kinds)

    def pen_names(self) -> list[Exposure]:
        """Return what each pen-name tells in several items together: first what fewest others tell."""
        several = (rows for rows in self._of_voice.values() if len(rows) > 1)
        return _ranked(self._exposure(rows) for rows in several if any(row.kinds for row in rows))

    def combinations(self, *, largest: int = LARGEST) -> list[Combination]:
        """Return the combinations that single out further than their parts: first what fewest voices tell."""
        counts: Counter[tuple[str, ...]] = Counter()
        for kinds, number in self._alike.items():
            for size in range(1, largest + 1):
                counts.update(dict.fromkeys(combinations(sorted(kinds), size), number))
        found = [kinds for kinds, number in counts.items() if len(kinds) > 1 and _is_minimal(kinds, number, counts)]
        found.sort(key=lambda kinds: (counts[kinds], len(kinds), kinds))
        return [Combination(kinds, counts[kinds]) for kinds in found]

    def with_examples(self, found: Iterable[Combination]) -> list[Combination]:
        """Return combinations with an item of each of the first few voices that tell them: one that tells most."""
        return [replace(each, item_ids=self._examples(each.kinds)) for each in found]

    def look(self, item_id: str, *, whole_voice: bool = False) -> Look:
        """Return all that is known of one item, or of the voice that it is of, but for links.

        Raises NotFound for an item that shows readers nothing.
        """
        row = self._rows.get(item_id)
        if row is None:
            raise NotFound(f"Readers see no words of {item_id}: there is nothing to find out from it.")
        rows = self._of_voice[row.voice] if whole_voice else [row]
        found = self._exposure(rows)
        return Look(found, self._rarest(found.kinds), (), tuple(inferred_from(found.kinds)))

    def voice_of(self, item_id: str) -> str:
        """Return the voice of an item, "" for one that shows readers nothing."""
        row = self._rows.get(item_id)
        return row.voice if row else ""

    def _exposure(self, rows: Sequence[_Row]) -> Exposure:
        kinds = _kinds(rows)
        undecided = frozenset(kind for row in rows for kind in row.kinds - row.kept)
        return Exposure(
            item_ids=tuple(row.item_id for row in rows),
            voice=rows[0].voice,
            kinds=tuple(sorted(kinds)),
            open_kinds=tuple(sorted(undecided)),
            others=self._count(kinds) - 1 if kinds else self.voices - 1,
        )

    def _count(self, kinds: Iterable[str]) -> int:
        """Return how many voices tell all of these kinds."""
        return self._holding(kinds).bit_count()

    def _holding(self, kinds: Iterable[str]) -> int:
        """Return the voices that tell all of these kinds, a bit for each by its number."""
        return reduce(and_, (self._holders.get(kind, 0) for kind in kinds))

    def _rarest(self, kinds: Sequence[str]) -> tuple[Combination, ...]:
        """Return the smallest parts of these kinds that fewest voices tell, a few of them."""
        counts = {each: self._count(each) for size in range(1, LARGEST + 1) for each in combinations(kinds, size)}
        found = [each for each, number in counts.items() if len(each) == 1 or _is_minimal(each, number, counts)]
        found.sort(key=lambda each: (counts[each], len(each), each))
        return tuple(Combination(each, counts[each]) for each in found[:FEW])

    def _examples(self, kinds: Sequence[str]) -> tuple[str, ...]:
        needed, voices = frozenset(kinds), self._holding(kinds)
        found: list[str] = []
        while voices and len(found) < FEW:
            first = voices & -voices
            rows = self._of_voice[self._by_number[first.bit_length() - 1]]
            found.append(max(rows, key=lambda row: len(row.kinds & needed)).item_id)
            voices ^= first
        return tuple(found)


def _kinds(rows: Iterable[_Row]) -> frozenset[str]:
    return frozenset().union(*(row.kinds for row in rows))


def _holders(told: Sequence[frozenset[str]]) -> dict[str, int]:
    """Return for each kind who tells it: a number with the bit of each voice that does."""
    bits: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(len(told) // 8 + 1))
    for number, kinds in enumerate(told):
        for kind in kinds:
            bits[kind][number // 8] |= 1 << number % 8
    return {kind: int.from_bytes(each, "little") for kind, each in bits.items()}


def links_of(archive: Database, public: Database, item_ids: Sequence[str]) -> tuple[Link, ...]:
    """Return by what other items can be linked to these: quotations, own clock times, words in no dictionary.

    Items of the same voice are left out but where a writer calls them their own: that they are linked is seen.
    """
    known = set(item_ids)
    links = [Link("quotation", other) for other in _quoting(public, item_ids) if other not in known]
    links += [Link("own time", other) for other in _own_times(archive, item_ids)]
    links += [Link("rare words", other, number) for other, number in _sharing(archive, item_ids) if other not in known]
    return tuple(links[:_MOST_LINKED])


def _quoting(public: Database, item_ids: Sequence[str]) -> list[str]:
    sources = read_in(public, "select distinct source_id as id from quotation where item_id in (?)", item_ids)
    copies = read_in(public, "select distinct item_id as id from quotation where source_id in (?)", item_ids)
    return sorted({row["id"] for row in (*sources, *copies)})


def _own_times(archive: Database, item_ids: Sequence[str]) -> list[str]:
    rows = archive.conn.execute(
        "select target_id from shown_time where item_id in (select value from json_each(?1)) union "
        "select item_id from shown_time where target_id in (select value from json_each(?1))",
        [json.dumps(item_ids)],
    ).fetchall()
    return sorted(row[0] for row in rows)


def _sharing(archive: Database, item_ids: Sequence[str]) -> list[tuple[str, int]]:
    """Return the items of other voices that share words with these that hardly anybody else uses, with how many."""
    sql = (
        "with mine as (select distinct word from shown_word where item_id in (select value from json_each(:ids))), "
        "rare as (select w.word from shown_word as w join mine using (word) group by w.word "
        "having count(*) between 2 and :most) "
        "select w.item_id as id, count(*) as number from shown_word as w join rare using (word) "
        "join shown as s on s.item_id = w.item_id "
        "where s.voice not in (select voice from shown where item_id in (select value from json_each(:ids))) "
        "group by w.item_id having count(*) >= :shared order by number desc, id"
    )
    given = {"ids": json.dumps(item_ids), "most": _COMMON, "shared": SHARED}
    return [(row["id"], row["number"]) for row in read_rows(archive, sql, given)]


def _ranked(found: Iterable[Exposure]) -> list[Exposure]:
    return sorted(found, key=lambda each: (not each.is_direct, each.others, -len(each.kinds), each.item_ids))


def _is_minimal(
    kinds: tuple[str, ...], number: int, counts: dict[tuple[str, ...], int] | Counter[tuple[str, ...]]
) -> bool:
    """True when fewer voices tell all of these kinds than tell all but one of them, whichever that is."""
    return all(counts[kinds[:at] + kinds[at + 1 :]] > number for at in range(len(kinds)))
