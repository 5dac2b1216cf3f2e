"""Debian's Chromium without a window, for the tests: the one place that knows which, and how it starts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

# the first of them has no parts for a window, and opens a page in a third of the other's time
CHROMIUMS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser that speaks to nobody but us, and end it; skip the test where there is none."""
    there = [path for path in CHROMIUMS if path.exists()]
    if not there:
        pytest.skip("there is no Chromium in /usr/bin: `apt-get install chromium-headless-shell`")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=there[0], args=QUIET) as browser:
        yield browser
