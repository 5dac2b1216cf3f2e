"""Harvests of blogs in trouble: each ends by itself, says what it missed, stores nothing wrong, and can be mended.

Every kind of trouble befalls a post of its own, so that one harvest meets them all. The proof at the end is the same
for all: a later harvest of the healthy blog leaves the database of one that was never disturbed.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from archive.folder import DataFolder
from archive.originals import captures
from archive.originals.absences import iter_absences
from archive.originals.database import open_archive
from scraper import settings
from scraper.sample_blog import load_content
from scraper.sample_blog.server import TEXT
from tests import troubled_blog as troubles
from tests.harvest_runs import (
    Ended,
    WatchedBlog,
    assert_captures_are_whole,
    capture_files,
    content,
    copy_archive,
    dump,
    new_archive,
    start,
)
from tests.troubled_blog import MB, Trouble, trouble
from tests.wordpress_blog import WordPressBlog
from tests.wordpress_site import POSTS as WORDPRESS_POSTS

POSTS = load_content()
FEW = sorted(POSTS, key=lambda post: len(post.comments))[:3]
PAGE = FEW[0].path
FEEDS, COMMENTS = "/feeds/posts/default", f"/feeds/{FEW[0].id}/comments"
API = "/wp-json/wp/v2"

Rows = dict[str, list[tuple[Any, ...]]]


def _same(body: bytes) -> bytes:
    return body


def _with_filling(size: int) -> Trouble:
    """Return a trouble that adds so many bytes of markup that says nothing."""
    filling = b"<p class='filler'>The river is high.</p>\n"
    return troubles.changed(lambda body: body.replace(b"</body>", filling * (size // len(filling)) + b"</body>"))


LATE: dict[str, Trouble] = {
    "silence": troubles.silence,
    "truncation": troubles.truncation,
    "broken chunks": troubles.broken_chunks,
    "reset": troubles.reset,
    "hang-up": troubles.hang_up,
    "drip": troubles.drip,
    "headers without end": troubles.slow_headers,
    "gibberish": troubles.gibberish,
    "500": troubles.refusal(500),
    "503": troubles.refusal(503, Retry_After="0"),
    "429": troubles.refusal(429, Retry_After="0"),
}
"""Troubles of the moment, which a harvest meets by asking again."""
FALSE: dict[str, Trouble] = {
    "403": troubles.refusal(403),
    "ring": troubles.ring,
    "endless redirects": troubles.endless_redirects,
    "another host": troubles.refusal(302, Location="https://elsewhere.example/post"),
    "captcha": troubles.CAPTCHA,
    "sorry": troubles.SORRY,
    "foreign page": troubles.FOREIGN,
    "empty": troubles.EMPTY,
    "bomb": troubles.bomb(),
    "damaged packing": troubles.damaged_packing,
    "false packing": troubles.false_packing,
    "no text": troubles.other(b"\0\1\2" * 1000),
    "too large": troubles.changed(lambda body: body + b" " * (33 * MB)),
}
"""Answers that are none."""
HARMLESS: dict[str, Trouble] = {
    "utf-16": troubles.changed(_same, "text/html; charset=utf-16"),
    "latin-1": troubles.changed(_same, "text/html; charset=ISO-8859-1"),
    "ascii": troubles.changed(_same, "text/html; charset=us-ascii"),
    "no such charset": troubles.changed(_same, "text/html; charset=utf-99"),
    "meta": troubles.changed(lambda body: body.replace(b"charset='utf-8'", b"charset='windows-1251'"), "text/html"),
    "no type": troubles.changed(_same, "application/octet-stream"),
    "20 MB": _with_filling(20 * MB),
}
"""Answers that lie about themselves, or are huge, and are read all the same."""


def hasty(retries: int = 0) -> None:
    """Let this process wait no longer than a few seconds for an answer."""
    settings.DOWNLOAD_TIMEOUT = 8
    settings.RETRY_TIMES = retries


def harvest(folder: DataFolder, url: str, *, retries: int = 0) -> Ended:
    arguments = ["harvest", url, "--json", "--data", str(folder.path)]
    return start(arguments, folder.path.parent, prepare=partial(hasty, retries)).end()


def befall(stack: ExitStack, blog: WatchedBlog, paths: dict[str, Trouble]) -> None:
    for path, kind in paths.items():
        stack.enter_context(trouble(blog, kind, at=path))


def failed_at(ended: Ended, url: str, paths: Iterator[str] | dict[str, Trouble] | list[str]) -> set[str]:
    """Return which of these paths the report names as failed, and every failure that is of none of them."""
    failures: list[str] = ended.json["failures"]
    named = {path for path in paths if any(each.startswith(f"{url}{path}") for each in failures)}
    return named | {each for each in failures if not any(each.startswith(f"{url}{path}") for path in named)}


def absences_of(folder: DataFolder) -> int:
    with closing(open_archive(folder)) as db:
        return len(list(iter_absences(db)))


def assert_nothing_is_wrong(folder: DataFolder, undisturbed: Rows) -> None:
    """Whatever is stored is stored in an undisturbed archive, too; much may be missing."""
    found = content(folder)
    assert set(found["identity"]) <= set(undisturbed["identity"])
    wanted = {row[0]: row for row in undisturbed["comment"]}
    # text and author of each comment
    assert all((row[5], row[13]) == (wanted[row[0]][5], wanted[row[0]][13]) for row in found["comment"])
    assert absences_of(folder) == 0
    assert_captures_are_whole(folder)


def assert_mended(folder: DataFolder, url: str, undisturbed: Rows, code: int) -> None:
    ended = harvest(folder, url)
    assert (ended.code, ended.err) == (code, "")
    assert content(folder) == undisturbed
    assert absences_of(folder) == 0
    assert_captures_are_whole(folder)


# Blogger: the whole sample blog, each post with a trouble of its own


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return new_archive(tmp_path_factory.mktemp("empty") / "archive")


@pytest.fixture(scope="module")
def large() -> Iterator[WatchedBlog]:
    with WatchedBlog() as blog:
        yield blog


@pytest.fixture(scope="module")
def calm(large: WatchedBlog, empty: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return the archive of a harvest that nothing disturbed."""
    folder = copy_archive(empty, tmp_path_factory.mktemp("calm") / "archive")
    assert harvest(folder, large.url).code == 1  # one post of the sample blog promises a comment too many
    return folder


