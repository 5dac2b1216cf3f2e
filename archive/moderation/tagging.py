"""Moderators' tags: put on and taken off by `archive.curation`, with a line in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from archive.curation.tags import add_tags, remove_tags
from archive.errors import WrongUse
from archive.moderation import log
from archive.originals import store as originals


def tag_items(
    db: Database,
    item_ids: Sequence[str],
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    by: str,
    now: datetime,
) -> list[str]:
    """Take tags off items, then put tags on them, with a log line for each item that changed; return those items.

    Raises NotFound for an item that is not there, WrongUse without a name of who tags; nothing is changed then.
    """
    if not by.strip():
        raise WrongUse("Tags are put on by somebody: give a name with --by, or an operator in threadkeep.toml.")
    with db.atomic():
        ids = [originals.resolve_item(db, item_id) for item_id in item_ids]
        removed = remove_tags(db, ids, remove) if remove else []
        added = add_tags(db, ids, add, by, now) if add else []
        for kind, items, names in (("untag", removed, remove), ("tag", added, add)):
            for item_id in items:
                log.append(db, at=now, actor=by.strip(), kind=kind, item_id=item_id, label=", ".join(names))
    return list(dict.fromkeys([*removed, *added]))
