"""`threadkeep harvest` over real HTTP: what it brings, what it asks for, and what a kill at any moment leaves."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy.http import Response

from archive.errors import ArchiveError, WrongUse
from archive.folder import DataFolder
from archive.moderation import findings
from archive.originals import captures, store
from archive.originals.database import open_archive
from scraper import progress
from scraper.addresses import blog_address, is_loopback
from scraper.answers import as_fetched
from scraper.harvest_command import with_contact
from scraper.harvesting import HarvestReport, PostShortfall, _why_nothing, harvest
from scraper.progress import progress_line
from scraper.sample_blog import SamplePost, load_content, server
from scraper.sample_blog.server import Answer
from scraper.session import HarvestSession
from scraper.tally import Tally
from scraper.writer_lock import writer_lock
from tests.harvest_runs import (
    KillAt,
    WatchedBlog,
    assert_captures_are_whole,
    capture_files,
    content,
    copy_archive,
    dump,
    new_archive,
    run,
    signal_at,
    start,
)

POSTS = load_content()
FEW = sorted(POSTS, key=lambda post: len(post.comments))[:3]


@pytest.fixture(scope="module")
def served() -> Iterator[WatchedBlog]:
    with WatchedBlog(FEW) as blog:
        yield blog


@pytest.fixture
def blog(served: WatchedBlog) -> Iterator[WatchedBlog]:
    """Return a small blog, whatever the test does to it; its port is the same for all tests."""
    yield served
    served.forget()
    served.posts, served.on_answer = list(FEW), lambda number: None
    served.faults.clear()
    served.instead.clear()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return new_archive(tmp_path / "archive")


def arguments(folder: DataFolder, url: str, *more: str) -> list[str]:
    return ["harvest", url, "--json", "--data", str(folder.path), *more]


Undisturbed = tuple[dict[str, list[tuple[object, ...]]], int]


# a whole harvest


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WatchedBlog, DataFolder, dict[str, object]]]:
    """Return the whole sample blog, an archive of it, and what `python -m archive harvest --json` printed."""
    folder = new_archive(tmp_path_factory.mktemp("whole") / "archive")
    with WatchedBlog() as blog:
        ended = subprocess.run(
            [sys.executable, "-m", "archive", *arguments(folder, blog.url)], capture_output=True, text=True, check=False
        )
        assert (ended.returncode, ended.stderr) == (1, "")
        yield blog, folder, json.loads(ended.stdout)


@pytest.mark.feature("H14")
def test_the_totals_are_those_of_the_blog(whole: tuple[WatchedBlog, DataFolder, dict[str, object]]) -> None:
    blog, _, report = whole
    comments = [comment for post in POSTS for comment in post.comments]
    assert {name: report[name] for name in ("posts", "comments", "replies", "declared", "shortfall")} == {
        "posts": len(POSTS),
        "comments": len(comments),
        "replies": sum(comment.reply_to is not None for comment in comments),
        "declared": len(comments) + 1,
        "shortfall": 1,
    }
    assert {name: report[name] for name in ("new", "changed", "not_modified", "failed", "unfinished", "problems")} == {
        "new": len(POSTS) + len(comments),
        "changed": 0,
        "not_modified": 0,
        "failed": 0,
        "unfinished": 0,
        "problems": 0,
    }
    assert report["requests"] == blog.answers.total()
    assert report["dry_run"] is False


@pytest.mark.feature("H4")
def test_a_post_that_declares_too_many_is_listed(whole: tuple[WatchedBlog, DataFolder, dict[str, object]]) -> None:
    (post,) = [post for post in POSTS if post.declared_extra]
    _, folder, report = whole
    row = {"post_id": post.id, "path": post.path, "declared": post.declared, "found": len(post.comments), "missing": 1}
    assert report["shortfalls"] == [row]
    with closing(open_archive(folder)) as db:
        assert [row.post_id for row in store.iter_shortfalls(db)] == [post.id]


@pytest.mark.feature("H10")
def test_no_address_is_asked_for_twice_and_none_under_search(
    whole: tuple[WatchedBlog, DataFolder, dict[str, object]],
) -> None:
    blog, _, _ = whole
    assert set(blog.requests.values()) == {1}
    assert not [target for target in blog.requests if target.startswith("/search")]
    assert next(iter(blog.requests)) == "/robots.txt"
    assert set(blog.answers) == {200}


@pytest.mark.feature("H11")
def test_the_rows_are_the_blog(whole: tuple[WatchedBlog, DataFolder, dict[str, object]]) -> None:
    _, folder, _ = whole
    with closing(open_archive(folder)) as db:
        found = {post.id: store.get_comments(db, post.id) for post in store.iter_posts(db)}
        for post in POSTS:
            rows = {row.id: row for row in found[post.id]}
            assert len(rows) == len(post.comments)
            for comment in post.comments:
                row = rows[post.comment_id(comment.n)]
                assert row.parent_id == (post.comment_id(comment.reply_to) if comment.reply_to else None)
                assert row.is_owner == (comment.kind == "owner")
                assert row.published_utc == f"{comment.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"
                assert row.state == ("removed_by_admin" if comment.removed else "live")
                capture = captures.get_capture(db, row.capture_id)
                assert (row.parser_version, row.fetched_at) == (capture.parser_version, capture.fetched_at)
                assert capture.format in ("Blogger page", "Blogger comments feed")


@pytest.mark.feature("H1")
def test_every_answer_is_a_capture_that_any_warc_reader_reads(
    whole: tuple[WatchedBlog, DataFolder, dict[str, object]],
) -> None:
    blog, folder, _ = whole
    assert_captures_are_whole(folder)
    with closing(open_archive(folder)) as db:
        rows = list(captures.iter_captures(db))
    assert {row.url for row in rows} == {blog.url + target for target in blog.requests}
    assert Counter(row.format for row in rows) == {
        "Blogger page": len(POSTS),
        "Blogger comments feed": len(POSTS),
        # of posts and of static pages
        "Blogger posts feed": 2,
        None: len(rows) - 2 * len(POSTS) - 2,
    }
    assert folder.captures.stat().st_mode & 0o077 == 0


@pytest.mark.feature("H15")
@pytest.mark.feature("H10")
def test_a_second_harvest_asks_conditionally_and_writes_nothing(
    whole: tuple[WatchedBlog, DataFolder, dict[str, object]], tmp_path: Path
) -> None:
    blog, folder, first = whole
    before, files, asked = dump(folder), capture_files(folder), set(blog.requests)
    blog.forget()
    second = run(arguments(folder, blog.url), tmp_path)
    assert (second.code, second.err) == (1, "")
    assert dump(folder) == before
    assert capture_files(folder) == files
    assert set(blog.requests) == asked
    assert blog.conditional == blog.answers.total() == blog.answers[304]
    assert second.json == {**first, "new": 0, "not_modified": first["requests"]}


# what changes between two harvests


@pytest.mark.feature("H8")
def test_an_edit_becomes_a_revision_and_new_comments_come_in(
    blog: WatchedBlog, folder: DataFolder, tmp_path: Path
) -> None:
    post = FEW[0]
    assert run(arguments(folder, blog.url), tmp_path).code == 0
    edited = replace(post.comments[0], text="The gauge board is gone. I looked twice.")
    late = replace(
        post.comments[0], n=99, text="Late to the gauge.", published=datetime(2019, 5, 6, 7, 8, 9, tzinfo=UTC)
    )
    blog.posts[blog.posts.index(post)] = replace(post, comments=(edited, *post.comments[1:], late))
    blog.forget()
    report = run(arguments(folder, blog.url), tmp_path).json
    # the comment and the post's announced count
    assert (report["new"], report["changed"]) == (1, 2)
    assert blog.answers[200] < blog.answers[304]
    with closing(open_archive(folder)) as db:
        rows = {row.id: row.text.reveal().text for row in store.get_comments(db, post.id)}
        assert rows[post.comment_id(1)] == edited.text
        assert rows[post.comment_id(99)] == late.text
        kept = [each for each in store.iter_revisions(db, post.comment_id(1)) if each.text]
        assert {each.source.value for each in kept} == {"page", "feed"}
        assert all(each.text is not None and each.text.reveal().text != edited.text for each in kept)
    again = dump(folder)
    assert run(arguments(folder, blog.url), tmp_path).json["changed"] == 0
    assert dump(folder) == again


@pytest.mark.feature("H8")
def test_a_removal_at_the_source_is_followed_and_the_words_are_kept(
    blog: WatchedBlog, folder: DataFolder, tmp_path: Path
) -> None:
    post = FEW[1]
    run(arguments(folder, blog.url), tmp_path)
    gone = replace(post.comments[0], removed="author")
    blog.posts[blog.posts.index(post)] = replace(post, comments=(gone, *post.comments[1:]))
    assert run(arguments(folder, blog.url), tmp_path).json["changed"] == 1
    with closing(open_archive(folder)) as db:
        (row,) = [row for row in store.get_comments(db, post.id) if row.id == post.comment_id(1)]
        assert row.state == "removed_by_author"
        assert [each for each in store.iter_revisions(db, row.id) if each.text]


def test_a_host_without_validators_still_costs_no_row(blog: WatchedBlog, folder: DataFolder, tmp_path: Path) -> None:
    real = blog.answer

    def bare(target: str, headers: object) -> object:
        return replace(real(target, {}), headers={})

    blog.answer = bare  # type: ignore[method-assign,assignment]  # a host that knows no ETag
    run(arguments(folder, blog.url), tmp_path)
    before, files = dump(folder), capture_files(folder)
    report = run(arguments(folder, blog.url), tmp_path).json
    assert (report["new"], report["changed"], report["not_modified"]) == (0, 0, 0)
    assert dump(folder) == before
    assert capture_files(folder) == files


# options


@pytest.mark.feature("H14")
def test_a_limit_takes_the_newest_posts_alone(tmp_path: Path) -> None:
    with WatchedBlog() as blog:
        folder = new_archive(tmp_path / "archive")
        report = run(arguments(folder, blog.url, "--limit", "2"), tmp_path).json
        assert (report["posts"], report["unfinished"], report["failed"]) == (2, 0, 0)
        assert report["comments"] == sum(len(post.comments) for post in POSTS[-2:])
        # robots.txt, home, the feed, and page and feed of each post
        assert report["requests"] == 7
        with closing(open_archive(folder)) as db:
            assert {post.id for post in store.iter_posts(db)} == {post.id for post in POSTS[-2:]}


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the blog's feeds give five entries at most, whatever is asked."""
    monkeypatch.setattr(server, "FEED_CAP", 5)
    return 5


