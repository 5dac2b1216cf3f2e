"""From a card of the queue to what its page shows: the comment among others, and where its words also stand."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.folder import PublishPolicy
from archive.moderation import cases, claims
from archive.moderation.decisions import Kind
from archive.moderation.findings import FindingRow, findings_in, words_at
from archive.moderation.queue import AGAIN, Card, voice_items
from archive.moderation.same_words import Same, find_same, find_words
from archive.moderation.voices import voices_of
from archive.redaction.entities import Entity
from archive.text import Span
from plugins._datasette import Served
from plugins.anonymisation.card_contexts import CardView, SameLine
from plugins.anonymisation.card_forms import CardForm, begin, label_of, suggestions
from plugins.anonymisation.case_places import Said
from plugins.anonymisation.outlook import Others, others_in, outlook_of
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.reading import OriginalItem, read_item, read_titles
from plugins.site.contexts import Link
from plugins.site.dates import day_text, month_text
from plugins.site.wording import count

SHOWN_SAME = 12
_FIELDS = {"title": "in the title", "author": "in the name it is signed with"}
_PERSONAL = frozenset({Entity.EMAIL, Entity.PHONE, Entity.ID_NUMBER, Entity.HANDLE, Entity.POSTCODE, Entity.PLATE})


@dataclass(frozen=True, slots=True)
class Opened:
    """A card with what archive.db says of it."""

    card: Card
    here: OriginalItem
    parent: OriginalItem | None
    post: str
    words: str = field(repr=False)
    together: tuple[str, ...]
    others: Others
    same: tuple[Same, ...]
    holder: str
    until: str
    voice: int
    case_ids: tuple[str, ...]


def open_card(
    db: Database, card: Card, by: str, now: datetime, rows: Sequence[FindingRow], policy: PublishPolicy
) -> Opened | None:
    """Return a card with what archive.db says of it, `rows` being all open findings; None when its item has gone."""
    here = [row for row in rows if row.item_id == card.item_id]
    found = card.finding
    try:
        original = read_item(db, card.item_id, _places(found, here))
    except NotFound:
        return None
    parent, _ = cases.neighbours(db, original.id)
    held = claims.claims(db, now).get(card.item_id)
    return Opened(
        card=card,
        here=original,
        parent=read_item(db, parent) if parent else None,
        post=read_titles(db, [original.id]).get(original.id, ""),
        words=_words(db, card),
        together=tuple(sorted({row.entity for row in here} - {card.detail})),
        others=others_in(db, [found], rows, policy)[found.id] if found else Others(),
        same=tuple(same_of(db, card)),
        holder="" if held is None or held.held_by == by else held.held_by,
        until=f"{datetime.fromisoformat(held.until):%H:%M} UTC" if held else "",
        voice=_said_by(db, original),
        case_ids=cases_about(db, original.id),
    )


def _places(found: FindingRow | None, here: Sequence[FindingRow]) -> dict[str, list[tuple[Span, str]]]:
    places: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for row in [found, *here] if found else here:
        places[row.field].append((row.span, "found" if found and row.id == found.id else "also"))
    return dict(places)


def _words(db: Database, card: Card) -> str:
    if card.finding:
        return words_at(db, card.finding)
    return card.decision.exact if card.decision else ""


def same_of(db: Database, card: Card, words: str = "") -> list[Same]:
    """Return the other items in which the words of a card stand, or these words; those that quote them too."""
    try:
        found = find_same(db, card.item_id, card.finding.field, card.finding.span) if card.finding else []
        if words:
            known = {each.item_id for each in found if each.quotes}
            found = [each for each in find_words(db, card.item_id, words) if each.item_id not in known] + [
                each for each in found if each.quotes
            ]
    except WrongUse:
        return []
    return found


def cases_about(db: Database, item_id: str) -> tuple[str, ...]:
    """Return the open cases that are about an item."""
    rows = db.conn.execute(
        "select distinct t.id from takedown as t, json_each(t.item_ids) as named "
        "where named.value = ? and t.state <> 'closed' order by 1",
        [item_id],
    )
    return tuple(row[0] for row in rows.fetchall())


def _said_by(db: Database, item: OriginalItem) -> int:
    """Return how many findings there are in all that is signed with the same pen-name, 0 where nobody signed."""
    return len(findings_in(db, voice_items(db, item.id))) if voices_of(db, [item.id]) else 0


async def view_of(
    datasette: Served, opened: Opened, on: str, problem: str, form: CardForm | None, query: str
) -> CardView:
    """Return a card as its page shows it."""
    shown = sorted(opened.same, key=lambda each: (not each.quotes, each.item_id))[:SHOWN_SAME]
    ids = [opened.here.id, *([opened.parent.id] if opened.parent else []), *(each.item_id for each in shown)]
    spots = await read_spots(datasette, ids)
    card, outlook = opened.card, outlook_of(spots[opened.here.id], opened.others)
    general = suggestions(_told_by(card), opened.words)
    first = label_of(_told_by(card))
    can = _acts(card)
    return CardView(
        key=card.key,
        token=secrets.token_urlsafe(18),
        action=f"/-/moderate/card/{card.key}{query}",
        kind=card.kind,
        risk=card.risk,
        why=_why(card),
        where=_FIELDS.get(card.finding.field, "") if card.finding else "",
        together=opened.together,
        here=Said(spots[opened.here.id], opened.here),
        parent=Said(spots[opened.parent.id], opened.parent) if opened.parent else None,
        post=opened.post,
        holder=opened.holder,
        until=opened.until,
        can=can,
        stays="Let it stand" if card.kind == AGAIN and card.decision else "Keep the words",
        asks_why=card.finding is not None,
        labels=tuple(dict.fromkeys([*([first] if first else []), *general])),
        words=opened.words,
        stands=outlook.stands,
        keeps=outlook.keeps if card.finding else "",
        redacts=outlook.redacts if card.finding else "",
        gone_since=month_text(card.absence.since[:7]) if card.absence else "",
        same=tuple(_same_line(each, spots[each.item_id], card.detail, form) for each in shown),
        more_same=len(opened.same) - len(shown),
        voice=_voice(opened),
        cases=tuple(Link(f"/-/moderate/case/{each}", f"Case {each}") for each in opened.case_ids),
        form=_form(card, opened.words, on, form),
        # what has no form on this card is said above it
        on=on if on.removesuffix("-too") in can and not opened.holder else "",
        problem=problem,
    )


def _acts(card: Card) -> tuple[str, ...]:
    """Return the names of the acts that there are on a card."""
    if card.absence:
        return ("show", "hide", "skip")
    if card.kind == AGAIN and card.decision and card.decision.kind is not Kind.MASK:
        return ("keep", "skip")
    return ("mask", *(["keep"] if card.finding or card.kind == AGAIN else []), "hide", "skip")


def _told_by(card: Card) -> str:
    """Return what kind of detail a card is about; of a mask that is looked at again, what stands in its place."""
    return card.decision.label if card.kind == AGAIN and card.decision else card.detail


def _why(card: Card) -> str:
    if card.kind == AGAIN:
        made = card.decision
        by = f"{made.made_by} put [{made.label}] in their place ({made.id})" if made and made.label else ""
        done = by or (
            f"{made.made_by} decided this ({made.id}, {made.kind.value})" if made else "Somebody kept these words"
        )
        return (
            f"{done}, to be looked at again from {day_text(card.since[:10])} on. Nothing changes unless you change it."
        )
    if card.finding:
        why = card.finding.why
        return f"{why[:1].upper()}{why[1:].rstrip('.')}."
    if card.decision:
        made = card.decision
        what = f"[{made.label}]" if made.label else made.kind.value
        return (
            f"{made.made_by} decided this ({made.id}, {what}), and the text has changed since. Until somebody looks, "
            "readers see nothing of it."
        )
    return (
        "Its post still answers, and this comment stands there no longer: its writer or the blog may have removed it."
    )


def _same_line(same: Same, spot: Spot, kind: str, form: CardForm | None) -> SameLine:
    told = "quotes it" if same.quotes else f"the same words, {count(same.places, 'place')}"
    is_ticked = same.item_id in form.too if form and form.words else is_meant(same, kind)
    return SameLine(spot, same.exact if same.quotes else "", told, is_ticked)


def is_meant(same: Same, kind: str) -> bool:
    """True when the same words elsewhere tell the same: quoted, several words, or a number or address of somebody."""
    return same.quotes or len(same.exact.split()) > 1 or kind in _PERSONAL


def _voice(opened: Opened) -> Link | None:
    if not opened.voice:
        return None
    return Link(f"/-/moderate/voice/{opened.here.id}", f"{count(opened.voice, 'finding')} under this pen-name")


def _form(card: Card, words: str, on: str, form: CardForm | None) -> CardForm:
    """Return the forms of a card as they begin, with what was typed into the one that could not be done."""
    fresh = begin(_told_by(card), words)
    if form is None or on.startswith("mask"):
        return form or fresh
    return replace(
        fresh,
        keep_reason=form.keep_reason or fresh.keep_reason,
        evidence=form.evidence,
        is_listed=form.is_listed,
        hide_reason=form.hide_reason,
        withhold=form.withhold,
        show_reason=form.show_reason,
        is_dated=form.is_dated,
        again_on=form.again_on,
    )
