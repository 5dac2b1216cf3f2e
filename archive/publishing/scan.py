"""Every value of public.db, one by one, for the gate, the certificate, `check` and the leak tests.

Columns are listed where they can hold no words of anybody; every other column is looked at, a new one included.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from sqlite_utils import Database

from archive.moderation.values import written_addresses
from archive.public.database import read_in, read_rows
from archive.public.surface import Asked
from archive.redaction.many_words import ManyWords, find_escaped
from archive.redaction.words import Words, is_one_word

_TIMES = frozenset({"published", "published_utc", "published_precision", "year", "month"})
_ITEM = _TIMES | {"id", "site_id", "is_page", "state", "state_ref", "declared", "comment_count", "row_version"}
_GONE = frozenset({"source_gone_since"})
_SPAN = frozenset({"id", "item_id", "span_start", "span_end"})
WORDLESS: Mapping[str, frozenset[str]] = {
    "meta": frozenset({"key"}),
    "site": _GONE | {"id", "zone"},
    "post": _ITEM | _GONE,
    "comment": _ITEM | {"post_id", "parent_id", "position", "depth", "kind", "author_kind", "is_owner"},
    "alias": frozenset({"item_id"}),
    "tag": frozenset({"item_count", "total_count"}),
    "tagging": frozenset({"item_id", "source", "rule_id"}),
    "tag_synonym": frozenset(),
    "tag_rule": frozenset({"id"}),
    "item_words": frozenset({"item_id", "words"}),
    "link": frozenset({"id", "item_id", "position", "state", "checked"}),
    "time_reference": _SPAN | {"target_id", "confidence"},
    "quotation": _SPAN | {"source_id", "source_start", "source_end", "confidence"},
    "block": _SPAN | {"kind", "name_start", "name_end"},
    "post_link": _SPAN | {"kind", "target_id"},
    "passage": frozenset({"item_id", "fingerprint"}),
    "phrase": frozenset({"item_id", "fingerprint"}),
    "acronym": frozenset({"item_count", "mention_count", "first_seen", "last_seen", "is_explained"}),
    "acronym_spelling": frozenset({"mention_count", "item_count"}),
    "acronym_sense": frozenset({"source", "evidence_count", "item_count", "confidence"}),
    "acronym_definition": _SPAN | {"question_id", "field", "long_start", "long_end", "form", "confidence"},
    "acronym_mention": _SPAN | {"field", "day", "confidence"},
    "acronym_sighting": frozenset({"fingerprint", "item_id", "taken", "leaning", "standing", "defined", "signed"}),
    "acronym_item": frozenset({"item_id", "post_id", "position", "parent_id", "day", "fingerprint"}),
    "log": frozenset({"ref", "month", "kind"}),
}
"""Columns of ids, times, counts and fixed words; the gate checks that nothing else stands in them."""

ADDRESSES = frozenset({("post", "url"), ("post", "path"), ("link", "href"), ("link", "host"), ("site", "host")})
_SLUGS = frozenset(
    {
        ("tag", "id"),
        ("tag", "broader_id"),
        ("tagging", "tag_id"),
        ("tag_synonym", "id"),
        ("tag_synonym", "tag_id"),
        ("tag_rule", "tag_id"),
        ("alias", "alias"),
        ("acronym", "id"),
        ("acronym_spelling", "acronym_id"),
        ("acronym_sense", "id"),
        ("acronym_sense", "acronym_id"),
        ("acronym_definition", "acronym_id"),
        ("acronym_definition", "sense_id"),
        ("acronym_mention", "acronym_id"),
        ("acronym_mention", "sense_id"),
    }
)
_NAMES = frozenset({("post", "author"), ("comment", "author"), ("post", "title")})
_CONTACT = "meta.value/contact"
_BY_ITEM = {
    "post": "id",
    "comment": "id",
    "alias": "item_id",
    "tagging": "item_id",
    "link": "item_id",
    "item_words": "item_id",
    "time_reference": "item_id",
    "quotation": "item_id",
    "block": "item_id",
    "post_link": "item_id",
    "passage": "item_id",
    "phrase": "item_id",
    "acronym_definition": "item_id",
    "acronym_mention": "item_id",
    "acronym_sighting": "item_id",
    "acronym_item": "item_id",
}
_KEYS = {
    "meta": "key",
    "log": "ref",
    "tagging": "item_id",
    "alias": "item_id",
    "item_words": "item_id",
    "passage": "item_id",
    "phrase": "item_id",
    "acronym_spelling": "acronym_id",
    "acronym_sighting": "item_id",
    "acronym_item": "item_id",
}
_WORDLESS_IMAGE = "[image]"
_ELEMENT = re.compile(r"<[^>]*>")
_BLOCKS = frozenset(
    ["p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "td", "pre", "blockquote"]
)


@dataclass(frozen=True, slots=True)
class Value:
    """One text in the public copy, as a reader or program meets it. `where` is table.column/key."""

    where: str
    text: str
    is_address: bool = False

    def holds(self, words: Words) -> bool:
        """True when the words stand in it; addresses also tell words that are joined by hyphens and the like."""
        addresses = [self.text] if self.is_address else written_addresses(self.text)
        return words.stands_in(self.text) or any(map(words.stands_in_slug, addresses))


def iter_values(
    db: Database, item_ids: Sequence[str] | None = None, *, tables: Sequence[str] = tuple(WORDLESS)
) -> Iterator[Value]:
    """Yield every value of the public copy that can hold words, or only those in rows of these items."""
    for table in tables:
        for row in _rows(db, table, item_ids):
            yield from values_of(table, row)


def values_of(table: str, row: Mapping[str, Any]) -> Iterator[Value]:
    """Yield every value of a row that can hold words."""
    key = row[_KEYS.get(table, "id")]
    for column, value in _written(table, row):
        yield from _values(table, column, key, value)


def read_of(db: Database, sql: str, column: str, item_ids: Collection[str] | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a query that ends in a condition: all, or those of some items by a column of ids."""
    if item_ids is None:
        return read_rows(db, sql)
    return read_in(db, f"{sql} and {column} in (?)", sorted(item_ids))