@pytest.mark.feature("H6")
@pytest.mark.usefixtures("short_pages")
def test_a_limit_past_one_page_of_the_feed_asks_for_the_rest(tmp_path: Path) -> None:
    with WatchedBlog(many_posts(20)) as blog:
        folder = new_archive(tmp_path / "archive")
        report = run(arguments(folder, blog.url, "--limit", "7"), tmp_path).json
        assert (report["posts"], report["unfinished"], report["failed"]) == (7, 0, 0)
        feeds = [target for target in blog.requests if target.startswith("/feeds/posts")]
        assert [parse_qs(urlsplit(target).query).get("start-index") for target in feeds] == [None, ["6"]]


@pytest.mark.feature("H6")
@pytest.mark.usefixtures("short_pages")
@pytest.mark.parametrize("at_once", [1, 2, 7])
def test_posts_past_the_cap_and_comments_past_a_page_all_come(tmp_path: Path, at_once: int) -> None:
    one = POSTS[0].comments[0]
    times = [POSTS[0].published + timedelta(minutes=1 + n // at_once) for n in range(23)]
    thread = tuple(replace(one, n=n + 1, published=time, reply_to=None) for n, time in enumerate(times))
    posts = [*many_posts(12), replace(POSTS[0], slug="a-long-thread", comments=thread)]
    with WatchedBlog(posts) as blog:
        # only the feeds lead to posts
        blog.instead |= {path: Answer(404, "text/html") for path in ("/", "/sitemap.xml")}
        folder = new_archive(tmp_path / "archive")
        ended = run(arguments(folder, blog.url), tmp_path)
        assert [ended.json[name] for name in ("posts", "comments", "shortfall", "failed")] == [13, 23, 0, 0]
        with closing(open_archive(folder)) as db:
            rows = db.execute("select count(*) from reading where source = 'feed' and is_comment").fetchone()
        assert rows == (23,)
        assert any("published-min" in target for target in blog.requests)


def many_posts(number: int) -> list[SamplePost]:
    base = replace(POSTS[0], comments=(), body="<p>Short.</p>")
    return [replace(base, slug=f"n{n}", published=base.published + timedelta(hours=n)) for n in range(number)]


@pytest.mark.feature("H12")
def test_a_dry_run_says_what_would_come_and_changes_nothing(
    blog: WatchedBlog, folder: DataFolder, tmp_path: Path
) -> None:
    open_archive(folder, create=True).close()
    database = folder.archive_db.read_bytes()
    ended = run(arguments(folder, blog.url, "--dry-run"), tmp_path)
    total = sum(len(post.comments) for post in FEW)
    assert (ended.code, ended.json["dry_run"], ended.json["new"]) == (0, True, total + len(FEW))
    assert (folder.archive_db.read_bytes(), capture_files(folder)) == (database, {})
    said = run(["harvest", blog.url, "--dry-run", "--data", str(folder.path)], tmp_path)
    assert f"{total + len(FEW)} rows would be new, 0 changed." in said.out
    assert said.err == ""


@pytest.mark.feature("H12")
def test_a_dry_run_over_an_archive_says_what_changed_and_what_is_missing(
    blog: WatchedBlog, folder: DataFolder, tmp_path: Path
) -> None:
    run(arguments(folder, blog.url), tmp_path)
    database, files = folder.archive_db.read_bytes(), capture_files(folder)
    post = blog.posts[0]
    blog.posts[0] = replace(post, title="Another title", declared_extra=3, comments=post.comments)
    ended = run(arguments(folder, blog.url, "--dry-run"), tmp_path)
    assert ended.code == 1
    assert (ended.json["new"], ended.json["changed"], ended.json["shortfall"]) == (0, 1, 3)
    assert (folder.archive_db.read_bytes(), capture_files(folder)) == (database, files)
    assert not list(folder.path.glob(".dry-run-*"))


@pytest.mark.feature("H12")
def test_a_dry_run_after_a_kill_leaves_the_journal_alone(blog: WatchedBlog, folder: DataFolder, tmp_path: Path) -> None:
    kill: KillAt = ("scraper.session", "HarvestSession._commit", 1, False)
    assert start(arguments(folder, blog.url), tmp_path, kill_at=kill).end().code == -signal.SIGKILL
    before = {path: path.read_bytes() for path in (folder.archive_db, folder.path / "archive.db-wal")}
    assert run(arguments(folder, blog.url, "--dry-run"), tmp_path).code == 0
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.feature("H14")
def test_people_get_a_summary_and_problems_on_standard_error(folder: DataFolder, tmp_path: Path) -> None:
    (short,) = [post for post in POSTS if post.declared_extra]
    with WatchedBlog([short]) as blog:
        blog.faults["/sitemap.xml"] = [(500, {})] * 5
        ended = run(["harvest", blog.url, "--data", str(folder.path)], tmp_path)
    found = len(short.comments)
    assert ended.code == 1
    assert f"Posts 1, comments {found}" in ended.out
    assert ended.out.splitlines()[-1].split() == [str(found + 1), str(found), "1", short.path]
    assert ended.err == f"Look at: {blog.url}/sitemap.xml: answered 500\n"


@pytest.mark.feature("H14")
def test_of_many_problems_the_first_are_named(blog: WatchedBlog, folder: DataFolder, tmp_path: Path) -> None:
    links = "".join(f"<url><loc>{blog.url}/2018/07/no-{n}.html</loc></url>" for n in range(25))
    blog.instead["/sitemap.xml"] = Answer(200, "application/xml", f"<urlset>{links}</urlset>".encode())
    ended = run(["harvest", blog.url, "--data", str(folder.path)], tmp_path)
    assert (ended.code, ended.err.count("Look at: ")) == (1, 20)
    assert ended.err.endswith("And 5 more: --json lists them all.\n")


@pytest.mark.feature("H14")
def test_progress_is_shown_on_a_terminal_alone(blog: WatchedBlog, folder: DataFolder) -> None:
    watching, terminal = pty.openpty()
    with closing(os.fdopen(watching, "rb", buffering=0)) as shown:
        ended = subprocess.run(
            [sys.executable, "-m", "archive", *arguments(folder, blog.url)],
            stdout=subprocess.PIPE,
            stderr=terminal,
            check=True,
        )
        os.close(terminal)
        seen = b""
        try:
            while piece := shown.read(4096):
                seen += piece
        except OSError:
            pass  # how a terminal says that its other end is closed
    assert json.loads(ended.stdout)["posts"] == len(FEW)
    assert f"{len(FEW)} of {len(FEW)} posts" in seen.decode()
    assert "a second" in seen.decode()


@pytest.mark.feature("H14")
def test_where_nobody_watches_a_line_is_said_now_and_then(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.01)

    async def watch(shown: progress.Progress) -> None:
        shown.spider_opened()
        while capsys.readouterr().err.count("\n") < 1:
            await asyncio.sleep(0.01)
        shown.spider_closed()

    with closing(open_session(folder)) as session:
        session.tally.known_posts.add("a")
        shown = progress.Progress(session)
        asyncio.run(watch(shown))
        assert shown._line().startswith("0 of 1 posts, 0 of 0 declared comments, 0 of 0 addresses, ")


def test_progress_counts_and_guesses_the_time_left() -> None:
    numbers = {"posts": 0, "known": 9, "comments": 0, "declared": 0, "scheduled": 3, "seconds": 2.0}
    assert progress_line(done=0, **numbers).endswith("0 of 3 addresses, 0.0 a second, time left unknown")  # type: ignore[arg-type]  # seconds alone is a float
    assert progress_line(done=2, **numbers).endswith("2 of 3 addresses, 1.0 a second, about 1 s left")  # type: ignore[arg-type]  # as above
    held_up = progress_line(done=2, waiting=7, **numbers)  # type: ignore[arg-type]  # as above
    assert held_up.endswith("about 1 s left; 7 answers wait until another threadkeep has written")


# who asks, and whom


@pytest.mark.feature("H10")
@pytest.mark.parametrize("more", [[], ["--contact", "  "], ["--contact", "me\nX-Evil: 1"]])
def test_a_foreign_host_is_not_asked_without_a_contact(folder: DataFolder, tmp_path: Path, more: list[str]) -> None:
    before = sorted(folder.path.rglob("*"))
    ended = run(arguments(folder, "https://weir.example", *more), tmp_path)
    assert (ended.code, ended.json["exit_code"]) == (2, 2)
    assert "contact" in ended.err
    assert ended.err.count("\n") == 1
    assert sorted(folder.path.rglob("*")) == before


@pytest.mark.feature("H10")
def test_the_contact_is_asked_for_once_and_kept(folder: DataFolder, tmp_path: Path) -> None:
    settings = folder.settings_file.read_text("utf-8")
    answers = harvest_on_a_terminal(folder, "jo@weir.example\n")
    assert "How can the blog's owner reach you" in answers
    assert "asked as jo@weir.example" in answers
    head, found, tail = settings.partition("[harvest]")
    kept = tail.replace('contact = ""', 'contact = "jo@weir.example"', 1)
    assert folder.settings_file.read_text("utf-8") == head + found + kept
    assert folder.load_settings().harvest_contact == "jo@weir.example"
    again = harvest_on_a_terminal(folder, "")
    assert "How can" not in again
    assert "asked as jo@weir.example" in again


def test_a_contact_that_is_no_line_of_text_is_not_kept(folder: DataFolder) -> None:
    before = folder.settings_file.read_bytes()
    assert "must be an e-mail address" in harvest_on_a_terminal(folder, "jo\u200b@weir.example\n")
    assert folder.settings_file.read_bytes() == before


_ASKING = """
import sys
from archive.cli import main
from archive.errors import ArchiveError
import scraper.harvesting
def nothing_goes_out(folder, url, *, contact, **options):
    raise ArchiveError(f"asked as {contact}")
scraper.harvesting.harvest = nothing_goes_out
main(["harvest", "https://weir.example", "--data", sys.argv[1]])
"""


def harvest_on_a_terminal(folder: DataFolder, typed: str) -> str:
    """Return what is shown when a person harvests a foreign host; nothing goes out."""
    person, terminal = pty.openpty()
    os.write(person, typed.encode())
    ended = subprocess.run(
        [sys.executable, "-c", _ASKING, str(folder.path)],
        stdin=terminal,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(terminal)
    os.close(person)
    return ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[harvest]\ncontact = ""\n', '[harvest]\ncontact = "desk"\n'),
        (
            '[harvest]\ndelay = 3.0\n\n[archive]\ncontact = "a"\n',
            '[harvest]\ncontact = "desk"\ndelay = 3.0\n\n[archive]\ncontact = "a"\n',
        ),
        (
            '# see [harvest]\n[archive]\ncontact = "a"\n[harvest]\n',
            '# see [harvest]\n[archive]\ncontact = "a"\n[harvest]\ncontact = "desk"\n',
        ),
        ('[archive]\ntitle = "x"', '[archive]\ntitle = "x"\n\n[harvest]\ncontact = "desk"\n'),
        ("", '[harvest]\ncontact = "desk"\n'),
    ],
)
def test_the_contact_goes_under_harvest_and_nowhere_else(before: str, after: str) -> None:
    assert with_contact(before, "desk") == after


def test_a_contact_of_any_script_can_be_read_back(folder: DataFolder) -> None:
    name = 'Zoë "𝒵" <z@weir.example>'
    folder.settings_file.write_text(with_contact(folder.settings_file.read_text("utf-8"), name), "utf-8")
    assert folder.load_settings().harvest_contact == name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "ftp://weir.example",
        "https://",
        "not a blog",
        "http://[::1",
        "weir.example:port",
    ],
)
def test_a_bad_address_is_refused_before_anything_happens(folder: DataFolder, tmp_path: Path, url: str) -> None:
    before = sorted(folder.path.rglob("*"))
    ended = run(arguments(folder, url, "--contact", "jo@weir.example"), tmp_path)
    assert (ended.code, ended.json["exit_code"]) == (2, 2)
    assert ended.err == "Error: That is not the address of a blog: give one like https://example.blogspot.com.\n"
    assert sorted(folder.path.rglob("*")) == before


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("weir.blogspot.com", "https://weir.blogspot.com"),
        ("HTTP://Weir.Blogspot.com:80/2018/", "http://weir.blogspot.com:80"),
        ("localhost:8003", "http://localhost:8003"),
        ("http://[::1]:8003/x", "http://[::1]:8003"),
        ("https://user:secret@weir.example/", "https://weir.example"),
        (" https://weir.example?x=1#y ", "https://weir.example"),
    ],
)
def test_any_address_of_a_blog_leads_to_its_root(typed: str, address: str) -> None:
    assert blog_address(typed) == address


