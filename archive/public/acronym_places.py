"""Where acronyms of the public copy stand: the first place and the last, the threads, a sentence to show the use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from archive.public.acronym_texts import sentence_around
from archive.public.database import read_in, read_rows
from archive.text import Span


@dataclass(frozen=True, slots=True)
class Place:
    """An item in which an acronym stands, its post, and the day, None where that is not known."""

    item_id: str
    post_id: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence in which an acronym stands: `words` is what it says, `span` where the acronym is in these."""

    place: Place
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class ThreadUse:
    """A thread in which an acronym stands, how often and in how many of its items."""

    post_id: str
    mention_count: int
    item_count: int


def first_and_last(db: Database, acronym_id: str) -> tuple[Place | None, Place | None]:
    """Return the earliest and the latest item of known day in which an acronym stands, None where there is none."""
    found = []
    for order in ("asc", "desc"):
        rows = read_rows(
            db,
            "select item_id, post_id, acronym_item.day from acronym_mention join acronym_item using (item_id) where "
            "acronym_id = ? and acronym_item.day is not null "
            f"order by acronym_item.day {order}, position {order}, item_id {order} limit 1",
            [acronym_id],
        )
        found.append(next((Place(**row) for row in rows), None))
    return found[0], found[1]


def get_threads(db: Database, acronym_id: str, limit: int = 10) -> list[ThreadUse]:
    """Return the threads in which an acronym stands most often, the one with most first."""
    rows = read_rows(
        db,
        "select post_id, count(*) as mention_count, count(distinct item_id) as item_count "
        "from acronym_mention join acronym_item using (item_id) where acronym_id = ? "
        "group by post_id order by mention_count desc, post_id limit ?",
        [acronym_id, limit],
    )
    return [ThreadUse(**row) for row in rows]


def get_uses(db: Database, acronym_ids: Iterable[str]) -> dict[str, Use]:
    """Return for each acronym a sentence in which it stands, taken from the surest of its places."""
    firsts = read_in(
        db,
        "select acronym_id, item_id, post_id, m.day, field, span_start, span_end, max(confidence) "
        "from acronym_mention as m join acronym_item using (item_id) where acronym_id in (?) group by acronym_id",
        acronym_ids,
    )
    places = {row["acronym_id"]: row for row in firsts}
    texts = _texts(db, {row["item_id"] for row in places.values()})
    found = {}
    for acronym_id, row in places.items():
        text = texts[row["item_id"]][row["field"]]
        sentence = sentence_around(text, row["span_start"], row["span_end"])
        place = Place(row["item_id"], row["post_id"], row["day"])
        span = Span(row["span_start"] - sentence.start, row["span_end"] - sentence.start)
        found[acronym_id] = Use(place, span, text[sentence.start : sentence.end])
    return found


def get_acronyms_of_items(db: Database, item_ids: Iterable[str]) -> list[str]:
    """Return the acronyms that stand in some items or are explained there."""
    wanted = sorted(item_ids)
    found = {
        row["acronym_id"]
        for table in ("acronym_mention", "acronym_definition")
        for row in read_in(
            db, f"select distinct acronym_id from {table} where acronym_id is not null and item_id in (?)", wanted
        )
    }
    return sorted(found)


def get_items_of_acronym(db: Database, acronym_id: str) -> list[str]:
    """Return the items in which an acronym stands or is explained."""
    rows = read_rows(
        db,
        "select item_id from acronym_mention where acronym_id = ?1 union "
        "select item_id from acronym_definition where acronym_id = ?1 order by item_id",
        [acronym_id],
    )
    return [row["item_id"] for row in rows]


def get_threads_with_sense(db: Database, acronym_id: str, limit: int) -> list[str]:
    """Return posts in whose threads an acronym stands whose meaning is known there, in order of their ids."""
    rows = read_rows(
        db,
        "select distinct post_id from acronym_mention join acronym_item using (item_id) "
        "where acronym_id = ? and sense_id is not null order by post_id limit ?",
        [acronym_id, limit],
    )
    return [row["post_id"] for row in rows]


def spelt_mentions(db: Database, item_ids: Iterable[str]) -> dict[str, list[tuple[str, str, Span]]]:
    """Return the acronyms of some items: whether in "title" or "text", how spelt, where; items without are left out."""
    found: dict[str, list[tuple[str, str, Span]]] = {}
    sql = "select item_id, field, span_start, span_end, spelling from acronym_mention where item_id in (?)"
    for row in read_in(db, sql, item_ids):
        span = Span(row["span_start"], row["span_end"])
        found.setdefault(row["item_id"], []).append((row["field"], row["spelling"], span))
    return {item_id: sorted(mentions, key=lambda one: (one[0], one[2])) for item_id, mentions in found.items()}


def _texts(db: Database, item_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return by item what its text and its title say."""
    wanted = sorted(item_ids)
    return {
        row["id"]: {"text": row["text"], "title": row["title"] or ""}
        for sql in ("select id, text, title from post", "select id, text, null as title from comment")
        for row in read_in(db, f"{sql} where id in (?)", wanted)
    }
