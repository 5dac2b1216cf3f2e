"""The index follows public.db: whole or item by item, one at a time, killed or failing at any moment."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ArchiveError, Refused, WrongUse
from archive.folder import DataFolder
from archive.public import store
from archive.public.models import ItemState
from archive.public.surface import Changes
from search_index import build, generation
from search_index.build import has_leftovers, read_stamps
from search_index.documents import build_document
from search_index.engine import IndexFileError, Stamp
from search_index.search import UNUSABLE, search
from search_index.update import LOCK, IndexReport, main, update_index
from search_index.whoosh_engine import commits
from search_index.whoosh_engine.engine import WhooshEngine
from tests.search_copy import HYPOTHESIS, LEAVES_FILES_OPEN, Item, make_folder, write

POST = Item("p", "The night ferry", title="Quay", at="2018-07-02")
WORDS = ("ferry", "harbour", "oasys", "ARMS", "quay", "Skelmerdine")


def many(count: int, word: str = "harbour") -> list[Item]:
    """Return a post with comments."""
    return [POST, *(Item(f"c{number}", f"{word} number{number}", under="p") for number in range(count))]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return make_folder(tmp_path / "archive")


def indexed(folder: DataFolder) -> dict[str, int]:
    """Return what the index holds: row versions by id. Each id stands there once."""
    opened = generation.open_current(folder.index)
    assert opened is not None
    view = opened[1].view()
    found = [(stamp.id, stamp.row_version) for stamp in view.stamps()]
    view.close()
    assert len(found) == len(dict(found))
    return dict(found)


def built_by_whoosh(folder: DataFolder) -> Any:
    """Return the Whoosh index itself."""
    current = generation.read_current(folder.index)
    assert current is not None
    return WhooshEngine().open(folder.index / current.folder).built


def public(folder: DataFolder) -> dict[str, int]:
    """Return what it ought to hold."""
    db = store.open_public(folder)
    _, stamps = read_stamps(db)
    db.close()
    return {stamp.id: stamp.row_version for stamp in stamps.values()}


def terms(folder: DataFolder, field: str = "text") -> set[str]:
    """Return the word list of a field."""
    opened = generation.open_current(folder.index)
    assert opened is not None
    view = opened[1].view()
    found = set(view.terms(field))
    view.close()
    return found


def in_bytes(folder: DataFolder, word: str) -> list[str]:
    """Return the files of the index that hold a word."""
    needles = {word.encode(), word.lower().encode(), word.upper().encode()}
    files = generation.iter_files(folder.index)
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


def test_the_index_holds_what_is_shown_and_nothing_else(folder: DataFolder) -> None:
    items = [*many(5), Item("gone", "secret", under="p", state=ItemState.HIDDEN)]
    write(folder, items, 7)
    assert update_index(folder) == IndexReport(documents=6, written=6, removed=0, rebuilt=True, content_version=7)
    assert indexed(folder) == public(folder)
    assert update_index(folder) == IndexReport(documents=6, written=0, removed=0, rebuilt=False, content_version=7)


def stamped(folder: DataFolder) -> tuple[set[Stamp], set[Stamp]]:
    """Return what the index says of its documents, and what public.db says of its items."""
    opened = generation.open_current(folder.index)
    assert opened is not None
    view = opened[1].view()
    db = store.open_public(folder)
    found = set(view.stamps()), set(read_stamps(db)[1].values())
    view.close()
    db.close()
    return found


def told(folder: DataFolder, version: int, items: tuple[str, ...], posts: tuple[str, ...]) -> IndexReport:
    """Let the child process do what a publish that changed these items asks of it."""
    changes = Changes(items, posts, whole=False, content_version=version)
    done = CliRunner().invoke(main, ["--data", str(folder.path), "--changes"], input=json.dumps(asdict(changes)))
    assert done.exit_code == 0
    return IndexReport(**json.loads(done.stdout))


def test_a_publish_that_says_what_changed_has_that_compared_and_no_more(folder: DataFolder) -> None:
    threads = [
        *(POST, Item("c1", "harbour", under="p"), Item("c2", "answer", under="p", parent="c1")),
        *(Item("q", "Another post", title="Pier"), Item("d1", "secret", under="q"), Item("d2", "lamp", under="q")),
    ]
    write(folder, threads, 1)
    update_index(folder)
    # an answer is hidden, so the comment it answers has none; elsewhere one goes and one says something else
    later = [*threads[:2], replace(threads[2], state=ItemState.HIDDEN), threads[3], replace(threads[5], text="light")]
    write(folder, later, 2)
    report = told(folder, 2, ("c2",), ("p",))
    assert (report.rebuilt, report.content_version, report.documents) == (False, 2, 4)
    assert {"c2", "d1"} & indexed(folder).keys() == {"d1"}
    before, wanted = stamped(folder)
    assert {stamp for stamp in before if stamp.id in ("p", "c1")} <= wanted
    assert told(folder, 2, ("d1", "d2"), ("q",)).removed == 2 + 1  # the post counts its comments
    before, wanted = stamped(folder)
    assert before == wanted
    assert "secret" not in terms(folder)


def test_a_copy_that_has_moved_on_is_compared_as_a_whole(folder: DataFolder) -> None:
    write(folder, many(3), 1)
    update_index(folder)
    write(folder, many(3, "quay"), 3)
    assert told(folder, 2, ("c1",), ("other",)).content_version == 3
    before, wanted = stamped(folder)
    assert before == wanted


def test_an_update_writes_what_changed_alone(folder: DataFolder) -> None:
    items = many(10)
    write(folder, items, 1)
    update_index(folder)
    items[3] = replace(items[3], text="quay")
    write(folder, items[:8], 2)
    report = update_index(folder)
    # the post too, whose row counts its comments
    assert (report.documents, report.written, report.removed, report.rebuilt) == (8, 2, 5, False)
    assert indexed(folder) == public(folder)


def test_a_tag_alone_is_a_change(folder: DataFolder) -> None:
    write(folder, [POST], 1)
    update_index(folder)
    write(folder, [replace(POST, tags=("Early Release",))], 2)
    assert update_index(folder).written == 1
    assert search(folder, "tag:early-release").total == 1


def test_an_empty_public_copy_has_an_index(folder: DataFolder) -> None:
    write(folder, [], 3)
    assert update_index(folder).documents == 0
    assert search(folder, "ferry year:2018 before:2018").total == 0
    write(folder, [POST], 4)
    update_index(folder)
    write(folder, [], 5)
    assert update_index(folder).removed == 1
    assert search(folder, "ferry").total == 0
    assert in_bytes(folder, "ferri") == []


def test_segments_stay_small_and_few(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "BATCH", 25)
    monkeypatch.setattr(commits, "_PURGE_AT_ONCE", 50)
    monkeypatch.setattr(commits, "_SMALL", 5)
    items = many(120)
    write(folder, items, 1)
    update_index(folder)
    assert _segments(folder) == [25, 25, 25, 25, 21]
    # one change in each segment: rewritten two at a time, never all into one
    for number in (1, 30, 60, 90, 115):
        items[number] = replace(items[number], text="quay")
    write(folder, items, 2)
    update_index(folder)
    assert sum(_segments(folder)) == 121
    assert max(_segments(folder)) <= 60
    for number in range(20):
        items.append(Item(f"later{number}", "pier"))
        write(folder, items, 3 + number)
        update_index(folder)
    assert len(_segments(folder)) < 5 + commits._MANY_SMALL
    assert indexed(folder) == public(folder)


def _segments(folder: DataFolder) -> list[int]:
    return [segment.doc_count() for segment in built_by_whoosh(folder)._segments()]


# -- what went leaves no trace


@pytest.mark.feature("S13")
def test_a_redacted_word_leaves_bytes_and_word_list_in_one_update(folder: DataFolder) -> None:
    items = [*many(40), Item("x", "Skelmerdine at the harbour", under="p", author="Skelmerdine")]
    write(folder, items, 1)
    update_index(folder)
    assert in_bytes(folder, "skelmerdin")
    items[-1] = replace(items[-1], text="[name] at the harbour", author="[name]")
    write(folder, items, 2)
    assert not update_index(folder).rebuilt
    assert in_bytes(folder, "skelmerdin") == []
    assert not any(term.startswith("skel") for term in terms(folder) | terms(folder, "author"))
    assert search(folder, "skel*").total == 0
    assert search(folder, "Skelmerdime").suggestion is None


@pytest.mark.feature("S13")
def test_a_commit_that_does_not_purge_leaves_the_word(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the purging policy, and with nobody insisting on it, the word stays."""
    items = [*many(40), Item("x", "Skelmerdine", under="p")]
    write(folder, items, 1)
    update_index(folder)
    monkeypatch.setattr(commits, "purge", lambda writer, segments: segments)
    monkeypatch.setattr(build, "has_leftovers", lambda built: False)
    write(folder, [*items[:-1], replace(items[-1], text="[name]")], 2)
    update_index(folder)
    assert search(folder, "Skelmerdine").total == 0
    assert in_bytes(folder, "skelmerdin")
    assert any(term.startswith("skel") for term in terms(folder))
    monkeypatch.undo()
    update_index(folder)
    assert in_bytes(folder, "skelmerdin") == []


