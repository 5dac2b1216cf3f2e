"""Whatever is asked for, an answer that says what to try; and a log without anybody's words."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.site import errors, pages
from plugins.site.recovery import repair
from plugins.site.surface import fetch
from tests.public_copy import ENTRY, FixedSearch, Pages, open_pages

SECRET = "Marmaduke"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    opened = open_pages(tmp_path_factory.mktemp("site") / "archive", "9001")
    yield opened
    opened.close()


HOSTILE = [
    "/%00",
    "/%ff%fe",
    "/2018/07/%00.html",
    "/2018/07/../../etc/passwd",
    "/2018/07/..%2f..%2fetc/passwd",
    "//evil.example/",
    "//evil.example/?m=1",
    "/\\evil.example?m=1",
    "/" + "a" * 5000,
    "/%F0%9F%9A%A2",
    "/2018/13/",
    "/0000/00/",
    "/-/comment/%00",
    "/-/comment/%ff",
    "/-/comment/" + "9" * 3000,
    "/-/comment/'%20or%201=1--",
    "/-/post/%2F..%2F",
    "/-/log/%00",
    "/-/topic/%ff",
    "/-/topic/" + quote("'; drop table tag; --"),
    "/search/label/%ff",
    "/search/label/",
    "/-/search?q=%00",
    "/-/search?q=%ff",
    "/-/search?q=" + "x" * 100_000,
    "/-/search?q=a&page=-1",
    "/-/search?q=a&page=99999999999999999999",
    "/-/search?q=a&page=%D9%A3",
    "/-/search.json?q=%00",
    "/-/search?" + "&".join(f"q={n}" for n in range(2000)),
    f"{ENTRY}?showComment=99999999999999",
    f"{ENTRY}?showComment=-1",
    f"{ENTRY}?showComment=%00",
    f"{ENTRY}?view=%00&view=time",
    f"{ENTRY}?m=1&m=0&=&&",
    "/-/static/..%2f..%2fassets.py",
    "/-/static/",
    "/public/%00",
    "/public/comment/%00",
    "/public/comment/~ZZ",
    "/public/comment?_through=bad",
    "/public/comment?_through=%7B%22table%22:%22x%22%7D",
    "/public/comment?id__in=[",
    "/public/comment?_facet_array=text",
    "/public/comment?_facet=nothing",
    "/public/comment?_timelimit=x",
    "/public/comment?_size=x",
    "/public/comment?_size=-1",
    "/public/comment?_sort=nothing",
    "/public/comment?_next=nonsense,,,",
    "/public/comment?_where=nonsense(",
    "/public/comment?_col=nothing",
    "/public/comment?text__gt=%00",
    "/public/comment.json?_extra=nonsense",
    "/public/comment.json?_shape=nonsense",
    "/public/comment.nonsense",
    "/public/comment.csv?_stream=1&_next=x",
    "/public/comment.csv?_sort=nothing",
    "/public/nothing.json",
    "/public.nonsense",
    "/public/-/query",
    "/public/-/query.json",
    "/public/-/query.csv",
    "/public/-/query?sql=%00",
    "/public/-/query.json?sql=select+%27",
    "/public/-/query.json?sql=" + "(" * 3000,
    "/public/-/query.json?sql=select+" + "1%2b" * 40_000 + "1",
    "/public/-/query.json?sql=select+:a",
    "/public/-/query.json?sql=select+:_cookie_x",
    "/public/-/queries?_size=x",
    "/public/-/schema.md",
    "/public/-/create",
    "/public/comment/-/insert",
    "/public/comment/-/autocomplete?q=%00",
    "/public/comment/-/fragment?_row=,,,",
    "/public/comment/-/count",
    "/public/-/nothing",
    "/public/comment/9001/-/delete",
]


# 1.0a41 leaves the other facets unawaited when one of them cannot be counted
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.feature("S3")
@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path[:60])
def test_nothing_breaks_the_site(site: Pages, path: str) -> None:
    answer = site.run(fetch(site.served.app(), path))
    assert answer.status < 500, (answer.status, answer.body[-300:])
    assert "Traceback" not in answer.body
    location = answer.location or "/"
    assert location.startswith("/"), location
    assert not location.startswith(("//", "/\\")), location


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), query=st.binary(max_size=40))
def test_any_path_and_query_are_answered(site: Pages, path: str, query: bytes) -> None:
    answer = site.run(fetch(site.served.app(), f"/{quote(path)}?{quote(query)}"))
    assert answer.status < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_search_is_answered(site: Pages, query: str) -> None:
    assert site.get(f"/-/search?q={quote(query)}").status_code == 200


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/public/nothing.json", "application/json"),
        ("/public/nothing.csv", "text/plain"),
        ("/public/nothing", "text/html"),
        ("/public.db", "text/html"),
    ],
)
def test_errors_come_in_the_form_that_was_asked_for(site: Pages, path: str, kind: str) -> None:
    answer = site.get(path)
    assert answer.status_code in (403, 404)
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == "no-store"
    if kind == "application/json":
        assert answer.json() == {"ok": False, "error": "Table not found", "status": 404}


@pytest.mark.parametrize(
    "path",
    [
        "/public/post.db",
        "/public/post.xyz",
        "/public/post.zip",
        "/public/log.atom",
        "/public/comment/9001.zip",
        "/public/-/query.db?sql=select+1",
        "/public.atom",
    ],
)
def test_a_format_that_does_not_exist_is_not_found(site: Pages, path: str) -> None:
    assert site.get(path).status_code == 404


class BrokenSearch(FixedSearch):
    """A search that breaks with a reader's words in its message and in its local values."""

    def search(self, db: Any, query: str, *, limit: int, offset: int, **_: Any) -> Any:
        words_of_a_row = f"{SECRET} wrote this"
        raise RuntimeError(f"broke on {query} with {words_of_a_row}")


