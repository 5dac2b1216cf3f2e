"""Tantivy behind the protocol: what it finds, in which order, how it forgets, and what it says of damaged files."""

from __future__ import annotations

import random
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import Refused, WrongUse
from search_index import engines, generation, plan
from search_index.engine import Index, Stamp, TooSlowError, View
from search_index.fields import BY_NAME, FACETS, FIELDS, GAP, UNDATED, Document
from search_index.guarded import RawEngine
from search_index.plan import Plan
from search_index.results import Order
from search_index.search import search
from search_index.tantivy_engine import manifest, near, parts
from search_index.tantivy_engine.engine import TantivyEngine, TantivyView
from search_index.tantivy_engine.library import DAMAGE, Query
from search_index.update import update_index
from tests.index_kills import IndexKills
from tests.search_copy import Item, make_folder, write

PLACED = [field.name for field in FIELDS if field.placed]
VOCABULARY = "ferri harbour late run b'c don’t oasi po old capstan".split()  # noqa: SIM905 - reads as one
EVERYTHING = plan.AllOf(())
KEYS = ("old capstan", "PO", "2018", "early release", "a\\b", "café")


def random_document(source: random.Random, number: int, version: int = 1) -> Document:
    """Return a document of few words, so that every plan finds something and ties are many."""
    terms: dict[str, list[str]] = {}
    for field in FIELDS:
        if field.placed:
            terms[field.name] = source.choices((*VOCABULARY, GAP), k=source.choice((0, 1, 4, 12)))
        elif source.random() < 0.6:
            terms[field.name] = source.choices(KEYS, k=source.choice((1, 1, 2, 3)))
    written = source.choice((UNDATED, UNDATED, -5, 0, 1_500_000_000, source.randrange(1_600_000_000)))
    found = {name: values for name, values in terms.items() if values}
    return Document(f"c{number}", version, written, source.choice((0, 0, 0, 1, 7)), found)


def random_plan(source: random.Random, depth: int = 2) -> Plan:
    kind = source.choice(("term", "term", "sequence", "any", "all")) if depth else "term"
    if kind == "term":
        field = source.choice(FIELDS)
        return plan.Term(field.name, source.choice((*((*VOCABULARY, GAP) if field.placed else KEYS), "nowhere")))
    if kind == "sequence":
        return plan.Sequence(source.choice(PLACED), tuple(source.choices(VOCABULARY, k=source.choice((2, 2, 3)))))
    inner = tuple(random_plan(source, depth - 1) for _ in range(source.randint(0, 3)))
    if kind == "any":
        return plan.AnyOf(inner)
    return plan.AllOf(inner, tuple(random_plan(source, depth - 1) for _ in range(source.randint(0, 2))))


def holds(document: Document, wanted: Plan) -> bool:
    """Return whether a plain scan finds a document."""
    match wanted:
        case plan.Term(field, term):
            return term in document.terms.get(field, ()) and term != GAP
        case plan.Sequence(field, terms):
            found = tuple(document.terms.get(field, ()))
            return any(found[at : at + len(terms)] == terms for at in range(len(found)))
        case plan.AnyOf(inner):
            return any(holds(document, part) for part in inner)
        case plan.AllOf(inner, without):
            return all(holds(document, part) for part in inner) and not any(holds(document, p) for p in without)


def ordered(documents: list[Document], order: Order) -> list[str]:
    def key(one: Document) -> tuple[int, ...]:
        last = one.written if one.written != UNDATED else -UNDATED
        return {
            Order.NEWEST: (-one.written,),
            Order.OLDEST: (last,),
            Order.DISCUSSED: (-one.discussed, -one.written),
        }[order]

    return [one.id for one in sorted(documents, key=lambda one: (*key(one), one.id))]


@pytest.fixture(scope="module")
def engine() -> RawEngine:
    return TantivyEngine()


@pytest.fixture
def index(engine: RawEngine, tmp_path: Path) -> Index:
    return engine.create(tmp_path)


