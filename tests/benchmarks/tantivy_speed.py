"""What a search with tantivy costs beside SQLite FTS5 on the same documents, by turns in one run.

    python -m tests.benchmarks.tantivy_speed [--documents 20000] [--queries 100] [--rounds 2] [--keep DIR]

FTS5 stems like Porter and keeps no text of its own (external content). Both give the ids of the first twenty, and
tantivy counts all hits beside. "engine" is tantivy alone, given the plan (beginnings it looks up itself, so there it
reads the query); "typed" is from the line that somebody typed, with acronyms and tags looked up in the public copy,
which FTS5 does not do. Times are milliseconds of processor time. It exits 1 when the 95th percentile of either is above
that of FTS5 for a kind, or when writing a touched part afresh takes above 2.5 s or leaves what went.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.public import store
from search_index.build import build_index, has_leftovers, make_equal
from search_index.engine import Found, Index, View
from search_index.engines import get_engine
from search_index.generation import format_of, open_current
from search_index.hits import read_hits
from search_index.plan import Plan
from search_index.query import parse
from search_index.results import Order
from search_index.search import _read
from search_index.snippets import Sought
from tests.benchmarks.invented_archive import Archive, arguments, cpu, open_archive, p95, say, verdict
from tests.benchmarks.search_speed import make_queries
from tests.search_copy import Item

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
    parser = arguments(__doc__, documents=20_000, queries=100)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with open_archive(given.documents, given.keep) as archive:
        index = archive.beside / "tantivy"
        format_ = format_of(get_engine("tantivy"))
        seconds = archive.kept(f"tantivy-{format_}", lambda: _build(archive, index))
        size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
        say(f"{len(archive.items):,} documents; seconds of processor {seconds}; bytes of the index {size:,}")
        opened, db = open_current(index), store.open_public(archive.folder)
        assert opened is not None
        fts5 = sqlite3.connect(archive.beside / "fts5.db")
        view = opened[1].view()
        broken = [line for kind in _kinds(view, db, fts5, archive, given.queries) for line in _slow(kind, given.rounds)]
        view.close()
        worst, leftovers = _purge(opened[1], archive.items)
        say(f"a part written afresh: {worst:.2f} s of processor (at most {PURGE_CEILING})")
        broken += [f"a part written afresh {worst:.2f} s > {PURGE_CEILING}"] if worst > PURGE_CEILING else []
        broken += leftovers
        make_equal(opened[1], db)
        db.close()
        fts5.close()
    return verdict(broken)


def _build(archive: Archive, index: Path) -> dict[str, float]:
    """Build both, and return what each costs; analysis is part of ours."""
    db = store.open_public(archive.folder)
    ours = cpu(lambda: build_index(index, db, get_engine("tantivy")))
    db.close()
    path = archive.beside / "fts5.db"
    path.unlink(missing_ok=True)
    fts5 = sqlite3.connect(path)
    theirs = cpu(lambda: _fill(fts5, archive.items))
    fts5.close()
    return {"tantivy": round(ours, 1), "FTS5": round(theirs, 1)}


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


def _kinds(view: View, db: Database, fts5: sqlite3.Connection, archive: Archive, count: int) -> list[Kind]:
    queries = make_queries(archive.corpus, archive.items, count)
    typed = {name: [one.typed for one in asked] for name, asked in queries.items()}

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
    written_out = {one.name: one.meaning for one in archive.corpus.acronyms}

    def of_acronym(query: str) -> Any:
        return fts5.execute(_RANKED, (f'"{query}" OR "{written_out[query]}"',)).fetchall()

    return [
        *plain,
        Kind("acronym", typed["acronym"], *words, of_acronym),
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


def _slow(kind: Kind, rounds: int) -> list[str]:
    """Print the times of a kind, and return whatever has a 95th percentile above that of FTS5."""
    # in this order, so that none comes right after ours has read the same
    times: dict[str, list[float]] = {"engine": [], "FTS5": [], "typed": []}
    asked = dict(zip(times, (kind.engine, kind.fts5, kind.ours), strict=True))
    for turn in range(rounds + 1):
        for query in kind.typed:
            for name, ask in asked.items():
                taken = 1000 * cpu(lambda ask=ask, query=query: ask(query))  # type: ignore[misc]
                if turn:  # the first round fills caches
                    times[name].append(taken)
    high = {name: p95(found) for name, found in times.items()}
    figures = "   ".join(f"{name} {statistics.median(found):6.2f} {high[name]:6.2f}" for name, found in times.items())
    ratios = {name: high[name] / high["FTS5"] for name in ("engine", "typed")}
    beside = ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items())
    say(f"{kind.name:16} p50 p95: {figures}   p95 beside FTS5: {beside}")
    return [f"{kind.name}, {name}: {ratio:.2f} times FTS5" for name, ratio in ratios.items() if ratio > 1]


def _purge(index: Index, items: list[Item]) -> tuple[float, list[str]]:
    """Take some documents out, one after the other; return what writing a part afresh costs at most, and what is left.

    What is left would be a document that is still found, or parts that still hold what went.
    """
    worst, left = 0.0, []
    for item in items[:: max(1, len(items) // 4)]:
        index.apply([item.id], ())
        while has_leftovers(index):
            worst = max(worst, cpu(index.purge))
        view = index.view()
        left += [f"{item.id} still stands in the index" for stamp in view.stamps() if stamp.id == item.id]
        view.close()
    return worst, left


if __name__ == "__main__":
    sys.exit(main())