def test_a_single_word_is_no_address_but_with_its_scheme() -> None:
    for typed in ("nonsense", "weir/blog", "./page"):
        with pytest.raises(WrongUse, match="not the address of a blog"):
            blog_address(typed)
    assert blog_address("http://weir") == "http://weir"


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.8.9.1/", True),
        ("http://[::1]/", True),
        ("http://10.0.0.1/", False),
        ("http://[::1", False),
        ("x", False),
    ],
)
def test_loopback_is_this_machine_alone(url: str, here: bool) -> None:
    assert is_loopback(url) is here


def test_the_function_itself_needs_contact_and_archive(tmp_path: Path, folder: DataFolder) -> None:
    with pytest.raises(WrongUse, match="Say who asks"):
        harvest(folder, "https://weir.example")
    with pytest.raises(WrongUse, match="threadkeep init"):
        harvest(DataFolder(tmp_path / "none"), "http://127.0.0.1:1")


def test_a_report_needs_a_look_when_anything_is_amiss() -> None:
    well = HarvestReport("http://a", 1, 2, 0, 2, 3, 0, 4, 0, 0, 0)
    assert not well.needs_a_look
    assert replace(well, failed=1).needs_a_look
    assert replace(well, unfinished=1).needs_a_look
    assert replace(well, shortfalls=(PostShortfall("1", "/a.html", 2, 1, 1),)).needs_a_look


