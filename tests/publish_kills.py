"""What kill -9 leaves of a decision and the publish that follows it, at any call of either, and what comes after.

A child decides and publishes and is killed by the kernel at its n-th call or return: no clock decides where. Whoever
reads then sees the decision nowhere or everywhere; the next publish ends in the rows of an undisturbed one.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.moderation import decisions
from archive.moderation.decisions import Decision
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.publishing.check import check
from archive.publishing.public_file import PublicFile
from archive.publishing.publisher import publish
from tests.bench import Bench, comment, make_bench, post

NAME = "Wilhelmina Quillfeather"
THREADS, COMMENTS = 3, 3
_REF = re.compile("[0-9a-f]{16}")
BY: dict[str, Any] = {"reason": "identifies a person", "by": "Mo"}
ACTS: dict[str, Callable[[Bench], Decision]] = {
    "everywhere": lambda bench: bench.mask(100, NAME, everywhere=True),
    "here": lambda bench: bench.mask(100, NAME),
    "hide": lambda bench: decisions.hide(bench.db, "201", **BY, now=bench.now),
    "withhold": lambda bench: decisions.withhold(bench.db, "302", **BY, now=bench.now),
}


@dataclass(slots=True)
class Outcome:
    """What came of kill points: where they fell, and what was wrong."""

    points: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{count} {what}" for what, count in sorted(self.seen.items()))
        return f"{self.points} kill points of decision and publish ({told}): {len(self.faults)} faults"


class PublishKills:
    """One archive in which the same decisions are made, killed, finished and undone again and again."""

    def __init__(self, place: Path, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._bench = make_bench(place)
        for number in range(1, THREADS + 1):
            comments = (comment(number * 100 + n, f"<p>Comment {n} by {NAME}</p>") for n in range(COMMENTS))
            self._bench.add(post(number, *comments))
        self._bench.publish()
        self._calls: dict[tuple[str, bool], int] = {}
        self._wanted: dict[str, str] = {}

    def run(self, points: int) -> Outcome:
        """Kill a decision and its publish at so many points, and return what came of it."""
        outcome = Outcome()
        kinds = [(act, full) for full in (False, True) for act in ACTS]
        for number in range(points):
            act, full = kinds[number % len(kinds)]
            if (act, full) not in self._calls:
                self._calls[act, full] = self._undisturbed(act, full=full)
            fatal = self._chance.randrange(1, self._calls[act, full])
            outcome.points += 1
            try:
                outcome.seen[self._kill(act, fatal, full=full)] += 1
            except (AssertionError, sqlite3.DatabaseError) as error:
                outcome.faults.append(f"{act}, {'everything' if full else 'one thread'}, call {fatal}: {error}")
        return outcome

    def close(self) -> None:
        """Close the archive."""
        self._bench.db.close()

    def _undisturbed(self, act: str, *, full: bool) -> int:
        calls = self._in_a_child(act, -1, full=full)
        assert calls is not None
        self._wanted[act] = self._rows()
        self._undo(act)
        return calls

    def _kill(self, act: str, fatal: int, *, full: bool) -> str:
        """Return where a killed child left the public copy: before or after the decision, or the child had ended."""
        before = self._rows()
        ended = self._in_a_child(act, fatal, full=full) is not None
        between = self._rows()
        assert between in (before, self._wanted[act]), "the public copy is neither old nor new"
        made = [each for each in decisions.active_decisions(self._bench.db) if each.kind is not decisions.Kind.SHOW]
        self._bench.publish()
        after = self._rows()
        assert after == (self._wanted[act] if made else before), "the next publish did not finish"
        assert originals.get_pending(self._bench.db) == set(), "something waits still"
        assert check(self._bench.folder, surfaces=self._bench.surfaces).problems == (), "check finds something"
        left = sorted(path.name for path in self._bench.folder.path.glob("public.db*"))
        assert left == ["public.db"], f"files are left: {left}"
        if made:
            self._undo(act)
        if ended:
            return "that the child outlived"
        return "with the new copy" if between == self._wanted[act] else "with the old copy"

    def _undo(self, act: str) -> None:
        for each in decisions.active_decisions(self._bench.db):
            decisions.undo(self._bench.db, each.id, by="Mo", now=self._bench.now)
        self._bench.publish()
        assert NAME in self._bench.dump(), act

    def _rows(self) -> str:
        """Return what every comment says in public; raise for a damaged file."""
        db = self._bench.public()
        try:
            assert db.conn.execute("pragma integrity_check").fetchone() == ("ok",), "public.db is damaged"
            rows = db.conn.execute(
                "select id, text, marks, html, author, state, state_note, state_ref from comment order by id"
            )
            # references are drawn anew by each try
            return _REF.sub("reference", repr(rows.fetchall()))
        finally:
            db.close()

    def _in_a_child(self, act: str, fatal: int, *, full: bool) -> int | None:
        """Decide and publish in a child; return how many calls and returns it took, None when it was killed."""
        bench = self._bench
        # what a child inherits of an open database is of no use to either
        bench.db.close()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _decide_and_publish(bench, act, fatal, writing, full=full)
        os.close(writing)
        with os.fdopen(reading) as told:
            said = told.read()
        status = os.waitpid(child, 0)[1]
        bench.db = open_archive(bench.folder)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return None
        assert status == 0, "the child failed"
        return int(said)


def _decide_and_publish(bench: Bench, act: str, fatal: int, out: int, *, full: bool) -> None:
    """Do what a moderator's command does, in a process of its own, and never return."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        sys.setprofile(count)
        bench.db = open_archive(bench.folder)
        ACTS[act](bench)
        publish(bench.folder, full=full, now=bench.now, surfaces=[PublicFile(bench.folder)])
        sys.setprofile(None)
        os.write(out, str(calls).encode())
        code = 0
    finally:
        os._exit(code)
