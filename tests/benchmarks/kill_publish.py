"""A long campaign: kill -9 at many points of a decision and the publish that follows.

`python -m tests.benchmarks.kill_publish [--points 200]` exits 1 when a reader saw half a decision, or when the next
publish did not finish it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench import memory_folder
from tests.benchmarks.invented_archive import say, verdict
from tests.publish_kills import PublishKills


def main() -> int:
    """Run the campaign and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with memory_folder() as place:
        kills = PublishKills(Path(place), given.seed)
        outcome = kills.run(given.points)
        kills.close()
    say(str(outcome))
    return verdict(outcome.faults)


if __name__ == "__main__":
    sys.exit(main())
