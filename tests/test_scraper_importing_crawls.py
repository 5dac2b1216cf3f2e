"""Importing crawls and mirrored folders: the same rows as from the pages themselves, one blog out of many."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.errors import WrongUse
from archive.folder import DataFolder
from archive.originals import captures
from archive.originals.captures import CaptureRow
from archive.originals.database import open_archive
from scraper import pieces
from scraper.import_command import import_
from scraper.import_report import ImportReport
from scraper.importing import import_paths
from scraper.reparsing import reparse
from scraper.sample_blog.dress import Dress
from tests import crawls
from tests.crawls import FEW, HOME, HOST, TOTAL, Seen, warc
from tests.harvest_runs import assert_captures_are_whole, capture_files, content, dump, new_archive

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return empty(tmp_path / "data")


def empty(path: Path) -> DataFolder:
    made = new_archive(path)
    open_archive(made, create=True).close()
    return made


def take(folder: DataFolder, *paths: Path, now: datetime = NOW, **given: object) -> ImportReport:
    return import_paths(folder, [str(path) for path in paths], now=now, **given)  # type: ignore[arg-type]  # of tests


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def rows(folder: DataFolder) -> list[CaptureRow]:
    with closing(open_archive(folder)) as db:
        return list(captures.iter_captures(db))


@pytest.fixture
def as_pages(tmp_path: Path) -> Callable[[list[Seen]], DataFolder]:
    """Return what makes an archive from the bodies of answers, saved as files."""

    def make(seen: list[Seen]) -> DataFolder:
        made = empty(tmp_path / "from-pages")
        for number, each in enumerate(seen):
            write(tmp_path / "saved" / f"{number:02}", each.body)
        take(made, tmp_path / "saved")
        return made

    return make


def a_warc(path: Path, data: bytes) -> Path:
    return write(path / "crawl.warc.gz", data)


def a_wacz(path: Path, data: bytes) -> Path:
    return write(path / "crawl.wacz", crawls.wacz({"data.warc.gz": data}))


def an_index(path: Path, data: bytes) -> Path:
    crawl = write(path / "crawl.warc.gz", data)
    return write(path / "index.cdx", crawls.index(crawl))


def an_index_of_lines(path: Path, data: bytes) -> Path:
    crawl = write(path / "archive" / "crawl.warc.gz", data)
    return write(path / "indexes" / "index.cdxj", crawls.index(crawl, json_lines=True))


@pytest.mark.feature("H7")
@pytest.mark.feature("H13")
@pytest.mark.parametrize("box", [a_warc, a_wacz, an_index, an_index_of_lines])
@pytest.mark.parametrize("seen", [crawls.pages, crawls.feeds, lambda: [*crawls.feeds(), *crawls.pages()]])
def test_a_crawl_gives_the_rows_of_its_pages(
    folder: DataFolder,
    tmp_path: Path,
    as_pages: Callable[[list[Seen]], DataFolder],
    box: Callable[[Path, bytes], Path],
    seen: Callable[[], list[Seen]],
) -> None:
    found = seen()
    report = take(folder, box(tmp_path / "box", warc([*found, *crawls.others()])))
    (row,) = report.files
    assert (row.problem, row.posts, row.pages) == (None, len(FEW), len(found))
    assert row.records == len(found) + len(crawls.others())
    assert row.comments == TOTAL
    assert content(folder) == content(as_pages(found))
    assert_captures_are_whole(folder)


@pytest.mark.feature("H1")
@pytest.mark.feature("H11")
def test_each_page_of_a_crawl_is_a_capture_of_its_own_time(folder: DataFolder, tmp_path: Path) -> None:
    page = crawls.pages(FEW[:1])[0]
    take(folder, a_warc(tmp_path, warc([replace(page, packing="gzip")])))
    (row,) = rows(folder)
    assert (row.kind, row.url, row.status, row.content_type) == ("http", page.url, 200, page.type)
    assert (row.fetched_at, row.format) == ("2020-02-03T04:05:06.000Z", "Blogger page")
    assert captures.read_capture(folder, row) == page.body
    with closing(open_archive(folder)) as db:
        assert {row["fetched_at"] for row in db["comment"].rows} == {"2020-02-03T04:05:06.000Z"}


@pytest.mark.feature("H15")
@pytest.mark.parametrize("packed", [True, False])
def test_the_same_crawl_again_writes_no_row(folder: DataFolder, tmp_path: Path, packed: bool) -> None:
    older = [
        replace(page, date="2019-01-01T00:00:00Z", body=page.body.replace(b" the ", b" a ")) for page in crawls.pages()
    ]
    path = a_warc(tmp_path, warc([*older, *crawls.pages(), *crawls.feeds()], packed=packed))
    first = take(folder, path)
    before, stored = dump(folder), capture_files(folder)
    again = take(folder, path.rename(tmp_path / "renamed"), now=NOW + timedelta(days=1))
    assert (dump(folder), capture_files(folder)) == (before, stored)
    assert (again.new, again.changed, again.comments) == (0, 0, first.comments)
    assert first.new > 0


@pytest.mark.feature("H8")
def test_the_order_of_two_crawls_does_not_matter_and_the_later_one_wins(tmp_path: Path) -> None:
    word = FEW[0].comments[0].text.split()[0].encode()
    old = [replace(page, body=page.body.replace(word, b"Formerly")) for page in crawls.pages()]
    paths = [
        write(tmp_path / "old.warc", warc(old, packed=False)),
        write(tmp_path / "new.warc.gz", warc(crawls.pages(date="2021-01-01T00:00:00Z"))),
    ]
    found = []
    for number, order in enumerate((paths, paths[::-1])):
        made = empty(tmp_path / f"order{number}")
        take(made, *order)
        found.append({name: kept for name, kept in content(made).items() if name != "revision"})
    assert found[0] == found[1]
    assert all("Formerly" not in str(row) for row in found[0]["comment"])


@pytest.mark.feature("H13")
def test_one_blog_is_taken_out_of_a_crawl_of_many(folder: DataFolder, tmp_path: Path) -> None:
    other = crawls.pages(home="https://boats.blogspot.com")
    path = a_warc(tmp_path, warc([*crawls.pages(FEW[:1]), *other, *crawls.others()]))
    report = take(folder, path, host="www.weir-desk.blogspot.co.uk", dry_run=True)
    assert (report.files[0].pages, report.posts) == (1, 1)
    take(folder, path, host=f"http://{HOST}/2014/")
    with closing(open_archive(folder)) as db:
        assert [row["host"] for row in db["site"].rows] == [HOST]
        assert {row["url"] for row in db["capture"].rows} == {HOME + FEW[0].path}
    with pytest.raises(WrongUse, match="not the address of a blog"):
        take(folder, path, host="not a host")


@pytest.mark.feature("H13")
def test_a_crawl_without_a_blog_is_one_clear_sentence(folder: DataFolder, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    a_warc(inbox, warc(crawls.others()))
    a_wacz(inbox, warc(crawls.others()))
    an_index(inbox, warc(crawls.others()))
    before = dump(folder)
    report = take(folder, inbox)
    assert [str(row.problem).partition(":")[0] for row in report.files] == ["Not recognised"] * 3
    assert all("among its 7 records" in str(row.problem) for row in report.files)
    no_host = take(folder, a_warc(inbox, warc(crawls.pages())), host="boats.example")
    assert "of boats.example among its 3 records" in str(no_host.files[0].problem)
    assert (dump(folder), capture_files(folder)) == (before, {})


@pytest.mark.shared
@pytest.mark.feature("H13")
def test_the_samples_hold_no_blog_and_leave_no_trace(folder: DataFolder, shared: Path) -> None:
    before = dump(folder)
    report = take(folder, shared / "realdata" / "warc")
    assert [row.posts for row in report.files] == [0] * 5
    assert all("a crawl without any page or feed of a blog" in str(row.problem) for row in report.files)
    assert (dump(folder), capture_files(folder)) == (before, {})


@pytest.mark.feature("H2")
@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_that_breaks_off_is_refused_whole_or_kept_in_part(
    folder: DataFolder, tmp_path: Path, packed: bool
) -> None:
    data = warc(crawls.pages(), packed=packed)
    path = a_warc(tmp_path, data[: -len(data) // 6])
    take(folder, write(tmp_path / "first.warc.gz", warc(crawls.feeds()[:1])))
    before, stored = dump(folder), capture_files(folder)
    refused = take(folder, path)
    assert "breaks off after 2 of its records" in str(refused.files[0].problem)
    assert (dump(folder), capture_files(folder)) == (before, stored)
    (kept,) = take(folder, path, partial=True).files
    assert (kept.partial, kept.pages, kept.posts) == (True, 2, 2)
    assert "breaks off after 2 of its records" in str(kept.problem)
    assert len(rows(folder)) == 3
    assert_captures_are_whole(folder)


def test_an_index_without_its_crawl_says_so(folder: DataFolder, tmp_path: Path) -> None:
    path = an_index(tmp_path, warc(crawls.pages()))
    (tmp_path / "crawl.warc.gz").unlink()
    (row,) = take(folder, path).files
    assert "names 1 WARC file that does not lie beside it" in str(row.problem)
    assert rows(folder) == []


def test_an_index_that_leads_to_the_wrong_places_is_refused(folder: DataFolder, tmp_path: Path) -> None:
    path = an_index(tmp_path, warc(crawls.pages()))
    write(tmp_path / "crawl.warc.gz", warc([*crawls.others(), *crawls.pages()]))
    (row,) = take(folder, path).files
    assert "There is no WARC record" in str(row.problem)
    assert (rows(folder), capture_files(folder)) == ([], {})


def test_one_page_that_contradicts_the_archive_does_not_hold_up_the_others(folder: DataFolder, tmp_path: Path) -> None:
    good, other = crawls.pages(FEW[:2])
    wrong = replace(other, body=other.body.replace(FEW[1].id.encode(), FEW[0].comment_id(1).encode()))
    assert wrong != other
    path = a_warc(tmp_path, warc([good, wrong]))
    report = take(folder, path)
    assert (report.files[0].pages, report.files[0].unreadable, report.posts) == (1, 1, 1)
    assert report.needs_a_look
    assert [(row.format, row.problem is None) for row in rows(folder)] == [("Blogger page", True), (None, False)]
    before = dump(folder)
    take(folder, path)
    assert dump(folder) == before


def test_a_page_that_breaks_off_is_counted_and_left(folder: DataFolder, tmp_path: Path) -> None:
    good, other = crawls.pages(FEW[:2])
    cut = replace(other, body=other.body[: other.body.index(b"comment-thread") + 500])
    (row,) = take(folder, a_warc(tmp_path, warc([good, cut]))).files
    assert (row.pages, row.unreadable) == (1, 1)
    assert len(rows(folder)) == 1


@pytest.mark.feature("H10")
def test_what_the_stop_list_names_is_not_taken(folder: DataFolder, tmp_path: Path) -> None:
    stop(folder, HOME + FEW[0].path)
    report = take(folder, a_warc(tmp_path, warc([*crawls.pages(FEW[:2]), *crawls.feeds()])))
    assert (report.posts, report.left_out) == (len(FEW) - 1, {"stopped": 1})
    with closing(open_archive(folder)) as db:
        assert FEW[0].id not in {row["id"] for row in db["post"].rows}
        assert HOME + FEW[0].path not in {row["url"] for row in db["capture"].rows}


def stop(folder: DataFolder, line: str) -> None:
    text = folder.settings_file.read_text(encoding="utf-8")
    assert "\nstop = []\n" in text
    folder.settings_file.write_text(text.replace("\nstop = []\n", f'\nstop = ["{line}"]\n'), encoding="utf-8")


@pytest.mark.feature("H1")
def test_a_reparse_gives_the_rows_of_the_crawl_again(folder: DataFolder, tmp_path: Path) -> None:
    mobile = [replace(page, url=page.url + "?m=1", kind="revisit", same_as=page.url) for page in crawls.pages()]
    take(folder, a_warc(tmp_path, warc([*crawls.pages(), *mobile, *crawls.feeds()])))
    assert len(rows(folder)) == 2 * len(FEW) + len(crawls.feeds())
    before = dump(folder)
    assert reparse(folder).problems == ()
    assert sorted(dump(folder)) == sorted(before)


@pytest.mark.feature("H7")
def test_the_captures_of_one_archive_are_a_crawl_for_another(folder: DataFolder, tmp_path: Path) -> None:
    take(folder, a_warc(tmp_path, warc([*crawls.pages(), *crawls.feeds()])))
    other = empty(tmp_path / "other")
    report = take(other, *folder.captures.iterdir())
    assert (report.posts, report.comments, report.problems) == (len(FEW), TOTAL, 0)
    assert content(other) == content(folder)
    assert [(row.url, row.fetched_at, row.sha256) for row in rows(other)] == [
        (row.url, row.fetched_at, row.sha256) for row in rows(folder)
    ]


def test_an_index_over_many_crawls_keeps_few_of_them_open(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_MOST_OPEN", 2)
    lines = b""
    for number, page in enumerate(crawls.pages() * 2):
        path = write(tmp_path / f"{number}.warc.gz", warc([page]))
        lines += crawls.index(path, json_lines=True)
    report = take(folder, write(tmp_path / "index.cdxj", lines))
    assert (report.posts, report.files[0].pages) == (len(FEW), 2 * len(FEW))


def test_the_command_counts_the_records_of_a_crawl(folder: DataFolder, tmp_path: Path) -> None:
    path = a_warc(tmp_path, warc([*crawls.pages(FEW[:1]), *crawls.others()]))
    result = CliRunner().invoke(import_, [str(path), "--data", str(folder.path)])
    comments = len(FEW[0].comments)
    assert f": WARC, 8 records, 1 of a blog, 1 post, {comments} comments" in result.stdout
    assert result.exit_code == 0
    result = CliRunner().invoke(import_, [str(path), "--data", str(folder.path), "--json"])
    (row,) = json.loads(result.stdout)["files"]
    assert (row["format"], row["records"], row["pages"], row["unreadable"]) == ("WARC", 8, 1, 0)


# mirrored folders


def relative(page: str) -> str:
    """Return a page as a mirror rewrites it: no link names the blog any more, the canonical one neither."""
    return page.replace(f"{HOME}/", "../../").replace(HOME, "../../index.html")


def mirrored(folder: Path, *, comment: bool = False, canonical: bool = False) -> Path:
    """Write a mirror of the sample blog's pages, with a list of posts, pictures and scripts."""
    dress = Dress(FEW, HOME)
    for post in dress.posts:
        page = dress.post_page(post) if canonical else relative(dress.post_page(post))
        for query in ("", "?m=1", "%3FshowComment=1577.html"):
            address = f"{HOST}{post.path}{query}".replace("%3F", "?").removesuffix(".html" if "%3F" in query else "")
            stamp = f"<!-- Mirrored from {address} by HTTrack Website Copier/3.x [X], Thu, 01 Jan 2015 00:00:00 GMT -->"
            text = page.replace("<head>", f"{stamp}\n<head>", 1) if comment else page
            write(folder / f"{post.path.lstrip('/')}{query}", text.encode())
    write(folder / "index.html", relative(dress.list_page("Home", FEW)).encode())
    write(folder / "style.css", b"body { color: red }")
    for number in range(30):
        write(folder / "pictures" / f"{number}.png", b"\x89PNG\r\n\x1a\n\x00\x00" + bytes([number]))
    return folder


