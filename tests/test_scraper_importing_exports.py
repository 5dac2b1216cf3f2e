"""Importing exports of any size: zips, parts, dry runs, many at once, killed, and how much memory it takes."""

from __future__ import annotations

import gzip
import io
import json
import signal
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from archive.errors import BadInput
from archive.folder import DataFolder
from archive.originals import captures
from archive.originals.database import open_archive
from scraper import given, importing, pieces
from scraper.files import stream_xml
from scraper.import_command import import_
from scraper.import_report import ImportReport
from scraper.importing import Step, import_paths
from scraper.pieces import Batches, Read, Wish
from scraper.reparsing import reparse
from tests import big_exports
from tests.benchmarks.import_memory import measure, peak, run_child
from tests.harvest_runs import KillAt, capture_files, content, copy_archive, dump, new_archive, run, start

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FORMATS = sorted(big_exports.WRITERS)
MAIL = b"<ferryman.quill@post.example>"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = new_archive(tmp_path / "data")
    open_archive(made, create=True).close()
    return made


def export(path: Path, format: str = "takeout", comments: int = 300) -> Path:
    big_exports.WRITERS[format](path, comments)
    return path


def take(folder: DataFolder, *paths: Path, **given: object) -> ImportReport:
    return import_paths(folder, [str(path) for path in paths], now=NOW, **given)  # type: ignore[arg-type]  # of tests


def bodies(folder: DataFolder) -> list[bytes]:
    with closing(open_archive(folder)) as db:
        return [captures.read_capture(folder, row) for row in captures.iter_captures(db)]


def traces(folder: DataFolder) -> tuple[object, ...]:
    return dump(folder), capture_files(folder), {path.name for path in folder.path.iterdir() if path.suffix != ".lock"}


# zips and packed files


def takeout_members(feed: bytes) -> dict[str, bytes]:
    return {
        "Takeout/archive_browser.html": b"<html><body>Takeout</body></html>",
        "Takeout/Blogger/Albums/lock.jpg": b"\xff\xd8\xff\x00",
        "Takeout/Blogger/Blogs/The Weir Desk/feed.atom": feed,
        "Takeout/Blogger/Blogs/The Weir Desk/settings.csv": MAIL,
        "Takeout/Blogger/Blogs/The Weir Desk/followers.csv": MAIL,
        "Takeout/Blogger/Blogs/The Weir Desk/theme-layouts.xml": b"<?xml version='1.0'?><html/>",
        "Takeout/Blogger/Comments/The Weir Desk/feed.atom": feed.replace(b"<blogger:type>POST", b"<blogger:type>NONE"),
    }


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in members.items():
            box.writestr(name, data)
    return path


def unpacked(path: Path, members: dict[str, bytes]) -> Path:
    for name, data in members.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


