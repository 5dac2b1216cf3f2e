"""The log: append-only, chained, and silent about words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.moderation import log
from tests.bench import NOW, Bench, make_bench

SECRET = "Wilhelmina Quillfeather"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    with bench.db.atomic():
        for number, kind in enumerate(("mask", "publish", "hide", "undo", "tag"), 1):
            log.append(
                bench.db,
                at=NOW,
                actor="Mo",
                kind=kind,
                item_id="11",
                label="name",
                reason=f"reason {number}",
                ref=f"{number:016x}",
                secret=SECRET if kind == "mask" else None,
                salt="salt",
            )
    return bench


@pytest.mark.feature("M14")
def test_a_log_of_ones_own_verifies(bench: Bench) -> None:
    assert log.verify(bench.db) == []
    assert [entry.seq for entry in log.entries(bench.db)] == [1, 2, 3, 4, 5]
    assert log.last_seq(bench.db) == 5


def test_an_empty_log_verifies(tmp_path: Path) -> None:
    db = make_bench(tmp_path).db
    assert log.verify(db) == []
    assert log.last_seq(db) == 0
    assert log.find_entry(db, 1) is None


@pytest.mark.feature("M14")
def test_the_public_half_has_months_and_no_items_actors_or_words(bench: Bench) -> None:
    lines = log.public_lines(bench.db)
    assert [line.kind for line in lines] == ["mask", "hide", "undo"]
    assert {line.month for line in lines} == {"2026-05"}
    shown = repr(lines)
    assert "Mo" not in shown
    assert "11" not in shown
    assert SECRET not in repr(log.entries(bench.db))


@pytest.mark.feature("M14")
@pytest.mark.parametrize(
    "statement", ["update log set reason = 'other' where seq = 2", "delete from log where seq = 5"]
)
def test_sqlite_itself_refuses_to_change_the_log(bench: Bench, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        bench.db.conn.execute(statement)


def _unlocked(db: Database) -> None:
    db.conn.execute("drop trigger log_is_append_only_update")
    db.conn.execute("drop trigger log_is_append_only_delete")


COLUMNS = (
    "at",
    "actor",
    "kind",
    "item_id",
    "label",
    "reason",
    "ref",
    "undoes",
    "secret_digest",
    "chain",
    "public_chain",
)


def _set(column: str, seq: int) -> Callable[[Database], object]:
    return lambda db: db.conn.execute(f"update log set {column} = {column} || 'x' where seq = {seq}")


def _swap(db: Database) -> None:
    for before, after in ((2, 20), (3, 2), (20, 3)):
        db.conn.execute("update log set seq = ? where seq = ?", [after, before])


def _forge(db: Database) -> None:
    """Change the last line and give it the chain it then should have: all but the head is whole."""
    db.conn.execute("delete from log where seq = 5")
    head = db.conn.execute("select value from meta where key = 'log_head'").fetchone()[0]
    log.append(db, at=NOW, actor="Eve", kind="tag", reason="other")
    db.conn.execute("update meta set value = ? where key = 'log_head'", [head])


TAMPERINGS: dict[str, Callable[[Database], object]] = {
    **{f"{column} of line {seq}": _set(column, seq) for column in COLUMNS for seq in (1, 5)},
    "first line cut": lambda db: db.conn.execute("delete from log where seq = 1"),
    "middle line cut": lambda db: db.conn.execute("delete from log where seq = 3"),
    "last line cut": lambda db: db.conn.execute("delete from log where seq = 5"),
    "all cut": lambda db: db.conn.execute("delete from log"),
    "two lines swapped": _swap,
    "last line forged": _forge,
    "line numbered anew": lambda db: db.conn.execute("update log set seq = 6 where seq = 5"),
    "head gone": lambda db: db.conn.execute("delete from meta where key = 'log_head'"),
}


@pytest.mark.feature("M14")
@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_is_found(bench: Bench, tampering: str) -> None:
    _unlocked(bench.db)
    TAMPERINGS[tampering](bench.db)
    assert log.verify(bench.db)


@pytest.mark.feature("M14")
def test_the_chain_verifies_when_words_and_salt_are_gone(bench: Bench) -> None:
    entry = log.find_entry(bench.db, 1)
    assert entry is not None
    assert entry.secret_digest == log.digest_secret(SECRET, "salt")
    # nothing but the decision holds words and salt: an erasure empties those and leaves the log as it is
    assert SECRET not in "\n".join(bench.db.conn.iterdump())
    assert log.verify(bench.db) == []


def test_what_the_public_chain_covers_is_public(bench: Bench) -> None:
    """Anybody can check the public chain from the public log alone."""
    chain = log.START
    for line in log.public_lines(bench.db):
        chain = log.extend_public_chain(chain, line)
    assert log.entries(bench.db)[-1].public_chain == chain
