"""A search as a feed, JSON and CSV, and the description by which browsers search here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from plugins.search.opensearch import describe
from plugins.site import atom
from plugins.site.sheets import as_csv
from tests.public_copy import Pages
from tests.search_site import SAID, make_site, open_site

ATOM = f"{{{atom.ATOM}}}"
THREADING = f"{{{atom.THREADING}}}"
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_site(make_site(tmp_path_factory.mktemp("site") / "archive"))
    yield site
    site.close()


def table(answer: Any) -> list[dict[str, str]]:
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def valid_feed(answer: Any) -> ElementTree.Element:
    """Return a feed once it holds what RFC 4287 says that a feed and an entry must."""
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.text)
    assert root.tag == f"{ATOM}feed"
    ids = []
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        ids.append(element.findtext(f"{ATOM}id") or "")
        assert ids[-1].startswith("http://localhost/-/")
        assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
        assert re.fullmatch(r"[^T]{10}T\d\d:\d\d:\d\d\S+", element.findtext(f"{ATOM}updated") or "")
        rels = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert ("alternate", "text/html") in rels
        assert len(rels) == len(set(rels))
    assert len(ids) == len(set(ids))
    return root


@pytest.mark.feature("S11")
@pytest.mark.feature("R11")
def test_the_feed_of_a_search_is_atom_with_the_newest_first(pages: Pages) -> None:
    root = valid_feed(pages.get("/-/search.atom?q=ferry"))
    assert root.findtext(f"{ATOM}title") == "ferry: search of Letters from the night ferry"
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 20
    first = entries[0]
    assert first.findtext(f"{ATOM}title") == "Comment on The ferry in 2018"
    assert first.findtext(f"{ATOM}published") == "2018-07-08T08:15:00+00:00"
    assert first.findtext(f"{ATOM}summary") == SAID[5].replace("ferry", "<mark>ferry</mark>")
    answers = [each.get("ref") for each in first.iter(f"{THREADING}in-reply-to")]
    assert answers == ["http://localhost/-/comment/p5c4", "http://localhost/-/post/p5"]


@pytest.mark.feature("S11")
def test_every_form_is_paged_and_its_pages_are_the_whole_list(pages: Pages) -> None:
    def whole(href: str, ids: Any, following: Any) -> list[str]:
        found: list[str] = []
        while href:
            answer = pages.get(href)
            found += ids(answer)
            href = following(answer)
        return found

    def next_of_feed(answer: Any) -> str:
        links = valid_feed(answer).findall(f"{ATOM}link")
        return next(
            (link.get("href", "").removeprefix("http://localhost") for link in links if link.get("rel") == "next"), ""
        )

    def next_of_table(answer: Any) -> str:
        found = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("link", ""))
        return found[1] if found else ""

    asked = "?q=ferry&sort=newest&size=7"
    from_json = whole(
        f"/-/search.json{asked}",
        lambda answer: [hit["id"] for hit in answer.json()["hits"]],
        lambda answer: answer.json()["links"]["next"],
    )
    from_csv = whole(f"/-/search.csv{asked}", lambda answer: [row["id"] for row in table(answer)], next_of_table)
    from_atom = whole(
        f"/-/search.atom{asked}",
        lambda answer: [
            (entry.findtext(f"{ATOM}id") or "").rpartition("/")[2] for entry in valid_feed(answer).iter(f"{ATOM}entry")
        ],
        next_of_feed,
    )
    assert len(from_json) == len(set(from_json)) == 24
    assert from_json == from_csv == from_atom


def test_json_is_the_document_of_the_command_and_leads_on(pages: Pages) -> None:
    found = pages.get("/-/search.json?q=tide&size=2&page=2").json()
    assert set(found) >= {"query", "understood", "total", "hits", "reading", "facets", "page", "links"}
    assert found["links"] == {
        "self": "/-/search.json?q=tide&size=2&page=2",
        "previous": "/-/search.json?q=tide&size=2",
        "next": "/-/search.json?q=tide&size=2&page=3",
        "html": "/-/search?q=tide&view=hits&size=2&page=2",
        "atom": "/-/search.atom?q=tide&size=2",
        "csv": "/-/search.csv?q=tide&size=2",
    }
    grouped = pages.get("/-/search.json?q=ferry&view=threads&size=2").json()
    assert (grouped["thread_count"], [len(thread["hits"]) for thread in grouped["threads"]]) == (6, [3, 3])


def test_no_cell_of_a_table_is_run_by_a_spreadsheet(pages: Pages) -> None:
    row = table(pages.get("/-/search.csv?q=till"))[0]
    assert row["snippet"].startswith("'=1+1 is")
    assert row["url"] == "http://localhost/2018/07/the-ferry.html#cp5c8"
    assert (row["thread_id"], row["parent_id"], row["parent_excerpt"]) == ("p5", "p5c7", SAID[7])
    for cell in ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"):
        (line,) = list(csv.reader(io.StringIO(as_csv(("a",), [(cell,)]), newline="")))[1:]
        assert line == [f"'{cell}"]
    assert as_csv(("a", "b"), [(None, -1)]) == "a,b\r\n,-1\r\n"


@pytest.mark.parametrize("form", ["atom", "json", "csv"])
def test_a_form_without_a_query_or_a_hit_is_an_empty_one(pages: Pages, form: str) -> None:
    for query in ("", "?q=", "?q=zeppelin", "?q=%20-"):
        answer = pages.get(f"/-/search.{form}{query}")
        assert answer.status_code == 200
        if form == "atom":
            assert valid_feed(answer).findall(f"{ATOM}entry") == []
        elif form == "csv":
            assert table(answer) == []
        else:
            assert answer.json()["hits"] == []
    assert pages.get("/-/search.xls?q=tide").status_code == 404


def test_what_xml_cannot_hold_is_left_out_of_a_feed() -> None:
    entry = atom.Entry("a", "b\x00\x0b\ufffe<c>", "d", "", "e\ud800", "<mark>f</mark> & g")
    made = atom.as_atom(atom.Feed("i", "t\x1b", "n", "s", "h", (entry, entry)))
    root = ElementTree.fromstring(made)
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "b<c>"
    assert root.findtext(f"{ATOM}entry/{ATOM}updated") == atom.UNDATED
    assert root.findtext(f"{ATOM}updated") == atom.UNDATED
    assert root.find(f"{ATOM}entry/{ATOM}published") is None


@pytest.mark.feature("R11")
@pytest.mark.feature("S11")
def test_the_description_says_how_to_search_from_a_browser(pages: Pages) -> None:
    answer = pages.get("/-/opensearch.xml")
    assert answer.headers["content-type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(answer.text)
    assert len(root.findtext(f"{OPEN_SEARCH}ShortName") or "") <= 16
    templates = {
        url.get("type"): url.get("template", "") for url in root.iter(f"{OPEN_SEARCH}Url") if not url.get("rel")
    }
    assert set(templates) == {"text/html", "application/atom+xml", "application/json"}
    for template in templates.values():
        href = template.replace("{searchTerms}", "tide").replace("{startPage?}", "")
        assert pages.get(href.removeprefix("http://localhost")).status_code == 200
        assert "tide" in pages.get(href.removeprefix("http://localhost")).text
    assert "&lt;b&gt;" in describe("<b>", "http://h")
