"""The merged rows of `post` and `comment`: written only where they differ, with what changed noted for publishing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from sqlite_utils import Database

from archive.originals.pending import mark_pending
from archive.originals.reading_rows import load_readings
from archive.originals.readings import Reading, lead_reading, merge_readings
from archive.originals.records import AuthorKind, SourceState
from archive.originals.urls import url_path

PROVENANCE = frozenset({"capture_id", "fetched_at", "parser_version"})
"""Columns that say where a row came from; another value there is no change of what the row says."""

_UNDATED = (None, "", "unknown")


class Change(Enum):
    """What writing a merged row did."""

    NONE = "none"
    NEW = "new"
    CHANGED = "changed"


def refresh(db: Database, item_id: str, readings: Sequence[Reading] | None = None) -> Change:
    """Bring the row of one item up to date with its readings, and note it as pending when what it says changed."""
    readings = load_readings(db, item_id) if readings is None else readings
    row = _comment_row(readings) if readings[0].is_comment else _post_row(readings)
    change = _write(db, "comment" if readings[0].is_comment else "post", row)
    if change is not Change.NONE:
        mark_pending(db, [item_id])
    return change


def _post_row(readings: Sequence[Reading]) -> dict[str, Any]:
    fields = merge_readings(readings)
    url = fields.get("url")
    text, marks, _ = fields.get("body") or (None, None, None)
    return _common(readings, fields) | {
        "url": url,
        "path": url_path(url) if url else None,
        "title": fields.get("title"),
        "author": fields.get("author"),
        "is_page": int(fields["is_page"]),
        "text": text,
        "marks": marks,
        "labels": json.dumps(fields.get("labels") or [], ensure_ascii=False),
        "declared": fields.get("declared"),
    }


def _comment_row(readings: Sequence[Reading]) -> dict[str, Any]:
    fields = merge_readings(readings)
    author, kind, author_url = fields.get("byline") or (None, AuthorKind.UNKNOWN.value, None)
    text, marks, state = fields.get("body") or ("", "[]", SourceState.LIVE.value)
    return _common(readings, fields) | {
        "post_id": max(readings, key=lambda reading: reading.source.rank).post_id,
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
    }


def _common(readings: Sequence[Reading], fields: Mapping[str, Any]) -> dict[str, Any]:
    lead = lead_reading(readings)
    utc, local, precision = fields.get("published") or _UNDATED
    return {
        "id": lead.item_id,
        "site_id": max(readings, key=lambda reading: reading.source.rank).site_id,
        "published_utc": utc,
        "published_local": local,
        "published_precision": precision,
        "capture_id": lead.capture_id,
        "fetched_at": lead.fetched_at,
        "parser_version": lead.parser_version,
    }


def _write(db: Database, table: str, row: dict[str, Any]) -> Change:
    stored = next(db.query(f"select * from {table} where id = ?", (row["id"],)), None)
    if stored is None:
        names = ", ".join(row)
        db.execute(f"insert into {table} ({names}) values ({', '.join(f':{name}' for name in row)})", row)
        return Change.NEW
    different = [name for name in row if stored[name] != row[name]]
    if different:
        pairs = ", ".join(f"{name} = :{name}" for name in different)
        db.execute(f"update {table} set {pairs} where id = :id", row)
    return Change.CHANGED if set(different) - PROVENANCE else Change.NONE
