"""Tags put on and taken off by moderators. Registered by `threadkeep moderate` alone; no other process loads it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlite_utils import Database

from archive.curation.acts import get_acts
from archive.curation.tags import Tag, get_tags, label_tags
from archive.errors import ArchiveError, NotFound, WrongUse
from archive.folder import DataFolder
from archive.moderation.tagging import tag_items
from archive.moderation.values import labels_of
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.public import store
from plugins._datasette import Request, Response, Route, Served, hookimpl_with, read
from plugins.anonymisation.acts import NotPublicYet, follow
from plugins.anonymisation.desk import desk_of, in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.places import Spot, desk_address, read_spot
from plugins.anonymisation.showing import show, to, typed
from plugins.site.addresses import readable_path
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.tagging import desk, glossary_desk
from plugins.tagging.desk import ActLine, act_lines


@dataclass(frozen=True, slots=True)
class TagsOfItem:
    """The tags of one item: those given to it, the blog's own labels, names in use to choose from, what was done."""

    template: ClassVar[str] = "threadkeep_desk_tags.html"

    spot: Spot
    given: tuple[Tag, ...]
    of_blog: tuple[str, ...]
    known: tuple[str, ...]
    acts: tuple[ActLine, ...]
    typed: str
    problem: str


@hookimpl_with(tryfirst=True)
def register_routes(datasette: Served) -> list[Route]:
    """Add `/-/moderate/item/ID/tags` and the pages of topics and acronyms."""
    return ROUTES if desk_of(datasette) else []


async def tags_of_item(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/item/ID/tags`: the tags and a form; a POST adds or takes off, and publishes."""
    item_id = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return await _page(datasette, request, item_id)
    given = await typed(request)
    names, off = given.get("add", ""), given.get("remove", "")
    at, by = the_desk(datasette), the_moderator(request).name
    try:
        if not off and not names.strip():
            raise WrongUse("Which tag? Type its name, or choose one that is in use.")
        await asyncio.to_thread(
            edit_tags,
            at.folder,
            item_id,
            [] if off else [name for name in names.split(",") if name.strip()],
            [off] if off else [],
            by,
            at.clock(),
        )
    except NotPublicYet as error:
        return await _page(datasette, request, item_id, problem=str(error))
    except ArchiveError as error:
        return await _page(datasette, request, item_id, names=names, problem=str(error))
    return to(f"{desk_address(item_id)}/tags")


def edit_tags(
    folder: DataFolder, item_id: str, add: Sequence[str], remove: Sequence[str], by: str, now: datetime
) -> list[str]:
    """Put tags on an item, take others off, and publish; return the items that changed.

    Raises NotFound for an item that is not there and WrongUse for a name that is no tag, with nothing written, and
    NotPublicYet when the tags are recorded and their publish failed.
    """
    db = open_archive(folder)
    try:
        changed = tag_items(db, [item_id], add=add, remove=remove, by=by, now=now)
    finally:
        db.close()
    follow(folder, "The change of tags", now)
    return changed


async def _page(datasette: Served, request: Request, item_id: str, *, names: str = "", problem: str = "") -> Response:
    def work(db: Database) -> tuple[str, tuple[Tag, ...], tuple[str, ...], tuple[ActLine, ...]]:
        item = originals.get_item(db, item_id)
        acts = act_lines(get_acts(db, item_id=item.id))
        return item.id, tuple(get_tags(db, item.id)), tuple(tag.name for tag in label_tags(labels_of(item))), acts

    try:
        found, given, of_blog, acts = await in_archive(the_desk(datasette), work)
    except NotFound:
        return await show(datasette, request, missing_page("The archive holds no post or comment of that number."))
    known = await read(datasette, lambda db: tuple(sorted(tag.name for tag in store.get_tags(db))))
    page = TagsOfItem(
        spot=await read_spot(datasette, found),
        given=given,
        of_blog=of_blog,
        known=known,
        acts=acts,
        typed=names,
        problem=problem,
    )
    status = 400 if problem else 200
    return await show(datasette, request, Shown(page, "Tags", f"{desk_address(found)}/tags", "item", status=status))


ROUTES: list[Route] = [(r"^/-/moderate/item/(?P<id>[^/]+)/tags$", tags_of_item), *desk.ROUTES, *glossary_desk.ROUTES]