@pytest.fixture
def twin(empty: DataFolder, tmp_path: Path) -> DataFolder:
    return copy_archive(empty, tmp_path / "twin")


def test_there_is_a_post_for_each_trouble() -> None:
    assert len(LATE) + len(FALSE) <= len(POSTS)


@pytest.mark.feature("H14")
@pytest.mark.parametrize("place", ["pages", "comments"])
def test_every_trouble_at_once_is_named_and_mended_later(
    large: WatchedBlog, twin: DataFolder, calm: DataFolder, place: str
) -> None:
    kinds = {**LATE, **FALSE}
    where = [post.path if place == "pages" else f"/feeds/{post.id}/comments" for post in POSTS]
    paths = dict(zip(where, kinds.values(), strict=False))
    with ExitStack() as stack:
        befall(stack, large, paths)
        ended = harvest(twin, large.url)
    assert (ended.code, ended.err) == (1, "")
    assert failed_at(ended, large.url, paths) == set(paths)
    # what a page does not give its feed does, and the other way round
    comments = sum(len(post.comments) for post in POSTS)
    seen = [ended.json[name] for name in ("posts", "comments", "failed", "unfinished")]
    assert seen == [len(POSTS), comments, len(paths), 0]
    assert_nothing_is_wrong(twin, content(calm))
    assert_mended(twin, large.url, content(calm), 1)


@pytest.mark.feature("H8")
def test_troubles_take_nothing_from_what_is_there_already(large: WatchedBlog, calm: DataFolder, tmp_path: Path) -> None:
    folder = copy_archive(calm, tmp_path / "full")
    kinds = list({**LATE, **FALSE}.values())
    with ExitStack() as stack:
        befall(stack, large, {post.path: kinds[at % len(kinds)] for at, post in enumerate(POSTS)})
        befall(stack, large, {f"/feeds/{post.id}/": kinds[-at % len(kinds)] for at, post in enumerate(POSTS)})
        ended = harvest(folder, large.url)
    assert ended.code == 1
    assert [ended.json[name] for name in ("new", "changed", "vanished", "gone")] == [0, 0, 0, 0]
    assert content(folder) == content(calm)
    assert absences_of(folder) == 0
    assert_captures_are_whole(folder)


@pytest.mark.feature("H3")
def test_troubles_that_pass_are_none(large: WatchedBlog, twin: DataFolder, calm: DataFolder) -> None:
    with ExitStack() as stack:
        for post, kind in zip(POSTS, LATE.values(), strict=False):
            stack.enter_context(trouble(large, kind, at=post.path, first=1))
        ended = harvest(twin, large.url, retries=2)
    assert (ended.code, ended.json["failed"], ended.err) == (1, 0, "")
    assert content(twin) == content(calm)


