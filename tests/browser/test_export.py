"""A copy of the site, opened from the disk as a reader opens it: read, searched and followed without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from plugins.static_site.export import export_site
from tests.public_copy import ENTRY, write_public_copy

pytestmark = [pytest.mark.browser, pytest.mark.feature("O7")]
PAGES = (
    "index.html",
    "search.html?q=ferry",
    ENTRY[1:],
    "2018/07/index.html",
    "_/topics.html",
    "_/about.html",
    "_/words.html",
    "_/words/cr.html",
)


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a copy on the disk."""
    place = tmp_path_factory.mktemp("copy")
    export_site(write_public_copy(place / "archive"), place / "the stick")
    return (place / "the stick").as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page that may ask nobody; every complaint of the browser fails the test."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith("file:") else None)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    # a word that nobody wrote has no file, and browsers say so
    assert [each for each in complaints if "ERR_FILE_NOT_FOUND" not in each] == []
    context.close()


def test_a_thread_is_found_from_the_home_page(page: Page, stick: str) -> None:
    page.goto(f"{stick}/index.html")
    page.get_by_role("link", name="July 2018").click()
    page.get_by_role("link", name="The night ferry, again").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The night ferry, again")
    page.get_by_role("link", name="By time").click()
    expect(page.locator("#c9001")).to_contain_text("They sold the Sunday crossing")
    page.locator("a.redaction, .redaction a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A detail was replaced by a label")


def test_words_are_found_and_lead_to_the_comment(page: Page, stick: str) -> None:
    page.goto(f"{stick}/index.html")
    page.get_by_role("searchbox").fill("SUNDAY breakf")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 post or comment holds all of these words, newest first.")
    page.locator(".hits a").click()
    expect(page.locator("#c9001")).to_be_in_viewport()
    assert page.url.endswith(f"{ENTRY}#c9001")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("zeppelin", "Nothing holds all of these words. Try fewer, or only how one begins."),
        ("sunday zeppelin", "Nothing holds all of these words. Try fewer, or only how one begins."),
        ("?", "Nothing to look for: type a word of two letters or more."),
        ("<img src=x onerror=alert(1)>", "Nothing holds all of these words. Try fewer, or only how one begins."),
    ],
)
def test_it_says_when_nothing_is_found(page: Page, stick: str, asked: str, told: str) -> None:
    page.goto(f"{stick}/search.html")
    page.get_by_role("searchbox").fill(asked)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_have_text(told)
    expect(page.get_by_role("searchbox")).to_have_value(asked)


def test_without_scripts_lists_lead_everywhere(browser: Browser, stick: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{stick}/search.html")
    expect(page.get_by_text("The search needs a browser that runs scripts.")).to_be_visible()
    page.get_by_role("link", name="Years and months").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Letters from the night ferry")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("link", name="Words, A to Z").click()
    page.get_by_role("link", name=re.compile(r"^cr\b")).click()
    entry = page.locator(".acronyms > div", has=page.get_by_text("crossing", exact=True))
    entry.get_by_role("link", name="The night ferry, again").click()
    expect(page.locator("#c9001")).to_contain_text("They sold the Sunday crossing")
    context.close()


@pytest.mark.feature("R12")
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_axe_finds_nothing(browser: Browser, stick: str, scheme: Literal["light", "dark"], width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{stick}/{path}")
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
