"""The queue: the next card, what was done last, and the filters; `/-/moderate/queue`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.errors import ArchiveError, NotFound, Refused
from archive.folder import PublishPolicy
from archive.moderation import cases, claims, queue_acts
from archive.moderation import queue as cards
from archive.moderation.cases import Pile
from archive.moderation.queue import Age, Card, Filters, Queue
from archive.moderation.queue_acts import Act
from archive.moderation.reviews import usual_day
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.card_contexts import ActLine, CardView, Choice, Filter, QueuePage
from plugins.anonymisation.card_forms import KEEP_REASONS, CardForm
from plugins.anonymisation.card_reading import Opened, open_card, view_of
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.places import desk_address, read_spots
from plugins.anonymisation.showing import show, to, typed
from plugins.site.contexts import Link
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/queue"
ALL = f"{ADDRESS}/all"
NAMES = ("kind", "risk", "age", "post", "voice", "show")
EVERYTHING = Filters(show="all")
_AGES = {
    Age.DAY: "came today",
    Age.WEEK: "came this week",
    Age.MONTH: "came this month",
    Age.OLDER: "came earlier",
}
_CALLED = {"kind": "Kind", "risk": "Risk", "age": "Age"}
_DONE = {"mask": "Redacted", "keep": "Kept", "hide": "Hidden", "show": "Shown to readers", "skip": "Skipped"}
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Said:
    """What a page has to say beside its card: of a form that could not be done, or of what was undone."""

    key: str = ""
    on: str = ""
    problem: str = ""
    form: CardForm | None = None
    done: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    queue: Queue
    everything: tuple[Card, ...]
    recent: tuple[Act, ...]
    cases: int
    notice: str
    opened: Opened | None


async def queue(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/queue`: the next card, claimed for whoever asks; a POST undoes what was done with one."""
    if request.method != "POST":
        key = (request.args.get("card") or "")[:_LONGEST]
        return await queue_page(datasette, request, Said(key))
    token = (await typed(request)).get("act", "")
    desk, by = the_desk(datasette), the_moderator(request).name
    try:
        act = await in_archive(desk, lambda db: queue_acts.undo(db, token, by=by, now=desk.clock()))
    except ArchiveError as error:
        return await queue_page(datasette, request, Said(problem=str(error)))
    desk.behind.set()
    return to(address(filters_of(request), act.card))


async def queue_page(datasette: Served, request: Request, said: Said) -> Response:
    """Return the page with the card asked for, else with the next one."""
    desk, by, filters = the_desk(datasette), the_moderator(request).name, filters_of(request)
    policy = desk.folder.load_settings().policy
    read = await in_archive(desk, lambda db: _read(db, desk, filters, by, said, policy))
    card = (
        await view_of(datasette, read.opened, said.on, said.problem, said.form, query(filters)) if read.opened else None
    )
    page = await _page(datasette, read, filters, card, said, usual_day(desk.clock()).isoformat())
    heading = f"{page.told}: {card.kind}" if card else page.told
    status = 400 if said.problem else 200
    return await show(datasette, request, Shown(page, heading, ADDRESS, "queue", status=status))


def _read(db: Database, desk: Desk, filters: Filters, by: str, said: Said, policy: PublishPolicy) -> _Read:
    now = desk.clock()
    everything = cards.waiting(db, now=now)
    wanted = asked_for(db, everything, filters, policy, now)
    found = Queue(wanted, claims.claims(db, now), queue_acts.skipped(db, by, now), by)
    card, notice = _choose(db, found, everything, said.key)
    opened = None
    if card is not None:
        notice = _claim(db, card, by, now) or notice
        rows = tuple(each.finding for each in everything if each.finding)
        opened = open_card(db, card, by, now, rows, policy)
    waiting_cases = cases.count_cases(db)[Pile.OPEN]
    return _Read(found, everything, tuple(queue_acts.recent(db, by)), waiting_cases, notice, opened)


def asked_for(
    db: Database, everything: Sequence[Card], filters: Filters, policy: PublishPolicy, now: datetime
) -> tuple[Card, ...]:
    """Return the cards that filters ask for; where they ask for nothing, those that come first."""
    found = cards.narrow(db, everything, filters, now=now)
    return found if filters != Filters() else cards.first(db, found, policy)


def _choose(db: Database, found: Queue, everything: Sequence[Card], key: str) -> tuple[Card | None, str]:
    """Return the card that was asked for, or the next one; and what to say when the one asked for is done."""
    if not key:
        return found.next_after(None), ""
    asked = next((card for card in everything if card.key == key), None)
    if asked is not None:
        return asked, ""
    try:
        return found.next_after(cards.get_card(db, key).order), "That card is decided; this is the next one."
    except NotFound as error:
        return found.next_after(None), str(error)


def _claim(db: Database, card: Card, by: str, now: datetime) -> str:
    held = claims.claims(db, now).get(card.item_id)
    if held is not None and held.held_by == by and datetime.fromisoformat(held.until) - now > claims.CLAIM / 2:
        # claimed with the act before: nothing to write, so nothing to wait for while a publish writes
        return ""
    try:
        claims.take(db, card.item_id, by=by, now=now)
    except Refused as error:
        return str(error)
    return ""


