"""Harvests in processes of their own, for tests: Scrapy's reactor runs once per process, and some must be killed.

The processes are forked from one that has imported everything, so each starts in a few hundredths of a second. They
run the real command line with real streams.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import importlib
import json
import os
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from archive.folder import DataFolder
from archive.originals import captures
from archive.originals.database import open_archive
from scraper.sample_blog import SampleBlog, SamplePost
from scraper.sample_blog.server import Answer
from tests.forks import FORKS

_NUMBERING = threading.Lock()

KillAt = tuple[str, str, int, bool]
"""Module, dotted name in it, the how-manieth call, and whether to die before the call rather than after."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.out)
        return document


@dataclass(frozen=True, slots=True)
class Running:
    """A command at work."""

    process: BaseProcess
    out: Path
    err: Path

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def end(self, within: float = 120.0) -> Ended:
        self.process.join(within)
        code = self.process.exitcode
        assert code is not None, "the command did not end"
        self.process.close()
        return Ended(code, self.out.read_text("utf-8"), self.err.read_text("utf-8"))


def start(
    arguments: Sequence[str],
    scratch: Path,
    *,
    kill_at: KillAt | None = None,
    prepare: Callable[[], None] | None = None,
) -> Running:
    """Start `threadkeep ARGUMENTS` in a process of its own; its streams go to files in `scratch`.

    `prepare`, a function of a module or a `partial` of one, is called in that process first.
    """
    with _NUMBERING:
        number = len(list(scratch.glob("*.out")))
        out, err = scratch / f"{number}.out", scratch / f"{number}.err"
        out.touch()
    process = FORKS.Process(target=_run, args=(list(arguments), str(out), str(err), kill_at, prepare))
    process.start()
    return Running(process, out, err)


def run(arguments: Sequence[str], scratch: Path) -> Ended:
    """Run `threadkeep ARGUMENTS` to its end."""
    return start(arguments, scratch).end()


def _run(arguments: list[str], out: str, err: str, kill_at: KillAt | None, prepare: Callable[[], None] | None) -> None:
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    if kill_at is not None:
        _arm(*kill_at)
    if prepare is not None:
        prepare()
    from archive.cli import main

    main(arguments)


def _arm(module: str, name: str, call: int, before: bool) -> None:
    """Let this process die, as by a power cut, at one call of a function."""
    *path, last = name.split(".")
    owner: Any = importlib.import_module(module)
    for part in path:
        owner = getattr(owner, part)
    real: Callable[..., Any] = getattr(owner, last)
    calls = 0

    def wrapped(*args: Any, **given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call and before:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **given)
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, last, wrapped)


class WatchedBlog(SampleBlog):
    """The sample blog, telling `on_answer` how many answers it has given, before each goes out."""

    def __init__(self, content: Sequence[SamplePost] | None = None) -> None:
        self.on_answer: Callable[[int], None] = lambda number: None
        self._telling = threading.Lock()
        super().__init__(0, content)

    def count(self, target: str, headers: Mapping[str, str], answer: Answer) -> None:
        # under a lock: of two answers at once each is told its own number, so that no number is passed over
        with self._telling:
            super().count(target, headers, answer)
            number = self.answers.total()
        self.on_answer(number)

    def forget(self) -> None:
        """Set every counter back to nothing."""
        self.requests.clear()
        self.answers.clear()
        self.conditional = 0


def new_archive(path: Path) -> DataFolder:
    """Return a fresh data folder."""
    folder = DataFolder(path)
    folder.create()
    return folder


def copy_archive(folder: DataFolder, path: Path) -> DataFolder:
    """Return a copy of a data folder: the same keys, so the same ids."""
    shutil.copytree(folder.path, path)
    return DataFolder(path)


_CONTENT = {
    "site": "id, host, title, blog_id",
    "identity": "source_key, site_id, item_id",
    "alias": "alias, item_id",
    "post": "id, site_id, url, path, title, author, is_page, published_utc, published_local, published_precision,"
    " text, marks, labels, declared, parser_version",
    "comment": "id, site_id, post_id, parent_id, ordinal, author, author_kind, author_url, is_owner, signed_as,"
    " published_utc, published_local, published_precision, text, marks, state, parser_version",
    "reading": "item_id, source, site_id, post_id, is_comment, fields, text, marks, parser_version",
    "revision": "item_id, source, fields, text, marks",
    "finding": "item_id, entity, field, span_start, span_end, score, risk, recognizer, version, digest, state",
    "pending": "item_id",
}


def content(folder: DataFolder) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row a harvest makes, without when and from which capture it came."""
    with closing(sqlite3.connect(folder.archive_db)) as db:
        return {
            table: sorted(db.execute(f"select {names} from {table}").fetchall(), key=repr)
            for table, names in _CONTENT.items()
        }


def dump(folder: DataFolder) -> list[str]:
    """Return the whole of archive.db as SQL, every table and every column."""
    with closing(sqlite3.connect(folder.archive_db)) as db:
        return list(db.iterdump())


def capture_files(folder: DataFolder) -> dict[str, bytes]:
    """Return the bytes of every file of captures."""
    return {path.name: path.read_bytes() for path in folder.captures.iterdir()}


def assert_captures_are_whole(folder: DataFolder) -> None:
    """Every record of every file is whole and bears its own digest; every row leads to its bytes."""
    records = 0
    for path in folder.captures.glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                body = record.raw_stream.read()
                if record.rec_type == "response":
                    digest = base64.b32encode(hashlib.sha256(body).digest()).decode()
                    assert record.rec_headers["WARC-Payload-Digest"] == f"sha256:{digest}"
                records += record.rec_type in ("response", "resource")
    with closing(open_archive(folder)) as db:
        rows = list(captures.iter_captures(db))
        for row in rows:
            assert hashlib.sha256(captures.read_capture(folder, row)).hexdigest() == row.sha256
    assert records == len(rows)


def signal_at(blog: WatchedBlog, moment: int, number: int, *, later: float = 0.0) -> Callable[[int], None]:
    """Have a signal sent when the blog gives so many answers, or a moment later; return what tells it to whom."""
    known, victim = threading.Event(), [0]

    def tell(pid: int) -> None:
        victim[0] = pid
        known.set()

    def send_now() -> None:
        # one that has ended by then needs no signal
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim[0], number)

    def send(answers: int) -> None:
        known.wait(30)
        if answers != moment:
            return
        if later:
            threading.Timer(later, send_now).start()
        else:
            send_now()

    blog.on_answer = send
    return tell
