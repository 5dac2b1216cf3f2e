"""How fast the index is built, asked and purged, beside Whoosh alone on the same texts, by turns in one run.

    python -m tests.benchmarks.search_speed [--documents 20000] [--queries 40] [--keep DIR]

Times are processor time. It exits 1 when a bound is broken: a build may cost 1.25 times a bare one of the same fields
and segments; a query 1.3 times the same one put together by hand for Whoosh on the same segments, in the middle and at
the 95th percentile; a word with `year:` 1.5 times the word; bringing a redaction into the index, in the process of its
own that publishing starts for it, 2.5 s for each segment touched, and then the word must be out of hits, lexicon,
beginnings and suggestions.

"ids" are the ids of the first page, with the total; "hits" are read from public.db and have snippets: beside them
stands Whoosh with the same rows read and its own highlighter. What was measured in building is kept with `--keep`.
"""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database
from whoosh import query as whoosh_query

from archive.folder import DataFolder
from archive.public import store
from archive.public.surface import Changes
from search_index import analysis, build, generation
from search_index.engine import View
from search_index.engines import get_engine
from search_index.query import parse
from search_index.results import Order
from search_index.search import Searcher, _read
from search_index.spellings import all_spellings
from search_index.surface import IndexSurface
from search_index.update import update_index
from search_index.whoosh_engine import library
from search_index.whoosh_engine.schema import build_schema
from tests.benchmarks.invented_archive import (
    COMMENTS_A_POST,
    Archive,
    Corpus,
    arguments,
    cpu,
    open_archive,
    p95,
    say,
    verdict,
)
from tests.search_copy import Item, as_thread

BUILD = 1.25
QUERY = 1.3
YEAR = 1.5
REDACTION = 2.5
LIMIT = 20

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
        exact=ID(analyzer=words | StopFilter(analysis.STOP_WORDS, minsize=1)),
        acro=ID(analyzer=RegexTokenizer(r"\b\w*[A-Z]\w*[A-Z]\w*\b")),
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
        "exact": whole,
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


# -- building


def measure_build(archive: Archive) -> dict[str, float]:
    """Build both indexes, a batch of one and a batch of the other; ours is in use afterwards."""
    folder, items = archive.folder, archive.items
    bare = archive.beside / "bare"
    shutil.rmtree(bare, ignore_errors=True)
    bare.mkdir()
    new, mine = generation.create_generation(folder.index, get_engine("whoosh"))
    theirs = library.create_in(str(bare), bare_schema())
    db = store.open_public(folder)
    seconds = {"ours": 0.0, "bare": 0.0}
    seconds["ours"] += cpu(lambda: build.read_stamps(db))
    version, public = build.read_stamps(db)
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
    new = replace(new, content_version=version)
    generation.write_current(folder.index, new)
    generation.sweep(folder.index, new)
    return seconds


def check_build(archive: Archive) -> list[str]:
    """Print what building costs, and return the bound that is broken."""
    name = f"build-{build.BATCH}-{generation.format_of(get_engine('whoosh'))}"
    seconds = archive.kept(name, lambda: measure_build(archive))
    ratio = seconds["ours"] / seconds["bare"]
    say(f"build: {seconds['ours']:.1f} s, bare {seconds['bare']:.1f} s, ratio {ratio:.2f} (at most {BUILD})")
    return [f"build {ratio:.2f} > {BUILD}"] if ratio > BUILD else []


# -- asking


@dataclass(frozen=True, slots=True)
class Asked:
    """One query, and the same for Whoosh alone."""

    typed: str
    bare: Any


def term(word: str) -> Any:
    """Return Whoosh's query for a word."""
    return whoosh_query.Term("text", analysis.term_of(word))


def make_queries(corpus: Corpus, items: list[Item], count: int) -> dict[str, list[Asked]]:
    """Return queries of each kind."""
    source = random.Random(5)

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
        "and": [Asked(f"{one} {two}", whoosh_query.And([term(one), term(two)])) for one, two in pairs],
        "or": [Asked(f"{one} OR {two}", whoosh_query.Or([term(one), term(two)])) for one, two in pairs],
        "phrase": [Asked(f'"{one} {two}"', _phrase(f"{one} {two}")) for one, two in phrases],
        "prefix": [Asked(f"{start}*", whoosh_query.Prefix("text", start)) for start in starts],
        "year": [
            Asked(f"{word} year:{year}", whoosh_query.And([term(word), whoosh_query.Term("year", year)]))
            for word, year in zip(common, years, strict=True)
        ],
        **_acronym_queries(corpus, source, count),
    }


