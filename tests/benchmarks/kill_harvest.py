"""A long campaign: kill -9 at random moments of a harvest and inside its commits; run again, compare with a calm one.

`python -m tests.benchmarks.kill_harvest [--points N] [--commit-points N] [--state FILE]` prints a line for each kind
and exits 1 on any loss or double. With a state file it goes on where the last campaign of the same seed stopped.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.grown_blog import grow
from tests.kill_points import COMMIT, RANDOM, KeptBlog, KillPoints, Outcome

AT_ONCE = 10
"""Points of one harvest: nine copies of it, and its end."""


def main() -> int:
    """Run or go on with the campaign and return its exit code."""
    options = _options()
    outcomes = _load(options.state)
    wanted = {RANDOM: options.points, COMMIT: options.commit_points}
    posts = grow(options.posts, options.comments)
    with tempfile.TemporaryDirectory(prefix="kill-harvest-") as name, KeptBlog(posts) as blog:
        points = KillPoints(blog, Path(name), jobs=options.jobs)
        # by turns, so that a campaign cut short has some of each
        while kinds := [kind for kind, number in wanted.items() if outcomes[kind].points < number]:
            kind = min(kinds, key=lambda kind: outcomes[kind].points / wanted[kind])
            _some(points, kind, wanted[kind], outcomes, options)
    _say(outcomes, sys.stdout)
    return 1 if any(outcome.faults for outcome in outcomes.values()) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--commit-points", type=int, default=10)
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--comments", type=int, default=5000)
    parser.add_argument("--jobs", type=int, default=1, help="next runs made at a time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", type=Path, default=None)
    return parser.parse_args()


def _some(
    points: KillPoints, kind: str, wanted: int, outcomes: dict[str, Outcome], options: argparse.Namespace
) -> None:
    """Take the points of one more harvest."""
    so_far, began = outcomes[kind], time.monotonic()
    chance = random.Random(f"{options.seed} {kind} {so_far.points}")
    more = points.some(kind, min(AT_ONCE, wanted - so_far.points), chance)
    for each in dataclasses.fields(Outcome):
        setattr(so_far, each.name, getattr(so_far, each.name) + getattr(more, each.name))
    if options.state is not None:
        options.state.parent.mkdir(parents=True, exist_ok=True)
        options.state.write_text(json.dumps({name: dataclasses.asdict(each) for name, each in outcomes.items()}))
    print(f"{kind}: {more}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)  # noqa: T201 - its progress


def _load(path: Path | None) -> dict[str, Outcome]:
    state = json.loads(path.read_text()) if path is not None and path.exists() else {}
    return {kind: Outcome(**state.get(kind, {})) for kind in (RANDOM, COMMIT)}


def _say(outcomes: dict[str, Outcome], out: object) -> None:
    for kind, outcome in outcomes.items():
        where = {RANDOM: "At random moments", COMMIT: "Inside a commit"}[kind]
        print(f"{where}: {outcome}", *outcome.faults, sep="\n  ")  # noqa: T201 - a program whose output this is


if __name__ == "__main__":
    sys.exit(main())
