"""What an archive remembers of the copies that were made of its site: where each lies, and what was public then.

A private folder, `exports/` in the archive's own. It holds ids, numbers, keyed digests and names of files, and no word
of anybody; with it, a copy can be held against what is public later.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public.database import read_rows
from archive.releases.shelf import replace_text

SECRET = "secret.txt"
ABOUT = "threadkeep-copy.json"
SUMS = "SHA256SUMS"
_STATE = "state.json"
_DIGEST = 16
_SAID: Mapping[str, str] = {
    "post": "select id, title, author, text, marks from post where state = 'shown'",
    "comment": "select id, author, text, marks from comment where state = 'shown'",
    "tag": "select id, name from tag",
    "log": "select ref as id, label, reason from log",
}
"""What somebody said, by table: of all that is worked out from it, this is what can be withdrawn."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One copy as the ledger has it. `withdrawn` are the places, table/key, of which words are no longer public.

    `key` is the secret that stands in it, in hexadecimal; `places` are the folders it was written to.
    """

    name: str
    content_version: int
    key: str
    places: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """The posts and comments of which it holds what is no longer public."""
        places = (place.partition("/") for place in self.withdrawn)
        return frozenset(key for table, _, key in places if table in ("post", "comment"))

    def reachable(self) -> list[Path]:
        """Return the folders in which it still lies; others may be on a disk that is not here."""
        return [path for path in map(Path, self.places) if name_of(path) == self.name]


def home(folder: DataFolder) -> Path:
    """Return the private folder of the ledger."""
    return folder.path / "exports"


def new_entry(folder: DataFolder, version: int, place: Path) -> Entry:
    """Return the entry of a copy of this version at a place; one that was made before is made again the same."""
    name = f"copy-v{version}"
    known = next((each for each in entries(folder) if each.name == name), None)
    places = {*(known.places if known else ()), str(place)}
    key = hmac.new(_key(folder), name.encode(), hashlib.sha256).hexdigest()
    return Entry(name, version, key, tuple(sorted(places)), known.withdrawn if known else ())


def entries(folder: DataFolder) -> list[Entry]:
    """Return every copy that there ever was, the oldest first."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in home(folder).glob("copy-v*.json"))
    found = [Entry(**{**each, "places": tuple(each["places"]), "withdrawn": tuple(each["withdrawn"])}) for each in read]
    return sorted(found, key=lambda entry: entry.content_version)


def write_entry(folder: DataFolder, entry: Entry) -> None:
    """Write down what is known of a copy."""
    replace_text(home(folder) / f"{entry.name}.json", json.dumps(asdict(entry)) + "\n", mode=0o600)


def forget(folder: DataFolder, entry: Entry) -> None:
    """Forget a copy that never came to be."""
    for suffix in ("json", "rows"):
        (home(folder) / f"{entry.name}.{suffix}").unlink(missing_ok=True)


def take_stock(db: Database, key: str) -> Iterator[tuple[str, str]]:
    """Yield the place, table/key, and a keyed digest of everything that somebody said in a public copy.

    The id of a tag is made of its name, so a digest stands for it too.
    """

    def digest(said: str) -> str:
        return hmac.new(bytes.fromhex(key), said.encode(), hashlib.sha256).hexdigest()[:_DIGEST]

    for table, asked in _SAID.items():
        for row in read_rows(db, asked):
            place = digest(row["id"]) if table == "tag" else row["id"]
            yield f"{table}/{place}", digest(json.dumps(list(row.values()), ensure_ascii=False))


def write_stock(folder: DataFolder, entry: Entry, stock: Iterator[tuple[str, str]]) -> None:
    """Remember what a copy holds."""
    lines = "".join(f"{digest}\t{place}\n" for place, digest in stock)
    replace_text(home(folder) / f"{entry.name}.rows", lines, mode=0o600)


def hold(folder: DataFolder, entry: Entry, db: Database) -> Entry:
    """Return the entry with all that it holds and the public copy says no longer."""
    path = home(folder) / f"{entry.name}.rows"
    if not path.exists():
        return entry
    now = dict(take_stock(db, entry.key))
    with path.open(encoding="utf-8", newline="\n") as file:
        held = (line.rstrip("\n").split("\t", 1) for line in file)
        lost = tuple(sorted(place for digest, place in held if now.get(place) != digest))
    return replace(entry, withdrawn=lost)


def state(folder: DataFolder) -> int | None:
    """Return the version that the copies were last held against, None when never."""
    with suppress(FileNotFoundError):
        return int(json.loads((home(folder) / _STATE).read_text(encoding="utf-8"))["content_version"])
    return None


def write_state(folder: DataFolder, version: int) -> None:
    """Say against which version the copies were held."""
    replace_text(home(folder) / _STATE, json.dumps({"content_version": version}) + "\n", mode=0o600)


def name_of(place: Path) -> str:
    """Return the name of the copy that lies in a folder, "" where none does."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads((place / ABOUT).read_text(encoding="utf-8"))["copy"])
    return ""


def is_ours(folder: DataFolder, place: Path) -> bool:
    """True for a folder that holds a copy which this archive made, by the secret in it."""
    with suppress(OSError):
        said = (place / SECRET).read_text(encoding="utf-8").strip()
        return any(each.name == name_of(place) and hmac.compare_digest(each.key, said) for each in entries(folder))
    return False


def _key(folder: DataFolder) -> bytes:
    """Return the key that the secrets of copies are made with, made once."""
    place = home(folder)
    place.mkdir(mode=0o700, exist_ok=True)
    path = place / "key"
    if not path.exists():
        replace_text(path, secrets.token_hex(32) + "\n", mode=0o600)
    return bytes.fromhex(path.read_text(encoding="utf-8"))