# two at once


@pytest.mark.feature("H3")
def test_of_two_harvesters_of_one_host_the_second_is_refused_and_nothing_is_lost(
    blog: WatchedBlog, twin: DataFolder, tmp_path: Path, undisturbed: Undisturbed
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def hold(number: int) -> None:
        asked.set()
        go_on.wait(30)

    blog.on_answer = hold
    first = start(arguments(twin, blog.url), tmp_path)
    assert asked.wait(30)
    second = run(arguments(twin, blog.url), tmp_path)
    go_on.set()
    assert first.end().code == 0
    assert (second.code, second.json["exit_code"]) == (3, 3)
    assert second.err == (
        f"Error: Another threadkeep is harvesting {blog.url.removeprefix('http://')} into this archive:"
        " wait until it has ended, then run this again.\n"
    )
    assert content(twin) == undisturbed[0]
    assert_captures_are_whole(twin)


@pytest.mark.feature("H3")
def test_while_another_writes_a_harvest_keeps_what_comes_and_writes_it_then(
    blog: WatchedBlog, twin: DataFolder, tmp_path: Path, undisturbed: Undisturbed
) -> None:
    came = threading.Event()

    def last(number: int) -> None:
        if number == undisturbed[1]:
            came.set()

    blog.on_answer = last
    with writer_lock(twin):
        running = start(arguments(twin, blog.url), tmp_path)
        # it waits for its turn to trim what killed writers left, and says so; then it asks
        assert not came.wait(0.5)
    assert came.wait(30)
    ended = running.end()
    assert (ended.code, ended.err) == (0, "")
    assert content(twin) == undisturbed[0]


@pytest.mark.feature("H3")
def test_a_batch_waits_for_whoever_writes(folder: DataFolder) -> None:
    with closing(open_session(folder)) as session:
        session.add(as_fetched(Response("http://127.0.0.1:1/robots.txt", body=b"User-agent: *")))
        with writer_lock(folder):
            assert not session.flush()
        with closing(open_archive(folder)) as other, other.atomic():
            assert not session.flush()
        assert session.flush()
        assert session.remembered("http://127.0.0.1:1/robots.txt")[1] == b"User-agent: *"


def open_session(folder: DataFolder) -> HarvestSession:
    open_archive(folder, create=True).close()
    return HarvestSession(folder, "http://127.0.0.1:1")


# a kill at any moment


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return an archive without a row: copies of it share its keys, so ids can be compared."""
    return new_archive(tmp_path_factory.mktemp("empty") / "archive")


@pytest.fixture(scope="module")
def undisturbed(served: WatchedBlog, empty: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Return what a harvest that nothing disturbs leaves, and how many answers it takes."""
    scratch = tmp_path_factory.mktemp("undisturbed")
    folder = copy_archive(empty, scratch / "archive")
    report = run(arguments(folder, served.url), scratch).json
    # whichever test asks for this first counts its own answers from nothing
    served.forget()
    return content(folder), report["requests"]


@pytest.fixture
def twin(empty: DataFolder, tmp_path: Path) -> DataFolder:
    """Return an archive with the keys of the undisturbed one."""
    return copy_archive(empty, tmp_path / "twin")


KILLS: list[KillAt] = [
    ("archive.originals.capture_writer", "CaptureWriter.write_response", 7, False),  # bytes written, no row
    ("archive.originals.capture_writer", "CaptureWriter.write_response", 12, True),  # before the bytes
    ("archive.originals.store", "_Visit._merge_comment", 20, False),  # in the middle of a merge
    ("archive.moderation.findings", "refresh", 1, False),  # all written, before the commit
    ("archive.originals.capture_writer", "CaptureWriter.sync", 1, True),  # before the bytes are on the disk
    ("scraper.session", "HarvestSession._commit", 1, False),  # just after a commit
    ("archive.originals.captures", "trim_tails", 1, True),  # before anything
]


@pytest.mark.feature("H2")
@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: f"{kill[1]}-{kill[2]}")
def test_killed_inside_a_commit_and_run_again_the_archive_is_that_of_an_undisturbed_run(
    blog: WatchedBlog, twin: DataFolder, tmp_path: Path, undisturbed: Undisturbed, kill: KillAt
) -> None:
    assert start(arguments(twin, blog.url), tmp_path, kill_at=kill).end().code == -signal.SIGKILL
    again = run(arguments(twin, blog.url), tmp_path)
    assert (again.code, again.err) == (0, "")
    assert content(twin) == undisturbed[0]
    assert_captures_are_whole(twin)


