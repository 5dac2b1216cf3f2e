"""What moderators do with the cards of the queue, each once however often its form is sent, and taken back as one.

A card comes with a token. The act is recorded under it in the transaction that decides, so nothing is lost and nothing
is done twice when browser, server or network die. Publishing follows; `behind` says for which acts it has not yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.moderation import claims, decisions, findings, keep_list, reviews
from archive.moderation.decisions import Decision, Kind, Scope
from archive.moderation.missing import open_absences
from archive.moderation.queue import AGAIN, STALE, Card, fits, get_card, is_again
from archive.moderation.same_words import Same

SKIPPED = timedelta(hours=12)
"""How long a card that somebody skipped is not put before them again."""

_COLUMNS = (
    "seq, token, made_by, made_at, kind, card, item_id, label, log_ids, kept_words_id, public_at, problem, undone_at"
)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done with a card. `public_at` is "" while readers' copy is behind it."""

    seq: int
    token: str
    made_by: str
    made_at: str
    kind: str
    card: str
    item_id: str
    label: str
    log_ids: tuple[str, ...]
    kept_words_id: int | None
    public_at: str
    problem: str
    undone_at: str


@dataclass(frozen=True, slots=True)
class Masking:
    """What is to stand in place of which words, why and where; `too` are other items in which it goes as well.

    `review_on` is the day on which the queue shows it again, None for never.
    """

    words: str = field(repr=False)
    label: str
    reason: str
    everywhere: bool = False
    too: tuple[Same, ...] = ()
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    label: str = ""
    log_ids: tuple[str, ...] = ()
    kept_words_id: int | None = None


def mask(db: Database, key: str, token: str, masking: Masking, *, by: str, now: datetime) -> Act:
    """Take words out; of a decision that fits no longer, in its place. Return the act.

    Raises NotFound for no card, Refused while somebody else has it, WrongUse when it is decided already or the words,
    the label or the reason will not do. Nothing is changed then. The same holds of all acts below.
    """

    def work(card: Card) -> _Done:
        if card.decision:
            _give_way(db, card, card.decision, masking, by, now)
        if card.kind == AGAIN and card.finding:
            findings.reopen(db, card.finding.id, by=by, now=now)
        here = _mask(db, card.item_id, masking.words, masking, by, now)
        others = [] if masking.everywhere else [_mask_too(db, each, masking, by, now) for each in masking.too]
        return _Done(here.label, (here.id, *(each for each in others if each)))

    return _once(db, key, token, "mask", work, by=by, now=now)


def _give_way(db: Database, card: Card, made: Decision, masking: Masking, by: str, now: datetime) -> None:
    """Let a decision go for a mask in its place: one that fits no longer, or one whose words the new one covers too.

    Anything else is an undoing, and takes whom an undoing takes (M8).
    """
    covers = made.kind is Kind.MASK and made.words.stands_in(masking.words)
    narrower = made.scope is Scope.EVERYWHERE and not masking.everywhere
    if card.kind == STALE or (covers and not narrower):
        decisions.give_way(db, made, by=by, now=now, reason=masking.reason)
    else:
        decisions.undo(db, made.id, by=by, now=now, reason=masking.reason)


def _mask(db: Database, item_id: str, words: str, masking: Masking, by: str, now: datetime) -> decisions.Decision:
    return decisions.mask(
        db,
        item_id,
        words,
        label=masking.label,
        reason=masking.reason,
        by=by,
        now=now,
        everywhere=masking.everywhere,
        review_on=masking.review_on,
    )


def _mask_too(db: Database, same: Same, masking: Masking, by: str, now: datetime) -> str:
    try:
        return _mask(db, same.item_id, same.exact, masking, by, now).id
    except WrongUse:
        # masked there already
        return ""


