"""Harvests of a WordPress site over real HTTP: by its API, by its pages, in trouble, killed, and beside its export."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archive.folder import DataFolder
from archive.originals.absences import iter_absences
from archive.originals.database import open_archive
from scraper.sample_blog.server import HTML, TEXT, Answer
from scraper.spiders.wordpress import WordPressSpider, _as_written
from scraper.spiders.wordpress_api import MANY_SITES
from tests.harvest_runs import (
    Ended,
    assert_captures_are_whole,
    content,
    copy_archive,
    dump,
    new_archive,
    run,
    signal_at,
    start,
)
from tests.wordpress_blog import WordPressBlog
from tests.wordpress_site import ACCOUNTS, POSTS, Comment, Post, mail

PUBLIC = [post for post in POSTS if post.is_public]
TOTAL = sum(len(post.shown) for post in PUBLIC)
WHOLE = {"posts": len(PUBLIC), "comments": TOTAL, "failed": 0, "unfinished": 0, "shortfall": 0}
COMMENTS_PATH, POSTS_PATH = "/wp-json/wp/v2/comments", "/wp-json/wp/v2/posts"


@pytest.fixture
def blog() -> Iterator[WordPressBlog]:
    with WordPressBlog() as served:
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return new_archive(tmp_path / "archive")


def harvest(folder: DataFolder, blog: WordPressBlog, *options: str) -> Ended:
    return run(["harvest", blog.home, "--json", *options, "--data", str(folder.path)], folder.path.parent)


def figures(ended: Ended) -> dict[str, int]:
    return {name: ended.json[name] for name in WHOLE}


def paths(blog: WordPressBlog) -> set[str]:
    return {urlsplit(target).path for target in blog.requests}


def query(folder: DataFolder, sql: str) -> list[Any]:
    with closing(sqlite3.connect(folder.archive_db)) as db:
        return db.execute(sql).fetchall()


def comments_in(folder: DataFolder) -> dict[int, tuple[Any, ...]]:
    """Return what the archive has of each comment, by WordPress's number."""
    rows = query(folder, "select id, parent_id, author, author_kind, is_owner, kind, published_utc from comment")
    return {int(row[0].rpartition("_c")[2]): (row[1] and int(row[1].rpartition("_c")[2]), *row[2:]) for row in rows}


# by the API


@pytest.mark.feature("H13")
def test_a_site_comes_whole_by_its_api_and_pages(folder: DataFolder, blog: WordPressBlog) -> None:
    ended = harvest(folder, blog)
    assert (ended.code, figures(ended), ended.json["left_out"]) == (0, WHOLE, {"password": 1})
    held = comments_in(folder)
    shown = {comment.id: comment for post in PUBLIC for comment in post.shown}
    assert held.keys() == shown.keys()
    assert {number: row[0] or 0 for number, row in held.items()} == {n: comment.parent for n, comment in shown.items()}
    kinds = {number: row[4] for number, row in held.items() if row[4] != "comment"}
    assert kinds == {107: "pingback", 108: "trackback"}
    assert [number for number, row in held.items() if row[3]] == [102]
    assert {number: row[1:3] for number, row in held.items() if number in (103, 104)} == {
        103: ("Anonymous", "anonymous"),
        104: ("Ines Halm", "account"),
    }
    assert max(blog.requests.values()) == 1
    assert_captures_are_whole(folder)


@pytest.mark.feature("H16")
def test_no_private_word_of_the_site_reaches_the_database(
    folder: DataFolder, blog: WordPressBlog, tmp_path: Path
) -> None:
    export = tmp_path / "export.xml"
    export.write_bytes(blog.export())
    harvest(folder, blog)
    assert run(["import", str(export), "--data", str(folder.path)], tmp_path).code == 0
    text = "\n".join(dump(folder))
    for secret in ("private.example", "203.0.113.77", "Secret", "gravatar", "Cheap gravel", "Waiting here"):
        assert secret not in text
    for login, _ in ACCOUNTS.values():
        assert f'"{login}"' not in text
        assert f"'{login}'" not in text