@pytest.mark.feature("H7")
@pytest.mark.feature("H16")
def test_a_takeout_is_the_same_as_feed_zip_and_folder(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = export(tmp_path / "feed.atom").read_bytes()
    members = takeout_members(feed)
    ways = {
        "feed": tmp_path / "feed.atom",
        "zip": zipped(tmp_path / "takeout.zip", members),
        "folder": unpacked(tmp_path / "unpacked", members),
    }
    found = {}
    for name, path in ways.items():
        made = copy_archive(folder, tmp_path / name)
        report = take(made, path)
        assert (report.posts, report.comments, report.problems) == (3, 300, 0)
        assert [row.format for row in report.files] == ["Blogger export"]
        assert bodies(made) == [feed]
        found[name] = content(made)
    assert found["feed"] == found["zip"] == found["folder"]
    # the page beside the blogs is neither hidden nor a blog's; the address books are not even counted
    assert report.passed_over == 0


def test_the_address_books_of_a_takeout_are_never_opened(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = given.read_head

    def watched(path: str) -> bytes:
        opened.append(Path(path).name)
        return real(path)

    monkeypatch.setattr(given, "read_head", watched)
    where = unpacked(tmp_path / "Weir", {"feed.atom": b"<html>", "followers.csv": MAIL, "Settings.csv": MAIL})
    take(folder, where)
    assert set(opened) == {"feed.atom"}
    (row,) = take(folder, where / "followers.csv").files
    assert "is never read" in str(row.problem)


@pytest.mark.feature("H7")
@pytest.mark.parametrize("format", FORMATS)
def test_a_packed_export_gives_the_same_rows(folder: DataFolder, tmp_path: Path, format: str) -> None:
    plain = export(tmp_path / "export.xml", format)
    packed = tmp_path / "export.xml.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    boxed = zipped(tmp_path / "export.zip", {"export.xml": plain.read_bytes(), "theme.xml": b"<theme/>"})
    found = []
    for number, path in enumerate((plain, packed, *([boxed] if format == "wxr" else []))):
        made = copy_archive(folder, tmp_path / str(number))
        assert take(made, path).comments == 300
        found.append(content(made))
        before = dump(made)
        assert reparse(made).problems == ()
        assert sorted(dump(made)) == sorted(before)
    assert all(each == found[0] for each in found)


@pytest.mark.feature("H13")
def test_tricks_with_packed_files_are_refused_and_leave_no_trace(folder: DataFolder, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    feed = export(tmp_path / "feed.atom").read_bytes()
    blog = "Takeout/Blogger/Blogs/W/feed.atom"
    bomb = feed.replace(b"<entry>", b"<title>" + b" " * 90_000_000 + b"</title><entry>", 1)
    encrypted = bytearray(zipped(inbox / "2-encrypted.zip", {blog: feed}).read_bytes())
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    zipped(inbox / "0-bomb.zip", {blog: bomb})
    (inbox / "1-bomb.atom.gz").write_bytes(gzip.compress(bomb))
    (inbox / "2-encrypted.zip").write_bytes(encrypted)
    zipped(inbox / "3-slip.zip", {blog: feed, "../../etc/passwd": b"x"})
    zipped(inbox / "4-nested.zip", {"takeout.zip": (inbox / "0-bomb.zip").read_bytes()})
    (inbox / "5-cut.zip").write_bytes(encrypted[:-30])
    (inbox / "6-cut.atom.gz").write_bytes(gzip.compress(feed)[:-30])
    before = traces(folder)
    report = take(folder, *sorted(inbox.iterdir()))
    words = ("unpacks to far more", "not read", "encrypted", "outside", "Not recognised", "damaged", "damaged")
    problems = [str(row.problem) for row in report.files]
    assert [word for word, problem in zip(words, problems, strict=True) if word in problem] == list(words)
    assert all(str(row.problem).count("\n") == 0 for row in report.files)
    assert traces(folder) == before


# whole or in part


@pytest.mark.feature("H13")
@pytest.mark.parametrize("format", FORMATS)
def test_a_broken_export_leaves_no_trace(folder: DataFolder, tmp_path: Path, format: str) -> None:
    whole = export(tmp_path / "whole.xml", format, 100)
    take(folder, whole)
    broken = export(tmp_path / "broken.xml", format, 1500)
    broken.write_bytes(broken.read_bytes()[:-300])
    before = traces(folder)
    (row,) = take(folder, broken).files
    assert "breaks off" in str(row.problem)
    assert "line" in str(row.problem)
    assert traces(folder) == before


@pytest.mark.feature("H1")
def test_with_partial_what_was_whole_is_kept_and_comes_back(folder: DataFolder, tmp_path: Path) -> None:
    path = export(tmp_path / "export.xml", "wxr", 1500)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    assert take(folder, path).posts == 0
    (row,) = take(folder, path, partial=True).files
    assert (row.partial, row.posts, row.comments, row.new) == (True, 10, 1000, 1010)
    assert "breaks off" in str(row.problem)
    before = dump(folder)
    assert take(folder, path, partial=True).new == 0
    assert dump(folder) == before
    report = reparse(folder)
    assert (report.posts, report.comments, report.problems, report.partial) == (10, 1000, (), 1)
    assert sorted(dump(folder)) == sorted(before)
    result = CliRunner().invoke(import_, [str(path), "--partial", "--data", str(folder.path)])
    assert (
        "10 posts, 1000 comments (200 replies); that much was kept: This WordPress export breaks off" in result.stdout
    )
    assert result.exit_code == 1


def test_a_part_with_nothing_in_it_is_refused(folder: DataFolder, tmp_path: Path) -> None:
    path = export(tmp_path / "feed.atom", "takeout", 1500)
    # only comments, whose posts stand behind them
    path.write_bytes(path.read_bytes()[:100_000])
    before = traces(folder)
    (row,) = take(folder, path, partial=True).files
    assert (row.partial, "breaks off" in str(row.problem)) == (False, True)
    assert traces(folder) == before


def grow(path: Path) -> None:
    with path.open("a") as out:
        out.write(" ")


def put_another(path: Path) -> None:
    path.with_suffix(".new").write_bytes(path.read_bytes())
    path.with_suffix(".new").rename(path)


@pytest.mark.parametrize("change", [grow, put_another, Path.unlink])
def test_a_file_that_changes_while_it_is_read_is_refused(
    folder: DataFolder, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = export(tmp_path / "export.xml", "wxr")
    changed: list[Step] = []

    def once(step: Step) -> None:
        if not changed:
            change(path)
        changed.append(step)

    before = traces(folder)
    (row,) = take(folder, path, progress=once).files
    assert "changed while it was read" in str(row.problem)
    assert traces(folder) == before


def test_a_file_that_is_gone_before_it_is_kept_is_refused(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(tmp_path / "export.xml", "wxr")
    real = pieces.read_by_wish

    def read_and_remove(read: Read, wish: Wish, url: str) -> tuple[ZoneInfo, Batches]:
        path.unlink()
        return real(read, wish, url)

    monkeypatch.setattr(importing, "read_by_wish", read_and_remove)
    (row,) = take(folder, path).files
    assert "changed while it was read" in str(row.problem)


# a dry run, the stop list, what is left out


@pytest.mark.feature("H12")
def test_a_dry_run_says_what_an_import_would_do_and_leaves_no_trace(folder: DataFolder, tmp_path: Path) -> None:
    small, large = export(tmp_path / "small.xml", "wxr", 100), export(tmp_path / "large.xml", "wxr", 300)
    take(folder, small)
    before = traces(folder)
    paths = [small, large, export(tmp_path / "feed.atom")]
    would = take(folder, *paths, dry_run=True)
    assert traces(folder) == before
    did = take(folder, *paths)
    assert would.dry_run
    assert [(row.new, row.changed, row.comments, row.shortfall) for row in would.files] == [
        (row.new, row.changed, row.comments, row.shortfall) for row in did.files
    ]
    assert [row.new for row in did.files] == [0, 202, 303]
    result = CliRunner().invoke(import_, [str(small), "--dry-run", "--data", str(folder.path)])
    assert "0 rows would be new, 0 would be changed" in result.stdout


@pytest.mark.feature("H10")
@pytest.mark.parametrize("format", FORMATS)
def test_posts_of_the_stop_list_are_left_out_with_their_comments(
    folder: DataFolder, tmp_path: Path, format: str
) -> None:
    host = "weir-desk.example"
    line = f"https://{host}/2012/03/night-{1 if format == 'takeout' else 2}{'.html' if format == 'takeout' else ''}"
    text = folder.settings_file.read_text(encoding="utf-8")
    folder.settings_file.write_text(text.replace("\nstop = []\n", f'\nstop = ["{line}"]\n'), encoding="utf-8")
    report = take(folder, export(tmp_path / "export.xml", format), host=host)
    assert (report.posts, report.comments, report.left_out) == (2, 200, {"stopped": 1})
    with closing(open_archive(folder)) as db:
        assert (db["post"].count, db["comment"].count) == (2, 200)
    before = dump(folder)
    reparse(folder)
    assert sorted(dump(folder)) == sorted(before)


@pytest.mark.feature("H16")
def test_what_is_left_out_is_counted_by_kind(folder: DataFolder, tmp_path: Path) -> None:
    path = export(tmp_path / "feed.atom")
    text = path.read_text("utf-8").replace("<blogger:status>LIVE", "<blogger:status>SPAM_COMMENT", 20)
    path.write_text(text, "utf-8")
    result = CliRunner().invoke(import_, [str(path), "--data", str(folder.path)])
    assert "Blogger export, 3 posts, 280 comments" in result.stdout
    assert result.stdout.count("; left out: 20 spam") == 2
    result = CliRunner().invoke(import_, [str(path), "--json", "--data", str(folder.path)])
    body = json.loads(result.stdout)
    assert (body["left_out"], body["files"][0]["left_out"]) == ({"spam": 20}, {"spam": 20})
    assert (body["pings"], body["files"][0]["pings"]) == (0, 0)


@pytest.mark.feature("H13")
def test_pings_are_told_from_comments(folder: DataFolder, tmp_path: Path) -> None:
    path = export(tmp_path / "export.xml", "wxr")
    path.write_text(
        path.read_text("utf-8").replace("<wp:comment_type>comment", "<wp:comment_type>pingback", 7), "utf-8"
    )
    result = CliRunner().invoke(import_, [str(path), "--data", str(folder.path)])
    assert "3 posts, 300 comments (60 replies, 7 pings)" in result.stdout
    assert take(folder, path).pings == 7


@pytest.mark.parametrize("host", ["weir-desk.example", "other.example"])
def test_local_times_follow_the_zone_of_the_blogs_source(folder: DataFolder, tmp_path: Path, host: str) -> None:
    with folder.settings_file.open("a") as out:
        out.write(f'\n[[source]]\nurl = "https://{host}"\nzone = "Asia/Singapore"\n')
    take(folder, export(tmp_path / "export.xml", "wxr", 10))
    with closing(open_archive(folder)) as db:
        (local,) = {row["published_local"][-6:] for row in db["comment"].rows}
    assert local == ("+08:00" if host == "weir-desk.example" else "+00:00")
    before = dump(folder)
    reparse(folder)
    assert sorted(dump(folder)) == sorted(before)


def test_a_zip_is_taken_whole_or_as_far_as_its_blogs_go(folder: DataFolder, tmp_path: Path) -> None:
    feed = export(tmp_path / "feed.atom").read_bytes()
    other = feed.replace(b".post-", b".post-9")
    blogs = "Takeout/Blogger/Blogs"
    path = zipped(tmp_path / "takeout.zip", {f"{blogs}/a/feed.atom": feed, f"{blogs}/b/feed.atom": other[:-400]})
    before = traces(folder)
    assert "breaks off" in str(take(folder, path).files[0].problem)
    assert traces(folder) == before
    (row,) = take(folder, path, partial=True).files
    assert (row.partial, row.posts, row.comments) == (True, 5, 500)
    assert len(bodies(folder)) == 2
    nothing = zipped(tmp_path / "nothing.zip", {"theme.xml": b"<theme/>"})
    assert "without a blog's export" in str(take(folder, nothing).files[0].problem)


def test_a_post_that_is_gone_does_not_count_as_missing_beside_one_that_lacks_comments(
    folder: DataFolder, tmp_path: Path
) -> None:
    pages = Path(__file__).parent / "pages"
    paths = [pages / "theme-without-comments.html", pages / "comments.atom"]
    take(folder, *paths)
    with closing(open_archive(folder)) as db, db.atomic():
        db.execute("delete from post where id not in (select post_id from comment)")
    assert [row.shortfall for row in take(folder, *paths).files] == [0, 4]


@pytest.mark.feature("A2")
def test_a_takeout_of_a_known_blog_has_the_addresses_of_its_posts(folder: DataFolder, tmp_path: Path) -> None:
    path = export(tmp_path / "feed.atom")
    take(folder, path, host="weir-desk.example")
    with closing(open_archive(folder)) as db:
        assert {row["path"] for row in db["post"].rows} == {f"/2012/03/night-{number}.html" for number in range(3)}
        assert [row["host"] for row in db["site"].rows] == ["weir-desk.example"]
    path.write_bytes(path.read_bytes().replace(b"Night", b"Evening"))
    import_paths(folder, [str(path)], now=NOW + timedelta(days=1))
    with closing(open_archive(folder)) as db:
        assert {row["title"] for row in db["post"].rows} == {f"Evening {number}" for number in range(3)}
        assert db["site"].count == 1


# many at once, killed, and memory


@pytest.mark.feature("H3")
def test_eight_processes_at_once_lose_nothing_and_show_no_lock(folder: DataFolder, tmp_path: Path) -> None:
    paths = []
    for number in range(8):
        path = export(tmp_path / f"{number}.xml", "wxr", 200)
        text = path.read_text("utf-8").replace("weir-desk.example", f"desk{number % 4}.example")
        path.write_text(text, "utf-8")
        paths.append(path)
    alone = copy_archive(folder, tmp_path / "alone")
    running = [start(["import", str(path), "--data", str(folder.path)], tmp_path) for path in paths]
    ended = [each.end() for each in running]
    assert [each.code for each in ended] == [0] * 8
    assert all("lock" not in each.out + each.err for each in ended)
    take(alone, *paths)
    # which blog came first is a matter of chance, and with it the number of each
    assert spoken(folder) == spoken(alone)
    assert len(bodies(folder)) == 4


def spoken(folder: DataFolder) -> dict[str, list[tuple[object, ...]]]:
    """Return posts and comments with the host of their blog instead of its number."""
    with closing(open_archive(folder)) as db:
        hosts = {row["id"]: row["host"] for row in db["site"].rows}
    found = content(folder)
    return {name: sorted((row[0], hosts[row[1]], *row[2:]) for row in found[name]) for name in ("post", "comment")}


@pytest.mark.feature("H2")
@pytest.mark.parametrize(
    "kill",
    [
        ("archive.originals.store", "merge", 2, True),
        ("archive.originals.store", "merge", 3, False),
        ("archive.originals.captures", "CaptureWriter.write_file", 1, False),
        ("archive.originals.captures", "CaptureWriter._copy", 1, True),
        ("archive.moderation.findings", "refresh", 2, False),
        ("scraper.importing", "_require_unchanged", 1, False),
        ("archive.originals.captures", "CaptureWriter.sync", 1, False),
        ("scraper.importing", "make_report", 1, True),
    ],
    ids=lambda kill: kill[1],
)
def test_killed_at_work_and_run_again_the_archive_is_as_undisturbed(
    folder: DataFolder, tmp_path: Path, kill: KillAt
) -> None:
    calm = copy_archive(folder, tmp_path / "calm")
    path = export(tmp_path / "export.xml", "wxr", 1500)
    take(calm, path)
    before = content(folder)
    command = ["import", str(path), "--data", str(folder.path)]
    assert start(command, tmp_path, kill_at=kill).end().code == -signal.SIGKILL
    # all of the file or nothing
    assert content(folder) in (before, content(calm))
    assert run(command, tmp_path).code == 0
    assert content(folder) == content(calm)
    assert bodies(folder) == [path.read_bytes()]
    assert len(capture_files(folder)) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_memory_does_not_grow_with_the_export(tmp_path: Path, format: str) -> None:
    small, large = measure(format, 300, tmp_path), measure(format, 4000, tmp_path)
    assert (small.comments, large.comments) == (300, 4000)
    # the larger file is 3 MB larger
    assert large.megabytes - small.megabytes < 25
    assert large.megabytes < 150
    data = tmp_path / f"{format}-4000-data"
    assert peak(run_child("reparse", "--data", str(data))) < 150


def test_progress_is_told_within_a_file(folder: DataFolder, tmp_path: Path) -> None:
    steps: list[Step] = []
    take(folder, export(tmp_path / "export.xml", "wxr", 2000), progress=steps.append)
    within = [step for step in steps if step.done == 0]
    assert len(within) > 3
    assert [step.comments for step in within] == sorted(step.comments for step in within)
    assert 0 < within[0].share <= 1
    assert steps[-1] == Step(1, 1, 1.0, 2000)


@pytest.mark.shared
@pytest.mark.feature("H16")
def test_real_takeouts_give_what_the_blog_published(folder: DataFolder, shared: Path) -> None:
    found = []
    for name in ("heisencoder", "kms-central"):
        made = copy_archive(folder, folder.path.parent / name)
        (row,) = take(made, shared / "realdata" / "blogger-export" / f"takeout-{name}-feed.atom").files
        found.append((row.posts, row.comments, row.replies, row.left_out))
    assert found == [(33, 284, 1, {"draft": 7, "spam": 20, "ghosted": 2}), (4, 1, 0, {"pending": 5})]


@pytest.mark.shared
@pytest.mark.feature("H13")
def test_a_malformed_export_is_refused_with_its_line(folder: DataFolder, shared: Path) -> None:
    before = traces(folder)
    (row,) = take(folder, shared / "realdata" / "wordpress-wxr" / "wpimporter-malformed.xml").files
    assert "line 90" in str(row.problem)
    assert traces(folder) == before


def test_a_stream_that_is_read_in_part_stays_open() -> None:
    whole = io.BufferedReader(io.BytesIO(b"<a><b/><c>"))
    part = stream_xml.PartialStream(whole)
    assert len(list(stream_xml.iter_elements(part, {"b"}, what="thing"))) == 1
    assert "breaks off" in str(part.problem)
    part.detach()
    assert not whole.closed
    with pytest.raises(BadInput):
        list(stream_xml.iter_elements(io.BytesIO(b"<a><b/><c>"), {"b"}, what="thing"))
