"""`threadkeep demo`: the whole way on the sample blog, each step a command of its own, as a person would run them."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import click

from archive.errors import ArchiveError

THREADKEEP = (sys.executable, "-m", "archive")
SAMPLE_BLOG = (sys.executable, "-m", "scraper.sample_blog")
PUBLIC_PORT, MODERATION_PORT = 8001, 8002
LOGIN = "demo"
QUERY = "rivas"
SETTINGS = {
    'title = "A comment archive"': 'title = "On Flood Watch, kept"',
    'operator = ""\ncontact = ""': 'operator = "The demo"\ncontact = "archive@floodwatch.example"',
}
START_SECONDS = 120


class DemoFailed(ArchiveError):
    """One step of the demo did not do what it should."""


@dataclass(frozen=True, slots=True)
class Site:
    """A server of the demo that answers."""

    url: str
    process: subprocess.Popen[str]


@click.command()
@click.option("--once", is_flag=True, help="Do it all, check that the pages answer, print a summary and end.")
def demo(once: bool) -> None:
    """Harvest, publish and serve the sample blog, in a folder that is removed afterwards."""
    started = time.monotonic()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        # a closed terminal ends it like Ctrl-C: else the folder would stay, and its servers on their ports
        signal.signal(ending, signal.default_int_handler)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="threadkeep-demo-")))
        counts = prepare(stack, folder / "archive")
        password = add_moderator(folder)
        public = stack.enter_context(serving("serve", folder / "archive", PUBLIC_PORT))
        moderation = stack.enter_context(serving("moderate", folder / "archive", MODERATION_PORT))
        found = _check_answers(public.url, moderation.url)
        click.echo(
            f"demo: {counts['posts']} posts and {counts['comments']} comments harvested, published and searchable "
            f"({found} hits for {QUERY}), served after {time.monotonic() - started:.1f} s"
        )
        if not once:
            _stay(public, moderation, password)


def prepare(stack: contextlib.ExitStack, data: Path) -> dict[str, Any]:
    """Harvest the sample blog over HTTP into a new archive, publish and release it; return what `publish` counted."""
    _run("init", "--data", data)
    _name_it(data / "threadkeep.toml")
    blog = stack.enter_context(_process([*SAMPLE_BLOG, "--port", "0"], stdout=subprocess.PIPE))
    address = (blog.stdout.readline() if blog.stdout else "").strip().rpartition(" ")[2]
    click.echo(f"The sample blog is served at {address}; harvesting it.", err=True)
    # 1 is expected: one post of the sample blog announces a comment that it does not show
    _run("harvest", address, "--json", "--data", data, allowed=(0, 1))
    click.echo("Publishing the public copy and its search index.", err=True)
    counts: dict[str, Any] = json.loads(_run("publish", "--json", "--data", data))
    _run("release", "--data", data)
    return counts


def _name_it(toml: Path) -> None:
    """Give the demo's archive a title, an operator and a contact, as its owner would."""
    text = toml.read_text(encoding="utf-8")
    for default, own in SETTINGS.items():
        text = text.replace(default, own, 1)
    toml.write_text(text, encoding="utf-8")


def add_moderator(folder: Path) -> str:
    """Add the demo's admin to the archive in `folder` and return the password."""
    password = secrets.token_urlsafe(9)
    file = folder / "password"
    file.write_text(password + "\n", encoding="utf-8")
    _run("moderator", "add", LOGIN, "--role", "admin", "--password-file", file, "--data", folder / "archive")
    return password


def _run(*words: object, allowed: Sequence[int] = (0,)) -> str:
    done = subprocess.run(
        [*THREADKEEP, *map(str, words)], stdout=subprocess.PIPE, text=True, check=False, env=_environ()
    )
    if done.returncode not in allowed:
        raise DemoFailed(f"`threadkeep {words[0]}` ended with {done.returncode}: see its message above.")
    return done.stdout


def _environ() -> dict[str, str]:
    """Return the environment of the steps: the demo never touches an archive that the user has set."""
    return {name: value for name, value in os.environ.items() if name != "THREADKEEP_DATA"}


@contextlib.contextmanager
def _process(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(command, text=True, env=_environ(), **options) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextlib.contextmanager
def serving(command: str, data: Path, wanted_port: int) -> Iterator[Site]:
    """Run a server until the block ends; it answers when the block begins."""
    port = _free_port(wanted_port)
    if wanted_port not in (0, port):
        click.echo(f"Port {wanted_port} is taken here; the demo uses {port}.", err=True)
    words = [*THREADKEEP, command, "--port", str(port), "--data", str(data)]
    with _process(words, stdout=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}/"
        _wait_until_it_listens(port, process, command)
        yield Site(url, process)


def _free_port(wanted: int) -> int:
    """Return the wanted port, or another where somebody has it already."""
    for port in (wanted, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise DemoFailed("This machine has no free port on 127.0.0.1: end another server and run this again.")


def _wait_until_it_listens(port: int, process: subprocess.Popen[str], command: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    if process.poll() is None:
        raise DemoFailed(f"`threadkeep {command}` was not up in {START_SECONDS} seconds: is this machine very busy?")
    raise DemoFailed(f"`threadkeep {command}` did not come up: see its message above.")


def _check_answers(public: str, moderation: str) -> int:
    """Fetch the home page, one search and the login page; return the number of hits."""
    for page in (public, f"{public}-/search?q={quote(QUERY)}", moderation):
        _get(page)
    hits: int = json.loads(_get(f"{public}-/search.json?q={quote(QUERY)}"))["total"]
    if not hits:
        raise DemoFailed(f"The search for {QUERY} found nothing: run `threadkeep check` on an archive of your own.")
    return hits


def _get(url: str) -> str:
    try:
        with urlopen(url, timeout=START_SECONDS) as answer:
            body: bytes = answer.read()
    except URLError as error:
        raise DemoFailed(f"{url} did not answer ({error.reason}): the demo cannot go on.") from error
    return body.decode()


def _stay(public: Site, moderation: Site, password: str) -> None:
    click.echo(f"  Public site      {public.url}")
    click.echo(f"  Moderation site  {moderation.url}   login: {LOGIN}   password: {password}")
    click.echo("Press Ctrl-C to end; the demo's folder is removed then.")
    with contextlib.suppress(KeyboardInterrupt):
        public.process.wait()
