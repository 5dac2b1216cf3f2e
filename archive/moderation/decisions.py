"""What moderators decide: masks, hidings and keepings, each with a scope and a reason; and how they are undone.

A decision changes no original. It is written with its log line and with the items it touches marked for publishing,
in one transaction.
"""

from __future__ import annotations

import dataclasses
import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound, Refused, WrongUse
from archive.moderation import log
from archive.moderation.holders import items_with
from archive.moderation.values import FIELDS, Stored, field_with, words_of
from archive.originals import store as originals
from archive.originals.absences import find_absence
from archive.originals.erase import erased_items
from archive.originals.records import AuthorKind, SourceState
from archive.originals.store import StoredComment
from archive.redaction.anchor import Anchor, make_anchor
from archive.redaction.version import detector_version
from archive.redaction.words import Words

UNDO_ALONE = timedelta(minutes=15)
"""How long the author of a decision may undo it alone (M8); afterwards it takes somebody else."""

_COLUMNS = (
    "id, kind, scope, item_id, field, exact, prefix, suffix, anchor_start, text_digest, salt, "
    "label, reason, made_by, made_at, ref, active, review_on, detector"
)
_MAX_LABEL = 60
_MAX_REASON = 300
# the words of a mask on an erased item are gone with it
_HOLDS = "active and (kind <> 'mask' or exact <> '')"
_NAMED = (AuthorKind.ACCOUNT, AuthorKind.NAME, AuthorKind.NAME_URL)


@lru_cache(maxsize=10_000)
def _words(exact: str) -> Words:
    # making them is slow, and publishing asks for those of every mask once for every item
    return Words(exact)


class Kind(StrEnum):
    """What a decision does: take words out, take a whole item out of sight, or show one that is gone at its source.

    A hidden item says in its place that it was hidden and why (451); a withheld one has no place, as if it had never
    been (404); an erased one says that it was erased (451), and its words are gone from the originals too.
    """

    MASK = "mask"
    HIDE = "hide"
    WITHHOLD = "withhold"
    ERASE = "erase"
    SHOW = "show"

    @property
    def is_closing(self) -> bool:
        """True for what takes a whole item out of sight."""
        return self in _CLOSED


_CLOSED = {Kind.HIDE: "hidden", Kind.WITHHOLD: "withheld", Kind.ERASE: "erased"}


