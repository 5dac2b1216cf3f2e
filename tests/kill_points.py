"""What kill -9 leaves of a harvest, at many moments of it, and what the next run makes of each.

A stopped process (SIGSTOP) has written exactly what a killed one would have, so its folder is copied and the process
goes on to the next moment; the last moment of each harvest is a true SIGKILL. Each copy is a kill point: the next run
in it must end in the archive of an undisturbed harvest.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from archive.folder import DataFolder
from scraper.items import Item
from scraper.sample_blog import SamplePost
from tests.harvest_runs import (
    Running,
    WatchedBlog,
    assert_captures_are_whole,
    content,
    copy_archive,
    new_archive,
    start,
)

LONGEST_DELAY = 0.1
"""Seconds after an answer: long enough to fall anywhere in its parsing, its capture and its commit."""
LONGEST_COMMIT = 0.005
"""Seconds after COMMIT is said: what the disk is asked for then."""
_LONGEST_RUN = 900.0
"""Seconds after which a harvest counts as one that does not end, on whatever machine and beside whatever else."""
_PROGRESS = re.compile(r"\d+ of \d+ posts, .* a second")
"""What a run of more than a minute says of itself."""
RANDOM, COMMIT = "random", "commit"
"""Kinds of points: at any moment of a harvest, and inside the transaction of a batch."""


@dataclass(slots=True)
class Outcome:
    """What came of kill points. `distinct` counts those that left a state on the disk like no other of their harvest.

    Of points that left the same bytes the next run is made once.
    """

    points: int = 0
    distinct: int = 0
    killed: int = 0
    lost: int = 0
    doubled: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        equal = self.points - len(self.faults)
        return (
            f"{self.points} kill points ({self.killed} by SIGKILL, {self.distinct} distinct on the disk): {self.lost}"
            f" rows lost, {self.doubled} doubled, {equal} of {self.points} archives equal to an undisturbed one"
        )


class KeptBlog(WatchedBlog):
    """A blog that never changes, so that each of its pages is made once."""

    def __init__(self, posts: Sequence[SamplePost]) -> None:
        self._kept: dict[str, tuple[str, str] | None] = {}
        super().__init__(posts)
        self._changed = super().changed

    @property
    def changed(self) -> Any:
        return self._changed

    def _find(self, target: str) -> tuple[str, str] | None:
        if target not in self._kept:
            self._kept[target] = super()._find(target)
        return self._kept[target]


class KillPoints:
    """One blog, an undisturbed archive of it, and harvests that are stopped and killed."""

    def __init__(self, blog: WatchedBlog, scratch: Path, *, jobs: int = 1) -> None:
        """Harvest without disturbance; later as many next runs as `jobs` are made at a time."""
        self._blog, self._scratch, self._jobs = blog, scratch, jobs
        self._empty = new_archive(scratch / "empty")
        calm = copy_archive(self._empty, scratch / "calm")
        calls = scratch / "calls"
        ended = start(self._harvest(calm), scratch, prepare=partial(_count_calls, str(calls))).end(_LONGEST_RUN)
        # a blog that declares more than it shows is short by that in every run
        self._code, self._requests = ended.code, ended.json["requests"]
        self._statements, self._syncs, self._commits = map(int, calls.read_text().split())
        self._wanted = content(calm)

    def some(self, kind: str, number: int, chance: random.Random) -> Outcome:
        """Return what came of up to so many points of one harvest; fewer when it ended before."""
        outcome, folder = Outcome(), copy_archive(self._empty, self._scratch / "disturbed")
        copies = self._scratch / "copies"
        copies.mkdir()
        self._blog.forget()
        disturb = self._at_random if kind == RANDOM else self._inside_commits
        found: dict[str, tuple[str, Path]] = {}
        for name, copy, is_killed in disturb(folder, copies, number, chance):
            outcome.points += 1
            outcome.killed += is_killed
            found.setdefault(_digest(copy), (name, copy))
        outcome.distinct = len(found)
        with ThreadPoolExecutor(self._jobs) as pool:
            for lost, doubled, fault in pool.map(lambda each: self._judge(*each), found.values()):
                outcome.lost, outcome.doubled = outcome.lost + lost, outcome.doubled + doubled
                outcome.faults += [fault] if fault else []
        shutil.rmtree(copies)
        shutil.rmtree(folder.path)
        for log in self._scratch.glob("*.[eo][ru][rt]"):
            log.unlink()
        return outcome

    def _harvest(self, folder: DataFolder) -> list[str]:
        return ["harvest", self._blog.url, "--json", "--data", str(folder.path)]

    # where to stop

    def _at_random(
        self, folder: DataFolder, copies: Path, number: int, chance: random.Random
    ) -> Iterator[tuple[str, Path, bool]]:
        moments = sorted(chance.sample(range(1, self._requests + 1), min(number, self._requests)))
        delays = {moment: chance.random() * LONGEST_DELAY for moment in moments}
        due, over = threading.Semaphore(0), threading.Event()

        def tell(answers: int) -> None:
            if answers in delays:
                threading.Timer(delays[answers], due.release).start()

        self._blog.on_answer = tell
        running = start(self._harvest(folder), self._scratch)
        stopper = _Stopper(running, folder, copies)

        def wait() -> None:
            running.process.join()
            over.set()
            due.release()

        waiter = threading.Thread(target=wait)
        waiter.start()
        found = []
        for at, moment in enumerate(delays):
            due.acquire()
            if over.is_set():
                break
            name = f"answer {moment} + {delays[moment] * 1000:.1f} ms"
            if at == len(delays) - 1:
                stopper.kill()
                break
            if copy := stopper.copy():
                found.append((name, copy, False))
        waiter.join()
        self._blog.on_answer = lambda answers: None
        if running.process.exitcode == -signal.SIGKILL:
            found.append((name, stopper.rest(), True))
        running.end()
        yield from found

    def _inside_commits(
        self, folder: DataFolder, copies: Path, number: int, chance: random.Random
    ) -> Iterator[tuple[str, Path, bool]]:
        spots = [self._spot(chance) for _ in range(number)]
        where = self._scratch / "where"
        running = start(self._harvest(folder), self._scratch, prepare=partial(_stop_at, str(where), spots))
        stopper, found = _Stopper(running, folder, copies), []
        while running.process.exitcode is None:
            if _state(running.pid) == "T":
                found.append((where.read_text(), stopper.copy_stopped(), False))
            time.sleep(0.0005)
        if running.process.exitcode == -signal.SIGKILL:
            found.append((where.read_text(), stopper.rest(), True))
        running.end()
        yield from found

    def _spot(self, chance: random.Random) -> Spot:
        kind = chance.choice(("statement", "statement", "sync", "commit"))
        most = {"statement": self._statements, "sync": self._syncs, "commit": self._commits}[kind]
        later = chance.random() * LONGEST_COMMIT if kind == "commit" else 0.0
        return kind, chance.randrange(1, most + 1), later

    # what the next run makes of it

    def _judge(self, name: str, copy: Path) -> tuple[int, int, str]:
        """Return how many rows were lost and doubled, and what is wrong with the archive, "" for nothing."""
        folder = DataFolder(copy)
        ended = start(self._harvest(folder), self._scratch).end(_LONGEST_RUN)
        found, lost, doubled = content(folder), 0, 0
        for table, rows in self._wanted.items():
            before, after = Counter(map(repr, rows)), Counter(map(repr, found[table]))
            lost += (before - after).total()
            doubled += (after - before).total()
        problem = "" if found == self._wanted else "rows differ"
        try:
            assert_captures_are_whole(folder)
        except AssertionError as error:
            problem = f"captures: {error}"
        said = [line for line in ended.err.splitlines() if not _PROGRESS.match(line)]
        if ended.code != self._code or said or ended.json["failed"] or ended.json["unfinished"]:
            problem = f"the next run ended with {ended.code}: {' '.join(said)}"
        return lost, doubled, f"{name}: {problem}" if problem else ""


class _Stopper:
    """Stops one process, copies its folder, and lets it go on."""

    def __init__(self, running: Running, folder: DataFolder, copies: Path) -> None:
        self._running, self._folder, self._copies, self._number = running, folder, copies, 0

    def copy(self) -> Path | None:
        """Return a copy of the folder as it is at this moment; None when the process has ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._running.pid, signal.SIGSTOP)
        while (state := _state(self._running.pid)) not in ("T", "Z", ""):
            time.sleep(0.0002)
        return self.copy_stopped() if state == "T" else None

    def copy_stopped(self) -> Path:
        """Return a copy of the folder of the process, which stands still, and let it go on."""
        path = self.rest()
        os.kill(self._running.pid, signal.SIGCONT)
        while _state(self._running.pid) == "T":
            time.sleep(0.0002)
        return path

    def kill(self) -> None:
        """Kill the process, if it is there."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._running.pid, signal.SIGKILL)

    def rest(self) -> Path:
        """Return a copy of the folder, in which nobody writes."""
        self._number += 1
        return copy_archive(self._folder, self._copies / str(self._number)).path


def _state(pid: int) -> str:
    """Return the state of a process as Linux tells it, "" when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _digest(folder: Path) -> str:
    """Return a digest of all that the next run reads; the index of the journal is made anew by whoever opens it."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith("-shm"):
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


# in the process of the harvest

Spot = tuple[str, int, float]
"""A kind of call ("statement", "sync", "commit"), its number in the whole harvest, seconds after it."""


def _count_calls(path: str) -> None:
    """Have the numbers of statements, syncs and commits of all batches written to a file, again after each batch."""
    counts: Counter[str] = Counter()

    def count(kind: str) -> None:
        counts[kind] += 1
        if kind == "commit":
            Path(path).write_text(" ".join(str(counts[name]) for name in ("statement", "sync", "commit")))

    _watch_commits(count)


def _stop_at(where: str, spots: Sequence[Spot]) -> None:
    """Have this process stop itself at these calls, each named in the file `where`, and die at the last of them."""
    counts: Counter[str] = Counter()
    left = {(kind, number): later for kind, number, later in spots}

    def count(kind: str) -> None:
        counts[kind] += 1
        later = left.pop((kind, counts[kind]), None)
        if later is None:
            return
        number = signal.SIGSTOP if left else signal.SIGKILL
        Path(where).write_text(f"{kind} {counts[kind]} + {later * 1000:.1f} ms")
        if later:
            threading.Timer(later, lambda: os.kill(os.getpid(), number)).start()
        else:
            os.kill(os.getpid(), number)

    _watch_commits(count)


def _watch_commits(count: Callable[[str], None]) -> None:
    """Have each statement, both sides of each wait for the disk, and each COMMIT of a batch counted as it comes."""
    from scraper.session import HarvestSession

    real_commit, real_sync = HarvestSession._commit, os.fsync
    inside = False

    def trace(statement: str) -> None:
        count("commit" if statement.lstrip().upper().startswith("COMMIT") else "statement")

    def commit(session: HarvestSession, items: Sequence[Item]) -> None:
        nonlocal inside
        session.db.conn.set_trace_callback(trace)
        inside = True
        try:
            real_commit(session, items)
        finally:
            inside = False
            session.db.conn.set_trace_callback(None)

    def sync(handle: int) -> None:
        if inside:
            count("sync")
        real_sync(handle)
        if inside:
            count("sync")

    HarvestSession._commit = commit  # type: ignore[method-assign,assignment]  # counted in this process alone
    os.fsync = sync  # type: ignore[assignment]  # as above; the archive gives numbers
