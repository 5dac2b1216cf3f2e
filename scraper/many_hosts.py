"""Several blogs at once: a process per host, each as gentle as if it were alone (architecture: past one machine)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any
from urllib.parse import urlsplit

import click

AT_ONCE = 8
"""Processes at work at the same time; what is more waits its turn."""


def harvest_each(arguments: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Run `threadkeep harvest ARGUMENTS --json` for each address, and return what each said, in the order given.

    A document of `--json` comes back as it is; else there is `url`, `error` with the sentence said, and `exit_code`.
    What the processes say meanwhile goes to standard error, each line after its host. An interrupt reaches them all
    and ends each cleanly.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ended = [pool.submit(_run, url, list(given)) for url, given in arguments.items()]
        try:
            wait(ended)
        except KeyboardInterrupt:
            # the terminal has told the children too: what they had is written, and their reports come
            for each in ended:
                each.cancel()
    return [_left(url) if each.cancelled() else each.result() for url, each in zip(arguments, ended, strict=True)]


def _run(url: str, given: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "archive", "harvest", *given, "--json"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as one,
        ThreadPoolExecutor(1) as reader,
    ):
        said = reader.submit(_relay, one, urlsplit(url).netloc)
        out = one.stdout.read() if one.stdout else ""
        last = said.result()
    if not out:
        return {"url": url, "error": last, "exit_code": one.returncode or 1}
    document: dict[str, Any] = json.loads(out)
    return document


def _left(url: str) -> dict[str, Any]:
    return {"url": url, "error": "It was interrupted before it began: run the same command again.", "exit_code": 1}


def _relay(one: subprocess.Popen[str], host: str) -> str:
    """Pass on what a process says, line by line, and return its last line, which is its error where there is one."""
    last = ""
    for line in one.stderr or ():
        last = line.rstrip()
        if not last.startswith("Error: "):
            click.echo(f"{host}: {last}", err=True)
    return last.removeprefix("Error: ")
