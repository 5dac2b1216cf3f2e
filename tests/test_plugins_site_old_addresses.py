"""Every post and comment of an archive, asked for at each address that it had at its blog: each leads to its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from urllib.parse import quote

import pytest

from archive.public import store
from archive.public.addresses import comment_address, post_address
from archive.public.models import PublicComment, PublicPost
from plugins.site.addresses import feed_address, period_address, tag_address
from plugins.site.blogs import read_prefixes
from tests.public_copy import Pages, open_pages

pytestmark = pytest.mark.feature("A2")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    pages = open_pages(tmp_path_factory.mktemp("old") / "archive")
    yield pages
    pages.close()


def _leads_to(pages: Pages, address: str) -> str:
    """Return where an address leads in the end, "" where nothing is there."""
    for _ in range(4):
        answer = pages.get(address)
        if not answer.is_redirect:
            return address if answer.status_code == 200 else ""
        address, fragment = answer.headers["location"].partition("#")[::2]
        if fragment:
            return f"{address}#{fragment}"
    return ""


def _addresses(pages: Pages) -> Iterator[tuple[str, str]]:
    """Yield each address of the blogs with the place that it means here."""
    with closing(store.open_public(pages.served.threadkeep.folder)) as db:
        prefixes = read_prefixes(db)
        items = list(store.iter_items(db))
        posts = {item.id: item for item in items if isinstance(item, PublicPost)}
        for post in posts.values():
            yield from _of_post(post, prefixes.get(post.site_id))
        for item in items:
            if isinstance(item, PublicComment):
                yield from _of_comment(item, posts[item.post_id], prefixes.get(item.site_id))
        for tag in store.get_tags(db):
            for label in {quote(tag.name), quote(tag.name.lower())}:
                yield f"/search/label/{label}", tag_address(tag.id)
                yield f"/search/label/{label}?max-results=20", tag_address(tag.id)
                yield f"/feeds/posts/default/-/{label}", feed_address("topic", tag.id)
    for kind, ways in {
        "posts": ("/feeds/posts/default", "/feeds/posts/summary", "/atom.xml", "/rss.xml", "/feed/", "/feed/atom/"),
        "comments": ("/feeds/comments/default", "/comments/feed/"),
    }.items():
        yield from ((way, feed_address(kind)) for way in ways)


def _of_post(post: PublicPost, prefix: str | None) -> Iterator[tuple[str, str]]:
    stands = post_address(post, prefix)
    yield f"/-/post/{post.id}", stands
    if post.path and prefix is not None and not stands.startswith("/-/"):
        yield from ((f"{stands}{end}", stands) for end in ("", "?m=1", "?m=0"))
        yield f"{stands}?showComment=1", stands
    if post.published.month and prefix is not None and not post.is_page:
        year, month = post.published.month.split("-")
        for period, ways in {
            year: (f"/{year}", f"/{year}/", f"/{year}/?m=1"),
            f"{year}-{month}": (f"/{year}/{month}", f"/{year}/{month}/", f"/{year}_{month}_01_archive.html"),
        }.items():
            yield from ((f"{prefix}{way}", period_address(period, prefix)) for way in ways)
    if post.id.isdigit() and post.state.value == "shown":
        yield f"/feeds/{post.id}/comments/default", feed_address("post", post.id)


def _of_comment(comment: PublicComment, post: PublicPost, prefix: str | None) -> Iterator[tuple[str, str]]:
    stands = comment_address(post, comment.id, prefix)
    if comment.state.value in ("shown", "removed_by_author", "removed_by_admin"):
        yield f"/-/comment/{comment.id}", stands
    if comment.published.precision == "ms" and comment.published.utc and post.path and prefix is not None:
        instant = int(datetime.fromisoformat(comment.published.utc).timestamp() * 1000)
        yield f"{post_address(post, prefix)}?showComment={instant}", stands
        yield f"{post_address(post, prefix)}?showComment={instant}&m=1", stands


def test_every_address_of_every_post_and_comment_leads_to_its_place(pages: Pages) -> None:
    asked = list(_addresses(pages))
    wrong = [(address, found, meant) for address, meant in asked if (found := _leads_to(pages, address)) != meant]
    assert wrong == []
    assert len(asked) > 80


def test_a_feed_of_what_is_not_here_is_missing(pages: Pages) -> None:
    for address in ("/feeds/404404/comments/default", "/feeds/posts/default/-/never"):
        assert pages.get(address).status_code == 404