def find_each(
    db: Database, asked: Sequence[Asked], *, tables: Sequence[str] = tuple(WORDLESS)
) -> list[tuple[int, list[str]]]:
    """Return for all that is asked, in one pass, how many values were looked at and where the words stand in them."""
    search = _Search(asked)
    for table in tables:
        for row in _rows(db, table, search.item_ids):
            search.look_at(table, row)
    return [(checked, list(dict.fromkeys(places))) for checked, places in search.found]


class _Search:
    """One pass for many words. What can hold none of them is told without reading it value by value."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._asked = asked
        self._many = ManyWords([each.words for each in asked])
        self._of_all = frozenset(number for number, each in enumerate(asked) if each.item_ids is None)
        self._by_item: dict[str, set[int]] = {}
        for number, each in enumerate(asked):
            for item_id in each.item_ids or ():
                self._by_item.setdefault(item_id, set()).add(number)
        self._checked = [0] * len(asked)
        self._checked_of_all = 0
        self._places: list[list[str]] = [[] for _ in asked]

    @property
    def item_ids(self) -> list[str] | None:
        """The items of which rows have to be read; None for every row."""
        return None if self._of_all else sorted(self._by_item)

    @property
    def found(self) -> list[tuple[int, list[str]]]:
        """How many values were looked at, and where the words stand, of each."""
        also = [self._checked_of_all if number in self._of_all else 0 for number in range(len(self._asked))]
        return [(own + all_of, places) for own, all_of, places in zip(self._checked, also, self._places, strict=True)]

    def look_at(self, table: str, row: Mapping[str, Any]) -> None:
        """Look for the words in a row; those asked of some items in the rows of these alone."""
        written = dict(_written(table, row))
        own = self._by_item.get(row[_BY_ITEM[table]], set()) if table in _BY_ITEM else set[int]()
        self._checked_of_all += len(written)
        for number in own:
            self._checked[number] += len(written)
        text, addresses = _said(written)
        may_stand = [
            number for number in self._many.may_stand_in(text, addresses) if number in own or number in self._of_all
        ]
        for value in values_of(table, row) if may_stand else ():
            for number in may_stand:
                if value.holds(self._asked[number].words):
                    self._places[number].append(value.where)


def _said(written: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return all that some columns say as one text, and what of them may be read otherwise, as addresses are."""
    pieces = []
    for column, value in written.items():
        pieces.append(value)
        if column == "html":
            # without its elements, which may part a word, and with its references resolved
            pieces.append(unescape(_ELEMENT.sub("", value)))
        elif column == "marks":
            pieces += (text for mark in json.loads(value) for text in mark[3].values() if isinstance(text, str))
    return "\n".join(pieces), [word for piece in pieces for word in find_escaped(piece)]


def _written(table: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for column, value in row.items():
        if column not in WORDLESS[table] and isinstance(value, str) and value:
            yield column, value


def _rows(db: Database, table: str, item_ids: Sequence[str] | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, or those of some items, with the columns that can hold words and what names them."""
    every = [name for _, name, *_ in db.conn.execute(f"pragma table_info({table})")]
    names = {_KEYS.get(table, "id"), _BY_ITEM.get(table)}
    if WORDLESS[table].issuperset(every) or (item_ids is not None and table not in _BY_ITEM):
        return iter(())
    columns = ", ".join(name for name in every if name in names or name not in WORDLESS[table])
    if item_ids is None:
        return read_rows(db, f"select {columns} from {table}")
    return read_in(db, f"select {columns} from {table} where {_BY_ITEM[table]} in (?)", item_ids)


def _values(table: str, column: str, key: str, value: str) -> Iterator[Value]:
    where = f"{table}.{column}/{key}"
    if column == "html":
        seen = read_html(value)
        yield Value(where, seen.text)
        yield from (Value(where, address, is_address=True) for address in seen.addresses)
    elif column == "marks":
        for mark in json.loads(value):
            yield from _mark_values(where, mark[3])
    else:
        is_address = (table, column) in ADDRESSES | _SLUGS or where == _CONTACT
        is_address |= (table, column) in _NAMES and is_one_word(value)
        yield Value(where, value, is_address)


def _mark_values(where: str, details: Mapping[str, Any]) -> Iterator[Value]:
    for name, value in details.items():
        if name != "ref" and isinstance(value, str):
            yield Value(where, value, is_address=name == "href")


@dataclass(frozen=True, slots=True)
class SeenHtml:
    """What a reader of some HTML sees, and where it leads."""

    text: str
    addresses: tuple[str, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        self.addresses += [value for name, value in attrs if name in ("href", "src", "cite") and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def read_html(html: str) -> SeenHtml:
    """Return the text of HTML of our own making with references resolved, and its addresses outside our own log.

    >>> read_html('<p>A &amp; B</p><p><a href="https://example.org/">C</a></p>')
    SeenHtml(text='\\nA & B\\n\\nC\\n', addresses=('https://example.org/',))
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    # the words that stand for an image without a description are ours
    text = "".join(reader.pieces).replace(_WORDLESS_IMAGE, " ")
    return SeenHtml(text, tuple(each for each in reader.addresses if not each.startswith("/-/log/")))