class Scope(StrEnum):
    """Where masked words may no longer stand: in this item, or in the whole public copy."""

    HERE = "here"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a moderator. Its repr shows none of the words it is about.

    `review_on` is the day on which the queue shows it again, "" for never; `detector` the version that proposed then.
    """

    id: str
    kind: Kind
    scope: Scope
    item_id: str
    field: str
    exact: str = dataclasses.field(repr=False)
    prefix: str = dataclasses.field(repr=False)
    suffix: str = dataclasses.field(repr=False)
    anchor_start: int = dataclasses.field(repr=False)
    text_digest: str = dataclasses.field(repr=False)
    salt: str = dataclasses.field(repr=False)
    label: str
    reason: str
    made_by: str
    made_at: str
    ref: str
    active: bool
    review_on: str = ""
    detector: str = ""

    @property
    def words(self) -> Words:
        """The words that a mask takes out."""
        return _words(self.exact)

    @property
    def anchor(self) -> Anchor | None:
        """Where the words stood when the mask was made, in its own item; None where nothing can go stale."""
        if self.kind is not Kind.MASK or self.field not in FIELDS:
            return None
        return Anchor(
            exact=self.exact,
            prefix=self.prefix,
            suffix=self.suffix,
            start=self.anchor_start,
            digest=self.text_digest,
            salt=self.salt,
        )

    def keeps(self, since: str) -> bool:
        """True when this decision shows a comment that vanished then; one that vanishes anew is looked at anew."""
        # a decision is dated to the second
        vanished = datetime.fromisoformat(since).replace(microsecond=0)
        return self.active and self.kind is Kind.SHOW and vanished <= datetime.fromisoformat(self.made_at)


def mask(
    db: Database,
    item_id: str,
    find: str,
    *,
    label: str,
    reason: str,
    by: str,
    now: datetime,
    everywhere: bool = False,
    review_on: date | None = None,
) -> Decision:
    """Decide that words be taken out of an item, or of everything, to be looked at again on a day or never; return it.

    Raises NotFound for an unknown item, WrongUse when the words do not stand in it, are masked already, or would stand
    in the reason or label, which are public. Nothing is changed then.
    """
    wanted = Words(find)
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        where = field_with(item, wanted)
        if where is None:
            raise WrongUse(f"These words do not stand in {item.id}: copy them from the item as it is, and try again.")
        where, anchor = _anchor(item, where, wanted, find)
        scope = Scope.EVERYWHERE if everywhere else Scope.HERE
        _refuse_double(db, item.id, anchor.exact, scope)
        label, reason = _public(db, item.id, label, reason, by, wanted)
        decision = _record(db, Kind.MASK, scope, item.id, where, anchor, label, reason, by, now, review_on)
        originals.mark_pending(db, touched_by(db, decision))
    return decision


def hide(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Decision:
    """Decide that an item be hidden as a whole, its place and the reason shown; return the decision.

    Raises NotFound for an unknown item, WrongUse when it is out of sight already or the reason cannot be public.
    """
    return _close(db, Kind.HIDE, item_id, reason, by, now)


def withhold(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Decision:
    """Decide that an item be withheld as a whole: its address answers as if it had never been; return the decision.

    It has no place in its thread either, and what answers it stands by itself. A post under which something is shown
    keeps its place, which says nothing of the decision. Raises NotFound for an unknown item, WrongUse when it is out
    of sight already or the reason cannot be public.
    """
    return _close(db, Kind.WITHHOLD, item_id, reason, by, now)


def erase(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Decision:
    """Decide that an item be erased for good; return the decision, which nobody can undo.

    Whoever calls this has seen to it that two people agree (`erasures`). Other decisions on the item stay as they are.
    Raises NotFound for an unknown item, WrongUse when it is erased already or the reason cannot be public.
    """
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        if item.id in erased_items(db):
            raise WrongUse(f"{item.id} is erased already: nothing to do.")
        _, reason = _public(db, item.id, "-", reason, by, *_byline(item))
        return _record_whole(db, Kind.ERASE, item.id, reason, by, now)


def check_reason(db: Database, item_id: str, reason: str, by: str) -> str:
    """Return a reason as it will stand in public; raise WrongUse when it cannot, NotFound for an unknown item."""
    item = originals.get_item(db, originals.resolve_item(db, item_id))
    return _public(db, item.id, "-", reason, by, *_byline(item))[1]


def show(db: Database, item_id: str, *, reason: str, by: str, now: datetime) -> Decision:
    """Decide that a comment stays public though it is gone at its source; return the decision.

    Masks on it still hold. Raises NotFound for an unknown item, WrongUse when it does not wait for this decision, or
    the reason cannot be public.
    """
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        made = decisions_for(db, item.id)
        if item.id in erased_items(db):
            raise WrongUse(f"{item.id} is erased: there is nothing left to show.")
        for each in made:
            if each.kind.is_closing:
                raise WrongUse(
                    f"{item.id} is {_CLOSED[each.kind]} by {each.id}: undo that first, with --undo {each.id}."
                )
        absence = find_absence(db, item.id)
        if absence is None or not isinstance(item, StoredComment) or item.state != SourceState.LIVE:
            raise WrongUse(f"{item.id} is no comment that vanished at its source: nothing to decide.")
        for each in made:
            if each.keeps(absence.since):
                raise WrongUse(f"{item.id} stays public already by {each.id}: nothing to do.")
        _, reason = _public(db, item.id, "-", reason, by)
        return _record_whole(db, Kind.SHOW, item.id, reason, by, now)


def undo(db: Database, log_id: str, *, by: str, now: datetime, reason: str = "") -> Decision:
    """Undo a decision by its log id ("L12") and return it as it is now, no longer active.

    Raises NotFound for an unknown id, WrongUse when it is undone already, and Refused when it is not this person's to
    undo: its author alone may in the first fifteen minutes, somebody else alone afterwards (M8).
    """
    with db.atomic():
        decision = get_decision(db, log_id)
        if decision.kind is Kind.ERASE:
            raise WrongUse(f"{decision.id} cannot be undone: what it erased is gone for good.")
        if not decision.active:
            raise WrongUse(f"{decision.id} is undone already: nothing to do.")
        if not decision.salt:
            raise WrongUse(f"{decision.id} cannot be undone: its words are erased, and nothing is left to show.")
        if decision.item_id in erased_items(db) and decision.scope is Scope.HERE:
            raise WrongUse(
                f"{decision.id} cannot be undone: {decision.item_id} is erased, and nothing is left to show."
            )
        if not by.strip():
            raise WrongUse("A decision is undone by somebody: give a name with --by.")
        _refuse_undo(decision, by.strip(), now)
        return _let_go(db, decision, by, now, reason)


def give_way(db: Database, decision: Decision, *, by: str, now: datetime, reason: str) -> Decision:
    """Let a decision go because a newer one takes its place in the same transaction; return it, no longer active.

    Nothing is uncovered by it, so anybody may, however old it is: whoever calls this has seen to the newer one.
    """
    return _let_go(db, decision, by, now, reason)


def make_again(db: Database, log_id: str, *, by: str, now: datetime) -> Decision | None:
    """Make a decision anew that had given way to one that was undone since; return it, None when it holds or is erased.

    Words stay covered, or their item withheld, as they were before.
    """
    with db.atomic():
        old = get_decision(db, log_id)
        if old.active or not old.salt or old.item_id in erased_items(db):
            return None
        anchor = Anchor(old.exact, old.prefix, old.suffix, old.anchor_start, old.text_digest, old.salt)
        again = _record(db, old.kind, old.scope, old.item_id, old.field, anchor, old.label, old.reason, by, now)
        originals.mark_pending(db, touched_by(db, again))
        return again


def _let_go(db: Database, decision: Decision, by: str, now: datetime, reason: str) -> Decision:
    touched = touched_by(db, decision)
    db.conn.execute("update decision set active = 0 where id = ?", [decision.id])
    if reason:
        _, reason = _public(db, decision.item_id, "-", reason, by)
    log.append(
        db,
        at=now,
        actor=by.strip(),
        kind="undo",
        item_id=decision.item_id,
        label=decision.label,
        reason=reason,
        ref=_new_ref(),
        undoes=decision.id,
    )
    originals.mark_pending(db, touched)
    return get_decision(db, decision.id)


def get_decision(db: Database, log_id: str) -> Decision:
    """Return a decision, active or not, by its log id; raise NotFound when there is none."""
    found = re.fullmatch(r"[Ll]?(\d+)", log_id.strip())
    row = (
        found
        and db.conn.execute(f"select {_COLUMNS} from decision where id = ?", [f"L{int(found.group(1))}"]).fetchone()
    )
    if not row:
        raise NotFound("There is no decision of that log id: `threadkeep redact` printed it when it was made.")
    return _decision(row)


def active_decisions(db: Database) -> list[Decision]:
    """Return every decision that holds now, in the order in which they were made."""
    rows = db.conn.execute(f"select {_COLUMNS} from decision where {_HOLDS} order by cast(substr(id, 2) as integer)")
    return [_decision(row) for row in rows.fetchall()]


def all_decisions(db: Database) -> list[Decision]:
    """Return every decision ever made, undone ones too, in order."""
    rows = db.conn.execute(f"select {_COLUMNS} from decision order by cast(substr(id, 2) as integer)")
    return [_decision(row) for row in rows.fetchall()]


def is_behind(db: Database) -> bool:
    """Return whether the public copy does not follow some decision, or the undoing of one, yet."""
    row = db.conn.execute("select exists (select 1 from decision join pending using (item_id))").fetchone()
    return bool(row[0])


def decisions_for(db: Database, item_id: str) -> list[Decision]:
    """Return the decisions made on one item that hold now."""
    sql = f"select {_COLUMNS} from decision where {_HOLDS} and item_id = ? order by cast(substr(id, 2) as integer)"
    return [_decision(row) for row in db.conn.execute(sql, [item_id]).fetchall()]


def withheld_in(db: Database, post_id: str) -> set[str]:
    """Return the post and the comments of a thread that are withheld now, those that were erased since included."""
    sql = (
        "select item_id from decision where active and kind = 'withhold' and "
        "(item_id = ?1 or item_id in (select id from comment where post_id = ?1))"
    )
    return {item_id for (item_id,) in db.conn.execute(sql, [post_id])}


def withheld_of(db: Database, item_ids: Iterable[str]) -> set[str]:
    """Return which of these items are withheld now."""
    sql = (
        "select item_id from decision where active and kind = 'withhold' "
        "and item_id in (select value from json_each(?))"
    )
    return {item_id for (item_id,) in db.conn.execute(sql, [json.dumps(list(item_ids))])}


def undone_masks(db: Database, item_id: str) -> list[Decision]:
    """Return the masks on one item that somebody undid: decisions to keep the words."""
    undone = "not active and kind = 'mask' and exact <> ''"
    sql = f"select {_COLUMNS} from decision where {undone} and item_id = ? order by id"
    return [_decision(row) for row in db.conn.execute(sql, [item_id]).fetchall()]


def items_of_lines(db: Database) -> dict[str, str]:
    """Return which item each line of the public log is about, by the line's reference; an undoing is about its own."""
    # by the decision where there is one: of two items that turn out to be one, it names the one that stays
    sql = (
        "select l.ref, coalesce(d.item_id, l.item_id) from log as l "
        "left join decision as d on d.id in ('L' || l.seq, l.undoes) where l.ref <> ''"
    )
    return dict(db.conn.execute(sql).fetchall())


