"""Acts on tags and topics: each with its line in the log, what it changed kept for its undoing, and its items noted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlite_utils import Database

from archive.curation import acronyms
from archive.curation.acts import Act, Changes, get_act, keep_act, mark_undone, take_back
from archive.curation.tags import add_tags, remove_tags, stamp
from archive.curation.topics import get_synonyms, get_topics, labelled
from archive.errors import WrongUse
from archive.hierarchy import ancestors
from archive.moderation import log
from archive.originals import store as originals

TAG_WAITS = "tag:"
"""What stands before the id of a tag that waits for the next publish; no item has such an id."""


@contextmanager
def act(
    db: Database,
    *,
    by: str,
    now: datetime,
    kind: str,
    told: str,
    item_id: str = "",
    label: str = "",
    undoes: str = "",
) -> Iterator[Changes]:
    """Open a transaction for one act and keep what it changes: `told` says it to moderators, `label` to the log.

    An act that changes nothing leaves no trace. Raises WrongUse without a name of who acts.
    """
    if not by.strip():
        raise WrongUse("Topics are kept by somebody: give a name with --by, or an operator in threadkeep.toml.")
    with db.atomic():
        changes = Changes(db)
        yield changes
        if changes:
            seq = log.append(db, at=now, actor=by.strip(), kind=kind, item_id=item_id, label=label, undoes=undoes)
            keep_act(db, Act(f"L{seq}", kind, by.strip(), stamp(now), told, ""), changes)
            if undoes:
                mark_undone(db, undoes, f"L{seq}")
            originals.mark_pending(db, sorted(_waiting(changes) | acronyms.waiting(changes)))


def tag_items(
    db: Database,
    item_ids: Sequence[str],
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    by: str,
    now: datetime,
) -> list[str]:
    """Take tags off items, then put tags on them, an act for each item that changes; return those items.

    Raises NotFound for an item that is not there, WrongUse without a name of who tags; nothing is changed then.
    """
    if not by.strip():
        raise WrongUse("Tags are put on by somebody: give a name with --by, or an operator in threadkeep.toml.")
    changed: list[str] = []
    with db.atomic():
        ids = list(dict.fromkeys(originals.resolve_item(db, item_id) for item_id in item_ids))
        for item_id in ids if remove else ():
            told = f"took {', '.join(remove)} off {item_id}"
            with act(db, by=by, now=now, kind="untag", told=told, item_id=item_id, label=", ".join(remove)) as changes:
                changed += remove_tags(changes, [item_id], remove, by.strip(), now)
        for item_id in ids if add else ():
            told = f"put {', '.join(add)} on {item_id}"
            with act(db, by=by, now=now, kind="tag", told=told, item_id=item_id, label=", ".join(add)) as changes:
                changed += add_tags(changes, [item_id], add, by.strip(), now)
    return list(dict.fromkeys(changed))


def undo_act(db: Database, act_id: str, *, by: str, now: datetime) -> Act:
    """Take an act on tags or topics back, row by row; return it.

    Raises NotFound for an unknown one, WrongUse for one that was undone, Refused when what it did was changed since.
    """
    found = get_act(db, act_id)
    with act(db, by=by, now=now, kind="topic-undo", told=f"undid {found.id}: {found.told}", undoes=found.id) as changes:
        take_back(changes, found)
    return found


def _waiting(changes: Changes) -> set[str]:
    """Return what has to be published anew: items whose tags changed, and tags of which something else did."""
    items = {change.item_id for change in changes if change.table in ("tagging", "reattachment")}
    said, moved = set[str](), set[str]()
    for change in changes:
        if change.table in ("tag", "tag_synonym", "tag_rule"):
            said |= change.tag_ids
        if change.table == "tag_synonym":
            moved |= change.tag_ids | {str(change.row["id"])}
        elif change.table == "tag" and _retired(change.before) != _retired(change.after):
            moved |= change.tag_ids
    items |= _carriers(changes.db, moved)
    # where words of an item are to go, a tag that tells them is left off it
    masked = {row[0] for row in changes.db.conn.execute("select item_id from decision where active and scope = 'here'")}
    if said and masked:
        items |= _carriers(changes.db, _with_narrower(changes.db, said)) & masked
    return items | {f"{TAG_WAITS}{tag_id}" for tag_id in said}


def _with_narrower(db: Database, tag_ids: set[str]) -> set[str]:
    """Return tags with all that stand below them, whose items are listed under them too."""
    parents = {topic.id: topic.broader_id for topic in get_topics(db).values()}
    return tag_ids | {slug for slug in parents if not tag_ids.isdisjoint(ancestors(parents, slug))}


def _retired(row: dict[str, object] | None) -> object:
    return None if row is None else row["retired"]


def _carriers(db: Database, tag_ids: set[str]) -> set[str]:
    """Return the items that carry any of these tags, also as a label of the blog or under a synonym."""
    if not tag_ids:
        return set()
    rows = db.conn.execute(
        "select item_id from tagging where tag_id in (select value from json_each(?))", [json.dumps(sorted(tag_ids))]
    )
    names = {slug for slug, (target, _) in get_synonyms(db).items() if target in tag_ids}
    return {row[0] for row in rows.fetchall()} | labelled(db, tag_ids | names)
