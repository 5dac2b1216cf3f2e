"""Undoing: who may take a decision back and when, and decisions that give way to newer ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.moderation import log
from archive.moderation.decisions.decision import Decision, Kind, Scope
from archive.moderation.decisions.reasons import public
from archive.moderation.decisions.rows import get_decision, new_ref, record, touched_by
from archive.originals import store as originals
from archive.originals.erase import erased_items
from archive.redaction.anchor import Anchor

UNDO_ALONE = timedelta(minutes=15)
"""How long the author of a decision may undo it alone (M8); afterwards it takes somebody else."""


def undo(db: Database, log_id: str, *, by: str, now: datetime, reason: str = "") -> Decision:
    """Undo a decision by its log id ("L12") and return it as it is now, no longer active.

    Raises NotFound for an unknown id, WrongUse when it is undone already, and Refused when it is not this person's to
    undo: its author alone may in the first fifteen minutes, somebody else alone afterwards (M8).
    """
    with db.atomic():
        decision = get_decision(db, log_id)
        if decision.kind is Kind.ERASE:
            raise WrongUse(f"{decision.id} cannot be undone: what it erased is gone for good.")
        if not decision.active:
            raise WrongUse(f"{decision.id} is undone already: nothing to do.")
        if not decision.salt:
            raise WrongUse(f"{decision.id} cannot be undone: its words are erased, and nothing is left to show.")
        if decision.item_id in erased_items(db) and decision.scope is Scope.HERE:
            raise WrongUse(
                f"{decision.id} cannot be undone: {decision.item_id} is erased, and nothing is left to show."
            )
        if not by.strip():
            raise WrongUse("A decision is undone by somebody: give a name with --by.")
        _refuse_undo(decision, by.strip(), now)
        return _let_go(db, decision, by, now, reason)


def give_way(db: Database, decision: Decision, *, by: str, now: datetime, reason: str) -> Decision:
    """Let a decision go because a newer one takes its place in the same transaction; return it, no longer active.

    Nothing is uncovered by it, so anybody may, however old it is: whoever calls this has seen to the newer one.
    """
    return _let_go(db, decision, by, now, reason)


def make_again(db: Database, log_id: str, *, by: str, now: datetime) -> Decision | None:
    """Make a decision anew that had given way to one that was undone since; return it, None when it holds or is erased.

    Words stay covered, or their item withheld, as they were before.
    """
    with db.atomic():
        old = get_decision(db, log_id)
        if old.active or not old.salt or old.item_id in erased_items(db):
            return None
        anchor = Anchor(old.exact, old.prefix, old.suffix, old.anchor_start, old.text_digest, old.salt)
        again = record(db, old.kind, old.scope, old.item_id, old.field, anchor, old.label, old.reason, by, now)
        originals.mark_pending(db, touched_by(db, again))
        return again


def _let_go(db: Database, decision: Decision, by: str, now: datetime, reason: str) -> Decision:
    touched = touched_by(db, decision)
    db.conn.execute("update decision set active = 0 where id = ?", [decision.id])
    if reason:
        _, reason = public(db, decision.item_id, "-", reason, by)
    log.append(
        db,
        at=now,
        actor=by.strip(),
        kind="undo",
        item_id=decision.item_id,
        label=decision.label,
        reason=reason,
        ref=new_ref(),
        undoes=decision.id,
    )
    originals.mark_pending(db, touched)
    return get_decision(db, decision.id)


def is_same_person(one: str, other: str) -> bool:
    """True for two spellings of one name: nobody becomes a second person by another capital.

    >>> is_same_person("Ann Lowe", " ann  LOWE"), is_same_person("Ann", "Anna")
    (True, False)
    """
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _refuse_undo(decision: Decision, by: str, now: datetime) -> None:
    alone_until = datetime.fromisoformat(decision.made_at) + UNDO_ALONE
    is_author = is_same_person(by, decision.made_by)
    if now < alone_until and not is_author:
        raise Refused(
            f"Until {alone_until:%H:%M} UTC only {decision.made_by} may undo {decision.id}: ask them, or wait."
        )
    if now >= alone_until and is_author:
        raise Refused(f"{decision.id} is more than 15 minutes old: somebody else has to undo it.")
