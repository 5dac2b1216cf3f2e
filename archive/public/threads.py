"""The shape of a thread: what follows what, and what answers what. Pure; no recursion, threads can be deep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Place:
    """What the order of a thread depends on. `time` is the UTC time, else the local text, else ""."""

    id: str
    parent_id: str | None
    time: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Arranged:
    """Where one comment stands: position from 1, depth 0 for a root, the parent only where it is in the thread."""

    id: str
    position: int
    depth: int
    parent_id: str | None


class Placed(Protocol):
    """A comment that knows its position and parent."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def parent_id(self) -> str | None:
        """The id of the comment it answers."""
        ...

    @property
    def position(self) -> int:
        """Its position in the thread."""
        ...


C = TypeVar("C", bound=Placed)


def arrange(comments: Iterable[Place]) -> list[Arranged]:
    """Return the comments by position with depth and parent; the order they come in does not matter.

    Dated comments follow their time and then their id. An undated one stands after the latest dated comment that comes
    before it in the source, in the source's order. A parent that is not in the thread is none; in a ring of
    comments that answer each other the first by position is the root.

    >>> arrange([Place("b", "a", "2", 1), Place("a", None, "1", 0)])
    [Arranged(id='a', position=1, depth=0, parent_id=None), Arranged(id='b', position=2, depth=1, parent_id='a')]
    """
    order = _in_order(comments)
    parents = _parents(order)
    depths = _depths([place.id for place in order], parents)
    return [Arranged(place.id, number, depths[place.id], parents[place.id]) for number, place in enumerate(order, 1)]


def _in_order(comments: Iterable[Place]) -> list[Place]:
    keys: dict[str, tuple[str, int, int, str]] = {}
    latest = ""
    places = sorted(comments, key=lambda place: (place.ordinal, place.id))
    for place in places:
        latest = max(latest, place.time)
        keys[place.id] = (place.time, 0, 0, place.id) if place.time else (latest, 1, place.ordinal, place.id)
    return sorted(places, key=lambda place: keys[place.id])


def _parents(order: Sequence[Place]) -> dict[str, str | None]:
    known = {place.id for place in order}
    parents = {place.id: place.parent_id if place.parent_id in known else None for place in order}
    settled: set[str] = set()
    for place in order:
        path: dict[str, None] = {}
        at: str | None = place.id
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = parents[at]
        if at is not None and at in path:
            ring = list(path)[list(path).index(at) :]
            first = min(ring, key=[each.id for each in order].index)
            parents[first] = None
        settled.update(path)
    return parents


def _depths(ids: Sequence[str], parents: Mapping[str, str | None]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for start in ids:
        path = []
        at: str | None = start
        while at is not None and at not in depths:
            path.append(at)
            at = parents[at]
        base = -1 if at is None else depths[at]
        for step, each in enumerate(reversed(path), 1):
            depths[each] = base + step
    return depths


def nested_order(comments: Iterable[C]) -> list[C]:
    """Return comments as a reader meets them nested: each followed by its answers, siblings by position."""
    by_position = sorted(comments, key=lambda comment: comment.position)
    known = {comment.id for comment in by_position}
    children: dict[str | None, list[C]] = defaultdict(list)
    for comment in by_position:
        children[comment.parent_id if comment.parent_id in known else None].append(comment)
    ordered: list[C] = []
    waiting = children[None][::-1]
    while waiting:
        comment = waiting.pop()
        ordered.append(comment)
        waiting.extend(reversed(children[comment.id]))
    return ordered
