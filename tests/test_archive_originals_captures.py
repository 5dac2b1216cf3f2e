from __future__ import annotations

import fcntl
import hashlib
import io
import os
import stat
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive.errors import BadInput, NotFound
from archive.folder import DataFolder
from archive.originals import capture_writer, captures
from archive.originals.captures import (
    CaptureRow,
    CaptureWriter,
    StoredCapture,
    check_capture,
    get_capture,
    insert_capture,
    iter_captures,
    latest_for_url,
    note_reading,
    open_capture,
    read_capture,
    trim_tails,
)
from archive.originals.database import ArchiveDatabase, open_archive
from archive.originals.warc import iter_body, response_member, write_resource

NOW = datetime(2024, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
URL = "https://desk.blogspot.com/2018/07/late-shift.html"
PAGE = "<p>Tea at four – as ever.</p>".encode()
HEADERS = [
    ("Content-Type", "text/html; charset=UTF-8"),
    ("ETag", '"one"'),
    ("Last-Modified", "Fri, 01 Mar 2024 11:00:00 GMT"),
]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder.resolve(tmp_path / "blog")
    made.create()
    return made


@pytest.fixture
def db(folder: DataFolder) -> Iterator[ArchiveDatabase]:
    opened = open_archive(folder, create=True)
    yield opened
    opened.close()


def keep(db: ArchiveDatabase, stored: StoredCapture) -> CaptureRow:
    with db.atomic():
        return get_capture(db, insert_capture(db, stored, format="Blogger page", parser_version=1, problem=None))


def keep_page(
    folder: DataFolder, db: ArchiveDatabase, body: bytes = PAGE, url: str = URL, *, day: int = 0
) -> CaptureRow:
    fetched_at = NOW + timedelta(days=day)
    with CaptureWriter(folder, NOW, "harvest", db) as writer:
        return keep(db, writer.write_response(url, 200, HEADERS, body, fetched_at))


def body_of(member: bytes) -> bytes:
    return b"".join(iter_body(io.BytesIO(member)))


def warc_files(folder: DataFolder) -> list[Path]:
    return sorted(folder.captures.iterdir())


@pytest.mark.feature("H1")
@pytest.mark.feature("H11")
def test_a_response_is_kept_with_all_that_is_known_of_it(folder: DataFolder, db: ArchiveDatabase) -> None:
    row = keep_page(folder, db)
    assert (row.kind, row.url, row.status, row.content_type) == ("http", URL, 200, "text/html; charset=UTF-8")
    assert (row.etag, row.last_modified) == ('"one"', "Fri, 01 Mar 2024 11:00:00 GMT")
    assert (row.fetched_at, row.format, row.parser_version, row.problem) == (
        "2024-03-01T12:00:00.250Z",
        "Blogger page",
        1,
        None,
    )
    assert read_capture(folder, row) == PAGE


@pytest.mark.feature("H1")
def test_warcio_reads_what_we_wrote_and_its_digests_agree(folder: DataFolder, db: ArchiveDatabase) -> None:
    with CaptureWriter(folder, NOW, "harvest", db) as writer:
        packed = [*HEADERS, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Set-Cookie", "a=7")]
        rows = [
            keep(db, writer.write_response(URL, 200, packed, PAGE, NOW)),
            keep(db, writer.write_response(URL + "?m=1", 404, [], b"", NOW)),
            keep(db, writer.write_file("old/saved näme.txt", io.BytesIO(b"1. Ann: hello"), NOW)),
        ]
    (path,) = warc_files(folder)
    with path.open("rb") as source:
        records = ArchiveIterator(source, check_digests="raise")
        seen = []
        for record in records:
            body = record.content_stream().read()
            # asking for the offset reads to the record's end
            seen.append((record.rec_type, records.get_record_offset(), record.rec_headers, record.http_headers, body))
    assert [kind for kind, *_ in seen] == ["warcinfo", "response", "response", "resource"]
    assert {headers.protocol for _, _, headers, _, _ in seen} == {"WARC/1.1"}
    assert [offset for _, offset, *_ in seen[1:]] == [row.warc_offset for row in rows]
    assert [body for *_, body in seen[1:]] == [PAGE, b"", b"1. Ann: hello"]
    _, _, headers, http, _ = seen[1]
    assert headers.get_header("WARC-Target-URI") == URL
    assert headers.get_header("WARC-Date") == "2024-03-01T12:00:00.250000Z"
    assert headers.get_header("WARC-Payload-Digest").startswith("sha256:")
    assert headers.get_header("Content-Type") == "application/http; msgtype=response"
    assert http.get_statuscode() == "200"
    # decoded already, so a reader such as pywb must not decode it again
    assert http.get_header("Content-Encoding") is None
    # of the person who asked
    assert http.get_header("Set-Cookie") is None
    assert http.get_header("Content-Length") == str(len(PAGE))
    assert seen[2][3].statusline == "404 Not Found"
    assert seen[3][2].get_header("WARC-Target-URI") == "file:saved%20n%C3%A4me.txt"


@pytest.mark.feature("H1")
@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=300),
    st.integers(100, 999),
    st.lists(st.tuples(st.text(max_size=8), st.text(alphabet=st.characters(codec="utf-8"), max_size=20)), max_size=4),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=20),
)
def test_any_response_comes_back_byte_for_byte(
    body: bytes, status: int, headers: list[tuple[str, str]], rest: str
) -> None:
    assert body_of(response_member(URL + rest, status, headers, body, NOW)) == body


