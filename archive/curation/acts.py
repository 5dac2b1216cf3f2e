"""Changes of tags, rules, proposals, acronyms and replies, each row with what stood before, to be taken back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound, Refused, WrongUse

Row = dict[str, Any]
Key = tuple[Any, ...]

_KEYS: Mapping[str, tuple[str, ...]] = {
    "tag": ("id",),
    "tag_synonym": ("id",),
    "tag_rule": ("id",),
    "tagging": ("item_id", "tag_id"),
    "tag_proposal": ("item_id", "tag_id"),
    "acronym_home": ("spelling",),
    "acronym_name": ("spelling",),
    "acronym_dismissal": ("word",),
    "acronym_fix": ("item_id", "spelling", "number"),
    "acronym_meaning": ("short", "sense_key"),
    "reattachment": ("item_id",),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row as it was before an act and as it is after it; None where there is none."""

    table: str
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row after the act, or the one that it removed."""
        return self.after or self.before or {}

    @property
    def item_id(self) -> str:
        """The item it is about, "" for what is of no item."""
        return str(self.row.get("item_id", ""))

    @property
    def tag_ids(self) -> frozenset[str]:
        """The tags it is about, before and after."""
        name = "id" if self.table == "tag" else "tag_id"
        return frozenset(row[name] for row in (self.before, self.after) if row)

    @property
    def tag_id(self) -> str:
        """The tag it is about, "" for what is of no tag."""
        return str(self.row.get("id" if self.table == "tag" else "tag_id", ""))


@dataclass(slots=True)
class Changes:
    """Writes rows inside the caller's transaction and remembers what each one was."""

    db: Database
    _found: dict[tuple[str, Key], Change] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Change]:
        """Yield each row that is not as it was, once."""
        return (change for change in self._found.values() if change.before != change.after)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def put(self, table: str, **given: Any) -> None:
        """Write a row: columns that are not given stay as they are, or at their default in a new row."""
        key = tuple(given[name] for name in _KEYS[table])
        before = self._read(table, key)
        if before is None:
            names = ", ".join(given)
            marks = ", ".join("?" * len(given))
            self.db.conn.execute(f"insert into {table} ({names}) values ({marks})", list(given.values()))
        elif any(before[name] != value for name, value in given.items()):
            setting = ", ".join(f"{name} = ?" for name in given)
            self.db.conn.execute(f"update {table} set {setting} where {_where(table)}", [*given.values(), *key])
        else:
            return
        self._note(table, key, before)

    def drop(self, table: str, *key: Any) -> bool:
        """Remove a row; return whether there was one."""
        before = self._read(table, key)
        if before is None:
            return False
        self.db.conn.execute(f"delete from {table} where {_where(table)}", key)
        self._note(table, key, before)
        return True

    def _note(self, table: str, key: Key, before: Row | None) -> None:
        earlier = self._found.get((table, key))
        self._found[table, key] = Change(table, earlier.before if earlier else before, self._read(table, key))

    def _read(self, table: str, key: Key) -> Row | None:
        return read_row(self.db, table, key)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did to topics. `undone_by` is the act that took it back, "" while it holds."""

    id: str
    kind: str
    made_by: str
    made_at: str
    told: str
    undone_by: str


def read_row(db: Database, table: str, key: Key) -> Row | None:
    """Return a row of one of the tables that acts change, None when there is none."""
    cursor = db.conn.execute(f"select * from {table} where {_where(table)}", key)
    found = cursor.fetchone()
    return None if found is None else dict(zip([column[0] for column in cursor.description], found, strict=True))


def keep_act(db: Database, act: Act, changes: Changes) -> None:
    """Remember an act with what it changed."""
    db.conn.execute(
        "insert into topic_act (id, kind, made_by, made_at, told) values (?, ?, ?, ?, ?)",
        [act.id, act.kind, act.made_by, act.made_at, act.told],
    )
    db.conn.executemany(
        "insert into topic_change values (?, ?, ?, ?, ?, ?, ?)",
        [
            (act.id, number, change.table, change.item_id, change.tag_id, _dump(change.before), _dump(change.after))
            for number, change in enumerate(changes)
        ],
    )


def get_act(db: Database, act_id: str) -> Act:
    """Return an act; raise NotFound when there is none of that id."""
    found = db.conn.execute(f"{_ACTS} where id = ?", [act_id]).fetchone()
    if found is None:
        raise NotFound(f"There is no act on topics called {act_id[:20]!r}: `threadkeep topics history` lists them.")
    return Act(*found)


def get_acts(
    db: Database, *, tag_id: str = "", item_id: str = "", kinds: Collection[str] = (), limit: int = 100
) -> list[Act]:
    """Return acts, newest first: those about a tag, about an item, or all; `kinds` are how their kinds begin."""
    about = "select act_id from topic_change where (?1 = '' or tag_id = ?1) and (?2 = '' or item_id = ?2)"
    rows = db.conn.execute(
        f"{_ACTS} where id in ({about}) and (?4 = '[]' or exists (select 1 from json_each(?4) "
        "where substr(kind, 1, length(value)) = value)) order by cast(substr(id, 2) as integer) desc limit ?3",
        [tag_id, item_id, limit, json.dumps(list(kinds))],
    )
    return [Act(*row) for row in rows.fetchall()]


def take_back(changes: Changes, act: Act) -> None:
    """Put every row that an act changed back to what it was.

    Raises WrongUse when it was undone before, and Refused, with nothing changed, when one was changed again since.
    """
    if act.undone_by:
        raise WrongUse(f"{act.id} was undone already by {act.undone_by}: undo that one to have it back.")
    db = changes.db
    # rows name each other; what counts is that they do so in the end
    db.conn.execute("pragma defer_foreign_keys = on")
    for change in reversed(_load(db, act.id)):
        key = tuple(change.row[name] for name in _KEYS[change.table])
        if read_row(db, change.table, key) != change.after:
            raise Refused(f"What {act.id} did was changed again since: undo the later act first.")
        if change.before is None:
            changes.drop(change.table, *key)
        else:
            changes.put(change.table, **change.before)


def mark_undone(db: Database, act_id: str, by_act: str) -> None:
    """Note that an act was undone; one that undid another makes that one hold again."""
    db.conn.execute("update topic_act set undone_by = null where undone_by = ?", [act_id])
    db.conn.execute("update topic_act set undone_by = ? where id = ?", [by_act, act_id])


_ACTS = "select id, kind, made_by, made_at, told, coalesce(undone_by, '') from topic_act"


def _load(db: Database, act_id: str) -> list[Change]:
    rows = db.conn.execute(
        "select row_table, before, after from topic_change where act_id = ? order by number", [act_id]
    ).fetchall()
    return [Change(table, _parse(before), _parse(after)) for table, before, after in rows]


def _dump(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, sort_keys=True)


def _parse(written: str | None) -> Row | None:
    return None if written is None else json.loads(written)


def _where(table: str) -> str:
    return " and ".join(f"{name} = ?" for name in _KEYS[table])
