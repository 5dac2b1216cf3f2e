"""Whose words stand where in an item: its author's own, quoted from the thread, or brought in from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from search_index.documents import Voices


def read_voices(db: Database, item_ids: Sequence[str]) -> Mapping[str, Voices]:  # noqa: ARG001 - see below
    """Return the stretches of these items that are not their author's own; an item without any is left out."""
    return {}
