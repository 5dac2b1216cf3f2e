"""A decision that fits no longer is made anew, on the words as they stand now."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from archive.errors import WrongUse
from archive.moderation import decisions
from archive.moderation.decisions import Decision, Scope
from archive.moderation.queue import stale_decisions


def renew(
    db: Database, log_id: str, *, by: str, now: datetime, words: str = "", label: str = "", reason: str = ""
) -> Decision:
    """Let a mask that fits no longer go for a new one, alone and however old it is; return the new one.

    Takes out the same words, with the same label and for the same reason, unless others are given. Raises NotFound for
    an unknown id, WrongUse for a decision that fits, and where the words do not stand. Nothing is changed then.
    """
    with db.atomic():
        old = decisions.get_decision(db, log_id)
        if old.id not in {each.id for each in stale_decisions(db)}:
            raise WrongUse(f"{old.id} fits as it is, or holds no longer: there is nothing to renew.")
        reason = reason or old.reason
        decisions.give_way(db, old, by=by, now=now, reason=reason)
        return decisions.mask(
            db,
            old.item_id,
            words or old.exact,
            label=label or old.label,
            reason=reason,
            by=by,
            now=now,
            everywhere=old.scope is Scope.EVERYWHERE,
        )
