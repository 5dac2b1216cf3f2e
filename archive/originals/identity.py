"""Which item a source speaks of: ids made once (A1), one post under many addresses (A2, H7), aliases for old ids."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.ids import make_id
from archive.originals.pending import mark_pending
from archive.originals.records import OriginalPost
from archive.originals.urls import canonical_url

_URL = "url:"


def identify_post(db: Database, post: OriginalPost, site_id: int, key: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the id of a post, and the ids of stored posts that turn out to be the same one (see `unite`).

    The source's own number wins over the address, the address over any other key, whichever came first. Two posts
    with numbers of their own are two posts, even under one address; the address then names the later number.
    """
    keys = [post.source_key]
    if post.url and not post.source_key.startswith(_URL):
        keys.append(_URL + canonical_url(post.url))
    made = {name: make_id(name, key) for name in keys}
    known = {name: item for name in keys if (item := _find_identity(db, name)) is not None}
    by_url = {made[name] for name in keys if name.startswith(_URL)} | _url_ids(db, known.values(), key)
    own = known.get(post.source_key) or made[post.source_key]
    best = min({*made.values(), *known.values()}, key=lambda item: _preference(item, own, by_url))
    same = tuple(sorted({item for item in known.values() if item != best and not item.isdigit()}))
    for name in keys:
        owner = known.get(name)
        if owner is None or owner in same or (owner != best and int(owner) < int(best)):
            _set_identity(db, name, site_id, best)
    return best, same


def identify_comment(db: Database, source_key: str, site_id: int, key: bytes) -> str:
    """Return the id of a comment, made and stored at first sight."""
    found = _find_identity(db, source_key)
    if found is None:
        found = make_id(source_key, key)
        _set_identity(db, source_key, site_id, found)
    return found


def parent_id_for(db: Database, source_key: str | None, key: bytes) -> str | None:
    """Return the id that the answered comment has, or will have when a source brings it; None for a root."""
    if source_key is None:
        return None
    return _find_identity(db, source_key) or make_id(source_key, key)


def add_alias(db: Database, alias: str, item_id: str) -> None:
    """Let an old id lead to an item; raise WrongUse when the alias is itself the id of an item."""
    if any(True for _ in db.query("select 1 from identity where item_id = ? limit 1", (alias,))):
        raise WrongUse(f"{alias} is the id of an item and cannot be an alias: choose another.")
    db.execute("update alias set item_id = ? where item_id = ?", (item_id, alias))
    db.execute(
        "insert into alias (alias, item_id) values (?, ?) on conflict (alias) do update set item_id = excluded.item_id",
        (alias, item_id),
    )
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


def move_references(db: Database, old: str, new: str) -> None:
    """Let what names one item by its id name another: decisions, findings, tags, revisions, absences, aliases.

    The log is never rewritten; its lines find the item through the alias.
    """
    db.execute("update identity set item_id = ? where item_id = ?", (new, old))
    for table in ("revision", "decision"):
        db.execute(f"update {table} set item_id = ? where item_id = ?", (new, old))
    for table in ("finding", "tagging", "absence"):
        # what the new id has already stays; its double under the old id goes
        db.execute(f"update or ignore {table} set item_id = ? where item_id = ?", (new, old))
        db.execute(f"delete from {table} where item_id = ?", (old,))
    add_alias(db, old, new)
    mark_pending(db, [old, new])


def _find_identity(db: Database, source_key: str) -> str | None:
    for row in db.query("select item_id from identity where source_key = ?", (source_key,)):
        return str(row["item_id"])
    return None


def _set_identity(db: Database, source_key: str, site_id: int, item_id: str) -> None:
    db.execute(
        "insert into identity (source_key, site_id, item_id) values (?, ?, ?)"
        " on conflict (source_key) do update set item_id = excluded.item_id",
        (source_key, site_id, item_id),
    )


def _url_ids(db: Database, items: Iterable[str], key: bytes) -> set[str]:
    """Return those ids among all that were made from an address."""
    found: set[str] = set()
    for item in items:
        rows = db.query("select source_key from identity where item_id = ? and source_key like 'url:%'", (item,))
        found.update(made for row in rows if (made := make_id(row["source_key"], key)) == item)
    return found


def _preference(item: str, own: str, by_url: set[str]) -> tuple[int, int, str]:
    if item.isdigit():
        return (0 if item == own else 1, -int(item), item)
    return (2 if item in by_url else 3, 0, item)
