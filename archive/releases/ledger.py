"""What the archive remembers of each release for ever: its key, the keys of its rows, and what was withdrawn since.

A private folder beside the releases. It holds ids, numbers and keyed digests, and no word of anybody, so it outlives
the files of a release that was superseded, removed or erased.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public.rows import Row
from archive.releases import shelf
from archive.releases.tables import Policies, Table, iter_rows, key_of

ITEM_TABLES = ("post", "comment")
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One release as the ledger has it; `withdrawn` are the places, table/key, of which words are no longer public.

    `key` is the secret that stands in it, in hexadecimal.
    """

    name: str
    content_version: int
    key: str
    time: str
    bylines: str
    withdrawn: tuple[str, ...] = ()

    def with_withdrawn(self, places: set[str]) -> Entry:
        """Return this with what is withdrawn by now."""
        return replace(self, withdrawn=tuple(sorted(places)))


def home(folder: DataFolder) -> Path:
    """Return the private folder of the ledger, made where it is missing."""
    path = _path(folder)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def entries(folder: DataFolder) -> list[Entry]:
    """Return every release that there ever was, the oldest first."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in _path(folder).glob("*.json"))
    found = [Entry(**{**each, "withdrawn": tuple(each["withdrawn"])}) for each in read]
    return sorted(found, key=lambda entry: shelf.order(entry.name))


def _path(folder: DataFolder) -> Path:
    return shelf.home(folder) / ".ledger"


def write_entry(folder: DataFolder, entry: Entry) -> None:
    """Write down what is known of a release."""
    body = {name: getattr(entry, name) for name in Entry.__slots__}
    shelf.replace_text(home(folder) / f"{entry.name}.json", json.dumps(body) + "\n", mode=0o600)


def forget(folder: DataFolder, name: str) -> None:
    """Forget a release that never came to be."""
    for suffix in ("json", "rows"):
        (_path(folder) / f"{name}.{suffix}").unlink(missing_ok=True)


# -- the rows of a release


def take_stock(db: Database, tables: list[Table], key: bytes, policies: Policies | None = None) -> Inventory:
    """Return a keyed digest of every row of the tables, by its key: of a release, or of the public copy under policies.

    Views are left out: they say nothing that no table says.
    """
    return {
        table.name: {key_of(table, row): _digest(key, row) for row in iter_rows(db, table, policies)}
        for table in tables
        if not table.is_view
    }


Inventory = Mapping[str, Mapping[str, str]]
"""Digests of rows, by table and key."""


def write_inventory(folder: DataFolder, name: str, inventory: Inventory) -> None:
    """Remember the rows of a release."""
    path = home(folder) / f"{name}.rows"
    with path.open("w", encoding="utf-8") as out:
        path.chmod(0o600)
        for table, rows in inventory.items():
            out.writelines(f"{table}\t{digest}\t{key}\n" for key, digest in rows.items())


def read_inventory(folder: DataFolder, name: str) -> Inventory:
    """Return the rows of a release as they were remembered."""
    inventory: dict[str, dict[str, str]] = {}
    for table, digest, key in _lines(home(folder) / f"{name}.rows"):
        inventory.setdefault(table, {})[key] = digest
    return inventory


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            table, digest, key = line.rstrip("\n").split("\t", 2)
            yield table, digest, key


def _digest(key: bytes, row: Row) -> str:
    values = json.dumps(list(row.values()), ensure_ascii=False)
    return hmac.new(key, f"row of a release\0{values}".encode(), hashlib.sha256).hexdigest()[:_DIGEST]
