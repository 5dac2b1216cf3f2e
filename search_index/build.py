"""Making an index say what public.db says: whole, beside the one in use, or document by document.

Both ways are one: compare ids and what they were made from, take out what differs, put in what is missing.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, PublicTagging
from archive.public.surface import Changes
from search_index import generation
from search_index.documents import build_document
from search_index.engine import Engine, Index, Stamp
from search_index.fields import Document
from search_index.mentions import NONE, read_mentions
from search_index.voices import read_voices

BATCH = 1_500
"""How many documents one commit of a build adds: with Whoosh the size of a segment, and a purge rewrites segments."""

_CATCH_UPS = 5

_SOME = """
    with wanted as (
        select value as id from json_each(:items)
        union select value from json_each(:posts)
        union select id from comment where post_id in (select value from json_each(:posts))
    )
    select wanted.id, post.row_version, post.comment_count from wanted
    left join post on post.id = wanted.id and post.state = :shown
    where not exists (select 1 from comment where comment.id = wanted.id and comment.state = :shown)
    union all
    select comment.id, comment.row_version, (
        select count(*) from comment as answer
        where answer.post_id = comment.post_id and answer.parent_id = comment.id
        and answer.state = :shown and answer.kind = 'comment'
    ) from wanted join comment on comment.id = wanted.id and comment.state = :shown
"""
_STAMPS = """
    select id, row_version, comment_count from post where state = :shown
    union all
    select comment.id, comment.row_version, coalesce(answer.total, 0) from comment
    left join (
        select parent_id, count(*) as total from comment
        where parent_id is not null and state = :shown and kind = 'comment' group by parent_id
    ) as answer on answer.parent_id = comment.id
    where comment.state = :shown
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many documents were written and taken out, and how many stand in the index, as of which content version."""

    written: int
    removed: int
    documents: int
    content_version: int


def build_index(index: Path, db: Database, engine: Engine) -> Difference:
    """Build an index of public.db from nothing beside the one in use, catch up with what changed meanwhile, and switch.

    When it fails, the one in use stays in use, unchanged. Only under the index lock.
    """
    new, built = generation.create_generation(index, engine)
    try:
        done = make_equal(built, db)
        for _ in range(_CATCH_UPS):
            later = make_equal(built, db)
            done = replace(later, written=done.written + later.written, removed=done.removed + later.removed)
            if not later.written and not later.removed:
                break
    except BaseException:
        shutil.rmtree(index / new.folder, ignore_errors=True)
        raise
    new = replace(new, content_version=done.content_version)
    generation.write_current(index, new)
    generation.sweep(index, new)
    return done


def make_equal(built: Index, db: Database, changes: Changes | None = None) -> Difference:
    """Make the documents of an open index those of public.db, leaving no trace of what went. Safe to repeat.

    Only what `changes` names is looked at, with the threads of its posts, unless public.db has changed since.
    What has to go is out of the hits with the first commit; when this returns it is out of the files. No read of
    public.db lasts longer than one batch of documents, so that a moderator's decision never waits for a build.
    """
    content_version, public, some = _read_wanted(db, changes)
    gone, missing = _compare(built, public, some)
    removed = len(gone)
    batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
    for batch in batches or ([[]] if gone else []):
        built.apply(gone, _documents(db, batch, public))
        gone = []
    while has_leftovers(built):
        built.purge()
    return Difference(len(missing), removed, _count_shown(db) if some else len(public), content_version)


def read_stamps(db: Database) -> tuple[int, dict[str, Stamp]]:
    """Return the content version of public.db and, as of it, what every item that is shown would be stamped, by id."""
    with db.atomic():
        rows = db.conn.execute(_STAMPS, {"shown": ItemState.SHOWN.value}).fetchall()
        return store.content_version(db), {row[0]: Stamp._make(row) for row in rows}


def _read_wanted(db: Database, changes: Changes | None) -> tuple[int, dict[str, Stamp], Set[str] | None]:
    """Return what `read_stamps` does of the items that may have changed, and their ids; None for all items."""
    if changes is not None:
        asked = {"items": json.dumps(changes.item_ids), "posts": json.dumps(changes.post_ids)}
        with db.atomic():
            content_version = store.content_version(db)
            rows = db.conn.execute(_SOME, {"shown": ItemState.SHOWN.value, **asked}).fetchall()
        if content_version == changes.content_version:
            shown = {row[0]: Stamp._make(row) for row in rows if row[1] is not None}
            return content_version, shown, {row[0] for row in rows}
    return *read_stamps(db), None


def _count_shown(db: Database) -> int:
    return sum(db.table(name).count_where("state = ?", [ItemState.SHOWN.value]) for name in ("post", "comment"))


def has_leftovers(built: Index) -> bool:
    """True while something of what was taken out may still be in the files."""
    view = built.view()
    try:
        return view.has_leftovers()
    finally:
        view.close()


def _compare(built: Index, public: Mapping[str, Stamp], some: Set[str] | None) -> tuple[list[str], list[str]]:
    """Return the ids of documents that have to go, and the ids of items that have to be written, of some or of all."""
    view = built.view()
    try:
        indexed = [stamp for stamp in view.stamps() if some is None or stamp.id in some]
    finally:
        view.close()
    twice = {item_id for item_id, times in Counter(stamp.id for stamp in indexed).items() if times > 1}
    good = set(public.values()).intersection(indexed)
    if twice:
        good = {stamp for stamp in good if stamp.id not in twice}
    gone = dict.fromkeys(stamp.id for stamp in indexed if stamp not in good)
    return list(gone), [stamp.id for stamp in public.values() if stamp not in good]


def _documents(db: Database, item_ids: Sequence[str], public: Mapping[str, Stamp]) -> Iterator[Document]:
    items = store.get_items(db, item_ids)
    taggings: defaultdict[str, list[PublicTagging]] = defaultdict(list)
    for tagging in store.get_taggings(db, items):
        taggings[tagging.item_id].append(tagging)
    voices = read_voices(db, list(items))
    mentions = read_mentions(db, items)
    for item in items.values():
        if item.state is ItemState.SHOWN:
            yield build_document(
                item,
                taggings[item.id],
                answers=public[item.id].discussed,
                voices=voices.get(item.id),
                mentions=mentions.get(item.id, NONE),
            )
