"""What the recognizers propose, and what becomes of it: covered by a decision, kept by somebody, or open.

A finding never changes anything by itself; at most it holds an item back until somebody looks (M9).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.folder import PublishPolicy
from archive.moderation import log
from archive.moderation.decisions import Decision, Kind, Scope, active_decisions
from archive.moderation.values import Stored, words_of
from archive.originals import store as originals
from archive.redaction.findings import Risk, find_all
from archive.text import Span


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One proposal. It says where and why, never which words."""

    id: int
    item_id: str
    field: str
    entity: str
    span: Span
    score: float
    risk: str
    why: str
    recognizer: str
    version: int


_Key = tuple[str, str, int, int]


def refresh(db: Database, item_ids: Iterable[str]) -> int:
    """Run the recognizers over these items and store what they find; return how many items have other findings now.

    What somebody kept stays kept for as long as the same words stand in the same field of the item. Ids that name no
    item lose their findings.
    """
    changed = 0
    with db.atomic():
        for item_id in item_ids:
            changed += _refresh_one(db, item_id)
    return changed


def _refresh_one(db: Database, item_id: str) -> bool:
    try:
        item = originals.get_item(db, item_id)
    except NotFound:
        return db.conn.execute("delete from finding where item_id = ?", [item_id]).rowcount > 0
    found = _find(item)
    rows = db.conn.execute(
        "select id, field, entity, span_start, span_end, recognizer, version, digest, state, decided_by, decided_at "
        "from finding where item_id = ?",
        [item.id],
    ).fetchall()
    present: dict[_Key, tuple[Any, ...]] = {(row[1], row[2], row[3], row[4]): row for row in rows}
    if {key: (row["recognizer"], row["version"], row["digest"]) for key, row in found.items()} == {
        key: row[5:8] for key, row in present.items()
    }:
        return False
    kept = {(row[1], row[2], row[7]): row[8:] for row in rows if row[8] == "kept"}
    for key, row in present.items():
        if key not in found or row[7] != found[key]["digest"]:
            db.conn.execute("delete from finding where id = ?", [row[0]])
    for (field, entity, _, _), new in found.items():
        state = kept.get((field, entity, new["digest"]), ("open", None, None))
        _store(db, {**new, "state": state[0], "decided_by": state[1], "decided_at": state[2]})
    return True


def _find(item: Stored) -> dict[_Key, dict[str, Any]]:
    found: dict[_Key, dict[str, Any]] = {}
    for field, text in words_of(item).items():
        for each in find_all(text):
            words = text[each.span.start : each.span.end]
            found[(field, each.entity.value, each.span.start, each.span.end)] = {
                "item_id": item.id,
                "entity": each.entity.value,
                "field": field,
                "span_start": each.span.start,
                "span_end": each.span.end,
                "score": each.score,
                "risk": each.risk.value,
                "why": each.why,
                "recognizer": each.recognizer,
                "version": each.version,
                "digest": hashlib.sha256(f"{item.id}\0{words}".encode()).hexdigest(),
            }
    return found


def _store(db: Database, row: dict[str, Any]) -> None:
    updated = ", ".join(f"{name} = excluded.{name}" for name in row)
    db.conn.execute(
        f"insert into finding ({', '.join(row)}) values ({', '.join('?' * len(row))}) "
        f"on conflict (item_id, field, entity, span_start, span_end) do update set {updated}",
        list(row.values()),
    )


def open_findings(db: Database) -> list[FindingRow]:
    """Return what still waits for somebody: neither kept nor covered by a decision that holds; the riskiest first."""
    rows = db.conn.execute(
        "select id, item_id, field, entity, span_start, span_end, score, risk, why, recognizer, version from finding "
        "where state = 'open' order by case risk when 'high' then 0 when 'medium' then 1 else 2 end, item_id, id"
    ).fetchall()
    found = [_finding(row) for row in rows]
    covered = _Coverage(db)
    return [finding for finding in found if not covered.holds(finding)]


def held(db: Database, policy: PublishPolicy) -> set[str]:
    """Return the items that a policy keeps from the public copy until somebody looks."""
    if policy is PublishPolicy.ALL:
        return set()
    return {finding.item_id for finding in open_findings(db) if holds_back(finding, policy)}


def holds_back(finding: FindingRow, policy: PublishPolicy) -> bool:
    """True when an open finding keeps its item from the public copy under a policy."""
    if policy is PublishPolicy.HOLD_HIGH:
        return finding.risk == Risk.HIGH.value
    return policy is PublishPolicy.REVIEWED


def kept_words(db: Database, item_id: str) -> list[str]:
    """Return the words of an item that somebody decided to keep."""
    values = words_of(originals.get_item(db, item_id))
    rows = db.conn.execute(
        "select field, span_start, span_end from finding where item_id = ? and state = 'kept'", [item_id]
    ).fetchall()
    return [values[field][start:end] for field, start, end in rows if field in values]


def keep(db: Database, finding_id: int, *, by: str, now: datetime, reason: str) -> FindingRow:
    """Record that somebody looked at a finding and that the words stay; return the finding.

    Raises NotFound for an unknown id, WrongUse without a name or reason or when it is kept already.
    """
    by, reason = by.strip(), " ".join(reason.split())
    if not by or not reason:
        raise WrongUse("Keeping a finding needs a name and a reason: give both.")
    with db.atomic():
        row = db.conn.execute(
            "select id, item_id, field, entity, span_start, span_end, score, risk, why, recognizer, version, state "
            "from finding where id = ?",
            [finding_id],
        ).fetchone()
        if row is None:
            raise NotFound(f"There is no finding {finding_id}: `threadkeep findings` lists them.")
        if row[-1] == "kept":
            raise WrongUse(f"Finding {finding_id} is kept already: nothing to do.")
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        db.conn.execute(
            "update finding set state = 'kept', decided_by = ?1, decided_at = ?2 "
            "where (item_id, field, entity, digest) = "
            "(select item_id, field, entity, digest from finding where id = ?3)",
            [by, at, finding_id],
        )
        log.append(db, at=now, actor=by, kind="keep", item_id=row[1], label=row[3], reason=reason)
        originals.mark_pending(db, [row[1]])
    return _finding(row[:-1])


def _finding(row: tuple[Any, ...]) -> FindingRow:
    identity, item_id, field, entity, start, end, *rest = row
    return FindingRow(identity, item_id, field, entity, Span(start, end), *rest)


class _Coverage:
    """Whether a decision that holds takes out what a finding points at; each item is read once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._here: dict[str, list[Decision]] = {}
        self._everywhere: list[Decision] = []
        for decision in active_decisions(db):
            if decision.scope is Scope.EVERYWHERE:
                self._everywhere.append(decision)
            elif decision.kind is not Kind.SHOW:
                self._here.setdefault(decision.item_id, []).append(decision)
        self._masked: dict[tuple[str, str], list[Span]] = {}

    def holds(self, finding: FindingRow) -> bool:
        decisions = self._here.get(finding.item_id, [])
        if any(decision.kind is Kind.HIDE for decision in decisions):
            return True
        if not decisions and not self._everywhere:
            return False
        key = (finding.item_id, finding.field)
        if key not in self._masked:
            self._masked[key] = self._spans(*key, [*decisions, *self._everywhere])
        return any(span.contains(finding.span) for span in self._masked[key])

    def _spans(self, item_id: str, field: str, decisions: list[Decision]) -> list[Span]:
        try:
            text = words_of(originals.get_item(self._db, item_id)).get(field, "")
        except NotFound:
            return []
        return [span for decision in decisions for span in decision.words.find(text)]
