from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from archive.originals.database import STEPS, configure, migrate, migrations, open_archive, read_schema, statements


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder.resolve(tmp_path / "blog")
    made.create()
    return made


def schema_of(db: Database) -> list[tuple[str, str, str]]:
    rows = db.query("select type, name, sql from sqlite_master where name not like '%sqlite_%' order by type, name")
    return [(row["type"], row["name"], row["sql"]) for row in rows]


def pragma(db: Database, name: str) -> object:
    return db.execute(f"pragma {name}").fetchone()[0]


def test_an_archive_that_is_not_there_is_not_made_by_accident(folder: DataFolder) -> None:
    with pytest.raises(WrongUse, match="threadkeep init"):
        open_archive(folder)
    assert not folder.archive_db.exists()


@pytest.mark.feature("A3")
def test_every_connection_waits_erases_and_keeps_foreign_keys(folder: DataFolder) -> None:
    open_archive(folder, create=True).close()
    db = open_archive(folder)
    assert {
        name: pragma(db, name)
        for name in ("journal_mode", "secure_delete", "foreign_keys", "busy_timeout", "temp_store")
    } == {
        "journal_mode": "wal",
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "temp_store": 2,
    }
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(
            "insert into tagging (item_id, tag_id, made_by, made_at) values ('1', 'no-such-tag', 'ann', '2024-01-01')"
        )
    db.close()


@pytest.mark.feature("O5")
def test_a_fresh_database_equals_a_migrated_one(folder: DataFolder) -> None:
    migrated = Database(memory=True)
    for step in STEPS[1:]:
        migrations.apply(migrated, stop_before=step)
    migrate(migrated)
    plain = Database(memory=True)
    for name in (
        *("001_first.sql", "002_every_source.sql", "003_conversation.sql", "004_topics.sql", "005_acronyms.sql"),
        *("006_cases.sql", "007_decisions.sql", "008_queue.sql", "009_persons.sql"),
        *("010_review.sql", "011_replies_and_links.sql", "012_more_cases.sql"),
    ):
        plain.conn.executescript(read_schema(name))
    fresh = open_archive(folder, create=True)
    assert schema_of(fresh) == schema_of(migrated) == schema_of(plain)
    fresh.close()


@pytest.mark.feature("O5")
def test_the_list_of_steps_is_what_is_registered() -> None:
    assert [step.name for step in migrations.pending(Database(memory=True))] == list(STEPS)


@pytest.mark.feature("O5")
def test_a_newer_schema_is_refused_and_left_alone(folder: DataFolder) -> None:
    db = open_archive(folder, create=True)
    db.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, 'm999_later', '')",
        ("threadkeep-archive",),
    )
    before = schema_of(db)
    db.close()
    with pytest.raises(Refused, match=r"newer threadkeep \(its step m999_later\): install"):
        open_archive(folder)
    raw = Database(folder.archive_db)
    assert schema_of(raw) == before
    raw.close()


def test_a_file_that_is_no_database_is_refused(folder: DataFolder) -> None:
    folder.archive_db.write_bytes(b"not a database at all, by any means" * 40)
    with pytest.raises(Refused, match=r"archive\.db cannot be opened"):
        open_archive(folder)
    assert folder.archive_db.read_bytes().startswith(b"not a database")


@pytest.mark.feature("H3")
@pytest.mark.parametrize("create", [True, False])
def test_a_database_of_another_program_is_refused_and_left_alone(folder: DataFolder, create: bool) -> None:
    raw = Database(folder.archive_db)
    raw.table("bookmark").insert({"url": "https://weir.example"})
    before = schema_of(raw)
    with pytest.raises(Refused, match="another program"):
        open_archive(folder, create=create)
    assert schema_of(raw) == before
    raw.close()


@pytest.mark.feature("H3")
@pytest.mark.parametrize("is_there", [True, False], ids=["emptied", "gone"])
def test_captures_are_not_taken_for_left_over_where_the_database_is_lost(folder: DataFolder, is_there: bool) -> None:
    kept = folder.captures / "harvest-1.warc.gz"
    kept.write_bytes(b"what was fetched")
    if is_there:
        folder.archive_db.touch()
    for _ in range(2):
        with pytest.raises(Refused, match="put the archive back from a backup"):
            open_archive(folder, create=True)
    assert kept.exists()


