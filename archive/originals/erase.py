"""Erasing: the words of an item go from rows and captures for good, and nothing brings them back (M7, H9).

What was erased is remembered by keyed digests (HMAC-SHA-256, RFC 2104). They make the merge drop the words whenever a
source brings them again, and they are the list that a restored backup is held against.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.errors import Refused
from archive.folder import DataFolder
from archive.ids import has_own_number, make_id
from archive.originals.erase_captures import count_captures, erase_in_captures, forget_captures
from archive.originals.erase_payload import EXCERPT, Going, blank_words, tells, text_of
from archive.originals.erase_reading import BLANK, letters_of, windows_of
from archive.originals.erase_rows import (
    Told,
    blank_cases,
    blank_kept,
    blank_rows,
    blank_values,
    change_strings,
    is_address_of_others,
    iter_letters,
    letters_of_others,
    told_of,
    words_in,
)
from archive.originals.pending import get_pending, mark_pending
from archive.redaction.words import Words

_LOCK = "harvest"
_MARK = "erasing"


@dataclass(frozen=True, slots=True)
class Toll:
    """What an erasure takes: rows that lose words, revisions that go, captures that are written anew."""

    rows: int
    revisions: int
    captures: int


def count_toll(db: Database, folder: DataFolder | None, item_id: str) -> Toll:
    """Return what erasing an item would take, and change nothing; without a folder, the captures that rows name."""
    told = told_of(db, item_id)
    if folder is None:
        return Toll(told.rows, told.revisions, len(told.captures))
    captures = count_captures(db, folder, [(_going(db, told, [item_id]), told.captures)])
    return Toll(told.rows, told.revisions, captures)


def quoting_items(db: Database, item_id: str) -> list[str]:
    """Return the other items that say what an item says, or a part of it that is no chance: they keep it."""
    texts = [text_of(each) for each in told_of(db, item_id).texts]
    found = (
        other
        for other, letters in iter_letters(db, [item_id])
        if any(next(each.find(letters), None) for each in texts if each is not None and each.is_long)
    )
    return list(dict.fromkeys(found))


def is_quoted(db: Database, item_id: str, text: str) -> bool:
    """Return whether a text that somebody typed says what an item says, or a part of it that is no chance."""
    texts = (text_of(each) for each in told_of(db, item_id).texts)
    return tells(text, Going(tuple(each for each in texts if each is not None)))


def note_erasure(db: Database, item_id: str, key: bytes) -> None:
    """Remember inside the caller's transaction that an item is to be erased; `finish_erasures` does the rest."""
    told = told_of(db, item_id)
    ids = {item_id}
    ids |= {alias for (alias,) in db.conn.execute("select alias from alias where item_id = ?", [item_id])}
    keys = db.conn.execute("select source_key from identity where item_id = ?", [item_id]).fetchall()
    ids |= {make_id(source_key, key) for (source_key,) in keys}
    for each in ids:
        _note(db, _digest(key, "item", each), "item", item_id if each == item_id else "")
    for letters in map(letters_of, told.texts):
        if len(letters) >= EXCERPT:
            _note(db, _digest(key, "text", letters), "text", "")


def _note(db: Database, digest: str, kind: str, item_id: str) -> None:
    db.conn.execute(
        "insert into erasure (digest, kind, item_id, is_done) values (?1, ?2, ?3, ?3 = '')"
        " on conflict (digest) do update set item_id = excluded.item_id, is_done = excluded.is_done",
        [digest, kind, item_id],
    )


def note_words(db: Database, item_id: str, words: str, key: bytes) -> None:
    """Remember inside the caller's transaction that some words are never to come back: to an item, or ("") anywhere."""
    told = [letters for letters in map(letters_of, re.findall(r"[^\W_]+", words)) if letters]
    for spelled, size in {(" ".join(told), len(told)), ("".join(told), 1)}:
        db.conn.execute(
            "insert or replace into erasure (digest, kind, item_id, size, is_done) values (?, 'words', ?, ?, 1)",
            [_digest(key, f"words {item_id}", spelled), item_id, size],
        )


