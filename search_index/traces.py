"""Looking for words in an index the way somebody would who wants to find them: hits, word lists, bytes of the files.

An index keeps stems, not words, and words that went from one item may rightly stand in another. So whatever is found is
held against public.db: what a public row accounts for is no trace. And an index that is behind public.db, or still
holds what was taken out, is never vouched for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost
from archive.redaction.words import Words
from search_index import generation
from search_index.analysis import searchable, searchable_line
from search_index.build import read_stamps
from search_index.documents import build_document, byline
from search_index.engine import Stamp, View
from search_index.fields import WRITTEN
from search_index.mentions import read_mentions
from search_index.plan import Term
from search_index.voices import read_voices

NOT_PURGED = "a segment that still holds what was taken out"
"""Where words may stand after a commit that did not purge."""


@dataclass(slots=True)
class Traces:
    """What was looked at, and where the words stand: ids, word lists, files. A place is named once."""

    checked: int = 0
    places: dict[str, None] = field(default_factory=dict)

    def add(self, place: str) -> None:
        """Note a place."""
        self.places[place] = None


@dataclass(frozen=True, slots=True)
class _Search:
    """One search for words: what it looks through, and what it found."""

    index: Path
    view: View
    db: Database
    words: Words
    item_ids: frozenset[str] | None
    traces: Traces
    public: dict[str, Stamp]

    def check_documents(self) -> None:
        """Note documents of another row version than is public now, and those asked for that say the words."""
        indexed = {stamp.id: stamp for stamp in self.view.stamps()}
        if self.item_ids is not None:
            indexed = {item_id: stamp for item_id, stamp in indexed.items() if item_id in self.item_ids}
        unseen = set(indexed)
        for item in store.iter_items(self.db) if self.item_ids is None else store.get_items(self.db, indexed).values():
            if item.id in indexed and self.public.get(item.id) == indexed[item.id]:
                unseen.discard(item.id)
                if self._says(item):
                    self.traces.add(item.id)
        for item_id in sorted(unseen):
            self.traces.add(item_id)

    def check_lexicons(self) -> bool:
        """Look for the words in every word list; return whether public rows account for one that says them."""
        accounted = False
        for name in WRITTEN:
            for term in self.view.terms(name):
                self.traces.checked += 1
                if self.words.stands_in(term) or (name == "tag" and self.words.stands_in_slug(term)):
                    accounted |= self._check_term(name, term)
        return accounted

    def check_files(self, *, read: bool) -> None:
        """Look for the words in the bytes of every file, or count them where public words account for a find."""
        for path in generation.iter_files(self.index):
            self.traces.checked += 1
            if read and self.words.stands_in(path.read_bytes().decode("utf-8", "replace")):
                self.traces.add(str(path.relative_to(self.index)))

    def _check_term(self, name: str, term: str) -> bool:
        """Hold the documents that have a term against their public rows; return whether one accounts for it."""
        holders = [found.id for found in self.view.holders(Term(name, term))]
        if not holders:
            self.traces.add(f"word list of {name}")
        accounted = False
        # those asked for first: of the others, one that may have the word is enough
        for item_id in sorted(holders, key=lambda item_id: not self._is_asked(item_id)):
            if accounted and not self._is_asked(item_id):
                break
            accounted |= self._check_holder(name, term, item_id)
        return accounted

    def _check_holder(self, name: str, term: str, item_id: str) -> bool:
        rightly = term in self._terms_of(item_id, name)
        # elsewhere than in tags a word list holds stems: that of "walkers" is a word that nobody wrote
        if not rightly or (name == "tag" and self._is_asked(item_id)):
            self.traces.add(item_id)
        return rightly

    def _is_asked(self, item_id: str) -> bool:
        return self.item_ids is None or item_id in self.item_ids

    def _says(self, item: PublicPost | PublicComment) -> bool:
        values = (item.body.text, getattr(item, "title", None) or "", byline(item))
        if not any(map(self.words.stands_in, values)):
            return False
        # as it may be searched: what a redaction put there is not said by anybody
        said = (searchable(item.body), *map(searchable_line, values[1:]))
        return any(map(self.words.stands_in, said))

    def _terms_of(self, item_id: str, name: str) -> Collection[str]:
        """Return the terms that a public row gives one field; none for a row that is not shown."""
        item = store.find_item(self.db, item_id)
        if item is None or item.state is not ItemState.SHOWN:
            return ()
        taggings = store.get_taggings(self.db, [item_id])
        voices = read_voices(self.db, [item_id]).get(item_id)
        mentions = read_mentions(self.db, [item_id]).get(item_id, ())
        return build_document(item, taggings, voices=voices, mentions=mentions).terms.get(name, ())


def find_traces(index: Path, view: View, db: Database, words: Words, item_ids: Collection[str] | None) -> Traces:
    """Return where words stand in an index: in what it holds of these items, or in all of it when None."""
    asked = None if item_ids is None else frozenset(item_ids)
    search = _Search(index, view, db, words, asked, Traces(), read_stamps(db)[1])
    if view.has_leftovers():
        search.traces.add(NOT_PURGED)
    search.check_documents()
    # where no public word accounts for these words, no file may hold them either
    search.check_files(read=not search.check_lexicons())
    return search.traces
