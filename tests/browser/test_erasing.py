"""Erasing, and one pseudonym for one person, in a real browser: by keyboard alone, with nothing in anybody's way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from archive.moderation import erasures
from archive.originals.database import open_archive
from tests.browser.moderation_helpers import Desk, assert_no_barrier, open_desk
from tests.moderation_copy import COMMENT, MODERATOR, OTHER, PATH, REPLY, START

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("archive") / "data") as desk:
        yield desk


@pytest.fixture
def page(desk: Desk) -> Page:
    return desk.moderator()


@pytest.mark.feature("M7")
def test_an_item_is_erased_by_keyboard_alone(desk: Desk, page: Page) -> None:
    with closing(open_archive(desk.folder)) as db:
        erasures.ask(db, OTHER, reason="Asked for by whoever wrote it", by=MODERATOR, now=START)
    page.goto("/-/moderate/erasing")
    assert_no_barrier(page)
    page.get_by_role("link", name="Confirm or turn down…").press("Enter")
    expect(page.get_by_role("heading", name="Erase for good")).to_be_visible()
    assert_no_barrier(page)
    page.get_by_label("Type the number of this item").press_sequentially(OTHER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Erased")).to_be_visible()
    assert_no_barrier(page)
    reader = desk.reader()
    reader.goto(PATH)
    expect(reader.locator(f"#c{OTHER}")).to_contain_text("Erased in")
    page.goto(f"/-/moderate/item/{OTHER}/erase")
    expect(page.get_by_text("This item is erased.")).to_be_visible()
    assert_no_barrier(page)
    page.goto(f"/-/moderate/item/{REPLY}/erase")
    assert_no_barrier(page)


@pytest.mark.feature("M18")
def test_a_person_gets_a_pseudonym_by_keyboard_alone(desk: Desk, page: Page) -> None:
    page.goto("/-/moderate/persons")
    assert_no_barrier(page)
    page.get_by_label("Who is it?").press_sequentially("Fogbound")
    page.get_by_role("button", name="Look up").press("Enter")
    expect(page.get_by_text("1 item will change.")).to_be_visible()
    assert_no_barrier(page)
    page.get_by_label("Why?").first.press_sequentially("Not a public person")
    page.get_by_role("button", name="Mask everywhere").press("Enter")
    expect(page.get_by_role("heading", name="Redacted")).to_be_visible()
    reader = desk.reader()
    reader.goto(PATH)
    expect(reader.locator(f"#c{COMMENT}")).to_contain_text("[person ")
    page.goto("/-/moderate/persons")
    assert_no_barrier(page)
