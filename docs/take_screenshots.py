"""Take the screenshots of docs/screenshots/ from the sample blog, in Debian's chromium: `make screenshots`."""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from plugins.demo_command import LOGIN, add_moderator, prepare, serving
from scraper.sample_blog.content import number

INTO = Path(__file__).resolve().parent / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
THREAD = "/2016/07/the-new-improved-silt.html"


def main() -> None:
    """Harvest, publish and serve the sample blog, look at it, and save six pictures."""
    INTO.mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        prepare(stack, folder / "archive")
        password = add_moderator(folder)
        public = stack.enter_context(serving("serve", folder / "archive", 0)).url
        moderation = stack.enter_context(serving("moderate", folder / "archive", 0)).url
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        moderate(browser, moderation, password)
        shoot(browser, public, "home")
        thread = f"{public.rstrip('/')}{THREAD}#c{number('comment', Path(THREAD).stem, 1)}"
        shoot(browser, thread, "post-light")
        shoot(browser, thread, "post-dark", dark=True)
        shoot(browser, thread, "post-phone", width=360)
        shoot(browser, f"{public}-/search?q=rivas+year%3A2016", "search")
        browser.close()


def moderate(browser: Browser, url: str, password: str) -> None:
    """Redact a village in the thread that is shown, and keep the certificate as a picture."""
    page = browser.new_page(viewport={"width": 1180, "height": 900})
    page.goto(url)
    page.get_by_label("Name").fill(LOGIN)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name=re.compile("log in", re.IGNORECASE)).click()
    page.goto(url.rstrip("/") + THREAD)
    page.locator("article", has_text="crashes at question 70").get_by_role(
        "link", name=re.compile("redact", re.IGNORECASE)
    ).first.click()
    redact_words(page, "Hobb's Lock", "place", "names the office of an anonymous writer")
    page.screenshot(path=INTO / "certificate.png", full_page=True)
    page.close()


def redact_words(page: Page, words: str, label: str, reason: str) -> None:
    """Fill in the form of an item's page, look at the preview and go through with it."""
    page.locator("textarea").first.fill(words)
    page.locator("select").first.select_option(label)
    page.locator("input[name=reason]").first.fill(reason)
    page.get_by_role("button", name=re.compile("preview", re.IGNORECASE)).click()
    page.get_by_role("button", name=re.compile("redact", re.IGNORECASE)).click()


def shoot(browser: Browser, url: str, name: str, *, dark: bool = False, width: int = 1180) -> None:
    """Save what a reader sees first of a page."""
    page = browser.new_page(
        viewport={"width": width, "height": 900 if width > 500 else 780},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",  # else the picture is taken while the page still scrolls to the comment
    )
    page.goto(url)
    if "#" in url:
        page.evaluate("window.scrollBy(0, -300)")  # the end of the post belongs into the picture
    page.screenshot(path=INTO / f"{name}.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
