"""What documents tell people to type, and what they say is printed: read from them, and typed. Shared by tests."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from archive.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
THREADKEEP = [sys.executable, "-m", "archive"]
_SHELL = f'threadkeep() {{ "{sys.executable}" -m archive "$@"; }}\n'
_OTHER_EACH_TIME = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "DAY"),
    (re.compile(r"127\.0\.0\.1:\d+"), "HOST"),
    # what the rules find grows with them
    (re.compile(r"looks: \d+ items|^\d+(?=  high )", re.MULTILINE), "N"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """The commands of one console block, continuation lines included, and the lines that they should print."""

    commands: tuple[str, ...]
    told: tuple[str, ...]


def console_blocks(text: str) -> list[Block]:
    """Return every console block of a document."""
    return [_block(lines) for lines in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE)]


def _block(lines: str) -> Block:
    commands: list[str] = []
    told: list[str] = []
    for line in lines.splitlines():
        if line.startswith("$ "):
            commands.append(line.removeprefix("$ "))
        elif line.startswith("> "):
            commands[-1] += f"\n{line.removeprefix('> ')}"
        else:
            told.append(line)
    return Block(tuple(commands), tuple(told))


def run_block(block: Block, folder: Path, addresses: dict[str, str]) -> str:
    """Type the commands of a block in `folder`, with other addresses than those told; return all that was printed."""
    commands = list(block.commands)
    for told, real in addresses.items():
        commands = [command.replace(told, real) for command in commands]
    if all(re.fullmatch(r"threadkeep (?!harvest)[^|<>]*", command) for command in commands):
        with contextlib.chdir(folder):
            return "".join(CliRunner().invoke(main, command.split()[1:]).output for command in commands)
    script = _SHELL + "\n".join(commands)
    return subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False).stdout


def steady(text: str) -> str:
    """Return a text without what is another each time: days, ports, how much the rules find."""
    for pattern, name in _OTHER_EACH_TIME:
        text = pattern.sub(name, text)
    return text


def pages_quoted(text: str) -> Iterator[tuple[str, str]]:
    """Yield (path, line) for each line that a document quotes from the last page of the public site named before it."""
    path = ""
    for found in re.finditer(r"`http://127\.0\.0\.1:8001(/[^`]*)`|^```text\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        path = found[1] or path
        for line in (found[2] or "").splitlines():
            yield path, line
