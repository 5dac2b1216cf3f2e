"""A post with its thread as a page: who answers whom, how far a comment stands in, what stands for missing words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from sqlite_utils import Database

from archive.public import listing, store
from archive.public.addresses import comment_address, post_address
from archive.public.conversation import conversation_of
from archive.public.models import ItemState, PublicComment, PublicPost, PublicThread
from archive.public.threads import nested_order
from plugins.site import wording
from plugins.site.addresses import (
    CITE_FORMS,
    cite_address,
    feed_address,
    item_address,
    keywords_address,
    log_address,
    pen_name_address,
    period_address,
)
from plugins.site.blogs import Blog, read_prefixes
from plugins.site.comment_head import heads_of
from plugins.site.contexts import CommentView, Link, PostPage, StandIn, TagLine
from plugins.site.conversation import Spoken, quoted_told, shown, speak
from plugins.site.dates import moment, month_text
from plugins.site.dead_links import dead_links
from plugins.site.definitions import explain
from plugins.site.linked_data import head_of
from plugins.site.lists import home_link, tags_of
from plugins.site.rendering import Shown

DEEPEST_LEVEL = 2
"""Deeper replies keep this indent and name their parent."""


def build_thread(db: Database, thread: PublicThread, *, by_time: bool, blog: Blog) -> Shown:
    """Return the page of a post with its comments, nested or in the order of time."""
    post = thread.post
    here = post_address(post, blog.prefix)
    before, after = listing.neighbours(db, post.id)
    tags = tags_of(thread.taggings)
    explained = explain(db, thread)
    added = {**explained.decorations}
    for item_id, found in dead_links(thread).items():
        added[item_id] = [*added.get(item_id, ()), *found]
    said = conversation_of(db, [post.id, *(comment.id for comment in thread.comments)])
    spoken = speak(db, thread, said, before, added)
    comments, pings = _views(thread, tags, spoken, by_time=by_time, here=here)
    page = PostPage(
        id=post.id,
        title=wording.title_of(post),
        has_title=bool(post.title),
        linked_data=head_of(post, blog.prefix, len(comments)) if post.state is ItemState.SHOWN else {},
        linked_data_href=f"{item_address(post.id, is_comment=False)}/thread.jsonld",
        feed=feed_address("post", post.id),
        cite_forms=tuple((cite_address(post.id, form), kind) for form, kind in CITE_FORMS.items()),
        dated=moment(post.published),
        author=post.author or "",
        author_href=pen_name_address(post.author or ""),
        home=home_link(blog),
        up=_crumbs(post, blog),
        html=shown(post, spoken),
        gone=_stand_in(post),
        state=post.state.value,
        source=post.url or "",
        source_gone=wording.source_gone(post.source_gone_since or blog.gone_since),
        tags=tags.get(post.id, ()),
        quoted_told=quoted_told(spoken.quoted.get(post.id, ()), is_post=True),
        quoted=spoken.quoted.get(post.id, ()),
        linked=spoken.linked,
        told=wording.count(len(comments), "comment") if comments else "No comments",
        by_time=by_time,
        nested_href=here,
        time_href=f"{here}?view=time",
        comments=comments,
        pings_told=wording.count(len(pings), "link from another page", "links from other pages") if pings else "",
        pings=pings,
        shortfall=wording.shortfall(post.declared, len(thread.comments)),
        definitions=explained.lines,
        definitions_told=f"{wording.count(len(explained.lines), 'acronym')} of this thread explained",
        keywords=keywords_address("post", post.id) if comments else "",
        earlier=_post_link(before, blog.prefix),
        later=_post_link(after, blog.prefix),
    )
    return Shown(page, page.title, here, "home", item=post.id)


def _crumbs(post: PublicPost, blog: Blog) -> tuple[Link, ...]:
    """Return the way to a post: its year and its month."""
    month = post.published.month
    if month is None or blog.prefix is None or post.is_page:
        # a page of the blog stands in no month
        return ()
    year = Link(period_address(month[:4], blog.prefix), month[:4])
    return (year, Link(period_address(month, blog.prefix), month_text(month).split()[0]))


def _post_link(post: PublicPost | None, prefix: str | None) -> Link | None:
    return Link(post_address(post, prefix), wording.title_of(post), post.id) if post else None


def _stand_in(item: PublicPost | PublicComment, replies: int = 0) -> StandIn | None:
    text = wording.stands_in(item, replies=replies)
    return StandIn(text, log_address(item.state_ref)) if text else None


def _views(
    thread: PublicThread, tags: Mapping[str, tuple[TagLine, ...]], spoken: Spoken, *, by_time: bool, here: str
) -> tuple[tuple[CommentView, ...], tuple[CommentView, ...]]:
    """Return the comments as they are read, and the pings, which stand in a list of their own."""
    replies = Counter(comment.parent_id for comment in thread.comments)
    ordered = sorted(thread.comments, key=lambda each: each.position) if by_time else nested_order(thread.comments)
    levels = {} if by_time else _levels(ordered)
    heads = heads_of(thread.post.id, here, ordered)

    def view(comment: PublicComment, head: Markup) -> CommentView:
        quoted = spoken.quoted.get(comment.id, ())
        return CommentView(
            id=comment.id,
            level=min(levels.get(comment.id, 0), DEEPEST_LEVEL),
            head=head,
            html=shown(comment, spoken),
            gone=_stand_in(comment, replies[comment.id]),
            state=comment.state.value,
            tags=tags.get(comment.id, ()),
            quoted_told=quoted_told(quoted),
            quoted=quoted,
        )

    comments = [comment for comment in ordered if not comment.is_ping]
    ids = ["", *(comment.id for comment in comments), ""]
    beside = zip(comments, ids, ids[2:], strict=False)
    return (
        tuple(view(comment, heads.write(comment, before, after)) for comment, before, after in beside),
        tuple(view(comment, heads.write(comment)) for comment in ordered if comment.is_ping),
    )


def _levels(nested: Sequence[PublicComment]) -> Mapping[str, int]:
    """Return how far each comment stands in; an answer to a ping, which stands in a list of its own, begins anew."""
    pings = {comment.id for comment in nested if comment.is_ping}
    levels: dict[str, int] = {}
    for comment in nested:
        parent = None if comment.is_ping or comment.parent_id in pings else comment.parent_id
        levels[comment.id] = levels[parent] + 1 if parent in levels else 0
    return levels


def address_of(db: Database, item: PublicPost | PublicComment) -> str:
    """Return where an item stands in the archive: its post's path, and for a comment its anchor there."""
    post = item if isinstance(item, PublicPost) else store.find_post(db, item.post_id)
    if post is None:  # a comment without its post; `threadkeep check` reports it
        return "/"
    prefix = read_prefixes(db).get(post.site_id, "")
    return post_address(post, prefix) if item is post else comment_address(post, item.id, prefix)
