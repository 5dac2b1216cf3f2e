"""`threadkeep doctor`: each thing that can be wrong is brought about, and told with what to do (O8)."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections import namedtuple
from contextlib import closing
from datetime import timedelta
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.backup_command import backup
from archive.errors import WrongUse
from archive.folder import DataFolder
from archive.inbox.database import opened
from archive.public import store
from archive.publishing.publisher import publish
from plugins.doctor import machine
from plugins.doctor.findings import Finding
from plugins.doctor.looking import look
from plugins.doctor_command import doctor
from search_index import update
from tests.bench import NOW, make_bench

pytestmark = pytest.mark.feature("O8")
SETTINGS = """[archive]
title = "Letters"
operator = "The Friends of the Pier"
contact = "friends@pier.example"
privacy_notice = "We keep no record of who reads what."
"""


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return an archive in which nothing is wrong, to be copied and left as it is."""
    place = tmp_path_factory.mktemp("well")
    bench = make_bench(place)
    bench.folder.settings_file.write_text(SETTINGS)
    with opened(bench.folder):
        pass
    publish(bench.folder, now=NOW)
    told = CliRunner().invoke(backup, [str(place / "kept.tar"), "--data", str(bench.folder.path)])
    assert told.exit_code == 0, told.output
    bench.db.close()
    return bench.folder


@pytest.fixture
def folder(well: DataFolder, tmp_path: Path) -> DataFolder:
    shutil.copytree(well.path, tmp_path / "archive")
    return DataFolder(tmp_path / "archive")


def wrong(folder: DataFolder, *, days: int = 0, dated: bool = True) -> list[tuple[str, str]]:
    """Return kind and place of every problem, some days after the backup."""
    said = json.loads((folder.path / "last-backup.json").read_text()) if dated else {}
    now = NOW.fromisoformat(said["made_at"]) if said else NOW
    found = list(look(folder, now + timedelta(days=days)))
    assert all(each.say.endswith(".") and len(each.say) < 220 for each in found)
    # an index that was copied is none
    return [(each.kind, each.where) for each in found if each.level == "problem" and each.where != "index"]


def notes(folder: DataFolder) -> list[Finding]:
    return [each for each in look(folder, NOW) if each.level == "note"]


def test_nothing_is_wrong_with_an_archive_that_is_well_kept(folder: DataFolder) -> None:
    update.update_index(folder, whole=True)
    assert wrong(folder) == []
    assert "asks search engines to stay away" in next(each.say for each in notes(folder) if each.kind == "noindex")
    told = CliRunner().invoke(doctor, ["--data", str(folder.path)])
    assert (told.exit_code, told.output.splitlines()[-1].endswith("no problems.")) == (0, True), told.output


def test_the_exit_code_and_json_say_it_too(folder: DataFolder) -> None:
    update.update_index(folder, whole=True)
    folder.secrets_file.chmod(0o644)
    told = CliRunner().invoke(doctor, ["--json", "--data", str(folder.path)])
    body = json.loads(told.output)
    assert (told.exit_code, body["ok"]) == (1, False)
    assert ("permissions", "secrets.toml") in [(each["kind"], each["where"]) for each in body["findings"]]
    told = CliRunner().invoke(doctor, ["--data", str(folder.path)])
    assert "run `chmod go= secrets.toml`" in told.output
    assert told.output.splitlines()[-1].endswith(": 1 problem.")


def test_there_is_nothing_to_look_at_without_an_archive(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="threadkeep init"):
        list(look(DataFolder(tmp_path / "none"), NOW))


# -- the machine


def test_old_programs_and_packages_are_told(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"whoosh": "2.7.5", "filelock": "1.0"}
    version = metadata.version

    def say(name: str) -> str:
        if name == "brotli":
            raise metadata.PackageNotFoundError(name)
        return found.get(name) or version(name)

    monkeypatch.setattr(metadata, "version", say)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 30, 1))
    kind = namedtuple("kind", "major minor micro releaselevel serial")
    monkeypatch.setattr(sys, "version_info", kind(3, 10, 2, "final", 0))
    looked = list(machine.versions(None))  # type: ignore[arg-type]  # it looks at the machine alone
    monkeypatch.undo()
    told = {each.where: each.say for each in looked}
    assert told.keys() == {"3.10.2", sqlite3.sqlite_version, "whoosh", "filelock", "brotli"}
    assert "run `pip install 'whoosh==2.7.4'`" in told["whoosh"]
    assert folder.path.exists()


def test_a_clock_that_is_behind_the_log_is_told(folder: DataFolder) -> None:
    assert ("clock", "log") in wrong(folder, dated=False, days=-400)


