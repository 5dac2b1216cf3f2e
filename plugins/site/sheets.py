"""CSV that a spreadsheet reads as text and never runs. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from archive.public.sheets import inert

CSV = "text/csv; charset=utf-8"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> str:
    """Return rows under the names of their columns, as RFC 4180 has it; nothing stands for None."""
    return rows_as_csv([columns]) + rows_as_csv(rows)


def rows_as_csv(rows: Iterable[Sequence[str | int | float | None]]) -> str:
    """Return rows alone, to follow others."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()