def erase_words(db: Database, folder: DataFolder, going: Sequence[tuple[Going, Collection[int]]]) -> None:
    """Take words out of captures; raise Refused while something harvests or imports."""
    with folder.lock(_LOCK):
        erase_in_captures(db, folder, going)


def is_due_words(db: Database) -> list[str]:
    """Return the masks whose words two people agreed to erase and that still hold them."""
    sql = (
        "select d.id from decision as d join erasure_request as r on r.mask_id = d.id"
        " where r.state = 'confirmed' and d.salt <> '' order by d.id"
    )
    return [mask_id for (mask_id,) in db.conn.execute(sql)]


def mark_old_bytes(db: Database) -> None:
    """Note inside the transaction that ends an erasure that archive.db is to be written anew.

    `finish_erasures` does that.
    """
    forget_captures(db)
    db.conn.execute("insert or replace into meta (key, value) values (?, '1')", [_MARK])


def erased_items(db: Database) -> frozenset[str]:
    """Return the items that were erased, or are about to be."""
    return frozenset(
        item_id for (item_id,) in db.conn.execute("select item_id from erasure where kind = 'item' and item_id <> ''")
    )


def is_due(db: Database) -> bool:
    """Return whether something noted is not gone yet from every row, capture and byte."""
    marked = db.conn.execute("select exists (select 1 from meta where key = ?)", [_MARK]).fetchone()[0]
    return bool(marked) or _is_left(db) or bool(is_due_words(db))


def _is_left(db: Database) -> bool:
    """Return whether words are left in rows and captures."""
    sql = "select exists (select 1 from erasure where not is_done) or exists (select 1 from erasure_due)"
    return bool(db.conn.execute(sql).fetchone()[0])


def finish_erasures(db: Database, folder: DataFolder) -> bool:
    """Take away whatever was noted and is not gone yet; True when nothing is left to do.

    Call it outside a transaction. While something harvests or imports, and while somebody else uses archive.db for
    long, it leaves the rest for the next time. Killed at any moment, the next call does what is left.
    """
    if not is_due(db):
        return True
    try:
        with folder.lock(_LOCK):
            if _is_left(db):
                _erase(db, folder)
            return _clean(db)
    except Refused:
        return False


Listed = tuple[str, str, str, int]
"""One line of the list that a restored backup is held against: digest, kind, item of words, how many words."""


def erasure_list(db: Database) -> list[Listed]:
    """Return all that was ever erased, as digests: what a backup from before has to be held against."""
    sql = "select digest, kind, case kind when 'words' then item_id else '' end, size from erasure order by digest"
    return [(digest, kind, item_id, size) for digest, kind, item_id, size in db.conn.execute(sql)]


def apply_erasures(db: Database, folder: DataFolder, listed: Iterable[Listed] = ()) -> tuple[str, ...]:
    """Erase again the items that a restored backup brought back, by the list; return them.

    `listed` comes from the archive as it was before it was replaced, and joins what the backup knows itself. Call it
    outside a transaction, and publish afterwards. Raises Refused while something harvests or imports.
    """
    key = folder.load_secrets().id_key
    with db.atomic():
        db.conn.executemany(
            "insert or ignore into erasure (digest, kind, item_id, size, is_done) values (?, ?, ?, ?, 1)", listed
        )
        known = _digests(db, "item")
        rows = db.conn.execute("select id from post union all select id from comment order by id").fetchall()
        found = tuple(item_id for (item_id,) in rows if known and _digest(key, "item", item_id) in known)
        for item_id in found:
            _note(db, _digest(key, "item", item_id), "item", item_id)
        mark_pending(db, found)
    if not finish_erasures(db, folder):
        raise Refused("What was erased before cannot be erased in this backup now: wait for other commands, try again.")
    return found


