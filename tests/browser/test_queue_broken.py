"""A moderator whose browser dies, reloads, goes back or loses the network between one key and the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from archive.folder import DataFolder
from archive.moderation import decisions
from archive.originals.database import open_archive
from tests.browser.chromium import chromium
from tests.browser.moderation_helpers import Desk
from tests.moderation_copy import serving
from tests.queue_sessions import HIDDEN, make_session

pytestmark = pytest.mark.browser

QUEUE = "/-/moderate/queue"
CARDS = 10


@dataclass
class Evening:
    """A moderator at the queue, and the folder in which what they decide has to be."""

    desk: Desk
    page: Page

    def open(self) -> str:
        """Open the queue as after any accident, in a new page where the old one is gone; return the card's key."""
        if self.page.is_closed():
            self.page = self.page.context.new_page()
        for _ in range(5):
            # the answer to the last key may still come and lead elsewhere
            with suppress(Error):
                self.page.goto(QUEUE)
                break
        expect(self.page.locator("#queue-status")).to_be_attached()
        return str(self.page.locator("[data-card]").get_attribute("data-card"))

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)


def close(evening: Evening) -> None:
    """Close the page before the answer can have come."""
    evening.press("a")
    evening.page.close()


def reload(evening: Evening) -> None:
    """Load the page anew while the next is on its way."""
    evening.press("a")
    with suppress(Error):
        evening.page.reload()


def lose_the_network(evening: Evening) -> None:
    """Press a key without a network, go back from the browser's own page, and press it again with one."""
    context = evening.page.context
    context.set_offline(True)
    with evening.page.expect_event("requestfailed"):
        evening.press("a")
    context.set_offline(False)
    evening.page.go_back()
    expect(evening.page.locator("#queue-status")).to_be_attached()
    evening.press("a")
    expect(evening.page.locator("#queue-status")).to_contain_text("Redacted as [e-mail]")


def press_twice(evening: Evening) -> None:
    """Press a key again before the next card is there."""
    evening.press("a")
    with suppress(Error):
        evening.press("a")
    evening.page.wait_for_load_state()


def go_back_and_press_again(evening: Evening) -> None:
    """Go back to a card that is decided, as a browser kept it, and decide on it once more."""
    evening.press("a")
    expect(evening.page.locator("#queue-status")).to_contain_text("Redacted as [e-mail]")
    evening.page.go_back()
    evening.page.wait_for_load_state()
    evening.press("a")
    evening.page.wait_for_load_state()


def close_with_words_half_typed(evening: Evening) -> None:
    """Lose what was typed and not sent: nothing is decided by it, and the card is there again."""
    key = evening.open()
    evening.press("h")
    evening.page.keyboard.type(HIDDEN)
    evening.page.close()
    assert evening.open() == key
    evening.press("a")
    expect(evening.page.locator("#queue-status")).to_contain_text("Redacted as [e-mail]")


def settle(evening: Evening) -> None:
    """Return once the server is through with what was sent: nothing more is decided for a second."""
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < 1:
        with closing(open_archive(evening.desk.folder)) as db:
            (now,) = db.execute("select count(*) from queue_act").fetchone()
        if now != seen:
            seen, since = now, time.monotonic()
        time.sleep(0.1)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    folder: DataFolder = make_session(Path(tmp_path_factory.mktemp("broken")), CARDS)
    with (
        serving("moderate", folder) as moderation,
        chromium() as browser,
    ):
        # a page of its own context: nothing here listens to the console, which tells of every broken connection
        page = browser.new_context(base_url=moderation).new_page()
        desk = Desk(folder, "", moderation, browser)
        logged_in = desk.moderator()
        page.context.add_cookies(logged_in.context.cookies())  # type: ignore[arg-type]  # as it gave them
        yield Evening(desk, page)


@pytest.mark.feature("M2")
@pytest.mark.feature("M10")
@pytest.mark.feature("M15")
@pytest.mark.parametrize(
    "accident",
    [
        close,
        reload,
        lose_the_network,
        press_twice,
        go_back_and_press_again,
        close_with_words_half_typed,
    ],
)
def test_one_decision_is_one_decision_whatever_happens_to_the_browser(
    evening: Evening, accident: Callable[[Evening], None]
) -> None:
    """No card is decided twice, and none by itself: a key pressed on a page that shows the next card decides that."""
    key = evening.open()
    item = evening.page.locator(".queue-card .byline a").first.get_attribute("href")
    with closing(open_archive(evening.desk.folder)) as db:
        before = len(decisions.active_decisions(db))
    accident(evening)
    settle(evening)
    following = evening.open()
    with closing(open_archive(evening.desk.folder)) as db:
        made = decisions.active_decisions(db)
        acts = dict(db.execute("select card, count(*) from queue_act group by card").fetchall())
    assert len({each.item_id for each in made}) == len(made)
    assert set(acts.values()) <= {1}
    on_this = [each for each in made if f"/-/moderate/item/{each.item_id}" == item]
    if accident in (close, reload) and following == key:
        # it died before anything was sent: the card waits as it did
        assert len(made) == before
        evening.press("a")
        expect(evening.page.locator("#queue-status")).to_contain_text("Redacted as [e-mail]")
    else:
        assert (len(on_this), acts[key]) == (1, 1)
        assert following != key
    assert before <= len(made) <= before + 1 + (accident in (press_twice, go_back_and_press_again))
