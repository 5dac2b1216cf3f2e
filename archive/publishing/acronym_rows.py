"""Rows of the places where acronyms stand and are explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from archive.acronyms import Definition, Mention
from archive.public.acronym_texts import is_whole
from archive.public.rows import Row
from archive.public.writing import sync
from archive.publishing.acronym_items import Place

_LONGEST = 200


def is_sayable(long: str) -> bool:
    """True for a long form that is whole, and no longer than one can be."""
    return is_whole(long) and len(long) <= _LONGEST


def mention_row(place: Place, name: str, mention: Mention) -> Row:
    """Return the columns of table `acronym_mention` that the texts decide; `name` is the field it stands in."""
    start = mention.span.start
    return {
        "id": f"{place.id}-{start}" if name == "text" else f"{place.id}-{name}-{start}",
        "item_id": place.id,
        "field": name,
        "day": place.day,
        "span_start": start,
        "span_end": mention.span.end,
        "spelling": mention.text,
        "confidence": mention.confidence,
    }


def definition_row(key: str, item_id: str, question_id: str | None, name: str, one: Definition) -> Row:
    """Return the columns of table `acronym_definition` that the texts decide."""
    return {
        "id": key,
        "item_id": item_id,
        "question_id": question_id,
        "field": name,
        "span_start": one.short_span.start,
        "span_end": one.short_span.end,
        "long_start": one.long_span.start,
        "long_end": one.long_span.end,
        "spelling": one.short,
        "expansion": one.long,
        "form": one.form,
        "confidence": one.confidence,
    }


def sync_places(public: Database, table: str, rows: Sequence[Row], present: Iterable[Row]) -> bool:
    """Make rows of a table say these places; what they belong to stays where the place does.

    Returns whether any was other.
    """
    old = {row["id"]: row for row in present}
    wanted = []
    for row in rows:
        before = old.get(row["id"])
        same = before is not None and before["spelling"] == row["spelling"]
        belongs = {name: before[name] if same and before else None for name in ("acronym_id", "sense_id")}
        wanted.append({**row, **belongs})
    return sync(public, table, wanted, list(old.values())) > 0
