"""What newcomers found when they imported what they had: each fault that was mended has its test here."""

from __future__ import annotations

import gzip
import os
import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.folder import DataFolder
from archive.originals.database import open_archive
from archive.originals.urls import canonical_url
from scraper import given
from scraper.import_command import import_
from scraper.import_report import ImportReport
from scraper.importing import import_paths
from scraper.reparse_command import reparse as reparse_command
from scraper.reparsing import reparse
from tests import big_exports
from tests.crawls import Seen, warc
from tests.harvest_runs import dump, new_archive

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PAGES = Path(__file__).parent / "pages"
WEIR, FERRY = "weir-desk.example", "ferry-bell.example"
BLOGS = "Takeout/Blogger/Blogs"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = new_archive(tmp_path / "data")
    open_archive(made, create=True).close()
    return made


def take(folder: DataFolder, *paths: Path, day: int = 0, **given: Any) -> ImportReport:
    return import_paths(folder, [str(path) for path in paths], now=NOW + timedelta(days=day), **given)


def say(folder: DataFolder, *arguments: object) -> Result:
    return CliRunner().invoke(import_, [*map(str, arguments), "--data", str(folder.path)])


def problem(report: ImportReport) -> str:
    (row,) = report.files
    return row.problem or ""


def rows(folder: DataFolder, sql: str) -> list[tuple[Any, ...]]:
    with closing(open_archive(folder)) as db:
        return db.execute(sql).fetchall()


def hosts(folder: DataFolder) -> list[str]:
    return [host for (host,) in rows(folder, "select host from site order by id")]


def is_the_same_from_its_captures(folder: DataFolder) -> bool:
    before = sorted(dump(folder))
    return reparse(folder).problems == () and sorted(dump(folder)) == before


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def feed(number: int = 0) -> str:
    """Return a Takeout's feed of a blog; each number is another blog."""
    return (
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
        f"xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-47{number}</id>"
        f"<title>Desk {number}</title><entry><id>tag:blogger.com,1999:blog-47{number}.post-10{number}</id>"
        "<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><author><name>The Desk</name></author>"
        "<title>Night</title><content type='html'>High water.</content><published>2012-03-01T06:30:00Z</published>"
        f"<blogger:filename>/2012/03/night-{number}.html</blogger:filename></entry></feed>"
    )


def page(number: int = 1, *, address: str = "", blog: str = "") -> str:
    """Return a saved page of Blogger that says as little of its blog as it is told to."""
    named = f'<link rel="canonical" href="{address}">' if address else ""
    blog = f'<link rel="service.post" href="https://www.blogger.com/feeds/{blog}/posts/default">' if blog else ""
    return (
        f'<html><head><meta name="generator" content="blogger">{named}{blog}<title>Night</title></head><body>'
        f'<div class="post hentry"><h3 class="post-title">Night</h3><div class="post-body" id="post-body-{number}">'
        'High water.</div></div><div id="comments"><h4>1 comment:</h4><dl id="comments-block">'
        f'<dt class="comment-author" id="c{number}1"><a name="c{number}1"></a>Lock Keeper said...</dt>'
        '<dd class="comment-body"><p>The weir holds.</p></dd><dd class="comment-footer"><span '
        'class="comment-timestamp"><a href="#">1 March 2012 at 07:00</a></span></dd></dl></div></body></html>'
    )


# which blog a file is of


@pytest.mark.feature("H13")
def test_a_page_without_any_address_is_taken_only_with_the_blog_it_is_of(folder: DataFolder, tmp_path: Path) -> None:
    known = write(tmp_path / "known.html", page(1, address=f"https://{WEIR}/2012/03/night.html"))
    alone = write(tmp_path / "alone.html", page(2))
    before = dump(folder)
    assert "which blog" in problem(take(folder, alone))
    assert dump(folder) == before
    take(folder, known)
    refused = say(folder, alone)
    assert (refused.exit_code, "--host" in refused.stdout) == (1, True)
    assert problem(take(folder, alone, host=FERRY)) == ""
    assert rows(folder, "select site.host, post.id from post join site on site.id = site_id order by post.id") == [
        (WEIR, "1"),
        (FERRY, "2"),
    ]
    # known by now, it needs no more telling
    assert problem(take(folder, alone)) == ""
    assert is_the_same_from_its_captures(folder)


