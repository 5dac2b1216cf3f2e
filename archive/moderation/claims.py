"""Who has which item for now, so that two moderators never work on the same comment.

Opening a card claims its item. A claim ends with the decision, after some minutes, or when its moderator opens a card
of another item.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from archive.errors import Refused

CLAIM = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who has an item, and until when."""

    item_id: str
    held_by: str
    until: str


def claims(db: Database, now: datetime) -> dict[str, Claim]:
    """Return the claims that hold, by their items."""
    rows = db.conn.execute("select item_id, held_by, until from claim where until > ?", [_text(now)]).fetchall()
    return {row[0]: Claim(*row) for row in rows}


def take(db: Database, item_id: str, *, by: str, now: datetime) -> Claim:
    """Claim an item and let go of every other; return the claim. Raises Refused while somebody else has it."""
    with db.atomic():
        require(db, item_id, by=by, now=now)
        db.conn.execute("delete from claim where held_by = ? or until <= ?", [by, _text(now)])
        claim = Claim(item_id, by, _text(now + CLAIM))
        db.conn.execute("insert into claim values (?, ?, ?)", [claim.item_id, claim.held_by, claim.until])
    return claim


def require(db: Database, item_id: str, *, by: str, now: datetime) -> None:
    """Raise Refused while somebody else has an item."""
    held = claims(db, now).get(item_id)
    if held is not None and held.held_by != by:
        until = datetime.fromisoformat(held.until)
        raise Refused(f"{held.held_by} has this until {until:%H:%M} UTC: take another card, or ask them.")


def release(db: Database, *, by: str) -> None:
    """Let go of whatever somebody has."""
    db.conn.execute("delete from claim where held_by = ?", [by])


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
