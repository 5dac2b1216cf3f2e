"""Which detector this is: decisions and measurements name it, so that nobody takes the figures of one for another's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_SIZE = 12
_LEFT_OUT = frozenset({"__pycache__", "measured.json", "patterns.json.gz"})


@cache
def detector_version() -> str:
    """Return twelve hexadecimal digits over every rule and word list: another rule, another version.

    >>> len(detector_version())
    12
    """
    return digest_of("archive.redaction")


@cache
def digest_of(*packages: str) -> str:
    """Return twelve hexadecimal digits over all that lies in some packages of ours."""
    digest = hashlib.sha256()
    for package in packages:
        for name, content in _files(files(package), ""):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:_SIZE]


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.name in _LEFT_OUT:
            continue
        if each.is_dir():
            yield from _files(each, f"{above}{each.name}/")
        else:
            yield f"{above}{each.name}", each.read_bytes()
