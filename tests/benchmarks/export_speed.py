"""What importing an export costs, against lxml reading the same file and SQLite taking the same rows.

`python -m tests.benchmarks.export_speed [--comments N] [--rounds N] [--format takeout|wxr|both]` writes an invented
export, then by turns imports it into a new archive, and reads it with `lxml.etree.iterparse` and inserts every row that
the import had written with `executemany` into a new database of the same schema, with the same durability. It prints
the ratio of each round, their median, and where the time of an import goes; it exits 1 when a median is above CEILING.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from archive.folder import DataFolder
from archive.originals.database import open_archive
from scraper.importing import import_paths
from tests.big_exports import WRITERS

CEILING = 8.0
_NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
_TABLES = ("site", "meta", "capture", "identity", "reading", "reading_age", "post", "comment", "finding", "pending")
_STAGES = {
    "reading the file (XML, dates, authors)": ("scraper/files/", "scraper/pages/"),
    "HTML to text": ("archive/markup/", "archive/text.py"),
    "ids, readings and rows": ("archive/originals/",),
    "recognizers": ("archive/redaction/", "archive/moderation/", "phonenumbers/"),
    "the capture": ("warcio/", "archive/originals/capture"),
}
_BUILT_IN = {
    "method 'execute' of 'sqlite3": "SQLite",
    "method 'executemany' of 'sqlite3": "SQLite",
    "method 'fetchall' of 'sqlite3": "SQLite",
    "compressobj": "the capture",
    "Compress": "the capture",
    "sha256": "the capture",
    "HASH": "the capture",
    "feed": "reading the file (XML, dates, authors)",
}


def main() -> int:
    """Measure and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--format", choices=[*WRITERS, "both"], default="both")
    options = parser.parse_args()
    worst = 0.0
    with tempfile.TemporaryDirectory(prefix="export-speed-") as name:
        for format in WRITERS if options.format == "both" else [options.format]:
            worst = max(worst, _measure(format, options.comments, options.rounds, Path(name)))
    return 0 if worst <= CEILING else 1


def _measure(format: str, comments: int, rounds: int, scratch: Path) -> float:
    export = scratch / f"{format}.xml"
    WRITERS[format](export, comments)
    rows, profile = _rows_of(export, scratch / format)
    print(  # noqa: T201 - a program of its own, whose output this is
        f"{format}: {comments} comments, {export.stat().st_size / 1024**2:.0f} MB, {sum(map(len, rows.values()))} rows"
    )
    ratios = []
    for number in range(rounds):
        ours = _import(export, scratch / f"{format}-ours-{number}")
        theirs = _bare(export, rows, scratch / f"{format}-bare-{number}")
        ratios.append(ours / theirs)
        each = 1e6 / comments
        print(f"  {ratios[-1]:4.1f}   ours {ours * each:4.0f} µs a comment, bare {theirs * each:4.0f}")  # noqa: T201
    median = statistics.median(ratios)
    print(f"  median ratio {median:.1f} (at most {CEILING}); of an import's time:")  # noqa: T201
    for stage, share in sorted(profile.items(), key=lambda pair: -pair[1]):
        print(f"    {share:4.0%} {stage}")  # noqa: T201
    return median


def _new(data: Path) -> DataFolder:
    folder = DataFolder(data)
    folder.create()
    open_archive(folder, create=True).close()
    return folder


def _import(export: Path, data: Path) -> float:
    folder = _new(data)
    began = time.process_time()
    import_paths(folder, [str(export)], now=_NOW)
    return time.process_time() - began


def _bare(export: Path, rows: dict[str, list[tuple[Any, ...]]], data: Path) -> float:
    with contextlib.closing(open_archive(_new(data))) as db:
        began = time.process_time()
        # as the export's own tools would: each entry is looked at and let go
        for _, element in etree.iterparse(export, tag=("{*}entry", "{*}item")):
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        with db.atomic():
            for table, of_table in rows.items():
                marks = ", ".join("?" * len(of_table[0]))
                db.conn.executemany(f"insert into {table} values ({marks})", of_table)
        return time.process_time() - began


def _rows_of(export: Path, data: Path) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, float]]:
    """Import once under the profiler; return every row written and the share of each stage."""
    folder = _new(data)
    profiler = cProfile.Profile()
    profiler.enable()
    import_paths(folder, [str(export)], now=_NOW)
    profiler.disable()
    with contextlib.closing(open_archive(folder)) as db:
        rows = {table: db.conn.execute(f"select * from {table}").fetchall() for table in _TABLES}
    return {table: of_table for table, of_table in rows.items() if of_table}, _stages(profiler)


def _stages(profiler: cProfile.Profile) -> dict[str, float]:
    spent: dict[str, float] = {}
    for (file, _, name), (_, _, own, _, callers) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]  # typeshed does not show it
        if file == "~":
            # what is built in counts where it is called, unless it is a stage of its own
            named = next((stage for part, stage in _BUILT_IN.items() if part in name), None)
            for (caller, _, _), times in callers.items():
                stage = named or _stage(caller)
                spent[stage] = spent.get(stage, 0.0) + times[2]
        else:
            stage = _stage(file)
            spent[stage] = spent.get(stage, 0.0) + own
    total = sum(spent.values())
    return {stage: seconds / total for stage, seconds in spent.items()}


def _stage(file: str) -> str:
    found: Sequence[str] = [stage for stage, parts in _STAGES.items() if any(part in file for part in parts)]
    return found[-1] if found else "everything else"


if __name__ == "__main__":
    sys.exit(main())
