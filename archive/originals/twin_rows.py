"""Where twins are looked for in archive.db: saved texts that are still posts of their own, and posts they may be."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from archive.ids import has_own_number
from archive.originals.records import AuthorKind, Precision, SourceState
from archive.originals.twins import LONG, Said, Thread, words_of
from archive.text import MarkKind

# an id that is no number is a hash and starts so (see archive/ids.py), which the index finds
_IS_HASH = "{0}.id >= 't' and {0}.id < 'u'"
_FROM_TEXT_ALONE = "not exists (select 1 from reading where item_id = {0}.id and source <> 'saved_text')"
_GIVEN = "(select value from json_each(?))"
# enough of a body to hold its first letters, whatever stands between them
_FACTS = f"select id, substr(published_local, 1, 10), title, substr(text, 1, {5 * LONG}) from post where "
_FIRST_LETTER = re.compile(r"[^\W_]")
_TIMED = (Precision.MINUTE, Precision.MS)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a post's row says of its day and beginning. Its repr shows no words."""

    id: str
    day: str
    title: str = field(repr=False)
    start: str = field(repr=False)


def has_both_kinds(db: Database) -> bool:
    """Return whether the archive knows saved text and something else; where it does not, there is no twin."""
    some = "exists (select 1 from identity where source_key {})"
    texts, others = (
        some.format(">= 'text:' and source_key < 'text;'"),
        (some.format("< 'text:'"), some.format(">= 'text;'")),
    )
    return bool(db.conn.execute(f"select {texts} and ({' or '.join(others)})").fetchone()[0])


def find_candidates(db: Database, post_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return, for each saved text that is still a post of its own, the posts that may be the same.

    Looked at are pairs of which at least one is among these posts: those with a comment in the same minute, of the
    same day, or, for a text without a date, with the same beginning.
    """
    texts = {head.id: head for head in _heads(db, f"{_IS_HASH.format('post')} and {_FROM_TEXT_ALONE.format('post')}")}
    texts = {item_id: head for item_id, head in texts.items() if not has_own_number(item_id)}
    if not texts:
        return {}
    given = list(post_ids)
    mine, others = [each for each in given if each in texts], [each for each in given if each not in texts]
    pairs = [
        *_of_one_minute(db, mine, "not in", texts),
        *((text, known) for known, text in _of_one_minute(db, others, "in", texts)),
        *_alike([texts[each] for each in mine], _that_may_be(db, [texts[each] for each in mine], texts)),
        *_alike(texts.values(), _heads(db, f"id in {_GIVEN}", others)),
    ]
    found: dict[str, set[str]] = {}
    for text_id, known in pairs:
        found.setdefault(text_id, set()).add(known)
    return dict(sorted(found.items()))


def load_thread(db: Database, post_id: str) -> Thread:
    """Return a post with its comments as matching sees them."""
    ((local,),) = db.conn.execute("select published_local from post where id = ?", (post_id,)).fetchall()
    versions = db.conn.execute(
        "select json_extract(fields, '$.title'), text, marks from reading where item_id = :id"
        " union all select json_extract(fields, '$.title'), text, marks from revision where item_id = :id",
        {"id": post_id},
    ).fetchall()
    comments = db.query(
        "select id, parent_id, ordinal, author, author_kind, published_local, published_precision, text, marks, state"
        f", {_FROM_TEXT_ALONE.format('comment')} as is_text from comment where post_id = ?",
        (post_id,),
    )
    return Thread(
        id=post_id,
        day=local[:10],
        titles=_known(words_of(title or "") for title, _, _ in versions),
        bodies=_known(words_of(_shown(text or "", marks)) for _, text, marks in versions),
        comments=tuple(map(_said, _in_order(comments))),
    )


def _known(words: Iterable[str]) -> frozenset[str]:
    return frozenset(each for each in words if each)


def find_unpaired(db: Database, post_ids: Iterable[str]) -> dict[str, tuple[set[str], set[str]]]:
    """Return, for those posts that have both, the comments that a saved text alone shows, and those that none shows."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    rows = db.conn.execute(
        f"select post_id, id, {_FROM_TEXT_ALONE.format('comment')},"
        " exists (select 1 from reading where item_id = comment.id and source = 'saved_text')"
        f" from comment where post_id in {_GIVEN} order by post_id",
        (json.dumps(list(post_ids)),),
    )
    for post_id, item_id, is_from_text, is_in_text in rows:
        from_text, from_others = found.setdefault(post_id, (set(), set()))
        if is_from_text and not has_own_number(item_id):
            from_text.add(item_id)
        elif not is_in_text:
            from_others.add(item_id)
    return {post_id: both for post_id, both in found.items() if all(both)}


