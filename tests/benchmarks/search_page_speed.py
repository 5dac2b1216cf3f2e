"""What the search page costs beside the search itself, by turns in one run and in process: `make search-page-speed`.

    python -m tests.benchmarks.search_page_speed [--documents 5000] [--queries 25] [--keep DIR]

The whole answer to a reader (routes, headers, facets, names, the template) stands beside the same search alone (its
hits grouped, with facets) and beside a plain list of hits. Over all kinds of query the page may cost 1.5 times either
and 20 ms more, at the 95th percentile: it exits 1 otherwise. Times are milliseconds of processor time.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from archive.folder import DataFolder
from archive.public import store
from plugins.search.asked import THREADS
from plugins.site.application import build_datasette
from plugins.site.surface import fetch
from search_index.search import FACETS, Searcher
from search_index.update import update_index
from tests.benchmarks.invented_archive import arguments, cpu, open_archive, p95, say, verdict
from tests.benchmarks.search_speed import make_queries

FACTOR = 1.5
MORE = 20.0
BESIDE = ("search", "plain")


def measure(folder: DataFolder, queries: dict[str, list[str]]) -> list[str]:
    """Print, for each kind of query and for all, what page, search and plain list take; return what is broken."""
    served = build_datasette(folder)
    searcher, db = Searcher(folder.index), store.open_public(folder)
    with asyncio.Runner() as runner:
        app = served.app()

        def page(query: str) -> int:
            return runner.run(fetch(app, f"/-/search?{urlencode({'q': query})}")).status

        def search(query: str) -> object:
            return searcher.search(db, query, limit=THREADS, facets=FACETS, grouped=True)

        def plain(query: str) -> object:
            return searcher.search(db, query)

        ways = {"page": page, "search": search, "plain": plain}
        for way in ways.values():
            way("ferry OR PSR")
        everything: dict[str, list[float]] = {name: [] for name in ways}
        for kind, asked in queries.items():
            times = _by_turns(asked, ways)
            _told(kind, times)
            for name, found in times.items():
                everything[name] += found
        broken = _told("all", everything)
    searcher.close()
    db.close()
    served.close()
    return broken


def _by_turns(asked: list[str], ways: Mapping[str, Callable[[str], object]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn, query in enumerate(asked):
        for name in list(ways) if turn % 2 else list(ways)[::-1]:
            times[name].append(1000 * cpu(lambda way=ways[name], query=query: way(query)))  # type: ignore[misc]
    return times


def _told(kind: str, times: dict[str, list[float]]) -> list[str]:
    high = {name: p95(found) for name, found in times.items()}
    told = [f"{name} {statistics.median(found):.1f} {high[name]:.1f}" for name, found in times.items()]
    shares = {name: high["page"] / (FACTOR * high[name] + MORE) for name in BESIDE}
    told += [f"{share:.2f} of what {name} allows" for name, share in shares.items()]
    say(f"{kind:9} p50 p95: {'   '.join(told)}")
    return [f"{kind}: the page takes {share:.2f} of what {name} allows" for name, share in shares.items() if share > 1]


def main() -> int:
    """Measure, print, and return 1 when the page costs more than it may."""
    given = arguments(__doc__, documents=5_000, queries=25).parse_args()
    with open_archive(given.documents, given.keep) as archive:
        update_index(archive.folder)
        asked = make_queries(archive.corpus, archive.items, given.queries)
        broken = measure(archive.folder, {kind: [one.typed for one in each] for kind, each in asked.items()})
    return verdict(broken)


if __name__ == "__main__":
    sys.exit(main())
