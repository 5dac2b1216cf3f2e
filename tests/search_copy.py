"""Small invented public copies for the tests of the search index, written and changed through the real store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import (
    ItemState,
    PublicComment,
    PublicPost,
    PublicSite,
    PublicTagging,
    PublicThread,
    PublicTime,
)
from archive.public.rows import versioned_comment, versioned_post
from archive.publishing.acronyms import Guidance
from archive.publishing.derive import derive, look_before
from archive.text import Mark, MarkKind, RedactedText, Span
from search_index.vocabulary import Group, NearTag

HYPOTHESIS = settings(deadline=None, max_examples=60)
"""No test asserts a time, and a machine that many share is slow at times."""

LEAVES_FILES_OPEN = pytest.mark.filterwarnings(
    # Whoosh does not close a file in which it finds damage; it is closed when the error is let go
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)

TOKEN = re.compile(r"\[(name|place|office|already masked)\]")


@dataclass(frozen=True, slots=True)
class Item:
    """A post, or with `under` a comment on the post of that id. "[place]" and the like in the text are redactions.

    `parent` is the comment it answers; `marked` are marks over its first word.
    """

    id: str
    text: str = ""
    under: str | None = None
    title: str | None = None
    author: str | None = None
    author_kind: str = "anonymous"
    at: str = ""
    tags: tuple[str, ...] = ()
    path: str | None = None
    state: ItemState = ItemState.SHOWN
    site: int = 1
    parent: str | None = None
    marked: tuple[MarkKind, ...] = ()


def body(text: str, marked: Iterable[MarkKind] = ()) -> RedactedText:
    """Return text with its tokens marked as redactions, and its first word as something else."""
    marks = [Mark(Span(*found.span()), MarkKind.REDACTION, label=found[1], ref="r1") for found in TOKEN.finditer(text)]
    end = len(text.partition(" ")[0])
    links = [Mark(Span(0, end), kind, href="https://x.example/") for kind in marked if end]
    return RedactedText(text, (*links, *marks))


def taggings(item: Item) -> list[PublicTagging]:
    """Return the tags of an item, named like "Early release", their ids like "early-release"."""
    return [PublicTagging(item.id, name.lower().replace(" ", "-"), name, "moderator") for name in item.tags]


def _time(item: Item) -> PublicTime:
    utc = f"{item.at}+00:00" if "T" in item.at else None
    return PublicTime(item.at, utc, "minute" if utc else "day" if item.at else "unknown")


def as_post(item: Item, comments: int = 0) -> PublicPost:
    """Return the public row of a post."""
    shown = item.state is ItemState.SHOWN
    return versioned_post(
        PublicPost(
            id=item.id,
            site_id=item.site,
            url=None,
            path=item.path,
            title=item.title if shown else None,
            author=item.author,
            is_page=False,
            published=_time(item),
            body=body(item.text if shown else "", item.marked if shown else ()),
            html="",
            state=item.state,
            state_note=None,
            state_ref=None,
            declared=None,
            comment_count=comments,
            row_version=0,
        ),
        [tagging.tag_id for tagging in taggings(item)],
    )


def as_comment(item: Item, position: int) -> PublicComment:
    """Return the public row of a comment."""
    shown = item.state is ItemState.SHOWN
    return versioned_comment(
        PublicComment(
            id=item.id,
            site_id=item.site,
            post_id=item.under or "",
            parent_id=item.parent,
            position=position,
            depth=0,
            author=item.author if shown else None,
            author_kind=item.author_kind,
            is_owner=False,
            published=_time(item),
            body=body(item.text if shown else "", item.marked if shown else ()),
            html="",
            state=item.state,
            state_note=None,
            state_ref=None,
            row_version=0,
        ),
        [tagging.tag_id for tagging in taggings(item)],
    )


def as_thread(post: Item, comments: Sequence[Item]) -> PublicThread:
    """Return a post with its comments."""
    return PublicThread(
        as_post(post, len(comments)),
        tuple(as_comment(item, number) for number, item in enumerate(comments, 1)),
        (),
        tuple(tagging for item in (post, *comments) for tagging in taggings(item)),
    )


def write(folder: DataFolder, items: Iterable[Item], version: int = 1) -> None:
    """Make public.db of these items alone, as of a content version; rows that stay are left as they are.

    What is derived from texts is derived, as publishing does it.
    """
    items = list(items)
    posts = [item for item in items if item.under is None]
    if not folder.public_db.exists():
        store.create_public(folder.public_db).close()
    db = store.open_public(folder, write=True)
    try:
        with db.atomic():
            store.write_sites(
                db,
                [
                    PublicSite(1, "blog.example", "A blog", "Europe/London"),
                    PublicSite(2, "two.example", None, "UTC"),
                    PublicSite(3, "", None, "UTC"),
                ],
            )
            kept = {post.id for post in posts}
            stood = {str(row["id"]) for row in db.table("post").rows}
            found = look_before(db, stood | kept)
            for gone in sorted(stood - kept):
                store.remove_thread(db, gone)
            for post in posts:
                store.write_thread(db, as_thread(post, [item for item in items if item.under == post.id]))
            derive(db, found, {}, Guidance())
            store.set_meta(db, {"content_version": str(version)})
    finally:
        db.close()


def make_folder(path: Path) -> DataFolder:
    """Return a new, empty archive."""
    folder = DataFolder(path)
    folder.create()
    return folder


class NoVocabulary:
    """A vocabulary that knows no acronym and no tag."""

    def find_group(self, spelling: str) -> Group | None:
        """Return None."""
        return None

    def find_apart(self, word: str) -> Group | None:
        """Return None."""
        return None

    def find_by_meaning(self, stems: Sequence[str]) -> tuple[Group, ...]:
        """Return nothing."""
        return ()

    def near_tags(self, key: str) -> tuple[NearTag, ...]:
        """Return nothing."""
        return ()

    def is_acronym(self, folded: str) -> bool:
        """Return False."""
        return False


NASTY = (
    "",
    " ",
    "\0",
    "\ud800",
    "((((((((((((((((((((",
    "))))",
    "()",
    "(-)",
    '"',
    '""""',
    '"-"',
    "-",
    "--",
    "- -",
    "-(",
    '-"',
    "NOT",
    "NOT NOT",
    "AND",
    "OR",
    "OR OR",
    "a OR",
    "[a TO",
    "[* TO *]",
    "{a TO b}",
    "text:*",
    "*",
    "**",
    "*:*",
    "?",
    "a?",
    "a~2",
    "a^5",
    "^",
    "\\",
    "a\\",
    "/(a+)+$/",
    "author:",
    "author:()",
    "author:-",
    'author:"',
    "year:",
    "year:99999",
    "year:0000",
    "before:9999-12-31",
    "after:1000-01-01",
    "before:2018-02-30",
    "in:",
    "tag::",
    "id:1",
    "row_version:5",
    "acro:IT",
    "http://",
    "://",
    "%00%0a",
    "<script>alert(1)</script>",
    "' or 1=1 --",
    "𝓯𝓮𝓻𝓻𝔂 ﬀ ǅ İ ß",
    "ZALGƠ̴̢",
    "\u202eferry",
    "e\u0301" * 300,
    "x" * 10_000,
    "a b " * 4_000,
    "aaa* " * 200,
    '"' + "very " * 3_000 + '"',
    "OR ".join(["ferry"] * 300),
    "\ufffc",
    '"\ufffc"',
    '"ferry \ufffc harbour"',
)
"""Queries that break parsers."""