@pytest.mark.feature("H1")
@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300), st.text(alphabet=st.characters(codec="utf-8"), max_size=20))
def test_any_file_comes_back_byte_for_byte(body: bytes, name: str) -> None:
    out = io.BytesIO()
    digest = hashlib.sha256(body).digest()
    write_resource(out, f"file:{name}", io.BytesIO(body), size=len(body), sha256=digest, fetched_at=NOW)
    assert body_of(out.getvalue()) == body


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("a.txt", "file:a.txt"),
        ("/home/ann/a.txt", "file:a.txt"),
        ("C:\\blog\\a.txt", "file:a.txt"),
        ("b\udcff.txt", "file:b\ufffd.txt"),
    ],
)
def test_a_file_is_known_by_its_bare_name(folder: DataFolder, db: ArchiveDatabase, name: str, url: str) -> None:
    with CaptureWriter(folder, NOW, "import", db) as writer:
        row = keep(db, writer.write_file(name, io.BytesIO(b"words"), NOW))
    assert (row.kind, row.url, row.status, row.content_type) == ("file", url, None, None)
    assert read_capture(folder, row) == b"words"


@pytest.mark.feature("O1")
def test_each_run_has_a_file_of_its_own(folder: DataFolder, db: ArchiveDatabase) -> None:
    with CaptureWriter(folder, NOW, "harvest", db) as first, CaptureWriter(folder, NOW, "harvest", db) as second:
        names = {
            first.write_file("a", io.BytesIO(b"a"), NOW).warc_file,
            second.write_file("a", io.BytesIO(b"a"), NOW).warc_file,
        }
        assert first.write_file("b", io.BytesIO(b"b"), NOW).warc_file in names
    assert len(names) == 2
    assert {path.name for path in warc_files(folder)} == names
    assert all(name.startswith("harvest-20240301T120000Z-") and name.endswith(".warc.gz") for name in names)
    assert {stat.S_IMODE(path.stat().st_mode) for path in warc_files(folder)} == {0o600}


def test_a_run_without_captures_leaves_no_file(folder: DataFolder, db: ArchiveDatabase) -> None:
    with CaptureWriter(folder, NOW, "harvest", db) as writer:
        writer.close()
    assert warc_files(folder) == []


@pytest.mark.feature("H15")
def test_the_same_body_again_is_not_stored_again(folder: DataFolder, db: ArchiveDatabase) -> None:
    first = keep_page(folder, db)
    size = warc_files(folder)[0].stat().st_size
    changes = db.conn.total_changes
    again = keep_page(folder, db)
    assert again == first
    assert db.conn.total_changes == changes
    assert [path.stat().st_size for path in warc_files(folder)] == [size]


