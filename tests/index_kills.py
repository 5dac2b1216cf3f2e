"""What kill -9 leaves of an index that is built, changed or purged, and what readers and the next run make of it.

Each point is a child process killed by SIGKILL: at a random moment, or right before one of its calls that open, rename
or remove a file below the index. Until it dies others read the index over and over, and see what stood there before or
what stands there after, each whole.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import ArchiveError
from archive.public import store
from search_index import generation
from search_index.build import read_stamps
from search_index.engine import IndexFileError, Stamp
from search_index.engines import get_engine
from search_index.search import Searcher
from search_index.update import update_index
from tests.search_copy import Item, make_folder, write

BATCH = 60
"""Documents of one commit here, so that an index has some segments, and a change of some documents is one commit."""

_CHANGED = 40
_COMMENTS = 49
_ENDLESS = 600.0

_CHILD = """
import json, os, signal, sys, threading, time
from pathlib import Path
from search_index import build, update
from search_index.engines import engine_of

data, whole, batch, at = Path(sys.argv[1]), sys.argv[2] == "whole", int(sys.argv[3]), int(sys.argv[4])
build.BATCH = batch
folder = update.DataFolder(data)
engine_of(folder)
index, calls = str(folder.index), 0

def watch(event, given):
    global calls
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"):
        if given and isinstance(given[0], (str, os.PathLike)) and os.fspath(given[0]).startswith(index):
            calls += 1
            if calls == at:
                os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
print("go", flush=True)
start = time.monotonic()
update.update_index(folder, whole=whole)
print(json.dumps([time.monotonic() - start, calls]), flush=True)
"""


@dataclass(slots=True)
class Outcome:
    """What came of kill points: how many there were, killed, found as before or as after, and looks taken meanwhile."""

    points: int = 0
    killed: int = 0
    before: int = 0
    after: int = 0
    looks: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.points} points ({self.killed} killed in the act): {self.before} left the index as before, "
            f"{self.after} as after; {self.looks} looks meanwhile; {len(self.faults)} faults"
        )


class IndexKills:
    """One archive whose public copy changes again and again, and children that bring its index up to date and die."""

    def __init__(self, scratch: Path, engine: str, *, documents: int = 200, seed: int = 1) -> None:
        """Make the archive and its index, and let each act run once undisturbed to learn how long it takes."""
        self._engine, self._random = get_engine(engine), random.Random(f"{engine} {seed}")
        self._folder = make_folder(scratch / engine)
        self._name_engine(engine)
        self._version = 0
        posts = max(1, documents // (_COMMENTS + 1))
        self._items = [
            item
            for post in range(posts)
            for item in (
                Item(f"p{post}", "the ferry is late"),
                *(Item(f"p{post}c{number}", self._words(), under=f"p{post}") for number in range(_COMMENTS)),
            )
        ]
        self._change()
        update_index(self._folder)
        self._acts: dict[str, tuple[float, int]] = {}
        for act in ("in place", "whole"):
            self._change()
            ended = self._start(act, 0)
            seconds, calls = json.loads(ended.communicate(timeout=_ENDLESS)[0].splitlines()[-1])
            self._acts[act] = (seconds, calls)

    def run(self, points: int) -> Outcome:
        """Return what came of so many points: by turns in place and whole, at random moments and before calls."""
        outcome = Outcome()
        for number in range(points):
            self._point(("in place", "whole")[number % 2], number // 2 % 2 == 0, outcome)
        return outcome

    def _point(self, act: str, at_call: bool, outcome: Outcome) -> None:
        before = self._indexed()
        gone = self._change()
        after = self._public()
        seconds, calls = self._acts[act]
        call = self._random.randint(1, calls) if at_call else 0
        moment = _ENDLESS if at_call else self._random.random() * seconds * 1.1
        name = f"{act}, {f'call {call}' if at_call else f'{moment:.3f} s'}, version {self._version}"
        child = self._start(act, call)
        end = time.monotonic() + moment
        while child.poll() is None and time.monotonic() < end:
            self._look(before, after, name, outcome)
        child.kill()
        child.communicate()
        outcome.points += 1
        outcome.killed += child.returncode == -signal.SIGKILL
        found = self._indexed()
        outcome.before += found == before
        outcome.after += found == after != before
        if found not in (before, after):
            outcome.faults.append(f"{name}: the index is neither as before nor as after")
        outcome.faults += [f"{name}: {fault}" for fault in self._repair(gone, after)]

    def _look(self, before: Mapping[str, Stamp], after: Mapping[str, Stamp], name: str, outcome: Outcome) -> None:
        found = self._indexed()
        outcome.looks += 1
        if found not in (before, after):
            outcome.faults.append(f"{name}: a reader saw an index neither as before nor as after")

    def _repair(self, gone: str, after: Mapping[str, Stamp]) -> list[str]:
        """Bring the index up to date, and return what is wrong then."""
        faults = []
        searcher, db = Searcher(self._folder.index), store.open_public(self._folder)
        try:
            if searcher.search(db, gone).hits:
                faults.append("what is not public any more was shown")
        finally:
            searcher.close()
            db.close()
        try:
            update_index(self._folder)
        except ArchiveError as error:
            return [*faults, f"the next run failed: {error}"]
        if self._indexed() != after:
            faults.append("the next run did not bring the index up to date")
        index = self._folder.index
        if any(gone.encode() in path.read_bytes() for path in generation.iter_files(index)):
            faults.append("a word that went is still in the files")
        if list(index.rglob("*.tmp")) or len([path for path in index.iterdir() if path.is_dir()]) != 1:
            faults.append("the next run left what the killed one had left")
        return faults

    def _start(self, act: str, call: int) -> subprocess.Popen[str]:
        """Start a child that has imported all it needs."""
        command = [sys.executable, "-c", _CHILD, str(self._folder.path), act, str(BATCH), str(call)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "go\n"
        return child

    def _change(self) -> str:
        """Change some documents and take out a word that stood in them; return the word."""
        self._version += 1
        for number in self._random.sample(range(len(self._items)), min(_CHANGED, len(self._items) // 2)):
            old = self._items[number]
            self._items[number] = Item(old.id, self._words(), under=old.under)
        holder, gone = self._items[-1], f"canary{self._version - 1}x"
        self._items[-1] = Item(holder.id, f"canary{self._version}x {self._words()}", under=holder.under)
        write(self._folder, self._items, self._version)
        return gone

    def _words(self) -> str:
        return " ".join(self._random.choices(("ferry", "harbour", "late", "OASys", "quay", "release"), k=20))

    def _indexed(self) -> dict[str, Stamp]:
        """Return the documents of the index by id, opened as a reader opens it: again when it changes hands."""
        for _ in range(20):
            current = generation.read_current(self._folder.index)
            if current is None:
                continue
            try:
                view = generation.open_generation(self._folder.index, current, self._engine).view()
                stamps = list(view.stamps())
                view.close()
            except IndexFileError:
                continue
            return {stamp.id: stamp for stamp in stamps} if len({one.id for one in stamps}) == len(stamps) else {}
        return {}

    def _public(self) -> dict[str, Stamp]:
        db = store.open_public(self._folder)
        try:
            return read_stamps(db)[1]
        finally:
            db.close()

    def _name_engine(self, engine: str) -> None:
        path = self._folder.settings_file
        path.write_text(path.read_text().replace('engine = "whoosh"', f'engine = "{engine}"'), encoding="utf-8")
