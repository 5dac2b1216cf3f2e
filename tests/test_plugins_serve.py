"""`threadkeep serve` as a process: what it opens, what it loads, what it says when it cannot start."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from plugins import serve_command
from plugins.cli import serve
from tests.public_copy import ENTRY, write_public_copy

PROGRAM = """
import signal, sys
signal.signal(signal.SIGUSR1, lambda *_: print(*sorted(sys.modules), file=sys.stderr, flush=True))
from archive.cli import main
main()
"""
"""`threadkeep`, and on a signal the names of all modules it has loaded by then."""


@contextmanager
def serving(folder: DataFolder) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command as a process of its own until the block ends; yield it and its address."""
    words = [sys.executable, "-c", PROGRAM, "serve", "--port", "0", "--data", str(folder.path)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            ready = process.stderr.readline()
            assert ready.startswith("Serving "), ready + process.stderr.read()
            yield process, ready.rpartition(" ")[2].strip()
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """Return a whole archive's folder: private files beside the public copy."""
    made = write_public_copy(tmp_path / "archive")
    made.create()
    sqlite3.connect(made.archive_db).executescript("pragma journal_mode = wal; create table secret (words text);")
    return made


def open_files(process: subprocess.Popen[str]) -> set[str]:
    links = Path(f"/proc/{process.pid}/fd")
    return {os.readlink(link) for link in links.iterdir() if link.exists()}


@pytest.mark.feature("O1")
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are listed under /proc on Linux alone")
def test_the_public_process_opens_the_public_copy_and_nothing_private(folder: DataFolder) -> None:
    with serving(folder) as (process, url):
        for path in ("", ENTRY.lstrip("/"), "-/data", "-/search", "public/comment.json"):
            with urlopen(url + path) as answer:
                assert answer.status == 200
        opened = {Path(name).name for name in open_files(process) if name.startswith(str(folder.path))}
    assert opened == {"public.db"}


@pytest.mark.feature("O1")
def test_the_public_process_loads_nothing_that_knows_originals(folder: DataFolder) -> None:
    with serving(folder) as (process, url):
        urlopen(url).close()
        with pytest.raises(HTTPError) as no_index:
            urlopen(f"{url}-/search?q=ferry")
        no_index.value.close()
        process.send_signal(signal.SIGUSR1)
        assert process.stderr is not None
        loaded = process.stderr.readline().split()
    assert "plugins.site.pages" in loaded
    assert "search_index.search" in loaded
    private = (
        "archive.originals",
        "archive.curation",
        "archive.moderation",
        "archive.publishing",
        "plugins.anonymisation",
    )
    assert [
        name for name in loaded if name.startswith((*private, "plugins.tagging.editing", "scrapy", "scraper"))
    ] == []


@pytest.mark.feature("O1")
def test_it_serves_where_the_private_file_cannot_be_read(folder: DataFolder) -> None:
    for name in ("archive.db", "secrets.toml", "threadkeep.toml"):
        (folder.path / name).unlink()
    with serving(folder) as (_, url), urlopen(url) as answer:
        assert answer.status == 200


def test_over_http_it_says_who_nobody_is_and_logs_no_reader(folder: DataFolder) -> None:
    with serving(folder) as (process, url):
        with urlopen(f"{url}?who=Marmaduke") as answer:
            headers = answer.headers
        assert headers["server"] is None
        assert "default-src 'none'" in headers["content-security-policy"]
        process.terminate()
        assert process.stderr is not None
        assert "Marmaduke" not in process.stderr.read()


def test_a_change_shows_at_the_next_request(folder: DataFolder) -> None:
    with serving(folder) as (_, url):
        with urlopen(url + ENTRY.lstrip("/")) as answer:
            before = answer.read().decode()
        writer = sqlite3.connect(folder.public_db)
        with writer:
            writer.execute(
                "update comment set html = '<p>[detail]</p>', text = '[detail]', marks = '[]' where id = '9001'"
            )
        writer.close()
        with urlopen(url + ENTRY.lstrip("/")) as answer:
            after = answer.read().decode()
    assert "Sunday crossing" in before
    assert "Sunday crossing" not in after


def test_nothing_published_yet_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(serve, ["--data", str(tmp_path), "--port", "0"])
    assert isinstance(result.exception, WrongUse)
    assert result.exception.exit_code == 2
    assert str(result.exception) == "Nothing is published yet: run `threadkeep publish` first."


def test_a_taken_port_is_said_in_a_sentence(folder: DataFolder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(serve, ["--data", str(folder.path), "--port", str(port)])
    assert isinstance(result.exception, Refused)
    assert result.exception.exit_code == 3
    assert f"Port {port} is taken" in str(result.exception)


def test_a_copy_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "public.db").write_bytes(b"this is no database" * 100)
    result = CliRunner().invoke(serve, ["--data", str(tmp_path), "--port", "0"])
    assert isinstance(result.exception, Refused)
    assert "run `threadkeep publish`" in str(result.exception)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "no"), "Port 80 needs rights"),
        (OSError(99, "no"), "Cannot listen on 192.0.2.1"),
    ],
)
def test_an_address_that_cannot_be_had_is_said(monkeypatch: pytest.MonkeyPatch, error: OSError, said: str) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        raise error

    class Refusing(socket.socket):
        bind = refuse

    monkeypatch.setattr(socket, "socket", Refusing)
    with pytest.raises(Refused, match=said):
        serve_command.listen("192.0.2.1", 80)


@pytest.mark.parametrize(
    ("host", "port", "shown"),
    [
        ("127.0.0.1", 8001, "http://127.0.0.1:8001/"),
        ("0.0.0.0", 8001, "http://127.0.0.1:8001/"),
        ("::", 8001, "http://[::1]:8001/"),
        ("::1", 80, "http://[::1]:80/"),
        ("192.0.2.7", 80, "http://192.0.2.7:80/"),
    ],
)
def test_the_address_to_open_is_one_a_browser_takes(host: str, port: int, shown: str) -> None:
    class Listening:
        def getsockname(self) -> tuple[str, int]:
            return host, port

    assert serve_command.address_of(Listening()) == shown  # type: ignore[arg-type]  # all it asks of a socket


@pytest.mark.feature("O9")
def test_only_a_socket_that_listens_is_taken_over() -> None:
    with (
        serve_command.listen("127.0.0.1", 0) as listening,
        serve_command.take_over(os.dup(listening.fileno())) as taken,
    ):
        assert taken.getsockname() == listening.getsockname()
    with socket.socket() as deaf, pytest.raises(WrongUse, match="no listening socket"):
        serve_command.take_over(os.dup(deaf.fileno()))
    with pytest.raises(WrongUse, match="leave --fd out"):
        serve_command.take_over(9999)


def test_a_socket_without_a_port_is_told_by_its_file(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert serve_command.address_of(listening) == f"unix:{tmp_path / 's'}"
