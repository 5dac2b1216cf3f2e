"""Every address that the documentation promises to keep is answered, and no page of ours is left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.site import pages as site_pages
from tests.public_copy import Pages, open_pages

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "addresses.md"
PROMISED = re.findall(r"^\| `(/[^`]*)` \| (.*) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive", "9001")
    yield site
    site.close()


@pytest.mark.feature("A8")
@pytest.mark.parametrize(("path", "told"), PROMISED, ids=[path for path, _ in PROMISED])
def test_an_address_that_stays_is_answered_as_told(pages: Pages, path: str, told: str) -> None:
    answer = pages.get(path)
    assert answer.status_code in ((301, 302) if told.startswith("leads to") else (200,)), answer.status_code
    if told.startswith("leads to"):
        reached = pages.get(answer.headers["location"].partition("#")[0])
        assert reached.status_code == 200


@pytest.mark.feature("A8")
def test_every_route_of_the_reading_site_is_promised() -> None:
    missing = [
        pattern
        for pattern, _ in site_pages.ROUTES
        if "static" not in pattern
        and "/-/log/" not in pattern
        and not any(re.match(pattern, path.partition("?")[0]) for path, _ in PROMISED)
    ]
    assert missing == []
