"""In which items words stand, in any value that may become public; asked of the whole archive in one pass."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice

from sqlite_utils import Database

from archive.moderation.values import field_with
from archive.originals import store as originals
from archive.redaction.many_words import ManyWords, find_escaped
from archive.redaction.words import Words

_TOGETHER = 50
_ALL = (
    "select id, text, marks, title, author, url, path, labels from post order by id",
    "select id, text, marks, author from comment order by post_id, ordinal, id",
)


def items_with(db: Database, words: Words) -> Iterator[str]:
    """Yield the ids of all items in whose originals words stand, in any value that may become public."""
    return (item_id for item_id, _ in items_with_each(db, [words]))


def items_with_each(db: Database, words: Sequence[Words]) -> Iterator[tuple[str, list[int]]]:
    """Yield each item in which some of these words stand, and the places of those in the sequence."""
    many = ManyWords(words)
    for select in _ALL:
        rows = iter(db.conn.execute(select))
        while some := {item_id: _said(values) for item_id, *values in islice(rows, _TOGETHER)}:
            # most words stand in few items: many are asked at once, and then each of those that may hold some
            if not _may_stand(many, "\n".join(some.values())):
                continue
            for item_id, said in some.items():
                if may_stand := _may_stand(many, said):
                    item = originals.get_item(db, item_id)
                    if standing := [number for number in may_stand if field_with(item, words[number]) is not None]:
                        yield item_id, standing


def _said(values: Sequence[str | None]) -> str:
    return "\n".join(_read_marks(value) for value in values if value)


def _may_stand(many: ManyWords, said: str) -> list[int]:
    return many.may_stand_in(said, find_escaped(said))


def _read_marks(value: str) -> str:
    # of all columns, those of JSON may escape letters
    return json.dumps(json.loads(value), ensure_ascii=False) if value[0] == "[" and "\\u" in value else value
