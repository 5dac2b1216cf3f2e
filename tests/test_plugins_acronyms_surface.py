"""A certificate looks through the pages of acronyms and words too."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from archive.folder import DataFolder
from archive.public import store
from archive.redaction.words import Words
from plugins.site import addressbook
from plugins.site.surface import PagesSurface
from tests.acronym_copy import write_acronym_copy
from tests.bench import comment, make_bench, post


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return write_acronym_copy(tmp_path_factory.mktemp("site") / "archive")


def places(folder: DataFolder, words: str, item_id: str | None = None) -> set[str]:
    found = PagesSurface(folder).find(Words(words), [item_id] if item_id else None)
    return {place.where for place in found.places}


@pytest.mark.feature("M5")
def test_a_sentence_is_found_on_the_page_of_the_acronym_it_explains(folder: DataFolder) -> None:
    found = places(folder, "is what they write in winter", "7101")
    assert {"thread 71", "acronym page of 7101"} <= found


@pytest.mark.feature("M5")
def test_a_meaning_is_found_wherever_it_stands(folder: DataFolder) -> None:
    everywhere = places(folder, "pier safety report")
    assert {"/-/acronyms", "acronym page (5 items)", "thread 71", "thread 72", "acronym_sense.csv"} <= everywhere
    assert "acronym_definition.csv of 7101" in places(folder, "pier safety report", "7101")


@pytest.mark.feature("M5")
def test_an_acronym_of_one_item_alone_is_that_items_and_one_of_many_is_not(folder: DataFolder) -> None:
    with closing(store.open_public(folder)) as db:
        both = addressbook.owners_of_items(db, ["7102", "72"])
        one = addressbook.owners_of_items(db, ["7102"])
    assert "acronym:qlx" in both
    assert not any(owner.startswith("acronym:") for owner in one)


@pytest.mark.feature("M5")
def test_typical_words_are_looked_through_when_words_must_stand_nowhere(folder: DataFolder) -> None:
    assert {"words of 2020", "words of thread 72"} <= places(folder, "lantern")


@pytest.mark.feature("S9")
@pytest.mark.feature("M5")
def test_a_meaning_that_is_taken_out_where_it_was_given_stands_on_no_page(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    try:
        bench.add(
            post(
                1,
                comment(11, "<p>They wrote the Tidal Lantern Survey (TLS) in a week.</p>"),
                comment(12, "<p>The TLS is wrong, and so was the TLS before.</p>"),
                comment(13, "<p>Another TLS? The last TLS cost a boat.</p>"),
            )
        )
        bench.publish()
        before = places(bench.folder, "Tidal Lantern Survey")
        assert {"/-/acronyms", "thread 1", "/-/acronyms.csv"} <= before
        assert any(place.startswith("acronym page") for place in before)
        bench.mask(11, "Tidal Lantern Survey", label="report")
        bench.publish()
        assert places(bench.folder, "Tidal Lantern Survey") == set()
        assert places(bench.folder, "Tidal Lantern Survey", "11") == set()
    finally:
        bench.db.close()


def test_what_uses_no_acronym_is_not_looked_for_among_them(folder: DataFolder) -> None:
    with closing(store.open_public(folder)) as db:
        listed = {address.path for address in addressbook.addresses_of_all(db)}
        shown = {address.path for address in addressbook.addresses_of_items(db, ["9001"])}
    assert {"/-/acronym/qlx", "/-/acronym/psr/years.csv", "/-/acronyms?letter=P", "/-/keywords?tag=rotas"} <= listed
    assert "/-/acronyms" not in shown
