"""Looking for words in an index the way somebody would who wants to find them: hits, word lists, bytes of the files.

Words that went from one item may rightly stand in another. So whatever is found is held against public.db: what a
public row accounts for is no trace. And an index that is behind public.db, or still holds what was taken out, is never
vouched for.

What the files of an engine hold is read from its word lists, which say all of it, in the letters it was written in
(field `exact`). Their bytes are searched as well, where the words are so long that they cannot stand there by chance:
bytes know no ends of words, so a find that a term of a word list accounts for is no trace.
A file that the index is not made of is read as text if it is text; if not, it is searched like those of the engine, and
for words too short for that it is not vouched for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost
from archive.public.surface import Asked
from archive.redaction.many_words import ManyWords
from archive.redaction.spellings import fold
from archive.redaction.words import Words
from search_index import generation
from search_index.analysis import searchable, searchable_line
from search_index.build import read_stamps
from search_index.documents import build_document, byline
from search_index.engine import Stamp, View
from search_index.fields import BY_NAME, WRITTEN
from search_index.mentions import NONE, read_mentions
from search_index.plan import Term
from search_index.voices import read_voices

_LONG = 8
"""So many letters stand in random bytes, in either case, once in 128 ** 8 bytes: in less than one of a million files of
50 GB."""

_AT_ONCE = 2_000
_START = 3
_RUN = re.compile(r"[^\W_]+")

_FORMAT_WORDS = (
    b"index_format_version",
    b"row_version",
    b"discussed",
    b"written",
    b"modified",
    b"fieldmap",
    b"indextype",
)
"""Long words that stand in every file of an engine, beside the names of fields."""

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
    needles: frozenset[bytes]
    live: set[bytes]
    """What may stand in a file: terms in which the words stand, or a longer word, and words of the format itself."""
    refused: set[bytes]
    """Terms that no public row accounts for: they explain nothing in a file."""
    reads_all: bool
    """Whether every term of every word list is read. Else those that begin as the words do, which is quick; the rest
    only when bytes that may be a longer word's have to be accounted for."""

    def check_terms(self, name: str, terms: Sequence[str], *, may_stand: bool) -> None:
        """Look for the words in a part of a word list; where they cannot stand, only what files may hold is noted."""
        self.traces.checked += len(terms)
        if name in WRITTEN and may_stand:
            for term in terms:
                says = self.words.stands_in(term) or (name == "tag" and self.words.stands_in_slug(term))
                if says and not self._check_term(name, term):
                    self.refused.add(term.encode().lower())
            self.live.difference_update(self.refused)

    def note_live(self, whole: bytes) -> None:
        """Note the terms, one a line, in which the words stand as files hold them."""
        if any(needle in whole for needle in self.needles):
            self.live.update(term for term in whole.split(b"\n") if any(needle in term for needle in self.needles))
            self.live.difference_update(self.refused)

    def check_file(self, path: Path, lower: bytes, text: str | None, *, is_own: bool) -> None:
        """Look for the words in the bytes of a file: those in small letters, and as text where it is text."""
        told = self._is_told(lower, text, is_own=is_own)
        if told and is_own and not self.reads_all:
            for name in BY_NAME:
                for some in _in_parts(self.view.terms(name)):
                    self.note_live(_as_lines(some))
            told = self._is_told(lower, text, is_own=is_own)
        if told:
            self.traces.add(str(path.relative_to(self.index)))

    def check_likely_terms(self) -> None:
        """Look for the words in every tag, and elsewhere among the terms that begin as they do."""
        for some in _in_parts(self.view.terms("tag")):
            self.note_live(_as_lines(some))
            self.check_terms("tag", some, may_stand=True)
        for name in WRITTEN:
            for start in self._starts() if name != "tag" else ():
                terms = self.view.starting(name, start, _AT_ONCE)
                self.note_live(_as_lines(terms))
                self.check_terms(name, terms, may_stand=True)

    def _starts(self) -> list[str]:
        """Return the first letters of the words, in either case: word lists that keep cases are read by them."""
        said = {needle.decode() for needle in self.needles} | {fold(needle.decode()).text for needle in self.needles}
        firsts = {run[0][:_START] for each in said if (run := _RUN.search(each))}
        cases = (product(*((letter.lower(), letter.upper()) for letter in first)) for first in firsts)
        return sorted({"".join(letters) for some in cases for letters in some})

    def _is_told(self, lower: bytes, text: str | None, *, is_own: bool) -> bool:
        if text is not None:
            return self.words.stands_in(text)
        needles = [needle for needle in self.needles if len(needle) >= _LONG]
        if len(needles) < len(self.needles) and not is_own:
            return True
        return any(not self._accounts_for(lower, at) for needle in needles for at in _iter_places(lower, needle))

    def _accounts_for(self, data: bytes, place: int) -> bool:
        """Return whether a term of a word list stands around a place in a file."""
        return any(
            data.startswith(term, place - within)
            for term in self.live
            for needle in self.needles
            for within in _iter_places(term, needle)
            if within <= place
        )

    def _check_term(self, name: str, term: str) -> bool:
        """Hold the documents that have a term against their public rows; return whether one accounts for it."""
        holders = [found.id for found in self.view.holders(Term(name, term))]
        if not holders:
            self.traces.add(f"word list of {name}")
        accounted = False
        # those asked for first: of the others, one that may have the word is enough
        for item_id in sorted(holders, key=lambda item_id: not self.is_asked(item_id)):
            if accounted and not self.is_asked(item_id):
                break
            accounted |= self._check_holder(name, term, item_id)
        return accounted

    def _check_holder(self, name: str, term: str, item_id: str) -> bool:
        rightly = term in self._terms_of(item_id, name)
        # elsewhere than in tags a word list holds stems: that of "walkers" is a word that nobody wrote
        if not rightly or (name == "tag" and self.is_asked(item_id)):
            self.traces.add(item_id)
        return rightly

    def is_asked(self, item_id: str) -> bool:
        """Return whether the words are looked for in what the index holds of an item."""
        return self.item_ids is None or item_id in self.item_ids

    def says(self, item: PublicPost | PublicComment) -> bool:
        """Return whether the words stand in what may be searched of an item."""
        values = _values_of(item)
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
        mentions = read_mentions(self.db, [item_id]).get(item_id, NONE)
        return build_document(item, taggings, voices=voices, mentions=mentions).terms.get(name, ())


