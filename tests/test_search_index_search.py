"""What a reader gets for a query: hits from public rows alone, in order, with addresses; never an error."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from archive.public import store
from archive.public.models import ItemState
from search_index import generation, hits
from search_index.engine import Engine, Index, IndexFileError, TooSlowError
from search_index.results import SearchResult
from search_index.search import BEHIND, BUSY, FACETS, MAX_LIMIT, MAX_OFFSET, Busy, Searcher, search
from search_index.update import update_index
from tests.search_copy import HYPOTHESIS, LEAVES_FILES_OPEN, NASTY, Item, make_folder, write

POST = Item(
    "100",
    "The night ferry was running late **EDIT** and the oasys at [place] broke. Ask the PO about IT.",
    title="Trouble at [place] harbour",
    author="Old Capstan",
    at="2018-07-02T10:00",
    tags=("Early Release", "pay"),
    path="/2018/07/trouble at-harbour.html",
)
ITEMS = [
    POST,
    Item("101", "PSRs, TR and QA. The ARMS form; my arms ache.", under="100", at="2018-07-03T09:00"),
    Item("102", "RivAS is slow", under="100", author="ivy", author_kind="name", at="2019-01-01"),
    Item("103", "RIVAS again, said the harbour master", under="100", author_kind="unknown"),
    Item("104", "taken away", under="100", state=ItemState.HIDDEN),
    Item("200", "A page without a path <b>harbour</b>", at="2017-12-31T23:59"),
    Item("201", "harbour wall", under="200"),
    Item("300", "second blog harbour", site=2, path="/p/one.html"),
    Item("400", "of another blog", site=3, path="/p/two.html"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = make_folder(tmp_path_factory.mktemp("search") / "archive")
    write(folder, ITEMS)
    update_index(folder)
    return folder


@pytest.fixture(scope="module")
def db(folder: DataFolder) -> Iterator[Database]:
    opened = store.open_public(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def searcher(folder: DataFolder) -> Iterator[Searcher]:
    opened = Searcher(folder.index)
    yield opened
    opened.close()


Find = Callable[[str], list[str]]


@pytest.fixture
def find(searcher: Searcher, db: Database) -> Find:
    return lambda query: sorted(hit.id for hit in searcher.search(db, query).hits)


@pytest.mark.feature("S1")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("harbour", ["100", "103", "200", "201", "300"]),
        ("harbour ferry", ["100"]),
        ('"night ferry"', ["100"]),
        ('"ferry night"', []),
        ("harbour -ferry", ["103", "200", "201", "300"]),
        ("ferry OR wall", ["100", "201"]),
        ("author:capstan", ["100"]),
        ('author:"Old Capstan"', ["100"]),
        ('author:"capstan old"', []),
        ("author:anonymous", ["101", "201"]),
        ("tag:pay", ["100"]),
        ('tag:"Early Release"', ["100"]),
        ("tag:early-release", ["100"]),
        ("year:2018", ["100", "101"]),
        ("before:2018", ["200"]),
        ("after:2018-07-03", ["101", "102"]),
        ("after:2018 before:2018-07-03", ["100"]),
        ("harbour in:post", ["100", "200", "300"]),
        ("harbour in:comment", ["103", "201"]),
        ("-harbour in:comment", ["101", "102"]),
    ],
)
def test_operators_find_items(find: Find, query: str, ids: list[str]) -> None:
    assert find(query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("edit", ["100"]),
        ("run", ["100"]),
        ("runs", ["100"]),
        ("ferries", ["100"]),
        ("ARMS", ["101"]),
        ("arms", ["101"]),
        ("rivas", ["102", "103"]),
        ("RIVAS", ["102", "103"]),
        ("RivAS", ["102", "103"]),
        ("psr", ["101"]),
        ("PSR", ["101"]),
        ("psrs", ["101"]),
        ("OASYS", ["100"]),
        ("=OASYS", []),
        ("=running", ["100"]),
        ("=run", []),
        ("=The", []),
        ("=Trouble", ["100"]),
        ('="Arms ache"', ["101"]),
        ('="arm ache"', []),
        ("hidden taken", []),
        ("place", []),
        ('"ferry broke"', []),
        ('"at broke"', ["100"]),
    ],
)
def test_words_are_found_in_their_forms_and_acronyms_in_capitals(find: Find, query: str, ids: list[str]) -> None:
    assert find(query) == ids


@pytest.mark.feature("S7")
@pytest.mark.feature("S8")
@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("arms", "The ARMS form; my <mark>arms</mark> ache."),
        ("ARMS", "The <mark>ARMS</mark> form; my arms ache."),
        ("arms ARMS", "The <mark>ARMS</mark> form; my <mark>arms</mark> ache."),
    ],
)
def test_what_is_told_apart_is_marked_apart(searcher: Searcher, db: Database, query: str, marked: str) -> None:
    (hit,) = searcher.search(db, query).hits
    assert hit.snippet == f"PSRs, TR and QA. {marked}"


@pytest.mark.feature("S4")
@pytest.mark.parametrize(("acronym", "ids"), [("PO", ["100"]), ("IT", ["100"]), ("TR", ["101"]), ("QA", ["101"])])
def test_two_letters_in_capitals_are_found(find: Find, acronym: str, ids: list[str]) -> None:
    assert find(acronym) == ids


@pytest.mark.parametrize(
    ("item_id", "url"),
    [
        ("100", "/2018/07/trouble%20at-harbour.html"),
        ("103", "/2018/07/trouble%20at-harbour.html#c103"),
        ("200", "/-/post/200"),
        ("201", "/-/post/200#c201"),
        ("300", "/two.example/p/one.html"),
    ],
)
def test_a_hit_says_where_it_stands(searcher: Searcher, db: Database, item_id: str, url: str) -> None:
    assert {hit.id: hit.url for hit in searcher.search(db, "harbour").hits}[item_id] == url


def test_a_post_of_a_blog_without_host_stands_under_its_id(searcher: Searcher, db: Database) -> None:
    assert [hit.url for hit in searcher.search(db, '"another blog"').hits] == ["/-/post/400"]
    item = store.find_comment(db, "103")
    assert item is not None
    assert hits.item_address(item, None) == "/-/post/100#c103"


@pytest.mark.feature("S8")
def test_a_hit_carries_what_its_public_row_says(searcher: Searcher, db: Database) -> None:
    (hit,) = searcher.search(db, "ferry").hits
    assert (hit.id, hit.kind, hit.post_id, hit.author, hit.published) == (
        "100",
        "post",
        "100",
        "Old Capstan",
        "2018-07-02T10:00",
    )
    assert hit.title == "Trouble at [place] harbour"
    assert hit.snippet.startswith("The night <mark>ferry</mark> was running late")
    assert hit.snippet_text.startswith("The night ferry was running late")
    (comment,) = searcher.search(db, "RivAS slow").hits
    assert (comment.kind, comment.post_id, comment.title) == ("comment", "100", "Trouble at [place] harbour")
    (escaped,) = searcher.search(db, "page harbour").hits
    assert escaped.snippet == "A <mark>page</mark> without a path &lt;b&gt;<mark>harbour</mark>&lt;/b&gt;"
    assert escaped.published == "2017-12-31T23:59"
    with pytest.raises(FrozenInstanceError):
        setattr(hit, "id", "x")  # noqa: B010 - mypy would rightly refuse the plain assignment


def test_a_word_in_the_title_counts_for_more(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    filler = [Item(f"f{number}", f"something else {number}") for number in range(20)]
    write(folder, [Item("a", "ferry and more words"), Item("b", "more words", title="The ferry and more"), *filler])
    update_index(folder)
    assert [hit.id for hit in search(folder, "ferry").hits] == ["b", "a"]


@pytest.mark.feature("S3")
@pytest.mark.parametrize("query", NASTY)
def test_no_query_gives_an_error(searcher: Searcher, db: Database, query: str) -> None:
    result = searcher.search(db, query)
    assert result.understood
    assert len(result.hits) <= 20


@pytest.mark.feature("S3")
@HYPOTHESIS
@given(st.text(st.sampled_from('ferry harbPOIT ()"-*:ORANDNOTyeartgin2018[]~^?\\'), max_size=60))
def test_no_text_gives_an_error(searcher: Searcher, db: Database, query: str) -> None:
    result = searcher.search(db, query)
    assert len(result.hits) == min(result.total, 20)


@pytest.mark.feature("S3")
def test_nothing_to_search_for_gives_a_hint(searcher: Searcher, db: Database) -> None:
    result = searcher.search(db, "it")
    assert (result.total, result.hits) == (0, ())
    assert "write IT for the acronym" in result.understood


@pytest.mark.feature("S3")
@pytest.mark.parametrize("query", ["harbour", '"night ferry"', "harbour OR late OR ferry -arms", "in:post"])
def test_a_search_that_takes_too_long_ends_with_a_hint(
    searcher: Searcher, db: Database, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr("search_index.search._SECONDS", -1.0)
    result = searcher.search(db, query)
    assert (result.total, result.hits) == (0, ())
    assert "the search took too long and was ended: ask for fewer or rarer words" in result.understood


@pytest.mark.feature("S3")
def test_what_there_is_no_time_left_to_count_is_left_out(
    searcher: Searcher, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_time(*_: object, **given: object) -> int:
        assert given["deadline"]
        raise TooSlowError

    assert len(searcher.search(db, "rivas words:own", facets=FACETS).facets) == len(FACETS)
    monkeypatch.setattr("search_index.whoosh_engine.engine.WhooshView.count", out_of_time)
    result = searcher.search(db, "rivas words:own", facets=FACETS)
    assert (result.total, result.facets) == (2, ())
    assert [expansion.count for part in result.reading for expansion in part.expansions] == [None]
    assert searcher.search(db, "harbuor").suggestion is None


@pytest.mark.feature("S3")
def test_a_search_that_waits_too_long_for_others_is_refused(
    searcher: Searcher, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_index.search._WAIT", 0.01)
    answers: list[str] = []

    def ask() -> None:
        with pytest.raises(Busy) as refused:
            searcher.run(lambda view: view.is_current())
        answers.append(str(refused.value))

    def hold(_: object) -> None:
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()

    searcher.run(hold)
    assert answers == [BUSY]
    assert searcher.search(db, "ferry").total == 1


@pytest.mark.feature("S10")
def test_a_hit_shows_the_comment_it_answers_unless_that_is_hidden(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    asked = Item("c1", "Where is the " + "very " * 60 + "late ferry?", under="p", author="ivy")
    answer = Item("c2", "At the quay.", under="p", parent="c1")
    write(folder, [Item("p", "post", title="Ferries"), asked, answer])
    update_index(folder)
    (hit,) = search(folder, "quay").hits
    assert hit.parent is not None
    assert (hit.parent.id, hit.parent.author, hit.parent.url) == ("c1", "ivy", "/-/post/p#cc1")
    assert hit.parent.excerpt.startswith("Where is the very")
    assert hit.parent.excerpt.endswith("very …")
    assert [(hit.id, hit.discussed) for hit in search(folder, "where has:reply").hits] == [("c1", 1)]
    write(folder, [Item("p", "post", title="Ferries"), replace(asked, state=ItemState.HIDDEN), answer], 2)
    update_index(folder)
    (hit,) = search(folder, "quay").hits
    assert hit.parent is None


def test_pages_have_bounds(searcher: Searcher, db: Database) -> None:
    assert len(searcher.search(db, "harbour", limit=0).hits) == 1
    assert len(searcher.search(db, "harbour", limit=-5, offset=-5).hits) == 1
    assert len(searcher.search(db, "harbour", limit=MAX_LIMIT * 100).hits) == 5
    beyond = searcher.search(db, "harbour", offset=MAX_OFFSET * 100)
    assert (beyond.total, beyond.hits) == (5, ())


def test_a_beginning_that_fits_too_many_words_is_refused(
    searcher: Searcher, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert searcher.search(db, "har*").total == 5
    monkeypatch.setattr("search_index.planning.MAX_EXPANSIONS", 0)
    result = searcher.search(db, "har*")
    assert result.total == 0
    assert "ignored: har* (too many words begin so: write more letters)" in result.understood


@pytest.mark.feature("S1")
@pytest.mark.feature("S3")
@pytest.mark.parametrize("query", ["runn*", "runni*", "troubl*", "troublin*"])
def test_a_beginning_longer_than_what_a_word_is_kept_as_finds_its_forms(
    searcher: Searcher, db: Database, query: str
) -> None:
    (hit,) = searcher.search(db, query).hits
    assert hit.id == "100"
    if query.startswith("run"):
        assert "<mark>running</mark>" in hit.snippet


# -- rows that changed since they were indexed


@pytest.fixture
def small(tmp_path: Path) -> DataFolder:
    folder = make_folder(tmp_path)
    write(folder, ITEMS[:4])
    update_index(folder)
    return folder


@pytest.mark.feature("S13")
def test_a_hit_whose_row_changed_is_dropped_until_the_index_follows(small: DataFolder) -> None:
    assert search(small, "harbour").total == 2
    write(small, [replace(POST, text="The [place] text"), *ITEMS[1:4]], 2)
    stale = search(small, "harbour")
    assert (stale.total, [hit.id for hit in stale.hits]) == (1, ["103"])
    update_index(small)
    assert sorted(hit.id for hit in search(small, "harbour").hits) == ["100", "103"]
    assert search(small, "ferry").total == 0


@pytest.mark.feature("S13")
@pytest.mark.parametrize("grouped", [True, False])
def test_no_number_confirms_a_word_just_masked(small: DataFolder, grouped: bool) -> None:
    def found(limit: int = 20) -> SearchResult:
        return search(small, "in:post OR rivas", facets=FACETS, grouped=grouped, limit=limit)

    assert (found().total, len(found().facets), len(found().ignored)) == (3, 6, 0)
    write(small, [replace(POST, text="The [place] text"), *ITEMS[1:4]], 2)
    stale, page = found(), found(limit=1)
    assert {(one.total, one.thread_count, one.facets) for one in (stale, page)} == {(2, 1 if grouped else None, ())}
    assert {expansion.count for part in stale.reading for expansion in part.expansions} == {None}
    assert BEHIND in stale.ignored
    masked = search(small, "ferry", grouped=grouped)
    assert (masked.total, masked.threads, masked.suggestion) == (0, (), None)
    update_index(small)
    assert (found().total, len(found().facets), len(found().ignored)) == (3, 6, 0)


@pytest.mark.feature("S13")
@pytest.mark.parametrize("state", [ItemState.HIDDEN, ItemState.HELD, ItemState.WITHHELD, ItemState.REMOVED_BY_AUTHOR])
def test_an_item_that_is_no_longer_shown_is_no_hit(small: DataFolder, state: ItemState) -> None:
    write(small, [*ITEMS[:3], replace(ITEMS[3], state=state)], 2)
    assert [hit.id for hit in search(small, "harbour").hits] == ["100"]
    update_index(small)
    assert search(small, "RIVAS again").total == 0


def test_a_hit_whose_item_vanished_is_dropped(small: DataFolder) -> None:
    assert [hit.id for hit in search(small, "rivas in:comment").hits] == ["102", "103"]
    write(small, ITEMS[:3], 2)
    assert [hit.id for hit in search(small, "rivas in:comment").hits] == ["102"]


@pytest.mark.feature("S13")
def test_a_searcher_that_stays_open_sees_each_commit(small: DataFolder) -> None:
    searcher, db = Searcher(small.index), store.open_public(small)
    assert searcher.search(db, "ferry").total == 1
    write(small, [replace(POST, text="quay"), *ITEMS[1:4]], 2)
    update_index(small)
    assert (searcher.search(db, "ferry").total, searcher.search(db, "quay").total) == (0, 1)
    write(small, [replace(POST, text="pier"), *ITEMS[1:4]], 3)
    update_index(small, whole=True)
    assert (searcher.search(db, "quay").total, searcher.search(db, "pier").total) == (0, 1)
    searcher.close()
    assert searcher.search(db, "pier").total == 1
    searcher.close()
    db.close()


def test_threads_share_one_searcher(small: DataFolder) -> None:
    searcher = Searcher(small.index)
    found: list[int] = []

    def look() -> None:
        db = store.open_public(small)
        found.extend(searcher.search(db, "harbour").total for _ in range(10))
        db.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for version in range(2, 5):
        write(small, [*ITEMS[:4], Item(f"9{version}", "quay")], version)
        update_index(small, whole=version == 3)
    for thread in threads:
        thread.join()
    searcher.close()
    assert found == [2] * 40


@pytest.mark.feature("S12")
def test_names_with_signs_that_no_query_can_hold_break_no_facet(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(folder, [Item("a", "ferry \u01f0ABC", tags=("say hi", "say ho", "say")), Item("b", "ferry")])
    db = store.open_public(folder, write=True)
    with db.atomic():
        for tag_id, name in (("say-hi", 'say "hi"'), ("say-ho", "say “ho”"), ("say", '"')):
            db.conn.execute("update tag set name = ? where id = ?", [name, tag_id])
    db.close()
    update_index(folder)
    found = search(folder, "ferry", facets=FACETS)
    assert len(found.hits) == 2
    queries = {facet.name: {value.label: value.query for value in facet.values} for facet in found.facets}
    assert queries["tag"] == {
        '"': "ferry tag:say",
        'say "hi"': 'ferry tag:"say-hi"',
        "say “ho”": 'ferry tag:"say-ho"',
    }
    assert queries["acronym"] == {}
    narrowed = search(folder, 'ferry tag:"say-hi"', facets=FACETS)
    assert [hit.id for hit in narrowed.hits] == ["a"]
    assert [value.query for facet in narrowed.facets for value in facet.values if value.chosen] == ["ferry"]


# -- an index that cannot be read


def test_nothing_published_is_said_so(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    with pytest.raises(WrongUse, match="Nothing is published yet"):
        search(folder, "ferry")
    write(folder, ITEMS)
    with pytest.raises(Refused, match="missing or damaged"):
        search(folder, "ferry")


def test_a_segment_that_went_between_is_looked_for_again(small: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = generation.open_generation
    failures = [IndexFileError("gone"), IndexFileError("gone")]

    def flaky(index: Path, current: generation.Generation, engine: Engine) -> Index:
        if failures:
            raise failures.pop()
        return opened(index, current, engine)

    monkeypatch.setattr(generation, "open_generation", flaky)
    assert search(small, "ferry").total == 1


@LEAVES_FILES_OPEN
def test_a_segment_cut_short_is_damage(small: DataFolder) -> None:
    for path in small.index.rglob("*.seg"):
        path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(Refused, match="missing or damaged"):
        search(small, "ferry")
    assert update_index(small).rebuilt
    assert search(small, "ferry").total == 1
    gc.collect()


@pytest.mark.parametrize("fault", [ValueError, TypeError, AttributeError, KeyError, FileNotFoundError])
def test_a_fault_of_ours_is_not_told_as_a_damaged_index(
    small: DataFolder, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    """Whoosh raises all of these on damaged files, but they count as damage only while Whoosh is at work."""

    def fail(*_: object) -> None:
        raise fault("ours")

    searcher, db = Searcher(small.index), store.open_public(small)
    monkeypatch.setattr("search_index.search.Planner.plan", fail)
    with pytest.raises(fault, match="ours"):
        searcher.search(db, "ferry")
    monkeypatch.undo()
    monkeypatch.setattr("search_index.whoosh_engine.engine.WhooshView.find", fail)
    with pytest.raises(Refused, match="missing or damaged"):
        searcher.search(db, "ferry")
    searcher.close()
    db.close()


def test_hits_are_read_when_others_may_search_again(small: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    searcher, db = Searcher(small.index), store.open_public(small)
    read, free = hits.read_hits, []

    def look(*given: Any) -> Any:
        free.append(not searcher._lock.locked())
        return read(*given)

    monkeypatch.setattr(hits, "read_hits", look)
    assert searcher.search(db, "ferry").total == 1
    assert searcher.search(db, "ferry", grouped=True).total == 1
    assert free == [True, True]
    searcher.close()
    db.close()
