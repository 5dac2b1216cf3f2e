"""A long campaign: kill -9 at many points of builds, updates and purges of the index, with each engine.

`python -m tests.benchmarks.kill_index [--points 200] [--engine whoosh] [--documents 300]` prints a line for each engine
and exits 1 when a reader saw anything but the old or the new, or when the next run did not repair it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from search_index.engines import NAMES
from tests.index_kills import IndexKills


def main() -> int:
    """Run the campaign and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--engine", action="append", choices=NAMES)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    faults = 0
    for engine in given.engine or NAMES:
        with tempfile.TemporaryDirectory(prefix="kill-index-") as scratch:
            kills = IndexKills(Path(scratch), engine, documents=given.documents, seed=given.seed)
            outcome = kills.run(given.points)
        print(f"{engine}: {outcome}", *outcome.faults, sep="\n  ", flush=True)  # noqa: T201 - a program whose output this is
        faults += len(outcome.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
