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
from search_index import spellings
from search_index.expanding import expand, root_of
from search_index.query import parse
from search_index.search import Searcher, search
from search_index.spellings import CorpusVocabulary
from search_index.understanding import describe
from search_index.update import update_index
from tests.search_copy import Item, make_folder, write

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
    "spo1": "An R&D/PO wrote.",
    "spo2": "The PO has an R but no D.",
    "it1": "IT said to turn the thing off.",
    "it2": "It rained until it stopped.",
}
OASYS = ["oasys1", "oasys2", "oasys3", "oasys4"]
RIVAS = [Item("rivas1", "RivAS is slow"), Item("rivas2", "rivas's menu"), Item("rivas3", title="The ERIVAS manual")]


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
    (hit,) = opened[0].search(opened[1], "acronym:R&D").hits
    assert (hit.id, hit.snippet) == ("spo1", "An <mark>R</mark>&amp;<mark>D</mark>/PO wrote.")
    assert [hit.id for hit in opened[0].search(opened[1], "acronym:d/po").hits] == ["spo1"]


# -- one word in many spellings

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
    assert {result.understood for result in results} == {"word OASYS in any spelling"}


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
@pytest.mark.parametrize(("query", "ids"), [("oasis", ["oasis1", "oasis2"]), ("OASIS", ["oasis2"])])
def test_a_near_word_stays_apart(find: Find, query: str, ids: list[str]) -> None:
    assert find(query) == ids


@pytest.mark.parametrize(
    ("query", "ids", "understood"),
    [
        ("OASYS morning", ["oasys1"], "words OASYS in any spelling and morning"),
        ("OASYS -eoasys", [], "word OASYS in any spelling; without OASYS in any spelling"),
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
        ("THE", []),
        ("ITS", []),
    ],
)
def test_capitals_find_capitals_where_no_mixed_case_stands(
    opened: tuple[Searcher, Database], query: str, ids: list[str]
) -> None:
    result = opened[0].search(opened[1], query)
    assert sorted(hit.id for hit in result.hits) == ids
    assert result.understood == f"word {query} (in capitals)"


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("arms", ["arms1", "arms2", "arms3", "arms4"]),
        ("sara", ["sara1", "sara2", "sara3"]),
        ("seeds", ["seeds1", "seeds2"]),
        ("earms", []),
        ("it", []),
    ],
)
def test_ordinary_words_stay_ordinary_words(find: Find, query: str, ids: list[str]) -> None:
    assert find(query) == ids


@pytest.mark.feature("S7")
def test_a_shift_key_held_too_long_makes_no_spellings(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(folder, [Item("a", "SARA"), Item("b", "sara"), Item("c", "SAra! THe POs")])
    update_index(folder)
    assert found(folder, "SARA") == (["a", "c"], "word SARA (in capitals)")
    assert found(folder, "THE")[1] == "word THE (in capitals)"
    assert found(folder, "PO") == (["c"], "word PO (in capitals)")


# -- which acronyms have spellings follows the public copy


@pytest.mark.feature("S7")
def test_one_document_in_mixed_case_makes_all_spellings_one(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(folder, RIVAS[1:])
    update_index(folder)
    assert found(folder, "RIVAS") == ([], "word RIVAS (in capitals)")
    assert found(folder, "erivas") == (["rivas3"], "word erivas")
    write(folder, RIVAS, 2)
    update_index(folder)
    for spelling in ("RivAS", "RIVAS", "Rivas", "rivas", "erivas", "RivASs", "RIVAS's", "eRivAS"):
        assert found(folder, spelling) == (["rivas1", "rivas2", "rivas3"], "word RIVAS in any spelling")


@pytest.mark.feature("S7")
@pytest.mark.feature("S13")
@pytest.mark.parametrize(
    "after",
    [replace(RIVAS[0], text="[office] is slow"), replace(RIVAS[0], state=ItemState.HIDDEN), RIVAS[1]],
    ids=["redacted", "hidden", "gone"],
)
def test_when_the_last_in_mixed_case_goes_capitals_are_capitals_again(tmp_path: Path, after: Item) -> None:
    folder = make_folder(tmp_path)
    write(folder, RIVAS)
    update_index(folder)
    write(folder, [*({item.id: item for item in (*RIVAS[1:], after)}.values())], 2)
    # the index still has the document, but what is no longer public must not be told by how a query is read
    assert found(folder, "RIVAS")[1].partition("; ignored")[0] == "word RIVAS (in capitals)"
    update_index(folder)
    assert found(folder, "RIVAS") == ([], "word RIVAS (in capitals)")


@pytest.mark.parametrize("text", ["eRivAS", "RivASs", "RivAS's", "(RivAS)", "RivAS-led"])
def test_any_form_in_mixed_case_counts_for_its_acronym(tmp_path: Path, text: str) -> None:
    folder = make_folder(tmp_path)
    write(folder, [Item("a", text), Item("b", "RIVAS")])
    update_index(folder)
    for spelling in ("RIVAS", "rivas", "erivas", "RivASs"):
        assert found(folder, spelling) == (["a", "b"], "word RIVAS in any spelling")


def test_where_several_are_known_the_one_that_was_typed_wins_and_an_e_comes_off(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(
        folder, [Item("a", "VexOT"), Item("b", "VexOTIS"), Item("c", "EVexOT"), Item("d", "PhDs"), Item("e", "a PhD")]
    )
    update_index(folder)
    assert found(folder, "vexot") == found(folder, "EVEXOT") == (["a", "c"], "word VEXOT in any spelling")
    assert found(folder, "VEXOTIS") == (["b"], "word VEXOTIS in any spelling")
    assert found(folder, "phds") == found(folder, "PHD") == (["d", "e"], "word PHD in any spelling")


# -- as typed


@pytest.mark.feature("S5")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('"OASYS"', ["oasys1", "oasys2"]),
        ("=OASYS", ["oasys1", "oasys2"]),
        ("=oasys", ["oasys1", "oasys2", "oasys3"]),
        ("=eoasys", ["oasys4"]),
        ("eoasys -expand:oasys", ["oasys4"]),
        ("OASYS -expand:OASYS", ["oasys1", "oasys2"]),
    ],
)
def test_spellings_can_be_switched_off(find: Find, query: str, ids: list[str]) -> None:
    assert find(query) == ids


# -- without an index


def known(*names: str) -> CorpusVocabulary:
    return CorpusVocabulary(names.__contains__)


@pytest.mark.parametrize(
    ("typed", "name"), [("oasys", "OASYS"), ("EOASYS", "OASYS"), ("oasys's", "OASYS"), ("OASYSs", "OASYS")]
)
def test_a_spelling_resolves_to_the_acronym_that_is_known(typed: str, name: str) -> None:
    parsed = parse(typed)
    assert root_of(expand(parsed, known(name))) == spellings.all_spellings(name)
    assert root_of(expand(parsed, known())) == parsed.root


def test_filters_phrases_and_beginnings_are_left_as_they_are() -> None:
    parsed = parse('author:OASys tag:OASys year:2018 "an OASys form" oasys* in:post')
    read = expand(parsed, CorpusVocabulary(lambda name: True))
    assert root_of(read) == parsed.root
    assert "spelling" not in describe(read)
