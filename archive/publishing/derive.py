"""The seam of everything that is computed from public rows alone, after the gate has passed them.

Each kind of derived data recomputes what the changed threads touch, in their own rows and in those of others, so that
publishing one thread at a time ends in the same rows as publishing all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.public import store
from archive.public.database import read_in
from archive.public.derived import version_extras
from archive.public.models import PublicPost
from archive.public.rows import version_of
from archive.publishing import acronyms, conversation
from archive.publishing.acronyms import Guidance, Stood

Wrong = Mapping[str, Collection[tuple[str, str]]]
"""What moderators took out of derived data: by item, the table and the words of the place."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the public copy held of some threads before they were written: whatever may lead to them, or did.

    `ids` are their items; `ways` are hosts of blogs, paths of the posts and earlier ids; `waiting` is what waited to be
    published, items or not; `acronyms` is what stood there of these.
    """

    post_ids: frozenset[str]
    ids: frozenset[str] = frozenset()
    ways: frozenset[tuple[str, ...]] = field(default=frozenset())
    waiting: frozenset[str] = frozenset()
    acronyms: Stood = field(default_factory=Stood)


def look_before(public: Database, post_ids: Iterable[str], waiting: Iterable[str] = ()) -> Before:
    """Return what has to be known of threads that are about to be written; nothing is changed."""
    wanted = frozenset(post_ids)
    ids = frozenset(_item_ids(public, wanted))
    stood = acronyms.look_before(public, ids, wanted)
    return Before(wanted, ids, conversation.ways_to(public, wanted), frozenset(waiting), stood)


@dataclass(frozen=True, slots=True)
class Derived:
    """All items of which something may have been written, and those of other threads whose row version changed."""

    items: frozenset[str]
    others: frozenset[str]


def derive(public: Database, before: Before, wrong: Wrong, guidance: Guidance) -> Derived:
    """Bring all derived data up to date with these threads; return what that changed.

    Works inside the caller's transaction, after the threads were written and settled by the gate.
    """
    ids = before.ids | set(_item_ids(public, before.post_ids))
    is_elsewhere = conversation.ways_to(public, before.post_ids) != before.ways
    others = conversation.derive(public, before.post_ids, ids, wrong, is_elsewhere=is_elsewhere)
    spelt = acronyms.derive(public, ids, before.acronyms, guidance)
    items = ids | others | spelt
    return Derived(frozenset(items), frozenset(_settle_versions(public, items) - ids))


def _item_ids(public: Database, post_ids: Iterable[str]) -> list[str]:
    wanted = sorted(post_ids)
    posts = [row["id"] for row in read_in(public, "select id from post where id in (?)", wanted)]
    return posts + [row["id"] for row in read_in(public, "select id from comment where post_id in (?)", wanted)]


def _settle_versions(public: Database, item_ids: Iterable[str]) -> set[str]:
    """Give items the row version that their values, tags and derived data make; return those that had another."""
    ids = sorted(item_ids)
    changed: set[str] = set()
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        items = store.get_items(public, some)
        extras = version_extras(public, some)
        tags: dict[str, list[str]] = {}
        for tagging in store.get_taggings(public, some):
            tags.setdefault(tagging.item_id, []).append(tagging.tag_id)
        for item_id, item in items.items():
            meant = version_of(item, [*tags.get(item_id, ()), *extras.get(item_id, ())])
            if meant != item.row_version:
                table = "post" if isinstance(item, PublicPost) else "comment"
                public.conn.execute(f"update {table} set row_version = ? where id = ?", [meant, item_id])
                changed.add(item_id)
    return changed