def touched_by(db: Database, decision: Decision) -> set[str]:
    """Return the items whose public form depends on a decision."""
    if decision.scope is Scope.HERE:
        return {decision.item_id}
    return {decision.item_id, *items_with(db, decision.words)}


def _anchor(item: Stored, where: str, words: Words, find: str) -> tuple[str, Anchor]:
    """Return the field that a decision quotes, and the quotation: of words that mean all that was asked for."""
    salt = secrets.token_hex(16)
    for field in FIELDS if where in FIELDS else ():
        text = words_of(item).get(field, "")
        for span in words.find(text):
            # "Priya Nair" also finds "PriyaNair", but not the other way round
            if Words(text[span.start : span.end]).stands_in(find):
                return field, make_anchor(text, span, salt)
    # an address, a label or the name of an account is short and whole: nothing to lose one's place in
    where = "address" if where in FIELDS else where
    return where, Anchor(exact=find.strip(), prefix="", suffix="", start=0, digest="", salt=salt)


def _refuse_double(db: Database, item_id: str, exact: str, scope: Scope) -> None:
    for each in decisions_for(db, item_id):
        if each.kind is Kind.MASK and each.scope is scope and each.exact == exact:
            raise WrongUse(f"These words are masked already by {each.id}: nothing to do.")