def listed_words(db: Database, key: bytes) -> dict[str, frozenset[str]]:
    """Return the words that were erased and stand in what is told of items nevertheless, by item: of a backup."""
    erased = Erased(db, key)
    found: dict[str, frozenset[str]] = {}
    for table in ("reading", "revision") if erased.knows_words else ():
        for item_id, *said in db.conn.execute(f"select item_id, fields, text, marks from {table} order by item_id"):
            if words := erased.find_words(item_id, [each for each in said if each]):
                found[item_id] = found.get(item_id, frozenset()) | words
    return found


def _erase(db: Database, folder: DataFolder) -> None:
    waiting = db.conn.execute("select item_id from erasure where not is_done order by item_id").fetchall()
    told = {item_id: told_of(db, item_id) for (item_id,) in waiting}
    again = _due(db)
    items = [(_going(db, each, told), each.captures) for each in told.values() if each]
    items_again = [(_going(db, each, told), each.captures) for each in again.values()]
    erase_in_captures(db, folder, items + items_again, only=None if items else _captures_of(again))
    with db.atomic():
        waiting_already = get_pending(db)
        for item_id in [*told, *(each for each in again if each in erased_items(db))]:
            blank_rows(db, item_id)
        # readers see of it what they saw before: nothing
        db.conn.executemany("delete from pending where item_id = ?", [(each,) for each in {*told} - waiting_already])
        for each, (going, _) in zip(filter(None, told.values()), items, strict=True):
            blank_cases(db, going)
            blank_kept(db, each, told, going)
        db.conn.execute("delete from erasure_due")
        db.conn.executemany("update erasure set is_done = 1 where item_id = ?", [(each,) for each in told])
        mark_old_bytes(db)


def _captures_of(again: Mapping[str, Told]) -> frozenset[int]:
    return frozenset(capture for each in again.values() for capture in each.captures)


def _due(db: Database) -> dict[str, Told]:
    """Return what sources have brought again, by item."""
    found: dict[str, Told] = {}
    for capture_id, item_id, words in db.conn.execute("select capture_id, item_id, words from erasure_due"):
        texts, names, addresses, within = map(frozenset, json.loads(words))
        told = Told(texts, names, addresses, within, frozenset([capture_id]))
        found[item_id] = found.get(item_id, Told()).plus(told)
    return found


def _going(db: Database, told: Told, item_ids: Collection[str]) -> Going:
    """Return what to look for in captures. Names and addresses that others go by too are not only its own, and stay."""
    others = letters_of_others(db, item_ids)
    texts = [text_of(text, others) for text in sorted(told.texts)]
    names = [name for name in sorted(told.names) if _is_own(name, others)]
    if told.within:
        # here it is known where each text stands, so none has to be told from what others say
        whole = [text_of(text) for text in sorted(told.texts)]
        return Going(tuple(each for each in whole if each), within=tuple(map(Words, sorted(told.within))))
    return Going(
        texts=tuple(text for text in texts if text is not None),
        names=tuple(map(Words, names)),
        addresses=tuple(each for each in sorted(told.addresses) if not is_address_of_others(db, each, item_ids)),
    )


def _is_own(name: str, others: Iterable[str]) -> bool:
    letters = letters_of(name)
    return bool(letters) and not any(letters in other for other in others)


def _clean(db: Database) -> bool:
    """Write archive.db anew without what its free space still holds; True when the old bytes are gone."""
    try:
        db.conn.execute("vacuum")
        (is_busy, *_) = db.conn.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.OperationalError:
        # somebody else is writing: the mark stays, and the next command does it
        return False
    if not is_busy:
        with db.atomic():
            db.conn.execute("delete from meta where key = ?", [_MARK])
    return not is_busy


