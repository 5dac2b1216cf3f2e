"""What waits for a moderator, as one list of cards: findings, comments gone at source, and decisions that fit no longer
or are to be looked at again.

The riskiest come first; among those of one risk, items that tell several kinds of things at once. A decision that fits
no longer counts as risky: its item is withheld until somebody looks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from archive.errors import NotFound, StaleDecision
from archive.folder import PublishPolicy
from archive.moderation import cases
from archive.moderation.claims import Claim
from archive.moderation.decisions import Decision, active_decisions, get_decision
from archive.moderation.findings import FindingRow, get_finding, holds_back, open_findings
from archive.moderation.missing import open_absences
from archive.moderation.reviews import Review, due, is_due
from archive.moderation.values import words_of
from archive.originals import store as originals
from archive.originals.absences import Absence, find_absence
from archive.redaction.anchor import locate
from archive.redaction.findings import Risk

STALE = "decision that fits no longer"
GONE = "gone at the blog"
AGAIN = "to be looked at again"
_RANK = {Risk.HIGH.value: 0, Risk.MEDIUM.value: 1, Risk.LOW.value: 2}
_KEY = re.compile(r"f(\d{1,15})|d(L\d{1,15})|k(\d{1,15})|r(L\d{1,15})|g(\S{1,100})")

Order = tuple[int, int, str, int, str]


class Age(StrEnum):
    """How long the archive has had the item of a card."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    OLDER = "older"


_DAYS = {Age.DAY: (0, 1), Age.WEEK: (1, 7), Age.MONTH: (7, 31), Age.OLDER: (31, 100_000)}


@dataclass(frozen=True, slots=True)
class Card:
    """Something to decide on. Exactly one of `finding`, `decision` and `absence` is there; `order` is its place.

    `kind` is what a finding tells, STALE, GONE or AGAIN; `together` how many kinds of things its item tells.
    """

    key: str
    item_id: str
    kind: str
    risk: str
    since: str
    together: int = 1
    finding: FindingRow | None = None
    decision: Decision | None = None
    absence: Absence | None = None

    @property
    def detail(self) -> str:
        """What its finding tells; else what the card is about."""
        return self.finding.entity if self.finding else self.kind

    @property
    def order(self) -> Order:
        """Where the card stands among others; deciding on other cards does not move it."""
        start = self.finding.span.start if self.finding else -1
        return _RANK[self.risk], -self.together, self.item_id, start, self.key


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cards are asked for; "" for all. `post` is a post's id, `voice` any item signed with the pen-name.

    Where nothing else is asked for, `show` "all" asks for more than what comes first (see `first`).
    """

    kind: str = ""
    risk: str = ""
    age: str = ""
    post: str = ""
    voice: str = ""
    show: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards asked for, in order; who has which item; which of them this moderator has skipped for now."""

    cards: tuple[Card, ...]
    claims: Mapping[str, Claim] = field(default_factory=dict)
    skipped: Collection[str] = ()
    by: str = ""

    def next_after(self, order: Order | None, *, skipping: str = "") -> Card | None:
        """Return the next card that is free for this moderator, from the start again after the last; None for none."""
        start = 0 if order is None else bisect_right(self.cards, order, key=lambda card: card.order)
        return self._first_free([*self.cards[start:], *self.cards[:start]], skipping)

    def before(self, order: Order) -> Card | None:
        """Return the free card before a place; None for none."""
        end = bisect_right(self.cards, order, key=lambda card: card.order)
        return self._first_free([card for card in reversed(self.cards[:end]) if card.order != order], "")

    def is_free(self, card: Card) -> bool:
        """True when nobody else has the card."""
        held = self.claims.get(card.item_id)
        return held is None or held.held_by == self.by

    @property
    def left(self) -> int:
        """How many cards wait, those included that others have, or that were skipped."""
        return len(self.cards)

    def _first_free(self, cards: Iterable[Card], skipping: str) -> Card | None:
        free = (card for card in cards if self.is_free(card) and card.key not in self.skipped)
        return next((card for card in free if card.key != skipping), None)


def waiting(db: Database, *, now: datetime | None = None) -> tuple[Card, ...]:
    """Return every card there is to decide on, in their order; what is about an item that has gone is left out.

    Without `now` what is to be looked at again is left out as well.
    """
    dates, kinds, stale = _dates(db), _kinds(db), stale_decisions(db)
    found = [_of_finding(finding, kinds, dates) for finding in open_findings(db)]
    found += [_of_decision(decision, dates) for decision in stale]
    found += map(_of_absence, open_absences(db))
    found += [_of_review(each, dates) for each in (due(db, now) if now else ()) if each.decision not in stale]
    return tuple(sorted((card for card in found if card.since), key=lambda card: card.order))


def narrow(db: Database, cards: Iterable[Card], filters: Filters, *, now: datetime) -> tuple[Card, ...]:
    """Return those of the cards that are asked for, in the same order."""
    posts = _posts(db) if filters.post else {}
    voice = voice_items(db, filters.voice) if filters.voice else set()
    return tuple(
        card
        for card in cards
        if filters.kind in ("", card.kind)
        and filters.risk in ("", card.risk)
        and (not filters.age or _is_of_age(card, filters.age, now))
        and (not filters.post or filters.post in (card.item_id, posts.get(card.item_id)))
        and (not filters.voice or card.item_id in voice)
    )


