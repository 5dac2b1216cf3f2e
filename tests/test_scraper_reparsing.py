"""`threadkeep reparse`: the same rows from the captures alone, with ids, decisions, tags and log as they were."""

from __future__ import annotations

import json
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.curation import tags
from archive.curation.acts import Changes
from archive.errors import BadInput, Refused
from archive.folder import DataFolder
from archive.moderation import decisions
from archive.originals import captures, store
from archive.originals.database import open_archive
from scraper import writer_lock
from scraper.reparsing import reparse
from scraper.sample_blog import load_content
from scraper.sample_blog.server import HTML, Answer
from tests.harvest_runs import KillAt, WatchedBlog, content, copy_archive, dump, new_archive, run, start

FEW = sorted(load_content(), key=lambda post: len(post.comments))[:3]
TOTAL = sum(len(post.comments) for post in FEW)
NOW = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return an archive of a small blog that changed once; the blog is closed, so nothing can be fetched."""
    scratch = tmp_path_factory.mktemp("harvested")
    folder = new_archive(scratch / "archive")
    harvest = ["harvest", "", "--json", "--data", str(folder.path)]
    with WatchedBlog(FEW) as blog:
        harvest[1] = blog.url
        assert run(harvest, scratch).code == 0
        post = FEW[0]
        edited = replace(post.comments[0], text="The other gauge. I had the wrong one.")
        gone = replace(post.comments[1], removed="author")
        blog.posts[blog.posts.index(post)] = replace(post, comments=(edited, gone, *post.comments[2:]))
        assert run(harvest, scratch).code == 0
    with closing(open_archive(folder)) as db:
        word = store.get_comments(db, FEW[1].id)[0].text.reveal().text.split()[0].strip(".,!?\"'")
        decisions.mask(db, FEW[1].comment_id(1), word, label="detail", reason="A test.", by="jo", now=NOW)
        with db.atomic():
            tags.add_tags(Changes(db), [FEW[2].id], ["high water"], "jo", NOW)
    return folder


@pytest.fixture
def folder(harvested: DataFolder, tmp_path: Path) -> DataFolder:
    return copy_archive(harvested, tmp_path / "archive")


def reparse_command(folder: DataFolder, *more: str) -> list[str]:
    return ["reparse", "--data", str(folder.path), *more]


def curated(folder: DataFolder) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder.archive_db)) as db:
        tables = ("decision", "log", "tag", "tagging", "capture", "identity", "alias", "moderator", "certificate")
        return {table: db.execute(f"select * from {table} order by 1, 2").fetchall() for table in tables}


@pytest.mark.feature("H1")
@pytest.mark.feature("H9")
def test_every_row_comes_back_as_it_was_without_network(folder: DataFolder, tmp_path: Path) -> None:
    before, kept = dump(folder), curated(folder)
    assert kept["decision"]
    assert kept["tagging"]
    ended = run(reparse_command(folder, "--json"), tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.json == {
        "captures": len(kept["capture"]),
        "posts": len(FEW),
        "comments": TOTAL,
        "replies": sum(comment.reply_to is not None for post in FEW for comment in post.comments),
        "partial": 0,
        "problems": [],
    }
    # every table and column, when and from which capture each row came too; only revisions are numbered anew
    assert sorted(dump(folder)) == sorted(before)
    assert curated(folder) == kept


@pytest.mark.feature("H1")
def test_what_was_changed_in_the_rows_comes_back_and_is_pending(folder: DataFolder, tmp_path: Path) -> None:
    before = content(folder)
    with closing(sqlite3.connect(folder.archive_db)) as db, db:
        db.execute("delete from pending")
        db.execute("update comment set text = 'Made up.' where id = ?", (FEW[0].comment_id(3),))
        db.execute("delete from comment where id = ?", (FEW[0].comment_id(4),))
    assert run(reparse_command(folder), tmp_path).code == 0
    after = content(folder)
    assert {name: rows for name, rows in after.items() if name != "pending"} == {
        name: rows for name, rows in before.items() if name != "pending"
    }
    assert after["pending"] == sorted([(FEW[0].comment_id(3),), (FEW[0].comment_id(4),)])


@pytest.mark.feature("H1")
@pytest.mark.parametrize("harm", ["bytes", "cut", "gone"])
def test_a_damaged_capture_file_is_named_and_nothing_changes(folder: DataFolder, tmp_path: Path, harm: str) -> None:
    with closing(open_archive(folder)) as db:
        row = captures.latest_for_url(db, next(iter(captures.iter_captures(db))).url.rpartition("/")[0] + FEW[2].path)
    assert row is not None
    path = folder.captures / row.warc_file
    body = bytearray(path.read_bytes())
    if harm == "bytes":
        body[row.warc_offset + 40 : row.warc_offset + 50] = bytes(10)
        path.write_bytes(body)
    elif harm == "cut":
        path.write_bytes(body[: row.warc_offset + 9])
    else:
        path.unlink()
    before = dump(folder)
    ended = run(reparse_command(folder, "--json"), tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert path.name in ended.err
    assert ended.err.count("\n") == 1
    assert dump(folder) == before
    with pytest.raises(BadInput, match="is damaged or missing"):
        reparse(folder)


@pytest.mark.feature("H2")
@pytest.mark.parametrize(
    "kill",
    [
        ("archive.originals.store", "merge", 3, False),
        ("archive.originals.captures", "open_capture", 6, True),
        ("scraper.reparsing", "_again", 9, False),
        ("archive.originals.rebuild", "_different", 2, False),
    ],
    ids=lambda kill: kill[1],
)
def test_killed_while_rebuilding_the_old_rows_stand(folder: DataFolder, tmp_path: Path, kill: KillAt) -> None:
    before = dump(folder)
    assert start(reparse_command(folder), tmp_path, kill_at=kill).end().code == -signal.SIGKILL
    assert dump(folder) == before
    assert run(reparse_command(folder), tmp_path).code == 0
    assert sorted(dump(folder)) == sorted(before)


@pytest.mark.feature("H1")
def test_a_capture_that_cannot_be_read_is_named_each_time_and_the_rest_is_rebuilt(tmp_path: Path) -> None:
    folder = new_archive(tmp_path / "archive")
    with WatchedBlog(FEW) as blog:
        blog.instead[FEW[0].path] = Answer(200, HTML, b"<html><p>Please wait")
        assert run(["harvest", blog.url, "--data", str(folder.path)], tmp_path).code == 1
    before = dump(folder)
    ended = run(reparse_command(folder), tmp_path)
    assert ended.code == 1
    assert f"{len(FEW)} posts, {TOTAL} comments." in ended.out
    assert ended.err.startswith("Capture ")
    assert ended.err.count("\n") == 1
    assert sorted(dump(folder)) == sorted(before)
    again = run(reparse_command(folder, "--json"), tmp_path)
    assert [set(problem) for problem in json.loads(again.out)["problems"]] == [{"capture", "say"}]


@pytest.mark.feature("H3")
def test_reparse_waits_for_a_harvester_and_then_refuses(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_lock, "WAIT", 0.0)
    with folder.lock("harvest", doing="harvesting"), pytest.raises(Refused, match="Another threadkeep") as refused:
        reparse(folder)
    assert refused.value.exit_code == 3


def test_without_an_archive_there_is_nothing_to_reparse(tmp_path: Path) -> None:
    ended = run(["reparse", "--data", str(tmp_path / "none")], tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "threadkeep init" in ended.err
    assert not (tmp_path / "none").exists()
