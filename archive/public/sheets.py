"""Cells that a spreadsheet reads as text and never runs. Pure."""

from __future__ import annotations

import csv
import io
import re

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MAY_RUN = re.compile(rf'(?:\A|[,\r\n])"?[{re.escape("".join(_RUNS))}]')
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")
LONGEST_CELL = 4_000_000


def inert(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, "CSV Injection").

    >>> inert("=1+1"), inert("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{value}" if value.startswith(_RUNS) else value


def inert_rows(rows: str) -> str:
    r"""Return whole rows of CSV with every cell inert; what is a number in full stays one.

    >>> inert_rows('9001,"=1+1, he said",-5\r\n'), inert_rows("a,b\r\n")
    ('9001,"\'=1+1, he said",-5\r\n', 'a,b\r\n')
    """
    # of most rows no cell begins so, and to read them takes ten times as long as to look
    if not _MAY_RUN.search(rows):
        return rows
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    # one limit for the whole process: whoever reads CSV here reads whole texts
    csv.field_size_limit(max(LONGEST_CELL, csv.field_size_limit()))
    for row in csv.reader(io.StringIO(rows, newline="")):
        writer.writerow([cell if _NUMBER.match(cell) else inert(cell) for cell in row])
    return out.getvalue()