@pytest.mark.feature("H7")
@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("path", "comment", "canonical"),
    [(HOST, False, False), ("copies/" + HOST, False, False), ("site", True, False), ("plain copy", False, True)],
    ids=["named like the host", "below a folder", "HTTrack", "no host, canonical links"],
)
def test_a_mirror_gives_the_rows_of_its_pages(
    folder: DataFolder,
    tmp_path: Path,
    as_pages: Callable[[list[Seen]], DataFolder],
    path: str,
    comment: bool,
    canonical: bool,
) -> None:
    where = mirrored(tmp_path / "mirror" / path, comment=comment, canonical=canonical)
    report = take(folder, where if path != "copies/" + HOST else where.parent)
    assert (report.posts, report.comments, report.problems) == (len(FEW), TOTAL, 0)
    # the list of posts, the style sheet and the pictures
    assert report.passed_over == 32
    assert {name: kept for name, kept in content(folder).items() if name != "site"} == {
        name: kept for name, kept in content(as_pages(crawls.pages())).items() if name != "site"
    }
    for row in rows(folder):
        assert row.kind == "file"
        assert row.url.removeprefix("http://").removeprefix("https://").startswith(HOST + "/20")
    if comment:
        assert {row.fetched_at for row in rows(folder)} == {"2015-01-01T00:00:00.000Z"}
    before = dump(folder)
    reparse(folder)
    assert sorted(dump(folder)) == sorted(before)


