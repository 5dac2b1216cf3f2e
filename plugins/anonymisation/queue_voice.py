"""All that the comments of one pen-name tell of whoever signs so, on one page (M13); `/-/moderate/voice/ITEM`.

The address names an item that is signed so, never the name: addresses stay in browsers and logs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from archive.errors import NotFound
from archive.moderation.findings import FindingRow, findings_in
from archive.moderation.queue import Filters, voice_items
from archive.moderation.values import words_by_id
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.card_contexts import ToldKind, ToldLine, VoicePage
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.exposure import item_address
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.queue import address
from plugins.anonymisation.reading import InSentence, OriginalItem, in_sentence, read_item
from plugins.anonymisation.showing import show
from plugins.site.addresses import readable_path
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count

MOST = 300
"""Findings shown; a pen-name with more is looked at by kind in the queue."""

_STATES = {"open": "to be decided", "kept": "kept", "redacted": "taken out"}


@dataclass(frozen=True, slots=True)
class _Told:
    row: FindingRow
    state: str
    sentence: InSentence


async def voice(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/voice/ITEM`."""
    item_id = readable_path(request.url_vars["id"]) or ""

    def work(db: Database) -> tuple[OriginalItem, int, int, list[_Told]]:
        item = read_item(db, item_id)
        items = voice_items(db, item.id)
        found = findings_in(db, sorted(items))
        told = [_Told(row, state, in_sentence(db, row)) for row, state in found[:MOST]]
        return item, len(words_by_id(db, items)), len(found), told

    try:
        item, items, total, told = await in_archive(the_desk(datasette), work)
    except NotFound:
        return await show(datasette, request, missing_page("The archive holds no post or comment of that number."))
    spots = await read_spots(datasette, [item.id, *(each.row.item_id for each in told)])
    kinds = _kinds(told, spots)
    name = "".join(piece.text for piece in item.author) or "no name"
    page = VoicePage(
        spot=spots[item.id],
        name=name,
        told=f"{count(total, 'finding')} in {count(items, 'item')} signed so."
        + (f" The first {MOST} are shown." if total > len(told) else ""),
        together=_together(kinds, told),
        kinds=kinds,
        queue=address(Filters(voice=item.id)),
        exposure=item_address(item.id),
    )
    return await show(datasette, request, Shown(page, "What one pen-name tells", "", "voice"))


def _kinds(told: list[_Told], spots: Mapping[str, Spot]) -> tuple[ToldKind, ...]:
    by_kind: defaultdict[str, list[ToldLine]] = defaultdict(list)
    for each in told:
        by_kind[each.row.entity].append(_line(each, spots[each.row.item_id]))
    return tuple(
        ToldKind(kind, count(len(lines), "place"), tuple(lines))
        for kind, lines in sorted(by_kind.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )


def _line(told: _Told, spot: Spot) -> ToldLine:
    href = address(Filters(), f"f{told.row.id}") if told.state == "open" else ""
    sentence = told.sentence
    return ToldLine(sentence.before, sentence.words, sentence.after, told.row.risk, spot, _STATES[told.state], href)


def _together(kinds: tuple[ToldKind, ...], told: list[_Told]) -> str:
    """Return what readers can still put together, in a sentence."""
    still = sorted({each.row.entity for each in told if each.state != "redacted"})
    if not kinds:
        return "Nothing that the archive's rules know of."
    if not still:
        return "All of it is taken out: readers can put nothing of it together."
    kinds_told = count(len(still), "kind of detail", "kinds of details")
    return f"Readers can put together {kinds_told} so far: {', '.join(still)}."
