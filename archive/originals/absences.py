"""What is no longer at its source (H8): comments that vanished from a post that still answers, posts and blogs gone.

An absence is a fact of a run over many answers, so no capture holds it and reparse leaves it as it is. It never
touches an original. Which comments may be missed:

- those that a page, a feed or an export has brought. An export may hold what was taken down before the first harvest:
  what its blog does not publish now is treated as vanished all the same, and waits for a moderator;
- not those known from saved text alone, which has ids of its own, nor those of a Disqus export, which no page of the
  blog shows, nor pings, which most themes and the REST API leave out of the comments;
- one without a number of its source is held only against answers that have none either.

What came back is there again: a harvest says so, and so does an answer of the host that was fetched later. An imported
file lifts nothing, because nobody knows how old what it holds is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from archive.ids import has_own_number
from archive.originals.pending import mark_pending
from archive.originals.times import utc_text

_EXPECTED = (
    "select id from comment where post_id = ? and kind = 'comment' and state = 'live'"
    " and exists (select 1 from reading where item_id = comment.id and source in ('page', 'feed', 'export'))"
    " and not exists (select 1 from identity where item_id = comment.id and source_key like 'disqus:%') order by id"
)
_OF_POST = (
    "select item_id from absence where item_id in (select id from comment where post_id = ?) and kind = 'vanished'"
    " order by item_id"
)


class AbsenceKind(StrEnum):
    """What is missed: a comment whose post still answers, or a post."""

    VANISHED = "vanished"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Absence:
    """One item that is no longer at its source; `since` is the UTC time at which it was first missed."""

    item_id: str
    kind: AbsenceKind
    since: str


def note_comments(db: Database, post_id: str, present: Collection[str], now: datetime) -> None:
    """Note which of a post's comments are missed, given the ids of all that its source shows now, and which are back.

    Call it only when they were seen completely. Whatever changed is pending; nothing is written where nothing did.
    """
    seen = frozenset(present)
    numbered = any(map(has_own_number, seen))
    missed = set(_ids(db, _OF_POST, post_id))
    expected = [item_id for item_id in _ids(db, _EXPECTED, post_id) if has_own_number(item_id) or not numbered]
    _miss(db, [item_id for item_id in expected if item_id not in seen | missed], AbsenceKind.VANISHED, now)
    _lift(db, sorted(missed & seen))


def note_post(db: Database, post_id: str, gone: bool, now: datetime) -> None:
    """Note that a post's page answers no more, or answers again.

    Whatever changed is pending; nothing is written where nothing did.
    """
    is_missed = find_absence(db, post_id) is not None
    if gone and not is_missed:
        _miss(db, [post_id], AbsenceKind.GONE, now)
    elif is_missed and not gone:
        _lift(db, [post_id])


def note_site(db: Database, site_id: int, gone: bool, now: datetime) -> None:
    """Note that a blog as a whole cannot be reached, or can again; nothing is written where that is no news.

    What is said of a blog is published with any of its posts, so the first one is pending then.
    """
    since = utc_text(now) if gone else None
    news = db.execute(
        "update site set gone_since = ? where id = ? and (gone_since is null) = ?", (since, site_id, int(gone))
    ).rowcount
    if news:
        mark_pending(db, _ids(db, "select id from post where site_id = ? order by id limit 1", site_id))


def note_seen(db: Database, item_ids: Iterable[str], *, capture_id: int, fetched_at: str) -> None:
    """Lift the absences of comments that an answer of their host shows, fetched (UTC text) after they were missed.

    Called with everything that is merged. Whatever changed is pending. A post is there again when a harvest says so.
    """
    missed = {absence.item_id: absence.since for absence in iter_absences(db, AbsenceKind.VANISHED)}
    back = sorted(item_id for item_id in missed.keys() & set(item_ids) if missed[item_id] < fetched_at)
    if back and _is_answer(db, capture_id):
        _lift(db, back)


def iter_absences(db: Database, kind: AbsenceKind | None = None) -> Iterator[Absence]:
    """Yield what is missed, of one kind or of both, by the id of the item."""
    sql = "select item_id, kind, since from absence where ?1 is null or kind = ?1 order by item_id"
    rows = db.query(sql, (kind and kind.value,))
    return (Absence(row["item_id"], AbsenceKind(row["kind"]), row["since"]) for row in rows)


def find_absence(db: Database, item_id: str) -> Absence | None:
    """Return what is missed of one item, None when it is at its source as far as anybody knows."""
    rows = db.query("select kind, since from absence where item_id = ?", (item_id,))
    return next((Absence(item_id, AbsenceKind(row["kind"]), row["since"]) for row in rows), None)


def _miss(db: Database, item_ids: Iterable[str], kind: AbsenceKind, now: datetime) -> None:
    rows = [(item_id, kind.value, utc_text(now)) for item_id in item_ids]
    db.conn.executemany("insert into absence (item_id, kind, since) values (?, ?, ?)", rows)
    mark_pending(db, [item_id for item_id, *_ in rows])


def _lift(db: Database, item_ids: Collection[str]) -> None:
    db.conn.executemany("delete from absence where item_id = ?", [(item_id,) for item_id in item_ids])
    mark_pending(db, item_ids)


def _is_answer(db: Database, capture_id: int) -> bool:
    rows = db.query("select 1 from capture where id = ? and kind = 'http'", (capture_id,))
    return any(True for _ in rows)


def _ids(db: Database, sql: str, value: str | int) -> list[str]:
    return [str(row[0]) for row in db.conn.execute(sql, (value,)).fetchall()]
