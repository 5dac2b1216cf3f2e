"""Importing files and folders: rows, captures, exit codes; nothing twice, nothing from what is not read."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from archive.originals import captures
from archive.originals.database import open_archive
from archive.originals.records import PARSER_VERSION
from scraper import import_progress, writer_lock
from scraper.files import recognise
from scraper.import_command import import_
from scraper.import_progress import ProgressLine
from scraper.import_report import ImportReport
from scraper.importing import Step, import_paths
from scraper.sample_blog.content import load_content
from scraper.sample_blog.dress import Dress

PAGES = Path(__file__).parent / "pages"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.create()
    open_archive(made, create=True).close()
    return made


@pytest.fixture
def db(folder: DataFolder) -> Iterator[Database]:
    opened = open_archive(folder)
    yield opened
    opened.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


def put(inbox: Path, *names: str) -> None:
    for name in names:
        (inbox / name).write_bytes((PAGES / name).read_bytes())


def take(folder: DataFolder, *paths: Path, now: datetime = NOW) -> ImportReport:
    return import_paths(folder, [str(path) for path in paths], now=now)


def table(db: Database, name: str, *without: str) -> list[dict[str, Any]]:
    rows = [{k: v for k, v in row.items() if k not in without} for row in db.query(f"select * from {name}")]
    return sorted(rows, key=lambda row: json.dumps(row, default=str, sort_keys=True))


def everything(db: Database) -> dict[str, Any]:
    names = ("site", "identity", "alias", "reading", "revision", "post", "comment", "capture", "finding", "pending")
    return {name: table(db, name) for name in names}


@pytest.mark.shared
@pytest.mark.feature("H4")
@pytest.mark.feature("H5")
def test_the_seeds_come_in_with_their_shortfall(folder: DataFolder, db: Database, shared: Path) -> None:
    expected = json.loads((shared / "seeds" / "EXPECTED.json").read_text(encoding="utf-8"))["files"]
    report = take(folder, shared / "seeds")
    rows = {Path(row.path).name: row for row in report.files}
    for name, each in expected.items():
        row = rows[name]
        missing = (each["declared"] or each["comments"]) - each["comments"]
        assert (row.posts, row.comments, row.replies) == (each["posts"], each["comments"], each["replies"])
        assert (row.declared, row.shortfall, row.problem) == (each["declared"], missing, None)
    assert (report.posts, report.comments, report.replies) == (5, 45, 12)
    assert (report.shortfall, report.new) == (1, 50)
    assert db["comment"].count == 45
    # the file of facts lies in the same folder and is no page
    assert (len(report.files), report.passed_over, report.problems) == (5, 1, 0)


@pytest.mark.feature("H15")
def test_a_second_import_writes_no_row(folder: DataFolder, db: Database, inbox: Path) -> None:
    put(inbox, "saved-numbered.txt", "threaded-replies.html", "comments.atom")
    first = take(folder, inbox)
    before = everything(db)
    (inbox / "saved-numbered.txt").rename(inbox / "renamed.txt")
    again = take(folder, inbox, now=NOW + timedelta(days=1))
    assert everything(db) == before
    assert first.new > 0
    assert (again.new, again.changed) == (0, 0)
    assert (again.posts, again.comments, again.replies) == (first.posts, first.comments, first.replies)
    assert len(list(folder.captures.iterdir())) == 1


@pytest.mark.feature("H1")
@pytest.mark.feature("H11")
def test_each_file_is_kept_as_it_was_and_each_row_names_it(folder: DataFolder, db: Database, inbox: Path) -> None:
    put(inbox, "threaded-replies.html", "saved-unnumbered.txt")
    take(folder, inbox)
    rows = list(captures.iter_captures(db))
    assert [(row.url, row.kind, row.format, row.parser_version) for row in rows] == [
        ("file:saved-unnumbered.txt", "file", "saved text", PARSER_VERSION),
        ("file:threaded-replies.html", "file", "Blogger page", PARSER_VERSION),
    ]
    for row in rows:
        assert captures.read_capture(folder, row) == (inbox / row.url.removeprefix("file:")).read_bytes()
    assert {row["capture_id"] for row in db["comment"].rows} == {row.id for row in rows}
    assert {row["parser_version"] for row in db["comment"].rows} == {PARSER_VERSION}


@pytest.mark.feature("H4")
def test_what_a_feed_announces_is_missing_whatever_the_post_is_called(folder: DataFolder, inbox: Path) -> None:
    put(inbox, "wordpress-posts-feed.xml")
    first = take(folder, inbox / "wordpress-posts-feed.xml")
    assert first.shortfall > 0
    # the post's own number, from its page, makes the feed's name for it a second one
    put(inbox, "wordpress-core-walker.html")
    take(folder, inbox / "wordpress-core-walker.html")
    again = take(folder, inbox / "wordpress-posts-feed.xml")
    assert again.shortfall == sum(each.shortfall for each in again.files) > 0


@pytest.mark.feature("H14")
def test_an_item_that_changes_twice_is_one_that_changed(folder: DataFolder, inbox: Path) -> None:
    page = (PAGES / "threaded-replies.html").read_text("utf-8")
    for number, title in enumerate(("One", "Two", "Three")):
        changed = re.sub(r"(<h3[^>]*post-title[^>]*>).*?(</h3>)", rf"\g<1>{title}\g<2>", page, flags=re.S)
        assert title in changed
        (inbox / f"{number}.html").write_text(changed, "utf-8")
    report = take(folder, inbox)
    assert (report.new, report.changed) == (9, 0)
    for number in range(3):
        (inbox / f"{number}.html").write_text(page.replace("</h3>", f" {number}</h3>"), "utf-8")
    later = take(folder, inbox, now=NOW + timedelta(days=1))
    assert (later.new, later.changed) == (0, 1)


@pytest.mark.feature("H7")
@pytest.mark.parametrize(
    "order", [("threaded-replies.html", "comments.atom"), ("comments.atom", "threaded-replies.html")]
)
def test_a_page_and_its_feed_land_in_the_same_rows(
    folder: DataFolder, db: Database, inbox: Path, order: tuple[str, str]
) -> None:
    put(inbox, *order)
    report = take(folder, *(inbox / name for name in order))
    assert (report.posts, report.comments, report.replies) == (1, 8, 3)
    assert db["comment"].count == 8
    assert db["capture"].count == 2
    owners = [row["id"] for row in db["comment"].rows_where("is_owner = 1")]
    assert owners == ["102"]
    # nine are announced, by both
    assert (report.declared, report.shortfall, [row.shortfall for row in report.files]) == (9, 1, [1, 1])


@pytest.mark.feature("H7")
def test_the_order_of_imports_does_not_matter(tmp_path: Path, inbox: Path) -> None:
    sample = load_content()[:3]
    dress = Dress(sample, "http://127.0.0.1:8000")
    for post in sample:
        (inbox / f"{post.id}.html").write_text(dress.post_page(post), encoding="utf-8")
        feed = dress.comments_feed(post, start=1, most=150, since=None, oldest=False)
        (inbox / f"{post.id}.atom").write_text(feed, encoding="utf-8")
    (inbox / "posts.atom").write_text(dress.posts_feed(start=1, most=25), encoding="utf-8")
    files = sorted(inbox.iterdir())
    found = []
    secrets = ""
    for number, order in enumerate((files, files[::-1])):
        made = DataFolder(tmp_path / f"order{number}")
        made.create()
        secrets = secrets or made.secrets_file.read_text(encoding="utf-8")
        made.secrets_file.write_text(secrets, encoding="utf-8")
        open_archive(made, create=True).close()
        take(made, *order)
        opened = open_archive(made)
        found.append(
            {name: table(opened, name, "capture_id", "fetched_at") for name in ("post", "comment", "identity")}
        )
        opened.close()
    assert found[0] == found[1]
    assert len(found[0]["comment"]) == sum(len(post.comments) for post in sample)


@pytest.mark.feature("H13")
def test_what_is_not_read_leaves_the_archive_as_it_was(folder: DataFolder, db: Database, inbox: Path) -> None:
    (inbox / "diary.txt").write_text("Nobody wrote.", encoding="utf-8")
    (inbox / "cut.html").write_bytes((PAGES / "threaded-replies.html").read_bytes()[:3000])
    (inbox / "empty").write_bytes(b"")
    before = everything(db)
    report = take(folder, inbox)
    assert everything(db) == before
    assert [row.format for row in report.files] == [None, None, None]
    assert all(row.problem for row in report.files)
    assert (report.problems, report.needs_a_look) == (3, True)
    assert list(folder.captures.iterdir()) == []


def test_a_file_that_contradicts_the_archive_is_taken_back_whole(folder: DataFolder, db: Database, inbox: Path) -> None:
    put(inbox, "threaded-replies.html")
    take(folder, inbox)
    before = everything(db)
    text = (PAGES / "theme-without-comments.html").read_text(encoding="utf-8").replace("7002", "101")
    (inbox / "post-with-the-id-of-a-comment.html").write_text(text, encoding="utf-8")
    report = take(folder, inbox)
    assert report.problems == 1
    assert everything(db) == before


@pytest.mark.feature("H16")
def test_what_a_feed_hides_is_in_no_row(folder: DataFolder, db: Database, inbox: Path) -> None:
    put(inbox, "posts.atom", "comments.atom", "threaded-replies.html")
    take(folder, inbox)
    said = json.dumps({name: table(db, name) for name in ("site", "identity", "reading", "post", "comment")})
    for private in ("noreply@", "/profile/", "pid-", "7004", "avatar", "s35"):
        assert private not in said


def test_no_folder_of_the_person_is_kept(folder: DataFolder, db: Database, tmp_path: Path) -> None:
    private = tmp_path / "wilhelmina-quillfeather"
    private.mkdir()
    put(private, "saved-numbered.txt")
    report = take(folder, private)
    assert report.files[0].path == str(private / "saved-numbered.txt")
    for row in db["capture"].rows:
        assert "quillfeather" not in json.dumps(row)
    for warc in folder.captures.iterdir():
        assert b"quillfeather" not in warc.read_bytes()


def test_folders_are_read_in_order_without_what_is_hidden(folder: DataFolder, inbox: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a/9.txt", ".git/config", "a/.hidden", "0.txt"):
        (inbox / name).parent.mkdir(exist_ok=True)
        (inbox / name).write_text(f"1 comment:\n\n  1. {name}\n\n    ReplyDelete", encoding="utf-8")
    report = take(folder, inbox, inbox / "a" / ".hidden")
    assert [os.path.relpath(row.path, inbox) for row in report.files] == [
        "0.txt",
        "a/9.txt",
        "b/1.txt",
        "b/2.txt",
        "a/.hidden",
    ]
    assert report.problems == 0


def test_odd_files_are_refused_one_by_one(folder: DataFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox, "saved-numbered.txt")
    os.mkfifo(inbox / "pipe")
    (inbox / "nowhere").symlink_to(inbox / "gone")
    (inbox / "big.txt").write_bytes(b"x" * 5000)
    os.rename(inbox / "saved-numbered.txt", os.fsencode(inbox / "saved-") + b"\xff\n.txt")
    monkeypatch.setattr(recognise, "MOST_PAGE", 4000)
    report = take(folder, inbox)
    problems = [str(row.problem) for row in report.files]
    assert [
        reason in problem
        for reason, problem in zip(
            ("larger than", "cannot be opened", "no ordinary file", "None"), problems, strict=True
        )
    ] == [True] * 4


def test_a_missing_path_stops_before_anything_is_read(folder: DataFolder, db: Database, inbox: Path) -> None:
    put(inbox, "saved-numbered.txt")
    with pytest.raises(WrongUse, match="no file or folder"):
        take(folder, inbox, inbox / "missing")
    assert db["capture"].count == 0


def test_without_an_archive_nothing_is_made(tmp_path: Path, inbox: Path) -> None:
    with pytest.raises(WrongUse, match="threadkeep init"):
        take(DataFolder(tmp_path / "none"), inbox)
    assert not (tmp_path / "none").exists()


@pytest.mark.feature("H3")
def test_a_second_importer_waits_then_refuses(folder: DataFolder, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox, "saved-numbered.txt")
    monkeypatch.setattr(writer_lock, "WAIT", 0.05)
    with folder.lock("harvest"), pytest.raises(Refused, match="harvesting or importing"):
        take(folder, inbox)
    assert take(folder, inbox).new == 7


@pytest.mark.feature("H3")
def test_two_importers_at_once_lose_nothing(folder: DataFolder, db: Database, inbox: Path) -> None:
    put(inbox, "saved-numbered.txt", "threaded-replies.html", "comments.atom", "posts.atom")
    halves = [sorted(inbox.iterdir())[:2], sorted(inbox.iterdir())[2:]]
    threads = [threading.Thread(target=take, args=(folder, *half)) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db["capture"].count == 4
    assert db["comment"].count == 14


def test_a_post_that_is_gone_from_the_archive_is_not_missing(folder: DataFolder, db: Database, inbox: Path) -> None:
    put(inbox, "theme-without-comments.html")
    take(folder, inbox)
    with db.atomic():
        db.execute("delete from post")
    assert take(folder, inbox).files[0].shortfall == 0


def test_findings_are_made_for_what_comes_in(folder: DataFolder, db: Database, inbox: Path) -> None:
    text = "1 comment:\n\n  1. Write to ferryman@sluice.example please.\n\n    ReplyDelete"
    (inbox / "mail.txt").write_text(text, encoding="utf-8")
    take(folder, inbox)
    assert [row["entity"] for row in db["finding"].rows] == ["e-mail"]


def test_times_follow_the_zone_of_the_settings(folder: DataFolder, db: Database, inbox: Path) -> None:
    settings = folder.settings_file.read_text(encoding="utf-8").replace("Europe/London", "Asia/Singapore")
    folder.settings_file.write_text(settings, encoding="utf-8")
    put(inbox, "saved-numbered.txt")
    take(folder, inbox)
    (found,) = [row["published_utc"] for row in db["comment"].rows_where("author = 'Brass Lamp'")]
    wall = datetime(2019, 6, 4, 0, 30, tzinfo=ZoneInfo("Asia/Singapore"))
    assert datetime.fromisoformat(found) == wall


# the command


def run(folder: DataFolder, *arguments: str) -> Result:
    return CliRunner().invoke(import_, [*arguments, "--data", str(folder.path)])


def test_the_command_prints_one_document(folder: DataFolder, inbox: Path) -> None:
    put(inbox, "saved-numbered.txt", "threaded-replies.html")
    (inbox / "diary.txt").write_text("Nobody wrote.", encoding="utf-8")
    result = run(folder, str(inbox), "--json")
    body = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [" ".join(row) for row in body["files"]] == [
        "path format posts comments replies pings declared shortfall left_out records pages unreadable besides partial"
        " problem"
    ] * 3
    totals = {name: value for name, value in body.items() if name != "files"}
    assert totals == {
        "posts": 2,
        "comments": 14,
        "replies": 5,
        "pings": 0,
        "declared": 15,
        "shortfall": 1,
        "left_out": {},
        "new": 16,
        "changed": 0,
        "problems": 1,
        "passed_over": 0,
        "packed": 0,
        "dry_run": False,
    }
    assert "3 of 3 files" in result.stderr


def test_the_command_prints_a_line_per_file(folder: DataFolder, inbox: Path) -> None:
    put(inbox, "saved-numbered.txt", "threaded-replies.html")
    (inbox / "diary.txt").write_text("Nobody wrote.", encoding="utf-8")
    lines = run(folder, str(inbox)).stdout.splitlines()
    assert "diary.txt: Not recognised" in lines[0]
    assert lines[1].endswith("saved text, 1 post, 6 comments (2 replies)")
    assert lines[2].endswith("Blogger page, 1 post, 8 comments (3 replies); 9 announced, 8 saved")
    assert lines[3].startswith("2 posts, 14 comments (5 replies) in 3 files; 16 rows new, 0 changed, 1 announced")


def test_the_command_ends_with_0_when_all_is_well(folder: DataFolder, inbox: Path) -> None:
    put(inbox, "saved-numbered.txt")
    assert run(folder, str(inbox)).exit_code == 0


def test_the_command_without_paths_is_wrong_use(folder: DataFolder) -> None:
    assert run(folder).exit_code == 2


def test_a_terminal_sees_one_line_that_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    monkeypatch.setattr(import_progress, "TERMINAL_SECONDS", 0.0)
    with ProgressLine() as line:
        line.tell(Step(0, 1, 0.5, 4))
        line.tell(Step(1, 1, 1.0, 8))
    assert terminal.getvalue().count("\r") == 2
    assert terminal.getvalue().count("\n") == 1


def test_elsewhere_only_the_end_is_told_of_a_short_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", elsewhere := StringIO())
    with ProgressLine() as line:
        line.tell(Step(0, 1, 0.5, 4))
        line.tell(Step(1, 1, 1.0, 8))
    assert elsewhere.getvalue() == "1 of 1 file, 8 comments\n"
