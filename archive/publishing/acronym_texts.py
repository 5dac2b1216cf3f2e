"""What each public text shows of acronyms: words that may be some, places where some stand, places that explain some.

A text is read once, and again only when it changed or when what all texts say of one of its words did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.acronyms import Definition, Mention, Reading, get_key, read
from archive.curation.acronyms import Corrections, Fix
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
from archive.publishing.acronym_lexicon import read_lexicon
from archive.publishing.acronym_replies import write_replies
from archive.publishing.acronym_rows import definition_row, is_sayable, mention_row, sync_places
from archive.publishing.acronym_sightings import find_holding, find_words_again, pack, unpack, write_sightings

_AT_ONCE = 2000
"""Texts that are looked at together."""


@dataclass(slots=True)
class Touched:
    """What changed: items with other words, mentions or threads, how acronyms are spelt there, what was explained."""

    items: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    explained: frozenset[Explained] = frozenset()


@dataclass(slots=True)
class _Looked:
    """What became of items: read for the first time or anew, gone, in another place; and their threads."""

    fresh: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    packed: dict[str, bytes] = field(default_factory=dict)
    """By item what it shows, packed."""


def read_texts(
    public: Database, ids: Collection[str], stood: Stood, waiting: Collection[str], given: Corrections, hidden: Hidden
) -> Touched:
    """Bring mentions, definitions and sightings up to date with the texts of some items; return what changed.

    `ids` are the items that stand in the changed threads or stood there; those of them that waited are read in any
    case, and so is every item which holds a word that waited to be looked for again.
    """
    looked = _look(public, ids, waiting)
    sums = write_sightings(public, looked.packed, looked.gone)
    doubtful = find_holding(public, sums | find_words_again(public, waiting)) - looked.fresh - looked.gone
    posts = looked.posts | set(read_threads_of(public, doubtful).values())
    earlier = stood.explained | read_explained(public, posts)
    for item_id in sorted(looked.gone):
        for table in ("acronym_mention", "acronym_definition"):
            sync_places(public, table, [], read_rows(public, f"select * from {table} where item_id = ?", [item_id]))
    # what was left out of these, so as to tell nothing hidden, explains and asks in its thread nevertheless
    hiding = find_beside(public, posts, hidden.here)
    changed = read_again(public, looked.fresh | doubtful | hiding, given, looked.packed)
    for post_id in sorted(posts):
        write_replies(public, post_id, hidden)
    touched = Touched(looked.fresh | looked.gone | looked.elsewhere | hiding | changed)
    touched.explained = frozenset(earlier ^ read_explained(public, posts))
    touched.spellings = {each.spelling for each in touched.explained} | _spelt(public, touched.items)
    touched.spellings.update(*(stood.spellings.get(item_id, ()) for item_id in touched.items))
    return touched


def _look(public: Database, ids: Collection[str], waiting: Collection[str]) -> _Looked:
    """Read the texts that are new, and write where the items stand."""
    looked = _Looked()
    wanted = sorted(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        known = {r["item_id"]: r for r in read_in(public, "select * from acronym_item where item_id in (?)", some)}
        places = read_places(public, some)
        looked.gone |= known.keys() - places.keys()
        looked.posts |= {known[item_id]["post_id"] for item_id in known.keys() - places.keys()}
        for item_id, place in places.items():
            before = known.get(item_id)
            if before is None or before["position"] < 0 or item_id in waiting:
                looked.fresh.add(item_id)
                looked.packed[item_id] = pack([read(words) for _, words in place.parts])
                looked.posts.add(place.post_id)
            if before is not None and before != place.row:
                looked.posts |= {before["post_id"], place.post_id}
                if (before["day"], before["post_id"]) != (place.day, place.post_id):
                    looked.elsewhere.add(item_id)
                    _write_day(public, place)
        sync(public, "acronym_item", [place.row for place in places.values()], known.values())
    return looked


def read_again(
    public: Database, item_ids: Collection[str], given: Corrections, packed: Mapping[str, bytes] | None = None
) -> set[str]:
    """Make mentions and own definitions of some items what their texts say; return those with other mentions."""
    changed: set[str] = set()
    wanted = sorted(item_ids)
    seeded = frozenset(get_key(each.short) for each in given.meanings if not each.is_dropped)
    for start in range(0, len(wanted), _AT_ONCE):
        places = read_places(public, wanted[start : start + _AT_ONCE])
        found = {
            item_id: unpack(packed[item_id])
            if packed and item_id in packed
            else [read(words) for _, words in place.parts]
            for item_id, place in places.items()
        }
        keys = {key for each in found.values() for reading in each for key in reading.open_keys}
        lexicon = read_lexicon(public, keys, seeded)
        for item_id, place in places.items():
            mentions = [reading.mentions(lexicon) for reading in found[item_id]]
            if _write_item(public, place, found[item_id], mentions, given):
                changed.add(item_id)
    return changed


def _spelt(public: Database, item_ids: Iterable[str]) -> set[str]:
    sql = "select distinct spelling from acronym_mention where item_id in (?)"
    return {row["spelling"] for row in read_in(public, sql, sorted(item_ids))}


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
