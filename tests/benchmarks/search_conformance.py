"""A long look at whether an engine finds what a plain scan finds, and whether any string at all makes it fail.

    python -m tests.benchmarks.search_conformance [--queries 2000] [--strings 50000] [--engine whoosh] [--seed 1]

The archive is that of `tests/test_search_index_conformance.py`: 300 items in segments that saw deletions and updates.
It exits 1 at the first difference, naming the query.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from sqlite_utils import Database

from archive.public import store
from search_index.search import FACETS, Searcher
from search_index.update import update_index
from tests.search_copy import make_folder, write
from tests.search_scan import (
    Scan,
    expected,
    make_items,
    make_scans,
    random_query,
    random_string,
    use_engine,
    voices_for_tests,
)


def main() -> int:
    """Ask, and print how much was asked; 1 when an answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=2_000)
    parser.add_argument("--strings", type=int, default=50_000)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, patch("search_index.build.BATCH", 40):
        folder = make_folder(Path(place) / "archive")
        use_engine(folder, given.engine)
        source = random.Random(given.seed)
        items = make_items(source, 12, 24)
        with patch("search_index.build.read_voices", voices_for_tests):
            for version in range(1, 5):
                changed = make_items(source, 12, 24)
                items = [new if source.random() < 0.1 else old for old, new in zip(items, changed, strict=True)]
                write(folder, items, version)
                update_index(folder)
        searcher, db = Searcher(folder.index), store.open_public(folder)
        scans = make_scans(items, db)
        for _ in range(given.queries):
            query = random_query(source)
            result = searcher.search(db, query, limit=500)
            if not is_right(db, scans, query, {hit.id for hit in result.hits}, result.total):
                print(f"wrong answer: {query!r}")  # noqa: T201
                return 1
        for number in range(given.strings):
            searcher.search(db, random_string(source), limit=3, facets=FACETS if number % 20 == 0 else ())
        searcher.close()
        db.close()
    print(f"{given.engine}: {given.queries} queries as a scan answers them, {given.strings} strings without an error")  # noqa: T201
    return 0


def is_right(db: Database, scans: list[Scan], query: str, found: set[str], total: int) -> bool:
    """Return whether a query found what a scan finds."""
    wanted = expected(scans, query, db)
    return found == wanted and total == len(wanted)


if __name__ == "__main__":
    sys.exit(main())
