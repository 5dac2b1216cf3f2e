"""A real browser and a real server for the tests of what readers see."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from plugins.serve_command import address_of, listen
from plugins.site.application import build_datasette
from search_index import update
from tests.browser.chromium import chromium
from tests.public_copy import NOON, write_public_copy

# what is expected comes at once on a quiet machine; a busy one is given time
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")  # not the session: while Playwright runs, no other test can start an event loop
def browser() -> Iterator[Browser]:
    """Return a headless Chromium that speaks to nobody but us; skip where there is none."""
    with chromium() as opened:
        yield opened


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve an application on a free port of this machine until the block ends; yield its address without a slash."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    ready = threading.Event()
    startup = server.startup

    async def tell(sockets: Any = None) -> None:
        await startup(sockets=sockets)
        ready.set()

    server.startup = tell  # type: ignore[method-assign]  # the only way to be told, short of asking again and again
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        assert ready.wait(60)
        yield address_of(listening).rstrip("/")
    finally:
        server.should_exit = True
        thread.join(60)
        listening.close()


@pytest.fixture(scope="module")
def reading_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the public site over the small invented copy, its index made."""
    folder = write_public_copy(tmp_path_factory.mktemp("reading") / "archive", noindex="0")
    update.update_index(folder, whole=True)
    datasette = build_datasette(folder, clock=lambda: NOON)
    with served(datasette.app()) as address:
        yield address


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, reading_site: str) -> Iterator[Open]:
    """Return a function that opens a path; every complaint of the browser fails the test."""
    contexts = []

    def open_path(path: str, width: int = 1280, scheme: Literal["light", "dark"] = "light", **options: Any) -> Page:
        context = browser.new_context(
            base_url=reading_site, viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: complaints.append(request.url) if _foreign(request.url) else None)
        page.goto(path)
        assert [said for said in complaints if "status of 4" not in said] == []
        assert context.cookies() == []
        return page

    def _foreign(url: str) -> bool:
        return not url.startswith((reading_site, "data:"))

    yield open_path
    for context in contexts:
        context.close()
