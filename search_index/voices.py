"""Whose words stand where in an item: its author's own, quoted from the thread, or brought in from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from archive.public.conversation import Voice, voices
from archive.text import Span
from search_index.documents import Voices


def read_voices(db: Database, item_ids: Sequence[str]) -> Mapping[str, Voices]:
    """Return the stretches of these items that are not their author's own; an item without any is left out."""
    found: dict[str, Voices] = {}
    for item_id, pieces in voices(db, item_ids).items():
        spans: defaultdict[str, list[Span]] = defaultdict(list)
        for span, voice in pieces:
            if voice is not Voice.OWN:
                spans[voice.value].append(span)
        if spans:
            found[item_id] = dict(spans)
    return found
