"""Killed at any moment, a publish leaves the old copy or the new one, and the next publish finishes the work."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.moderation.tagging import tag_items
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.public import store
from archive.publishing import bookkeeping, surfaces, swap, update
from archive.publishing.check import check
from tests.bench import Bench, comment, make_bench, memory_folder, post

NAME = "Wilhelmina Quillfeather"


class Killed(BaseException):
    """Stands for a power cut: nothing of ours catches it."""


def _many(bench: Bench) -> None:
    bench.add(
        *(
            post(number, *(comment(number * 100 + n, f"<p>Comment {n} by {NAME}</p>") for n in range(4)))
            for number in range(1, 5)
        )
    )


def _decide(bench: Bench) -> None:
    bench.mask(100, NAME)
    bench.mask(200, "Comment", label="word", everywhere=True)
    bench.hide(301)
    bench.later(hours=1)
    bench.add(post(1, comment(103, "<p>Edited</p>")), post(9, comment(901, "<p>New</p>")))


# The steps of a publish, in order, as (module, function): a crash before and after each of them
STEPS: dict[str, tuple[Any, str]] = {
    "note": (bookkeeping, "note_publish"),
    "start whole": (bookkeeping, "start_whole"),
    "findings": (swap, "_refresh_findings"),
    "create": (store, "create_public"),
    "build": (swap, "_build"),
    "apply": (update, "apply_pending"),
    "write": (update, "write_thread"),
    "frame": (update, "write_frame"),
    "gate": (update, "run_gate"),
    "copy": (swap, "_copy_over"),
    "finish": (bookkeeping, "finish"),
    "end whole": (bookkeeping, "end_whole"),
    "update live": (update, "_update_live"),
    "surfaces": (surfaces, "bring_up_to_date"),
    "forget what was behind": (bookkeeping, "set_behind"),
}


def crash(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, *, after: bool) -> list[str]:
    """Let the process die just before or after a step; return a list that says whether it came to that."""
    real: Callable[..., Any] = getattr(module, name)
    reached: list[str] = []

    def dies(*args: Any, **named: Any) -> Any:
        reached.append(name)
        if after:
            real(*args, **named)
        raise Killed

    for place in (module, swap, update):
        if getattr(place, name, None) is real:
            monkeypatch.setattr(place, name, dies)
    return reached


@pytest.fixture
def fast_path() -> Iterator[Path]:
    with memory_folder() as path:
        yield path


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    _many(bench)
    return bench


def dump_of(bench: Bench) -> str:
    """Return every public row, the version aside: a killed publish may have used up a number."""
    return "\n".join(line for line in bench.dump().split("\n") if '"content_version"' not in line)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("kind", ["first", "single", "whole"])
def test_a_crash_at_every_step(fast_path: Path, kind: str, after: bool) -> None:
    reached_steps = set()
    for number, (step, (module, name)) in enumerate(STEPS.items()):
        with pytest.MonkeyPatch.context() as monkeypatch:
            reached = _crash_once(fast_path / str(number), kind, monkeypatch, module, name, after=after)
        if reached:
            reached_steps.add(step)
    # so that a renamed function cannot empty this test
    expected = {"single": 8, "whole": 13, "first": 13}[kind]
    assert len(reached_steps) >= expected, reached_steps


def _crash_once(
    place: Path, kind: str, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, *, after: bool
) -> list[str]:
    bench = make_bench(place)
    _many(bench)
    before = None
    if kind != "first":
        bench.publish()
        before = dump_of(bench)
        _decide(bench)
    reached = crash(monkeypatch, module, name, after=after)
    with contextlib.suppress(Killed):
        bench.publish(full=kind == "whole")
    monkeypatch.undo()
    # the rolled back transaction of a real crash: a connection that is gone
    bench.db.close()
    bench.db = open_archive(bench.folder)
    version = 0
    if bench.folder.public_db.exists():
        between = dump_of(bench)
        db = bench.public()
        version = store.content_version(db)
        db.close()
        assert between == before or NAME in between
    if (
        reached
        and kind == "single"
        and name in ("write_thread", "apply_pending", "run_gate", "write_frame", "_update_live")
    ):
        assert (dump_of(bench) == before) is (name != "_update_live" or not after)
    report = bench.publish()
    assert report.content_version >= version
    _assert_finished(bench)
    bench.db.close()
    return reached


def _assert_finished(bench: Bench) -> None:
    assert originals.get_pending(bench.db) == set()
    assert not bookkeeping.is_whole_begun(bench.db)
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    done = bench.dump()
    bench.publish(full=True)
    assert bench.dump() == done
    assert sorted(path.name for path in bench.folder.path.glob("public.db*")) == ["public.db"]


def test_two_publishes_never_share_a_version_with_different_rows(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between the two databases must not let a later publish use the number of the one that died."""
    bench.publish()
    _decide(bench)
    crash(monkeypatch, bookkeeping, "finish", after=False)
    with pytest.raises(Killed):
        bench.publish()
    monkeypatch.undo()
    bench.db.close()
    bench.db = open_archive(bench.folder)
    db = bench.public()
    died = store.content_version(db)
    db.close()
    bench.later(hours=1)
    bench.add(post(1, comment(102, "<p>Edited too</p>")))
    assert bench.publish().content_version > died
    _assert_finished(bench)


