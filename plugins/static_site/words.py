"""The search of a copy: lists of words in small script files, which a page may load from a disk where it may not fetch.

A file `w-fe.js` holds every word that begins with "fe" and the numbers of the posts and comments it stands in, each
number as the difference to the one before; `d-3.js` holds what to show of numbers 600 to 799. Newest come first, so
numbers say the order too. Words are cut the same way in `static/copy-search.js`; a test holds both against each other.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.public import store
from archive.public.models import PublicComment, PublicPost
from plugins.site.contexts import CommentLine, PostLine
from plugins.site.item_lines import item_lines
from plugins.static_site.names import SEARCH
from plugins.static_site.pages import Pages
from plugins.static_site.rewriting import relative

FOLDER = "_/search"
AT_ONCE = 200
"""Posts and comments in one file of what to show."""

_COMMON = 0.25
_FEW = 400
"""In an archive of this many, words that stand in more than `_COMMON` of all are told to stand everywhere."""

_OPENING = 200
_SCHEMA = """
create table posting (shard text, word text, doc integer, primary key (shard, word, doc)) without rowid;
create table doc (doc integer primary key, post_id text, href text, title text, year text);
"""
_ADD_DOC = "insert into doc values (?, ?, ?, ?, ?)"
_WORD = re.compile(r"[^\W_]+")
_SHOWN = """
select id from (
    select id, published_utc, published from post where state = 'shown' union all
    select id, published_utc, published from comment where state = 'shown'
) order by coalesce(published_utc, published, '') desc, id
"""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a hit shows (who, when, under what, which file, its opening), where it stands on the site, all it says."""

    line: list[str]
    post_id: str
    href: str
    year: str
    said: str


def words_of(text: str) -> list[str]:
    """Return the words of a text as the search knows them: no accents, no capitals, two letters or more.

    >>> words_of("The Café’s 2nd ferry, a night_boat")
    ['the', 'cafe', '2nd', 'ferry', 'night', 'boat']
    """
    plain = unicodedata.normalize("NFKD", text).lower()
    bare = "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    return [word for word in _WORD.findall(bare) if len(word) > 1]


def shard_of(word: str) -> str:
    """Return by what the words of one file are known: the file of the search is called so, after "w-".

    >>> shard_of("ferry"), shard_of("паром")
    ('fe', 'u43f')
    """
    first = word[:2]
    return first if first.isascii() else f"u{ord(word[0]):x}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The words of every post and comment, in a database that goes with the scratch folder, and how many items.

    Table `posting` says in which items (`doc`, 0 is the newest) a word stands, table `doc` where each item stands.
    """

    db: sqlite3.Connection
    count: int

    def is_common(self, number: int) -> bool:
        """True for a word in so many items that it is told to stand everywhere."""
        return self.count >= _FEW and number > self.count * _COMMON


@contextmanager
def gather(db: Database, pages: Pages, scratch: Path, whole: Path) -> Iterator[Gathered]:
    """Give the words of a copy, and write into it what to show of each post and comment."""
    place = whole / FOLDER
    place.mkdir(parents=True)
    # pages made of it are rendered in another thread where a loop runs in this one
    with closing(sqlite3.connect(scratch / "words.db", isolation_level=None, check_same_thread=False)) as sorting:
        sorting.executescript(f"pragma journal_mode = off; pragma synchronous = off; {_SCHEMA} begin")
        count = 0
        for number, some in enumerate(_batches(db)):
            shown = list(_shown(db, some, pages))
            _write(place, f"d-{number}", [each.line for each in shown])
            for doc, each in enumerate(shown, start=count):
                sorting.execute(_ADD_DOC, (doc, each.post_id, each.href, each.line[2], each.year))
                rows = ((shard_of(word), word, doc) for word in set(words_of(each.said)))
                sorting.executemany("insert into posting values (?, ?, ?)", rows)
            count += len(shown)
        yield Gathered(sorting, count)


def write_search(gathered: Gathered, whole: Path) -> None:
    """Write the lists of words into a copy."""
    rows = gathered.db.execute("select shard, word, doc from posting order by shard, word, doc")
    for shard, of_shard in groupby(rows, key=lambda row: row[0]):
        words = {word: [row[2] for row in each] for word, each in groupby(of_shard, key=lambda row: row[1])}
        told = {word: 0 if gathered.is_common(len(numbers)) else _gaps(numbers) for word, numbers in words.items()}
        _write(whole / FOLDER, f"w-{shard}", told)


def _batches(db: Database) -> Iterator[list[PublicPost | PublicComment]]:
    ids = db.conn.execute(_SHOWN)
    while some := [row[0] for row in ids.fetchmany(AT_ONCE)]:
        found = store.get_items(db, some)
        yield [found[item_id] for item_id in some]


def _shown(db: Database, items: Sequence[PublicPost | PublicComment], pages: Pages) -> Iterator[_Shown]:
    posts, comments = item_lines(db, items)
    lines: dict[str, PostLine | CommentLine] = {line.id: line for line in posts}
    lines |= {line.id: line for line in comments}
    for item in items:
        text = " ".join(item.body.text.split())
        said = " ".join(filter(None, [item.author, getattr(item, "title", None), text]))
        line = lines.get(item.id)
        if line is None:
            yield _Shown(["", "", "", "", text[:_OPENING]], "", "", "", said)
            continue
        name, post_id = (line.name, line.post_id) if isinstance(line, CommentLine) else ("", line.id)
        stands = pages.file_at(line.href)
        file = relative(SEARCH, stands) if stands else ""
        shown = [name, line.dated.text, line.title, file, text[:_OPENING]]
        yield _Shown(shown, post_id, line.href if stands else "", line.dated.machine[:4], said)


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _write(place: Path, name: str, body: Any) -> None:
    said = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    (place / f"{name}.js").write_text(f"threadkeepCopy.take({json.dumps(name)}, {said});\n", encoding="ascii")
