"""Each engine finds what a plain scan over the same texts finds, over many segments that changed.

An engine that is written joins `ENGINES`. `python -m tests.benchmarks.search_conformance` asks for longer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import ItemState
from search_index.fields import UNDATED
from search_index.results import Order
from search_index.search import FACETS, Searcher
from search_index.update import update_index
from tests.search_copy import Item, make_folder, write
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

ENGINES = ("whoosh", "tantivy")


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive whose index is open."""

    folder: DataFolder
    items: list[Item]
    scans: list[Scan]
    searcher: Searcher
    db: Database


@pytest.fixture(scope="module", params=ENGINES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Return an archive of 300 items whose index has seen deletions and updates and lies in many segments."""
    source = random.Random(20181)
    folder = make_folder(tmp_path_factory.mktemp("conformance") / "archive")
    use_engine(folder, request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search_index.build.BATCH", 40)
        patch.setattr("search_index.build.read_voices", voices_for_tests)
        patch.setattr("search_index.whoosh_engine.commits._PURGE_AT_ONCE", 80)
        items = make_items(source, 12, 24)
        write(folder, items)
        update_index(folder)
        for version in range(2, 6):
            changed = make_items(source, 12, 24)
            items = [new if source.random() < 0.1 else old for old, new in zip(items, changed, strict=True)]
            write(folder, items, version)
            update_index(folder)
    searcher, db = Searcher(folder.index), store.open_public(folder)
    yield Opened(folder, items, make_scans(items, db), searcher, db)
    searcher.close()
    db.close()


@pytest.mark.feature("S1")
@pytest.mark.parametrize("seed", range(4))
def test_random_queries_find_what_a_scan_finds(seed: int, opened: Opened) -> None:
    source = random.Random(seed)
    some = 0
    for _ in range(50):
        query = random_query(source)
        wanted = expected(opened.scans, query, opened.db)
        result = opened.searcher.search(opened.db, query, limit=500)
        assert {hit.id for hit in result.hits} == wanted, query
        assert result.total == len(wanted), query
        some += 0 < len(wanted) < len(opened.scans)
    assert some > 15


@pytest.mark.feature("S3")
def test_random_strings_give_no_error(opened: Opened) -> None:
    source = random.Random(3)
    for _ in range(2_000):
        result = opened.searcher.search(opened.db, random_string(source), limit=3)
        assert len(result.hits) == min(result.total, 3)


@pytest.mark.feature("S9")
@pytest.mark.feature("S12")
@pytest.mark.parametrize("order", [None, *Order])
def test_pages_put_together_are_the_whole_list(opened: Opened, order: Order | None) -> None:
    source = random.Random(7)
    for query in ["ferry", "oasys", "in:comment", "ferry OR late", *(random_query(source) for _ in range(10))]:
        whole = opened.searcher.search(opened.db, query, limit=500, order=order).hits
        pages = [
            hit
            for offset in range(0, len(whole), 17)
            for hit in opened.searcher.search(opened.db, query, limit=17, offset=offset, order=order).hits
        ]
        assert tuple(pages) == whole, query


@pytest.mark.feature("S9")
@pytest.mark.parametrize("seed", range(2))
def test_a_short_page_is_the_top_of_the_whole_list(seed: int, opened: Opened) -> None:
    """An engine may pass over documents once a page is full; those must be below the page, and counted."""
    source = random.Random(100 + seed)
    for _ in range(50):
        query = random_query(source)
        whole, page = (opened.searcher.search(opened.db, query, limit=limit) for limit in (500, 3))
        assert page.total == whole.total, query
        assert page.hits == whole.hits[:3], query


@pytest.mark.feature("S12")
def test_each_order_is_total(opened: Opened) -> None:
    def oldest(scan: Scan) -> tuple[int, str]:
        return (scan.time if scan.time != UNDATED else -UNDATED), scan.id

    keys = {
        Order.NEWEST: lambda scan: (-scan.time, scan.id),
        Order.OLDEST: oldest,
        Order.DISCUSSED: lambda scan: (-scan.discussed, -scan.time, scan.id),
    }
    comments = [scan for scan in opened.scans if scan.kind == "comment"]
    for order, key in keys.items():
        wanted = [scan.id for scan in sorted(comments, key=key)]
        assert [
            hit.id for hit in opened.searcher.search(opened.db, "in:comment", limit=500, order=order).hits
        ] == wanted
        typed = opened.searcher.search(opened.db, f"in:comment sort:{order.value}", limit=500)
        assert [hit.id for hit in typed.hits] == wanted
        assert typed.order is order
    # without words to score by, the newest come first
    assert opened.searcher.search(opened.db, "in:comment").order is Order.NEWEST


@pytest.mark.feature("S9")
def test_a_facet_says_what_adding_its_value_finds(opened: Opened) -> None:
    source = random.Random(11)
    queries = ["ferry", "oasys -late", "in:comment", "the ferry OR", "(late", *(random_query(source) for _ in range(8))]
    looked_at = 0
    for query in queries:
        result = opened.searcher.search(opened.db, query, limit=1, facets=FACETS)
        for facet in result.facets:
            for value in facet.values:
                if value.chosen or not value.query:
                    continue
                assert opened.searcher.search(opened.db, value.query).total == value.count, (query, value)
                assert len(expected(opened.scans, value.query, opened.db)) == value.count
                looked_at += 1
    assert looked_at > 100


@pytest.mark.feature("S10")
def test_hits_by_thread_are_the_same_hits(opened: Opened) -> None:
    source = random.Random(5)
    for query in ["ferry", "in:comment oasys", *(random_query(source) for _ in range(6))]:
        whole = opened.searcher.search(opened.db, query, limit=500)
        grouped = opened.searcher.search(opened.db, query, limit=500, grouped=True)
        order = list(dict.fromkeys(hit.post_id for hit in whole.hits))
        assert [thread.post_id for thread in grouped.threads] == order, query
        assert grouped.thread_count == len(order)
        assert grouped.total == whole.total
        for thread in grouped.threads:
            inside = [hit for hit in whole.hits if hit.post_id == thread.post_id]
            assert thread.count == len(inside)
            assert list(thread.hits) == inside[:3]
        paged = opened.searcher.search(opened.db, query, limit=2, offset=1, grouped=True)
        assert [thread.post_id for thread in paged.threads] == order[1:3]


@pytest.mark.parametrize("engine", ENGINES)
def test_equal_scores_are_ordered_by_time_then_id(tmp_path: Path, engine: str) -> None:
    folder = make_folder(tmp_path)
    use_engine(folder, engine)
    items = [Item("p", "post")]
    items += [Item(f"c{number:02}", "ferry", under="p", at=f"20{10 + number % 7}-01-01") for number in range(60)]
    items += [replace(items[5], id="undated", at="")]
    write(folder, items)
    update_index(folder)
    searcher, db = Searcher(folder.index), store.open_public(folder)
    wanted = sorted(items[1:], key=lambda item: (-int(item.at[:4] or 0), item.id))
    assert [hit.id for hit in searcher.search(db, "ferry", limit=5).hits] == [item.id for item in wanted[:5]]
    assert [hit.id for hit in searcher.search(db, "ferry", limit=9, offset=50).hits] == [
        item.id for item in wanted[50:59]
    ]
    searcher.close()
    db.close()


def test_the_year_keyword_equals_the_range_of_its_days(opened: Opened) -> None:
    for year in (2016, 2017, 2018, 2019, 2030):
        by_keyword = {hit.id for hit in opened.searcher.search(opened.db, f"year:{year}", limit=500).hits}
        by_range = {
            hit.id for hit in opened.searcher.search(opened.db, f"after:{year} before:{year + 1}", limit=500).hits
        }
        assert by_keyword == by_range == {scan.id for scan in opened.scans if scan.local.startswith(str(year))}


@pytest.mark.feature("S13")
@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_taken_out_leaves_nothing_behind(tmp_path: Path, engine: str) -> None:
    folder = make_folder(tmp_path)
    use_engine(folder, engine)
    items = [Item("p", "post"), *(Item(f"c{number}", f"ferry number{number}", under="p") for number in range(50))]
    secret = Item("x", "Skelmerdine QXZV VexORq", under="p", author="Skelmerdine", tags=("Skelmerdine",))
    write(folder, [*items, secret])
    update_index(folder)
    files = [path for path in folder.index.rglob("*") if path.is_file()]
    assert any(b"skelmerdin" in path.read_bytes() for path in files)
    write(folder, [*items, replace(secret, text="[name] [office]", author="[name]", tags=(), state=ItemState.SHOWN)], 2)
    update_index(folder)
    for path in (path for path in folder.index.rglob("*") if path.is_file()):
        held = path.read_bytes().lower()
        assert not any(word in held for word in (b"skelmerdin", b"qxzv", b"vexorq")), path.suffix
    searcher, db = Searcher(folder.index), store.open_public(folder)
    for query in ("Skelmerdine", "skel*", "QXZV", "vexorq", "author:skelmerdine", "tag:skelmerdine", "skelmerdime"):
        result = searcher.search(db, query, facets=FACETS)
        assert (result.total, result.suggestion) == (0, None), query
    searcher.close()
    db.close()
