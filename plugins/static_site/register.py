"""The register of words of a copy, A to Z: plain pages, for who has no script, or would rather look than type.

Like the one at the back of a book: under each word the threads it stands in, the newest first, each link at the place
where it stands. Words that stand nearly everywhere are left out, and of a word with many threads the newest are named,
so that the pages grow with the words of an archive and not with all places of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from plugins.site import wording
from plugins.site.contexts import Link
from plugins.static_site.names import file_of
from plugins.static_site.rewriting import FindFile
from plugins.static_site.words import Gathered

WORDS = "/-/words"
"""The address of the register as other pages of a copy link it; the site itself has none."""

WORDS_AT_ONCE = 500
THREADS = 12
_DIGITS = "0–9"
_PLACES = (
    "select shard, word, doc, post_id, href, title, year from posting join doc using (doc) where href > '' "
    "order by shard, word, doc"
)


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread that a word stands in: its post, the newest place, its title, and year and number of texts."""

    post: str
    href: str
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A word with the threads that it stands in; `more` says how many are not named."""

    word: str
    threads: tuple[Thread, ...]
    more: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Words that begin alike."""

    template: ClassVar[str] = "threadkeep_copy_words.html"

    begins: str
    entries: tuple[Entry, ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class Beginning:
    """A page of the register in its list: how its words begin, and how many there are."""

    href: str
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class RegisterStart:
    """The first page of the register: every letter with the pages of its words."""

    template: ClassVar[str] = "threadkeep_copy_register.html"

    told: str
    letters: tuple[tuple[str, tuple[Beginning, ...]], ...]


def register_pages(gathered: Gathered) -> Iterator[tuple[str, str, RegisterPage | RegisterStart]]:
    """Yield the address, the title and the content of every page of the register, the first page last."""
    listed: list[tuple[str, Beginning]] = []
    total = 0
    rows = gathered.db.execute(_PLACES)
    for shard, of_shard in groupby(rows, key=lambda row: row[0]):
        entries = [
            _entry(word, places)
            for word, each in groupby(of_shard, key=lambda row: row[1])
            if not gathered.is_common(len(places := list(each)))
        ]
        if not entries:
            continue
        begins = _begins(entries[0].word)
        yield from _parts(shard, begins, entries)
        listed.append((_letter(begins), Beginning(_address(shard), begins, wording.count(len(entries), "word"))))
        total += len(entries)
    yield WORDS, "Words, A to Z", _start(listed, total)


def finding(find_file: FindFile) -> FindFile:
    """Return what finds the files of the register too, beside those of the pages of the site."""

    def find(address: str) -> str | None:
        is_own = address == WORDS or address.startswith((f"{WORDS}/", f"{WORDS}?"))
        return file_of(address) if is_own else find_file(address)

    return find


def _entry(word: str, places: list[tuple[str, str, int, str, str, str, str]]) -> Entry:
    texts: dict[str, int] = {}
    newest: dict[str, tuple[str, str, str]] = {}
    for _, _, _, post_id, href, title, year in places:
        texts[post_id] = texts.get(post_id, 0) + 1
        newest.setdefault(post_id, (href, title, year))
    threads = tuple(
        Thread(post_id, href, title, _told(year, texts[post_id]))
        for post_id, (href, title, year) in list(newest.items())[:THREADS]
    )
    left = len(newest) - len(threads)
    return Entry(word, threads, f"and {wording.count(left, 'older thread')}" if left else "")


def _told(year: str, texts: int) -> str:
    return ", ".join(filter(None, [year, wording.count(texts, "text") if texts > 1 else ""]))


def _parts(shard: str, begins: str, entries: list[Entry]) -> Iterator[tuple[str, str, RegisterPage]]:
    last = -(-len(entries) // WORDS_AT_ONCE)
    for number in range(1, last + 1):
        some = tuple(entries[(number - 1) * WORDS_AT_ONCE : number * WORDS_AT_ONCE])
        yield (
            _address(shard, number),
            f"Words that begin with {begins}",
            RegisterPage(
                begins,
                some,
                Link(_address(shard, number - 1), f"Before {some[0].word}") if number > 1 else None,
                Link(_address(shard, number + 1), f"After {some[-1].word}") if number < last else None,
            ),
        )


def _address(shard: str, number: int = 1) -> str:
    return f"{WORDS}/{shard}?page={number}" if number > 1 else f"{WORDS}/{shard}"


def _begins(word: str) -> str:
    """Return how the words of one file begin.

    >>> _begins("ferry"), _begins("паром")
    ('fe', 'п')
    """
    return word[:2] if word[:2].isascii() else word[0]


def _letter(begins: str) -> str:
    return begins[0].upper() if begins[0].isalpha() else _DIGITS


def _start(listed: list[tuple[str, Beginning]], total: int) -> RegisterStart:
    # A to Z first, other alphabets after it, numbers last
    listed.sort(key=lambda each: (each[0] == _DIGITS, not each[0].isascii(), each[0], each[1].text))
    letters = tuple(
        (letter, tuple(each for _, each in group)) for letter, group in groupby(listed, key=lambda each: each[0])
    )
    return RegisterStart(wording.count(total, "word"), letters)
