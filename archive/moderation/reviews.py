"""Days on which a decision is looked at again (M13): what is harmless today may not be in some years.

Words that somebody kept and words that something stands in place of can carry such a day; from then on the queue shows
them as a card. Nothing changes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.moderation import log
from archive.moderation.decisions import Decision, active_decisions, get_decision
from archive.moderation.findings import FindingRow, get_finding, kept_until

_MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Review:
    """Something to be looked at again from a day on: a finding whose words were kept, or a decision."""

    on: str
    item_id: str
    finding: FindingRow | None = None
    decision: Decision | None = None


def usual_day(now: datetime) -> date:
    """Return the day that is offered: in a year.

    >>> usual_day(datetime(2028, 2, 29, tzinfo=UTC))
    datetime.date(2029, 3, 1)
    """
    today = now.astimezone(UTC).date()
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return date(today.year + 1, 3, 1)


def read_day(given: str, now: datetime) -> date | None:
    """Return a day as it was typed ("2027-05-03"), None for none; raise WrongUse for one that is past or far away."""
    if not given.strip():
        return None
    today = now.astimezone(UTC).date()
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        day = today
    if not 0 < (day - today).days <= _MOST_YEARS * 366:
        raise WrongUse(f"A day to look again is written 2027-05-03, later than today and within {_MOST_YEARS} years.")
    return day


def set_day(db: Database, target: str, day: date | None, *, by: str, now: datetime) -> Review:
    """Give a decision ("L12") or a kept finding ("37") a day to be looked at again, or none; return what holds then.

    Raises NotFound for neither, WrongUse without a name, for a finding that is not kept by itself, and for a decision
    that holds no longer.
    """
    if not by.strip():
        raise WrongUse("Somebody sets the day: give a name with --by, or an operator in threadkeep.toml.")
    with db.atomic():
        found = _of_decision(db, target, day) if target[:1] in "Ll" else _of_finding(db, target, day)
        log.append(db, at=now, actor=by.strip(), kind="review", item_id=found.item_id, label=found.on or "never")
    return found


def _of_decision(db: Database, target: str, day: date | None) -> Review:
    made = get_decision(db, target)
    if not made.active:
        raise WrongUse(f"{made.id} is undone: there is nothing to look at again.")
    on = day.isoformat() if day else ""
    db.conn.execute("update decision set review_on = ? where id = ?", [on, made.id])
    return Review(on, made.item_id, decision=get_decision(db, made.id))


def _of_finding(db: Database, target: str, day: date | None) -> Review:
    if not target.isdecimal() or len(target) > 15:
        raise NotFound("Name a decision by its log id, such as L12, or a finding by its number.")
    found = get_finding(db, int(target))
    changed = db.conn.execute(
        "update finding set review_on = ? where state = 'kept' and kept_words_id is null and (item_id, field, entity, "
        "digest) = (select item_id, field, entity, digest from finding where id = ?)",
        [day and day.isoformat(), found.id],
    ).rowcount
    if not changed:
        raise WrongUse(f"Finding {found.id} was not kept by itself: only what was kept is looked at again.")
    return Review(day.isoformat() if day else "", found.item_id, finding=found)


def planned(db: Database) -> list[Review]:
    """Return all that is to be looked at again some day, the earliest first; not what stands in items out of sight."""
    decisions = active_decisions(db)
    closed = {each.item_id for each in decisions if each.kind.is_closing}
    found = [Review(on, row.item_id, finding=row) for row, on in kept_until(db)]
    found += [Review(each.review_on, each.item_id, decision=each) for each in decisions if each.review_on]
    return sorted(
        (each for each in found if each.item_id not in closed or (each.decision and each.decision.kind.is_closing)),
        key=lambda each: (each.on, each.item_id),
    )


def due(db: Database, now: datetime) -> list[Review]:
    """Return what is to be looked at again by now, the longest overdue first."""
    today = now.astimezone(UTC).date().isoformat()
    return [each for each in planned(db) if each.on <= today]


def is_due(db: Database, *, now: datetime, finding_id: int = 0, decision_id: str = "") -> bool:
    """True when a kept finding, or a decision, waits for another look."""
    return any(
        (each.finding is not None and each.finding.id == finding_id)
        or (each.decision is not None and each.decision.id == decision_id)
        for each in due(db, now)
    )
