"""Readings and how they merge: pure functions whose result does not depend on the order of what they are given.

A reading is what one kind of source says of one item. Each field is chosen by a total order, so joining is
commutative, associative and idempotent (a join semilattice, the idea of state-based replicated data types).

Within one kind of source: what is known beats what is not, then the later fetch wins. Between kinds: what is known,
then the more exact time, then the richer kind of source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from archive.originals.records import (
    AuthorKind,
    CommentKind,
    OriginalComment,
    OriginalPost,
    Precision,
    Source,
    SourceState,
    SourceTime,
)
from archive.originals.rows import encode_text
from archive.originals.times import utc_text
from archive.originals.urls import canonical_url

Values = Mapping[str, Any]

_EXACTNESS = {Precision.UNKNOWN: 0, Precision.DAY: 1, Precision.MINUTE: 2, Precision.MS: 3}
# a count or a place that moves when comments come is no edit of anybody's words
_NOT_AN_EDIT = frozenset({"ordinal", "declared"})
_HELD_BY_ANY = frozenset({"is_owner", "is_page"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one kind of source says of one item. Its repr shows no words.

    `stamps` says for each field when it was fetched; `fetched_at` and `capture_id` belong to the last change.
    """

    item_id: str
    source: Source
    site_id: int
    post_id: str
    is_comment: bool
    values: Values = field(repr=False)
    stamps: Mapping[str, str]
    capture_id: int
    fetched_at: str
    parser_version: int


def post_values(post: OriginalPost, zone: ZoneInfo) -> dict[str, Any]:
    """Return the fields of a post as JSON values; None, "" and [] mean that this source does not say.

    What a source that knows the post by its address alone calls it (a Disqus thread) counts only until the blog says.
    """
    is_numbered = not post.source_key.startswith("url:")
    return {
        "url": canonical_url(post.url) if post.url else None,
        **({"path": post.path} if post.path else {}),
        "title": post.title if is_numbered else None,
        "title_elsewhere": None if is_numbered else post.title,
        "author": post.author,
        "published": _time_value(post.published, zone),
        "labels": list(post.labels),
        "declared": post.declared,
        "is_page": post.is_page,
        "body": None if post.text is None else [*encode_text(post.text), SourceState.LIVE.value],
    }


def comment_values(comment: OriginalComment, parent_id: str | None, zone: ZoneInfo) -> dict[str, Any]:
    """Return the fields of a comment as JSON values; None and "" mean that this source does not say."""
    return {
        "parent_id": parent_id,
        "ordinal": comment.ordinal,
        "byline": [comment.author, comment.author_kind.value, comment.author_url],
        "is_owner": comment.is_owner,
        "signed_as": comment.signed_as,
        "published": _time_value(comment.published, zone),
        "body": [*encode_text(comment.text), comment.state.value],
        # most sources cannot tell a ping from a comment, so that only a ping says what it is
        "kind": None if comment.kind is CommentKind.COMMENT else comment.kind.value,
    }


def _time_value(time: SourceTime, zone: ZoneInfo) -> list[Any]:
    local = time.local
    if time.utc is not None and not local:
        local = time.utc.astimezone(zone).isoformat(timespec="milliseconds")
    return [None if time.utc is None else utc_text(time.utc), local, time.precision.value]


def join(older: Reading, newer: Reading) -> Reading:
    """Return one reading from two of the same item and kind of source; the arguments may be given in any order."""
    values: dict[str, Any] = {}
    stamps: dict[str, str] = {}
    for name in sorted(older.values.keys() | newer.values.keys()):
        candidates = [(reading.values.get(name), _stamp(reading, name)) for reading in (older, newer)]
        values[name], stamps[name] = max(candidates, key=lambda pair: _within_source(name, *pair))
    last = max((older, newer), key=lambda reading: (reading.fetched_at, reading.post_id, reading.capture_id))
    return Reading(
        older.item_id,
        older.source,
        last.site_id,
        last.post_id,
        older.is_comment,
        values,
        stamps,
        last.capture_id,
        last.fetched_at,
        last.parser_version,
    )


def is_edit(before: Reading, after: Reading) -> bool:
    """True when something that `before` says is said otherwise by `after`: its words go to a revision."""
    return any(
        is_known(name, value) and value != after.values.get(name)
        for name, value in before.values.items()
        if name not in _NOT_AN_EDIT
    )


def is_known(name: str, value: Any) -> bool:
    """True when a value says something: an empty or unknown one never displaces it."""
    if name == "byline":
        return bool(value) and value[1] != AuthorKind.UNKNOWN
    if name == "body":
        return value is not None and (bool(value[0]) or value[2] != SourceState.LIVE)
    if name == "published":
        return bool(value) and value[2] != Precision.UNKNOWN
    return value not in (None, "", [])


def merge_readings(readings: Iterable[Reading]) -> dict[str, Any]:
    """Return the fields of one item from the readings of every kind of source, in whatever order they come.

    A removal that any source shows holds for the item, with that source's words; the owner's mark and the page mark
    hold when any source sets them; the highest declared count holds, so that no shortfall is hidden.
    """
    ranked = sorted(readings, key=lambda reading: reading.source.rank)
    if len(ranked) == 1:
        return {name: bool(value) if name in _HELD_BY_ANY else value for name, value in ranked[0].values.items()}
    names = sorted({name for reading in ranked for name in reading.values})
    return {name: _choose(name, [reading for reading in ranked if name in reading.values]) for name in names}


def lead_reading(readings: Sequence[Reading]) -> Reading:
    """Return the reading that an item's words came from, which gives the row its capture (H11)."""
    if len(readings) == 1:
        return readings[0]
    return max(readings, key=lambda reading: _between_sources("body", reading.values.get("body"), reading.source))


def _choose(name: str, ranked: Sequence[Reading]) -> Any:
    values = [reading.values[name] for reading in ranked]
    if name in _HELD_BY_ANY:
        return any(values)
    if name == "ordinal":
        return values[0]
    if name == "declared":
        return max((value for value in values if value is not None), default=None)
    return max(ranked, key=lambda reading: _between_sources(name, reading.values[name], reading.source)).values[name]


def _within_source(name: str, value: Any, stamp: str) -> tuple[Any, ...]:
    if name == "ordinal":
        # the furthest back it ever stood: who follows a comment that vanished keeps the place behind it
        return (value is not None, value or 0, stamp)
    if name in _HELD_BY_ANY:
        # an answer that does not say so takes nothing back: a list of comments has no word of its post
        return (bool(value), stamp)
    return (*_knowledge(name, value), stamp, _canonical(value))


def _between_sources(name: str, value: Any, source: Source) -> tuple[Any, ...]:
    is_removed = name == "body" and bool(value) and value[2] != SourceState.LIVE
    return (is_removed, *_knowledge(name, value), source.rank)


def _knowledge(name: str, value: Any) -> tuple[Any, ...]:
    if not is_known(name, value):
        return (False, 0)
    if name == "published":
        return (True, _EXACTNESS[value[2]])
    # the address by which a post is known to its readers says more than one that only numbers it (`?p=12`)
    return (True, int("?" not in value) if name == "url" else 0)


def _stamp(reading: Reading, name: str) -> str:
    return reading.stamps.get(name, reading.fetched_at)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
