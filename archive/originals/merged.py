"""The merged rows of `post` and `comment`: made from the readings of an item, written only where they differ."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from sqlite_utils import Database

from archive.originals.readings import Reading, lead_reading, merge_readings
from archive.originals.records import AuthorKind, CommentKind, SourceState
from archive.originals.urls import url_path

Row = dict[str, Any]

PROVENANCE = frozenset({"capture_id", "fetched_at", "parser_version"})
"""Columns that say where a row came from; another value there is no change of what the row says."""

_UNDATED = (None, "", "unknown")


class Change(Enum):
    """What merging a source did to an item."""

    NONE = "none"
    NEW = "new"
    CHANGED = "changed"


def merge_row(readings: Sequence[Reading]) -> Row:
    """Return the row of one item that its readings make, whatever their order."""
    return _comment_row(readings) if readings[0].is_comment else _post_row(readings)


def _post_row(readings: Sequence[Reading]) -> Row:
    fields = merge_readings(readings)
    url = fields.get("url")
    text, marks, _ = fields.get("body") or (None, None, None)
    return {
        **_common(readings, fields),
        "url": url,
        "path": url_path(url) if url else fields.get("path"),
        "title": fields.get("title") or fields.get("title_elsewhere"),
        "author": fields.get("author"),
        "is_page": int(fields["is_page"]),
        "text": text,
        "marks": marks,
        "labels": json.dumps(fields.get("labels") or [], ensure_ascii=False),
        "declared": fields.get("declared"),
    }


def _comment_row(readings: Sequence[Reading]) -> Row:
    fields = merge_readings(readings)
    author, kind, author_url = fields.get("byline") or (None, AuthorKind.UNKNOWN.value, None)
    text, marks, state = fields.get("body") or ("", "[]", SourceState.LIVE.value)
    return {
        **_common(readings, fields),
        "post_id": _richest(readings).post_id,
        "parent_id": fields.get("parent_id"),
        "ordinal": fields["ordinal"],
        "author": author,
        "author_kind": kind,
        "author_url": author_url,
        "is_owner": int(fields["is_owner"]),
        "signed_as": fields.get("signed_as"),
        "text": text,
        "marks": marks,
        "state": state,
        "kind": fields.get("kind") or CommentKind.COMMENT.value,
    }


def _common(readings: Sequence[Reading], fields: Mapping[str, Any]) -> Row:
    lead = lead_reading(readings)
    utc, local, precision = fields.get("published") or _UNDATED
    return {
        "id": lead.item_id,
        "site_id": _richest(readings).site_id,
        "published_utc": utc,
        "published_local": local,
        "published_precision": precision,
        "capture_id": lead.capture_id,
        "fetched_at": lead.fetched_at,
        "parser_version": lead.parser_version,
    }


def _richest(readings: Sequence[Reading]) -> Reading:
    return readings[0] if len(readings) == 1 else max(readings, key=lambda reading: reading.source.rank)


def load_rows(db: Database, item_ids: Collection[str]) -> Iterator[tuple[str, Row]]:
    """Yield the stored rows of these items by id."""
    for table in ("post", "comment") if item_ids else ():
        sql = f"select * from {table} where id in (select value from json_each(?))"
        rows = db.conn.execute(sql, (json.dumps(list(item_ids)),))
        names = [column[0] for column in rows.description]
        yield from ((row["id"], row) for row in (dict(zip(names, values, strict=True)) for values in rows))


def write_rows(db: Database, rows: Iterable[Row], *, new: Collection[str]) -> None:
    """Insert the rows of new items and update those of others; posts first, because comments refer to them."""
    kinds: dict[str, list[Row]] = {"post": [], "comment": []}
    for row in rows:
        kinds["comment" if "post_id" in row else "post"].append(row)
    for table, written in kinds.items():
        _insert(db, table, [row for row in written if row["id"] in new])
        _update(db, table, [row for row in written if row["id"] not in new])


def _insert(db: Database, table: str, rows: Sequence[Row]) -> None:
    if rows:
        # every row of a table has the same names in the same order
        values = ", ".join("?" * len(rows[0]))
        sql = f"insert into {table} ({', '.join(rows[0])}) values ({values})"
        db.conn.executemany(sql, [tuple(row.values()) for row in rows])


def _update(db: Database, table: str, rows: Sequence[Row]) -> None:
    if rows:
        pairs = ", ".join(f"{name} = :{name}" for name in rows[0] if name != "id")
        db.conn.executemany(f"update {table} set {pairs} where id = :id", rows)
