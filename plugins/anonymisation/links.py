"""What the archive worked out of one item, for a moderator to take out where it is wrong, and to put back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import ArchiveError, NotFound
from archive.folder import DataFolder
from archive.moderation.links import get_wrong_links, remove_link, restore_link
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.public import conversation, store
from archive.text import Span
from plugins._datasette import Request, Response, Served, read
from plugins.anonymisation.acts import follow
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.places import Spot, desk_address, read_spot
from plugins.anonymisation.showing import show, to, typed
from plugins.site.addresses import readable_path
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown

_CALLED = {
    "time_reference": "Clock time taken for a comment",
    "quotation": "Quotation",
    "block": "Passage from elsewhere",
    "post_link": "Link to a post",
}


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """One place: what it was taken for, and its words."""

    kind: str
    called: str
    words: str


@dataclass(frozen=True, slots=True)
class LinksOfItem:
    """What was worked out of one item, and what was taken out of that."""

    template: ClassVar[str] = "threadkeep_desk_links.html"

    spot: Spot
    found: tuple[WorkedOut, ...]
    removed: tuple[WorkedOut, ...]
    problem: str


async def links_of_item(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/item/ID/links`: what was worked out, with a button each; a POST takes out or puts back."""
    item_id = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return await _page(datasette, request, item_id)
    given = await typed(request)
    desk, by = the_desk(datasette), the_moderator(request).name
    # a browser sends line ends its own way
    words = given.get("words", "").replace("\r\n", "\n")
    try:
        await asyncio.to_thread(
            edit_links, desk.folder, item_id, given.get("kind", ""), words, by, desk.clock(), back="back" in given
        )
    except ArchiveError as error:
        return await _page(datasette, request, item_id, problem=str(error))
    return to(f"{desk_address(item_id)}/links")


def edit_links(folder: DataFolder, item_id: str, kind: str, words: str, by: str, now: datetime, *, back: bool) -> None:
    """Take one place out or put it back, and publish.

    Raises NotFound and WrongUse with nothing written, NotPublicYet when it is recorded and its publish failed.
    """
    db = open_archive(folder)
    try:
        (restore_link if back else remove_link)(db, item_id, kind, words, by=by, now=now)
    finally:
        db.close()
    follow(folder, "What you said of it", now)


async def _page(datasette: Served, request: Request, item_id: str, *, problem: str = "") -> Response:
    def work(db: Database) -> tuple[str, tuple[WorkedOut, ...]]:
        item = originals.get_item(db, item_id)
        wrong = sorted(get_wrong_links(db).get(item.id, ()))
        return item.id, tuple(WorkedOut(kind, _CALLED[kind], words) for kind, words in wrong)

    try:
        found, removed = await in_archive(the_desk(datasette), work)
    except NotFound:
        return await show(datasette, request, missing_page("The archive holds no post or comment of that number."))
    page = LinksOfItem(
        spot=await read_spot(datasette, found),
        found=await read(datasette, lambda db: tuple(_worked_out(db, found))),
        removed=removed,
        problem=problem,
    )
    status = 400 if problem else 200
    return await show(datasette, request, Shown(page, "Worked out", f"{desk_address(found)}/links", "item", status))


def _worked_out(db: Database, item_id: str) -> Iterator[WorkedOut]:
    item, thread = store.find_item(db, item_id), store.find_thread_id(db, item_id)
    if item is None or thread is None:
        return
    said = conversation.get_conversation(db, thread)
    places: list[tuple[str, str, Span]] = [
        *(("time_reference", each.item_id, each.span) for each in said.times),
        *(("quotation", each.item_id, each.span) for each in said.quotations),
        *(("block", each.item_id, each.span) for each in said.blocks),
        *(("post_link", each.item_id, each.span) for each in said.links),
    ]
    for kind, where, span in places:
        if where == item_id:
            yield WorkedOut(kind, _CALLED[kind], item.body.text[span.start : span.end])
