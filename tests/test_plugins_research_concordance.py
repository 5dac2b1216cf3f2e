"""Words in their context, sorted and sampled: the lines are counted off the texts by another way."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from sqlite_utils import Database

from archive.public import store
from plugins.research import found_lines
from plugins.site.sheets import CSV
from search_index.concordance import draw
from search_index.engine import TooSlowError
from search_index.search import Searcher
from tests.public_copy import Pages, open_pages
from tests.search_site import make_site, open_site


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_site(make_site(tmp_path_factory.mktemp("site") / "archive"))
    yield site
    site.close()


@pytest.fixture(scope="module")
def db(pages: Pages) -> Iterator[Database]:
    opened = store.open_public(pages.served.threadkeep.folder)
    yield opened
    opened.close()


def rows(pages: Pages, **given: Any) -> list[dict[str, str]]:
    got = pages.get(f"/-/concordance.csv?{urlencode(given)}")
    assert got.status_code == 200
    assert got.headers["content-type"] == CSV
    return list(csv.DictReader(io.StringIO(got.text, newline="")))


def paged(pages: Pages, **given: Any) -> list[dict[str, Any]]:
    """Every line of the JSON, page after page."""
    path: str | None = f"/-/concordance.json?{urlencode(given)}"
    lines: list[dict[str, Any]] = []
    while path:
        told = pages.get(path).json()
        lines += told["lines"]
        path = told["next"] and told["next"].removeprefix("http://localhost")
    return lines


@pytest.mark.feature("Q2")
def test_every_place_of_a_word_has_a_line(pages: Pages, db: Database) -> None:
    counted = sorted(
        (row["id"], found.start())
        for table in ("post", "comment")
        for row in db.query(f"select id, text from {table}")
        for found in re.finditer(r"\bferry\b", row["text"])
    )
    lines = rows(pages, q="ferry")
    assert sorted((line["id"], int(line["start"])) for line in lines) == counted
    assert len(counted) == 24
    texts = {
        row["id"]: row["text"] for table in ("post", "comment") for row in db.query(f"select id, text from {table}")
    }
    for line in lines:
        text = texts[line["id"]]
        assert text[int(line["start"]) : int(line["end"])] == line["words"]
        assert f"{line['left'].lstrip(chr(39))}{line['words']}{line['right']}" in text
        assert line["url"].endswith(f"/{line['kind']}/{line['id']}")


@pytest.mark.feature("Q2")
@pytest.mark.parametrize(
    "query", ["harbour", '"the harbour"', "moors", "gaug* OR fog*", "=buoy", "ferry -tide", "MOORS year:2015"]
)
def test_what_the_search_marks_is_what_has_lines(pages: Pages, query: str) -> None:
    lines = rows(pages, q=query)
    hits = pages.get(f"/-/search.json?{urlencode({'q': query, 'size': 100})}").json()["hits"]
    marked = {hit["id"]: re.findall(r"<mark>(.*?)</mark>", hit["snippet"]) for hit in hits}
    assert lines
    for item_id, words in marked.items():
        assert words == [line["words"] for line in lines if line["id"] == item_id]


def _near(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)]


@pytest.mark.feature("Q2")
@pytest.mark.parametrize(("sort", "side"), [("R1", "right"), ("L1", "left")])
def test_lines_are_sorted_by_the_words_beside(pages: Pages, sort: str, side: str) -> None:
    lines = rows(pages, q="harbour", sort=sort)
    keys = [(_near(line[side])[::-1] if side == "left" else _near(line[side]))[:3] for line in lines]
    assert keys == sorted(keys)
    assert len({tuple(key) for key in keys}) > 2
    assert sorted(line["id"] for line in lines) == sorted(line["id"] for line in rows(pages, q="harbour"))
    second = [[*_near(line["right"]), "", ""][1] for line in rows(pages, q="harbour", sort="R2")]
    assert second == sorted(second)


@pytest.mark.feature("Q2")
def test_pages_put_together_are_the_whole(pages: Pages) -> None:
    for sort in ("", "R1", "word", "L1,R1"):
        whole = rows(pages, q="ferry OR harbour", sort=sort)
        for size in (7, 500):
            lines = paged(pages, q="ferry OR harbour", sort=sort, size=size)
            assert [(line["id"], str(line["start"])) for line in lines] == [
                (line["id"], line["start"]) for line in whole
            ]


@pytest.mark.feature("Q2")
def test_the_page_shows_lines_with_permalinks(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/-/concordance?q=harbour&sort=R1").text, "lxml")
    lines = page.select(".kwic li")
    assert len(lines) == 24
    assert {str(line["data-item"]) for line in lines} == {row["id"] for row in rows(pages, q="harbour")}
    for line in lines:
        link = str(line.select_one(".quiet a")["href"])  # type: ignore[index]  # each line has one
        assert pages.get(link).status_code in (301, 302)
    assert "24 places in 24 posts and comments; 1 to 24 here." in page.get_text()
    assert page.select_one("option[selected]").get_text() == "words to the right"  # type: ignore[union-attr]  # this one
    paged = BeautifulSoup(pages.get("/-/concordance?q=harbour&sort=R1&size=10").text, "lxml")
    later = str(paged.select_one("a[rel=next]")["href"])  # type: ignore[index]  # there are three pages
    assert "11 to 20 here" in pages.get(later).text


@pytest.mark.feature("Q2")
def test_where_a_page_ends_it_says_so_and_leads_to_all_lines(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_lines, "MOST_ITEMS", 5)
    monkeypatch.setattr(found_lines, "_ITEMS_AT_ONCE", 4)
    page = BeautifulSoup(pages.get("/-/concordance?q=harbour&sort=L2").text, "lxml")
    assert "There are more" in page.get_text()
    files = {link.get_text(): str(link["href"]) for link in page.select(".export a")}
    assert [*files] == ["All lines as CSV, newest first", "These lines as CSV", "JSON, page by page"]

    def ids(name: str) -> list[str]:
        return [line["id"] for line in csv.DictReader(io.StringIO(pages.get(files[name]).text, newline=""))]

    assert (len(ids("All lines as CSV, newest first")), len(ids("These lines as CSV"))) == (24, 5)
    assert set(ids("These lines as CSV")) == set(ids("All lines as CSV, newest first")[:5])
    unsorted = BeautifulSoup(pages.get("/-/concordance?q=harbour+OR+harbours").text, "lxml")
    assert [link.get_text() for link in unsorted.select(".export a")] == [
        "All lines as CSV, newest first",
        "JSON, page by page",
    ]
    sampled = pages.get("/-/concordance?q=harbour&sample=3&seed=x").text
    assert "There are more" not in sampled


@pytest.mark.feature("Q3")
def test_the_same_seed_draws_the_same_sample(pages: Pages) -> None:
    def drawn(**given: Any) -> set[str]:
        return {line["id"] for line in rows(pages, q="harbour", **given)}

    everything = drawn()
    five = drawn(sample=5, seed="a")
    assert len(five) == 5
    assert five <= everything
    assert five == drawn(sample=5, seed="a", sort="L1")
    assert five < drawn(sample=9, seed="a")
    assert len({frozenset(drawn(sample=5, seed=seed)) for seed in "abcdefgh"}) > 3
    assert drawn(sample=1000, seed="a") == everything
    got = pages.get("/-/concordance/sample.csv?q=harbour&sample=5&seed=a")
    texts = list(csv.DictReader(io.StringIO(got.text)))
    assert [row["id"] for row in texts] == draw(everything, 5, "a")
    assert all("arbour" in row["text"] for row in texts)
    assert got.headers["content-disposition"] == 'attachment; filename="sample.v1.csv"'


@pytest.mark.feature("Q3")
def test_a_sample_is_fair_and_the_same_for_ever() -> None:
    ids = [str(number) for number in range(100)]
    drawn = [each for seed in range(400) for each in draw(ids, 5, str(seed))]
    # each is drawn 20 times on average; what is this far from it is no chance
    assert all(3 <= drawn.count(each) <= 45 for each in ids)
    assert draw(ids, 4, "7") == ["47", "39", "62", "97"]


@pytest.mark.feature("Q5")
def test_files_say_of_which_version_they_are(pages: Pages) -> None:
    for form in (".csv", ".json", "/sample.csv"):
        assert pages.get(f"/-/concordance{form}?q=ferry&sample=2").headers["threadkeep-version"] == "1"
    assert pages.get("/-/concordance.json?q=ferry").json()["version"] == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Type a search"),
        ({"q": "xyzzy"}, "Nothing was found"),
        ({"q": "the"}, "Nothing was found"),
        ({"q": "year:2018"}, "no words whose places"),
        ({"q": "ferry", "sort": "%%,Q9", "sample": "-4", "size": "x", "after": "nothing"}, "24 places"),
        ({"q": '"' * 700, "sample": "9" * 40}, "Nothing was found"),
    ],
)
def test_whatever_is_asked_has_a_page(pages: Pages, given: dict[str, str], told: str) -> None:
    got = pages.get(f"/-/concordance?{urlencode(given)}")
    assert got.status_code == 200
    assert told in got.text
    for form in (".csv", ".json", "/sample.csv"):
        assert pages.get(f"/-/concordance{form}?{urlencode(given)}").status_code == 200


def test_what_is_too_much_says_so(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_lines, "MOST_ITEMS", 3)
    shown = pages.get("/-/concordance?q=harbour&sort=R3").text
    assert "There are more" in shown
    assert pages.get("/-/concordance.json?q=harbour&sort=R3").json()["is_cut"]

    def slow(*_: object, **__: object) -> None:
        raise TooSlowError

    monkeypatch.setattr(Searcher, "search_passages", slow)
    for form in ("", ".csv", ".json"):
        got = pages.get(f"/-/concordance{form}?q=fog&sort=L3")
        assert (got.status_code, found_lines.TOO_SLOW in got.text) == (400, True)


def test_without_an_index_it_says_to_come_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = make_site(tmp_path_factory.mktemp("none") / "archive")
    (folder.index / "CURRENT").unlink(missing_ok=True)
    for entry in folder.index.iterdir():
        if entry.is_file():
            entry.unlink()
    site = open_site(folder)
    try:
        for form in ("", ".csv", ".json"):
            got = site.get(f"/-/concordance{form}?q=fog")
            assert (got.status_code, found_lines.NOT_READY in got.text) == (503, True)
    finally:
        site.close()


@pytest.mark.feature("Q2")
def test_what_was_taken_out_has_no_line(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = make_site(tmp_path_factory.mktemp("gone") / "archive")
    site = open_site(folder)
    try:
        assert "p3c6" in {line["id"] for line in rows(site, q="parcels")}
        with sqlite3.connect(folder.public_db) as writer:
            writer.execute("update comment set text = '[name]', html = '', row_version = 99 where id = 'p3c6'")
            writer.execute("update meta set value = '2' where key = 'content_version'")
        writer.close()
        assert "p3c6" not in {line["id"] for line in rows(site, q="parcels")}
    finally:
        site.close()


def test_a_site_without_such_a_search_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = open_pages(tmp_path_factory.mktemp("fixed") / "archive", "9001")
    try:
        assert "crossing" in site.get("/-/concordance?q=crossing").text
        assert site.get("/-/concordance.csv?q=crossing").text.count("\r\n") == 2
    finally:
        site.close()
