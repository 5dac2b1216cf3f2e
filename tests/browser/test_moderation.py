"""Moderating in a real browser: with the mouse, by keyboard alone, without a script, and with nothing in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.moderation_helpers import Desk, assert_no_barrier, mark_with_mouse, marked, open_desk
from tests.moderation_copy import COMMENT, CONTACT, OTHER, PATH, POST, REPLY, SECRET, START, vanish

pytestmark = pytest.mark.browser

WORDS = f'.words[data-item="{COMMENT}"]'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("archive") / "data") as desk:
        yield desk


@pytest.fixture
def moderator(desk: Desk) -> Page:
    return desk.moderator()


@pytest.fixture
def reader(desk: Desk) -> Page:
    return desk.reader()


def read(reader: Page, item_id: str) -> str:
    """Return what a reader sees of a comment now."""
    reader.goto(PATH)
    return reader.locator(f"#c{item_id}").inner_text()


def undo_from_certificate(page: Page) -> None:
    page.get_by_role("link", name="The item again, or undo").click()
    page.get_by_text("Undo…").click()
    page.locator("#decisions ~ .desk-decision input[name=reason]").fill("Made by mistake")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("heading", name="Undone")).to_be_visible()


@pytest.mark.feature("M10")
@pytest.mark.feature("M8")
def test_redacting_with_the_mouse_seeing_it_gone_and_undoing_it(moderator: Page, reader: Page) -> None:
    assert SECRET in read(reader, COMMENT)
    moderator.goto(PATH)
    mark_with_mouse(moderator, COMMENT, SECRET)
    assert marked(moderator) == SECRET
    moderator.get_by_role("link", name="Redact the marked words…").click()
    expect(moderator.get_by_label("Which words?")).to_have_value(SECRET)
    assert moderator.url.endswith(f"/-/moderate/item/{COMMENT}")
    moderator.get_by_label("What kind of detail?").select_option("place")
    moderator.locator("#reason").fill("Says where somebody works or lives")
    moderator.get_by_role("button", name="Preview").click()
    expect(moderator.get_by_text("1 place will change in this item.")).to_be_visible()
    assert SECRET in read(reader, COMMENT)
    moderator.get_by_role("button", name="Redact", exact=True).click()
    expect(moderator.get_by_text("Gone from this item, wherever readers meet it")).to_be_visible()

    assert "at [place] for nine years" in read(reader, COMMENT)
    reader.goto("/-/search?q=ravelsworth")
    assert COMMENT not in reader.content()

    moderator.get_by_role("link", name="Back to its place").first.click()
    moderator.wait_for_url(f"**{PATH}#c{COMMENT}")
    expect(moderator.locator(f"#c{COMMENT}")).to_contain_text("at [place] for nine years")
    moderator.go_back()
    undo_from_certificate(moderator)
    assert SECRET in read(reader, COMMENT)


@pytest.mark.feature("M10")
@pytest.mark.feature("M8")
def test_the_same_by_keyboard_alone(desk: Desk, moderator: Page, reader: Page) -> None:
    page, press = moderator, moderator.keyboard.press
    page.goto(PATH)
    tab_to(page, WORDS)
    for key in ("]", "]", "]", "]", "]", "]", "Shift+ArrowRight"):
        press(key)
    assert marked(page) == SECRET
    press("r")
    page.wait_for_url("**/-/moderate/item/*")
    expect(page.get_by_label("Which words?")).to_have_value(SECRET)
    expect(page.get_by_label("What kind of detail?")).to_be_focused()
    page.keyboard.type("place")
    press("Tab")
    press("Tab")
    page.keyboard.type("Says where somebody works or lives")
    press("Enter")
    expect(page.get_by_role("heading", name="Before you redact")).to_be_focused()
    press("Tab")
    expect(page.get_by_role("button", name="Redact", exact=True)).to_be_focused()
    press("Enter")
    expect(page.get_by_role("heading", name="Redacted")).to_be_visible()
    assert "at [place] for nine years" in read(reader, COMMENT)

    tab_to(page, ".desk-after a:last-child")
    press("Enter")
    page.wait_for_url("**/-/moderate/item/*")
    press("u")
    page.keyboard.type("Made by mistake")
    press("Enter")
    expect(page.get_by_role("heading", name="Undone")).to_be_visible()
    assert SECRET in read(reader, COMMENT)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what the selector names has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never comes to {selector}")


@pytest.mark.feature("M10")
def test_hiding_and_undoing_by_keys(moderator: Page, reader: Page) -> None:
    page, press = moderator, moderator.keyboard.press
    page.goto(PATH)
    tab_to(page, f'.words[data-item="{REPLY}"]')
    press("h")
    page.wait_for_url("**/-/moderate/item/*")
    page.locator("#hide-reason").fill("Asked for by whoever wrote it")
    press("Enter")
    expect(page.get_by_role("heading", name="Hidden")).to_be_visible()
    assert "sailed" not in read(reader, REPLY)
    undo_from_certificate(page)
    assert "sailed" in read(reader, REPLY)


@pytest.mark.feature("M10")
def test_marking_words_by_keyboard(moderator: Page) -> None:
    page = moderator
    page.goto(PATH)
    page.locator(WORDS).focus()
    steps = [
        ("ArrowRight", "I"),
        ("ArrowRight", "kept"),
        ("Shift+ArrowRight", "kept the"),
        ("Shift+ArrowLeft", "kept"),
        ("Shift+ArrowLeft", "I kept"),
        ("[", "I"),
        ("[", "I"),
        ("ArrowDown", "Nobody"),
        ("Shift+ArrowUp", "I kept the light at Ravelsworth Tower for nine years.\n\nNobody"),
        ("ArrowLeft", "I"),
    ]
    for key, expected in steps:
        page.keyboard.press(key)
        assert marked(page) == expected, key
    assert page.get_by_role("status").inner_text() == "Marked: I"
    page.keyboard.press("Escape")
    assert marked(page) == ""
    page.keyboard.press("ArrowLeft")
    assert marked(page) == "us"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.item") == REPLY
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.item") == COMMENT


@pytest.mark.feature("M10")
def test_what_is_marked_in_one_comment_is_not_taken_to_another(moderator: Page) -> None:
    moderator.goto(PATH)
    mark_with_mouse(moderator, COMMENT, SECRET)
    moderator.locator(f'[data-desk="{OTHER}"] [data-act=redact]').click()
    moderator.wait_for_url(f"**/-/moderate/item/{OTHER}")
    expect(moderator.get_by_label("Which words?")).to_have_value("")


def test_marking_in_the_original_fills_the_form(moderator: Page) -> None:
    moderator.goto(f"/-/moderate/item/{COMMENT}")
    mark_with_mouse(moderator, COMMENT, "Nobody thanked")
    moderator.get_by_role("button", name="Use the marked words").click()
    expect(moderator.get_by_label("Which words?")).to_have_value("Nobody thanked")


@pytest.mark.feature("M10")
def test_single_keys_can_be_switched_off_and_do_nothing_in_fields(moderator: Page) -> None:
    page = moderator
    page.goto(PATH)
    page.locator(WORDS).focus()
    page.keyboard.press("?")
    expect(page.get_by_text("redact the marked words", exact=True)).to_be_visible()
    page.get_by_label("Single keys do something").uncheck()
    page.locator(WORDS).focus()
    for key in ("r", "h", "t", "?"):
        page.keyboard.press(key)
    page.keyboard.press("]")
    assert marked(page) == "I"
    assert page.url.endswith(PATH)
    page.get_by_label("Single keys do something").check()
    page.goto(f"/-/moderate/item/{COMMENT}")
    page.locator("#reason").press("h")
    expect(page.locator("#reason")).to_have_value("h")


@pytest.mark.feature("M10")
def test_a_key_with_nothing_to_act_on_says_what_to_do_first(moderator: Page) -> None:
    page = moderator
    page.goto(PATH)
    note = page.get_by_role("status")
    for key, says in (("r", "Mark words first"), ("h", "Go to a text first")):
        page.keyboard.press(key)
        expect(note).to_contain_text(says)
        expect(note).to_be_in_viewport(ratio=1)
        assert page.url.endswith(PATH)
    page.keyboard.press("j")
    expect(note).to_have_text("")
    page.keyboard.press("r")
    page.wait_for_url("**/-/moderate/item/*")
    expect(page.get_by_label("Which words?")).to_have_value("")
    page.goto("/-/moderate/log")
    page.keyboard.press("r")
    expect(page.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_list_of_keys_opens_where_its_toggle_stands(moderator: Page, width: int) -> None:
    page = moderator
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(PATH)
    toggle = page.locator("#desk-keys > summary")
    others = page.locator(".desk-banner a, .desk-banner button")
    closed = [each.bounding_box() for each in (toggle, *others.all())]
    toggle.click()
    expect(page.get_by_text("redact the marked words", exact=True)).to_be_visible()
    assert [each.bounding_box() for each in (toggle, *others.all())] == closed
    assert not any(touch(closed[0], each) for each in closed[1:])
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def touch(one: Any, other: Any) -> bool:
    """True when two boxes share a point."""
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    return bool(across and one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"])


@pytest.mark.feature("M10")
def test_everything_works_without_a_script(desk: Desk, reader: Page) -> None:
    page = desk.moderator(script=False)
    page.goto(PATH)
    page.locator(f'[data-desk="{OTHER}"]').get_by_role("link", name="Redact words…").click()
    page.get_by_label("Which words?").fill("horrid green")
    page.get_by_label("Or in your own words").fill("a colour")
    page.locator("#reason").fill("Not a kind thing to say")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Before you redact")).to_be_focused()
    page.get_by_role("button", name="Redact", exact=True).click()
    expect(page.get_by_role("heading", name="Redacted")).to_be_visible()
    assert "a [a colour]." in read(reader, OTHER)
    undo_from_certificate(page)
    assert "horrid green" in read(reader, OTHER)


def test_a_problem_is_said_where_the_reader_of_the_page_is(moderator: Page) -> None:
    moderator.goto(f"/-/moderate/item/{COMMENT}")
    moderator.get_by_label("Which words?").fill("Lighthouse Hill")
    moderator.locator("#reason").fill("Says where somebody works or lives")
    moderator.get_by_role("button", name="Preview").click()
    expect(moderator.locator(".desk-problem")).to_be_focused()
    expect(moderator.get_by_label("Which words?")).to_have_value("Lighthouse Hill")
    moderator.get_by_label("What kind of detail?").select_option("place")
    moderator.get_by_role("button", name="Preview").click()
    expect(moderator.locator(".desk-problem")).to_contain_text("do not stand in")


@pytest.mark.feature("M2")
def test_what_was_typed_is_back_after_the_network_was_lost(moderator: Page) -> None:
    moderator.goto(f"/-/moderate/item/{COMMENT}/erase")
    reason = moderator.get_by_label("Why?")
    reason.fill("Typed with care")
    moderator.route("**/erase", lambda route: route.fulfill(status=429, body="not now"))
    moderator.get_by_role("button", name="Ask", exact=True).click()
    expect(moderator.get_by_text("not now")).to_be_visible()
    moderator.unroute("**/erase")
    moderator.goto(f"/-/moderate/item/{COMMENT}/erase")
    expect(reason).to_have_value("Typed with care")
    assert moderator.evaluate("sessionStorage.length") == 0


def test_nothing_is_loaded_from_elsewhere(desk: Desk, moderator: Page) -> None:
    asked: list[str] = []
    moderator.on("request", lambda request: asked.append(request.url))
    moderator.goto(f"/-/moderate/item/{COMMENT}")
    assert len(asked) >= 3
    assert [url for url in asked if not re.match(rf"{desk.moderation}/", url)] == []


def test_the_words_of_a_mark_stay_in_no_address_and_no_storage(moderator: Page) -> None:
    asked: list[str] = []
    moderator.on("request", lambda request: asked.append(request.url + str(request.headers)))
    moderator.goto(PATH)
    mark_with_mouse(moderator, COMMENT, SECRET)
    moderator.keyboard.press("r")
    expect(moderator.get_by_label("Which words?")).to_have_value(SECRET)
    assert not any("ravelsworth" in each.lower() for each in asked)
    assert moderator.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])") == "[{},{}]"


def test_nothing_stands_in_the_way_of_anybody(desk: Desk, moderator: Page) -> None:
    login = desk.moderator()
    login.context.clear_cookies()
    login.goto("/")
    assert_no_barrier(login)
    page = moderator
    vanish(desk.folder, START, OTHER)
    page.goto(f"/-/moderate/item/{OTHER}")
    assert_no_barrier(page)
    for path in (PATH, f"/-/moderate/item/{COMMENT}", "/-/moderate/queue", f"/-/moderate/item/{POST}/tags"):
        page.goto(path)
        assert_no_barrier(page)
    page.goto(f"/-/moderate/item/{CONTACT}")
    page.get_by_label("Which words?").fill("lamp.keeper@light.example")
    page.get_by_label("What kind of detail?").select_option("e-mail")
    page.locator("#reason").fill("Contact details")
    page.get_by_role("button", name="Preview").click()
    assert_no_barrier(page)
    page.get_by_role("button", name="Redact", exact=True).click()
    expect(page.get_by_role("heading", name="Redacted")).to_be_visible()
    assert_no_barrier(page)
    for path in (f"/-/moderate/item/{CONTACT}", "/-/moderate/log", "/-/moderate/moderators", "/-/moderate/item/99"):
        page.goto(path)
        assert_no_barrier(page)
