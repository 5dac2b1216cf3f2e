"""The search page and its JSON: any input gives hits or a hint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from archive.errors import Refused
from archive.folder import DataFolder
from search_index import update
from search_index.search import Searcher
from tests.public_copy import ENTRY, MAIN, FixedSearch, Pages, open_pages, write_public_copy


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """A site with the real index over the invented copy."""
    folder = write_public_copy(tmp_path_factory.mktemp("site") / "archive")
    update.main(["--data", str(folder.path), "--whole"], standalone_mode=False)
    site = with_searcher(folder, Searcher(folder.index))
    yield site
    site.close()


def with_searcher(folder: DataFolder, searcher: Any) -> Pages:
    from plugins.site.application import build_datasette

    return Pages(build_datasette(folder, searcher=searcher))


def soup(pages: Pages, path: str, status: int = 200) -> BeautifulSoup:
    answer = pages.get(path)
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "lxml")


@pytest.mark.feature("S2")
@pytest.mark.feature("S8")
def test_hits_show_who_when_and_the_words_around(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=crossing")
    assert page.select_one("input[name=q]")["value"] == "crossing"  # type: ignore[index]  # the box is there
    assert "1 hit" in page.select_one(".reading").get_text()  # type: ignore[union-attr]  # and so is the line
    assert "Read as: word crossing." in page.get_text()
    (hit,) = page.select(".hit")
    assert hit.select("a")[0]["href"] == f"{ENTRY}#c9001"
    assert "Anonymous 1" in hit.get_text()
    assert "2 July 2018, 07:12" in hit.get_text()
    assert [mark.get_text() for mark in hit.select("mark")] == ["crossing"]
    assert page.select(".hit-thread h2 a")[0]["href"] == ENTRY


@pytest.mark.feature("S8")
def test_a_title_and_a_query_with_markup_stay_text(pages: Pages) -> None:
    answer = pages.get("/-/search?q=%3Cscript%3Ealert(1)%3C/script%3E+fog")
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "Fog &lt;on&gt; the pier &amp; after" in pages.get("/-/search?q=soup").text


@pytest.mark.feature("S3")
def test_an_empty_query_and_one_without_hits_say_how_to_ask(pages: Pages) -> None:
    for path in ("/-/search", "/-/search?q=", "/-/search?q=%20%20"):
        page = soup(pages, path)
        assert page.select("#ways")
        assert not page.select(".hit")
    page = soup(pages, "/-/search?q=zeppelin")
    assert "Nothing found for “zeppelin”." in page.get_text()
    assert page.select("#ways")


def said(page: BeautifulSoup) -> str:
    return " ".join(page.select_one(".reading").get_text().split())  # type: ignore[union-attr]  # the line is there


@pytest.mark.feature("S3")
def test_a_query_with_nothing_to_search_for_is_told_so_in_one_sentence(pages: Pages) -> None:
    told = said(soup(pages, "/-/search?q=it"))
    assert told == "There is nothing to search for in “it”: it (very common; write IT for the acronym)."
    assert said(soup(pages, "/-/search?q=-")) == (
        "There is nothing to search for in “-”: type a word, an acronym in capitals or an operator such as year:2018."
    )


def test_a_long_query_is_repeated_in_its_box_alone(pages: Pages) -> None:
    long = "zeppelin" * 12
    page = soup(pages, f"/-/search?q={long}")
    assert page.select_one("input[name=q]")["value"] == long  # type: ignore[index]  # the box is there
    for part in (page.title, page.h1):
        assert part is not None
        assert long[:79] + "…" in part.get_text()
        assert long[:80] not in part.get_text()
    assert f"Nothing found for “{long[:79]}…”." in said(page)


def test_who_looks_for_anonymous_seven_is_told_what_the_number_is(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=author:%22Anonymous+7%22")
    assert "place in its thread, not a name" in page.select_one("#ways ~ ul").get_text()  # type: ignore[union-attr]  # hints


def test_hits_of_one_thread_stand_together_and_pages_have_links(tmp_path: Path) -> None:
    many = ["9001", "9101", "9002", MAIN] * 12
    site = open_pages(tmp_path / "archive", *many)
    try:
        page = soup(site, "/-/search?q=anything")
        assert [len(thread.select(".hit")) for thread in page.select(".hit-thread")] == [15, 5]
        assert [link["href"] for link in page.select(".pages a")] == ["/-/search?q=anything&page=2"]
        middle = soup(site, "/-/search?q=anything&page=2")
        assert [link["href"] for link in middle.select(".pages a")] == [
            "/-/search?q=anything",
            "/-/search?q=anything&page=3",
        ]
        assert "Page 2 of 3" in middle.get_text()
        beyond = soup(site, "/-/search?q=anything&page=9")
        assert "There is no page 9: the search found 48 hits." in beyond.get_text()
        assert [link["href"] for link in beyond.select(".pages a")] == ["/-/search?q=anything&page=3"]
    finally:
        site.close()


def test_a_hit_in_a_ping_says_what_it_is(tmp_path: Path) -> None:
    site = open_pages(tmp_path / "archive", "lighthouse-example_c1", "lighthouse-example_c2")
    try:
        page = soup(site, "/-/search?q=lenses")
        assert [" ".join(hit.get_text().split()) for hit in page.select(".hit-who a")] == [
            "Anonymous 1",
            "Pingback, Harbour News",
        ]
        assert [hit["href"] for hit in page.select(".hit-who a")][1] == (
            "/lighthouse.example/2016/03/lenses#clighthouse-example_c2"
        )
    finally:
        site.close()


def test_a_suggestion_is_a_link_to_the_other_query(tmp_path: Path) -> None:
    site = open_pages(tmp_path / "archive")
    try:
        page = soup(site, "/-/search?q=fery")
        assert page.select_one('main a[href="/-/search?q=ferry"]')
    finally:
        site.close()


class NoIndex(FixedSearch):
    """A search whose index is being made."""

    def search(self, db: Any, query: str, *, limit: int, offset: int) -> Any:
        raise Refused("The search index is missing or damaged: run `threadkeep publish` to make it anew.")


@pytest.mark.feature("S3")
def test_without_an_index_reading_goes_on_and_search_says_when_to_come_back(tmp_path: Path) -> None:
    site = with_searcher(write_public_copy(tmp_path / "archive"), NoIndex())
    try:
        assert "Search is being made ready" in soup(site, "/-/search?q=fog", 503).get_text()
        answer = site.get("/-/search.json?q=fog")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert site.get("/-/search").status_code == 200
        assert site.get(ENTRY).status_code == 200
    finally:
        site.close()


def test_json_is_the_document_of_the_command(pages: Pages) -> None:
    found = pages.get("/-/search.json?q=crossing").json()
    assert set(found) >= {"query", "understood", "total", "hits", "reading", "facets", "page"}
    assert found["total"] == 1
    assert {name: found["hits"][0][name] for name in ("id", "kind", "post_id", "url")} == {
        "id": "9001",
        "kind": "comment",
        "post_id": MAIN,
        "url": f"{ENTRY}#c9001",
    }


def test_a_page_of_hits_is_sent_again_only_when_it_says_something_else(pages: Pages) -> None:
    first = pages.get("/-/search?q=crossing")
    again = pages.get("/-/search?q=crossing", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
