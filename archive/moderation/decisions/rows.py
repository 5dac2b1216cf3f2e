"""Decisions as rows of the archive: read, and written with their line of the log."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound
from archive.moderation import log
from archive.moderation.decisions.decision import Decision, Kind, Scope
from archive.moderation.holders import items_with
from archive.redaction.anchor import Anchor
from archive.redaction.version import detector_version

_COLUMNS = (
    "id, kind, scope, item_id, field, exact, prefix, suffix, anchor_start, text_digest, salt, "
    "label, reason, made_by, made_at, ref, active, review_on, detector"
)
# the words of a mask on an erased item are gone with it
_HOLDS = "active and (kind <> 'mask' or exact <> '')"


def get_decision(db: Database, log_id: str) -> Decision:
    """Return a decision, active or not, by its log id; raise NotFound when there is none."""
    found = re.fullmatch(r"[Ll]?(\d+)", log_id.strip())
    row = (
        found
        and db.conn.execute(f"select {_COLUMNS} from decision where id = ?", [f"L{int(found.group(1))}"]).fetchone()
    )
    if not row:
        raise NotFound("There is no decision of that log id: `threadkeep redact` printed it when it was made.")
    return _decision(row)


def active_decisions(db: Database) -> list[Decision]:
    """Return every decision that holds now, in the order in which they were made."""
    rows = db.conn.execute(f"select {_COLUMNS} from decision where {_HOLDS} order by cast(substr(id, 2) as integer)")
    return [_decision(row) for row in rows.fetchall()]


def all_decisions(db: Database) -> list[Decision]:
    """Return every decision ever made, undone ones too, in order."""
    rows = db.conn.execute(f"select {_COLUMNS} from decision order by cast(substr(id, 2) as integer)")
    return [_decision(row) for row in rows.fetchall()]


def is_behind(db: Database) -> bool:
    """Return whether the public copy does not follow some decision, or the undoing of one, yet."""
    row = db.conn.execute("select exists (select 1 from decision join pending using (item_id))").fetchone()
    return bool(row[0])


def decisions_for(db: Database, item_id: str) -> list[Decision]:
    """Return the decisions made on one item that hold now."""
    sql = f"select {_COLUMNS} from decision where {_HOLDS} and item_id = ? order by cast(substr(id, 2) as integer)"
    return [_decision(row) for row in db.conn.execute(sql, [item_id]).fetchall()]


def withheld_in(db: Database, post_id: str) -> set[str]:
    """Return the post and the comments of a thread that are withheld now, those that were erased since included."""
    sql = (
        "select item_id from decision where active and kind = 'withhold' and "
        "(item_id = ?1 or item_id in (select id from comment where post_id = ?1))"
    )
    return {item_id for (item_id,) in db.conn.execute(sql, [post_id])}


def withheld_of(db: Database, item_ids: Iterable[str]) -> set[str]:
    """Return which of these items are withheld now."""
    sql = (
        "select item_id from decision where active and kind = 'withhold' "
        "and item_id in (select value from json_each(?))"
    )
    return {item_id for (item_id,) in db.conn.execute(sql, [json.dumps(list(item_ids))])}


def undone_masks(db: Database, item_id: str) -> list[Decision]:
    """Return the masks on one item that somebody undid: decisions to keep the words."""
    undone = "not active and kind = 'mask' and exact <> ''"
    sql = f"select {_COLUMNS} from decision where {undone} and item_id = ? order by id"
    return [_decision(row) for row in db.conn.execute(sql, [item_id]).fetchall()]


def items_of_lines(db: Database) -> dict[str, str]:
    """Return which item each line of the public log is about, by the line's reference; an undoing is about its own."""
    # by the decision where there is one: of two items that turn out to be one, it names the one that stays
    sql = (
        "select l.ref, coalesce(d.item_id, l.item_id) from log as l "
        "left join decision as d on d.id in ('L' || l.seq, l.undoes) where l.ref <> ''"
    )
    return dict(db.conn.execute(sql).fetchall())


def touched_by(db: Database, decision: Decision) -> set[str]:
    """Return the items whose public form depends on a decision."""
    if decision.scope is Scope.HERE:
        return {decision.item_id}
    return {decision.item_id, *items_with(db, decision.words)}


def record(
    db: Database,
    kind: Kind,
    scope: Scope,
    item_id: str,
    where: str,
    anchor: Anchor,
    label: str,
    reason: str,
    by: str,
    now: datetime,
    review_on: date | None = None,
) -> Decision:
    """Write a decision with its line of the log; return it. The caller marks what it touches for publishing."""
    ref = new_ref()
    seq = log.append(
        db,
        at=now,
        actor=by.strip(),
        kind=kind,
        item_id=item_id,
        label=label,
        reason=reason,
        ref=ref,
        secret=anchor.exact,
        salt=anchor.salt,
    )
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    place = [anchor.exact, anchor.prefix, anchor.suffix, anchor.start, anchor.digest, anchor.salt]
    values = [f"L{seq}", kind, scope, item_id, where, *place, label, reason, by.strip(), made_at, ref, 1]
    values += [review_on.isoformat() if review_on else "", detector_version()]
    db.conn.execute(f"insert into decision ({_COLUMNS}) values ({', '.join('?' * len(values))})", values)
    return get_decision(db, f"L{seq}")


def _decision(row: tuple[Any, ...]) -> Decision:
    values = dict(zip((name.strip() for name in _COLUMNS.split(",")), row, strict=True))
    typed = {"kind": Kind(values["kind"]), "scope": Scope(values["scope"]), "active": bool(values["active"])}
    return Decision(**{**values, **typed})


def new_ref() -> str:
    """Return a reference for a line of the public log: random, so that it names no item and no order."""
    return secrets.token_hex(8)
