"""What moderators decide: masks, hidings and keepings, each with a scope and a reason; and how they are undone.

A decision changes no original. It is written with its log line and with the items it touches marked for publishing,
in one transaction.
"""

from archive.moderation.decisions.decision import Decision, Kind, Scope
from archive.moderation.decisions.masks import mask
from archive.moderation.decisions.reasons import check_reason
from archive.moderation.decisions.rows import (
    active_decisions,
    all_decisions,
    decisions_for,
    get_decision,
    is_behind,
    items_of_lines,
    touched_by,
    undone_masks,
    withheld_in,
    withheld_of,
)
from archive.moderation.decisions.undoing import UNDO_ALONE, give_way, is_same_person, make_again, undo
from archive.moderation.decisions.whole_items import erase, hide, show, withhold

__all__ = [
    "UNDO_ALONE",
    "Decision",
    "Kind",
    "Scope",
    "active_decisions",
    "all_decisions",
    "check_reason",
    "decisions_for",
    "erase",
    "get_decision",
    "give_way",
    "hide",
    "is_behind",
    "is_same_person",
    "items_of_lines",
    "make_again",
    "mask",
    "show",
    "touched_by",
    "undo",
    "undone_masks",
    "withheld_in",
    "withheld_of",
    "withhold",
]