def test_a_fault_is_a_page_that_says_what_to_try_and_a_log_line_without_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    import rich

    assert rich.get_console()  # Datasette prints local values through it when it is installed
    opened = open_pages(tmp_path / "archive")
    object.__setattr__(opened.served.threadkeep, "searcher", BrokenSearch())
    try:
        # the client of the test tells what it asks for; the site must not
        with caplog.at_level(logging.DEBUG), caplog.at_level(logging.ERROR, logger="httpx2"):
            answer = opened.get(f"/-/search?q={SECRET}")
    finally:
        opened.close()
    assert answer.status_code == 500
    assert "Ask once more" in answer.text
    logged = caplog.text + "".join(capfd.readouterr())
    assert "RuntimeError in" in logged
    assert SECRET not in logged
    assert SECRET not in answer.text


@pytest.mark.parametrize("error", [sqlite3.OperationalError("no such column: x"), ValueError("x"), KeyError("x")])
def test_a_fault_of_our_own_is_never_taken_for_the_readers(
    site: Pages, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*args: Any, **options: Any) -> Any:
        raise error

    monkeypatch.setattr("plugins.site.about.read_blogs", broken)
    assert site.get("/-/about").status_code == 500


@pytest.mark.parametrize("path", ["/public/-/query.json?sql=select+", "/public/comment?_where=", "/public/comment/"])
def test_what_a_reader_types_is_not_logged(
    site: Pages, path: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.INFO, logger="threadkeep"):
        site.get(f"{path}{SECRET}")
        site.get(f"{path}'{SECRET}")
    assert SECRET not in caplog.text + "".join(capfd.readouterr())


def test_a_description_for_the_log_names_places_and_never_values() -> None:
    secret = SECRET
    try:
        int(secret)
    except ValueError as error:
        told = errors.describe(error)
    assert told.startswith("ValueError in test_a_description_for_the_log")
    assert SECRET not in told


# -- the copy cannot be read just now


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Pages]:
    site = open_pages(tmp_path / "archive", "9001")
    site.served.get_database("public").mode = "ro&psow=1"
    assert site.get("/").status_code == 200
    yield site
    site.close()


@pytest.mark.parametrize("path", ["/", ENTRY, "/-/search?q=fog", "/public/comment.json", "/robots.txt"])
def test_a_copy_that_is_being_replaced_is_503_with_a_time_to_come_back(
    opened: Pages, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    async def locked(*args: Any, **options: Any) -> Any:
        raise sqlite3.OperationalError("database is locked")

    database = opened.served.get_database("public")
    monkeypatch.setattr(database, "execute_fn", locked)
    monkeypatch.setattr(database, "execute", locked)
    opened.forget()
    answer = opened.get(path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "brought up to date" in answer.text
    assert answer.headers["cache-control"] == "no-store"


KILLED_WRITER = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("pragma journal_mode = delete")
connection.execute("pragma cache_size = 1")
connection.execute("begin immediate")
connection.execute("update comment set text = text || hex(randomblob(9000)), html = html || hex(randomblob(9000))")
os._exit(9)
"""


def kill_a_writer(public_db: Path) -> Path:
    """Leave a hot journal beside the public copy, as a writer killed in the middle does."""
    done = subprocess.run([sys.executable, "-c", KILLED_WRITER, str(public_db)], check=False)
    assert done.returncode == 9
    journal = public_db.with_name("public.db-journal")
    assert journal.stat().st_size > 0
    return journal


def test_what_a_killed_writer_left_is_rolled_back_and_reading_goes_on(opened: Pages) -> None:
    before = opened.get(ENTRY).text
    journal = kill_a_writer(opened.served.threadkeep.folder.public_db)
    answers = [opened.get(ENTRY) for _ in range(2)]
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert answers[-1].status_code == 200
    assert answers[-1].text == before
    assert not journal.exists()


def test_a_site_that_starts_beside_a_hot_journal_rolls_it_back(tmp_path: Path) -> None:
    first = open_pages(tmp_path / "archive")
    folder = first.served.threadkeep.folder
    first.close()
    journal = kill_a_writer(folder.public_db)
    assert repair(folder.public_db)
    assert not journal.exists()
    assert not repair(folder.public_db)


def test_a_journal_that_a_living_writer_holds_is_left_to_it(tmp_path: Path) -> None:
    first = open_pages(tmp_path / "archive")
    folder = first.served.threadkeep.folder
    first.close()
    writer = sqlite3.connect(folder.public_db, isolation_level=None)
    try:
        writer.execute("pragma cache_size = 1")
        writer.execute("begin exclusive")
        writer.execute("update comment set text = text || hex(randomblob(9000))")
        assert folder.public_db.with_name("public.db-journal").exists()
        assert not repair(folder.public_db)
        writer.execute("commit")
    finally:
        writer.close()


def test_every_view_of_ours_is_a_route_once() -> None:
    patterns = [pattern for pattern, _ in [*pages.ROUTES, *pages.CLOSING_ROUTES]]
    assert len(set(patterns)) == len(patterns)
