"""What a moderator does, carried out: decided, published and certified in one go, in a worker thread."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime

from sqlite_utils import Database

from archive.errors import ArchiveError, Refused
from archive.folder import DataFolder
from archive.moderation import decisions
from archive.moderation.decisions import Decision
from archive.moderation.holders import items_with
from archive.originals import store as originals
from archive.publishing.certificate import decide_and_publish
from archive.publishing.publisher import publish
from archive.redaction.words import Words
from plugins.anonymisation.desk import BUSY, Desk, in_archive
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


def hide_act(item_id: str, reason: str, by: str, now: datetime, *, silently: bool = False) -> Act:
    """Return the act of hiding an item, or `silently` of withholding it; raise WrongUse without a reason."""
    given = require_reason(reason)
    if silently:
        return lambda db: decisions.withhold(db, item_id, reason=given, by=by, now=now)
    return lambda db: decisions.hide(db, item_id, reason=given, by=by, now=now)


def show_act(item_id: str, reason: str, by: str, now: datetime) -> Act:
    """Return the act of keeping a comment public that is gone at its source; raise WrongUse without a reason."""
    given = require_reason(reason)
    return lambda db: decisions.show(db, item_id, reason=given, by=by, now=now)


def undo_act(log_id: str, reason: str, by: str, now: datetime) -> Act:
    """Return the act of taking a decision back; raise WrongUse without a reason."""
    given = require_reason(reason)
    return lambda db: decisions.undo(db, log_id, by=by, now=now, reason=given)


class NotPublicYet(ArchiveError):
    """What somebody did is recorded, and readers do not see it yet: nothing has to be sent again."""

    @classmethod
    def because(cls, done: str, error: Exception) -> NotPublicYet:
        """Return it for what was done, in words, and the error of the publish that should have followed."""
        if isinstance(error, ArchiveError):
            why = str(error)
        else:
            why = "The public copy was just being written by another publish: wait a moment, then look at it again."
        return cls(f"{done} is recorded but not public yet: {why} Do not send it again: the next publish follows it.")


async def carry_out(desk: Desk, act: Act, now: datetime) -> str:
    """Decide and publish; return the log id of the certificate.

    Raises NotPublicYet when the decision stands and its publish failed, any other error with nothing changed: Refused
    while archive.db cannot be written.
    """
    made: list[str] = []

    def noted(db: Database) -> Decision:
        decision = act(db)
        made.append(decision.id if decision.active else f"The undoing of {decision.id}")
        return decision

    try:
        certificate = await asyncio.to_thread(decide_and_publish, desk.folder, noted, now)
    except (ArchiveError, sqlite3.OperationalError) as error:
        if isinstance(error, sqlite3.OperationalError) and not made:
            # somebody else writes for longer than anybody waits: the form comes back as it was sent
            raise Refused(BUSY) from error
        if not made:
            raise
        # what publishing itself said, without the id put before it
        cause = error.__cause__ if isinstance(error.__cause__, (ArchiveError, sqlite3.OperationalError)) else error
        raise NotPublicYet.because(made[0], cause) from error
    return certificate.log_id


def follow(folder: DataFolder, done: str, now: datetime) -> None:
    """Publish what follows from something recorded, `done` in words; raise NotPublicYet when that fails."""
    try:
        publish(folder, now=now)
    except (ArchiveError, sqlite3.OperationalError) as error:
        raise NotPublicYet.because(done, error) from error


async def preview(desk: Desk, act: Act, form: RedactForm, item_id: str) -> tuple[str, list[Counted]]:
    """Return the item's id and every item that holds the words, that item first; nothing is changed.

    Raises what the act itself would raise.
    """

    def work(db: Database) -> tuple[str, list[Counted]]:
        try_out(db, act)
        words, here = Words(form.words), originals.resolve_item(db, item_id)
        others = [each for each in items_with(db, words) if each != here]
        return here, [count_words(originals.get_item(db, each), words) for each in (here, *others)]

    return await in_archive(desk, work)


class _TakenBack(ArchiveError):
    """Ends a transaction that was only to try something out."""


def try_out(db: Database, act: Callable[[Database], object]) -> None:
    """Do it and take it back, so that a preview says no in exactly the cases in which the act would."""
    try:
        with db.atomic():
            act(db)
            raise _TakenBack("taken back")
    except _TakenBack:
        return
