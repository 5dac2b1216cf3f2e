"""Pages that are kept: made once for each version, gone with any change, and small enough."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from archive.public import store
from plugins.site import assets, page_cache, thread
from plugins.site.application import build_datasette
from plugins.site.page_cache import KeptPage, PageCache
from tests.benchmarks.page_archive import LONG, LONG_PATH, make_archive
from tests.public_copy import ENTRY, NOON, FixedSearch, Pages, open_pages, write_public_copy


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    pages = open_pages(tmp_path / "archive")
    yield pages
    pages.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the posts whose page was made, as that happens."""
    made: list[str] = []
    build = thread.build_thread

    def spy(*args: object, **given: object) -> object:
        made.append(str(given["by_time"]))
        return build(*args, **given)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr("plugins.site.blog_paths.build_thread", spy)
    return made


def test_a_page_is_made_once_and_sent_the_same(pages: Pages, made: list[str]) -> None:
    first, again = pages.get(ENTRY), pages.get(ENTRY)
    assert (again.text, again.status_code, made) == (first.text, 200, ["False"])
    # cookies, of which Datasette speaks, never come here
    size = {"content-length", "vary", "transfer-encoding"}
    assert {*again.headers.items()} - {*first.headers.items()} <= {("content-length", again.headers["content-length"])}
    assert first.headers.keys() - again.headers.keys() <= size
    assert pages.get(f"{ENTRY}?view=time").text != first.text
    known = pages.get(ENTRY, headers={"if-none-match": first.headers["etag"]})
    assert (known.status_code, known.text, known.headers["etag"]) == (304, "", first.headers["etag"])
    assert made == ["False", "True"]


def test_a_question_in_the_address_fills_nothing(pages: Pages, made: list[str]) -> None:
    for number in range(3):
        pages.get(f"{ENTRY}?x={number}")
    assert (len(made), len(pages.served.threadkeep_pages._pages)) == (3, 0)


@pytest.mark.feature("M5")
def test_after_any_change_of_the_public_copy_nothing_is_kept(pages: Pages) -> None:
    before = pages.get(ENTRY).text
    pages.get("/")
    with closing(sqlite3.connect(pages.served.threadkeep.folder.public_db)) as db, db:
        db.execute("update comment set html = '<p>Taken out.</p>', text = 'Taken out.', marks = '[]' where id = '9001'")
    after = pages.get(ENTRY).text
    assert ("Taken out." in after, "Taken out." in before) == (True, False)
    assert [key for key in pages.served.threadkeep_pages._pages if key.startswith(b"/?")] == []


def test_while_the_copy_is_written_nothing_kept_is_sent(pages: Pages) -> None:
    cache = pages.served.threadkeep_pages
    pages.get(ENTRY)
    with closing(sqlite3.connect(pages.served.threadkeep.folder.public_db, isolation_level=None)) as db:
        db.execute("begin exclusive")
        assert cache.find(f"{ENTRY}?".encode()) is None
        db.execute("rollback")
    assert cache.find(f"{ENTRY}?".encode()) is not None


def test_the_next_day_pages_are_made_anew(tmp_path: Path) -> None:
    folder = write_public_copy(tmp_path / "archive")
    now = [NOON]
    cache = PageCache(folder.public_db, lambda: now[0])
    stamp = cache.stamp()
    assert stamp is not None
    cache.keep(b"/?", stamp, KeptPage("t", (), b"x"))
    assert cache.find(b"/?") is not None
    now[0] = NOON.replace(day=NOON.day + 1)
    assert cache.find(b"/?") is None
    cache.close()


def test_the_page_asked_for_longest_ago_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "MOST_BYTES", 10)
    folder = write_public_copy(tmp_path / "archive")
    cache = PageCache(folder.public_db, lambda: NOON)
    stamp = cache.stamp()
    assert stamp is not None
    page = KeptPage("t", (), b"1234")
    for key in (b"a", b"b", b"b"):
        cache.keep(key, stamp, page)
    assert cache.find(b"a") is not None
    cache.keep(b"c", stamp, replace(page, body=b"123456"))
    assert [key for key in (b"a", b"b", b"c") if cache.find(key)] == [b"a", b"c"]
    cache.close()


@pytest.mark.feature("R8")
def test_a_long_thread_is_light(tmp_path: Path) -> None:
    folder = make_archive(tmp_path, 300)
    served = Pages(build_datasette(folder, searcher=FixedSearch(), clock=lambda: NOON))
    with closing(store.open_public(folder)) as db:
        long = store.find_thread(db, "p0")
    assert long is not None
    sent = served.get(LONG_PATH).text
    bodies = [long.post.body, *(comment.body for comment in long.comments)]
    text = sum(len(body.text.encode()) for body in bodies)
    assert len(long.comments) == LONG
    assert len(sent.encode()) < 2 * text + 60_000
    assert "acronym" in sent
    said = BeautifulSoup(sent, "lxml").select_one("script[type='application/ld+json']")
    assert said is not None
    assert len(said.text) < 2_000
    served.close()


@pytest.mark.feature("R8")
def test_the_stylesheet_and_the_script_are_small() -> None:
    assert len(assets.CONTENT["threadkeep.css"]) < 30_000
    assert len(assets.CONTENT["threadkeep.js"]) < 25_000
    assert not re.search(rb"/\*|\n", assets.CONTENT["threadkeep.css"])
