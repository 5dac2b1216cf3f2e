"""The two servers as they run: what the one decides, the other shows at its next request; and what each may load."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from archive.folder import DataFolder
from tests.moderation_copy import ADMIN, COMMENT, OTHER, PASSWORD, PATH, SECRET, make_archive, redaction, serving


class Browser:
    """A connection that stays open while it is used, as a reader's does, and keeps the moderator's cookie."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self._connection = HTTPConnection(self.host, timeout=60)
        self._cookie = ""

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None)[:2]

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        status, _, location = self._ask("POST", path, urlencode(form))
        return status, location

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        headers = {"cookie": self._cookie, "origin": f"http://{self.host}", "sec-fetch-site": "same-origin"}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
            # what is sent is sent once
            self._connection.close()
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        except (RemoteDisconnected, ConnectionError):
            if body is not None:
                raise
            # left alone for long, a connection is closed; a browser opens another one
            self._connection.close()
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        self._cookie = (response.headers["set-cookie"] or self._cookie).partition(";")[0]
        return response.status, response.read().decode(), response.headers["location"] or ""

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Browser, Browser]]:
    folder = make_archive(tmp_path / "data")
    with ExitStack() as stack:
        browsers = [Browser(stack.enter_context(serving(command, folder))) for command in ("serve", "moderate")]
        for browser in browsers:
            stack.callback(browser.close)
        yield browsers[0], browsers[1]


def seen(reader: Browser) -> dict[str, bool]:
    """Return where a reader finds the words: in the thread, in search, with SQL, in a table's JSON and CSV."""
    sql = quote(f"select count(*) as n from comment where id = '{COMMENT}' and text like '%ravelsworth%'")
    hits = json.loads(reader.get("/-/search.json?q=ravelsworth")[1])["hits"]
    return {
        "thread": SECRET in reader.get(PATH)[1],
        "search": COMMENT in [hit["id"] for hit in hits],
        "search page": COMMENT in reader.get("/-/search?q=ravelsworth")[1],
        "sql": json.loads(reader.get(f"/public/-/query.json?sql={sql}")[1])["rows"] == [{"n": 1}],
        "json": SECRET in reader.get(f"/public/comment/{COMMENT}.json")[1],
        "csv": SECRET in reader.get("/public/comment.csv")[1],
    }


@pytest.mark.feature("M5")
@pytest.mark.feature("M8")
@pytest.mark.feature("O1")
def test_the_public_process_shows_a_decision_at_its_next_request(both: tuple[Browser, Browser]) -> None:
    reader, moderator = both
    assert moderator.get(PATH)[0] == 302
    assert moderator.post("/-/login", {"name": ADMIN, "password": PASSWORD})[0] == 303
    assert set(seen(reader).values()) == {True}

    status, certificate = moderator.post(f"/-/moderate/item/{COMMENT}/redact", redaction())
    assert status == 303
    assert set(seen(reader).values()) == {False}
    assert "[place]" in reader.get(PATH)[1]
    assert SECRET.upper() in reader.get(PATH)[1]
    assert OTHER in reader.get("/-/search?q=ravelsworth")[1]

    undo = certificate.replace("/certificate/", "/undo/")
    assert moderator.post(undo, {"reason": "Made by mistake"})[0] == 303
    assert set(seen(reader).values()) == {True}

    assert moderator.post(f"/-/moderate/item/{COMMENT}/hide", {"reason": "Identifies a third party"})[0] == 303
    assert set(seen(reader).values()) == {False}
    assert reader.get(f"/-/comment/{COMMENT}")[0] == 451
    assert "Identifies a third party" in reader.get(PATH)[1]


def test_the_public_process_takes_no_login_and_no_form(both: tuple[Browser, Browser]) -> None:
    reader, moderator = both
    moderator.post("/-/login", {"name": ADMIN, "password": PASSWORD})
    reader._cookie = moderator._cookie
    for path in ("/-/login", f"/-/moderate/item/{COMMENT}", "/-/moderate/log", "/-/moderate/static/moderation.js"):
        assert reader.get(path)[0] == 404, path
    assert reader.post(f"/-/moderate/item/{COMMENT}/redact", redaction())[0] == 405
    assert reader.get(PATH)[1].count("Redact words") == 0


PRIVATE = ("archive.originals", "archive.moderation", "archive.curation", "archive.publishing", "plugins.anonymisation")


@pytest.mark.feature("O1")
def test_the_public_process_never_loads_what_opens_archive_db(tmp_path: Path) -> None:
    folder = make_archive(tmp_path / "data")
    script = """
import asyncio, json, sys
from archive.folder import DataFolder
from plugins.cli import demo, moderate, serve
from plugins.site.application import build_datasette

async def visit(served):
    for path in json.loads(sys.argv[2]):
        assert (await served.client.get(path)).status_code == 200, path

asyncio.run(visit(build_datasette(DataFolder.resolve(sys.argv[1]))))
print(json.dumps(sorted(sys.modules)))
"""
    paths = json.dumps(
        ["/", PATH, "/-/search?q=lamp", "/-/topics", "/-/topic/lamps", "/-/data", "/public/post", "/-/about"]
    )
    words = [sys.executable, "-c", script, str(folder.path), paths]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    assert "plugins.tagging.pages" in loaded
    assert [name for name in loaded if name.startswith(PRIVATE)] == []
    assert "plugins.tagging.editing" not in loaded


@pytest.mark.parametrize(
    ("prepared", "said"),
    [("nothing", "threadkeep init"), ("archive", "No archive.db"), ("unpublished", "threadkeep publish")],
)
def test_moderate_says_what_is_missing(tmp_path: Path, prepared: str, said: str) -> None:
    folder = DataFolder(tmp_path / "data")
    if prepared != "nothing":
        folder.create()
    if prepared == "unpublished":
        from archive.originals.database import open_archive

        open_archive(folder, create=True).close()
    words = [sys.executable, "-m", "archive", "moderate", "--port", "0", "--data", str(folder.path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_moderate_warns_when_others_can_reach_it(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "archive", "moderate", "--host", "0.0.0.0", "--data", str(tmp_path / "data")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "a proxy with TLS" in done.stderr
