"""Comments that vanished from a post that still answers: nobody sees them until somebody decides (H8)."""

from __future__ import annotations

from sqlite_utils import Database

from archive.moderation.decisions import Decision, active_decisions
from archive.originals.absences import Absence, AbsenceKind, iter_absences


def missing_comments(db: Database) -> dict[str, Absence]:
    """Return the absences that no decision to show has looked past, by the id of the comment."""
    decisions = _by_item(db)
    return {
        absence.item_id: absence
        for absence in iter_absences(db, AbsenceKind.VANISHED)
        if not any(each.keeps(absence.since) for each in decisions.get(absence.item_id, ()))
    }


def open_absences(db: Database) -> list[Absence]:
    """Return what waits for a moderator to show or hide it, by the id of the comment.

    What is hidden already does not, nor what the source itself says was removed.
    """
    hidden = {item_id for item_id, made in _by_item(db).items() if any(each.kind.is_closing for each in made)}
    live = "select item_id from absence join comment on comment.id = item_id where state = 'live'"
    waiting = {row[0] for row in db.conn.execute(live).fetchall()} - hidden
    return [absence for item_id, absence in missing_comments(db).items() if item_id in waiting]


def _by_item(db: Database) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in active_decisions(db):
        found.setdefault(decision.item_id, []).append(decision)
    return found
