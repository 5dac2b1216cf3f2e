"""What each public text shows of acronyms: words that may be some, places where some stand, places that explain some.

A text is read once, and again only when it changed or when what all texts say of one of its words did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.acronyms import Definition, Mention, Reading, get_key, read
from archive.curation.acronyms import DISMISSED, SEEDED, Corrections, Fix
from archive.public.acronym_texts import number_of
from archive.public.database import read_in, read_rows
from archive.public.rows import Row
from archive.public.writing import sync
from archive.publishing.acronym_groups import Hidden
from archive.publishing.acronym_items import (
    Explained,
    Place,
    Stood,
    find_beside,
    read_explained,
    read_places,
    read_threads_of,
)
from archive.publishing.acronym_lexicon import COUNTS, NOTHING, Sums, fingerprint, read_lexicon, read_sums
from archive.publishing.acronym_replies import write_replies
from archive.publishing.acronym_rows import definition_row, is_sayable, mention_row, sync_places

_DEFINED = COUNTS.index("defined")
_AT_ONCE = 2000
"""Texts that are looked at together."""


@dataclass(slots=True)
class Touched:
    """What changed: items with other words, mentions or threads, how acronyms are spelt there, what was explained."""

    items: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    explained: frozenset[Explained] = frozenset()


def read_texts(
    public: Database, ids: Collection[str], stood: Stood, waiting: Collection[str], given: Corrections, hidden: Hidden
) -> Touched:
    """Bring mentions, definitions and sightings up to date with the texts of some items; return what changed.

    `ids` are the items that stand in the changed threads or stood there; those of them that waited are read in any
    case, and so is every item which holds a word that waited to be looked for again.
    """
    known = {row["item_id"]: row for row in read_in(public, "select * from acronym_item where item_id in (?)", ids)}
    places = read_places(public, ids)
    gone = known.keys() - places.keys()
    moved = {item_id for item_id, place in places.items() if known.get(item_id) != place.row}
    fresh = {item_id for item_id in places if _is_unread(known.get(item_id)) or item_id in waiting}
    old = _sightings(public, [*fresh, *gone])
    new = {item_id: [read(words) for _, words in places[item_id].parts] for item_id in sorted(fresh)}
    sums = _write_sums(public, old, new, gone)
    doubtful = _holding(public, sums | _words_again(public, waiting)) - fresh - gone
    sync(public, "acronym_item", [place.row for place in places.values()], known.values())
    posts = {places[item_id].post_id for item_id in moved | fresh}
    posts |= {row["post_id"] for item_id, row in known.items() if item_id in moved | gone}
    posts |= set(read_threads_of(public, doubtful).values())
    earlier = stood.explained | read_explained(public, posts)
    touched = Touched(items=fresh | gone | _elsewhere(places, known))
    for item_id in sorted(gone):
        for table in ("acronym_mention", "acronym_definition"):
            sync_places(public, table, [], read_rows(public, f"select * from {table} where item_id = ?", [item_id]))
    # what was left out of these, so as to tell nothing hidden, explains and asks in its thread nevertheless
    hiding = find_beside(public, fresh | moved | doubtful, hidden.here)
    touched.items |= hiding | read_again(public, fresh | doubtful | hiding, given, new)
    for item_id in sorted(moved - fresh):
        _write_day(public, places[item_id])
    for post_id in sorted(posts):
        write_replies(public, post_id, hidden)
    touched.explained = frozenset(earlier ^ read_explained(public, posts))
    touched.spellings = {each.spelling for each in touched.explained} | _spelt(public, touched.items)
    touched.spellings.update(*(stood.spellings.get(item_id, ()) for item_id in touched.items))
    return touched


def read_again(
    public: Database,
    item_ids: Collection[str],
    given: Corrections,
    readings: Mapping[str, Sequence[Reading]] | None = None,
) -> set[str]:
    """Make mentions and own definitions of some items what their texts say; return those with other mentions."""
    changed: set[str] = set()
    wanted = sorted(item_ids)
    seeded = frozenset(get_key(each.short) for each in given.meanings if not each.is_dropped)
    for start in range(0, len(wanted), _AT_ONCE):
        places = read_places(public, wanted[start : start + _AT_ONCE])
        found = {
            item_id: (readings or {}).get(item_id) or [read(words) for _, words in place.parts]
            for item_id, place in places.items()
        }
        keys = {key for each in found.values() for reading in each for key in reading.open_keys}
        lexicon = read_lexicon(public, keys, seeded)
        for item_id, place in places.items():
            mentions = [reading.mentions(lexicon) for reading in found[item_id]]
            if _write_item(public, place, found[item_id], mentions, given):
                changed.add(item_id)
    return changed


def _is_unread(row: Row | None) -> bool:
    """True for an item that was never read, or says something else since."""
    return row is None or row["position"] < 0


def _elsewhere(places: Mapping[str, Place], known: Mapping[str, Row]) -> set[str]:
    """Return the items that are of another day or thread than before."""
    return {
        item_id
        for item_id, place in places.items()
        if item_id in known and (place.day, place.post_id) != (known[item_id]["day"], known[item_id]["post_id"])
    }


def _spelt(public: Database, item_ids: Iterable[str]) -> set[str]:
    sql = "select distinct spelling from acronym_mention where item_id in (?)"
    return {row["spelling"] for row in read_in(public, sql, sorted(item_ids))}


# -- sightings


def _sightings(public: Database, item_ids: Iterable[str]) -> set[int]:
    """Return the words that count for something in these items, by fingerprint."""
    counts = " or ".join(f"{name} <> 0" for name in COUNTS)
    sql = f"select distinct fingerprint from acronym_sighting where item_id in (?) and ({counts})"
    return {row["fingerprint"] for row in read_in(public, sql, sorted(item_ids))}


def _write_sums(public: Database, old: set[int], new: Mapping[str, Sequence[Reading]], gone: Iterable[str]) -> set[int]:
    """Write what the readings count; return the words, by fingerprint, of which all texts now say otherwise."""
    counted = {item_id: _count(readings) for item_id, readings in new.items()}
    words = old.union(*(counts.keys() for counts in counted.values()))
    is_first = not public.conn.execute("select exists (select 1 from acronym_sighting)").fetchone()[0]
    before = {} if is_first else read_sums(public, words)
    for item_id in sorted(gone):
        public.conn.execute("delete from acronym_sighting where item_id = ?", [item_id])
    for item_id, counts in counted.items():
        rows = [
            {"fingerprint": word, "item_id": item_id, **dict(zip(COUNTS, sums, strict=True))}
            for word, sums in sorted(counts.items())
        ]
        present = read_rows(public, "select * from acronym_sighting where item_id = ?", [item_id])
        sync(public, "acronym_sighting", rows, present)
    if is_first:
        return set()
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


def _words_again(public: Database, waiting: Iterable[str]) -> set[int]:
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


def _holding(public: Database, words: Iterable[int]) -> set[str]:
    sql = "select item_id from acronym_sighting where fingerprint = ?"
    return {item_id for word in sorted(words) for (item_id,) in public.conn.execute(sql, [word]).fetchall()}


# -- one item


def _write_item(
    public: Database,
    place: Place,
    readings: Sequence[Reading],
    mentions: Sequence[Sequence[Mention]],
    given: Corrections,
) -> bool:
    """Make an item's mentions and definitions of its own what they should be; return whether mentions changed."""
    rows: list[Row] = []
    explained: list[tuple[str, Definition]] = []
    for (name, _), reading, found in zip(place.parts, readings, mentions, strict=True):
        kept = [one for one in found if not _is_dismissed(place, name, one, given)]
        rows += [mention_row(place, name, one) for one in kept]
        starts = {one.span.start for one in kept}
        explained += [(name, one) for one in reading.definitions if one.short_span.start in starts]
    definitions = [
        definition_row(f"{place.id}-{number}", place.id, None, name, one)
        for number, (name, one) in enumerate((each for each in explained if is_sayable(each[1].long)), 1)
    ]
    own = "select * from acronym_definition where item_id = ? and question_id is null"
    sync_places(public, "acronym_definition", definitions, read_rows(public, own, [place.id]))
    present = read_rows(public, "select * from acronym_mention where item_id = ?", [place.id])
    return sync_places(public, "acronym_mention", rows, present)


def _is_dismissed(place: Place, name: str, mention: Mention, given: Corrections) -> bool:
    """True where moderators say that no acronym stands."""
    if get_key(mention.text) in given.dismissed:
        return True
    fixes = [each for each in given.fixes.get(place.id, ()) if each.expansion is None]
    return any(is_meant(fix, place, mention.text, name, mention.span.start) for fix in fixes)


def is_meant(fix: Fix, place: Place, spelling: str, name: str, start: int) -> bool:
    """True when a moderator's correction is about this place of an item."""
    if fix.spelling != spelling:
        return False
    return fix.number in (0, number_of(place.text, place.title, spelling, name, start))


def _write_day(public: Database, place: Place) -> None:
    public.conn.execute(
        "update acronym_mention set day = ?1 where item_id = ?2 and day is not ?1", [place.day, place.id]
    )
