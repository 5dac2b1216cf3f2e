"""Pages of readers beside Datasette's own page of a table, over HTTP as people run it: `make page-speed`.

    python -m tests.benchmarks.page_speed [--documents 5000] [--seconds 4] [--keep DIR]

`threadkeep serve` with its own settings answers as many requests as it can on four connections that stay open. In one
run, by turns, each page is asked for as often as Datasette's page of a hundred rows of the table of comments; what
counts is the ratio. A thread of 200 comments answers 4 times as many when each request makes it anew, and 50 times as
many when it is kept; home and months 20 times; a conditional request is answered at least as fast as with the page.
Uses `wrk` (apt-get install wrk) where there is one, and says so; else a small client of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from plugins.demo_command import serving
from tests.benchmarks.invented_archive import say, verdict
from tests.benchmarks.page_archive import LONG_PATH, make_archive

CONNECTIONS = 4
TABLE = "/public/comment"
_PER_SECOND = re.compile(r"Requests/sec:\s*([\d.]+)")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: connect [1-9]")
_LUA = """
local number = 0
request = function()
  number = number + 1
  return wrk.format("GET", (%s), {%s})
end
"""


class Load:
    """Asks a server as often as it answers; `tool` says by what means."""

    def __init__(self, base: str, seconds: float, scratch: Path) -> None:
        self._base, self._seconds, self._scratch = base.rstrip("/"), seconds, scratch
        self._wrk = shutil.which("wrk")
        self.tool = "wrk" if self._wrk else "a client of our own"

    def per_second(self, path: str, *, anew: bool = False, tag: str = "") -> float:
        """Return the requests answered a second; `anew` gives each an address of its own, `tag` is what is known."""
        return self._by_wrk(path, anew, tag) if self._wrk else asyncio.run(self._by_hand(path, anew, tag))

    def _by_wrk(self, path: str, anew: bool, tag: str) -> float:
        script = self._scratch / "ask.lua"
        address = f'"{path}?x=" .. number' if anew else f'"{path}"'
        known = tag.replace('"', '\\"')
        script.write_text(_LUA % (address, f'["If-None-Match"] = "{known}"' if tag else ""), encoding="utf-8")
        command = [str(self._wrk), "-t1", f"-c{CONNECTIONS}", f"-d{self._seconds:.0f}s", "-s", str(script), self._base]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = _PER_SECOND.search(said)
        if found is None or _FAILED.search(said):
            raise SystemExit(f"{path} was not answered as it should: {said}")
        return float(found[1])

    async def _by_hand(self, path: str, anew: bool, tag: str) -> float:
        started = time.monotonic()
        counts = await asyncio.gather(*(self._ask(path, anew, tag, number) for number in range(CONNECTIONS)))
        return sum(counts) / (time.monotonic() - started)

    async def _ask(self, path: str, anew: bool, tag: str, number: int) -> int:
        where = urlsplit(self._base)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        done, until = 0, time.monotonic() + self._seconds
        while time.monotonic() < until:
            address = f"{path}?x={number}-{done}" if anew else path
            known = f"If-None-Match: {tag}\r\n" if tag else ""
            writer.write(f"GET {address} HTTP/1.1\r\nHost: {where.netloc}\r\n{known}\r\n".encode())
            await _read_answer(reader)
            done += 1
        writer.close()
        return done


async def _read_answer(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b" 304 " in head.partition(b"\r\n")[0]:
        return
    if found := re.search(rb"content-length: (\d+)", head):
        await reader.readexactly(int(found[1]))
        return
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
    await reader.readline()


def tag_of(base: str, path: str) -> str:
    """Return the tag that a page is answered with."""
    connection = HTTPConnection(urlsplit(base).netloc)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["etag"]


def measure(base: str, load: Load, rounds: int) -> list[str]:
    """Print each ratio, and return those that are too small."""
    month = LONG_PATH.rpartition("/")[0] + "/"
    tag = tag_of(base, LONG_PATH)
    ways: dict[str, tuple[float, Callable[[], float]]] = {
        "thread, made anew": (4.0, lambda: load.per_second(LONG_PATH, anew=True)),
        "thread, kept": (50.0, lambda: load.per_second(LONG_PATH)),
        "thread, known (304)": (50.0, lambda: load.per_second(LONG_PATH, tag=tag)),
        "home": (20.0, lambda: load.per_second("/")),
        "month": (20.0, lambda: load.per_second(month)),
    }
    found: dict[str, list[float]] = {name: [] for name in (*ways, "table")}
    for _ in range(rounds):
        for name, (_, way) in ways.items():
            table, got = load.per_second(TABLE), way()
            found["table"].append(table)
            found[name].append(got / table)
    say(f"Datasette's own page of 100 rows: {statistics.median(found['table']):.1f} requests a second, by {load.tool}")
    broken = []
    for name, (least, _) in ways.items():
        ratio = statistics.median(found[name])
        say(f"{name:20} {ratio:7.1f} times as many (at least {least:.0f})")
        if ratio < least:
            broken.append(f"{name}: {ratio:.1f} times, not {least:.0f}")
    known, kept = (statistics.median(found[name]) for name in ("thread, known (304)", "thread, kept"))
    return broken if known >= kept else [*broken, "a conditional request is slower than the page"]


def main() -> int:
    """Measure, print, and return 1 when a ratio is too small."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=4.0, help="for each figure")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the archive here for the next run")
    given = parser.parse_args()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = make_archive(given.keep or scratch, given.documents)
        base = stack.enter_context(serving("serve", folder.path, 0)).url
        return verdict(measure(base, Load(base, given.seconds, scratch), given.rounds))


if __name__ == "__main__":
    sys.exit(main())
