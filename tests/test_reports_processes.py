"""The two servers as they run: reports come in while the moderators' process is down, and wait for it."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archive.folder import DataFolder
from archive.inbox import taking
from archive.inbox.database import opened
from plugins.reports.limits import PER_ADDRESS
from tests.moderation_copy import ADMIN, COMMENT, PASSWORD, PATH, make_archive, serving
from tests.test_plugins_anonymisation_processes import PRIVATE, Browser

WORDS = "Wilhelmina Quillfeather"


class Fresh:
    """Somebody who comes back: a server closes connections that nothing was asked on for some seconds."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str) -> tuple[int, str]:
        with closing(Browser(self.address)) as browser:
            return browser.get(path)

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        with closing(Browser(self.address)) as browser:
            return browser.post(path, form)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return make_archive(tmp_path_factory.mktemp("processes") / "data")


@pytest.mark.feature("M1")
@pytest.mark.feature("O1")
def test_a_report_waits_while_the_moderators_process_is_down(folder: DataFolder) -> None:
    with serving("serve", folder) as public:
        reader = Fresh(public)
        status, link = reader.post("/-/report", {"places": f"{PATH}#c{COMMENT}", "kind": "me", "why": WORDS})
        assert status == 303
        assert "Nobody has looked at it yet" in reader.get(link)[1]
        with serving("moderate", folder) as moderation, ExitStack() as stack:
            moderator = stack.enter_context(closing(Browser(moderation)))
            moderator.post("/-/login", {"name": ADMIN, "password": PASSWORD})
            (case,) = re.findall(r'href="(/-/moderate/case/[A-Z0-9-]+)"', moderator.get("/-/moderate/cases")[1])
            assert WORDS in moderator.get(case)[1]
            assert moderator.post(case, {"step": "claim"})[0] == 303
            assert "A moderator is looking at it" in reader.get(link)[1]
        assert reader.post(link, {"message": "One more thing."})[0] == 303
        assert "Your message has come" in reader.get(link)[1]
        done = subprocess.run(
            [sys.executable, "-m", "archive", "cases", "--json", "--data", str(folder.path)],
            capture_output=True,
            text=True,
            check=True,
        )
        listed = json.loads(done.stdout)
        assert (listed["new"], listed["open"]) == (1, 1)
        assert (listed["cases"][0]["items"], listed["cases"][0]["has_news"]) == ([COMMENT], True)


@pytest.mark.feature("M1")
def test_behind_a_proxy_of_this_machine_addresses_are_told_apart(tmp_path: Path) -> None:
    folder = make_archive(tmp_path / "data")
    with serving("serve", folder) as public:
        host = public.removeprefix("http://")
        for sender in ("198.51.100.1", "198.51.100.2"):
            connection = HTTPConnection(host, timeout=60)
            for number in range(PER_ADDRESS + 1):
                headers = {
                    "sec-fetch-site": "same-origin",
                    "x-forwarded-for": f"203.0.113.9, {sender}",
                    "content-type": "application/x-www-form-urlencoded",
                }
                connection.request("POST", "/-/report", urlencode({"places": f"{number}", "kind": "me"}), headers)
                answer = connection.getresponse()
                assert (answer.status, answer.read()) == (303, b"")
            connection.close()
    with opened(folder) as db:
        apart = [each.is_verified for each in taking.waiting_reports(db)]
    assert (apart.count(True), apart.count(False)) == (2 * PER_ADDRESS, 2)


@pytest.mark.feature("M1")
def test_many_who_hold_a_connection_open_keep_no_report_away(folder: DataFolder) -> None:
    # fewer files at first than readers will come, as systems give
    few = ("sh", "-c", 'ulimit -S -n 512; exec "$@"', "sh")
    with ExitStack() as stack:
        public = stack.enter_context(serving("serve", folder, under=few))
        host, port = public.removeprefix("http://").split(":")
        for _ in range(600):
            stack.enter_context(socket.create_connection((host, int(port)), timeout=30))
        assert Fresh(public).post("/-/report", {"places": COMMENT, "kind": "me"})[0] == 303


@pytest.mark.feature("M1")
def test_whoever_runs_the_archive_is_told_at_once_that_reports_cannot_be_kept(tmp_path: Path) -> None:
    folder = make_archive(tmp_path / "data")
    folder.inbox_db.write_bytes(b"damaged" * 500)
    words = [sys.executable, "-m", "archive", "serve", "--port", "0", "--data", str(folder.path)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert process.stderr.readline().startswith("Reports of readers cannot be kept: inbox.db cannot be used")
            assert "http://127.0.0.1" in process.stderr.readline()
        finally:
            process.terminate()


LOADED = """
import asyncio, json, sys
from archive.folder import DataFolder
from plugins.cli import serve
from plugins.site.application import build_datasette

async def visit(served):
    own = {"sec-fetch-site": "same-origin"}
    sent = await served.client.post("/-/report", data={"places": "7002", "kind": "me"}, headers=own)
    assert sent.status_code == 303, sent.text
    link = sent.headers["location"]
    assert (await served.client.post(link, data={"message": "one"}, headers=own)).status_code == 303
    assert (await served.client.get(link)).status_code == 200

asyncio.run(visit(build_datasette(DataFolder.resolve(sys.argv[1]))))
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.feature("O1")
def test_taking_reports_loads_nothing_that_opens_archive_db(folder: DataFolder, tmp_path: Path) -> None:
    words = [sys.executable, "-c", LOADED, str(folder.path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    assert "archive.inbox.store" in loaded
    assert [name for name in loaded if name.startswith((*PRIVATE, "archive.inbox.taking"))] == []
