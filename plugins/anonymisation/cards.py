"""What is done with a card, `/-/moderate/card/KEY`: recorded before it is answered, and answered with the next card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlite_utils import Database

from archive.errors import ArchiveError, WrongUse
from archive.moderation import claims, queue_acts, reviews
from archive.moderation import queue as cards
from archive.moderation.queue import Filters, Queue
from archive.moderation.queue_acts import Act, Masking
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.card_forms import PUBLIC_PERSON, CardForm
from plugins.anonymisation.card_reading import same_of
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.forms import require_reason
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.queue import ADDRESS, Said, address, asked_for, filters_of, queue_page
from plugins.anonymisation.showing import to, typed

Do = Callable[[Database], Act]


async def card(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/card/KEY`: do what its button says, then lead to the next card; a GET leads to the card."""
    key, filters = request.url_vars["key"], filters_of(request)
    if request.method != "POST":
        return to(address(filters, key))
    given = await typed(request)
    form, step = CardForm.parse(given), given.get("step", "")
    desk, by = the_desk(datasette), the_moderator(request).name
    try:
        do = _act(desk, key, step, given, form, by)
        following = await in_archive(desk, lambda db: _do(db, desk, do, filters, by))
    except ArchiveError as error:
        return await queue_page(datasette, request, Said(key, step, str(error), form))
    desk.behind.set()
    return to(address(filters, following))


def _do(db: Database, desk: Desk, do: Do, filters: Filters, by: str) -> str:
    """Do it; return the key of the next card, claimed already, so that showing it waits for no publish."""
    act, now = do(db), desk.clock()
    order = cards.get_card(db, act.card).order
    found = asked_for(db, cards.waiting(db, now=now), filters, desk.folder.load_settings().policy, now)
    queue = Queue(found, claims.claims(db, now), queue_acts.skipped(db, by, now), by)
    following = queue.next_after(order, skipping=act.card)
    if following is None:
        return ""
    claims.take(db, following.item_id, by=by, now=now)
    return following.key


def _act(desk: Desk, key: str, step: str, given: Mapping[str, str], form: CardForm, by: str) -> Do:
    """Return what a button does; raise WrongUse when something is missing in its form."""
    now, token = desk.clock(), given.get("token", "")
    acts: dict[str, Callable[[], Do]] = {
        "mask": lambda: _mask(key, token, form, by, desk),
        "mask-too": lambda: _mask(key, token, form, by, desk, too=True),
        "keep": lambda: _keep(key, token, form, by, desk),
        "hide": lambda: _hide(key, token, form, by, desk),
        "show": lambda: _show(key, token, form, by, desk),
        "skip": lambda: lambda db: queue_acts.skip(db, key, token, by=by, now=now),
    }
    if step not in acts:
        raise WrongUse("Which button was that? Open the card again, and choose one of its acts.")
    return acts[step]()


def _mask(key: str, token: str, form: CardForm, by: str, desk: Desk, *, too: bool = False) -> Do:
    if not form.words:
        raise WrongUse("Which words are to go? Copy them from the comment.")
    if not form.shown_label:
        raise WrongUse("What will stand in brackets in their place? Choose it, or say it in your own words.")
    require_reason(form.reason)
    day = _day(form, desk)

    def do(db: Database) -> Act:
        same = same_of(db, cards.get_card(db, key), form.words) if too else []
        masking = Masking(
            words=form.words,
            label=form.shown_label,
            reason=form.reason,
            everywhere=form.everywhere,
            too=tuple(each for each in same if each.item_id in form.too),
            review_on=day,
        )
        return queue_acts.mask(db, key, token, masking, by=by, now=desk.clock())

    return do


def _day(form: CardForm, desk: Desk) -> date | None:
    """Return the day on which the queue is to show it again, None for never; raise WrongUse for what is no such day."""
    if form.is_dated and not form.again_on:
        raise WrongUse("On which day is it to be looked at again? Choose one, or take the tick away.")
    return reviews.read_day(form.again_on, desk.clock()) if form.is_dated else None


def _keep(key: str, token: str, form: CardForm, by: str, desk: Desk) -> Do:
    day = _day(form, desk)
    if key.startswith("r"):
        # a decision that stands on: why was said when it was made
        return lambda db: queue_acts.keep(db, key, token, "", by=by, now=desk.clock(), review_on=day)
    reason = require_reason(form.keep_reason)
    if form.is_listed and not form.evidence:
        raise WrongUse("What shows that this is public? Give a sentence or an address, or keep it here alone.")
    if form.is_listed and reason != PUBLIC_PERSON:
        raise WrongUse("Only what belongs to a public person or office is kept everywhere: choose that reason.")
    evidence = form.evidence if form.is_listed else ""
    return lambda db: queue_acts.keep(
        db, key, token, reason, by=by, now=desk.clock(), evidence=evidence, review_on=None if evidence else day
    )


def _hide(key: str, token: str, form: CardForm, by: str, desk: Desk) -> Do:
    reason = require_reason(form.hide_reason)
    return lambda db: queue_acts.hide(db, key, token, reason, by=by, now=desk.clock(), silently=form.withhold)


def _show(key: str, token: str, form: CardForm, by: str, desk: Desk) -> Do:
    reason = require_reason(form.show_reason)
    return lambda db: queue_acts.show(db, key, token, reason, by=by, now=desk.clock())


async def old_findings() -> Response:
    """Answer `/-/moderate/findings`, where findings had a list of their own: the queue has them all."""
    return to(ADDRESS)