@pytest.mark.feature("H2")
@pytest.mark.parametrize("seed", range(6))
def test_killed_at_a_random_moment_and_run_again_nothing_is_lost_or_doubled(
    blog: WatchedBlog, twin: DataFolder, tmp_path: Path, undisturbed: Undisturbed, seed: int
) -> None:
    tell = signal_at(blog, random.Random(seed).randrange(1, undisturbed[1]), signal.SIGKILL)
    running = start(arguments(twin, blog.url), tmp_path)
    tell(running.pid)
    assert running.end().code == -signal.SIGKILL
    assert run(arguments(twin, blog.url), tmp_path).code == 0
    assert content(twin) == undisturbed[0]
    assert_captures_are_whole(twin)


@pytest.mark.feature("H2")
def test_an_interrupt_ends_cleanly_and_says_what_is_left(
    blog: WatchedBlog, twin: DataFolder, tmp_path: Path, undisturbed: Undisturbed
) -> None:
    tell = signal_at(blog, 6, signal.SIGINT)
    running = start(arguments(twin, blog.url), tmp_path)
    tell(running.pid)
    ended = running.end()
    assert (ended.code, ended.err) == (1, "\nStopping: what is saved stays; run the same command to go on.\n")
    assert ended.json["unfinished"] > 0
    assert ended.json["shortfalls"] == []
    assert ended.json["failed"] == 0
    assert run(arguments(twin, blog.url), tmp_path).code == 0
    assert content(twin) == undisturbed[0]


