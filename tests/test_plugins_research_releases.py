"""Releases on the site: the page, the files, what is offered no longer; and the version in every export."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from archive.public import store
from archive.publishing.public_file import PublicFile
from archive.publishing.publisher import publish
from archive.releases import shelf
from archive.releases.build import make_release
from archive.releases.surface import ReleasesSurface
from plugins.site.application import build_datasette
from tests.bench import Bench, comment, make_bench, post
from tests.public_copy import FixedSearch, Pages


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = make_bench(tmp_path_factory.mktemp("releases"))
    bench.add(post(1, comment(11, "<p>The tide table is out, says Molly Bollard.</p>")))
    publish_all(bench)
    make_release(bench.folder, date(2026, 5, 3))
    bench.add(post(2, comment(21, "<p>Another.</p>")))
    publish_all(bench)
    make_release(bench.folder, date(2026, 5, 4))
    yield bench
    bench.db.close()


def publish_all(bench: Bench) -> None:
    publish(bench.folder, now=bench.now, surfaces=[PublicFile(bench.folder), ReleasesSurface(bench.folder)])


@pytest.fixture
def pages(bench: Bench) -> Iterator[Pages]:
    site = Pages(build_datasette(bench.folder, searcher=FixedSearch("11")))
    yield site
    site.close()


def version_of(bench: Bench) -> str:
    with closing(bench.public()) as db:
        return str(store.content_version(db))


@pytest.mark.feature("Q4")
def test_the_page_lists_what_is_offered_with_sizes_checksums_and_changes(bench: Bench, pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/-/releases").text, "lxml")
    heads = [head.get_text(" ", strip=True).split()[0] for head in page.select("section h2")]
    assert heads == ["2026-05-04", "2026-05-03"]
    said = page.get_text(" ", strip=True)
    assert "2 posts, 2 comments, as of 4 May 2026" in said
    assert "1 added, 0 changed, 0 withdrawn" in said
    links = {str(link["href"]) for link in page.select("dl a")}
    assert "/-/releases/2026-05-04/csv/comment.csv" in links
    (release, _) = shelf.offered(bench.folder)
    assert all(digest in said for digest in release.sums.values())
    assert 'href="/-/releases"' in pages.get("/-/data").text


@pytest.mark.feature("Q4")
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("csv/comment.csv", "text/csv; charset=utf-8"),
        ("jsonl/comment.jsonl", "application/x-ndjson"),
        ("parquet/comment.parquet", "application/vnd.apache.parquet"),
        ("threadkeep.sqlite", "application/vnd.sqlite3"),
        ("datapackage.json", "application/json"),
        ("README.md", "text/markdown; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("withdrawn/2026-05-03.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_file_comes_as_it_lies_there(bench: Bench, pages: Pages, file: str, kind: str) -> None:
    address = f"/-/releases/2026-05-04/{file}"
    answer = pages.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.content == (shelf.home(bench.folder) / "2026-05-04" / file).read_bytes()
    assert answer.headers["content-disposition"] == f'attachment; filename="2026-05-04-{file.split("/")[-1]}"'
    if file != "SHA256SUMS":
        assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
        again = pages.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/-/releases/2026-05-05/README.md",
        "/-/releases/2026-05-04/nothing.csv",
        "/-/releases/2026-05-04/../state.json",
        "/-/releases/2026-05-04/%2e%2e/state.json",
        "/-/releases/2026-05-04/csv",
        "/-/releases/withdrawn/2026-05-05.txt",
    ],
)
def test_nothing_else_can_be_had(pages: Pages, path: str) -> None:
    assert pages.get(path).status_code == 404


def test_a_file_that_goes_after_it_was_found_is_not_there(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = shelf.home(pages.served.threadkeep.folder) / "gone.csv"
    monkeypatch.setattr(shelf, "find_file", lambda *given: (gone, "0"))
    assert pages.get("/-/releases/2026-05-04/csv/post.csv").status_code == 404


@pytest.mark.feature("Q4")
def test_programs_find_the_releases_as_json(pages: Pages) -> None:
    body = pages.get("/-/releases.json").json()
    assert [release["release"] for release in body["releases"]] == ["2026-05-04", "2026-05-03"]
    assert {"name", "size", "sha256"} == set(body["releases"][0]["files"][0])
    assert "withdrawal_key" not in json.dumps(body)


@pytest.mark.feature("Q5")
@pytest.mark.parametrize(
    "path",
    [
        "/public/comment.csv?_stream=1",
        "/public/comment.json",
        "/public/-/query.json?sql=select+1",
        "/public/-/query.csv?sql=select+1",
        "/public/month_count.csv",
        "/-/search.json?q=tide",
        "/-/search.csv?q=tide",
        "/-/search.atom?q=tide",
        "/-/topics.csv",
        "/-/topics.json",
        "/-/acronyms.csv",
        "/-/timeline.csv?term=tide",
        "/-/keywords.csv?year=2025",
    ],
)
def test_every_export_says_its_version_and_the_release_that_holds_it(bench: Bench, pages: Pages, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 200
    assert answer.headers["threadkeep-version"] == version_of(bench)
    assert answer.headers["threadkeep-release"] == "2026-05-04"
    if named := answer.headers.get("content-disposition"):
        assert f".v{version_of(bench)}." in named


def test_pages_and_what_is_not_answered_say_no_version(pages: Pages) -> None:
    assert "threadkeep-version" not in pages.get("/-/data").headers
    assert "threadkeep-version" not in pages.get("/public/nothing.csv").headers


@pytest.mark.feature("M5")
def test_while_something_changed_nothing_is_offered(bench: Bench, pages: Pages) -> None:
    before = shelf.version(bench.folder)
    assert before is not None
    shelf.write_state(bench.folder, before - 1, [])
    try:
        assert "Ask for this page again" in pages.get("/-/releases").text
        assert "csv/comment.csv" not in pages.get("/-/releases").text
        for path in ("/-/releases.json", "/-/releases/2026-05-04/README.md", "/-/releases/withdrawn/2026-05-03.txt"):
            answer = pages.get(path)
            assert answer.status_code == 503
            assert answer.headers["retry-after"]
    finally:
        shelf.write_state(bench.folder, before, [])


@pytest.mark.feature("M5")
@pytest.mark.feature("Q11")
def test_what_is_superseded_is_gone_from_the_site_and_its_list_is_there(bench: Bench, pages: Pages) -> None:
    """Last in this file: it takes the releases off."""
    bench.mask(11, "Molly Bollard")
    publish_all(bench)
    page = pages.get("/-/releases").text
    assert "No release is offered" in page
    assert "What was withdrawn since 2026-05-03" in page
    assert pages.get("/-/releases/2026-05-04/README.md").status_code == 404
    answer = pages.get("/-/releases/withdrawn/2026-05-03.txt")
    assert answer.text.startswith("threadkeep-withdrawn 1\n")
    assert "threadkeep-release" not in pages.get("/public/comment.csv").headers


def test_the_moderation_site_asks_who_is_there(bench: Bench) -> None:
    from plugins._datasette import Response
    from plugins.site.state import Extras

    async def stop(datasette: Any, request: Any) -> Response:
        return Response.text("Log in", status=403)

    site = Pages(build_datasette(bench.folder, "moderate", extras=Extras(guard=stop), searcher=FixedSearch()))
    for path in (
        "/-/releases",
        "/-/releases.json",
        "/-/releases/2026-05-04/README.md",
        "/-/releases/withdrawn/2026-05-03.txt",
    ):
        assert site.get(path).status_code == 403
    site.close()
