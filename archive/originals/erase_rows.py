"""Rows of archive.db without the words of an erased item: its place stays, and what says where it belongs."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from archive.originals.batch import Batch
from archive.originals.erase_payload import Going, blank_words, tells
from archive.originals.erase_reading import letters_of
from archive.originals.reading_rows import encode_fields
from archive.originals.readings import Reading
from archive.originals.records import SourceState
from archive.redaction.words import Words

_KEPT = frozenset({"url", "path", "parent_id", "ordinal", "published", "is_owner", "is_page", "declared", "kind"})
"""Fields of a reading that say where an item stands, and nothing that it says."""

_ERASED = "(erased)"
_CASE_TEXTS = (
    *(("takedown", "id", column) for column in ("places", "why", "reason")),
    ("takedown_message", "case_id", "body"),
)
_TITLES = ("title", "title_elsewhere", "author", "signed_as")
_GONE = (
    "delete from revision where item_id = :id",
    "delete from finding where item_id = :id",
    "delete from wrong_link where item_id = :id",
    "delete from acronym_fix where item_id = :id",
    # acts on places of it quote them
    "delete from topic_change where item_id = :id and row_table = 'acronym_fix'",
    # made of the words of a saved text; the same text gets the same id again, which is worked out from the key
    "delete from identity where source_key like 'text:%' and item_id in"
    " (select :id union all select alias from alias where item_id = :id)",
    # a decision on this item alone has nothing left to decide on; one that holds everywhere goes on holding elsewhere
    "update decision set exact = '', salt = '' where item_id = :id and scope = 'here'",
    "update decision set field = '', prefix = '', suffix = '', anchor_start = 0, text_digest = '' where item_id = :id",
)


@dataclass(frozen=True, slots=True)
class Told:
    """The words that are told of one item, and the captures that are known to tell them. Its repr shows none."""

    texts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    captures: frozenset[int] = frozenset()
    rows: int = 0
    revisions: int = 0

    def __repr__(self) -> str:
        return "<Told>"

    def __bool__(self) -> bool:
        return bool(self.texts or self.names or self.addresses)

    def plus(self, other: Told) -> Told:
        """Return both."""
        return Told(
            self.texts | other.texts,
            self.names | other.names,
            self.addresses | other.addresses,
            self.within | other.within,
            self.captures | other.captures,
            self.rows + other.rows,
            self.revisions + other.revisions,
        )


def blank_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a reading without what an item says and who wrote it."""
    kept = {name: value for name, value in values.items() if name in _KEPT}
    if body := values.get("body"):
        kept["body"] = ["", "[]", body[2]]
    return kept


