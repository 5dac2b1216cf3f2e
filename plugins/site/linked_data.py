"""A thread as linked data: schema.org's DiscussionForumPosting with its comments, as JSON-LD.

What search engines read of it: https://developers.google.com/search/docs/appearance/structured-data/discussion-forum.
A page holds the head alone, so that no word stands in it twice; the whole has an address of its own.
"""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from archive.public import store
from archive.public.addresses import comment_address, post_address
from archive.public.models import ItemState, PublicComment, PublicPost, PublicThread
from plugins._datasette import NotFound, Request, Response, Route, Served
from plugins.site.addresses import readable_path
from plugins.site.blogs import read_prefixes
from plugins.site.rendering import send_file
from plugins.site.wording import name_of, title_of

TYPE = "application/ld+json; charset=utf-8"
NOTHING = "The archive holds no post of that number."
CONTEXT = "https://schema.org"


async def linked_data(datasette: Served, request: Request) -> Response:
    """Answer `/-/post/ID/thread.jsonld`."""
    wanted = readable_path(request.url_vars["id"]) or ""

    def make(db: Database) -> str:
        thread = store.find_thread(db, store.resolve(db, wanted) or "")
        if thread is None or thread.post.state is not ItemState.SHOWN:
            raise NotFound(NOTHING)
        prefix = read_prefixes(db).get(thread.post.site_id)
        return json.dumps(whole_of(thread, prefix), ensure_ascii=False) + "\n"

    return await send_file(datasette, request, make, TYPE)


def head_of(post: PublicPost, prefix: str | None, comments: int) -> dict[str, Any]:
    """Return what is said of a post without its words: title, author, date, address, number of comments."""
    said = {
        "@context": CONTEXT,
        "@type": "DiscussionForumPosting",
        "identifier": post.id,
        "url": post_address(post, prefix),
        "headline": title_of(post),
        "author": _person(post.author),
        "datePublished": post.published.local,
        "commentCount": comments,
    }
    return {name: value for name, value in said.items() if value not in ("", None)}


def whole_of(thread: PublicThread, prefix: str | None) -> dict[str, Any]:
    """Return a post with its words and its comments, each below the one that it answers; not what is not shown."""
    shown = [comment for comment in thread.comments if comment.state is ItemState.SHOWN]
    whole = head_of(thread.post, prefix, len(shown)) | {"text": thread.post.body.text}
    known = {comment.id: _comment(comment, thread.post, prefix) for comment in shown}
    for comment in shown:
        above = known.get(comment.parent_id or "", whole)
        above.setdefault("comment", []).append(known[comment.id])
    return whole


def _comment(comment: PublicComment, post: PublicPost, prefix: str | None) -> dict[str, Any]:
    said = {
        "@type": "Comment",
        "identifier": comment.id,
        "url": comment_address(post, comment.id, prefix),
        "author": _person(name_of(comment)),
        "datePublished": comment.published.local,
        "text": comment.body.text,
    }
    return {name: value for name, value in said.items() if value not in ("", None)}


def _person(name: str | None) -> dict[str, str] | None:
    return {"@type": "Person", "name": name} if name else None


ROUTES: list[Route] = [(r"^/-/post/(?P<id>[^/]+)/thread\.jsonld$", linked_data)]
