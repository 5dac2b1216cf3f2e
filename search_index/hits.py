"""From ids to hits: titles, names, snippets and parents, all read from public.db at this moment.

The index knows ids alone. A hit whose row has another version than the one indexed is dropped: so nothing is ever shown
that public.db does not say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from sqlite_utils import Database

from archive.public import store
from archive.public.addresses import anchor, blog_prefix, comment_address, post_address
from archive.public.database import read_in
from archive.public.models import ItemState, PublicComment, PublicPost
from search_index.documents import Item, kind_of
from search_index.engine import Ranked
from search_index.mentions import NONE, Mentions, read_mentions
from search_index.results import Hit, HitThread, Parent
from search_index.snippets import Sought, make_snippet

THREAD_HITS = 3
"""Hits of one thread that are shown where hits are grouped."""

_EXCERPT = 140

# there may be a thousand of them
_PLACES = """
    select id, row_version, id from post where state = :shown and id in (select value from json_each(:ids))
    union all
    select id, row_version, post_id from comment where state = :shown and id in (select value from json_each(:ids))
"""


class Place(NamedTuple):
    """The version of a public row, and the id of the post in whose thread it stands."""

    version: int
    thread: str


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the hits of a page."""

    posts: dict[str, PublicPost]
    parents: dict[str, PublicComment]
    answers: dict[str, int]
    prefixes: dict[int, str | None]
    mentions: dict[str, Mentions]
    sought: Sought


def read_hits(db: Database, page: Sequence[Ranked], sought: Sought) -> tuple[Hit, ...]:
    """Return the hits of a page, in its order, without those that are not public as they were indexed."""
    items = store.get_items(db, [found.id for found in page])
    shown = [item for found in page if (item := items.get(found.id)) and is_as_indexed(item, found)]
    around = _read_around(db, shown, sought)
    return tuple(_hit(item, around) for item in shown)


def is_as_indexed(item: Item, found: Ranked) -> bool:
    """Return whether a public row still says what the index was made from."""
    return item.row_version == found.row_version and item.state is ItemState.SHOWN


def read_places(db: Database, item_ids: Sequence[str]) -> dict[str, Place]:
    """Return the versions and threads of those of these items that are shown, by id."""
    rows = db.conn.execute(_PLACES, {"ids": json.dumps(item_ids), "shown": ItemState.SHOWN.value}).fetchall()
    return {row[0]: Place._make(row[1:]) for row in rows}


def group_hits(hits: Sequence[Hit], counts: dict[str, int]) -> tuple[HitThread, ...]:
    """Return hits by thread, in the order of their first; `counts` says how many hits each thread has in all."""
    threads: dict[str, list[Hit]] = {}
    for hit in hits:
        threads.setdefault(hit.post_id, []).append(hit)
    return tuple(
        HitThread(post_id, found[0].title, found[0].url.partition("#")[0], counts[post_id], tuple(found))
        for post_id, found in threads.items()
    )


def _read_around(db: Database, shown: Sequence[Item], sought: Sought) -> _Around:
    posts = {item.id: item for item in shown if isinstance(item, PublicPost)}
    comments = [item for item in shown if isinstance(item, PublicComment)]
    wanted = {comment.post_id for comment in comments} - posts.keys()
    posts |= {key: post for key, post in store.get_items(db, wanted).items() if isinstance(post, PublicPost)}
    parents = store.get_items(db, {comment.parent_id for comment in comments if comment.parent_id})
    return _Around(
        posts,
        {key: parent for key, parent in parents.items() if isinstance(parent, PublicComment)},
        _count_answers(db, comments),
        {site.id: blog_prefix(site) for site in store.get_sites(db)},
        read_mentions(db, [item.id for item in shown]) if sought.needs_mentions else {},
        sought,
    )


def _count_answers(db: Database, comments: Sequence[PublicComment]) -> dict[str, int]:
    if not comments:
        return {}
    # by thread first: there is an index for that, and none of parents
    sql = (
        "select parent_id, count(*) as total from comment where post_id in (?) and parent_id is not null "
        "and state = 'shown' and kind = 'comment' group by parent_id"
    )
    counted: dict[str, int] = {}
    for row in read_in(db, sql, sorted({comment.post_id for comment in comments})):
        counted[row["parent_id"]] = counted.get(row["parent_id"], 0) + row["total"]
    return counted


def _hit(item: Item, around: _Around) -> Hit:
    post_id = item.post_id if isinstance(item, PublicComment) else item.id
    post = around.posts.get(post_id)
    snippet = make_snippet(item.body, around.sought, around.mentions.get(item.id, NONE).text)
    prefix = around.prefixes.get(item.site_id, "")
    return Hit(
        id=item.id,
        kind=kind_of(item),
        post_id=post_id,
        title=post.title if post else None,
        author=item.author,
        published=item.published.local or None,
        snippet=snippet.html,
        snippet_text=snippet.text,
        url=item_address(item, post, prefix),
        parent=_parent(item, post, prefix, around) if isinstance(item, PublicComment) else None,
        discussed=item.comment_count if isinstance(item, PublicPost) else around.answers.get(item.id, 0),
    )


def _parent(item: PublicComment, post: PublicPost | None, prefix: str | None, around: _Around) -> Parent | None:
    parent = around.parents.get(item.parent_id or "")
    if parent is None or parent.state is not ItemState.SHOWN:
        return None
    line = " ".join(parent.body.text[: 2 * _EXCERPT].split())
    excerpt = line if len(line) <= _EXCERPT else f"{line[:_EXCERPT].rpartition(' ')[0] or line[:_EXCERPT]} …"
    return Parent(parent.id, parent.author, excerpt, item_address(parent, post, prefix))


def item_address(item: Item, post: PublicPost | None, prefix: str | None = "") -> str:
    """Return where an item stands in the archive; a comment whose post is not public, under its post's id."""
    if isinstance(item, PublicPost):
        return post_address(item, prefix)
    if post is None:
        return f"/-/post/{quote(item.post_id, safe='')}#{anchor(quote(item.id, safe=''))}"
    return comment_address(post, item.id, prefix)
