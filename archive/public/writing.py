"""Writing public.db: rows are updated in place, and only where they differ, so a page keeps nothing of what went.

Every function works inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.public.database import read_in, read_rows
from archive.public.derived import forget, forget_words
from archive.public.models import ItemState, LogLine, PublicComment, PublicPost, PublicSite, PublicThread
from archive.public.rows import Row, comment_row, link_row, post_row, site_row, tagging_row
from archive.public.statistics import count_words

_KEYS = {
    "meta": ("key",),
    "site": ("id",),
    "post": ("id",),
    "comment": ("id",),
    "alias": ("alias",),
    "tag": ("id",),
    "tagging": ("item_id", "tag_id"),
    "tag_synonym": ("id",),
    "tag_rule": ("id",),
    "item_words": ("item_id",),
    "link": ("id",),
    "time_reference": ("id",),
    "quotation": ("id",),
    "block": ("id",),
    "post_link": ("id",),
    "passage": ("fingerprint", "item_id"),
    "phrase": ("fingerprint", "item_id"),
    "acronym": ("id",),
    "acronym_spelling": ("spelling",),
    "acronym_sense": ("id",),
    "acronym_definition": ("id",),
    "acronym_mention": ("id",),
    "acronym_sighting": ("fingerprint", "item_id"),
    "acronym_item": ("item_id",),
    "log": ("ref",),
}
"""Every table of the public copy with its key."""

_VERSION_ASIDE = {"meta": " where key <> 'content_version'"}


def write_thread(db: Database, thread: PublicThread) -> int:
    """Make the rows of one thread equal to `thread`; return how many rows changed.

    Rows of comments that no longer belong to it go; a comment that moved here from another thread is moved.
    """
    # a comment may answer one that is written after it
    db.conn.execute("pragma defer_foreign_keys = on")
    comments = [comment_row(comment) for comment in thread.comments]
    ids = [thread.post.id, *(row["id"] for row in comments)]
    gone = _ids_of(db, thread.post.id) - set(ids)
    forget(db, ids)
    posts = [post_row(thread.post)]
    present = list(read_in(db, "select * from post where id in (?)", ids[:1]))
    stood = list(read_in(db, "select * from comment where id in (?)", ids))
    forget_words(db, _reworded([*posts, *comments], [*present, *stood]))
    changed = sync(db, "post", posts, present)
    changed += _remove_items(db, gone)
    changed += sync(db, "comment", comments, stood)
    return changed + _write_parts(db, thread, ids)


def _reworded(rows: Iterable[Row], present: Iterable[Row]) -> list[str]:
    """Return the items that say something else than before."""
    before = {row["id"]: row for row in present}
    return [
        row["id"]
        for row in rows
        if row["id"] in before
        and any(row.get(name) != before[row["id"]].get(name) for name in ("text", "title", "marks", "state"))
    ]


def _write_parts(db: Database, thread: PublicThread, ids: list[str]) -> int:
    links = read_in(db, "select * from link where item_id in (?)", ids)
    changed = sync(db, "link", [link_row(link) for link in thread.links], links)
    names = {tagging.tag_id: tagging.name for tagging in thread.taggings}
    before = list(read_in(db, "select * from tagging where item_id in (?)", ids))
    for tag_id, name in names.items():
        changed += db.conn.execute(
            "insert into tag (id, name, item_count) values (?, ?, 0) "
            "on conflict (id) do update set name = excluded.name where name <> excluded.name",
            [tag_id, name],
        ).rowcount
    items: list[PublicPost | PublicComment] = [thread.post, *thread.comments]
    sizes = [
        {"item_id": item.id, "words": count_words(item.body.text)} for item in items if item.state is ItemState.SHOWN
    ]
    changed += sync(db, "item_words", sizes, read_in(db, "select * from item_words where item_id in (?)", ids))
    changed += sync(db, "tagging", [tagging_row(tagging) for tagging in thread.taggings], before)
    changed += _recount(db, {row["tag_id"] for row in before} | set(names))
    aliases = [{"alias": alias, "item_id": item_id} for alias, item_id in thread.aliases]
    names_now = [row["alias"] for row in aliases]
    known = {row["alias"]: row for row in read_in(db, "select * from alias where item_id in (?)", ids)}
    known |= {row["alias"]: row for row in read_in(db, "select * from alias where alias in (?)", names_now)}
    return changed + sync(db, "alias", aliases, known.values())


def remove_thread(db: Database, post_id: str) -> int:
    """Take a post and all that hangs on it out of the public copy; return how many rows went."""
    db.conn.execute("pragma defer_foreign_keys = on")
    changed = _remove_items(db, _ids_of(db, post_id) | {post_id})
    return changed + db.conn.execute("delete from post where id = ?", [post_id]).rowcount


def write_sites(db: Database, sites: Iterable[PublicSite]) -> int:
    """Make table `site` equal to `sites`; return how many rows changed."""
    return sync(db, "site", [site_row(site) for site in sites], read_rows(db, "select * from site"))


def write_log(db: Database, lines: Iterable[LogLine]) -> int:
    """Make table `log` equal to `lines`; return how many rows changed.

    When one changed all are written anew, sorted: the order of the rows says nothing of what was done first.
    """
    rows = [
        {"ref": line.ref, "month": line.month, "kind": line.kind, "label": line.label, "reason": line.reason}
        for line in sorted(lines, key=lambda line: (line.month, line.ref))
    ]
    before = list(read_rows(db, "select * from log order by rowid"))
    if before == rows:
        return 0
    db.conn.execute("delete from log")
    return max(1, sync(db, "log", rows, []))


def differs(db: Database, other: Path) -> bool:
    """True when the copy in another file says something else than this one, the content version aside."""
    db.conn.execute("attach database ? as other", [f"{other.absolute().as_uri()}?mode=rw"])
    try:
        return any(_differs(db, table) for table in _KEYS)
    except sqlite3.OperationalError:
        # a table or column that the other does not have
        return True
    finally:
        db.conn.execute("detach database other")


def _differs(db: Database, table: str) -> bool:
    ours, theirs = (f"select * from {schema}.{table}{_VERSION_ASIDE.get(table, '')}" for schema in ("main", "other"))
    return any(
        db.conn.execute(f"select exists (select * from ({one}) except select * from ({two}))").fetchone()[0]
        for one, two in ((ours, theirs), (theirs, ours))
    )


def dump(db: Database) -> str:
    """Return every row of every table as text in a steady order: two copies with equal dumps say the same."""
    lines = []
    for table, keys in _KEYS.items():
        rows = read_rows(db, f"select * from {table} order by {', '.join(keys)}")
        lines += [json.dumps([table, row], ensure_ascii=False, sort_keys=True) for row in rows]
    return "\n".join(lines)


def _ids_of(db: Database, post_id: str) -> set[str]:
    return {row["id"] for row in read_rows(db, "select id from comment where post_id = ?", [post_id])}


def _remove_items(db: Database, ids: Iterable[str]) -> int:
    gone = sorted(ids)
    tags = {row["tag_id"] for row in read_in(db, "select tag_id from tagging where item_id in (?)", gone)}
    changed = 0
    forget(db, gone)
    forget_words(db, gone)
    for item_id in gone:
        for sql in (
            "delete from link where item_id = ?",
            "delete from tagging where item_id = ?",
            "delete from alias where item_id = ?",
            "delete from item_words where item_id = ?",
        ):
            changed += db.conn.execute(sql, [item_id]).rowcount
        changed += db.conn.execute("delete from comment where id = ?", [item_id]).rowcount
    return changed + _recount(db, tags)


def _recount(db: Database, tag_ids: Iterable[str]) -> int:
    """Count again what carries these tags; one that nothing carries goes, unless it stands above another."""
    changed = 0
    for tag_id in sorted(tag_ids):
        (count,) = db.conn.execute("select count(*) from tagging where tag_id = ?", [tag_id]).fetchone()
        if not count:
            changed += db.conn.execute(_DELETE_TAG, [tag_id]).rowcount
        changed += db.conn.execute(
            "update tag set item_count = ? where id = ? and item_count <> ?", [count, tag_id, count]
        ).rowcount
    return changed


_DELETE_TAG = (
    "delete from tag where id = ?1 and not exists (select 1 from tag as narrower where narrower.broader_id = ?1) "
    "and not exists (select 1 from tag_synonym where tag_id = ?1) "
    "and not exists (select 1 from tag_rule where tag_id = ?1)"
)


def sync(db: Database, table: str, wanted: Sequence[Row], present: Iterable[Row]) -> int:
    """Make the `present` rows of a table equal to `wanted` by UPDATE, DELETE and INSERT; return how many it took."""
    keys = _KEYS[table]
    old = {tuple(row[key] for key in keys): row for row in present}
    new = {tuple(row[key] for key in keys): row for row in wanted}
    for key in old.keys() - new.keys():
        db.conn.execute(f"delete from {table} where {_where(keys)}", key)
    changed = len(old.keys() - new.keys())
    for key, row in new.items():
        if key in old and old[key] != row:
            changed += _update(db, table, row, keys, key)
    return changed + _insert(db, table, [row for key, row in new.items() if key not in old])


def _insert(db: Database, table: str, rows: Sequence[Row]) -> int:
    """Write new rows, which all have the same columns; return how many."""
    if rows:
        columns = list(rows[0])
        sql = f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})"
        db.conn.executemany(sql, ([row[name] for name in columns] for row in rows))
    return len(rows)


def _update(db: Database, table: str, row: Row, keys: Sequence[str], key: Sequence[Any]) -> int:
    # with a key among what is set, SQLite looks through all rows that may refer to it
    values = {name: value for name, value in row.items() if name not in keys}
    setting = ", ".join(f"{name} = ?" for name in values)
    db.conn.execute(f"update {table} set {setting} where {_where(keys)}", [*values.values(), *key])
    return 1


def _where(keys: Sequence[str]) -> str:
    return " and ".join(f"{key} = ?" for key in keys)