def test_a_disk_without_room_for_a_publish_is_told(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    room = namedtuple("room", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room(10**9, 10**9, 10**6))
    assert ("disk", "archive") in wrong(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room(10**9, 0, 10**8))
    assert wrong(folder) == []
    assert "disk" in {each.kind for each in notes(folder)}


# -- files


@pytest.mark.parametrize("name", ["archive.db", "secrets.toml", "captures", "last-backup.json"])
def test_private_files_that_others_may_read_are_told(folder: DataFolder, name: str) -> None:
    path = folder.path / name
    path.chmod(path.stat().st_mode | 0o040)
    assert wrong(folder) == [("permissions", name)]


@pytest.mark.parametrize("name", ["public.db", "index", "inbox.db", "."])
def test_what_everybody_may_change_is_told(folder: DataFolder, name: str) -> None:
    path = folder.path / name
    path.chmod(path.stat().st_mode | 0o002)
    told = [(each.kind, each.where) for each in look(folder, NOW) if each.kind == "permissions"]
    assert told == [("permissions", "archive" if name == "." else name)]


def test_a_lock_counts_while_somebody_holds_it(folder: DataFolder) -> None:
    (folder.path / "harvest.lock").touch()
    assert not [each for each in notes(folder) if each.kind == "lock"]
    with folder.lock("harvest"):
        assert [each.where for each in notes(folder) if each.kind == "lock"] == ["harvest.lock"]
    (folder.path / "odd.lock").mkdir()
    assert ("lock", "odd.lock") in wrong(folder)


def test_what_a_killed_publish_or_release_left_is_told(folder: DataFolder) -> None:
    (folder.path / "public.db.new").touch()
    (folder.path / "releases" / ".building-2026-05-03").mkdir(parents=True)
    assert wrong(folder) == [("interrupted", "public.db.new")]
    assert ".building-2026-05-03" in {each.where for each in notes(folder)}
    with folder.lock("publish"), folder.lock("release"):
        # it is being made
        assert wrong(folder) == []


def test_a_journal_that_a_killed_writer_left_is_told(folder: DataFolder) -> None:
    (folder.path / "public.db-journal").touch()
    assert ("interrupted", "public.db-journal") in wrong(folder)


@pytest.mark.parametrize(("name", "mend"), [("archive.db", "restore"), ("public.db", "publish")])
def test_a_damaged_database_is_told(folder: DataFolder, name: str, mend: str) -> None:
    for suffix in ("-wal", "-shm"):
        folder.path.joinpath(f"{name}{suffix}").unlink(missing_ok=True)
    (folder.path / name).write_bytes(b"no database " * 400)
    assert wrong(folder) == [("database", name)]
    assert any(mend in each.say for each in look(folder, NOW) if each.kind == "database")


def test_lost_keys_are_told(folder: DataFolder) -> None:
    folder.secrets_file.write_text("nothing")
    assert ("keys", "secrets.toml") in wrong(folder)


# -- what is public


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql)


def test_tables_of_another_version_are_told(folder: DataFolder) -> None:
    change(folder.public_db, "update meta set value = '1' where key = 'schema_version'")
    change(folder.inbox_db, "pragma user_version = 99")
    change(
        folder.archive_db,
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('threadkeep-archive', 'm999', 'now')",
    )
    assert set(wrong(folder)) == {("schema", "public.db"), ("schema", "inbox.db"), ("schema", "archive.db")}


def test_an_index_that_is_behind_is_told(folder: DataFolder) -> None:
    change(folder.public_db, "update meta set value = value + 1 where key = 'content_version'")
    assert ("behind", "index") in {(each.kind, each.where) for each in look(folder, NOW)}


def test_an_archive_that_was_never_published_has_little_to_be_told(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    bench.db.close()
    kinds = {kind for kind, _ in wrong(bench.folder, dated=False)}
    assert kinds == {"told", "backup"}
    assert {"publish"} <= {each.kind for each in notes(bench.folder)}


def test_items_that_wait_are_told(folder: DataFolder) -> None:
    change(folder.archive_db, "insert or ignore into pending (item_id) values ('11')")
    assert "pending" in {each.kind for each in notes(folder)}


@pytest.mark.parametrize("name", ["contact", "operator", "privacy_notice"])
def test_what_readers_are_not_told_is_told(folder: DataFolder, name: str) -> None:
    lines = SETTINGS.splitlines(keepends=True)
    folder.settings_file.write_text("".join(line for line in lines if not line.startswith(name)))
    assert ("told", name) in wrong(folder)


def test_a_site_that_says_otherwise_about_search_engines_is_told(folder: DataFolder) -> None:
    folder.settings_file.write_text(f"{SETTINGS}noindex = false\n")
    assert ("noindex", "public.db") in wrong(folder)
    assert "may be listed" in next(each.say for each in notes(folder) if each.kind == "noindex")


# -- backups


def test_an_old_backup_and_none_are_told(folder: DataFolder) -> None:
    assert wrong(folder, days=6) == []
    assert wrong(folder, days=8) == [("backup", "last-backup.json")]
    os.unlink(folder.path / "last-backup.json")
    assert ("backup", "last-backup.json") in wrong(folder, dated=False)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("snapshot:\n  retention: 720h\n", set()),
        ("snapshot:\n  retention: 721h\n", {"problem"}),
        ("dbs:\n  - path: /srv/archive.db\n", {"problem"}),
        ("dbs:\n  - path: /srv/public.db\nsnapshot:\n  retention: '168h'\n", {"note"}),
    ],
)
def test_what_litestream_keeps_is_held_against_erasures(
    folder: DataFolder, tmp_path: Path, text: str, kinds: set[str]
) -> None:
    config = tmp_path / "litestream.yml"
    config.write_text(text)
    assert {each.level for each in look(folder, NOW, config) if each.kind == "litestream"} == kinds


def test_the_copy_is_as_it_was(folder: DataFolder) -> None:
    with closing(store.open_public(folder)) as db:
        before = store.dump(db)
    wrong(folder)
    with closing(store.open_public(folder)) as db:
        assert store.dump(db) == before
