"""A long campaign: kill -9 at random moments of a harvest of the sample blog, run again, compare with a calm one.

`python -m tests.benchmarks.kill_harvest [--points N] [--seed S]` prints one line and exits 1 on any loss or double.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.folder import DataFolder
from tests.harvest_runs import (
    WatchedBlog,
    assert_captures_are_whole,
    content,
    copy_archive,
    new_archive,
    run,
    signal_at,
    start,
)

LONGEST_DELAY = 0.04
"""Seconds after an answer: long enough to fall anywhere in its parsing, its capture and its commit."""


@dataclass(slots=True)
class Campaign:
    """What came of the kills."""

    points: int = 0
    killed: int = 0
    lost: int = 0
    doubled: int = 0
    unequal: list[str] = field(default_factory=list)


def main() -> int:
    """Run the campaign and return its exit code."""
    options = _options()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kill-harvest-") as name, WatchedBlog() as blog:
        campaign = _campaign(blog, Path(name), options.points, random.Random(options.seed))
    equal = campaign.points - len(campaign.unequal)
    summary = (
        f"{campaign.points} kill points (seed {options.seed}, {campaign.killed} died at work): "
        f"{campaign.lost} rows lost, {campaign.doubled} doubled, "
        f"{equal} of {campaign.points} archives equal, {time.monotonic() - began:.0f} s"
    )
    print(summary, *campaign.unequal, sep="\n  ")  # noqa: T201 - a program of its own, whose output is this line
    return 1 if campaign.unequal else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _campaign(blog: WatchedBlog, scratch: Path, points: int, chance: random.Random) -> Campaign:
    empty = new_archive(scratch / "empty")
    calm = copy_archive(empty, scratch / "calm")
    requests = run(_harvest(calm, blog), scratch).json["requests"]
    wanted, campaign = content(calm), Campaign()
    for number in range(points):
        moment, later = chance.randrange(1, requests + 1), chance.random() * LONGEST_DELAY
        folder = copy_archive(empty, scratch / f"point-{number}")
        campaign.points += 1
        campaign.killed += _kill(blog, folder, scratch, moment, later)
        problem = _again(blog, folder, scratch, wanted, campaign)
        if problem:
            campaign.unequal.append(f"answer {moment} + {later * 1000:.1f} ms: {problem}")
    return campaign


def _harvest(folder: DataFolder, blog: WatchedBlog) -> list[str]:
    return ["harvest", blog.url, "--json", "--data", str(folder.path)]


def _kill(blog: WatchedBlog, folder: DataFolder, scratch: Path, moment: int, later: float) -> bool:
    blog.forget()
    tell = signal_at(blog, moment, signal.SIGKILL, later=later)
    running = start(_harvest(folder, blog), scratch)
    tell(running.pid)
    ended = running.end()
    blog.on_answer = lambda answers: None
    return ended.code == -signal.SIGKILL


def _again(
    blog: WatchedBlog, folder: DataFolder, scratch: Path, wanted: dict[str, list[tuple[Any, ...]]], campaign: Campaign
) -> str:
    ended = run(_harvest(folder, blog), scratch)
    found = content(folder)
    for table, rows in wanted.items():
        before, after = Counter(map(repr, rows)), Counter(map(repr, found[table]))
        campaign.lost += (before - after).total()
        campaign.doubled += (after - before).total()
    try:
        assert_captures_are_whole(folder)
    except AssertionError as error:
        return f"captures: {error}"
    # 1 is the sample blog's one shortfall
    if ended.code != 1 or ended.json["failed"] or ended.json["unfinished"]:
        return f"the second run ended with {ended.code}"
    return "" if found == wanted else "rows differ"


if __name__ == "__main__":
    sys.exit(main())
