"""Where acronyms stand in public texts: read from the table of them, so that there is one reader of acronyms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from archive.acronyms import find_mentions
from archive.public.acronym_places import spelt_mentions
from archive.text import Span
from search_index.analysis import acronym_term

Mentions = Sequence[tuple[str, Span]]
"""The acronyms of one text, each as its term (`analysis.acronym_term`) with where it stands."""


def read_mentions(db: Database, item_ids: Iterable[str]) -> dict[str, Mentions]:
    """Return the acronyms in the texts of some items, by id; an item without any is left out."""
    return {item_id: _as_terms(found) for item_id, found in spelt_mentions(db, item_ids).items()}


def mentions_in_title(title: str) -> Mentions:
    """Return the acronyms in a title, which the table does not cover: those that it shows by itself."""
    return _as_terms((mention.text, mention.span) for mention in find_mentions(title)) if title else ()


def _as_terms(found: Iterable[tuple[str, Span]]) -> Mentions:
    return [(acronym_term(spelling), span) for spelling, span in found]
