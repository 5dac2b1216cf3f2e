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
_CHUNK = 1 << 23
_MIN_KEY = 3
_LONGEST_SPELLING = 12
"""Bytes that one character takes at most: four of UTF-8, each URL-escaped."""
_KEY = re.compile(r"[a-z0-9]+")
_Found = tuple[bytes, bytes]


def public_files(database: Path) -> list[Path]:
    """Return the files of the public copy that exist."""
    names = [database.with_name(database.name + suffix) for suffix in SIDE_FILES]
    return [path for path in names if path.exists()]


def search_files(db: Database, database: Path, wanted: Sequence[str]) -> tuple[int, list[str]]:
    """Return how many files were searched, and which hold any of these words with no live value behind it.

    Words are looked for as they are, in any letter case, URL-escaped and HTML-escaped.
    """
    files, found = search_each(db, database, wanted)
    left = {name for names in found.values() for name in names}
    return files, [path.name for path in public_files(database) if path.name in left]


def search_each(db: Database, database: Path, wanted: Iterable[str]) -> tuple[int, dict[str, list[str]]]:
    """Return how many files were searched, and which of them hold which of these words with no live value behind it."""
    files = public_files(database)
    spelled = [_Spelled(words) for words in dict.fromkeys(wanted) if len(words.strip().encode()) >= MIN_BYTES]
    found = {path: _find_in(path, spelled) for path in files} if spelled else {}
    here = {each for places in found.values() for each in places}
    accounted = _Accounted(db, here) if here else None
    left: dict[str, list[str]] = {}
    for path, places_of in found.items():
        for each, places in places_of.items():
            if accounted is None or not all(accounted.accounts_for(each, place) for place in places):
                left.setdefault(each.words, []).append(path.name)
    return len(files), left


class _Spelled:
    """Some words in every way in which bytes may spell them."""

    __slots__ = ("_around", "key", "pattern", "words")

    def __init__(self, words: str) -> None:
        self.words = words
        self.pattern = re.compile(_spelling(words.strip()), re.IGNORECASE)
        # letters and digits of ASCII are never escaped, so all spellings hold them, in small letters or in capitals
        key = max(_KEY.findall(words.lower()), key=len, default="")
        self.key = key.encode() if len(key) >= _MIN_KEY else b""
        self._around = _LONGEST_SPELLING * len(words) + _PAGE

    def places(self, data: bytes | mmap.mmap, start: int, lower: bytes) -> Iterator[re.Match[bytes]]:
        """Yield where the words stand in a part of some data, which is also given in small letters."""
        for first, last in self._windows(lower):
            yield from self.pattern.finditer(data, start + first, start + last)

    def _windows(self, lower: bytes) -> Iterator[tuple[int, int]]:
        """Yield the stretches in which the words may stand: around their key."""
        if not self.key:
            yield 0, len(lower)
            return
        at = lower.find(self.key)
        while at >= 0:
            first, last = max(0, at - self._around), at
            while 0 <= at <= last:
                last = at + self._around
                at = lower.find(self.key, at + 1)
            yield first, min(last, len(lower))


def _find_in(path: Path, spelled: Sequence[_Spelled]) -> dict[_Spelled, list[_Found]]:
    """Return where which words stand in a file."""
    found: dict[_Spelled, dict[int, _Found]] = {}
    try:
        source = path.open("rb")
    except FileNotFoundError:
        # a journal goes when its transaction ends, a new file when it is in place
        return {}
    with source, _mapped(source) as data:
        for start in range(0, len(data), _CHUNK):
            # what one part cuts in two stands whole in the beginning of the next, which is read twice
            lower = data[start : start + _CHUNK + _PAGE].lower()
            for each in spelled:
                for place in each.places(data, start, lower):
                    found.setdefault(each, {})[place.start()] = _with_context(data, place)
    return {each: list(places.values()) for each, places in found.items()}


def _with_context(data: mmap.mmap, found: re.Match[bytes]) -> _Found:
    """Return a find as the bytes before it, and itself with the bytes behind it, within its page of the file."""
    page = found.start() - found.start() % _PAGE
    first = max(page + _OVERFLOW_HEADER, found.start() - _CONTEXT)
    last = min(max(page + _PAGE, found.end()), found.end() + _CONTEXT)
    return data[first : found.start()], data[found.start() : last]


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


def _mapped(source: BinaryIO) -> mmap.mmap:
    empty = os.fstat(source.fileno()).st_size == 0
    # no file of no bytes can be mapped
    return mmap.mmap(-1, 1) if empty else mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)


class _Accounted:
    """Where the words, or longer words that hold them, stand in live values, with what stands around them."""

    def __init__(self, db: Database, spelled: Iterable[_Spelled]) -> None:
        self._around: dict[_Spelled, set[_Found]] = {each: set() for each in spelled}
        for value in _live_values(db):
            lower = value.lower()
            for each, around in self._around.items():
                for found in each.places(value, 0, lower) if each.key in lower else ():
                    before = value[max(0, found.start() - _CONTEXT) : found.start()]
                    around.add((before, value[found.start() : found.end() + _CONTEXT]))

    def accounts_for(self, spelled: _Spelled, place: _Found) -> bool:
        """True when some live value fits around a find; a page may end inside the value, a value inside the context."""
        before, after = place
        return any(_agree(before[::-1], left[::-1]) and _agree(after, right) for left, right in self._around[spelled])


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
