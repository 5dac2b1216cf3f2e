"""The folder of releases as anybody may read it: which are offered, their files, and lists for holders of older ones.

What the public site knows of releases comes from here alone. Nothing here opens a private file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from archive.folder import DataFolder

NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-([1-9]\d{0,3}))?\Z")
ABOUT = "release.json"
SUMS = "SHA256SUMS"
SECRET = "secret.txt"
"""With it a holder of the release reads the lists of what was withdrawn since."""

WITHDRAWN = "withdrawn"
_STATE = "state.json"
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release; its name may lie in a folder of it, such as csv/post.csv."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """One release as it lies in its folder."""

    name: str
    path: Path

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """What release.json says of it."""
        read: dict[str, Any] = json.loads((self.path / ABOUT).read_text(encoding="utf-8"))
        return read

    @property
    def content_version(self) -> int:
        """The version of the public copy that it holds."""
        return int(self.about["content_version"])

    @property
    def database(self) -> Path:
        """Its SQLite file."""
        return self.path / "threadkeep.sqlite"

    @cached_property
    def sums(self) -> Mapping[str, str]:
        """The SHA-256 of every file by its name, SHA256SUMS itself left out."""
        lines = (self.path / SUMS).read_text(encoding="utf-8").splitlines()
        return {found[2]: found[1] for found in map(_SUM.fullmatch, lines) if found}

    @property
    def files(self) -> tuple[ReleaseFile, ...]:
        """Every file that SHA256SUMS names."""
        return tuple(ReleaseFile(name, (self.path / name).stat().st_size, sha) for name, sha in self.sums.items())


def home(folder: DataFolder) -> Path:
    """Return where the releases of an archive lie."""
    return folder.path / "releases"


def offered(folder: DataFolder) -> list[Release]:
    """Return the releases that are offered, the newest first; one that is half written has no name yet."""
    place = home(folder)
    names = [path.name for path in place.iterdir() if NAME.match(path.name)] if place.is_dir() else []
    return [Release(name, place / name) for name in sorted(names, key=order, reverse=True)]


def find(folder: DataFolder, name: str) -> Release | None:
    """Return an offered release by its name, None when there is none (any more)."""
    path = home(folder) / name
    return Release(name, path) if NAME.match(name) and path.is_dir() else None


def find_file(folder: DataFolder, name: str, file: str) -> tuple[Path, str] | None:
    """Return a file of an offered release and its SHA-256; None for what is no file of it."""
    release = find(folder, name)
    if release is None:
        return None
    with suppress(FileNotFoundError):
        if file == SUMS:
            return release.path / SUMS, ""
        if file in release.sums:
            return release.path / file, release.sums[file]
    return None


def find_withdrawn(folder: DataFolder, name: str) -> Path | None:
    """Return the list of what was withdrawn since a release, for those who hold it; None when there is none."""
    path = home(folder) / WITHDRAWN / f"{name}.txt"
    return path if NAME.match(name) and path.is_file() else None


def superseded(folder: DataFolder) -> list[str]:
    """Return the names of releases that are offered no longer, the newest first."""
    return sorted(_state(folder).get("superseded", ()), key=order, reverse=True)


def version(folder: DataFolder) -> int | None:
    """Return the version of the public copy that the releases were last held against, None when never."""
    return _state(folder).get("content_version")


def write_state(folder: DataFolder, content_version: int, names: list[str]) -> None:
    """Say against which version the releases were held, and which are offered no longer."""
    body = {"content_version": content_version, "superseded": sorted(names, key=order)}
    replace_text(home(folder) / _STATE, json.dumps(body) + "\n")


def replace_text(path: Path, text: str, *, mode: int = 0o640) -> None:
    """Put a small file in place as a whole."""
    partial = path.with_name(f".{path.name}.new")
    partial.write_text(text, encoding="utf-8")
    partial.chmod(mode)
    partial.replace(path)


def order(name: str) -> tuple[str, int]:
    """Return what releases are sorted by: their day, then their number on that day.

    >>> sorted(["2026-05-03-10", "2026-05-03-2", "2026-05-03"], key=order)
    ['2026-05-03', '2026-05-03-2', '2026-05-03-10']
    """
    found = NAME.match(name)
    return (found[1], int(found[2] or 1)) if found else (name, 0)


def _state(folder: DataFolder) -> dict[str, Any]:
    with suppress(FileNotFoundError):
        read: dict[str, Any] = json.loads((home(folder) / _STATE).read_text(encoding="utf-8"))
        return read
    return {}
