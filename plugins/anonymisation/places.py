"""Where an item stands, in words and as an address, from the public copy; and what a redaction would change there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from sqlite_utils import Database

from archive.moderation.decisions import withheld_of
from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins._datasette import Served, read
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.reading import Counted, read_titles
from plugins.site.dates import moment
from plugins.site.thread import address_of
from plugins.site.wording import UNTITLED, count, name_of, stands_in, title_of

_ABSENT = "Not in the public copy: nothing of it is published yet."
_WITHHELD = "Withheld: for readers it is as if it had never been."
_BEING_WRITTEN = "The public copy is just being written: what readers see of this can be told in a few seconds."


@dataclass(frozen=True, slots=True)
class Spot:
    """An item as it can be pointed at: its name, its page for moderators, its place among what readers see.

    `seen` is its state in the public copy, None where it is not in it or that cannot be told now.
    """

    id: str
    name: str
    under: str
    dated: str
    desk: str
    place: str
    state: str
    seen: ItemState | None

    @property
    def hidden(self) -> bool:
        """True when somebody decided that nobody sees it."""
        return self.seen in (ItemState.HIDDEN, ItemState.CLOSED)


@dataclass(frozen=True, slots=True)
class Change:
    """What one item would lose."""

    spot: Spot
    told: str
    total: int


def desk_address(item_id: str) -> str:
    """Return the page of an item in the moderation site."""
    return f"/-/moderate/item/{quote(item_id, safe='')}"


async def read_spots(datasette: Served, item_ids: Iterable[str]) -> Mapping[str, Spot]:
    """Return where items stand, with the titles that their source gave posts where readers see none.

    One that is not in the public copy (yet), or all while that is being written, are called by their ids.
    """
    wanted = list(dict.fromkeys(item_ids))

    def work(db: Database) -> dict[str, Spot]:
        found = store.get_items(db, wanted)
        posts = store.get_items(db, {item.post_id for item in found.values() if isinstance(item, PublicComment)})
        return {item_id: _spot(db, item_id, found.get(item_id), posts) for item_id in wanted}

    try:
        spots = dict(await read(datasette, work))
    except sqlite3.OperationalError:
        # a form that could not be done must come back with what was typed, whatever else happens just then
        spots = {item_id: _unread(item_id, _BEING_WRITTEN) for item_id in wanted}
    absent = [spot.id for spot in spots.values() if spot.state == _ABSENT]
    for item_id in await in_archive(the_desk(datasette), lambda db: withheld_of(db, absent)) if absent else ():
        spots[item_id] = replace(spots[item_id], state=_WITHHELD, seen=ItemState.CLOSED)
    untitled = [spot.id for spot in spots.values() if spot.under in ("", UNTITLED)]
    titles = await in_archive(the_desk(datasette), lambda db: read_titles(db, untitled)) if untitled else {}
    return {item_id: replace(spot, under=titles.get(item_id, spot.under)) for item_id, spot in spots.items()}


async def read_spot(datasette: Served, item_id: str) -> Spot:
    """Return where one item stands."""
    return (await read_spots(datasette, [item_id]))[item_id]


def _spot(
    db: Database,
    item_id: str,
    item: PublicPost | PublicComment | None,
    posts: Mapping[str, PublicPost | PublicComment],
) -> Spot:
    if item is None:
        return _unread(item_id, _ABSENT)
    under, name = "", "The post"
    if isinstance(item, PublicComment):
        post = posts.get(item.post_id)
        under = title_of(post) if isinstance(post, PublicPost) else ""
        name = _comment_name(item)
    else:
        under = title_of(item)
    return Spot(
        id=item_id,
        name=name,
        under=under,
        dated=moment(item.published).text,
        desk=desk_address(item_id),
        place=address_of(db, item),
        state=stands_in(item),
        seen=item.state,
    )


def _unread(item_id: str, state: str) -> Spot:
    return Spot(item_id, f"Item {item_id}", "", "", desk_address(item_id), "", state, seen=None)


def _comment_name(comment: PublicComment) -> str:
    name = name_of(comment)
    return name if name.endswith(f" {comment.position}") else f"{name}, {comment.kind} {comment.position}"


def change_of(counted: Counted, spot: Spot) -> Change:
    """Return what an item would lose, in words."""
    parts = [
        count(counted.text, "place in the text", "places in the text") if counted.text else "",
        "the title" if counted.title else "",
        "the name it is signed with" if counted.author else "",
        count(counted.addresses, "address", "addresses") if counted.addresses else "",
        count(counted.labels, "label of the blog", "labels of the blog") if counted.labels else "",
    ]
    return Change(spot, ", ".join(part for part in parts if part), counted.total)