def is_same_person(one: str, other: str) -> bool:
    """True for two spellings of one name: nobody becomes a second person by another capital.

    >>> is_same_person("Ann Lowe", " ann  LOWE"), is_same_person("Ann", "Anna")
    (True, False)
    """
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _refuse_undo(decision: Decision, by: str, now: datetime) -> None:
    alone_until = datetime.fromisoformat(decision.made_at) + UNDO_ALONE
    is_author = is_same_person(by, decision.made_by)
    if now < alone_until and not is_author:
        raise Refused(
            f"Until {alone_until:%H:%M} UTC only {decision.made_by} may undo {decision.id}: ask them, or wait."
        )
    if now >= alone_until and is_author:
        raise Refused(f"{decision.id} is more than 15 minutes old: somebody else has to undo it.")


def _byline(item: Stored) -> list[Words]:
    named = getattr(item, "author_kind", AuthorKind.NAME) in _NAMED
    name = words_of(item).get("author", "")
    return [Words(name)] if named and any(letter.isalnum() for letter in name) else []


def _public(db: Database, item_id: str, label: str, reason: str, by: str, *words: Words) -> tuple[str, str]:
    """Return label and reason as they will stand in public; raise WrongUse when they cannot (M14, M15)."""
    label, reason = " ".join(label.split()), " ".join(reason.split())
    if not reason or len(reason) > _MAX_REASON:
        raise WrongUse(
            f"A decision needs a reason of 1 to {_MAX_REASON} characters; it is public, so say why without names."
        )
    if not label or len(label) > _MAX_LABEL or not label.isprintable() or set(label) & set("[]<>"):
        raise WrongUse(
            f"A label has 1 to {_MAX_LABEL} characters and no brackets, such as: place, name, a northern office."
        )
    if not by.strip():
        raise WrongUse("A decision is made by somebody: give a name with --by, or an operator in threadkeep.toml.")
    if any(each.stands_in(reason) or each.stands_in(label) for each in (*words, *_unspeakable(db, item_id))):
        raise WrongUse("The reason or label holds words that are to go, and both are public: say it without them.")
    return label, reason


