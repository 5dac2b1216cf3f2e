"""The list of tags, and the page of one tag: its posts, and the comments a moderator gave it to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.public import store
from archive.public.addresses import comment_address
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins._datasette import Request, Response, Route, Served
from plugins.site import wording
from plugins.site.addresses import readable_path, tag_address
from plugins.site.blogs import read_prefixes
from plugins.site.contexts import PostLine, TagLine
from plugins.site.dates import Moment, moment
from plugins.site.lists import post_line, tag_line
from plugins.site.missing import missing_page
from plugins.site.rendering import Outcome, Shown, respond
from plugins.site.state import Site

_OPENING = 200


@dataclass(frozen=True, slots=True)
class TagsPage:
    """All tags, the most used first."""

    template: ClassVar[str] = "threadkeep_tags.html"

    tags: tuple[TagLine, ...]


@dataclass(frozen=True, slots=True)
class TaggedComment:
    """A comment in the list of a tag: how it begins, and the thread it stands in."""

    id: str
    post_id: str
    href: str
    name: str
    is_signed: bool
    title: str
    dated: Moment
    opening: str
    note: str


@dataclass(frozen=True, slots=True)
class TagPage:
    """One tag. `id` is for the controls of the moderation site."""

    template: ClassVar[str] = "threadkeep_tag.html"

    id: str
    name: str
    told: str
    posts: tuple[PostLine, ...]
    comments: tuple[TaggedComment, ...]


async def tags(datasette: Served, request: Request) -> Response:
    """Answer `/-/tags`."""
    return await respond(datasette, request, build_tags)


async def tag(datasette: Served, request: Request) -> Response:
    """Answer `/-/tag/ID`."""
    wanted = readable_path(request.url_vars["id"]) or ""
    return await respond(datasette, request, lambda db, _site: build_tag(db, wanted))


def build_tags(db: Database, site: Site) -> Outcome:  # noqa: ARG001 - the signature of a page
    """Return the list of tags."""
    return Shown(TagsPage(tuple(map(tag_line, store.get_tags(db)))), "Tags", "/-/tags", "tags")


def build_tag(db: Database, wanted: str) -> Outcome:
    """Return the page of a tag, or what to say of one that nothing carries."""
    found = next((each for each in store.get_tags(db) if each.id == wanted), None)
    if found is None:
        return missing_page("The archive has no tag of that name.", "Look through the tags it does have at /-/tags.")
    items = store.get_tagged(db, wanted)
    prefixes = read_prefixes(db)
    comments = [item for item in items if isinstance(item, PublicComment)]
    threads = store.get_items(db, {comment.post_id for comment in comments})
    page = TagPage(
        id=found.id,
        name=found.name,
        told=_told(items),
        posts=tuple(post_line(item, prefixes[item.site_id]) for item in items if isinstance(item, PublicPost)),
        comments=tuple(
            _line(each, post, prefixes[each.site_id])
            for each in comments
            if isinstance(post := threads.get(each.post_id), PublicPost)
        ),
    )
    return Shown(page, f"Tag: {found.name}", tag_address(found.id), "tags")


def _told(items: list[PublicPost | PublicComment]) -> str:
    posts = sum(isinstance(item, PublicPost) for item in items)
    told = [wording.count(posts, "post")] if posts else []
    if comments := len(items) - posts:
        told.append(wording.count(comments, "comment"))
    return " and ".join(told)


def _line(comment: PublicComment, post: PublicPost, prefix: str | None) -> TaggedComment:
    text = " ".join(comment.body.text.split())
    return TaggedComment(
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


ROUTES: list[Route] = [(r"^/-/tags$", tags), (r"^/-/tag/(?P<id>[^/]+)$", tag)]
