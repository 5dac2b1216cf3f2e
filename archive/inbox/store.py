"""What the public process does with the inbox: put reports and messages in, and look up one case by its secret link.

There is no way here to list cases, to find one by its id, or to read what somebody wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.inbox.models import Answer, Kind, Message, Outcome, Report, State, Status, Told


def add_reports(db: Database, reports: Iterable[Report]) -> None:
    """Put reports in. One that is there already, by its secret link, stays as it is: the same form sent twice."""
    rows = [
        (
            each.case_id,
            each.secret_hash,
            each.sent_at,
            each.kind.value,
            json.dumps(each.item_ids),
            each.places,
            each.why,
            each.is_verified,
        )
        for each in reports
    ]
    db.conn.executemany(
        "insert into report (case_id, secret_hash, sent_at, kind, item_ids, places, why, is_verified) "
        "values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (secret_hash) do nothing",
        rows,
    )


def add_message(db: Database, secret_hash: str, message_id: str, body: str, sent_at: str) -> Message:
    """Add a message to the case of a secret link and return it.

    Raises NotFound when no case has that link, WrongUse when the case takes no more messages.
    """
    status = find_status(db, secret_hash)
    if status is None:
        raise NotFound("No case has this link: open it as you were given it.")
    if not status.takes_messages:
        raise WrongUse("This case takes no more messages: send a new report if there is more to say.")
    message = Message(message_id, status.case_id, sent_at, body)
    db.conn.execute(
        "insert into message (id, case_id, sent_at, body) values (?, ?, ?, ?)",
        [message.id, message.case_id, message.sent_at, message.body],
    )
    return message


def find_status(db: Database, secret_hash: str) -> Status | None:
    """Return what the holder of a secret link may know, None when no case has that link."""
    row = db.conn.execute(
        "select case_id, sent_at, kind, item_ids, state, at, version, outcome, reason, forgotten_at "
        "from report left join status using (case_id) where secret_hash = ?",
        [secret_hash],
    ).fetchone()
    if row is None:
        return None
    case_id, sent_at, kind, item_ids, state, at, version, outcome, reason, forgotten_at = row
    if state is None:
        told = Told(case_id, State.RECEIVED, sent_at)
    else:
        answers = tuple(Answer(*row) for row in _answers(db, case_id))
        told = Told(case_id, State(state), at, version, Outcome(outcome), reason, forgotten_at, answers)
    messages = db.conn.execute("select sent_at from message where case_id = ? order by sent_at, id", [case_id])
    return Status(
        case_id=case_id,
        sent_at=sent_at,
        kind=Kind(kind),
        item_ids=tuple(json.loads(item_ids)),
        messages=tuple(at for (at,) in messages.fetchall()),
        told=told,
    )


def _answers(db: Database, case_id: str) -> list[tuple[str, str]]:
    return db.conn.execute("select at, body from answer where case_id = ? order by number", [case_id]).fetchall()
