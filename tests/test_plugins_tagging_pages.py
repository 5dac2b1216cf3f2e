"""Tags as readers meet them: all of them, and each with its posts and comments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from tests.public_copy import ENTRY, MAIN, Pages, comment, open_pages, summer


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive")
    yield site
    site.close()


@pytest.mark.feature("R1")
def test_all_tags_stand_with_their_counts(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/-/tags").text, "lxml")
    assert [" ".join(tag.get_text().split()) for tag in page.select(".tags li")] == [
        "Night ferry, 2 items2",
        "Rotas, 1 item1",
    ]


@pytest.mark.feature("R1")
def test_a_tag_lists_its_posts_in_time_order(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/-/tag/night-ferry").text, "lxml")
    assert [link["href"] for link in page.select(".posts-title")] == ["/2017/11/fog.html", ENTRY]
    assert "2 posts." in page.get_text()


def test_a_comment_with_a_tag_stands_with_its_opening_words_and_its_thread(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/-/tag/rotas").text, "lxml")
    assert page.select(".hit-who a")[0]["href"] == f"{ENTRY}#c9003"
    assert "under The night ferry, again" in page.get_text()
    assert "Both of you are right" in page.get_text()
    assert "1 comment." in page.get_text()


def test_a_tag_that_nothing_carries_is_missing(pages: Pages) -> None:
    answer = pages.get("/-/tag/nothing")
    assert answer.status_code == 404
    assert "/-/tags" in answer.text


def test_a_long_comment_is_cut_between_words() -> None:
    from plugins.tagging.pages import _line
    from tests.public_copy import post

    found = post(MAIN, "Title", summer("06:30:00.000"), "Words.", path=ENTRY)
    line = _line(comment("1", 1, summer("07:00:00.000"), "ferry " * 100), found, "")
    assert len(line.opening) <= 202
    assert line.opening.endswith("ferry …")
