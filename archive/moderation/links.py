"""What the archive took for a reference, a quotation or the like, and a moderator says is none.

Such a judgement is kept by the words of the place, so it holds however often everything is worked out anew, wherever
in the item the words stand by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.moderation import log
from archive.originals import store as originals

KINDS = ("time_reference", "quotation", "block", "post_link")
"""The tables of derived data of which single places can be taken out."""


def get_wrong_links(db: Database) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return what was taken out: by item, the kind and the words of each place."""
    rows = db.conn.execute(
        "select coalesce((select a.item_id from alias as a where a.alias = w.item_id), w.item_id), kind, exact "
        "from wrong_link as w"
    )
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for item_id, kind, exact in rows.fetchall():
        found[item_id] = found.get(item_id, frozenset()) | {(kind, exact)}
    return found


def remove_link(db: Database, item_id: str, kind: str, exact: str, *, by: str, now: datetime) -> str:
    """Record that words of an item are no reference, quotation, pasted passage or link; return the item's id.

    The item waits to be published then. Raises NotFound for an item that is not there, WrongUse for an unknown kind,
    without words or without a name, and when the same was said before.
    """
    if kind not in KINDS or not exact or not by.strip():
        raise WrongUse(f"Name what it is ({', '.join(KINDS)}), the words of the place, and who says so.")
    with db.atomic():
        found = originals.resolve_item(db, item_id)
        originals.get_item(db, found)
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        made = db.conn.execute(
            "insert into wrong_link (item_id, kind, exact, made_by, made_at) values (?, ?, ?, ?, ?) "
            "on conflict do nothing",
            [found, kind, exact, by.strip(), at],
        ).rowcount
        if not made:
            raise WrongUse("That was taken out already: nothing to do.")
        log.append(db, at=now, actor=by.strip(), kind="unlink", item_id=found, label=kind)
        originals.mark_pending(db, [found])
    return found


def restore_link(db: Database, item_id: str, kind: str, exact: str, *, by: str, now: datetime) -> str:
    """Take such a judgement back; return the item's id. Raises NotFound when there is none, WrongUse without a name."""
    if not by.strip():
        raise WrongUse("Taking a judgement back needs a name: say who does.")
    with db.atomic():
        found = originals.resolve_item(db, item_id)
        gone = db.conn.execute(
            "delete from wrong_link where item_id = ? and kind = ? and exact = ?", [found, kind, exact]
        ).rowcount
        if not gone:
            raise NotFound("Nothing of that kind was taken out of this item.")
        log.append(db, at=now, actor=by.strip(), kind="relink", item_id=found, label=kind)
        originals.mark_pending(db, [found])
    return found
