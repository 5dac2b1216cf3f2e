"""Citing from the site: a link on every post and comment, a page with every form, and a file of each."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import rispy
from bs4 import BeautifulSoup
from pybtex.database import parse_string

from plugins.site.addresses import CITE_FORMS
from tests.public_copy import ENTRY, MAIN, Pages, open_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive", "9001")
    yield site
    site.close()


def soup(pages: Pages, path: str) -> BeautifulSoup:
    answer = pages.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.text, "lxml")


@pytest.mark.feature("Q6")
def test_every_shown_post_and_comment_leads_to_its_citation(pages: Pages) -> None:
    thread = soup(pages, ENTRY)
    links = [link["href"] for link in thread.select("a.cite")]
    # the hidden comment has none
    assert links == [f"/-/cite/{each}" for each in (MAIN, "9001", "9002", "9003", "9004", "9006", "9007")]
    for link in links:
        page = soup(pages, str(link))
        assert [each.get_text() for each in page.select("h2")] == ["Text", "BibTeX", "RIS", "CSL-JSON"]


@pytest.mark.feature("Q6")
def test_a_comment_is_cited_by_the_name_it_is_signed_with(pages: Pages) -> None:
    text = pages.get("/-/cite/9002/cite.txt").text
    assert text.startswith(
        'Wellington Boots, "Comment 2 on \u201cThe night ferry, again\u201d", The Night Ferry, 2 July'
    )
    assert "/-/comment/9002" in text
    # an alias leads to the same, nobody's name is made up, and "Anonymous" is nobody's
    assert pages.get("/-/cite/t0ldalias0000000/cite.txt").text == text
    assert pages.get("/-/cite/9007/cite.txt").text.startswith('"Comment 7 on')
    assert pages.get("/-/cite/9001/cite.txt").text.startswith("Anonymous, ")


@pytest.mark.feature("Q6")
def test_each_file_has_its_type_and_is_read_by_the_programs_for_it(pages: Pages) -> None:
    for form, kind in CITE_FORMS.items():
        answer = pages.get(f"/-/cite/{MAIN}/cite.{form}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, f"{kind}; charset=utf-8")
    (entry,) = parse_string(pages.get(f"/-/cite/{MAIN}/cite.bib").text, "bibtex").entries.values()
    assert entry.fields["title"] == "{The night ferry, again}"
    (record,) = rispy.loads(pages.get(f"/-/cite/{MAIN}/cite.ris").text)
    (item,) = json.loads(pages.get(f"/-/cite/{MAIN}/cite.json").text)
    assert record["urls"] == [entry.fields["url"]] == [item["URL"]]
    assert pages.get(item["URL"].partition("://")[2].partition("/")[2].join("/ ").strip()).status_code in (
        200,
        301,
        302,
    )


@pytest.mark.feature("Q6")
def test_reference_managers_find_the_post_in_the_head_of_its_page(pages: Pages) -> None:
    head = soup(pages, ENTRY).head
    assert head is not None
    said = {str(meta["name"]): meta["content"] for meta in head.select("meta[name^=citation_]")}
    assert said["citation_title"] == "The night ferry, again"
    assert said["citation_publication_date"] == "2018/07/02"
    forms = [link["href"] for link in head.select("link[rel=alternate]") if "/cite." in str(link["href"])]
    assert forms == [f"/-/cite/{MAIN}/cite.{form}" for form in CITE_FORMS]


@pytest.mark.feature("Q6")
@pytest.mark.parametrize(("wanted", "status"), [("9005", 451), ("9103", 404), ("9102", 404), ("nobody", 404)])
def test_what_is_not_shown_cannot_be_cited(pages: Pages, wanted: str, status: int) -> None:
    assert pages.get(f"/-/cite/{wanted}").status_code == status
    assert pages.get(f"/-/cite/{wanted}/cite.bib").status_code == status


def test_an_unknown_form_is_no_page(pages: Pages) -> None:
    assert pages.get("/-/cite/9001/cite.doc").status_code == 404
