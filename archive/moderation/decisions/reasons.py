"""What a decision says in public, reason and label: neither may hold the words that are to go (M14, M15)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from archive.errors import WrongUse
from archive.moderation.decisions.decision import Kind, Scope
from archive.moderation.decisions.rows import active_decisions
from archive.moderation.values import Stored, words_of
from archive.originals import store as originals
from archive.originals.records import AuthorKind
from archive.redaction.words import Words

_MAX_LABEL = 60
_MAX_REASON = 300
_NAMED = (AuthorKind.ACCOUNT, AuthorKind.NAME, AuthorKind.NAME_URL)


def check_reason(db: Database, item_id: str, reason: str, by: str) -> str:
    """Return a reason as it will stand in public; raise WrongUse when it cannot, NotFound for an unknown item."""
    item = originals.get_item(db, originals.resolve_item(db, item_id))
    return public(db, item.id, "-", reason, by, *byline(item))[1]


def public(db: Database, item_id: str, label: str, reason: str, by: str, *words: Words) -> tuple[str, str]:
    """Return label and reason as they will stand in public; raise WrongUse when they cannot (M14, M15)."""
    label, reason = " ".join(label.split()), " ".join(reason.split())
    if not reason or len(reason) > _MAX_REASON:
        raise WrongUse(
            f"A decision needs a reason of 1 to {_MAX_REASON} characters; it is public, so say why without names."
        )
    if not label or len(label) > _MAX_LABEL or not label.isprintable() or set(label) & set("[]<>"):
        raise WrongUse(
            f"A label has 1 to {_MAX_LABEL} characters and no brackets, such as: place, name, a northern office."
        )
    if not by.strip():
        raise WrongUse("A decision is made by somebody: give a name with --by, or an operator in threadkeep.toml.")
    if any(each.stands_in(reason) or each.stands_in(label) for each in (*words, *_unspeakable(db, item_id))):
        raise WrongUse("The reason or label holds words that are to go, and both are public: say it without them.")
    return label, reason


def _unspeakable(db: Database, item_id: str) -> Iterable[Words]:
    for decision in active_decisions(db):
        if decision.kind is Kind.MASK and (decision.scope is Scope.EVERYWHERE or decision.item_id == item_id):
            yield decision.words


def byline(item: Stored) -> list[Words]:
    """Return the name an item is signed with, where it has one: a decision on the whole item may not say it."""
    named = getattr(item, "author_kind", AuthorKind.NAME) in _NAMED
    name = words_of(item).get("author", "")
    return [Words(name)] if named and any(letter.isalnum() for letter in name) else []
