"""inbox.db: made by whoever comes first, written by two users, and holding no word longer than it has to."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.errors import NotFound, Refused, WrongUse
from archive.folder import DataFolder
from archive.inbox import database, store, taking
from archive.inbox.database import opened
from archive.inbox.models import (
    MOST_MESSAGES,
    Answer,
    Kind,
    Outcome,
    Report,
    State,
    Told,
    hash_secret,
    new_case_id,
    new_message_id,
)

AT = "2026-05-03T09:00:00+00:00"
WORDS = "Wilhelmina Quillfeather kept the lamp"
SECRET = hash_secret("a secret link")


def a_report(case_id: str = "AAAA-2222", secret: str = SECRET, words: str = WORDS) -> Report:
    return Report(case_id, secret, AT, Kind.ME, ("7002",), words, f"why: {words}", is_verified=True)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


@pytest.fixture
def filled(folder: DataFolder) -> DataFolder:
    with opened(folder) as db:
        store.add_reports(db, [a_report()])
    return folder


def bytes_of(folder: DataFolder) -> bytes:
    return b"".join(path.read_bytes() for path in folder.path.iterdir() if path.name.startswith("inbox"))


@pytest.mark.feature("M1")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_inbox_is_its_owners_and_groups_whoever_makes_it(folder: DataFolder, umask: int) -> None:
    before = os.umask(umask)
    try:
        with opened(folder) as db:
            store.add_reports(db, [a_report()])
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.path.iterdir()}
    assert modes == {"inbox.db": 0o660, "inbox.db-journal": 0o660}


def test_the_journal_stays_and_is_empty(filled: DataFolder) -> None:
    assert (filled.path / "inbox.db-journal").stat().st_size == 0


@contextmanager
def as_another_user(group: int) -> Iterator[None]:
    """Let the files of this machine see another user, of one group alone, until the block ends."""
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(group)
    os.seteuid(54320)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """Return a folder that another user may enter and not write, unlike those of pytest."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.mark.feature("O1")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run something as another user")
def test_another_user_of_the_group_may_write_it_and_nobody_else(open_place: Path) -> None:
    folder = DataFolder(open_place)
    with opened(folder) as db:
        store.add_reports(db, [a_report()])
    for path in open_place.iterdir():
        os.chown(path, 0, 54321)
    with as_another_user(54321), opened(folder) as db:
        store.add_reports(db, [a_report("BBBB-3333", "other")])
    with as_another_user(54322), pytest.raises(Refused, match="unable to open database file"), opened(folder):
        pass
    with opened(folder) as db:
        assert db.table("report").count == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run something as another user")
def test_a_change_that_one_user_did_not_finish_the_other_takes_back(open_place: Path) -> None:
    folder = DataFolder(open_place)
    with opened(folder) as db:
        store.add_reports(db, [a_report()])
    killed = sqlite3.connect(folder.inbox_db, isolation_level=None)
    for pragma in ("journal_mode = truncate", "cache_size = 1", "cache_spill = 1"):
        killed.execute(f"pragma {pragma}")
    killed.execute("begin immediate")
    killed.executemany(
        "insert into message values (?, 'AAAA-2222', '', ?)", [(str(number), WORDS * 50) for number in range(200)]
    )
    # as a kill leaves it: the journal full, the database half written, nobody holding a lock
    left = {path.name: path.read_bytes() for path in open_place.iterdir()}
    killed.close()
    for name, content in left.items():
        (open_place / name).write_bytes(content)
        os.chown(open_place / name, 0, 54321)
    assert len(left["inbox.db-journal"]) > 1000
    with as_another_user(54321), opened(folder) as db:
        assert [db.table(name).count for name in ("report", "message")] == [1, 0]
    with as_another_user(54321), opened(folder) as db:
        store.add_message(db, SECRET, "m1", "sent after it", AT)
    assert (open_place / "inbox.db-journal").stat().st_size == 0


def test_of_many_that_come_first_one_makes_the_tables(folder: DataFolder) -> None:
    def send(number: int) -> None:
        with opened(folder) as db:
            store.add_reports(db, [a_report(f"AAAA-{number}", str(number))])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(12)))
    with opened(folder) as db:
        assert db.table("report").count == 12


def test_the_same_form_sent_twice_is_one_report(filled: DataFolder) -> None:
    with opened(filled) as db:
        store.add_reports(db, [a_report("ZZZZ-9999")])
        found = store.find_status(db, SECRET)
        assert found is not None
        assert (found.case_id, db.table("report").count) == ("AAAA-2222", 1)


@pytest.mark.feature("M1")
def test_a_status_is_found_by_its_secret_alone(filled: DataFolder) -> None:
    with opened(filled) as db:
        found = store.find_status(db, SECRET)
        assert found is not None
        assert (found.kind, found.item_ids, found.told.state) == (Kind.ME, ("7002",), State.RECEIVED)
        assert WORDS not in repr(found)
        for wrong in ("AAAA-2222", "a secret link", SECRET[:-1], "", "%"):
            assert store.find_status(db, wrong) is None
            with pytest.raises(NotFound, match="open it as you were given it"):
                store.add_message(db, wrong, "m", "words", AT)


def test_the_public_half_offers_no_way_to_what_others_wrote() -> None:
    offered = {name for name, thing in vars(store).items() if getattr(thing, "__module__", "") == store.__name__}
    assert {name for name in offered if not name.startswith("_")} == {"add_reports", "add_message", "find_status"}


