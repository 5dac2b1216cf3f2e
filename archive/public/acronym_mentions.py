"""The places where acronyms stand in the public texts and titles, and how many there are in each year."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from archive.public.database import read_rows
from archive.public.rows import Row
from archive.public.statistics import Per
from archive.text import Span


@dataclass(frozen=True, slots=True)
class AcronymMention:
    """A place where an acronym stands; `sense_id` is None where it is not known what is meant."""

    item_id: str
    field: str
    """text, or title for a place in the title of a post."""
    span: Span
    spelling: str
    acronym_id: str
    sense_id: str | None
    confidence: float


def get_mentions(
    db: Database, acronym_id: str, *, sense_id: str | None = None, offset: int = 0, limit: int = -1
) -> list[AcronymMention]:
    """Return the places where an acronym stands, or stands in one sense, in time order; a page of them."""
    rows = read_rows(
        db,
        "select * from acronym_mention "
        "where acronym_id = ?1 and (?2 is null or sense_id = ?2) "
        "order by coalesce(day, ''), item_id, span_start limit ?3 offset ?4",
        [acronym_id, sense_id, limit, offset],
    )
    return [_mention(row) for row in rows]


def mentions_per_period(
    db: Database, acronym_id: str, per: Per = "year", sense_id: str | None = None
) -> dict[str, int]:
    """Return how often an acronym stands in the texts of each year ("2018") or month ("2018-07") that has it.

    Undated items are in none. `statistics.timeline` makes a table of it, with `statistics.words_per_period`.
    """
    length = 4 if per == "year" else 7
    sql = (
        "select substr(day, 1, ?3) as period, count(*) as number from acronym_mention "
        "where acronym_id = ?1 and (?2 is null or sense_id = ?2) and length(day) >= ?3 group by period order by period"
    )
    return {row["period"]: row["number"] for row in read_rows(db, sql, [acronym_id, sense_id, length])}


def get_thread_mentions(db: Database, post_id: str) -> dict[str, tuple[AcronymMention, ...]]:
    """Return the acronyms in the texts of a thread by item, each in the order of its text; they never overlap."""
    rows = read_rows(
        db,
        "select acronym_mention.* from acronym_item join acronym_mention using (item_id) "
        "where post_id = ? and field = 'text' and acronym_id is not null order by item_id, span_start",
        [post_id],
    )
    found: dict[str, list[AcronymMention]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append(_mention(row))
    return {item_id: tuple(mentions) for item_id, mentions in found.items()}


def _mention(row: Row) -> AcronymMention:
    return AcronymMention(
        item_id=row["item_id"],
        field=row["field"],
        span=Span(row["span_start"], row["span_end"]),
        spelling=row["spelling"],
        acronym_id=row["acronym_id"],
        sense_id=row["sense_id"],
        confidence=row["confidence"],
    )
