"""A reader and a moderator with a real browser each, on an archive of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from archive.folder import DataFolder
from tests.browser.chromium import chromium
from tests.moderation_copy import ADMIN, PASSWORD, make_archive, serving


@dataclass(slots=True)
class Desk:
    """Two sites on one archive, and a browser to visit them with."""

    folder: DataFolder
    public: str
    moderation: str
    browser: Browser

    def reader(self) -> Page:
        """Return a page of the public site's reader."""
        return self._page(self.public)

    def moderator(self, *, script: bool = True) -> Page:
        """Return a page of somebody who is logged in to the moderation site."""
        page = self._page(self.moderation, script=script)
        page.goto("/")
        page.get_by_label("Name").fill(ADMIN)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/-/moderate/queue")
        return page

    def _page(self, address: str, *, script: bool = True) -> Page:
        context = self.browser.new_context(base_url=address, java_script_enabled=script)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
        page.on(
            "console",
            lambda message: (
                pytest.fail(f"the console says: {message.text}")
                if message.type == "error" and "status of 4" not in message.text
                else None
            ),
        )
        return page


@contextmanager
def open_desk(path: Path) -> Iterator[Desk]:
    """Serve an archive publicly and for moderators, and start a browser; skip where there is no Chromium."""
    folder = make_archive(path)
    with (
        serving("serve", folder) as public,
        serving("moderate", folder) as moderation,
        chromium() as browser,
    ):
        yield Desk(folder, public, moderation, browser)


def mark_with_mouse(page: Page, item_id: str, words: str) -> None:
    """Drag the mouse over words of an item."""
    passage = page.locator(f'.words[data-item="{item_id}"]')
    left, middle, right = passage.evaluate(
        """(passage, words) => {
          const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
            const box = range.getBoundingClientRect();
            return [box.left, box.top + box.height / 2, box.right];
          }
          throw new Error("the words do not stand there");
        }""",
        words,
    )
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(right - 1, middle, steps=6)
    page.mouse.up()


def marked(page: Page) -> str:
    """Return what is marked on a page."""
    return str(page.evaluate("getSelection().toString()"))


def assert_no_barrier_at_other_widths(page: Page) -> None:
    """Hold the same at the widths and in the schemes that are left, after `assert_no_barrier` on the same page.

    Asks for the rules that depend on them alone: the others have looked at the same elements before.
    """
    for width, scheme in ((320, "light"), (768, "light"), (768, "dark"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = page.evaluate(_AXE_AGAIN, list(_OF_THE_VIEW))
        assert found == [], f"{page.url} at {width} px, {scheme}: {found}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


_OF_THE_VIEW = ("color-contrast", "scrollable-region-focusable", "link-in-text-block")
_AXE_AGAIN = """async (rules) => {
  const found = await axe.run({ runOnly: { type: "rule", values: rules }, resultTypes: ["violations"] });
  return found.violations.map((each) => each.id + ": " + each.nodes.map((node) => node.html).join(" "));
}"""


def assert_no_barrier(page: Page) -> None:
    """Hold that axe finds nothing to say about a page, light and wide, dark and narrow, and that nothing overflows."""
    for width, scheme in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} at {width} px, {scheme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
