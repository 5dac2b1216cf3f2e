"""Who a text is by, as far as the archive knows: a pen-name, or nobody else's where there is none.

Two people can share a pen-name and one person can have several; the archive does not know.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from sqlite_utils import Database

_SIZE = 24


def voice_of(item_id: str, name: str | None) -> str:
    """Return what stands for whoever signed an item: the same for equal names, the item's own where there is none.

    >>> voice_of("1", "Dunlin") == voice_of("2", "Dunlin"), voice_of("1", None) == voice_of("2", None)
    (True, False)
    """
    told = f"item\0{item_id}" if not name else f"name\0{name}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_SIZE]


def voices_of(db: Database, item_ids: Iterable[str]) -> dict[str, str]:
    """Return the voice of each of these items that bears a name, by the items' ids."""
    rows = db.conn.execute(
        "select id, author from comment where author_kind <> 'anonymous' and author is not null "
        "and id in (select value from json_each(?1)) union all "
        "select id, author from post where author is not null and id in (select value from json_each(?1))",
        [json.dumps(list(item_ids))],
    )
    return {item_id: voice_of(item_id, name) for item_id, name in rows.fetchall()}
