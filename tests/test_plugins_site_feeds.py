"""What programs follow and read: feeds, linked data, the sitemap."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from plugins.site import sitemap
from plugins.site.seen_hits import see_feed, see_linked_data, see_sitemap
from tests.public_copy import ENTRY, MAIN, Pages, open_pages

ATOM = "{http://www.w3.org/2005/Atom}"
THREADING = "{http://purl.org/syndication/thread/1.0}"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive", "9001")
    yield site
    site.close()


def entries(pages: Pages, path: str) -> list[ElementTree.Element]:
    answer = pages.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    return list(ElementTree.fromstring(answer.text).iter(f"{ATOM}entry"))


def ids(found: list[ElementTree.Element]) -> list[str]:
    return [str(entry.findtext(f"{ATOM}id")).rpartition("/")[2] for entry in found]


@pytest.mark.feature("R11")
def test_the_feed_of_posts_is_newest_first_and_holds_what_is_shown(pages: Pages) -> None:
    found = entries(pages, "/-/feed/posts")
    dates = [str(entry.findtext(f"{ATOM}published")) for entry in found]
    assert dates == sorted(dates, reverse=True)
    assert "5100000000000000004" not in ids(found), "it is withheld"
    first = found[ids(found).index(MAIN)]
    assert first.findtext(f"{ATOM}title") == "The night ferry, again"
    assert "a company of its own" in str(first.findtext(f"{ATOM}summary"))
    assert str(first.find(f"{ATOM}link").get("href")).endswith(ENTRY)  # type: ignore[union-attr]  # every entry has one


@pytest.mark.feature("R11")
def test_the_feed_with_comments_says_whom_each_answers_and_leaves_out_what_is_hidden(pages: Pages) -> None:
    found = {ids([entry])[0]: entry for entry in entries(pages, "/-/feed/comments")}
    assert "9005" not in found
    assert "9103" not in found
    answered = [str(each.get("ref")).rpartition("/")[2] for each in found["9002"].iter(f"{THREADING}in-reply-to")]
    assert answered == ["9001", MAIN]
    assert found["9002"].findtext(f"{ATOM}author/{ATOM}name") == "Wellington Boots"


@pytest.mark.feature("R11")
def test_a_thread_a_topic_and_an_acronym_can_be_followed(pages: Pages) -> None:
    assert ids(entries(pages, f"/-/feed/post/{MAIN}"))[0] == "9006"
    assert set(ids(entries(pages, "/-/feed/topic/night-ferry"))) == {MAIN, "5100000000000000002", "9003"}
    acronym = BeautifulSoup(pages.get("/-/acronyms").text, "lxml").select_one('main a[href^="/-/acronym/"]')
    if acronym is not None:
        page = BeautifulSoup(pages.get(str(acronym["href"])).text, "lxml")
        feed = page.select_one('main a[href^="/-/feed/acronym/"]')
        assert feed is not None
        assert entries(pages, str(feed["href"]))


@pytest.mark.feature("R11")
@pytest.mark.parametrize("path", ["post/nobody", "post/5100000000000000004", "topic/none", "acronym/none", "authors"])
def test_what_is_not_there_or_not_shown_has_no_feed(pages: Pages, path: str) -> None:
    assert pages.get(f"/-/feed/{path}").status_code == 404


@pytest.mark.feature("R11")
def test_linked_data_nest_the_comments_as_the_thread_does(pages: Pages) -> None:
    answer = pages.get(f"/-/post/{MAIN}/thread.jsonld")
    assert answer.headers["content-type"] == "application/ld+json; charset=utf-8"
    whole: dict[str, Any] = json.loads(answer.text)
    assert whole["@type"] == "DiscussionForumPosting"
    assert whole["headline"] == "The night ferry, again"
    assert [each["identifier"] for each in whole["comment"]] == ["9001", "9006", "9007"]
    (reply,) = whole["comment"][0]["comment"]
    assert (reply["author"]["name"], reply["comment"][0]["identifier"]) == ("Wellington Boots", "9003")
    assert "9005" not in answer.text


@pytest.mark.feature("R11")
def test_the_page_holds_the_head_alone_and_names_the_rest(pages: Pages) -> None:
    page = BeautifulSoup(pages.get(ENTRY).text, "lxml")
    script = page.select_one('script[type="application/ld+json"]')
    assert script is not None
    head = json.loads(str(script.string))
    assert (head["headline"], head["commentCount"]) == ("The night ferry, again", 7)
    assert "text" not in head
    links = {str(link["type"]): link["href"] for link in page.select("link[rel=alternate]")}
    assert links["application/ld+json"] == f"/-/post/{MAIN}/thread.jsonld"
    assert links["application/atom+xml"] == f"/-/feed/post/{MAIN}"


@pytest.mark.feature("R11")
def test_the_sitemap_lists_what_is_shown_and_every_page_of_it_answers(pages: Pages) -> None:
    root = ElementTree.fromstring(pages.get("/-/sitemap.xml").text)
    listed = [str(each.text).partition("://")[2].partition("/")[2] for each in root.iter(LOC)]
    assert len(listed) == len(set(listed))
    assert ENTRY.lstrip("/") in listed
    assert "2018/09/withheld.html" not in listed
    assert {pages.get(f"/{path}").status_code for path in listed} == {200}


@pytest.mark.feature("R11")
def test_a_large_archive_has_an_index_of_sitemaps(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [each.text for each in ElementTree.fromstring(pages.get("/-/sitemap.xml").text).iter(LOC)]
    monkeypatch.setattr(sitemap, "MOST", 4)
    root = ElementTree.fromstring(pages.get("/-/sitemap.xml").text)
    files = [str(each.text) for each in root.iter(LOC)]
    assert root.tag.endswith("sitemapindex")
    parts = [pages.get(f"/{file.split('/', 3)[3]}").text for file in files]
    assert [each.text for part in parts for each in ElementTree.fromstring(part).iter(LOC)] == whole


@pytest.mark.feature("R11")
@pytest.mark.feature("M5")
def test_whoever_looks_for_words_sees_each_part_with_its_owner(pages: Pages) -> None:
    feed = see_feed(pages.get("/-/feed/comments").text)
    assert any(part.owner == "9002" and "[office]" in part.text for part in feed)
    assert any(part.owner == MAIN and part.text == "The night ferry, again" for part in feed)
    linked = see_linked_data(pages.get(f"/-/post/{MAIN}/thread.jsonld").text)
    assert {part.owner for part in linked} >= {MAIN, "9001", "9002"}
    (addresses,) = see_sitemap(pages.get("/-/sitemap.xml").text)
    assert ENTRY in addresses.addresses
