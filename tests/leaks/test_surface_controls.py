"""Controls of what is easily forgotten: error pages, headers, the server's log, the public log, and readers' caches.

Each takes one safeguard off a site from which everything was taken out, and the finder must find a detail there; with
the safeguard on, and the same page broken in the same way, it finds none.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest

from plugins._datasette import Served, pages_of
from plugins.site import errors, headers, rendering
from plugins.site.application import build_datasette
from plugins.site.page_cache import PageCache
from search_index.search import Searcher
from tests.bench import Bench, comment, make_bench, memory_folder, post
from tests.leaks.finder import Finder
from tests.leaks.plants import Plant, make_plants

PLANT: Plant = make_plants(1)[0]
BROKEN = ("/-/search?q=rota", "/-/search.json?q=rota")
"""What breaks in these tests, with the detail in the message of what was raised."""
_READ = ("/", "/2018/07/post-1.html", "/-/comment/11", "/-/log", "/-/topics", "/public/comment.json", *BROKEN)


@dataclass
class Reader:
    """A browser: it keeps what it was given, asks whether that still stands, and shows it where it does."""

    served: Served
    runner: asyncio.Runner
    kept: dict[str, tuple[str, str]] = field(default_factory=dict)

    def get(self, path: str) -> tuple[str, str, str]:
        """Return the surface an answer belongs to, what is shown, and the headers as text."""
        etag, body = self.kept.get(path, ("", ""))

        async def send() -> Any:
            return await self.served.client.get(path, headers={"if-none-match": etag} if etag else {})

        answer = self.runner.run(send())
        told = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        if answer.status_code == 304:
            return "caches", body, told
        if tag := answer.headers.get("etag"):
            self.kept[path] = (tag, answer.text)
        if answer.status_code >= 400:
            return "error page", answer.text, told
        return "log" if path == "/-/log" else "pages", answer.text, told


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Return an archive in which the detail is public."""
    with memory_folder() as place:
        bench = make_bench(place / "archive")
        said = f"<p>It was {PLANT.words} who told me of it, and nobody else on that quay.</p>"
        bench.add(post(1, comment(11, said), comment(12, "<p>So it goes.</p>")))
        bench.publish()
        yield bench
        bench.db.close()


@pytest.fixture(scope="module")
def early(bench: Bench) -> Iterator[Reader]:
    """Return a reader at a site that keeps a page from before the detail was taken out."""
    served = build_datasette(bench.folder, "public")
    with asyncio.Runner() as runner:
        reader = Reader(served, runner)
        assert Finder([PLANT]).look_at("pages", reader.get(_READ[1])[1]) == {PLANT.number}
        yield reader
    served.close()


@pytest.fixture(scope="module")
def reader(bench: Bench, early: Reader) -> Iterator[Reader]:
    """Return a reader who has seen the detail before it was taken out."""
    served = build_datasette(bench.folder, "public")
    with asyncio.Runner() as runner:
        reader = Reader(served, runner)
        finder = Finder([PLANT])
        for path in _READ:
            finder.look_at(path, reader.get(path)[1])
        assert finder.found["/2018/07/post-1.html", "raw"] == 1
        bench.mask(11, PLANT.words)
        bench.publish()
        yield reader
    served.close()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break the search with the detail in the message, as a fault would that holds a row."""

    def fails(*args: Any, **options: Any) -> Any:
        raise ValueError(f"cannot read {PLANT.words!r}")

    monkeypatch.setattr(Searcher, "search", fails)


def found_by(reader: Reader, caplog: pytest.LogCaptureFixture) -> set[str]:
    """Return the surfaces on which the detail is found, by a reader who forgets nothing."""
    finder = Finder([PLANT])
    with caplog.at_level(logging.DEBUG):
        before = dict(reader.kept)
        for path in _READ:
            surface, body, told = reader.get(path)
            finder.look_at(surface, body)
            finder.look_at("headers", told)
        # each control begins with what the reader had before
        reader.kept = before
    finder.look_at("log of the server", "\n".join(caplog.messages))
    assert finder.looked.keys() >= {"pages", "headers", "error page", "log of the server"}
    return {surface for surface, _ in finder.where}


@pytest.mark.feature("M5")
@pytest.mark.usefixtures("broken")
def test_with_every_safeguard_on_nothing_is_found(reader: Reader, caplog: pytest.LogCaptureFixture) -> None:
    assert found_by(reader, caplog) == set()
    assert any("500 for /-: ValueError" in line for line in caplog.messages)


@pytest.mark.feature("M5")
@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("module", "name", "careless", "surface"),
    [
        (errors, "status_of", lambda exception: (500, str(exception)), "error page"),
        (errors, "describe", str, "log of the server"),
        (headers, "_FIXED", [(b"x-about", PLANT.words.encode())], "headers"),
        (rendering, "_etag", lambda *about: '"as ever"', "caches"),
    ],
    ids=["error page", "log of the server", "headers", "caches"],
)
def test_control_without_a_safeguard_the_detail_is_found(
    reader: Reader,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    name: str,
    careless: Any,
    surface: str,
) -> None:
    monkeypatch.setattr(module, name, careless)
    if surface == "caches":
        # what a reader was given under it before, and nothing of what the site keeps
        pages = pages_of(reader.served)
        assert pages is not None
        pages.forget()
        monkeypatch.setattr(reader, "kept", {path: ('"as ever"', body) for path, (_, body) in reader.kept.items()})
    assert found_by(reader, caplog) == {surface}


@pytest.mark.feature("M5")
def test_control_a_page_that_the_site_keeps_too_long_is_found(
    early: Reader, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    finder = Finder([PLANT])
    early.kept.clear()
    with monkeypatch.context() as careless:
        careless.setattr(PageCache, "_now", lambda cache: cache._stamp)
        finder.look_at("pages", early.get(_READ[1])[1])
    assert finder.found["pages", "raw"] == 1
    early.kept.clear()
    assert Finder([PLANT]).look_at("pages", early.get(_READ[1])[1]) == set()


@pytest.mark.feature("M5")
@pytest.mark.feature("M15")
@pytest.mark.usefixtures("broken")
def test_control_a_detail_in_the_public_log_is_found(
    bench: Bench, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    # the gate lets no reason through that holds what is taken out: it is written behind its back
    with closing(sqlite3.connect(bench.folder.public_db)) as db, db:
        (reason,) = db.execute("select reason from log").fetchone()
        db.execute("update log set reason = ?", [f"said of {PLANT.words}"])
        db.execute("update meta set value = value + 1 where key = 'content_version'")
    found = found_by(reader, caplog)
    with closing(sqlite3.connect(bench.folder.public_db)) as db, db:
        db.execute("update log set reason = ?", [reason])
    assert found == {"log"}
