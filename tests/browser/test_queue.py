"""The queue in a real browser: by keyboard alone, by mouse, without a script, and when the network dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, Route, expect

from archive.moderation import decisions
from archive.moderation.values import words_by_id
from archive.originals.database import open_archive
from tests.browser.moderation_helpers import Desk, assert_no_barrier, open_desk
from tests.moderation_copy import COMMENT, CONTACT, OTHER, PATH, REPLY, SECRET, START, vanish

pytestmark = pytest.mark.browser

QUEUE = "/-/moderate/queue"
MAIL = "lamp.keeper@light.example"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("archive") / "data") as desk:
        yield desk


@pytest.fixture
def desk(served: Desk) -> Desk:
    """Return the archive as it was: nothing decided, nothing claimed, and four findings of our own."""
    with closing(open_archive(served.folder)) as db:
        for made in decisions.active_decisions(db):
            decisions.undo(db, made.id, by=made.made_by, now=START.fromisoformat(made.made_at))
        with db.atomic():
            for table in ("finding", "claim", "queue_act", "queue_skip", "kept_words"):
                db.execute(f"delete from {table}")
            add(db, CONTACT, MAIL, "e-mail", "high")
            add(db, COMMENT, "nine years", "length of service", "medium")
            add(db, COMMENT, SECRET, "office", "medium")
            add(db, REPLY, "sailed home", "detail", "low")
    return served


def add(db: object, item: str, words: str, kind: str, risk: str) -> None:
    start = words_by_id(db, [item])[item]["text"].index(words)  # type: ignore[arg-type]  # an open archive
    db.execute(  # type: ignore[attr-defined]
        "insert into finding (item_id, entity, field, span_start, span_end, score, risk, why, recognizer, version, "
        "digest) values (?, ?, 'text', ?, ?, 1, ?, 'is of a form that we know', 'test', 1, ?)",
        [item, kind, start, start + len(words), risk, f"{item}{words}"],
    )


@pytest.fixture
def page(desk: Desk) -> Page:
    return desk.moderator()


def about(page: Page, words: str) -> None:
    """Hold that the card on a page is about these words."""
    expect(page.locator(".queue-card mark")).to_have_text(words)


def read(desk: Desk, item: str, words: str) -> None:
    """Hold that a reader comes to see these words in a comment: publishing follows a decision in a moment."""
    reader = desk.reader()
    for _ in range(200):
        reader.goto(PATH)
        if words in reader.locator(f"#c{item}").inner_text():
            break
        reader.wait_for_timeout(100)
    else:
        pytest.fail(f"readers never see it: {reader.locator(f'#c{item}').inner_text()}")
    reader.context.close()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never comes to {selector}")


@pytest.mark.feature("M10")
@pytest.mark.feature("M8")
def test_accepting_and_undoing_with_one_key_each(desk: Desk, page: Page) -> None:
    page.goto(QUEUE)
    about(page, MAIL)
    page.keyboard.press("a")
    about(page, SECRET)
    expect(page.locator("#queue-status")).to_contain_text("Masked as [e-mail]: Comment 4")
    read(desk, CONTACT, "Write to the keeper: [e-mail]")
    for _ in range(100):
        page.reload()
        if page.get_by_text("readers see it so").count():
            break
    expect(page.get_by_role("link", name="certificate")).to_be_visible()
    page.keyboard.press("u")
    about(page, MAIL)
    expect(page.get_by_text("4 left")).to_be_visible()


@pytest.mark.feature("M10")
@pytest.mark.feature("M3")
def test_generalising_by_keyboard(desk: Desk, page: Page) -> None:
    page.goto(f"{QUEUE}?kind=length+of+service")
    about(page, "nine years")
    page.keyboard.press("g")
    expect(page.get_by_role("radio", name="[length of service]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="[about 10 years]")).to_be_checked()
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("heading", name="0 left").or_(page.get_by_role("heading", name="Nothing waits"))
    ).to_be_visible()
    read(desk, COMMENT, "for [about 10 years].")


@pytest.mark.feature("M10")
def test_editing_the_words_by_keyboard_with_every_step_said(desk: Desk, page: Page) -> None:
    page.goto(f"{QUEUE}?kind=office")
    page.keyboard.press("e")
    status = page.locator("#queue-status")
    for key, words in (
        ("Shift+ArrowLeft", f"at {SECRET}"),
        ("Shift+ArrowLeft", f"light at {SECRET}"),
        ("Shift+ArrowRight", f"at {SECRET}"),
        ("ArrowRight", f"at {SECRET} for"),
        ("ArrowLeft", f"at {SECRET}"),
    ):
        page.keyboard.press(key)
        expect(status).to_have_text(f"Marked: {words}")
        expect(page.get_by_label("Which words?")).to_have_value(words)
    assert page.locator(".desk-in").all_inner_texts() == ["at", *SECRET.split()]
    page.get_by_role("button", name="Begin a word later").click()
    expect(status).to_have_text(f"Marked: {SECRET}")
    page.get_by_role("button", name="Begin a word earlier").click()
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    read(desk, COMMENT, "I kept the light [office] for nine years.")


@pytest.mark.feature("M10")
def test_keeping_hiding_and_skipping_by_keyboard(desk: Desk, page: Page) -> None:
    page.goto(QUEUE)
    page.keyboard.press("r")
    expect(page.get_by_role("radio", name="An official number or address that anybody may know")).to_be_focused()
    page.keyboard.press("Enter")
    about(page, SECRET)
    expect(page.locator("#queue-status")).to_contain_text("Kept: Comment 4")
    page.keyboard.press("s")
    about(page, "nine years")
    page.keyboard.press("j")
    about(page, "sailed home")
    page.keyboard.press("h")
    expect(page.locator("#hide-reason")).to_be_focused()
    page.keyboard.type("Asked for by whoever wrote it")
    page.keyboard.press("Enter")
    about(page, "nine years")
    read(desk, REPLY, "Asked for by whoever wrote it")
    expect(page.get_by_text("2 left")).to_be_visible()


@pytest.mark.feature("M10")
@pytest.mark.feature("M6")
def test_next_and_previous_help_and_these_too(desk: Desk, page: Page) -> None:
    page.goto(QUEUE)
    page.keyboard.press("j")
    about(page, SECRET)
    page.keyboard.press("k")
    about(page, MAIL)
    page.keyboard.press("?")
    expect(page.get_by_text("mask the marked words, and go on")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("mask the marked words, and go on")).to_be_hidden()
    page.keyboard.press("j")
    about(page, SECRET)
    page.keyboard.press("Shift+A")
    about(page, "nine years")
    expect(page.locator("#queue-status")).to_contain_text("and in 1 other item")
    read(desk, OTHER, "[office]")


@pytest.mark.feature("M10")
def test_single_keys_can_be_switched_off_and_do_nothing_in_fields(page: Page) -> None:
    page.goto(QUEUE)
    page.get_by_label("Why?", exact=True).first.focus()
    page.keyboard.type("ash")
    about(page, MAIL)
    page.locator("h1").focus()
    page.keyboard.press("?")
    page.get_by_label("Single keys do something").uncheck()
    page.locator("h1").focus()
    for key in ("a", "s", "j", "r", "u"):
        page.keyboard.press(key)
    about(page, MAIL)
    # everything is there for Tab and Enter as well
    tab_to(page, "button[data-key=s]")
    page.keyboard.press("Enter")
    about(page, SECRET)


@pytest.mark.feature("M10")
def test_everything_works_without_a_script(desk: Desk) -> None:
    page = desk.moderator(script=False)
    page.goto(QUEUE)
    page.get_by_text("Keep the words", exact=True).click()
    page.get_by_role("button", name="Keep and go on").click()
    about(page, SECRET)
    page.get_by_label("Which words?").fill(f"at {SECRET}")
    page.get_by_role("radio", name="[a northern office]").check()
    page.get_by_role("button", name="Mask and go on").click()
    about(page, "nine years")
    page.get_by_role("button", name="Skip").click()
    about(page, "sailed home")
    page.get_by_role("link", name="Hide").click()
    page.get_by_text("Hide all of it", exact=True).click()
    page.locator("#hide-reason").fill("Asked for by whoever wrote it")
    page.get_by_role("button", name="Hide and go on").click()
    expect(page.get_by_role("heading", name="Nothing is free just now")).to_be_visible()
    read(desk, COMMENT, "I kept the light [a northern office] for nine years.")
    page.get_by_role("button", name="Undo u", exact=True).click()
    about(page, "sailed home")


@pytest.mark.feature("M10")
def test_a_network_that_dies_loses_nothing_and_does_nothing_twice(desk: Desk, page: Page) -> None:
    page.goto(QUEUE)

    def send_twice_and_die(route: Route) -> None:
        for _ in range(2):
            route.fetch(max_redirects=0)
        route.abort()

    page.route("**/card/*", send_twice_and_die)
    with page.expect_event("requestfailed"):
        page.keyboard.press("a")
    page.unroute("**/card/*")
    with closing(open_archive(desk.folder)) as db:
        assert len(decisions.active_decisions(db)) == 1
    page.goto(QUEUE)
    about(page, SECRET)
    expect(page.get_by_text("3 left")).to_be_visible()


def test_nothing_stands_in_the_way_of_anybody(desk: Desk, page: Page) -> None:
    vanish(desk.folder, START, OTHER)
    page.goto(QUEUE)
    page.keyboard.press("s")
    about(page, SECRET)
    for control in ("r", "h", "?"):
        page.keyboard.press(control)
    page.get_by_text("Filters").click()
    assert_no_barrier(page)
    for path in (f"{QUEUE}?card=g{OTHER}", f"{QUEUE}?kind=none", f"{QUEUE}/all", f"/-/moderate/voice/{COMMENT}"):
        page.goto(path)
        assert_no_barrier(page)
    page.goto(f"{QUEUE}?kind=office")
    page.keyboard.press("r")
    page.get_by_label("Keep these words everywhere, now and later").check()
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.locator(".desk-problem")).to_contain_text("What shows that this is public?")
    assert_no_barrier(page)
    page.get_by_label("What shows it: a sentence or an address").fill("It is on every map")
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    page.goto("/-/moderate/kept")
    expect(page.get_by_text("It is on every map")).to_be_visible()
    assert_no_barrier(page)