def change_strings(values: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return the fields of a reading with everything that people wrote changed; addresses of posts stay."""
    changed = {**values, **{name: change(values[name]) for name in _TITLES if values.get(name)}}
    if labels := values.get("labels"):
        changed["labels"] = list(map(change, labels))
    if byline := values.get("byline"):
        changed["byline"] = [byline[0] and change(byline[0]), byline[1], byline[2]]
    if body := values.get("body"):
        changed["body"] = [change(body[0]), _change_marks(body[1], change), *body[2:]]
    return changed


def _change_marks(marks: str, change: Callable[[str], str]) -> str:
    """Return marks with the addresses of links changed; they stay as they were written where none is."""
    items = json.loads(marks)
    for _, _, _, *details in items:
        for detail in details:
            detail.update({name: change(value) for name, value in detail.items() if isinstance(value, str)})
    return json.dumps(items, separators=(",", ":")) if items != json.loads(marks) else marks


def blank_words_in_rows(db: Database, item_id: str, words: Words) -> None:
    """Blank some words in what the sources of an item say and said, inside the caller's transaction."""

    def change(text: str) -> str:
        return blank_words(text, words)

    batch = Batch(db)
    batch.amend(item_id, lambda reading: replace(reading, values=change_strings(reading.values, change)))
    batch.flush()
    rows = db.conn.execute("select id, fields, text, marks from revision where item_id = ?", [item_id]).fetchall()
    for number, fields, text, marks in rows:
        values = {**json.loads(fields), "body": None if text is None else [text, marks]}
        changed = change_strings(values, change)
        body = changed.pop("body") or [None, None]
        db.conn.execute(
            "update revision set fields = ?, text = ?, marks = ? where id = ?", [encode_fields(changed), *body, number]
        )


def items_that_told(db: Database, words: Words) -> list[str]:
    """Return the items in what whose sources say or said some words stand."""
    found: dict[str, None] = {}
    for table in ("reading", "revision"):
        for item_id, *said in db.conn.execute(f"select item_id, fields, text, marks from {table} order by item_id"):
            if any(words.stands_in(each) for each in said if each):
                found[item_id] = None
    return list(found)


def words_in(values: Mapping[str, Any]) -> Told:
    """Return what the fields of a reading tell. What a source put in the place of words that it took down is none."""
    texts, names, addresses = [], [values.get(name) for name in _TITLES], []
    body, byline = values.get("body"), values.get("byline")
    if body and body[2] == SourceState.LIVE:
        texts.append(body[0])
    if byline:
        names.append(byline[0])
        addresses.append(byline[2])
    return Told(_told(texts), _told(names), _told(addresses))


def _told(values: Iterable[str | None]) -> frozenset[str]:
    return frozenset(value for value in values if value)


def told_of(db: Database, item_id: str) -> Told:
    """Return what archive.db tells of one item, as it is and as it was."""
    told = Told(rows=1)
    for table in ("reading", "revision"):
        rows = db.conn.execute(f"select fields, text, capture_id from {table} where item_id = ?", [item_id]).fetchall()
        for fields, text, capture_id in rows:
            values = json.loads(fields)
            values["body"] = text and [text, "[]", values.get("state", SourceState.LIVE.value)]
            told = told.plus(replace(words_in(values), captures=frozenset([capture_id])))
        told = replace(told, rows=told.rows + len(rows) * (table == "reading"), revisions=len(rows))
    return told


def blank_rows(db: Database, item_id: str) -> None:
    """Take the words of an item out of every table, inside the caller's transaction; the item is pending then."""
    for statement in _GONE:
        db.conn.execute(statement, {"id": item_id})
    batch = Batch(db)
    batch.amend(item_id, _blank)
    batch.flush()


def _blank(reading: Reading) -> Reading:
    stamps = {name: stamp for name, stamp in reading.stamps.items() if name in _KEPT}
    return replace(reading, values=blank_values(reading.values), stamps=stamps)


def letters_of_others(db: Database, item_ids: Collection[str]) -> list[str]:
    """Return the letters of every text, title and name of all items but these."""
    return [letters for _, letters in iter_letters(db, item_ids)]


def iter_letters(db: Database, besides: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the letters of every text, title and name of all items but some, with the item's id."""
    for table, columns in (("post", "id, text, title, author"), ("comment", "id, text, author")):
        for item_id, *said in db.conn.execute(f"select {columns} from {table}"):
            if item_id not in besides:
                yield from ((item_id, letters_of(each)) for each in said if each)


def is_address_of_others(db: Database, address: str, item_ids: Collection[str]) -> bool:
    """Return whether another item's author has that address too."""
    rows = db.conn.execute("select id from comment where author_url = ?", [address]).fetchall()
    return any(item_id not in item_ids for (item_id,) in rows)


def blank_kept(db: Database, told: Told, item_ids: Collection[str], going: Going) -> None:
    """Take off the list of kept words what no item but these says, and what quotes them as its evidence."""
    rows = db.conn.execute("select id, exact, evidence from kept_words where exact <> ''").fetchall()
    own = [letters_of(text) for text in told.texts | told.names]
    said = [row for row in rows if any(letters_of(row[1]) in letters for letters in own)]
    others = letters_of_others(db, item_ids) if said else []
    for row in rows:
        number, exact, evidence = row
        alone = row in said and not any(letters_of(exact) in letters for letters in others)
        if alone or tells(evidence, going):
            _forget_kept(db, number)


def blank_typed_words(db: Database, words: Words, item_id: str | None) -> None:
    """Blank words in whatever moderators and senders of reports typed: in all of it, or what is about one item."""
    for number, exact, evidence in db.conn.execute("select id, exact, evidence from kept_words").fetchall():
        if words.stands_in(f"{exact}\n{evidence}") and (item_id is None or not items_that_told(db, Words(exact))):
            _forget_kept(db, number)
    about = "" if item_id is None else "and exists (select 1 from json_each(item_ids) where value = :item)"
    cases = db.conn.execute(f"select id from takedown where true {about}", {"item": item_id} if about else {})
    ids = {case_id for (case_id,) in cases.fetchall()}
    for table, case, column in _CASE_TEXTS:
        rows = db.conn.execute(f"select id, {case}, {column} from {table} where {column} <> ''").fetchall()
        for row_id, case_id, typed in rows:
            if case_id in ids and words.stands_in(typed):
                blanked = blank_words(typed, words)
                db.conn.execute(f"update {table} set {column} = ? where id = ?", [blanked, row_id])
                db.conn.execute("update takedown set version = version + 1 where id = ?", [case_id])


def _forget_kept(db: Database, number: int) -> None:
    # its line in the log stays, which says no words
    db.conn.execute("update kept_words set exact = '', folded = '', evidence = '', active = 0 where id = ?", [number])


def blank_cases(db: Database, going: Going) -> None:
    """Take out whatever reports, and what moderators answered, quote of what must go."""
    for table, case, column in _CASE_TEXTS:
        rows = db.conn.execute(f"select id, {case}, {column} from {table} where {column} <> ''").fetchall()
        for row_id, case_id, words in rows:
            if tells(words, going):
                db.conn.execute(f"update {table} set {column} = ? where id = ?", [_ERASED, row_id])
                # what a sender can read of it is written anew from here
                db.conn.execute("update takedown set version = version + 1 where id = ?", [case_id])