@HYPOTHESIS
@given(st.lists(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(WORDS)), max_size=6), min_size=1, max_size=5))
def test_one_at_a_time_ends_in_the_same_index_as_whole(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[int, str]]]
) -> None:
    folder = make_folder(tmp_path_factory.mktemp("law"))
    items: dict[int, Item] = {}
    for version, step in enumerate(steps, 1):
        for number, word in step:
            if word == "quay":
                items.pop(number, None)
            else:
                items[number] = Item(f"c{number}", f"{word} it is", under="p", author=word)
        write(folder, [POST, *items.values()], version)
        update_index(folder)
    by_steps = _content(folder)
    assert not _leftovers(folder)
    update_index(folder, whole=True)
    assert by_steps == _content(folder)


def _content(folder: DataFolder) -> dict[str, Any]:
    """Return all that an index says: documents, and for each field each term with the documents that have it."""
    with built_by_whoosh(folder).searcher() as searcher:
        ids = searcher.reader().column_reader("id") if searcher.doc_count() else {}
        return {
            f"{field}:{term!r}": sorted(ids[number] for number in searcher.postings(field, term).all_ids())
            for field, term in searcher.reader().all_terms()
        }


def _leftovers(folder: DataFolder) -> bool:
    opened = generation.open_current(folder.index)
    assert opened is not None
    return has_leftovers(opened[1])