class Erased:
    """What a merge must not bring back."""

    def __init__(self, db: Database, key: bytes) -> None:
        self._db, self._key = db, key
        self._items, self._texts = _digests(db, "item"), _digests(db, "text")
        words = "select item_id, size, digest from erasure where kind = 'words'"
        self._words: list[tuple[str, int, str]] = db.conn.execute(words).fetchall()

    def home(self, item_id: str) -> str:
        """Return the id of the item that an erased one has become part of; any other id as it is."""
        if not self._holds(item_id):
            return item_id
        row = self._db.conn.execute("select item_id from alias where alias = ?", [item_id]).fetchone()
        return item_id if row is None else str(row[0])

    def without(self, item_id: str, values: Mapping[str, Any], capture_id: int) -> Mapping[str, Any]:
        """Return the fields of a reading without the words of an erased item; they are noted to go from its capture."""
        if not self._holds(item_id):
            return self._without_words(item_id, values, capture_id)
        self._note(item_id, words_in(values), capture_id)
        return blank_values(values)

    def _without_words(self, item_id: str, values: Mapping[str, Any], capture_id: int) -> Mapping[str, Any]:
        """Return the fields of a reading in which words that were taken out of it, or of everything, are blank."""
        found: set[str] = set()

        def change(text: str) -> str:
            found.update(self.find_words(item_id, [text]))
            for each in found:
                text = blank_words(text, Words(each))
            return text

        if not self._words:
            return values
        changed = change_strings(values, change)
        if found:
            told = words_in(values)
            self._note(item_id, Told(told.texts | told.names, within=frozenset(found)), capture_id)
        return changed

    @property
    def knows_words(self) -> bool:
        """True when words were ever erased, besides whole items."""
        return bool(self._words)

    def find_words(self, item_id: str, texts: Iterable[str]) -> frozenset[str]:
        """Return the words in some texts of an item that were erased from it, or from everything."""
        return frozenset(
            text[start:end]
            for text in texts
            for place, size, digest in self._words
            if place in ("", item_id)
            for letters, start, end in windows_of(text, size)
            if _digest(self._key, f"words {place}", letters) == digest
        )

    def is_copy(self, item_id: str, text: str, capture_id: int) -> bool:
        """Return whether a comment of another id says what an erased one said, or is what a blanked capture has of it.

        It is then to be left out; its words are noted to go from its capture.
        """
        if self._holds(item_id) or not self._items:
            return False
        letters = letters_of(text)
        if not letters:
            return BLANK in text and not has_own_number(item_id)
        if not self._texts or _digest(self._key, "text", letters) not in self._texts:
            return False
        self._note("", Told(frozenset([text])), capture_id)
        return True

    def _note(self, item_id: str, told: Told, capture_id: int) -> None:
        """Remember that a capture tells erased words again."""
        every = (told.texts, told.names, told.addresses, told.within)
        words = [{each for each in more if letters_of(each)} for more in every]
        if not any(words):
            return
        row = self._db.conn.execute(
            "select words from erasure_due where capture_id = ? and item_id = ?", [capture_id, item_id]
        ).fetchone()
        if row is not None:
            words = [more.union(known) for more, known in zip(words, json.loads(row[0]), strict=True)]
        self._db.conn.execute(
            "insert or replace into erasure_due (capture_id, item_id, words) values (?, ?, ?)",
            [capture_id, item_id, json.dumps([sorted(each) for each in words], ensure_ascii=False)],
        )

    def follow(self, old: str, new: str) -> None:
        """Know that an erased item goes by another id now, and that what its copy told must go as well."""
        if old != new and (self._holds(old) or self._holds(new)):
            digest = _digest(self._key, "item", new)
            self._items.add(digest)
            _note(self._db, digest, "item", new)

    def _holds(self, item_id: str) -> bool:
        return bool(self._items) and _digest(self._key, "item", item_id) in self._items


def _digests(db: Database, kind: str) -> set[str]:
    return {digest for (digest,) in db.conn.execute("select digest from erasure where kind = ?", [kind])}


def _digest(key: bytes, kind: str, value: str) -> str:
    return hmac.new(key, f"erased {kind}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
