"""What the moderators' process does with the inbox: take words over and leave none behind, and tell how cases stand."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlite_utils import Database

from archive.inbox.models import Kind, Message, Report, Told

TOGETHER = 500
"""How many reports or messages are taken over together."""


def waiting_reports(db: Database) -> list[Report]:
    """Return some of the reports that were not taken over yet."""
    rows = db.conn.execute(
        "select case_id, secret_hash, sent_at, kind, item_ids, places, why, is_verified from report "
        "where places is not null limit ?",
        [TOGETHER],
    ).fetchall()
    return [
        Report(case_id, secret, at, Kind(kind), tuple(json.loads(items)), places, why or "", bool(is_verified))
        for case_id, secret, at, kind, items, places, why, is_verified in rows
    ]


def waiting_messages(db: Database) -> list[Message]:
    """Return some of the messages that were not taken over yet."""
    rows = db.conn.execute(
        "select id, case_id, sent_at, body from message where body is not null limit ?", [TOGETHER]
    ).fetchall()
    return [Message(*row) for row in rows]


def empty(db: Database, reports: Iterable[Report], messages: Iterable[Message]) -> None:
    """Delete the words of reports and messages that were taken over; that they came stays known to their senders."""
    db.conn.executemany(
        "update report set places = null, why = null where case_id = ?", [(r.case_id,) for r in reports]
    )
    db.conn.executemany("update message set body = null where id = ?", [(each.id,) for each in messages])


def tell(db: Database, told: Iterable[Told]) -> None:
    """Write how cases stand, in place of what was told before. Of a case whose texts were deleted no text is left."""
    for each in told:
        if _is_news(db, each):
            _tell(db, each)


def _is_news(db: Database, told: Told) -> bool:
    row = db.conn.execute(
        "select version from report left join status using (case_id) where case_id = ?", [told.case_id]
    ).fetchone()
    # no row: an inbox that was lost and made anew, where nobody can ask for this case any more
    return row is not None and (row[0] is None or row[0] < told.version)


def _tell(db: Database, told: Told) -> None:
    db.conn.execute(
        "insert or replace into status (case_id, version, state, at, outcome, reason, forgotten_at) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        [
            told.case_id,
            told.version,
            told.state.value,
            told.at,
            told.outcome.value,
            told.reason,
            told.forgotten_at,
        ],
    )
    db.conn.execute("delete from answer where case_id = ?", [told.case_id])
    db.conn.executemany(
        "insert into answer (case_id, number, at, body) values (?, ?, ?, ?)",
        [(told.case_id, number, answer.at, answer.body) for number, answer in enumerate(told.answers)],
    )
    if told.forgotten_at:
        db.conn.execute("update report set item_ids = '[]' where case_id = ?", [told.case_id])