# -- kill -9

PROGRAM = """
import os, signal, sys
from pathlib import Path
from archive.folder import DataFolder
from archive.publishing.publisher import publish
from archive.publishing.public_file import PublicFile
from tests.bench import NOW

folder, how, fatal = DataFolder(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
calls = 0

def count(frame, event, arg):
    global calls
    calls += 1
    if calls == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

sys.setprofile(count)
publish(folder, full=how == "full", now=NOW, surfaces=[PublicFile(folder)])
sys.setprofile(None)
print(calls)
"""
"""Publishes, and is killed by the kernel at its n-th call or return: no clock decides where."""


def _publish_in_a_child(folder: Path, how: str, fatal: int) -> int | None:
    """Return how many calls and returns a publish took, None when it was killed at the one that was fatal."""
    root = str(Path(__file__).resolve().parents[1])
    command = [sys.executable, "-c", PROGRAM, str(folder), how, str(fatal)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=root, env={**os.environ, "PYTHONPATH": root}, check=False
    )
    if done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def _new_work(bench: Bench, number: int) -> None:
    bench.later(hours=1)
    bench.add(post(1, *(comment(100 + n, f"<p>Edit {number} of {n} {'long ' * 200}</p>") for n in range(4))))
    tag_items(bench.db, ["200"], add=[f"Tag {number}"], by="Mo", now=bench.now)


@pytest.mark.feature("A3")
@pytest.mark.parametrize("how", ["full", "single"])
def test_kill_9(fast_path: Path, how: str) -> None:
    bench = make_bench(fast_path)
    _many(bench)
    bench.publish()
    _new_work(bench, 0)
    calls = _publish_in_a_child(bench.folder.path, how, -1)
    assert calls is not None
    fates = random.Random(11)
    killed = 0
    for number in range(1, 5):
        _new_work(bench, number)
        before = bench.dump()
        killed += _publish_in_a_child(bench.folder.path, how, fates.randrange(calls)) is None
        # whoever opens it next sees whole rows, old or new, and no damage
        db = bench.public()
        assert db.conn.execute("pragma integrity_check").fetchone() == ("ok",)
        db.close()
        after = bench.dump()
        assert after == before or f"Edit {number} of 3" in after
        bench.publish()
        assert f"Edit {number} of 3" in bench.dump()
        assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    assert killed >= 3
    _assert_finished(bench)


def test_a_hot_journal_is_rolled_back_by_the_next_reader_who_may_write(bench: Bench) -> None:
    bench.publish()
    before = bench.dump()
    child = os.fork()
    if child == 0:
        db = sqlite3.connect(bench.folder.public_db)
        db.execute("pragma cache_size = 1")
        db.execute("pragma cache_spill = 1")
        db.execute("begin immediate")
        db.execute("update comment set text = 'half done' || hex(zeroblob(4000))")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert bench.folder.public_db.with_name("public.db-journal").exists()
    assert bench.dump() == before
