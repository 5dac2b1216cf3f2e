"""Pages a second of a harvest with everything kept, against a bare Scrapy spider that only stores bodies.

`python -m tests.benchmarks.harvest_speed [--rounds N]` serves the grown sample blog from a process of its own and lets
both ask for the same addresses, 16 at a time, by turns. It prints each round with the processor time that each took,
which a busy machine does not change, the ratio of the medians and where the harvest's own time goes, and exits 1 when
the ratio of pages a second is below FLOOR.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import multiprocessing
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from archive.folder import DataFolder
from archive.originals.database import open_archive
from scraper import settings as defaults
from scraper.sample_blog import SampleBlog
from scraper.session import HarvestSession, attach
from scraper.spiders.blogger import BloggerSpider
from tests.grown_blog import grow

FLOOR = 0.4
POSTS, COMMENTS, CONCURRENT = 200, 5000, 16
_LAYERS = ("scraper/pages", "archive/markup", "archive/originals", "archive/moderation", "archive/redaction", "scrapy/")


class Run(NamedTuple):
    """What one run did: pages a second, and the processor time it took from its first request to its end."""

    rate: float
    cpu: float


class BareSpider(scrapy.Spider):
    """Asks for a list of addresses and stores what comes."""

    name = "bare"

    def __init__(self, addresses: str = "", store: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.start_urls = Path(addresses).read_text(encoding="utf-8").split()
        self._store, self._count = Path(store), 0

    def parse(self, response: Any) -> Iterator[Any]:
        """Store one body."""
        self._count += 1
        (self._store / str(self._count)).write_bytes(response.body)
        yield from ()


def main() -> int:
    """Run the rounds and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--child", nargs=3, metavar=("KIND", "URL", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return _child(*options.child)
    with tempfile.TemporaryDirectory(prefix="harvest-speed-") as name:
        return _compare(Path(name), options.rounds)


def _compare(scratch: Path, rounds: int) -> int:
    mine, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    url = mine.recv()
    _run("ours", url, scratch / "first")
    mine.send("addresses")
    addresses = mine.recv()
    runs: dict[str, list[Run]] = {"bare": [], "ours": []}
    for number in range(rounds):
        for kind, found in runs.items():
            folder = scratch / f"{kind}-{number}"
            folder.mkdir()
            (folder / "addresses").write_text("\n".join(url + path for path in addresses), encoding="utf-8")
            found.append(_run(kind, url, folder))
        bare, ours = runs["bare"][-1], runs["ours"][-1]
        print(  # noqa: T201
            f"round {number + 1}: bare {bare.rate:.0f}, ours {ours.rate:.0f} pages a second;"
            f" processor {bare.cpu:.1f} s, {ours.cpu:.1f} s"
        )
    ratio = _median(runs["ours"]).rate / _median(runs["bare"]).rate
    spent = _median(runs["ours"]).cpu / _median(runs["bare"]).cpu
    print(  # noqa: T201
        f"{len(addresses)} pages, {CONCURRENT} at a time: ratio of medians {ratio:.2f} (at least {FLOOR}),"
        f" {spent:.1f} times the processor time"
    )
    _run("profile", url, scratch / "profile")
    mine.send("end")
    server.join()
    return 0 if ratio >= FLOOR else 1


def _median(runs: list[Run]) -> Run:
    return Run(*map(statistics.median, zip(*runs, strict=True)))


def _serve(pipe: Connection) -> None:
    with SampleBlog(content=grow(POSTS, COMMENTS)) as blog:
        pipe.send(blog.url)
        while pipe.recv() == "addresses":
            pipe.send(list(blog.requests))


def _run(kind: str, url: str, folder: Path) -> Run:
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.harvest_speed", "--child", kind, url, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *shown, last = done.stdout.strip().splitlines()
    if kind == "profile":
        print(*shown, sep="\n")  # noqa: T201
    answer = json.loads(last)
    return Run(answer["pages"] / answer["seconds"], answer["cpu"])


def _child(kind: str, url: str, folder: str) -> int:
    settings = Settings()
    if kind == "bare":
        settings.setdict({"ROBOTSTXT_OBEY": False, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False})
    else:
        settings.setmodule(defaults, priority="project")
        settings.setdict(defaults.for_host(loopback=True, delay=0, contact=""), priority="cmdline")
    settings.setdict(
        {"CONCURRENT_REQUESTS": CONCURRENT, "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENT}, priority="cmdline"
    )
    process = CrawlerProcess(settings)
    if kind == "bare":
        crawler = process.create_crawler(BareSpider)
        process.crawl(crawler, addresses=f"{folder}/addresses", store=folder)
    else:
        crawler = process.create_crawler(BloggerSpider)
        archive = DataFolder.resolve(Path(folder) / "archive")
        archive.create()
        open_archive(archive, create=True).close()
        attach(crawler, HarvestSession(archive, url))
        process.crawl(crawler, url=url)
    profile = cProfile.Profile(time.process_time)
    if kind == "profile":
        profile.enable()
    began = time.process_time()
    process.start()
    spent = time.process_time() - began
    profile.disable()
    if kind == "profile":
        _tell(profile)
    stats = crawler.stats
    assert stats is not None
    pages, seconds = stats.get_value("downloader/response_count"), stats.get_value("elapsed_time_seconds")
    print(json.dumps({"pages": pages, "seconds": seconds, "cpu": spent}))  # noqa: T201
    return 0


def _tell(profile: cProfile.Profile) -> None:
    """Print the share of the time spent in the code of each layer."""
    rows = pstats.Stats(profile).get_stats_profile().func_profiles.values()
    total = sum(row.tottime for row in rows)
    for layer in _LAYERS:
        spent = sum(row.tottime for row in rows if layer in row.file_name)
        print(f"  {spent / total:4.0%} {layer}")  # noqa: T201
    other = sum(row.tottime for row in rows if not any(layer in row.file_name for layer in _LAYERS))
    print(f"  {other / total:4.0%} everything else (SQLite, gzip, lxml, regular expressions)")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
