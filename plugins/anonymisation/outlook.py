"""What readers see of an item that has open findings, and what keeping or redacting one of them would change there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.folder import PublishPolicy
from archive.moderation.findings import FindingRow, holds_back
from archive.moderation.values import words_of
from archive.originals import store as originals
from archive.public.models import ItemState
from archive.redaction.words import Words
from plugins.anonymisation.places import Spot
from plugins.site.wording import count


@dataclass(frozen=True, slots=True)
class Others:
    """How many other findings of its item stay open after one is kept or redacted, and how many of them hold it back.

    Keeping settles the same words in the same part of the item; redacting settles all that its words cover.
    """

    after_redact: int = 0
    holding_after_keep: int = 0
    holding_after_redact: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Three sentences: whether readers see an item now, what Keep does about that, what Redact does."""

    stands: str
    keeps: str
    redacts: str


def others_in(
    db: Database, shown: Iterable[FindingRow], rows: Iterable[FindingRow], policy: PublishPolicy
) -> dict[int, Others]:
    """Return for each finding shown what else is open in its item, `rows` being all open findings."""
    by_item: defaultdict[str, list[FindingRow]] = defaultdict(list)
    for row in rows:
        by_item[row.item_id].append(row)
    values = {row.item_id: _values(db, row.item_id) for row in shown}
    return {row.id: _others(row, by_item[row.item_id], values[row.item_id], policy) for row in shown}


def _values(db: Database, item_id: str) -> dict[str, str]:
    try:
        return words_of(originals.get_item(db, item_id))
    except NotFound:
        # its item has gone since; the next publish forgets the finding
        return {}


def _others(row: FindingRow, rows: Iterable[FindingRow], values: dict[str, str], policy: PublishPolicy) -> Others:
    def key(each: FindingRow) -> tuple[str, str, str]:
        return each.field, each.entity, values.get(each.field, "")[each.span.start : each.span.end]

    mine = key(row)
    try:
        words = Words(mine[2])
    except WrongUse:
        covered = {}
    else:
        covered = {field: words.find(text) for field, text in values.items()}
    others = [each for each in rows if each.id != row.id]
    unkept = [each for each in others if key(each) != mine]
    unmasked = [each for each in others if not any(span.contains(each.span) for span in covered.get(each.field, ()))]
    return Others(
        after_redact=len(unmasked),
        holding_after_keep=sum(holds_back(each, policy) for each in unkept),
        holding_after_redact=sum(holds_back(each, policy) for each in unmasked),
    )


def outlook_of(spot: Spot, others: Others) -> Outlook:
    """Return what stands now and what would follow, by the state of an item in the public copy."""
    if spot.seen is ItemState.SHOWN:
        open_still = f"; {_open(others.after_redact)}" if others.after_redact else ""
        return Outlook(
            "Readers see this item now.",
            "Keep leaves it in front of readers as it is.",
            f"Redact takes these words away from readers{open_still}.",
        )
    if spot.seen not in (ItemState.HELD, None):
        return Outlook(
            f"Readers do not see this item now. {spot.state}",
            "Keep does not show it to readers.",
            "Redact does not show it to readers; should they ever see it, these words are gone.",
        )
    stands = spot.state if spot.seen is None else "Held back until somebody looks: readers do not see this item now."
    return Outlook(stands, _keeps(others), _redacts(others))


def _keeps(others: Others) -> str:
    if others.holding_after_keep:
        return f"Keep lets these words stay; the item stays held back: {_holding(others.holding_after_keep)}."
    return "Keep shows the item to readers as it is."


def _redacts(others: Others) -> str:
    if others.holding_after_redact:
        return f"Redact takes these words out; the item stays held back: {_holding(others.holding_after_redact)}."
    open_still = f"; {_open(others.after_redact)}" if others.after_redact else ""
    return f"Redact shows it without these words{open_still}."


def _open(number: int) -> str:
    return f"{count(number, 'other finding')} in it {'is' if number == 1 else 'are'} open"


def _holding(number: int) -> str:
    return f"{count(number, 'other finding')} in it {'waits' if number == 1 else 'wait'} for somebody to look"
