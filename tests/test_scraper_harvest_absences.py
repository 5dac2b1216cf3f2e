"""Two harvests of one blog compared (H8): edits, removals, what vanished, what is gone and what came back."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.folder import DataFolder
from archive.moderation import decisions
from archive.originals import absences, store
from archive.originals.database import open_archive
from scraper.sample_blog import SamplePost, load_content
from scraper.sample_blog.server import HTML, Answer
from tests.harvest_runs import Ended, WatchedBlog, content, dump, new_archive, run

POSTS = [
    replace(post, declared_extra=0) for post in sorted(load_content(), key=lambda post: (len(post.comments), post.slug))
]
FEW = POSTS[:4]
GONE = Answer(404, HTML)


@pytest.fixture
def blog() -> Iterator[WatchedBlog]:
    with WatchedBlog(sorted(FEW, key=lambda post: post.published)) as served:
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return new_archive(tmp_path / "archive")


def harvest(folder: DataFolder, blog: WatchedBlog, *more: str) -> Ended:
    return run(["harvest", blog.url, "--json", "--data", str(folder.path), *more], folder.path.parent)


def noted(folder: DataFolder) -> dict[str, str]:
    with closing(open_archive(folder)) as db:
        return {absence.item_id: absence.kind.value for absence in absences.iter_absences(db)}


def pending(folder: DataFolder) -> set[str]:
    with closing(open_archive(folder)) as db:
        return set(store.get_pending(db))


def gone_since(folder: DataFolder) -> list[str | None]:
    with closing(open_archive(folder)) as db:
        return [row["gone_since"] for row in db.query("select gone_since from site")]


def with_reply(posts: list[SamplePost]) -> SamplePost:
    """Return a post of which one comment is answered by another."""
    return next(post for post in posts if any(comment.reply_to for comment in post.comments))


def put(blog: WatchedBlog, post: SamplePost) -> None:
    """Let the blog show a post as it is now."""
    blog.posts = [post if each.slug == post.slug else each for each in blog.posts]


@pytest.mark.feature("H8")
def test_a_comment_that_vanished_is_noted_and_its_replies_keep_their_place(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    post = with_reply(FEW)
    reply = next(comment for comment in post.comments if comment.reply_to)
    lost = post.comment_id(reply.reply_to or 0)
    assert harvest(folder, blog).json["vanished"] == 0
    put(blog, replace(post, comments=tuple(each for each in post.comments if each.n != reply.reply_to)))
    report = harvest(folder, blog).json
    assert (report["vanished"], report["gone"], report["shortfall"]) == (1, 0, 0)
    assert noted(folder) == {lost: "vanished"}
    assert lost in pending(folder)
    with closing(open_archive(folder)) as db:
        rows = {row.id: row for row in store.get_comments(db, post.id)}
    assert rows[post.comment_id(reply.n)].parent_id == lost
    # nothing more to say the next time, and what came back is there again
    before = dump(folder)
    assert harvest(folder, blog).json["vanished"] == 0
    assert dump(folder) == before
    put(blog, post)
    report = harvest(folder, blog).json
    assert (report["returned"], noted(folder)) == (1, {})


@pytest.mark.feature("H8")
@pytest.mark.parametrize(("who", "state"), [("author", "removed_by_author"), ("admin", "removed_by_admin")])
def test_a_removed_comment_is_a_revision_and_no_absence(
    folder: DataFolder, blog: WatchedBlog, who: str, state: str
) -> None:
    post = FEW[1]
    harvest(folder, blog)
    put(blog, replace(post, comments=(replace(post.comments[0], removed=who), *post.comments[1:])))
    assert harvest(folder, blog).json["changed"] == 1
    assert noted(folder) == {}
    with closing(open_archive(folder)) as db:
        row = next(row for row in store.get_comments(db, post.id) if row.id == post.comment_id(post.comments[0].n))
        assert row.state == state
        assert any(each.text is not None for each in store.iter_revisions(db, row.id))


@pytest.mark.feature("H8")
def test_a_post_that_nothing_leads_to_and_that_answers_404_is_gone_until_it_comes_back(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    lost, everything = FEW[0], list(blog.posts)
    harvest(folder, blog)
    blog.posts = [post for post in everything if post is not lost]
    blog.forget()
    ended = harvest(folder, blog)
    assert (ended.code, ended.json["gone"], ended.json["failed"]) == (0, 1, 0)
    assert blog.requests[lost.path] == 1
    assert noted(folder) == {lost.id: "gone"}
    # asked for again, without a further row
    before = dump(folder)
    assert harvest(folder, blog).json["gone"] == 0
    assert dump(folder) == before
    blog.posts = everything
    report = harvest(folder, blog).json
    assert (report["returned"], noted(folder)) == (1, {})


@pytest.mark.feature("H8")
def test_a_post_that_lists_still_name_is_not_gone(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog)
    blog.instead[FEW[0].path] = GONE
    assert harvest(folder, blog).json["failed"] == 1
    assert noted(folder) == {}


@pytest.mark.feature("H8")
def test_a_post_that_only_the_sitemap_still_names_is_gone(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog)
    real, left = blog.answer, [post for post in blog.posts if post is not FEW[0]]

    def answer(target: str, headers: dict[str, str]) -> Answer:
        blog.posts = list(FEW) if target == "/sitemap.xml" else left
        return real(target, headers)

    blog.answer = answer  # type: ignore[method-assign,assignment]  # a sitemap of yesterday
    assert harvest(folder, blog, "--limit", "9").json["gone"] == 0
    assert harvest(folder, blog).json["gone"] == 1
    assert noted(folder) == {FEW[0].id: "gone"}


@pytest.mark.feature("H8")
def test_a_post_that_is_still_there_though_nothing_leads_to_it_is_kept_up_to_date(
    folder: DataFolder, blog: WatchedBlog
) -> None:
    harvest(folder, blog)
    hidden = FEW[0]
    blog.instead[hidden.path] = blog.answer(hidden.path, {})
    blog.posts = [post for post in blog.posts if post is not hidden]
    report = harvest(folder, blog).json
    assert (report["gone"], report["posts"], noted(folder)) == (0, len(FEW), {})


@pytest.mark.feature("H8")
@pytest.mark.parametrize("narrow", [["--limit", "1"], ["--since", "2030-01-01"], ["--only-new"]])
def test_a_narrow_run_finds_nothing_gone(folder: DataFolder, blog: WatchedBlog, narrow: list[str]) -> None:
    harvest(folder, blog)
    blog.posts = blog.posts[-2:]
    assert harvest(folder, blog, *narrow).code == 0
    assert noted(folder) == {}


@pytest.mark.feature("H8")
def test_a_post_that_declares_more_than_came_misses_nobody(folder: DataFolder, blog: WatchedBlog) -> None:
    post = FEW[1]
    harvest(folder, blog)
    put(blog, replace(post, comments=post.comments[1:], declared_extra=1))
    report = harvest(folder, blog).json
    # what was there is still in the archive, so the count is met; but nobody can say that it was seen whole
    assert (report["vanished"], noted(folder)) == (0, {})


@pytest.mark.feature("H8")
def test_a_feed_that_fails_leaves_the_page_to_say_what_is_there(folder: DataFolder, blog: WatchedBlog) -> None:
    post = FEW[1]
    harvest(folder, blog)
    put(blog, replace(post, comments=post.comments[1:]))
    path = f"/feeds/{post.id}/comments/default"
    blog.faults[path] = [(500, {})] * 9
    assert harvest(folder, blog).json["vanished"] == 1
    assert noted(folder) == {post.comment_id(post.comments[0].n): "vanished"}


@pytest.mark.feature("H8")
def test_a_dry_run_says_what_vanished_and_notes_nothing(folder: DataFolder, blog: WatchedBlog) -> None:
    post = FEW[1]
    harvest(folder, blog)
    put(blog, replace(post, comments=post.comments[1:]))
    assert harvest(folder, blog, "--dry-run").json["vanished"] == 1
    assert noted(folder) == {}


# the blog as a whole


@pytest.mark.feature("H8")
def test_a_blog_of_which_the_host_has_nothing_is_gone_until_it_answers(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog)
    assert gone_since(folder) == [None]
    before = content(folder)
    blog.answer = lambda target, headers: GONE  # type: ignore[method-assign]  # a deleted blog
    ended = harvest(folder, blog)
    assert (ended.code, ended.json["exit_code"], ended.json["url"]) == (1, 1, blog.url)
    assert ended.err == f"Error: {ended.json['error']}\n"
    (since,) = gone_since(folder)
    assert since is not None
    assert f"says that this blog is gone since {since[:10]}" in ended.err
    assert ended.err.count("\n") == 1
    assert {**content(folder), "pending": before["pending"]} == before
    assert noted(folder) == {}
    again = dump(folder)
    harvest(folder, blog)
    assert dump(folder) == again
    del blog.answer  # there again
    assert harvest(folder, blog).code == 0
    assert gone_since(folder) == [None]


@pytest.mark.feature("H8")
def test_a_blog_in_trouble_and_one_that_cannot_be_reached_are_not_gone(folder: DataFolder, blog: WatchedBlog) -> None:
    harvest(folder, blog)
    blog.answer = lambda target, headers: Answer(503, HTML)  # type: ignore[method-assign]  # in trouble
    assert harvest(folder, blog).code == 1
    assert gone_since(folder) == [None]
    url, port = blog.url, blog.port
    blog.close()
    with socket.create_server(("127.0.0.1", port)):
        pass
    ended = run(["harvest", url, "--json", "--data", str(folder.path)], folder.path.parent)
    assert ended.err.endswith("the host refuses the connection.\n")
    assert gone_since(folder) == [None]


@pytest.mark.feature("H9")
def test_decisions_stand_while_comments_vanish_and_come_back(folder: DataFolder, blog: WatchedBlog) -> None:
    post = FEW[1]
    first = post.comment_id(post.comments[0].n)
    harvest(folder, blog)
    with closing(open_archive(folder)) as db:
        decisions.hide(db, first, reason="asked for by its writer", by="Mo", now=datetime(2026, 5, 3, tzinfo=UTC))
    made = decided(folder)
    edited = replace(post.comments[0], text="Said otherwise now.")
    for comments in (post.comments[1:], post.comments, (edited, *post.comments[1:])):
        put(blog, replace(post, comments=comments))
        assert harvest(folder, blog).code == 0
        assert decided(folder) == made


def decided(folder: DataFolder) -> list[tuple[object, ...]]:
    with closing(open_archive(folder)) as db:
        rows = db.execute("select id, kind, item_id, active from decision").fetchall()
    assert len(rows) == 1
    return rows
