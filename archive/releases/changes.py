"""What changed between two releases: how many rows of each table, and which; and the lists of what was withdrawn.

Ids of rows that were added or changed are told. Those of which words were withdrawn are told as keyed digests alone,
with a key that stands in the older release (Q11): a list in clear would be a map of what was taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import derived, store
from archive.public.database import read_in
from archive.publishing.withdrawn import Since, make_list
from archive.releases import shelf
from archive.releases.ledger import ITEM_TABLES, Entry, Inventory

_WORKED_OUT = frozenset({*derived.TABLES, "acronym", "acronym_sense", "acronym_spelling", "acronym_mention"})
"""Tables worked out from the texts: a row changes when words go from another item, so it is only counted."""


def compare(before: Inventory, after: Inventory, withdrawn: Collection[str]) -> dict[str, Any]:
    """Return for each table how many rows were added, changed and withdrawn, and the ids of the first two.

    `withdrawn` are places, table/key, whose words are gone: they and what hangs on these items are only counted.
    """
    items = {place.partition("/")[2] for place in withdrawn if place.startswith(("post/", "comment/"))}
    return {
        table: _of_table(table, before.get(table, {}), after.get(table, {}), set(withdrawn), items)
        for table in sorted(before.keys() | after.keys())
    }


def _of_table(
    table: str, before: Mapping[str, str], after: Mapping[str, str], withdrawn: set[str], items: set[str]
) -> dict[str, Any]:
    def is_withdrawn(key: str) -> bool:
        return f"{table}/{key}" in withdrawn or _item_of(table, key) in items

    added = [key for key in after if key not in before]
    differing = [key for key, digest in after.items() if key in before and before[key] != digest]
    gone = [key for key in before if key not in after]
    silent = [key for key in differing if is_withdrawn(key)]
    changed = sorted(set(differing) - set(silent))
    counts = {"rows": len(after), "added": len(added), "changed": len(changed), "withdrawn": len(gone) + len(silent)}
    told = {
        "added": sorted(key for key in added if not is_withdrawn(key)),
        "changed": [] if table in _WORKED_OUT else changed,
    }
    return {**counts, "ids": told}


def _item_of(table: str, key: str) -> str:
    """Return the item on which a row hangs, as far as its key tells: its own id, or one with a number behind it."""
    if table in ("post", "comment"):
        return key
    return key.partition(" ")[0] if " " in key else key.rpartition("-")[0]


def summary(changes: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return the counts of a comparison alone."""
    return {
        table: {name: told[name] for name in ("rows", "added", "changed", "withdrawn")}
        for table, told in changes.items()
    }


def withdrawn_text(entry: Entry, public: Database) -> str:
    """Return the list of what was withdrawn since a release, for those who hold it (see `publishing.withdrawn`)."""
    places = (place.partition("/") for place in entry.withdrawn)
    ids = {key for table, _, key in places if table in ITEM_TABLES}
    shown = {
        row["id"]
        for table in ITEM_TABLES
        for row in read_in(public, f"select id from {table} where state = 'shown' and id in (?)", sorted(ids))
    }
    found = {item_id: Since.CHANGED if item_id in shown else Since.WITHDRAWN for item_id in ids}
    found |= {alias: found[item_id] for alias, item_id in store.get_aliases(public, sorted(ids))}
    return make_list(bytes.fromhex(entry.key), found)


def write_lists(folder: DataFolder, public: Database, entries: Iterable[Entry]) -> None:
    """Write the list of each release where the public site finds it."""
    place = shelf.home(folder) / shelf.WITHDRAWN
    place.mkdir(mode=0o750, exist_ok=True)
    for entry in entries:
        shelf.replace_text(place / f"{entry.name}.txt", withdrawn_text(entry, public))