@pytest.mark.feature("H11")
def test_lies_and_sizes_cost_no_word(large: WatchedBlog, twin: DataFolder, calm: DataFolder) -> None:
    paths = dict(zip((post.path for post in POSTS), HARMLESS.values(), strict=False))
    with ExitStack() as stack:
        befall(stack, large, paths)
        ended = harvest(twin, large.url)
    assert (ended.code, ended.json["failures"]) == (1, [])
    assert content(twin) == content(calm)
    with closing(open_archive(twin)) as db:
        largest = max(len(captures.read_capture(twin, row)) for row in captures.iter_captures(db))
    assert largest > 20 * MB - 100
    assert_captures_are_whole(twin)


# Blogger: what many posts depend on


@pytest.fixture(scope="module")
def small() -> Iterator[WatchedBlog]:
    with WatchedBlog(FEW) as blog:
        yield blog


@pytest.fixture(scope="module")
def calm_small(small: WatchedBlog, empty: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    folder = copy_archive(empty, tmp_path_factory.mktemp("calm") / "archive")
    assert harvest(folder, small.url).code == 0
    return content(folder)


@pytest.mark.feature("H14")
@pytest.mark.parametrize("kind", ["silence", "truncation", "captcha", "bomb"])
def test_without_the_feed_of_posts_the_lists_lead_to_them(
    small: WatchedBlog, twin: DataFolder, calm_small: Rows, kind: str
) -> None:
    with trouble(small, {**LATE, **FALSE}[kind], at=FEEDS):
        ended = harvest(twin, small.url)
    assert (ended.code, ended.json["posts"], ended.json["failed"], ended.err) == (1, len(FEW), 1, "")
    assert failed_at(ended, small.url, [FEEDS]) == {FEEDS}
    assert_nothing_is_wrong(twin, calm_small)
    assert_mended(twin, small.url, calm_small, 0)


@pytest.mark.feature("H10")
@pytest.mark.parametrize("kind", ["silence", "truncation", "500"])
def test_without_robots_txt_nothing_is_asked(small: WatchedBlog, twin: DataFolder, calm_small: Rows, kind: str) -> None:
    small.forget()
    with trouble(small, LATE[kind], at="/robots.txt"):
        ended = harvest(twin, small.url)
    assert set(small.requests) == {"/robots.txt"}
    assert (ended.code, ended.json["exit_code"], ended.err.count("\n")) == (1, 1, 1)
    assert ended.err.startswith(f"Error: Nothing was harvested from {small.url.removeprefix('http://')}: ")
    assert_mended(twin, small.url, calm_small, 0)


@pytest.mark.feature("H14")
@pytest.mark.parametrize("kind", ["silence", "403", "captcha", "bomb", "ring"])
def test_a_host_that_is_in_trouble_everywhere_changes_nothing(
    small: WatchedBlog, twin: DataFolder, calm_small: Rows, kind: str
) -> None:
    harvest(twin, small.url)
    with trouble(small, {**LATE, **FALSE}[kind], at="/"):
        ended = harvest(twin, small.url)
    assert (ended.code, ended.json["exit_code"], ended.err.count("\n")) == (1, 1, 1)
    # it answers, so it is not gone
    assert "gone" not in ended.err
    assert content(twin) == calm_small
    assert absences_of(twin) == 0
    assert_captures_are_whole(twin)


def _other_layout(body: bytes) -> bytes:
    """Return a page whose parts bear names that nobody knows."""
    for name in (b"comment", b"post-body", b"post-title", b"entry-title", b"date-header", b"hentry"):
        body = body.replace(name, b"kx" + name[::-1])
    return body


@pytest.mark.feature("H14")
@pytest.mark.parametrize("other", ["foreign", "renamed"])
def test_a_layout_that_changes_midway_is_noticed(
    large: WatchedBlog, twin: DataFolder, calm: DataFolder, other: str
) -> None:
    kind = troubles.FOREIGN if other == "foreign" else troubles.changed(_other_layout)
    with trouble(large, kind, at="/20", after=12) as given:
        ended = harvest(twin, large.url)
    pages = [path for path in given if path.endswith(".html")]
    assert len(pages) > 5
    assert ended.code == 1
    assert failed_at(ended, large.url, pages) == set(pages)
    assert ended.json["comments"] == sum(len(post.comments) for post in POSTS)
    assert_nothing_is_wrong(twin, content(calm))
    assert_mended(twin, large.url, content(calm), 1)


@pytest.mark.feature("H10")
@pytest.mark.parametrize("status", [429, 503])
def test_a_rest_until_a_moment_is_kept(small: WatchedBlog, twin: DataFolder, calm_small: Rows, status: int) -> None:
    until = (datetime.now(UTC) + timedelta(seconds=2)).replace(microsecond=0)
    kind = troubles.refusal(status, Retry_After=format_datetime(until, usegmt=True))
    with trouble(small, kind, at=PAGE, first=1) as given:
        ended = harvest(twin, small.url, retries=1)
    assert given[PAGE] == 1
    assert (ended.code, ended.json["failed"]) == (0, 0)
    assert datetime.now(UTC) >= until
    assert content(twin) == calm_small


@pytest.mark.feature("H1")
@pytest.mark.parametrize("coding", ["gzip", "deflate", "deflate without its head"])
def test_packed_answers_are_read(small: WatchedBlog, twin: DataFolder, calm_small: Rows, coding: str) -> None:
    bare = zlib.compressobj(wbits=-15)
    pack = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "deflate without its head": lambda body: bare.compress(body) + bare.flush(),
    }[coding]
    kind = troubles.packed(pack, coding.partition(" ")[0])
    with trouble(small, kind, at=PAGE) as given:
        assert harvest(twin, small.url).code == 0
    assert given[PAGE] == 1
    assert content(twin) == calm_small


