"""The queue in a real browser: by keyboard alone, by mouse, without a script, and when the network dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

import pytest
from playwright.sync_api import Page, Route, expect

from archive.moderation import decisions, moderators
from archive.originals.database import open_archive
from archive.publishing.publisher import publish
from tests.bench import Bench, comment, make_bench, post
from tests.browser.chromium import chromium
from tests.browser.moderation_helpers import Desk, assert_no_barrier
from tests.moderation_copy import ADMIN, PASSWORD, serving

pytestmark = pytest.mark.browser

QUEUE = "/-/moderate/queue"
PATH = "/2018/07/post-1.html"
MAIL, PHONE, OTHER_MAIL = "w.quillfeather@ferry.example", "020 7946 0018", "o.capstan@ferry.example"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return an archive of details that any version of the recognizers finds, and of nothing else."""
    bench = make_bench(tmp_path_factory.mktemp("queue"))
    bench.add(
        post(
            1,
            comment(11, f"<p>Write to {MAIL} today.</p>", author="Dunlin"),
            comment(12, f"<p>Ring {PHONE} before noon.</p>", answers=11, author="Curlew"),
            comment(13, f"<p>Ring {PHONE} as well.</p>", author="Gull"),
            comment(14, f"<p>Boats, {OTHER_MAIL}, rain.</p>", author="Dunlin"),
            comment(15, "<p>Rain.</p>", author="Gull"),
        )
    )
    moderators.add(bench.db, ADMIN, "admin", PASSWORD, bench.now)
    bench.publish()
    return bench


@pytest.fixture(scope="module")
def served(bench: Bench) -> Iterator[Desk]:
    with (
        serving("serve", bench.folder) as public,
        serving("moderate", bench.folder) as moderation,
        chromium() as browser,
    ):
        yield Desk(bench.folder, public, moderation, browser)


@pytest.fixture
def desk(served: Desk, bench: Bench) -> Desk:
    """Return the archive as it was: nothing decided, nothing claimed."""
    with closing(open_archive(served.folder)) as db:
        for made in decisions.active_decisions(db):
            decisions.undo(db, made.id, by=made.made_by, now=datetime.fromisoformat(made.made_at))
        with db.atomic():
            for table in ("claim", "queue_act", "queue_skip"):
                db.execute(f"delete from {table}")
            db.execute("update finding set state = 'open', kept_words_id = null")
            db.execute("delete from kept_words")
            db.execute("insert or ignore into pending select id from comment")
    publish(served.folder, now=bench.now)
    return served


@pytest.fixture
def page(desk: Desk) -> Page:
    return desk.moderator()


def about(page: Page, words: str, *, script: bool = True) -> None:
    """Hold that the card on a page is about these words, and that its keys are there."""
    expect(page.locator(".queue-card mark")).to_have_text(words)
    if script:
        expect(page.locator("#queue-status")).to_be_attached()


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
    about(page, PHONE)
    expect(page.locator("#queue-status")).to_contain_text("Redacted as [e-mail]: ")
    read(desk, "11", "Write to [e-mail] today.")
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
    page.goto(f"{QUEUE}?kind=phone")
    about(page, PHONE)
    page.keyboard.press("g")
    expect(page.get_by_role("radio", name="[phone]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="In your own words")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("a number of mine")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 left of phone")).to_be_visible()
    read(desk, "12", "Ring [a number of mine] before noon.")


@pytest.mark.feature("M10")
def test_editing_the_words_by_keyboard_with_every_step_said(desk: Desk, page: Page) -> None:
    page.goto(f"{QUEUE}?kind=phone")
    about(page, PHONE)
    page.keyboard.press("e")
    status = page.locator("#queue-status")
    for key, words in (
        ("Shift+ArrowLeft", f"Ring {PHONE}"),
        ("Shift+ArrowLeft", f"Ring {PHONE}"),
        ("Shift+ArrowRight", PHONE),
        ("ArrowRight", f"{PHONE} before"),
        ("ArrowRight", f"{PHONE} before noon"),
        ("ArrowLeft", f"{PHONE} before"),
    ):
        page.keyboard.press(key)
        expect(status).to_have_text(f"Marked: {words}")
        expect(page.get_by_label("Which words?")).to_have_value(words)
    assert page.locator(".desk-in").all_inner_texts() == [*PHONE.split(), "before"]
    page.get_by_role("button", name="End a word earlier").click()
    expect(status).to_have_text(f"Marked: {PHONE}")
    page.get_by_role("button", name="Begin a word earlier").click()
    page.keyboard.press("a")
    expect(page.get_by_text("1 left of phone")).to_be_visible()
    read(desk, "12", "[phone] before noon.")