def _of_one_minute(db: Database, some: Collection[str], which: str, texts: Collection[str]) -> list[tuple[str, str]]:
    """Return pairs of one of some posts and another, in or not in the texts, with comments of the same minute."""
    # by the index of times: the other index would lead through every comment of every text
    return db.conn.execute(
        "select distinct one.post_id, other.post_id from comment as one"
        " cross join comment as other indexed by comment_time"
        " on other.published_utc >= substr(one.published_utc, 1, 16)"
        " and other.published_utc < substr(one.published_utc, 1, 16) || '~'"
        f" where one.post_id in {_GIVEN} and other.post_id {which} {_GIVEN}",
        (json.dumps(list(some)), json.dumps(list(texts))),
    ).fetchall()


def _that_may_be(db: Database, mine: Collection[_Head], texts: Collection[str]) -> Iterable[_Head]:
    """Return the posts, saved texts left out, that may be one of mine: of its day, or any for a text without a date."""
    if all(text.day for text in mine):
        days = {text.day for text in mine}
        return _heads(db, f"substr(published_local, 1, 10) in {_GIVEN} and id not in {_GIVEN}", days, texts)
    return _heads(db, f"id not in {_GIVEN}", texts)


def _alike(texts: Iterable[_Head], known: Iterable[_Head]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a text and another post of its day, or, where the text has none, with its beginning."""
    of_day: dict[str, list[str]] = defaultdict(list)
    of_start: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        if text.day:
            of_day[text.day].append(text.id)
        elif start := _start(text.start):
            of_start[start].append(text.id)
    first_letters = {start[0] for start in of_start}
    for other in known if of_day or of_start else ():
        for each in of_day.get(other.day, ()):
            yield each, other.id
        for written in (other.start, f"{other.title} {other.start}"):
            # few begin with the right letter, and the whole beginning is dear
            found = _FIRST_LETTER.search(written) if first_letters else None
            if found and found.group().casefold()[0] in first_letters:
                for each in of_start.get(_start(written), ()):
                    yield each, other.id


def _start(written: str) -> str:
    words = words_of(written)
    return words[:LONG] if len(words) >= LONG else ""


def _heads(db: Database, which: str, *given: Collection[str]) -> Iterator[_Head]:
    rows = db.conn.execute(_FACTS + which, [json.dumps(list(each)) for each in given]).fetchall()
    return (_Head(item_id, day, title or "", start or "") for item_id, day, title, start in rows)


def _in_order(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return comments as a page shows them: each root with its replies under it, by time, in a saved text by place."""
    by_id = {row["id"]: row for row in rows}

    def root_of(row: Mapping[str, Any]) -> Mapping[str, Any]:
        seen = {row["id"]}
        while (parent := by_id.get(row["parent_id"] or "")) and parent["id"] not in seen:
            seen.add(parent["id"])
            row = parent
        return row

    def place(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return "" if row["is_text"] else row["published_local"], row["ordinal"], len(row["id"]), row["id"]

    def key(row: Mapping[str, Any]) -> tuple[Any, ...]:
        root = root_of(row)
        return *place(root), row is not root, *place(row)

    return sorted(by_id.values(), key=key)


def _said(row: Mapping[str, Any]) -> Said:
    is_anonymous = row["author_kind"] == AuthorKind.ANONYMOUS
    return Said(
        id=row["id"],
        minute=row["published_local"][:16] if row["published_precision"] in _TIMED else "",
        byline=words_of("anonymous" if is_anonymous else row["author"] or ""),
        words=words_of(_shown(row["text"], row["marks"])),
        is_removed=row["state"] != SourceState.LIVE,
    )


def _shown(text: str, marks: str | None) -> str:
    """Return a text without the words that stand for pictures, which no copy of the text has."""
    for start, end, kind, *_ in sorted(json.loads(marks or "[]"), key=lambda mark: -mark[0]):
        if kind == MarkKind.IMAGE:
            text = text[:start] + text[end:]
    return text
