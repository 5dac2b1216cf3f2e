"""Asking for removal and answering it in a real browser: without a script, by keyboard, and with nothing in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.moderation_helpers import Desk, assert_no_barrier, open_desk
from tests.moderation_copy import COMMENT, PATH

pytestmark = pytest.mark.browser

ATTACKS = [line for line in (Path(__file__).parents[1] / "xss.txt").read_text(encoding="utf-8").split("\n") if line]
WHY = "My old office stands in it."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("archive") / "data") as desk:
        yield desk


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what the selector names has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never comes to {selector}")


def send(page: Page, places: str, why: str) -> str:
    """Fill the form in and return the address of the case."""
    page.goto("/-/report")
    page.get_by_label("Which comment or post?").fill(places)
    page.get_by_label("It identifies me").check()
    page.get_by_label("Why?").fill(why)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/-/case/*")
    return page.url


@pytest.mark.feature("M1")
@pytest.mark.feature("R9")
def test_a_report_by_keyboard_alone_and_back_to_its_case(desk: Desk) -> None:
    page = desk.reader()
    page.goto(PATH)
    tab_to(page, f'a.report[href$="item={COMMENT}"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/-/report?item=*")
    expect(page.get_by_label("Which comment or post?")).to_have_value(f"/-/comment/{COMMENT}")
    assert_no_barrier(page)
    tab_to(page, "input[value=me]")
    page.keyboard.press("Space")
    tab_to(page, "#why")
    page.keyboard.type(WHY)
    tab_to(page, ".report-form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/-/case/*")
    expect(page.get_by_role("heading", name=re.compile("Case ....-...."))).to_be_visible()
    expect(page.locator(".case-link")).to_have_text(page.url)
    assert_no_barrier(page)
    assert page.context.cookies() == []

    link = page.url
    other = desk.reader()
    other.goto(link)
    other.get_by_label("Write to the moderators").fill("One more thing.")
    other.get_by_role("button", name="Send").click()
    expect(other.get_by_text("Your message has come")).to_be_visible()
    assert WHY not in other.content()
    # nothing of the address goes anywhere, not even to the next page of the archive
    with other.expect_request("**/-/about") as asked:
        other.get_by_role("navigation").get_by_role("link", name="About").click()
    assert "referer" not in asked.value.headers


@pytest.mark.feature("M1")
def test_a_form_that_lacks_something_says_so_and_keeps_the_rest(desk: Desk) -> None:
    page = desk.reader()
    page.goto("/-/report")
    page.get_by_label("Which comment or post?").fill("   ")
    page.get_by_label("It identifies me").check()
    page.get_by_label("Why?").fill(WHY)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Which comment or post do you mean?")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Why?")).to_have_value(WHY)
    assert_no_barrier(page)


@pytest.mark.feature("M1")
@pytest.mark.parametrize("script", [True, False])
def test_a_moderator_takes_answers_and_closes_a_case(desk: Desk, script: bool) -> None:
    sender = desk.reader()
    link = send(sender, f"{desk.public}{PATH}#c{COMMENT}", WHY)
    case_id = sender.locator("h1").inner_text().removeprefix("Case ")
    page = desk.moderator(script=script)
    page.get_by_role("link", name="Cases", exact=True).click()
    expect(page.get_by_role("heading", name="Cases")).to_be_visible()
    if script:  # axe is a script
        assert_no_barrier(page)
    page.get_by_role("link", name=case_id).click()
    expect(page.get_by_text(WHY)).to_be_visible()
    expect(page.locator(f"#item-{COMMENT}")).to_contain_text("Nobody thanked us.")
    if script:
        assert_no_barrier(page)
    page.get_by_role("button", name="Take this case").click()
    expect(page.get_by_text("You have this case until")).to_be_visible()
    page.get_by_label("Begin with a ready answer").select_option("Which words?")
    page.get_by_role("button", name="Put the ready answer into the box").click()
    expect(page.get_by_label("Write to whoever sent it")).to_have_value(re.compile("^Thank you for writing. Which"))
    page.get_by_role("button", name="Send", exact=True).click()
    sender.goto(link)
    expect(sender.get_by_text("Which words identify you or somebody else?")).to_be_visible()
    expect(sender.locator(".lead")).to_contain_text("Being looked at")
    page.get_by_label("It was removed", exact=True).check()
    page.get_by_label("Why?").fill("It named your office.")
    page.get_by_label("Close the case with it").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".lead")).to_contain_text("Closed")
    if script:
        assert_no_barrier(page)
    sender.goto(link)
    expect(sender.get_by_text("It was removed.")).to_be_visible()
    expect(sender.get_by_text("It named your office.")).to_be_visible()
    assert sender.locator("form").count() == 0
    assert_no_barrier(sender)


@pytest.mark.feature("O6")
def test_nothing_that_is_sent_runs_anywhere(desk: Desk) -> None:
    """The page's own guard fails the test for any script error or message of the policy; a dialog is a script."""
    some = "\n".join([*ATTACKS[::60], "<img src=x onerror=alert(1)>", "</textarea><script>alert(1)</script>"])
    sender = desk.reader()
    dialogs: list[str] = []
    sender.on("dialog", lambda dialog: dialogs.append(dialog.message))
    send(sender, some, some)
    sender.get_by_label("Write to the moderators").fill(some)
    sender.get_by_role("button", name="Send").click()
    expect(sender.get_by_text("Your message has come")).to_be_visible()
    case_id = sender.locator("h1").inner_text().removeprefix("Case ")
    page = desk.moderator()
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto("/-/moderate/cases")
    page.goto(f"/-/moderate/case/{case_id}")
    expect(page.locator("dd.case-words").first).to_contain_text("<img src=x onerror=alert(1)>")
    page.get_by_label("It stays as it is").check()
    page.get_by_label("Why?").fill(some[:1900])
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".lead")).to_contain_text("Decided")
    sender.reload()
    expect(sender.get_by_text("What was decided")).to_be_visible()
    assert dialogs == []
    own = {
        f"{desk.moderation}{source}"
        for source in page.eval_on_selector_all("script", "all => all.map(s => s.getAttribute('src'))")
    }
    assert len(own) == 1
    assert sender.locator("script").count() == 0


def test_what_waits_apart_can_be_sorted_and_has_no_barrier(desk: Desk) -> None:
    for number in range(6):
        send(desk.reader(), f"comment {number}", "again and again")
    page = desk.moderator()
    page.goto("/-/moderate/cases?pile=unverified")
    boxes = page.locator("input[name^='tick:']")
    assert boxes.count() >= 1
    assert_no_barrier(page)
    boxes.first.check()
    page.get_by_role("button", name="Put the ticked aside").click()
    expect(page.get_by_role("heading", name="Cases")).to_be_visible()