@pytest.mark.feature("M10")
def test_keeping_hiding_and_skipping_by_keyboard(desk: Desk, page: Page) -> None:
    page.goto(QUEUE)
    about(page, MAIL)
    page.keyboard.press("r")
    expect(page.get_by_role("radio", name="An official number or address that anybody may know")).to_be_focused()
    page.keyboard.press("Enter")
    about(page, PHONE)
    expect(page.locator("#queue-status")).to_contain_text("Kept: ")
    page.keyboard.press("s")
    expect(page.locator("#queue-status")).to_contain_text("Skipped: ")
    about(page, PHONE)
    page.keyboard.press("j")
    about(page, OTHER_MAIL)
    page.keyboard.press("h")
    expect(page.locator("#hide-reason")).to_be_focused()
    page.keyboard.type("Asked for by whoever wrote it")
    page.keyboard.press("Enter")
    about(page, PHONE)
    expect(page.get_by_text("2 left")).to_be_visible()
    read(desk, "14", "Asked for by whoever wrote it")
    read(desk, "11", MAIL)


@pytest.mark.feature("M10")
@pytest.mark.feature("M6")
def test_next_and_previous_help_and_these_too(desk: Desk, page: Page) -> None:
    page.goto(QUEUE)
    about(page, MAIL)
    page.keyboard.press("j")
    about(page, PHONE)
    page.keyboard.press("k")
    about(page, MAIL)
    page.keyboard.press("?")
    expect(page.get_by_text("redact the marked words, and go on")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("redact the marked words, and go on")).to_be_hidden()
    page.keyboard.press("j")
    about(page, PHONE)
    page.keyboard.press("Shift+A")
    about(page, OTHER_MAIL)
    expect(page.locator("#queue-status")).to_contain_text("and in 1 other item")
    read(desk, "13", "Ring [phone] as well.")


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
    about(page, PHONE)


@pytest.mark.feature("M10")
def test_everything_works_without_a_script(desk: Desk) -> None:
    page = desk.moderator(script=False)
    page.goto(QUEUE)
    page.get_by_text("Keep the words", exact=True).click()
    page.get_by_role("button", name="Keep and go on").click()
    about(page, PHONE, script=False)
    page.get_by_label("Which words?").fill(f"Ring {PHONE}")
    page.get_by_label("In your own words", exact=True).check()
    page.get_by_label("Your own words for its place").fill("a number")
    page.get_by_role("button", name="Redact and go on").click()
    expect(page.get_by_text("2 left")).to_be_visible()
    page.get_by_role("button", name="Skip").click()
    about(page, OTHER_MAIL, script=False)
    page.get_by_role("link", name="Hide").click()
    page.get_by_text("Hide all of it", exact=True).click()
    page.locator("#hide-reason").fill("Asked for by whoever wrote it")
    page.get_by_role("button", name="Hide and go on").click()
    expect(page.get_by_role("heading", name="Nothing is free just now")).to_be_visible()
    read(desk, "12", "[a number] before noon.")
    page.get_by_role("button", name="Undo u", exact=True).click()
    about(page, OTHER_MAIL, script=False)


@pytest.mark.feature("M10")
def test_a_network_that_dies_loses_nothing_and_does_nothing_twice(desk: Desk, page: Page) -> None:
    page.goto(QUEUE)

    def send_twice_and_die(route: Route) -> None:
        for _ in range(2):
            route.fetch(max_redirects=0)
        route.abort()

    about(page, MAIL)
    page.route("**/card/*", send_twice_and_die)
    with page.expect_event("requestfailed"):
        page.keyboard.press("a")
    page.unroute("**/card/*")
    with closing(open_archive(desk.folder)) as db:
        assert len(decisions.active_decisions(db)) == 1
    page.goto(QUEUE)
    about(page, PHONE)
    expect(page.get_by_text("3 left")).to_be_visible()


def test_nothing_stands_in_the_way_of_anybody(desk: Desk, bench: Bench, page: Page) -> None:
    bench.seen(1, 11, 12, 13, 14)
    page.goto(f"{QUEUE}?kind=phone")
    about(page, PHONE)
    for control in ("r", "h"):
        page.keyboard.press(control)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_text("Keys", exact=True).click()
    assert_no_barrier(page)
    page.keyboard.press("s")
    about(page, PHONE)
    for path in (f"{QUEUE}?card=g15", f"{QUEUE}?kind=none", f"{QUEUE}/all", "/-/moderate/voice/11"):
        page.goto(path)
        assert_no_barrier(page)
    page.goto(f"{QUEUE}?kind=e-mail")
    about(page, MAIL)
    page.keyboard.press("r")
    page.get_by_label("Keep these words everywhere, now and later").check()
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.locator(".desk-problem")).to_contain_text("What shows that this is public?")
    assert_no_barrier(page)
    page.get_by_label("A public person or office", exact=True).check()
    page.get_by_label("What shows it: a sentence or an address").fill("It is on every map")
    page.get_by_role("button", name="Keep and go on").click()
    about(page, OTHER_MAIL)
    page.goto("/-/moderate/kept")
    expect(page.get_by_text("It is on every map")).to_be_visible()
    assert_no_barrier(page)
