"""Following a conversation in a real browser: whom a time means, what is quoted, pasted and linked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from plugins.site.application import build_datasette
from tests.bench import make_bench
from tests.browser.conftest import Open, served
from tests.public_copy import FixedSearch
from tests.spoken_copy import fill

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

THREAD = "/2018/07/post-12.html"
WCAG: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def reading_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site over two threads that speak of each other."""
    bench = make_bench(tmp_path_factory.mktemp("spoken"))
    fill(bench)
    bench.db.close()
    with served(build_datasette(bench.folder, searcher=FixedSearch()).app()) as address:
        yield address


def violations(page: Page, options: dict[str, Any] = WCAG) -> str:
    found = Axe().run(page, options=options)
    return found.generate_report() if found.violations_count else ""


@pytest.mark.feature("R2")
@pytest.mark.feature("R8")
def test_a_clock_time_is_followed_to_the_comment_meant(open_page: Open) -> None:
    page = open_page(THREAD, java_script_enabled=False)
    page.locator("#c90").get_by_role("link", name="@ 1315").click()
    assert page.url.endswith(f"{THREAD}#c75")
    comment = page.locator("#c75")
    expect(comment).to_be_in_viewport()
    assert comment.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.feature("R3")
def test_a_quotation_is_followed_to_its_source_and_back(open_page: Open) -> None:
    page = open_page(THREAD, width=375)
    page.locator("#c93").get_by_role("link", name="quoting comment 1").click()
    assert page.url.endswith("#c75")
    page.locator("#c75 .mentioned").get_by_role("link", name="comment 5").click()
    assert page.url.endswith("#c93")
    page.locator("#c94").get_by_role("link", name="quoting a comment under another post").click()
    assert page.url.endswith("/2018/07/post-9.html#c20")


@pytest.mark.feature("R4")
def test_a_post_is_left_by_its_links_and_come_back_to(open_page: Open) -> None:
    page = open_page(THREAD)
    page.locator("#c90").get_by_role("link", name="your previous blog").click()
    assert page.url.endswith("/2018/07/post-10.html")
    page = open_page("/2018/07/post-9.html")
    page.locator(".post .mentioned").get_by_role("link", name="After").click()
    assert page.url.endswith(f"{THREAD}#c94")


@pytest.mark.feature("R5")
def test_a_pasted_passage_is_set_off(open_page: Open) -> None:
    page = open_page(THREAD)
    tweet = page.locator("#c91 figure.pasted")
    expect(tweet).to_contain_text("Tweet by @ternpost")
    grounds = [each.evaluate("e => getComputedStyle(e).backgroundColor") for each in (tweet, page.locator("body"))]
    assert grounds[0] != grounds[1]


@pytest.mark.feature("R9")
def test_axe_finds_nothing_light_or_dark_wide_or_narrow_and_paper_shows_all(open_page: Open) -> None:
    page = open_page(THREAD)
    assert violations(page) == ""
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"runOnly": ["color-contrast", "target-size"]}) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.emulate_media(media="print", color_scheme="light")
    expect(page.locator("#c93 .quoting")).to_be_visible()
