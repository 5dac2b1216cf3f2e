"""A post with its thread as a page: who answers whom, how far a comment stands in, what stands for missing words."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost, PublicThread
from archive.public.threads import nested_order
from plugins.site import wording
from plugins.site.addresses import anchor, comment_address, log_address, month_address, post_address
from plugins.site.contexts import Answers, CommentView, Link, PostPage, StandIn, TagLine
from plugins.site.dates import moment, moment_beside, month_text
from plugins.site.lists import tags_of
from plugins.site.rendering import Shown
from plugins.site.safe import own_html

DEEPEST_LEVEL = 2
"""Deeper replies keep this indent and name their parent."""


def build_thread(db: Database, thread: PublicThread, *, by_time: bool, host: str = "") -> Shown:
    """Return the page of a post with its comments, nested or in the order of time."""
    post = thread.post
    here = post_address(post, host)
    before, after = store.neighbours(db, post.id)
    tags = tags_of(thread.taggings)
    month = post.published.month
    page = PostPage(
        id=post.id,
        title=wording.title_of(post),
        has_title=bool(post.title),
        dated=moment(post.published),
        author=post.author or "",
        up=(Link(f"/{month[:4]}/", month[:4]), Link(month_address(month), month_text(month).split()[0]))
        if month
        else (),
        html=own_html(post.html),
        gone=_stand_in(post),
        state=post.state.value,
        source=post.url or "",
        tags=tags.get(post.id, ()),
        told=wording.count(len(thread.comments), "comment") if thread.comments else "No comments",
        by_time=by_time,
        nested_href=here,
        time_href=f"{here}?view=time",
        comments=_views(thread, tags, by_time=by_time, here=here),
        shortfall=wording.shortfall(post.declared, len(thread.comments)),
        earlier=_post_link(before, host),
        later=_post_link(after, host),
    )
    return Shown(page, page.title, here, "home", item=post.id)


def _post_link(post: PublicPost | None, host: str) -> Link | None:
    return Link(post_address(post, host), wording.title_of(post), post.id) if post else None


def _stand_in(item: PublicPost | PublicComment, replies: int = 0) -> StandIn | None:
    text = wording.stands_in(item, replies=replies)
    return StandIn(text, log_address(item.state_ref)) if text else None


def _views(
    thread: PublicThread, tags: Mapping[str, tuple[TagLine, ...]], *, by_time: bool, here: str
) -> tuple[CommentView, ...]:
    known = {comment.id: comment for comment in thread.comments}
    replies: dict[str, int] = {}
    for comment in thread.comments:
        if comment.parent_id:
            replies[comment.parent_id] = replies.get(comment.parent_id, 0) + 1
    ordered = sorted(thread.comments, key=lambda each: each.position) if by_time else nested_order(thread.comments)
    return tuple(
        CommentView(
            id=comment.id,
            anchor=anchor(comment.id),
            href=f"{here}#{anchor(comment.id)}",
            number=comment.position,
            level=0 if by_time else min(comment.depth, DEEPEST_LEVEL),
            depth=comment.depth,
            name=wording.name_of(comment),
            note=wording.name_note(comment),
            is_owner=comment.is_owner and comment.state is ItemState.SHOWN,
            is_signed=wording.is_signed(comment),
            dated=moment(comment.published),
            answers=_answers(comment, known.get(comment.parent_id or "")),
            html=own_html(comment.html),
            gone=_stand_in(comment, replies.get(comment.id, 0)),
            state=comment.state.value,
            tags=tags.get(comment.id, ()),
        )
        for comment in ordered
    )


def _answers(comment: PublicComment, parent: PublicComment | None) -> Answers | None:
    if parent is None:
        return None
    dated = moment_beside(parent.published, comment.published)
    # a fragment alone: it stays in the view that is being read, and works in a saved copy
    name = wording.name_of(parent)
    return Answers(parent.id, f"#{anchor(parent.id)}", name, wording.is_signed(parent), dated)


def address_of(db: Database, item: PublicPost | PublicComment) -> str:
    """Return where an item stands in the archive: its post's path, and for a comment its anchor there."""
    post = item if isinstance(item, PublicPost) else store.get_post(db, item.post_id)
    if post is None:  # a comment without its post; `threadkeep check` reports it
        return "/"
    site = store.get_site(db, post.site_id)
    host = site.host if site else ""
    return post_address(post, host) if item is post else comment_address(post, item.id, host)
