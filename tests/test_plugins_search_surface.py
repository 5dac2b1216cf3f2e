"""Words that were taken out are looked for in every form of a search, in the parts of the items that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.folder import DataFolder
from archive.public import store
from archive.redaction.words import Words
from plugins.site import addressbook
from plugins.site.seen import SeenPart, see_html
from plugins.site.seen_hits import see_feed, see_hits, see_hits_csv
from plugins.site.surface import PagesSurface
from tests.public_copy import Pages
from tests.search_site import make_site, open_site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return make_site(tmp_path_factory.mktemp("site") / "archive")


@pytest.fixture(scope="module")
def pages(folder: DataFolder) -> Iterator[Pages]:
    site = open_site(folder)
    yield site
    site.close()


READERS: dict[str, Callable[[str], list[SeenPart]]] = {
    "": see_html,
    ".json": see_hits,
    ".csv": see_hits_csv,
    ".atom": see_feed,
}
SAID = [
    ("p5c5", "tide tables"),  # what the hit says
    ("p5c5", "Ivy of the Quay"),  # who wrote it
    ("p5c4", "Nobody can find a berth"),  # the comment it answers
    ("p5", "The ferry in 2018"),  # the title it stands under
]


@pytest.mark.feature("S9")
@pytest.mark.parametrize(
    ("form", "owner", "said"),
    # a feed names the comment that is answered, and does not repeat it
    [(form, *said) for form in READERS for said in SAID if (form, said) != (".atom", SAID[2])],
)
def test_every_part_of_a_hit_carries_the_id_of_whose_it_is(pages: Pages, form: str, owner: str, said: str) -> None:
    shown = pages.get(f"/-/search{form}?q=tables+year:2018").text
    owners = {part.owner for part in READERS[form](shown) if Words(said).stands_in(part.text)}
    assert owners - {"search"} == {owner}


@pytest.mark.parametrize("form", ["", ".json"])
def test_a_facet_and_a_spelling_are_parts_of_the_search(pages: Pages, form: str) -> None:
    shown = READERS[form](pages.get(f"/-/search{form}?q=moors").text)
    for said in ("Wellington Boots", "eMooRS", "Mooring Record System"):
        assert "search" in {part.owner for part in shown if Words(said).stands_in(part.text)}


@pytest.mark.parametrize("form", READERS)
def test_what_was_asked_is_nobodys_part(pages: Pages, form: str) -> None:
    shown = READERS[form](pages.get(f"/-/search{form}?q=Marmaduke+OR+tide").text)
    assert {part.owner for part in shown if Words("Marmaduke").stands_in(part.text)} <= {""}


def test_the_address_book_holds_every_form(folder: DataFolder) -> None:
    db = store.open_public(folder)
    try:
        known = {address.path.partition("?")[0] for address in addressbook.addresses_of_items(db, ["p5c5"])}
        everything = {address.path.partition("?")[0] for address in addressbook.addresses_of_all(db)}
    finally:
        db.close()
    forms = {"/-/search", "/-/search.json", "/-/search.csv", "/-/search.atom"}
    assert forms <= known
    assert {*forms, "/-/opensearch.xml"} <= everything


@pytest.mark.feature("M5")
def test_the_certificate_names_the_forms_in_which_words_remain(folder: DataFolder) -> None:
    places = {place.where for place in PagesSurface(folder).find(Words("on the wall"), ["p5c5"]).places}
    assert places >= {f"search{form} for comment p5c5" for form in READERS}


def test_without_an_index_the_forms_show_nothing(tmp_path: Path) -> None:
    from tests.public_copy import write_public_copy

    found = PagesSurface(write_public_copy(tmp_path / "archive")).find(Words("Sunday crossing"), ["9001"])
    assert not any(place.where.startswith("search") for place in found.places)


@pytest.mark.feature("S9")
@pytest.mark.feature("S13")
def test_what_left_the_public_copy_is_in_no_form_even_before_the_index_follows(tmp_path: Path) -> None:
    folder = make_site(tmp_path / "archive")
    site = open_site(folder)
    try:
        before = [site.get(f"/-/search{form}?q=captain+OR+moors").text for form in READERS]
        assert all("captain" in text and "eMooRS" in text for text in before[:2])
        db = store.open_public(folder, write=True)
        with db.atomic():
            for row in db.query("select id, text from comment where text like '%captain%'"):
                text = row["text"].replace("captain", "[name]")
                db.execute("update comment set text = ?, row_version = -1 where id = ?", [text, row["id"]])
            db.execute("update comment set author = null, row_version = -1 where author = 'Ivy of the Quay'")
            db.execute("delete from acronym_spelling where spelling = 'eMooRS'")
            store.set_meta(db, {"content_version": "2"})
        db.close()
        for form in READERS:
            for query in ("drink", "captian", "moors", "ferry", "capta*"):
                parts = READERS[form](site.get(f"/-/search{form}?q={query}").text)
                for gone in ("captain", "Ivy of the Quay", "eMooRS"):
                    assert not any(Words(gone).stands_in(part.text) for part in parts if part.owner), (
                        form,
                        query,
                        gone,
                    )
    finally:
        site.close()
