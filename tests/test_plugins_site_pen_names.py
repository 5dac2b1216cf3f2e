"""The page of a pen-name: what is signed with it, and no claim about who that is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from archive.public import listing, store
from plugins.site import pen_names
from plugins.site.addressbook import addresses_of_all, addresses_of_items
from plugins.site.addresses import pen_name_address
from tests.public_copy import ENTRY, OWNER, Pages, open_pages, write_public_copy


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive", "9001")
    yield site
    site.close()


def soup(pages: Pages, path: str) -> BeautifulSoup:
    answer = pages.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.text, "lxml")


@pytest.mark.feature("R1")
def test_a_signed_comment_leads_to_what_is_signed_so(pages: Pages) -> None:
    thread = soup(pages, ENTRY)
    links = {link.get_text(): str(link["href"]) for link in thread.select("h3 a")}
    assert links == {"Wellington Boots": "/-/by/Wellington%20Boots", OWNER: f"/-/by/{OWNER.replace(' ', '%20')}"}
    page = soup(pages, links["Wellington Boots"])
    assert "1 comment signed with this name, 2018" in " ".join(page.select_one(".lead").get_text().split())  # type: ignore[union-attr]  # the page answers
    assert [link["href"] for link in page.select(".hit-who a")] == [f"{ENTRY}#c9002"]
    assert "does not know who this is" in page.get_text()


@pytest.mark.feature("R1")
def test_posts_stand_before_comments(pages: Pages) -> None:
    page = soup(pages, f"/-/by/{OWNER.replace(' ', '%20')}")
    assert [each.get_text() for each in page.select("h2")] == ["Posts", "Comments"]
    assert [item["data-item"] for item in page.select(".hits > li")] == ["9003"]


@pytest.mark.feature("R1")
@pytest.mark.parametrize("name", ["Anonymous", "Nobody%20Here", "wellington%20boots", "%2F", "%00"])
def test_the_blogs_own_word_and_other_spellings_are_no_pen_name(pages: Pages, name: str) -> None:
    assert pages.get(f"/-/by/{name}").status_code == 404


@pytest.mark.feature("R1")
def test_a_long_list_has_pages(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pen_names, "TAGGED_AT_ONCE", 1)
    pages.forget()
    name = OWNER.replace(" ", "%20")
    first = soup(pages, f"/-/by/{name}")
    assert [link["href"] for link in first.select("nav.pages a")] == [f"/-/by/{name}?page=2"]
    second = soup(pages, f"/-/by/{name}?page=2")
    assert next(link["href"] for link in second.select("nav.pages a")) == f"/-/by/{name}"


@pytest.mark.feature("M5")
def test_whoever_looks_for_words_looks_at_every_pen_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_public_copy(tmp_path_factory.mktemp("copy") / "archive")
    db = store.open_public(folder)
    assert "Wellington Boots" in listing.pen_names(db)
    assert "Anonymous" not in listing.pen_names(db)
    everything = {address.path for address in addresses_of_all(db)}
    assert {pen_name_address(name) for name in listing.pen_names(db)} <= everything
    found = [address for address in addresses_of_items(db, ["9002"]) if address.path.startswith("/-/by/")]
    assert [address.path for address in found] == ["/-/by/Wellington%20Boots"]
    assert all("Wellington" not in address.told for address in found)
    db.close()
