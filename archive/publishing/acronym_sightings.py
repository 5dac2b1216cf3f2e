"""What each text counts of words that may be acronyms, written so that all texts together can be asked."""

from __future__ import annotations

import pickle
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlite_utils import Database

from archive.acronyms import Reading
from archive.curation.acronyms import DISMISSED, SEEDED
from archive.public.database import read_rows
from archive.public.writing import sync
from archive.publishing.acronym_lexicon import COUNTS, NOTHING, Sums, fingerprint, read_sums

_DEFINED = COUNTS.index("defined")


def pack(readings: Sequence[Reading]) -> bytes:
    """Return what an item shows in little room: hundreds of thousands of readings take too much as they are."""
    return zlib.compress(pickle.dumps(readings), 1)


def unpack(packed: bytes) -> list[Reading]:
    """Return what was packed."""
    found: list[Reading] = pickle.loads(zlib.decompress(packed))
    return found


def _find_changing(public: Database, packed: Mapping[str, bytes], gone: Collection[str]) -> set[int]:
    """Return the words of which some of these items count otherwise than was written, by fingerprint.

    Sums are worked out for these alone: those of a common word are of many items.
    """
    sql = f"select fingerprint, {', '.join(COUNTS)} from acronym_sighting where item_id = ?"
    words: set[int] = set()
    for item_id in (*packed, *gone):
        before = {word: tuple(sums) for word, *sums in public.conn.execute(sql, [item_id]).fetchall()}
        after = _count(unpack(packed[item_id])) if item_id in packed else {}
        words |= {word for word in before.keys() | after if before.get(word, NOTHING) != after.get(word, NOTHING)}
    return words


def write_sightings(public: Database, packed: Mapping[str, bytes], gone: Collection[str]) -> set[int]:
    """Write what the readings count; return the words, by fingerprint, of which all texts now say otherwise."""
    is_first = not public.conn.execute("select exists (select 1 from acronym_sighting)").fetchone()[0]
    # at first nothing was judged by other sums
    words = set() if is_first else _find_changing(public, packed, gone)
    before = read_sums(public, words)
    for item_id in sorted(gone):
        public.conn.execute("delete from acronym_sighting where item_id = ?", [item_id])
    for item_id, each in packed.items():
        rows = [
            {"fingerprint": word, "item_id": item_id, **dict(zip(COUNTS, sums, strict=True))}
            for word, sums in sorted(_count(unpack(each)).items())
        ]
        present = read_rows(public, "select * from acronym_sighting where item_id = ?", [item_id])
        sync(public, "acronym_sighting", rows, present)
    after = read_sums(public, words)
    return {word for word in words if before.get(word) != after.get(word)}


def _count(readings: Sequence[Reading]) -> dict[int, Sums]:
    """Return what texts count of each word, and nothing for those of which they merely ask."""
    found = {fingerprint(key): NOTHING for reading in readings for key in reading.open_keys}
    counters = [Counter[str]() for _ in COUNTS]
    for reading in readings:
        for counter, name in zip(counters, COUNTS, strict=True):
            counter.update(getattr(reading.sightings, name))
    for key in {key for counter in counters for key in counter}:
        found[fingerprint(key)] = tuple(counter[key] for counter in counters)
    return found


def find_words_again(public: Database, waiting: Iterable[str]) -> set[int]:
    """Return the words, by fingerprint, of which somebody said that they are an acronym, or none."""
    found = set()
    for each in waiting:
        if each.startswith(DISMISSED):
            found.add(fingerprint(each.removeprefix(DISMISSED)))
        elif each.startswith(SEEDED):
            word = fingerprint(each.removeprefix(SEEDED))
            # what a text explains is known with a glossary and without
            if not read_sums(public, [word]).get(word, NOTHING)[_DEFINED]:
                found.add(word)
    return found


def find_holding(public: Database, words: Iterable[int]) -> set[str]:
    """Return the items that hold any of some words, by fingerprint."""
    sql = "select item_id from acronym_sighting where fingerprint = ?"
    return {item_id for word in sorted(words) for (item_id,) in public.conn.execute(sql, [word]).fetchall()}
