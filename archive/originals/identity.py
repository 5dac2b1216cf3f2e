"""Which item a source speaks of: ids made once (A1), one post under many addresses (A2, H7), aliases for old ids."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.ids import has_own_number, make_id
from archive.originals.pending import mark_pending
from archive.originals.records import OriginalPost, Parsed
from archive.originals.urls import canonical_url

_URL = "url:"
_WORDPRESS_POST = re.compile(r"wordpress:(?P<site>\S+):p(?P<number>\d+)\Z")
_LAST_DIGITS = re.compile(r"\d+\Z")


class Identities:
    """The ids of what one merge speaks of: read in one query, made at first sight, written together by `flush`."""

    def __init__(self, db: Database, site_id: int, key: bytes) -> None:
        self._db, self._site_id, self._key = db, site_id, key
        self._known: dict[str, str | None] = {}
        self._unwritten: dict[str, str] = {}

    def load(self, parsed: Parsed) -> None:
        """Read what is known of everything that a source names, so that nothing more need be asked."""
        wanted = dict.fromkeys(key for post in parsed.posts for key in _all_keys(post))
        self._known.update(wanted)
        sql = "select source_key, item_id from identity where source_key in (select value from json_each(?))"
        self._known.update(self._db.conn.execute(sql, (json.dumps(list(wanted)),)).fetchall())

    def named(self) -> list[str]:
        """Return the ids that everything loaded has or would have."""
        return [item or make_id(name, self._key) for name, item in self._known.items()]

    def of_comment(self, source_key: str) -> str:
        """Return the id of a comment, made at first sight."""
        found = self._known[source_key]
        if found is None:
            found = make_id(source_key, self._key)
            self._name(source_key, found)
        return found

    def of_parent(self, source_key: str | None) -> str | None:
        """Return the id that the answered comment has, or will have when a source brings it; None for a root."""
        if source_key is None:
            return None
        return self._known[source_key] or make_id(source_key, self._key)

    def of_post(self, post: OriginalPost) -> tuple[str, tuple[str, ...]]:
        """Return the id of a post, and the ids of stored posts that turn out to be the same one.

        The source's own number wins over the address, the address over any other key, whichever came first. Two posts
        with numbers of their own are two posts, even under one address; the address then names the later number.
        """
        keys = post_keys(post)
        made = {name: make_id(name, self._key) for name in keys}
        known = {name: item for name in keys if (item := self._known[name]) is not None}
        own = known.get(post.source_key) or made[post.source_key]
        candidates = {*made.values(), *known.values()}
        by_address = {made[name] for name in keys if name.startswith(_URL)}
        if not has_own_number(own):
            by_address |= self._made_from_addresses(candidates - by_address)
        best = min(candidates, key=lambda item: _preference(item, own, by_address))
        same = tuple(sorted({item for item in known.values() if item != best and not has_own_number(item)}))
        for name in keys:
            owner = known.get(name)
            if owner is None or owner in same or (owner != best and _number(owner) < _number(best)):
                self._name(name, best)
        return best, same

    def follow(self, old: str, new: str) -> None:
        """Know that what named one item names another now, after `move_references` said so in the database."""
        for name, item in self._known.items():
            if item == old:
                self._known[name] = new

    def flush(self) -> None:
        """Write the keys that are new or name another item now."""
        if self._unwritten:
            self._db.conn.executemany(
                "insert into identity (source_key, site_id, item_id) values (?, ?, ?)"
                " on conflict (source_key) do update set item_id = excluded.item_id",
                [(name, self._site_id, item) for name, item in self._unwritten.items()],
            )
            self._unwritten.clear()

    def _name(self, source_key: str, item_id: str) -> None:
        self._known[source_key] = self._unwritten[source_key] = item_id

    def _made_from_addresses(self, items: Iterable[str]) -> set[str]:
        """Return those ids among all that were made from an address."""
        self.flush()
        sql = "select source_key from identity where item_id = ? and source_key like 'url:%'"
        return {
            item
            for item in items
            if any(make_id(name, self._key) == item for (name,) in self._db.conn.execute(sql, (item,)).fetchall())
        }


def post_keys(post: OriginalPost) -> list[str]:
    """Return the key of a post and its addresses as keys.

    WordPress answers for a post at `?p=NUMBER` as well, and for a static page at `?page_id=NUMBER`, whatever its
    permalinks look like; a Disqus export may know a post by that address alone.
    """
    addresses = [post.url] if post.url and not post.source_key.startswith(_URL) else []
    if found := _WORDPRESS_POST.match(post.source_key):
        names = ("p", "page_id") if post.is_page else ("p",)
        addresses.extend(f"http://{found['site']}/?{name}={found['number']}" for name in names)
    return list(dict.fromkeys([post.source_key, *(_URL + canonical_url(address) for address in addresses)]))


def add_alias(db: Database, alias: str, item_id: str) -> None:
    """Let an old id lead to an item; raise WrongUse when the alias is itself the id of an item."""
    if any(True for _ in db.query("select 1 from identity where item_id = ? limit 1", (alias,))):
        raise WrongUse(f"{alias} is the id of an item and cannot be an alias: choose another.")
    _add_aliases(db, {alias: item_id})
    mark_pending(db, [item_id])


def resolve_item(db: Database, id_or_alias: str) -> str:
    """Return the id of the item that an id or an alias names; raise NotFound when there is none."""
    found = db.query(
        "select id from post where id = :id union all select id from comment where id = :id"
        " union all select item_id from alias where alias = :id limit 1",
        {"id": id_or_alias},
    )
    for row in found:
        return str(row["id"])
    raise NotFound(f"There is no item {id_or_alias[:40]!r} in this archive: look its id up on its page.")


def move_references(db: Database, moved: Mapping[str, str]) -> None:
    """Let what names an item by its old id name it by its new one: keys, decisions, findings, tags, revisions, aliases.

    The log is never rewritten; its lines find the item through the alias.
    """
    moves = [(new, old) for old, new in moved.items()]
    for table in ("identity", "revision", "decision", "erasure"):
        db.conn.executemany(f"update {table} set item_id = ? where item_id = ?", moves)
    for table in ("finding", "tagging", "tag_proposal", "absence", "erasure_request", "erasure_due", "reattachment"):
        # what the new id has already stays; its double under the old id goes
        db.conn.executemany(f"update or ignore {table} set item_id = ? where item_id = ?", moves)
        db.conn.executemany(f"delete from {table} where item_id = ?", [(old,) for old in moved])
    db.conn.executemany("update reattachment set parent_id = ? where parent_id = ?", moves)
    # of two that became one, none answers the other any more
    db.conn.execute("delete from reattachment where parent_id = item_id")
    _add_aliases(db, moved)
    mark_pending(db, [*moved, *moved.values()])


def _add_aliases(db: Database, moved: Mapping[str, str]) -> None:
    db.execute(
        "update alias set item_id = (select value from json_each(:moved) where key = alias.item_id)"
        " where item_id in (select key from json_each(:moved))",
        {"moved": json.dumps(moved)},
    )
    db.conn.executemany(
        "insert into alias (alias, item_id) values (?, ?) on conflict (alias) do update set item_id = excluded.item_id",
        moved.items(),
    )


def _all_keys(post: OriginalPost) -> Iterator[str]:
    yield from post_keys(post)
    for comment in post.comments:
        yield comment.source_key
        if comment.parent_key is not None:
            yield comment.parent_key


def _number(item: str) -> tuple[int, str]:
    """Return what orders ids with numbers of their own."""
    found = _LAST_DIGITS.search(item)
    return int(found.group()) if found else 0, item


def _preference(item: str, own: str, by_address: set[str]) -> tuple[int, int, str]:
    if has_own_number(item):
        return (0 if item == own else 1, -_number(item)[0], item)
    return (2 if item in by_address else 3, 0, item)