@pytest.mark.feature("H15")
def test_the_same_body_with_a_new_etag_updates_its_row(folder: DataFolder, db: ArchiveDatabase) -> None:
    first = keep_page(folder, db)
    with CaptureWriter(folder, NOW, "harvest", db) as writer:
        again = keep(db, writer.write_response(URL, 200, [("etag", '"two"')], PAGE, NOW + timedelta(days=1)))
    assert (again.id, again.etag, again.last_modified, again.fetched_at) == (first.id, '"two"', None, first.fetched_at)


def test_a_body_that_changes_and_changes_back_is_kept_thrice(folder: DataFolder, db: ArchiveDatabase) -> None:
    ids = [keep_page(folder, db, body, day=day).id for day, body in enumerate((b"one", b"two", b"one"))]
    assert len(set(ids)) == 3
    assert [read_capture(folder, row) for row in iter_captures(db)] == [b"one", b"two", b"one"]


@pytest.mark.feature("H15")
def test_what_is_written_twice_at_once_still_makes_no_second_row(folder: DataFolder, db: ArchiveDatabase) -> None:
    with (
        CaptureWriter(folder, NOW, "harvest", db) as writer,
        CaptureWriter(folder, NOW, "import", db) as other,
    ):
        stored = [each.write_response(URL, 200, HEADERS, PAGE, NOW) for each in (writer, other)]
        first, second = (keep(db, each) for each in stored)
    assert first == second
    trim_tails(folder, db)
    assert [path.name for path in warc_files(folder)] == [first.warc_file]


def test_the_same_body_with_another_status_is_another_capture(folder: DataFolder, db: ArchiveDatabase) -> None:
    with CaptureWriter(folder, NOW, "harvest", db) as writer:
        rows = [keep(db, writer.write_response(URL, status, [], b"", NOW)) for status in (404, 200, 200)]
    assert [row.status for row in rows] == [404, 200, 200]
    assert rows[1] == rows[2]


def test_the_same_body_at_another_address_is_another_capture(folder: DataFolder, db: ArchiveDatabase) -> None:
    assert keep_page(folder, db).id != keep_page(folder, db, url=URL + "?m=1").id


def test_the_newest_capture_of_an_address_is_found(folder: DataFolder, db: ArchiveDatabase) -> None:
    assert latest_for_url(db, URL) is None
    keep_page(folder, db, b"old")
    newest = keep_page(folder, db, b"new")
    assert latest_for_url(db, URL) == newest


@pytest.mark.feature("H7")
def test_what_a_crawl_of_long_ago_saw_is_found_again_in_its_place(folder: DataFolder, db: ArchiveDatabase) -> None:
    states = (b"one", b"two", b"one", b"one")
    newest = keep_page(folder, db, b"two", day=9)
    first = [keep_page(folder, db, body, day=day).id for day, body in enumerate(states)]
    assert len(set(first)) == 3
    assert first[2] == first[3]
    again = [keep_page(folder, db, body, day=day).id for day, body in enumerate(states)]
    assert again == first
    # what the next request asks about is what was seen last, not what was stored last
    assert latest_for_url(db, URL) == newest


def test_two_answers_of_one_moment_are_found_again(folder: DataFolder, db: ArchiveDatabase) -> None:
    first = [keep_page(folder, db, body).id for body in (b"one", b"two")]
    assert [keep_page(folder, db, body).id for body in (b"one", b"two")] == first


def test_a_file_and_an_answer_are_two_captures(folder: DataFolder, db: ArchiveDatabase) -> None:
    page = keep_page(folder, db)
    with CaptureWriter(folder, NOW, "import", db) as writer:
        mirrored = keep(db, writer.write_file("late-shift.html", io.BytesIO(PAGE), NOW, url=URL))
    assert (mirrored.kind, mirrored.url, mirrored.id != page.id) == ("file", URL, True)
    assert latest_for_url(db, URL) == page


class Counted(io.BytesIO):
    """A stream that knows the largest piece it was asked for."""

    most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self.most = max(self.most, len(found))
        return found


