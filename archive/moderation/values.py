"""The values of an item that people wrote, by field: what decisions are anchored in and findings point into.

Publishing builds from the same values, so a span means the same place everywhere.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from archive.originals import store as originals
from archive.originals.records import AuthorKind
from archive.originals.store import StoredComment, StoredPost
from archive.redaction.apply import collapse_doubled
from archive.redaction.masks import ADDRESS, WORD
from archive.redaction.words import Words
from archive.text import MarkKind, OriginalText

Stored = StoredPost | StoredComment

FIELDS = ("text", "title", "author")
"""The fields a decision can quote, in the order in which its words are looked for."""


def written_addresses(text: str) -> list[str]:
    """Return the addresses that stand in a text as people write them.

    >>> written_addresses("at www.example.org/a and https://example.org/b")
    ['www.example.org/a', 'https://example.org/b']
    """
    return [word for word in WORD.findall(text) if ADDRESS.search(word)]


def as_original(text: str) -> OriginalText:
    """Return a short value, such as a title, label or setting, as an original without marks."""
    return OriginalText(unicodedata.normalize("NFC", text))


def body_of(item: Stored) -> OriginalText | None:
    """Return an item's text as shown but for decisions: a post body that its source holds twice counts once (A6)."""
    if isinstance(item, StoredPost):
        return None if item.text is None else collapse_doubled(item.text)
    return item.text


def values_of(item: Stored) -> dict[str, OriginalText]:
    """Return the text, title and author of an item, those that it has."""
    title = item.title if isinstance(item, StoredPost) else None
    values = {"text": body_of(item), "title": title, "author": item.author}
    return {field: values[field] for field in FIELDS if (values[field] is not None)}  # type: ignore[misc]  # None is left out


def words_of(item: Stored) -> dict[str, str]:
    """Return the words of an item by field, to look for words in them and for nothing else."""
    return {field: value.reveal().text for field, value in values_of(item).items()}


def words_by_id(db: Database, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the words of many items by the items' ids; an alias gives its item's, and what names no item is left out.

    Of comments, which are many, nothing but the words is read.
    """
    wanted = list(ids)
    rows = db.conn.execute(
        "select id, text, author from comment where id in (select value from json_each(?))", (json.dumps(wanted),)
    )
    found = {item_id: _of_comment(text, author) for item_id, text, author in rows}
    others = originals.get_items(db, [item_id for item_id in wanted if item_id not in found])
    return found | {item.id: words_of(item) for item in others.values()}


def _of_comment(text: str, author: str | None) -> dict[str, str]:
    return {"text": text} if author is None else {"text": text, "author": unicodedata.normalize("NFC", author)}


def addresses_of(item: Stored) -> Iterator[str]:
    """Yield the addresses that may reach the public with an item: of its links, written out, and of a post itself."""
    body = body_of(item)
    if body is not None:
        yield from (mark.href for mark in body.reveal().marks if mark.kind is MarkKind.LINK and mark.href)
    for text in words_of(item).values():
        yield from written_addresses(text)
    if isinstance(item, StoredPost):
        yield from (address for address in (item.url, item.path) if address)


def account_of(item: Stored) -> str:
    """Return the address of the account that wrote an item, "" where it was written without one."""
    if isinstance(item, StoredComment) and item.author_kind == AuthorKind.ACCOUNT and item.author_url is not None:
        return item.author_url.reveal().text
    return ""


def labels_of(item: Stored) -> tuple[str, ...]:
    """Return the blog's own labels on an item."""
    return item.labels if isinstance(item, StoredPost) else ()


def field_with(item: Stored, words: Words) -> str | None:
    """Return the first field in which words stand, "address" or "label" where only those hold them, else None."""
    for field, text in words_of(item).items():
        if words.stands_in_name(text):
            return field
    if any(words.stands_in(address) or words.stands_in_slug(address) for address in addresses_of(item)):
        return "address"
    return "label" if any(words.stands_in(label) for label in labels_of(item)) else None