@pytest.mark.feature("H13")
def test_a_page_without_any_address_joins_the_blog_that_has_its_post(folder: DataFolder, tmp_path: Path) -> None:
    for number, host in ((1, WEIR), (2, FERRY)):
        take(folder, write(tmp_path / host, page(number, address=f"https://{host}/2012/03/night.html")))
    again = write(tmp_path / "again.html", page(2).replace("holds", "held"))
    assert problem(take(folder, again)) == ""
    assert rows(folder, "select distinct site_id from comment where post_id = '2'") == [(2,)]
    assert "import it without --host" in problem(take(folder, again, host=WEIR))


@pytest.mark.feature("H13")
def test_text_without_an_address_is_refused_only_where_there_are_several_blogs(
    folder: DataFolder, tmp_path: Path
) -> None:
    text = PAGES / "saved-numbered.txt"
    for number, host in ((1, WEIR), (2, FERRY)):
        take(folder, write(tmp_path / host, page(number, address=f"https://{host}/2012/03/night.html")))
    assert "which blog" in problem(take(folder, text))
    assert problem(take(folder, text, host=FERRY)) == ""
    assert rows(folder, "select distinct site_id from post where id not in ('1', '2')") == [(2,)]
    assert is_the_same_from_its_captures(folder)


# Takeouts without an address


def takeout(path: Path, *numbers: int) -> Path:
    with zipfile.ZipFile(path, "w") as box:
        for number in numbers:
            box.writestr(f"{BLOGS}/Desk {number}/feed.atom", feed(number))
    return path


@pytest.mark.feature("H16")
def test_a_takeout_of_several_blogs_gives_each_its_place(folder: DataFolder, tmp_path: Path) -> None:
    box = takeout(tmp_path / "takeout.zip", 1, 2, 3)
    report = take(folder, box)
    assert (problem(report), report.posts) == ("", 3)
    named = "select site.title, site.blog_id, post.path from post join site on site.id = site_id order by site.id"
    assert rows(folder, named) == [(f"Desk {n}", f"47{n}", f"/2012/03/night-{n}.html") for n in (1, 2, 3)]
    assert is_the_same_from_its_captures(folder)
    # a page tells the address of one of them later
    take(folder, write(tmp_path / "page", page(102, address=f"https://{WEIR}/2012/03/night-2.html", blog="472")))
    assert hosts(folder) == ["", WEIR, "blog-473"]


@pytest.mark.feature("H16")
def test_one_address_for_several_unknown_blogs_is_refused_with_their_folders(
    folder: DataFolder, tmp_path: Path
) -> None:
    box = takeout(tmp_path / "takeout.zip", 1, 2)
    before = dump(folder)
    assert "folders Desk 1 and Desk 2 with a --host of its own" in problem(take(folder, box, host=WEIR))
    assert dump(folder) == before
    # where one is known the address is the other's
    take(folder, write(tmp_path / "page", page(101, address=f"https://{FERRY}/2012/03/night-1.html", blog="471")))
    assert problem(take(folder, box, host=WEIR)) == ""
    assert rows(folder, "select url from post order by id") == [
        (f"https://{FERRY}/2012/03/night-1.html",),
        (f"https://{WEIR}/2012/03/night-2.html",),
    ]
    assert is_the_same_from_its_captures(folder)
    assert "of its own" in problem(take(folder, write(tmp_path / "feed.atom", feed(3)), host=WEIR))


