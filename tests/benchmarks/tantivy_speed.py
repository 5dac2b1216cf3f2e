"""What a search with tantivy costs beside SQLite FTS5 on the same documents, by turns in one run.

    python -m tests.benchmarks.tantivy_speed [--documents 20000] [--queries 100] [--rounds 2]

FTS5 stems like Porter and keeps no text of its own (external content). Both give the ids of the first twenty, and
tantivy counts all hits beside. "engine" is tantivy alone, given the plan (beginnings it looks up itself, so there it
reads the query); "typed" is from the line that somebody typed, with acronyms and tags looked up in the public copy,
which FTS5 does not do. Times are milliseconds of processor time. It exits 1 when the 95th percentile of the engine is
above that of FTS5 for a kind, or writing a touched part afresh takes above 2.5 s.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.public import store
from search_index.build import build_index, has_leftovers
from search_index.engine import Found, View
from search_index.engines import get_engine
from search_index.generation import open_current
from search_index.hits import read_hits
from search_index.plan import Plan
from search_index.query import parse
from search_index.results import Order
from search_index.search import _read
from search_index.snippets import Sought
from tests.benchmarks.search_speed import Corpus, cpu, make_queries, write_corpus
from tests.search_copy import Item, make_folder

LIMIT = 20
PURGE_CEILING = 2.5

_PAGE = "select c.id, c.written from f join c on c.rid = f.rowid where f match ? {more} order by {order} limit 20"
_RANKED = _PAGE.format(more="", order="rank")


Ask = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of query: what is typed, and how it is asked of ours from there, of the engine alone, and of FTS5."""

    name: str
    typed: list[str]
    ours: Ask
    engine: Ask
    fts5: Ask


