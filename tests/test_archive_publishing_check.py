"""`check` finds what is wrong, and only that."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import WrongUse
from archive.folder import DataFolder
from archive.moderation import decisions, findings
from archive.public.surface import FoundIn, Place
from archive.publishing.check import CheckReport, Problem, check
from tests.bench import Bench, comment, make_bench, post

NAME = "Wilhelmina Quillfeather"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.settings(policy='"all"')
    bench.add(
        post(
            1,
            comment(11, f"<p>I think that {NAME} said so, write to mo@ferry.example</p>"),
            comment(12, "<p>Yes</p>", answers=11),
            comment(13, "<p>No</p>"),
            declared=4,
            labels=("Pay",),
        )
    )
    bench.mask(11, NAME)
    bench.mask(12, "yes", label="answer", everywhere=True)
    bench.hide(13)
    decisions.undo(bench.db, "L3", by="Mo", now=bench.now)
    bench.publish()
    return bench


def run(bench: Bench) -> CheckReport:
    return check(bench.folder, surfaces=bench.surfaces)


@pytest.mark.feature("A4")
def test_a_sound_archive_has_notes_alone(bench: Bench) -> None:
    report = run(bench)
    assert report.ok
    assert [(note.kind, note.where) for note in report.notes] == [("shortfall", "1")]
    assert "declares 4 comments, the archive holds 3" in report.notes[0].say


def test_no_archive(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="threadkeep init"):
        check(DataFolder(tmp_path))


@pytest.mark.feature("A4")
def test_what_waits_and_replies_to_nobody_are_notes(bench: Bench) -> None:
    bench.add(post(2, comment(21, "<p>To whom</p>", answers=99)))
    assert {(note.kind, note.where) for note in run(bench).notes} == {
        ("shortfall", "1"),
        ("pending", "pending"),
        ("parent", "21"),
    }
    assert run(bench).ok
    bench.folder.public_db.unlink()
    assert ("public", "public.db") in {(note.kind, note.where) for note in run(bench).notes}


def _archive(statement: str) -> Callable[[Bench], object]:
    def change(bench: Bench) -> None:
        bench.db.conn.execute("pragma foreign_keys = off")
        for trigger in ("update", "delete"):
            bench.db.conn.execute(f"drop trigger if exists log_is_append_only_{trigger}")
        bench.db.conn.execute(statement)
        bench.db.conn.commit()

    return change


def _public(statement: str) -> Callable[[Bench], object]:
    def change(bench: Bench) -> None:
        db = sqlite3.connect(bench.folder.public_db)
        db.execute(statement)
        db.commit()
        db.close()

    return change


def _capture(bench: Bench) -> None:
    (path,) = bench.folder.captures.iterdir()
    path.write_bytes(path.read_bytes()[:-20])


def _ring(bench: Bench) -> None:
    _archive("update comment set parent_id = '12' where id = '11'")(bench)


def _edit(bench: Bench) -> None:
    bench.later(days=1)
    bench.add(post(1, comment(11, "<p>Somebody else</p>")))
    bench.publish()


def _behind(bench: Bench) -> None:
    bench.listener.version = 1


POST_INVENTED = """
    insert into post select '9', site_id, url, '/x', title, author, is_page, published, published_utc,
    published_precision, year, month, text, marks, html, state, state_note, state_ref, declared, 0,
    source_gone_since, row_version
    from post
