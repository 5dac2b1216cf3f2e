"""Acronyms and topics in a search, as the tables of the public copy know them: spellings, meanings, synonyms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from search_index.results import Expansion, Kind, SearchResult
from search_index.search import Searcher
from search_index.update import update_index
from tests.search_copy import Item, make_folder, write

TEXTS = {
    "rivas1": "The RivAS form took all morning.",
    "rivas2": "A rivas was sent back, and an eRivas too.",
    "rivas3": "The River Valley Assessment System is down.",
    "rivas4": "A river runs through the valley.",
    "arms1": "Fill in the ARMS before the visit.",
    "arms2": "She stood with folded arms.",
    "arms3": "ARMS again, said the man with strong arms.",
    "qzp1": "Ask the QZPs.",
    "qzp2": "Ask the quarterly zone planner.",
    "it1": "IT said to turn it off.",
    "edit": "**EDIT** Done.",
    "ogrs1": "The OGRS score was high.",
    "ogrs2": "My ORGS score was low.",
    "ogrs3": "Two orgs met.",
    "pay1": "wages",
    "pay2": "rates of wages",
}
ACRONYMS = [("a1", "RivAS", 3), ("a2", "ARMS", 2), ("a3", "QZP", 1), ("a4", "IT", 1), ("a5", "OGRS", 2)]
SPELLINGS = [("RivAS", "a1", 1), ("rivas", "a1", 1), ("eRivas", "a1", 1), ("ARMS", "a2", 2), ("QZP", "a3", 1)]
SPELLINGS += [("OGRS", "a5", 1), ("ORGS", "a5", 1)]
SENSES = [
    ("s1", "a1", "River Valley Assessment System"),
    ("s2", "a3", "quarterly zone planner"),
    ("s3", "a3", "Quiet Zone Panel"),
]
RIVAS = ["rivas1", "rivas2", "rivas3"]


def fill(db: Database) -> None:
    """Write acronyms and tags into an invented public copy."""
    with db.atomic():
        for table in ("acronym_sense", "acronym_spelling", "acronym"):
            db.table(table).delete_where()
        for acronym_id, name, count in ACRONYMS:
            db.conn.execute("insert into acronym values (?, ?, ?, ?, null, null, 1)", [acronym_id, name, count, count])
        for spelling, acronym_id, count in (*SPELLINGS, ("IT", "a4", 1)):
            db.conn.execute("insert into acronym_spelling values (?, ?, ?, ?)", [spelling, acronym_id, count, count])
        for sense_id, acronym_id, expansion in SENSES:
            db.conn.execute(
                "insert into acronym_sense values (?, ?, ?, '', 'mined', 1, 1, 1.0)",
                [sense_id, acronym_id, expansion],
            )
        db.table("acronym_mention").delete_where()
        for spelling, acronym_id, _ in (*SPELLINGS, ("IT", "a4", 1)):
            for item_id, text in TEXTS.items():
                for found in re.finditer(rf"\b{spelling}s?\b", text):
                    key = f"{item_id}-{found.start()}"
                    place = [key, item_id, "text", None, *found.span(), found[0], 1.0, acronym_id, None]
                    db.conn.execute("insert into acronym_mention values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", place)
        db.conn.execute("update tag set broader_id = 'pay' where id = 'rates-of-pay'")
        db.conn.execute("insert into tag_synonym values ('wages', 'pay', 'Wages')")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = make_folder(tmp_path_factory.mktemp("vocabulary") / "archive")
    tags = {"pay1": ("Pay",), "pay2": ("Rates of pay",)}
    write(folder, [Item(item_id, text, tags=tags.get(item_id, ())) for item_id, text in TEXTS.items()])
    db = store.open_public(folder, write=True)
    fill(db)
    db.close()
    update_index(folder)
    return folder


@pytest.fixture(scope="module")
def opened(folder: DataFolder) -> Iterator[tuple[Searcher, Database]]:
    searcher, db = Searcher(folder.index), store.open_public(folder)
    yield searcher, db
    searcher.close()
    db.close()


Ask = Callable[[str], SearchResult]


@pytest.fixture
def ask(opened: tuple[Searcher, Database]) -> Ask:
    return lambda query: opened[0].search(opened[1], query, facets=("acronym", "tag"))


def ids(result: SearchResult) -> list[str]:
    return sorted(hit.id for hit in result.hits)


@pytest.mark.feature("S5")
@pytest.mark.feature("S6")
@pytest.mark.parametrize("spelling", ["RivAS", "RIVAS", "RIvas", "Rivas", "rivas", "RivASs", "eRivas", "erivas"])
def test_an_acronym_in_any_spelling_finds_its_long_form_too(ask: Ask, spelling: str) -> None:
    result = ask(spelling)
    assert ids(result) == RIVAS
    assert [hit.id for hit in result.hits] == [hit.id for hit in ask("rivas").hits]
    (part,) = result.reading
    assert part.expansions == (
        Expansion(
            Kind.SPELLING,
            "RivAS",
            f"{spelling} -expand:rivas",
            members=("RivAS", "eRivas", "rivas"),
            member_counts=(1, 1, 1),
            count=2,
        ),
        Expansion(
            Kind.EXPANSION,
            "River Valley Assessment System",
            f'{spelling} -expand:"river valley assessment system"',
            count=1,
        ),
    )
    assert result.understood == (
        'word RivAS in any spelling (3 spellings: RivAS, eRivas, rivas) or "River Valley Assessment System"'
    )


@pytest.mark.feature("S5")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("river valley assessment system", RIVAS),
        ('"River Valley assessment systems"', RIVAS),
        ('="river valley assessment system"', ["rivas3"]),
        ("the river valley assessment system morning", ["rivas1"]),
        ("river valley", ["rivas3", "rivas4"]),
        ("river valley assessment system -expand:rivas", ["rivas3"]),
        ('rivas -expand:"River Valley Assessment System"', ["rivas1", "rivas2"]),
        ('rivas -expand:rivas -expand:"River Valley Assessment System"', ["rivas1", "rivas2"]),
        ('eRivas -expand:rivas -expand:"River Valley Assessment System"', ["rivas2"]),
        ("=rivas", ["rivas1", "rivas2"]),
        ("-rivas form", []),
        ("qzp", ["qzp1", "qzp2"]),
        ("QZP", ["qzp1", "qzp2"]),
        ("quarterly zone planner", ["qzp1", "qzp2"]),
        ("acronym:rivas", ["rivas1", "rivas2"]),
        ("acronym:QZPs", ["qzp1"]),
    ],
)
def test_long_forms_find_their_acronym_and_each_can_be_switched_off(ask: Ask, query: str, found: list[str]) -> None:
    assert ids(ask(query)) == found


@pytest.mark.feature("S5")
def test_every_expansion_is_switched_off_and_on_by_its_link(ask: Ask) -> None:
    whole = ask("rivas")
    for expansion in whole.reading[0].expansions:
        without = ask(expansion.without)
        assert expansion.text not in [one.text for one in without.reading[0].expansions]
        (off,) = without.switched_off
        assert ask(off.back).hits == whole.hits


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("query", "found", "understood"),
    [
        ("ARMS", ["arms1", "arms3"], "word ARMS (the acronym, in capitals)"),
        ("arms", ["arms2", "arms3"], "word arms (not ARMS)"),
        ("arms -expand:arms", ["arms1", "arms2", "arms3"], "word arms"),
        ('"arms"', ["arms1", "arms2", "arms3"], "word arms (as typed)"),
        ("IT", ["it1"], "word IT (the acronym, in capitals)"),
        ("edit", ["edit"], "word edit"),
    ],
)
def test_an_acronym_in_capitals_alone_is_told_from_the_ordinary_word(
    ask: Ask, query: str, found: list[str], understood: str
) -> None:
    assert (ids(ask(query)), ask(query).understood) == (found, understood)


@pytest.mark.feature("S9")
def test_the_acronym_facet_lists_acronyms_and_no_shouted_words(ask: Ask) -> None:
    facet = ask("in:post").facets[1]
    assert [(value.label, value.count) for value in facet.values] == [
        ("ARMS", 2),
        ("OGRS", 2),
        ("RivAS", 2),
        ("IT", 1),
        ("QZP", 1),
    ]
    for value in facet.values:
        assert ask(value.query).total == value.count


@pytest.mark.feature("T8")
@pytest.mark.parametrize(
    ("query", "found", "kinds"),
    [
        ("tag:pay", ["pay1", "pay2"], [Kind.NARROWER]),
        ("tag:wages", ["pay1", "pay2"], [Kind.SYNONYM, Kind.NARROWER]),
        ('tag:pay -expand:"rates of pay"', ["pay1"], []),
        ('tag:"Rates of pay"', ["pay2"], []),
    ],
)
def test_a_tag_finds_what_carries_a_narrower_one_or_is_called_otherwise(
    ask: Ask, query: str, found: list[str], kinds: list[Kind]
) -> None:
    result = ask(query)
    assert ids(result) == found
    assert [one.kind for one in result.reading[0].expansions] == kinds


def test_the_tag_facet_counts_narrower_tags_too(ask: Ask) -> None:
    facet = next(facet for facet in ask("wages").facets if facet.name == "tag")
    for value in facet.values:
        assert ask(value.query).total == value.count
    assert {value.label: value.count for value in facet.values} == {"Pay": 2, "Rates of pay": 1}


@pytest.mark.feature("S6")
def test_each_spelling_in_capitals_of_one_acronym_finds_all_of_them(ask: Ask) -> None:
    for query in ("OGRS", "ORGS", "acronym:orgs", "ogrs"):
        assert ids(ask(query)) == ["ogrs1", "ogrs2"], query
    assert ids(ask("=ORGS")) == ["ogrs2"]
    # people write it in small letters too, for something else
    assert ids(ask("orgs")) == ["ogrs3"]
    assert ask("orgs").understood == "word orgs (not ORGS)"
