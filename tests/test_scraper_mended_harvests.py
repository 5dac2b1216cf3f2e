"""Faults that people met who harvested for the first time, each as the fact that it should have been."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError

from archive.errors import WrongUse
from archive.folder import DataFolder, Settings, SourceSettings
from archive.moderation import decisions
from archive.originals import store
from archive.originals.database import open_archive
from archive.public.threads import arrange
from archive.publishing.bookkeeping import fingerprint
from archive.publishing.sources import place_of
from archive.publishing.zones import zone_of
from scraper.answers import says_there_is_more
from scraper.harvest_command import contact_of
from scraper.sample_blog import load_content
from scraper.sample_blog.server import HTML, Answer
from scraper.stop_list import StopList
from tests.harvest_runs import Ended, WatchedBlog, new_archive, run
from tests.wordpress_blog import WordPressBlog

POSTS = [
    replace(post, declared_extra=0) for post in sorted(load_content(), key=lambda post: (len(post.comments), post.slug))
]
FEW = sorted(POSTS[:4], key=lambda post: post.published)
STOPPING = "Stopping: what is saved stays; run the same command to go on.\n"
THREADKEEP = [sys.executable, "-m", "archive"]


@pytest.fixture
def blog() -> Iterator[WatchedBlog]:
    with WatchedBlog(FEW) as served:
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return new_archive(tmp_path / "archive")


def harvest(folder: DataFolder, *arguments: str) -> Ended:
    return run(["harvest", *arguments, "--json", "--data", str(folder.path)], folder.path.parent)


def write_sources(folder: DataFolder, *urls: str, delay: float = 30.0) -> None:
    lines = [f'\n[[source]]\nurl = "{url}"\ndelay = {delay}\n' for url in urls]
    folder.settings_file.write_text(folder.settings_file.read_text("utf-8") + "".join(lines), "utf-8")


def begin(folder: DataFolder, *arguments: str) -> subprocess.Popen[str]:
    """Start a harvest as a person does."""
    command = [*THREADKEEP, "harvest", *arguments, "--data", str(folder.path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def posts_in(folder: DataFolder) -> set[str]:
    with closing(open_archive(folder)) as db:
        return {post.id for post in store.iter_posts(db)}


# gone


@pytest.mark.feature("H8")
@pytest.mark.parametrize("trouble", [CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError])
def test_trouble_with_the_connection_never_says_that_a_blog_is_gone(trouble: type[Exception]) -> None:
    assert says_there_is_more(trouble("x"))


# interrupts


@pytest.mark.feature("H2")
@pytest.mark.parametrize("times", [1, 2])
def test_an_interrupt_is_answered_at_once_and_what_waits_for_its_turn_is_not_asked(
    folder: DataFolder, blog: WatchedBlog, times: int
) -> None:
    write_sources(folder, blog.url)
    running = begin(folder, blog.url)

    def interrupt() -> None:
        for _ in range(times):
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, signal.SIGINT)

    # robots.txt has come, and the home page waits for its turn half a minute later
    blog.on_answer = lambda number: threading.Timer(0.5, interrupt).start()
    _, err = running.communicate(timeout=240)
    assert STOPPING in err
    assert "Traceback" not in err
    assert "addresses are left" not in err
    assert set(blog.requests) == {"/robots.txt"}


@pytest.mark.feature("H2")
def test_an_interrupted_run_lists_no_post_as_short_that_was_not_asked_for(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    write_sources(folder, blog.url, delay=0.4)
    running = begin(folder, blog.url)
    # the feed names all posts with their numbers of comments, and the page of one has come
    blog.on_answer = lambda number: os.kill(running.pid, signal.SIGINT) if number == 4 else None
    out, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "declared" not in out
    assert "This run was cut short: run the same command again to go on." in err


@pytest.mark.feature("H2")
def test_an_early_interrupt_ends_without_a_traceback(folder: DataFolder) -> None:
    with subprocess.Popen(
        [*THREADKEEP, "harvest", "http://127.0.0.1:9", "--data", str(folder.path)],
        env={**os.environ, "PYTHONVERBOSE": "1"},
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        said = ""
        for line in running.stderr or ():
            # in the middle of what takes longest before the first request
            if "import 'scrapy.settings'" in line:
                running.send_signal(signal.SIGINT)
            said += line if not line.startswith(("import ", "# ")) else ""
    assert running.returncode == 130
    assert "Traceback" not in said
    assert said.rstrip().endswith("Stopped.")


@pytest.mark.feature("H3")
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes of Linux")
def test_harvests_of_several_blogs_end_when_the_process_over_them_is_killed(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    with WatchedBlog(FEW[:2]) as second:
        write_sources(folder, blog.url, second.url)
        running = begin(folder)
        children: list[str] = []

        def kill(number: int) -> None:
            if number == 1:
                children.extend(_children(running.pid))
                running.kill()

        blog.on_answer = kill
        running.communicate(timeout=60)
        assert len(children) == 2
        until = time.monotonic() + 20
        while any(map(_is_alive, children)) and time.monotonic() < until:
            time.sleep(0.1)
        assert not any(map(_is_alive, children))
        assert set(blog.requests) == {"/robots.txt"}


def _children(pid: int) -> list[str]:
    return [child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


def _is_alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# what a run is about


@pytest.mark.feature("H10")
def test_a_limit_of_new_posts_stores_no_more_than_those(folder: DataFolder) -> None:
    with WatchedBlog(sorted(POSTS[:8], key=lambda post: post.published)) as blog:
        held = [post.id for post in blog.posts[-2:]]
        assert harvest(folder, blog.url, "--limit", "2").code == 0
        assert posts_in(folder) == set(held)
        assert harvest(folder, blog.url, "--limit", "3", "--only-new").code == 0
        assert posts_in(folder) == {post.id for post in blog.posts[-5:]}


@pytest.mark.feature("H10")
def test_a_limit_of_new_posts_of_wordpress_stores_no_more_than_those(folder: DataFolder) -> None:
    with WordPressBlog() as blog:
        for limit, held in ((1, 1), (2, 3)):
            harvest(folder, blog.home, "--limit", str(limit), "--only-new")
            assert len(posts_in(folder)) == held


@pytest.mark.feature("H10")
def test_a_delay_set_for_a_blog_holds_on_this_machine_too(folder: DataFolder, blog: WatchedBlog) -> None:
    write_sources(folder, blog.url, delay=0.3)
    began = time.monotonic()
    report = harvest(folder, blog.url, "--limit", "1").json
    # of the pauses between the requests each lasts at least half of what was set
    assert time.monotonic() - began >= 0.15 * (report["requests"] - 1)


# reports


@pytest.mark.feature("H14")
def test_json_comes_with_a_failure_too(folder: DataFolder, blog: WatchedBlog) -> None:
    blog.answer = lambda target, headers: blog._content("/nothing", headers)  # type: ignore[method-assign]
    ended = harvest(folder, blog.url)
    assert ended.json == {"url": blog.url, "error": ended.err.removeprefix("Error: ").rstrip(), "exit_code": 1}


# places


@pytest.mark.feature("A3")
def test_who_follows_a_comment_that_vanished_and_came_back_stays_in_place(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    post = max(FEW, key=lambda post: len(post.comments))
    answered = {comment.reply_to for comment in post.comments}
    lost = next(comment for comment in post.comments[1:] if comment.n not in answered)
    harvest(folder, blog.url)
    before = _places(folder, post.id)
    rest = replace(post, comments=tuple(comment for comment in post.comments if comment != lost))
    for there in (rest, post):
        blog.posts = [there if each.slug == post.slug else each for each in FEW]
        report = harvest(folder, blog.url).json
        assert report["vanished"] + report["returned"] == 1
        # the post itself declares another number
        assert report["changed"] <= 1
        assert _places(folder, post.id) == before


def _places(folder: DataFolder, post_id: str) -> list[tuple[str, int, int]]:
    with closing(open_archive(folder)) as db:
        comments = store.get_comments(db, post_id)
        ordinals = {comment.id: comment.ordinal for comment in comments}
        return [(each.id, each.position, ordinals[each.id]) for each in arrange(map(place_of, comments))]


# who asks, and what is left alone


@pytest.mark.feature("H10")
@pytest.mark.parametrize("contact", ["me", "jo at weir", "https://", "@", "jo@weir"])
def test_a_contact_nobody_can_be_reached_at_is_refused(folder: DataFolder, contact: str) -> None:
    before = folder.settings_file.read_bytes()
    ended = harvest(folder, "https://weir.example", "--contact", contact)
    assert ended.code == 2
    assert ended.json["error"].startswith("The contact must be an e-mail address")
    assert folder.settings_file.read_bytes() == before


@pytest.mark.feature("H10")
def test_a_contact_of_the_command_line_is_kept_where_there_was_none(folder: DataFolder) -> None:
    assert contact_of(folder, " jo@weir.example ", as_json=True) == "jo@weir.example"
    assert folder.load_settings().harvest_contact == "jo@weir.example"
    assert contact_of(folder, "https://weir.example/about", as_json=True) == "https://weir.example/about"
    assert folder.load_settings().harvest_contact == "jo@weir.example"


@pytest.mark.parametrize("line", ["nonsense", "two words", "a, b.example", "..."])
def test_nonsense_in_the_stop_list_is_named(line: str) -> None:
    with pytest.raises(WrongUse, match=r"harvest\.stop holds a line that is no address"):
        StopList.of([line])


@pytest.mark.parametrize(
    "place",
    [
        "https://accounts.google.com/ServiceLogin?continue=x",
        "https://www.blogger.com/blogin.g?blogspotURL=x",
        "https://wordpress.com/wp-login.php?redirect_to=x",
        "/login?next=/",
    ],
)
def test_a_blog_that_asks_for_a_sign_in_is_said_to_do_so(folder: DataFolder, blog: WatchedBlog, place: str) -> None:
    away = Answer(302, HTML, headers={"Location": place})
    robots = Answer(404, HTML)
    blog.answer = lambda target, headers: robots if target == "/robots.txt" else away  # type: ignore[method-assign]
    ended = harvest(folder, blog.url)
    assert ended.code == 1
    assert "it asks for a sign-in, so it cannot be harvested" in ended.json["error"]


@pytest.mark.feature("H8")
def test_showing_what_is_hidden_says_which_decision_to_undo(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog.url, "--limit", "1")
    post = blog.posts[-1]
    with closing(open_archive(folder)) as db:
        made = decisions.hide(db, post.id, reason="asked for", by="Mo", now=datetime(2026, 5, 3, tzinfo=UTC))
        with pytest.raises(WrongUse, match=f"is hidden by {made.id}: undo that first, with --undo {made.id}"):
            decisions.show(db, post.id, reason="", by="Mo", now=datetime(2026, 5, 4, tzinfo=UTC))


# zones


@pytest.mark.feature("A2")
def test_the_public_copy_tells_the_zone_of_each_blog() -> None:
    sources = (
        SourceSettings("desk.blogspot.co.uk/2018/", ZoneInfo("Asia/Tokyo")),
        SourceSettings("http://[", ZoneInfo("UTC")),
        SourceSettings("https://a.example", None),
    )
    settings = Settings(zone=ZoneInfo("Europe/Paris"), sources=sources)
    zones = [zone_of(settings, host) for host in ("desk.blogspot.com", "a.example", "b.example")]
    assert zones == ["Asia/Tokyo", "Europe/Paris", "Europe/Paris"]
    assert fingerprint(settings) != fingerprint(replace(settings, sources=()))
