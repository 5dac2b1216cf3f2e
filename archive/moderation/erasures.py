"""Erasing takes two people: one asks, another, who is an admin, types the item's id back (M7, M8, O4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound, Refused, WrongUse
from archive.folder import DataFolder
from archive.moderation import decisions, log, moderators
from archive.moderation.decisions import Decision
from archive.moderation.moderators import Role
from archive.originals import store as originals
from archive.originals.erase import Toll, count_toll, erased_items, note_erasure

_COLUMNS = "id, item_id, reason, asked_by, asked_at, state, settled_by, settled_at, decision_id"


class State(StrEnum):
    """How far a request to erase something is."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody's wish that an item be erased, and what became of it."""

    id: int
    item_id: str
    reason: str
    asked_by: str
    asked_at: str
    state: State
    settled_by: str
    settled_at: str
    decision_id: str


def ask(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Request:
    """Ask that an item be erased and return the request; nothing changes until somebody else confirms it.

    Raises NotFound for an unknown item, WrongUse when it is erased or asked for already, or the reason, which becomes
    public, cannot be.
    """
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        if item.id in erased_items(db):
            raise WrongUse(f"{item.id} is erased already: nothing to do.")
        if find_open(db, item.id):
            raise WrongUse(f"Somebody has asked for {item.id} to be erased already: another person confirms it.")
        reason = decisions.check_reason(db, item.id, reason, by)
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        db.conn.execute(
            "insert into erasure_request (item_id, reason, asked_by, asked_at) values (?, ?, ?, ?)",
            [item.id, reason, by.strip(), at],
        )
        log.append(db, at=now, actor=by.strip(), kind="ask-erase", item_id=item.id, reason=reason)
        return _get_open(db, item.id)


def withdraw(db: Database, item_id: str, *, by: str, now: datetime) -> Request:
    """Take back or turn down the open request for an item, and return it; raise NotFound when there is none."""
    with db.atomic():
        request = _get_open(db, originals.resolve_item(db, item_id))
        _settle(db, request, State.WITHDRAWN, by, now)
        log.append(db, at=now, actor=by.strip(), kind="keep-from-erasing", item_id=request.item_id)
        return _get(db, request.id)


def confirm(db: Database, folder: DataFolder, item_id: str, *, typed: str, by: str, now: datetime) -> Decision:
    """Confirm the open request for an item; return the decision, which nobody can undo.

    The item is out of sight with the next publish, which then takes its words from rows and captures. Raises NotFound
    without a request; Refused for anybody but an admin, and for who asked; WrongUse when `typed` is not the item's id.
    """
    with db.atomic():
        request = _get_open(db, originals.resolve_item(db, item_id))
        person = moderators.get(db, by.strip())
        if person is None or person.role is not Role.ADMIN:
            raise Refused("Only an admin confirms an erasure: ask one of them.")
        if person.name == request.asked_by:
            raise Refused("You asked for this yourself: another admin has to confirm it.")
        if typed.strip() != request.item_id:
            raise WrongUse("What you typed is not the number of this item: copy it as it stands there.")
        decision = decisions.erase(db, request.item_id, reason=request.reason, by=person.name, now=now)
        note_erasure(db, request.item_id, folder.load_secrets().id_key)
        _settle(db, request, State.CONFIRMED, person.name, now, decision.id)
    return decision


def find_open(db: Database, item_id: str) -> Request | None:
    """Return the open request for an item, None when nobody asked."""
    return next(_select(db, "item_id = ? and state = 'open'", item_id), None)


def open_requests(db: Database) -> list[Request]:
    """Return every request that waits for a second person, the oldest first."""
    return list(_select(db, "state = ?", State.OPEN))


def toll_of(db: Database, folder: DataFolder | None, item_id: str) -> Toll:
    """Return what erasing an item would take; raise NotFound for an unknown one. Changes nothing.

    Without the folder no capture is read, and the number of captures is that of those which rows name.
    """
    return count_toll(db, folder, originals.get_item(db, originals.resolve_item(db, item_id)).id)


def _get_open(db: Database, item_id: str) -> Request:
    request = find_open(db, item_id)
    if request is None:
        raise NotFound(
            f"Nobody has asked for {item_id} to be erased: one person asks, with a reason, another confirms."
        )
    return request


def _get(db: Database, number: int) -> Request:
    return next(_select(db, "id = ?", number))


def _select(db: Database, where: str, *values: Any) -> Iterator[Request]:
    rows = db.conn.execute(f"select {_COLUMNS} from erasure_request where {where} order by id", values).fetchall()
    for number, item_id, reason, by, at, state, *settled in rows:
        yield Request(number, item_id, reason, by, at, State(state), *settled)


def _settle(db: Database, request: Request, state: State, by: str, now: datetime, decision_id: str = "") -> None:
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    db.conn.execute(
        "update erasure_request set state = ?, settled_by = ?, settled_at = ?, decision_id = ? where id = ?",
        [state, by.strip(), at, decision_id, request.id],
    )
