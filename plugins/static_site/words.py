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
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.public import store
from archive.public.models import PublicComment, PublicPost
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
_WORD = re.compile(r"[^\W_]+")
_SHOWN = """
select id from (
    select id, published_utc, published from post where state = 'shown' union all
    select id, published_utc, published from comment where state = 'shown'
) order by coalesce(published_utc, published, '') desc, id
"""


def words_of(text: str) -> list[str]:
    """Return the words of a text as the search knows them: no accents, no capitals, two letters or more.

    >>> words_of("The Café’s 2nd ferry, a night_boat")
    ['the', 'cafe', '2nd', 'ferry', 'night', 'boat']
    """
    plain = unicodedata.normalize("NFKD", text).lower()
    bare = "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    return [word for word in _WORD.findall(bare) if len(word) > 1]


def shard_of(word: str) -> str:
    """Return the name of the file that holds a word.

    >>> shard_of("ferry"), shard_of("паром")
    ('w-fe', 'w-u43f')
    """
    first = word[:2]
    return f"w-{first}" if first.isascii() else f"w-u{ord(word[0]):x}"


def write_search(db: Database, pages: Pages, scratch: Path, whole: Path) -> int:
    """Write the files of the search into a copy; return how many posts and comments it finds."""
    place = whole / FOLDER
    place.mkdir(parents=True)
    sorting = sqlite3.connect(scratch / "words.db", isolation_level=None)
    try:
        sorting.executescript("pragma journal_mode = off; pragma synchronous = off; begin")
        sorting.execute(
            "create table posting (shard text, word text, doc integer, primary key (shard, word, doc)) without rowid"
        )
        count = 0
        for number, some in enumerate(_batches(db)):
            shown = list(_shown(db, some, pages))
            _write(place, f"d-{number}", [line for line, _ in shown])
            rows = (
                (shard_of(word), word, count + at) for at, (_, said) in enumerate(shown) for word in set(words_of(said))
            )
            sorting.executemany("insert into posting values (?, ?, ?)", rows)
            count += len(shown)
        _write_words(sorting, place, count)
    finally:
        sorting.close()
    return count


def _batches(db: Database) -> Iterator[list[PublicPost | PublicComment]]:
    ids = db.conn.execute(_SHOWN)
    while some := [row[0] for row in ids.fetchmany(AT_ONCE)]:
        found = store.get_items(db, some)
        yield [found[item_id] for item_id in some]


def _shown(db: Database, items: Sequence[PublicPost | PublicComment], pages: Pages) -> Iterator[tuple[list[str], str]]:
    """Yield for each item what a hit shows (who, when, under what, where, its opening) and all its words."""
    posts, comments = item_lines(db, items)
    lines: dict[str, list[str]] = {line.id: ["", line.dated.text, line.title, line.href] for line in posts}
    lines |= {line.id: [line.name, line.dated.text, line.title, line.href] for line in comments}
    for item in items:
        who, when, title, href = lines.get(item.id, ["", "", "", ""])
        stands = pages.file_at(href)
        file = relative(SEARCH, stands) if stands else ""
        text = " ".join(item.body.text.split())
        said = " ".join(filter(None, [item.author, getattr(item, "title", None), text]))
        yield [who, when, title, file, text[:_OPENING]], said


def _write_words(sorting: sqlite3.Connection, place: Path, count: int) -> None:
    rows = sorting.execute("select shard, word, doc from posting order by shard, word, doc")
    for shard, of_shard in groupby(rows, key=lambda row: row[0]):
        _write(
            place,
            shard,
            {word: _told([row[2] for row in each], count) for word, each in groupby(of_shard, key=lambda row: row[1])},
        )


def _told(numbers: Sequence[int], count: int) -> list[int] | int:
    if count >= _FEW and len(numbers) > count * _COMMON:
        return 0
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _write(place: Path, name: str, body: Any) -> None:
    said = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    (place / f"{name}.js").write_text(f"threadkeepCopy.take({json.dumps(name)}, {said});\n", encoding="ascii")
