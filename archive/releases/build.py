"""Making a release: one moment of the public copy, gated, written beside, read back, named when it is whole (Q4)."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.errors import GateClosed, Refused
from archive.folder import DataFolder, Settings
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.public import store
from archive.publishing import bookkeeping
from archive.publishing.gate import find_problems, name_places
from archive.publishing.sources import iter_post_ids, read_inputs
from archive.publishing.update import LOCK, WAIT
from archive.releases import changes, ledger, shelf
from archive.releases.datasheet import write_datasheet
from archive.releases.formats import FORMATS, compare, find_parquet, names_of
from archive.releases.ledger import Entry
from archive.releases.package import build_package, digest_of
from archive.releases.sqlite_file import open_release, write_sqlite
from archive.releases.standing import find_masked, find_withdrawn
from archive.releases.tables import Policies, Table, iter_rows, released_tables, withdrawal_key

RELEASE_LOCK = "release"
_BUILDING = ".building-"
_BEHIND = "run `threadkeep publish`, then `threadkeep release` again."


@dataclass(frozen=True, slots=True)
class Made:
    """A release that was made, or would be: its name, the version it holds, its files, and the rows of each table."""

    name: str
    content_version: int
    files: tuple[str, ...]
    rows: dict[str, int]
    since: str | None
    size: int


def make_release(folder: DataFolder, day: date, *, dry_run: bool = False) -> Made:
    """Write a release of what is public now, dated `day`, and offer it; return what was, or would be, written.

    Raises GateClosed when the gate finds anything, Refused while something waits to be published or another release is
    made. It is there as a whole or not at all, and the same content, name and day make the same bytes.
    """
    settings, secret = folder.load_settings(), folder.load_secrets().id_key
    store.open_public(folder).close()
    with folder.lock(RELEASE_LOCK, doing="making a release"):
        remove_left_over(folder)
        name = _next_name(folder, day)
        with _scratch(folder, name) as place, _moment(folder, settings, place) as (public, archive):
            _gate(public, archive, settings)
            forms = tuple(form for form in FORMATS if form != "parquet" or find_parquet() is not None)
            version = store.content_version(public)
            policies = Policies(settings.release_time, settings.release_bylines, secret)
            tables = released_tables(public)
            entry = Entry(name, version, withdrawal_key(secret, name, version), policies.time, policies.bylines)
            if dry_run:
                return _would_be(public, entry, tables, forms, _last(folder))
            whole = place / "whole"
            made = _write(folder, whole, public, entry, tables, forms, policies, settings)
            _offer(folder, whole, archive, entry)
            return made


def remove_left_over(folder: DataFolder) -> None:
    """Remove what a killed release left behind; call it while no release is made."""
    place = shelf.home(folder)
    for path in place.glob(f"{_BUILDING}*") if place.is_dir() else ():
        name = path.name.removeprefix(_BUILDING)
        if not (place / name).exists():
            ledger.forget(folder, name)
        shutil.rmtree(path)


def _next_name(folder: DataFolder, day: date) -> str:
    """Return the day, with a number where there was a release of that day already."""
    taken = {entry.name for entry in ledger.entries(folder)} | {release.name for release in shelf.offered(folder)}
    names = (day.isoformat() if number == 1 else f"{day.isoformat()}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _last(folder: DataFolder) -> Entry | None:
    return next(reversed(ledger.entries(folder)), None)


@contextmanager
def _scratch(folder: DataFolder, name: str) -> Iterator[Path]:
    """Give a private folder beside the releases, which goes in the end."""
    home = shelf.home(folder)
    home.mkdir(mode=0o750, exist_ok=True)
    home.chmod(0o750)
    place = home / f"{_BUILDING}{name}"
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        if not (home / name).exists():
            ledger.forget(folder, name)
        shutil.rmtree(place)
        with suppress(OSError):
            # of a release that was refused nothing stays
            home.rmdir()


@contextmanager
def _moment(folder: DataFolder, settings: Settings, place: Path) -> Iterator[tuple[Database, Database]]:
    """Give one moment of the public copy, and of the archive it was made from."""
    copy = place / "public.db"
    with closing(open_archive(folder)) as archive, closing(store.create_public(copy, mode=0o600)) as public:
        with folder.lock(LOCK, wait=WAIT, doing="publishing"):
            archive.conn.execute("begin")
            waiting = len(originals.get_pending(archive))
            with closing(store.open_public(folder)) as live:
                version = store.content_version(live)
                live.conn.backup(public.conn)
        if waiting or not bookkeeping.is_same(archive, settings) or version != bookkeeping.published_version(archive):
            raise Refused(f"Something waits to be published ({waiting} items, or settings): {_BEHIND}")
        if ledger.entries(folder) and shelf.version(folder) != version:
            raise Refused(f"Older releases were not held against what is public now: {_BEHIND}")
        yield public, archive


def _gate(public: Database, archive: Database, settings: Settings) -> None:
    public_ids = {row[0] for row in public.conn.execute("select id from post").fetchall()}
    post_ids = sorted(public_ids | set(iter_post_ids(archive)))
    _refuse(dict.fromkeys(find_problems(public, archive, read_inputs(archive, settings), post_ids)))


def _refuse(places: Iterable[str]) -> None:
    if found := sorted(places):
        raise GateClosed(
            f"The gate stayed shut at {len(found)} places and there is no release ({name_places(found)}): run "
            "`threadkeep publish --full`, or report a fault in threadkeep."
        )


# -- writing


def _would_be(
    public: Database, entry: Entry, tables: Sequence[Table], forms: Sequence[str], last: Entry | None
) -> Made:
    rows = {table.name: public.conn.execute(f"select count(*) from {table.name}").fetchone()[0] for table in tables}
    files = [*_FIXED, *(name for table in tables for name in names_of(forms, table))]
    return Made(entry.name, entry.content_version, tuple(sorted(files)), rows, last.name if last else None, 0)


_FIXED = ("threadkeep.sqlite", "README.md", "changes.json", "datapackage.json", shelf.SECRET, shelf.ABOUT, shelf.SUMS)


def _write(
    folder: DataFolder,
    whole: Path,
    public: Database,
    entry: Entry,
    tables: Sequence[Table],
    forms: Sequence[str],
    policies: Policies,
    settings: Settings,
) -> Made:
    whole.mkdir()
    write_sqlite(public, whole / "threadkeep.sqlite", tables, policies)
    with closing(open_release(whole / "threadkeep.sqlite")) as db:
        rows = {table.name: _write_table(db, table, whole, forms) for table in tables}
        inventory = ledger.take_stock(db, list(tables), policies.key)
        last = _last(folder)
        told = _changes(folder, last, inventory)
        about = _about(db, entry, settings, rows, told, forms)
        _write_json(whole / shelf.ABOUT, about)
        _write_json(whole / "changes.json", told)
        _write_json(whole / "datapackage.json", build_package(about, tables, whole, forms))
        (whole / "README.md").write_text(write_datasheet(db, about, tables, forms), encoding="utf-8")
    (whole / shelf.SECRET).write_text(f"{entry.key}\n", encoding="utf-8")
    for older in ledger.entries(folder):
        (whole / shelf.WITHDRAWN).mkdir(exist_ok=True)
        text = changes.withdrawn_text(older, public)
        (whole / shelf.WITHDRAWN / f"{older.name}.txt").write_text(text, encoding="utf-8")
    _seal(whole, date.fromisoformat(about["date"]))
    ledger.write_inventory(folder, entry.name, inventory)
    files = [path for path in sorted(whole.rglob("*")) if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    names = tuple(path.relative_to(whole).as_posix() for path in files)
    return Made(entry.name, entry.content_version, names, rows, last.name if last else None, size)


def _write_table(db: Database, table: Table, whole: Path, forms: Sequence[str]) -> int:
    written = 0
    for form, name in zip(forms, names_of(forms, table), strict=True):
        path = whole / name
        path.parent.mkdir(exist_ok=True)
        written = FORMATS[form][0](path, table, iter_rows(db, table))
        compare(path, table, iter_rows(db, table), form)
    return written


def _changes(folder: DataFolder, last: Entry | None, inventory: ledger.Inventory) -> dict[str, Any]:
    if last is None:
        return {"since": None, "tables": {}}
    return {
        "since": last.name,
        "tables": changes.compare(ledger.read_inventory(folder, last.name), inventory, last.withdrawn),
    }


def _about(
    db: Database,
    entry: Entry,
    settings: Settings,
    rows: Mapping[str, int],
    told: Mapping[str, Any],
    forms: Sequence[str],
) -> dict[str, Any]:
    found = shelf.NAME.match(entry.name)
    assert found is not None
    return {
        "release": entry.name,
        "date": found[1],
        "title": store.get_meta(db)["title"],
        "content_version": entry.content_version,
        "time": entry.time,
        "bylines": entry.bylines,
        "licence": settings.release_licence,
        "formats": list(forms),
        "rows": dict(rows),
        "since": told["since"],
        "changes": changes.summary(told["tables"]),
    }


def _write_json(path: Path, body: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _seal(whole: Path, day: date) -> None:
    """Write the checksums, and give every file the rights and the time that it always has."""
    names = sorted(path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file())
    sums = "".join(f"{digest_of(whole / name)}  {name}\n" for name in names)
    (whole / shelf.SUMS).write_text(sums, encoding="utf-8")
    at = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    for path in [*whole.rglob("*"), whole]:
        path.chmod(0o750 if path.is_dir() else 0o640)
        if path.is_file():
            _sync(path)
        os.utime(path, (at, at))


def _offer(folder: DataFolder, whole: Path, archive: Database, entry: Entry) -> None:
    """Give the release its name, when nothing that it says was withdrawn while it was written."""
    # what was decided meanwhile counts
    archive.conn.execute("rollback")
    with folder.lock(LOCK, wait=WAIT, doing="publishing"), closing(store.open_public(folder)) as live:
        with closing(open_release(whole / "threadkeep.sqlite")) as db:
            _refuse(find_masked(db, archive))
            if find_withdrawn(db, live, entry.bylines)[1]:
                raise Refused(f"Words were withdrawn while the release was written, so there is none: {_BEHIND}")
        ledger.write_entry(folder, entry)
        whole.rename(shelf.home(folder) / entry.name)
        _sync(shelf.home(folder))
        changes.write_lists(folder, live, [entry])
        shelf.write_state(folder, store.content_version(live), shelf.superseded(folder))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
