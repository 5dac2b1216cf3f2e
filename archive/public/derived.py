"""What is computed from the public texts and hangs on items: forgotten with them, and part of their row versions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from archive.public.acronym_places import spelt_mentions
from archive.public.conversation import voices

TABLES = ("time_reference", "quotation", "block", "post_link")
"""Tables whose rows belong to the item that `item_id` names, and go when it is written anew."""


def forget(db: Database, item_ids: Iterable[str]) -> None:
    """Remove what was derived from the texts of these items; what others say of them stays until it is derived anew."""
    ids = json.dumps(list(item_ids))
    for table in TABLES:
        db.conn.execute(f"delete from {table} where item_id in (select value from json_each(?))", [ids])


def forget_words(db: Database, item_ids: Iterable[str]) -> None:
    """Remove what says words of items whose text changed, and note that they are to be read for acronyms anew."""
    for item_id in item_ids:
        db.conn.execute("delete from acronym_mention where item_id = ?", [item_id])
        db.conn.execute("delete from acronym_definition where item_id = ?1 or question_id = ?1", [item_id])
        db.conn.execute("update acronym_item set position = -1 where item_id = ?", [item_id])


def version_extras(db: Database, item_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what enters an item's row version beside its values and tags: all else that the search knows of it.

    That is whose words stand where in its text, and which acronyms.
    """
    extras: dict[str, list[str]] = defaultdict(list)
    for item_id, spans in voices(db, item_ids).items():
        extras[item_id] += [f"voice:{span.start}-{span.end}:{voice.value}" for span, voice in spans]
    for item_id, mentions in spelt_mentions(db, item_ids).items():
        extras[item_id] += [f"acronym:{field}:{span.start}-{span.end}:{word}" for field, word, span in mentions]
    return {item_id: tuple(each) for item_id, each in extras.items()}