@pytest.mark.feature("H1")
def test_a_large_file_is_copied_and_read_back_in_pieces(
    folder: DataFolder, db: ArchiveDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captures, "_IN_MEMORY", 1000)
    large = os.urandom(2_000_000) * 4
    source = Counted(large)
    tracemalloc.start()
    with CaptureWriter(folder, NOW, "import", db) as writer:
        row = keep(db, writer.write_file("export.xml", source, NOW))
    with open_capture(folder, row) as body:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert os.fstat(body.fileno()).st_nlink == 0
        assert stat.S_IMODE(os.fstat(body.fileno()).st_mode) == 0o600
        assert body.read(9) == large[:9]
        assert body.seek(0) == 0
        assert body.read() == large
    assert source.most <= 65_536
    assert peak < 3_000_000
    assert [path.suffix for path in warc_files(folder)] == [".gz"]


def test_a_file_that_changes_while_it_is_copied_is_refused(folder: DataFolder, db: ArchiveDatabase) -> None:
    class Changing(io.BytesIO):
        rounds = 0

        def seek(self, place: int, whence: int = 0, /) -> int:
            self.rounds += 1
            if self.rounds > 1:
                self.getbuffer()[0] = 0
            return super().seek(place, whence)

    with (
        CaptureWriter(folder, NOW, "import", db) as writer,
        pytest.raises(BadInput, match="changed while it was read"),
        writer.whole(),
    ):
        writer.write_file("export.xml", Changing(b"words"), NOW)
    assert warc_files(folder) == []


def write_and_stop(writer: CaptureWriter) -> None:
    with writer.whole():
        writer.write_response(URL, 200, HEADERS, b"never", NOW)
        raise KeyboardInterrupt


@pytest.mark.feature("H2")
def test_a_whole_is_kept_or_taken_back(folder: DataFolder, db: ArchiveDatabase) -> None:
    with CaptureWriter(folder, NOW, "import", db) as writer:
        with pytest.raises(KeyboardInterrupt):
            write_and_stop(writer)
        assert warc_files(folder) == []
        with writer.whole():
            first = keep(db, writer.write_file("b", io.BytesIO(b"b"), NOW))
        (path,) = warc_files(folder)
        size = path.stat().st_size
        with pytest.raises(KeyboardInterrupt):
            write_and_stop(writer)
        assert path.stat().st_size == size
        last = keep(db, writer.write_response(URL, 200, HEADERS, PAGE, NOW))
    assert [read_capture(folder, row) for row in (first, last)] == [b"b", PAGE]
    assert trim_tails(folder, db) == 0


@pytest.mark.feature("H12")
def test_a_dry_writer_writes_nothing(folder: DataFolder, db: ArchiveDatabase) -> None:
    with CaptureWriter(folder, NOW, "import", db, dry=True) as writer, writer.whole():
        stored = writer.write_file("a", io.BytesIO(b"a"), NOW)
        answer = writer.write_response(URL, 200, HEADERS, PAGE, NOW)
    assert (stored.sha256, answer.warc_length) == (hashlib.sha256(b"a").hexdigest(), 0)
    assert warc_files(folder) == []


def test_a_capture_that_is_read_again_notes_it_once(folder: DataFolder, db: ArchiveDatabase) -> None:
    row = keep_page(folder, db)
    note_reading(db, row.id, format="other", parser_version=2, problem="It has no end.")
    changes = db.conn.total_changes
    note_reading(db, row.id, format="other", parser_version=2, problem="It has no end.")
    assert db.conn.total_changes == changes
    changed = get_capture(db, row.id)
    assert (changed.format, changed.parser_version, changed.problem) == ("other", 2, "It has no end.")


def test_a_capture_that_is_not_there_is_named(db: ArchiveDatabase) -> None:
    with pytest.raises(NotFound, match="no capture 7"):
        get_capture(db, 7)


def swap_bytes(path: Path, row: CaptureRow) -> None:
    data = bytearray(path.read_bytes())
    middle = row.warc_offset + row.warc_length // 2
    data[middle] ^= 0xFF
    path.write_bytes(bytes(data))


def other_record(path: Path, row: CaptureRow) -> None:
    path.write_bytes(path.read_bytes()[: row.warc_offset] + response_member(URL, 200, HEADERS, b"forged", NOW))


