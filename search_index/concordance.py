"""Keyword in context: every place in the public texts that a query marks, with the words on its left and right.

Where the places stand is read off the rows of public.db, never off the index, by the same highlighter as the snippets
of the search (`snippets.Sought`); so a line shows nothing that the page of its item does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState
from archive.public.statistics import words_of
from archive.text import Span
from search_index import analysis
from search_index.documents import Item
from search_index.engine import check
from search_index.mentions import NONE, read_mentions
from search_index.snippets import Sought

SORTS = ("L1", "L2", "L3", "R1", "R2", "R3", "word")
"""What lines can be sorted by: the words to the left and right, the nearest first, and the words found themselves."""

_AT_ONCE = 500
_NEAR = 160
"""Characters on each side in which the three nearest words are looked for."""


class Place(NamedTuple):
    """Where a line stands: the item, and where in its text the words found begin and end."""

    item_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passages:
    """What a query finds: ids, newest first, what to mark in their texts; `is_cut` says that there are more ids."""

    ids: tuple[str, ...]
    sought: Sought
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the words found with what stands before and after, on one line each, and the item they stand in."""

    place: Place
    item: Item
    left: str
    words: str
    right: str


def draw(ids: Iterable[str], number: int, seed: str) -> list[str]:
    """Return a random sample of ids: the same for the same seed and ids, whatever their order, on any machine.

    The first of a larger sample are the smaller one: ids are ordered by SHA-256 of the seed and the id, so each has the
    same chance.

    >>> draw(["a", "b", "c", "d"], 2, "7") == draw(["d", "c", "b", "a"], 3, "7")[:2]
    True
    """
    return sorted(ids, key=lambda each: hashlib.sha256(f"{seed}\0{each}".encode("utf-8", "replace")).digest())[:number]


def find_places(
    db: Database, passages: Passages, sort: Sequence[str], *, most: int, deadline: float | None = None
) -> list[Place]:
    """Return every place of some passages, sorted: by the keys given, else in the order of the items and their texts.

    At most `most` of them, taken before they are sorted. Raises TooSlowError after `deadline`.
    """
    keyed: list[tuple[tuple[str, ...], Place]] = []
    for item, spans in _iter_items(db, passages):
        check(deadline)
        for span in spans:
            place = Place(item.id, span.start, span.end)
            keyed.append((_key(item.body.text, place, sort), place))
            if len(keyed) == most:
                return _sorted(keyed, sort)
    return _sorted(keyed, sort)


def read_lines(db: Database, places: Sequence[Place], width: int) -> list[Line]:
    """Return lines of some places, so many characters on each side; a place that is not public any more is left out."""
    items = store.get_items(db, {place.item_id for place in places})
    lines = []
    for place in places:
        item = items.get(place.item_id)
        if item is not None and item.state is ItemState.SHOWN and place.end <= len(item.body.text):
            lines.append(_line(item, place, width))
    return lines


def _sorted(keyed: list[tuple[tuple[str, ...], Place]], sort: Sequence[str]) -> list[Place]:
    # without keys the order of the items is one already; equal lines keep it
    if sort:
        keyed.sort(key=lambda each: each[0])
    return [place for _, place in keyed]


def _iter_items(db: Database, passages: Passages) -> Iterator[tuple[Item, list[Span]]]:
    """Yield the items of some passages, each with what is marked in its text."""
    sought = passages.sought
    for start in range(0, len(passages.ids), _AT_ONCE):
        some = passages.ids[start : start + _AT_ONCE]
        items = store.get_items(db, some)
        mentions = read_mentions(db, some) if sought.needs_mentions else {}
        for each in some:
            item = items.get(each)
            if item is not None and item.state is ItemState.SHOWN:
                yield item, sought.find_in(analysis.searchable(item.body), mentions.get(each, NONE).text)


def _key(text: str, place: Place, sort: Sequence[str]) -> tuple[str, ...]:
    """Return what a line is sorted by: nothing where there is no word."""
    if not sort:
        return ()
    left = words_of(text[max(0, place.start - _NEAR) : place.start])[::-1]
    right = words_of(text[place.end : place.end + _NEAR])
    sides = {"L": left, "R": right}

    def word(name: str) -> str:
        if name == "word":
            return text[place.start : place.end].lower()
        at = int(name[1]) - 1
        return sides[name[0]][at] if at < len(sides[name[0]]) else ""

    return tuple(map(word, sort))


def _line(item: Item, place: Place, width: int) -> Line:
    text = item.body.text
    left = _one_line(text[max(0, place.start - 3 * width) : place.start])[-width:]
    right = _one_line(text[place.end : place.end + 3 * width])[:width]
    return Line(place, item, left, _one_line(text[place.start : place.end]).strip(), right)


def _one_line(text: str) -> str:
    """Return a text on one line; what a terminal or a table could stumble over goes.

    >>> _one_line("late,\\n\\nagain ")
    'late, again '
    """
    ends = (" " if text[:1].isspace() else "", " " if text[-1:].isspace() else "")
    whole = " ".join(text.split())
    line = f"{ends[0]}{whole}{ends[1]}" if whole else ""
    return line if line.isprintable() else "".join(filter(str.isprintable, line))
