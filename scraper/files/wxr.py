"""WordPress exports (WXR 1.0 to 1.2, or none stated): posts and pages with their comments, a batch at a time.

Format: WordPress, wp-admin/includes/export.php; RSS 2.0 with elements of WordPress's own, whose namespace changes with
the version, so local names count. Serialised PHP in meta fields is not looked at.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import UnrecognisedInput
from archive.originals.records import OriginalComment, OriginalPost, Parsed
from scraper.files.stream_xml import iter_elements, read_header
from scraper.files.wxr_items import Blog, is_number, name_of, read_blog, read_comment, read_post, values_of
from scraper.pages.telltales import not_recognised
from scraper.pages.wordpress.identity import comment_key
from scraper.pages.wordpress.values import COMMENT_KINDS, POST_TYPES

FORMAT = "WordPress export"
BATCH = 500
"""Comments, or posts, that are handed over at once."""

_NAMESPACE = "wordpress.org/export/"
_HIDDEN = {name: name for name in ("draft", "future", "pending", "private", "trash")} | {"auto-draft": "draft"}
_UNSEEN = {"spam": "spam", "trash": "trash", "post-trashed": "trash"}


def read_wxr(stream: BinaryIO, *, zone: ZoneInfo) -> Iterator[Parsed]:
    """Yield the public posts, pages and comments of an export; `left_out` counts what no reader of the blog sees.

    Raises UnrecognisedInput for XML that is no such export, BadInput, with the line, for one that is broken.
    """
    root = read_header(stream, {"item"}, what=FORMAT)
    if name_of(root) != "rss" or not any(_NAMESPACE in uri for uri in root.nsmap.values()):
        raise UnrecognisedInput(not_recognised("", default="XML that is no WordPress export"))
    reader = _Reader(next((child for child in root if name_of(child) == "channel"), root), zone)
    for item in iter_elements(stream, {"item"}, what=FORMAT):
        yield from reader.take(item)
    yield reader.hand_over()


class _Reader:
    """Reads one item after another and hands over what they make, batch by batch."""

    def __init__(self, channel: etree._Element, zone: ZoneInfo) -> None:
        self._channel, self._zone = channel, zone
        self._blog: Blog | None = None
        self._posts: list[OriginalPost] = []
        self._left_out: Counter[str] = Counter()
        self._numbers: set[str] = set()

    def take(self, item: etree._Element) -> Iterator[Parsed]:
        """Read an item and yield the batches that it fills. Images, menus and the like are no posts."""
        values = values_of(item)
        self._blog = self._blog or read_blog(self._channel, first_link=values.get("link", ""))
        if values.get("post_type", "post") not in POST_TYPES:
            self._leave_out("on no post", len(_comments_of(item)))
            return
        if self._is_hidden(item, values):
            return
        post = read_post(item, values, self._blog, self._zone)
        comments = self._comments(item, values, self._blog)
        self._posts.append(replace(post, comments=comments[:BATCH]))
        for start in range(BATCH, len(comments), BATCH):
            yield self.hand_over()
            more = comments[start : start + BATCH]
            self._posts.append(OriginalPost(post.source_key, post.source, is_page=post.is_page, comments=more))
        if len(self._posts) + sum(len(each.comments) for each in self._posts) > BATCH:
            yield self.hand_over()

    def hand_over(self) -> Parsed:
        """Return what was read since the last time, which may be nothing."""
        blog = self._blog or read_blog(self._channel, first_link="")
        batch = Parsed(FORMAT, blog.site, tuple(self._posts), dict(self._left_out))
        self._posts.clear()
        self._left_out.clear()
        return batch

    def _is_hidden(self, item: etree._Element, values: Mapping[str, str]) -> bool:
        """Return whether no reader sees an item, and count it with its comments.

        An item with neither status nor type is none of WordPress's own making: tools that carry comments from blog to
        blog write such, and they know of no drafts.
        """
        status = values.get("status", "" if "post_type" in values else "publish")
        why = "password" if values.get("post_password") else ""
        if status != "publish":
            why = _HIDDEN.get(status, "not published")
        if why:
            self._leave_out(why)
            self._leave_out("on a hidden post", len(_comments_of(item)))
        return bool(why)

    def _leave_out(self, why: str, number: int = 1) -> None:
        if number:
            self._left_out[why] += number

    def _comments(self, item: etree._Element, values: Mapping[str, str], blog: Blog) -> tuple[OriginalComment, ...]:
        """Return the comments that readers see, in the order of the file."""
        rows = [row for row in map(values_of, _comments_of(item)) if self._is_seen(row)]
        keys = {row["comment_id"]: self._key(row["comment_id"], values, blog) for row in rows}
        self._numbers.update(keys)
        creator = values.get("creator", "")
        read = (read_comment(row, keys, place, creator, blog, self._zone) for place, row in enumerate(rows))
        return tuple({comment.source_key: comment for comment in read}.values())

    def _is_seen(self, row: Mapping[str, str]) -> bool:
        """Return whether readers see a comment, and count it when not. WordPress shows state 1: not 0, and not none."""
        state, why = row.get("comment_approved", ""), ""
        if state != "1":
            why = _UNSEEN.get(state, "unapproved")
        elif row.get("comment_type", "") not in COMMENT_KINDS:
            why = "of another kind"
        elif not is_number(row.get("comment_id", "")):
            why = "unreadable"
        if why:
            self._leave_out(why)
        return not why

    def _key(self, number: str, values: Mapping[str, str], blog: Blog) -> str:
        """Return a comment's key. WordPress counts comments through all posts; tools that do not use a number twice."""
        if number not in self._numbers:
            return comment_key(blog.key, int(number))
        place = f"{blog.key} {values.get('post_id', '')} {values.get('link', '')} {number}"
        return f"text:{hashlib.sha256(place.encode()).hexdigest()}"


def _comments_of(item: etree._Element) -> list[etree._Element]:
    return [child for child in item if name_of(child) == "comment"]