def cut_short(path: Path, row: CaptureRow) -> None:
    path.write_bytes(path.read_bytes()[: row.warc_offset + 10])


def empty(path: Path, row: CaptureRow) -> None:
    path.write_bytes(b"")


def remove(path: Path, row: CaptureRow) -> None:
    path.unlink()


@pytest.mark.feature("H1")
@pytest.mark.parametrize("damage", [swap_bytes, other_record, cut_short, empty, remove])
def test_a_damaged_capture_is_named_never_returned(folder: DataFolder, db: ArchiveDatabase, damage: object) -> None:
    row = keep_page(folder, db)
    assert callable(damage)
    damage(warc_files(folder)[0], row)
    for read in (read_capture, check_capture):
        with pytest.raises(BadInput, match=rf"Capture {row.id} is damaged") as raised:
            read(folder, row)
        assert "Tea" not in str(raised.value)


@pytest.mark.feature("H2")
@pytest.mark.parametrize("cut", [1, 20, None], ids=["one byte", "some bytes", "a whole record without a row"])
def test_what_a_killed_writer_left_is_cut(folder: DataFolder, db: ArchiveDatabase, cut: int | None) -> None:
    row = keep_page(folder, db)
    (path,) = warc_files(folder)
    whole = path.read_bytes()
    tail = response_member(URL, 200, HEADERS, b"never committed", NOW)[:cut]
    path.write_bytes(whole + tail)
    assert trim_tails(folder, db) == len(tail)
    assert path.read_bytes() == whole
    assert read_capture(folder, row) == PAGE
    assert trim_tails(folder, db) == 0


@pytest.mark.feature("H2")
def test_a_file_that_no_row_names_goes(folder: DataFolder, db: ArchiveDatabase) -> None:
    with CaptureWriter(folder, NOW, "harvest", db) as writer:
        writer.write_response(URL, 200, HEADERS, PAGE, NOW)
    assert trim_tails(folder, db) > 0
    assert warc_files(folder) == []


@pytest.mark.feature("H3")
def test_a_file_that_another_writer_holds_open_is_left_alone(folder: DataFolder, db: ArchiveDatabase) -> None:
    with CaptureWriter(folder, NOW, "harvest", db) as writer:
        stored = writer.write_response(URL, 200, HEADERS, PAGE, NOW)
        assert trim_tails(folder, db) == 0
        row = keep(db, stored)
    assert read_capture(folder, row) == PAGE


@pytest.mark.feature("H3")
def test_a_file_trimmed_away_before_it_was_locked_is_made_again(
    folder: DataFolder, db: ArchiveDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    trimmed: list[Path] = []

    def flock_after_a_trim(file: BinaryIO, operation: int) -> None:
        if not trimmed:
            trimmed.extend(warc_files(folder))
            trimmed[0].unlink()
        fcntl.flock(file, operation)

    monkeypatch.setattr(capture_writer, "fcntl", SimpleNamespace(flock=flock_after_a_trim, LOCK_EX=fcntl.LOCK_EX))
    row = keep_page(folder, db)
    assert len(trimmed) == 1
    assert read_capture(folder, row) == PAGE


KILLED_AFTER_WRITING = """
import os, signal, sys
from datetime import UTC, datetime
from archive.folder import DataFolder
from archive.originals.captures import CaptureWriter
from archive.originals.database import open_archive
now = datetime(2024, 3, 1, tzinfo=UTC)
folder = DataFolder.resolve(sys.argv[1])
writer = CaptureWriter(folder, now, "harvest", open_archive(folder, create=True))
stored = writer.write_response("https://a.example/", 200, [], b"on the disk", now)
writer.sync()
print(stored.warc_length, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.feature("H2")
def test_bytes_stand_on_the_disk_before_their_row_could(folder: DataFolder) -> None:
    child = subprocess.run(
        [sys.executable, "-c", KILLED_AFTER_WRITING, str(folder.path)], stdout=subprocess.PIPE, text=True, check=False
    )
    assert child.returncode == -9
    (path,) = warc_files(folder)
    assert body_of(path.read_bytes()[-int(child.stdout) :]) == b"on the disk"
