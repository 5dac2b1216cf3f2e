"""Making an index say what public.db says: whole, beside the one in use, or document by document.

Both ways are one: compare ids and row versions, take out what differs, put in what is missing.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, PublicTagging
from search_index import generation
from search_index.commits import SEGMENT_DOCUMENTS, writing
from search_index.schema import Document, build_document

_CATCH_UPS = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """How many documents were written and taken out, and how many stand in the index, as of which content version."""

    written: int
    removed: int
    documents: int
    content_version: int


def build_index(index: Path, db: Database) -> Difference:
    """Build an index of public.db from nothing beside the one in use, catch up with what changed meanwhile, and switch.

    When it fails, the one in use stays in use, unchanged. Only under the index lock.
    """
    new, built = generation.create_generation(index)
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


def make_equal(built: Any, db: Database) -> Difference:
    """Make the documents of an open index those of public.db, leaving no trace of what went. Safe to repeat.

    What has to go is out of the hits with the first commit; when this returns it is out of the files. No read of
    public.db lasts longer than one batch of documents, so that a moderator's decision never waits for a build.
    """
    content_version, public = read_versions(db)
    stale, missing = _compare(built, public)
    batches = [missing[start : start + SEGMENT_DOCUMENTS] for start in range(0, len(missing), SEGMENT_DOCUMENTS)]
    for number, batch in enumerate(batches or [[]] if stale else batches):
        with writing(built) as writer:
            for document in stale if number == 0 else ():
                writer.delete_document(document)
            for fields in _documents(db, batch):
                writer.add_document(**fields)
    while has_deletions(built):
        with writing(built):
            pass
    return Difference(len(missing), len(stale), len(public), content_version)


def read_versions(db: Database) -> tuple[int, dict[str, int]]:
    """Return the content version of public.db and, as of it, the row version of every item that is shown, by id."""
    with db.atomic():
        versions = {
            row["id"]: row["row_version"]
            for table in ("post", "comment")
            for row in db.table(table).rows_where("state = ?", [ItemState.SHOWN.value], select="id, row_version")
        }
        return store.content_version(db), versions


def iter_indexed(reader: Any) -> Iterator[tuple[int, str, int]]:
    """Yield number, id and row version of every document that stands in an index."""
    for leaf, first in reader.leaf_readers():
        if leaf.doc_count_all():
            ids, versions = leaf.column_reader("id"), leaf.column_reader("row_version")
            for number in leaf.all_doc_ids():
                yield first + number, ids[number], versions[number]


def has_deletions(built: Any) -> bool:
    """True while a segment still holds documents that were taken out."""
    reader = built.reader()
    try:
        return bool(reader.has_deletions())
    finally:
        reader.close()


def _compare(built: Any, public: dict[str, int]) -> tuple[list[int], list[str]]:
    """Return the numbers of documents that have to go, and the ids of items that have to be written."""
    stale, present = [], set()
    reader = built.reader()
    try:
        for number, item_id, version in iter_indexed(reader):
            if item_id in present or public.get(item_id) != version:
                stale.append(number)
            else:
                present.add(item_id)
    finally:
        reader.close()
    return stale, [item_id for item_id in public if item_id not in present]


def _documents(db: Database, item_ids: Sequence[str]) -> Iterator[Document]:
    items = store.get_items(db, item_ids)
    taggings: defaultdict[str, list[PublicTagging]] = defaultdict(list)
    for tagging in store.get_taggings(db, items):
        taggings[tagging.item_id].append(tagging)
    for item in items.values():
        if item.state is ItemState.SHOWN:
            yield build_document(item, taggings[item.id])