async def _page(
    datasette: Served, read: _Read, filters: Filters, card: CardView | None, said: Said, day: str
) -> QueuePage:
    spots = await read_spots(datasette, [act.item_id for act in read.recent])
    order = read.opened.card.order if read.opened else None
    key = read.opened.card.key if read.opened else ""
    next_card = read.queue.next_after(order, skipping=key) if order else None
    previous = read.queue.before(order) if order else None
    lines = tuple(_line(act, spots[act.item_id].name) for act in read.recent)
    return QueuePage(
        told=_told(read, filters, card),
        notice=read.notice if card and card.on else said.problem or read.notice,
        done=lines[0].told if lines else "",
        card=card,
        previous=address(filters, previous.key) if previous else "",
        next=address(filters, next_card.key) if next_card else "",
        here=address(filters),
        filters=filters_shown(read.everything, filters),
        narrowed=_narrowed(filters),
        others=_others(read, filters),
        recent=lines,
        cases=Link("/-/moderate/cases", f"{count(read.cases, 'case')} to be done") if read.cases else None,
        listed=Link(f"{ALL}{query(filters)}", "All that waits, as a list"),
        keep_reasons=KEEP_REASONS,
        usual_day=day,
    )


def _told(read: _Read, filters: Filters, card: CardView | None) -> str:
    if not read.queue.left:
        return "Nothing urgent waits" if _milder(read, filters) else "Nothing waits"
    if card is None:
        return "Nothing is free just now"
    return f"{read.queue.left:,} left"


def _milder(read: _Read, filters: Filters) -> int:
    """Return how many cards wait beside those that come first; 0 where these were not asked for."""
    return len(read.everything) - read.queue.left if filters == Filters() else 0


def _others(read: _Read, filters: Filters) -> Link | None:
    """Return the way to the cards that can wait, and from them back to those that come first; None for neither."""
    if filters == EVERYTHING:
        return Link(ADDRESS, "Only what comes first")
    milder = _milder(read, filters)
    return Link(address(EVERYTHING), f"{count(milder, 'milder one')} can wait") if milder else None


def _line(act: Act, name: str) -> ActLine:
    others = f", and in {count(len(act.log_ids) - 1, 'other item')}" if len(act.log_ids) > 1 else ""
    label = f" as [{act.label}]" if act.kind == "mask" else ""
    everywhere = " and wherever these words stand" if act.kept_words_id is not None else ""
    if act.kind == "skip":
        state = ""
    elif act.public_at:
        state = "readers see it so"
    else:
        state = f"recorded, not public yet: {act.problem}" if act.problem else "recorded, being published"
    is_certified = bool(act.public_at and act.log_ids)
    return ActLine(
        token=act.token,
        told=f"{_done(act)}{label}{everywhere}: {name}{others}",
        desk=desk_address(act.item_id),
        state=state,
        certificate=f"/-/moderate/certificate/{act.log_ids[0]}" if is_certified else "",
    )


def _done(act: Act) -> str:
    return "Left as it was decided" if act.kind == "keep" and act.card.startswith("r") else _DONE[act.kind]


# -- filters


def filters_of(request: Request) -> Filters:
    """Return the filters that an address names; what means nothing leaves nothing out."""
    given = {name: (request.args.get(name) or "")[:_LONGEST] for name in NAMES}
    if given["age"] not in list(Age):
        given["age"] = ""
    if given["show"] != EVERYTHING.show:
        given["show"] = ""
    return Filters(**given)


def query(filters: Filters, **more: str) -> str:
    """Return filters as the end of an address, "" for none."""
    given = {name: getattr(filters, name) for name in NAMES} | more
    told = urlencode({name: value for name, value in given.items() if value})
    return f"?{told}" if told else ""


def address(filters: Filters, key: str = "") -> str:
    """Return the address of a card of the queue."""
    return f"{ADDRESS}{query(filters, card=key)}"


def filters_shown(waiting: Sequence[Card], chosen: Filters) -> tuple[Filter, ...]:
    """Return the filters by kind, risk and age, with how many of all cards each choice leaves."""
    kinds = Counter(card.kind for card in waiting)
    risks = Counter(card.risk for card in waiting)
    choices = {
        "kind": [(kind, f"{kind} ({number:,})") for kind, number in sorted(kinds.items())],
        "risk": [(risk, f"{risk} ({risks[risk]:,})") for risk in ("high", "medium", "low") if risks[risk]],
        "age": [(age.value, told) for age, told in _AGES.items()],
    }
    return tuple(
        Filter(
            name,
            _CALLED[name],
            (
                Choice("", "all", not getattr(chosen, name)),
                *(Choice(value, text, getattr(chosen, name) == value) for value, text in found),
            ),
        )
        for name, found in choices.items()
    )


def _narrowed(filters: Filters) -> str:
    """Return what the queue is narrowed to, in words, "" for nothing."""
    told = [
        filters.kind,
        f"{filters.risk} risk" if filters.risk else "",
        _AGES[Age(filters.age)] if filters.age else "",
        "one post" if filters.post else "",
        "one pen-name" if filters.voice else "",
    ]
    return ", ".join(part for part in told if part)