def keep(
    db: Database,
    key: str,
    token: str,
    reason: str,
    *,
    by: str,
    now: datetime,
    evidence: str = "",
    review_on: date | None = None,
) -> Act:
    """Let the words of a finding stay, or a decision that is looked at again stand, until a day or for good.

    With `evidence` the words stay wherever they stand (M11). Return the act.
    """

    def work(card: Card) -> _Done:
        if card.kind == AGAIN and card.decision:
            reviews.set_day(db, card.decision.id, review_on, by=by, now=now)
            return _Done(card.decision.label)
        if card.finding is None:
            raise WrongUse("Only a finding can be kept: choose another act.")
        if card.kind == AGAIN:
            findings.reopen(db, card.finding.id, by=by, now=now)
        findings.keep(db, card.finding.id, by=by, now=now, reason=reason, review_on=review_on)
        if not evidence.strip():
            return _Done(card.detail)
        words = findings.words_at(db, card.finding)
        entry = keep_list.add(db, words, evidence=evidence, reason=reason, by=by, now=now, item_id=card.finding.item_id)
        findings.keep_listed(db, entry)
        return _Done(card.detail, kept_words_id=entry.id)

    return _once(db, key, token, "keep", work, by=by, now=now)


def hide(db: Database, key: str, token: str, reason: str, *, by: str, now: datetime, silently: bool = False) -> Act:
    """Hide the item of a card, or `silently` withhold it; return the act."""
    close = decisions.withhold if silently else decisions.hide

    def work(card: Card) -> _Done:
        return _Done(log_ids=(close(db, card.item_id, reason=reason, by=by, now=now).id,))

    return _once(db, key, token, "hide", work, by=by, now=now)


def show(db: Database, key: str, token: str, reason: str, *, by: str, now: datetime) -> Act:
    """Let a comment stay public that is gone at its source; return the act."""

    def work(card: Card) -> _Done:
        return _Done(log_ids=(decisions.show(db, card.item_id, reason=reason, by=by, now=now).id,))

    return _once(db, key, token, "show", work, by=by, now=now)


def skip(db: Database, key: str, token: str, *, by: str, now: datetime) -> Act:
    """Put a card off: it stays in the queue, and is not put before this moderator for some hours. Return the act."""

    def work(card: Card) -> _Done:
        until = _text(now + SKIPPED)
        db.conn.execute("delete from queue_skip where until <= ?", [_text(now)])
        db.conn.execute("insert or replace into queue_skip values (?, ?, ?)", [card.key, by, until])
        return _Done()

    return _once(db, key, token, "skip", work, by=by, now=now)


def _once(
    db: Database, key: str, token: str, kind: str, work: Callable[[Card], _Done], *, by: str, now: datetime
) -> Act:
    if not _TOKEN.fullmatch(token):
        raise WrongUse("This form is incomplete: open the card again, and send it from there.")
    with db.atomic():
        done = find_act(db, token)
        if done is not None:
            return done
        card = get_card(db, key)
        claims.require(db, card.item_id, by=by, now=now)
        if not _is_open(db, card, now):
            raise WrongUse("This card is decided already, maybe by somebody else just now: nothing was done twice.")
        made = work(card)
        values = [token, by, _text(now), kind, key, card.item_id, made.label, json.dumps(made.log_ids)]
        db.conn.execute(
            "insert into queue_act (token, made_by, made_at, kind, card, item_id, label, log_ids, kept_words_id, "
            "public_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*values, made.kept_words_id, _text(now) if kind == "skip" else ""],
        )
        claims.release(db, by=by)
        return _get(db, token)


def _is_open(db: Database, card: Card, now: datetime) -> bool:
    if card.kind == AGAIN:
        return is_again(db, card, now)
    if card.finding:
        number = card.finding.id
        return any(each.id == number and state == "open" for each, state in findings.findings_in(db, [card.item_id]))
    if card.decision:
        return card.decision.active and not fits(db, card.decision)
    return any(each.item_id == card.item_id for each in open_absences(db))


