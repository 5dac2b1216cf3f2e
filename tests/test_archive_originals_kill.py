"""Killed at any statement, or many at once: the archive ends as if nobody had disturbed it (H2, H3)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from archive.folder import DataFolder
from archive.originals.captures import iter_captures, read_capture, trim_tails
from archive.originals.database import open_archive

ROUNDS = 10
POSTS = 8

HARVEST = '''
"""Capture and merge a small invented blog, like a harvester: DATA LOCK FIRST KILL_AT."""
import os, signal, sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from archive.folder import DataFolder
from archive.originals import captures, store
from archive.originals.database import open_archive
from archive.originals.records import OriginalComment, OriginalPost, Parsed, SiteRecord, Source, SourceState
from archive.text import OriginalText

folder, lock, first, kill_at = DataFolder.resolve(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
now = datetime.now(UTC)
done = 0

def count(_):
    global done
    done += 1
    if done == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)

def comment(number, version):
    removed = version and number % 3 == 0
    return OriginalComment(
        f"blogger:{number}", number % 10,
        OriginalText("Removed." if removed else f"Comment {number}, version {version}."),
        parent_key=f"blogger:{number - 1}" if number % 2 else None,
        state=SourceState.REMOVED_BY_AUTHOR if removed else SourceState.LIVE,
    )

def source(post, version):
    comments = tuple(comment(post * 1000 + place, version) for place in range(4))
    kind = Source.FEED if version == 2 else Source.PAGE
    made = OriginalPost(f"blogger:{post}", kind, f"https://desk.blogspot.com/2018/07/{post}.html", f"Post {post}",
                        OriginalText(f"Body of {post}."), declared=5, comments=comments)
    return Parsed("made up", SiteRecord("desk.blogspot.com", "The desk"), (made,))

def run():
    db = open_archive(folder, create=True)
    captures.trim_tails(folder, db)
    keys, zone = folder.load_secrets(), ZoneInfo("Europe/London")
    if kill_at:
        db.conn.set_trace_callback(count)
    with captures.CaptureWriter(folder, now, "harvest", db) as writer:
        for post in range(first, first + POSTS):
            for version in range(3):
                address = f"https://desk.blogspot.com/2018/07/{post}.html?version={version}"
                stored = writer.write_response(address, 200, [], f"page {post} {version}".encode() * 9, now)
                writer.sync()
                with db.atomic():
                    number = captures.insert_capture(db, stored, format="made up", parser_version=1, problem=None)
                    fetched_at = datetime(2024, 1, 1 + version, tzinfo=UTC)
                    store.merge(db, source(post, version), capture_id=number, fetched_at=fetched_at,
                                secrets=keys, default_zone=zone)
    db.close()
    print(done, flush=True)

if lock == "locked":
    with folder.lock("harvest", wait=60.0):
        run()
else:
    run()
'''.replace("POSTS", str(POSTS))


def harvest(folder: DataFolder, *, lock: str = "locked", first: int = 1, kill_at: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-c", HARVEST, str(folder.path), lock, str(first), str(kill_at)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})


def finish(child: subprocess.Popen[str]) -> int:
    """Wait for a child that must end well; return what it printed."""
    out, problems = child.communicate()
    assert (child.returncode, problems) == (0, "")
    return int(out)


def new_folder(path: Path) -> DataFolder:
    folder = DataFolder.resolve(path)
    folder.create()
    return folder


def rows(folder: DataFolder) -> dict[str, list[str]]:
    """Return every row of what must be equal, without the capture it came from and the time of its fetch."""
    db = open_archive(folder)
    found: dict[str, list[str]] = {}
    for table in ("site", "identity", "post", "comment", "reading", "revision"):
        columns = [row["name"] for row in db.query("select name from pragma_table_info(?)", (table,))]
        passing = {"capture_id", "fetched_at", "replaced_by"} | ({"id"} if table == "revision" else set())
        kept = [name for name in columns if name not in passing]
        found[table] = sorted(map(repr, db.execute(f"select {', '.join(kept)} from {table}")))
    db.close()
    return found


@pytest.mark.feature("H2")
def test_killed_at_random_statements_the_archive_ends_as_undisturbed(tmp_path: Path) -> None:
    undisturbed = new_folder(tmp_path / "undisturbed")
    statements = finish(harvest(undisturbed, kill_at=10**9))
    expected = rows(undisturbed)
    assert len(expected["comment"]) == POSTS * 4
    folder = new_folder(tmp_path / "killed")
    points = random.Random(20240301)  # a fixed seed, so that a failure comes again
    for _ in range(ROUNDS):
        child = harvest(folder, kill_at=points.randrange(1, statements // 3))
        child.communicate()
        assert child.returncode == -9
        check_captures(folder)
    finish(harvest(folder))
    assert rows(folder) == expected
    check_captures(folder)


def check_captures(folder: DataFolder) -> None:
    """Every row has its bytes, and after trimming every byte has its row."""
    db = open_archive(folder)
    found = list(iter_captures(db))
    assert all(read_capture(folder, row).startswith(b"page ") for row in found)
    assert len({row.url for row in found}) == len(found)
    trim_tails(folder, db)
    ends = {row.warc_file: row.warc_offset + row.warc_length for row in found}
    assert {path.name: path.stat().st_size for path in folder.captures.iterdir()} == ends
    db.close()


@pytest.mark.feature("H3")
@pytest.mark.parametrize("lock", ["locked", "unlocked"])
def test_four_writers_at_once_lose_nothing(tmp_path: Path, lock: str) -> None:
    folder = new_folder(tmp_path / "four")
    children = [harvest(folder, lock=lock, first=first) for first in (1, 1 + POSTS, 1 + 2 * POSTS, 1)]
    # every child has ended before the first assertion
    ended = [(*child.communicate(), child.returncode) for child in children]
    assert [(problems, code) for _, problems, code in ended] == [("", 0)] * 4
    alone = new_folder(tmp_path / "alone")
    for first in (1, 1 + POSTS, 1 + 2 * POSTS):
        finish(harvest(alone, first=first))
    assert rows(folder) == rows(alone)
