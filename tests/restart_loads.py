"""Readers who go on reading while a site is restarted, published anew and put back from a backup."""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from archive.cli import main
from plugins.serve_command import listen
from tests.bench import Bench, comment, make_bench, post

PATHS = (
    *("/", "/-/search?q=ferry", "/-/about", "/-/acronyms", "/-/log", "/-/topics"),
    *(f"/2018/07/post-{number}.html" for number in range(1, 13)),
)
PATIENCE = 60.0


@dataclass
class Readers:
    """What readers were answered: how often with what, what went wrong, and the longest that one waited."""

    port: int
    answers: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    again: int = 0
    slowest: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def count(self) -> int:
        """How many requests were made."""
        return sum(self.answers.values()) + len(self.wrong)

    @property
    def server_errors(self) -> int:
        """How many were answered with a fault of the server."""
        return sum(number for status, number in self.answers.items() if status >= 500)

    def read(self, number: int) -> None:
        """Read on until told to stop: readers of even numbers keep their connection, as browsers do."""
        keeps, choose = number % 2 == 0, random.Random(number)
        connection: http.client.HTTPConnection | None = None
        while not self._stop.is_set():
            path, started = choose.choice(PATHS), time.monotonic()
            used = connection is not None
            connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                status, closes = _ask(connection, path, keeps=keeps)
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                connection = None
                with self._lock:
                    if used:
                        # RFC 9112, 9.3.1: a client asks again where a connection that it kept was closed meanwhile
                        self.again += 1
                    else:
                        self.wrong.append(f"{path}: {type(error).__name__}")
                continue
            if closes or not keeps:
                connection.close()
                connection = None
            with self._lock:
                self.answers[status] += 1
                if status != 200 and len(self.odd) < 10:
                    self.odd.append(f"{path}: {status}")
                self.slowest = max(self.slowest, time.monotonic() - started)
        if connection is not None:
            connection.close()

    def wait_for(self, more: int) -> None:
        """Return after so many further requests."""
        wanted, until = self.count + more, time.monotonic() + 10 * PATIENCE
        while self.count < wanted and time.monotonic() < until:
            time.sleep(0.02)
        assert self.count >= wanted, "readers got no further"


def _ask(connection: http.client.HTTPConnection, path: str, *, keeps: bool) -> tuple[int, bool]:
    connection.request("GET", path, headers={} if keeps else {"Connection": "close"})
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.will_close


@contextmanager
def reading(port: int, readers: int) -> Iterator[Readers]:
    """Let readers read until the block ends; yield what they are answered."""
    told = Readers(port)
    threads = [threading.Thread(target=told.read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        told._stop.set()
        for thread in threads:
            thread.join()


class Site:
    """A site whose socket is held by somebody else, as systemd holds it, and that can be restarted on it."""

    def __init__(self, place: Path) -> None:
        """Publish a small archive in a folder that is known by a link, `current`."""
        self.place = place
        self.bench = _grow(make_bench(place / "first"))
        self.current = place / "current"
        self.current.symlink_to(self.bench.folder.path)
        self.command("publish", "--data", self.current)
        self.listening = listen("127.0.0.1", 0)
        self.port: int = self.listening.getsockname()[1]
        self.process = self._start()

    def command(self, *words: object) -> None:
        """Run a command of threadkeep to its end, in this process, which has loaded most of it already."""
        told = CliRunner().invoke(main, [str(word) for word in words])
        assert told.exit_code == 0, told.output

    def _start(self) -> subprocess.Popen[bytes]:
        number = self.listening.fileno()
        words = [sys.executable, "-m", "archive", "serve", "--fd", str(number), "--data", str(self.current)]
        return subprocess.Popen(words, pass_fds=[number], stderr=subprocess.DEVNULL)

    def restart(self) -> None:
        """End the process as systemd does, then start it again."""
        self.stop()
        self.process = self._start()

    def stop(self) -> None:
        """End the process, which answers first what it was asked."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def redact(self) -> None:
        """Take words out of a comment, and publish that."""
        words = ("--find", "lantern", "--label", "object", "--reason", "on request", "--by", "Ada")
        self.command("redact", "1011", *words, "--data", self.current)

    def publish(self) -> None:
        """Publish the whole archive anew."""
        self.command("publish", "--full", "--data", self.current)

    def restore(self) -> None:
        """Put the archive back from a backup: in a folder beside, published there, then in the place of the other."""
        kept, again = self.place / f"kept-{time.monotonic_ns()}.tar", self.place / f"again-{time.monotonic_ns()}"
        self.command("backup", kept, "--data", self.current)
        self.command("restore", kept, "--folder", again, "--data", self.current)
        self.command("publish", "--data", again)
        following = self.place / "next"
        following.symlink_to(again)
        # one step for whoever opens a file meanwhile
        os.replace(following, self.current)
        self.restart()

    def close(self) -> None:
        """End it for good."""
        with suppress(ProcessLookupError):
            self.stop()
        self.listening.close()
        self.bench.db.close()


def _grow(bench: Bench) -> Bench:
    bench.add(
        *(
            post(
                number,
                *(
                    comment(1000 + 10 * number + each, f"<p>The lantern of ferry {each} went out, said the FWO.</p>")
                    for each in range(1, 9)
                ),
                title=f"Post {number}",
                path=f"/2018/07/post-{number}.html",
            )
            for number in range(1, 13)
        )
    )
    return bench


def trouble(site: Site, readers: Readers, acts: Sequence[Callable[[], None]], between: int) -> None:
    """Do one thing after the other to a site while it is read, with so many requests between two."""
    readers.wait_for(between)
    for act in acts:
        act()
        readers.wait_for(between)