# -- one at a time, and nothing is lost when it fails


def test_two_updates_do_not_run_at_once(folder: DataFolder) -> None:
    write(folder, [POST], 1)
    with folder.lock(LOCK), pytest.raises(Refused, match="updating the search index"):
        update_index(folder, wait=0.0)
    assert update_index(folder, wait=0.0).documents == 1


def test_somebody_elses_writer_is_waited_for_by_the_person(folder: DataFolder) -> None:
    write(folder, [POST], 1)
    update_index(folder)
    lock = built_by_whoosh(folder).lock("WRITELOCK")
    assert lock.acquire()
    write(folder, many(2), 2)
    with pytest.raises(Refused, match="Another process is writing"):
        update_index(folder)
    lock.release()
    assert update_index(folder).documents == 3


@pytest.mark.parametrize("where", ["_flush_segment", "_commit_toc"])
def test_a_commit_that_raises_changes_nothing_and_frees_the_lock(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    write(folder, many(4), 1)
    update_index(folder)
    before = _content(folder)
    write(folder, many(4, "oasys"), 2)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no more disk")

    monkeypatch.setattr(f"whoosh.writing.SegmentWriter.{where}", fail)
    with pytest.raises(RuntimeError):
        update_index(folder)
    monkeypatch.undo()
    assert _content(folder) == before
    assert generation.open_current(folder.index) is not None
    assert update_index(folder).written == 4
    assert search(folder, "oasys").total == 4
    assert not _leftovers(folder)


def test_a_commit_that_cannot_even_be_cancelled_frees_the_lock(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, many(2), 1)
    update_index(folder)
    write(folder, many(3), 2)

    def fail(*_: object, **__: object) -> None:
        raise OSError("no more disk")

    monkeypatch.setattr("whoosh.writing.SegmentWriter._close_segment", fail)
    monkeypatch.setattr(build, "build_index", fail)
    with pytest.raises(IndexFileError, match="no more disk"):
        update_index(folder)
    monkeypatch.undo()
    assert update_index(folder).documents == 4


def test_a_whole_build_that_fails_leaves_the_one_in_use(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, many(3), 1)
    update_index(folder)
    before = generation.read_current(folder.index)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no more disk")

    monkeypatch.setattr(build, "build_document", fail)
    with pytest.raises(RuntimeError):
        update_index(folder, whole=True)
    assert generation.read_current(folder.index) == before
    assert [path.name for path in folder.index.iterdir() if path.is_dir()] == [before.folder if before else ""]
    assert search(folder, "harbour").total == 3


def test_a_whole_build_catches_up_with_what_changed_meanwhile(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = many(6)
    write(folder, items, 1)
    done: list[int] = []

    def decide_once(*given: Any, **named: Any) -> Any:
        if not done:
            done.append(1)
            write(folder, [*items[:-1], replace(items[-1], text="[name]")], 2)
        return build_document(*given, **named)

    monkeypatch.setattr(build, "build_document", decide_once)
    report = update_index(folder, whole=True)
    assert (report.documents, report.content_version) == (7, 2)
    assert indexed(folder) == public(folder)
    assert in_bytes(folder, "number5") == []


# -- killed


_KILLED = """
import os, signal, sys
from pathlib import Path
import search_index.whoosh_engine.library
import whoosh.index, whoosh.writing, whoosh.codec.base
from search_index import build, generation, update
from search_index.whoosh_engine import commits

def deadly(owner, name, count, after):
    real, seen = getattr(owner, name), []
    def wrapped(*given, **named):
        seen.append(1)
        if len(seen) == count and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*given, **named)
        if len(seen) == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer
    setattr(owner, name, wrapped)

owner, name, count, after, data, whole = sys.argv[1:]
owners = {"writer": whoosh.writing.SegmentWriter, "toc": whoosh.index.TOC, "index": whoosh.index,
          "generation": generation, "build": build, "commits": commits}
build.BATCH = 10
deadly(owners[owner], name, int(count), after == "after")
update.update_index(update.DataFolder(Path(data)), whole=whole == "whole")
"""


@pytest.mark.parametrize("whole", ["whole", "in place"])
@pytest.mark.parametrize(
    ("owner", "name", "count", "when"),
    [
        ("writer", "delete_document", 1, "after"),
        ("writer", "add_document", 11, "before"),
        ("commits", "absorb", 1, "after"),
        ("writer", "_flush_segment", 1, "after"),
        ("toc", "write", 1, "before"),
        ("toc", "write", 1, "after"),
        ("toc", "write", 2, "after"),
        ("writer", "_finish", 2, "before"),
        ("generation", "write_current", 1, "before"),
        ("generation", "write_current", 1, "after"),
        ("generation", "_remove", 1, "before"),
    ],
)
def test_killed_anywhere_the_index_answers_and_the_next_update_repairs_it(
    folder: DataFolder, owner: str, name: str, count: int, when: str, whole: str
) -> None:
    old = [*many(30), Item("x", "Skelmerdine", under="p")]
    write(folder, old, 1)
    update_index(folder)
    new = [*old[:8], *many(18, "quay")[8:], Item("x", "[name]", under="p")]
    write(folder, new, 2)
    command = [sys.executable, "-c", _KILLED, owner, name, str(count), when, str(folder.path), whole]
    ended = subprocess.run(command, check=False, capture_output=True, text=True).returncode
    never_reached = whole == "whole" and name in ("delete_document", "absorb")
    assert ended == (0 if never_reached or (whole == "in place" and name == "_remove") else -signal.SIGKILL)
    assert search(folder, "Skelmerdine").hits == ()
    assert {hit.id for hit in search(folder, "harbour OR quay", limit=100).hits} <= set(public(folder))
    report = update_index(folder)
    assert (report.content_version, report.rebuilt) == (2, False)
    assert indexed(folder) == public(folder)
    assert in_bytes(folder, "skelmerdin") == []
    assert not list(folder.index.rglob("*.tmp"))
    assert len([path for path in folder.index.iterdir() if path.is_dir()]) == 1


# -- an index that is missing, damaged or not ours


def _remove_all(index: Path) -> None:
    shutil.rmtree(index)


def _remove_generation(index: Path) -> None:
    shutil.rmtree(next(path for path in index.iterdir() if path.is_dir()))


def _remove_current(index: Path) -> None:
    (index / "current").unlink()


def _garble_current(index: Path) -> None:
    (index / "current").write_bytes(b"\xff\xfe[")


def _other_fields(index: Path) -> None:
    (index / "current").write_text('{"folder": "x"}')


def _garble_toc(index: Path) -> None:
    toc = next(index.rglob("*.toc"))
    toc.write_bytes(toc.read_bytes()[:-40])


def _empty_toc(index: Path) -> None:
    next(index.rglob("*.toc")).write_bytes(b"")


def _remove_segment(index: Path) -> None:
    next(index.rglob("*.seg")).unlink()


def _other_format(index: Path) -> None:
    current = generation.read_current(index)
    assert current is not None
    generation.write_current(index, replace(current, format="0.0"))


def _folder_elsewhere(index: Path) -> None:
    current = generation.read_current(index)
    assert current is not None
    shutil.copytree(index / current.folder, index.parent / "elsewhere")
    inode = (index.parent / "elsewhere").stat().st_ino
    generation.write_current(index, replace(current, folder="../elsewhere", inode=inode))


def _copied(index: Path) -> None:
    shutil.copytree(index, index.with_name("copy"))
    shutil.rmtree(index)
    index.with_name("copy").rename(index)


def _writable_by_others(index: Path) -> None:
    next(path for path in index.iterdir() if path.is_dir()).chmod(0o770)


def _writable_above(index: Path) -> None:
    index.chmod(0o777)


@LEAVES_FILES_OPEN
@pytest.mark.parametrize(
    "break_it",
    [
        _remove_all,
        _remove_generation,
        _remove_current,
        _garble_current,
        _other_fields,
        _garble_toc,
        _empty_toc,
        _remove_segment,
        _other_format,
        _folder_elsewhere,
        _copied,
        _writable_by_others,
        _writable_above,
    ],
)
def test_an_index_that_cannot_be_trusted_is_refused_and_built_afresh(
    folder: DataFolder, break_it: Callable[[Path], None]
) -> None:
    write(folder, many(3), 1)
    update_index(folder)
    break_it(folder.index)
    with pytest.raises(Refused, match=re.escape(UNUSABLE)):
        search(folder, "harbour")
    assert update_index(folder).rebuilt
    assert search(folder, "harbour").total == 3
    assert stat.S_IMODE(folder.index.stat().st_mode) == 0o750
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.index.iterdir() if path.is_dir()} == {0o750}
    assert len([path for path in folder.index.iterdir() if path.is_dir()]) == 1
    gc.collect()


class _Planted:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., None], tuple[str]]:
        return os.mkdir, (str(self.path),)


