"""Atom feeds: of the archive's posts, of its comments, of one thread, of a topic and of an acronym."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from archive import errors
from archive.public import acronym_places, acronyms, listing, store, topics
from archive.public.addresses import comment_address, post_address
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins._datasette import NotFound, Request, Response, Route, Served
from plugins.site import atom
from plugins.site.addresses import acronym_address, feed_address, item_address, readable_path, tag_address
from plugins.site.blogs import read_prefixes
from plugins.site.rendering import base_of, send_file
from plugins.site.wording import COMMENT_ON, NAMELESS, name_of, title_of

MOST = 50
"""Entries of a feed."""
NOTHING = "There is nothing to follow at this address."


async def feed(datasette: Served, request: Request) -> Response:
    """Answer `/-/feed/posts`, `/-/feed/comments` and `/-/feed/KIND/ID`."""
    kind, base = request.url_vars["kind"], base_of(request)
    wanted = readable_path(request.url_vars.get("id") or "") or ""
    return await send_file(datasette, request, lambda db: _write(db, kind, wanted, base), atom.TYPE)


def _write(db: Database, kind: str, wanted: str, base: str) -> str:
    archive = store.get_meta(db).get("title") or "A comment archive"
    name, page, ids = _followed(db, kind, wanted)
    address = f"{base}{feed_address(kind, wanted)}"
    title = f"{name}: {archive}" if name else archive
    return atom.as_atom(
        atom.Feed(address, title, archive, address, f"{base}{page}", _entries(db, ids, base)), base=f"{base}/"
    )


def _followed(db: Database, kind: str, wanted: str) -> tuple[str, str, list[str]]:
    """Return what a feed is of, the page that shows the same, and what is new there, newest first.

    Raises NotFound where the archive has no such thing. A feed of a thread is not named: its title is the post's.
    """
    match kind:
        case "posts":
            return "Posts", "/", listing.newest_ids(db, MOST, comments=False)
        case "comments":
            return "Posts and comments", "/", listing.newest_ids(db, MOST)
        case "post" if (post := store.find_post(db, wanted)) and post.state is ItemState.SHOWN:
            among = [post.id, *listing.comment_ids(db, post.id)]
            return "A thread", item_address(post.id, is_comment=False), listing.newest_ids(db, MOST, among)
        case "topic" if (topic := topics.find_topic(db, wanted)) is not None:
            return "A topic", tag_address(topic.id), listing.newest_ids(db, MOST, topics.get_tagged_ids(db, topic.id))
        case "acronym":
            return "An acronym", acronym_address(wanted), listing.newest_ids(db, MOST, _items_of(db, wanted))
        case _:
            raise NotFound(NOTHING)


def _items_of(db: Database, acronym_id: str) -> list[str]:
    try:
        return acronym_places.get_items_of_acronym(db, acronyms.get_acronym(db, acronym_id).id)
    except errors.NotFound as error:
        raise NotFound(NOTHING) from error


def _entries(db: Database, ids: Sequence[str], base: str) -> tuple[atom.Entry, ...]:
    items = store.get_items(db, ids)
    beside = {item.post_id for item in items.values() if isinstance(item, PublicComment)}
    posts = {item.id: item for item in store.get_items(db, beside).values() if isinstance(item, PublicPost)}
    prefixes = read_prefixes(db)
    shown = [items[item_id] for item_id in ids]
    return tuple(
        _of_comment(item, posts[item.post_id], base, prefixes.get(item.site_id))
        if isinstance(item, PublicComment)
        else _of_post(item, base, prefixes.get(item.site_id))
        for item in shown
    )


def _of_post(post: PublicPost, base: str, prefix: str | None) -> atom.Entry:
    return atom.Entry(
        id=_id(base, post.id, is_comment=False),
        title=title_of(post),
        href=f"{base}{post_address(post, prefix)}",
        published=atom.rfc3339(post.published.utc, post.published.local),
        author=post.author or NAMELESS,
        summary=post.html,
    )


def _of_comment(comment: PublicComment, post: PublicPost, base: str, prefix: str | None) -> atom.Entry:
    answered = [atom.Answered(_id(base, post.id, is_comment=False), f"{base}{post_address(post, prefix)}")]
    if comment.parent_id:
        parent = f"{base}{comment_address(post, comment.parent_id, prefix)}"
        answered.insert(0, atom.Answered(_id(base, comment.parent_id, is_comment=True), parent))
    return atom.Entry(
        id=_id(base, comment.id, is_comment=True),
        title=f"{COMMENT_ON}{title_of(post)}",
        href=f"{base}{comment_address(post, comment.id, prefix)}",
        published=atom.rfc3339(comment.published.utc, comment.published.local),
        author=name_of(comment),
        summary=comment.html,
        answers=tuple(answered),
    )


def _id(base: str, item_id: str, *, is_comment: bool) -> str:
    return f"{base}{item_address(item_id, is_comment=is_comment)}"


ROUTES: list[Route] = [
    (r"^/-/feed/(?P<kind>posts|comments)$", feed),
    (r"^/-/feed/(?P<kind>post|topic|acronym)/(?P<id>[^/]+)$", feed),
]
