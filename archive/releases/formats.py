"""The tables of a release as CSV (RFC 4180, but for bare line feeds), as JSON Lines and as Parquet, and read back.

Each format is read back after it was written and compared row by row with the SQLite file: what is looked for in that
file is then looked for in all.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice, zip_longest
from pathlib import Path
from types import ModuleType
from typing import Any

from archive.errors import GateClosed
from archive.public.rows import Row
from archive.releases.tables import Table

_ROWS_AT_ONCE = 10_000
_LONGEST = 1 << 30

Write = Callable[[Path, Table, Iterable[Row]], int]
Read = Callable[[Path, Table], Iterator[tuple[Any, ...]]]


def find_parquet() -> ModuleType | None:
    """Return pyarrow's writer of Parquet, None where pyarrow is not installed."""
    try:
        return import_module("pyarrow.parquet")
    except ImportError:
        return None


def write_csv(path: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write rows as CSV with a line of names; return how many. What has no value is empty, as the empty text is."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(table.names)
        return _each(rows, lambda row: writer.writerow(row.values()))


def write_jsonl(path: Path, table: Table, rows: Iterable[Row]) -> int:  # noqa: ARG001 - one signature for all formats
    """Write rows as one JSON object a line; return how many."""
    with path.open("w", encoding="utf-8", newline="") as out:
        return _each(rows, lambda row: out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"))


def write_parquet(path: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write rows as Parquet, compressed; return how many."""
    pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    types = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "string": pyarrow.string()}
    schema = pyarrow.schema([(column.name, types[kind_of(table, column.name)]) for column in table.columns])
    written = 0
    waiting = iter(rows)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(waiting, _ROWS_AT_ONCE)):
            writer.write_table(pyarrow.Table.from_pylist(some, schema=schema))
            written += len(some)
    return written


def read_csv(path: Path, table: Table) -> Iterator[tuple[Any, ...]]:  # noqa: ARG001 - one signature for all formats
    """Yield the rows of a CSV file, as texts."""
    # the HTML of a long post is longer than what the module takes for a mistake
    csv.field_size_limit(_LONGEST)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from map(tuple, rows)


def read_jsonl(path: Path, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a file of JSON lines."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            row = json.loads(line)
            yield tuple(row[name] for name in table.names)


def read_parquet(path: Path, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a Parquet file."""
    with import_module("pyarrow.parquet").ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
            for row in batch.to_pylist():
                yield tuple(row[name] for name in table.names)


FORMATS: dict[str, tuple[Write, Read]] = {
    "csv": (write_csv, read_csv),
    "jsonl": (write_jsonl, read_jsonl),
    "parquet": (write_parquet, read_parquet),
}


def compare(path: Path, table: Table, rows: Iterable[Row], form: str) -> None:
    """Read a file back and hold it against the rows it was made of; raise GateClosed where they differ."""
    as_read: Callable[[Row], tuple[Any, ...]] = _as_csv if form == "csv" else _as_values
    for wanted, found in zip_longest(map(as_read, rows), FORMATS[form][1](path, table)):
        if wanted != found:
            raise GateClosed(
                f"{form}/{path.name} does not say what the public copy says, so there is no release: try again, or "
                "report a fault in threadkeep."
            )


def kind_of(table: Table, column: str) -> str:
    """Return integer, number or string: what a column holds, in the words of Table Schema."""
    declared = next(each.type.lower() for each in table.columns if each.name == column)
    return {"integer": "integer", "real": "number", "": _COUNTED.get(column, "integer")}.get(declared, "string")


_COUNTED = {"to_id": "string", "to_host": "string", "confidence": "number", "month": "string", "kind": "string"}
"""Columns of views whose type SQLite does not tell; every other one is a count."""


def _each(rows: Iterable[Row], write: Callable[[Row], object]) -> int:
    written = 0
    for row in rows:
        write(row)
        written += 1
    return written


def _as_values(row: Row) -> tuple[Any, ...]:
    return tuple(row.values())


def _as_csv(row: Row) -> tuple[Any, ...]:
    return tuple("" if value is None else str(value) for value in row.values())


def names_of(forms: Sequence[str], table: Table) -> list[str]:
    """Return the names of the files of a table in these formats.

    >>> from archive.releases.tables import Table
    >>> names_of(["csv", "jsonl"], Table("post", "", (), False))
    ['csv/post.csv', 'jsonl/post.jsonl']
    """
    return [f"{form}/{table.name}.{form}" for form in forms]