def first(db: Database, cards: Iterable[Card], policy: PublishPolicy) -> tuple[Card, ...]:
    """Return those of the cards that should not wait, in the same order: the others are an evening's reading.

    They are of high risk or keep an item from readers, are no mere finding (a decision that fits no longer, a comment
    gone at the blog, something to be looked at again), or stand in an item that an open request is about.
    """
    reported = cases.items_reported(db)
    return tuple(
        card
        for card in cards
        if card.finding is None
        or card.kind == AGAIN
        or card.risk == Risk.HIGH.value
        or card.item_id in reported
        or holds_back(card.finding, policy)
    )


def get_card(db: Database, key: str) -> Card:
    """Return a card by its key, whether it still waits or not; raise NotFound when there is none."""
    asked = _KEY.fullmatch(key)
    if asked is None:
        raise NotFound("There is no card of that number: the queue has those that wait.")
    finding, decision, kept, made, item = asked.groups()
    if finding:
        return _of_finding(get_finding(db, int(finding)), _kinds(db), _dates(db))
    if decision:
        return _of_decision(get_decision(db, decision), _dates(db))
    if kept or made:
        return _of_review(_review(db, kept, made), _dates(db))
    absence = find_absence(db, item)
    if absence is None:
        raise NotFound("This comment is not gone at its source, or not any longer: nothing to decide.")
    return _of_absence(absence)


def stale_decisions(db: Database) -> list[Decision]:
    """Return the decisions that hold and no longer fit their items, which are withheld until somebody looks."""
    return [decision for decision in active_decisions(db) if not fits(db, decision)]


def fits(db: Database, decision: Decision) -> bool:
    """True when what a decision quotes still stands where it was, or can be found again."""
    try:
        item = originals.get_item(db, decision.item_id)
        if decision.anchor:
            locate(decision.anchor, words_of(item)[decision.field])
    except (NotFound, StaleDecision, KeyError, ValueError):
        return False
    return True


def voice_items(db: Database, item_id: str) -> set[str]:
    """Return the items signed with the same pen-name as this one; itself alone where it bears no name."""
    rows = db.conn.execute(
        "with asked as (select author, author_kind as kind from comment where id = ?1 union all "
        "select author, 'name' from post where id = ?1) "
        "select c.id from comment as c join asked on c.author = asked.author "
        "where asked.kind <> 'anonymous' and c.author_kind <> 'anonymous' union all "
        "select p.id from post as p join asked on p.author = asked.author where asked.kind <> 'anonymous'",
        [item_id],
    ).fetchall()
    return {item_id, *(row[0] for row in rows)}


def _of_finding(finding: FindingRow, kinds: Mapping[str, int], dates: Mapping[str, str]) -> Card:
    since, together = dates.get(finding.item_id, ""), kinds.get(finding.item_id, 1)
    return Card(f"f{finding.id}", finding.item_id, finding.entity, finding.risk, since, together, finding=finding)


def _of_decision(decision: Decision, dates: Mapping[str, str]) -> Card:
    since = dates.get(decision.item_id, "")
    return Card(f"d{decision.id}", decision.item_id, STALE, Risk.HIGH.value, since, decision=decision)


def _review(db: Database, kept: str | None, made: str | None) -> Review:
    if kept:
        found = get_finding(db, int(kept))
        (on,) = db.conn.execute("select coalesce(review_on, '') from finding where id = ?", [found.id]).fetchone()
        return Review(on, found.item_id, finding=found)
    decision = get_decision(db, str(made))
    return Review(decision.review_on, decision.item_id, decision=decision)


def _of_review(review: Review, dates: Mapping[str, str]) -> Card:
    since = f"{review.on}T00:00:00+00:00" if review.on and review.item_id in dates else ""
    if review.finding:
        key, risk = f"k{review.finding.id}", review.finding.risk
    else:
        key, risk = f"r{review.decision.id if review.decision else ''}", Risk.LOW.value
    return Card(key, review.item_id, AGAIN, risk, since, finding=review.finding, decision=review.decision)


def is_again(db: Database, card: Card, now: datetime) -> bool:
    """True when a card of something to be looked at again still waits."""
    if card.finding:
        return is_due(db, now=now, finding_id=card.finding.id)
    return card.decision is not None and is_due(db, now=now, decision_id=card.decision.id) and fits(db, card.decision)


def _of_absence(absence: Absence) -> Card:
    return Card(f"g{absence.item_id}", absence.item_id, GONE, Risk.LOW.value, absence.since, absence=absence)


def _kinds(db: Database) -> dict[str, int]:
    """Return how many kinds of things each item tells, decided on or not, so that a decision moves no card."""
    return dict(db.conn.execute("select item_id, count(distinct entity) from finding group by item_id").fetchall())


def _dates(db: Database) -> dict[str, str]:
    """Return since when the archive has each item."""
    return dict(db.conn.execute("select id, fetched_at from comment union all select id, fetched_at from post"))


def _posts(db: Database) -> dict[str, str]:
    return dict(db.conn.execute("select id, post_id from comment").fetchall())


def of_age(cards: Iterable[Card], age: str, now: datetime) -> list[Card]:
    """Return those of the cards whose items the archive has had for so long; none for an age there is not."""
    return [card for card in cards if _is_of_age(card, age, now)]


def _is_of_age(card: Card, age: str, now: datetime) -> bool:
    if not card.since or age not in list(Age):
        return False
    days = (now - datetime.fromisoformat(card.since).astimezone(UTC)) / timedelta(days=1)
    least, most = _DAYS[Age(age)]
    return least <= max(days, 0) < most
