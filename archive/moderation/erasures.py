"""Erasing takes two people: one asks, another, who is an admin, types the item's id back (M7, M8, O4)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound, Refused, WrongUse
from archive.folder import DataFolder
from archive.moderation import decisions, log, moderators
from archive.moderation.decisions import Decision, Kind, Scope
from archive.moderation.moderators import Role
from archive.moderation.same_words import Same, find_quotations
from archive.moderation.word_erasures import count_words_toll
from archive.originals import store as originals
from archive.originals.erase import Toll, count_toll, erased_items, is_quoted, note_erasure, note_words, quoting_items
from archive.redaction.words import Words

_COLUMNS = "id, item_id, mask_id, reason, asked_by, asked_at, state, settled_by, settled_at, decision_id"
_MASK = re.compile(r"L\d+")


class State(StrEnum):
    """How far a request to erase something is."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody's wish that an item be erased, or with `mask_id` the words of one mask on it; and what became of it."""

    id: int
    item_id: str
    mask_id: str
    reason: str
    asked_by: str
    asked_at: str
    state: State
    settled_by: str
    settled_at: str
    decision_id: str


def ask(db: Database, target: str, *, reason: str, by: str, now: datetime) -> Request:
    """Ask that an item be erased, or by a mask's log id its words alone; return the request.

    Nothing changes until somebody else confirms it. Raises NotFound for an unknown item or mask, WrongUse when it is
    erased or asked for already, when a mask holds no longer, or the reason, which becomes public, cannot be.
    """
    with db.atomic():
        item_id, mask_id = _target(db, target)
        if item_id in erased_items(db):
            raise WrongUse(f"{item_id} is erased already: nothing to do.")
        if _find_open(db, item_id, mask_id):
            raise WrongUse(f"Somebody has asked to erase {target} already: another person confirms it.")
        reason = decisions.check_reason(db, item_id, reason, by)
        if is_quoted(db, item_id, reason):
            raise WrongUse("The reason says what is to be erased, and it stays in the log for ever: say it otherwise.")
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        db.conn.execute(
            "insert into erasure_request (item_id, mask_id, reason, asked_by, asked_at) values (?, ?, ?, ?, ?)",
            [item_id, mask_id, reason, by.strip(), at],
        )
        log.append(db, at=now, actor=by.strip(), kind="ask-erase", item_id=item_id, label=mask_id, reason=reason)
        return _get_open(db, target)


def withdraw(db: Database, target: str, *, by: str, now: datetime) -> Request:
    """Take back or turn down the open request for an item or a mask; return it.

    Raises NotFound when there is none, and Refused for an admin's request when `by` is neither that admin nor another.
    """
    with db.atomic():
        request = _get_open(db, target)
        is_own = decisions.is_same_person(by, request.asked_by)
        if not is_own and _is_admin(db, request.asked_by) and not _is_admin(db, by):
            raise Refused("An admin asked for this: only they or another admin turn it down.")
        _settle(db, request, State.WITHDRAWN, by, now)
        log.append(
            db, at=now, actor=by.strip(), kind="keep-from-erasing", item_id=request.item_id, label=request.mask_id
        )
        return _get(db, request.id)


def confirm(
    db: Database,
    folder: DataFolder,
    target: str,
    *,
    typed: str,
    by: str,
    now: datetime,
    quotations: str = "",
    quoting: Collection[str] | None = None,
) -> Decision:
    """Confirm the open request for an item or a mask; return the decision that holds then, which nobody can undo.

    With the next publish an item is out of sight, and the words go from rows and captures. With a label for them, its
    quotations in other items, or in those of `quoting`, are masked there. Raises NotFound without a request; Refused
    for anybody but an admin, and for who asked; WrongUse when `typed` is not the item's id.
    """
    with db.atomic():
        request = _get_open(db, target)
        person = moderators.get(db, by.strip())
        if person is None or person.role is not Role.ADMIN:
            raise Refused("Only an admin confirms an erasure: ask one of them.")
        if decisions.is_same_person(person.name, request.asked_by):
            raise Refused("You asked for this yourself: another admin has to confirm it.")
        if typed.strip() != request.item_id:
            raise WrongUse("What you typed is not the number of this item: copy it as it stands there.")
        for each in quotations_of(db, target) if quotations else ():
            if quoting is not None and each.item_id not in quoting:
                continue
            decisions.mask(
                db, each.item_id, each.exact, label=quotations, reason=request.reason, by=person.name, now=now
            )
        decide = _decide_words if request.mask_id else _decide_item
        decision = decide(db, request, person.name, now, folder.load_secrets().id_key)
        _settle(db, request, State.CONFIRMED, person.name, now, decision.id)
    return decision


