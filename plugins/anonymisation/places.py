"""Where an item stands, in words and as an address, from the public copy; and what a redaction would change there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins._datasette import Served, read
from plugins.anonymisation.reading import Counted
from plugins.site.dates import moment
from plugins.site.thread import address_of
from plugins.site.wording import count, name_of, stands_in, title_of


@dataclass(frozen=True, slots=True)
class Spot:
    """An item as it can be pointed at: its name, its page for moderators, its place among what readers see."""

    id: str
    name: str
    under: str
    dated: str
    desk: str
    place: str
    state: str
    hidden: bool


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
    """Return where items stand. One that is not in the public copy (yet) is called by its id."""
    wanted = list(dict.fromkeys(item_ids))

    def work(db: Database) -> dict[str, Spot]:
        found = store.get_items(db, wanted)
        posts = store.get_items(db, {item.post_id for item in found.values() if isinstance(item, PublicComment)})
        return {item_id: _spot(db, item_id, found.get(item_id), posts) for item_id in wanted}

    return await read(datasette, work)


async def read_spot(datasette: Served, item_id: str) -> Spot:
    """Return where one item stands."""
    return (await read_spots(datasette, [item_id]))[item_id]


def _spot(
    db: Database,
    item_id: str,
    item: PublicPost | PublicComment | None,
    posts: Mapping[str, PublicPost | PublicComment],
) -> Spot:
    desk = desk_address(item_id)
    if item is None:
        state = "Not in the public copy: nothing of it is published yet."
        return Spot(item_id, f"Item {item_id}", "", "", desk, "", state, hidden=False)
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
        desk=desk,
        place=address_of(db, item),
        state=stands_in(item),
        hidden=item.state is ItemState.HIDDEN,
    )


def _comment_name(comment: PublicComment) -> str:
    name = name_of(comment)
    return name if name.endswith(f" {comment.position}") else f"{name}, comment {comment.position}"


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
