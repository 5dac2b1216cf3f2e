"""Rows of archive.db as values: texts and marks in and out, and the posts and comments that others read back."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.originals.records import CommentKind
from archive.text import Mark, MarkKind, OriginalText, Span

_DETAILS = ("href", "level", "ordered", "label", "ref")
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True)
class StoredPost:
    """One row of `post`, as merged from every source. Whatever can name a person is an OriginalText.

    `text` is None while no source has brought the body; times are UTC text, the blog's local text and a precision.
    """

    id: str
    site_id: int
    url: str | None
    path: str | None
    title: OriginalText | None
    author: OriginalText | None
    is_page: bool
    published_utc: str | None
    published_local: str
    published_precision: str
    text: OriginalText | None
    labels: tuple[str, ...]
    declared: int | None
    capture_id: int
    fetched_at: str
    parser_version: int


@dataclass(frozen=True, slots=True)
class StoredComment:
    """One row of `comment`, as merged from every source. Whatever can name a person is an OriginalText.

    `parent_id` may name a comment that no source has brought. For a comment removed at its source, `text` is what the
    source shows in its place; the words before are revisions.
    """

    id: str
    site_id: int
    post_id: str
    parent_id: str | None
    ordinal: int
    author: OriginalText | None
    author_kind: str
    author_url: OriginalText | None
    is_owner: bool
    signed_as: OriginalText | None
    published_utc: str | None
    published_local: str
    published_precision: str
    text: OriginalText
    state: str
    capture_id: int
    fetched_at: str
    parser_version: int
    kind: str = CommentKind.COMMENT.value


def encode_text(original: OriginalText) -> tuple[str, str]:
    """Return the two columns, text and marks, that hold an original."""
    content = original.reveal()
    return content.text, f"[{','.join(map(_encode_mark, content.marks))}]"


def decode_text(text: str, marks: str | None) -> OriginalText:
    """Return the original that two columns hold."""
    return OriginalText(text, tuple(_decode_mark(item) for item in json.loads(marks or "[]")))


def wrap(text: str | None) -> OriginalText | None:
    """Return a title or byline as an original, in NFC; None for none."""
    return None if text is None else OriginalText(unicodedata.normalize("NFC", text))


def post_from_row(row: Mapping[str, Any]) -> StoredPost:
    """Return the post that a row of `post` holds."""
    return StoredPost(
        id=row["id"],
        site_id=row["site_id"],
        url=row["url"],
        path=row["path"],
        title=wrap(row["title"]),
        author=wrap(row["author"]),
        is_page=bool(row["is_page"]),
        published_utc=row["published_utc"],
        published_local=row["published_local"],
        published_precision=row["published_precision"],
        text=None if row["text"] is None else decode_text(row["text"], row["marks"]),
        labels=tuple(json.loads(row["labels"])),
        declared=row["declared"],
        capture_id=row["capture_id"],
        fetched_at=row["fetched_at"],
        parser_version=row["parser_version"],
    )


def comment_from_row(row: Mapping[str, Any]) -> StoredComment:
    """Return the comment that a row of `comment` holds."""
    return StoredComment(
        id=row["id"],
        site_id=row["site_id"],
        post_id=row["post_id"],
        parent_id=row["parent_id"],
        ordinal=row["ordinal"],
        author=wrap(row["author"]),
        author_kind=row["author_kind"],
        author_url=wrap(row["author_url"]),
        is_owner=bool(row["is_owner"]),
        signed_as=wrap(row["signed_as"]),
        published_utc=row["published_utc"],
        published_local=row["published_local"],
        published_precision=row["published_precision"],
        text=decode_text(row["text"], row["marks"]),
        state=row["state"],
        capture_id=row["capture_id"],
        fetched_at=row["fetched_at"],
        parser_version=row["parser_version"],
        kind=row["kind"],
    )


def _encode_mark(mark: Mark) -> str:
    """Return as JSON [start, end, kind] and, where there are any, the details that are not at their default."""
    span = mark.span
    if mark.href or mark.level or mark.ordered or mark.label or mark.ref:
        given = {name: value for name in _DETAILS if (value := getattr(mark, name))}
        return f'[{span.start},{span.end},"{mark.kind}",{_encode(given)}]'
    return f'[{span.start},{span.end},"{mark.kind}"]'


def _decode_mark(item: list[Any]) -> Mark:
    start, end, kind, *details = item
    return Mark(Span(start, end), MarkKind(kind), **(details[0] if details else {}))