@pytest.mark.feature("H15")
@pytest.mark.parametrize("validators", [True, False])
def test_a_second_harvest_writes_no_row(folder: DataFolder, blog: WordPressBlog, validators: bool) -> None:
    blog.validators = validators
    harvest(folder, blog)
    before, asked = dump(folder), set(blog.requests)
    blog.forget()
    ended = harvest(folder, blog)
    assert (figures(ended), ended.json["new"], ended.json["changed"]) == (WHOLE, 0, 0)
    assert dump(folder) == before
    assert set(blog.requests) == asked
    if validators:
        assert set(blog.answers) <= {304, 200}
        assert blog.answers[304] == blog.conditional == sum(blog.requests.values()) - blog.answers[200]
        assert blog.answers[200] <= 1  # robots.txt


@pytest.mark.feature("H13")
def test_a_site_without_permalinks_has_its_api_elsewhere(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.plain = True
    assert figures(harvest(folder, blog)) == WHOLE
    assert paths(blog) == {"/", "/robots.txt"}


def test_a_site_in_a_folder_is_asked_inside_it(folder: DataFolder) -> None:
    with WordPressBlog(folder="/river") as blog:
        assert figures(harvest(folder, blog)) == WHOLE
        assert {path for path in paths(blog) if not path.startswith("/river/")} == {"/robots.txt", "/river"}
        keys = [
            row[0] for row in query(folder, "select source_key from identity where source_key like 'wordpress:%:p%'")
        ]
        assert {key.rpartition(":")[0] for key in keys} == {f"wordpress:127.0.0.1:{blog.port}/river"}
        blog.rest = 403
        other = new_archive(folder.path.parent / "other")
        assert figures(harvest(other, blog)) == WHOLE


def test_long_lists_are_walked_to_their_end(folder: DataFolder) -> None:
    many = [
        replace(POSTS[2], id=1000 + n, slug=f"post-{n}", comments=(Comment(2000 + n, "Ole", "Oak"),))
        for n in range(120)
    ]
    with WordPressBlog(many) as blog:
        ended = harvest(folder, blog)
        assert figures(ended) == {**WHOLE, "posts": 120, "comments": 120}
        assert sum(count for target, count in blog.requests.items() if target.startswith(POSTS_PATH)) == 2


# totals that lie


@pytest.mark.feature("H4")
def test_comments_that_are_promised_and_not_given_are_a_shortfall(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.more_promised = 450
    ended = harvest(folder, blog)
    assert ended.code == 1
    missing = {row["path"]: row["missing"] for row in ended.json["shortfalls"]}
    assert missing["/2019/06/high-water"] == 450
    # a walk ends at the first page that brings nothing
    assert sum(count for target, count in blog.requests.items() if target.startswith(COMMENTS_PATH)) == 3 + 3 * 2 + 1
    assert max(blog.requests.values()) == 1


@pytest.mark.feature("H4")
def test_comments_that_only_the_page_shows_are_found_there(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.hidden = frozenset({201, 202, 603})
    assert figures(harvest(folder, blog)) == WHOLE


@pytest.mark.feature("H4")
def test_n_of_m_where_neither_shows_all(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.hidden = frozenset({602, 603})
    page = blog.page(next(post for post in POSTS if post.id == 29))
    blog.instead["/2019/06/high-water/"] = Answer(200, HTML, page.partition("<ol class")[0].encode())
    (row,) = harvest(folder, blog).json["shortfalls"]
    assert (row["declared"], row["found"]) == (5, 3)


def test_a_list_that_promises_too_many_posts_ends(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.more_posts = 5000
    assert figures(harvest(folder, blog)) == WHOLE
    assert sum(count for target, count in blog.requests.items() if target.startswith(POSTS_PATH)) == 2


# a closed API


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("status", "in_envelope"), [(401, True), (403, False), (404, False), (404, True), (405, False)]
)
def test_where_the_api_is_closed_pages_are_enough(
    folder: DataFolder, blog: WordPressBlog, status: int, in_envelope: bool
) -> None:
    blog.rest, blog.in_envelope, blog.per_page = status, in_envelope, 4
    ended = harvest(folder, blog)
    assert (ended.code, figures(ended)) == (0, WHOLE)
    assert max(blog.requests.values()) == 1


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><html><body>Welcome</body></html>", b""])
def test_an_api_that_answers_with_a_page_is_none(folder: DataFolder, blog: WordPressBlog, body: bytes) -> None:
    for name in ("posts", "pages"):
        blog.instead[f"/wp-json/wp/v2/{name}"] = Answer(200, HTML, body)
    assert figures(harvest(folder, blog)) == WHOLE


def test_an_api_that_robots_may_not_ask_is_not_asked(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.instead["/robots.txt"] = Answer(200, TEXT, b"User-agent: *\nDisallow: /wp-json/\n")
    assert figures(harvest(folder, blog)) == WHOLE
    assert not [target for target in blog.requests if "wp-json" in target]


@pytest.mark.parametrize(("status", "per_page"), [(401, 4), (403, 0)])
def test_where_only_comments_are_closed_pages_have_them(
    folder: DataFolder, blog: WordPressBlog, status: int, per_page: int
) -> None:
    blog.rest_comments, blog.per_page = status, per_page
    ended = harvest(folder, blog)
    assert (figures(ended), ended.json["left_out"]) == (WHOLE, {"password": 1})
    assert sum(count for target, count in blog.requests.items() if target.startswith(COMMENTS_PATH)) == 1


@pytest.mark.parametrize(("sitemaps", "feed"), [(True, False), (False, True), (False, False)])
def test_posts_are_found_by_sitemaps_feed_or_lists(
    folder: DataFolder, blog: WordPressBlog, sitemaps: bool, feed: bool
) -> None:
    blog.rest, blog.sitemaps, blog.feed = 403, sitemaps, feed
    harvest(folder, blog)
    titles = {row[0] for row in query(folder, "select title from post where not is_page")}
    assert len(titles) == len([post for post in PUBLIC if post.type == "post"])


# faults


def test_one_answer_that_fails_does_not_close_the_api(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.faults[COMMENTS_PATH] = [(500, {})] * 4
    ended = harvest(folder, blog)
    assert ended.json["failed"] == 1
    assert len({target for target in blog.requests if target.startswith(COMMENTS_PATH)}) >= len(PUBLIC)
    assert ended.json["comments"] == TOTAL


def test_a_comments_answer_that_breaks_off_is_named(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.instead[COMMENTS_PATH] = Answer(200, "application/json", b'[{"id": 4, "post"')
    ended = harvest(folder, blog)
    assert any("breaks off" in problem for problem in ended.json["failures"])
    assert ended.json["comments"] == TOTAL


def test_a_theme_that_is_not_read_loses_no_comment(folder: DataFolder, blog: WordPressBlog) -> None:
    page = b"<!DOCTYPE html><html><head><meta name=generator content='WordPress 6.4'></head><body>?</body></html>"
    for post in PUBLIC:
        blog.instead[urlsplit(blog.link(post)).path] = Answer(200, HTML, page)
    ended = harvest(folder, blog)
    assert (ended.json["failed"], ended.json["comments"]) == (0, TOTAL - 2)


def test_a_home_page_that_is_not_to_be_had_is_no_end(folder: DataFolder, blog: WordPressBlog) -> None:
    blog.faults["/"] = [(500, {})] * 4
    ended = harvest(folder, blog, "--platform", "wordpress")
    assert (ended.json["comments"], ended.json["failed"]) == (TOTAL, 1)


# a part of the site


def test_a_limit_takes_the_newest_posts_alone(folder: DataFolder, blog: WordPressBlog) -> None:
    ended = harvest(folder, blog, "--limit", "2")
    assert ended.json["comments"] == 5
    assert {path for path in paths(blog) if path.startswith("/2019/")} == {
        "/2019/06/high-water/",
        "/2019/06/no-comment/",
    }


@pytest.mark.parametrize("rest", [200, 403])
def test_since_takes_what_was_published_from_that_day_on(folder: DataFolder, blog: WordPressBlog, rest: int) -> None:
    blog.rest = rest
    harvest(folder, blog, "--since", "2019-06-08")
    asked = {path for path in paths(blog) if path.startswith("/2019/")}
    assert asked >= {"/2019/06/high-water/"}
    assert "/2019/05/dry-sill/" not in asked


@pytest.mark.parametrize("rest", [200, 403])
def test_only_new_leaves_out_what_is_held(folder: DataFolder, blog: WordPressBlog, rest: int) -> None:
    harvest(folder, blog)
    blog.forget()
    blog.rest = rest
    blog.content.append(replace(POSTS[2], id=40, slug="latest", title="Latest"))
    harvest(folder, blog, "--only-new")
    assert {path for path in paths(blog) if path.startswith("/2019/")} - {"/2019/06/", "/2019/05/"} == {
        "/2019/06/latest/"
    }


# what changes


@pytest.mark.feature("H8")
@pytest.mark.parametrize("rest", [200, 401])
def test_a_comment_that_is_taken_down_is_missed_and_its_answers_stay(
    folder: DataFolder, blog: WordPressBlog, rest: int
) -> None:
    blog.rest = rest
    harvest(folder, blog)
    first = POSTS[0]
    blog.change(11, comments=tuple(comment for comment in first.comments if comment.id != 102))
    ended = harvest(folder, blog)
    assert ended.json["vanished"] == 1
    with closing(open_archive(folder)) as db:
        assert [absence.item_id.rpartition("_")[2] for absence in iter_absences(db)] == ["c102"]
    assert comments_in(folder)[103][0] == 102
    blog.content = list(POSTS)
    assert harvest(folder, blog).json["returned"] == 1


@pytest.mark.feature("H8")
def test_a_post_that_is_taken_down_is_gone_and_stays(folder: DataFolder, blog: WordPressBlog) -> None:
    harvest(folder, blog)
    blog.content = [post for post in POSTS if post.id != 29]
    ended = harvest(folder, blog)
    assert ended.json["gone"] == 1
    assert len(comments_in(folder)) == TOTAL


def test_pings_that_the_api_does_not_give_are_not_missed(
    folder: DataFolder, blog: WordPressBlog, tmp_path: Path
) -> None:
    export = tmp_path / "export.xml"
    export.write_bytes(blog.export())
    run(["import", str(export), "--data", str(folder.path)], tmp_path)
    for post in PUBLIC:
        blog.instead[urlsplit(blog.link(post)).path] = Answer(200, HTML, b"<!DOCTYPE html><html><body>?</body></html>")
    assert harvest(folder, blog).json["vanished"] == 0


# killed


@pytest.mark.feature("H2")
@pytest.mark.parametrize("rest", [200, 403])
@pytest.mark.parametrize("moment", [4, 11])
def test_a_killed_harvest_goes_on(tmp_path: Path, blog: WordPressBlog, moment: int, rest: int) -> None:
    blog.rest = rest
    untouched = new_archive(tmp_path / "untouched")
    cut = copy_archive(untouched, tmp_path / "cut")
    harvest(untouched, blog)
    blog.forget()
    tell = signal_at(blog, moment, signal.SIGKILL)
    running = start(["harvest", blog.home, "--json", "--data", str(cut.path)], tmp_path)
    tell(running.pid)
    running.end()
    blog.on_answer = lambda number: None
    ended = harvest(cut, blog)
    assert figures(ended) == WHOLE
    assert content(cut) == content(untouched)
    assert_captures_are_whole(cut)


# beside the other sources


def sources(blog: WordPressBlog, tmp_path: Path) -> dict[str, list[str]]:
    """Return the commands that bring the site, each by another way."""
    export, pages = tmp_path / "export.xml", tmp_path / "pages"
    export.write_bytes(blog.export())
    pages.mkdir()
    for post in PUBLIC:
        (pages / f"{post.slug}.html").write_text(blog.page(post), encoding="utf-8")
    return {
        "harvest": ["harvest", blog.home, "--json"],
        "export": ["import", str(export), "--json"],
        "pages": ["import", str(pages), "--json"],
    }


@pytest.mark.feature("H7")
def test_api_export_and_saved_pages_give_the_same_rows_in_any_order(blog: WordPressBlog, tmp_path: Path) -> None:
    ways = sources(blog, tmp_path)
    empty = new_archive(tmp_path / "empty")
    open_archive(empty, create=True).close()
    found: list[dict[str, list[Any]]] = []
    for order in permutations(ways):
        folder = copy_archive(empty, tmp_path / "-".join(order))
        for way in order:
            ended = run([*ways[way], "--data", str(folder.path)], tmp_path)
            assert (ended.code, ended.json["comments"]) == (0, TOTAL), ended.err
        rows = content(folder)
        assert (len(rows["post"]), len(rows["comment"])) == (len(PUBLIC), TOTAL)
        found.append({table: rows[table] for table in ("site", "identity", "alias", "post", "comment", "reading")})
    for other in found[1:]:
        assert other == found[0]


@pytest.mark.feature("H7")
def test_comments_that_disqus_kept_join_the_posts_of_the_site(blog: WordPressBlog, tmp_path: Path) -> None:
    link = blog.link(POSTS[2])
    export = tmp_path / "disqus.xml"
    export.write_text(
        '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
        f'<thread dsq:id="1"><link>{link}</link><title>No comment</title></thread><post dsq:id="4">'
        "<message>Eel</message><createdAt>2019-06-03T10:00:00Z</createdAt><author><name>Ole</name></author>"
        '<thread dsq:id="1"/></post></disqus>',
        encoding="utf-8",
    )
    empty = new_archive(tmp_path / "empty")
    open_archive(empty, create=True).close()
    ways = [["harvest", blog.home, "--json"], ["import", str(export), "--json"]]
    found: list[dict[str, list[Any]]] = []
    for name, order in (("there", ways), ("back", ways[::-1])):
        folder = copy_archive(empty, tmp_path / name)
        for way in order:
            assert run([*way, "--data", str(folder.path)], tmp_path).code == 0
        assert query(folder, "select post_id from comment where id = 'd4'") == query(
            folder, "select id from post where title = 'No comment'"
        )
        rows = content(folder)
        found.append({table: rows[table] for table in ("identity", "post", "comment", "reading")})
    assert found[0] == found[1]


@pytest.mark.feature("H1")
@pytest.mark.parametrize("rest", [200, 403])
def test_reparse_makes_the_same_rows_from_the_captures(
    folder: DataFolder, blog: WordPressBlog, tmp_path: Path, rest: int
) -> None:
    blog.rest = rest
    harvest(folder, blog)
    before = content(folder)
    assert run(["reparse", "--data", str(folder.path)], tmp_path).code == 0
    assert content(folder) == before


# other ways to start


def scrapy(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *arguments, "-s", f"THREADKEEP_DATA={data}"]
    where = Path(__file__).resolve().parents[1]
    return subprocess.run(command, capture_output=True, text=True, cwd=where, timeout=120, check=False)


def test_scrapy_crawls_into_the_archive(folder: DataFolder, blog: WordPressBlog) -> None:
    quick = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")
    ended = scrapy("crawl", "wordpress", "-a", f"url={blog.home}", *quick, data=folder.path)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert len(comments_in(folder)) == TOTAL


def test_a_blog_at_wordpress_com_is_asked_through_its_own_api_host_alone() -> None:
    spider = WordPressSpider(url="https://weir.wordpress.com")
    question = spider._api.question("posts", page=1)
    assert question.startswith(f"{MANY_SITES}weir.wordpress.com/posts?")
    assert spider._here(question) == question
    assert (
        spider._here(f"{MANY_SITES}other.wordpress.com/posts")
        == "https://weir.wordpress.com/wp/v2/sites/other.wordpress.com/posts"
    )
    own = WordPressSpider(url="https://weir.example")
    assert own._here(question) == "https://weir.example/wp/v2/sites/weir.wordpress.com/posts?page=1&_envelope=1"


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("/2019/05/gate/?replytocom=4", None),
        ("/wp-admin/edit.php", None),
        ("/2019/05/gate/", "https://weir.example/2019/05/gate/"),
    ],
)
def test_what_leads_round_in_circles_is_never_asked(link: str, asked: str | None) -> None:
    assert WordPressSpider(url="https://weir.example")._here(link) == asked


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://weir.example/2019/05/gate", "https://weir.example/2019/05/gate/"),
        ("https://weir.example/?p=4", "https://weir.example/?p=4"),
        ("https://weir.example/2019/05/gate.html", "https://weir.example/2019/05/gate.html"),
        ("https://weir.example/2019/05/", "https://weir.example/2019/05/"),
    ],
)
def test_addresses_are_asked_as_wordpress_writes_them(url: str, written: str) -> None:
    assert _as_written(url) == written


def test_every_kind_of_post_is_in_the_invented_site() -> None:
    assert {post.status for post in POSTS} >= {"publish", "draft", "private", "future", "pending", "inherit"}
    assert all(mail(comment) for post in POSTS for comment in post.comments)
    assert isinstance(POSTS[0], Post)
