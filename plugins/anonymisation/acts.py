"""What a moderator does, carried out: decided, published and certified in one go, in a worker thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.moderation import decisions, findings
from archive.moderation.decisions import Decision
from archive.originals import store as originals
from archive.publishing.certificate import decide_and_publish
from archive.publishing.publisher import publish
from archive.redaction.words import Words
from plugins.anonymisation.desk import Desk, in_archive
from plugins.anonymisation.forms import RedactForm, require_reason
from plugins.anonymisation.reading import Counted, count_words

Act = Callable[[Database], Decision]


def redact_act(item_id: str, form: RedactForm, by: str, now: datetime) -> Act:
    """Return the act of a filled-in form; raise WrongUse when something is missing in it."""
    form.require()
    return lambda db: decisions.mask(
        db,
        item_id,
        form.words,
        label=form.shown_label,
        reason=form.reason,
        by=by,
        now=now,
        everywhere=form.everywhere,
    )


def hide_act(item_id: str, reason: str, by: str, now: datetime) -> Act:
    """Return the act of hiding an item; raise WrongUse without a reason."""
    given = require_reason(reason)
    return lambda db: decisions.hide(db, item_id, reason=given, by=by, now=now)


def undo_act(log_id: str, reason: str, by: str, now: datetime) -> Act:
    """Return the act of taking a decision back; raise WrongUse without a reason."""
    given = require_reason(reason)
    return lambda db: decisions.undo(db, log_id, by=by, now=now, reason=given)


async def carry_out(desk: Desk, act: Act, now: datetime) -> str:
    """Decide and publish; return the log id of the certificate. Raises ArchiveError in one sentence."""
    certificate = await asyncio.to_thread(decide_and_publish, desk.folder, act, now)
    return certificate.log_id


async def keep_finding(desk: Desk, finding_id: int, reason: str, by: str, now: datetime) -> None:
    """Record that somebody looked at a finding, and publish what waited for that."""
    given = require_reason(reason)
    await in_archive(desk, lambda db: findings.keep(db, finding_id, by=by, now=now, reason=given))
    await asyncio.to_thread(publish, desk.folder, now=now)


async def preview(desk: Desk, act: Act, form: RedactForm, item_id: str) -> tuple[str, list[Counted]]:
    """Return the item's id and every item that holds the words, that item first; nothing is changed.

    Raises what the act itself would raise.
    """

    def work(db: Database) -> tuple[str, list[Counted]]:
        _try_out(db, act)
        words, here = Words(form.words), originals.resolve_item(db, item_id)
        others = [each for each in decisions.items_with(db, words) if each != here]
        return here, [count_words(originals.get_item(db, each), words) for each in (here, *others)]

    return await in_archive(desk, work)


class _TakenBack(ArchiveError):
    """Ends a transaction that was only to try something out."""


def _try_out(db: Database, act: Act) -> None:
    """Do it and take it back, so that a preview says no in exactly the cases in which the act would."""
    try:
        with db.atomic():
            act(db)
            raise _TakenBack("taken back")
    except _TakenBack:
        return
