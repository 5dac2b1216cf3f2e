"""Mutated pages and exports: seeds, the ways to break them, and a child process whose time and memory are bounded.

Each mutant has a number, and the same number is the same mutant for ever, so that a campaign can stop and go on.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from archive.errors import ArchiveError
from scraper.files.recognise import iter_parsed
from scraper.sample_blog.content import load_content
from scraper.sample_blog.dress import Dress
from tests.forks import FORKS

SECONDS = 20
"""What one parse may take before the child is killed: many times what the largest seed needs."""
MEMORY = 2 * 1024**3
"""What the child may ask for beyond what it has when it starts."""
LARGEST = 200_000
"""Seeds are cut to this size, so that a hundred thousand of them end."""

Mutator = Callable[[bytes, random.Random], bytes]

_ZONE = ZoneInfo("Europe/London")
_PIECES = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xed\xa0\x80", b"&", b"<", b">", b'"', b"]]>", b"<![CDATA["),
    *(
        b"<!--",
        b"-->",
        b"&#0;",
        b"&#x110000;",
        b"&nbsp;",
        b"<div>",
        b"</div>",
        b"</li>",
        b"<entry>",
        b"</entry>",
        b"<script>",
    ),
    *(
        b"99999999999999999999",
        b"-1",
        b"0000-00-00 00:00:00",
        b"9999-12-31T23:59:59Z",
        b"9999-12-31T23:59",
        b"0001-01-01T00:00",
        b"1970-01-01T00:00:00+99:99",
        b"NaN",
    ),
    *(
        b"\xe2\x80\xae",
        b"\xcc\x81" * 50,
        b"%3F%",
        b"http://[",
        b"//",
        b"javascript:",
        b"charset=utf-7",
        b"\r",
        b"\t" * 30,
    ),
)


def mutants(seeds: Sequence[tuple[str, bytes]], numbers: Iterator[int] | range) -> Iterator[tuple[int, str, bytes]]:
    """Yield number, name and bytes of each mutant: a seed broken in one to six places."""
    for number in numbers:
        chance = random.Random(number)
        name, body = seeds[number % len(seeds)]
        for _ in range(chance.randint(1, 6)):
            body = chance.choice(MUTATORS)(body, chance)
        yield number, name, body


def invented_seeds(folder: Path) -> list[tuple[str, bytes]]:
    """Return every golden page and export, and pages and feeds of the sample blog."""
    seeds = [
        (path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != ".json"
    ]
    seeds += [
        (path.name, path.read_bytes())
        for path in sorted(folder.glob("*.json"))
        # a golden page that is JSON itself stands beside a NAME.json.json
        if path.with_name(f"{path.name}.json").exists()
    ]
    posts = load_content()
    dress = Dress(posts, "https://flood.example")
    seeds += [(f"{post.slug}.html", dress.post_page(post).encode()) for post in posts[:4]]
    seeds.append(("posts.atom", dress.posts_feed(start=1, most=5).encode()))
    return [(name, body[:LARGEST]) for name, body in seeds]


# ways to break


def _cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _flip(body: bytes, chance: random.Random) -> bytes:
    if not body:
        return body
    at = chance.randrange(len(body))
    return body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]


def _insert(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(_PIECES) + body[at:]


def _slice(body: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(body) + 1)
    return start, min(len(body), start + chance.choice((1, 10, 100, 2000)))


def _delete(body: bytes, chance: random.Random) -> bytes:
    start, end = _slice(body, chance)
    return body[:start] + body[end:]


def _double(body: bytes, chance: random.Random) -> bytes:
    start, end = _slice(body, chance)
    return body[:end] + body[start:end] * chance.choice((1, 1, 2, 40)) + body[end:]


def _move(body: bytes, chance: random.Random) -> bytes:
    start, end = _slice(body, chance)
    rest = body[:start] + body[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + body[start:end] + rest[at:]


def _drop_tag(body: bytes, chance: random.Random) -> bytes:
    start = body.find(b"<", chance.randrange(len(body) + 1))
    end = body.find(b">", start)
    return body if start < 0 or end < 0 else body[:start] + body[end + 1 :]


def _deepen(body: bytes, chance: random.Random) -> bytes:
    at = body.find(b"<", chance.randrange(len(body) + 1))
    return body if at < 0 else body[:at] + chance.choice((b"<div>", b"<ul><li>", b"<b>")) * 3000 + body[at:]


def _recode(body: bytes, chance: random.Random) -> bytes:
    text = body.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "cp1252", "latin-1", "utf-8-sig")), "replace")


def _digits(body: bytes, chance: random.Random) -> bytes:
    digit = next((at for at in range(chance.randrange(len(body) + 1), len(body)) if body[at : at + 1].isdigit()), -1)
    return body if digit < 0 else body[:digit] + chance.choice((b"", b"-", b"9" * 400, b"\xd9\xa3")) + body[digit + 1 :]


MUTATORS: tuple[Mutator, ...] = (
    *(_cut, _flip, _insert, _insert, _delete, _double, _move, _drop_tag, _drop_tag, _deepen, _recode, _digits),
)


# the child


@dataclass(slots=True)
class Outcome:
    """What came of a campaign so far."""

    parsed: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)


class Reader:
    """A child process that parses whatever it is sent, and is replaced when it dies or takes too long."""

    def __init__(self, parse: Callable[[Path], None] | None = None, *, seconds: float = SECONDS) -> None:
        """Make a reader; `parse`, a function of a module, raises what is wrong with a file."""
        self._parse, self._seconds = parse or parse_file, seconds
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._end()

    def read(self, name: str, body: bytes) -> tuple[str, str]:
        """Return "parsed", "refused" or "fault", and what a fault was."""
        if self._child is None:
            self._begin()
        assert self._pipe is not None
        before = self._used()
        try:
            self._pipe.send((name, body))
            # a machine that is busy with other things makes no parser slow
            while not (came := self._pipe.poll(self._seconds)) and self._is_held_up(before):
                pass
            if came:
                kind, say = self._pipe.recv()
                return str(kind), str(say)
        except (EOFError, OSError):
            self._end()
            return "fault", "the child died: out of memory or of stack"
        self._end()
        return "fault", f"no end within {self._seconds} s"

    def _is_held_up(self, before: float) -> bool:
        """Return whether the child wants to work and has hardly been let."""
        return self._look()[0] == "R" and self._used() - before < self._seconds / 2

    def _used(self) -> float:
        """Return the seconds of work that the child has done: user and system time (proc(5))."""
        return sum(map(int, self._look()[11:13])) / os.sysconf("SC_CLK_TCK")

    def _look(self) -> list[str]:
        assert self._child is not None
        return Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()

    def _begin(self) -> None:
        self._pipe, theirs = FORKS.Pipe()
        self._child = FORKS.Process(target=_serve, args=(theirs, self._parse), daemon=True)
        self._child.start()
        theirs.close()

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.join()
        if self._pipe is not None:
            self._pipe.close()
        self._child = self._pipe = None


def _serve(pipe: Connection, parse: Callable[[Path], None]) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(EOFError):
        while True:
            name, body = pipe.recv()
            path = Path(folder, name)
            path.write_bytes(body)
            pipe.send(_read(path, parse))


def parse_file(path: Path) -> None:
    """Parse a file as import does; raise what import would."""
    with path.open("rb") as stream:
        for parsed in iter_parsed(stream, url=f"file:{path.name}", zone=_ZONE):
            assert all(post.source_key for post in parsed.posts)


def _read(path: Path, parse: Callable[[Path], None]) -> tuple[str, str]:
    try:
        parse(path)
    except ArchiveError as error:
        says = str(error)
        return ("refused", "") if says.strip() and "\n" not in says else ("fault", f"no clear sentence: {says[:200]!r}")
    except BaseException:  # noqa: BLE001 - whatever gets out is the fault that is looked for
        return "fault", traceback.format_exc(limit=-4)
    return "parsed", ""


def campaign(seeds: Sequence[tuple[str, bytes]], numbers: Iterator[int] | range) -> Outcome:
    """Read every mutant of these numbers and return what came of it."""
    outcome = Outcome()
    with Reader() as reader:
        for number, name, body in mutants(seeds, numbers):
            kind, say = reader.read(name, body)
            outcome.parsed += kind == "parsed"
            outcome.refused += kind == "refused"
            if kind == "fault":
                outcome.faults.append(f"mutant {number} of {name}: {say}")
    return outcome
