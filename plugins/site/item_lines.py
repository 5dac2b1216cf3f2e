"""Posts and comments as lines of a list that is no thread: of a topic, of a pen-name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from archive.public import store
from archive.public.addresses import comment_address
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins.site import wording
from plugins.site.blogs import read_prefixes
from plugins.site.contexts import CommentLine, PostLine
from plugins.site.dates import moment
from plugins.site.lists import post_line

_OPENING = 200
"""Characters of a comment that a list shows."""


def item_lines(
    db: Database, items: Sequence[PublicPost | PublicComment]
) -> tuple[tuple[PostLine, ...], tuple[CommentLine, ...]]:
    """Return the posts and the comments among some items as lines, in the order given."""
    prefixes = read_prefixes(db)
    comments = [item for item in items if isinstance(item, PublicComment)]
    threads = store.get_items(db, {comment.post_id for comment in comments})
    return (
        tuple(post_line(item, prefixes[item.site_id]) for item in items if isinstance(item, PublicPost)),
        tuple(
            _comment_line(each, post, prefixes[each.site_id])
            for each in comments
            if isinstance(post := threads.get(each.post_id), PublicPost)
        ),
    )


def _comment_line(comment: PublicComment, post: PublicPost, prefix: str | None) -> CommentLine:
    text = " ".join(comment.body.text.split())
    return CommentLine(
        id=comment.id,
        post_id=post.id,
        href=comment_address(post, comment.id, prefix),
        name=wording.name_of(comment),
        is_signed=wording.is_signed(comment),
        title=wording.title_of(post),
        dated=moment(comment.published),
        opening=text if len(text) <= _OPENING else f"{text[:_OPENING].rsplit(' ', 1)[0]} …",
        note="" if comment.state is ItemState.SHOWN else wording.stands_in(comment),
    )
