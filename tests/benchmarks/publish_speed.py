"""How long publishing takes against a plain copy of the same rows, and a decision in a large archive against a small.

`python -m tests.benchmarks.publish_speed --comments 200000` fills two invented archives and publishes each for the
first time, in a process of its own. Then the threads of the large one are written and gated again beside the plain
row-by-row copy of the same rows, some threads at a time, and decisions are taken in both archives in turn. All is told
in processor time, since others may use the machine. Pages need nothing and the index follows afterwards: how long that
takes, `make clock` says. Ends with 1 where a limit does not hold. `--keep DIR` keeps the archives.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.moderation import decisions
from archive.originals.database import open_archive
from archive.public import store
from archive.public.surface import Surface
from archive.publishing.public_file import PublicFile
from archive.publishing.publisher import publish
from archive.publishing.scan import WORDLESS
from archive.publishing.settle import settle, write_thread
from archive.publishing.sources import Inputs, iter_post_ids, read_inputs
from tests.benchmarks.clock_archive import fill_archive, named
from tests.benchmarks.invented_archive import say, verdict

MOST_ROWS, MOST_WHOLE, MOST_GROWTH, MOST_MEMORY = 20.0, 100.0, 1.5, 500
_AT_ONCE = 20
_OF_ITEMS = {"item_words": "item_id", "link": "item_id", "tagging": "item_id", "alias": "item_id"}


def main() -> int:
    """Run the benchmark and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--comments", type=int, default=200_000)
    parser.add_argument("--small", type=int, default=10_000, help="how many the other archive has")
    parser.add_argument("--decisions", type=int, default=10)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the archives here for the next run")
    parser.add_argument("--first", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.first:
        say(json.dumps(publish_first(DataFolder(given.first))))
        return 0
    if len(named(given.small)) <= given.decisions:
        parser.error("the small archive names too few for so many decisions: give fewer")
    with ExitStack() as stack:
        place = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        small, large = (_published(place, comments) for comments in (given.small, given.comments))
        rows = measure_rows(large)
        whole = _kept_figures(large)
        grown = measure_decisions((small, given.small), (large, given.comments), given.decisions)
    return tell(given.small, given.comments, rows, whole, grown)


def publish_first(folder: DataFolder) -> dict[str, float]:
    """Publish an archive for the first time; return the seconds, those of a plain copy, and the peak in megabytes."""
    began = time.process_time()
    publish(folder, now=datetime.now(UTC), surfaces=_surfaces(folder))
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with closing(store.open_public(folder)) as public:
        copied = statistics.median(_copy_all(public, folder.path / "copy.db") for _ in range(3))
    return {"publish": took, "copy": copied, "peak": peak}


def measure_rows(folder: DataFolder) -> tuple[float, float]:
    """Return the seconds of writing and gating all threads, HTML included, and those of copying the same rows."""
    archive = open_archive(folder)
    places = [folder.path / name for name in ("written.db", "copied.db")]
    with closing(archive), closing(store.open_public(folder)) as public:
        written, copied = (_new_copy(place, public) for place in places)
        inputs = read_inputs(archive, folder.load_settings())
        took = copying = 0.0
        for post_ids in _in_parts(iter_post_ids(archive)):
            took += _write(written, archive, inputs, post_ids)
            copying += _copy_threads(public, copied, post_ids)
        for each in (written, copied):
            each.close()
    for place in places:
        place.unlink()
    return took, copying


def measure_decisions(
    small: tuple[DataFolder, int], large: tuple[DataFolder, int], wanted: int
) -> list[tuple[float, float]]:
    """Return the seconds until a decision was public, in the small archive and in the large, of each pair."""
    # the first of a process takes in what all later ones use
    return [(_decide(*small, number), _decide(*large, number)) for number in range(wanted + 1)][1:]


def tell(
    few: int,
    comments: int,
    rows: tuple[float, float],
    whole: dict[str, float],
    grown: list[tuple[float, float]],
) -> int:
    """Print the figures and return the exit code."""
    of_rows, of_all = rows[0] / rows[1], whole["publish"] / whole["copy"]
    small, large = (statistics.median(times) for times in zip(*grown, strict=True))
    say(f"{comments} posts and comments, processor time:")
    say(f"  rows, HTML and gate {rows[0]:.2f} s, plain copy {rows[1]:.2f} s: {of_rows:.1f} times")
    say(f"  first publish {whole['publish']:.1f} s, plain copy of all tables {whole['copy']:.2f} s: {of_all:.1f} times")
    say(f"  peak memory of the first publish {whole['peak']:.0f} MB")
    say(f"  decision until it is public {small:.3f} s of {few}, {large:.3f} s here: {large / small:.2f} times")
    figures = (
        (of_rows, MOST_ROWS, "times a plain copy for rows"),
        (of_all, MOST_WHOLE, "times a plain copy for all"),
        (large / small, MOST_GROWTH, "times the small archive for a decision"),
        (whole["peak"], MOST_MEMORY, "MB of memory"),
    )
    return verdict([f"{value:.1f} {of}, more than {most}" for value, most, of in figures if value > most])


def _published(place: Path, comments: int) -> DataFolder:
    """Return an archive of so many, published for the first time in a process of its own."""
    folder = fill_archive(place, comments)
    figures = folder.path.parent / "publish_speed.json"
    if not figures.exists():
        # pandas comes with the tests alone, and sqlite_utils takes it in wherever it is there
        code = "import sys; sys.modules.update(pandas=None, numpy=None); import tests.benchmarks.publish_speed as it"
        command = [sys.executable, "-c", f"{code}; it.main()", "--first", str(folder.path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        figures.write_text(done.stdout)
    return folder


def _kept_figures(folder: DataFolder) -> dict[str, float]:
    read: dict[str, float] = json.loads((folder.path.parent / "publish_speed.json").read_text())
    return read


def _surfaces(folder: DataFolder) -> list[Surface]:
    return [PublicFile(folder)]


def _decide(folder: DataFolder, comments: int, number: int) -> float:
    """Take out the name that stands in one comment; return how long it took until that was public."""
    used = folder.path.parent / "used"
    done = int(used.read_text()) if used.exists() else 0
    used.write_text(str(done + 1))
    item_id, name = named(comments)[done]
    began = time.process_time()
    with closing(open_archive(folder)) as archive:
        decisions.mask(
            archive,
            item_id,
            name,
            label="name",
            reason="Identifies a third party",
            by="Mo",
            now=datetime.now(UTC),
            everywhere=number % 3 == 2,
        )
    publish(folder, now=datetime.now(UTC), surfaces=_surfaces(folder), urgent=True)
    return time.process_time() - began


def _new_copy(path: Path, public: Database) -> Database:
    """Return an empty public copy that knows the blogs, written as publishing does."""
    path.unlink(missing_ok=True)
    db = store.create_public(path)
    db.conn.execute("pragma synchronous = off")
    _copy(db, "site", public.conn.execute("select * from site"))
    return db


def _write(written: Database, archive: Database, inputs: Inputs, post_ids: Sequence[str]) -> float:
    began = time.process_time()
    with written.atomic():
        for post_id in post_ids:
            write_thread(written, archive, inputs, post_id)
        shut = settle(written, archive, inputs, post_ids)
    assert not shut, "the gate stayed shut"
    return time.process_time() - began


def _copy_threads(public: Database, copied: Database, post_ids: Sequence[str]) -> float:
    began = time.process_time()
    asked = [json.dumps(post_ids)]
    posts = "select value from json_each(?1)"
    items = f"{posts} union all select id from comment where post_id in ({posts})"
    with copied.atomic():
        copied.conn.execute("pragma defer_foreign_keys = on")
        _copy(copied, "post", public.conn.execute(f"select * from post where id in ({posts})", asked))
        _copy(copied, "comment", public.conn.execute(f"select * from comment where post_id in ({posts})", asked))
        _copy(copied, "tag", public.conn.execute("select * from tag"))
        for table, column in _OF_ITEMS.items():
            _copy(copied, table, public.conn.execute(f"select * from {table} where {column} in ({items})", asked))
    return time.process_time() - began


def _copy_all(public: Database, path: Path) -> float:
    began = time.process_time()
    path.unlink(missing_ok=True)
    db = store.create_public(path)
    db.conn.execute("pragma synchronous = off")
    with db.atomic():
        db.conn.execute("pragma defer_foreign_keys = on")
        for table in WORDLESS:
            _copy(db, table, public.conn.execute(f"select * from {table}"))
    db.conn.execute("vacuum")
    db.close()
    os.unlink(path)
    return time.process_time() - began


def _copy(db: Database, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Write rows of a table one by one; those that stand there already are written again."""
    insert = ""
    for row in rows:
        insert = insert or f"insert or replace into {table} values ({','.join('?' * len(row))})"
        db.conn.execute(insert, row)


def _in_parts(post_ids: Sequence[str]) -> Iterator[list[str]]:
    waiting = iter(post_ids)
    while some := list(itertools.islice(waiting, _AT_ONCE)):
        yield some


if __name__ == "__main__":
    sys.exit(main())