def _acronym_queries(corpus: Corpus, source: random.Random, count: int) -> dict[str, list[Asked]]:
    """Return queries for acronyms, which find their long forms too, and for long forms, which find the acronym."""
    capitals = [one for one in corpus.acronyms if one.name.isupper() and one.meaning]
    mixed = [one for one in corpus.acronyms if not one.name.isupper()]
    chosen = [source.choice(capitals) for _ in range(count)]
    spelt = [source.choice(mixed) for _ in range(count)]

    def short(name: str) -> Any:
        return whoosh_query.Term("acro", name)

    def any_spelling(name: str, spellings: tuple[str, ...]) -> list[Any]:
        return [whoosh_query.Term("text", stem) for stem in all_spellings(name, spellings).stems]

    return {
        "acronym": [Asked(one.name, whoosh_query.Or([short(one.name), _phrase(one.meaning)])) for one in chosen],
        "spellings": [
            Asked(
                source.choice(one.spellings),
                whoosh_query.Or([*any_spelling(one.name, one.spellings), _phrase(one.meaning)]),
            )
            for one in spelt
        ],
        "long form": [
            Asked(one.meaning, whoosh_query.Or([whoosh_query.And([*map(term, one.meaning.split())]), short(one.name)]))
            for one in chosen
        ],
    }


def _phrase(words: str) -> Any:
    return whoosh_query.Phrase("text", [analysis.term_of(word) for word in words.split()])


@dataclass(frozen=True, slots=True)
class Sides:
    """Ours and Whoosh alone, on the same segments."""

    searcher: Searcher
    db: Database
    bare: Any

    def ids(self, query: Asked) -> object:
        """Return the first page from the line as typed, without reading hits."""
        parsed = parse(query.typed)

        def find(view: View) -> object:
            return view.find(_read(view, self.db, parsed).plan, order=Order.RELEVANCE, offset=0, limit=LIMIT)

        return self.searcher.run(find)

    def hits(self, query: Asked) -> object:
        """Return the first page."""
        return self.searcher.search(self.db, query.typed, limit=LIMIT)

    def bare_ids(self, query: Asked) -> tuple[list[str], int]:
        """Return what every search has to know: the ids of the first page, and how many hits there are."""
        results = self.bare.search(query.bare, limit=LIMIT)
        ids = self.bare.reader().column_reader("id")
        return [ids[number] for _, number in results.top_n], len(results)

    def bare_hits(self, query: Asked) -> object:
        """Return the first page as one makes it with Whoosh: rows by id, its highlighter on their text."""
        results = self.bare.search(query.bare, limit=LIMIT)
        ids = self.bare.reader().column_reader("id")
        items = store.get_items(self.db, [ids[number] for _, number in results.top_n])
        shown = [(hit, items[ids[hit.docnum]].body.text) for hit in results]
        return [hit.highlights("text", text=text) for hit, text in shown], len(results)


def check_queries(archive: Archive, queries: dict[str, list[Asked]]) -> list[str]:
    """Ask both by turns, print what each kind costs, and return the bounds that are broken."""
    db, bare = store.open_public(archive.folder), _bare(archive.folder).searcher()
    sides = Sides(Searcher(archive.folder.index), db, bare)
    ways: dict[str, Callable[[Asked], object]] = {
        "bare ids": sides.bare_ids,
        "ids": sides.ids,
        "bare hits": sides.bare_hits,
        "hits": sides.hits,
    }
    for way in ways.values():
        way(queries["and"][0])  # opens files
    broken = []
    for kind, asked in queries.items():
        broken += [f"{kind}: {line}" for line in _compared(_by_turns(asked, ways), kind)]
    broken += _compared_years(sides, queries["year"])
    sides.searcher.close()
    bare.close()
    db.close()
    return broken


def _bare(folder: DataFolder) -> Any:
    """Return the index in use as Whoosh's own, which knows how to take a text apart for highlighting."""
    current = generation.read_current(folder.index)
    assert current is not None
    schema = build_schema()
    schema["text"].analyzer = bare_schema()["text"].analyzer
    return library.open_dir(str(folder.index / current.folder), schema=schema)


