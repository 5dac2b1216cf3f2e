"""What the gate refuses goes without words, item by item, so that everything else can be published (fail closed)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlite_utils import Database

from archive.errors import GateClosed
from archive.public import store
from archive.publishing.build import build_thread
from archive.publishing.gate import find_thread_problems, name_places
from archive.publishing.link_states import with_link_states
from archive.publishing.sources import Inputs, read_thread


@dataclass(frozen=True, slots=True)
class Shut:
    """Items for which the gate stayed shut, and the places that it named; never words."""

    item_ids: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.item_ids)


class ItemsShut(GateClosed):
    """The gate stayed shut for some items: they stand without words and wait; everything else was published."""

    def __init__(self, message: str, item_ids: frozenset[str]) -> None:
        super().__init__(message)
        self.item_ids = item_ids


def report(shut: Shut) -> None:
    """Raise ItemsShut when there are any; call it when everything else is done."""
    if shut:
        raise ItemsShut(
            f"The gate stayed shut at {len(shut.places)} places ({name_places(shut.places)}); "
            f"{len(shut.item_ids)} items stand without words and all else is published: look at these items in the "
            "moderation site, or report a fault in threadkeep.",
            shut.item_ids,
        )


def write_thread(public: Database, archive: Database, inputs: Inputs, post_id: str) -> None:
    """Make the public rows of one thread what they should be; those of a post that is no more go."""
    source = read_thread(archive, post_id)
    if source is None:
        store.remove_thread(public, post_id)
    else:
        store.write_thread(public, with_link_states(archive, build_thread(source, inputs)))


def settle(public: Database, archive: Database, inputs: Inputs, post_ids: Iterable[str]) -> Shut:
    """Run the gate over these threads; take the words out of what does not pass, and return what that was.

    A thread that does not pass even then is left out as a whole.
    """
    items: set[str] = set()
    places: list[str] = []
    for post_id in post_ids:
        if found := list(dict.fromkeys(find_thread_problems(public, archive, inputs, post_id, is_derived=False))):
            places += found
            items |= _shut(public, archive, inputs, post_id, found)
    return Shut(frozenset(items), tuple(places))


def _shut(public: Database, archive: Database, inputs: Inputs, post_id: str, places: Iterable[str]) -> set[str]:
    source = read_thread(archive, post_id)
    members = {post_id} if source is None else {item.id for item in source.items}
    keys = [place.rpartition("/")[2] for place in places]
    # a link's key is that of its item with a number
    named = {item_id for item_id in members for key in keys if key == item_id or key.startswith(f"{item_id}-")}
    write_thread(public, archive, replace(inputs, shut=inputs.shut | named), post_id)
    if not any(find_thread_problems(public, archive, inputs, post_id, is_derived=False)):
        return named
    store.remove_thread(public, post_id)
    return members