def test_what_brought_nothing_says_why() -> None:
    assert "run the same command again" in _why_nothing(Tally(scheduled=3, done=1))
    assert "no posts" in _why_nothing(Tally(scheduled=3, done=3))
    assert _why_nothing(Tally(scheduled=3, done=1, failed=["a: broke.", "b"])) == "a: broke"


# what cannot be stored


@pytest.mark.parametrize(
    ("place", "name", "error", "told"),
    [
        (
            captures.CaptureWriter,
            "_append",
            OSError(28, "No space left on device"),
            "The archive cannot be written (No space left on device): mend that, then run this again.",
        ),
        (
            findings,
            "refresh",
            ZeroDivisionError(),
            "Not all that came could be stored: see the error above, then run this again.",
        ),
    ],
    ids=["a full disk", "a mistake of ours"],
)
def test_what_cannot_be_stored_fails_the_harvest(
    blog: WatchedBlog,
    folder: DataFolder,
    monkeypatch: pytest.MonkeyPatch,
    place: object,
    name: str,
    error: Exception,
    told: str,
) -> None:
    def fail(*given: object) -> None:
        raise error

    # the reactor runs once per process, so this one is forked by hand
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover - the child of a test
        monkeypatch.setattr(place, name, fail)
        try:
            harvest(folder, blog.url)
        except ArchiveError as raised:
            os.write(writing, str(raised).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        message = said.read()
    os.waitpid(pid, 0)
    assert message == told
