"""Ten thousand requests for JSON, CSV and feeds that nobody meant, and none may end in an error of ours.

python -m tests.benchmarks.fuzz_json --requests 10000
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from plugins.site.application import build_datasette
from search_index.update import update_index
from tests.json_requests import ADDRESSES
from tests.public_copy import Pages, write_public_copy
from tests.test_plugins_research_fuzz import check


def main() -> None:
    """Ask, and print what was answered; end with an AssertionError at the first answer that is none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = write_public_copy(Path(place) / "archive")
        update_index(folder)
        pages = Pages(build_datasette(folder))
        try:
            statuses, wrong, seconds = run(pages, given_.requests, given_.seed)
        finally:
            pages.close()
    told = ", ".join(f"{number:,} x {status}" for status, number in sorted(statuses.items()))
    print(f"{statuses.total():,} requests in {seconds:.0f} s: {told}; {len(wrong)} wrong")  # noqa: T201 - a report
    for path in wrong[:20]:
        print(path)  # noqa: T201 - a report
    raise SystemExit(1 if wrong else 0)


def run(pages: Pages, number: int, start: int) -> tuple[Counter[int], list[str], float]:
    """Return how often each status was answered, what was answered wrongly, and the seconds it took."""
    statuses: Counter[int] = Counter()
    wrong: list[str] = []

    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(ADDRESSES)
    def ask(path: str) -> None:
        try:
            answer = pages.get(path)
            statuses[answer.status_code] += 1
            check(path, answer)
        # whatever it is, it is told, and the rest is asked
        except Exception as error:  # noqa: BLE001 - the outermost loop
            wrong.append(f"{type(error).__name__} {path}")

    begun = time.monotonic()
    ask()
    return statuses, wrong, time.monotonic() - begun


if __name__ == "__main__":
    main()
