"""A session of 200 decisions by two moderators, while connections break and the moderation site is killed.

`python -m tests.benchmarks.queue_session [--cards 200] [--seed 1]` prints a line and exits 1 when a decision was lost,
doubled or not the one that was meant, when the log does not verify, or when a certificate is missing.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.bench import memory_folder
from tests.queue_sessions import hold_session, make_session


def main() -> int:
    """Hold the session and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with memory_folder() as place:
        folder, began = make_session(place, given.cards), time.monotonic()
        outcome = hold_session(folder, given.cards, seed=given.seed)
        took = time.monotonic() - began
    print(f"{outcome} in {took:.0f} s", *outcome.wrong, sep="\n  ")  # noqa: T201 - a program whose output this is
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
