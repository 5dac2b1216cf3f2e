"""The main tasks of a moderator by keyboard alone: nothing here can click, and every control is reached with Tab."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from archive.inbox import store as inbox
from archive.inbox.database import opened
from archive.inbox.models import Kind, Outcome, Report, State, hash_secret
from archive.moderation import cases, decisions, erasures, moderators, persons
from archive.originals.database import open_archive
from tests.bench import comment, make_bench, post
from tests.browser.chromium import chromium
from tests.browser.moderation_helpers import Desk
from tests.moderation_copy import ADMIN, PASSWORD, serving

pytestmark = [pytest.mark.browser, pytest.mark.feature("M10")]

PHONES = [f"020 7946 00{number}" for number in range(10, 24)]
NAME, LINK, CASE = "Odalys Marchbanks", "t" * 43, "TASK-0009"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return an archive in which every comment tells one telephone number, and somebody is named in two."""
    bench = make_bench(tmp_path_factory.mktemp("tasks"))
    said = [comment(11 + place, f"<p>Ring {each} before noon.</p>") for place, each in enumerate(PHONES)]
    named = [comment(number, f"<p>Boats and {NAME} and rain, {number}.</p>") for number in (51, 52)]
    bench.add(post(1, *said, *named))
    moderators.add(bench.db, ADMIN, "admin", PASSWORD, bench.now)
    bench.publish()
    with opened(bench.folder) as box:
        report = Report(
            CASE, hash_secret(LINK), bench.now.isoformat(), Kind.ME, ("51",), "51", "It is mine.", is_verified=True
        )
        inbox.add_reports(box, [report])
    with (
        serving("serve", bench.folder) as public,
        serving("moderate", bench.folder) as moderation,
        chromium() as browser,
    ):
        yield Desk(bench.folder, public, moderation, browser)


