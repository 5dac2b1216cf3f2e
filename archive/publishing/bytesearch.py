"""Looking for words in the bytes of public.db and the files that SQLite or a killed publish may leave beside it.

A redacted word that no query finds may still lie in a free page, a journal or a write-ahead log. Bytes have no word
boundaries ("Ann" lies in "annual"), so each find is held against the rows: what a live value accounts for, with what
stands around it, is no residue.
"""

from __future__ import annotations

import mmap
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from sqlite_utils import Database

from archive.public.database import read_rows
from archive.publishing.scan import WORDLESS
from archive.redaction.spellings import JOINTS, is_joinable

SIDE_FILES = ("", "-journal", "-wal", "-shm", ".new", ".new-journal")
MIN_BYTES = 4
"""Fewer bytes occur by chance in any binary file; such words are looked for in rows alone."""

_CONTEXT = 12
_PAGE = 4096
_OVERFLOW_HEADER = 4


def public_files(database: Path) -> list[Path]:
    """Return the files of the public copy that exist."""
    names = [database.with_name(database.name + suffix) for suffix in SIDE_FILES]
    return [path for path in names if path.exists()]


def search_files(db: Database, database: Path, wanted: Sequence[str]) -> tuple[int, list[str]]:
    """Return how many files were searched, and which hold any of these words with no live value behind it.

    Words are looked for as they are, in any letter case, URL-escaped and HTML-escaped.
    """
    files = public_files(database)
    pattern = _byte_pattern(wanted)
    if pattern is None:
        return len(files), []
    found = {path: list(_iter_found(path, pattern)) for path in files}
    if not any(found.values()):
        return len(files), []
    accounted = _Accounted(db, pattern)
    return len(files), [path.name for path, places in found.items() if not all(map(accounted.accounts_for, places))]


def _byte_pattern(wanted: Iterable[str]) -> re.Pattern[bytes] | None:
    """Return one pattern of all words that are long enough, in every way they may be written."""
    spelled = sorted({words for each in wanted if len((words := each.strip()).encode()) >= MIN_BYTES}, key=len)
    if not spelled:
        return None
    return re.compile(b"|".join(map(_spelling, reversed(spelled))), re.IGNORECASE)


def _spelling(words: str) -> bytes:
    """Return the pattern of some words, character by character; any run of white space stands for any other."""
    joints = "|".join(map(re.escape, JOINTS)).encode()
    between = rb"(?:\s|%20|" + joints + (rb")*" if is_joinable(words) else rb")+")
    return between.join(b"".join(map(_character, part)) for part in words.split())


def _character(character: str) -> bytes:
    cases = (character, character.lower(), character.upper())
    written = {way(case).encode() for case in cases for way in (str, partial(quote, safe=""), escape)}
    if not character.isalnum():
        written.add(f"&#{ord(character)};".encode())
    return b"(?:" + b"|".join(sorted(map(re.escape, written))) + b")"


def _iter_found(path: Path, pattern: re.Pattern[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each find as the bytes before it, and the find with the bytes behind it, within its page of the file."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        # a journal goes when its transaction ends, a new file when it is in place
        return
    with source, _mapped(source) as data:
        for found in pattern.finditer(data):
            page = found.start() - found.start() % _PAGE
            first = max(page + _OVERFLOW_HEADER, found.start() - _CONTEXT)
            last = min(max(page + _PAGE, found.end()), found.end() + _CONTEXT)
            yield data[first : found.start()], data[found.start() : last]


def _mapped(source: BinaryIO) -> mmap.mmap:
    empty = os.fstat(source.fileno()).st_size == 0
    # no file of no bytes can be mapped
    return mmap.mmap(-1, 1) if empty else mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)


class _Accounted:
    """Where the words, or longer words that hold them, stand in live values, with what stands around them."""

    def __init__(self, db: Database, pattern: re.Pattern[bytes]) -> None:
        self._around = {
            (value[max(0, found.start() - _CONTEXT) : found.start()], value[found.start() : found.end() + _CONTEXT])
            for value in _live_values(db)
            for found in pattern.finditer(value)
        }

    def accounts_for(self, place: tuple[bytes, bytes]) -> bool:
        """True when some live value fits around a find; a page may end inside the value, a value inside the context."""
        before, after = place
        return any(_agree(before[::-1], left[::-1]) and _agree(after, right) for left, right in self._around)


def _agree(one: bytes, other: bytes) -> bool:
    size = min(len(one), len(other))
    return one[:size] == other[:size]


def _live_values(db: Database) -> Iterator[bytes]:
    # the words of our own tables, as SQLite writes them side by side
    for row in db.conn.execute("select type || name || tbl_name, coalesce(sql, '') from sqlite_master"):
        yield from (value.encode() for value in row)
    for table in WORDLESS:
        for row in read_rows(db, f"select * from {table}"):
            yield from (value.encode() for value in row.values() if isinstance(value, str))
