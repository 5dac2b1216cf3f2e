"""Several blogs at once: a process per host, each as gentle as if it were alone (architecture: past one machine)."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any
from urllib.parse import urlsplit

import click

AT_ONCE = 8
"""Processes at work at the same time; what is more waits its turn."""

_PARENT = "THREADKEEP_HARVEST_OF"
"""The variable that tells a harvest that it is one of several, and the process that started them all."""
_LOOK_SECONDS = 0.5
_LAST_SECONDS = 10.0

Document = dict[str, Any]


def harvest_each(arguments: Mapping[str, Sequence[str]]) -> list[Document]:
    """Run `threadkeep harvest ARGUMENTS --json` for each address, and return what each said, in the order given.

    A document of `--json` comes back as it is; else there is `url`, `error` with the sentence said, and `exit_code`.
    What the processes say meanwhile goes to standard error, each line after its host. An interrupt ends each cleanly,
    a second one at once, by KeyboardInterrupt; when this process dies, they end by themselves.
    """
    blogs = _Blogs()
    with blogs.watch(), ThreadPoolExecutor(AT_ONCE) as pool:
        ended: list[Future[Document]] = [pool.submit(blogs.run, url, given) for url, given in arguments.items()]
        blogs.wait_for(ended)
    return [each.result() for each in ended]


def is_one_of_several() -> bool:
    """Return whether this process harvests one of several blogs, for the process that started them all."""
    return _PARENT in os.environ


def end_with_parent() -> None:
    """In a process that harvests one of several blogs: end soon after the process that started them has gone.

    From here on an interrupt of the terminal is left to that process, which sends SIGTERM. Does nothing elsewhere.
    """
    if not is_one_of_several():
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_watch_parent, args=(int(os.environ[_PARENT]),), daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    # nobody is left to whom anything could be said
    time.sleep(_LAST_SECONDS)
    os._exit(1)


def say_stopping() -> None:
    """Say that an interrupt was heard and what it means; one of several leaves that to the process over them all."""
    if not is_one_of_several():
        with contextlib.suppress(OSError):
            click.echo("\nStopping: what is saved stays; run the same command to go on.", err=True)


class _Blogs:
    """The processes at work; `interrupts` is how often somebody asked to stop."""

    def __init__(self) -> None:
        self.interrupts = 0
        self._at_work: set[subprocess.Popen[str]] = set()

    @contextlib.contextmanager
    def watch(self) -> Iterator[None]:
        """Have interrupts of this process stop those at work."""
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: Any) -> None:
        self.interrupts += 1
        if self.interrupts == 1:
            say_stopping()
        for one in tuple(self._at_work):
            one.terminate()

    def wait_for(self, ended: Collection[Future[Document]]) -> None:
        """Return when all have ended; raise KeyboardInterrupt then, when somebody has asked twice to stop."""
        wait(ended)
        if self.interrupts > 1:
            raise KeyboardInterrupt

    def _is_interrupted(self) -> bool:
        # a call: what the type checker knows of a value it would keep while a signal changes it
        return self.interrupts > 0

    def run(self, url: str, given: Sequence[str]) -> Document:
        """Harvest one blog and return what was said of it."""
        if self._is_interrupted():
            return _left(url)
        command = [sys.executable, "-m", "archive", "harvest", *given, "--json"]
        with (
            subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env={**os.environ, _PARENT: str(os.getpid())},
            ) as one,
            ThreadPoolExecutor(1) as reader,
        ):
            self._at_work.add(one)
            if self._is_interrupted():
                one.terminate()
            said = reader.submit(self._relay, one, urlsplit(url).netloc)
            out = one.stdout.read() if one.stdout else ""
            last = said.result()
        self._at_work.discard(one)
        if out:
            document: Document = json.loads(out)
            return document
        return _left(url) if self._is_interrupted() else {"url": url, "error": last, "exit_code": one.returncode or 1}

    def _relay(self, one: subprocess.Popen[str], host: str) -> str:
        """Pass on what a process says, line by line, and return its last line, its error where there is one."""
        last = ""
        for line in one.stderr or ():
            last = line.rstrip()
            if not last.startswith("Error: ") and not self.interrupts:
                click.echo(f"{host}: {last}", err=True)
        return last.removeprefix("Error: ")


def _left(url: str) -> Document:
    return {"url": url, "error": "It was interrupted before a post came: run the same command again.", "exit_code": 1}