def test_what_is_written_is_never_shown_by_a_repr() -> None:
    assert WORDS not in repr(a_report())
    assert SECRET not in repr(a_report())
    assert WORDS not in repr(Told("A", State.DECIDED, AT, reason=WORDS, answers=(Answer(AT, WORDS),)))


def test_a_case_takes_so_many_messages_and_none_once_it_is_closed(filled: DataFolder) -> None:
    with opened(filled) as db:
        for _ in range(MOST_MESSAGES):
            assert store.add_message(db, SECRET, new_message_id(), WORDS, AT).case_id == "AAAA-2222"
        with pytest.raises(WrongUse, match="no more messages"):
            store.add_message(db, SECRET, new_message_id(), WORDS, AT)
        found = store.find_status(db, SECRET)
        assert found is not None
        assert len(found.messages) == MOST_MESSAGES
        db.table("message").delete_where()
        taking.tell(db, [Told("AAAA-2222", State.CLOSED, AT, 2, Outcome.KEPT, "It says nothing private.")])
        with pytest.raises(WrongUse, match="no more messages"):
            store.add_message(db, SECRET, new_message_id(), WORDS, AT)


@pytest.mark.feature("M1")
def test_what_was_taken_over_leaves_no_byte_behind(filled: DataFolder) -> None:
    long = f"{WORDS} {'and more ' * 900}{WORDS}"
    with opened(filled) as db:
        store.add_reports(db, [a_report("CCCC-4444", "third", long)])
        store.add_message(db, SECRET, "m1", long, AT)
    assert WORDS.encode() in bytes_of(filled)
    with opened(filled) as db:
        reports, messages = taking.waiting_reports(db), taking.waiting_messages(db)
        assert [each.places for each in reports] == [WORDS, long]
        assert [each.body for each in messages] == [long]
        taking.empty(db, reports, messages)
    with opened(filled) as db:
        assert not taking.waiting_reports(db)
        assert not taking.waiting_messages(db)
        assert store.find_status(db, SECRET) is not None
    assert b"Quillfeather" not in bytes_of(filled)


@pytest.mark.feature("M1")
def test_what_was_told_is_replaced_by_what_is_newer_alone(filled: DataFolder) -> None:
    first = Told("AAAA-2222", State.LOOKED_AT, AT, 2, answers=(Answer(AT, "Which words?"), Answer(AT, "And where?")))
    second = Told("AAAA-2222", State.DECIDED, AT, 3, Outcome.REMOVED, "It named you.", answers=first.answers[:1])
    with opened(filled) as db:
        for told in (second, first, Told("LOST-0000", State.DECIDED, AT, 9)):
            taking.tell(db, [told])
        found = store.find_status(db, SECRET)
        assert found is not None
        assert found.told == second
        forgotten = Told("AAAA-2222", State.CLOSED, AT, 4, Outcome.REMOVED, forgotten_at=AT)
        taking.tell(db, [forgotten])
        found = store.find_status(db, SECRET)
        assert found is not None
        assert (found.told, found.item_ids) == (forgotten, ())
    assert b"Which words?" not in bytes_of(filled)
    assert b"It named you." not in bytes_of(filled)


def test_a_full_disk_is_said_and_loses_nothing(filled: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MOST_PAGES", 20)
    with (
        pytest.raises(Refused, match=r"inbox\.db cannot be used now \(database or disk is full\)"),
        opened(filled) as db,
    ):
        store.add_reports(db, [a_report(f"D-{number}", f"d{number}", WORDS * 100) for number in range(40)])
    with opened(filled) as db:
        assert [each.case_id for each in taking.waiting_reports(db)] == ["AAAA-2222"]


def test_a_locked_inbox_is_said(filled: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.0)
    other = sqlite3.connect(filled.inbox_db)
    other.execute("begin exclusive")
    with pytest.raises(Refused, match=r"\(database is locked\): see that"), opened(filled):
        pass
    other.close()


def test_an_error_names_no_path(tmp_path: Path) -> None:
    with pytest.raises(Refused) as raised, opened(DataFolder(tmp_path / "gone")):
        pass
    assert str(tmp_path) not in str(raised.value)
    (tmp_path / "inbox.db").write_bytes(b"no database at all, by any means" * 40)
    with pytest.raises(Refused, match="not a database") as raised, opened(DataFolder(tmp_path)):
        pass
    assert str(tmp_path) not in str(raised.value)


def test_a_newer_inbox_is_refused_and_left_alone(filled: DataFolder) -> None:
    with sqlite3.connect(filled.inbox_db) as conn:
        conn.execute("pragma user_version = 99")
    conn.close()
    with pytest.raises(Refused, match="newer threadkeep"), opened(filled):
        pass


def write_and_fail(folder: DataFolder) -> None:
    with opened(folder) as db:
        store.add_message(db, SECRET, "m1", WORDS, AT)
        raise ZeroDivisionError


def test_a_failure_inside_changes_nothing(filled: DataFolder) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(filled)
    with opened(filled) as db:
        assert taking.waiting_messages(db) == []


def test_ids_can_be_said_and_tell_nothing() -> None:
    ids = {new_case_id() for _ in range(200)}
    assert len(ids) == 200
    assert not set("".join(ids)) & set("01ILO")
    assert len({new_message_id() for _ in range(200)}) == 200
