"""Where acronyms stand in public texts: read from the table of them, so that there is one reader of acronyms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.public.acronym_places import spelt_mentions
from archive.text import Span
from search_index.analysis import acronym_term

Placed = Sequence[tuple[str, Span]]
"""Acronyms, each as its term (`analysis.acronym_term`) with where it stands."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """The acronyms of one item, in its title and in its text."""

    title: Placed = ()
    text: Placed = ()

    @property
    def terms(self) -> list[str]:
        """The acronyms, each once."""
        return list(dict.fromkeys(term for term, _ in (*self.title, *self.text)))


NONE = Mentions()


def read_mentions(db: Database, item_ids: Iterable[str]) -> dict[str, Mentions]:
    """Return the acronyms of some items, by id; an item without any is left out."""
    return {
        item_id: Mentions(
            title=[(acronym_term(spelling), span) for field, spelling, span in found if field == "title"],
            text=[(acronym_term(spelling), span) for field, spelling, span in found if field == "text"],
        )
        for item_id, found in spelt_mentions(db, item_ids).items()
    }