def undo(db: Database, token: str, *, by: str, now: datetime) -> Act:
    """Take back what was done with a card, all of it; return the act as it is now. Doing so twice does it once.

    Raises NotFound for an unknown act, Refused when a decision of it is not this person's to undo (M8).
    """
    with db.atomic():
        act = find_act(db, token)
        if act is None:
            raise NotFound("Nothing was done under that number: the log has all that was.")
        if act.undone_at:
            return act
        for log_id in act.log_ids:
            if decisions.get_decision(db, log_id).active:
                decisions.undo(db, log_id, by=by, now=now)
        if act.kind == "mask" and act.card[0] in "dr":
            # what had given way to it covers the words again
            decisions.make_again(db, act.card[1:], by=by, now=now)
        if act.kind == "keep":
            _look_again(db, act, by, now)
        if act.kind == "skip":
            db.conn.execute("delete from queue_skip where card = ? and made_by = ?", [act.card, act.made_by])
        public_at = _text(now) if act.kind == "skip" else ""
        db.conn.execute(
            "update queue_act set undone_at = ?, public_at = ?, problem = '' where seq = ?",
            [_text(now), public_at, act.seq],
        )
        return _get(db, token)


def _look_again(db: Database, act: Act, by: str, now: datetime) -> None:
    if act.card.startswith("r"):
        reviews.set_day(db, act.card[1:], now.astimezone(UTC).date(), by=by, now=now)
        return
    if act.kept_words_id is not None:
        take_off_list(db, act.kept_words_id, by=by, now=now)
    try:
        findings.reopen(db, int(act.card[1:]), by=by, now=now)
    except (NotFound, WrongUse):
        # the item has changed since, and the finding with it: it waits again already
        return


def take_off_list(db: Database, entry_id: int, *, by: str, now: datetime) -> int:
    """Keep words everywhere no longer; return how many findings wait again. Raises NotFound, or WrongUse when off."""
    with db.atomic():
        entry = keep_list.remove(db, entry_id, by=by, now=now)
        return findings.reopen_listed(db, entry)


def find_act(db: Database, token: str) -> Act | None:
    """Return what was done under a token, None for nothing."""
    row = db.conn.execute(f"select {_COLUMNS} from queue_act where token = ?", [token]).fetchone()
    return None if row is None else _act(row)


def recent(db: Database, by: str, *, limit: int = 5) -> list[Act]:
    """Return what somebody did last, the newest first; what was undone is left out."""
    rows = db.conn.execute(
        f"select {_COLUMNS} from queue_act where made_by = ? and undone_at = '' order by seq desc limit ?", [by, limit]
    )
    return [_act(row) for row in rows.fetchall()]


def skipped(db: Database, by: str, now: datetime) -> Collection[str]:
    """Return the cards that somebody has put off."""
    rows = db.conn.execute("select card from queue_skip where made_by = ? and until > ?", [by, _text(now)]).fetchall()
    return {row[0] for row in rows}


def behind(db: Database) -> Sequence[Act]:
    """Return the acts that readers' copy does not follow yet, in the order in which they were done."""
    rows = db.conn.execute(f"select {_COLUMNS} from queue_act where public_at = '' order by seq").fetchall()
    return [_act(row) for row in rows]


def note_public(db: Database, act: Act, now: datetime) -> None:
    """Note that readers' copy follows an act; one that was undone meanwhile stays behind."""
    with db.atomic():
        db.conn.execute(
            "update queue_act set public_at = ?, problem = '' where seq = ? and undone_at = ?",
            [_text(now), act.seq, act.undone_at],
        )


def note_problem(db: Database, act: Act, said: str) -> None:
    """Note why readers' copy cannot follow an act yet."""
    with db.atomic():
        db.conn.execute("update queue_act set problem = ? where seq = ?", [said, act.seq])


def _get(db: Database, token: str) -> Act:
    return _act(db.conn.execute(f"select {_COLUMNS} from queue_act where token = ?", [token]).fetchone())


def _act(row: tuple[Any, ...]) -> Act:
    named = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Act(**{**named, "log_ids": tuple(json.loads(named["log_ids"]))})


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
