"""Making one item of two that turned out to be the same: the old id becomes an alias, all that it had moves (A1, H7).

Everything here writes at once: the batch is flushed before and empty after.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from sqlite_utils import Database

from archive.ids import has_own_number
from archive.originals.batch import Batch
from archive.originals.identity import move_references
from archive.originals.merged import Change
from archive.originals.readings import Reading
from archive.originals.twin_rows import find_candidates, find_unpaired, has_both_kinds, load_thread
from archive.originals.twins import Pair, find_twin, pair

Moved = tuple[str, str, Change]
"""The old id, the new one, and what the new one's row says otherwise now."""


def unite_posts(db: Database, batch: Batch, old: str, new: str) -> list[Moved]:
    """Move a post and its comments to another id; return what that changed."""
    batch.flush()
    changes = [batch.absorb(replace(reading, item_id=new, post_id=new)) for reading in batch.take(old)]
    batch.flush()
    db.execute("update reading set post_id = ? where post_id = ?", (new, old))
    db.execute("update comment set post_id = ? where post_id = ?", (new, old))
    db.execute("delete from post where id = ?", (old,))
    move_references(db, {old: new})
    batch.forget()
    return [(old, new, change) for change in changes]


def unite_comments(db: Database, batch: Batch, post_id: str, moved: Mapping[str, str]) -> list[Moved]:
    """Move comments of one post to other ids; replies answer the new ids. Return what that changed."""
    if not moved:
        return []
    batch.flush()
    batch.load([*moved, *moved.values()])
    changes = [
        (old, new, batch.absorb(replace(_with_parent(reading, moved), item_id=new)))
        for old, new in moved.items()
        for reading in batch.take(old)
    ]
    changes.extend(
        (item_id, item_id, batch.amend(item_id, lambda reading: _with_parent(reading, moved)))
        for item_id in _answers(db, post_id, moved)
    )
    batch.flush()
    db.conn.executemany("delete from comment where id = ?", [(old,) for old in moved])
    move_references(db, moved)
    batch.forget()
    return changes


def unite_twins(db: Database, batch: Batch, post_ids: Collection[str]) -> Iterator[Moved]:
    """Look whether these posts are saved texts that copy others, or others that saved texts copy; unite what is one.

    See `twins` for what is a copy. Costs one question where the archive holds no saved text, or nothing else.
    """
    if not post_ids or not has_both_kinds(db):
        return
    for text_id, known in find_candidates(db, post_ids).items():
        text = load_thread(db, text_id)
        if twin := find_twin(text, [load_thread(db, each) for each in sorted(known)]):
            other, pairs = twin
            yield from unite_posts(db, batch, text_id, other.id)
            yield from unite_comments(db, batch, other.id, _moves(pairs))
    for post_id, (from_text, from_others) in find_unpaired(db, post_ids).items():
        comments = load_thread(db, post_id).comments
        pairs = pair(
            (said for said in comments if said.id in from_text), (said for said in comments if said.id in from_others)
        )
        yield from unite_comments(db, batch, post_id, _moves(pairs))


def _moves(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return the old and the new id of each pair: a number of its source's own stays, else the smaller hash."""
    moves = {}
    for mine, theirs in pairs:
        new = theirs.id if has_own_number(theirs.id) else min(mine.id, theirs.id)
        moves[mine.id if new == theirs.id else theirs.id] = new
    return moves


def _answers(db: Database, post_id: str, moved: Mapping[str, str]) -> list[str]:
    rows = db.conn.execute(
        "select distinct item_id from reading where post_id = ?"
        " and json_extract(fields, '$.parent_id') in (select value from json_each(?)) order by 1",
        (post_id, json.dumps(list(moved))),
    )
    return [item_id for (item_id,) in rows]


def _with_parent(reading: Reading, moved: Mapping[str, str]) -> Reading:
    parent = moved.get(reading.values.get("parent_id") or "")
    return reading if parent is None else replace(reading, values={**reading.values, "parent_id": parent})
