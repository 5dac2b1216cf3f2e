"""An invented archive for the benchmarks of search, of any size and the same for the same size.

Comments of some 80 words each, drawn from a vocabulary in which a few words are very common and most are rare, with
names, topics, dates over fourteen years, answers to each other, and acronyms: in several spellings, with long forms
that are written out now and then. Their tables are written straight into the public copy, as publishing would fill
them. `--keep DIR` keeps archives, and what was measured in building, for the next run.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import itertools
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import ItemState, PublicSite
from search_index import analysis
from tests.search_copy import Item, as_thread, make_folder

COMMENTS_A_POST = 49
SPELT = {
    "PSR": ("PSR", "PSRs"),
    "OASys": ("OASys", "OASYS", "oasys", "eoasys"),
    "ARMS": ("ARMS",),
    "SARA": ("SARA",),
    "IT": ("IT",),
    "PO": ("PO", "POs"),
    "TR": ("TR",),
    "CRC": ("CRC", "CRCs"),
    "RivAS": ("RivAS", "RIVAS"),
}
OTHERS = 240
_WORD = re.compile(r"\w+")
TAGS = ("pay", "rotas", "ferries", "harbour dues", "weather", "night shifts", "training", "closures")


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym with its spellings and, where it has one, its long form."""

    name: str
    spellings: tuple[str, ...]
    meaning: str


class Corpus:
    """A vocabulary, and comments made of it, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.source = random.Random(seed)
        syllables = ["".join(pair) for pair in itertools.product("bcdfghlmnprstvw", "aeiou")]
        made = {"".join(self.source.choices(syllables, k=self.source.randint(2, 4))) for _ in range(60_000)}
        made = {word for word in made if analysis.term_of(word)}
        self.words = sorted(made, key=lambda word: (len(word), word))[:40_000]
        self.source.shuffle(self.words)
        self._weights = _falling(len(self.words))
        self.acronyms = [self._acronym(name, spelt) for name, spelt in SPELT.items()]
        self.acronyms += [self._acronym(name, (name,)) for name in self._initials()]
        self._names = [f"{one} {two}".title() for one, two in itertools.pairwise(self.words[5_000:5_400])]
        self._common: dict[str, list[float]] = {"acronyms": _falling(len(self.acronyms)), "names": _falling(400 - 1)}

    def text(self) -> str:
        """Return a comment."""
        count = max(8, int(self.source.lognormvariate(4.2, 0.6)))
        words = self.source.choices(self.words, cum_weights=self._weights, k=count)
        words += ["the"] * (count // 20) + ["of", "and"]
        for _ in range(self.source.choice((0, 0, 1, 2))):
            (acronym,) = self.source.choices(self.acronyms, cum_weights=self._common["acronyms"])
            written = acronym.meaning if self.source.random() < 0.05 else ""
            words.insert(self.source.randrange(len(words)), written or self.source.choice(acronym.spellings))
        return " ".join(words) + "."

    def threads(self, documents: int) -> Iterator[list[Item]]:
        """Yield threads until there are so many posts and comments."""
        for number in range(documents // (COMMENTS_A_POST + 1)):
            yield [self._item(f"p{number}", None)] + [
                self._item(f"p{number}c{index}", f"p{number}", index) for index in range(COMMENTS_A_POST)
            ]

    def _acronym(self, name: str, spellings: tuple[str, ...]) -> Acronym:
        words = (self.words[self.source.randrange(200, 2_000)] for _ in name[:4])
        return Acronym(name, spellings, " ".join(words) if self.source.random() < 0.7 or len(spellings) > 1 else "")

    def _initials(self) -> list[str]:
        made = {"".join(self.source.choices("BCDFGHKLMNPQRSTVWX", k=self.source.randint(3, 4))) for _ in range(OTHERS)}
        return sorted(made - set(SPELT))

    def _item(self, item_id: str, under: str | None, index: int = 0) -> Item:
        year, month, day = self.source.randint(2010, 2023), self.source.randint(1, 12), self.source.randint(1, 28)
        (name,) = self.source.choices(self._names, cum_weights=self._common["names"])
        return Item(
            item_id,
            self.text(),
            under=under,
            title=None if under else self.text()[:50],
            author=name if self.source.random() < 0.4 else None,
            at=f"{year}-{month:02}-{day:02}T{self.source.randint(0, 23):02}:15",
            tags=(self.source.choice(TAGS),) if not under and self.source.random() < 0.3 else (),
            parent=f"{under}c{self.source.randrange(index)}" if index and self.source.random() < 0.3 else None,
        )


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive with its items, and a folder beside it for what a benchmark builds to compare with."""

    folder: DataFolder
    items: list[Item]
    corpus: Corpus
    beside: Path

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """Return figures as they were measured when they were first asked for; whatever was built is there still."""
        path = self.beside / f"{name}.json"
        if not path.exists():
            path.write_text(json.dumps(make()), encoding="utf-8")
        return json.loads(path.read_text(encoding="utf-8"))


