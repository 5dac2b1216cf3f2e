"""What the search page costs beside the search itself, by turns in one run and in process: `make search-page-speed`.

    python -m tests.benchmarks.search_page_speed [--documents 5000] [--queries 25]

The whole answer to a reader (routes, headers, facets, names, the template) stands beside the same search alone (its
hits grouped, with facets) and beside a plain list of hits. The page may cost 1.5 times the search and 20 ms more, at
the 95th percentile. Times are milliseconds of processor time of this process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from archive.folder import DataFolder
from archive.public import store
from plugins.search.asked import THREADS
from plugins.site.application import build_datasette
from plugins.site.surface import fetch
from search_index.search import FACETS, Searcher
from search_index.update import update_index
from tests.benchmarks.search_speed import Corpus, cpu, make_queries, write_corpus
from tests.search_copy import make_folder

FACTOR = 1.5
MORE = 20.0


def measure(folder: DataFolder, queries: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """Return, for each kind of query and for all, what the page, the same search and a plain one take."""
    served = build_datasette(folder)
    searcher, db = Searcher(folder.index), store.open_public(folder)
    told = {}
    with asyncio.Runner() as runner:
        app = served.app()

        def page(query: str) -> int:
            return runner.run(fetch(app, f"/-/search?{urlencode({'q': query})}")).status

        def search(query: str) -> object:
            return searcher.search(db, query, limit=THREADS, facets=FACETS, grouped=True)

        def plain(query: str) -> object:
            return searcher.search(db, query)

        for warm in (page, search, plain):
            warm("ferry OR PSR")
        everything: dict[str, list[float]] = {"page": [], "search": [], "plain": []}
        for kind, asked in queries.items():
            times = _by_turns(asked, {"page": page, "search": search, "plain": plain})
            told[kind] = _figures(times)
            for name, found in times.items():
                everything[name] += found
        told["all"] = _figures(everything)
    searcher.close()
    db.close()
    served.close()
    return told


def _by_turns(asked: list[str], ways: dict[str, Callable[[str], object]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for query in asked:
        for name, way in ways.items():
            times[name].append(1000 * cpu(lambda way=way, query=query: way(query)))  # type: ignore[misc]  # as it says
    return times


def _figures(times: dict[str, list[float]]) -> dict[str, float]:
    told = {}
    for name, found in times.items():
        told[f"{name} p50"] = round(statistics.median(found), 2)
        told[f"{name} p95"] = round(sorted(found)[int(0.95 * (len(found) - 1))], 2)
    for beside in ("search", "plain"):
        told[f"of what {beside} allows"] = round(told["page p95"] / (FACTOR * told[f"{beside} p95"] + MORE), 2)
    return told


def main() -> int:
    """Measure, print the figures as JSON, and return 1 when the page costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--queries", type=int, default=25, help="of each kind")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = make_folder(Path(place) / "archive")
        corpus = Corpus()
        items = write_corpus(folder, corpus, given.documents)
        update_index(folder, whole=True)
        asked = make_queries(corpus, items, given.queries)
        told = measure(folder, {kind: [one.typed for one in each] for kind, each in asked.items()})
    for kind, figures in told.items():
        print(kind, json.dumps(figures))  # noqa: T201
    return int(told["all"]["of what search allows"] > 1)


if __name__ == "__main__":
    sys.exit(main())
