"""10,000 reports at once at a running `threadkeep serve`: each answered with its case, none lost, readers still served.

`python -m tests.benchmarks.report_flood [--reports 10000] [--together 500]` prints what it saw and exits 1 when a
report was refused, lost or doubled, when not all can be taken over, or when readers waited longer than a second.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from archive.folder import DataFolder
from archive.inbox.database import opened
from archive.moderation import cases
from archive.moderation.exchange import exchange
from archive.originals.database import open_archive
from tests.moderation_copy import PATH, make_archive, serving

LONGEST_WAIT = 1.0


async def ask(address: str, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, float]:
    """Return the status, location and seconds of one request on a connection of its own."""
    host = urlsplit(address).netloc
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection(*host.split(":"))
    body = urlencode(form or {})
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host}",
        "Connection: close",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    writer.write("\r\n".join([*lines, "", body]).encode())
    head = (await reader.read()).partition(b"\r\n\r\n")[0].decode("latin-1")
    writer.close()
    await writer.wait_closed()
    fields = dict(line.partition(": ")[::2] for line in head.lower().split("\r\n")[1:])
    location = next((line.partition(": ")[2] for line in head.split("\r\n") if line.lower().startswith("location")), "")
    assert fields
    return int(head.split()[1]), location, time.perf_counter() - began


async def flood(address: str, reports: int, together: int) -> tuple[list[tuple[int, str, float]], list[float]]:
    """Send all reports, so many connections at a time, while one reader reads; return the answers and its waits."""
    gate = asyncio.Semaphore(together)
    waits: list[float] = []

    async def one(number: int) -> tuple[int, str, float]:
        async with gate:
            form = {"places": f"comment {number}", "kind": "me", "why": f"reason {number}"}
            return await ask(address, "POST", "/-/report", form)

    async def read() -> None:
        while True:
            status, _, seconds = await ask(address, "GET", PATH)
            assert status == 200
            waits.append(seconds)
            await asyncio.sleep(0.2)

    reader = asyncio.create_task(read())
    answers = await asyncio.gather(*map(one, range(reports)))
    reader.cancel()
    return answers, waits


def main() -> int:
    """Run it and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--together", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="report-flood-") as scratch:
        folder = make_archive(Path(scratch) / "data")
        with serving("serve", folder) as address:
            began = time.perf_counter()
            answers, waits = asyncio.run(flood(address, given.reports, given.together))
            seconds = time.perf_counter() - began
        faults = [f"{len(bad)} not answered with a case" for bad in [[a for a in answers if a[0] != 303]] if bad]
        faults += look(folder, {location for _, location, _ in answers}, given.reports)
    slowest = max(answer[2] for answer in answers)
    rate = given.reports / seconds
    say(f"{given.reports:,} reports in {seconds:.1f} s ({rate:.0f} a second), the slowest {slowest:.1f} s")
    say(
        f"a reader meanwhile: median {statistics.median(waits):.2f} s, longest {max(waits):.2f} s of {len(waits)} pages"
    )
    if statistics.median(waits) > LONGEST_WAIT:
        faults.append("readers waited too long")
    for fault in faults:
        say(f"FAULT: {fault}")
    return 1 if faults else 0


def look(folder: DataFolder, links: set[str], reports: int) -> list[str]:
    """Return what is wrong with what was kept."""
    with opened(folder) as inbox:
        kept = {row["why"] for row in inbox.table("report").rows}
    faults = [] if len(links) == reports else [f"{len(links):,} links for {reports:,} reports"]
    faults += [] if kept == {f"reason {number}" for number in range(reports)} else [f"{len(kept):,} kept"]
    began = time.perf_counter()
    with closing(open_archive(folder)) as db:
        taken = exchange(db, folder, now=datetime.now(UTC)).new
        piles = cases.count_cases(db)
    say(f"taken over in {time.perf_counter() - began:.1f} s: {', '.join(f'{pile} {n:,}' for pile, n in piles.items())}")
    return faults + ([] if taken == reports else [f"{taken:,} taken over"])


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - a program whose output this is


if __name__ == "__main__":
    sys.exit(main())