@LEAVES_FILES_OPEN
def test_what_somebody_planted_in_an_index_from_elsewhere_is_never_run(folder: DataFolder, tmp_path: Path) -> None:
    theirs = make_folder(tmp_path / "theirs")
    write(theirs, [POST])
    update_index(theirs)
    planted = tmp_path / "planted"
    opened = generation.open_current(theirs.index)
    assert opened is not None
    built = built_by_whoosh(theirs)
    info = built._read_toc()
    info.segments = _Planted(planted)
    next(theirs.index.rglob("*.toc")).unlink()
    info.write(built.storage, "MAIN")
    # where it was made it would run: so it is not the pickle that we trust, but the place
    assert generation.open_current(theirs.index) is None
    planted.rmdir()
    write(folder, [POST])
    shutil.copytree(theirs.index, folder.index)
    with pytest.raises(Refused):
        search(folder, "ferry")
    assert update_index(folder).rebuilt
    assert not planted.exists()
    gc.collect()


def test_an_index_of_another_user_is_not_ours(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, [POST])
    update_index(folder)
    if os.geteuid() == 0:
        os.chown(folder.index, 12345, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
    current = generation.read_current(folder.index)
    assert (current is None) == (os.geteuid() == 0)


# -- the child process


def test_the_child_process_reports_as_json(folder: DataFolder) -> None:
    write(folder, many(2), 5)
    command = [sys.executable, "-W", "error", "-m", "search_index.update", "--data", str(folder.path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    report = {"documents": 3, "written": 3, "removed": 0, "rebuilt": True, "content_version": 5}
    assert json.loads(done.stdout) == report
    assert done.stderr == ""


def test_the_command_reports_and_refuses(folder: DataFolder) -> None:
    runner = CliRunner()
    refused = runner.invoke(main, ["--data", str(folder.path)])
    assert (refused.exit_code, refused.stdout) == (WrongUse.exit_code, "")
    assert "Nothing is published yet" in refused.stderr
    write(folder, many(2), 5)
    told = runner.invoke(main, ["--data", str(folder.path)])
    again = runner.invoke(main, ["--data", str(folder.path), "--whole"])
    assert json.loads(told.stdout) == json.loads(again.stdout) == asdict(IndexReport(3, 3, 0, True, 5))


def test_nothing_published_is_wrong_use(folder: DataFolder) -> None:
    with pytest.raises(ArchiveError) as error:
        update_index(folder)
    assert error.value.exit_code == 2
