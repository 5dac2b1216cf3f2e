"""Topics as readers meet them: all of them as a tree, each with its years, posts and comments, and as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing

import pytest
from bs4 import BeautifulSoup

from archive.public import store
from archive.public.models import PublicTagging, PublicThread, PublicTopic, PublicTopics
from archive.public.topics import write_topics
from plugins.site.application import build_datasette
from tests.public_copy import (
    ENTRY,
    MAIN,
    FixedSearch,
    Pages,
    at,
    comment,
    open_pages,
    post,
    summer,
    write_public_copy,
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive")
    yield site
    site.close()


def soup(pages: Pages, path: str) -> BeautifulSoup:
    return BeautifulSoup(pages.get(path).text, "lxml")


@pytest.mark.feature("T8")
@pytest.mark.feature("R1")
def test_all_topics_stand_as_a_tree_with_counts_that_include_what_is_below(pages: Pages) -> None:
    page = soup(pages, "/-/topics")
    assert [" ".join(link.get_text().split()) for link in page.select(".topic-tree a")] == [
        "Night ferry, 3 items3",
        "Rotas, 1 item1",
    ]
    assert [link["href"] for link in page.select(".topic-tree ul a")] == ["/-/topic/rotas"]


@pytest.mark.feature("T8")
@pytest.mark.feature("R1")
def test_a_topic_lists_what_carries_it_and_what_carries_a_narrower_one(pages: Pages) -> None:
    page = soup(pages, "/-/topic/night-ferry")
    text = " ".join(page.get_text().split())
    assert [link["href"] for link in page.select(".posts-title")] == ["/2017/11/fog.html", ENTRY]
    assert page.select(".hit-who a")[0]["href"] == f"{ENTRY}#c9003"
    assert "2 posts and 1 comment." in text
    assert "The last boat over, and who sails on it." in text
    assert "Also called Late boat." in text
    assert "2 the blog's own label." in text
    assert [link["href"] for link in page.select("#narrower ~ .tags a")] == ["/-/topic/rotas"]


@pytest.mark.feature("T8")
def test_the_saved_search_that_fills_a_topic_leads_to_the_search(pages: Pages) -> None:
    (link,) = soup(pages, "/-/topic/night-ferry").select("#how ~ .ways a")
    assert (link.get_text(), link["href"]) == ("ferry night", "/-/search?q=ferry+night")


@pytest.mark.feature("T8")
def test_a_narrower_topic_names_the_one_above(pages: Pages) -> None:
    page = soup(pages, "/-/topic/rotas")
    assert [link["href"] for link in page.select(".crumbs a")] == ["/-/topics", "/-/topic/night-ferry"]
    assert "under The night ferry, again" in page.get_text()
    assert "Both of you are right" in page.get_text()
    assert "1 comment." in page.get_text()


@pytest.mark.feature("T8")
def test_the_years_stand_in_a_table_and_the_same_in_a_file(pages: Pages) -> None:
    rows = [
        [cell.get_text().strip() for cell in row.select("th, td")]
        for row in soup(pages, "/-/topic/night-ferry").select(".topic-years tbody tr")
    ]
    assert rows == [["2017", "1", "0", "50.0"], ["2018", "1", "1", "25.0"]]
    answer = pages.get("/-/topic/night-ferry/years.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert list(csv.reader(io.StringIO(answer.text))) == [
        ["year", "posts", "comments", "held", "percent"],
        ["2017", "1", "0", "2", "50.00"],
        ["2018", "1", "1", "8", "25.00"],
    ]


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/-/topic/late-boat", 302, "/-/topic/night-ferry"),
        ("/-/tags", 301, "/-/topics"),
        ("/-/tag/rotas", 301, "/-/topic/rotas"),
    ],
)
def test_other_names_and_earlier_addresses_lead_there(pages: Pages, path: str, status: int, location: str) -> None:
    answer = pages.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (status, location)


def test_a_topic_that_nothing_carries_is_missing(pages: Pages) -> None:
    answer = pages.get("/-/topic/nothing")
    assert answer.status_code == 404
    assert "/-/topics" in answer.text
    assert pages.get("/-/topic/nothing/years.csv").status_code == 404


@pytest.mark.feature("T9")
def test_the_topics_are_a_table_to_take_away(pages: Pages) -> None:
    rows = list(csv.DictReader(io.StringIO(pages.get("/-/topics.csv").text)))
    assert [(row["id"], row["broader_id"], row["synonyms"], row["total_count"]) for row in rows] == [
        ("night-ferry", "", "Late boat", "3"),
        ("rotas", "night-ferry", "", "1"),
    ]


@pytest.mark.feature("T9")
def test_the_topics_are_a_document_to_take_away(pages: Pages) -> None:
    first, second = pages.get("/-/topics.json").json()["topics"]
    assert (first["name"], first["synonyms"]) == ("Night ferry", ["Late boat"])
    assert first["rules"] == [{"name": "The late one", "query": "ferry night"}]
    assert second["broader_id"] == "night-ferry"


@pytest.mark.feature("T9")
def test_the_topics_are_concepts_of_skos(pages: Pages) -> None:
    answer = pages.get("/-/topics.ttl")
    assert answer.headers["content-type"].startswith("text/turtle")
    assert answer.text.split("\n\n", 1)[1] == (
        "<topics> a skos:ConceptScheme ;\n"
        '    dct:title "Letters from the night ferry" .\n\n'
        "<topic/night-ferry> a skos:Concept ;\n"
        "    skos:inScheme <topics> ;\n"
        '    skos:prefLabel "Night ferry" ;\n'
        '    skos:altLabel "Late boat" ;\n'
        '    skos:definition "The last boat over, and who sails on it." ;\n'
        "    skos:topConceptOf <topics> ;\n"
        '    skos:note "3 posts and comments" .\n\n'
        "<topic/rotas> a skos:Concept ;\n"
        "    skos:inScheme <topics> ;\n"
        '    skos:prefLabel "Rotas" ;\n'
        "    skos:broader <topic/night-ferry> ;\n"
        '    skos:note "1 posts and comments" .\n'
    )


@pytest.mark.feature("T8")
def test_a_long_topic_is_paged_and_names_what_it_goes_with(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_public_copy(tmp_path_factory.mktemp("long") / "archive")
    thread = PublicThread(
        post("77", "Knots", at("2019-01-01", None, "day"), "Of knots.", path="/2019/01/knots.html"),
        tuple(comment(f"78{n}", n, at("2019-01-02", None, "day"), f"Knot {n}.", post_id="77") for n in range(1, 61)),
        taggings=(
            *(PublicTagging(f"78{n}", "knots", "Knots", "moderator") for n in range(1, 61)),
            PublicTagging("781", "rope", "Rope", "moderator"),
        ),
    )
    with closing(store.open_public(folder, write=True)) as db, db.atomic():
        store.write_thread(db, thread)
        names = ("knots", "rope", "night-ferry", "rotas")
        write_topics(db, PublicTopics(tuple(PublicTopic(name, name.title()) for name in names)))
    site = Pages(build_datasette(folder, searcher=FixedSearch()))
    try:
        first, second = soup(site, "/-/topic/knots"), soup(site, "/-/topic/knots?page=2")
        assert [len(page.select(".hit-thread")) for page in (first, second)] == [50, 10]
        assert [link["href"] for link in first.select(".pages a")] == ["/-/topic/knots?page=2"]
        assert "Page 2 of 2" in second.get_text()
        assert [" ".join(link.get_text().split()) for link in first.select("#related ~ .tags a")] == ["Rope, 1 item1"]
        assert soup(site, "/-/topic/knots?page=9").select(".pages a")[0]["href"] == "/-/topic/knots"
    finally:
        site.close()


def test_a_long_comment_is_cut_between_words() -> None:
    from plugins.site.item_lines import _comment_line

    found = post(MAIN, "Title", summer("06:30:00.000"), "Words.", path=ENTRY)
    line = _comment_line(comment("1", 1, summer("07:00:00.000"), "ferry " * 100), found, "")
    assert len(line.opening) <= 202
    assert line.opening.endswith("ferry …")
