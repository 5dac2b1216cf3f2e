"""Acronyms in a real browser: their pages, and their meanings in a thread by pointer, key and finger, or by link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from plugins.site.application import build_datasette
from tests.acronym_copy import THREAD, write_acronym_copy
from tests.browser.conftest import Open, served
from tests.public_copy import NOON, FixedSearch

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "/-/acronyms",
    "/-/acronyms/unexplained",
    "/-/acronym/hm",
    "/-/timeline?term=lantern&term2=PSR&per=month",
    "/-/keywords?year=2020",
    THREAD,
)


@pytest.fixture(scope="module")
def reading_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site whose people use acronyms."""
    folder = write_acronym_copy(tmp_path_factory.mktemp("acronyms") / "archive")
    with served(build_datasette(folder, searcher=FixedSearch(), clock=lambda: NOON).app()) as address:
        yield address


def violations(page: Page) -> str:
    found = Axe().run(page, options=WCAG)
    return found.generate_report() if found.violations_count else ""


@pytest.mark.feature("T1")
def test_an_acronym_is_opened_from_a_thread_and_its_table_is_read(open_page: Open) -> None:
    page = open_page(THREAD)
    page.get_by_role("link", name="PSR", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("PSR")
    expect(page.get_by_role("row", name="2019 6")).to_be_visible()
    expect(page.get_by_role("row", name="PSRs 2 1")).to_be_visible()
    expect(page.locator("figure.chart svg rect").first).to_be_visible()
    page.get_by_role("link", name="The lantern question").first.click()
    assert page.url.endswith(f"{THREAD}#c7101")


@pytest.mark.feature("T5")
def test_a_tap_on_a_phone_shows_what_it_stands_for_and_a_second_leads_there(open_page: Open) -> None:
    page = open_page(THREAD, width=360, has_touch=True, is_mobile=True)
    link = page.locator(".comment a.acronym").first
    link.tap()
    note = page.get_by_role("tooltip")
    expect(note).to_contain_text("pier safety report")
    box = note.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.locator("h1").tap()
    expect(note).to_be_hidden()
    link.tap()
    expect(note).to_be_visible()
    link.tap()
    page.wait_for_url("**/-/acronym/psr")


@pytest.mark.feature("T5")
def test_the_pointer_and_the_keyboard_show_it_and_esc_puts_it_away(open_page: Open) -> None:
    page = open_page(THREAD)
    note = page.get_by_role("tooltip")
    first, second = (page.locator("a.acronym").nth(number) for number in (0, 1))
    first.hover()
    expect(note).to_have_text("pier safety report")
    note.hover()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.mouse.move(0, 0)
    page.locator("a.byline-name").focus()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    expect(note).to_have_text("pier safety report")
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    expect(note).to_have_text("Either hull monitor or harbour master")
    page.keyboard.press("Enter")
    page.wait_for_url("**/-/acronym/hm")


@pytest.mark.feature("T5")
def test_those_who_are_read_to_hear_it_once(open_page: Open) -> None:
    page = open_page(THREAD)
    known, unsure = (page.locator("a.acronym").nth(number) for number in (0, 1))
    expect(known).to_have_accessible_name("PSR")
    expect(known).to_have_accessible_description("pier safety report")
    expect(unsure).to_have_accessible_description("Either hull monitor or harbour master")
    assert page.locator("a.acronym[title]").count() == 0


@pytest.mark.feature("T5")
def test_without_a_script_it_is_a_link_with_a_title_and_a_list_at_the_foot(open_page: Open) -> None:
    page = open_page(THREAD, width=360, java_script_enabled=False)
    link = page.locator("a.acronym").first
    expect(link).to_have_attribute("title", "pier safety report")
    page.get_by_text("2 acronyms of this thread explained").click()
    expect(page.locator(".definitions dd").first).to_be_visible()
    link.click()
    expect(page.get_by_text("is what they write in winter")).to_be_visible()


@pytest.mark.feature("T6")
def test_a_word_is_held_beside_another_without_a_script(open_page: Open) -> None:
    page = open_page("/-/timeline", java_script_enabled=False)
    page.get_by_label("A word, a few words, or an acronym").fill("lantern")
    page.get_by_label("Beside another").fill("PSR")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row", name=re.compile("^2020 6 "))).to_be_visible()
    page.get_by_role("link", name="Search for PSR").click()
    assert page.url.endswith("/-/search?q=PSR")


@pytest.mark.feature("R9")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_phone(
    open_page: Open, scheme: Literal["light", "dark"]
) -> None:
    for path in PAGES:
        page = open_page(path, width=320 if scheme == "dark" else 1280, scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if path == THREAD:
            page.locator("a.acronym").first.hover()
            expect(page.get_by_role("tooltip")).to_be_visible()
        assert violations(page) == "", path
