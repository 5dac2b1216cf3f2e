"""Public values as rows of public.db: the one place that says which field stands in which column. No SQL here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from archive.public.models import PublicComment, PublicLink, PublicPost, PublicSite, PublicTagging, PublicTime
from archive.text import Mark, MarkKind, Span

Row = dict[str, Any]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_MARK_FIELDS = ("href", "level", "ordered", "label", "ref")


def dump_marks(marks: Iterable[Mark]) -> str:
    """Return marks as JSON: [[start, end, kind, {what is not at its default}], ...].

    >>> dump_marks([Mark(Span(0, 4), MarkKind.HEADING, level=2)])
    '[[0,4,"heading",{"level":2}]]'
    """
    return _encode(
        [
            [
                mark.span.start,
                mark.span.end,
                mark.kind.value,
                {name: value for name in _MARK_FIELDS if (value := getattr(mark, name))},
            ]
            for mark in marks
        ]
    )


def load_marks(written: str) -> tuple[Mark, ...]:
    """Return the marks that `dump_marks` wrote."""
    if written == "[]":
        return ()
    return tuple(Mark(Span(start, end), MarkKind(kind), **rest) for start, end, kind, rest in json.loads(written))


def row_version(row: Mapping[str, Any], extra: Iterable[str] = ()) -> int:
    """Return a 63-bit number over a row's public values and what hangs on the item: equal rows, equal versions."""
    values = [[name, row[name]] for name in sorted(row) if name != "row_version"]
    whole = _encode([values, sorted(extra)])
    return int.from_bytes(hashlib.sha256(whole.encode()).digest()[:8], "big") >> 1


def version_of(item: PublicPost | PublicComment, extra: Iterable[str] = ()) -> int:
    """Return the row version that the values of a post or comment make, and what hangs on it."""
    return row_version(post_row(item) if isinstance(item, PublicPost) else comment_row(item), extra)


def versioned_post(post: PublicPost, tag_ids: Iterable[str] = ()) -> PublicPost:
    """Return the post with the row version of its values and tags."""
    return replace(post, row_version=version_of(post, tag_ids))


def versioned_comment(comment: PublicComment, tag_ids: Iterable[str] = ()) -> PublicComment:
    """Return the comment with the row version of its values and tags."""
    return replace(comment, row_version=version_of(comment, tag_ids))


def _time_columns(time: PublicTime) -> Row:
    return {
        "published": time.local or None,
        "published_utc": time.utc,
        "published_precision": time.precision,
        "year": time.year,
        "month": time.month,
    }


def _state_columns(item: PublicPost | PublicComment) -> Row:
    return {
        "text": item.body.text,
        "marks": dump_marks(item.body.marks),
        "html": item.html,
        "state": item.state.value,
        "state_note": item.state_note,
        "state_ref": item.state_ref,
        "row_version": item.row_version,
    }


def site_row(site: PublicSite) -> Row:
    """Return the columns of table `site`."""
    return {
        "id": site.id,
        "host": site.host,
        "title": site.title,
        "zone": site.zone,
        "source_gone_since": site.source_gone_since,
    }


def post_row(post: PublicPost) -> Row:
    """Return the columns of table `post`."""
    return {
        "id": post.id,
        "site_id": post.site_id,
        "url": post.url,
        "path": post.path,
        "title": post.title,
        "author": post.author,
        "is_page": int(post.is_page),
        **_time_columns(post.published),
        **_state_columns(post),
        "declared": post.declared,
        "comment_count": post.comment_count,
        "source_gone_since": post.source_gone_since,
    }


def comment_row(comment: PublicComment) -> Row:
    """Return the columns of table `comment`."""
    return {
        "id": comment.id,
        "site_id": comment.site_id,
        "post_id": comment.post_id,
        "parent_id": comment.parent_id,
        "position": comment.position,
        "depth": comment.depth,
        "kind": comment.kind,
        "author": comment.author,
        "author_kind": comment.author_kind,
        "is_owner": int(comment.is_owner),
        **_time_columns(comment.published),
        **_state_columns(comment),
    }


def link_row(link: PublicLink) -> Row:
    """Return the columns of table `link`."""
    return {
        "id": link.id,
        "item_id": link.item_id,
        "position": link.position,
        "href": link.href,
        "host": link.host,
        "text": link.text,
        "state": link.state,
        "checked": link.checked,
    }


def tagging_row(tagging: PublicTagging) -> Row:
    """Return the columns of table `tagging`."""
    return {
        "item_id": tagging.item_id,
        "tag_id": tagging.tag_id,
        "source": tagging.source,
        "rule_id": tagging.rule_id,
    }


def time_of(row: Mapping[str, Any]) -> PublicTime:
    """Return the time a row of `post` or `comment` carries."""
    return PublicTime(row["published"] or "", row["published_utc"], row["published_precision"])
