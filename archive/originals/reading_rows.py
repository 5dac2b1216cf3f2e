"""Readings and revisions in archive.db: the SQL under the merge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from archive.originals.readings import Reading
from archive.originals.records import Source, SourceState


def load_readings(db: Database, item_id: str) -> list[Reading]:
    """Return what every kind of source says of one item."""
    ages: dict[str, dict[str, str]] = {}
    for row in db.query("select source, field, fetched_at from reading_age where item_id = ?", (item_id,)):
        ages.setdefault(row["source"], {})[row["field"]] = row["fetched_at"]
    rows = db.query("select * from reading where item_id = ? order by source", (item_id,))
    return [_reading(row, ages.get(row["source"], {})) for row in rows]


def save_reading(db: Database, reading: Reading) -> None:
    """Write one reading in the place of what that source said before; the caller has kept the old words."""
    fields, text, marks = _columns(reading.values)
    row = {
        "item_id": reading.item_id,
        "source": reading.source.value,
        "site_id": reading.site_id,
        "post_id": reading.post_id,
        "is_comment": int(reading.is_comment),
        "fields": fields,
        "text": text,
        "marks": marks,
        "capture_id": reading.capture_id,
        "fetched_at": reading.fetched_at,
        "parser_version": reading.parser_version,
    }
    names = ", ".join(row)
    params = ", ".join(f":{name}" for name in row)
    db.execute(f"insert or replace into reading ({names}) values ({params})", row)
    key = (reading.item_id, reading.source.value)
    db.execute("delete from reading_age where item_id = ? and source = ?", key)
    for name, stamp in sorted(reading.stamps.items()):
        if stamp != reading.fetched_at:
            db.execute("insert into reading_age values (?, ?, ?, ?)", (*key, name, stamp))


def save_revision(db: Database, reading: Reading, *, replaced_by: int) -> bool:
    """Keep what a source said once, unless it is kept already; True when a row was written."""
    fields, text, marks = _columns(reading.values)
    content = (reading.item_id, reading.source.value, fields, text, marks)
    kept = db.query(
        "select 1 from revision where (item_id, source, fields, text, marks) is (?, ?, ?, ?, ?) limit 1", content
    )
    if any(True for _ in kept):
        return False
    db.execute(
        "insert into revision (item_id, source, fields, text, marks, capture_id, fetched_at, replaced_by)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        (*content, reading.capture_id, reading.fetched_at, replaced_by),
    )
    return True


def delete_reading(db: Database, item_id: str, source: Source) -> None:
    """Remove one reading that was moved to another item."""
    db.execute("delete from reading where item_id = ? and source = ?", (item_id, source.value))
    db.execute("delete from reading_age where item_id = ? and source = ?", (item_id, source.value))


def _columns(values: Mapping[str, Any]) -> tuple[str, str | None, str | None]:
    """Return fields, text and marks. What a source does not say is left out, so that the row is the same either way."""
    fields = {name: value for name, value in values.items() if name != "body" and value is not None}
    text = marks = None
    if body := values.get("body"):
        text, marks, state = body
        if state != SourceState.LIVE:
            fields["state"] = state
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")), text, marks


def _reading(row: Mapping[str, Any], ages: Mapping[str, str]) -> Reading:
    values = json.loads(row["fields"])
    state = values.pop("state", SourceState.LIVE.value)
    values["body"] = None if row["text"] is None else [row["text"], row["marks"], state]
    return Reading(
        item_id=row["item_id"],
        source=Source(row["source"]),
        site_id=row["site_id"],
        post_id=row["post_id"],
        is_comment=bool(row["is_comment"]),
        values=values,
        stamps=ages,
        capture_id=row["capture_id"],
        fetched_at=row["fetched_at"],
        parser_version=row["parser_version"],
    )
