"""The sample blog: what is in it, and that its pages and feeds say exactly that, in Blogger's way, over real HTTP."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest

from archive.markup import parse_fragment
from archive.originals.records import OriginalComment, OriginalPost
from scraper.pages.blogger.feed import Feed, parse_feed
from scraper.pages.blogger.links import find_links
from scraper.pages.recognise import parse
from scraper.pages.sitemap import find_sitemap_links
from scraper.sample_blog import SampleBlog, SampleComment, SamplePost, load_content, load_planted
from scraper.sample_blog.content import OWNER, TITLE, ZONE
from scraper.sample_blog.dress import REMOVED, author_name
from tests.harvest_runs import WatchedBlog

POSTS = load_content()
COMMENTS = [comment for post in POSTS for comment in post.comments]
FEED = "/feeds/posts/default"


@pytest.fixture(scope="module")
def blog() -> Iterator[SampleBlog]:
    with SampleBlog() as served:
        yield served


def ask(
    blog: SampleBlog, target: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    link = http.client.HTTPConnection("127.0.0.1", blog.port, timeout=30)
    try:
        link.request(method, target, headers=headers or {})
        answer = link.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        link.close()


def read_page(blog: SampleBlog, post: SamplePost) -> OriginalPost:
    _, headers, body = ask(blog, post.path)
    (found,) = parse(body, url=blog.url + post.path, zone=ZONE, content_type=headers["content-type"]).posts
    return found


def read_feed(blog: SampleBlog, path: str, **query: str) -> Feed:
    target = f"{path}?{urlencode({name.replace('_', '-'): value for name, value in query.items()})}"
    _, _, body = ask(blog, target)
    return parse_feed(body.decode(), url=blog.url + target, zone=ZONE)


def comment_feed(post: SamplePost) -> str:
    return f"/feeds/{post.id}/comments/default"


def long_post(comments: int, *, at_once: bool = False) -> SamplePost:
    """Return a post with more comments than a page of a feed holds."""
    base = replace(POSTS[0], slug="a-very-long-thread")
    one = SampleComment(1, "anonymous", base.published + timedelta(hours=1), "One more for the log.")
    step = timedelta(0) if at_once else timedelta(seconds=61)
    made = tuple(
        replace(
            one, n=n, published=one.published + step * n, text=f"Line {n} of the log.", reply_to=1 if n > 3 else None
        )
        for n in range(1, comments + 1)
    )
    return replace(base, comments=made)


# what the content is


def test_the_community_is_large_enough_and_most_are_anonymous() -> None:
    assert len(POSTS) >= 24
    assert len(COMMENTS) >= 400
    assert (POSTS[-1].published - POSTS[0].published).days >= 5 * 365
    assert len({post.published.year for post in POSTS}) >= 6
    assert sum(comment.kind == "anonymous" for comment in COMMENTS) > len(COMMENTS) / 2
    assert {comment.kind for comment in COMMENTS} == {"anonymous", "name", "name_url", "account", "owner"}


def test_two_comments_are_removed_by_an_administrator_and_one_post_declares_too_many() -> None:
    assert [comment.removed for comment in COMMENTS if comment.removed] == ["admin", "admin"]
    assert [post.declared - len(post.comments) for post in POSTS if post.declared != len(post.comments)] == [1]


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.slug)
def test_a_thread_is_one_level_deep_and_in_time_order(post: SamplePost) -> None:
    roots = {comment.n for comment in post.comments if comment.reply_to is None}
    assert [comment.n for comment in post.comments] == list(range(1, len(post.comments) + 1))
    assert all(comment.reply_to in roots for comment in post.comments if comment.reply_to is not None)
    assert all(comment.reply_to < comment.n for comment in post.comments if comment.reply_to is not None)
    times = [post.published, *(comment.published for comment in post.comments)]
    assert times == sorted(times)
    assert len(set(times)) == len(times)


def test_numbers_are_unique() -> None:
    numbers = [post.id for post in POSTS] + [post.comment_id(c.n) for post in POSTS for c in post.comments]
    assert max(Counter(numbers).values()) == 1
    assert all(re.fullmatch(r"\d{19}", number) for number in numbers)


@pytest.mark.parametrize("planted", load_planted(), ids=lambda planted: f"{planted.post}-{planted.comment}")
def test_planted_words_stand_in_the_item_that_is_named(planted: object) -> None:
    from scraper.sample_blog.content import Planted

    assert isinstance(planted, Planted)
    (post,) = [post for post in POSTS if post.slug == planted.post]
    html = post.body if planted.comment == 0 else post.comments[planted.comment - 1].text
    byline = "" if planted.comment == 0 else post.comments[planted.comment - 1].author
    assert planted.words in f"{parse_fragment(html).reveal().text}\n{byline}\n{post.title}"
    assert planted.label
    assert planted.why


# what the pages and feeds say of it

KINDS = {"owner": "account", "account": "account", "name": "name", "name_url": "name_url", "anonymous": "anonymous"}


def expected(post: SamplePost, comment: SampleComment) -> tuple[object, ...]:
    return (
        f"blogger:{post.comment_id(comment.n)}",
        f"blogger:{post.comment_id(comment.reply_to)}" if comment.reply_to else None,
        author_name(comment),
        KINDS[comment.kind],
        comment.url or None,
        comment.kind == "owner",
        comment.published.astimezone(UTC),
        comment.published.isoformat(timespec="milliseconds"),
        "removed_by_admin" if comment.removed else "live",
        parse_fragment(REMOVED[comment.removed] if comment.removed else comment.text).reveal(),
    )


def as_read(comment: OriginalComment) -> tuple[object, ...]:
    return (
        comment.source_key,
        comment.parent_key,
        comment.author,
        comment.author_kind,
        comment.author_url,
        comment.is_owner,
        comment.published.utc,
        comment.published.local,
        comment.state,
        comment.text.reveal(),
    )


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.slug)
def test_page_and_feed_of_a_post_say_exactly_what_the_content_is(blog: SampleBlog, post: SamplePost) -> None:
    wanted = {expected(post, comment) for comment in post.comments}
    page = read_page(blog, post)
    assert {as_read(comment) for comment in page.comments} == wanted
    assert (page.source_key, page.title, page.author) == (f"blogger:{post.id}", post.title, OWNER)
    assert (page.published.utc, page.labels, page.declared) == (
        post.published.astimezone(UTC),
        post.labels,
        post.declared,
    )
    assert page.replies == sum(comment.reply_to is not None for comment in post.comments)
    feed = read_feed(blog, comment_feed(post), max_results="150")
    assert feed.total == len(post.comments)
    (from_feed,) = feed.parsed.posts
    assert {as_read(comment) for comment in from_feed.comments} == wanted
    assert (from_feed.source_key, from_feed.url) == (page.source_key, page.url)


def test_posts_feed_and_pages_say_the_same_of_posts(blog: SampleBlog) -> None:
    feed = read_feed(blog, FEED, max_results="150")
    assert [post.source_key for post in feed.parsed.posts] == [f"blogger:{post.id}" for post in POSTS[::-1]]
    for found, post in zip(feed.parsed.posts, POSTS[::-1], strict=True):
        page = read_page(blog, post)
        assert found.text is not None
        assert page.text is not None
        assert found.text.reveal() == page.text.reveal()
        for name in ("url", "title", "author", "published", "labels", "declared"):
            assert getattr(found, name) == getattr(page, name), name
    site = feed.parsed.site
    assert (site.host, site.title) == (f"127.0.0.1:{blog.port}", TITLE)


def test_no_account_number_reaches_a_parsed_comment(blog: SampleBlog) -> None:
    for post in POSTS:
        for comment in read_page(blog, post).comments:
            assert "blogger.com/profile" not in f"{comment.author_url} {comment.text.reveal().text}"


# how it is served


@pytest.mark.feature("H6")
def test_a_posts_feed_gives_25_entries_unless_asked_and_never_more_than_150() -> None:
    many = [replace(POSTS[0], slug=f"entry-{n}", published=POSTS[0].published + timedelta(days=n)) for n in range(160)]
    with SampleBlog(content=[replace(post, comments=()) for post in many]) as blog:
        plain, greedy, few = (
            read_feed(blog, FEED),
            read_feed(blog, FEED, max_results="500"),
            read_feed(blog, FEED, max_results="3"),
        )
        assert (plain.entries, greedy.entries, few.entries) == (25, 150, 3)
        assert plain.total == greedy.total == few.total == 160
        assert greedy.next_url is not None
        last = parse_feed(ask(blog, greedy.next_url.removeprefix(blog.url))[2].decode(), url=greedy.next_url, zone=ZONE)
        assert (last.entries, last.next_url) == (10, None)
        keys = [post.source_key for feed in (greedy, last) for post in feed.parsed.posts]
        assert len(set(keys)) == 160


@pytest.mark.feature("H6")
@pytest.mark.parametrize("oldest", [True, False])
def test_the_next_link_of_a_comment_feed_goes_on_where_the_page_ended(oldest: bool) -> None:
    post = long_post(180)
    query = {"orderby": "published", "reverse": "false"} if oldest else {}
    with SampleBlog(content=[post]) as blog:
        first = read_feed(blog, comment_feed(post), max_results="150", **query)
        assert first.next_url is not None
        second = parse_feed(ask(blog, first.next_url.removeprefix(blog.url))[2].decode(), url=first.next_url, zone=ZONE)
        keys = [comment.source_key for feed in (first, second) for comment in feed.parsed.posts[0].comments]
        assert len(keys) == len(set(keys)) == 180
        earliest = min(comment.published.local for comment in first.parsed.posts[0].comments)
        assert (earliest == post.comments[0].published.isoformat(timespec="milliseconds")) is oldest


@pytest.mark.feature("H6")
def test_published_min_gives_what_came_at_that_time_and_later(blog: SampleBlog) -> None:
    post = max(POSTS, key=lambda each: len(each.comments))
    since = post.comments[5].published
    feed = read_feed(
        blog,
        comment_feed(post),
        max_results="150",
        published_min=since.isoformat(),
        orderby="published",
        reverse="false",
    )
    assert feed.total == feed.entries == len(post.comments) - 5
    # a part of the comments says nothing about how many there are
    assert feed.parsed.posts[0].declared is None
    assert ask(blog, f"{comment_feed(post)}?published-min=yesterday")[0] == 400
    assert ask(blog, f"{comment_feed(post)}?published-min=2014-01-01")[0] == 400


@pytest.mark.feature("H10")
@pytest.mark.parametrize("target", ["/", POSTS[3].path, FEED, comment_feed(POSTS[3]), "/sitemap.xml", "/robots.txt"])
def test_what_has_not_changed_is_not_sent_again(target: str) -> None:
    with WatchedBlog() as blog:
        status, headers, body = ask(blog, target)
        assert (status, bool(body)) == (200, True)
        for validator in (
            {"If-None-Match": headers["etag"]},
            {"If-None-Match": f'"other", {headers["etag"]}'},
            {"If-None-Match": "*"},
            {"If-Modified-Since": headers["last-modified"]},
        ):
            assert ask(blog, target, validator)[0::2] == (304, b""), validator
        for other in (
            {"If-None-Match": '"other"', "If-Modified-Since": headers["last-modified"]},
            {"If-Modified-Since": "Wed, 01 Jan 2003 00:00:00 GMT"},
            {"If-Modified-Since": "a while ago"},
        ):
            assert ask(blog, target, other)[0] == 200, other
        assert (blog.conditional, blog.answers) == (7, Counter({200: 4, 304: 4}))


def test_a_new_comment_changes_its_pages_and_feeds_alone() -> None:
    with SampleBlog() as blog:
        first, second = POSTS[3], POSTS[4]
        tags = {post.path: ask(blog, post.path)[1]["etag"] for post in (first, second)}
        late = replace(first.comments[0], n=99, published=datetime(2019, 5, 6, 7, 8, 9, tzinfo=ZONE))
        blog.posts[3] = replace(first, comments=(*first.comments, late))
        assert ask(blog, first.path, {"If-None-Match": tags[first.path]})[0] == 200
        assert ask(blog, second.path, {"If-None-Match": tags[second.path]})[0] == 304


def test_head_answers_without_a_body(blog: SampleBlog) -> None:
    status, headers, body = ask(blog, POSTS[0].path, method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == len(ask(blog, POSTS[0].path)[2])
    assert ask(blog, "/nowhere", method="HEAD")[0] == 404


@pytest.mark.parametrize(
    "target",
    ["/nowhere", "/2014/13/", "/2031/", "/search/label/none", "/feeds/1/comments/default", "/search", "/p/about.html"],
)
def test_what_is_not_there_is_404(blog: SampleBlog, target: str) -> None:
    assert ask(blog, target)[0] == 404


def test_robots_and_sitemap_are_as_blogger_serves_them(blog: SampleBlog) -> None:
    robots = ask(blog, "/robots.txt")[2].decode()
    assert "User-agent: *\nDisallow: /search\nAllow: /\n" in robots
    assert f"Sitemap: {blog.url}/sitemap.xml" in robots
    named = find_sitemap_links(ask(blog, "/sitemap.xml")[2])
    assert set(named.posts) == {blog.url + post.path for post in POSTS}
    assert named.sitemaps == ()


def test_months_years_home_and_labels_list_their_posts(blog: SampleBlog) -> None:
    home = find_links(ask(blog, "/")[2], url=f"{blog.url}/")
    assert [link.url for link in home.posts] == [blog.url + post.path for post in POSTS[:-8:-1]]
    listed: list[str] = []
    for url in home.archives:
        links = find_links(ask(blog, url.removeprefix(blog.url))[2], url=url)
        listed += [link.url for link in links.posts]
        announced = {blog.url + post.path: post.declared or None for post in POSTS}
        assert all(link.announced == announced[link.url] for link in links.posts)
    assert sorted(listed) == sorted(blog.url + post.path for post in POSTS)
    year = find_links(ask(blog, "/2014/")[2], url=f"{blog.url}/2014/")
    assert len(year.posts) == sum(post.published.year == 2014 for post in POSTS)
    label = POSTS[0].labels[0]
    page = find_links(ask(blog, f"/search/label/{quote(label)}")[2], url=f"{blog.url}/search/label/x")
    assert len(page.posts) == sum(label in post.labels for post in POSTS)


def test_a_blog_without_posts_still_answers() -> None:
    with SampleBlog(content=[]) as blog:
        assert [ask(blog, target)[0] for target in ("/", FEED, "/sitemap.xml", "/robots.txt")] == [200] * 4
        assert read_feed(blog, FEED).entries == 0


def test_it_is_served_on_this_machine_alone(blog: SampleBlog) -> None:
    assert blog.url == f"http://127.0.0.1:{blog.port}"
    assert blog._http.server_address[0] == "127.0.0.1"


def test_it_can_be_served_from_the_command_line() -> None:
    command = [sys.executable, "-m", "scraper.sample_blog", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=LOUD) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        port = int(line.rpartition(":")[2].strip("/\n"))
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
            link.request("GET", "/robots.txt")
            assert link.getresponse().status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert (line, process.stderr.read()) == (f"The sample blog is at http://127.0.0.1:{port}/\n", "")


# a pipe is no terminal: without this the line would wait in a buffer
LOUD = {**os.environ, "PYTHONUNBUFFERED": "1"}