@contextlib.contextmanager
def open_archive(documents: int, keep: Path | None) -> Iterator[Archive]:
    """Give an archive of so many posts and comments, the one that was kept if there is one."""
    with contextlib.ExitStack() as stack:
        place = keep / str(documents) if keep else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        lines = place / "items.jsonl"
        corpus = Corpus()
        if lines.exists():
            with lines.open(encoding="utf-8") as file:
                items = [_item_of(json.loads(line)) for line in file]
        else:
            place.mkdir(parents=True, exist_ok=True)
            items = write_corpus(make_folder(place / "archive"), corpus, documents)
            partial = lines.with_suffix(".partial")
            partial.write_text("".join(f"{json.dumps(asdict(item))}\n" for item in items), encoding="utf-8")
            partial.rename(lines)
        # what stands in memory for the benchmark alone is nothing that Python's collector should look through each time
        gc.collect()
        gc.freeze()
        yield Archive(DataFolder(place / "archive"), items, corpus, place)


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
        _write_acronyms(db, corpus.acronyms, items)
        store.set_meta(db, {"content_version": "1"})
    db.close()
    return items


def _write_acronyms(db: Database, acronyms: list[Acronym], items: list[Item]) -> None:
    of = {spelling: acronym.name.lower() for acronym in acronyms for spelling in acronym.spellings}
    places = [
        (item.id, *found.span(), found[0]) for item in items for found in _WORD.finditer(item.text) if found[0] in of
    ]
    with_spelling = Counter(spelling for spelling, _ in {(spelling, item_id) for item_id, _, _, spelling in places})
    for acronym in acronyms:
        counts = {spelling: with_spelling[spelling] for spelling in acronym.spellings if with_spelling[spelling]}
        key, total = acronym.name.lower(), sum(counts.values())
        said = {"item_count": total, "mention_count": total, "first_seen": None, "last_seen": None}
        db.table("acronym").insert({"id": key, "name": acronym.name, "is_explained": bool(acronym.meaning), **said})
        db.table("acronym_spelling").insert_all(
            {"spelling": spelling, "acronym_id": key, "mention_count": count, "item_count": count}
            for spelling, count in counts.items()
        )
        if acronym.meaning:
            sense = {"id": key, "acronym_id": key, "expansion": acronym.meaning, "note": "", "source": "text"}
            counted = {"evidence_count": 3, "item_count": 3, "confidence": 0.9}
            db.table("acronym_sense").insert({**sense, **counted})
    db.conn.executemany(
        "insert into acronym_mention (id, item_id, field, span_start, span_end, spelling, confidence, acronym_id) "
        "values (?, ?, 'text', ?, ?, ?, 0.9, ?)",
        ((str(number), *place, of[place[-1]]) for number, place in enumerate(places)),
    )


def _item_of(told: dict[str, Any]) -> Item:
    return Item(**{**told, "tags": tuple(told["tags"]), "marked": (), "state": ItemState(told["state"])})


def _falling(count: int) -> list[float]:
    return list(itertools.accumulate(1.0 / (rank + 3) for rank in range(count)))


# -- what every benchmark does


def arguments(about: str | None, *, documents: int, queries: int) -> argparse.ArgumentParser:
    """Return a parser with the options that all benchmarks of search have."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=documents)
    parser.add_argument("--queries", type=int, default=queries, help="of each kind")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep archives and indexes here for the next run")
    return parser


def cpu(work: Callable[[], Any]) -> float:
    """Return the processor time that some work takes, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(times)[int(0.95 * (len(times) - 1))]


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - a program whose output this is


def verdict(broken: list[str]) -> int:
    """Say which bounds are broken, and return the exit code."""
    say("\n".join(f"BROKEN: {line}" for line in broken) or "all bounds hold")
    return 1 if broken else 0