def test_a_folder_without_any_page_is_named_once(folder: DataFolder, tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path / "pictures" / f"{number}.png", b"\x89PNG\r\n\x1a\n\x00\x00")
    report = take(folder, tmp_path / "pictures")
    ((path, problem),) = ((row.path, row.problem) for row in report.files)
    assert path == str(tmp_path / "pictures")
    assert "among the 4 files of this folder" in str(problem)


def test_the_command_has_a_line_for_each_page_and_one_for_the_rest(folder: DataFolder, tmp_path: Path) -> None:
    mirrored(tmp_path / HOST)
    result = CliRunner().invoke(import_, [str(tmp_path / HOST), "--data", str(folder.path)])
    lines = result.stdout.splitlines()
    assert len(lines) == 3 * len(FEW) + 2
    assert lines[-2].startswith("32 other files of the folders passed over")


def test_many_unknown_pages_of_a_folder_are_not_listed_one_by_one(folder: DataFolder, tmp_path: Path) -> None:
    for number in range(25):
        write(tmp_path / "pages" / f"{number:02}.html", b"<html><body><p>A shop for boots.</p></body></html>")
    result = CliRunner().invoke(import_, [str(tmp_path / "pages"), "--data", str(folder.path)])
    assert "5 more files were not read: --json lists them" in result.stdout
    assert result.stdout.count("Not recognised") == 20
    # said once
    assert result.stdout.count("this version reads") == 1
    assert result.exit_code == 1


def test_the_archives_own_folder_is_not_imported_into_itself(folder: DataFolder, tmp_path: Path) -> None:
    write(tmp_path / "page.html", crawls.pages(FEW[:1])[0].body)
    assert [Path(row.path).name for row in take(folder, tmp_path).files] == ["page.html"]
    assert [Path(row.path).name for row in take(folder, tmp_path).files] == ["page.html"]