@pytest.mark.feature("H3")
def test_many_that_open_a_new_archive_at_once_make_one_schema(folder: DataFolder) -> None:
    def start(_: int) -> int:
        db = open_archive(folder, create=True)
        count = len(schema_of(db))
        db.close()
        return count

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(start, range(6)))) == 1


def note_and_fail(db: Database, key: str) -> None:
    with db.atomic():
        db.execute("insert into meta values (?, '')", (key,))
        raise ZeroDivisionError


def tag_without_a_tag(db: Database) -> None:
    with db.atomic():
        db.execute("pragma defer_foreign_keys = on")
        db.execute(
            "insert into tagging (item_id, tag_id, made_by, made_at) values ('1', 'no-such-tag', 'ann', '2024-01-01')"
        )


def test_a_transaction_ends_whole_or_not_at_all(folder: DataFolder) -> None:
    db = open_archive(folder, create=True)
    with pytest.raises(ZeroDivisionError):
        note_and_fail(db, "lost")
    with db.atomic():
        db.execute("insert into meta values ('kept', '')")
        with pytest.raises(ZeroDivisionError):
            note_and_fail(db, "lost inside")
    assert [row["key"] for row in db.query("select key from meta")] == ["kept"]
    db.close()


def test_a_commit_that_fails_is_rolled_back(folder: DataFolder) -> None:
    db = open_archive(folder, create=True)
    with pytest.raises(sqlite3.IntegrityError):
        tag_without_a_tag(db)
    assert not db.conn.in_transaction
    assert list(db.query("select * from tagging")) == []
    db.close()


@pytest.mark.feature("H3")
def test_a_transaction_is_a_writer_from_its_start(folder: DataFolder) -> None:
    first, second = open_archive(folder, create=True), open_archive(folder)
    second.execute("pragma busy_timeout = 0")
    with first.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"), second.atomic():
        pytest.fail("two writers at once")
    first.close()
    second.close()


def test_configure_serves_a_connection_opened_elsewhere(folder: DataFolder) -> None:
    db = Database(memory=True)
    configure(db)
    assert pragma(db, "foreign_keys") == 1


def test_a_script_is_cut_into_whole_statements() -> None:
    script = (
        "-- one; two\ncreate table a (b default ';');\ncreate trigger t before update on a begin select 1; end;\n\n"
    )
    assert len(list(statements(script))) == 2
    assert list(statements("  \n")) == []


@pytest.mark.feature("O5")
def test_findings_and_decisions_come_through_the_step_that_gives_them_dates(folder: DataFolder) -> None:
    db = Database(memory=True)
    migrations.apply(db, stop_before="m010_review")
    db.execute(
        "insert into finding (item_id, entity, span_start, span_end, score, risk, why, recognizer, version, state) "
        "values ('11', 'leave', 0, 4, 0.5, 'low', 'a rule', 'test', 1, 'kept')"
    )
    db.execute(
        "insert into decision values ('L1', 'mask', 'here', '11', 'text', 'x', '', '', 0, '', '', 'leave', 'why', "
        "'Mo', '2026-05-03T12:00:00+00:00', 'r', 1)"
    )
    migrate(db)
    assert list(db.query("select state, kinds, voice, review_on from finding")) == [
        {"state": "kept", "kinds": "[]", "voice": "", "review_on": None}
    ]
    assert list(db.query("select id, active, review_on, detector from decision")) == [
        {"id": "L1", "active": 1, "review_on": "", "detector": ""}
    ]


@pytest.mark.feature("O5")
def test_cases_come_through_the_step_that_gives_them_a_kind_more() -> None:
    db = Database(memory=True)
    configure(db)
    migrations.apply(db, stop_before="m012_more_cases")
    db.execute(
        "insert into takedown (id, sent_at, kind, item_ids, is_verified, state, changed_at) "
        "values ('A', '2026-05-03', 'me', '[]', 1, 'received', '2026-05-03')"
    )
    db.execute("insert into takedown_message values ('m', 'A', '2026-05-03', '', 'x')")
    migrate(db)
    assert list(db.query("select id, kind, version from takedown")) == [{"id": "A", "kind": "me", "version": 1}]
    assert list(db.query("select id, case_id from takedown_message")) == [{"id": "m", "case_id": "A"}]
    db.execute("update takedown set kind = 'acronym'")
    assert list(db.query("pragma foreign_key_check")) == []
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("insert into takedown_message values ('n', 'B', '2026-05-03', '', 'x')")
