"""Erasing the words of one mask: they go from the originals too, and what stands around them stays (M7).

Each letter of them becomes a blank of the same length, so that every other decision keeps its place. The mask goes on
standing where they stood.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from archive.errors import Refused
from archive.folder import DataFolder
from archive.moderation.decisions import Decision, Kind, Scope, all_decisions, get_decision
from archive.moderation.values import FIELDS, words_of
from archive.originals import store as originals
from archive.originals.erase import (
    Listed,
    Toll,
    apply_erasures,
    erase_words,
    finish_erasures,
    is_due_words,
    listed_words,
    mark_old_bytes,
)
from archive.originals.erase_captures import count_captures
from archive.originals.erase_payload import Going, blank_words, text_of
from archive.originals.erase_rows import blank_typed_words, blank_words_in_rows, items_that_told, told_of
from archive.originals.pending import mark_pending
from archive.redaction.anchor import make_anchor
from archive.redaction.words import Words
from archive.text import Span


def finish_words(db: Database, folder: DataFolder) -> None:
    """Take away the words of every mask that two people agreed on and that are not gone yet.

    Call it outside a transaction. While something harvests or imports it leaves that for the next time; killed at any
    moment, the next call does what is left.
    """
    for mask_id in is_due_words(db):
        mask = get_decision(db, mask_id)
        item_ids = items_of(db, mask)
        try:
            erase_words(db, folder, [_going(db, mask)])
        except Refused:
            return
        with db.atomic():
            for item_id in item_ids:
                _blank_item(db, item_id, mask.words)
            _blank_decisions(db, item_ids, mask.words)
            blank_typed_words(db, mask.words, mask.item_id if mask.scope is Scope.HERE else None)
            mark_old_bytes(db)


def erase_again(db: Database, folder: DataFolder, listed: Iterable[Listed] = ()) -> tuple[str, ...]:
    """Erase again what a restored backup brought back, items and words, by the restore list; return the items.

    Call it outside a transaction, and publish afterwards. Raises Refused while something harvests or imports.
    """
    items = apply_erasures(db, folder, listed)
    found = listed_words(db, folder.load_secrets().id_key)
    for item_id, some in found.items():
        every = [Words(each) for each in sorted(some)]
        erase_words(db, folder, [_within(db, item_id, every)])
        with db.atomic():
            for words in every:
                _blank_item(db, item_id, words)
                _blank_decisions(db, [item_id], words)
            mark_pending(db, [item_id])
            mark_old_bytes(db)
    if not finish_erasures(db, folder):
        raise Refused("What was erased before is not gone from every file yet: run `threadkeep publish` there.")
    return tuple(dict.fromkeys([*items, *found]))


def count_words_toll(db: Database, folder: DataFolder | None, mask: Decision) -> Toll:
    """Return what erasing the words of a mask would take, and change nothing; without a folder no capture is read."""
    told = [told_of(db, item_id) for item_id in items_of(db, mask)]
    known = frozenset(capture for each in told for capture in each.captures)
    captures = len(known) if folder is None else count_captures(db, folder, [_going(db, mask)])
    return Toll(sum(each.rows for each in told), sum(each.revisions for each in told), captures)


def items_of(db: Database, mask: Decision) -> list[str]:
    """Return the items whose sources say or said the words of a mask, as far as it reaches."""
    return [mask.item_id] if mask.scope is Scope.HERE else items_that_told(db, mask.words)


def _going(db: Database, mask: Decision) -> tuple[Going, frozenset[int]]:
    """Return what goes from captures: the words wherever they stand, or in the texts of their item alone."""
    if mask.scope is Scope.EVERYWHERE:
        return Going(names=(mask.words,)), frozenset()
    return _within(db, mask.item_id, [mask.words])


def _within(db: Database, item_id: str, words: Iterable[Words]) -> tuple[Going, frozenset[int]]:
    """Return what goes from captures when words go from the texts of one item alone."""
    told = told_of(db, item_id)
    texts = [text_of(text) for text in sorted(told.texts | told.names)]
    return Going(tuple(text for text in texts if text is not None), within=tuple(words)), told.captures


def _blank_item(db: Database, item_id: str, words: Words) -> None:
    """Blank words in all that is kept of one item."""
    _forget_findings(db, item_id, words)
    blank_words_in_rows(db, item_id, words)
    for kind, exact in db.conn.execute("select kind, exact from wrong_link where item_id = ?", [item_id]).fetchall():
        db.conn.execute(
            "update or replace wrong_link set exact = ? where item_id = ? and kind = ? and exact = ?",
            [blank_words(exact, words), item_id, kind, exact],
        )


def _forget_findings(db: Database, item_id: str, words: Words) -> None:
    """Forget what was found in words that go: its digest would tell them to whoever guesses."""
    spans = {field: words.find(text) for field, text in words_of(originals.get_item(db, item_id)).items()}
    rows = db.conn.execute("select id, field, span_start, span_end from finding where item_id = ?", [item_id])
    for number, field, start, end in rows.fetchall():
        if any(span.overlaps(Span(start, end)) for span in spans.get(field, ())):
            db.conn.execute("delete from finding where id = ?", [number])


def _blank_decisions(db: Database, item_ids: list[str], words: Words) -> None:
    """Blank the words in every quotation of a decision on these items; each keeps its place in the blanked text."""
    for decision in all_decisions(db):
        if decision.item_id in item_ids and decision.kind is Kind.MASK and decision.exact:
            _blank_decision(db, decision, words)


def _blank_decision(db: Database, decision: Decision, words: Words) -> None:
    exact = blank_words(decision.exact, words)
    # without a salt: what the log's digest was made of is gone
    salt = "" if exact != decision.exact else decision.salt
    text = words_of(originals.get_item(db, decision.item_id)).get(decision.field, "")
    start, end = decision.anchor_start, decision.anchor_start + len(exact)
    if decision.field in FIELDS and text[start:end] == exact:
        anchor = make_anchor(text, Span(start, end), salt)
        prefix, suffix, digest = anchor.prefix, anchor.suffix, anchor.digest
    else:
        prefix, suffix = (blank_words(each, words) for each in (decision.prefix, decision.suffix))
        digest = decision.text_digest
    db.conn.execute(
        "update decision set exact = ?, prefix = ?, suffix = ?, text_digest = ?, salt = ? where id = ?",
        [exact, prefix, suffix, digest, salt, decision.id],
    )