def _by_turns(asked: list[Asked], ways: Mapping[str, Callable[[Asked], object]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn, query in enumerate(asked):
        # each way comes first as often as last: who comes later finds files warm
        for name in list(ways) if turn % 2 else list(ways)[::-1]:
            times[name].append(1000 * cpu(lambda way=ways[name], query=query: way(query)))  # type: ignore[misc]
    return times


_AT: dict[str, Callable[[list[float]], float]] = {"p50": statistics.median, "p95": p95}


def _compared(times: dict[str, list[float]], kind: str) -> list[str]:
    """Print the times of one kind in milliseconds, and return the bounds that are broken."""
    told, broken = [], []
    for what in ("ids", "hits"):
        for label, at in _AT.items():
            ours, bare = at(times[what]), at(times[f"bare {what}"])
            told.append(f"{what} {label} {ours:.2f}/{bare:.2f}={ours / bare:.2f}")
            broken += [f"{what} {label} {ours / bare:.2f} > {QUERY}"] if ours > QUERY * bare else []
    say(f"{kind:9}: {'   '.join(told)}")
    return broken


def _compared_years(sides: Sides, asked: list[Asked]) -> list[str]:
    """Print what `year:` adds to a word, and return the bounds that are broken."""
    alone = {query.typed: Asked(query.typed.split()[0], None) for query in asked}
    ways = {"with": sides.ids, "alone": lambda query: sides.ids(alone[query.typed])}
    times = _by_turns([*asked, *asked], ways)
    ratios = {label: at(times["with"]) / at(times["alone"]) for label, at in _AT.items()}
    say(f"year: beside the word alone {', '.join(f'{label} {ratio:.2f}' for label, ratio in ratios.items())}")
    return [f"year {label} {ratio:.2f} > {YEAR}" for label, ratio in ratios.items() if ratio > YEAR]


# -- redacting


def check_redaction(archive: Archive, times: int = 4) -> list[str]:
    """Put a word into a comment and take it out again; print what that costs, and return what is broken."""
    searcher, told, broken = Searcher(archive.folder.index), [], []
    update_index(archive.folder)
    for number in range(times):
        word = f"zwyx{number}qvinnet"
        _say_in(archive, number, f"{word} was seen with {word}")
        update_index(archive.folder)
        db = store.open_public(archive.folder)
        if searcher.search(db, word).total != 1:
            broken.append(f"{word} is not found before it is redacted")
        changes = _say_in(archive, number, "[name] was seen with [name]")
        before = _segments(archive.folder)
        seconds = _update_as_publishing_does(archive.folder, changes)
        touched = len(before - _segments(archive.folder))
        told.append(seconds / max(1, touched))
        broken += [f"redaction: {word} is in {place} still" for place in _where(searcher, db, word)]
        db.close()
    searcher.close()
    say(f"redaction: {', '.join(f'{one:.2f}' for one in told)} s for each segment touched (at most {REDACTION})")
    return broken + [f"redaction {one:.2f} s > {REDACTION}" for one in told if one > REDACTION]


def _update_as_publishing_does(folder: DataFolder, changes: Changes) -> float:
    """Bring the index up to date in a process of its own; return its processor time, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    IndexSurface(folder).apply(changes)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _say_in(archive: Archive, number: int, text: str) -> Changes:
    """Give one comment other words, in a thread far from the last one changed; return what changed."""
    at = number * (len(archive.items) // 5) // (COMMENTS_A_POST + 1) * (COMMENTS_A_POST + 1)
    thread = archive.items[at : at + COMMENTS_A_POST + 1]
    thread[5] = replace(thread[5], text=text)
    db = store.open_public(archive.folder, write=True)
    with db.atomic():
        store.write_thread(db, as_thread(thread[0], thread[1:]))
        version = store.content_version(db) + 1
        store.set_meta(db, {"content_version": str(version)})
    db.close()
    return Changes((thread[5].id,), (thread[0].id,), whole=False, content_version=version)


def _segments(folder: DataFolder) -> set[str]:
    return {segment.segment_id() for segment in _bare(folder)._segments()}


def _where(searcher: Searcher, db: Database, word: str) -> list[str]:
    """Return where the next request still meets a word."""
    stem = analysis.term_of(word)
    places = {
        "the hits": searcher.search(db, word).total or searcher.search(db, f"{word[:6]}*").total,
        "the lexicon": searcher.run(lambda view: stem in view.terms("text")),
        "beginnings": searcher.run(lambda view: view.starting("text", word[:6], 9)),
        "suggestions": searcher.search(db, f"{word}s").suggestion or searcher.search(db, word[:-1]).suggestion,
    }
    return [place for place, found in places.items() if found]


def main() -> int:
    """Measure, print, and return 1 when a bound is broken."""
    given = arguments(__doc__, documents=20_000, queries=40).parse_args()
    with open_archive(given.documents, given.keep) as archive:
        say(f"{len(archive.items):,} posts and comments")
        broken = check_build(archive)
        update_index(archive.folder)
        broken += check_queries(archive, make_queries(archive.corpus, archive.items, given.queries))
        broken += check_redaction(archive)
    return verdict(broken)


if __name__ == "__main__":
    sys.exit(main())