def test_a_robots_file_that_is_a_page_forbids_nothing(small: WatchedBlog, twin: DataFolder, calm_small: Rows) -> None:
    with trouble(small, troubles.CAPTCHA, troubles.other(b"\xff" * 100_000, TEXT), at="/robots.txt"):
        assert harvest(twin, small.url).code == 0
    assert content(twin) == calm_small


# WordPress


@pytest.fixture(scope="module")
def site() -> Iterator[WordPressBlog]:
    with WordPressBlog() as blog:
        yield blog


@pytest.fixture(scope="module")
def calm_site(site: WordPressBlog, empty: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = copy_archive(empty, tmp_path_factory.mktemp("calm") / "archive")
    assert harvest(folder, site.home).code == 0
    return folder


PUBLIC = [post for post in WORDPRESS_POSTS if post.is_public]
SOME = ("silence", "truncation", "reset", "500", "endless redirects", "another host", "captcha", "empty", "bomb")
WHERE = [(f"{API}/posts", kind) for kind in SOME] + [
    (place, kind) for place in (f"{API}/comments", "/20") for kind in ("truncation", "500", "captcha")
]
"""Every trouble in one place, and one of each sort in the others."""


@pytest.mark.feature("H13")
@pytest.mark.parametrize(("place", "kind"), WHERE)
def test_a_wordpress_site_in_trouble_ends_with_a_report_and_is_mended_later(
    site: WordPressBlog, twin: DataFolder, calm_site: DataFolder, kind: str, place: str
) -> None:
    with trouble(site, {**LATE, **FALSE}[kind], at=place) as given:
        ended = harvest(twin, site.home)
    assert given
    assert ended.code in (0, 1)
    assert ended.json["unfinished"] == 0
    assert_nothing_is_wrong(twin, content(calm_site))
    assert_mended(twin, site.home, content(calm_site), 0)


@pytest.mark.feature("H14")
@pytest.mark.parametrize("kind", ["captcha", "empty", "foreign page", "bomb"])
def test_what_stands_instead_of_a_wordpress_post_is_named(
    site: WordPressBlog, twin: DataFolder, calm_site: DataFolder, kind: str
) -> None:
    with trouble(site, FALSE[kind], at="/20") as given:
        ended = harvest(twin, site.home)
    assert (ended.code, ended.err) == (1, "")
    assert failed_at(ended, site.url, list(given)) == set(given)
    assert all("DOWNLOAD" not in each for each in ended.json["failures"])
    assert_nothing_is_wrong(twin, content(calm_site))


@pytest.mark.feature("H13")
@pytest.mark.feature("H8")
def test_troubles_take_nothing_from_a_wordpress_site(
    site: WordPressBlog, calm_site: DataFolder, tmp_path: Path
) -> None:
    folder = copy_archive(calm_site, tmp_path / "full")
    with (
        trouble(site, *LATE.values(), *FALSE.values(), at=f"{API}/comments"),
        trouble(site, *FALSE.values(), *LATE.values(), at="/20"),
    ):
        ended = harvest(folder, site.home)
    assert ended.code == 1
    assert [ended.json[name] for name in ("new", "changed", "vanished", "gone")] == [0, 0, 0, 0]
    assert content(folder) == content(calm_site)
    assert absences_of(folder) == 0


def test_a_second_harvest_after_trouble_writes_nothing(small: WatchedBlog, twin: DataFolder) -> None:
    with trouble(small, troubles.CAPTCHA, at=PAGE):
        harvest(twin, small.url)
    harvest(twin, small.url)
    before, files = dump(twin), capture_files(twin)
    assert harvest(twin, small.url).code == 0
    assert (dump(twin), capture_files(twin)) == (before, files)
