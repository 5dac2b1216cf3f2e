"""The pages for researchers in a real browser: nothing stands in their way, and words are found in their context."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from plugins.site.application import build_datasette
from tests.browser.conftest import Open, served
from tests.browser.moderation_helpers import assert_no_barrier
from tests.browser.page_types import RESEARCH, TABLES, addresses, research_routes
from tests.public_copy import NOON
from tests.search_site import make_site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PAGES = [*addresses(RESEARCH), *TABLES]


@pytest.fixture(scope="module")
def reading_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site with a word in every thread."""
    folder = make_site(tmp_path_factory.mktemp("research") / "archive")
    datasette = build_datasette(folder, clock=lambda: NOON)
    with served(datasette.app()) as address:
        yield address
    datasette.close()


def test_every_page_for_researchers_is_looked_at() -> None:
    assert set(RESEARCH) == research_routes()


@pytest.mark.feature("R12")
def test_nothing_stands_in_a_researchers_way(open_page: Open) -> None:
    page = open_page("/-/data")
    for address in PAGES:
        page.goto(address)
        assert_no_barrier(page)


@pytest.mark.feature("Q2")
def test_a_word_is_found_in_its_context_from_the_data_page(open_page: Open) -> None:
    page = open_page("/-/data")
    page.get_by_role("link", name="Words in their context").click()
    page.get_by_label("A search, as in the search box").fill("harbour")
    page.get_by_label("Sorted by").select_option("words to the left")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".kwic li")).to_have_count(24)
    page.locator(".kwic li a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "#c" in page.url or page.url.endswith(".html")


@pytest.mark.feature("Q10")
def test_a_question_is_answered_with_a_word_of_ones_own_and_its_sql_can_be_changed(open_page: Open) -> None:
    page = open_page("/-/data")
    page.get_by_role("link", name="How often is a word written, year by year?").click()
    page.get_by_label("A word, or some words in a row").fill("ferry")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("row", name="2013 4 125 320")).to_be_visible()
    page.get_by_text("How it is asked").click()
    page.get_by_role("link", name="Change this SQL").click()
    expect(page.get_by_label("SQL", exact=True)).to_contain_text("count_word")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("row", name="2013 4 125 320")).to_be_visible()


@pytest.mark.feature("R9")
def test_charts_are_seen_where_colours_are_the_readers_own(open_page: Open) -> None:
    page = open_page("/-/activity?year=2018", forced_colors="active")
    column = page.locator("figure.chart rect").first
    shown = column.evaluate("each => getComputedStyle(each).fill")
    behind = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert shown != behind
