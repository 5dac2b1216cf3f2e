"""No leak from the index of the second engine either, published the real way: thread by thread, whole, and unpurged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy

from archive.folder import DataFolder
from archive.public import store
from archive.publishing.publisher import publish
from archive.redaction.words import Words
from search_index import build, generation
from search_index.search import Searcher
from search_index.surface import IndexSurface
from search_index.update import update_index
from tests.bench import Bench, memory_folder
from tests.leaks import canaries as c
from tests.leaks.test_public_leaks import decide, plant
from tests.search_scan import use_engine

INDEXED = (
    c.TEXT,
    c.ACCENTED,
    c.LONG_TEXT,
    c.TITLE,
    c.POST_TEXT,
    c.BYLINE,
    c.LINK_TEXT,
    c.LABEL,
    c.TAG,
    c.HIDDEN,
    c.GONE,
)
"""What is public before anybody decides, and stands in what the index is made of."""


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Return an archive with all canaries, those that may be public in an index of tantivy's."""
    with memory_folder() as place:
        planted = plant(place / "tantivy")
        use_engine(planted.folder, "tantivy")
        publish(planted.folder, full=True, now=planted.now)
        yield planted


def index_of(folder: DataFolder) -> Path:
    """Return the folder of tantivy's own index."""
    current = generation.read_current(folder.index)
    assert current is not None
    assert current.engine == "tantivy"
    return folder.index / current.folder


def leaks(bench: Bench) -> set[str]:
    """Return the fields whose canaries can be had from the index: by searching, as surface, in bytes, or unpacked."""
    searcher, db = Searcher(bench.folder.index), store.open_public(bench.folder)
    unpacked = tantivy.Index.open(str(index_of(bench.folder))).searcher()
    hits = unpacked.search(tantivy.Query.all_query(), max(1, unpacked.num_docs)).hits
    kept = "\n".join(str(unpacked.doc(address).to_dict()).lower() for _, address in hits)
    found = {field for where, field in c.find_in_bytes(bench.folder, c.ALL) if where.startswith("index/")}
    for canary in c.ALL:
        first = canary.name.lower().split()[0]
        if IndexSurface(bench.folder).find(Words(canary.name), None).places or first in kept:
            found.add(canary.field)
        if searcher.search(db, f'"{canary.name}"').total or searcher.search(db, f"{first[:6]}*").total:
            found.add(canary.field)
    searcher.close()
    db.close()
    return found


@pytest.mark.feature("S13")
def test_nothing_can_be_had_from_an_index_of_tantivy(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    never = {canary.field for canary in c.NEVER}
    assert leaks(bench) >= {canary.field for canary in INDEXED}
    assert leaks(bench).isdisjoint(never)
    before = index_of(bench.folder)
    decide(bench)
    with monkeypatch.context() as unpurged:
        # the control: parts that documents went from are not written afresh
        unpurged.setattr(build, "has_leftovers", lambda built: False)
        unpurged.setattr(IndexSurface, "apply", lambda self, changes: update_index(bench.folder))
        publish(bench.folder, now=bench.now)
        assert leaks(bench) >= {canary.field for canary in INDEXED}
    update_index(bench.folder)
    assert leaks(bench) == set()
    assert index_of(bench.folder) == before, "changed in place"
    publish(bench.folder, full=True, now=bench.now)
    assert leaks(bench) == set()
    assert index_of(bench.folder) != before
