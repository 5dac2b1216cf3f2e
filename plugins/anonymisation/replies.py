"""What one reply answers, for a moderator to say otherwise: choose, look at both places, then move it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlite_utils import Database

from archive.curation.acts import Act, get_act, get_acts
from archive.curation.replies import ACTS
from archive.errors import ArchiveError, NotFound
from archive.folder import DataFolder
from archive.moderation.replies import POST, SOURCE, get_reply, move_reply, undo_move
from archive.originals import store as originals
from archive.originals.database import open_archive
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.acts import follow, try_out
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.places import Spot, desk_address, read_spot, read_spots
from plugins.anonymisation.showing import show, to, typed
from plugins.site.addresses import readable_path
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown

_NONE = "The archive holds no comment of that number."


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a reply could answer: what a form sends for it, and what it is called."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Past:
    """An act that moved this reply; `undone_by` is "" while it holds."""

    id: str
    told: str
    undone_by: str


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """A reply with what it answers by its source and as readers see it, and what it could answer.

    `chosen` is what somebody chose and has not confirmed yet, "" before that; `moved_to` is where it would stand then.
    """

    template: ClassVar[str] = "threadkeep_desk_reply.html"

    spot: Spot
    by_source: str
    answers: str
    choices: tuple[Choice, ...]
    chosen: str
    moved_to: str
    followers: str
    past: tuple[Past, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class _Read:
    item_id: str
    by_source: str | None
    answers: str | None
    post_id: str
    others: tuple[str, ...]
    past: tuple[Act, ...]


async def reply(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/item/ID/answers`: a POST looks at what would change, moves the reply, or moves it back."""
    item_id = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return await _page(datasette, request, item_id)
    given = await typed(request)
    chosen, desk, by = given.get("answers", "").strip(), the_desk(datasette), the_moderator(request).name
    now = desk.clock()
    try:
        if given.get("step") == "move":
            await asyncio.to_thread(_move, desk.folder, item_id, chosen, by, now)
        elif act_id := given.get("undo", ""):
            await asyncio.to_thread(_take_back, desk.folder, item_id, act_id, by, now)
        else:
            await in_archive(
                desk, lambda db: try_out(db, lambda inner: move_reply(inner, item_id, chosen, by=by, now=now))
            )
            return await _page(datasette, request, item_id, chosen=chosen)
    except ArchiveError as error:
        return await _page(datasette, request, item_id, problem=str(error))
    return to(f"{desk_address(item_id)}/answers")


def _move(folder: DataFolder, item_id: str, answers: str, by: str, now: datetime) -> None:
    db = open_archive(folder)
    try:
        move_reply(db, item_id, answers, by=by, now=now)
    finally:
        db.close()
    follow(folder, "That the reply was moved", now)


def _take_back(folder: DataFolder, item_id: str, act_id: str, by: str, now: datetime) -> None:
    db = open_archive(folder)
    try:
        found = originals.resolve_item(db, item_id)
        if get_act(db, act_id) not in get_acts(db, item_id=found, kinds=ACTS, limit=-1):
            raise NotFound("That act moved another reply, or none.")
        undo_move(db, act_id, by=by, now=now)
    finally:
        db.close()
    follow(folder, "That the reply was moved back", now)


async def _page(datasette: Served, request: Request, item_id: str, *, chosen: str = "", problem: str = "") -> Response:
    def work(db: Database) -> _Read:
        found = get_reply(db, item_id)
        others = [each.id for each in originals.get_comments(db, found.comment.post_id) if each.id != found.comment.id]
        past = get_acts(db, item_id=found.comment.id, kinds=ACTS)
        return _Read(
            found.comment.id, found.by_source, found.answers, found.comment.post_id, tuple(others), tuple(past)
        )

    try:
        held = await in_archive(the_desk(datasette), work)
    except ArchiveError:
        return await show(datasette, request, missing_page(_NONE))
    spots = await read_spots(datasette, held.others)

    def name(parent: str | None) -> str:
        return "the post" if parent is None else _told(spots[parent])

    meant = {POST: None, SOURCE: held.by_source, held.post_id: None}.get(chosen, chosen or None)
    page = ReplyPage(
        spot=await read_spot(datasette, held.item_id),
        by_source=name(held.by_source),
        answers=name(held.answers),
        choices=(
            *((Choice(SOURCE, "what its source says"),) if held.by_source != held.answers else ()),
            *((Choice(POST, "the post"),) if held.answers is not None else ()),
            *(Choice(each, _told(spots[each])) for each in held.others if each != held.answers),
        ),
        chosen=chosen,
        moved_to=(name(meant) if meant is None or meant in spots else "") if chosen else "",
        followers="Answers to it move with it, its number and its address stay, and its original too.",
        past=tuple(
            Past(each.id, f"{each.made_by} {each.told}, {each.made_at[:10]}", each.undone_by) for each in held.past
        ),
        problem=problem,
    )
    at = f"{desk_address(held.item_id)}/answers"
    return await show(datasette, request, Shown(page, "Move this reply", at, "item", 400 if problem else 200))


def _told(spot: Spot) -> str:
    return f"{spot.name}, {spot.dated}" if spot.dated else spot.name