def find_traces(index: Path, view: View, db: Database, asked: Sequence[Asked]) -> list[Traces]:
    """Return where words stand in an index, of each that is asked: in what it holds of some items, or in all of it."""
    searches = [_new_search(index, view, db, each) for each in asked]
    many = ManyWords([each.words for each in asked])
    stamps = read_stamps(db)[1]
    if view.has_leftovers():
        for each in searches:
            each.traces.add(NOT_PURGED)
    _check_documents(searches, many, stamps)
    for each in searches:
        each.note_live(_as_lines(stamps))
        each.note_live(_as_lines(BY_NAME))
        if not each.reads_all:
            each.check_likely_terms()
    _check_lexicons([each for each in searches if each.reads_all])
    _check_files(searches)
    return [each.traces for each in searches]


def _new_search(index: Path, view: View, db: Database, asked: Asked) -> _Search:
    item_ids = None if asked.item_ids is None else frozenset(asked.item_ids)
    # of some items, and of words that are known to have stood near some, the whole of the word lists says no more
    reads_all = asked.item_ids is None and asked.near is None
    needles = asked.words.as_bytes()
    return _Search(index, view, db, asked.words, item_ids, Traces(), needles, set(_FORMAT_WORDS), set(), reads_all)


def _check_documents(searches: Sequence[_Search], many: ManyWords, public: Mapping[str, Stamp]) -> None:
    """Note documents of another row version than is public now, and those asked for that say the words."""
    if not searches:
        return
    db, view = searches[0].db, searches[0].view
    indexed = {stamp.id: stamp for stamp in view.stamps()}
    wanted = None if any(each.item_ids is None for each in searches) else _all_asked(searches) & indexed.keys()
    unseen = {item_id for item_id in indexed if wanted is None or item_id in wanted}
    for item in store.iter_items(db) if wanted is None else store.get_items(db, wanted).values():
        if item.id in indexed and public.get(item.id) == indexed[item.id]:
            unseen.discard(item.id)
            for number in many.may_stand_in("\n".join(_values_of(item))):
                if searches[number].is_asked(item.id) and searches[number].says(item):
                    searches[number].traces.add(item.id)
    for item_id in sorted(unseen):
        for each in searches:
            if each.is_asked(item_id):
                each.traces.add(item_id)


def _all_asked(searches: Iterable[_Search]) -> frozenset[str]:
    return frozenset().union(*(each.item_ids or () for each in searches))


def _values_of(item: PublicPost | PublicComment) -> tuple[str, str, str]:
    return item.body.text, getattr(item, "title", None) or "", byline(item)


def _check_lexicons(searches: Sequence[_Search]) -> None:
    """Look for the words in every word list."""
    many = ManyWords([each.words for each in searches])
    for name in BY_NAME if searches else ():
        for some in _in_parts(searches[0].view.terms(name)):
            lines = _as_lines(some)
            may_stand = frozenset(many.may_stand_in("\n".join(some), some if name == "tag" else ()))
            for each in searches:
                each.note_live(lines)
            for number, each in enumerate(searches):
                each.check_terms(name, some, may_stand=number in may_stand)


def _in_parts(terms: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(terms, _AT_ONCE)):
        yield some


def _as_lines(terms: Iterable[str]) -> bytes:
    return "\n".join(terms).encode().lower()


def _check_files(searches: Sequence[_Search]) -> None:
    """Look for the words in the bytes of every file."""
    if not searches:
        return
    own = {generation.CURRENT: False, **searches[0].view.files()}
    for path in generation.iter_files(searches[0].index):
        for each in searches:
            each.traces.checked += 1
        data = _read(path) if own.get(path.name, True) else None
        if data is None:
            continue
        text = None if path.name in own else _as_text(data)
        lower = data.lower()
        for each in searches:
            each.check_file(path, lower, text, is_own=path.name in own)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        # a writer moved on; what is gone holds nothing
        return None


def _as_text(data: bytes) -> str | None:
    """Return what a file of text says, None for any other."""
    if b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _iter_places(data: bytes, needle: bytes) -> Iterator[int]:
    at = data.find(needle)
    while at >= 0:
        yield at
        at = data.find(needle, at + 1)
