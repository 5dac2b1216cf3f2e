"""The description of a release for programs: a Frictionless Data Package (https://specs.frictionlessdata.io/)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.releases.formats import kind_of
from archive.releases.tables import Column, Table


def build_package(
    about: Mapping[str, Any], tables: Sequence[Table], place: Path, forms: Sequence[str]
) -> dict[str, Any]:
    """Return the datapackage.json of a release whose files lie in `place`: one resource per table, as CSV."""
    licence = about["licence"]
    return {
        "profile": "tabular-data-package",
        "name": f"threadkeep-release-{about['release']}",
        "title": about["title"],
        "version": about["release"],
        "created": f"{about['date']}T00:00:00Z",
        "description": "See README.md, the datasheet of this release.",
        **({"licenses": [{"name": "other", "title": licence}]} if licence else {}),
        "threadkeep": {name: about[name] for name in ("content_version", "time", "bylines")},
        "resources": [_resource(table, tables, place) for table in tables],
        "otherFormats": ["threadkeep.sqlite", *(f"{form}/" for form in forms if form != "csv")],
    }


def _resource(table: Table, tables: Sequence[Table], place: Path) -> dict[str, Any]:
    path = place / "csv" / f"{table.name}.csv"
    known = {each.name for each in tables}
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.keys:
        schema["primaryKey"] = list(table.keys)
    if refers := [
        _foreign_key(table, column) for column in table.columns if column.refers_to and column.refers_to[0] in known
    ]:
        schema["foreignKeys"] = refers
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"csv/{table.name}.csv",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest_of(path)}",
        "schema": schema,
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    return {"name": column.name, "type": kind_of(table, column.name), "description": column.meaning}


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    assert column.refers_to is not None
    other, field = column.refers_to
    resource = "" if other == table.name else other.replace("_", "-")
    return {"fields": column.name, "reference": {"resource": resource, "fields": field}}


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