def _is_admin(db: Database, name: str) -> bool:
    found = moderators.get(db, name.strip())
    return found is not None and found.role is Role.ADMIN


def _decide_item(db: Database, request: Request, by: str, now: datetime, key: bytes) -> Decision:
    decision = decisions.erase(db, request.item_id, reason=request.reason, by=by, now=now)
    note_erasure(db, request.item_id, key)
    return decision


def _decide_words(db: Database, request: Request, by: str, now: datetime, key: bytes) -> Decision:
    mask = decisions.get_decision(db, request.mask_id)
    log.append(db, at=now, actor=by, kind="erase-words", item_id=request.item_id, label=mask.id, reason=request.reason)
    note_words(db, "" if mask.scope is Scope.EVERYWHERE else mask.item_id, mask.exact, key)
    return mask


def _target(db: Database, target: str) -> tuple[str, str]:
    """Return the item, and the mask where it is one, that a request names; a mask must hold and have its words."""
    if not _MASK.fullmatch(target):
        return originals.resolve_item(db, target), ""
    mask = decisions.get_decision(db, target)
    if mask.kind is not Kind.MASK or not mask.active or not mask.salt:
        raise WrongUse(f"{mask.id} is no mask that holds and has words to erase: nothing to do.")
    return mask.item_id, mask.id


def find_open(db: Database, target: str) -> Request | None:
    """Return the open request for an item or a mask, None when nobody asked; raise as `ask` for one that is not."""
    return _find_open(db, *_target(db, target))


def _find_open(db: Database, item_id: str, mask_id: str) -> Request | None:
    return next(_select(db, "item_id = ? and mask_id = ? and state = 'open'", item_id, mask_id), None)


def open_requests(db: Database) -> list[Request]:
    """Return every request that waits for a second person, the oldest first."""
    return list(_select(db, "state = ?", State.OPEN))


def toll_of(db: Database, folder: DataFolder | None, target: str) -> Toll:
    """Return what erasing an item, or the words of a mask, would take; raise as `ask` for neither. Changes nothing.

    Without the folder no capture is read, and the number of captures is that of those which rows name.
    """
    item_id, mask_id = _target(db, target)
    if not mask_id:
        return count_toll(db, folder, item_id)
    return count_words_toll(db, folder, decisions.get_decision(db, mask_id))


def quoted_in(db: Database, target: str) -> list[str]:
    """Return the items that quote one that may be erased; none for the words of a mask. Raises as `toll_of`."""
    item_id, mask_id = _target(db, target)
    return [] if mask_id else quoting_items(db, item_id)


def quotations_of(db: Database, target: str) -> list[Same]:
    """Return the passages in which others quote an item that may be erased and that no mask takes out there yet.

    None for the words of a mask. Raises as `toll_of`.
    """
    item_id, mask_id = _target(db, target)
    found = [] if mask_id else find_quotations(db, item_id, quoting_items(db, item_id))
    masked = {item_id: _masked_in(db, item_id) for item_id in {each.item_id for each in found}}
    return [each for each in found if not any(map(Words(each.exact).stands_in, masked[each.item_id]))]


def _masked_in(db: Database, item_id: str) -> list[str]:
    return [each.exact for each in decisions.decisions_for(db, item_id) if each.kind is Kind.MASK]


def _get_open(db: Database, target: str) -> Request:
    request = find_open(db, target)
    if request is None:
        raise NotFound(f"Nobody has asked to erase {target}: one person asks, with a reason, another confirms.")
    return request


def _get(db: Database, number: int) -> Request:
    return next(_select(db, "id = ?", number))


def _select(db: Database, where: str, *values: Any) -> Iterator[Request]:
    rows = db.conn.execute(f"select {_COLUMNS} from erasure_request where {where} order by id", values).fetchall()
    for number, item_id, mask_id, reason, by, at, state, *settled in rows:
        yield Request(number, item_id, mask_id, reason, by, at, State(state), *settled)


def _settle(db: Database, request: Request, state: State, by: str, now: datetime, decision_id: str = "") -> None:
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    db.conn.execute(
        "update erasure_request set state = ?, settled_by = ?, settled_at = ?, decision_id = ? where id = ?",
        [state, by.strip(), at, decision_id, request.id],
    )