def _unspeakable(db: Database, item_id: str) -> Iterable[Words]:
    for decision in active_decisions(db):
        if decision.kind is Kind.MASK and (decision.scope is Scope.EVERYWHERE or decision.item_id == item_id):
            yield decision.words


def _close(db: Database, kind: Kind, item_id: str, reason: str, by: str, now: datetime) -> Decision:
    with db.atomic():
        item = originals.get_item(db, originals.resolve_item(db, item_id))
        if item.id in erased_items(db):
            raise WrongUse(f"{item.id} is erased: there is nothing left to decide.")
        for each in decisions_for(db, item.id):
            if each.kind is kind:
                raise WrongUse(f"{item.id} is {_CLOSED[kind]} already: nothing to do.")
            if each.kind.is_closing:
                raise WrongUse(f"{item.id} is {_CLOSED[each.kind]} by {each.id}: undo that first.")
        _, reason = _public(db, item.id, "-", reason, by, *_byline(item))
        return _record_whole(db, kind, item.id, reason, by, now)


def _record_whole(db: Database, kind: Kind, item_id: str, reason: str, by: str, now: datetime) -> Decision:
    """Record a decision on an item as a whole: it quotes nothing."""
    nothing = Anchor(exact="", prefix="", suffix="", start=0, digest="", salt=secrets.token_hex(16))
    decision = _record(db, kind, Scope.HERE, item_id, "text", nothing, "", reason, by, now)
    originals.mark_pending(db, [item_id])
    return decision


def _record(
    db: Database,
    kind: Kind,
    scope: Scope,
    item_id: str,
    where: str,
    anchor: Anchor,
    label: str,
    reason: str,
    by: str,
    now: datetime,
    review_on: date | None = None,
) -> Decision:
    ref = _new_ref()
    seq = log.append(
        db,
        at=now,
        actor=by.strip(),
        kind=kind,
        item_id=item_id,
        label=label,
        reason=reason,
        ref=ref,
        secret=anchor.exact,
        salt=anchor.salt,
    )
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    place = [anchor.exact, anchor.prefix, anchor.suffix, anchor.start, anchor.digest, anchor.salt]
    values = [f"L{seq}", kind, scope, item_id, where, *place, label, reason, by.strip(), made_at, ref, 1]
    values += [review_on.isoformat() if review_on else "", detector_version()]
    db.conn.execute(f"insert into decision ({_COLUMNS}) values ({', '.join('?' * len(values))})", values)
    return get_decision(db, f"L{seq}")


def _decision(row: tuple[Any, ...]) -> Decision:
    values = dict(zip((name.strip() for name in _COLUMNS.split(",")), row, strict=True))
    typed = {"kind": Kind(values["kind"]), "scope": Scope(values["scope"]), "active": bool(values["active"])}
    return Decision(**{**values, **typed})


def _new_ref() -> str:
    # random, so that it names no item and no order
    return secrets.token_hex(8)
