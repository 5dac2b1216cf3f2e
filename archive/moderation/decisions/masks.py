"""Masks: words that are taken out of an item, or of everything."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlite_utils import Database

from archive.errors import WrongUse
from archive.moderation.decisions.decision import Decision, Kind, Scope
from archive.moderation.decisions.reasons import public
from archive.moderation.decisions.rows import decisions_for, record, touched_by
from archive.moderation.values import FIELDS, Stored, field_with, words_of
from archive.originals import store as originals
from archive.redaction.anchor import Anchor, make_anchor
from archive.redaction.words import Words


def mask(
    db: Database,
    item_id: str,
    find: str,
    *,
    label: str,
    reason: str,
    by: str,
    now: datetime,
    everywhere: bool = False,
    review_on: date | None = None,
) -> Decision:
    """Decide that words be taken out of an item, or of everything, to be looked at again on a day or never; return it.

    Raises NotFound for an unknown item, WrongUse when the words do not stand in it, are masked already, or would stand
    in the reason or label, which are public. Nothing is changed then.
    """
    wanted = Words(find)
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        where = field_with(item, wanted)
        if where is None:
            raise WrongUse(f"These words do not stand in {item.id}: copy them from the item as it is, and try again.")
        where, anchor = _anchor(item, where, wanted, find)
        scope = Scope.EVERYWHERE if everywhere else Scope.HERE
        _refuse_double(db, item.id, anchor.exact, scope)
        label, reason = public(db, item.id, label, reason, by, wanted)
        decision = record(db, Kind.MASK, scope, item.id, where, anchor, label, reason, by, now, review_on)
        originals.mark_pending(db, touched_by(db, decision))
    return decision


def _anchor(item: Stored, where: str, words: Words, find: str) -> tuple[str, Anchor]:
    """Return the field that a decision quotes, and the quotation: of words that mean all that was asked for."""
    salt = secrets.token_hex(16)
    for field in FIELDS if where in FIELDS else ():
        text = words_of(item).get(field, "")
        for span in words.find(text):
            # "Priya Nair" also finds "PriyaNair", but not the other way round
            if Words(text[span.start : span.end]).stands_in(find):
                return field, make_anchor(text, span, salt)
    # an address, a label or the name of an account is short and whole: nothing to lose one's place in
    where = "address" if where in FIELDS else where
    return where, Anchor(exact=find.strip(), prefix="", suffix="", start=0, digest="", salt=salt)


def _refuse_double(db: Database, item_id: str, exact: str, scope: Scope) -> None:
    for each in decisions_for(db, item_id):
        if each.kind is Kind.MASK and each.scope is scope and each.exact == exact:
            raise WrongUse(f"These words are masked already by {each.id}: nothing to do.")
