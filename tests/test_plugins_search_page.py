"""The search page: how a query was read, what narrows it down, hits by thread. Any input gives hits or a hint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from archive.errors import Refused
from plugins.site.application import build_datasette
from search_index.search import BUSY, Busy
from tests.public_copy import ENTRY, FixedSearch, Pages, open_pages, write_public_copy
from tests.search_site import YEARS, make_site, open_site


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """The site over the archive with acronyms, its real index behind it."""
    site = open_site(make_site(tmp_path_factory.mktemp("site") / "archive"))
    yield site
    site.close()


def soup(pages: Pages, path: str, status: int = 200) -> BeautifulSoup:
    answer = pages.get(path)
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "lxml")


def text(tag: Tag | None) -> str:
    """Return what a reader sees and hears of an element."""
    assert tag is not None
    return " ".join(tag.get_text().split())


def links(page: BeautifulSoup, where: str) -> dict[str, str]:
    """Return the links in a part of the page by their names, without what is only seen."""
    found = {}
    for link in page.select(f"{where} a"):
        for unheard in link.select("[aria-hidden]"):
            unheard.decompose()
        found[text(link)] = str(link["href"])
    return found


def query_of(href: str) -> str:
    return parse_qs(urlsplit(href).query)["q"][0]


@pytest.mark.feature("S2")
@pytest.mark.feature("S8")
def test_hits_show_who_when_and_the_words_around(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=parcels+year:2018")
    assert page.select_one("input[name=q]")["value"] == "parcels year:2018"  # type: ignore[index]  # the box is there
    assert text(page.select_one(".reading")) == "1 hit Read as: word parcels; year 2018."
    (hit,) = page.select(".hit")
    assert hit.select("a")[0]["href"] == "/2018/07/the-ferry.html#cp5c6"
    assert text(hit.select_one(".hit-who")) == "Anonymous 7 9 July 2018, 08:16"
    assert [mark.get_text() for mark in hit.select("mark")] == ["parcels"]
    assert text(page.select_one(".hit-thread h2 a")) == "The ferry in 2018"


@pytest.mark.feature("S8")
def test_a_title_and_a_query_with_markup_stay_text(pages: Pages) -> None:
    answer = pages.get("/-/search?q=%3Cimg+onerror%3Dalert(1)%3E+fog")
    assert "<img" not in answer.text
    assert "&lt;img" in answer.text
    assert "Fog &lt;on&gt; the pier &amp; after" in pages.get("/-/search?q=parcels+year:2013").text


# -- what was looked for besides


@pytest.mark.feature("S2")
@pytest.mark.feature("S5")
@pytest.mark.feature("S6")
def test_each_expansion_is_a_chip_that_leads_to_the_search_without_it(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=moors")
    chips = links(page, ".chips")
    assert list(chips) == [
        "Search without MOORS 6, MooRS 6, eMooRS 6, moors 6 (4 spellings)",
        "Search without “Mooring Record System” (12)",
    ]
    without = soup(pages, list(chips.values())[1])
    assert text(without.select_one(".chips")).endswith("not Search again for “mooring record system”+")
    assert query_of(list(links(without, ".chips").values())[-1]) == "moors"
    # the letters that are typed are still looked for, alone
    bare = soup(pages, next(iter(links(without, ".chips").values())))
    assert "Read as: word moors" in text(bare.select_one(".reading"))


def test_an_acronym_that_is_told_apart_can_be_let_in(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=buoy")
    ((name, href),) = links(page, ".chips").items()
    assert name == "Search with the acronym BUOY (6)"
    assert "not BUOY" in text(page.select_one(".reading"))
    assert "not BUOY" not in text(soup(pages, href).select_one(".reading > p"))


@pytest.mark.feature("S2")
def test_ignored_words_are_told_with_the_reason(pages: Pages) -> None:
    assert "Ignored: the (very common)." in text(soup(pages, "/-/search?q=the+tide").select_one(".reading"))
    long = soup(pages, f"/-/search?q=tide+{'harbour+' * 100}")
    assert "only the first 16 parts are read" in text(long.select_one(".reading"))
    assert "all after the first 500 characters" in text(long.select_one(".reading"))


@pytest.mark.feature("R4")
def test_a_search_leads_to_the_acronym_it_means_and_to_when_it_was_used(pages: Pages) -> None:
    for query in ("moors", "mooring record system", "acronym:moors"):
        assert links(soup(pages, f"/-/search?q={query}"), ".reading p")["the acronym MooRS"] == "/-/acronym/moors"
    assert list(links(soup(pages, "/-/search?q=BUOY"), ".reading p")) == ["the acronym BUOY", "when “BUOY” was used"]
    assert list(links(soup(pages, "/-/search?q=%22tide+tables%22"), ".reading p")) == ["when “tide tables” was used"]
    for query in ("ferry year:2016", "zeppelin", "-ferry", "ferr*", "ferry OR tide"):
        assert links(soup(pages, f"/-/search?q={query}"), ".reading p") == {}
    for href in links(soup(pages, "/-/search?q=moors"), ".reading p").values():
        assert pages.get(href).status_code == 200


# -- narrowing, sorting, grouping


@pytest.mark.feature("S9")
def test_facets_are_links_with_counts_and_a_chosen_one_can_be_left(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=ferry&sort=oldest")
    assert [text(head) for head in page.select(".narrow h3")] == ["Year", "Topic", "Kind", "Signed"]
    # a facet that would change nothing is left out
    assert text(soup(pages, "/-/search?q=moors+OR+tide").select(".narrow h3")[-1]) == "Acronym"
    ways = links(page, ".narrow")
    assert query_of(ways["2016 (4 hits)"]) == "ferry year:2016"
    assert "sort=oldest" in ways["2016 (4 hits)"]
    narrowed = soup(pages, ways["2016 (4 hits)"])
    assert "4 hits" in text(narrowed.select_one(".reading"))
    left = links(narrowed, ".narrow .chosen")
    assert [query_of(href) for href in left.values()] == ["ferry"]
    assert list(left) == ["Search without 2016 (4 hits)"]


def test_every_facet_counts_what_its_link_finds(pages: Pages) -> None:
    for name, href in links(soup(pages, "/-/search?q=harbour"), ".narrow").items():
        assert text(soup(pages, href).select_one(".reading strong")).startswith(name.rpartition("(")[2].rstrip(")")), (
            name
        )


@pytest.mark.feature("S12")
def test_orders_are_links_and_the_one_shown_says_so(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=tide")
    assert list(links(page, ".orders ul")) == [
        "relevance",
        "newest",
        "oldest",
        "most discussed",
        "by thread",
        "one by one",
    ]
    assert [text(here) for here in page.select(".orders [aria-current]")] == ["relevance", "by thread"]
    newest = soup(pages, links(page, ".orders")["newest"])
    assert [text(title)[-4:] for title in newest.select(".hit-thread h2")][:3] == ["2018", "2017", "2016"]
    assert [str(kept["name"]) for kept in newest.select("form input[type=hidden]")] == ["sort"]
    # the query can name the order itself
    oldest = soup(pages, "/-/search?q=tide+sort:oldest")
    assert text(oldest.select_one(".orders [aria-current]")) == "oldest"


@pytest.mark.feature("S10")
def test_hits_stand_under_their_thread_with_what_they_answer_or_one_by_one(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=ferry")
    assert "24 hits in 6 threads" in text(page.select_one(".reading"))
    assert [len(thread.select(".hit")) for thread in page.select(".hit-thread")] == [3] * 6
    assert {text(more) for more in page.select(".hit-more")} == {"1 more in this thread"}
    tide = soup(pages, "/-/search?q=%22tide+tables%22+year:2018")
    assert (
        text(tide.select_one(".hit-parent")) == "in reply to Anonymous 5: moors again. Nobody can find a berth in it."
    )
    assert tide.select_one(".hit-parent a")["href"] == "/2018/07/the-ferry.html#cp5c4"  # type: ignore[index]  # as said
    alone = soup(pages, links(page, ".orders")["one by one"])
    assert [len(thread.select(".hit")) for thread in alone.select(".hit-thread")] == [1] * 20
    assert text(alone.select_one(".reading strong")) == "24 hits"


@pytest.mark.feature("S3")
@pytest.mark.parametrize("view", ["hits", "threads"])
def test_pages_put_together_are_the_whole_list(pages: Pages, view: str) -> None:
    href, seen, numbers = f"/-/search?q=ferry&view={view}&size=4&sort=discussed", [], []
    while href:
        page = soup(pages, href)
        numbers.append(text(page.select_one(".pages .quiet")))
        seen += [str(hit["data-item"]) for hit in page.select(".hit" if view == "hits" else ".hit-thread h2")]
        following = page.select_one(".pages a[rel=next]")
        href = str(following["href"]) if following else ""
    last = 6 if view == "hits" else 2
    assert numbers == [f"Page {number} of {last}" for number in range(1, last + 1)]
    assert len(seen) == len(set(seen)) == (24 if view == "hits" else len(YEARS))


def test_a_page_that_is_not_there_leads_back(pages: Pages) -> None:
    beyond = soup(pages, "/-/search?q=ferry&view=hits&page=9")
    assert "There is no page 9: the search found 24 hits." in beyond.get_text()
    assert query_of(str(beyond.select_one("a[rel=prev]")["href"])) == "ferry"  # type: ignore[index]  # it is there


# -- nothing found


@pytest.mark.feature("S3")
def test_an_empty_query_and_one_without_hits_say_how_to_ask(pages: Pages) -> None:
    for path in ("/-/search", "/-/search?q=", "/-/search?q=%20%20"):
        page = soup(pages, path)
        assert page.select("details.search-help[open]")
        assert not page.select(".hit")
    page = soup(pages, "/-/search?q=zeppelin")
    assert "Nothing found for “zeppelin”." in page.get_text()
    assert page.select("details.search-help[open]")
    assert not soup(pages, "/-/search?q=tide").select("details.search-help[open]")


@pytest.mark.feature("S3")
def test_a_word_that_stands_nowhere_is_answered_with_one_that_does(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=fery")
    assert text(page.select_one(".suggestion")) == "Did you mean ferry (24)?"
    assert query_of(links(page, ".suggestion")["ferry"]) == "ferry"


def test_parts_that_find_nothing_together_can_be_left_out(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=parcels+author:%22ivy%22+year:2018")
    assert {name: query_of(href) for name, href in links(page, ".leave-out").items()} == {
        "without parcels": 'author:"ivy" year:2018',
        'without author:"ivy"': "parcels year:2018",
        "without year:2018": 'parcels author:"ivy"',
    }


def said(page: BeautifulSoup) -> str:
    return text(page.select_one(".reading"))


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


def test_the_help_lists_every_operator_and_what_the_number_of_anonymous_is(pages: Pages) -> None:
    from search_index.query import OPERATORS

    told = text(soup(pages, "/-/search").select_one(".search-help"))
    for operator in set(OPERATORS) - {"expand"}:
        assert f"{operator}:" in told
    assert "place in its thread, not a name" in told


@pytest.mark.feature("S11")
def test_the_address_is_the_search_and_leads_to_every_form_of_it(pages: Pages) -> None:
    page = soup(pages, "/-/search?q=tide&sort=newest&view=hits")
    forms = links(page, ".keep")
    assert forms["feed"] == "/-/search.atom?q=tide&sort=newest"
    assert forms["JSON"] == "/-/search.json?q=tide&sort=newest"
    assert forms["CSV"] == "/-/search.csv?q=tide&sort=newest&size=500"
    assert forms["SQL"].startswith("/public/-/query?sql=")
    assert page.select_one("link[rel=alternate]")["href"] == forms["feed"]  # type: ignore[index]  # it is there
    for path in ("/", "/-/about", "/2018/07/the-ferry.html", "/-/search"):
        (described,) = soup(pages, path).select("link[rel=search]")
        assert described["href"] == "/-/opensearch.xml"
        assert pages.get("/-/opensearch.xml").status_code == 200


@pytest.mark.feature("S15")
def test_the_link_to_sql_asks_the_tables_with_the_same_words(pages: Pages) -> None:
    href = links(soup(pages, "/-/search?q=tide"), ".keep")["SQL"]
    asked = pages.get(href.replace("/-/query?", "/-/query.json?_shape=array&"))
    assert asked.status_code == 200
    assert {row["id"] for row in asked.json()} == {f"p{number}c5" for number in range(6)}


def test_search_pages_are_not_for_search_engines(pages: Pages) -> None:
    for path in ("/-/search.json?q=tide", "/-/search.csv?q=tide", "/-/search.atom?q=tide", "/-/opensearch.xml"):
        assert pages.get(path).headers["x-robots-tag"] == "noindex, nofollow"
    assert "Disallow: /-/search\n" in pages.get("/robots.txt").text


# -- sites whose search is another


def test_a_hit_in_a_ping_says_what_it_is(tmp_path: Path) -> None:
    site = open_pages(tmp_path / "archive", "lighthouse-example_c1", "lighthouse-example_c2")
    try:
        page = soup(site, "/-/search?q=lenses")
        assert [text(hit) for hit in page.select(".hit-who a")] == ["Anonymous 1", "Pingback, Harbour News"]
        assert page.select(".hit-who a")[1]["href"] == "/lighthouse.example/2016/03/lenses#clighthouse-example_c2"
    finally:
        site.close()


class NoIndex(FixedSearch):
    """A search whose index is being made."""

    def search(self, db: Any, query: str, **_: Any) -> Any:
        raise Refused("The search index is missing or damaged: run `threadkeep publish` to make it anew.")


@pytest.mark.feature("S3")
def test_without_an_index_reading_goes_on_and_search_says_when_to_come_back(tmp_path: Path) -> None:
    site = Pages(build_datasette(write_public_copy(tmp_path / "archive"), searcher=NoIndex()))
    try:
        assert "Search is being made ready" in soup(site, "/-/search?q=fog", 503).get_text()
        for form in ("json", "csv", "atom"):
            answer = site.get(f"/-/search.{form}?q=fog")
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
            assert "Search is being made ready" in answer.text
        assert site.get("/-/search").status_code == 200
        assert site.get(ENTRY).status_code == 200
    finally:
        site.close()


def test_too_many_searches_at_once_are_told_from_an_index_that_is_not_there(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Busy(BUSY)

    monkeypatch.setattr("search_index.search.Searcher.run", busy)
    for path in ("/-/search?q=tide", "/-/search.json?q=tide"):
        answer = pages.get(path)
        assert answer.status_code == 503
        assert "too many searches just now" in answer.text


def test_a_search_that_took_too_long_says_what_to_do(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_index.search._SECONDS", -1.0)
    assert "ask for fewer or rarer words" in said(soup(pages, "/-/search?q=ferry+harbour+tide"))


def test_a_page_of_hits_is_sent_again_only_when_it_says_something_else(pages: Pages) -> None:
    for path in ("/-/search?q=tide", "/-/search.json?q=tide", "/-/search.atom?q=tide", "/-/search.csv?q=tide"):
        first = pages.get(path)
        again = pages.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.text) == (304, "")
