"""Somebody who was never here: finds the comment that explains EPF, links it, prints it, cites it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from plugins.site.application import build_datasette
from search_index import update
from tests.bench import comment, make_bench, post
from tests.browser.conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return a site in which somebody asks what EPF is, and somebody says it."""
    bench = make_bench(tmp_path_factory.mktemp("cold"))
    bench.add(
        post(
            1,
            comment(11, "<p>They want an EPF by Friday. What's EPF?</p>"),
            comment(12, "<p>EPF (Estuary Pilotage Form). Nobody reads it.</p>", answers=11),
            comment(13, "<p>Thank you. I had one on my desk for a year.</p>", answers=12),
            path="/2018/07/forms.html",
            title="Forms",
        ),
        post(2, *(comment(20 + n, f"<p>The tide was late again, day {n}.</p>") for n in range(8)), title="Tides"),
    )
    bench.publish()
    update.update_index(bench.folder, whole=True)
    with served(build_datasette(bench.folder).app()) as there:
        yield there


@pytest.mark.feature("R1")
@pytest.mark.feature("Q6")
def test_a_cold_reader_finds_links_prints_and_cites_what_explains_epf(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/")
    # finds
    page.get_by_label("Search posts and comments").fill("what is EPF")
    page.get_by_role("button", name="Search").click()
    if not page.get_by_role("link", name="EPF", exact=True).count():
        page.get_by_role("link", name="Acronyms").first.click()
    page.get_by_role("link", name="EPF", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("Estuary Pilotage Form")
    page.locator('main a[href$="#c12"]').first.click()
    explains = page.locator("#c12")
    expect(explains).to_be_in_viewport()
    expect(explains).to_contain_text("Estuary Pilotage Form")
    # links
    explains.get_by_role("link", name="link to comment 2").click()
    assert page.url == f"{address}/2018/07/forms.html#c12"
    # prints
    page.emulate_media(media="print")
    spelled = explains.locator(".permalink").evaluate("e => getComputedStyle(e, '::after').content")
    assert "/2018/07/forms.html#c12" in spelled
    expect(explains.locator(".cite")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    # cites
    explains.get_by_role("link", name="cite comment 2").click()
    expect(page.locator("main")).to_contain_text("@misc")
    expect(page.locator("main")).to_contain_text(f"{address}/-/comment/12")
    context.close()
