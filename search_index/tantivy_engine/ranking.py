"""The order of hits: by score, date or discussion, and always total."""

from __future__ import annotations

from collections.abc import Sequence

from search_index.engine import SCORE_DIGITS, Ranked
from search_index.results import Order
from search_index.tantivy_engine import library
from search_index.tantivy_engine.library import DocAddress, FieldType, Occur, Query, count_of
from search_index.tantivy_engine.reading import Reading
from search_index.tantivy_engine.schema import SCHEMA

_AHEAD = 20
_WIDER = 16

Scored = tuple[float, DocAddress]

_SORTED = {
    Order.RELEVANCE: ("written", library.Order.Desc),
    Order.NEWEST: ("written", library.Order.Desc),
    Order.OLDEST: ("oldest", library.Order.Asc),
    Order.DISCUSSED: ("lively", library.Order.Desc),
}


def best(reading: Reading, query: Query, most: int, known: int | None) -> tuple[list[Ranked], int]:
    """Return the first so many by score, then newest first, then by id; and how many there are, unless that is known.

    Tantivy breaks ties by where a document lies, so enough of them are taken to order them here. One that need not
    count passes over what cannot reach the page: with a single term only, whose scores do not depend on the way.
    """
    everything = max(1, reading.searcher.num_docs)
    for reach in (min(times * (most + _AHEAD), everything) for times in (1, _WIDER, everything)):
        result = reading.searcher.search(query, reach, count=known is None)
        hits: list[Scored] = result.hits
        end = _end_of_ties(hits, most)
        if end < reach or reach == everything:
            break
    return _untied(reading, hits[:end], most), count_of(result) if known is None else known


def _end_of_ties(hits: Sequence[Scored], most: int) -> int:
    """Return how many hits may stand among the first so many: those that tie with the last of these may too."""
    end = min(most, len(hits))
    if end:
        last = round(hits[end - 1][0], SCORE_DIGITS)
        while end < len(hits) and round(hits[end][0], SCORE_DIGITS) == last:
            end += 1
    return end


def _untied(reading: Reading, hits: list[Scored], most: int) -> list[Ranked]:
    written = reading.searcher.fast_field_values("written", [address for _, address in hits]) if hits else []
    keyed = [
        (-round(score, SCORE_DIGITS), -(when or 0), address)
        for (score, address), when in zip(hits, written, strict=True)
    ]
    if len(keyed) > most + _AHEAD:
        # ids are read for those alone that may stand on the page
        last = sorted((score, when) for score, when, _ in keyed)[most - 1]
        keyed = [key for key in keyed if (key[0], key[1]) <= last]
    ids = reading.ids_at([address for _, _, address in keyed])
    # no two have the same place, so addresses are never compared
    rows = sorted(
        (score, when, item_id, place) for place, ((score, when, _), item_id) in enumerate(zip(keyed, ids, strict=True))
    )[:most]
    return reading.ranked([keyed[place][2] for _, _, _, place in rows], [-score for score, _, _, _ in rows])


def ordered(reading: Reading, query: Query, order: Order, most: int) -> tuple[list[Ranked], int]:
    """Return the first so many in an order that knows no scores, and how many there are.

    By relevance, where nothing is scored, is newest first.
    """
    field, direction = _SORTED[order]
    reach = min(most + _AHEAD, max(1, reading.searcher.num_docs))
    result = reading.searcher.search(query, reach, order_by_field=field, order=direction)
    hits = list(result.hits)
    if len(hits) == reach and len(hits) > most and hits[-1][0] == hits[most - 1][0]:
        # more share the last value than were looked at: these are ordered by id, however many they are
        last = hits[most - 1][0]
        sure = [hit for hit in hits if hit[0] != last]
        alike = Query.range_query(SCHEMA, field, FieldType.Integer, last, last)
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, alike)])
        wanted = most - len(sure)
        tied = reading.searcher.search(both, wanted, count=False, order_by_field="id", order=library.Order.Asc)
        page = _by_id(reading, sure) + [address for _, address in tied.hits]
    else:
        page = _by_id(reading, hits)[:most]
    return reading.ranked(page), count_of(result)


def _by_id(reading: Reading, hits: Sequence[tuple[int, DocAddress]]) -> list[DocAddress]:
    """Return where hits lie that come in the order of their values, those of one value by id."""
    places = {value: place for place, value in enumerate(dict.fromkeys(value for value, _ in hits))}
    ids = reading.ids_at([address for _, address in hits])
    rows = sorted((places[value], item_id, at) for at, ((value, _), item_id) in enumerate(zip(hits, ids, strict=True)))
    return [hits[at][1] for _, _, at in rows]