"""

BROKEN: dict[str, tuple[Callable[[Bench], object], tuple[str, str]]] = {
    "log changed": (_archive("update log set reason = 'x' where seq = 1"), ("log", "log")),
    "decision changed": (_archive("update decision set exact = 'x' where id = 'L1'"), ("decision", "L1")),
    "decision without its line": (_archive("update decision set id = 'L9' where id = 'L1'"), ("decision", "L9")),
    "decision let go": (_archive("update decision set active = 0 where id = 'L1'"), ("decision", "L1")),
    "decision taken up again": (_archive("update decision set active = 1 where id = 'L3'"), ("decision", "L3")),
    "decision on nothing": (_archive("update decision set item_id = '99' where id = 'L1'"), ("anchor", "99")),
    "anchor that no longer fits": (_edit, ("anchor", "11")),
    "anchor in a field that is gone": (
        _archive("update decision set field = 'title' where id = 'L1'"),
        ("anchor", "11"),
    ),
    "ring of replies": (_ring, ("cycle", "11")),
    "mark behind the text": (
        _archive("""update comment set marks = '[[0,999,"strong"]]' where id = '13'"""),
        ("mark", "1"),
    ),
    "finding behind the text": (_archive("update finding set span_end = 999"), ("span", "11")),
    "finding on nothing": (_archive("update finding set item_id = '99'"), ("span", "99")),
    "comment without its post": (
        _archive("update comment set post_id = '9' where id = '13'"),
        ("orphan", "archive.db: comment/"),
    ),
    "capture cut short": (_capture, ("capture", "captures/")),
    "capture of other bytes": (_archive("update capture set sha256 = 'x'"), ("capture", "captures/")),
    "public words": (_public("update comment set text = 'x' where id = '13'"), ("public", "comment.text/13")),
    "public post invented": (_public(POST_INVENTED), ("public", "post.id/9")),
    "public post missing": (_public("delete from post"), ("public", "post.id/1")),
    "public orphan": (_public("update comment set parent_id = 'x' where id = '13'"), ("orphan", "public.db: comment/")),
    "public count": (_public("update post set comment_count = 9"), ("count", "post.comment_count/1")),
    "tag count": (_public("update tag set item_count = 9"), ("count", "tag.item_count/pay")),
    "public version": (_public("update meta set value = '1' where key = 'content_version'"), ("version", "public.db")),
    "public tables of another version": (_public("drop table link"), ("public", "public.db")),
    "public copy of another program": (_public("drop table meta"), ("public", "public.db")),
    "surface behind": (_behind, ("surface", "listener")),
    "words masked here": (
        _public(f"update comment set author = '{NAME}' where id = '11'"),
        ("left", "public_file: comment.author/11"),
    ),
    "words masked everywhere": (
        _public("update comment set author = 'Yes' where id = '13'"),
        ("left", "public_file: comment.author/13"),
    ),
}


@pytest.mark.feature("A4")
@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_found(bench: Bench, case: str) -> None:
    damage, (kind, where) = BROKEN[case]
    damage(bench)
    report = run(bench)
    assert not report.ok
    found = [(problem.kind, problem.where) for problem in report.problems]
    assert any(each[0] == kind and each[1].startswith(where) for each in found), found
    assert all(problem.say.endswith(".") for problem in report.problems)
    assert "uillfeather" not in repr(report)


def test_a_damaged_database_is_said_once(bench: Bench) -> None:
    _public("create table filler as select hex(randomblob(4000)) as x from comment, comment as b")(bench)
    data = bytearray(bench.folder.public_db.read_bytes())
    data[-4096:] = b"\xff" * 4096
    bench.folder.public_db.write_bytes(data)
    assert (
        Problem("database", "public.db", "SQLite finds the file damaged: delete it and run `threadkeep publish`.")
        in run(bench).problems
    )


@pytest.mark.parametrize("is_file", [True, False])
def test_a_public_copy_that_cannot_be_opened_hides_no_other_problem(bench: Bench, is_file: bool) -> None:
    bench.folder.public_db.unlink()
    if is_file:
        bench.folder.public_db.write_bytes(b"no database " * 400)
    else:
        bench.folder.public_db.mkdir()
    _archive("update decision set active = 0 where id = 'L1'")(bench)
    assert [(problem.kind, problem.where) for problem in run(bench).problems] == [
        ("decision", "L1"),
        ("database", "public.db"),
    ]


def test_all_captures_of_a_damaged_file_are_one_problem(bench: Bench) -> None:
    bench.later(days=1)
    bench.add(post(2, comment(21, "<p>Later</p>")))
    _archive("update capture set warc_file = 'lost.warc.gz'")(bench)
    assert [problem for problem in run(bench).problems if problem.kind == "capture"] == [
        Problem(
            "capture",
            "captures/lost.warc.gz",
            "Damaged or missing, and with it 2 captures from 1 on: put that file back from a backup.",
        )
    ]


def test_a_damaged_file_is_told_with_masks_and_without(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench.listener, "damaged", lambda: ("a", "b"))
    lies = FoundIn(1, (Place("listener", "a"), Place("listener", "c")))
    monkeypatch.setattr(bench.listener, "find_each", lambda asked: [lies for _ in asked])
    found = [(problem.kind, problem.where) for problem in run(bench).problems]
    assert found == [
        ("damaged", "listener: a"),
        ("damaged", "listener: b"),
        ("left", "listener: c"),
        ("left", "listener: c"),
    ]
    for number in ("L1", "L2"):
        decisions.undo(bench.db, number, by="Mo", now=bench.now)
    bench.publish()
    assert [problem.where for problem in run(bench).problems] == ["listener: a", "listener: b"]


def test_findings_of_an_item_that_waits_are_no_fault(bench: Bench) -> None:
    assert findings.open_findings(bench.db)
    bench.later(days=1)
    bench.add(post(1, comment(11, f"<p>I think that {NAME} said so</p>")))
    assert "span" not in {problem.kind for problem in run(bench).problems}


def test_checking_changes_nothing(bench: Bench) -> None:
    before = (bench.dump(), list(bench.db.conn.iterdump()))
    run(bench)
    assert (bench.dump(), list(bench.db.conn.iterdump())) == before
