"""Holding a release against what is public now: which of its places say words that are no longer public.

Two ways, and either is enough. The words of each item it shows are held against the same item now, so that whatever
takes words out (a decision, a finding, an edit, a removal at the source) counts. And the words of every mask that holds
are looked for in its tags, its log and all else that belongs to no item.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlite_utils import Database

from archive.moderation.decisions import Kind, Scope, active_decisions
from archive.public.database import read_in, read_rows
from archive.public.models import ItemState
from archive.public.rows import Row
from archive.public.surface import Asked
from archive.publishing.scan import find_each
from archive.releases.tables import WORKING

_WORD = re.compile(r"\w+")
_SAID = ("title", "text", "author", "path", "url")
_OF_NO_ITEM = (
    *("meta", "site", "log", "tag", "tag_synonym", "tag_rule"),
    *("acronym", "acronym_spelling", "acronym_sense"),
)
_TAGS = ("tagging", "alias")


def find_withdrawn(
    release: Database, public: Database, bylines: str, item_ids: Sequence[str] | None = None
) -> tuple[set[str], set[str]]:
    """Return the places of a release that were looked at, and those whose words are no longer public.

    Of these items, or of all when None. A place is table/key. `bylines` is what the release did with them.
    """
    looked: set[str] = set()
    lost: set[str] = set()
    said = tuple(name for name in _SAID if bylines == "keep" or name not in ("author", "url"))
    for table in ("post", "comment"):
        for row in _shown(release, table, item_ids):
            place = f"{table}/{row['id']}"
            looked.add(place)
            now = next(read_in(public, f"select * from {table} where id in (?)", [row["id"]]), None)
            if now is None or now["state"] != ItemState.SHOWN or _words(row, said) - _words(now, said):
                lost.add(place)
    lines, gone = _log(release, public)
    return looked | lines, lost | gone


def find_masked(release: Database, archive: Database, item_ids: Sequence[str] | None = None) -> set[str]:
    """Return the places of a release, table/key, that belong to no item, or tag one, and say words of a mask."""
    masks = [decision for decision in active_decisions(archive) if decision.kind is Kind.MASK and decision.exact]
    of_all = [Asked(mask.words) for mask in masks if mask.scope is Scope.EVERYWHERE]
    wanted = None if item_ids is None else set(item_ids)
    here = [
        Asked(mask.words, (mask.item_id,))
        for mask in masks
        if mask.scope is Scope.HERE and (wanted is None or mask.item_id in wanted)
    ]
    found = [places for _, places in find_each(release, of_all, tables=(*_OF_NO_ITEM, *_TAGS))] if of_all else []
    found += [places for _, places in find_each(release, here, tables=_TAGS)] if here else []
    return {_place(where) for places in found for where in places}


def find_decided(public: Database, archive: Database, since: int, item_ids: Sequence[str] | None) -> set[str]:
    """Return the places of a release of that version whose files are gone that are not shown now, or decided on since.

    Without its words that is all there is to know, and some of them it may never have shown.
    """
    decided = {each.item_id for each in active_decisions(archive) if int(each.id[1:]) > since}
    lost = set()
    for table in ("post", "comment"):
        sql = f"select id, state from {table}"
        rows = read_rows(public, sql) if item_ids is None else read_in(public, f"{sql} where id in (?)", item_ids)
        lost |= {f"{table}/{row['id']}" for row in rows if row["state"] != ItemState.SHOWN or row["id"] in decided}
    return lost


def tables_of(release: Database) -> list[str]:
    """Return the tables of a release in which words may stand."""
    rows = read_rows(release, "select name from sqlite_master where type = 'table' order by name")
    return [row["name"] for row in rows if row["name"] not in WORKING]


def _shown(release: Database, table: str, item_ids: Sequence[str] | None) -> Iterator[Row]:
    sql = f"select * from {table} where state = 'shown'"
    return read_rows(release, sql) if item_ids is None else read_in(release, f"{sql} and id in (?)", item_ids)


def _words(row: Row, said: Iterable[str]) -> Counter[str]:
    values = [row[name] for name in said if row.get(name)]
    values += [mark[3]["href"] for mark in json.loads(row["marks"]) if mark[3].get("href")]
    return Counter(word for value in values for word in _WORD.findall(value.casefold()))


def _log(release: Database, public: Database) -> tuple[set[str], set[str]]:
    """Hold every line of the log against what it says now."""
    now = {row["ref"]: row for row in read_rows(public, "select ref, label, reason from log")}
    looked, lost = set(), set()
    for row in read_rows(release, "select ref, label, reason from log"):
        place = f"log/{row['ref']}"
        looked.add(place)
        line = now.get(row["ref"], {"reason": "", "label": ""})
        before, after = (Counter(_WORD.findall(f"{each['label']} {each['reason']}".casefold())) for each in (row, line))
        if before - after:
            lost.add(place)
    return looked, lost


def _place(where: str) -> str:
    """Return table/key of what the scan names table.column/key."""
    column, _, key = where.partition("/")
    return f"{column.partition('.')[0]}/{key}"
