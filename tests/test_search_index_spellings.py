"""One acronym, however it is spelt; and acronyms that are other words than the ordinary ones of the same letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import ItemState
from search_index import nodes
from search_index.expanding import expand, root_of
from search_index.query import parse
from search_index.search import Searcher, search
from search_index.understanding import describe
from search_index.update import update_index
from tests.search_copy import Item, NoVocabulary, make_folder, write

TEXTS = {
    "oasys1": "The OASys form took all morning.",
    "oasys2": "Nobody reads an OASYS twice.",
    "oasys3": "My Oasys was sent back.",
    "oasys4": "Then eoasys went down again.",
    "oasis1": "The canteen is an oasis of calm.",
    "oasis2": "We heard OASIS on the radio.",
    "arms1": "Fill in the ARMS before the home visit.",
    "arms2": "She stood with folded arms.",
    "arms3": "The ship inn and the Ferry Arms.",
    "arms4": "Up in arms about parking.",
    "sara1": "A SARA is due within the week.",
    "sara2": "Sara made the tea.",
    "sara3": "Ask sara about the rota.",
    "pit1": "They wrote a PIT for the meeting.",
    "pit2": "The lift fell into a pit.",
    "seeds1": "SEEDS training was cancelled.",
    "seeds2": "He sows seeds in spring.",
    "psr1": "One PSR for court.",
    "psr2": "Three PSRs by noon.",
    "psr3": "The PSR's last page.",
    "spo1": "An R&D officer wrote.",
    "spo2": "The PO has an R but no D.",
    "it1": "IT said to turn the thing off.",
    "it2": "It rained until it stopped.",
}
OASYS = ["oasys1", "oasys2", "oasys3", "oasys4"]
VEXOS = [
    Item("vexos1", "VexOS is slow"),
    Item("vexos2", "I never open vexos on a Friday"),
    Item("vexos3", "See the VEXOS manual"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = make_folder(tmp_path_factory.mktemp("spellings") / "archive")
    write(folder, [Item(item_id, text) for item_id, text in TEXTS.items()])
    update_index(folder)
    return folder


@pytest.fixture(scope="module")
def opened(folder: DataFolder) -> Iterator[tuple[Searcher, Database]]:
    searcher, db = Searcher(folder.index), store.open_public(folder)
    yield searcher, db
    searcher.close()
    db.close()


Find = Callable[[str], list[str]]


@pytest.fixture
def find(opened: tuple[Searcher, Database]) -> Find:
    return lambda query: sorted(hit.id for hit in opened[0].search(opened[1], query).hits)


def found(folder: DataFolder, query: str) -> tuple[list[str], str]:
    """Return the ids that a query finds, and how it was read."""
    result = search(folder, query)
    return sorted(hit.id for hit in result.hits), result.understood


def test_the_check_has_as_many_documents_as_the_one_it_repeats() -> None:
    assert len(TEXTS) == 24


@pytest.mark.feature("S4")
def test_an_acronym_with_a_sign_in_it_is_found(opened: tuple[Searcher, Database]) -> None:
    for query in ("acronym:R&D", "acronym:r&d", "R&D", "r&d"):
        (hit,) = opened[0].search(opened[1], query).hits
        assert (hit.id, hit.snippet) == ("spo1", "An <mark>R&amp;D</mark> officer wrote.")
    assert opened[0].search(opened[1], "acronym:A&D").hits == ()


# -- one word in many spellings

NAMED = "OASys in any spelling (4 spellings: OASYS, OASys, Oasys, eoasys)"
SEVEN = ("OASys", "OASYS", "Oasys", "oasys", "eoasys", "OASyss", "OASys's")


@pytest.mark.feature("S4")
@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    "spelling", [*SEVEN, "eOASys", "EOASYS", "OASYSs", "oasys’s", "OASYS'S", "eOASys's", "O.A.S.Y.S.", "acronym:eoasys"]
)
def test_every_spelling_of_an_acronym_in_mixed_case_finds_the_same(find: Find, spelling: str) -> None:
    assert find(spelling) == OASYS


@pytest.mark.feature("S9")
def test_every_spelling_gives_the_same_order_and_says_so(opened: tuple[Searcher, Database]) -> None:
    results = [opened[0].search(opened[1], spelling) for spelling in SEVEN]
    assert len({tuple(hit.id for hit in result.hits) for result in results}) == 1
    assert {result.understood for result in results} == {f"word {NAMED}"}


@pytest.mark.feature("S8")
def test_whatever_spelling_was_found_is_marked(opened: tuple[Searcher, Database]) -> None:
    snippets = {hit.id: hit.snippet for hit in opened[0].search(opened[1], "OASYS").hits}
    assert snippets == {
        "oasys1": "The <mark>OASys</mark> form took all morning.",
        "oasys2": "Nobody reads an <mark>OASYS</mark> twice.",
        "oasys3": "My <mark>Oasys</mark> was sent back.",
        "oasys4": "Then <mark>eoasys</mark> went down again.",
    }


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("query", "ids"), [("oasis", ["oasis1", "oasis2"]), ("OASIS", ["oasis1", "oasis2"]), ("=OASIS", ["oasis2"])]
)
def test_a_near_word_stays_apart(find: Find, query: str, ids: list[str]) -> None:
    assert find(query) == ids


@pytest.mark.parametrize(
    ("query", "ids", "understood"),
    [
        ("OASYS morning", ["oasys1"], f"words {NAMED} and morning"),
        ("OASYS -eoasys", [], f"word {NAMED}; without {NAMED}"),
        ("radio OR (EOASYS twice)", ["oasis2", "oasys2"], ""),
        ("in:post -Oasys -(pit OR ARMS) PSR", ["psr1", "psr2", "psr3"], ""),
        ("oasy* morning", ["oasys1"], "words words beginning with oasy (and other forms of them) and morning"),
    ],
)
def test_spellings_stand_wherever_words_do(
    opened: tuple[Searcher, Database], query: str, ids: list[str], understood: str
) -> None:
    result = opened[0].search(opened[1], query)
    assert sorted(hit.id for hit in result.hits) == ids
    assert not understood or result.understood == understood


def test_an_acronym_in_mixed_case_needs_no_suggestion(opened: tuple[Searcher, Database]) -> None:
    assert opened[0].search(opened[1], "eoasys canteen").suggestion is None
    assert opened[0].suggest(opened[1], "erivas") is None
    assert opened[0].suggest(opened[1], "the") is None


# -- capitals that are a word of their own


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("ARMS", ["arms1"]),
        ("SARA", ["sara1"]),
        ("PIT", ["pit1"]),
        ("SEEDS", ["seeds1"]),
        ("IT", ["it1"]),
        ("PSR", ["psr1", "psr2", "psr3"]),
        ("PSRs", ["psr1", "psr2", "psr3"]),
        ("PSR's", ["psr1", "psr2", "psr3"]),
    ],
)
def test_capitals_find_capitals_where_no_mixed_case_stands(
    opened: tuple[Searcher, Database], query: str, ids: list[str]
) -> None:
    result = opened[0].search(opened[1], query)
    assert sorted(hit.id for hit in result.hits) == ids
    assert result.understood == f"word {query[:3] if query.startswith('PSR') else query} (the acronym, in capitals)"


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("query", "ids", "understood"),
    [
        ("THE", [], "word THE (as typed)"),
        ("CANTEEN", ["oasis1"], "word CANTEEN (in any case)"),
        ("FOLDED", ["arms2"], "word FOLDED (in any case)"),
    ],
)
def test_capitals_that_are_no_acronym_are_the_words_they_are(
    opened: tuple[Searcher, Database], query: str, ids: list[str], understood: str
) -> None:
    result = opened[0].search(opened[1], query)
    assert (sorted(hit.id for hit in result.hits), result.understood) == (ids, understood)


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("arms", ["arms2", "arms3", "arms4"]),
        ("arms -expand:arms", ["arms1", "arms2", "arms3", "arms4"]),
        ("sara", ["sara2", "sara3"]),
        ("seeds", ["seeds2"]),
        ("pit", ["pit2"]),
        ("earms", []),
        ("it", []),
    ],
)
def test_ordinary_words_stay_ordinary_words(find: Find, query: str, ids: list[str]) -> None:
    assert find(query) == ids


# -- which acronyms have spellings follows the public copy


@pytest.mark.feature("S7")
def test_one_item_in_mixed_case_makes_all_spellings_one(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(folder, [Item("a", "The VEXOS manual is long"), Item("b", "Its menu in VEXOS")])
    update_index(folder)
    assert found(folder, "VEXOS")[0] == ["a", "b"]
    write(folder, [*VEXOS, Item("d", "A river, a valley")], 2)
    update_index(folder)
    for spelling in ("VexOS", "VEXOS", "Vexos", "vexos", "VexOSs", "VEXOS's", "eVexOS"):
        ids, understood = found(folder, spelling)
        assert ids == ["vexos1", "vexos2", "vexos3"]
        assert understood.startswith("word VexOS in any spelling")


@pytest.mark.feature("S7")
@pytest.mark.feature("S13")
@pytest.mark.parametrize(
    "after",
    [replace(VEXOS[0], text="[office] is slow"), replace(VEXOS[0], state=ItemState.HIDDEN), VEXOS[1]],
    ids=["redacted", "hidden", "gone"],
)
def test_when_the_last_that_shows_an_acronym_goes_the_word_is_ordinary_again(tmp_path: Path, after: Item) -> None:
    folder = make_folder(tmp_path)
    write(folder, VEXOS[:2])
    update_index(folder)
    # the ordinary word is another item's: it changes by what is derived alone
    assert found(folder, "acronym:VEXOS")[0] == ["vexos1", "vexos2"]
    write(folder, [*({item.id: item for item in (VEXOS[1], after)}.values())], 2)
    # the index still has the document, but what is no longer public must not be told by how a query is read
    assert "VexOS" not in found(folder, "vexos")[1]
    update_index(folder)
    assert "vexos1" not in found(folder, "vexos")[0]
    assert "vexos2" not in found(folder, "acronym:VEXOS")[0]


@pytest.mark.feature("S7")
def test_the_index_follows_what_other_texts_make_of_a_word(tmp_path: Path) -> None:
    """An item that did not change has an acronym when another explains it, and none when that goes."""
    folder = make_folder(tmp_path)
    items = [Item("a", "I do not trust the vlork at all.")]
    write(folder, items)
    update_index(folder)
    assert found(folder, "acronym:VLORK")[0] == []
    explains = Item("b", "The Vehicle Log of Repair Kit (VLORK) is new. VLORK! Ask about VLORK.")
    write(folder, [*items, explains], 2)
    assert update_index(folder).written == 2
    assert found(folder, "acronym:VLORK")[0] == ["a", "b"]
    write(folder, items, 3)
    done = update_index(folder)
    assert (done.written, done.removed) == (1, 2)
    assert found(folder, "acronym:VLORK")[0] == []


# -- as typed


@pytest.mark.feature("S5")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('"OASYS"', ["oasys2"]),
        ("=OASYS", ["oasys2"]),
        ("=oasys", ["oasys1", "oasys2", "oasys3"]),
        ("=eoasys", ["oasys4"]),
        ("eoasys -expand:oasys", ["oasys4"]),
        ("OASYS -expand:OASYS", ["oasys2"]),
    ],
)
def test_spellings_can_be_switched_off(find: Find, query: str, ids: list[str]) -> None:
    assert find(query) == ids


# -- without an index


@pytest.mark.parametrize("typed", ["oasys", "EOASYS", "ARMS"])
def test_words_of_which_no_acronym_is_known_stay_words(typed: str) -> None:
    (clause,) = expand(parse(typed), NoVocabulary())
    assert isinstance(clause.node, nodes.Word)
    assert clause.also == ()


def test_filters_phrases_and_beginnings_are_left_as_they_are() -> None:
    parsed = parse('author:OASys tag:OASys year:2018 "an OASys form" oasys* in:post')
    read = expand(parsed, NoVocabulary())
    assert root_of(read) == parsed.root
    assert "spelling" not in describe(read)
