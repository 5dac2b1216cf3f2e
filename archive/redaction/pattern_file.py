"""What was read off the patterns of all screens, kept beside them: reading it off takes longer than most programs run.

`python -m tests.details_measures --write` writes it. A pattern that it does not hold is read when it is asked for, and
so are all once the code that reads them is another.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from archive.redaction.openings import find_openings
from archive.redaction.phrases import find_needs

FILE = "patterns.json.gz"
_READERS = ("phrases.py", "openings.py", "lexica/common.py")


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of the two words that a pattern needs most, and of those it begins with: None where it begins anywhere."""

    needs: tuple[Sequence[str], Sequence[str]]
    openings: Sequence[Sequence[str]] | None


def find_keys(pattern: str) -> Keys:
    """Return the keys of a pattern, from the file where it holds them; raise ValueError when it needs no word."""
    kept = _kept().get(_name(pattern))
    return kept if kept is not None else read_keys(pattern)


def read_keys(pattern: str) -> Keys:
    """Return the keys of a pattern, read off it; raise ValueError when it needs no word."""
    needs, openings = find_needs(pattern), find_openings(pattern)
    if not needs:
        raise ValueError("a pattern matches without any word: give it one")
    two = sorted(needs[0]), sorted(needs[min(1, len(needs) - 1)])
    return Keys(two, openings if openings is None else [sorted(each) for each in openings])


def pack(patterns: Iterable[str]) -> bytes:
    """Return the file for some patterns."""
    numbers: dict[str, int] = {}
    packed = {}
    for pattern in patterns:
        keys = read_keys(pattern)
        packed[_name(pattern)] = [
            [numbers.setdefault(key, len(numbers)) for key in each] for each in (*keys.needs, *(keys.openings or ()))
        ]
    body = {"readers": _readers(), "keys": list(numbers), "patterns": packed}
    return gzip.compress(json.dumps(body, separators=(",", ":")).encode(), mtime=0)


def unpack(content: bytes) -> dict[str, Keys]:
    """Return what a file holds, by the names of the patterns; nothing where other code read them."""
    body = json.loads(gzip.decompress(content))
    if body["readers"] != _readers():
        return {}
    found = {}
    for name, packed in body["patterns"].items():
        first, second, *openings = [[body["keys"][number] for number in each] for each in packed]
        found[name] = Keys((first, second), openings or None)
    return found


@cache
def _kept() -> dict[str, Keys]:
    # absent only while it is made anew
    file = files("archive.redaction") / FILE
    return unpack(file.read_bytes()) if file.is_file() else {}


@cache
def _readers() -> str:
    package = files("archive.redaction")
    return hashlib.sha256(b"\0".join(package.joinpath(name).read_bytes() for name in _READERS)).hexdigest()


def _name(pattern: str) -> str:
    return hashlib.sha256(pattern.encode()).hexdigest()[:16]
