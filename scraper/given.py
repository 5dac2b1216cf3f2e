"""The files that a person gave: in order, without what is hidden or never read, and with the web address of mirrors."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.errors import WrongUse
from scraper.files import mirror

_ADDRESS_BOOKS = frozenset({"settings.csv", "followers.csv"})
"""Files of a Google Takeout that hold e-mail addresses: never opened."""


@dataclass(frozen=True, slots=True)
class Given:
    """One file, and the folder it came with ("" when it was given by itself).

    `url` is None unless its web address is known, and so is the moment a mirror fetched it; `in_mirror` says that it is
    one of many files of a web site.
    """

    path: Path
    shown: str
    folder: str = ""
    url: str | None = None
    fetched_at: datetime | None = None
    in_mirror: bool = False


def find_files(paths: Sequence[str], *, without: Path) -> list[tuple[str, str]]:
    """Return the files behind the given paths, each with the folder it came with ("" for a file given by itself).

    Folders are walked in order; one that is empty, an archive or cannot be read stands for itself, so that it can be
    told. What is hidden in them, lies in the folder `without`, or belongs to a Takeout and is no blog's feed is not
    meant. Raises WrongUse when a path does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise WrongUse(f"There is no file or folder {printable(path)}: look at the path and run this again.")
    found: list[tuple[str, str]] = []
    for path in paths:
        if os.path.isdir(path):
            found.extend((file, path) for file in list(_walk(path, without)) or [path])
        else:
            found.append((path, ""))
    return found


def iter_given(files: Sequence[tuple[str, str]]) -> Iterator[Given]:
    """Yield the files with their web addresses, as far as these are known."""
    mirrors: dict[str, mirror.Mirror] = {}
    for path, folder in files:
        if folder and folder not in mirrors:
            inside = ((_below(each, folder), read_head(each)) for each, its in files if its == folder)
            mirrors[folder] = mirror.learn(bare_name(folder), inside)
        yield _given(path, folder, mirrors.get(folder, mirror.Mirror()))


def _given(path: str, folder: str, known: mirror.Mirror) -> Given:
    head = read_head(path)
    stamp = mirror.find_stamp(head)
    url, fetched_at = (stamp.url, stamp.fetched_at) if stamp else (None, None)
    if url is None and folder and known.roots:
        url = known.address_of(_below(path, folder)) or mirror.find_canonical(head)
    is_mirror = bool(folder) and (stamp is not None or bool(known.roots))
    return Given(Path(path), path, folder, url, fetched_at, is_mirror)


def is_archive(folder: str) -> bool:
    """Return whether a folder is one in which threadkeep keeps an archive, or a copy of one: its files are private."""
    return all(os.path.lexists(os.path.join(folder, name)) for name in ("archive.db", "secrets.toml"))


def is_address_book(path: str) -> bool:
    """Return whether a file is one of those that hold a Takeout's e-mail addresses."""
    return os.path.basename(path).lower() in _ADDRESS_BOOKS


def read_head(path: str) -> bytes:
    """Return the beginning of a file, b"" for one that cannot be opened or is no file."""
    try:
        # asked first: a pipe would be waited for
        if not stat.S_ISREG(os.stat(path).st_mode):
            return b""
        with open(path, "rb") as file:
            return file.read(mirror.LOOK)
    except (OSError, ValueError):
        return b""


def bare_name(path: str | Path) -> str:
    """Return the file's own name, as text that a database and a page can hold: folders say too much of a person."""
    return printable(Path(os.path.abspath(path)).name)


def printable(path: str) -> str:
    """Return a path as text, with replacement characters for what cannot be shown."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "�" for char in text)


def _walk(folder: str, without: Path) -> Iterator[str]:
    ours = os.path.realpath(without)
    told: list[OSError] = []
    closed: list[str] = []
    for parent, folders, found in os.walk(folder, onerror=told.append):
        if is_archive(parent):
            folders.clear()
            closed.append(parent)
            continue
        names = found
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(os.path.join(parent, name)) != ours
        )
        if "archive_browser.html" in names and os.path.isdir(os.path.join(parent, "Blogger")):
            # a Takeout: what the person did with other services is no blog
            folders[:], names = ["Blogger"], []
        elif os.path.basename(parent) == "Blogger" and "Blogs" in folders:
            # comments on other people's blogs and pictures lie beside
            folders[:], names = ["Blogs"], []
        elif os.path.basename(os.path.dirname(parent)) == "Blogs" and "feed.atom" in names:
            folders[:], names = [], ["feed.atom"]
        yield from (os.path.join(parent, name) for name in sorted(names) if _is_meant(name))
    yield from (*closed, *(error.filename for error in told))


def _is_meant(name: str) -> bool:
    return not name.startswith(".") and not is_address_book(name)


def _below(path: str, folder: str) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")
