"""What moderators have before them and what they did, as numbers: never an item, never a word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.moderation import queue, reviews
from archive.moderation.queue import AGAIN, GONE, STALE, Age

KINDS = ("mask", "hide", "withhold", "erase", "show", "keep", "keep-words", "undo")
"""The acts that are counted by month, as the log calls them."""

_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cards of one sort wait, by how long the archive has had them; `oldest` is a day, "" for none."""

    sort: str
    total: int
    by_age: tuple[int, ...]
    oldest: str


@dataclass(frozen=True, slots=True)
class Month:
    """How often each of KINDS was done in a month ("2026-05"), and by how many people."""

    month: str
    acts: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What waits, what was done by month, the newest first, and how many decisions hold, by kind."""

    waiting: tuple[Waiting, ...]
    open_cases: int
    oldest_case: str
    planned_reviews: int
    months: tuple[Month, ...]
    holding: tuple[tuple[str, int], ...]


def read_figures(db: Database, now: datetime) -> Figures:
    """Return the figures of this moment."""
    cases, oldest = db.conn.execute(
        "select count(*), coalesce(min(sent_at), '') from takedown where state <> 'closed' and is_verified"
    ).fetchone()
    holding = db.conn.execute("select kind, count(*) from decision where active group by kind order by kind").fetchall()
    return Figures(
        waiting=_waiting(db, now),
        open_cases=cases,
        oldest_case=oldest[:10],
        planned_reviews=len(reviews.planned(db)),
        months=_months(db),
        holding=tuple(holding),
    )


def _waiting(db: Database, now: datetime) -> tuple[Waiting, ...]:
    cards = queue.waiting(db, now=now)
    sorts = {card.key: card.kind if card.kind in (STALE, GONE, AGAIN) else f"{card.risk} risk" for card in cards}
    found = []
    for sort in ("high risk", "medium risk", "low risk", STALE, GONE, AGAIN):
        mine = [card for card in cards if sorts[card.key] == sort]
        by_age = tuple(len(queue.of_age(mine, age, now)) for age in Age)
        oldest = min((datetime.fromisoformat(card.since).astimezone(UTC) for card in mine), default=None)
        found.append(Waiting(sort, len(mine), by_age, oldest.date().isoformat() if oldest else ""))
    return tuple(found)


def _months(db: Database) -> tuple[Month, ...]:
    rows = db.conn.execute("select substr(at, 1, 7), kind, count(*) from log group by 1, 2").fetchall()
    counts: dict[str, Counter[str]] = {}
    for month, kind, number in rows:
        if kind in KINDS:
            counts.setdefault(month, Counter())[kind] += number
    people = dict(
        db.conn.execute(
            f"select substr(at, 1, 7), count(distinct actor) from log where kind in ({','.join('?' * len(KINDS))}) "
            "group by 1",
            KINDS,
        ).fetchall()
    )
    newest = sorted(counts, reverse=True)[:_MONTHS]
    return tuple(Month(month, tuple(counts[month][kind] for kind in KINDS), people[month]) for month in newest)
