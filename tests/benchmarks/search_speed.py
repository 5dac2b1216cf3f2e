"""How fast the index is built, asked and purged, beside Whoosh alone on the same texts, by turns in one run.

    python -m tests.benchmarks.search_speed [--documents 20000] [--queries 40] [--engine whoosh]

The comments are made up: some 80 words each, drawn from a vocabulary in which a few words are very common and most are
rare, with acronyms, names and dates over fourteen years. Times are seconds of processor time of this process.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import PublicSite
from search_index import analysis, build
from search_index.engines import get_engine
from search_index.generation import open_current
from search_index.search import Searcher
from search_index.update import update_index
from search_index.whoosh_engine import library
from tests.search_copy import Item, as_thread, make_folder

COMMENTS_A_POST = 49
ACRONYMS = ("PSR", "OASys", "OASYS", "oasys", "ARMS", "SARA", "IT", "PO", "POs", "TR", "CRC", "NPS", "OGRS", "RivAS")
NAMES = ("Old Capstan", "ivy", "Harbour Master", "Anon", None, None, None, None, None, None)


class Corpus:
    """A vocabulary, and comments made of it, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.source = random.Random(seed)
        syllables = ["".join(pair) for pair in itertools.product("bcdfghlmnprstvw", "aeiou")]
        made = {"".join(self.source.choices(syllables, k=self.source.randint(2, 4))) for _ in range(60_000)}
        made = {word for word in made if analysis.term_of(word)}
        self.words = sorted(made, key=lambda word: (len(word), word))[:40_000]
        self.source.shuffle(self.words)
        weights = [1.0 / (rank + 3) for rank in range(len(self.words))]
        self.weights = list(itertools.accumulate(weights))

    def text(self) -> str:
        """Return a comment."""
        count = max(8, int(self.source.lognormvariate(4.2, 0.6)))
        words = self.source.choices(self.words, cum_weights=self.weights, k=count)
        words += ["the"] * (count // 20) + ["of", "and"]
        for _ in range(self.source.choice((0, 0, 1, 2))):
            words.insert(self.source.randrange(len(words)), self.source.choice(ACRONYMS))
        return " ".join(words) + "."

    def threads(self, documents: int) -> Iterator[list[Item]]:
        """Yield threads until there are so many posts and comments."""
        for number in range(documents // (COMMENTS_A_POST + 1)):
            yield [self._item(f"p{number}", None)] + [
                self._item(f"p{number}c{index}", f"p{number}") for index in range(COMMENTS_A_POST)
            ]

    def _item(self, item_id: str, under: str | None) -> Item:
        year, month, day = self.source.randint(2010, 2023), self.source.randint(1, 12), self.source.randint(1, 28)
        return Item(
            item_id,
            self.text(),
            under=under,
            title=None if under else self.text()[:50],
            author=self.source.choice(NAMES),
            at=f"{year}-{month:02}-{day:02}T{self.source.randint(0, 23):02}:15",
            tags=("pay",) if not under and self.source.random() < 0.3 else (),
        )


def write_corpus(folder: DataFolder, corpus: Corpus, documents: int) -> list[Item]:
    """Write a public copy of so many items, and return them."""
    store.create_public(folder.public_db).close()
    db = store.open_public(folder, write=True)
    items = []
    with db.atomic():
        store.write_sites(db, [PublicSite(1, "blog.example", "A blog", "Europe/London")])
        for thread in corpus.threads(documents):
            store.write_thread(db, as_thread(thread[0], thread[1:]))
            items += thread
        store.set_meta(db, {"content_version": "1"})
    db.close()
    return items


# -- Whoosh alone


def bare_schema() -> Any:
    """Return the same fields with Whoosh's own types and analyzers."""
    from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter, StopFilter
    from whoosh.fields import COLUMN, ID, KEYWORD, TEXT, Schema

    words = RegexTokenizer(r"\w+(?:'\w+)*")
    stems = StemFilter(stemfn=library.EnglishStemmer().stem, lang=None, cachesize=200_000)
    text = words | LowercaseFilter() | StopFilter(analysis.STOP_WORDS, minsize=1) | stems
    keys = ("byline", "kind", "site", "year", "month", "day", "has", "voice")
    return Schema(
        id=ID(unique=True, sortable=True),
        row_version=COLUMN(library.NumericColumn("q", default=-1)),
        written=COLUMN(library.NumericColumn("q", default=-1)),
        discussed=COLUMN(library.NumericColumn("q", default=0)),
        text=TEXT(text),
        acro=TEXT(RegexTokenizer(r"\b\w*[A-Z]\w*[A-Z]\w*\b"), phrase=False),
        author=TEXT(words | LowercaseFilter()),
        tag=KEYWORD(),
        **{name: ID() for name in keys},
    )


def bare_fields(item: Item) -> dict[str, Any]:
    """Return an item as Whoosh alone would be given it."""
    whole = f"{item.title} {item.text}" if item.title else item.text
    return {
        "id": item.id,
        "row_version": 1,
        "written": 1,
        "text": whole,
        "acro": whole,
        "author": item.author or "anonymous",
        "byline": item.author or "anonymous",
        "tag": list(item.tags) or None,
        "kind": "comment" if item.under else "post",
        "site": "1",
        "year": item.at[:4],
        "month": item.at[:7],
        "day": item.at[:10],
        "voice": "plain",
    }


# -- measuring


def cpu(work: Callable[[], Any]) -> float:
    """Return the processor time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure_build(folder: DataFolder, items: list[Item], engine: str) -> dict[str, float]:
    """Build both indexes, a batch of one and a batch of the other."""
    ours, bare = folder.path / "ours", folder.path / "bare"
    ours.mkdir()
    bare.mkdir()
    mine = get_engine(engine).create(ours)
    theirs = library.create_in(str(bare), bare_schema())
    db = store.open_public(folder)
    seconds = {"ours": 0.0, "bare": 0.0}
    seconds["ours"] += cpu(lambda: build.read_stamps(db))
    _, public = build.read_stamps(db)
    for start in range(0, len(items), build.BATCH):
        batch = items[start : start + build.BATCH]

        def build_ours(batch: list[Item] = batch) -> None:
            mine.apply([], build._documents(db, [item.id for item in batch], public))

        def build_bare(batch: list[Item] = batch) -> None:
            writer = theirs.writer(limitmb=128)
            for item in batch:
                writer.add_document(**bare_fields(item))
            writer.commit(merge=False)

        seconds["ours"] += cpu(build_ours)
        seconds["bare"] += cpu(build_bare)
    db.close()
    return {**seconds, "ratio": seconds["ours"] / seconds["bare"]}


@dataclass(frozen=True, slots=True)
class Asked:
    """One query, and the same for Whoosh alone."""

    typed: str
    bare: Any


def make_queries(corpus: Corpus, items: list[Item], count: int) -> dict[str, list[Asked]]:
    """Return queries of each kind."""
    source = random.Random(5)

    def term(word: str) -> Any:
        return library.Term("text", analysis.term_of(word))

    def ranks(low: int, high: int) -> list[str]:
        return [corpus.words[source.randrange(low, high)] for _ in range(count)]

    pairs = list(zip(ranks(0, 200), ranks(0, 400), strict=True))
    phrases: list[tuple[str, str]] = []
    while len(phrases) < count:
        words = source.choice(items).text.strip(".").split()
        at = source.randrange(len(words) - 1)
        if all(word in corpus.words[:3_000] for word in words[at : at + 2]):
            phrases.append((words[at], words[at + 1]))
    starts = [word[:4] for word in ranks(0, 2_000)]
    years = [str(source.randint(2010, 2023)) for _ in range(count)]
    common = ranks(0, 60)
    return {
        "common": [Asked(word, term(word)) for word in common],
        "middle": [Asked(word, term(word)) for word in ranks(300, 2_000)],
        "rare": [Asked(word, term(word)) for word in ranks(8_000, 30_000)],
        "and": [Asked(f"{one} {two}", library.And([term(one), term(two)])) for one, two in pairs],
        "or": [Asked(f"{one} OR {two}", library.Or([term(one), term(two)])) for one, two in pairs],
        "phrase": [
            Asked(f'"{one} {two}"', library.Phrase("text", [analysis.term_of(one), analysis.term_of(two)]))
            for one, two in phrases
        ],
        "prefix": [Asked(f"{start}*", _prefix(start)) for start in starts],
        "year": [
            Asked(f"{word} year:{year}", library.And([term(word), library.Term("year", year)]))
            for word, year in zip(common, years, strict=True)
        ],
        "acronym": [Asked("PSR", library.Term("acro", "PSR")), Asked("ARMS", library.Term("acro", "ARMS"))]
        * (count // 2),
    }


def _prefix(start: str) -> Any:
    from whoosh.query import Prefix

    return Prefix("text", start)


def measure_queries(folder: DataFolder, queries: dict[str, list[Asked]]) -> dict[str, dict[str, float]]:
    """Ask both on the same segments by turns; ours to the shown hit, and ours to the ids alone."""
    searcher, db = Searcher(folder.index), store.open_public(folder)
    opened = open_current(folder.index)
    assert opened is not None
    bare = opened[1].built.searcher()  # type: ignore[attr-defined]  # Whoosh's own, since that is compared with
    searcher.search(db, "warm", facets=("year",))
    told = {}
    for kind, asked in queries.items():
        times: dict[str, list[float]] = {"whole": [], "ids": [], "bare": [], "facets": []}
        for one in asked:
            times["bare"].append(cpu(lambda one=one: _ask_bare(bare, one.bare)))  # type: ignore[misc]
            times["whole"].append(cpu(lambda one=one: searcher.search(db, one.typed)))  # type: ignore[misc]
            times["ids"].append(cpu(lambda one=one: _ask_ids(searcher, db, one.typed)))  # type: ignore[misc]
            times["facets"].append(
                cpu(lambda one=one: searcher.search(db, one.typed, facets=("year", "author", "kind")))  # type: ignore[misc]
            )
        told[kind] = {
            f"{name} {label}": round(1000 * at(found), 2)
            for name, found in times.items()
            for label, at in (("p50", statistics.median), ("p95", _p95))
        }
        for label in ("p50", "p95"):
            for name in ("whole", "ids"):
                told[kind][f"{name}/bare {label}"] = round(
                    told[kind][f"{name} {label}"] / told[kind][f"bare {label}"], 2
                )
    searcher.close()
    db.close()
    bare.close()
    return told


def _p95(found: list[float]) -> float:
    return sorted(found)[int(0.95 * (len(found) - 1))]


def _ask_bare(searcher: Any, query: Any) -> tuple[list[str], int]:
    """Return what every search has to know: the ids of the first page, and how many hits there are."""
    results = searcher.search(query, limit=20)
    ids = searcher.reader().column_reader("id")
    return [ids[number] for _, number in results.top_n], len(results)


def _ask_ids(searcher: Searcher, db: Database, query: str) -> Any:
    from search_index.query import parse
    from search_index.results import Order
    from search_index.search import _read

    parsed = parse(query)
    return searcher.run(lambda view: view.find(_read(view, db, parsed).plan, order=Order.RELEVANCE, offset=0, limit=20))


def measure_redaction(folder: DataFolder, items: list[Item], times: int = 3) -> dict[str, float]:
    """Take one comment's words out, and bring the index up to date; the time is all for one segment touched."""
    seconds = []
    for number in range(times):
        db = store.open_public(folder, write=True)
        thread = number * (COMMENTS_A_POST + 1)
        changed = items[thread : thread + COMMENTS_A_POST + 1]
        changed[5] = replace(changed[5], text=f"[name] {number}")
        with db.atomic():
            store.write_thread(db, as_thread(changed[0], changed[1:]))
            store.set_meta(db, {"content_version": str(2 + number)})
        db.close()
        seconds.append(cpu(lambda: update_index(folder)))
    return {"seconds": round(statistics.median(seconds), 2), "worst": round(max(seconds), 2)}


def main() -> None:
    """Measure, and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=4_000)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--engine", default="whoosh")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = make_folder(Path(place) / "archive")
        corpus = Corpus()
        items = write_corpus(folder, corpus, given.documents)
        told: dict[str, Any] = {"documents": len(items), "build": measure_build(folder, items, given.engine)}
        print(json.dumps(told), flush=True)  # noqa: T201
        update_index(folder)
        for kind, figures in measure_queries(folder, make_queries(corpus, items, given.queries)).items():
            print(kind, json.dumps(figures), flush=True)  # noqa: T201
        print("redaction", json.dumps(measure_redaction(folder, items)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
