"""All that waits, as a list: what, where, since when, and who has it; `/-/moderate/queue/all`."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from archive.moderation import claims, queue_acts
from archive.moderation import queue as cards
from archive.moderation.queue import AGAIN, Card, Filters, Queue
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.card_contexts import WaitingLine, WaitingPage
from plugins.anonymisation.cases import age_text
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.queue import ALL, address, filters_of, filters_shown, query
from plugins.anonymisation.showing import show
from plugins.site.contexts import Link
from plugins.site.rendering import Shown
from plugins.site.wording import count

PER_PAGE = 50


async def waiting(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/queue/all`."""
    desk, by, filters = the_desk(datasette), the_moderator(request).name, filters_of(request)
    number, now = _page_number(request), the_desk(datasette).clock()

    def work(db: Database) -> tuple[tuple[Card, ...], Queue]:
        everything = cards.waiting(db, now=now)
        found = cards.narrow(db, everything, filters, now=now)
        return everything, Queue(found, claims.claims(db, now), queue_acts.skipped(db, by, now), by)

    everything, queue = await in_archive(desk, work)
    shown = queue.cards[(number - 1) * PER_PAGE : number * PER_PAGE]
    spots = await read_spots(datasette, [card.item_id for card in shown])
    page = WaitingPage(
        told=f"{count(queue.left, 'card')} to decide on, the riskiest first." if queue.left else "Nothing waits.",
        lines=tuple(_line(queue, card, spots[card.item_id], filters, now) for card in shown),
        filters=filters_shown(everything, filters),
        queue=address(filters),
        earlier=_link(filters, number - 1, "riskier ones") if number > 1 else None,
        later=_link(filters, number + 1, "the next ones") if number * PER_PAGE < queue.left else None,
    )
    return await show(datasette, request, Shown(page, "All that waits", ALL, "queue-all"))


def _line(queue: Queue, card: Card, spot: Spot, filters: Filters, now: datetime) -> WaitingLine:
    held = queue.claims.get(card.item_id)
    if held is not None and held.held_by != queue.by:
        state = f"{held.held_by} has it until {datetime.fromisoformat(held.until):%H:%M} UTC"
    elif card.key in queue.skipped:
        state = "you skipped it"
    else:
        state = "you have it" if held else ""
    came = "due" if card.kind == AGAIN else "came"
    age = f"{came} {age_text(card.since, now)}" if card.since else ""
    return WaitingLine(address(filters, card.key), card.kind, card.risk, spot, age, state)


def _link(filters: Filters, number: int, text: str) -> Link:
    return Link(f"{ALL}{query(filters, page=str(number))}", text)


def _page_number(request: Request) -> int:
    wanted = request.args.get("page") or "1"
    return max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else 1