class Keyboard:
    """A browser without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def to(self, selector: str) -> None:
        """Press Tab until what the selector names has the focus, and can be seen to have it."""
        for _ in range(150):
            self.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                width = self.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
                assert width >= 1, f"nobody sees that {selector} has the focus"
                return
        pytest.fail(f"Tab never comes to {selector} on {self.page.url}")

    def enter(self, selector: str) -> None:
        """Go to a link or button and press it; return when the next page is there."""
        self.to(selector)
        with self.page.expect_navigation():
            self.press("Enter")

    def leave(self, *keys: str) -> None:
        """Press keys of which the last leads to another page; return when that is there."""
        self.press(*keys[:-1])
        with self.page.expect_navigation():
            self.press(keys[-1])
        expect(self.page.locator("#queue-status")).to_be_attached()

    @property
    def marked(self) -> str:
        return self.page.locator(".queue-card mark").inner_text()


@pytest.fixture
def keys(desk: Desk) -> Iterator[Keyboard]:
    """Return the keyboard of somebody who has just logged in and opened the queue with it."""
    page = desk.browser.new_context(base_url=desk.moderation).new_page()
    page.goto("/")
    keyboard = Keyboard(page)
    keyboard.to("#name")
    keyboard.type(ADMIN)
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    with page.expect_navigation():
        keyboard.press("Enter")
    keyboard.enter("nav a[href='/-/moderate/queue']")
    expect(page.locator("#queue-status")).to_be_attached()
    yield keyboard
    page.context.close()


def made_on(desk: Desk, words: str) -> list[decisions.Decision]:
    """Return the decisions that hold on the comment that told a number."""
    item = str(11 + PHONES.index(words))
    with closing(open_archive(desk.folder)) as db:
        return decisions.decisions_for(db, item)


def test_1_logging_in_and_out(keys: Keyboard) -> None:
    keys.enter(".desk-banner form[action='/-/logout'] button")
    assert keys.page.url.endswith("/-/login")
    keys.page.goto("/-/moderate/queue")
    expect(keys.page.get_by_label("Password")).to_be_visible()


def test_2_finding_the_next_card_and_the_keys(keys: Keyboard) -> None:
    first = keys.marked
    keys.leave("j")
    assert keys.marked != first
    keys.leave("k")
    assert keys.marked == first
    keys.press("?")
    expect(keys.page.get_by_text("redact the marked words, and go on")).to_be_visible()
    keys.press("?")
    expect(keys.page.get_by_text("redact the marked words, and go on")).to_be_hidden()


def test_3_accepting(desk: Desk, keys: Keyboard) -> None:
    words = keys.marked
    keys.leave("a")
    assert [each.label for each in made_on(desk, words)] == ["phone"]
    assert keys.marked != words


def test_4_generalising_in_own_words(desk: Desk, keys: Keyboard) -> None:
    words = keys.marked
    keys.press("g", "ArrowDown", "Tab")
    keys.type("a number of mine")
    keys.leave("Enter")
    assert [each.label for each in made_on(desk, words)] == ["a number of mine"]


def test_5_marking_other_words(desk: Desk, keys: Keyboard) -> None:
    words = keys.marked
    keys.press("e", "ArrowRight", "Shift+ArrowLeft")
    expect(keys.page.locator("#queue-status")).to_have_text(f"Marked: Ring {words} before")
    keys.leave("a")
    assert [each.exact for each in made_on(desk, words)] == [f"Ring {words} before"]


def test_6_keeping_with_a_reason(desk: Desk, keys: Keyboard) -> None:
    words = keys.marked
    keys.press("r", "ArrowDown")
    reason = keys.page.evaluate("document.activeElement.value")
    keys.leave("Enter")
    assert made_on(desk, words) == []
    with closing(open_archive(desk.folder)) as db:
        assert db.execute("select reason from log where kind = 'keep'").fetchall() == [(reason,)]


def test_7_hiding(desk: Desk, keys: Keyboard) -> None:
    words = keys.marked
    keys.press("h")
    keys.type("Asked for by whoever wrote it")
    keys.leave("Enter")
    assert [(each.kind, each.reason) for each in made_on(desk, words)] == [
        (decisions.Kind.HIDE, "Asked for by whoever wrote it")
    ]


def test_8_undoing(desk: Desk, keys: Keyboard) -> None:
    words = keys.marked
    keys.leave("a")
    assert len(made_on(desk, words)) == 1
    keys.leave("u")
    assert made_on(desk, words) == []
    assert keys.marked == words


def test_9_answering_a_report_and_closing_it(desk: Desk, keys: Keyboard) -> None:
    keys.enter("nav a[href='/-/moderate/cases']")
    keys.enter(f"main a[href='/-/moderate/case/{CASE}']")
    keys.enter("button[value=claim]")
    keys.to("#answer")
    keys.type("Thank you: which words?")
    keys.enter("button[value=answer]")
    keys.to("input[name=outcome]")
    keys.press("Space")
    keys.to("#reason")
    keys.type("It named you.")
    keys.to("input[name=close]")
    keys.press("Space")
    keys.enter("button[value=decide]")
    with closing(open_archive(desk.folder)) as db:
        case = cases.get_case(db, CASE)
    assert (case.state, case.outcome, case.reason) == (State.CLOSED, Outcome.REMOVED, "It named you.")
    assert [each.body for each in case.messages] == ["Thank you: which words?"]


@pytest.mark.feature("M18")
def test_10_one_pseudonym_for_a_name_everywhere(desk: Desk, keys: Keyboard) -> None:
    keys.enter("nav a[href='/-/moderate/persons']")
    keys.to("#name")
    keys.type(NAME)
    keys.enter("button[value=look]")
    keys.to("#person-reason")
    keys.type("Not a public person")
    keys.enter("button[value=mask]")
    expect(keys.page.get_by_role("heading", name="Redacted")).to_be_visible()
    with closing(open_archive(desk.folder)) as db:
        (person,) = persons.all_persons(db)
        assert NAME in [each.exact for each in person.masks]
    reader = desk.reader()
    reader.goto("/2018/07/post-1.html")
    assert reader.locator("#c51").inner_text().count(person.label) == 1
    assert NAME not in reader.content()


@pytest.mark.feature("O4")
def test_11_asking_for_an_erasure(desk: Desk, keys: Keyboard) -> None:
    item = str(11 + PHONES.index(keys.marked))
    keys.enter(".queue-card .byline a[href^='/-/moderate/item/']")
    keys.enter("main a[href$='/erase']")
    keys.to("main input[name=reason]")
    keys.type("Asked for by whoever wrote it")
    keys.enter("main form button[type=submit]")
    with closing(open_archive(desk.folder)) as db:
        assert erasures.find_open(db, item) is not None