@pytest.mark.feature("A2")
def test_a_takeout_without_an_address_keeps_the_paths(folder: DataFolder, tmp_path: Path) -> None:
    big_exports.write_takeout(tmp_path / "feed.atom", 300)
    take(folder, tmp_path / "feed.atom")
    assert rows(folder, "select url, path from post order by path") == [
        (None, f"/2012/03/night-{number}.html") for number in range(3)
    ]


@pytest.mark.feature("A2")
def test_an_address_may_be_given_and_corrected_later(folder: DataFolder, tmp_path: Path) -> None:
    path = write(tmp_path / "feed.atom", feed())
    take(folder, path)
    for host in ("zebra.example", WEIR):
        take(folder, path, day=1, host=host)
        assert hosts(folder) == [host]
        assert rows(folder, "select url from post") == [(f"https://{host}/2012/03/night-0.html",)]
    assert rows(folder, "select count(*) from pending") == [(1,)]
    assert rows(folder, "select count(*) from revision") == [(0,)]
    before = dump(folder)
    assert (take(folder, path, day=2, host=WEIR).changed, dump(folder)) == (0, before)
    assert is_the_same_from_its_captures(folder)


@pytest.mark.feature("A2")
def test_an_address_that_the_blog_itself_shows_is_not_corrected(folder: DataFolder, tmp_path: Path) -> None:
    path = write(tmp_path / "feed.atom", feed())
    take(folder, path, write(tmp_path / "page", page(100, address=f"https://{WEIR}/2012/03/night-0.html", blog="470")))
    assert hosts(folder) == [WEIR]
    assert f"of the blog at {WEIR}" in problem(take(folder, path, host=FERRY))
    assert hosts(folder) == [WEIR]


@pytest.mark.feature("A2")
@pytest.mark.parametrize("home", [f"http://{WEIR}", "http://127.0.0.1:8003"])
def test_a_takeout_keeps_the_address_under_which_its_blog_was_seen(
    folder: DataFolder, tmp_path: Path, home: str
) -> None:
    here = f"{home}/2012/03/night-0.html"
    (tmp_path / "crawl.warc.gz").write_bytes(warc([Seen(here, page(100, address=here, blog="470").encode())]))
    take(folder, tmp_path / "crawl.warc.gz")
    path = write(tmp_path / "feed.atom", feed())
    for given_host in ("", home, home.partition("//")[2]):
        assert problem(take(folder, path, host=given_host)) == ""
        assert rows(folder, "select url from post") == [(canonical_url(here),)]
    assert is_the_same_from_its_captures(folder)


@pytest.mark.feature("A2")
def test_two_that_turn_out_to_be_one_blog_become_one(folder: DataFolder, tmp_path: Path) -> None:
    path = write(tmp_path / "feed.atom", feed())
    other = write(tmp_path / "page", page(7, address=f"https://{WEIR}/2012/03/other.html"))
    take(folder, write(tmp_path / "first", page(1, address=f"https://{FERRY}/2012/03/a.html", blog="1")), path, other)
    assert hosts(folder) == [FERRY, "blog-470", WEIR]
    take(folder, path, host=WEIR)
    assert hosts(folder) == [FERRY, WEIR]
    assert rows(folder, "select id, site_id from post order by id") == [("1", 1), ("100", 2), ("7", 2)]
    assert is_the_same_from_its_captures(folder)


# text out of Chromium

COPIED = """Monday 3 June 2019
Who Oils the Sluice?
A question from the upper gate.

3 comments:

Brass Lamp4 June 2019 at 00:30
Not me.

The can leaks.

ReplyDelete
Replies
Anonymous4 June 2019 at 00:41
It does.

Delete
Ferryman4 June 2019 at 01:00
Me neither.

ReplyDelete
"""


