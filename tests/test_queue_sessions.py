"""Twenty decisions of two moderators while everything breaks; `make queue-session` does it with two hundred."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.folder import DataFolder
from archive.moderation import decisions
from archive.originals.database import open_archive
from tests.bench import memory_folder
from tests.queue_sessions import Outcome, hold_session, judge, make_session, meant

CARDS = 20


@pytest.fixture(scope="module")
def held() -> Iterator[tuple[DataFolder, Outcome]]:
    with memory_folder() as place:
        folder = make_session(place, CARDS)
        yield folder, hold_session(folder, CARDS, seed=3)


@pytest.mark.feature("M2")
@pytest.mark.feature("M10")
@pytest.mark.feature("M15")
def test_an_evening_of_broken_connections_and_a_killed_server_loses_nothing(held: tuple[DataFolder, Outcome]) -> None:
    _, outcome = held
    assert outcome.wrong == []
    assert outcome.decided == CARDS
    assert outcome.certificates == sum(meant(str(1000 + number)) != "keep" for number in range(CARDS))
    assert outcome.kills >= 1
    assert {"half", "twice", "reload"} <= set(outcome.broken)
    assert len(outcome.by) == 2


def lose_an_act(db: Database) -> None:
    db.execute("delete from queue_act where seq = (select min(seq) from queue_act where undone_at = '')")


def decide_twice(db: Database) -> None:
    columns = "made_by, made_at, kind, card, item_id, label, log_ids, kept_words_id, public_at, problem, undone_at"
    db.execute(f"insert into queue_act (token, {columns}) select token || 'x', {columns} from queue_act where seq = 1")


def undo_behind(db: Database) -> None:
    made = next(iter(decisions.active_decisions(db)))
    decisions.undo(db, made.id, by=made.made_by, now=datetime.fromisoformat(made.made_at))


def change_the_log(db: Database) -> None:
    # whoever has the file can take its lock away, and is seen all the same
    for (name,) in db.execute("select name from sqlite_master where type = 'trigger' and tbl_name = 'log'").fetchall():
        db.execute(f"drop trigger {name}")
    db.execute("update log set actor = 'Nobody' where seq = 2")


def lose_a_certificate(db: Database) -> None:
    db.execute("delete from certificate where rowid = (select min(rowid) from certificate)")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lose_an_act, "1 cards were never decided"),
        (decide_twice, "under a token that was never sent"),
        (undo_behind, "0 decisions hold"),
        (change_the_log, "line 2 of the log, or one before it, was changed"),
        (lose_a_certificate, "no certificate"),
    ],
)
def test_the_judge_sees_what_goes_wrong(
    held: tuple[DataFolder, Outcome], tmp_path: Path, harm: Callable[[Database], None], says: str
) -> None:
    folder, outcome = held
    shutil.copytree(folder.path, tmp_path / "data")
    harmed = DataFolder(tmp_path / "data")
    with closing(open_archive(harmed)) as db, db.atomic():
        harm(db)
    found = judge(harmed, CARDS, outcome.notes).wrong
    assert any(says in each for each in found), found
