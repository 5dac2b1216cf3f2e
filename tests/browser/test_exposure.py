"""What readers could find out, figures, and days to look again, in a real browser: by keyboard, with no barrier."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from archive.moderation import decisions, reviews
from archive.originals.database import open_archive
from tests.browser.moderation_helpers import Desk, assert_no_barrier, open_desk
from tests.moderation_copy import ADMIN, COMMENT, CONTACT, PASSWORD, START

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("archive") / "data") as desk:
        yield desk


@pytest.fixture
def page(desk: Desk) -> Page:
    return desk.moderator()


@pytest.mark.feature("M13")
def test_what_readers_could_find_out_is_read_and_narrowed_by_keyboard(desk: Desk, page: Page) -> None:
    with closing(open_archive(desk.folder)) as db, db.atomic():
        for number, kinds in enumerate(('["health", "office"]', '["health"]', '["office"]', '["leaving"]')):
            db.execute(
                "insert or replace into shown values (?, ?, ?, '[]')",
                (COMMENT if not number else f"x{number}", f"voice {number}", kinds),
            )
    page.goto("/-/moderate/intruder")
    page.get_by_text("Filters", exact=True).press("Enter")
    assert_no_barrier(page)
    page.get_by_label("Kind").select_option("office")
    page.get_by_role("button", name="Narrow").press("Enter")
    page.get_by_role("link", name="health, office", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Can somebody be singled out?")).to_be_visible()
    assert_no_barrier(page)
    page.goto("/-/moderate/combinations")
    expect(page.get_by_text("health and office")).to_be_visible()
    assert_no_barrier(page)


@pytest.mark.feature("M19")
def test_the_figures_and_what_readers_see_of_them_hold_no_barrier(desk: Desk, page: Page) -> None:
    page.goto("/-/moderate/figures")
    expect(page.get_by_role("heading", name="How well the rules find details")).to_be_visible()
    assert_no_barrier(page)
    page.get_by_role("link", name="how much was taken out, by year").press("Enter")
    expect(page.get_by_role("heading", name="How much was taken out")).to_be_visible()
    assert_no_barrier(page)


@pytest.mark.feature("M13")
def test_a_detail_is_kept_until_a_day_by_keyboard_and_what_is_due_is_left_so(desk: Desk, page: Page) -> None:
    page.goto("/-/moderate/queue?kind=e-mail")
    page.keyboard.press("r")
    page.get_by_label("Look at it again on").last.press("Space")
    page.get_by_label("The day to look at what was kept again").fill("2099-01-31")
    page.get_by_role("button", name="Keep and go on").press("Enter")
    expect(page.locator(".desk-problem")).to_contain_text("within 30 years")
    assert_no_barrier(page)
    with closing(open_archive(desk.folder)) as db:
        made = decisions.hide(db, CONTACT, reason="Asked for by whoever wrote it", by=ADMIN, now=START)
        reviews.set_day(db, made.id, START.date(), by=ADMIN, now=START)
    page.goto("/-/moderate/queue?kind=to be looked at again")
    expect(page.get_by_text("to be looked at again from")).to_be_visible()
    assert_no_barrier(page)
    page.keyboard.press("r")
    page.get_by_role("button", name="Let it stand and go on").press("Enter")
    expect(page.get_by_text("Left as it was decided")).to_be_visible()


@pytest.mark.feature("O1")
def test_a_password_is_changed_by_keyboard_without_a_barrier(desk: Desk) -> None:
    page = desk.moderator()
    page.get_by_role("link", name="Password").press("Enter")
    page.get_by_label("The password you have now").press_sequentially("not this one")
    page.get_by_label("The new one", exact=True).press_sequentially(PASSWORD)
    page.get_by_label("The new one once more").press_sequentially(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".desk-problem")).to_contain_text("not the password that you have now")
    assert_no_barrier(page)
    for label in ("The password you have now", "The new one", "The new one once more"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have a new password.")).to_be_visible()
    assert_no_barrier(page)
    page.goto("/-/moderate/queue")
    expect(page).to_have_url(f"{desk.moderation}/-/moderate/queue")