@pytest.mark.feature("H5")
@pytest.mark.parametrize("apart", [False, True], ids=["byline in one line", "name and time apart"])
def test_text_that_does_not_show_where_comments_begin_is_refused(
    folder: DataFolder, tmp_path: Path, apart: bool
) -> None:
    text = COPIED.replace("4 June", "\n4 June") if apart else COPIED
    before = dump(folder)
    assert "save the page itself" in problem(take(folder, write(tmp_path / "copied.txt", text)))
    assert dump(folder) == before


# files and folders


@pytest.mark.feature("H13")
def test_a_folder_that_is_empty_or_closed_is_said_so(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty" / ".hidden").mkdir(parents=True)
    result = say(folder, tmp_path / "empty")
    assert (result.exit_code, "holds no file to import" in result.stdout) == (1, True)
    write(tmp_path / "empty" / "page.html", page(address=f"https://{WEIR}/2012/03/night.html"))
    closed = tmp_path / "empty" / "closed"
    closed.mkdir()
    real_scan, real_list = os.scandir, os.listdir

    # permissions are nothing to who runs tests as root
    monkeypatch.setattr(os, "scandir", lambda path: _closed(path, real_scan))
    monkeypatch.setattr(os, "listdir", lambda path: _closed(path, real_list))
    report = take(folder, tmp_path / "empty")
    assert [(Path(row.path).name, row.problem) for row in report.files if row.problem] == [
        ("closed", "This folder cannot be read: look at its permissions and run this again.")
    ]
    assert (report.posts, report.needs_a_look) == (1, True)


def _closed(path: Any, real: Callable[[Any], Any]) -> Any:
    if Path(path).name == "closed":
        raise PermissionError(13, "Permission denied", str(path))
    return real(path)


@pytest.mark.feature("H13")
def test_a_part_that_was_kept_is_not_called_unread(folder: DataFolder, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    big_exports.write_wxr(path, 300)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    result = say(folder, path, "--partial")
    assert (result.exit_code, "0 files not read" in result.stdout) == (1, True)
    again = CliRunner().invoke(reparse_command, ["--data", str(folder.path)])
    assert (again.exit_code, "1 of them in part" in again.stdout) == (0, True)


@pytest.mark.feature("H13")
def test_a_packed_export_that_breaks_off_is_kept_in_part(folder: DataFolder, tmp_path: Path) -> None:
    big_exports.write_wxr(tmp_path / "export.xml", 3000)
    packed = gzip.compress((tmp_path / "export.xml").read_bytes())
    (tmp_path / "export.xml.gz").write_bytes(packed[: len(packed) // 2])
    (row,) = take(folder, tmp_path / "export.xml.gz", partial=True).files
    assert (row.partial, row.posts > 5) == (True, True)
    before = sorted(dump(folder))
    assert (reparse(folder).problems, sorted(dump(folder))) == ((), before)


@pytest.mark.feature("H13")
def test_partial_says_where_it_does_nothing(folder: DataFolder, tmp_path: Path) -> None:
    whole = page(address=f"https://{WEIR}/2012/03/night.html")
    report = take(folder, write(tmp_path / "page.html", whole[: len(whole) // 2]), partial=True)
    assert problem(report).endswith("--partial found no whole part of it to keep.")
    report = take(folder, write(tmp_path / "page.html", whole[: len(whole) // 2]))
    assert "breaks off" in problem(report)
    assert "--partial" not in problem(report)


@pytest.mark.feature("H16")
def test_saved_pages_beside_an_export_in_a_zip_are_counted(folder: DataFolder, tmp_path: Path) -> None:
    big_exports.write_wxr(tmp_path / "export.xml", 10)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as box:
        box.write(tmp_path / "export.xml", "export.xml")
        for number in (1, 2):
            box.writestr(f"saved/{number}.html", page(number))
    result = say(folder, tmp_path / "all.zip")
    assert "2 saved pages in this zip not read: unpack it" in result.stdout
    # what belongs to a Takeout itself is none
    with zipfile.ZipFile(takeout(tmp_path / "takeout.zip", 1), "a") as box:
        box.writestr("Takeout/archive_browser.html", "<html>")
        box.writestr(f"{BLOGS}/Desk 1/theme-classic.html", "<html>")
    assert take(folder, tmp_path / "takeout.zip").files[0].besides == 0


@pytest.mark.feature("H13")
def test_what_is_left_out_of_the_same_file_twice_is_counted_once(folder: DataFolder, tmp_path: Path) -> None:
    text = feed().replace("</feed>", "<entry>" + feed(1).partition("<entry>")[2].replace("LIVE", "DRAFT"))
    report = take(folder, write(tmp_path / "feed.atom", text), write(tmp_path / "copy.atom", text))
    assert ([row.left_out for row in report.files], report.left_out) == ([{"draft": 1}] * 2, {"draft": 1})


@pytest.mark.feature("H13")
def test_packed_files_and_lists_of_posts_in_a_folder_are_called_what_they_are(
    folder: DataFolder, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write(inbox / "page.html", page(address=f"https://{WEIR}/2012/03/night.html"))
    write(inbox / "label.html", page().partition('<div id="comments"')[0] + "</body></html>")
    (inbox / "pages.rar").write_bytes(b"Rar!\x1a\x07" + bytes(99))
    with zipfile.ZipFile(inbox / "pages.zip", "w") as box:
        box.writestr("1.html", page())
    result = say(folder, inbox)
    assert "1 other file of the folders passed over: no post or feed of a blog" in result.stdout
    assert "2 packed files of the folders not opened: unpack" in result.stdout
    assert "0 files not read" in result.stdout
    assert result.exit_code == 0
    assert "not one post's own page" in problem(take(folder, inbox / "label.html"))


@pytest.mark.feature("H13")
def test_any_page_of_the_web_is_called_no_more_than_it_is(folder: DataFolder, tmp_path: Path) -> None:
    said = problem(take(folder, write(tmp_path / "shop.html", "<html><body><p>Boots.</p></body></html>")))
    assert "shows no sign of Blogger or WordPress" in said


@pytest.mark.feature("H4")
def test_the_shortfall_is_said_in_plain_english(folder: DataFolder, tmp_path: Path) -> None:
    path = write(tmp_path / "page.html", page(address=f"https://{WEIR}/1").replace("1 comment:", "3 comments:"))
    result = say(folder, path)
    assert "1 comment (0 replies); 3 announced, 1 saved" in result.stdout
    assert "2 rows new, 0 changed, 2 announced comments missing" in result.stdout
    # another source of the same post announces nothing
    result = say(folder, write(tmp_path / "other.html", page(address=f"https://{WEIR}/1").replace("1 comment:", "")))
    assert "; 2 comments announced elsewhere not saved" in result.stdout


@pytest.mark.feature("H13")
def test_the_copy_of_an_archive_is_called_one_and_not_looked_into(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder.path, tmp_path / "copies" / "data")
    opened: list[str] = []

    def read_head(path: str) -> bytes:
        opened.append(path)
        return b""

    monkeypatch.setattr(given, "read_head", read_head)
    for where in (tmp_path / "copies", tmp_path / "copies" / "data"):
        assert "open it with --data" in problem(take(folder, where))
    assert {Path(path).name for path in opened} == {"data"}


# other faults


@pytest.mark.feature("H5")
def test_numbers_go_on_behind_pings_between_comments(folder: DataFolder, tmp_path: Path) -> None:
    text = (
        "Monday 3 June 2019\n\nWho Oils?\n\nA question.\n\n3 comments:\n\n  1. Brass Lamp4 June 2019 at 00:30\n\n"
        "    Not me.\n\n    See the ferry's page.\n  3. Ferryman4 June 2019 at 01:00\n\n"
        "    Me neither.\n\n    ReplyDelete\n"
    )
    take(folder, write(tmp_path / "text.txt", text))
    assert rows(folder, "select author from comment order by ordinal") == [("Brass Lamp",), ("Ferryman",)]
