"""What a search with tantivy costs beside SQLite FTS5 on the same documents, by turns in one run.

    python -m tests.benchmarks.tantivy_speed [--documents 20000] [--queries 100] [--rounds 2]

FTS5 stems like Porter and keeps no text of its own (external content). Both give the ids of the first twenty; ours
reads the query as it was typed, plans it and counts all hits beside. Times are milliseconds of processor time. It
exits 1 when the 95th percentile of a kind is above that of FTS5, or writing a touched part afresh takes above 2.5 s.
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


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of query: what is typed for ours, and what FTS5 is told for the same."""

    name: str
    typed: list[str]
    ours: Callable[[str], Any]
    fts5: Callable[[str], Any]


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

    def find(query: str, order: Order = Order.RELEVANCE, facets: tuple[str, ...] = ()) -> Found:
        plan = _read(view, db, parse(query)).plan
        return view.find(plan, order=order, offset=0, limit=LIMIT, facets=facets)

    def page(query: str) -> Any:
        reading = _read(view, db, parse(query))
        found = view.find(reading.plan, order=Order.RELEVANCE, offset=0, limit=LIMIT)
        return read_hits(db, found.page[:10], Sought.of(reading.root))

    def ask(statement: str = _RANKED, *more: str) -> Callable[[str], Any]:
        return lambda query: fts5.execute(statement, (_matched(query), *more)).fetchall()

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

    plain = [
        Kind(name, typed[name], find, ask()) for name in ("common", "middle", "rare", "and", "or", "phrase", "prefix")
    ]
    by_year = (
        "select substr(c.written, 1, 4) as year, count(*) from f join c on c.rid = f.rowid where f match ? group by 1"
    )
    mixed = [*typed["common"][::3], *typed["and"][::3], *typed["rare"][::3]]
    return [
        *plain,
        Kind("year", typed["year"], find, of_year),
        Kind(
            "newest", mixed, lambda query: find(query, Order.NEWEST), ask(_PAGE.format(more="", order="c.written desc"))
        ),
        Kind("oldest", mixed, lambda query: find(query, Order.OLDEST), ask(_PAGE.format(more="", order="c.written"))),
        Kind(
            "count",
            mixed,
            lambda query: view.count(_read(view, db, parse(query)).plan),
            ask("select count(*) from f where f match ?"),
        ),
        Kind("facet of years", mixed, lambda query: find(query, Order.RELEVANCE, ("year",)), ask(by_year)),
        Kind("snippets of ten", mixed, page, snippets),
    ]


def _matched(query: str) -> str:
    """Return for FTS5 what is typed for ours."""
    words = query.partition(" year:")[0]
    if words.startswith('"') or " OR " in words or words.endswith("*"):
        return words
    return " AND ".join(f'"{word}"' for word in words.split())


def _slow(kind: Kind, rounds: int) -> bool:
    """Print the times of a kind, and return whether its 95th percentile is above that of FTS5."""
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(rounds + 1):
        for query in kind.typed:
            pair = 1000 * cpu(lambda query=query: kind.ours(query)), 1000 * cpu(lambda query=query: kind.fts5(query))  # type: ignore[misc]
            if turn:  # the first round fills caches
                ours.append(pair[0])
                theirs.append(pair[1])
    low, high = _p95(ours), _p95(theirs)
    _say(
        f"{kind.name:16} p50 {statistics.median(ours):7.2f} / {statistics.median(theirs):7.2f}   "
        f"p95 {low:7.2f} / {high:7.2f}   ratio {low / high:5.2f}"
    )
    return low > high


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
