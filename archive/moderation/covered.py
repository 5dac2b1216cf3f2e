"""Whether decisions that hold take out what a finding points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import digits
from typing import TYPE_CHECKING

from sqlite_utils import Database

from archive.moderation.decisions import Decision, Kind, Scope, active_decisions
from archive.moderation.values import words_by_id
from archive.redaction.spellings import fold

if TYPE_CHECKING:
    from archive.moderation.findings import FindingRow

_ESCAPES = frozenset("%&")


class Coverage:
    """Whether a decision that holds takes out what a finding points at; the words of all items are read at once."""

    def __init__(self, db: Database, findings: Iterable[FindingRow]) -> None:
        """Read the decisions that hold now, and the words of the items that these findings are in."""
        self._here: dict[str, list[Decision]] = {}
        self._everywhere: list[Decision] = []
        for decision in active_decisions(db):
            if decision.scope is Scope.EVERYWHERE:
                self._everywhere.append(decision)
            elif decision.kind is not Kind.SHOW:
                self._here.setdefault(decision.item_id, []).append(decision)
        asked = {finding.item_id for finding in findings if self._everywhere or finding.item_id in self._here}
        self._words = words_by_id(db, asked)
        self._everywhere_letters = [_letters(decision.exact) for decision in self._everywhere]

    def holds(self, finding: FindingRow) -> bool:
        """True when a mask covers the finding, or its item is out of sight as a whole."""
        decisions = self._here.get(finding.item_id, [])
        if any(decision.kind.is_closing for decision in decisions):
            return True
        if not decisions and not self._everywhere:
            return False
        text = self._words.get(finding.item_id, {}).get(finding.field, "")
        words = text[finding.span.start : finding.span.end]
        made = [*self._may_hold(words, decisions, [_letters(decision.exact) for decision in decisions])]
        made += self._may_hold(words, self._everywhere, self._everywhere_letters)
        return any(span.contains(finding.span) for decision in made for span in decision.words.find(text))

    def _may_hold(self, words: str, decisions: Sequence[Decision], letters: Sequence[str]) -> Iterator[Decision]:
        """Yield the decisions that words may be part of: of thousands, few are worth looking for in the text."""
        mine = "" if not _ESCAPES.isdisjoint(words) else _letters(words)
        return (decision for decision, told in zip(decisions, letters, strict=True) if mine in told)


def _letters(words: str) -> str:
    """Return the letters and digits of words; digits at their end may be those of an account name."""
    return "".join(filter(str.isalnum, fold(words).text)).rstrip(digits)
