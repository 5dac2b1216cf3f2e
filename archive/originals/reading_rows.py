"""Readings and revisions in archive.db: the SQL under the merge."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from archive.originals.readings import Reading
from archive.originals.records import Source, SourceState

_COLUMNS = "item_id, source, site_id, post_id, is_comment, fields, text, marks, capture_id, fetched_at, parser_version"
# no value is ever circular, and whoever made it saw to that
encode_fields = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def load_readings(db: Database, item_ids: Collection[str]) -> Iterator[Reading]:
    """Yield what every kind of source says of these items."""
    if not item_ids:
        return
    wanted = (json.dumps(list(item_ids)),)
    rows = db.conn.execute(
        f"select {_COLUMNS} from reading where item_id in (select value from json_each(?))", wanted
    ).fetchall()
    if not rows:
        return
    ages: dict[tuple[str, str], dict[str, str]] = {}
    sql = "select item_id, source, field, fetched_at from reading_age where item_id in (select value from json_each(?))"
    for item_id, source, field, fetched_at in db.conn.execute(sql, wanted):
        ages.setdefault((item_id, source), {})[field] = fetched_at
    for row in rows:
        yield _reading(row, ages.get(row[:2], {}))


def save_readings(db: Database, readings: Sequence[Reading], *, fresh: Collection[tuple[str, Source]]) -> None:
    """Write readings in the place of what their sources said before; the caller has kept the old words.

    `fresh` are the items and sources of which nothing is stored.
    """
    if not readings:
        return
    marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
    db.conn.executemany(f"insert or replace into reading ({_COLUMNS}) values ({marks})", map(_row, readings))
    replaced = [
        (reading.item_id, reading.source.value)
        for reading in readings
        if (reading.item_id, reading.source) not in fresh
    ]
    if replaced:
        db.conn.executemany("delete from reading_age where item_id = ? and source = ?", replaced)
    ages = [
        (reading.item_id, reading.source.value, name, stamp)
        for reading in readings
        for name, stamp in sorted(reading.stamps.items())
        if stamp != reading.fetched_at
    ]
    if ages:
        db.conn.executemany("insert into reading_age values (?, ?, ?, ?)", ages)


def save_revision(db: Database, reading: Reading, *, replaced_by: int) -> None:
    """Keep what a source said once, unless it is kept already."""
    fields, text, marks = _columns(reading.values)
    content = (reading.item_id, reading.source.value, fields, text, marks)
    kept = db.conn.execute(
        "select 1 from revision where (item_id, source, fields, text, marks) is (?, ?, ?, ?, ?) limit 1", content
    )
    if kept.fetchone() is None:
        db.execute(
            "insert into revision (item_id, source, fields, text, marks, capture_id, fetched_at, replaced_by)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (*content, reading.capture_id, reading.fetched_at, replaced_by),
        )


def delete_readings(db: Database, item_id: str) -> None:
    """Remove the readings of an item that were moved to another one."""
    db.execute("delete from reading where item_id = ?", (item_id,))
    db.execute("delete from reading_age where item_id = ?", (item_id,))


def _row(reading: Reading) -> tuple[Any, ...]:
    return (
        reading.item_id,
        reading.source.value,
        reading.site_id,
        reading.post_id,
        int(reading.is_comment),
        *_columns(reading.values),
        reading.capture_id,
        reading.fetched_at,
        reading.parser_version,
    )


def _columns(values: Mapping[str, Any]) -> tuple[str, str | None, str | None]:
    """Return fields, text and marks. What a source does not say is left out, so that the row is the same either way."""
    fields = {name: value for name, value in values.items() if name != "body" and value is not None}
    text = marks = None
    if body := values.get("body"):
        text, marks, state = body
        if state != SourceState.LIVE:
            fields["state"] = state
    return encode_fields(fields), text, marks


def _reading(row: Sequence[Any], ages: Mapping[str, str]) -> Reading:
    item_id, source, site_id, post_id, is_comment, fields, text, marks, capture_id, fetched_at, version = row
    values = json.loads(fields)
    state = values.pop("state", SourceState.LIVE.value)
    values["body"] = None if text is None else [text, marks, state]
    return Reading(
        item_id,
        Source(source),
        site_id,
        post_id,
        bool(is_comment),
        values,
        ages,
        capture_id,
        fetched_at,
        version,
    )