def some(source: random.Random, index: Index, rounds: int, each: int) -> dict[str, Document]:
    """Fill an index in steps that take out, change and add, and return what stands in it."""
    stands: dict[str, Document] = {}
    for version in range(1, rounds + 1):
        gone = source.sample(sorted(stands), k=len(stands) // 5)
        new = {f"c{number}": random_document(source, number, version) for number in range(version * each)[-each:]}
        changed = {item: random_document(source, int(item[1:]), version) for item in gone[::2]}
        index.apply([*gone, "unknown"], [*new.values(), *changed.values()])
        stands = {item: one for item, one in stands.items() if item not in gone} | new | changed
    return stands


@pytest.fixture(scope="module", params=["with leftovers", "purged"])
def filled(
    engine: RawEngine, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[View, list[Document]]:
    index = engine.create(tmp_path_factory.mktemp("filled"))
    stands = some(random.Random(5), index, 12, 30)
    while request.param == "purged" and index.view().has_leftovers():
        index.purge()
    return index.view(), list(stands.values())


# -- what it finds


@pytest.mark.feature("S1")
def test_random_plans_find_what_a_scan_finds(filled: tuple[View, list[Document]]) -> None:
    view, documents = filled
    source, proper = random.Random(11), 0
    for _ in range(400):
        wanted = random_plan(source)
        expected = [document for document in documents if holds(document, wanted)]
        page = view.find(wanted, order=Order.RELEVANCE, offset=0, limit=500)
        assert sorted(hit.id for hit in page.page) == sorted(one.id for one in expected), wanted
        assert page.total == view.count(wanted) == len(expected), wanted
        assert {hit.id for hit in view.holders(wanted)} == {one.id for one in expected}
        for order in (Order.NEWEST, Order.OLDEST, Order.DISCUSSED):
            whole = ordered(expected, order)
            offset, limit = source.randrange(40), source.randint(1, 40)
            found = view.find(wanted, order=order, offset=offset, limit=limit)
            assert [hit.id for hit in found.page] == whole[offset : offset + limit], (order, wanted)
            assert found.total == len(expected)
        proper += 0 < len(expected) < len(documents)
    assert proper > 150


@pytest.mark.feature("S9")
def test_pages_by_score_are_those_of_the_whole_list(filled: tuple[View, list[Document]]) -> None:
    view, documents = filled
    when = {document.id: document.written for document in documents}
    source = random.Random(3)
    for wanted in [plan.Term("text", "ferri"), *(random_plan(source) for _ in range(60))]:
        whole = view.find(wanted, order=Order.RELEVANCE, offset=0, limit=500).page
        assert list(whole) == sorted(whole, key=lambda hit: (-hit.score, -when[hit.id], hit.id))
        pages = [
            hit
            for offset in range(0, len(whole), 7)
            for hit in view.find(wanted, order=Order.RELEVANCE, offset=offset, limit=7).page
        ]
        assert pages == list(whole)


@pytest.mark.feature("S3")
def test_facets_count_documents(filled: tuple[View, list[Document]], monkeypatch: pytest.MonkeyPatch) -> None:
    view, documents = filled
    source = random.Random(4)
    plans = [random_plan(source) for _ in range(40)]
    for most in (60_000, 2):  # the second: more values than tantivy would count at once
        monkeypatch.setattr("search_index.tantivy_engine.engine._MOST_BUCKETS", most)
        for wanted in plans:
            found = view.find(wanted, order=Order.NEWEST, offset=0, limit=1, facets=FACETS).facets
            for name in FACETS:
                expected = Counter(
                    term for one in documents if holds(one, wanted) for term in set(one.terms.get(name, ()))
                )
                assert found[name] == expected


@pytest.mark.feature("S12")
def test_the_words_of_each_field_are_listed(engine: RawEngine, tmp_path: Path) -> None:
    index = engine.create(tmp_path)
    stands = some(random.Random(9), index, 4, 20)
    while index.view().has_leftovers():
        index.purge()
    view = index.view()
    for field in FIELDS:
        held = Counter(term for one in stands.values() for term in set(one.terms.get(field.name, ())) - {GAP})
        assert list(view.terms(field.name)) == sorted(held)
        assert {term: view.frequency(field.name, term) for term in held} == held
        assert view.frequency(field.name, "nowhere") == 0
        for start in ("o", "old c", GAP, "nowhere"):
            expected = sorted(term for term in held if term.startswith(start))
            assert view.starting(field.name, start, 2) == expected[:2]
    assert sorted(view.stamps(), key=lambda one: one.id) == sorted(
        (Stamp(one.id, one.row_version, one.discussed) for one in stands.values()), key=lambda one: one.id
    )


def test_terms_come_back_byte_for_byte(index: Index) -> None:
    odd = ["with space", "back\\slash", "new\nline", "\\20;", "\u3000", "plain", "Ümlaut", "👩‍🚀"]
    terms = {field.name: odd for field in FIELDS}
    index.apply((), [Document("c1", 1, 0, 0, terms)])
    view = index.view()
    for field in FIELDS:
        assert list(view.terms(field.name)) == sorted(odd)
        assert all(view.count(plan.Term(field.name, term)) == 1 for term in odd)
    assert view.count(plan.Sequence("text", tuple(odd))) == 1
    assert view.starting("text", "with ", 5) == ["with space"]


def test_near_words(index: Index) -> None:
    words = ["ferri", "ferr", "fery", "frery", "harbour", "ferries", "xerri"]
    index.apply((), [Document(f"c{n}", 1, 0, 0, {"text": words[: n + 1]}) for n in range(len(words))])
    view = index.view()
    assert view.near("text", "ferry", distance=1, most=9) == ["ferri", "ferr", "fery", "frery"]
    assert view.near("text", "ferry", distance=1, most=2) == ["ferri", "ferr"]
    assert "ferries" in view.near("text", "ferris", distance=1, most=9)
    assert view.near("text", "zebra", distance=2, most=9) == []
    assert view.near("text", "harbour", distance=2, most=9) == []


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("arms", "arms", 0),
        ("arms", "amrs", 1),
        ("arms", "arm", 1),
        ("arms", "alarms", 2),
        ("abc", "xyz", 3),
        ("", "a", 1),
    ],
)
def test_slips_are_counted_both_ways(one: str, other: str, slips: int) -> None:
    assert near.count_slips(one, other, 3) == near.count_slips(other, one, 3) == slips