def main() -> int:
    """Measure, print a line for each kind, and return 1 when one is slower than FTS5."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tantivy-speed-") as place:
        folder = make_folder(Path(place) / "archive")
        corpus = Corpus()
        items = write_corpus(folder, corpus, given.documents)
        db = store.open_public(folder)
        built = cpu(lambda: build_index(folder.index, db, get_engine("tantivy")))
        fts5 = sqlite3.connect(Path(place) / "fts5.db")
        told = cpu(lambda: _fill(fts5, items))
        _say(f"{len(items)} documents; build {built:.1f} s of processor, analysis included; FTS5 {told:.1f} s")
        opened = open_current(folder.index)
        assert opened is not None
        view = opened[1].view()
        _say(f"bytes of the index {sum(path.stat().st_size for path in folder.index.rglob('*') if path.is_file()):,}")
        slow = [kind.name for kind in _kinds(view, db, fts5, corpus, items, given.queries) if _slow(kind, given.rounds)]
        purge = _purge(opened[1], [item.id for item in items])
        _say(f"a part written afresh: {purge:.2f} s of processor (at most {PURGE_CEILING})")
        view.close()
        db.close()
        fts5.close()
    _say(f"slower than FTS5: {', '.join(slow) or 'none'}")
    return 1 if slow or purge > PURGE_CEILING else 0


def _fill(db: sqlite3.Connection, items: list[Item]) -> None:
    db.execute("create table c (rid integer primary key, id text unique, written text, title text, body text)")
    db.execute("create index written on c (written)")
    db.execute(
        "create virtual table f using fts5(title, body, content='c', content_rowid='rid', tokenize='porter unicode61')"
    )
    with db:
        db.executemany(
            "insert into c (id, written, title, body) values (?, ?, ?, ?)",
            [(item.id, item.at, item.title or "", item.text) for item in items],
        )
        db.execute("insert into f (f) values ('rebuild')")


def _kinds(
    view: View, db: Database, fts5: sqlite3.Connection, corpus: Corpus, items: list[Item], count: int
) -> list[Kind]:
    typed = {name: [one.typed for one in asked] for name, asked in make_queries(corpus, items, count).items()}

    plans: dict[str, Plan] = {}

    def plan_of(query: str) -> Plan:
        return _read(view, db, parse(query)).plan

    def found(order: Order = Order.RELEVANCE, facets: tuple[str, ...] = ()) -> tuple[Ask, Ask]:
        def find(plan: Plan) -> Found:
            return view.find(plan, order=order, offset=0, limit=LIMIT, facets=facets)

        return lambda query: find(plan_of(query)), lambda query: find(plans[query])

    def page(query: str) -> Any:
        reading = _read(view, db, parse(query))
        found = view.find(reading.plan, order=Order.RELEVANCE, offset=0, limit=LIMIT)
        return read_hits(db, found.page[:10], Sought.of(reading.root))

    def ask(statement: str = _RANKED) -> Ask:
        return lambda query: fts5.execute(statement, (_matched(query),)).fetchall()

    def of_year(query: str) -> Any:
        year = query.rpartition(":")[2]
        statement = _PAGE.format(more="and c.written >= ? and c.written < ?", order="rank")
        return fts5.execute(statement, (_matched(query), year, str(int(year) + 1))).fetchall()

    def snippets(query: str) -> Any:
        rows = fts5.execute(
            "select f.rowid from f join c on c.rid = f.rowid where f match ? order by rank limit 20", (_matched(query),)
        ).fetchall()
        numbers = ",".join(str(row[0]) for row in rows[:10])
        statement = f"select snippet(f, 1, '<b>', '</b>', '...', 30) from f where f match ? and rowid in ({numbers})"
        return fts5.execute(statement, (_matched(query),)).fetchall()

    by_year = (
        "select substr(c.written, 1, 4) as year, count(*) from f join c on c.rid = f.rowid where f match ? group by 1"
    )
    counted = "select count(*) from f where f match ?"
    typed["mixed"] = [*typed["common"][::3], *typed["and"][::3], *typed["rare"][::3]]
    plans |= {query: plan_of(query) for queries in typed.values() for query in queries}

    words = found()
    plain = [Kind(name, typed[name], *words, ask()) for name in ("common", "middle", "rare", "and", "or", "phrase")]
    mixed = [
        Kind("newest", typed["mixed"], *found(Order.NEWEST), ask(_PAGE.format(more="", order="c.written desc"))),
        Kind("oldest", typed["mixed"], *found(Order.OLDEST), ask(_PAGE.format(more="", order="c.written"))),
        Kind(
            "count",
            typed["mixed"],
            lambda query: view.count(plan_of(query)),
            lambda query: view.count(plans[query]),
            ask(counted),
        ),
        Kind("facet of years", typed["mixed"], *found(Order.RELEVANCE, ("year",)), ask(by_year)),
        Kind("snippets of ten", typed["mixed"], page, page, snippets),
    ]
    return [
        *plain,
        Kind("prefix", typed["prefix"], words[0], words[0], ask()),
        Kind("year", typed["year"], *words, of_year),
        *mixed,
    ]


def _matched(query: str) -> str:
    """Return for FTS5 what is typed for ours."""
    words = query.partition(" year:")[0]
    if words.startswith('"') or " OR " in words or words.endswith("*"):
        return words
    return " AND ".join(f'"{word}"' for word in words.split())


def _slow(kind: Kind, rounds: int) -> bool:
    """Print the times of a kind, and return whether its 95th percentile is above that of FTS5."""
    # in this order, so that none comes right after ours has read the same
    times: dict[str, list[float]] = {"engine": [], "FTS5": [], "typed": []}
    asked = dict(zip(times, (kind.engine, kind.fts5, kind.ours), strict=True))
    for turn in range(rounds + 1):
        for query in kind.typed:
            for name, ask in asked.items():
                taken = 1000 * cpu(lambda ask=ask, query=query: ask(query))  # type: ignore[misc]
                if turn:  # the first round fills caches
                    times[name].append(taken)
    high = {name: _p95(found) for name, found in times.items()}
    figures = "   ".join(f"{name} {statistics.median(found):6.2f} {high[name]:6.2f}" for name, found in times.items())
    _say(f"{kind.name:16} p50 p95: {figures}   p95 engine/FTS5 {high['engine'] / high['FTS5']:.2f}")
    return high["engine"] > high["FTS5"]


def _purge(index: Any, ids: list[str]) -> float:
    """Take one document out of the largest part and return what writing that part afresh costs."""
    worst = 0.0
    for item_id in ids[:: max(1, len(ids) // 4)]:
        index.apply([item_id], ())
        while has_leftovers(index):
            worst = max(worst, cpu(index.purge))
    return worst


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a program whose output this is


if __name__ == "__main__":
    sys.exit(main())
