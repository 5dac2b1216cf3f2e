"""What narrows a harvest, what it recognises, what it leaves out, and many blogs at once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.folder import DataFolder
from archive.originals import captures, store
from archive.originals.database import open_archive
from scraper.addresses import delay_for, zone_for
from scraper.sample_blog import load_content
from scraper.sample_blog.content import BLOG_ID
from scraper.sample_blog.dress import Dress
from scraper.sample_blog.server import HTML, Answer
from scraper.spiders.probe import home_of, platform_of_host, platform_of_page
from tests.harvest_runs import (
    Ended,
    KillAt,
    WatchedBlog,
    assert_captures_are_whole,
    content,
    copy_archive,
    dump,
    new_archive,
    run,
    start,
)

POSTS = [replace(post, declared_extra=0) for post in load_content()]
FEW = sorted(sorted(POSTS, key=lambda post: len(post.comments))[:4], key=lambda post: post.published)
TOTAL = sum(len(post.comments) for post in FEW)


@pytest.fixture
def blog() -> Iterator[WatchedBlog]:
    with WatchedBlog(FEW) as served:
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return new_archive(tmp_path / "archive")


def harvest(folder: DataFolder, *arguments: str) -> Ended:
    return run(["harvest", *arguments, "--json", "--data", str(folder.path)], folder.path.parent)


def posts_in(folder: DataFolder) -> set[str]:
    with closing(open_archive(folder)) as db:
        return {post.id for post in store.iter_posts(db)}


def set_harvest(folder: DataFolder, lines: str, *, more: str = "") -> None:
    text = folder.settings_file.read_text("utf-8")
    for name in (line.split(" = ")[0] for line in lines.splitlines()):
        text = "\n".join(line for line in text.split("\n") if not line.startswith(f"{name} = "))
    text = text.replace("[harvest]\n", f"[harvest]\n{lines}\n", 1)
    folder.settings_file.write_text(text + more, "utf-8")


# --since and --only-new


@pytest.mark.feature("H10")
def test_since_a_day_asks_for_nothing_older(folder: DataFolder) -> None:
    with WatchedBlog(POSTS) as blog:
        day = POSTS[-4].published.date()
        wanted = [post for post in POSTS if post.published.date() >= day]
        ended = harvest(folder, blog.url, "--since", day.isoformat())
        assert (ended.code, ended.json["failed"]) == (0, 0)
        assert posts_in(folder) == {post.id for post in wanted}
        pages = {target for target in blog.requests if target.endswith(".html")}
        assert pages == {post.path for post in wanted if f"{post.published:%Y%m}" >= f"{day:%Y%m}"}
        (feed,) = (target for target in blog.requests if target.startswith("/feeds/posts"))
        assert "published-min" in parse_qs(urlsplit(feed).query)
        months = {target for target in blog.requests if target.count("/") >= 2 and target.endswith("/")}
        assert not [month for month in months if month < f"/{day:%Y}"]


def test_since_a_day_on_which_nothing_happened_is_no_failure(folder: DataFolder, blog: WatchedBlog) -> None:
    ended = harvest(folder, blog.url, "--since", "2035-01-01")
    assert (ended.code, ended.json["posts"], ended.json["failed"]) == (0, 0, 0)
    assert not [target for target in blog.requests if target.endswith(".html")]


@pytest.mark.parametrize("day", ["yesterday", "2018-13-01", ""])
def test_a_day_that_is_none_is_refused(folder: DataFolder, blog: WatchedBlog, day: str) -> None:
    ended = harvest(folder, blog.url, "--since", day)
    assert (ended.code, ended.out) == (2, "")
    assert blog.answers.total() == 0


@pytest.mark.feature("H10")
def test_only_new_asks_for_no_post_that_is_held(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog.url)
    late = replace(FEW[0], slug="a-late-post", published=POSTS[-1].published + timedelta(days=9), comments=())
    blog.posts.append(late)
    blog.forget()
    ended = harvest(folder, blog.url, "--only-new")
    assert (ended.code, ended.json["new"]) == (0, 1)
    assert {target for target in blog.requests if target.endswith(".html")} == {late.path}
    # with a limit: the newest that are new
    blog.posts += [replace(late, slug=f"later-{n}", published=late.published + timedelta(days=n)) for n in range(1, 4)]
    blog.forget()
    assert harvest(folder, blog.url, "--only-new", "--limit", "2").json["failed"] == 0
    assert {target for target in blog.requests if target.endswith(".html")} == {post.path for post in blog.posts[-2:]}


@pytest.mark.feature("H2")
def test_only_new_after_a_kill_asks_for_what_the_killed_run_did_not_finish(
    folder: DataFolder, blog: WatchedBlog, tmp_path: Path
) -> None:
    calm = copy_archive(folder, tmp_path / "calm")
    harvest(calm, blog.url)
    given = ["harvest", blog.url, "--only-new", "--json", "--data", str(folder.path)]
    kill: KillAt = ("archive.originals.capture_writer", "CaptureWriter.write_response", 9, False)
    assert start(given, tmp_path, kill_at=kill).end().code == -signal.SIGKILL
    assert run(given, tmp_path).code == 0
    assert content(folder) == content(calm)


# the stop list


@pytest.mark.feature("H10")
@pytest.mark.parametrize("form", ["{url}{path}", "{url}{path}?m=1", "{url}{month}/"])
def test_what_is_on_the_stop_list_is_never_asked_for_and_never_taken(
    folder: DataFolder, blog: WatchedBlog, form: str
) -> None:
    stopped = FEW[0]
    line = form.format(url=blog.url, path=stopped.path, month=f"/{stopped.published:%Y/%m}")
    set_harvest(folder, f"stop = {json.dumps([line])}")
    ended = harvest(folder, blog.url)
    assert (ended.code, ended.json["failed"]) == (0, 0)
    assert not [target for target in blog.requests if stopped.path in target or f"/{stopped.id}/" in target]
    # the posts feed shows it all the same
    assert ended.json["left_out"] == {"stopped": 1}
    assert posts_in(folder) == {post.id for post in FEW[1:]}


@pytest.mark.feature("H10")
def test_a_host_on_the_stop_list_is_not_asked_at_all(folder: DataFolder, blog: WatchedBlog) -> None:
    set_harvest(folder, 'stop = ["127.0.0.1"]')
    ended = harvest(folder, blog.url)
    assert (ended.code, ended.json["exit_code"]) == (2, 2)
    assert "is on the stop list" in ended.err
    assert blog.answers.total() == 0


def test_people_are_told_what_was_left_out(folder: DataFolder, blog: WatchedBlog) -> None:
    set_harvest(folder, f"stop = {json.dumps([blog.url + FEW[0].path])}")
    ended = run(["harvest", blog.url, "--data", str(folder.path)], folder.path.parent)
    assert "Left out: 1 stopped.\n" in ended.out


@pytest.mark.parametrize("stop", ['"a"', "[1]", '["http://["]', '["ftp://a/b"]'])
def test_a_stop_list_that_is_none_is_named(folder: DataFolder, blog: WatchedBlog, stop: str) -> None:
    set_harvest(folder, f"stop = {stop}")
    ended = harvest(folder, blog.url)
    assert (ended.code, ended.json["exit_code"]) == (2, 2)
    assert "threadkeep.toml: harvest.stop" in ended.err
    assert ended.err.count("\n") == 1


# noindex


@pytest.mark.feature("H10")
@pytest.mark.parametrize("way", ["meta", "header"])
def test_a_page_that_asks_not_to_be_kept_is_left_out_and_named(folder: DataFolder, blog: WatchedBlog, way: str) -> None:
    page = Dress(FEW, blog.url).post_page(FEW[1])
    if way == "meta":
        page = page.replace("<head>", "<head><meta content='noindex, nofollow' name='robots'/>", 1)
    headers = {"X-Robots-Tag": "noindex"} if way == "header" else {}
    blog.instead[FEW[1].path] = Answer(200, HTML, page.encode(), {"ETag": '"n"', **headers})
    ended = harvest(folder, blog.url)
    assert (ended.code, ended.json["failed"]) == (1, 1)
    assert ended.json["failures"][0].startswith(f"{blog.url}{FEW[1].path}: the page asks machines not to keep it")
    assert f"/feeds/{FEW[1].id}/comments/default" not in " ".join(blog.requests)
    with closing(open_archive(folder)) as db:
        assert store.get_comments(db, FEW[1].id) == []
    assert run(["reparse", "--json", "--data", str(folder.path)], folder.path.parent).code == 0
    with closing(open_archive(folder)) as db:
        assert store.get_comments(db, FEW[1].id) == []
    # with the owner's leave, from the page that was kept or asked for again
    set_harvest(folder, "take_noindex = true")
    assert harvest(folder, blog.url).code == 0
    with closing(open_archive(folder)) as db:
        assert len(store.get_comments(db, FEW[1].id)) == len(FEW[1].comments)


@pytest.mark.feature("H10")
def test_a_blog_whose_home_asks_not_to_be_kept_is_left_alone(folder: DataFolder, blog: WatchedBlog) -> None:
    home = Dress(FEW, blog.url).list_page("x", FEW).replace("<head>", "<head><META NAME=robots CONTENT=noindex>", 1)
    blog.instead["/"] = Answer(200, HTML, home.encode())
    ended = harvest(folder, blog.url)
    assert (ended.code, ended.json["exit_code"]) == (1, 1)
    assert "asks machines not to keep it (noindex): ask its owner" in ended.err
    assert set(blog.requests) == {"/robots.txt", "/"}


# what was read before


@pytest.mark.feature("H15")
def test_a_page_of_old_that_could_not_be_read_then_is_read_when_the_host_says_not_modified(
    folder: DataFolder, blog: WatchedBlog, tmp_path: Path
) -> None:
    calm = copy_archive(folder, tmp_path / "calm")
    harvest(calm, blog.url)
    harvest(folder, blog.url)
    with closing(open_archive(folder)) as db:
        row = captures.latest_for_url(db, blog.url + FEW[2].path)
        assert row is not None
        with db.atomic():
            # as an older version left it: the page kept, nothing read in it
            captures.note_reading(db, row.id, format=None, parser_version=0, problem="Not recognised: x.")
            for table, key in (("reading", "item_id"), ("comment", "id")):
                db.execute(
                    f"delete from {table} where {key} in (select id from comment where post_id = ?)", (FEW[2].id,)
                )
    ended = harvest(folder, blog.url)
    assert (ended.code, ended.json["not_modified"]) == (0, ended.json["requests"])
    with closing(open_archive(folder)) as db:
        assert len(store.get_comments(db, FEW[2].id)) == len(FEW[2].comments)
    again = dump(folder)
    harvest(folder, blog.url)
    assert dump(folder) == again


# the platform


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("host", "platform"),
    [
        ("https://desk.blogspot.com", "blogger"),
        ("https://desk.blogspot.co.uk", "blogger"),
        ("https://desk.wordpress.com/x", "wordpress"),
        ("https://wordpress.com", None),
        ("https://blogspot.com.weir.example", None),
        ("http://127.0.0.1:8003", None),
    ],
)
def test_some_hosts_say_what_they_are(host: str, platform: str | None) -> None:
    assert platform_of_host(host) == platform


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("page", "platform"),
    [
        ("<meta content='blogger' name='generator'/>", "blogger"),
        ('<meta name="generator" content="Blogger">', "blogger"),
        ("<link rel='alternate' type='application/atom+xml' href='http://a.example/feeds/posts/default'/>", "blogger"),
        ('<link rel="https://api.w.org/" href="https://a.example/wp-json/" />', "wordpress"),
        ('<meta name="generator" content="WordPress 6.4" />', "wordpress"),
        ("<script src='/wp-includes/js/x.js'>", "wordpress"),
        ("<meta name='generator' content='Hugo'/>", None),
        ("", None),
    ],
)
def test_a_home_page_says_what_it_is(page: str, platform: str | None) -> None:
    assert platform_of_page(f"<html><head>{page}</head>") == platform


@pytest.mark.parametrize(
    ("href", "home"),
    [
        ("https://a.example/wp-json/", "https://a.example"),
        ("https://a.example/blog/index.php?rest_route=/", "https://a.example/blog"),
        ("https://a.example/blog/?rest_route=/", "https://a.example/blog"),
        ("https://public-api.wordpress.com/wp/v2/sites/a.wordpress.com/", None),
        ("https://a.example/api/", None),
    ],
)
def test_the_home_of_a_site_is_where_its_api_is(href: str, home: str | None) -> None:
    page = f"<link rel='https://api.w.org/' href='{href}' />"
    assert home_of(page, "https://a.example/blog/2018/07/x/") == home


@pytest.mark.feature("H13")
def test_any_page_of_a_blog_leads_to_all_of_it(folder: DataFolder, blog: WatchedBlog) -> None:
    ended = harvest(folder, blog.url + FEW[0].path)
    assert (ended.code, ended.json["posts"], ended.json["comments"]) == (0, len(FEW), TOTAL)
    # first as any page, then as a post
    assert {target for target, number in blog.requests.items() if number > 1} == {FEW[0].path}


@pytest.mark.feature("H13")
def test_the_platform_can_be_named_and_is_remembered(folder: DataFolder, blog: WatchedBlog) -> None:
    shell = Answer(200, HTML, b"<!DOCTYPE html><html><head><title>x</title></head><body>Welcome</body></html>")
    blog.instead["/"] = shell
    ended = harvest(folder, blog.url)
    assert (ended.code, ended.json["exit_code"]) == (1, 1)
    assert "Not recognised: neither a Blogger nor a WordPress blog" in ended.err
    named = harvest(folder, blog.url, "--platform", "blogger")
    assert (named.code, named.json["posts"]) == (0, len(FEW))
    assert harvest(folder, blog.url).json["posts"] == len(FEW)


# many blogs


@pytest.mark.feature("H3")
def test_several_blogs_fill_one_archive_at_the_same_time(folder: DataFolder, blog: WatchedBlog) -> None:
    with WatchedBlog(POSTS[:3]) as second, WatchedBlog(POSTS[5:8]) as third:
        blogs = [blog, second, third]
        # three blogs of one name would be one blog: each tells its own
        for each in blogs:
            rename(each)
        ended = harvest(folder, *(each.url for each in blogs))
        assert ended.code == 0
        # on a busy machine one waits for another's turn to write, and says so
        assert all(line.endswith("waiting for its end.") for line in ended.err.splitlines())
        assert [each["url"] for each in ended.json["blogs"]] == [each.url for each in blogs]
        assert ended.json["posts"] == sum(len(each.posts) for each in blogs)
        assert all(max(each.requests.values()) == 1 for each in blogs)
        with closing(open_archive(folder)) as db:
            assert {row["host"] for row in db.query("select host from site")} == {
                f"blog-{each.port}.example" for each in blogs
            }
        # one of them in trouble: the others come, and the end says so
        third.answer = lambda target, headers: Answer(500, HTML)  # type: ignore[method-assign]  # broken
        told = run(["harvest", *(each.url for each in blogs), "--data", str(folder.path)], folder.path.parent)
        assert told.code == 1
        assert f"{third.url}: Nothing was harvested" in told.out
        assert told.out.count("rows were new") == 2


@pytest.mark.feature("H3")
def test_harvests_imports_and_reparse_at_the_same_time_lose_nothing(
    folder: DataFolder, blog: WatchedBlog, tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    foreign = [replace(post, slug=f"saved-{n}") for n, post in enumerate(POSTS[10:14])]
    dress = Dress(foreign, "https://saved.example")
    for post in foreign:
        (saved / f"{post.slug}.html").write_text(dress.post_page(post).replace(BLOG_ID, "77"), "utf-8")
    data = ["--json", "--data", str(folder.path)]
    with WatchedBlog(POSTS[:3]) as second:
        rename(second)
        harvest(folder, blog.url, "--limit", "1")
        running = [
            start(["harvest", blog.url, *data], tmp_path),
            start(["harvest", second.url, *data], tmp_path),
            start(["import", str(saved), *data], tmp_path),
            start(["reparse", *data], tmp_path),
        ]
        ended = [each.end() for each in running]
    assert [each.code for each in ended] == [0, 0, 0, 0]
    assert not any("locked" in each.err for each in ended)
    with closing(open_archive(folder)) as db:
        counts = db.execute("select (select count(*) from post), (select count(*) from comment)").fetchone()
    shown = [*FEW, *POSTS[:3], *foreign]
    assert counts == (len(shown), sum(len(post.comments) for post in shown))
    assert_captures_are_whole(folder)


def rename(blog: WatchedBlog) -> None:
    real = blog.answer
    number = {post.id: f"{blog.port}{post.id[5:]}" for post in blog.posts}
    number |= {
        post.comment_id(comment.n): f"{blog.port}{post.comment_id(comment.n)[5:]}"
        for post in blog.posts
        for comment in post.comments
    }
    number[BLOG_ID] = f"{blog.port}{BLOG_ID[5:]}"
    back = {new: old for old, new in number.items()}

    def answer(target: str, headers: dict[str, str]) -> Answer:
        for new, old in back.items():
            target = target.replace(new, old)
        found = real(target, {})
        text = found.body.decode().replace(blog.url, f"https://blog-{blog.port}.example")
        for old, new in number.items():
            text = text.replace(old, new)
        return replace(found, body=text.encode(), headers={})

    blog.answer = answer  # type: ignore[method-assign,assignment]  # a blog with a name and numbers of its own


def test_two_addresses_of_one_host_are_refused_and_one_twice_is_one(folder: DataFolder, blog: WatchedBlog) -> None:
    ended = harvest(folder, blog.url, f"{blog.url}/blog")
    assert (ended.code, ended.json["exit_code"]) == (2, 2)
    assert "are on one host: harvest one after the other" in ended.err
    assert harvest(folder, blog.url, f"{blog.url}/").json["posts"] == len(FEW)


@pytest.mark.feature("H3")
def test_the_sources_of_the_settings_are_harvested_when_no_address_is_given(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    ended = run(["harvest", "--json", "--data", str(folder.path)], folder.path.parent)
    assert (ended.code, ended.json["exit_code"]) == (2, 2)
    assert "Say which blog" in ended.err
    set_harvest(folder, 'zone = "UTC"', more=f'\n[[source]]\nurl = "{blog.url}"\nzone = "Asia/Tokyo"\n')
    assert run(["harvest", "--json", "--data", str(folder.path)], folder.path.parent).json["posts"] == len(FEW)
    with closing(open_archive(folder)) as db:
        times = [row["published_local"] for row in db.query("select published_local from comment")]
    assert times
    assert all(time.endswith("+09:00") for time in times)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[source]\nurl = 'a'", "source is a table in double brackets"),
        ("[[source]]\nzone = 'UTC'", "source.url is the address of a blog"),
        ("[[source]]\nurl = 3", "source.url is text in quotes"),
        ("[[source]]\nurl = 'a'\nzone = 'Moon'", "source.zone is no IANA time zone"),
        ("[[source]]\nurl = 'a'\ndelay = -1", "source.delay is a number of seconds"),
        ("[[source]]\nurl = 'a'\nname = 'b'", "source.name is no setting"),
    ],
)
def test_a_source_that_is_none_is_named(folder: DataFolder, text: str, says: str) -> None:
    set_harvest(folder, 'zone = "UTC"', more=f"\n{text}\n")
    ended = run(["harvest", "--data", str(folder.path)], folder.path.parent)
    assert (ended.code, ended.out) == (2, "")
    assert f"threadkeep.toml: {says}" in ended.err


def test_a_source_has_its_own_zone_and_delay_under_each_of_its_names(folder: DataFolder) -> None:
    set_harvest(
        folder,
        'zone = "UTC"\ndelay = 3',
        more='\n[[source]]\nurl = "desk.blogspot.com"\nzone = "Europe/Paris"\n'
        '[[source]]\nurl = "https://a.example"\ndelay = 9\n',
    )
    settings = folder.load_settings()
    assert str(zone_for(settings, "https://desk.blogspot.fr/2018/07/a.html")) == "Europe/Paris"
    assert (str(zone_for(settings, "https://a.example")), delay_for(settings, "http://a.example/x")) == ("UTC", 9)
    assert (str(zone_for(settings, "https://b.example")), delay_for(settings, "https://desk.blogspot.com")) == (
        "UTC",
        3,
    )


@pytest.mark.feature("H3")
def test_an_interrupt_of_several_harvests_ends_them_all_with_their_reports(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    with WatchedBlog(POSTS[:3]) as second:
        rename(second)
        command = [sys.executable, "-m", "archive", "harvest", blog.url, second.url, "--json"]
        running = subprocess.Popen(
            [*command, "--data", str(folder.path)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        # as a terminal does: everybody in the group is told
        blog.on_answer = lambda number: interrupt(running.pid) if number == 6 else None
        out, _ = running.communicate(timeout=60)
    report = json.loads(out)
    assert running.returncode == 1
    assert report["blogs"][0]["unfinished"] > 0


def interrupt(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGINT)
