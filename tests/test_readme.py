"""What the README tells people to type is typed here."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from scraper.sample_blog import SampleBlog

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
THREADKEEP = [sys.executable, "-m", "archive"]


def console_blocks() -> list[list[str]]:
    """Return the commands of each console block."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [[line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")] for block in blocks]


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert console_blocks()[0] == ["make demo", "make test"]
    for command in console_blocks()[0]:
        assert re.search(rf"^{command.removeprefix('make ')}:", makefile, re.MULTILINE), command


def test_the_four_commands_take_a_blog_from_its_address_to_a_served_site(tmp_path: Path) -> None:
    init, harvest, publish, serve = console_blocks()[1]
    with SampleBlog() as blog:
        for command, allowed in ((init, (0,)), (harvest, (0, 1)), (publish, (0,))):
            words = [blog.url if word.startswith("https://") else word for word in command.split()[1:]]
            done = subprocess.run([*THREADKEEP, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
            assert done.returncode in allowed, done.stderr
    assert (tmp_path / "threadkeep-data" / "public.db").exists()
    port = free_port()
    words = [*THREADKEEP, *serve.split()[1:], "--port", str(port)]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert "On Flood Watch" in fetch_when_up(f"http://127.0.0.1:{port}/", server)
        finally:
            server.terminate()


@pytest.mark.feature("O3")
def test_the_demo_runs_to_its_end(tmp_path: Path) -> None:
    done = subprocess.run(
        [*THREADKEEP, "demo", "--once"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"24 posts and 460 comments harvested, published and searchable \(\d+ hits", done.stdout)
    assert list(tmp_path.iterdir()) == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch_when_up(url: str, server: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(url, timeout=10) as answer:
                body: bytes = answer.read()
                return body.decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")
