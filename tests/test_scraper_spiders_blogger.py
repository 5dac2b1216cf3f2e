"""The spider meets hosts in trouble, hosts that lie and hosts that lead astray; it runs under Scrapy's command too."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.folder import DataFolder
from archive.originals import captures, store
from archive.originals.database import open_archive
from scraper.sample_blog import SamplePost, load_content, server
from scraper.sample_blog.content import SampleComment
from scraper.sample_blog.dress import Dress
from scraper.sample_blog.server import ATOM, HTML, TEXT, XML, Answer
from scraper.spiders.blogger import BloggerSpider
from tests.harvest_runs import Ended, WatchedBlog, capture_files, content, dump, new_archive, run

POSTS = load_content()
FEW = sorted(POSTS, key=lambda post: len(post.comments))[:3]
TOTAL = sum(len(post.comments) for post in FEW)
FEED, SITEMAP, ROBOTS = "/feeds/posts/default", "/sitemap.xml", "/robots.txt"
GONE = Answer(404, HTML)


@pytest.fixture
def blog() -> Iterator[WatchedBlog]:
    with WatchedBlog(FEW) as served:
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return new_archive(tmp_path / "archive")


def harvest(folder: DataFolder, blog: WatchedBlog) -> Ended:
    return run(["harvest", blog.url, "--json", "--data", str(folder.path)], folder.path.parent)


def figures(ended: Ended) -> dict[str, int]:
    return {name: ended.json[name] for name in ("posts", "comments", "failed", "unfinished")}


WHOLE = {"posts": len(FEW), "comments": TOTAL, "failed": 0, "unfinished": 0}


def problems_of(folder: DataFolder) -> list[tuple[str, str]]:
    with closing(open_archive(folder)) as db:
        return [(urlsplit(row.url).path, row.problem) for row in captures.iter_captures(db) if row.problem]


# nothing there


def assert_one_sentence(ended: Ended, *words: str) -> None:
    assert (ended.code, ended.json["exit_code"]) == (1, 1)
    assert ended.err.startswith("Error: Nothing was harvested from 127.0.0.1:")
    assert ended.err.count("\n") == 1
    for each in words:
        assert each in ended.err


def test_a_refused_connection_is_one_sentence_and_changes_nothing(folder: DataFolder, tmp_path: Path) -> None:
    open_archive(folder, create=True).close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    before = dump(folder)
    ended = run(["harvest", f"127.0.0.1:{port}", "--json", "--data", str(folder.path)], tmp_path)
    assert_one_sentence(ended, "the host refuses the connection")
    assert dump(folder) == before
    assert capture_files(folder) == {}


@pytest.mark.parametrize(
    ("status", "says"), [(500, "robots.txt: answered 500"), (404, "/feeds/posts/default"), (403, "answered 403")]
)
def test_a_host_that_answers_everything_with_an_error(
    folder: DataFolder, blog: WatchedBlog, status: int, says: str
) -> None:
    open_archive(folder, create=True).close()
    before = dump(folder)
    blog.answer = lambda target, headers: Answer(status, HTML, b"<h1>Sorry</h1>")  # type: ignore[method-assign]  # a broken host
    assert_one_sentence(harvest(folder, blog), says)
    assert dump(folder) == before
    # a robots.txt that cannot be had is a refusal: nothing else is asked for
    assert (set(blog.requests) == {ROBOTS}) == (status == 500)


@pytest.mark.feature("H13")
def test_a_page_that_is_no_blog_is_named_and_brings_no_row(folder: DataFolder, blog: WatchedBlog) -> None:
    page = b"<!DOCTYPE html><html><head><title>Shop</title></head><body><h1>Boots, half price</h1></body></html>"
    blog.answer = lambda target, headers: Answer(200, HTML, page)  # type: ignore[method-assign]  # another site
    assert_one_sentence(harvest(folder, blog), "Not recognised")
    assert {table: rows for table, rows in content(folder).items() if rows} == {}
    assert [path for path, _ in problems_of(folder)] == ["/"]


@pytest.mark.feature("H10")
def test_a_robots_file_that_forbids_everything_is_obeyed(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.instead[ROBOTS] = Answer(200, TEXT, b"User-agent: *\nDisallow: /\n")
    assert_one_sentence(harvest(folder, blog), "Forbidden by robots.txt")
    assert set(blog.requests) == {ROBOTS}
    with closing(open_archive(folder)) as db:
        (row,) = captures.iter_captures(db)
        assert captures.read_capture(folder, row) == b"User-agent: *\nDisallow: /\n"


@pytest.mark.feature("H10")
def test_a_robots_file_for_us_alone_is_obeyed_in_part(folder: DataFolder, blog: WatchedBlog) -> None:
    closed = FEW[0]
    blog.instead[ROBOTS] = Answer(200, TEXT, f"User-agent: threadkeep\nDisallow: {closed.path}\n".encode())
    ended = harvest(folder, blog)
    # the feed, which is open, still brings the comments
    assert (ended.code, figures(ended)) == (1, {**WHOLE, "failed": 1})
    assert ended.json["failures"] == [f"{blog.url}{closed.path}: Forbidden by robots.txt"]
    assert closed.path not in blog.requests


@pytest.mark.feature("H10")
def test_a_blog_without_robots_file_may_be_harvested(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.instead[ROBOTS] = GONE
    assert figures(harvest(folder, blog)) == WHOLE


# parts of it broken


@pytest.mark.feature("H1")
def test_a_post_page_that_is_rubbish_is_kept_and_the_rest_comes(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.instead[FEW[0].path] = Answer(200, HTML, b"\x00\x01\x02 rubbish \xff" * 50, {"ETag": '"r"'})
    ended = harvest(folder, blog)
    assert ended.code == 1
    assert ended.err == ""
    assert figures(ended) == {**WHOLE, "failed": 1}
    assert [path for path, _ in problems_of(folder)] == [FEW[0].path]
    assert "rubbish" not in ended.out
    with closing(open_archive(folder)) as db:
        assert len(store.get_comments(db, FEW[0].id)) == len(FEW[0].comments)


def test_a_page_that_was_rubbish_is_read_once_it_is_mended(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.instead[FEW[0].path] = Answer(200, HTML, b"<html><p>Please wait")
    assert harvest(folder, blog).code == 1
    blog.instead.clear()
    ended = harvest(folder, blog)
    assert (ended.code, figures(ended)) == (0, WHOLE)
    assert ended.json["changed"] == len(FEW[0].comments) or ended.json["new"] == 0


def test_pages_that_are_gone_while_feeds_stay(folder: DataFolder, blog: WatchedBlog) -> None:
    for post in FEW:
        blog.instead[post.path] = GONE
    ended = harvest(folder, blog)
    assert figures(ended) == {**WHOLE, "failed": len(FEW)}
    assert all(problem.endswith("answered 404") for problem in ended.json["failures"])


@pytest.mark.feature("H4")
def test_feeds_that_are_turned_off_while_the_sitemap_stays(folder: DataFolder, blog: WatchedBlog) -> None:
    for path in (FEED, *(f"/feeds/{post.id}/comments/default" for post in FEW)):
        blog.instead[path] = GONE
    ended = harvest(folder, blog)
    assert figures(ended) == {**WHOLE, "failed": 1}
    assert ended.json["shortfall"] == 0


@pytest.mark.parametrize("path", [SITEMAP, "/"])
def test_what_a_blog_need_not_have_may_be_absent(folder: DataFolder, blog: WatchedBlog, path: str) -> None:
    blog.instead[path] = GONE
    assert figures(harvest(folder, blog)) == WHOLE


@pytest.mark.parametrize("path", [SITEMAP, "/", FEW[0].path, f"/{FEW[0].published:%Y/%m}/"])
def test_what_fails_is_counted_whatever_it_is(folder: DataFolder, blog: WatchedBlog, path: str) -> None:
    blog.faults[path] = [(500, {})] * 9
    ended = harvest(folder, blog)
    assert figures(ended) == {**WHOLE, "failed": 1}
    assert ended.json["failures"] == [f"{blog.url}{path}: answered 500"]
    blog.faults.clear()
    assert figures(harvest(folder, blog)) == WHOLE


def test_an_answer_that_breaks_off_is_asked_for_again_and_then_named(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.instead[FEW[1].path] = Answer(200, HTML, b"<html>", {"Content-Length": "999", "Connection": "close"})
    ended = harvest(folder, blog)
    assert figures(ended) == {**WHOLE, "failed": 1}
    assert "broke off" in ended.json["failures"][0]
    assert blog.requests[FEW[1].path] == 4


def test_a_page_past_the_limit_is_named_and_the_rest_comes(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.instead[FEW[2].path] = Answer(200, HTML, b"<html>" + b"x" * (33 * 1024 * 1024))
    ended = harvest(folder, blog)
    assert figures(ended) == {**WHOLE, "failed": 1}
    assert "larger than this version takes" in ended.json["failures"][0]
    assert blog.requests[FEW[2].path] == 1


@pytest.mark.parametrize(
    "header",
    ["text/html; charset=banana", "text/html", "application/octet-stream", "text/html; charset=utf8; charset=x"],
)
def test_a_wrong_content_type_costs_no_word(folder: DataFolder, blog: WatchedBlog, header: str) -> None:
    dress = Dress(FEW, blog.url)
    for post in FEW:
        blog.instead[post.path] = Answer(200, header, dress.post_page(post).encode())
    assert figures(harvest(folder, blog)) == WHOLE
    with closing(open_archive(folder)) as db:
        texts = [row["text"] for row in db.query("select text from comment union all select text from post")]
    assert not [text for text in texts if "�" in text or "â€" in text]


def test_a_post_and_a_comment_with_one_number_are_not_both_believed(folder: DataFolder, blog: WatchedBlog) -> None:
    post = FEW[0]
    page = Dress(FEW, blog.url).post_page(post).replace(post.comment_id(1), FEW[1].id)
    blog.instead |= {
        post.path: Answer(200, HTML, page.encode()),
        FEED: Answer(200, ATOM, Dress(FEW, blog.url).posts_feed(start=1, most=25).encode()),
        # so that the feed comes first, and the posts are known when the page says otherwise
        "/": Answer(200, HTML, Dress([], blog.url).list_page("Empty", []).encode()),
        "/sitemap.xml": Answer(404, HTML),
    }
    ended = harvest(folder, blog)
    assert ended.code == 1
    assert ended.json["failed"] == 1
    assert [path for path, _ in problems_of(folder)] == [post.path]
    with closing(open_archive(folder)) as db:
        assert len(list(store.iter_posts(db))) == len(FEW)
    # and what was not believed then is not believed from the captures
    again = run(["reparse", "--json", "--data", str(folder.path)], folder.path.parent)
    assert again.code == 1
    assert len(again.json["problems"]) == 1


# patience


@pytest.mark.feature("H10")
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("path", [FEW[0].path, ROBOTS])
def test_a_host_that_asks_for_a_rest_gets_it_and_then_answers(
    folder: DataFolder, blog: WatchedBlog, status: int, path: str
) -> None:
    blog.faults[path] = [(status, {"Retry-After": "1"})]
    ended = harvest(folder, blog)
    assert (ended.code, figures(ended)) == (0, WHOLE)
    assert blog.faults[path] == []
    assert blog.answers[status] == 1
    assert blog.requests[path] == 2


@pytest.mark.feature("H10")
@pytest.mark.parametrize("path", [FEW[0].path, ROBOTS, FEED])
def test_a_host_that_asks_for_a_long_rest_is_left_alone(folder: DataFolder, blog: WatchedBlog, path: str) -> None:
    blog.faults[path] = [(503, {"Retry-After": "86400"})] * 9
    ended = harvest(folder, blog)
    assert ended.code == 1
    assert blog.answers[503] == 1
    if path == ROBOTS:
        assert "asks to wait 86400 s" in ended.err
        assert ended.err.count("\n") == 1
    else:
        assert ended.json["unfinished"] > 0
        (problem,) = ended.json["failures"]
        assert problem.startswith(f"{blog.url}{path}")
        assert problem.endswith(": the host asks to wait 86400 s: run the same command again after that")
    blog.faults.clear()
    assert figures(harvest(folder, blog)) == WHOLE


# led astray


@pytest.mark.parametrize(
    ("status", "name"), [(301, "localhost"), (302, "127.0.0.1"), (307, "localhost"), (308, "127.0.0.1")]
)
def test_a_redirect_to_another_host_is_not_followed(
    folder: DataFolder, blog: WatchedBlog, status: int, name: str
) -> None:
    with WatchedBlog(POSTS[-1:]) as other:
        blog.faults[FEW[0].path] = [(status, {"Location": f"http://{name}:{other.port}{POSTS[-1].path}"})]
        ended = harvest(folder, blog)
        assert other.answers.total() == 0
    assert figures(ended) == {**WHOLE, "failed": 1}
    assert f"another host ({name}:{other.port})" in ended.json["failures"][0]


def test_a_blog_that_has_moved_says_where(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.answer = lambda target, headers: Answer(301, HTML, headers={"Location": f"https://weir.example{target}"})  # type: ignore[method-assign]  # moved
    assert_one_sentence(harvest(folder, blog), "another host (weir.example)")


@pytest.mark.parametrize("place", ["http://[", "mailto:x@y"])
def test_a_redirect_to_no_address_is_a_failure_like_others(folder: DataFolder, blog: WatchedBlog, place: str) -> None:
    blog.faults[FEW[0].path] = [(302, {"Location": place})]
    assert figures(harvest(folder, blog)) == {**WHOLE, "failed": 1}


def test_a_redirect_on_the_same_host_is_followed(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.faults[FEW[0].path] = [(302, {"Location": f"{FEW[0].path}?m=0"})]
    assert figures(harvest(folder, blog)) == WHOLE


def test_redirects_in_a_ring_end(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.instead[FEW[0].path] = Answer(302, HTML, headers={"Location": FEW[0].path})
    assert figures(harvest(folder, blog)) == {**WHOLE, "failed": 1}


def test_a_page_that_refreshes_itself_elsewhere_is_kept_as_it_is(folder: DataFolder, blog: WatchedBlog) -> None:
    page = Dress(FEW, blog.url).post_page(FEW[0])
    head = "<head><meta http-equiv='refresh' content='0; url=http://weir.example/'/>"
    blog.instead[FEW[0].path] = Answer(200, HTML, page.replace("<head>", head).encode())
    assert figures(harvest(folder, blog)) == WHOLE


@pytest.mark.feature("H6")
@pytest.mark.parametrize("counts", [True, False])
def test_a_posts_feed_that_repeats_itself_for_ever_ends(folder: DataFolder, blog: WatchedBlog, counts: bool) -> None:
    """Each page leads to a next one, under a new address each time, and holds the same posts."""
    real, page = blog.answer, Dress(FEW, blog.url).posts_feed(start=1, most=150)
    if not counts:
        page = page.replace("openSearch:totalResults>3", "openSearch:totalResults>300")

    def endless(target: str, headers: dict[str, str]) -> Answer:
        if not target.startswith(FEED):
            return real(target, headers)
        link = f"<link rel='next' href='{blog.url}{FEED}?start-index={blog.answers.total() + 2}'/><author>"
        return Answer(200, ATOM, page.replace("<author>", link, 1).encode())

    blog.answer = endless  # type: ignore[method-assign,assignment]  # a host that lies
    assert figures(harvest(folder, blog)) == WHOLE
    assert sum(target.startswith(FEED) for target in blog.requests) <= 2


@pytest.mark.feature("H6")
def test_a_comment_feed_that_repeats_itself_for_ever_ends(folder: DataFolder, blog: WatchedBlog) -> None:
    real, dress, post = blog.answer, Dress(FEW, blog.url), FEW[0]
    page = dress.comments_feed(post, start=1, most=150, since=None, oldest=True)
    page = page.replace(f"totalResults>{len(post.comments)}<", "totalResults>9999<")
    path = f"/feeds/{post.id}/comments/default"

    def endless(target: str, headers: dict[str, str]) -> Answer:
        if not target.startswith(path):
            return real(target, headers)
        link = f"<link rel='next' href='{blog.url}{path}?start-index={blog.answers.total() + 2}'/><author>"
        return Answer(200, ATOM, page.replace("<author>", link, 1).encode())

    blog.answer = endless  # type: ignore[method-assign,assignment]  # a host that lies
    ended = harvest(folder, blog)
    assert figures(ended) == WHOLE
    assert sum(target.startswith(path) for target in blog.requests) <= 4
    # what it promised did not come, and that is said
    (row,) = ended.json["shortfalls"]
    assert (row["post_id"], row["declared"], row["found"]) == (post.id, 9999, len(post.comments))


@pytest.mark.feature("H6")
def test_a_host_that_knows_no_published_min_is_walked_by_its_next_links(
    folder: DataFolder, blog: WatchedBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "FEED_CAP", 4)
    real = blog.answer

    def simple(target: str, headers: dict[str, str]) -> Answer:
        kept = "&".join(part for part in target.split("&") if not part.startswith("published-min"))
        answer = real(kept, headers)
        return replace(answer, body=answer.body.replace(b"&amp;published-min", b"&amp;x"))

    blog.answer = simple  # type: ignore[method-assign,assignment]  # an older host
    assert figures(harvest(folder, blog)) == WHOLE
    with closing(open_archive(folder)) as db:
        assert db.execute("select count(*) from reading where source = 'feed' and is_comment").fetchone() == (TOTAL,)


def test_sitemaps_that_name_each_other_end(folder: DataFolder, blog: WatchedBlog) -> None:
    def index(*paths: str) -> Answer:
        places = "".join(f"<sitemap><loc>{blog.url}{path}</loc></sitemap>" for path in paths)
        return Answer(200, XML, f"<sitemapindex>{places}</sitemapindex>".encode())

    blog.instead |= {SITEMAP: index("/a.xml", SITEMAP), "/a.xml": index("/b.xml", "/a.xml"), "/b.xml": index(SITEMAP)}
    assert figures(harvest(folder, blog)) == WHOLE
    assert (blog.requests[SITEMAP], blog.requests["/a.xml"], blog.requests["/b.xml"]) == (1, 1, 1)


def test_archives_that_lead_to_ever_more_archives_end(folder: DataFolder, blog: WatchedBlog) -> None:
    """Month pages link one another, and pages that are no archive for ever further."""
    real, dress = blog.answer, Dress(FEW, blog.url)

    def tunnel(target: str, headers: dict[str, str]) -> Answer:
        if target.endswith((".html", ".xml", ".txt")) or target.startswith("/feeds"):
            return real(target, headers)
        number = blog.answers.total() + 1
        places = [
            f"/archive/{number}/",
            f"/?page={number}",
            f"/2018/{number % 12 + 1:02}/",
            "/search?updated-max=2018",
            "/",
        ]
        links = "".join(f"<li class='archivedate'><a href='{blog.url}{place}'>x</a></li>" for place in places)
        return Answer(
            200,
            HTML,
            dress.list_page("x", FEW).replace("<ul class='hierarchy'>", f"<ul class='hierarchy'>{links}").encode(),
        )

    blog.answer = tunnel  # type: ignore[method-assign,assignment]  # a host that leads round in circles
    assert figures(harvest(folder, blog)) == WHOLE
    assert not [target for target in blog.requests if "search" in target or "page=" in target or "/archive/" in target]
    assert max(blog.requests.values()) == 1


def test_a_list_with_another_blogs_post_loses_nothing(folder: DataFolder, blog: WatchedBlog) -> None:
    page = Dress(FEW, blog.url).list_page("x", FEW)
    foreign = "<div class='post hentry'><h3 class='post-title'><a href='https://weir.example/2018/07/theirs.html'>Theirs</a></h3></div>"
    blog.instead["/"] = Answer(
        200, HTML, page.replace("<div class='date-outer'>", f"{foreign}<div class='date-outer'>", 1).encode()
    )
    assert figures(harvest(folder, blog)) == WHOLE
    assert blog.requests["/2018/07/theirs.html"] == 1


def test_a_blog_that_names_itself_by_another_host_is_asked_where_it_was_found(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    real = blog.answer

    def renamed(target: str, headers: dict[str, str]) -> Answer:
        answer = real(target, {})
        return replace(answer, body=answer.body.replace(blog.url.encode(), b"https://floodwatch.example"), headers={})

    blog.answer = renamed  # type: ignore[method-assign,assignment]  # a blog with a domain of its own
    assert figures(harvest(folder, blog)) == WHOLE
    assert max(blog.requests.values()) == 1
    with closing(open_archive(folder)) as db:
        assert [row["host"] for row in db.query("select host from site")] == ["floodwatch.example"]


def test_a_damaged_capture_is_named_when_the_host_says_not_modified(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog)
    with closing(open_archive(folder)) as db:
        row = captures.latest_for_url(db, blog.url + FEW[0].path)
    assert row is not None
    path = folder.captures / row.warc_file
    damaged = bytearray(path.read_bytes())
    damaged[row.warc_offset + 40 : row.warc_offset + 60] = bytes(20)
    path.write_bytes(damaged)
    ended = harvest(folder, blog)
    assert figures(ended)["failed"] == 1
    assert f"Capture {row.id} is damaged" in ended.json["failures"][0]


def test_a_later_post_with_new_comments_comes_by_the_feed_alone(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog)
    late = replace(FEW[0], slug="a-later-post", published=POSTS[-1].published + timedelta(days=9), comments=())
    blog.posts.append(late)
    ended = harvest(folder, blog)
    assert (ended.json["posts"], ended.json["new"], ended.json["failed"]) == (len(FEW) + 1, 1, 0)


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("/2018/07/a.html?m=1", "http://127.0.0.1:1/2018/07/a.html?m=1"),
        ("https://weir.example/2018/07/a.html#c1", "http://127.0.0.1:1/2018/07/a.html"),
        ("", "http://127.0.0.1:1/"),
        ("/search/label/x", None),
        ("http://[", None),
    ],
)
def test_whatever_a_link_says_the_host_stays(link: str, asked: str | None) -> None:
    assert BloggerSpider(url="http://127.0.0.1:1/")._here(link) == asked


# comments that a page does not show


def paged(blog: WatchedBlog, post: SamplePost, first: int) -> None:
    """Let the page of a post show its first comments and lead to a second page with the others."""
    dress, real = Dress(FEW, blog.url), blog.answer

    def page(comments: tuple[SampleComment, ...], number: int) -> Answer:
        shown = replace(post, comments=comments, declared_extra=len(post.comments) - len(comments))
        link = (
            f"<span class='paging-control-container'><a href='{blog.url}{post.path}?commentPage={number}'>x</a></span>"
        )
        html = dress.post_page(shown)
        return Answer(200, HTML, re.sub(r"(<\w+[^>]*id='comments'[^>]*>)", rf"\1{link}", html, count=1).encode())

    def answer(target: str, headers: dict[str, str]) -> Answer:
        path = urlsplit(target).path
        if path == f"/feeds/{post.id}/comments/default":
            return GONE
        if path != post.path:
            return real(target, headers)
        return page(post.comments[first:], 1) if "commentPage=2" in target else page(post.comments[:first], 2)

    blog.answer = answer  # type: ignore[method-assign,assignment]  # more comments than a page holds


@pytest.mark.feature("H4")
@pytest.mark.feature("H8")
def test_a_blog_without_feeds_shows_its_comments_page_by_page(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog)
    post = replace(FEW[1], comments=FEW[1].comments[1:])
    blog.posts = [post if each is FEW[1] else each for each in blog.posts]
    paged(blog, post, 3)
    ended = harvest(folder, blog)
    assert (ended.json["comments"], ended.json["failed"], ended.json["vanished"]) == (TOTAL - 1, 0, 1)
    assert blog.requests[f"{post.path}?commentPage=2"] == 1
    assert not [target for target in blog.requests if "commentPage=1" in target]


@pytest.mark.feature("H13")
def test_dynamic_views_are_read_by_their_feeds(folder: DataFolder, blog: WatchedBlog) -> None:
    for post in FEW:
        shell = (
            "<!DOCTYPE html><html class='v2'><head><meta content='blogger' name='generator'/>"
            f"<link href='{blog.url}{post.path}' rel='canonical'/><title>{post.title}</title>"
            f"<link rel='alternate' type='application/atom+xml' href='{blog.url}/feeds/{post.id}/comments/default'/>"
            "<script src='//www.blogblog.com/dynamicviews/4224c15c4e7c9321/js/comments.js'></script></head>"
            "<body class='item'><div class='content'></div><script>blogger.ui().configure().view();</script>"
            "</body></html>"
        )
        blog.instead[post.path] = Answer(200, HTML, shell.encode())
    ended = harvest(folder, blog)
    assert (ended.code, figures(ended)) == (0, WHOLE)


@pytest.mark.feature("H13")
def test_static_pages_come_by_their_own_feed(folder: DataFolder, blog: WatchedBlog) -> None:
    page = replace(FEW[0], slug="about", comments=())
    path = "/p/about.html"
    dress = Dress([page], blog.url)
    feed = dress.posts_feed(start=1, most=25).replace(page.path, path).replace(".post-", ".page-")
    blog.instead |= {
        "/feeds/pages/default": Answer(200, ATOM, feed.encode()),
        path: Answer(200, HTML, dress.post_page(page).replace(page.path, path).encode()),
    }
    ended = harvest(folder, blog)
    assert (ended.code, ended.json["posts"], ended.json["failed"]) == (0, len(FEW) + 1, 0)
    with closing(open_archive(folder)) as db:
        assert [row.path for row in store.iter_posts(db) if row.is_page] == [path]


# Scrapy's own command


def scrapy(*arguments: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[1]
    environ = {name: value for name, value in os.environ.items() if name != "THREADKEEP_DATA"}
    more = ["-s", f"THREADKEEP_DATA={data}"] if data else []
    command = [sys.executable, "-m", "scrapy", *arguments, *more]
    return subprocess.run(command, capture_output=True, text=True, cwd=root, env=environ, check=False)


def test_scrapy_lists_the_spiders() -> None:
    assert scrapy("list").stdout == "blogger\nwordpress\n"


def test_scrapy_crawls_into_the_archive(folder: DataFolder, blog: WatchedBlog) -> None:
    quick = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")
    ended = scrapy("crawl", "blogger", "-a", f"url={blog.url}", *quick, data=folder.path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    with closing(open_archive(folder)) as db:
        assert Counter(len(store.get_comments(db, post.id)) for post in store.iter_posts(db)) == Counter(
            len(post.comments) for post in FEW
        )


@pytest.mark.feature("H14")
def test_scrapys_stats_have_our_figures(folder: DataFolder, blog: WatchedBlog) -> None:
    quick = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "LOG_LEVEL=INFO")
    ended = scrapy("crawl", "blogger", "-a", f"url={blog.url}", "-a", "limit=2", *quick, data=folder.path)
    assert f"'threadkeep/posts': {2}," in ended.stderr
    assert "'threadkeep/failed': 0," in ended.stderr


@pytest.mark.feature("H10")
@pytest.mark.parametrize(
    ("arguments", "says"), [(["-a", "url=https://weir.example"], "Say who asks"), ([], "Say which blog: -a url=")]
)
def test_scrapy_asks_nobody_namelessly(folder: DataFolder, arguments: list[str], says: str) -> None:
    ended = scrapy("crawl", "blogger", *arguments, data=folder.path)
    assert ended.stderr.startswith(f"Error: {says}")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert not folder.archive_db.exists()
