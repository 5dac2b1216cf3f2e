"""The search in a real browser: chips, facets and pages without a script, by keyboard, on a phone, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from plugins.site.application import build_datasette
from tests.browser.conftest import Open, served
from tests.public_copy import NOON
from tests.search_site import make_site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = {
    "nothing asked": "/-/search",
    "chips and facets": "/-/search?q=moors+the",
    "switched off": "/-/search?q=moors+-expand:%22mooring+record+system%22",
    "narrowed, one by one": "/-/search?q=ferry+year:2018&view=hits&sort=oldest",
    "second page": "/-/search?q=ferry&size=2&page=2",
    "nothing found": "/-/search?q=fery+tide",
    "answers": "/-/search?q=%22tide+tables%22",
}


@pytest.fixture(scope="module")
def reading_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the public site over the archive with acronyms."""
    folder = make_site(tmp_path_factory.mktemp("searching") / "archive")
    with served(build_datasette(folder, clock=lambda: NOON).app()) as address:
        yield address


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name"))


@pytest.mark.feature("S2")
def test_a_search_is_widened_narrowed_and_paged_without_a_script(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_label("Search posts and comments").fill("moors")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".reading")).to_contain_text("24 hits in 6 threads")

    page.get_by_role("link", name="Search without “Mooring Record System”").click()
    expect(page.locator(".chip-off")).to_contain_text("“mooring record system”")
    page.get_by_role("link", name="Search again for “mooring record system”").click()
    expect(page.locator(".chips li")).to_have_count(2)

    page.get_by_role("link", name="2016 (4 hits)").click()
    expect(page.locator(".hit-thread")).to_have_count(1)
    assert page.get_by_label("Search posts and comments").input_value() == "moors year:2016"
    page.get_by_role("link", name="Search without 2016").click()
    expect(page.locator(".reading")).to_contain_text("24 hits in 6 threads")

    page.get_by_role("link", name="one by one").click()
    expect(page.locator(".hit")).to_have_count(20)
    page.get_by_role("link", name="Page 2").click()
    expect(page.locator(".hit")).to_have_count(4)
    page.get_by_role("link", name="Page 1").click()
    page.get_by_role("link", name="oldest").click()
    expect(page.locator(".hit-thread h2").first).to_have_text("Fog <on> the pier & after")
    page.locator(".hit-who a").first.click()
    assert "/2013/07/the-ferry.html" in page.url


@pytest.mark.feature("S3")
def test_a_slip_is_answered_with_what_was_meant(open_page: Open) -> None:
    page = open_page("/-/search?q=fery", java_script_enabled=False)
    expect(page.locator(".suggestion")).to_have_text("Did you mean ferry (24)?")
    page.locator(".suggestion").get_by_role("link").click()
    expect(page.locator(".reading")).to_contain_text("24 hits")


@pytest.mark.feature("S11")
@pytest.mark.feature("R12")
def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page("/-/search?q=moors")
    page.keyboard.press("/")
    assert focused(page) == "q"
    assert page.evaluate("document.activeElement.selectionEnd") == len("moors")
    page.keyboard.type("a/b moors")
    assert page.get_by_label("Search posts and comments").input_value() == "a/b moors"
    page.keyboard.press("Control+a")
    page.keyboard.type("moors")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("/")
    for wanted in ("Search", "moors 6 (4 spellings)", "“Mooring Record System” (12)"):
        page.keyboard.press("Tab")
        assert wanted in focused(page)
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".chip-off")).to_have_count(1)


@pytest.mark.feature("S11")
def test_the_key_can_be_switched_off_and_stays_off(open_page: Open) -> None:
    page = open_page("/-/search")
    page.get_by_label("Keys: / moves to the search box").uncheck()
    page.goto("/")
    page.keyboard.press("/")
    assert focused(page) != "q"
    page.goto("/-/search")
    expect(page.get_by_label("Keys: / moves to the search box")).not_to_be_checked()
    page.get_by_label("Keys: / moves to the search box").check()
    page.locator("h1").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("/")
    assert focused(page) == "q"
    # without the script there is nothing to switch
    assert not open_page("/-/search", java_script_enabled=False).locator("[data-keys]").is_visible()


@pytest.mark.feature("R9")
@pytest.mark.feature("R12")
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_in_both_themes_and_nothing_scrolls_sideways(open_page: Open, kind: str) -> None:
    page = open_page(PAGES[kind])
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=WCAG)
        assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 900})
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.feature("R9")
def test_ways_to_narrow_stand_beside_the_hits_or_one_tap_away(open_page: Open) -> None:
    page = open_page("/-/search?q=moors")
    hits, narrow = page.locator(".hits").bounding_box(), page.locator(".narrow").bounding_box()
    assert hits
    assert narrow
    assert narrow["x"] >= hits["x"] + hits["width"]
    assert narrow["y"] < 500
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.get_by_role("heading", name="Narrow down").evaluate("e => e.getBoundingClientRect().top") > 700
    page.get_by_role("link", name="Narrow down").click()
    expect(page.get_by_role("heading", name="Narrow down")).to_be_in_viewport()


@pytest.mark.feature("R12")
def test_every_link_is_large_enough_to_tap(open_page: Open) -> None:
    page = open_page("/-/search?q=moors", width=360, has_touch=True)
    small = page.evaluate(
        """() => [...document.querySelectorAll("main a, main summary, main [data-keys] label, main button")]
          .filter(e => !e.closest(".hit .words, .hit-parent, .keep p"))
          .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height])
          .filter(([, height]) => height > 0 && height < 24)"""
    )
    assert small == []


@pytest.mark.feature("R9")
def test_a_long_word_and_a_long_query_stay_inside_the_window(open_page: Open) -> None:
    page = open_page(f"/-/search?q={'x' * 400}+moors", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.emulate_media(media="print")
    assert not page.locator(".search-help").is_visible()
