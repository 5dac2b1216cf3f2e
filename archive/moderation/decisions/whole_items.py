"""Decisions on an item as a whole: hidden, withheld, erased, or shown though it is gone at its source."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlite_utils import Database

from archive.errors import WrongUse
from archive.moderation.decisions.decision import CLOSED, Decision, Kind, Scope
from archive.moderation.decisions.reasons import byline, public
from archive.moderation.decisions.rows import decisions_for, record
from archive.originals import store as originals
from archive.originals.absences import find_absence
from archive.originals.erase import erased_items
from archive.originals.records import SourceState
from archive.originals.store import StoredComment
from archive.redaction.anchor import Anchor


def hide(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Decision:
    """Decide that an item be hidden as a whole, its place and the reason shown; return the decision.

    Raises NotFound for an unknown item, WrongUse when it is out of sight already or the reason cannot be public.
    """
    return _close(db, Kind.HIDE, item_id, reason, by, now)


def withhold(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Decision:
    """Decide that an item be withheld as a whole: its address answers as if it had never been; return the decision.

    It has no place in its thread either, and what answers it stands by itself. A post under which something is shown
    keeps its place, which says nothing of the decision. Raises NotFound for an unknown item, WrongUse when it is out
    of sight already or the reason cannot be public.
    """
    return _close(db, Kind.WITHHOLD, item_id, reason, by, now)


def erase(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Decision:
    """Decide that an item be erased for good; return the decision, which nobody can undo.

    Whoever calls this has seen to it that two people agree (`erasures`). Other decisions on the item stay as they are.
    Raises NotFound for an unknown item, WrongUse when it is erased already or the reason cannot be public.
    """
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        if item.id in erased_items(db):
            raise WrongUse(f"{item.id} is erased already: nothing to do.")
        _, reason = public(db, item.id, "-", reason, by, *byline(item))
        return _record_whole(db, Kind.ERASE, item.id, reason, by, now)


def show(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Decision:
    """Decide that a comment stays public though it is gone at its source; return the decision.

    Masks on it still hold. Raises NotFound for an unknown item, WrongUse when it does not wait for this decision, or
    the reason cannot be public.
    """
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        made = decisions_for(db, item.id)
        if item.id in erased_items(db):
            raise WrongUse(f"{item.id} is erased: there is nothing left to show.")
        for each in made:
            if each.kind.is_closing:
                raise WrongUse(
                    f"{item.id} is {CLOSED[each.kind]} by {each.id}: undo that first, with --undo {each.id}."
                )
        absence = find_absence(db, item.id)
        if absence is None or not isinstance(item, StoredComment) or item.state != SourceState.LIVE:
            raise WrongUse(f"{item.id} is no comment that vanished at its source: nothing to decide.")
        for each in made:
            if each.keeps(absence.since):
                raise WrongUse(f"{item.id} stays public already by {each.id}: nothing to do.")
        _, reason = public(db, item.id, "-", reason, by)
        return _record_whole(db, Kind.SHOW, item.id, reason, by, now)


def _close(db: Database, kind: Kind, item_id: str, reason: str, by: str, now: datetime) -> Decision:
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        if item.id in erased_items(db):
            raise WrongUse(f"{item.id} is erased: there is nothing left to decide.")
        for each in decisions_for(db, item.id):
            if each.kind is kind:
                raise WrongUse(f"{item.id} is {CLOSED[kind]} already: nothing to do.")
            if each.kind.is_closing:
                raise WrongUse(f"{item.id} is {CLOSED[each.kind]} by {each.id}: undo that first.")
        _, reason = public(db, item.id, "-", reason, by, *byline(item))
        return _record_whole(db, kind, item.id, reason, by, now)


def _record_whole(db: Database, kind: Kind, item_id: str, reason: str, by: str, now: datetime) -> Decision:
    """Record a decision on an item as a whole: it quotes nothing."""
    nothing = Anchor(exact="", prefix="", suffix="", start=0, digest="", salt=secrets.token_hex(16))
    decision = record(db, kind, Scope.HERE, item_id, "text", nothing, "", reason, by, now)
    originals.mark_pending(db, [item_id])
    return decision
