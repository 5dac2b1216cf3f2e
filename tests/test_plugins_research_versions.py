"""Whatever can be taken away says of which version it is, and of which release (Q5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from archive.public.questions import QUESTIONS
from plugins.site.application import build_datasette
from search_index.update import update_index
from tests.public_copy import Pages, write_public_copy
from tests.test_docs_addresses import PROMISED

NO_EXPORT = ("/robots.txt", "/-/sitemap.xml", "/-/opensearch.xml")
EXPORTS = [
    *(path for path, _ in PROMISED if re.search(r"\.(?:csv|json|ttl|atom|jsonld|bib|ris|txt)(?:\?|$)|/feed/", path)),
    *(f"/public/{question.name}.{form}" for question in QUESTIONS[::7] for form in ("csv", "json")),
    "/public/comment/9001.json",
    "/public/comment.json?_facet=year",
    "/public/comment.csv?_stream=1",
    "/public/comment.csv?_stream=1&year=2018",
    "/public/-/query.json?sql=select+1",
    "/public/-/query.csv?sql=select+1",
]
CHARTS = (
    "/-/activity",
    "/-/activity?year=2018",
    "/-/timeline?term=ferry",
    "/-/topic/night-ferry",
    "/-/concordance?q=ferry",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = write_public_copy(tmp_path_factory.mktemp("site") / "archive")
    update_index(folder)
    site = Pages(build_datasette(folder))
    yield site
    site.close()


@pytest.mark.feature("Q5")
@pytest.mark.parametrize("path", [path for path in EXPORTS if not path.startswith(NO_EXPORT)])
def test_every_export_says_of_which_version_it_is(pages: Pages, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 200, answer.text[:200]
    assert answer.headers["threadkeep-version"] == "42"
    if "filename" in answer.headers.get("content-disposition", ""):
        assert ".v42." in answer.headers["content-disposition"]


@pytest.mark.feature("Q5")
@pytest.mark.parametrize("path", CHARTS)
def test_every_chart_stands_on_a_page_that_names_its_version(pages: Pages, path: str) -> None:
    page = BeautifulSoup(pages.get(path).text, "lxml")
    assert "Version 42" in page.select_one("footer").get_text()  # type: ignore[union-attr]  # every page has one