def test_an_empty_index_answers(index: Index) -> None:
    view = index.view()
    for wanted in (EVERYTHING, plan.NOTHING, plan.Term("text", "ferri"), plan.Sequence("text", ("a", "b"))):
        for order in Order:
            assert view.find(wanted, order=order, offset=0, limit=20, facets=FACETS).total == 0
        assert (view.count(wanted), list(view.holders(wanted))) == (0, [])
    assert (list(view.terms("text")), list(view.stamps()), view.has_leftovers()) == ([], [], False)


def test_a_search_past_its_deadline_says_so(filled: tuple[View, list[Document]]) -> None:
    with pytest.raises(TooSlowError):
        filled[0].find(EVERYTHING, order=Order.NEWEST, offset=0, limit=1, deadline=0.0)


# -- parts


def sizes(index: Index) -> list[int]:
    view = index.view()
    assert isinstance(view, TantivyView)
    return sorted(part.size for part in view._reading.parts)


def test_small_parts_become_one(index: Index) -> None:
    source = random.Random(1)
    for number in range(17):
        index.apply((), [random_document(source, number)])
    assert sizes(index) == [1, 8, 8]
    assert index.view().count(EVERYTHING) == 17


def test_large_parts_stay_as_they_are(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_LARGE", 8)
    source = random.Random(1)
    for start in range(0, 90, 9):
        index.apply((), [random_document(source, number) for number in range(start, start + 9)])
    assert sizes(index) == [9] * 10


def test_a_part_of_very_long_texts_is_several(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_LETTERS", 100)
    index.apply((), [Document(f"c{n}", 1, 0, 0, {"text": ["word"] * 15}) for n in range(6)])
    assert sizes(index) == [2, 2, 2]
    assert index.view().count(plan.Sequence("text", ("word", "word"))) == 6


def test_parts_of_long_texts_are_large_however_few(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_LETTERS", 100)
    for number in range(10):
        index.apply((), [Document(f"c{number}", 1, 0, 0, {"text": ["word"] * 15})])
    assert sizes(index) == [1] * 10


def test_parts_are_joined_up_to_a_bound(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_DOCUMENTS", 5)
    for number in range(8):
        index.apply((), [Document(f"c{number}", 1, 0, 0, {"text": ["word"]})])
    assert sizes(index) == [1, 1, 1, 5]


def test_a_purge_is_bounded(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_DOCUMENTS", 25)
    monkeypatch.setattr(parts, "_LARGE", 1)
    for part in range(4):
        index.apply((), [Document(f"c{part}.{n}", 1, 0, 0, {"text": ["word"]}) for n in range(10)])
    index.apply([f"c{part}.0" for part in range(4)], ())
    assert index.view().count(EVERYTHING) == 36
    index.purge()
    assert (sizes(index), index.view().has_leftovers()) == ([10, 10, 18], True)
    index.purge()
    assert (sizes(index), index.view().has_leftovers()) == ([18, 18], False)


# -- how it forgets


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


CANARY = "skelmerdine"


def planted(index: Index) -> None:
    """Put a word of a kind into every field of one document among others."""
    source = random.Random(2)
    terms = {field.name: [CANARY, f"{CANARY}{field.name}"] for field in FIELDS}
    index.apply((), [*(random_document(source, n) for n in range(30)), Document("x", 1, 0, 0, terms)])
    index.apply((), [random_document(source, n) for n in range(40, 60)])


def traces(index: Index, folder: Path) -> list[str]:
    view = index.view()
    found = [
        name
        for name in BY_NAME
        if any(term.startswith("skel") for term in view.terms(name))
        or view.starting(name, "skel", 9)
        or view.near(name, "skelmerdime", distance=2, most=9)
        or view.frequency(name, CANARY)
    ]
    # the terms kept beside the postings are packed, and would not show in the bytes
    searcher = view._searcher  # type: ignore[attr-defined]
    kept = [searcher.doc(address) for _, address in searcher.search(Query.all_query(), max(1, searcher.num_docs)).hits]
    found += ["kept"] if any("skelmerdin" in str(one.to_dict()).lower() for one in kept) else []
    return [*found, "bytes"] if b"skelmerdin" in bytes_of(folder) else found


@pytest.mark.feature("S13")
@pytest.mark.parametrize("instead", [[], [Document("x", 2, 0, 0, {"text": ["ferri"]})]], ids=["gone", "redacted"])
def test_what_went_leaves_no_trace(engine: RawEngine, tmp_path: Path, instead: list[Document]) -> None:
    index = engine.create(tmp_path)
    planted(index)
    reader = index.view()
    index.apply(["x"], instead)
    view = index.view()
    assert not reader.is_current()
    assert not any(view.count(plan.Term(name, CANARY)) for name in BY_NAME)
    assert view.has_leftovers()
    # the control: until the purge the word stays
    assert sorted(traces(index, tmp_path)) == sorted([*BY_NAME, "kept", "bytes"])
    index.purge()
    assert traces(index, tmp_path) == []
    assert not index.view().has_leftovers()
    assert index.view().count(EVERYTHING) == 50 + len(instead)


@pytest.mark.feature("S13")
def test_what_a_killed_writer_left_is_a_leftover_and_goes(index: Index, tmp_path: Path) -> None:
    planted(index)
    (tmp_path / manifest.BUILD).mkdir()
    (tmp_path / manifest.BUILD / "x").write_text(CANARY)
    (tmp_path / "0123456789abcdef0123456789abcdef.term").write_text(CANARY)
    (tmp_path / "meta.json.tmp").write_text(CANARY)
    before = index.view().count(EVERYTHING)
    index.apply(["x"], ())
    index.purge()
    assert not index.view().has_leftovers()
    assert traces(index, tmp_path) == []
    assert index.view().count(EVERYTHING) == before - 1


@pytest.mark.parametrize("engine_name", engines.NAMES)
def test_killed_at_any_point_readers_see_the_old_or_the_new_and_the_next_run_repairs(
    tmp_path: Path, engine_name: str
) -> None:
    """A short campaign; `make kill-index` is the long one."""
    outcome = IndexKills(tmp_path, engine_name, documents=100).run(4)
    assert outcome.faults == []
    assert outcome.points == 4
    assert outcome.killed > 0


# -- one writer, and readers beside it


def test_two_writers_do_not_write_at_once(engine: RawEngine, index: Index, tmp_path: Path) -> None:
    def documents() -> Iterator[Document]:
        with pytest.raises(Refused, match="Another process is writing"):
            engine.open(tmp_path).apply((), ())
        yield random_document(random.Random(1), 1)

    index.apply((), documents())
    assert index.view().count(EVERYTHING) == 1


def test_nothing_changes_when_it_raises(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(index)
    before = sorted(index.view().stamps(), key=lambda one: one.id)

    def documents() -> Iterator[Document]:
        yield random_document(random.Random(1), 1)
        raise RuntimeError("no more rows")

    with pytest.raises(RuntimeError):
        index.apply(["x"], documents())
    with monkeypatch.context() as patch:
        patch.setattr(manifest, "write", lambda *_: (_ for _ in ()).throw(OSError("no more disk")))
        with pytest.raises(OSError, match="no more disk"):
            index.apply(["x"], [random_document(random.Random(1), 1)])
    assert sorted(index.view().stamps(), key=lambda one: one.id) == before
    index.apply((), ())
    assert not index.view().has_leftovers()


def test_an_open_view_reads_on_while_the_index_changes(index: Index) -> None:
    planted(index)
    view = index.view()
    index.apply(["x"], ())
    index.purge()
    assert not view.is_current()
    assert view.count(EVERYTHING) == 51
    assert index.view().is_current()


# -- damage


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garble(path: Path) -> None:
    found = bytearray(path.read_bytes())
    found[-40:] = b"\xff" * min(40, len(found))
    path.write_bytes(found)


@pytest.mark.parametrize("ending", ["term", "idx", "pos", "store", "fast", "fieldnorm", "ids", "json"])
@pytest.mark.parametrize("break_it", [_cut, _garble, Path.unlink])
def test_damage_is_told_as_damage(engine: RawEngine, tmp_path: Path, ending: str, break_it: object) -> None:
    index = engine.create(tmp_path)
    planted(index)
    break_it(next(path for path in tmp_path.glob(f"*.{ending}")))  # type: ignore[operator]
    with pytest.raises(DAMAGE):
        list(engine.open(tmp_path).view().stamps())
    if ending == "ids" and break_it is not Path.unlink:
        return
    with pytest.raises(DAMAGE):
        index.apply(["x"], ())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"segments": [{}], "payload": "{}"}', '{"segments": [], "payload": "[]"}']
)
def test_a_list_of_parts_that_is_none_is_damage(engine: RawEngine, index: Index, tmp_path: Path, text: str) -> None:
    (tmp_path / manifest.META).write_text(text)
    with pytest.raises(DAMAGE):
        engine.open(tmp_path)


def test_bytes_that_were_not_written_are_damage_before_tantivy_reads_them(engine: RawEngine, tmp_path: Path) -> None:
    """Tantivy's own code may end the whole process on them, which no test would survive."""
    source = random.Random(3)
    planted(engine.create(tmp_path))
    endings = {f".{ending}" for ending in manifest.ENDINGS}
    whole = {path: path.read_bytes() for path in tmp_path.iterdir() if path.suffix in endings}
    for number in range(120):
        path = sorted(whole)[number % len(whole)]
        broken = bytearray(whole[path])
        # what tantivy notes at the end of its version, in its last 90 bytes, says nothing of what is stored
        broken[source.randrange(len(broken) - 90)] ^= source.randrange(1, 256)
        path.write_bytes(broken)
        with pytest.raises(DAMAGE):
            engine.open(tmp_path).view()
        path.write_bytes(whole[path])


def test_a_foreign_folder_is_damage(engine: RawEngine, tmp_path: Path) -> None:
    with pytest.raises(DAMAGE):
        engine.open(tmp_path)
    with pytest.raises(DAMAGE):
        TantivyEngine().open(tmp_path / "nowhere")


def test_without_the_extra_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(WrongUse, match=r"pip install 'threadkeep\[tantivy\]'"):
        engines.get_engine("tantivy")


def test_an_archive_changes_its_engine_with_one_line_and_the_next_update(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "archive")
    settings = folder.settings_file.read_text(encoding="utf-8")
    write(folder, [Item("p", "The ferry", title="Harbour"), Item("c", "late ferries", under="p")])
    for name in ("whoosh", "tantivy", "whoosh", "tantivy"):
        folder.settings_file.write_text(settings.replace('engine = "whoosh"', f'engine = "{name}"'), encoding="utf-8")
        assert update_index(folder).rebuilt
        current = generation.read_current(folder.index)
        assert current is not None
        assert current.engine == name
        assert [path.name for path in folder.index.iterdir() if path.is_dir()] == [current.folder]
        assert {hit.id for hit in search(folder, "ferry").hits} == {"p", "c"}
        assert not update_index(folder).rebuilt


def test_who_may_only_read_the_folder_can_search(index: Index, tmp_path: Path) -> None:
    """Tantivy's readers take a lock, so its file is the one that the group may open to write."""
    planted(index)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes.pop(".tantivy-meta.lock") == 0o660
    assert not any(mode & 0o022 for name, mode in modes.items())
    assert all(mode & 0o040 for name, mode in modes.items() if name != manifest.LOCK)
